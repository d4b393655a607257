//! What begins with digits.

use super::expr::{Core, Date, Item, Year};
use super::grammar::{Line, Read};
use super::lexicon::Sense;
use super::range::range_of;
use khabar_text::calendar::in_figures;
use khabar_text::civil::Calendar;

impl Line<'_> {
    /// What begins with digits: a date in figures, a day of a month, years.
    pub fn number_piece(&self, i: usize) -> Option<Item> {
        if let Some(it) = self.figures(i) {
            return Some(it);
        }
        if let Some((core, to)) = self.day_of_month(i, 0) {
            let a = Item::new(core, i, to);
            // 2 أكتوبر إلى 22 أكتوبر
            let dash = matches!(self.word(to), "-" | "–").then_some(to + 1);
            let on = self.has(to, 0, Sense::To).or(dash);
            if let Some((b, end)) = on.and_then(|m| self.day_of_month(m, 0))
                && matches!((&a.core, &b), (Core::Date(x), Core::Date(y)) if x.calendar == y.calendar)
            {
                return Some(range_of(a, Item::new(b, to, end), i, end));
            }
            return Some(a);
        }
        if let Some((core, to)) = self.day_and_month(i).or_else(|| self.month_and_year(i)) {
            return Some(Item::new(core, i, to));
        }
        if let Some((day, n)) = self.day_number(i, 0) {
            // 3-5 يوليو, 3 و5 يوليو, 3 إلى 5 يوليو
            let to = match self.word(n) {
                "-" | "–" | "/" => n + 1,
                _ => self.has(n, 0, Sense::To).unwrap_or(n),
            };
            let second = if to > n {
                self.day_of_month(to, 0)
            } else {
                None
            };
            let second = second.or_else(|| self.and(n, Line::day_of_month));
            let (b, end) = second?;
            let a = match &b {
                Core::Date(d) => Core::Date(Date {
                    day: Some(day),
                    ..*d
                }),
                Core::DayOfMonth(_, k) => Core::DayOfMonth(day, *k),
                _ => return None,
            };
            return Some(range_of(Item::new(a, i, n), Item::new(b, n, end), i, end));
        }
        let (a, n) = self.year_number(i, false)?;
        let dash = matches!(self.word(n), "-" | "–" | "/");
        let (b, to) = self.year_number(n + 1, false).filter(|_| dash)?;
        let ok = match (a, b) {
            (Year::Ce(a), Year::Ce(b)) => (1900..=2100).contains(&a) && b > a && b - a <= 60,
            (Year::Ah(a), Year::Ah(b)) => b == a + 1,
            _ => false,
        };
        let (a, b) = (
            Item::new(Core::Year(a), i, n),
            Item::new(Core::Year(b), n, to),
        );
        ok.then(|| range_of(a, b, i, to))
    }

    /// `27-08-2024`, `2025/02/06`, `25/10/1436هـ`.
    pub fn figures(&self, i: usize) -> Option<Item> {
        let sep = |j: usize| matches!(self.word(j), "/" | "-" | "." | "–" | "\\");
        let (a, al) = self.digits(i)?;
        if !sep(i + 1) || self.word(i + 1) != self.word(i + 3) || self.joined_before(i) {
            return None;
        }
        let (b, bl) = self.digits(i + 2)?;
        let (c, cl) = self.digits(i + 4)?;
        let next = i + 5;
        if sep(next) && self.is_number(next + 1) && !self.spaced(next) && !self.spaced(next + 1) {
            return None;
        }
        let glued = !self.spaced(i + 1) && !self.spaced(i + 2);
        if self.word(i + 1) == "." && (cl == 2 || !glued) {
            return None;
        }
        let readings = in_figures([(a, al), (b, bl), (c, cl)]);
        let next = self
            .has(next, 0, Sense::Ah)
            .or_else(|| self.common_era(next))
            .unwrap_or(next);
        let mut dates = readings.into_iter().map(Date::of);
        let first = dates.next()?;
        let mut it = Item::new(Core::Date(first), i, next);
        it.others = dates.collect();
        let order = al <= 2 && cl == 4 && a != b && first.calendar == Calendar::Gregorian;
        it.day_first = (order && it.others.is_empty()).then_some(a > 12);
        Some(it)
    }

    /// `22/4` after a word that makes it a date.
    pub fn day_and_month(&self, i: usize) -> Read<Core> {
        let before = self.before(i);
        let led = self.is(before, Sense::Day)
            || self.is(before, Sense::Dated)
            || i.checked_sub(1)
                .is_some_and(|k| k >= self.from && self.weekday(k, 0, false).is_some())
            || (self.is(before, Sense::In) && !self.text.is_word(i + 3))
            || self.zero_padded(i) && !self.text.is_word(i + 3);
        let ((a, al), (b, bl)) = (self.digits(i)?, self.digits(i + 2)?);
        let more = matches!(self.word(i + 3), "/" | "-" | "." | "%" | "٪");
        if self.word(i + 1) != "/" || !led || more || al > 2 || bl > 2 {
            return None;
        }
        let (day, month) = if b <= 12 { (a, b) } else { (b, a) };
        let glued = !self.spaced(i + 1) && !self.spaced(i + 2);
        let ok = (1..=31).contains(&day) && (1..=12).contains(&month) && glued;
        let (calendar, day) = (Calendar::Gregorian, Some(day as u8));
        let date = Date {
            day,
            calendar,
            month: month as u8,
            year: None,
            dir: None,
        };
        ok.then_some((Core::Date(date), i + 3))
    }

    /// `22/04`: nothing but a day and month is written so.
    fn zero_padded(&self, i: usize) -> bool {
        let two = |k: usize| self.word(k).len() == 2;
        let zero = |k: usize| self.word(k).starts_with('0');
        let head = self.is(self.before(i), Sense::NumberHead) || self.joined_before(i);
        two(i) && two(i + 2) && (zero(i) || zero(i + 2)) && !head
    }

    /// `2/2013`, `2015/3`, `03-2015`; not the number of a law or a decision.
    fn month_and_year(&self, i: usize) -> Read<Core> {
        let ((a, al), (b, bl)) = (self.digits(i)?, self.digits(i + 2)?);
        let sep = matches!(self.word(i + 1), "/" | "-");
        let glued = !self.spaced(i + 1) && !self.spaced(i + 2);
        let more =
            matches!(self.word(i + 3), "/" | "-" | "." | ":" | "%" | "٪") && !self.spaced(i + 3);
        let head = self.is(self.before(i), Sense::NumberHead) || self.joined_before(i);
        if !sep || !glued || more || head || self.fraction(i) {
            return None;
        }
        let (year, month) = match (al, bl) {
            (4, 1..=2) => (a, b),
            (1..=2, 4) => (b, a),
            _ => return None,
        };
        let ok = (1900..=2100).contains(&year) && (1..=12).contains(&month);
        let date = Date {
            day: None,
            calendar: Calendar::Gregorian,
            month: month as u8,
            year: Some(Year::Ce(year)),
            dir: None,
        };
        ok.then_some((Core::Date(date), i + 3))
    }

    fn joined_before(&self, i: usize) -> bool {
        matches!(self.before(i), "/" | "-" | "." | "+")
            && !self.spaced(i)
            && self.is_number(i.saturating_sub(2))
    }
}
