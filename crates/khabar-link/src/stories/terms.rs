//! Features of articles, and in how many articles each was seen.

use super::ArticleFacts;
use crate::people::name_key;
use khabar_model::EntityKind;
use khabar_text::{Text, TokenKind};
use std::collections::{BTreeMap, HashMap};

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

/// The features seen so far, numbered, with the number of articles of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Terms {
    number: HashMap<(Feature, String), u32>,
    seen: Vec<(Feature, String, u32)>,
    articles: u32,
}

impl Terms {
    /// The features of one article, which from now on counts.
    pub fn count(&mut self, a: &ArticleFacts<'_>) -> BTreeMap<u32, Count> {
        let mut out = BTreeMap::new();
        let mut add = |terms: &mut Self, f: Feature, key: String, all: f32, top: f32| {
            let c: &mut Count = out.entry(terms.id(f, key)).or_default();
            c.all += all;
            c.top += top;
        };
        let head = stems(a.headline, WORDS);
        let body = stems(a.text, WORDS);
        for (words, lead, weight) in [(&head, usize::MAX, 2.0), (&body, LEAD, 1.0)] {
            for (i, w) in words.iter().enumerate() {
                let top = if i < lead { weight } else { 0.0 };
                add(self, Feature::Word, w.clone(), weight, top);
                if let Some(next) = words.get(i + 1).filter(|_| i < lead) {
                    add(self, Feature::Pair, format!("{w} {next}"), weight, top);
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
                add(self, f, key, 1.0, 1.0);
            }
        }
        for d in &a.dates {
            add(self, Feature::Date, (*d).to_string(), 1.0, 1.0);
        }
        for e in &a.events {
            add(self, Feature::Event, e.as_str().to_string(), 1.0, 1.0);
        }
        self.articles += 1;
        for id in out.keys() {
            self.seen[*id as usize].2 += 1;
        }
        out
    }

    fn id(&mut self, f: Feature, key: String) -> u32 {
        if let Some(id) = self.number.get(&(f, key.clone())) {
            return *id;
        }
        let id = u32::try_from(self.seen.len()).unwrap_or(u32::MAX);
        self.seen.push((f, key.clone(), 0));
        self.number.insert((f, key), id);
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

/// The stems of a text's first `n` words and numbers.
fn stems(text: &str, n: usize) -> Vec<String> {
    let text = Text::new(text);
    let words = text.tokens().iter().enumerate();
    let words = words.filter(|(_, t)| t.kind != TokenKind::Punct);
    words.take(n).map(|(i, _)| stem(text.norm(i))).collect()
}

/// A folded word without its clitics and the endings of number and gender:
/// a rough key under which forms of a word fall together, no morphology.
pub fn stem(word: &str) -> String {
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
    w.to_string()
}
