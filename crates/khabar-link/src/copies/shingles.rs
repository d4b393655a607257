//! The set of a text's word 5-grams, and how two sets overlap.

use khabar_text::{Span, Text, TokenKind};

/// Words in a shingle.
pub const N: usize = 5;

/// The word 5-grams of a text over folded words and numbers, punctuation left
/// out, as sorted 64-bit hashes without repetition. A text of fewer than five
/// words is one shingle; one without words has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    pub fn of(text: &Text<'_>) -> Self {
        let words: Vec<u64> = words(text).map(|(_, h)| h).collect();
        Self::of_words(&words)
    }

    /// As of the text that these parts of it make, one after the other.
    pub fn of_spans(text: &Text<'_>, spans: impl IntoIterator<Item = Span>) -> Self {
        let tokens = spans.into_iter().flat_map(|s| text.tokens_in(s));
        let kept = tokens.filter(|&i| !text.is_punct(i));
        let words: Vec<u64> = kept.map(|i| hash(text.norm(i).as_bytes())).collect();
        Self::of_words(&words)
    }

    fn of_words(words: &[u64]) -> Self {
        if words.is_empty() {
            return Self::default();
        }
        let grams = words.windows(N.min(words.len()));
        Self::from_hashes(grams.map(combine).collect())
    }

    /// From hashes computed elsewhere, in any order.
    pub fn from_hashes(mut hashes: Vec<u64>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Shingles(hashes)
    }

    pub fn hashes(&self) -> &[u64] {
        &self.0
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The words and numbers of a text: token position and hash of the folded form.
pub(super) fn words<'t>(text: &'t Text<'_>) -> impl Iterator<Item = (usize, u64)> + 't {
    let kept = |(i, t): (usize, &khabar_text::Token)| (t.kind != TokenKind::Punct).then_some(i);
    let all = text.tokens().iter().enumerate().filter_map(kept);
    all.map(|i| (i, hash(text.norm(i).as_bytes())))
}

fn hash(bytes: &[u8]) -> u64 {
    let fnv = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(fnv)
}

fn combine(words: &[u64]) -> u64 {
    mix(words.iter().fold(0, |h: u64, w| {
        h.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23) ^ w
    }))
}

/// The finisher of SplitMix64: every bit of the input moves every bit.
pub(super) fn mix(mut h: u64) -> u64 {
    h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// How many shingles two texts have, and how many in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub a: usize,
    pub b: usize,
    pub common: usize,
}

impl Overlap {
    pub fn new(a: &Shingles, b: &Shingles) -> Self {
        let (mut i, mut j, mut common) = (0, 0, 0);
        let (x, y) = (a.hashes(), b.hashes());
        while i < x.len() && j < y.len() {
            let (u, v) = (x[i], y[j]);
            common += usize::from(u == v);
            i += usize::from(u <= v);
            j += usize::from(v <= u);
        }
        Overlap {
            a: x.len(),
            b: y.len(),
            common,
        }
    }

    /// Common over all, 0 to 1; two texts without words have nothing in common.
    pub fn jaccard(self) -> f64 {
        ratio(self.common, self.a + self.b - self.common)
    }

    /// The share of `a` that stands in `b`.
    pub fn a_in_b(self) -> f64 {
        ratio(self.common, self.a)
    }

    /// The share of `b` that stands in `a`.
    pub fn b_in_a(self) -> f64 {
        ratio(self.common, self.b)
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
