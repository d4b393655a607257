//! Statements compared: cue, source, content, labels, chain.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::identity::Identities;
use crate::matching::{pair, shared, unpaired};
use crate::measures::Scores;
use crate::page::{Page, Span, Statement};
use crate::text::{PageText, first_of, quoted};

/// The least part of two contents' code points, spaces left out, that both
/// have where they count as the same.
const SAME_CONTENT: f64 = 0.8;

/// Code points of a machine's content that an error line shows.
const CONTENT_SHOWN: usize = 70;

/// Code points from a cue on that an error line shows.
const CONTEXT_SHOWN: usize = 60;

struct Placed<'a> {
    cue: Option<Range<usize>>,
    statement: &'a Statement,
}

fn placed<'a>(text: &PageText, page: &'a Page) -> Vec<Placed<'a>> {
    let place = |statement: &'a Statement| Placed {
        cue: statement.cue.as_ref().and_then(|cue| text.locate(cue)),
        statement,
    };
    page.statements.iter().map(place).collect()
}

/// Pairs statements by overlapping cues and scores them.
pub(crate) fn score(
    text: &PageText,
    gold: &Page,
    machine: &Page,
    identities: &Identities,
    scores: &mut Scores,
    errors: &mut Vec<String>,
) {
    let (gold, machine) = (placed(text, gold), placed(text, machine));
    let pairs = pair(&gold, &machine, |gold, machine| {
        match (&gold.cue, &machine.cue) {
            (Some(gold), Some(machine)) => shared(gold, machine) as f64,
            _ => 0.0,
        }
    });
    let mut found = vec![None; gold.len()];
    for &(i, j) in &pairs {
        found[i] = Some(machine[j].statement);
    }

    let (mut right_content, mut right) = (0, 0);
    for (gold, found) in gold.iter().zip(found) {
        let statement = gold.statement;
        let (content, source) = match found {
            Some(found) => {
                scores.act.add(statement.act == found.act);
                scores.form.add(statement.form == found.form);
                compare(text, gold, found, identities, errors)
            }
            None => {
                errors.push(match &gold.cue {
                    Some(cue) => format!("statement missed: {}", context(text, cue)),
                    None => "bad gold cue".to_owned(),
                });
                (false, false)
            }
        };
        scores.source.add(source);
        right_content += usize::from(content);
        right += usize::from(content && source);
        if !statement.via.is_empty() {
            scores
                .chain
                .add(found.is_some_and(|found| found.via == statement.via));
        }
    }
    for j in unpaired(machine.len(), &pairs, |pair| pair.1) {
        errors.push(match &machine[j].cue {
            Some(cue) => format!("statement invented: {}", context(text, cue)),
            None => "statement invented: no cue".to_owned(),
        });
    }
    scores.cue.add(pairs.len(), gold.len(), machine.len());
    scores.content.add(right_content, gold.len(), machine.len());
    scores.statement.add(right, gold.len(), machine.len());
}

/// Whether content and source of a gold statement and the one found for it
/// are the same.
fn compare(
    text: &PageText,
    gold: &Placed,
    found: &Statement,
    identities: &Identities,
    errors: &mut Vec<String>,
) -> (bool, bool) {
    let place = gold
        .cue
        .as_ref()
        .map(|cue| place(text, cue))
        .unwrap_or_default();
    let gold = gold.statement;

    let (ours, theirs) = (content(text, &gold.content), content(text, &found.content));
    let both = ours.intersection(&theirs).count();
    let either = ours.union(&theirs).count().max(1);
    let same_content = both as f64 / either as f64 >= SAME_CONTENT;
    if !same_content {
        let ranges = found.content.iter().filter_map(|span| text.locate(span));
        let shown: String = ranges.map(|range| text.slice(&range)).collect();
        let shown: String = shown.chars().take(CONTENT_SHOWN).collect();
        errors.push(format!("content of {place}: {}", quoted(&shown)));
    }

    let same_source = identities.same(gold.entity.as_ref(), found.entity.as_ref());
    if !same_source {
        errors.push(format!(
            "source of {place}: {} for {}",
            first_of(identities.machine_names(found.entity.as_ref())),
            first_of(identities.gold_names(gold.entity.as_ref()))
        ));
    }
    (same_content, same_source)
}

/// Offsets of a content's code points, white space left out.
fn content(text: &PageText, spans: &[Span]) -> BTreeSet<usize> {
    let ranges = spans.iter().filter_map(|span| text.locate(span));
    ranges.flat_map(|range| text.inked(&range)).collect()
}

fn place(text: &PageText, cue: &Range<usize>) -> String {
    format!("{} at {}", quoted(&text.slice(cue)), cue.start)
}

fn context(text: &PageText, cue: &Range<usize>) -> String {
    format!(
        "{}: {}",
        place(text, cue),
        quoted(&text.from(cue.start, CONTEXT_SHOWN))
    )
}
