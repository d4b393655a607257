//! Exact-span scores of a model on a tagged corpus.

use crate::corpus::Sentence;
use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::tagger::{Model, Tag, Work, spans};
use khabar_read::names::words::Words;
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
pub fn score(model: &Model, lex: &Lexicon, sentences: &[Sentence]) -> [Count; 4] {
    let mut out = [Count::default(); 4];
    let (mut words, mut work) = (Words::default(), Work::default());
    for s in sentences {
        let text = Text::new(&s.text);
        words.read(lex, &text, 0..text.len());
        let found = model.tag(&words, &mut work);
        let gold = spans(&s.labels);
        for g in &gold {
            out[slot(g.tag)].gold += 1;
            out[slot(g.tag)].right += usize::from(found.contains(g));
        }
        for f in &found {
            out[slot(f.tag)].found += 1;
        }
    }
    out
}

/// One line for each name missed (-) or invented (+), with its sentence.
pub fn errors(model: &Model, lex: &Lexicon, sentences: &[Sentence]) -> Vec<String> {
    let mut out = Vec::new();
    let (mut words, mut work) = (Words::default(), Work::default());
    for s in sentences {
        let text = Text::new(&s.text);
        words.read(lex, &text, 0..text.len());
        let found = model.tag(&words, &mut work);
        let gold = spans(&s.labels);
        let show = |t: &khabar_read::names::tagger::Tagged| {
            text.span(t.from, t.to).of(&s.text).to_string()
        };
        let missed = gold.iter().filter(|g| !found.contains(g)).map(|g| ('-', g));
        let invented = found.iter().filter(|f| !gold.contains(f)).map(|f| ('+', f));
        for (sign, t) in missed.chain(invented) {
            out.push(format!("{sign} {:?} {}\t{}", t.tag, show(t), s.text));
        }
    }
    out
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
