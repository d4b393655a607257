//! The month before its day, as English writes it: `يناير 5، 2015`.

use super::expr::{Core, Date, Item, Year};
use super::grammar::{Line, Read};
use super::lexicon::Sense;
use super::range::range_of;

impl Line<'_> {
    /// `يناير 5، 2015`, `سبتمبر الحادي والعشرين`, `يوليو 13-15`, `شهر نوفمبر بين
    /// 19 و20`.
    pub fn month_first(&self, i: usize, skip: usize) -> Option<Item> {
        let headed = self.has(i, skip, Sense::Month);
        let (j, cut) = headed.map_or((i, skip), |j| (j, 0));
        let ((calendar, month), n) = self.month_name(j, cut)?;
        let date = |day, year| Date {
            day: Some(day),
            calendar,
            month,
            year,
            dir: None,
        };
        // من باب ثان: a name that is another word too needs its year.
        let name = self.word(j).get(cut..).unwrap_or("");
        let sure = headed.is_some() || !self.is(name, Sense::Weak);
        if let Some(((a, b, year), to)) = self.days_after(n).filter(|_| sure) {
            let end = |day| Item::new(Core::Date(date(day, year)), n, to);
            return Some(range_of(end(a), end(b), i, to));
        }
        let (day, m) = self.day_number(n, 0)?;
        if let Some((year, to)) = self.year_tail(m) {
            return Some(Item::new(Core::Date(date(day, Some(year))), i, to));
        }
        let ordinal = !self.is_number(m - 1);
        let dash = matches!(self.word(m), "-" | "–");
        let fits = sure && (ordinal || self.number_ends(m) && !dash);
        fits.then(|| Item::new(Core::Date(date(day, None)), i, m))
    }

    /// Two days and their year: `بين 19 و20`, `13-15`, `27 إلى 29، 2015`.
    fn days_after(&self, n: usize) -> Read<(u8, u8, Option<Year>)> {
        let between = self.has(n, 0, Sense::Between);
        if let Some(k) = between.or_else(|| self.has(n, 0, Sense::From)) {
            let (a, m) = self.day_number(k, 0)?;
            let (b, to) = match between {
                Some(_) => self.and(m, Line::day_number)?,
                None => self.day_number(self.has(m, 0, Sense::To)?, 0)?,
            };
            return (a < b && !self.counts(to)).then_some(((a, b, None), to));
        }
        let (a, m) = self.day_number(n, 0)?;
        let dash = matches!(self.word(m), "-" | "–").then_some(m + 1);
        let (b, to) = self.day_number(self.has(m, 0, Sense::To).or(dash)?, 0)?;
        let (year, end) = self.year_tail(to).map_or((None, to), |(y, n)| (Some(y), n));
        (a < b && self.number_ends(to)).then_some(((a, b, year), end))
    }

    /// Nothing goes on from the number before `n`: no unit of an amount, no
    /// clock, no score.
    fn number_ends(&self, n: usize) -> bool {
        let mark = matches!(self.word(n), "%" | "٪" | "/" | ":" | "$");
        n >= self.end || !self.text.is_word(n) && !mark
    }
}
