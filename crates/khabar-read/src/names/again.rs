//! The second look: what the first labels of a page say of each word. A name
//! that is plain in one sentence settles the same words in another, and the
//! words around a name settle its neighbours.

use super::features::key;
use super::hash::mix;
use super::tagger::{OUT, Tag};
use super::words::{Kind, Word};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How the same word was labelled elsewhere on the page.
#[derive(Clone, Copy, Default, Debug)]
pub struct Votes {
    /// Times it was labelled: outside, person, place, organisation, other.
    kinds: [u8; 5],
    /// The label most given to it elsewhere; none where it stands once.
    label: Option<u8>,
    /// The same where the next word, the word before is the same too.
    with_next: Option<u8>,
    with_before: Option<u8>,
}

impl Votes {
    /// True if another place on the page has the word in a name.
    pub fn any(&self) -> bool {
        self.kinds[1..].iter().any(|&n| n > 0)
    }
}

/// Counts of labels of one word or pair.
#[derive(Clone, Copy, Default)]
struct Count([u8; 17]);

impl Count {
    fn add(&mut self, label: u8) {
        let n = &mut self.0[usize::from(label)];
        *n = n.saturating_add(1);
    }

    /// The label most given, `own` taken out once.
    fn most(&self, own: u8) -> Option<u8> {
        let mut best = (0, None);
        for (l, &n) in self.0.iter().enumerate() {
            let n = n - u8::from(l == usize::from(own) && n < u8::MAX && n > 0);
            if n > best.0 {
                best = (n, Some(l as u8));
            }
        }
        best.1
    }
}

/// Reused buffers.
#[derive(Default)]
pub struct Again {
    words: FxHashMap<u64, Count>,
    pairs: FxHashMap<u64, Count>,
    pub votes: Vec<Votes>,
}

fn stem(w: &Word) -> u64 {
    w.readings[usize::from(w.page.reading)].hash
}

fn may_repeat(w: &Word) -> bool {
    w.page.times > 1 && matches!(w.kind, Kind::Word | Kind::Latin)
}

impl Again {
    /// Gathers what `labels` say; `sentences` are ranges of `words`.
    pub fn read(&mut self, words: &[Word], sentences: &[Range<usize>], labels: &[u8]) {
        self.words.clear();
        self.pairs.clear();
        self.votes.clear();
        self.votes.resize(words.len(), Votes::default());
        let pair = |a: &Word, b: &Word| mix(stem(a)) ^ stem(b);
        for s in sentences {
            for i in s.clone().filter(|&i| may_repeat(&words[i])) {
                self.words
                    .entry(stem(&words[i]))
                    .or_default()
                    .add(labels[i]);
                if i + 1 < s.end && may_repeat(&words[i + 1]) {
                    let k = pair(&words[i], &words[i + 1]);
                    self.pairs.entry(k).or_default().add(labels[i]);
                    // The second word's label, under a key of its own.
                    self.pairs.entry(!k).or_default().add(labels[i + 1]);
                }
            }
        }
        for s in sentences {
            for i in s.clone().filter(|&i| may_repeat(&words[i])) {
                let v = &mut self.votes[i];
                if let Some(c) = self.words.get(&stem(&words[i])) {
                    for (l, &n) in c.0.iter().enumerate() {
                        let k = kind(l as u8);
                        v.kinds[k] = v.kinds[k].saturating_add(n);
                    }
                    let own = &mut v.kinds[kind(labels[i])];
                    *own = own.saturating_sub(1);
                    v.label = c.most(labels[i]);
                }
                if i + 1 < s.end && may_repeat(&words[i + 1]) {
                    let k = pair(&words[i], &words[i + 1]);
                    v.with_next = self.pairs.get(&k).and_then(|c| c.most(labels[i]));
                }
                if i > s.start && may_repeat(&words[i - 1]) {
                    let k = pair(&words[i - 1], &words[i]);
                    v.with_before = self.pairs.get(&!k).and_then(|c| c.most(labels[i]));
                }
            }
        }
    }
}

/// 0 outside, 1 to 4 the kinds.
fn kind(label: u8) -> usize {
    if label == OUT {
        0
    } else {
        1 + Tag::of(label) as usize
    }
}

/// Gives the key of every feature of the second look at word `i` of a sentence
/// with these first labels and votes.
pub fn each(words: &[Word], labels: &[u8], votes: &[Votes], i: usize, mut put: impl FnMut(u32)) {
    let mut f = |template: u64, value: u64| put(key(200 + template, value));
    let at = |k: isize| -> u64 {
        let j = i as isize + k;
        if j < 0 {
            return 31;
        }
        labels.get(j as usize).map_or(31, |&l| u64::from(l))
    };
    let kind_at = |k: isize| match at(k) {
        31 => 7,
        l => kind(l as u8) as u64,
    };
    let v = &votes[i];
    let own = at(0);
    f(1, own);
    f(2, own | at(-1) << 8);
    f(3, own | at(1) << 8);
    f(4, at(-1) << 8 | at(1));
    f(5, own << 16 | at(-1) << 8 | at(1));
    f(6, kind_at(-2) << 8 | kind_at(0));
    f(7, kind_at(2) << 8 | kind_at(0));
    f(8, kind_at(2) << 8 | kind_at(-2));
    f(
        16,
        kind_at(2) << 8 | kind_at(-2) | at(0) << 16 | kind_at(3) << 24 | kind_at(-3) << 32,
    );
    let w = &words[i];
    if w.page.times < 2 {
        f(9, 0);
        return;
    }
    let none = 30;
    let label = v.label.map_or(none, u64::from);
    let (next, before) = (
        v.with_next.map_or(none, u64::from),
        v.with_before.map_or(none, u64::from),
    );
    f(10, label);
    f(11, label << 8 | own);
    f(12, next << 8 | own);
    f(13, before << 8 | own);
    f(14, next << 8 | label);
    f(15, before << 8 | label);
    for (k, &n) in v.kinds.iter().enumerate() {
        let n = u64::from(n.min(3));
        let k = k as u64;
        f(17, k << 8 | n);
        f(18, k << 8 | n | own << 16);
    }
    let some = |n: u8| u64::from(n > 0);
    let shape = v.kinds.iter().fold(0, |a, &n| a << 1 | some(n));
    f(19, shape);
    f(20, shape << 8 | own);
    f(21, label << 8 | u64::from(w.page.reading > 0) << 16);
    f(
        22,
        label << 8 | u64::from(w.band) << 16 | u64::from(w.article) << 20,
    );
}
