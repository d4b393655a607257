//! Exact-span scores of a model on a tagged corpus.

use crate::corpus::{Leaf, Sentence, leaves};
use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::tagger::{Model, Tag, Tagged, Work, spans};
use khabar_text::Text;

/// Names right, in the gold, and found.
#[derive(Default, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    pub right: usize,
    pub gold: usize,
    pub found: usize,
}

impl Count {
    pub fn f1(self) -> f64 {
        let all = self.gold + self.found;
        if all == 0 {
            0.0
        } else {
            2.0 * self.right as f64 / all as f64
        }
    }
}

/// Counts for person, place, organisation, and the rest.
pub fn score(model: &Model, leaves: &[&Leaf<'_>]) -> [Count; 4] {
    let mut out = [Count::default(); 4];
    each(model, leaves, |_, gold, found| {
        for g in gold {
            out[slot(g.tag)].gold += 1;
            out[slot(g.tag)].right += usize::from(found.contains(g));
        }
        for f in found {
            out[slot(f.tag)].found += 1;
        }
    });
    out
}

/// Counts of a whole corpus or part of one.
pub fn all(model: &Model, lex: &Lexicon, sentences: &[Sentence]) -> [Count; 4] {
    let leaves = leaves(lex, sentences);
    score(model, &leaves.iter().collect::<Vec<_>>())
}

/// One line for each name missed (-) or invented (+), with its sentence.
pub fn errors(model: &Model, leaves: &[&Leaf<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    each(model, leaves, |s, gold, found| {
        let text = Text::new(&s.text);
        let missed = gold.iter().filter(|g| !found.contains(g)).map(|g| ('-', g));
        let invented = found.iter().filter(|f| !gold.contains(f)).map(|f| ('+', f));
        for (sign, t) in missed.chain(invented) {
            let name = text.span(t.from, t.to).of(&s.text);
            out.push(format!("{sign} {:?} {name}\t{}", t.tag, s.text));
        }
    });
    out
}

/// Gives every sentence with its names in the gold and those found, both by
/// their place in the sentence.
fn each(
    model: &Model,
    leaves: &[&Leaf<'_>],
    mut take: impl FnMut(&Sentence, &[Tagged], &[Tagged]),
) {
    let mut work = Work::default();
    for leaf in leaves {
        let found = model.tag(&leaf.words, &leaf.ranges, &mut work);
        for (s, r) in leaf.lines() {
            let here: Vec<Tagged> = found
                .iter()
                .filter(|t| r.contains(&t.from))
                .map(|t| Tagged {
                    from: t.from - r.start,
                    to: t.to - r.start,
                    tag: t.tag,
                })
                .collect();
            take(s, &spans(&s.labels), &here);
        }
    }
}

fn slot(tag: Tag) -> usize {
    match tag {
        Tag::Person => 0,
        Tag::Place => 1,
        Tag::Org => 2,
        Tag::Misc => 3,
    }
}

/// The table the model card prints.
pub fn show(counts: &[Count; 4]) -> String {
    let mut out = String::new();
    for (name, c) in ["person", "place", "organisation", "other"]
        .iter()
        .zip(counts)
    {
        let share = |n: usize| c.right as f64 / n.max(1) as f64;
        out += &format!(
            "| {name} | {:.3} | {:.3} | {:.3} | {} |\n",
            share(c.found),
            share(c.gold),
            c.f1(),
            c.gold
        );
    }
    let three: f64 = counts[..3].iter().map(|c| c.f1()).sum::<f64>() / 3.0;
    let four: f64 = counts.iter().map(|c| c.f1()).sum::<f64>() / 4.0;
    out + &format!("macro F1 of three {three:.3}, of four {four:.3}\n")
}
