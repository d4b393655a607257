//! How alike two articles are in what they tell.

use super::terms::{Count, Counts, Feature, Terms};

/// What an article is about: its features' weights, in order of their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    pub day: i32,
    pub terms: Vec<(u32, Count)>,
    /// Lengths of the vectors, by [`slot`], all and top.
    norms: [Count; SLOTS],
}

const SLOTS: usize = 5;

/// Exponent of a feature's rarity. Below 1: in a record of few days or of one
/// region, rare is not the same as telling.
const RARITY: f32 = 0.7;

/// Features compared with each other. Words and their pairs, names and places.
fn slot(f: Feature) -> usize {
    match f {
        Feature::Word => 0,
        Feature::Pair => 1,
        Feature::Name | Feature::Place => 2,
        Feature::Date => 3,
        Feature::Event => 4,
    }
}

impl Profile {
    /// Weighs what an article holds by how rare it is among those seen so far.
    pub fn new(day: i32, counts: &Counts, terms: &Terms) -> Self {
        let mut out = Profile {
            day,
            terms: Vec::with_capacity(counts.len()),
            ..Self::default()
        };
        for (id, c) in counts {
            let idf = terms.idf(*id).powf(RARITY);
            let weigh = |n: f32| (1.0 + n).ln() * idf;
            let w = Count {
                all: weigh(c.all),
                top: weigh(c.top),
            };
            let norm = &mut out.norms[slot(terms.feature(*id).0)];
            norm.all += w.all * w.all;
            norm.top += w.top * w.top;
            out.terms.push((*id, w));
        }
        for n in &mut out.norms {
            *n = Count {
                all: n.all.sqrt(),
                top: n.top.sqrt(),
            };
        }
        out
    }
}

/// The cosines of two articles' features, each in [0,1].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Parts {
    pub words: f32,
    pub pairs: f32,
    /// Words and pairs of headline and lead.
    pub top: f32,
    pub top_pairs: f32,
    pub names: f32,
    pub dates: f32,
    pub events: f32,
}

impl Parts {
    /// In [0,1]. Names, dates and kinds of event speak for, never against: a
    /// reader of names leaves many out.
    fn score(self) -> f32 {
        let words = 0.45 * self.words.sqrt() + 0.1 * self.pairs.sqrt();
        let top = 0.3 * self.top.sqrt() + 0.15 * self.top_pairs.sqrt();
        let told = words + top;
        let known = 0.12 * self.names + 0.04 * self.dates + 0.02 * self.events;
        (told + known * (1.0 - told)).clamp(0.0, 1.0)
    }

    /// How near two articles' matter is, in [0,1]: graded where [`Self::score`]
    /// decides. It asks the words of the whole first and the opening after.
    fn similarity(self) -> f32 {
        let nearness = self.words.sqrt() + 0.3 * self.top.sqrt();
        (nearness / 1.3).clamp(0.0, 1.0)
    }
}

/// A feature that two articles share.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub feature: Feature,
    /// Folded and stemmed; the key of a name.
    pub what: String,
    /// Its share of all that the two have in common, in [0,1].
    pub share: f32,
}

/// How alike two articles are, and what speaks for it, the heaviest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// That both tell the same, in [0,1].
    pub score: f32,
    /// How near what they tell is, in [0,1]: one subject, one event, one text.
    pub similarity: f32,
    pub parts: Parts,
    pub evidence: Vec<Evidence>,
}

/// Features told as evidence.
const TOLD: usize = 8;

/// The features that two articles share, by their numbers.
fn shared<'a>(a: &'a Profile, b: &'a Profile) -> impl Iterator<Item = (u32, Count, Count)> + 'a {
    let mut rest = b.terms.iter().peekable();
    a.terms.iter().filter_map(move |(id, x)| {
        while rest.next_if(|(other, _)| other < id).is_some() {}
        rest.next_if(|(other, _)| other == id)
            .map(|(_, y)| (*id, *x, *y))
    })
}

pub(super) fn parts(a: &Profile, b: &Profile, terms: &Terms) -> Parts {
    let mut dots = [Count::default(); SLOTS];
    for (id, x, y) in shared(a, b) {
        let dot = &mut dots[slot(terms.feature(id).0)];
        dot.all += x.all * y.all;
        dot.top += x.top * y.top;
    }
    let cos = |dot: f32, x: f32, y: f32| match x * y {
        0.0 => 0.0,
        n => (dot / n).clamp(0.0, 1.0),
    };
    let all = |s: usize| cos(dots[s].all, a.norms[s].all, b.norms[s].all);
    let top = |s: usize| cos(dots[s].top, a.norms[s].top, b.norms[s].top);
    Parts {
        words: all(0),
        pairs: all(1),
        top: top(0),
        top_pairs: top(1),
        names: all(2),
        dates: all(3),
        events: all(4),
    }
}

pub(super) fn score(a: &Profile, b: &Profile, terms: &Terms) -> f32 {
    parts(a, b, terms).score()
}

pub(super) fn likeness(a: &Profile, b: &Profile, terms: &Terms) -> Likeness {
    let parts = parts(a, b, terms);
    let weigh = |x: Count, y: Count| x.all * y.all + x.top * y.top;
    let mut found: Vec<(f32, u32)> = shared(a, b).map(|(id, x, y)| (weigh(x, y), id)).collect();
    let all: f32 = found.iter().map(|(w, _)| w).sum();
    found.retain(|(w, _)| *w > 0.0);
    found.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let told = found.iter().take(TOLD).map(|(w, id)| {
        let (feature, what) = terms.feature(*id);
        Evidence {
            feature,
            what: what.to_string(),
            share: w / all,
        }
    });
    Likeness {
        score: parts.score(),
        similarity: parts.similarity(),
        parts,
        evidence: told.collect(),
    }
}
