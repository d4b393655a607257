//! Spots: stretches of text that name something, before it is settled which
//! entity they name.

use super::doc::{Doc, Part, Unit};
use super::words::Kind;
use super::{orgs, people, places};
use khabar_model::{EntityKind, Origin};

/// One name in the text: tokens `from..to`, the first read with `skip` bytes
/// off.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    pub from: usize,
    pub to: usize,
    pub skip: usize,
    pub kind: EntityKind,
    /// Entity of the lists, zero if unknown to them.
    pub id: u64,
    pub origin: Origin,
    pub article: u16,
    /// A wider stretch that is a spelling of the name too (مدينة درعا).
    pub wide: Option<(usize, usize, usize)>,
}

pub const MODEL: Origin = Origin::Model("ner-1");

impl Spot {
    /// The spot over `from..to`, its first word read as chosen.
    pub fn new(
        doc: &Doc<'_>,
        unit: &Unit,
        range: (usize, usize),
        kind: EntityKind,
        origin: Origin,
    ) -> Self {
        Spot {
            from: range.0,
            to: range.1,
            skip: doc.words.get(range.0).map_or(0, |w| w.skip()),
            kind,
            id: 0,
            origin,
            article: unit.article,
            wide: None,
        }
    }
}

/// Spots with the tokens they hold; a token belongs to one spot at most.
pub struct Spots {
    pub all: Vec<Spot>,
    taken: Vec<bool>,
    /// Other names given in brackets; see [`orgs::glosses`].
    pub glosses: Vec<(usize, usize, usize)>,
}

impl Spots {
    /// Finds the names of a page.
    pub fn find(doc: &Doc<'_>) -> Self {
        let mut s = Spots {
            all: Vec::new(),
            taken: vec![false; doc.words.len()],
            glosses: Vec::new(),
        };
        for unit in &doc.units {
            orgs::own_outlet(doc, unit, &mut s);
            if unit.part == Part::Meta {
                people::bylines(doc, unit, &mut s);
            }
            people::known(doc, unit, &mut s);
            orgs::quoted(doc, unit, &mut s);
            orgs::known(doc, unit, &mut s);
            orgs::media(doc, unit, &mut s);
            people::tagged(doc, unit, &mut s);
            people::by_rule(doc, unit, &mut s);
            people::short(doc, unit, &mut s);
        }
        people::neighbours(doc, &mut s);
        people::surnames(doc, &mut s);
        for unit in &doc.units {
            orgs::regime(doc, unit, &mut s);
            orgs::headed(doc, unit, &mut s);
            places::listed(doc, unit, &mut s);
            places::after_noun(doc, unit, &mut s);
            places::tagged(doc, unit, &mut s);
            places::beside(doc, unit, &mut s);
            places::unknown(doc, unit, &mut s);
            orgs::tagged(doc, unit, &mut s);
        }
        s.glosses = orgs::glosses(doc, &mut s);
        places::again(doc, &mut s);
        places::settle_oman(doc, &mut s.all);
        s.all.sort_by_key(|s| (s.from, s.to));
        s
    }

    pub fn is_free(&self, from: usize, to: usize) -> bool {
        self.taken.get(from..to).is_some_and(|t| !t.contains(&true))
    }

    pub fn is_taken(&self, i: usize) -> bool {
        self.taken.get(i).copied().unwrap_or(false)
    }

    /// Makes spot `k` the shorter stretch `from..to`.
    pub fn narrow(&mut self, k: usize, from: usize, to: usize, skip: usize) {
        let s = &mut self.all[k];
        self.taken[s.from..s.to].fill(false);
        self.taken[from..to].fill(true);
        (s.from, s.to, s.skip) = (from, to, skip);
    }

    /// Adds a spot if its tokens are free.
    pub fn put(&mut self, spot: Spot) -> bool {
        let free = spot.from < spot.to && self.is_free(spot.from, spot.to);
        if free {
            self.taken[spot.from..spot.to].fill(true);
            self.all.push(spot);
        }
        free
    }
}

/// The stretches between quotation marks in a unit: (open, close) tokens.
pub fn quotations(doc: &Doc<'_>, unit: &Unit) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open = None;
    for i in unit.range.clone() {
        match (doc.words[i].kind, doc.text.raw(i)) {
            (Kind::Open, "«" | "\"" | "“" | "'" | "(" | "‘") => open = Some(i),
            (Kind::Close, _) => {
                if let Some(o) = open.take() {
                    out.push((o, i));
                }
            }
            _ => {}
        }
    }
    out
}
