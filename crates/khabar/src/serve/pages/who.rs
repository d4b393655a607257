//! Who answers to a name, and what one of them did over time.

use super::{Answer, page as made};
use crate::day;
use crate::dossier::strip::{HEIGHT, Mark, Strip, WIDTH};
use crate::graph::{Graph, To};
use crate::serve::params::Params;
use crate::serve::reply::Fault;
use crate::serve::ui::{Ui, enc};
use askama::Template;
use khabar_record::{Activity, ActivityQuery, Entry, Item, Post, Profile, Record, Topic};

#[derive(Template)]
#[template(path = "serve/who.html")]
struct Who {
    ui: Ui,
    name: String,
    since: Option<String>,
    until: Option<String>,
    profiles: Vec<Profile>,
    /// Of the first of them, where one is meant.
    life: Option<Life>,
    width: f64,
    height: f64,
}

/// What an actor did over time, ready to be drawn.
struct Life {
    activity: Activity,
    strip: Option<Strip>,
    graph: Option<Graph>,
    /// Acts that head the columns of the table of topics.
    acts: Vec<String>,
    months: Vec<Month>,
    more: Option<String>,
}

/// A month of the timeline; the last has what bears no day.
struct Month {
    words: String,
    entries: Vec<Entry>,
}

/// A post with its bar on the line of years, in hundredths of its width.
struct Span<'a> {
    post: &'a Post,
    bar: Option<(String, String)>,
}

impl Who {
    fn t<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        self.ui.t(en, ar)
    }

    /// From when to when the record has the post.
    fn when(&self, post: &Post) -> String {
        let day = |d: &Option<String>| d.as_deref().map(|d| self.ui.day(d));
        match (day(&post.first), day(&post.last)) {
            (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
            (first, last) => first.or(last).unwrap_or_default(),
        }
    }

    /// Posts in order of time, each with its bar between the first day and the
    /// last that the record has of any: those on most pages, or the rest.
    fn posts<'a>(&self, w: &'a Profile, rest: bool) -> Vec<Span<'a>> {
        let days = |p: &Post| {
            let first = p.first.as_deref().and_then(day::number_of)?;
            let last = p.last.as_deref().and_then(day::number_of);
            Some((first, last.unwrap_or(first)))
        };
        let all: Vec<(i64, i64)> = w.posts.iter().filter_map(days).collect();
        let from = all.iter().map(|d| d.0).min().unwrap_or(0);
        let to = all.iter().map(|d| d.1).max().unwrap_or(0);
        let share = |n: i64| n as f64 * 100.0 / (to - from).max(1) as f64;
        let (most, others) = w.posts.split_at(w.posts.len().min(POSTS));
        let mut posts: Vec<&Post> = if rest { others } else { most }.iter().collect();
        posts.sort_by(|a, b| (a.first.is_none(), &a.first).cmp(&(b.first.is_none(), &b.first)));
        let bar = |(a, b): (i64, i64)| {
            let width = share(b - a).max(1.5);
            let x = share(a - from).min(100.0 - width);
            (format!("{x:.1}"), format!("{width:.1}"))
        };
        let span = |post: &'a Post| Span {
            post,
            bar: days(post).filter(|_| all.len() > 1 && to > from).map(bar),
        };
        posts.into_iter().map(span).collect()
    }

    fn leading<'a>(&self, w: &'a Profile) -> Vec<Span<'a>> {
        self.posts(w, false)
    }

    fn others<'a>(&self, w: &'a Profile) -> Vec<Span<'a>> {
        self.posts(w, true)
    }

    /// How many statements of an act a topic has.
    fn of_act(&self, t: &Topic, act: &str) -> usize {
        t.acts.iter().find(|c| c.name == act).map_or(0, |c| c.count)
    }

    /// Statements by one about another, of one act where that is given.
    fn on(&self, by: &str, about: &str, act: &str) -> String {
        let act = match act {
            "" => String::new(),
            act => format!("&act={}", enc(act)),
        };
        format!(
            "{}?by={}&about={}{act}",
            self.ui.to("statements"),
            enc(by),
            enc(about)
        )
    }

    fn moved(&self, by: &str, about: &str) -> String {
        format!(
            "{}?by={}&about={}",
            self.ui.to("changes"),
            enc(by),
            enc(about)
        )
    }

    fn is_event(&self, e: &Entry) -> bool {
        matches!(e.item, Item::Event(_))
    }
}

/// Posts that are shown at once.
const POSTS: usize = 6;

/// So many columns of the table of topics fit.
const ACTS: usize = 8;

pub(super) fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let name = p.get("name").unwrap_or_default();
    let profiles = match name.is_empty() {
        true => Vec::new(),
        false => record.who(&name)?,
    };
    let (since, until) = (p.bound("since")?, p.bound("until")?);
    // A part of a name may mean several; who bears all of it, or bears it
    // alone, is meant.
    let meant = profiles
        .first()
        .is_some_and(|w| w.how == "name" || profiles.len() == 1);
    let life = match meant {
        false => None,
        true => Some(life(record, &ui, &query(p, 40, 500)?)?),
    };
    made(Who {
        ui,
        name,
        since,
        until,
        profiles,
        life,
        width: WIDTH,
        height: HEIGHT,
    })
}

/// The fields of a question about what an actor did.
pub fn query(p: &Params, usual: usize, most: usize) -> Result<ActivityQuery, Fault> {
    let after = p.get("after").map(|a| a.parse::<u32>());
    let after = after.transpose();
    let after = after.map_err(|_| Fault::Bad("after: a number that an answer gave".into()))?;
    Ok(ActivityQuery {
        name: p
            .get("name")
            .ok_or_else(|| Fault::Bad("name is needed".into()))?,
        since: p.bound("since")?,
        until: p.bound("until")?,
        limit: p.limit(usual, most)?,
        after: after.unwrap_or(0) as usize,
    })
}

fn life(record: &Record, ui: &Ui, query: &ActivityQuery) -> Result<Life, Fault> {
    let mut activity = record.activity(query)?;
    let mut marks = Vec::new();
    for d in &activity.days {
        let Some(day) = day::number_of(&d.day) else {
            continue;
        };
        marks.extend((0..d.statements).map(|_| Mark { day, event: false }));
        marks.extend((0..d.events).map(|_| Mark { day, event: true }));
    }
    let graph = Graph::new(ui.lang, &activity.ties, &|to| Some(met(ui, &to)));
    let mut acts: Vec<(usize, String)> = Vec::new();
    for c in activity.topics.iter().flat_map(|t| &t.acts) {
        match acts.iter_mut().find(|a| a.1 == c.name) {
            Some(a) => a.0 += c.count,
            None => acts.push((c.count, c.name.clone())),
        }
    }
    acts.sort_by_key(|a| std::cmp::Reverse(a.0));
    acts.truncate(ACTS);
    let mut months: Vec<Month> = Vec::new();
    for e in std::mem::take(&mut activity.timeline) {
        let words = match e.day.as_deref() {
            Some(day) => ui.day(day.get(..7).unwrap_or(day)),
            None => ui.t("Without a date", "بلا تاريخ").to_owned(),
        };
        if months.last().is_none_or(|m| m.words != words) {
            months.push(Month {
                words,
                entries: Vec::new(),
            });
        }
        if let Some(m) = months.last_mut() {
            m.entries.push(e);
        }
    }
    let more = activity.next.map(|next| {
        let mut more = ui.who(&query.name);
        for (field, value) in [("since", &query.since), ("until", &query.until)] {
            if let Some(v) = value {
                more.push_str(&format!("&{field}={v}"));
            }
        }
        format!("{more}&after={next}#timeline")
    });
    Ok(Life {
        strip: Strip::new(ui.lang, &marks),
        acts: acts.into_iter().map(|a| a.1).collect(),
        graph,
        months,
        more,
        activity,
    })
}

/// Where parts of the picture of who met whom lead.
pub fn met(ui: &Ui, to: &To<'_>) -> String {
    match to {
        To::Who(name) => ui.who(name),
        To::Event(id) => ui.happening(id),
        To::Both(a, b) => format!("{}&with={}", ui.ask("events", "with", a), enc(b)),
    }
}
