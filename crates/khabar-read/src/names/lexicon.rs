//! The word lists the names are read with, keyed by hashes of folded words so
//! that looking a word up needs no string.

use super::hash::{self, join};
use super::likeness::Likeness;
use khabar_text::Text;
use rustc_hash::FxHashMap;

pub use super::flag;

/// What is known of one word or phrase.
#[derive(Clone, Copy, Default, Debug)]
pub struct Entry {
    pub flags: u64,
    /// Place or organisation: forms of one entity share it. Title: hash of
    /// the lemma. Zero where there is none.
    pub id: u64,
}

/// A phrase of the lists that begins at some word.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub words: usize,
    pub entry: Entry,
}

#[derive(Default)]
pub struct Lexicon {
    pub(super) entries: FxHashMap<u64, Entry>,
    /// The outlet of a name that others bear too.
    pub(super) outlets: FxHashMap<u64, u64>,
    /// Most words of the phrases that begin with a word.
    pub(super) starts: FxHashMap<u64, u8>,
    /// Usual name of a place or organisation, by its id.
    pub(super) names: FxHashMap<u64, String>,
    /// The full name that a well-known person's short form stands for.
    pub(super) short: FxHashMap<u64, String>,
    /// Words one of which the page must have for a short form that is an
    /// everyday word.
    pub(super) short_if: FxHashMap<u64, Vec<u64>>,
    /// How frequent a word is, 1 (rank 50,000) to 4 (the first 2,000).
    pub(super) bands: FxHashMap<u64, u8>,
    /// The consonants of the names of people (1) and places (2).
    pub(super) sounds: FxHashMap<u64, u8>,
    /// The topics a word speaks for, a bit each.
    pub(super) topics: FxHashMap<u64, u8>,
    /// What looks like a name.
    pub likeness: Likeness,
}

/// How many topics `data/name_topics.tsv` knows.
pub const TOPICS: usize = 6;

impl Lexicon {
    /// What is known of the single word of hash `h`.
    #[inline]
    pub fn word(&self, h: u64) -> Entry {
        self.entries.get(&h).copied().unwrap_or_default()
    }

    /// How frequent the word of hash `h` is: 0 (rare) to 4.
    #[inline]
    pub fn band(&self, h: u64) -> u8 {
        self.bands.get(&h).copied().unwrap_or(0)
    }

    /// Whether names of people (1), of places (2) have the consonants of hash
    /// `h`.
    #[inline]
    pub fn sounds(&self, h: u64) -> u8 {
        self.sounds.get(&h).copied().unwrap_or(0)
    }

    /// The topics the word of hash `h` speaks for.
    #[inline]
    pub fn topics(&self, h: u64) -> u8 {
        self.topics.get(&h).copied().unwrap_or(0)
    }

    /// True if the folded word without article makes a name with what follows.
    pub fn is_strong_head(&self, word: &str) -> bool {
        self.word(hash::word(word)).flags & flag::STRONG != 0
    }

    /// True if the folded word is a body that an adjective names.
    pub fn is_collective(&self, word: &str) -> bool {
        let bare = word
            .strip_prefix("ال")
            .or_else(|| word.strip_prefix("لل"))
            .unwrap_or(word);
        self.word(hash::word(bare)).flags & flag::COLLECTIVE != 0
    }

    /// The id of the outlet that the phrase of hash `h` names, else zero.
    pub fn outlet(&self, h: u64) -> u64 {
        self.outlets.get(&h).copied().unwrap_or(0)
    }

    /// The full name of the well-known person whom the phrase of hash `h`
    /// means on a page for whose words `has` speaks.
    pub fn short_for(&self, h: u64, has: impl Fn(u64) -> bool) -> Option<&str> {
        let full = self.short.get(&h)?;
        let here = self
            .short_if
            .get(&h)
            .is_none_or(|w| w.iter().any(|&w| has(w)));
        here.then_some(full.as_str())
    }

    /// The usual name of the entity `id`.
    pub fn name_of(&self, id: u64) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// The phrases of the lists that begin with the word of hash `first` and
    /// go on with the words whose hashes `next` gives.
    pub fn phrases(
        &self,
        first: u64,
        mut next: impl FnMut(usize) -> Option<u64>,
        mut found: impl FnMut(Found),
    ) {
        let Some(&most) = self.starts.get(&first) else {
            return;
        };
        let mut key = first;
        for words in 1..=usize::from(most) {
            if let Some(&entry) = self.entries.get(&key) {
                found(Found { words, entry });
            }
            if words < usize::from(most) {
                match next(words) {
                    Some(h) => key = join(key, h),
                    None => return,
                }
            }
        }
    }
}

/// The key of a phrase, the hash of its first word, and its words.
pub(super) fn phrase(form: &str) -> (u64, u64, u8) {
    let text = Text::new(form);
    let mut key = 0;
    let mut first = 0;
    for i in 0..text.len() {
        let h = hash::word(text.norm(i));
        if i == 0 {
            first = h;
            key = h;
        } else {
            key = join(key, h);
        }
    }
    (key, first, text.len().min(16) as u8)
}
