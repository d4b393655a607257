//! The best sequence of labels, by Viterbi.

use super::labels::{LABELS, LANES, OUT, may_follow};

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

#[cfg(test)]
mod tests {
    use super::*;

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
