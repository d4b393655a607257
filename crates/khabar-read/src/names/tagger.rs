//! The sequence tagger: a linear model over hashed features, decoded by
//! Viterbi. Weights are trained by `khabar-train`; see `models/ner.md`.

use super::again::{self, Again};
use super::features;
use super::hash::mix;
use super::memo::{Memo, Sum};
use super::words::Word;
use std::fmt;
use std::ops::Range;

/// Labels beside O, in the order of the weights: for each kind (person, place,
/// organisation, other) a name of one word, a first, a middle and a last word.
pub const LANES: usize = 16;
/// All labels: O and the lanes.
pub const LABELS: usize = LANES + 1;
/// The outside label. A name of kind k has labels from `1 + 4k` on.
pub const OUT: u8 = 0;

/// What a tagged name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    Person,
    Place,
    Org,
    Misc,
}

/// A tagged name: positions within the words read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tagged {
    pub from: usize,
    pub to: usize,
    pub tag: Tag,
}

/// Why a model file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelError {
    /// The file does not begin with this format's mark.
    NotAModel,
    /// Written by another version of the format.
    Version { found: u32 },
    /// Shorter or longer than its header says.
    Length { expected: usize, found: usize },
    /// The contents do not have the sum the header gives.
    Checksum,
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NotAModel => write!(f, "not a khabar name model"),
            ModelError::Version { found } => write!(
                f,
                "name model of format version {found}; this program reads version {VERSION}"
            ),
            ModelError::Length { expected, found } => write!(
                f,
                "name model is {found} bytes long where its header calls for {expected}"
            ),
            ModelError::Checksum => write!(f, "name model is damaged: its checksum is wrong"),
        }
    }
}

impl std::error::Error for ModelError {}

const MAGIC: &[u8; 8] = b"khabarNR";
/// Raised whenever features or layout change.
pub const VERSION: u32 = 2;
const HEADER: usize = 8 + 4 + 4 + 8;
const ROW: usize = 4 + LANES;
const TRANSITIONS: usize = LABELS * LABELS * 2;

/// Bits of the table of what keys there are.
const THERE: usize = 1 << 21;

fn there(key: u32) -> usize {
    key.wrapping_mul(0x85EB_CA6B) as usize >> 11
}

/// The weights: a table of feature keys with a weight for each label.
pub struct Model {
    /// Keys (0: none) and the rows they lead to, side by side: one look each.
    slots: Vec<Slot>,
    /// A bit for every key there is, by its hash: many features looked for
    /// have no weights, and this is small enough to stay near.
    there: Vec<u64>,
    mask: usize,
    transitions: Transitions,
    /// Tells models apart: sums kept by [`Work`] are of one model.
    id: u64,
}

#[derive(Clone, Copy)]
struct Slot {
    key: u32,
    row: [i8; LANES],
}

impl Model {
    /// The model of `rows` (feature key and weights; keys above zero) and
    /// `transitions[from][to]`.
    pub fn new(rows: &[(u32, [i8; LANES])], transitions: [[i16; LABELS]; LABELS]) -> Self {
        let size = (rows.len() * 3 / 2).next_power_of_two().max(64);
        let none = Slot {
            key: 0,
            row: [0; LANES],
        };
        let mut m = Model {
            slots: vec![none; size],
            there: vec![0; THERE / 64],
            mask: size - 1,
            transitions: Transitions::new(transitions.map(|r| r.map(i32::from))),
            id: 0,
        };
        let mut id = rows.len() as u64;
        for &(key, row) in rows {
            id = row.iter().fold(mix(id ^ u64::from(key)), |h, &w| {
                h.rotate_left(8) ^ u64::from(w as u8)
            });
            let mut at = m.slot(key);
            while m.slots[at].key != 0 && m.slots[at].key != key {
                at = (at + 1) & m.mask;
            }
            m.slots[at] = Slot { key, row };
            let bit = there(key);
            m.there[bit / 64] |= 1 << (bit % 64);
        }
        m.id = id;
        m
    }

    /// A model that finds nothing.
    pub fn empty() -> Self {
        Model::new(&[], [[0; LABELS]; LABELS])
    }

    fn slot(&self, key: u32) -> usize {
        key.wrapping_mul(0x9E37_79B1) as usize & self.mask
    }

    /// The sum of the weights of `keys`, which are used up.
    fn sum(&self, keys: &mut Vec<u32>) -> Sum {
        // Without a branch: what is there moves to the front.
        let mut n = 0;
        for k in 0..keys.len() {
            let key = keys[k];
            let bit = there(key);
            keys[n] = key;
            n += (self.there[bit / 64] >> (bit % 64) & 1) as usize;
        }
        let mut sum = [0; LANES];
        for &key in &keys[..n] {
            self.add(key, &mut sum);
        }
        keys.clear();
        sum
    }

    /// Adds the weights of the feature `key` to `sum`.
    #[inline]
    fn add(&self, key: u32, sum: &mut Sum) {
        let mut at = self.slot(key);
        loop {
            let Slot { key: found, row } = &self.slots[at];
            if *found == key {
                for (s, &w) in sum.iter_mut().zip(row) {
                    *s = s.wrapping_add(i16::from(w));
                }
                return;
            }
            if *found == 0 {
                return;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// Reads a model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        if !bytes.starts_with(MAGIC) || bytes.len() < HEADER {
            return Err(ModelError::NotAModel);
        }
        let u32_at = |at: usize| {
            bytes
                .get(at..at + 4)
                .and_then(|b| b.try_into().ok())
                .map_or(0, u32::from_le_bytes)
        };
        let version = u32_at(8);
        if version != VERSION {
            return Err(ModelError::Version { found: version });
        }
        let n = u32_at(12) as usize;
        let expected = HEADER + TRANSITIONS + n * ROW;
        if bytes.len() != expected {
            return Err(ModelError::Length {
                expected,
                found: bytes.len(),
            });
        }
        let sum = u64::from(u32_at(16)) | u64::from(u32_at(20)) << 32;
        let body = &bytes[HEADER..];
        if sum != checksum(body) {
            return Err(ModelError::Checksum);
        }
        let mut transitions = [[0i16; LABELS]; LABELS];
        let (head, rest) = body.split_at(TRANSITIONS);
        for (k, pair) in head.chunks_exact(2).enumerate() {
            transitions[k / LABELS][k % LABELS] = i16::from_le_bytes([pair[0], pair[1]]);
        }
        let rows: Vec<(u32, [i8; LANES])> = rest
            .chunks_exact(ROW)
            .map(|r| {
                let key = u32::from_le_bytes([r[0], r[1], r[2], r[3]]);
                let mut row = [0; LANES];
                for (to, &b) in row.iter_mut().zip(&r[4..]) {
                    *to = b as i8;
                }
                (key, row)
            })
            .collect();
        Ok(Model::new(&rows, transitions))
    }

    /// The model file of these weights; [`Model::from_bytes`] reads it back.
    pub fn to_bytes(rows: &[(u32, [i8; LANES])], transitions: &[[i16; LABELS]; LABELS]) -> Vec<u8> {
        let mut body = Vec::with_capacity(TRANSITIONS + rows.len() * ROW);
        for t in transitions.iter().flatten() {
            body.extend_from_slice(&t.to_le_bytes());
        }
        for (key, row) in rows {
            body.extend_from_slice(&key.to_le_bytes());
            body.extend(row.iter().map(|&w| w as u8));
        }
        let mut out = MAGIC.to_vec();
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&(rows.len() as u32).to_le_bytes());
        out.extend_from_slice(&checksum(&body).to_le_bytes());
        out.extend_from_slice(&body);
        out
    }

    /// Scores and labels the words of a page at first sight, into `work`.
    pub fn first(&self, words: &[Word], sentences: &[Range<usize>], work: &mut Work) {
        work.memo.is_of(self.id);
        work.scores.clear();
        work.labels.clear();
        for s in sentences {
            let from = work.scores.len();
            self.score(&words[s.clone()], work);
            viterbi(
                &self.transitions,
                &work.scores[from..],
                &mut work.back,
                &mut work.line,
            );
            work.labels.extend_from_slice(&work.line);
        }
    }

    /// Adds the scores of a sentence's words: what words and pairs of forms
    /// have wherever they stand is summed once and kept.
    fn score(&self, words: &[Word], work: &mut Work) {
        let Work {
            scores, keys, memo, ..
        } = work;
        let from = scores.len();
        scores.resize(from + words.len(), [0; LANES]);
        let scores = &mut scores[from..];
        for i in 0..words.len() {
            let w = &words[i];
            let forms = memo.word(features::own_id(w), |side| {
                match side {
                    None => features::own(w, &mut |k| keys.push(k)),
                    Some(side) => features::beside(w, side, &mut |k| keys.push(k)),
                }
                self.sum(keys)
            });
            add(&mut scores[i], &forms[0]);
            for (k, step) in [(1, 1), (2, -1), (3, 2), (4, -2)] {
                if let Some(to) = i.checked_add_signed(step).and_then(|j| scores.get_mut(j)) {
                    add(to, &forms[k]);
                }
            }
            features::rest(words, i, &mut |k| keys.push(k));
            add(&mut scores[i], &self.sum(keys));
        }
        // Beyond both ends and from each word to the next.
        let edge = &features::EDGE;
        let n = words.len();
        for i in 0..=n {
            let w = if i == n { edge } else { &words[i] };
            let p = if i == 0 { edge } else { &words[i - 1] };
            let pair = memo.pair(features::form_id(p), features::form_id(w), |second| {
                if second {
                    features::before(p, w, &mut |k| keys.push(k));
                } else {
                    features::after(p, w, &mut |k| keys.push(k));
                }
                self.sum(keys)
            });
            if i > 0 {
                add(&mut scores[i - 1], &pair[0]);
            }
            if i < n {
                add(&mut scores[i], &pair[1]);
            }
        }
        if n == 0 {
            return;
        }
        let forms = memo.word(features::own_id(edge), |side| {
            if let Some(side) = side {
                features::beside(edge, side, &mut |k| keys.push(k));
            }
            self.sum(keys)
        });
        add(&mut scores[0], &forms[1]);
        add(&mut scores[n - 1], &forms[2]);
        for i in 0..n.min(2) {
            add(&mut scores[i], &forms[3]);
            add(&mut scores[n - 1 - i], &forms[4]);
        }
    }

    /// The names of a page: labels at first sight, then again with what they
    /// say of each other. Positions are those of `words`, which the sentences
    /// must cover in order.
    pub fn tag(&self, words: &[Word], sentences: &[Range<usize>], work: &mut Work) -> Vec<Tagged> {
        self.first(words, sentences, work);
        work.again.read(words, sentences, &work.labels);
        let mut out = Vec::new();
        for s in sentences {
            let first = &work.labels[s.clone()];
            let votes = &work.again.votes[s.clone()];
            let plain = first.iter().all(|&l| l == OUT) && !votes.iter().any(|v| v.any());
            if plain {
                continue;
            }
            let line = &words[s.clone()];
            for i in 0..line.len() {
                again::each(line, first, votes, i, |key| work.keys.push(key));
                let more = self.sum(&mut work.keys);
                for (s, m) in work.scores[s.start + i].iter_mut().zip(more) {
                    *s += i32::from(m);
                }
            }
            let scores = &work.scores[s.clone()];
            viterbi(&self.transitions, scores, &mut work.back, &mut work.line);
            out.extend(spans(&work.line).into_iter().map(|t| Tagged {
                from: t.from + s.start,
                to: t.to + s.start,
                tag: t.tag,
            }));
        }
        out
    }
}

const SINGLE: u8 = 0;
const FIRST: u8 = 1;
const MIDDLE: u8 = 2;
const LAST: u8 = 3;

impl Tag {
    const ALL: [Tag; 4] = [Tag::Person, Tag::Place, Tag::Org, Tag::Misc];

    pub(super) fn of(label: u8) -> Tag {
        Tag::ALL[usize::from((label - 1) / 4) & 3]
    }
}

/// The names of a sequence of labels; a broken one ends where it breaks.
pub fn spans(labels: &[u8]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for (i, &l) in labels.iter().enumerate() {
        if l == OUT {
            continue;
        }
        let tag = Tag::of(l);
        let goes_on = matches!((l - 1) % 4, MIDDLE | LAST);
        match out.last_mut() {
            Some(s) if goes_on && s.to == i && s.tag == tag => s.to = i + 1,
            _ => out.push(Tagged {
                from: i,
                to: i + 1,
                tag,
            }),
        }
    }
    out
}

/// The labels of `n` words among which these names lie.
pub fn labels(n: usize, names: &[Tagged]) -> Vec<u8> {
    let mut out = vec![OUT; n];
    for t in names {
        let base = 1 + 4 * Tag::ALL.iter().position(|&x| x == t.tag).unwrap_or(0) as u8;
        for (i, l) in out.iter_mut().enumerate().take(t.to).skip(t.from) {
            let place = match (i == t.from, i + 1 == t.to) {
                (true, true) => SINGLE,
                (true, false) => FIRST,
                (false, false) => MIDDLE,
                (false, true) => LAST,
            };
            *l = base + place;
        }
    }
    out
}

fn add(to: &mut [i32; LANES], sum: &Sum) {
    for (t, &s) in to.iter_mut().zip(sum) {
        *t += i32::from(s);
    }
}

/// Reused buffers of [`Model::tag`].
#[derive(Default)]
pub struct Work {
    memo: Memo,
    /// The sums of each word's weights.
    pub scores: Vec<[i32; LANES]>,
    keys: Vec<u32>,
    back: Vec<[u8; LABELS]>,
    line: Vec<u8>,
    again: Again,
    /// The label of each word at first sight.
    pub labels: Vec<u8>,
}

/// True if a word labelled `to` may follow one labelled `from`.
#[inline]
pub const fn may_follow(from: u8, to: u8) -> bool {
    let open = from != OUT && matches!((from - 1) % 4, FIRST | MIDDLE);
    let goes_on = to != OUT && matches!((to - 1) % 4, MIDDLE | LAST);
    if open || goes_on {
        open && goes_on && (from - 1) / 4 == (to - 1) / 4
    } else {
        true
    }
}

/// The labels after which any name may begin or none: O and those that end one.
const CLOSED: [u8; 9] = [0, 1, 4, 5, 8, 9, 12, 13, 16];
/// The labels that follow those: O and those that begin a name.
const BEGIN: [u8; 9] = [0, 1, 2, 5, 6, 9, 10, 13, 14];

/// Costs of following, laid out for [`viterbi`]: from each of [`CLOSED`] to
/// all of [`BEGIN`] at once (the last three are not used), and the table whole.
pub struct Transitions {
    all: [[i32; LABELS]; LABELS],
    begin: [[i32; 12]; 9],
}

impl Transitions {
    pub fn new(all: [[i32; LABELS]; LABELS]) -> Self {
        let begin = CLOSED.map(|from| {
            let mut row = [NEVER; 12];
            for (to, &l) in row.iter_mut().zip(&BEGIN) {
                *to = all[usize::from(from)][usize::from(l)];
            }
            row
        });
        Transitions { all, begin }
    }
}

/// Less than any sum of scores.
const NEVER: i32 = i32::MIN / 4;

/// The best sequence of labels; O scores zero at every word. Of equals the
/// lower label is taken.
pub fn viterbi(
    transitions: &Transitions,
    scores: &[[i32; LANES]],
    back: &mut Vec<[u8; LABELS]>,
    labels: &mut Vec<u8>,
) {
    back.clear();
    labels.clear();
    let mut best = [NEVER; LABELS];
    best[0] = 0;
    for s in scores {
        let mut now = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        // Without branches, so that the twelve go side by side.
        let (mut top, mut of) = ([NEVER; 12], [0i32; 12]);
        for (&prev, row) in CLOSED.iter().zip(&transitions.begin) {
            let so_far = best[usize::from(prev)];
            for k in 0..12 {
                let v = so_far + row[k];
                let better = v > top[k];
                top[k] = if better { v } else { top[k] };
                of[k] = if better { i32::from(prev) } else { of[k] };
            }
        }
        for (k, &to) in BEGIN.iter().enumerate() {
            let to = usize::from(to);
            now[to] = top[k] + if to == 0 { 0 } else { s[to - 1] };
            from[to] = of[k] as u8;
        }
        for first in [2, 6, 10, 14] {
            for to in [first + 1, first + 2] {
                let (a, b) = (first, first + 1);
                let begun = best[a] + transitions.all[a][to];
                let inside = best[b] + transitions.all[b][to];
                let later = inside > begun;
                now[to] = s[to - 1] + if later { inside } else { begun };
                from[to] = if later { b } else { a } as u8;
            }
        }
        best = now.map(|v| v.max(NEVER));
        back.push(from);
    }
    let mut at = (0..LABELS)
        .filter(|&l| may_follow(l as u8, OUT))
        .max_by_key(|&l| (best[l], LABELS - l))
        .unwrap_or(0) as u8;
    labels.resize(scores.len(), 0);
    for i in (0..scores.len()).rev() {
        labels[i] = at;
        at = back[i][usize::from(at)];
    }
}

fn checksum(body: &[u8]) -> u64 {
    super::hash::Hash::new().bytes(body).value()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> Vec<u8> {
        Model::to_bytes(&[(7, [1; LANES]), (9, [-2; LANES])], &[[0; LABELS]; LABELS])
    }

    #[test]
    fn a_model_file_is_read_back() {
        let m = Model::from_bytes(&file()).unwrap();
        let mut sum = [0; LANES];
        m.add(7, &mut sum);
        m.add(9, &mut sum);
        m.add(8, &mut sum);
        assert_eq!(sum, [-1; LANES]);
    }

    #[test]
    fn names_and_labels_are_one() {
        let name = |from, to, tag| Tagged { from, to, tag };
        let names = [
            name(0, 1, Tag::Person),
            name(1, 3, Tag::Person),
            name(4, 8, Tag::Org),
        ];
        assert_eq!(spans(&labels(9, &names)), names);
    }

    #[test]
    fn a_broken_file_is_a_clear_error() {
        let error = |b: &[u8]| Model::from_bytes(b).err().unwrap();
        assert_eq!(error(b"something else"), ModelError::NotAModel);
        assert_eq!(error(&[]), ModelError::NotAModel);
        let good = file();
        assert!(matches!(
            error(&good[..good.len() - 3]),
            ModelError::Length { .. }
        ));
        let mut bad = good.clone();
        *bad.last_mut().unwrap() ^= 1;
        assert_eq!(error(&bad), ModelError::Checksum);
        assert!(error(&bad).to_string().contains("damaged"));
        let mut newer = good;
        newer[8] = 99;
        assert_eq!(error(&newer), ModelError::Version { found: 99 });
    }

    #[test]
    fn a_name_goes_on_only_in_its_own_kind() {
        assert!(may_follow(2, 3) && may_follow(2, 4) && may_follow(4, 2) && may_follow(1, 1));
        assert!(!may_follow(0, 3) && !may_follow(2, 0) && !may_follow(2, 8) && !may_follow(1, 4));
        let t = Transitions::new([[0; LABELS]; LABELS]);
        let mut s = [[0; LANES]; 2];
        s[0][1] = 5; // a person's first word
        s[1][7] = 4; // a place's last word cannot follow
        s[1][3] = 1;
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        viterbi(&t, &s, &mut back, &mut labels);
        assert_eq!(labels, [2, 4]);
    }
}
