//! The description of the API (OpenAPI 3.1), from the types of its answers.

use khabar_record::*;
use serde::Serialize;
use utoipa::{IntoParams, OpenApi, ToSchema};

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
#[allow(dead_code)] // Only described here; see `reply`.
struct Problem {
    r#type: String,
    title: String,
    status: u16,
    detail: String,
}

/// How many to give.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct Limit {
    /// At most so many
    #[param(minimum = 1, maximum = 1000)]
    limit: Option<u32>,
}

/// Where to go on.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct After {
    /// `next` of an answer: go on there
    after: Option<String>,
}

#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code)]
struct Days {
    /// From this day, month or year on
    #[param(
        pattern = "^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$",
        example = "2024-08"
    )]
    since: Option<String>,
    /// Up to this day, month or year, all of it included
    #[param(pattern = "^([0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?)?$")]
    until: Option<String>,
}

/// A route of the API, which `api.rs` answers.
macro_rules! routes {
    ($($name:ident $path:literal $body:ty $(as $kind:literal)?, $summary:literal, ($($params:tt)*);)+) => {
        $(
            #[utoipa::path(
                get, path = $path, summary = $summary, params($($params)*),
                responses(
                    (status = 200, description = "the answer; its ETag holds until the record changes", body = $body $(, content_type = $kind)?),
                    (status = 304, description = "the answer is the one of If-None-Match"),
                    (status = 400, description = "the question is not understood", body = Problem, content_type = "application/problem+json"),
                    (status = 403, description = "a token is needed", body = Problem, content_type = "application/problem+json"),
                    (status = 404, description = "there is no such thing", body = Problem, content_type = "application/problem+json"),
                    (status = 503, description = "busy: try again", body = Problem, content_type = "application/problem+json"),
                    (status = 504, description = "it took too long: ask for less", body = Problem, content_type = "application/problem+json"),
                )
            )]
            #[allow(dead_code)]
            fn $name() {}
        )+

        #[derive(OpenApi)]
        #[openapi(
            info(title = "khabar", description = "The attributed record of the press: who said what, and through which chain. Offsets are code points of the page's text.", license(name = "MIT OR Apache-2.0")),
            paths($($name),+)
        )]
        struct Api;

        #[cfg(test)]
        const ROUTES: &[&str] = &[$($path),+];
    };
}

routes! {
    counts "/api/v1/counts" Counts, "How much the record holds", ();
    search "/api/v1/search" Search, "Articles by words, phrases and fields",
        (("q" = String, Query, description = "in the language of docs/query.md"),
         ("facets" = Option<String>, Query, description = "anything: count what was found"), Limit, After);
    statements "/api/v1/statements" Statements, "Who said what",
        (("by" = Option<String>, Query, description = "made by"),
         ("about" = Option<String>, Query, description = "naming this in the content or the headline"),
         ("to" = Option<String>, Query, description = "addressed to"),
         ("act" = Option<String>, Query, description = "state, urge, invite, commit, praise, criticise, deny or announce"),
         ("outlet" = Option<String>, Query, description = "carried by"), Days, Limit, After);
    events "/api/v1/events" Events, "Meetings, visits, agreements",
        (("with" = Option<Vec<String>>, Query, description = "taking part; all of them where several are given"),
         ("type" = Option<String>, Query, description = "meeting, visit, …"),
         ("status" = Option<String>, Query, description = "happened, planned, …"), Days, Limit, After);
    stories "/api/v1/stories" StoryList, "Articles that tell the same, the stories of most outlets first",
        (("with" = Option<Vec<String>>, Query, description = "named in it; all of them where several are given"), Days, Limit, After);
    who "/api/v1/who" Vec<Profile>, "Who answers to a name",
        (("name" = String, Query, description = "a name, or a part of one"));
    activity "/api/v1/activity" Activity, "What one actor did over time: days, topics, whom they met, a timeline",
        (("name" = String, Query, description = "a name; its bearer is taken, else the most named of those who answer to it"),
         ("after" = Option<u32>, Query, description = "`next` of an answer: go on there"), Days, Limit);
    trace "/api/v1/trace" Vec<Trace>, "Statements that carry these words, with their ways",
        (("text" = String, Query, description = "words of a statement"));
    dossier "/api/v1/dossier" Dossier, "What the record holds on some names together",
        (("name" = Vec<String>, Query, description = "repeat it for several"));
    changes "/api/v1/changes" Changes, "How a position was worded over time",
        (("by" = String, Query, description = "whose"), ("about" = String, Query, description = "on what"), Limit);
    outlets "/api/v1/outlets" Vec<Count>, "All outlets by their articles", ();
    compare "/api/v1/compare" Compared, "Outlets beside each other",
        (("outlet" = Vec<String>, Query, description = "its exact name; repeat it for several"));
    new "/api/v1/new" Vec<Newcomer>, "The articles that came in last", (Limit);
    decisions "/api/v1/decisions" Vec<Decision>, "What people decided, those taken back among it", ();
    aside "/api/v1/aside" Vec<SetAside>, "What could not be read", ();
    article "/api/v1/article/{id}" ArticleView, "An article with all that was read from it",
        (("id" = i64, Path, description = "its number"));
    statement "/api/v1/statement/{id}" Statement, "A statement with its copies",
        (("id" = i64, Path, description = "its number"));
    event "/api/v1/event/{id}" EventView, "An event with the sentences of all that tell it",
        (("id" = i64, Path, description = "its number"));
    story "/api/v1/story/{id}" Story, "The articles that tell the same as one, in order of time",
        (("id" = i64, Path, description = "the number of any article of it"));
    export "/api/v1/export/{table}" String as "application/jsonl", "A whole table, sent as it is read (docs/tables.md tells its columns)",
        (("table" = String, Path, description = "pages, articles, actors, statements, …"),
         ("as" = Option<String>, Query, description = "jsonl (else that), csv or parquet", pattern = "^(jsonl|csv|parquet)$"));
    trace_one "/api/v1/trace/{id}" Vec<Trace>, "The way of a statement",
        (("id" = i64, Path, description = "the statement's number"));
}

/// The description as JSON.
pub fn json() -> String {
    let mut api = Api::openapi();
    api.info.version = env!("CARGO_PKG_VERSION").to_owned();
    api.to_json().unwrap_or_default()
}

/// A route with what can be asked of it, for the page that describes the API.
pub struct Route {
    pub path: String,
    pub summary: String,
    /// Name, whether it must be given, what it is.
    pub fields: Vec<(String, bool, String)>,
}

pub fn routes() -> Vec<Route> {
    let text = json();
    let api: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let empty = serde_json::Map::new();
    let paths = api["paths"].as_object().unwrap_or(&empty);
    let string = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
    let route = |(path, what): (&String, &serde_json::Value)| {
        let fields = what["get"]["parameters"].as_array().cloned();
        let fields = fields.unwrap_or_default().into_iter();
        Route {
            path: path.clone(),
            summary: string(&what["get"]["summary"]),
            fields: fields
                .map(|f| {
                    let needed = f["required"].as_bool().unwrap_or(false);
                    (string(&f["name"]), needed, string(&f["description"]))
                })
                .collect(),
        }
    };
    paths.iter().map(route).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_is_described_and_every_reference_leads_somewhere() {
        let text = json();
        let api: serde_json::Value = serde_json::from_str(&text).unwrap();
        let paths = api["paths"].as_object().unwrap();
        for r in ROUTES {
            assert!(paths.contains_key(*r), "{r}");
        }
        for at in text.match_indices("#/components/schemas/") {
            let rest = &text[at.0 + at.1.len()..];
            let name = &rest[..rest.find('"').unwrap()];
            assert!(api["components"]["schemas"].get(name).is_some(), "{name}");
        }
        let shown = routes();
        assert_eq!(shown.len(), ROUTES.len());
        let search = shown.iter().find(|r| r.path.ends_with("/search")).unwrap();
        assert!(search.fields.iter().any(|f| f.0 == "q" && f.1));
    }
}
