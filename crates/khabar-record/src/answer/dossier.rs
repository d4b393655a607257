//! Dossiers: all that the record holds on some names together.

use super::Record;
use super::events;
use super::fetch::{COPIES, Fetch};
use super::names::Resolved;
use super::questions;
use super::sides::Touched;
use super::statements::{self, by_story, counted};
use super::ties::{Row, ties};
use super::types::*;
use super::who::{Group, groups, profile};
use crate::error::{Error, Result};
use rusqlite::params;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How long after a plan an event may be what came of it.
const DAYS_AFTER: i64 = 183;

/// One name of a dossier: who answers to it and what touches it.
struct Side {
    who: Arc<Resolved>,
    touched: Arc<Touched>,
}

fn side(f: &Fetch<'_>, name: &str) -> Result<Side> {
    let who = f.resolve(name)?;
    let touched = f.touched(who.ids().collect())?;
    Ok(Side { who, touched })
}

/// How many of the sides hold each id.
fn tally(all: impl Iterator<Item = i64>) -> HashMap<i64, usize> {
    let mut out = HashMap::new();
    for id in all {
        *out.entry(id).or_insert(0) += 1;
    }
    out
}

/// Items of the sides, each with its article: how many sides hold each, and
/// those that enough of them do.
fn held<'s>(
    sides: impl Iterator<Item = &'s [(i64, i64)]> + Clone,
    least: usize,
) -> (HashMap<i64, usize>, HashSet<i64>) {
    let sides_of = tally(sides.flatten().map(|i| i.0));
    let enough = sides_of.iter().filter(|i| *i.1 >= least);
    let enough = enough.map(|i| *i.0).collect();
    (sides_of, enough)
}

/// Items of the sides that stand in these articles.
fn standing<'s>(
    sides: impl Iterator<Item = &'s [(i64, i64)]>,
    articles: &HashMap<i64, usize>,
) -> HashSet<i64> {
    let all = sides.flatten();
    let there = all.filter(|(_, article)| articles.contains_key(article));
    there.map(|i| i.0).collect()
}

impl Record {
    /// What the record holds on these names together: items of articles that
    /// name all of them (any two where more than two are asked for) and that
    /// touch at least one as speaker, addressee, topic or participant.
    pub fn dossier(&self, names: &[&str]) -> Result<Dossier> {
        self.dossier_within(names, Extent::WHOLE)
    }

    /// As [`Record::dossier`], with no more than so many items.
    pub fn dossier_within(&self, names: &[&str], extent: Extent) -> Result<Dossier> {
        if names.is_empty() {
            return Err(Error::Query("a dossier needs a name".into()));
        }
        let f = self.fetch()?;
        let sides = names
            .iter()
            .map(|n| side(&f, n))
            .collect::<Result<Vec<_>>>()?;
        let least = names.len().min(2);
        let mut articles = tally(
            sides
                .iter()
                .flat_map(|s| s.touched.articles.iter().copied()),
        );
        articles.retain(|_, n| *n >= least);
        let statements = || sides.iter().map(|s| s.touched.statements.as_slice());
        let events = || sides.iter().map(|s| s.touched.events.as_slice());
        // An item that touches enough names brings its article in by itself,
        // if it is not hidden.
        let (said, enough) = held(statements(), least);
        for k in statements::keys(&f, Some(&enough))? {
            articles.insert(k.article, least);
        }
        let (happened, enough) = held(events(), least);
        for k in events::keys(&f, Some(&enough))? {
            articles.insert(k.article, least);
        }
        let said_keys = statements::keys(&f, Some(&standing(statements(), &articles)))?;
        let event_keys = events::keys(&f, Some(&standing(events(), &articles)))?;

        let mut said_keys = by_story(said_keys);
        let found_statements = said_keys.len();
        // What touches more of the names comes before what is later.
        said_keys.sort_by_key(|k| std::cmp::Reverse(said[&k.id]));
        said_keys.truncate(extent.statements);
        let mut groups_of_events = events::grouped(&f, event_keys)?;
        let found_events = groups_of_events.len();
        groups_of_events.sort_by_key(|(k, _)| std::cmp::Reverse(happened[&k.id]));
        groups_of_events.truncate(extent.events);
        let statements = said_keys.iter().map(|k| f.with_copies(k.id, COPIES));
        let statements = statements.collect::<Result<Vec<_>>>()?;
        let events = groups_of_events
            .iter()
            .map(|(k, also)| events::load(&f, k, also));
        let events = events.collect::<Result<Vec<_>>>()?;

        let plans = plans(&f, &statements, &events)?;
        let meetings: Vec<Row> = events.iter().filter_map(Row::of).collect();
        let questions = questions::open_questions(&statements, &plans);
        let sources = sources(&statements, &events);
        Ok(Dossier {
            articles: articles.len(),
            found_statements,
            found_events,
            timeline: timeline(&statements, &events),
            participants: participants(&f, &sides, &statements, &events, extent.participants)?,
            speakers: speakers(&sides, &statements),
            ties: ties(&meetings, &first(&sides), &centre(&sides), false),
            moves: moves(&sides, &statements),
            plans,
            outlets: counted(sources.iter().filter_map(|s| s.outlet.clone())),
            questions,
            sources,
            names: sides.iter().map(|s| s.who.asked.clone()).collect(),
        })
    }
}

fn timeline(statements: &[Statement], events: &[Event]) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for e in events {
        let day = e.date.clone().or_else(|| e.source.day.clone());
        out.push(Entry {
            day,
            dated: e.date.is_some(),
            item: Item::Event(e.clone()),
        });
    }
    for s in statements {
        let day = s.source.day.clone();
        out.push(Entry {
            day,
            dated: false,
            item: Item::Statement(s.clone()),
        });
    }
    out.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    out
}

fn sources(statements: &[Statement], events: &[Event]) -> Vec<Source> {
    let mut all: BTreeMap<i64, Source> = BTreeMap::new();
    for s in statements {
        all.insert(s.source.article, s.source.clone());
        for c in &s.copies {
            all.insert(c.source.article, c.source.clone());
        }
    }
    for e in events {
        for s in std::iter::once(&e.source).chain(&e.also) {
            all.insert(s.article, s.clone());
        }
    }
    let mut out: Vec<Source> = all.into_values().collect();
    out.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    out
}

/// The first of those that are one, for each that was asked for.
fn first(sides: &[Side]) -> HashMap<i64, Actor> {
    let mut first: HashMap<i64, Actor> = HashMap::new();
    for g in sides.iter().flat_map(|s| groups(&s.who)) {
        first.extend(g.ids().map(|id| (id, g.first.actor.clone())));
    }
    first
}

/// Those asked for, in the order of the question.
fn centre(sides: &[Side]) -> Vec<i64> {
    let all = sides.iter().flat_map(|s| groups(&s.who));
    super::ties::distinct(all.map(|g| g.first.actor.id))
}

/// Statements of one on another that are set against each other; of more the latest.
const STEPS: usize = 60;

/// How what those asked for said on each other moved, where it was said more
/// than once.
fn moves(sides: &[Side], statements: &[Statement]) -> Vec<Move> {
    let mut out = Vec::new();
    let own: Vec<HashSet<i64>> = sides.iter().map(|s| s.who.ids().collect()).collect();
    for (k, by) in own.iter().enumerate() {
        let Some(speaker) = sides[k].who.asked.bearer() else {
            continue;
        };
        for (n, about) in own.iter().enumerate().filter(|(n, _)| *n != k) {
            let on = |s: &&Statement| {
                let named = s.about.iter().chain(&s.to).any(|a| about.contains(&a.id));
                named && s.speaker.as_ref().is_some_and(|a| by.contains(&a.id))
            };
            let mut said: Vec<Statement> = statements.iter().filter(on).cloned().collect();
            if said.len() < 2 {
                continue;
            }
            said.sort_by(|a, b| b.source.day.cmp(&a.source.day).then(b.id.cmp(&a.id)));
            said.truncate(STEPS);
            out.push(Move {
                by: speaker.clone(),
                about: sides[n].who.asked.name.clone(),
                steps: super::changes::steps(said),
            });
        }
    }
    out
}

/// What each said, by act; the spellings of a name asked for are one speaker.
fn speakers(sides: &[Side], statements: &[Statement]) -> Vec<Speaker> {
    let first = first(sides);
    let whole = |s: &Statement| {
        let a = s.speaker.as_ref()?;
        let role = a.role.clone();
        Some(
            first
                .get(&a.id)
                .map_or_else(|| a.clone(), |f| Actor { role, ..f.clone() }),
        )
    };
    let mut by: Vec<(Option<Actor>, Vec<&Statement>)> = Vec::new();
    for s in statements {
        let speaker = whole(s);
        let id = speaker.as_ref().map(|a| (a.id, &a.name));
        match by
            .iter_mut()
            .find(|(a, _)| a.as_ref().map(|a| (a.id, &a.name)) == id)
        {
            Some((_, list)) => list.push(s),
            None => by.push((speaker, vec![s])),
        }
    }
    by.sort_by_key(|(a, list)| (a.is_none(), std::cmp::Reverse(list.len())));
    by.into_iter()
        .map(|(actor, list)| {
            let mut positions: Vec<Position> = Vec::new();
            let total = list.len();
            for s in list {
                match positions.iter_mut().find(|p| p.act == s.act) {
                    Some(p) => p.statements.push(s.clone()),
                    None => positions.push(Position {
                        act: s.act.clone(),
                        statements: vec![s.clone()],
                    }),
                }
            }
            for p in &mut positions {
                p.statements
                    .sort_by(|a, b| a.source.day.cmp(&b.source.day).then(a.id.cmp(&b.id)));
            }
            positions.sort_by_key(|p| std::cmp::Reverse(p.statements.len()));
            Speaker {
                actor,
                total,
                positions,
            }
        })
        .collect()
}

/// The people and organisations of the items, those asked for first.
fn participants(
    f: &Fetch<'_>,
    sides: &[Side],
    statements: &[Statement],
    events: &[Event],
    most: usize,
) -> Result<Vec<Profile>> {
    let mut out = Vec::new();
    let mut done: HashSet<i64> = HashSet::new();
    for s in sides {
        for g in groups(&s.who).iter().take(2) {
            done.extend(g.ids());
            out.push(profile(f, g, 0)?);
        }
    }
    let mut counts: HashMap<i64, (usize, Actor)> = HashMap::new();
    let spoke = statements
        .iter()
        .flat_map(|s| s.speaker.iter().chain(&s.to));
    for a in spoke.chain(events.iter().flat_map(|e| &e.participants)) {
        if a.id > 0 {
            counts.entry(a.id).or_insert_with(|| (0, a.clone())).0 += 1;
        }
    }
    let mut rest: Vec<(usize, Actor)> = counts.into_values().collect();
    rest.sort_by_key(|(n, a)| (std::cmp::Reverse(*n), a.id));
    for (_, actor) in rest {
        if out.len() >= most {
            break;
        }
        if done.contains(&actor.id) {
            continue;
        }
        // Its other spellings stand in the same profile.
        let resolved = f.resolve(&actor.name)?;
        let found = groups(&resolved)
            .into_iter()
            .find(|g| g.ids().any(|id| id == actor.id));
        let group = found.unwrap_or(Group {
            first: Match {
                actor,
                how: "name".into(),
                pages: 0,
            },
            variants: Vec::new(),
        });
        if group.ids().any(|id| done.contains(&id)) {
            continue;
        }
        done.extend(group.ids());
        out.push(profile(f, &group, 0)?);
    }
    Ok(out)
}

/// Actors with those taken to be the same, looked up once each.
struct Families<'f, 'r> {
    f: &'f Fetch<'r>,
    known: HashMap<i64, Vec<i64>>,
}

impl Families<'_, '_> {
    fn of(&mut self, actor: &Actor) -> Result<Vec<i64>> {
        if let Some(ids) = self.known.get(&actor.id) {
            return Ok(ids.clone());
        }
        let resolved = self.f.resolve(&actor.name)?;
        let found = groups(&resolved)
            .into_iter()
            .find(|g| g.ids().any(|id| id == actor.id));
        let ids = found.map_or_else(|| vec![actor.id], |g| g.ids().collect());
        self.known.insert(actor.id, ids.clone());
        Ok(ids)
    }

    fn all<'a>(&mut self, actors: impl Iterator<Item = &'a Actor>) -> Result<Vec<Vec<i64>>> {
        actors.map(|a| self.of(a)).collect()
    }
}

/// Plans whose outcome is looked for; the rest of a long dossier is not.
const PLANS: usize = 60;

pub(crate) fn plans(
    f: &Fetch<'_>,
    statements: &[Statement],
    events: &[Event],
) -> Result<Vec<Plan>> {
    let mut families = Families {
        f,
        known: HashMap::new(),
    };
    let mut out = Vec::new();
    let planned = events
        .iter()
        .filter(|e| e.status == "planned" || e.kind == "invitation");
    for e in planned.take(PLANS) {
        let who = families.all(e.participants.iter())?;
        let place = e.place.as_ref().map(|p| p.exact.as_str());
        let followed_by = came_of(f, &e.kind, &who, place, e.source.day.as_deref(), e.id)?;
        let day = e.date.clone().or_else(|| e.source.day.clone());
        out.push(Plan {
            item: Item::Event(e.clone()),
            day,
            followed_by,
        });
    }
    for s in statements.iter().filter(|s| s.act == "invite").take(PLANS) {
        let who = families.all(s.speaker.iter().chain(&s.to))?;
        let followed_by = came_of(f, "invitation", &who, None, s.source.day.as_deref(), 0)?;
        let day = s.source.day.clone();
        out.push(Plan {
            item: Item::Statement(s.clone()),
            day,
            followed_by,
        });
    }
    out.sort_by(|a, b| (a.day.is_none(), &a.day).cmp(&(b.day.is_none(), &b.day)));
    Ok(out)
}

/// What a plan of one type may come to.
fn outcomes(kind: &str) -> &'static [&'static str] {
    match kind {
        "invitation" => &["visit", "meeting", "dialogue", "call"],
        "visit" | "meeting" => &["visit", "meeting"],
        "dialogue" => &["dialogue", "meeting", "agreement"],
        "agreement" => &["agreement"],
        "appointment" => &["appointment"],
        "deployment" => &["deployment"],
        "aid" => &["aid"],
        "vote" => &["vote"],
        "trial" => &["trial"],
        "launch" => &["launch"],
        _ => &[],
    }
}

/// Later events that happened with the same people, of a type that such a plan
/// leads to: two of its participants, or one at the same place.
fn came_of(
    f: &Fetch<'_>,
    kind: &str,
    who: &[Vec<i64>],
    place: Option<&str>,
    day: Option<&str>,
    itself: i64,
) -> Result<Vec<Event>> {
    let (kinds, Some(day)) = (outcomes(kind), day) else {
        return Ok(Vec::new());
    };
    if kinds.is_empty() || who.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT date(?1, '+' || ?2 || ' days')";
    let mut q = f.db.prepare_cached(sql)?;
    let until: Option<String> = q.query_row(params![day, DAYS_AFTER], |r| r.get(0))?;
    let Some(until) = until else {
        return Ok(Vec::new());
    };
    // The events in their order, with how many of the participants share each.
    let mut found: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for ids in who {
        let mut theirs = HashSet::new();
        for actor in ids {
            for (kind, on, id) in f.happened(*actor)?.iter() {
                let after = day <= on.as_str() && on.as_str() <= until.as_str();
                let wanted = after && *id != itself && kinds.contains(&kind.as_str());
                if wanted && theirs.insert(*id) {
                    *found.entry((on.clone(), *id)).or_default() += 1;
                }
            }
        }
    }
    let place = place.map(khabar_text::fold::fold);
    let mut out = Vec::new();
    for ((_, id), shared) in found {
        let same_place = || -> Result<bool> { Ok(place.is_some() && *f.place_of(id)? == place) };
        if shared >= 2 || same_place()? {
            out.push(f.event(id)?);
        }
        if out.len() >= 10 {
            break;
        }
    }
    Ok(out)
}
