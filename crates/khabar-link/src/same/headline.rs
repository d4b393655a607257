//! Whether two headlines of one event say the same, or one against the other.
//!
//! What is asked for: how many words they share, and of what differs, whether
//! it is a number, an opposite (data/opposites.tsv), a denial, or one word put
//! for another. The weights (data/headline_weights.tsv) are those of a logistic
//! regression on the training part of ANS (Khouja 2020, Apache-2.0), made and
//! measured by the example `headlines`.

use super::Verdict;
use crate::stories::stem;
use khabar_text::number::Numbers;
use khabar_text::table::{cell, parts, rows};
use khabar_text::{Text, fold::fold};
use std::collections::{BTreeMap, BTreeSet};

/// From this score on, two headlines are taken to say the same.
pub const SAME_CLAIM: f32 = 0.5;

/// What is asked of two headlines; the order of [`Features`].
pub const ASKED: [&str; FEATURES] = [
    "shared", "more", "opposite", "of_one", "one_side", "no", "numbers", "number", "replaced",
    "one_word",
];
const FEATURES: usize = 10;

/// Each in [0,1].
pub type Features = [f32; FEATURES];

/// So much of two headlines' words must be shared for one to say against the other.
const ONE_MATTER: f32 = 0.4;
/// Words on either side of one among which stands what it is said of.
const REACH: usize = 2;

/// The lists that headlines are compared by.
pub struct Headlines {
    numbers: Numbers,
    stop: BTreeSet<String>,
    /// By stem: the row, and whether on its first side.
    opposites: BTreeMap<String, BTreeSet<(usize, bool)>>,
    denials: BTreeSet<String>,
    weights: Features,
    bias: f32,
}

impl Default for Headlines {
    fn default() -> Self {
        Self::builtin()
    }
}

/// A headline's stems, function words left out, and its numbers.
struct Read {
    words: Vec<String>,
    /// In digits; and all, those written out among them.
    digits: BTreeSet<u64>,
    numbers: BTreeSet<u64>,
    denies: bool,
}

impl Headlines {
    /// From `data/opposites.tsv`, `data/stopwords.tsv`, `data/numbers.tsv` and
    /// `data/headline_weights.tsv`.
    pub fn builtin() -> Self {
        let mut out = Headlines {
            numbers: Numbers::builtin(),
            stop: rows(include_str!("../../../../data/stopwords.tsv"))
                .filter(|r| !matches!(cell(r, 1), "neg" | "quant" | "adv" | "report" | "aux"))
                .map(|r| stem(cell(&r, 0)))
                .collect(),
            opposites: BTreeMap::new(),
            denials: BTreeSet::new(),
            weights: [0.0; FEATURES],
            bias: 0.0,
        };
        let opposites = rows(include_str!("../../../../data/opposites.tsv"));
        for (row, cells) in opposites.enumerate() {
            let stems = |k| parts(&cells, k).map(|w| stem(&fold(w)));
            if cell(&cells, 0) == "no" {
                out.denials.extend(stems(1));
                continue;
            }
            for (side, words) in [(true, stems(1)), (false, stems(2))] {
                for w in words {
                    out.opposites.entry(w).or_default().insert((row, side));
                }
            }
        }
        for r in rows(include_str!("../../../../data/headline_weights.tsv")) {
            let weight = cell(&r, 1).parse().unwrap_or(0.0);
            match ASKED.iter().position(|a| *a == cell(&r, 0)) {
                Some(k) => out.weights[k] = weight,
                None => out.bias = weight,
            }
        }
        out
    }

    /// How likely two headlines of one event say the same, and why; below
    /// [`SAME_CLAIM`] one says against the other. Of two events it says nothing.
    pub fn same_claim(&self, a: &str, b: &str) -> Verdict {
        let (a, b) = (self.read(a), self.read(b));
        let asked = self.ask(&a, &b);
        let mut out = Verdict::default();
        if a.words == b.words && a.numbers == b.numbers {
            out.add("same words", a.words.join(" "), 1.0);
            return out;
        }
        let mut sum = self.bias;
        let (left_a, left_b) = (left(&a.words, &b.words), left(&b.words, &a.words));
        for (k, (value, weight)) in asked.iter().zip(self.weights).enumerate() {
            if *value != 0.0 {
                let detail = format!("{} / {}", left_a.join(" "), left_b.join(" "));
                out.add(ASKED[k], detail, value * weight);
                sum += value * weight;
            }
        }
        out.score = 1.0 / (1.0 + (-sum).exp());
        out
    }

    /// Whether one headline plainly says against the other: they are of one
    /// matter by their words, and an opposite, a denial or a number stands
    /// against. In other words altogether two headlines mostly tell different
    /// sides of an event, which [`Self::same_claim`] cannot know.
    pub fn against(&self, a: &str, b: &str) -> bool {
        let asked = self.features(a, b);
        let has = |what: &str| {
            let at = ASKED.iter().position(|x| *x == what);
            at.map_or(0.0, |k| asked[k])
        };
        let plain = ["opposite", "of_one", "no", "numbers"];
        has("shared") >= ONE_MATTER
            && plain.iter().any(|w| has(w) > 0.0)
            && self.same_claim(a, b).score < SAME_CLAIM
    }

    /// What [`ASKED`] names, of two headlines.
    pub fn features(&self, a: &str, b: &str) -> Features {
        self.ask(&self.read(a), &self.read(b))
    }

    fn read(&self, headline: &str) -> Read {
        let text = Text::new(headline);
        let mut out = Read {
            words: Vec::new(),
            digits: BTreeSet::new(),
            numbers: BTreeSet::new(),
            denies: false,
        };
        for i in 0..text.len() {
            if let Some(n) = self.numbers.at(&text, i, text.len()) {
                out.numbers.insert(n.value);
                if text.is_number(i) {
                    out.digits.insert(n.value);
                }
            }
            let word = stem(text.norm(i));
            out.denies |= self.denials.contains(&word);
            if !text.is_punct(i) && !self.stop.contains(&word) {
                out.words.push(word);
            }
        }
        out
    }

    fn ask(&self, a: &Read, b: &Read) -> Features {
        let (left_a, left_b) = (left(&a.words, &b.words), left(&b.words, &a.words));
        let (na, nb) = (left_a.len() as f32, left_b.len() as f32);
        let (la, lb) = (a.words.len() as f32, b.words.len() as f32);
        let (sides_a, sides_b) = (self.sides(&a.words), self.sides(&b.words));
        let common = || {
            sides_a
                .iter()
                .filter_map(|(k, x)| Some((x, sides_b.get(k)?)))
        };
        let (rows_a, rows_b) = (self.sides(&left_a), self.sides(&left_b));
        let lone = |x: &Sides, y: &Sides| x.keys().any(|k| !y.contains_key(k));
        let more = |x: &BTreeSet<u64>, y: &BTreeSet<u64>| x.difference(y).next().is_some();
        let (of_a, of_b) = (more(&a.digits, &b.numbers), more(&b.digits, &a.numbers));
        let yes = |b: bool| f32::from(u8::from(b));
        [
            1.0 - (na + nb) / (la + lb).max(1.0),
            na.max(nb) / la.max(lb).max(1.0),
            yes(common().any(|(x, y)| x.is_disjoint(y))),
            yes(self.opposed_of_one(&a.words, &b.words)),
            yes(lone(&rows_a, &rows_b) || lone(&rows_b, &rows_a)),
            yes(a.denies != b.denies),
            yes(of_a && of_b),
            yes(of_a != of_b),
            yes(na == 1.0 && nb == 1.0),
            yes(replaced(&a.words, &b.words) == 1 && na.min(nb) <= 2.0),
        ]
    }

    fn sides<W: AsRef<str>>(&self, words: &[W]) -> Sides {
        let mut out = Sides::new();
        for w in words {
            for (row, side) in self.opposites.get(w.as_ref()).into_iter().flatten() {
                out.entry(*row).or_default().insert(*side);
            }
        }
        out
    }

    /// Whether opposites are said of one noun, and not the same as well: gold
    /// falls while the dollar rises, and the other way round.
    fn opposed_of_one(&self, a: &[String], b: &[String]) -> bool {
        let (mut against, mut for_it) = (0, 0);
        for (x, near_x) in self.said_of(a) {
            for (y, near_y) in self.said_of(b) {
                let of_one = near_x.iter().any(|v| near_y.iter().any(|w| alike(v, w)));
                if x.0 == y.0 && of_one {
                    against += u32::from(x.1 != y.1);
                    for_it += u32::from(x.1 == y.1);
                }
            }
        }
        against > for_it
    }

    /// The words that have opposites, with the nearest that have none.
    fn said_of<'a>(&self, words: &'a [String]) -> Vec<((usize, bool), Vec<&'a str>)> {
        let mut out = Vec::new();
        for (i, w) in words.iter().enumerate() {
            for at in self.opposites.get(w).into_iter().flatten() {
                out.push((*at, self.nearest(words, i)));
            }
        }
        out
    }

    /// The nearest word without an opposite, on both sides if they are as near.
    fn nearest<'a>(&self, words: &'a [String], at: usize) -> Vec<&'a str> {
        for far in 1..=REACH {
            let sides = [at.checked_sub(far), at.checked_add(far)];
            let found = sides.into_iter().flatten().filter_map(|i| words.get(i));
            let found: Vec<&str> = found
                .map(String::as_str)
                .filter(|w| !self.opposites.contains_key(*w))
                .collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// By row of the opposites: on which sides.
type Sides = BTreeMap<usize, BTreeSet<bool>>;

/// Runs of one word that another stands for.
fn replaced(a: &[String], b: &[String]) -> usize {
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, a, b);
    let one = |op: &&similar::DiffOp| match op {
        similar::DiffOp::Replace {
            old_index,
            old_len: 1,
            new_index,
            new_len: 1,
        } => !alike(&a[*old_index], &b[*new_index]),
        _ => false,
    };
    ops.iter().filter(one).count()
}

/// The words of one that the other does not have in any form.
fn left<'a>(of: &'a [String], other: &[String]) -> Vec<&'a str> {
    let lone = |w: &&String| !other.iter().any(|o| alike(w, o));
    of.iter().filter(lone).map(String::as_str).collect()
}

/// Whether two stems are forms of one word: equal, or equal but for the letters
/// that inflection and derivation put in.
fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (x, y) = (bones(a), bones(b));
    let short = x.len().min(y.len());
    let same = short >= 2 && x == y;
    let begins = short >= 3 && (x.starts_with(&y) || y.starts_with(&x));
    a.chars().count() > 2 && b.chars().count() > 2 && (same || begins)
}

fn bones(word: &str) -> Vec<char> {
    let weak = ['ا', 'و', 'ي', 'ت', 'ن', 'م', 'ء'];
    word.chars().filter(|c| !weak.contains(c)).collect()
}
