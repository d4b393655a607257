//! One page's annotation compared with its gold: lines, articles, dates,
//! events.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use crate::identity::Identities;
use crate::matching::{overlap, pair, unpaired};
use crate::measures::Scores;
use crate::page::{Article, Event, Id, Line, Page};
use crate::statements;
use crate::text::{PageText, bare, fold_space, or_none, quoted};

/// Code points of an event's clause that an error line shows.
const CLAUSE_SHOWN: usize = 60;

/// Adds one page to `scores`, and says what is wrong with it, a line each.
///
/// Spans given by offsets are cut to the page; [`score_dirs`] refuses those
/// that would need it.
///
/// [`score_dirs`]: crate::score_dirs
pub fn score_page(text: &str, gold: &Page, machine: &Page, scores: &mut Scores) -> Vec<String> {
    let text = PageText::new(text);
    let mut errors = Vec::new();
    let numbers = ArticleNumbers::match_bodies(&text.line_lengths(), gold, machine, scores);
    articles(gold, machine, &numbers, scores);
    dates(&text, gold, machine, scores, &mut errors);
    let identities = Identities::match_entities(gold, machine, scores, &mut errors);
    statements::score(&text, gold, machine, &identities, scores, &mut errors);
    events(gold, machine, &identities, scores, &mut errors);
    scores.pages += 1;
    errors
}

/// Which article of the machine is which of the gold: numbers may differ.
struct ArticleNumbers {
    machine_of_gold: HashMap<i64, i64>,
}

impl ArticleNumbers {
    /// Maps articles by the running text they share, and scores that text.
    ///
    /// The machine's articles choose in the order of the most text that they
    /// share with any one gold article; each takes the gold article it shares
    /// most with of those not yet taken. Of equals the first in the page wins.
    fn match_bodies(lengths: &[usize], gold: &Page, machine: &Page, scores: &mut Scores) -> Self {
        let labels = |page: &Page| {
            let rest = std::iter::repeat(Line::Other);
            page.lines
                .clone()
                .into_iter()
                .chain(rest)
                .take(lengths.len())
                .collect::<Vec<_>>()
        };
        let (gold, machine) = (labels(gold), labels(machine));

        let mut shared: Vec<(i64, Vec<(i64, usize)>)> = Vec::new();
        for ((gold, machine), length) in gold.iter().zip(&machine).zip(lengths) {
            if let (Line::Body(gold), Line::Body(machine)) = (*gold, *machine) {
                *entry(entry(&mut shared, machine), gold) += length;
            }
        }
        for (_, golds) in &mut shared {
            golds.sort_by_key(|&(_, length)| Reverse(length));
        }
        shared.sort_by_key(|(_, golds)| Reverse(golds.first().map(|&(_, length)| length)));
        let mut machine_of_gold = HashMap::new();
        for (machine, golds) in shared {
            let free = golds
                .into_iter()
                .find(|(gold, _)| !machine_of_gold.contains_key(gold));
            if let Some((gold, _)) = free {
                machine_of_gold.insert(gold, machine);
            }
        }

        for ((gold, machine), &length) in gold.iter().zip(&machine).zip(lengths) {
            let same = match (gold, machine) {
                (Line::Body(gold), Line::Body(machine)) => {
                    machine_of_gold.get(gold) == Some(machine)
                }
                _ => false,
            };
            let if_body = |line: &Line| if *line == Line::Other { 0 } else { length };
            scores.body.add(
                if same { length } else { 0 },
                if_body(gold),
                if_body(machine),
            );
        }
        ArticleNumbers { machine_of_gold }
    }

    fn machine_id(&self, gold: &Id) -> Option<Id> {
        match gold {
            Id::Number(number) => self.machine_of_gold.get(number).copied().map(Id::Number),
            Id::Text(_) => None,
        }
    }
}

/// The value under `key` in a small map that keeps its order.
fn entry<T: Default>(map: &mut Vec<(i64, T)>, key: i64) -> &mut T {
    let at = map.iter().position(|(k, _)| *k == key).unwrap_or_else(|| {
        map.push((key, T::default()));
        map.len() - 1
    });
    &mut map[at].1
}

fn articles(gold: &Page, machine: &Page, numbers: &ArticleNumbers, scores: &mut Scores) {
    let found = by_id(machine);
    for (id, gold) in by_id(gold) {
        let found = numbers.machine_id(id).and_then(|id| found.get(&id));
        if let Some(headline) = given(&gold.headline) {
            let found = found
                .and_then(|found| found.headline.as_deref())
                .unwrap_or_default();
            scores
                .headline
                .add(fold_space(headline) == fold_space(found));
        }
        scores
            .published
            .add(found.is_some_and(|found| found.published == gold.published));
        if let Some(outlet) = given(&gold.outlet) {
            let found = found
                .and_then(|found| found.outlet.as_deref())
                .unwrap_or_default();
            scores.outlet.add(bare(outlet) == bare(found));
        }
    }
}

/// Where an id comes twice, the last article has it.
fn by_id(page: &Page) -> HashMap<&Id, &Article> {
    page.articles
        .iter()
        .map(|article| (&article.id, article))
        .collect()
}

/// A string that is there and not empty.
fn given(value: &Option<String>) -> Option<&str> {
    value.as_deref().filter(|value| !value.is_empty())
}

/// A date expression in its place.
struct PlacedDate<'a> {
    range: Option<Range<usize>>,
    value: Option<&'a str>,
}

fn dates(
    text: &PageText,
    gold: &Page,
    machine: &Page,
    scores: &mut Scores,
    errors: &mut Vec<String>,
) {
    // Of one expression given several times without `n`, each is the next.
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let gold: Vec<PlacedDate> = gold
        .dates
        .iter()
        .map(|date| {
            let range = match &date.span.exact {
                Some(exact) => {
                    let last = seen.entry(exact).or_default();
                    *last = date
                        .span
                        .n
                        .filter(|&n| n > 0)
                        .unwrap_or(last.saturating_add(1));
                    text.nth(exact, *last).or_else(|| text.nth(exact, 1))
                }
                None => text.locate(&date.span),
            };
            PlacedDate {
                range,
                value: date.value.as_deref(),
            }
        })
        .collect();
    let machine: Vec<PlacedDate> = machine
        .dates
        .iter()
        .map(|date| PlacedDate {
            range: text.locate(&date.span),
            value: date.value.as_deref(),
        })
        .collect();

    let pairs = pair(&gold, &machine, |gold, machine| {
        match (&gold.range, &machine.range) {
            (Some(gold), Some(machine)) => Some(overlap(gold, machine))
                .filter(|&o| o >= 0.5)
                .unwrap_or(0.0),
            _ => 0.0,
        }
    });
    scores.date.add(pairs.len(), gold.len(), machine.len());
    for (i, j) in pairs {
        let (gold, machine) = (&gold[i], &machine[j]);
        scores.date_value.add(gold.value == machine.value);
        if gold.value != machine.value {
            let shown = gold
                .range
                .as_ref()
                .map(|range| text.slice(range))
                .unwrap_or_default();
            errors.push(format!(
                "date {}: {} for {}",
                quoted(&shown),
                or_none(machine.value),
                or_none(gold.value)
            ));
        }
    }
}

fn events(
    gold: &Page,
    machine: &Page,
    identities: &Identities,
    scores: &mut Scores,
    errors: &mut Vec<String>,
) {
    let pairs = pair(&gold.events, &machine.events, |gold, machine| {
        event_likeness(gold, machine, identities) as f64
    });
    scores
        .event
        .add(pairs.len(), gold.events.len(), machine.events.len());
    for i in unpaired(gold.events.len(), &pairs, |pair| pair.0) {
        let event = &gold.events[i];
        let clause: String = event
            .exact
            .as_deref()
            .unwrap_or_default()
            .chars()
            .take(CLAUSE_SHOWN)
            .collect();
        errors.push(format!(
            "event missed: {} {}",
            or_none(event.kind.as_deref()),
            quoted(&clause)
        ));
    }
}

/// How many of the gold participants the machine has, and one more for the
/// same date; 0 where the two are not the same event: another type, fewer
/// than two participants shared (or than all of them), dates that exclude
/// each other.
fn event_likeness(gold: &Event, machine: &Event, identities: &Identities) -> usize {
    if gold.kind != machine.kind {
        return 0;
    }
    let is_there = |gold: &&Option<Id>| {
        machine
            .participants
            .iter()
            .any(|found| identities.same(gold.as_ref(), found.as_ref()))
    };
    let shared = gold.participants.iter().filter(is_there).count();
    if shared < gold.participants.len().min(2) {
        return 0;
    }
    let date = gold.date.as_deref().unwrap_or_default();
    let found = machine.date.as_deref().unwrap_or_default();
    if date == found {
        shared + 1
    } else if date.starts_with(found) || found.starts_with(date) {
        // One is less exact than the other, or not given.
        shared
    } else {
        0
    }
}
