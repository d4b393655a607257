//! Features of articles, and in how many articles each was seen.

use super::ArticleFacts;
use crate::people::name_key;
use khabar_model::EntityKind;
use khabar_text::{Text, TokenKind};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Words of the text that count: what comes later is mostly background.
const WORDS: usize = 300;
/// A record smaller than this says nothing of how rare its words are.
const UNSEEN: u32 = 50;
/// Words of the text taken for its lead.
const LEAD: usize = 40;

khabar_model::labels! {
    /// What a feature is.
    Feature {
        Word = "word",
        Pair = "words",
        Name = "name",
        Place = "place",
        Date = "date",
        Event = "event",
    }
}

/// How often a feature stands in an article: in all of it, and in its headline
/// (twice over) and lead.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Count {
    pub all: f32,
    pub top: f32,
}

/// The features of an article with their counts, by their numbers.
pub(super) type Counts = Vec<(u32, Count)>;

/// The features seen so far, numbered, with the number of articles of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    /// By feature, in the order of [`Feature`].
    number: [HashMap<Arc<str>, u32>; 6],
    seen: Vec<(Feature, Arc<str>, u32)>,
    articles: u32,
}

/// An article's words, ready to be counted.
pub(super) struct Read {
    head: Stems,
    body: Stems,
}

impl Read {
    pub fn of(a: &ArticleFacts<'_>) -> Read {
        Read {
            head: Stems::of(a.headline),
            body: Stems::of(a.text),
        }
    }
}

impl Terms {
    /// The features of one article, which from now on counts.
    pub fn count(&mut self, a: &ArticleFacts<'_>, read: &Read) -> Counts {
        let mut found = Counts::new();
        let mut add = |terms: &mut Self, f: Feature, key: &str, all: f32, top: f32| {
            found.push((terms.id(f, key), Count { all, top }));
        };
        for (words, lead, weight) in [(&read.head, usize::MAX, 2.0), (&read.body, LEAD, 1.0)] {
            for i in 0..words.at.len() {
                let top = if i < lead { weight } else { 0.0 };
                add(self, Feature::Word, words.word(i), weight, top);
                if let Some(pair) = words.pair(i).filter(|_| i < lead) {
                    add(self, Feature::Pair, pair, weight, top);
                }
            }
        }
        for n in &a.names {
            let f = match n.kind {
                EntityKind::Place => Feature::Place,
                _ => Feature::Name,
            };
            let key = name_key(n.name).key();
            if !key.is_empty() {
                add(self, f, &key, 1.0, 1.0);
            }
        }
        for d in &a.dates {
            add(self, Feature::Date, d, 1.0, 1.0);
        }
        for e in &a.events {
            add(self, Feature::Event, e.as_str(), 1.0, 1.0);
        }
        found.sort_by_key(|(id, _)| *id);
        found.dedup_by(|next, first| {
            let same = next.0 == first.0;
            if same {
                first.1.all += next.1.all;
                first.1.top += next.1.top;
            }
            same
        });
        self.articles += 1;
        for (id, _) in &found {
            self.seen[*id as usize].2 += 1;
        }
        found
    }

    fn id(&mut self, f: Feature, key: &str) -> u32 {
        let numbers = &mut self.number[f as usize];
        if let Some(id) = numbers.get(key) {
            return *id;
        }
        let id = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        let key: Arc<str> = key.into();
        self.seen.push((f, key.clone(), 0));
        numbers.insert(key, id);
        id
    }

    /// How much a feature says: little when every article has it. Where few
    /// articles were seen, they count as if others without it had been.
    pub fn idf(&self, id: u32) -> f32 {
        let df = self.seen[id as usize].2;
        let all = self.articles + 1 + UNSEEN.saturating_sub(self.articles);
        (all as f32 / (df + 1) as f32).ln().max(0.0)
    }

    /// In how many articles a feature was seen.
    pub fn df(&self, id: u32) -> u32 {
        self.seen[id as usize].2
    }

    pub fn feature(&self, id: u32) -> (Feature, &str) {
        let (f, key, _) = &self.seen[id as usize];
        (*f, key)
    }
}

/// The stems of a text's first words and numbers, with a space between them.
struct Stems {
    joined: String,
    at: Vec<Range<usize>>,
}

impl Stems {
    fn of(text: &str) -> Stems {
        let text = Text::new(text);
        let mut out = Stems {
            joined: String::new(),
            at: Vec::new(),
        };
        let words = text.tokens().iter().enumerate();
        let words = words.filter(|(_, t)| t.kind != TokenKind::Punct);
        for (i, _) in words.take(WORDS) {
            if !out.at.is_empty() {
                out.joined.push(' ');
            }
            let from = out.joined.len();
            out.joined.push_str(stemmed(text.norm(i)));
            out.at.push(from..out.joined.len());
        }
        out
    }

    fn word(&self, i: usize) -> &str {
        &self.joined[self.at[i].clone()]
    }

    /// Word `i` and the next.
    fn pair(&self, i: usize) -> Option<&str> {
        let next = self.at.get(i + 1)?;
        Some(&self.joined[self.at[i].start..next.end])
    }
}

/// A folded word without its clitics and the endings of number and gender:
/// a rough key under which forms of a word fall together, no morphology.
pub fn stem(word: &str) -> String {
    stemmed(word).to_string()
}

fn stemmed(word: &str) -> &str {
    let long = |w: &str, n: usize| w.chars().count() >= n;
    let mut w = word;
    for (front, keep) in [("و", 4), ("ف", 5)] {
        if let Some(rest) = w.strip_prefix(front).filter(|r| long(r, keep)) {
            w = rest;
            break;
        }
    }
    for front in ["بال", "كال", "لل", "ال"] {
        if let Some(rest) = w.strip_prefix(front).filter(|r| long(r, 3)) {
            w = rest;
            break;
        }
    }
    for end in ["يات", "ات", "ون", "ين", "ها", "هم", "يه", "ان", "ه", "ي"] {
        if let Some(rest) = w.strip_suffix(end).filter(|r| long(r, 3)) {
            w = rest;
            break;
        }
    }
    w
}
