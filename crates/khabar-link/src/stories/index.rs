//! Which articles may tell the same: those of near days that share rare features.

use super::score::Profile;
use super::terms::{Feature, Terms};
use std::collections::{BTreeMap, HashMap};

/// Features of an article by which it is found.
const KEYS: usize = 24;
/// Articles on one day that a feature leads to; beyond, it is not rare.
const CROWD: usize = 64;
/// Features that two articles must share.
const SHARED: u32 = 2;
/// Articles looked at closely for one.
const LOOKED_AT: usize = 40;

/// Articles by day and feature.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    days: BTreeMap<i32, HashMap<u32, Vec<u32>>>,
}

impl Index {
    pub fn add(&mut self, article: u32, day: i32, keys: &[u32]) {
        let day = self.days.entry(day).or_default();
        for id in keys {
            day.entry(*id).or_default().push(article);
        }
    }

    /// The features under which an article is found.
    pub fn keys(p: &Profile, terms: &Terms) -> Vec<u32> {
        // What no other article has yet may be another's tomorrow.
        let new = keys(p, |id| {
            terms.df(id) == 1 && terms.feature(id).0 != Feature::Pair
        });
        let mut all = keys(p, |id| terms.df(id) > 1);
        all.extend(new);
        all
    }

    /// Articles within `window` days that share features with one, itself
    /// among them if it was added; those that share most first.
    pub fn near(&self, p: &Profile, window: i32, terms: &Terms) -> Vec<u32> {
        let mut found: HashMap<u32, u32> = HashMap::new();
        let keys = keys(p, |id| terms.df(id) > 1);
        let days = p.day.saturating_sub(window)..=p.day.saturating_add(window);
        for (_, day) in self.days.range(days) {
            let lists = keys.iter().filter_map(|id| day.get(id));
            for a in lists.filter(|l| l.len() <= CROWD).flatten() {
                *found.entry(*a).or_default() += 1;
            }
        }
        let mut found: Vec<(u32, u32)> = found.into_iter().filter(|f| f.1 >= SHARED).collect();
        found.sort_unstable_by_key(|(a, n)| (std::cmp::Reverse(*n), *a));
        found.truncate(LOOKED_AT);
        found.into_iter().map(|(a, _)| a).collect()
    }
}

/// The heaviest of those features of an article.
fn keys(p: &Profile, of: impl Fn(u32) -> bool) -> Vec<u32> {
    let weight = |c: &super::terms::Count| c.all + c.top;
    let mut all: Vec<(f32, u32)> = p
        .terms
        .iter()
        .filter(|(id, _)| of(*id))
        .map(|(id, c)| (weight(c), *id))
        .collect();
    all.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    all.truncate(KEYS);
    all.into_iter().map(|(_, id)| id).collect()
}
