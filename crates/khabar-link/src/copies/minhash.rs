//! MinHash with bands: texts with a Jaccard of ½ or more share a key.

use super::shingles::{Shingles, mix};

/// Keys of a text. With two minima to a key, a pair of Jaccard ½ shares none
/// of the 20 in (1 − ½²)²⁰ = 0.3 % of cases, and one of Jaccard 0.05 shares
/// one in 5 %: the exact look that follows is cheaper than more minima.
pub const BANDS: usize = 20;
const ROWS: usize = 2;
const BINS: usize = BANDS * ROWS;

/// The keys of one text; those of different bands never meet.
pub type Keys = [u64; BANDS];

/// The keys to group by; `None` for a text without words.
///
/// The minima are a fast similarity sketch (Dahlgaard, Knudsen, Thorup 2017):
/// each round throws every shingle into one bin, which keeps its least, and
/// rounds follow until no bin is empty. A long text needs one round, so a
/// shingle costs one hash and not one for each minimum; a short one needs more,
/// and the two still compare.
pub fn keys(set: &Shingles) -> Option<Keys> {
    if set.is_empty() {
        return None;
    }
    const EMPTY: u64 = u64::MAX;
    let mut least = [EMPTY; BINS];
    // After as many rounds as bins each further one fills its own bin.
    for round in 0..2 * BINS {
        let salt = mix(round as u64 + 1);
        for h in set.hashes() {
            let x = mix(h ^ salt);
            let bin = match round.checked_sub(BINS) {
                Some(bin) => bin,
                None => (((x >> 32) * BINS as u64) >> 32) as usize,
            };
            // An earlier round's value is the lesser one.
            let value = ((round as u64) << 32) | (x & 0xffff_ffff);
            least[bin] = least[bin].min(value);
        }
        if !least.contains(&EMPTY) {
            break;
        }
    }
    let mut out = [0; BANDS];
    for (band, key) in out.iter_mut().enumerate() {
        let (a, b) = (least[2 * band], least[2 * band + 1]);
        *key = mix(a ^ mix(b ^ mix(band as u64 + 1)));
    }
    Some(out)
}
