//! Sums of weights that come again and again: of a word wherever it stands,
//! of a pair of word forms. Kept in tables of fixed size in which the newest
//! displaces what was there; a sum is the same whether kept or made anew.

use super::features::Side;
use super::hash::mix;
use super::tagger::LANES;

/// The sum of some features' weights.
pub type Sum = [i16; LANES];

/// Of a word: its own features, and those it gives its neighbours in the
/// order of [`Side::ALL`].
pub type Forms = [Sum; 5];

const WORDS: usize = 1 << 15;
const PAIRS: usize = 1 << 15;

/// The tables. Empty ones take no room until first used.
#[derive(Default)]
pub struct Memo {
    model: u64,
    words: Vec<(u64, Forms)>,
    pairs: Vec<((u64, u64), [Sum; 2])>,
}

impl Memo {
    /// Forgets what was kept for another model than `model`.
    pub fn is_of(&mut self, model: u64) {
        if self.model == model && !self.words.is_empty() {
            return;
        }
        self.model = model;
        self.words.clear();
        self.pairs.clear();
        // No word and no pair has these keys.
        self.words.resize(WORDS, (u64::MAX, [[0; LANES]; 5]));
        self.pairs.resize(PAIRS, ((u64::MAX, 0), [[0; LANES]; 2]));
    }

    /// The sums of the word `id`, made by `sum` where they are not at hand:
    /// its own (none) and what it gives a neighbour.
    pub fn word(&mut self, id: u64, mut sum: impl FnMut(Option<Side>) -> Sum) -> &Forms {
        let slot = &mut self.words[(mix(id) >> 40) as usize % WORDS];
        if slot.0 != id {
            slot.0 = id;
            slot.1[0] = sum(None);
            for (to, side) in slot.1[1..].iter_mut().zip(Side::ALL) {
                *to = sum(Some(side));
            }
        }
        &slot.1
    }

    /// The sums of a pair of forms: what the first word has from it, what the
    /// second has (true).
    pub fn pair(&mut self, a: u64, b: u64, mut sum: impl FnMut(bool) -> Sum) -> &[Sum; 2] {
        let at = mix(mix(a) ^ b) >> 40;
        let slot = &mut self.pairs[at as usize % PAIRS];
        if slot.0 != (a, b) {
            *slot = ((a, b), [sum(false), sum(true)]);
        }
        &slot.1
    }
}
