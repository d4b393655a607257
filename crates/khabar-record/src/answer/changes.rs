//! How a position was worded over time.

use super::Record;
use super::types::*;
use crate::error::Result;
use crate::store::shingle;
use khabar_link::copies::{Side, Words, align};
use khabar_model::TimexValue;
use khabar_text::{Span, Text};
use std::collections::HashSet;

/// Statements compared; of more the latest.
const MOST: usize = 400;

/// Words in common, of the words of both, from which on one statement takes up
/// another: about two of five words of contents of equal length.
const TAKES_UP: f32 = 0.25;

/// From which on a negation on one side only is told as a reversal.
const NEGATES: f32 = 0.45;

/// Days after which what is not taken up again counts as dropped.
const DROPPED_AFTER: i32 = 30;

/// A step of a position, by day.
struct Step {
    statement: Statement,
    text: String,
    words: HashSet<String>,
}

fn step(statement: Statement) -> Step {
    let parts: Vec<&str> = statement.content.iter().map(|c| c.exact.as_str()).collect();
    let text = parts.join(" … ");
    let tokens = Text::new(&text);
    let kept = (0..tokens.len()).filter(|&i| !tokens.is_punct(i));
    // Words of three letters and fewer join more than they tell.
    let words = kept
        .map(|i| tokens.norm(i))
        .filter(|w| w.chars().count() > 3);
    let words = words.map(str::to_string).collect();
    Step {
        statement,
        words,
        text,
    }
}

/// Jaccard of the longer words.
fn alike(a: &Step, b: &Step) -> f32 {
    let both = a.words.intersection(&b.words).count();
    both as f32 / (a.words.len() + b.words.len() - both).max(1) as f32
}

impl Record {
    /// What `by` said about `about`, oldest first, each against the latest
    /// statement before it that it takes up: repeated in the same words,
    /// reworded, reversed, or new; and whether it was dropped. `limit` 0 gives all, else the latest.
    ///
    /// A reversal is told where the polarity differs, or where the changed words
    /// make or unmake a negation; changed numbers are told beside it.
    /// These are pointers for a reader, who has both wordings before them.
    pub fn changes(&self, by: &str, about: &str, limit: usize) -> Result<Changes> {
        let found = self.statements(&StatementQuery {
            by: Some(by.to_string()),
            about: Some(about.to_string()),
            limit: MOST,
            ..StatementQuery::default()
        })?;
        let total = found.total;
        let mut steps = steps(found.statements);
        let shown = match limit {
            0 => 0,
            n => steps.len().saturating_sub(n),
        };
        Ok(Changes {
            by: found.by,
            about: found.about,
            total,
            steps: steps.split_off(shown),
        })
    }
}

/// Statements on one subject by day, each against those before it.
pub(crate) fn steps(statements: Vec<Statement>) -> Vec<Change> {
    let mut said: Vec<Step> = statements.into_iter().map(step).collect();
    said.sort_by(|a, b| {
        let key = |s: &Step| {
            let day = s.statement.source.day.clone();
            (day.is_none(), day, s.statement.id)
        };
        key(a).cmp(&key(b))
    });
    let lists = Words::builtin();
    let mut steps: Vec<Change> = Vec::with_capacity(said.len());
    for (k, s) in said.iter().enumerate() {
        steps.push(against(s, &said[..k], &lists));
    }
    mark_dropped(&mut steps);
    steps
}

fn against(s: &Step, before: &[Step], lists: &Words) -> Change {
    let scored = before.iter().map(|b| (alike(s, b), b));
    let near = scored.filter(|(share, _)| *share >= TAKES_UP);
    // Of equals the latest.
    let best = near.max_by(|x, y| x.0.total_cmp(&y.0));
    let other_day = |c: &&Copy| c.source.day != s.statement.source.day;
    let mut change = Change {
        how: "new".into(),
        takes_up: None,
        share: 0.0,
        numbers: Vec::new(),
        repeated: s.statement.copies.iter().filter(other_day).count(),
        dropped: false,
        statement: s.statement.clone(),
    };
    let Some((share, b)) = best else {
        return change;
    };
    (change.takes_up, change.share) = (Some(b.statement.id), share);
    let (old, new) = (Text::new(&b.text), Text::new(&s.text));
    let whole = |t: &Text<'_>| shingle::of(t, &[Span::new(0, t.original().len())]);
    let same_words = shingle::are_copies(&whole(&old), &whole(&new));
    let side = |text| Side { text, names: &[] };
    let aligned = align(side(&b.text), side(&s.text), lists);
    for e in aligned.edits.iter().filter(|e| e.flags.number) {
        let (before, after) = (e.a.of(&b.text).to_string(), e.b.of(&s.text).to_string());
        change.numbers.push(Reworded { before, after });
    }
    // Of two loosely alike wordings either may negate something else.
    let negated = share >= NEGATES && aligned.edits.iter().any(|e| e.flags.negation);
    let how = match () {
        _ if negated || b.statement.polarity != s.statement.polarity => "reversed",
        _ if same_words => "repeated",
        _ => "reworded",
    };
    change.how = how.into();
    change
}

/// Marks what nothing later takes up, though the subject came up again a month
/// or more after it.
fn mark_dropped(steps: &mut [Change]) {
    let days = |s: &Change| {
        let day = TimexValue(s.statement.source.day.clone()?);
        Some(day.days()?.0)
    };
    let Some(last) = steps.iter().filter_map(days).max() else {
        return;
    };
    let taken_up: HashSet<i64> = steps.iter().filter_map(|s| s.takes_up).collect();
    for s in steps {
        let old = days(s).is_some_and(|d| d.plus(DROPPED_AFTER) <= last);
        s.dropped = old && !taken_up.contains(&s.statement.id);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Toy, folder};
    use crate::{Builder, Record};
    use std::sync::Arc;

    #[test]
    fn a_position_is_repeated_reworded_reversed_and_dropped() {
        let said = |day: &str, words: &str| {
            format!("خبر {day}\nالرياض | {day}\nكيري | قال إن | {words} | -")
        };
        let pages = [
            said(
                "2015-03-01",
                "واشنطن سترسل 300 مستشار لتدريب قوات العراق في الصيف القادم",
            ),
            said(
                "2015-03-20",
                "واشنطن سترسل 450 مستشار لتدريب قوات العراق في الصيف القادم",
            ),
            said(
                "2015-04-02",
                "واشنطن لن ترسل 450 مستشار لتدريب قوات العراق في الصيف القادم",
            ),
            said(
                "2015-06-30",
                "الشركات تريد الاستثمار داخل العراق بعد تحسن الأوضاع المالية",
            ),
        ];
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let d = tempfile::tempdir().unwrap();
        Builder::new(d.path())
            .reader(Arc::new(Toy::default()))
            .run(&[folder(&pages).path().into()], |_| {})
            .unwrap();
        let r = Record::open(d.path()).unwrap();
        let c = r.changes("كيري", "العراق", 0).unwrap();
        let how: Vec<&str> = c.steps.iter().map(|s| s.how.as_str()).collect();
        assert_eq!(how, ["new", "reworded", "reversed", "new"]);
        let numbers = &c.steps[1].numbers[0];
        assert_eq!(
            (numbers.before.as_str(), numbers.after.as_str()),
            ("300", "450")
        );
        let dropped: Vec<bool> = c.steps.iter().map(|s| s.dropped).collect();
        assert_eq!(dropped, [false, false, true, false]);
        assert_eq!(c.steps[2].takes_up, Some(c.steps[1].statement.id));
        assert_eq!(r.changes("كيري", "العراق", 1).unwrap().steps.len(), 1);
        assert!(r.changes("لا أحد", "العراق", 0).unwrap().steps.is_empty());
    }
}
