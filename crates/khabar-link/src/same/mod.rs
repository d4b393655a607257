//! The same event, the same statement in two articles, the same claim in two
//! headlines: decisions on pairs, with a score and what spoke for and against it.

mod event;
mod headline;
mod statement;

pub use event::{EventFacts, Party, SAME_EVENT, same_event};
pub use headline::{ASKED, Features, Headlines, SAME_CLAIM};
pub use statement::{Content, SAME_STATEMENT, StatementFacts, same_statement};

/// What spoke for or against.
#[derive(Clone, Debug, PartialEq)]
pub struct Ground {
    pub what: &'static str,
    /// The value that it was seen in.
    pub detail: String,
    /// Added to the score; below 0 it speaks against.
    pub weight: f32,
}

/// How likely two are the same, in [0,1], and why.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    pub score: f32,
    pub grounds: Vec<Ground>,
}

impl Verdict {
    fn add(&mut self, what: &'static str, detail: impl Into<String>, weight: f32) {
        let detail = detail.into();
        self.grounds.push(Ground {
            what,
            detail,
            weight,
        });
        let sum: f32 = self.grounds.iter().map(|g| g.weight).sum();
        self.score = sum.clamp(0.0, 1.0);
    }
}

/// The stems of a text's words of three letters and more, sorted.
fn words(text: &str) -> Vec<String> {
    let text = khabar_text::Text::new(text);
    let kept = (0..text.len()).filter(|i| !text.is_punct(*i));
    let stems = kept.map(|i| crate::stories::stem(text.norm(i)));
    let mut out: Vec<String> = stems.filter(|w| w.chars().count() > 2).collect();
    out.sort();
    out.dedup();
    out
}

/// How many of one's words the other has; both as [`words`] gives them.
fn in_common(a: &[String], b: &[String]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, both) = (i + 1, j + 1, both + 1),
        }
    }
    both
}

/// The share of the shorter's words that the longer has; both as [`words`] gives them.
fn covered(a: &[String], b: &[String]) -> (f32, Vec<String>) {
    let common = a.iter().filter(|w| b.binary_search(w).is_ok());
    let common: Vec<String> = common.cloned().collect();
    let all = a.len().min(b.len()).max(1);
    (common.len() as f32 / all as f32, common)
}
