//! Time without a day: how often something comes again, and words that only
//! point to the present, the past or what is to come.

use super::expr::{Core, Item};
use super::grammar::{Line, Read};
use super::lexicon::{Form, Sense};
use khabar_text::civil::Unit;

impl Line<'_> {
    /// `كل ثلاثة أشهر`, `سنويا`, `مرتين في الأسبوع`, `3 مرات كل عام`.
    pub fn often(&self, i: usize, skip: usize) -> Option<Item> {
        let times = self.times(i, skip);
        let (j, cut) = times.map_or((i, skip), |(_, n)| (n, 0));
        let within = || self.each_unit(j).filter(|_| times.is_some());
        let ((count, unit), to) = self.period(j, cut).or_else(within)?;
        if self.is(self.word(to), Sense::NoTimeBefore) {
            return None;
        }
        let times = times.map(|(n, _)| n);
        Some(Item::new(Core::Period(unit, count, times), i, to))
    }

    /// `مرتين`, `ثلاث مرات`.
    fn times(&self, i: usize, skip: usize) -> Read<u16> {
        let word = |j, cut| {
            self.find(j, cut, |s| match s {
                Sense::Times(n) => Some(n),
                _ => None,
            })
        };
        match word(i, skip) {
            Some((n, next)) if n > 0 => return Some((n, next)),
            Some(_) => return None,
            None => {}
        }
        let k = self.number(i, skip).filter(|k| !k.ordinal)?;
        let (_, next) = word(k.next, 0)?;
        Some((u16::try_from(k.value).ok().filter(|n| *n > 0)?, next))
    }

    /// `كل عام`, `كل ثلاثة أشهر`, `يوميا`.
    fn period(&self, i: usize, skip: usize) -> Read<(i32, Unit)> {
        if let Some(j) = self.has(i, skip, Sense::Every) {
            return self.quantity(j, 0);
        }
        self.find(i, skip, |s| match s {
            Sense::Period(unit, n) => Some((n, unit)),
            _ => None,
        })
    }

    /// `في الأسبوع`, after how often.
    fn each_unit(&self, i: usize) -> Read<(i32, Unit)> {
        let j = self.has(i, 0, Sense::In)?;
        let (unit, n) = self.find(j, 0, |s| match s {
            Sense::Unit(u, Form::TheOne) => Some(u),
            _ => None,
        })?;
        // مرتين في العام الماضي tells of one year.
        let dated = self.dir(n).is_some() || self.year_number(n, true).is_some();
        (!dated).then_some(((1, unit), n))
    }

    /// `حاليا`, `في الماضي`, `لاحقا`.
    pub fn reference(&self, i: usize, skip: usize) -> Option<Item> {
        let (value, to) = self.find(i, skip, |s| match s {
            Sense::Reference(v) => Some(v),
            _ => None,
        })?;
        // قريبا من المدينة, في وقت سابق من هذا العام
        let goes_on = self.word(to) == "من" || self.is(self.word(to), Sense::NoTimeBefore);
        (!goes_on).then(|| Item::new(Core::Reference(value), i, to))
    }
}
