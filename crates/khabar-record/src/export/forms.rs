//! The forms of other tools: BibTeX and CSL-JSON to cite articles by, PLOVER
//! events, PROV-O chains, FollowTheMoney entities, iCalendar.

use crate::answer::Record;
use crate::answer::types::*;
use crate::error::Result;
use khabar_model::{TimexValue, labels};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;

labels! {
    Form {
        /// One `@online` an article (biblatex).
        Bibtex = "bibtex",
        /// CSL-JSON, a list of articles.
        Csl = "csl",
        /// A line of JSON an event, in the terms of the PLOVER ontology.
        Plover = "plover",
        /// JSON-LD in the terms of W3C PROV-O, a line a statement.
        Prov = "prov",
        /// FollowTheMoney entities, a line each.
        Ftm = "ftm",
        /// Planned events with a day.
        Ical = "ical",
    }
}

impl Form {
    pub fn ending(self) -> &'static str {
        match self {
            Form::Bibtex => "bib",
            Form::Csl => "json",
            Form::Plover | Form::Ftm => "jsonl",
            Form::Prov => "jsonld",
            Form::Ical => "ics",
        }
    }
}

/// What a record holds, or the articles that `query` finds in it, in a form of
/// other tools. Hidden articles, statements and events are left out.
pub fn form(record: &Record, form: Form, query: Option<&str>) -> Result<String> {
    let articles = articles(record, query)?;
    match form {
        Form::Bibtex => Ok(articles.iter().map(bibtex).collect()),
        Form::Csl => {
            let all: Vec<Value> = articles.iter().map(csl).collect();
            Ok(format!("{}\n", Value::from(all)))
        }
        Form::Plover => lines(events(record, &articles)?.iter().map(plover)),
        Form::Prov => {
            let mut said = Vec::new();
            for a in &articles {
                said.extend(record.article(a.article)?.statements);
            }
            lines(said.iter().map(prov))
        }
        Form::Ftm => {
            let events = events(record, &articles)?;
            lines(ftm(&articles, &events).into_iter())
        }
        Form::Ical => Ok(ical(&events(record, &articles)?)),
    }
}

fn lines(all: impl Iterator<Item = Value>) -> Result<String> {
    Ok(all.map(|v| format!("{v}\n")).collect())
}

fn articles(record: &Record, query: Option<&str>) -> Result<Vec<Source>> {
    match query {
        Some(query) => {
            let found = record.search(query, usize::MAX)?.hits;
            let with_copies = found
                .into_iter()
                .flat_map(|h| std::iter::once(h.source).chain(h.copies));
            Ok(with_copies.collect())
        }
        None => {
            let f = record.fetch()?;
            let mut q =
                f.db.prepare("SELECT id FROM articles WHERE NOT hidden ORDER BY id")?;
            let ids = q.query_map([], |r| r.get(0))?;
            let ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
            ids.into_iter()
                .map(|id| Ok(f.article(id)?.source.clone()))
                .collect()
        }
    }
}

fn events(record: &Record, articles: &[Source]) -> Result<Vec<Event>> {
    let f = record.fetch()?;
    let sql = "SELECT id FROM events WHERE article = ?1 AND NOT hidden ORDER BY start";
    let mut q = f.db.prepare(sql)?;
    let mut out = Vec::new();
    for a in articles {
        let ids = q.query_map([a.article], |r| r.get(0))?;
        for id in ids.collect::<rusqlite::Result<Vec<i64>>>()? {
            out.push(f.event(id)?);
        }
    }
    Ok(out)
}

/// A name for an article that lasts: its page's hash and its place there would
/// be exact, the first letters of the hash and the row are enough to cite by.
fn cite(s: &Source) -> String {
    format!(
        "khabar-{}-{}",
        &s.capture[..12.min(s.capture.len())],
        s.article
    )
}

/// Letters that mean something to TeX.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn bibtex(s: &Source) -> String {
    let mut out = format!("@online{{{},\n", cite(s));
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            let _ = writeln!(out, "  {name} = {{{value}}},");
        }
    };
    field("title", s.headline.as_deref().map(tex));
    field("organization", s.outlet.as_deref().map(tex));
    field("date", s.published.clone());
    // An address is taken as it is, but for what would end the field.
    let url = s.url.as_deref();
    field(
        "url",
        url.map(|u| u.replace('{', "%7B").replace('}', "%7D")),
    );
    field("urldate", day(s.retrieved.as_deref()));
    field("langid", Some("arabic".into()));
    out.push_str("}\n\n");
    out
}

fn day(time: Option<&str>) -> Option<String> {
    let day = time?.get(..10)?;
    let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    (day.split('-').count() == 3 && day.split('-').all(figures)).then(|| day.to_string())
}

fn date_parts(day: &str) -> Option<Value> {
    let parts: Option<Vec<i64>> = day.split('-').map(|p| p.parse().ok()).collect();
    Some(json!({ "date-parts": [parts?] }))
}

fn csl(s: &Source) -> Value {
    let issued = s.published.as_deref().and_then(date_parts);
    let accessed = day(s.retrieved.as_deref());
    let fields = [
        ("id", Some(json!(cite(s)))),
        ("type", Some(json!("article-newspaper"))),
        ("title", s.headline.as_ref().map(|h| json!(h))),
        ("container-title", s.outlet.as_ref().map(|o| json!(o))),
        ("issued", issued),
        ("accessed", accessed.as_deref().and_then(date_parts)),
        ("URL", s.url.as_ref().map(|u| json!(u))),
        ("language", Some(json!("ar"))),
    ];
    let fields = fields.into_iter();
    let fields = fields.filter_map(|(k, v)| Some((k.to_string(), v?)));
    Value::Object(fields.collect())
}

fn actor(a: &Actor) -> Value {
    json!({ "name": a.name, "type": a.kind, "title": a.role })
}

/// Event types and modes are PLOVER's; fields that it does not name (`status`,
/// `page`) say what else is known.
fn plover(e: &Event) -> Value {
    json!({
        "id": format!("{}-{}-{}", &e.source.capture, e.words.start, e.words.end),
        "event_type": e.plover,
        "khabar_type": e.kind,
        "date": e.date,
        "publication_date": e.source.published,
        "status": e.status,
        "actors": e.participants.iter().zip(&e.roles).map(|(a, role)| {
            let mut a = actor(a);
            a["role"] = json!(role);
            a
        }).collect::<Vec<_>>(),
        "location": e.place.as_ref().map(|p| &p.exact),
        "text": e.words.exact,
        "language": "ar",
        "publisher": e.source.outlet,
        "url": e.source.url,
        "page": { "name": e.source.page, "start": e.words.start, "end": e.words.end },
    })
}

fn agent(id: String, kind: &str, name: &str) -> Value {
    let of = match kind {
        "person" => "prov:Person",
        "org" => "prov:Organization",
        _ => "prov:Agent",
    };
    json!({ "@id": id, "@type": of, "rdfs:label": name })
}

/// The words as the outlet printed them are derived, link by link, from the
/// words as the speaker said them.
fn prov(s: &Statement) -> Value {
    let id = |what: &str| {
        let (page, start, end) = (&s.source.capture, s.cue.start, s.cue.end);
        format!("urn:khabar:{page}:{start}-{end}:{what}")
    };
    let content: Vec<&str> = s.content.iter().map(|c| c.exact.as_str()).collect();
    let mut graph = Vec::new();
    let mut from = json!(null);
    if let Some(speaker) = &s.speaker {
        let speaker_id = id("speaker");
        graph.push(agent(speaker_id.clone(), &speaker.kind, &speaker.name));
        graph.push(json!({
            "@id": id("said"), "@type": "prov:Entity",
            "prov:wasAttributedTo": { "@id": speaker_id },
        }));
        from = json!({ "@id": id("said") });
    }
    for (n, link) in s.chain.iter().enumerate() {
        let this = id(&format!("link{n}"));
        let mut entity = json!({
            "@id": this, "@type": ["prov:Entity", format!("khabar:{}", link.kind)],
            "rdfs:label": link.words.exact,
            "khabar:inherited": link.inherited,
        });
        if !from.is_null() {
            entity["prov:wasDerivedFrom"] = from;
        }
        if let Some(by) = &link.by {
            let issuer = format!("{this}:by");
            graph.push(agent(issuer.clone(), &by.kind, &by.name));
            entity["prov:wasAttributedTo"] = json!({ "@id": issuer });
        }
        graph.push(entity);
        from = json!({ "@id": this });
    }
    let mut printed = json!({
        "@id": id("printed"), "@type": "prov:Entity",
        "prov:value": content.join(" … "),
        "prov:generatedAtTime": s.source.published,
        "prov:hadPrimarySource": s.source.url.as_ref().map(|u| json!({ "@id": u })),
    });
    if !from.is_null() {
        printed["prov:wasDerivedFrom"] = from;
    }
    if let Some(outlet) = &s.source.outlet {
        let outlet_id = id("outlet");
        graph.push(agent(outlet_id.clone(), "org", outlet));
        printed["prov:wasAttributedTo"] = json!({ "@id": outlet_id });
    }
    graph.push(printed);
    json!({
        "@context": {
            "prov": "http://www.w3.org/ns/prov#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "khabar": "urn:khabar:vocabulary:",
        },
        "@graph": graph,
    })
}

/// Articles, people and organisations that take part in events, and events.
fn ftm(articles: &[Source], events: &[Event]) -> Vec<Value> {
    let one = |v: &Option<String>| v.iter().cloned().collect::<Vec<_>>();
    let mut out: Vec<Value> = articles
        .iter()
        .map(|s| {
            json!({ "id": cite(s), "schema": "Article", "properties": {
                "title": one(&s.headline), "publisher": one(&s.outlet),
                "publishedAt": one(&s.published), "sourceUrl": one(&s.url),
                "retrievedAt": day(s.retrieved.as_deref()).into_iter().collect::<Vec<_>>(),
                "language": ["ara"],
            }})
        })
        .collect();
    let actor_id = |a: &Actor| format!("khabar-{}-{}", a.kind, a.name.replace(' ', "-"));
    let mut actors: BTreeMap<String, Value> = BTreeMap::new();
    for a in events.iter().flat_map(|e| &e.participants) {
        let schema = match a.kind.as_str() {
            "person" => "Person",
            "org" => "Organization",
            "place" => "Address",
            _ => "Thing",
        };
        let name = if schema == "Address" { "full" } else { "name" };
        actors.entry(actor_id(a)).or_insert_with(|| {
            let mut properties = json!({ name: [a.name] });
            if let (Some(role), "Person") = (&a.role, schema) {
                properties["position"] = json!([role]);
            }
            json!({ "id": actor_id(a), "schema": schema, "properties": properties })
        });
    }
    out.extend(actors.into_values());
    out.extend(events.iter().map(|e| {
        let id = format!("{}-event-{}", cite(&e.source), e.words.start);
        let place = e.place.as_ref().map(|p| p.exact.clone());
        json!({ "id": id, "schema": "Event", "properties": {
            "name": [e.words.exact], "date": one(&e.date), "location": one(&place),
            "involved": e.participants.iter().filter(|a| a.kind != "place").map(actor_id).collect::<Vec<_>>(),
            "proof": [cite(&e.source)], "keywords": [e.kind, e.status],
            "sourceUrl": one(&e.source.url),
        }})
    }));
    out
}

/// RFC 5545. An event that spans days (a month) is one of so many days.
fn ical(events: &[Event]) -> String {
    let mut out = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//khabar//khabar//AR\r\nCALSCALE:GREGORIAN\r\n",
    );
    for e in events.iter().filter(|e| e.status == "planned") {
        let days = e.date.as_ref().and_then(|d| TimexValue(d.clone()).days());
        let (Some((first, after)), Some(stamp)) = (days, day(e.source.day.as_deref())) else {
            continue;
        };
        let figures = |d: String| d.replace('-', "");
        let who: Vec<&str> = e.participants.iter().map(|a| a.name.as_str()).collect();
        let mut line = |name: &str, value: &str| out.push_str(&folded(&format!("{name}:{value}")));
        line("BEGIN", "VEVENT");
        let uid = format!("{}-{}@khabar", cite(&e.source), e.words.start);
        line("UID", &uid);
        line("DTSTAMP", &format!("{}T000000Z", figures(stamp)));
        line("DTSTART;VALUE=DATE", &figures(first.to_string()));
        line("DTEND;VALUE=DATE", &figures(after.to_string()));
        line("SUMMARY", &escaped(&e.words.exact));
        let outlet = e.source.outlet.as_deref().unwrap_or_default();
        let told = format!("{}\n{}", who.join("، "), outlet);
        line("DESCRIPTION", &escaped(told.trim()));
        if let Some(place) = &e.place {
            line("LOCATION", &escaped(&place.exact));
        }
        if let Some(url) = &e.source.url {
            line("URL", &url.replace(['\r', '\n'], ""));
        }
        line("STATUS", "TENTATIVE");
        line("END", "VEVENT");
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of at most 75 bytes, broken between letters.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}
