//! How much a word looks like a name: runs of three letters counted in the
//! lists of names against those of everyday words. What no list has is told by
//! its build: `ستروم` ends no Arabic word.

use super::hash::mix;

/// What a word may look like: a foreign person's name, an Arabic one, a place.
pub const KINDS: usize = 3;

const ROWS: usize = 1 << 14;

/// Units to a factor of two.
const UNIT: f32 = 4.0;

/// Learned from the lists; empty, it knows nothing.
#[derive(Default)]
pub struct Likeness {
    rows: Vec<[i8; KINDS]>,
}

/// Counts of runs while the lists are read.
pub struct Counts {
    everyday: Vec<u32>,
    names: Vec<[u32; KINDS]>,
    words: u32,
    of: [u32; KINDS],
}

impl Default for Counts {
    fn default() -> Self {
        Counts {
            everyday: vec![0; ROWS],
            names: vec![[0; KINDS]; ROWS],
            words: 0,
            of: [0; KINDS],
        }
    }
}

fn row(gram: u32) -> usize {
    mix(u64::from(gram)) as usize % ROWS
}

/// The runs of three letters of a folded word, its edges among them; 0 ends.
pub fn grams(word: &str) -> [u32; 8] {
    let mut grams = [0; 8];
    let (mut a, mut b, mut at) = (1u32, 1u32, 0);
    for c in word.chars().map(u32::from) {
        if at == 8 {
            return grams;
        }
        grams[at] = (a << 20 ^ b << 10 ^ c) | 1 << 31;
        at += 1;
        (a, b) = (b & 0x3ff, c & 0x3ff);
    }
    if at < 8 {
        grams[at] = (a << 20 ^ b << 10) | 1 << 31;
    }
    grams
}

impl Counts {
    /// An everyday word, folded.
    pub fn everyday(&mut self, word: &str) {
        for g in grams(word).into_iter().take_while(|&g| g != 0) {
            self.everyday[row(g)] += 1;
            self.words += 1;
        }
    }

    /// A name of one word, folded.
    pub fn name(&mut self, kind: usize, word: &str) {
        for g in grams(word).into_iter().take_while(|&g| g != 0) {
            self.names[row(g)][kind] += 1;
            self.of[kind] += 1;
        }
    }

    /// What the counts say.
    pub fn learned(&self) -> Likeness {
        let share = |n: u32, all: u32| (n as f32 + 0.5) / (all as f32 + 0.5 * ROWS as f32);
        let rows = self.everyday.iter().zip(&self.names).map(|(&e, names)| {
            let mut row = [0; KINDS];
            for (k, r) in row.iter_mut().enumerate() {
                let odds = share(names[k], self.of[k]) / share(e, self.words);
                *r = (odds.log2() * UNIT).round().clamp(-24.0, 24.0) as i8;
            }
            row
        });
        Likeness {
            rows: rows.collect(),
        }
    }
}

impl Likeness {
    /// How like each kind of name the word of these runs is: 1 (not at all) to
    /// 15.
    #[inline]
    pub fn of(&self, grams: &[u32; 8]) -> [u8; KINDS] {
        let mut sum = [0i32; KINDS];
        if self.rows.is_empty() {
            return [8; KINDS];
        }
        for &g in grams.iter().take_while(|&&g| g != 0) {
            for (s, &r) in sum.iter_mut().zip(&self.rows[row(g)]) {
                *s += i32::from(r);
            }
        }
        sum.map(|s| (s.div_euclid(8) + 8).clamp(1, 15) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::lexicon::Lexicon;

    #[test]
    fn what_no_list_has_is_told_by_its_build() {
        let lex = Lexicon::builtin();
        let like = |w: &str| lex.likeness.of(&grams(w));
        for (name, word) in [("ليندنستروم", "المستفيدون"), ("فاندربيرغ", "ومسوولياتهم")]
        {
            assert!(like(name)[0] > like(word)[0], "{name} {word}");
        }
        assert!(like("بوعزاوي")[1] > like("فاستخدمتها")[1]);
        assert_eq!(Likeness::default().of(&grams("بوعزاوي")), [8; KINDS]);
    }

    #[test]
    fn a_short_word_has_a_run_for_each_letter_and_its_end() {
        let runs = |w: &str| grams(w).iter().filter(|&&g| g != 0).count();
        assert_eq!([runs(""), runs("من"), runs("المسوولون")], [1, 3, 8]);
    }
}
