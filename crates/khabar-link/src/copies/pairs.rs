//! All pairs of copies among many texts in one go, and their groups.

use super::minhash::{BANDS, keys};
use super::shingles::{Overlap, Shingles};

/// Two texts, by their positions (`a < b`), and how they overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub a: usize,
    pub b: usize,
    pub overlap: Overlap,
}

/// The pairs with a Jaccard of `at_least` or more, in order. Candidates are
/// those that share a key, so below ½ more and more pairs are missed. Every
/// pair given is verified.
///
/// Takes time in proportion to the texts and the candidates: n equal texts
/// are n²/2 pairs.
pub fn pairs(sets: &[Shingles], at_least: f64) -> Vec<Pair> {
    let all: Vec<_> = sets.iter().map(keys).collect();
    let mut candidates: Vec<(u32, u32)> = Vec::new();
    let mut rows: Vec<(u64, u32)> = Vec::with_capacity(sets.len());
    for band in 0..BANDS {
        rows.clear();
        let of_band = |(i, k): (usize, &Option<[u64; BANDS]>)| Some((k.as_ref()?[band], i as u32));
        rows.extend(all.iter().enumerate().filter_map(of_band));
        rows.sort_unstable();
        for bucket in rows.chunk_by(|x, y| x.0 == y.0) {
            for (n, (_, a)) in bucket.iter().enumerate() {
                let rest = bucket[n + 1..].iter().map(|(_, b)| (*a, *b));
                candidates.extend(rest.filter(|(a, b)| similar_size(sets, *a, *b, at_least)));
            }
        }
        // Copies meet in most bands: without this they pile up.
        if candidates.len() > 4 * sets.len() {
            candidates.sort_unstable();
            candidates.dedup();
        }
    }
    candidates.sort_unstable();
    candidates.dedup();
    let verified = candidates.into_iter().map(|(a, b)| {
        let (a, b) = (a as usize, b as usize);
        let overlap = Overlap::new(&sets[a], &sets[b]);
        Pair { a, b, overlap }
    });
    verified
        .filter(|p| p.overlap.jaccard() >= at_least)
        .collect()
}

/// A Jaccard cannot be above the ratio of the sizes.
fn similar_size(sets: &[Shingles], a: u32, b: u32, at_least: f64) -> bool {
    let (a, b) = (sets[a as usize].len(), sets[b as usize].len());
    a.min(b) as f64 >= at_least * a.max(b) as f64
}

/// The groups that pairs make among `n` texts: each of two or more positions,
/// in order.
pub fn groups(n: usize, pairs: &[Pair]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..n).collect();
    fn root(parent: &mut [usize], mut i: usize) -> usize {
        while parent[i] != i {
            parent[i] = parent[parent[i]];
            i = parent[i];
        }
        i
    }
    for p in pairs.iter().filter(|p| p.a < n && p.b < n) {
        let (a, b) = (root(&mut parent, p.a), root(&mut parent, p.b));
        // The least position stays root: groups come out in order.
        parent[a.max(b)] = a.min(b);
    }
    let mut out: Vec<Vec<usize>> = vec![Vec::new(); n];
    for i in 0..n {
        let r = root(&mut parent, i);
        out[r].push(i);
    }
    out.retain(|g| g.len() > 1);
    out
}
