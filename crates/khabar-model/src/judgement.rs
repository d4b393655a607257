//! A person's word on whether two mentions are one; it outlives re-reading.

use crate::labels;

labels! { Verdict { Same = "same", Different = "different" } }

/// Entities are views over mentions and judgements, so a merge can be undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub left: String,
    pub right: String,
    pub verdict: Verdict,
    pub by: String,
    /// ISO 8601.
    pub at: String,
}
