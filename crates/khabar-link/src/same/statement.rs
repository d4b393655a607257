//! Whether two articles report one statement.

use super::{Verdict, covered, in_common, words};
use crate::copies::{Overlap, Shingles};
use crate::people::{Person, name_key, same_person};
use khabar_text::Text;

/// From this score on, two statements are taken to be one.
pub const SAME_STATEMENT: f32 = 0.5;

/// What was said, read once for all comparisons.
#[derive(Clone, Debug)]
pub struct Content {
    words: Vec<String>,
    shingles: Shingles,
}

impl Content {
    pub fn new(content: &str) -> Self {
        Content {
            words: words(content),
            shingles: Shingles::of(&Text::new(content)),
        }
    }
}

/// A statement as one article reports it.
#[derive(Clone, Copy, Debug)]
pub struct StatementFacts<'a> {
    /// None where the source is unnamed.
    pub speaker: Option<Person<'a>>,
    pub content: &'a Content,
    /// The day on which it was said, or else that of the article, from any fixed day.
    pub day: Option<i32>,
}

/// Of the shorter's words the longer must have so many; below, whoever says it,
/// it is another statement.
const LEAST_SHARE: f32 = 0.45;

/// How likely two statements are one: the same words, or the same content by
/// the same speaker within a day or two. Words alone suffice only where nearly
/// all are shared and many copied.
pub fn same_statement(a: &StatementFacts<'_>, b: &StatementFacts<'_>) -> Verdict {
    let mut out = Verdict::default();
    let (wa, wb) = (&a.content.words, &b.content.words);
    // Most pairs of statements go no further.
    let least = wa.len().min(wb.len()).max(1) as f32;
    if (in_common(wa, wb) as f32 / least) < LEAST_SHARE {
        return out;
    }
    let (share, common) = covered(wa, wb);
    if common.is_empty() || share < LEAST_SHARE {
        return out;
    }
    let overlap = Overlap::new(&a.content.shingles, &b.content.shingles);
    let copied = overlap.a_in_b().max(overlap.b_in_a());
    // A few words prove little: those of the shorter, up to eight.
    let weight = (wa.len().min(wb.len()) as f32 / 8.0).min(1.0);
    out.add("words", common.join(" "), 0.5 * share * weight);
    if copied > 0.0 {
        out.add(
            "copied",
            format!("{:.0} %", copied * 100.0),
            0.25 * copied as f32 * weight,
        );
    }
    if let (Some(x), Some(y)) = (a.speaker, b.speaker) {
        let same = x.name == y.name || name_key(x.name).words == name_key(y.name).words;
        let score = if same { 1.0 } else { same_person(x, y) };
        let weight = if score >= crate::SAME { 0.15 } else { -0.6 };
        out.add("speaker", x.name, weight);
    }
    if let (Some(x), Some(y)) = (a.day, b.day) {
        let apart = x.abs_diff(y);
        let weight = match apart {
            0..=1 => 0.05,
            2 => 0.0,
            _ => -0.3,
        };
        out.add("days apart", apart.to_string(), weight);
    }
    out
}
