//! Two wordings word by word.

use similar::{ChangeTag, TextDiff};

/// A run of words that both have, or only one.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    /// `same`, `ins` (only in the copy) or `del` (only in the first).
    pub kind: &'static str,
    pub text: String,
}

/// What the copy took over, left out and added, in order.
pub fn wordings(first: &str, copy: &str) -> Vec<Run> {
    let diff = TextDiff::from_words(first, copy);
    let mut out: Vec<Run> = Vec::new();
    for change in diff.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Insert => "ins",
            ChangeTag::Delete => "del",
        };
        match out.last_mut() {
            Some(run) if run.kind == kind => run.text.push_str(change.value()),
            _ => out.push(Run {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_number_is_seen() {
        let runs = wordings("وصل 30 مستشارًا إلى بغداد", "وصل 40 مستشارًا إلى بغداد");
        let kinds: Vec<&str> = runs.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, ["same", "del", "ins", "same"]);
        assert_eq!(runs[1].text, "30");
        assert_eq!(runs[2].text, "40");
    }
}
