//! Which text of a copy group the others likely come from.

use super::shingles::{Overlap, Shingles};

/// A member of a copy group, as the reader found it.
#[derive(Clone, Copy, Debug)]
pub struct Copy<'a> {
    pub id: &'a str,
    /// Key of the outlet that printed it (any spelling, used everywhere alike).
    pub outlet: &'a str,
    /// Seconds since 1970, if known.
    pub time: Option<i64>,
    /// Keys of the agencies and outlets that it credits.
    pub credits: &'a [&'a str],
    pub shingles: &'a Shingles,
}

/// Why a member is taken for the origin.
#[derive(Clone, Debug, PartialEq)]
pub enum Evidence {
    /// Printed before every other whose time is known, by so many seconds.
    Earliest { by: i64 },
    /// So many other members credit its outlet.
    CreditedBy(usize),
    /// It credits an outlet itself, so it is a copy.
    Credits(String),
    /// The others have this share of it, and it has this share of them (means).
    Containment { of_it: f64, of_others: f64 },
}

/// A member's claim to be the origin; `at` is its position in the group.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub at: usize,
    pub score: f64,
    pub evidence: Vec<Evidence>,
}

/// The claims of all members, best first; equals stay in the group's order.
///
/// A credit is the outlet's own word, so it weighs most; then the time, which
/// may be of a later edit; then containment: a copy is rather cut than grown.
/// Where nobody in the group is the credited one, its best member stands for
/// it, and its evidence still says whom it credits.
pub fn origin(group: &[Copy<'_>]) -> Vec<Origin> {
    let mut out: Vec<Origin> = (0..group.len()).map(|at| claim(group, at)).collect();
    out.sort_by(|x, y| y.score.total_cmp(&x.score));
    out
}

fn claim(group: &[Copy<'_>], at: usize) -> Origin {
    let me = &group[at];
    let others = || {
        group
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != at)
            .map(|(_, c)| c)
    };
    let mut evidence = Vec::new();
    let mut score = 0.0;
    let by = others().filter(|c| c.outlet != me.outlet && c.credits.contains(&me.outlet));
    let by = by.count();
    if by > 0 {
        score += 2.0 + by as f64 / group.len() as f64;
        evidence.push(Evidence::CreditedBy(by));
    }
    for credit in me.credits.iter().filter(|c| **c != me.outlet) {
        if !evidence.iter().any(|e| matches!(e, Evidence::Credits(_))) {
            score -= 0.5;
        }
        evidence.push(Evidence::Credits((*credit).to_string()));
    }
    if let (Some(mine), Some(next)) = (me.time, others().filter_map(|c| c.time).min())
        && mine < next
    {
        score += 1.0;
        evidence.push(Evidence::Earliest {
            by: next.saturating_sub(mine),
        });
    }
    let n = group.len().saturating_sub(1);
    if n > 0 {
        let all = others().map(|c| Overlap::new(me.shingles, c.shingles));
        let sums = all.fold((0.0, 0.0), |s, o| (s.0 + o.a_in_b(), s.1 + o.b_in_a()));
        let (of_it, of_others) = (sums.0 / n as f64, sums.1 / n as f64);
        score += 0.5 * (of_others - of_it);
        evidence.push(Evidence::Containment { of_it, of_others });
    }
    Origin {
        at,
        score,
        evidence,
    }
}
