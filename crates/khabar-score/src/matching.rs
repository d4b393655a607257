//! Spans compared, and gold paired with machine.

use std::ops::Range;

/// Code points that two spans share.
pub(crate) fn shared(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The part of the shorter span that both share, from 0 to 1.
pub(crate) fn overlap(a: &Range<usize>, b: &Range<usize>) -> f64 {
    let shorter = a.len().min(b.len()).max(1);
    shared(a, b) as f64 / shorter as f64
}

/// One-to-one pairs of indices into `gold` and `machine`, taken greedily: the
/// best score first, of equal ones the earliest gold, then the earliest
/// machine. A score of 0 is no pair.
pub(crate) fn pair<G, M>(
    gold: &[G],
    machine: &[M],
    score: impl Fn(&G, &M) -> f64,
) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, m) in machine.iter().enumerate() {
            let score = score(g, m);
            if score > 0.0 {
                candidates.push((score, i, j));
            }
        }
    }
    // Stable, and made in the order of (i, j).
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0));

    let mut gold_free = vec![true; gold.len()];
    let mut machine_free = vec![true; machine.len()];
    candidates.retain(|&(_, i, j)| {
        let free = gold_free[i] && machine_free[j];
        if free {
            gold_free[i] = false;
            machine_free[j] = false;
        }
        free
    });
    candidates.into_iter().map(|(_, i, j)| (i, j)).collect()
}

/// Those of `0..len` that are in no pair, `side` giving the index in question.
pub(crate) fn unpaired(
    len: usize,
    pairs: &[(usize, usize)],
    side: impl Fn(&(usize, usize)) -> usize,
) -> impl Iterator<Item = usize> {
    let mut free = vec![true; len];
    for pair in pairs {
        free[side(pair)] = false;
    }
    (0..len).filter(move |&i| free[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_overlap() {
        assert_eq!(shared(&(0..5), &(3..9)), 2);
        assert_eq!(shared(&(0..3), &(3..9)), 0);
        assert_eq!(shared(&Range { start: 5, end: 2 }, &(0..9)), 0);
        assert_eq!(overlap(&(0..4), &(2..20)), 0.5);
        assert_eq!(overlap(&(3..3), &(0..9)), 0.0);
    }

    #[test]
    fn takes_the_best_pairs_first() {
        let table = [[1.0, 3.0], [2.0, 3.0], [0.0, 1.0]];
        let pairs = pair(&[0, 1, 2], &[0, 1], |&i: &usize, &j: &usize| table[i][j]);
        assert_eq!(pairs, [(0, 1), (1, 0)]);
        assert_eq!(unpaired(3, &pairs, |p| p.0).collect::<Vec<_>>(), [2]);
        assert_eq!(unpaired(2, &pairs, |p| p.1).count(), 0);
    }

    #[test]
    fn breaks_ties_by_order_and_drops_zero() {
        assert_eq!(pair(&[(); 2], &[(); 3], |(), ()| 1.0), [(0, 0), (1, 1)]);
        assert!(pair(&[(); 2], &[(); 3], |(), ()| 0.0).is_empty());
    }
}
