//! Days and weeks counted within a month or year, or from another day.

use super::expr::{Core, Item};
use super::grammar::{Line, Read};
use super::lexicon::{Form, Sense};
use khabar_text::civil::Unit;

impl Line<'_> {
    /// `أول ثلاثاء من مايو`, `آخر جمعة في الشهر المقبل`, `ثالث ثلاثاء بعد عيد الفطر`.
    pub fn nth_weekday(&self, i: usize, skip: usize) -> Read<Core> {
        let (k, n) = self.counted(i, skip)?;
        let n = self.has(n, 0, Sense::Day).unwrap_or(n);
        let (iso, n) = self.weekday(n, 0, true)?;
        let sign = match (self.has(n, 0, Sense::After), self.has(n, 0, Sense::Before)) {
            (Some(j), _) => Some((j, 1)),
            (_, Some(j)) => Some((j, -1)),
            _ => None,
        };
        if let Some((j, sign)) = sign.filter(|_| k > 0) {
            // A plain date, not another such day: a row of them would nest.
            let date = || Some(self.day_of_month(j, 0)?).map(|(d, n)| Item::new(d, j, n));
            let from = self.feast(j, 0).or_else(date)?;
            let to = from.to;
            return from
                .is_day()
                .then(|| (Core::NthFrom(k * sign, iso, Box::new(from)), to));
        }
        let (of, n) = self.within(n)?;
        (-1..=5)
            .contains(&k)
            .then_some((Core::Nth(k, iso, Box::new(of)), n))
    }

    /// `الأحد الأخير من يونيو`, from `الأخير` on.
    pub fn nth_weekday_from(&self, iso: u8, i: usize) -> Read<Core> {
        let (of, n) = self.within(i + 1)?;
        Some((Core::Nth(-1, iso, Box::new(of)), n))
    }

    /// `آخر يوم من أكتوبر`, `اليوم الأخير في العام`.
    pub fn day_of(&self, i: usize, skip: usize) -> Read<Core> {
        let word = self.word(i).get(skip..)?;
        let n = match word {
            "اخر" => self.has(i + 1, 0, Sense::Day)?,
            "اليوم" if self.word(i + 1) == "الاخير" => i + 2,
            _ => return None,
        };
        let (of, n) = self.within(n).or_else(|| self.year_within(n))?;
        Some((Core::DayOf(-1, Box::new(of)), n))
    }

    /// `ثاني أيام عيد الفطر`.
    pub fn feast_days(&self, i: usize, skip: usize) -> Option<Item> {
        let (k, n) = self.counted(i, skip).filter(|(k, _)| (1..=5).contains(k))?;
        let n = match self.word(n) {
            "ايام" | "يوم" => n + 1,
            _ => return None,
        };
        let mut it = self.feast(n, 0)?;
        it.shift += k - 1;
        it.from = i;
        Some(it)
    }

    /// An ordinal before what it counts; -1 the last.
    fn counted(&self, i: usize, skip: usize) -> Read<i32> {
        if matches!(self.word(i).get(skip..)?, "اخر" | "الاخير") {
            return Some((-1, i + 1));
        }
        let k = self.number(i, skip)?;
        let value = i32::try_from(k.value).ok().filter(|_| k.ordinal)?;
        Some((value, k.next))
    }

    /// `من مايو`, `في الشهر المقبل`, `بشهر 3`.
    fn within(&self, i: usize) -> Read<Core> {
        let n = i + usize::from(matches!(self.word(i), "من" | "في"));
        let by = usize::from(self.word(n).starts_with('ب') && !self.lex.knows(self.word(n)));
        let this = || {
            self.unit(n, 0)
                .filter(|u| matches!(u.0, Core::Unit(Unit::Month, _)))
        };
        self.month_core(n, by * "ب".len()).or_else(this)
    }

    /// `في العام المقبل`, `من عام 2015`, `العام المقبل`.
    fn year_within(&self, i: usize) -> Read<Core> {
        let n = i + usize::from(matches!(self.word(i), "من" | "في"));
        self.year(n, 0).map(|(y, n)| (Core::Year(y), n))
    }

    /// `الأسبوع الأول من أكتوبر`, `آخر أسبوع في 2015`, `أسبوع 16 سبتمبر`.
    pub fn week_of(&self, i: usize, skip: usize) -> Read<Core> {
        let week = |j: usize, form| {
            let skip = if j == i { skip } else { 0 };
            self.has(j, skip, Sense::Unit(Unit::Week, form))
        };
        if let Some(n) = week(i, Form::One) {
            let (core, n) = self.day_of_month(n, 0)?;
            return Some((Core::WeekOf(0, Box::new(core)), n));
        }
        let (k, n) = match week(i, Form::TheOne) {
            Some(n) => self.counted(n, 0)?,
            None => {
                let (k, n) = self.counted(i, skip)?;
                (k, week(n, Form::One)?)
            }
        };
        let (core, n) = self.within(n).or_else(|| self.year_within(n))?;
        (-1..=53)
            .contains(&k)
            .then_some((Core::WeekOf(k, Box::new(core)), n))
    }
}
