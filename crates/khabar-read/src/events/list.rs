//! Names listed after the words that count them (القوى الست، وهي …؛ فصيلين
//! هما فلان وفلان).

use super::context::Context;
use super::lexicon::class;

/// How far a list reaches, in tokens.
const REACH: usize = 30;

/// The word at `i` (وهي، هما) opens a list of two names or more before `end`.
pub fn opens(cx: &Context<'_>, i: usize, end: usize) -> bool {
    cx.is(i, class::LISTING) && names(cx, i + 1, end.min(i + REACH)) > 1
}

/// How many names stand in a row: what is neither a name nor joins two is
/// passed over as long as no verb of telling begins.
fn names(cx: &Context<'_>, from: usize, end: usize) -> usize {
    let mut found: Vec<usize> = Vec::new();
    for k in from..end {
        if matches!(cx.text.raw(k), "." | "؛" | ";" | ":") || cx.is_cue(k) {
            break;
        }
        if let Some(m) = cx.mention_at(k)
            && !found.contains(&m.entity)
        {
            found.push(m.entity);
        }
    }
    found.len()
}
