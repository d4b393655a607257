//! Runs of four folded words: how copies of a statement are known.

use khabar_text::{Span, Text};

const WORDS: usize = 4;

/// Hashes of all runs of four words in `spans`, sorted; of all the words where
/// there are fewer than four.
pub fn of(text: &Text<'_>, spans: &[Span]) -> Vec<u32> {
    let words: Vec<&str> = spans
        .iter()
        .flat_map(|&s| text.tokens_in(s))
        .filter(|&i| !text.is_punct(i))
        .map(|i| text.norm(i))
        .collect();
    let mut out: Vec<u32> = match words.len() {
        0 => return Vec::new(),
        n if n < WORDS => vec![hash(&words)],
        _ => words.windows(WORDS).map(hash).collect(),
    };
    out.sort_unstable();
    out.dedup();
    out
}

/// FNV-1a, folded to 32 bits.
fn hash(words: &[&str]) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for w in words {
        for b in w.bytes().chain([b' ']) {
            h = (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    (h ^ (h >> 32)) as u32
}

/// The sample to look up copies by: every second by a hash, and the three least.
pub fn sketch(shingles: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let every = |h: u32| h.wrapping_mul(0x9e37_79b9) >> 31 == 0;
    shingles
        .iter()
        .enumerate()
        .filter(move |&(k, &h)| k < 3 || every(h))
        .map(|(_, &h)| h)
}

/// How much of the smaller set stands in the other.
pub fn containment(a: &[u32], b: &[u32]) -> f32 {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, both) = (i + 1, j + 1, both + 1);
            }
        }
    }
    both as f32 / a.len().min(b.len()).max(1) as f32
}

/// From this containment on, two statements carry the same words.
pub const COPY: f32 = 0.8;

/// True if two contents are copies: the same words, or most of the shorter in
/// the longer. Short ones (أي شيء آخر) must be the same and of five words.
pub fn are_copies(a: &[u32], b: &[u32]) -> bool {
    let least = a.len().min(b.len());
    if least < 6 {
        return least >= 2 && a == b;
    }
    containment(a, b) >= COPY
}

pub fn to_bytes(shingles: &[u32]) -> Vec<u8> {
    shingles.iter().flat_map(|h| h.to_le_bytes()).collect()
}

pub fn from_bytes(bytes: &[u8]) -> Vec<u32> {
    bytes
        .chunks_exact(4)
        .map(|c| u32::from_le_bytes([c[0], c[1], c[2], c[3]]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(s: &str) -> Vec<u32> {
        of(&Text::new(s), &[Span::new(0, s.len())])
    }

    #[test]
    fn copies_differ_in_spelling_and_a_little_more() {
        let a = "إن الاتفاق النووي مع إيران سيجعل المنطقة والعالم أكثر أمناً في السنوات المقبلة";
        let b = "ان الاتفـاق النووي، مع ايران سيجعل المنطقة والعالم اكثر أمنا في السنوات المقبلة";
        let c = "الاتفاق النووي مع إيران سيجعل المنطقة والعالم أكثر أمناً";
        let d = "إن الاتفاق النووي مع إيران خطأ تاريخي سيدفع العالم ثمنه غالياً في السنوات المقبلة";
        assert_eq!(sh(a), sh(b));
        assert!(are_copies(&sh(a), &sh(b)) && are_copies(&sh(a), &sh(c)));
        assert!(!are_copies(&sh(a), &sh(d)));
        assert!(!are_copies(&sh("أهمية ذلك"), &sh("أهمية ذلك")));
        assert!(sketch(&sh(a)).count() >= 3);
        assert_eq!(from_bytes(&to_bytes(&sh(a))), sh(a));
    }
}
