//! The sequence tagger: a linear model over hashed features, decoded by
//! Viterbi. Weights are trained by `khabar-train`; see `models/ner.md`.

use super::features;
use super::words::Words;
use std::fmt;

/// Labels beside O, in the order of the weights: B and I of each kind.
pub const LANES: usize = 8;
/// All labels: O, then B-PERS, I-PERS, B-LOC, I-LOC, B-ORG, I-ORG, B-MISC, I-MISC.
pub const LABELS: usize = LANES + 1;
/// The outside label; `1 + 2k` begins and `2 + 2k` continues a name of kind k.
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
pub const VERSION: u32 = 1;
const HEADER: usize = 8 + 4 + 4 + 8;
const ROW: usize = 4 + LANES;
const TRANSITIONS: usize = LABELS * LABELS * 2;

/// The weights: a table of feature keys with a weight for each label.
pub struct Model {
    keys: Vec<u32>,
    rows: Vec<[i8; LANES]>,
    mask: usize,
    transitions: [[i32; LABELS]; LABELS],
}

impl Model {
    /// The model of `rows` (feature key and weights; keys above zero) and
    /// `transitions[from][to]`.
    pub fn new(rows: &[(u32, [i8; LANES])], transitions: [[i16; LABELS]; LABELS]) -> Self {
        let size = (rows.len() * 2).next_power_of_two().max(64);
        let mut m = Model {
            keys: vec![0; size],
            rows: vec![[0; LANES]; size],
            mask: size - 1,
            transitions: transitions.map(|r| r.map(i32::from)),
        };
        for &(key, row) in rows {
            let mut at = m.slot(key);
            while m.keys[at] != 0 && m.keys[at] != key {
                at = (at + 1) & m.mask;
            }
            m.keys[at] = key;
            m.rows[at] = row;
        }
        m
    }

    /// A model that finds nothing.
    pub fn empty() -> Self {
        Model::new(&[], [[0; LABELS]; LABELS])
    }

    fn slot(&self, key: u32) -> usize {
        key.wrapping_mul(0x9E37_79B1) as usize & self.mask
    }

    /// Adds the weights of the feature `key` to `sum`.
    #[inline]
    fn add(&self, key: u32, sum: &mut [i32; LANES]) {
        let mut at = self.slot(key);
        loop {
            let found = self.keys[at];
            if found == key {
                for (s, &w) in sum.iter_mut().zip(&self.rows[at]) {
                    *s += i32::from(w);
                }
                return;
            }
            if found == 0 {
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

    /// Labels the words read, into `work.labels`.
    pub fn label(&self, words: &Words, work: &mut Work) {
        let n = words.words.len();
        work.scores.clear();
        for i in 0..n {
            let mut sum = [0; LANES];
            features::each(&words.words, i, |key| self.add(key, &mut sum));
            work.scores.push(sum);
        }
        viterbi(
            &self.transitions,
            &work.scores,
            &mut work.back,
            &mut work.labels,
        );
    }

    /// The names among the words read.
    pub fn tag(&self, words: &Words, work: &mut Work) -> Vec<Tagged> {
        self.label(words, work);
        spans(&work.labels)
    }
}

/// The spans of a sequence of labels.
pub fn spans(labels: &[u8]) -> Vec<Tagged> {
    let mut out: Vec<Tagged> = Vec::new();
    for (i, &l) in labels.iter().enumerate() {
        if l == OUT {
            continue;
        }
        let tag = match (l - 1) / 2 {
            0 => Tag::Person,
            1 => Tag::Place,
            2 => Tag::Org,
            _ => Tag::Misc,
        };
        match out.last_mut() {
            Some(s) if l % 2 == 0 && s.to == i && s.tag == tag => s.to = i + 1,
            _ => out.push(Tagged {
                from: i,
                to: i + 1,
                tag,
            }),
        }
    }
    out
}

/// Reused buffers of [`Model::label`].
#[derive(Default)]
pub struct Work {
    scores: Vec<[i32; LANES]>,
    back: Vec<[u8; LABELS]>,
    /// The label of each word.
    pub labels: Vec<u8>,
}

/// True if a word labelled `to` may follow one labelled `from`.
#[inline]
pub fn may_follow(from: u8, to: u8) -> bool {
    to % 2 == 1 || to == OUT || from == to || from + 1 == to
}

/// The best sequence of labels; O scores zero at every word.
pub fn viterbi(
    transitions: &[[i32; LABELS]; LABELS],
    scores: &[[i32; LANES]],
    back: &mut Vec<[u8; LABELS]>,
    labels: &mut Vec<u8>,
) {
    const NEVER: i32 = i32::MIN / 4;
    back.clear();
    labels.clear();
    let mut best = [NEVER; LABELS];
    best[0] = 0;
    for (i, s) in scores.iter().enumerate() {
        let mut now = [NEVER; LABELS];
        let mut from = [0u8; LABELS];
        for to in 0..LABELS {
            let emit = if to == 0 { 0 } else { s[to - 1] };
            for prev in 0..LABELS {
                if (i == 0 && prev != 0) || !may_follow(prev as u8, to as u8) {
                    continue;
                }
                let v = best[prev] + transitions[prev][to] + emit;
                if v > now[to] {
                    now[to] = v;
                    from[to] = prev as u8;
                }
            }
        }
        best = now;
        back.push(from);
    }
    let mut at = (0..LABELS)
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
        assert!(may_follow(1, 2) && may_follow(2, 2) && may_follow(2, 1));
        assert!(!may_follow(0, 2) && !may_follow(1, 4) && !may_follow(4, 2));
        let t = [[0; LABELS]; LABELS];
        let mut s = [[0; LANES]; 2];
        s[0][0] = 5; // B-PERS
        s[0][2] = -20;
        s[1][3] = 9; // I-LOC cannot follow
        let (mut back, mut labels) = (Vec::new(), Vec::new());
        viterbi(&t, &s, &mut back, &mut labels);
        assert_eq!(labels, [1, 0]);
    }
}
