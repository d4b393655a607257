//! Relative days and weekdays.

use super::chain::lead;
use super::expr::{Core, Item};
use super::grammar::{Line, Read};
use super::lexicon::Sense;
use khabar_text::civil::Unit;

impl Line<'_> {
    /// Relative days and weekdays.
    pub fn day_word(&self, i: usize, skip: usize) -> Option<Item> {
        let rel = self.find(i, skip, |s| match s {
            Sense::Rel(n) => Some(n),
            _ => None,
        });
        if let Some((n, to)) = rel {
            let day = n == 0 && to == i + 1 && self.has(i, skip, Sense::Day).is_some();
            if let Some(it) = self.the_day(i, skip).filter(|_| day) {
                return Some(it);
            }
            let mut it = Item::new(Core::Nothing, i, to);
            it.rel = Some(n);
            return Some(it);
        }
        if let Some(j) = self.has(i, skip, Sense::Tomorrow) {
            let (iso, to) = self.weekday_in(j)?;
            let mut it = Item::new(Core::Nothing, i, to);
            (it.rel, it.weekday) = (Some(1), Some(iso));
            return Some(it);
        }
        let Some((iso, to)) = self.weekday(i, skip, false) else {
            // ثلاثاء الأسبوع الماضي
            let (iso, to) = self.weekday(i, skip, true)?;
            let (core, to) = self
                .unit(to, 0)
                .filter(|u| matches!(u.0, Core::Unit(Unit::Week, _)))?;
            return Some(Item::new(Core::Nth(0, iso, Box::new(core)), i, to));
        };
        Some(self.weekday_item(i, iso, to))
    }

    /// `اليوم` that is another day: `اليوم التالي`, `اليوم نفسه`, `اليوم الثالث من
    /// أكتوبر`, `اليوم الأخير من العام`.
    fn the_day(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some((core, to)) = self.day_of(i, skip) {
            return Some(Item::new(core, i, to));
        }
        let j = i + 1;
        if let Some((d, to)) = self.dir(j) {
            if self.word(j).starts_with("التال") {
                return Some(Item::new(Core::Following(1), i, to));
            }
            let mut it = Item::new(Core::Nothing, i, to);
            it.rel = Some(d);
            return Some(it);
        }
        if let Some(to) = self.has(j, 0, Sense::Same) {
            return Some(Item::new(Core::Following(0), i, to));
        }
        let (core, to) = self.day_of_month(j, 0).filter(|_| !self.is_number(j))?;
        Some(Item::new(core, i, to))
    }

    fn weekday_in(&self, j: usize) -> Option<(u8, usize)> {
        let paren = self.word(j) == "(";
        let (iso, to) = self.weekday(j + usize::from(paren), 0, false)?;
        let close = paren && self.word(to) == ")";
        (paren == close).then_some((iso, to + usize::from(close)))
    }

    /// A weekday with its direction, its week, or its number.
    pub fn weekday_item(&self, i: usize, iso: u8, to: usize) -> Item {
        let (dir, to) = self.optional_dir(to);
        let counted = || {
            let (core, end) = self
                .weekday_of(iso, to)
                .or_else(|| self.numbered(i, iso, to))?;
            Some(Item::new(core, i, end))
        };
        match dir {
            None => counted().unwrap_or_else(|| self.bare_weekday(i, iso, to, None)),
            dir => self.bare_weekday(i, iso, to, dir),
        }
    }

    /// What a weekday is of: `من الأسبوع الماضي`, `الأخير من يونيو`.
    fn weekday_of(&self, iso: u8, to: usize) -> Read<Core> {
        let j = to + usize::from(self.word(to) == "من");
        if let Some((week @ Core::Unit(Unit::Week, _), end)) = self.unit(j, 0) {
            return Some((Core::Nth(0, iso, Box::new(week)), end));
        }
        let last = matches!(self.word(to), "الاخير" | "الاخيره");
        self.nth_weekday_from(iso, to).filter(|_| last)
    }

    /// The number of a weekday's day: `الجمعة 15`, `السبت السادس عشر`, `الجمعة في
    /// الخامس عشر`; and `يوم الأحد الأول`, of the present month.
    fn numbered(&self, i: usize, iso: u8, to: usize) -> Read<Core> {
        let followed = |n: usize| self.text.is_word(n) && n < self.end;
        if self.word(to) == "في" {
            // الثانية عشرة would be an hour.
            let k = self.number(to + 1, 0)?;
            let day = u8::try_from(k.value)
                .ok()
                .filter(|d| (13..=31).contains(d))?;
            let ok = !k.digits && !followed(k.next);
            return ok.then_some((Core::Numbered(day, iso), k.next));
        }
        let (day, n) = self.day_number(to, 0)?;
        if self.with_day(day, n).is_some() {
            return None;
        }
        if self.is_number(to) {
            let more = followed(n) && self.has(n, 0, Sense::To).is_none();
            let date = self.figures(to).is_some() || self.day_and_month(to).is_some();
            return (!more && !date).then_some((Core::Numbered(day, iso), n));
        }
        if day > 5 {
            return Some((Core::Numbered(day, iso), n));
        }
        let headed = self.is(self.before(i), Sense::Day) && !followed(n);
        let month = Box::new(Core::Unit(Unit::Month, 0));
        headed.then(|| (Core::Nth(i32::from(day), iso, month), n))
    }

    pub fn bare_weekday(&self, i: usize, iso: u8, to: usize, dir: Option<i32>) -> Item {
        let mut it = Item::new(Core::Nothing, i, to);
        (it.weekday, it.dir) = (Some(iso), dir);
        it
    }

    /// `يومي الاثنين والثلاثاء`, `يومي 3 و4 أغسطس`, `أيام الجمعة`.
    pub fn days(&self, i: usize, j: usize) -> Option<Item> {
        let Some((iso, to)) = self.weekday(j, 0, false) else {
            return self
                .number_piece(j)
                .filter(|it| matches!(it.core, Core::Range(..)))
                .map(|it| lead(it, i));
        };
        let (mut last, mut end, mut count) = (None, to, 1);
        loop {
            let comma = usize::from(self.word(end) == "،");
            let and = if self.word(end + comma).starts_with('و') {
                "و".len()
            } else {
                0
            };
            match self.weekday(end + comma, and, false) {
                Some((d, n)) if comma + and > 0 => (last, end, count) = (Some(d), n, count + 1),
                _ => break,
            }
        }
        let Some(last) = last else {
            return Some(Item::new(Core::Every(iso), i, to));
        };
        // يومي الاثنين والأربعاء are two days apart, which no range says.
        let gap = (i32::from(last) - i32::from(iso)).rem_euclid(7);
        if count == 2 && gap > 1 {
            return Some(self.bare_weekday(i, iso, to, None));
        }
        let (dir, end) = self.optional_dir(end);
        let a = self.bare_weekday(i, iso, end, dir);
        let b = self.bare_weekday(i, last, end, dir);
        Some(Item::new(Core::Range(Box::new(a), Box::new(b)), i, end))
    }
}
