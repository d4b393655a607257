//! How positions moved, for the dossier's view.

use super::view::{Moved, Place, Step};
use crate::compare;
use crate::lang::Lang;
use crate::text::{clean, shorten};
use crate::{day, show, words};
use khabar_record::{Change, Move, Source};
use std::collections::HashMap;

/// Steps of one position that are shown; of more the latest.
const STEPS: usize = 12;

/// One on another, step by step; the wording against that which it takes up.
/// `full`: whether a statement stands in full elsewhere in the dossier.
pub fn moved(
    lang: Lang,
    m: &Move,
    place: &dyn Fn(&Source) -> Place,
    full: &dyn Fn(i64) -> bool,
) -> Moved {
    let texts: HashMap<i64, String> = m
        .steps
        .iter()
        .map(|c| (c.statement.id, show::joined(&c.statement.content)))
        .collect();
    let shown = m.steps.len().saturating_sub(STEPS);
    Moved {
        by: clean(&m.by.name),
        about: clean(&m.about),
        earlier: shown,
        steps: m.steps[shown..]
            .iter()
            .map(|c| {
                let shown = full(c.statement.id).then(|| format!("#s{}", c.statement.id));
                step(lang, c, &texts, place, shown)
            })
            .collect(),
    }
}

pub fn step(
    lang: Lang,
    c: &Change,
    texts: &HashMap<i64, String>,
    place: &dyn Fn(&Source) -> Place,
    href: Option<String>,
) -> Step {
    let own = show::joined(&c.statement.content);
    let before = c.takes_up.and_then(|id| texts.get(&id));
    let runs = match (c.how.as_str(), before) {
        ("reworded" | "reversed", Some(before)) => compare::wordings(before, &own),
        _ => vec![compare::Run {
            kind: "same",
            text: shorten(&own, 260),
        }],
    };
    let iso = c.statement.source.day.as_deref().map(clean);
    Step {
        href,
        day: iso.as_deref().map(|d| day::words(lang, d)),
        iso,
        how: words::change(lang, &c.how),
        kind: c.how.clone(),
        act: words::act(lang, &c.statement.act),
        dropped: c.dropped,
        runs,
        source: place(&c.statement.source),
    }
}
