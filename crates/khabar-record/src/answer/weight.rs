//! What answers weigh that are kept in memory, in bytes, about.

use super::types::{Copy, Event, Quote, Statement};

/// Bytes, about, of a row in memory, with those of its source.
const ROW: usize = 800;
const ACTOR: usize = 150;

fn of_quotes(all: &[Quote]) -> usize {
    all.iter().map(|q| 50 + q.exact.len()).sum()
}

pub(crate) fn of_statement(s: &Statement) -> usize {
    let actors = s.with.len() + s.to.len() + s.about.len() + 2 * s.chain.len();
    ROW + ACTOR * actors + of_quotes(&s.content)
}

pub(crate) fn of_copy(c: &Copy) -> usize {
    ROW + 2 * ACTOR * c.chain.len() + of_quotes(&c.content)
}

pub(crate) fn of_event(e: &Event) -> usize {
    ROW + ACTOR * e.participants.len() + e.words.exact.len()
}
