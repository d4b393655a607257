//! The weights of the tagger and their file; trained by `khabar-train`, see
//! `models/ner.md`.

use super::hash::{Hash, mix};
use super::labels::{LABELS, LANES};
use super::memo::Sum;
use super::viterbi::Transitions;
use std::fmt;

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
pub const VERSION: u32 = 3;
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
    pub(super) transitions: Transitions,
    /// Tells models apart: sums kept by [`Work`] are of one model.
    pub(super) id: u64,
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
    pub(super) fn sum(&self, keys: &mut Vec<u32>) -> Sum {
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
}

fn checksum(body: &[u8]) -> u64 {
    Hash::new().bytes(body).value()
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
}
