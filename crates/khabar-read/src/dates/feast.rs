//! Feasts that fall on a day.

use super::expr::{Core, Date, Feast, Item, Year};
use super::grammar::{Line, Read};
use super::lexicon::Sense;

impl Line<'_> {
    /// A feast day in company that makes it a day.
    pub fn feast(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some(it) = self.dated_feast(i, skip) {
            return Some(it);
        }
        let (feast, n) = self.feast_name(i, skip)?;
        let mut it = Item::new(on(feast, None, None), i, n);
        it.feast = true;
        Some(it)
    }

    /// The feast at `i`.
    fn feast_name(&self, i: usize, skip: usize) -> Read<Feast> {
        self.find(i, skip, |s| match s {
            Sense::Feast(feast) => Some(feast),
            _ => None,
        })
    }

    /// A feast with its year: `عيد الأضحى 2013`, `عيد الفصح المقبل`.
    pub fn dated_feast(&self, i: usize, skip: usize) -> Option<Item> {
        let (feast, n) = self.feast_name(i, skip)?;
        let (dir, n) = self.optional_dir(n);
        let (year, n) = match self.year_tail(n) {
            Some((y, n)) => (Some(y), n),
            None if dir.is_some() => (None, n),
            None => return None,
        };
        let mut it = Item::new(on(feast, year, dir), i, n);
        it.feast = true;
        (feast != Feast::Open).then_some(it)
    }
}

fn on(feast: Feast, year: Option<Year>, dir: Option<i32>) -> Core {
    match feast {
        Feast::Open => Core::Open,
        Feast::Day(calendar, month, day) => Core::Date(Date {
            day: Some(day),
            calendar,
            month,
            year,
            dir,
        }),
        feast => Core::Moving(feast, year, dir),
    }
}
