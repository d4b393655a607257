//! Feasts that fall on a calendar day.

use super::civil::Calendar;
use super::expr::{Core, Date, Item};
use super::grammar::{Line, Read};
use super::lexicon::Sense;

impl Line<'_> {
    /// A feast day in company that makes it a day.
    pub fn feast(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some(it) = self.dated_feast(i, skip) {
            return Some(it);
        }
        let (day, n) = self.feast_day(i, skip)?;
        let core = day.map_or(Core::Open, |(calendar, month, day)| {
            Core::Date(Date {
                day: Some(day),
                calendar,
                month,
                year: None,
                dir: None,
            })
        });
        Some(Item::new(core, i, n))
    }

    /// The feast at `i`, with its calendar day if it has one.
    fn feast_day(&self, i: usize, skip: usize) -> Read<Option<(Calendar, u8, u8)>> {
        self.find(i, skip, |s| match s {
            Sense::Fixed(day) => Some(day),
            _ => None,
        })
    }

    /// A feast with its year: `عيد الأضحى 2013`.
    pub fn dated_feast(&self, i: usize, skip: usize) -> Option<Item> {
        let (day, n) = self.feast_day(i, skip)?;
        let (calendar, month, day) = day?;
        let (dir, n) = self.optional_dir(n);
        let (year, n) = match self.year_tail(n) {
            Some((y, n)) => (Some(y), n),
            None if dir.is_some() => (None, n),
            None => return None,
        };
        let date = Date {
            day: Some(day),
            calendar,
            month,
            year,
            dir,
        };
        Some(Item::new(Core::Date(date), i, n))
    }
}
