//! Pieces larger than a day, digits, and ranges.

use super::expr::{Core, Item, Year};
use super::grammar::{Line, Read};
use super::lexicon::{Form, Sense};
use khabar_text::civil::Unit;

impl Line<'_> {
    /// A month, year, week, season, quarter, decade or stretch of them.
    pub fn plain(&self, i: usize, skip: usize) -> Option<Item> {
        let months = || self.pair(i, self.has(i, skip, Sense::Months)?, Line::month_core);
        let years = || self.pair(i, self.has(i, skip, Sense::Years)?, Line::year_core);
        months()
            .or_else(years)
            .or_else(|| self.month_first(i, skip))
            .or_else(|| {
                let (core, to) = self
                    .day_of_month(i, skip)
                    .or_else(|| self.day_of(i, skip))
                    .or_else(|| self.nth_weekday(i, skip))
                    .or_else(|| self.week_of(i, skip))
                    .or_else(|| self.month(i, skip).map(|(d, n)| (Core::Date(d), n)))
                    .or_else(|| self.year(i, skip).map(|(y, n)| (Core::Year(y), n)))
                    .or_else(|| self.unit(i, skip))
                    .or_else(|| self.season(i, skip))
                    .or_else(|| self.year_part(i, skip))
                    .or_else(|| self.era(i, skip))
                    .or_else(|| self.stretch(i, skip))?;
                let week = matches!(core, Core::Unit(Unit::Week, _));
                let days = || self.weekdays_of(&core, i, to).filter(|_| week);
                days().or_else(|| Some(Item::new(core, i, to)))
            })
            .or_else(|| self.feast_days(i, skip))
            .or_else(|| self.dated_feast(i, skip))
    }

    pub fn month_core(&self, i: usize, skip: usize) -> Read<Core> {
        self.month(i, skip).map(|(d, n)| (Core::Date(d), n))
    }

    fn year_core(&self, i: usize, skip: usize) -> Read<Core> {
        let y = self
            .year_number(i, true)
            .filter(|_| skip == 0 || !self.is_number(i));
        y.map(|(y, n)| (Core::Year(y), n))
    }

    /// `الأسبوع الماضي`, `هذا الشهر`, `الأسبوع الجديد`.
    pub fn unit(&self, i: usize, skip: usize) -> Read<Core> {
        let the = |s| match s {
            Sense::Unit(u @ (Unit::Week | Unit::Month), Form::TheOne) => Some(u),
            _ => None,
        };
        if let Some(j) = self.has(i, skip, Sense::This) {
            let (u, n) = self.find(j, 0, the)?;
            return Some((Core::Unit(u, 0), n));
        }
        let (u, n) = self.find(i, skip, the)?;
        if let Some(n) = self.has(n, 0, Sense::New) {
            return Some((Core::Unit(u, 1), n));
        }
        let (d, n) = self.dir(n)?;
        Some((Core::Unit(u, d), n))
    }

    /// `صيف 2013`, `الصيف الماضي`, `هذا الصيف`, `صيف العام الماضي`.
    fn season(&self, i: usize, skip: usize) -> Read<Core> {
        let this = self.has(i, skip, Sense::This);
        let (j, skip) = this.map_or((i, skip), |j| (j, 0));
        let ((code, the), n) = self.find(j, skip, |s| match s {
            Sense::Season(code, the) => Some((code, the)),
            _ => None,
        })?;
        if this.is_some() {
            return the.then_some((Core::Season(code, None, Some(0)), n));
        }
        if let Some((d, n)) = self.dir(n).filter(|_| the) {
            return Some((Core::Season(code, None, Some(d)), n));
        }
        let (year, n) = self.year_tail(n)?;
        Some((Core::Season(code, Some(year), None), n))
    }

    /// `الربع الأول من 2025`, `النصف الثاني من العام الجاري`.
    fn year_part(&self, i: usize, skip: usize) -> Read<Core> {
        let (kind, n) = self.find(i, skip, |s| match s {
            Sense::Quarter => Some('Q'),
            Sense::Half => Some('H'),
            _ => None,
        })?;
        let most = if kind == 'Q' { 4 } else { 2 };
        let (part, next) = if self.word(n) == "الاخير" {
            (most, n + 1)
        } else {
            let k = self.number(n, 0)?;
            (u8::try_from(k.value).ok().filter(|_| k.ordinal)?, k.next)
        };
        if !(1..=most).contains(&part) {
            return None;
        }
        if let Some((year, n)) = self.year_tail(next) {
            return Some((Core::Part(kind, part, year), n));
        }
        let of = next + usize::from(self.word(next) == "من");
        let the = Sense::Unit(Unit::Year, Form::TheOne);
        if let Some(n) = self.has(of, 0, the).filter(|_| of > next) {
            return Some((Core::Part(kind, part, Year::Rel(0)), n));
        }
        let (d, n) = self.dir(next).filter(|_| kind == 'Q')?;
        (d == 0).then_some((Core::Part(kind, part, Year::Rel(0)), n))
    }

    /// Decades and centuries.
    fn era(&self, i: usize, skip: usize) -> Read<Core> {
        let the = self
            .word(i)
            .get(skip..)
            .is_some_and(|w| w.starts_with("ال"));
        let bare = skip + if the { "ال".len() } else { 0 };
        if let Some(n) = self.has(i, skip, Sense::TheDecade) {
            // العقد الثاني من القرن الحادي والعشرين
            if let Some(k) = self.number(n, 0)
                && k.ordinal
                && (1..=10).contains(&k.value)
                && self.word(k.next) == "من"
            {
                let (century, n) = self.century(k.next + 1, 0)?;
                return Some((Core::Decade(century + (k.value as i32 - 1) * 10), n));
            }
            let (d, n) = self.dir(n).filter(|d| d.0 != 0)?;
            let two = self.word(i).ends_with("ين");
            return Some(if two {
                (Core::Stretch(Unit::Year, 20 * d.signum()), n)
            } else {
                (Core::DecadeRel(d), n)
            });
        }
        let decade = self.find(i, bare, |s| match s {
            Sense::Decade(n) => Some(n),
            _ => None,
        });
        if let Some((tens, n)) = decade {
            let of = n + usize::from(self.word(n) == "من");
            if let Some((century, n)) = self.century(of, 0) {
                return Some((Core::Decade(century + tens * 10), n));
            }
            // في الستينات من العمر
            let age = self.word(of).contains("عمر");
            // A heading of nothing else needs no article.
            let alone = i == self.from && n == self.end;
            return ((the || alone) && !age).then_some((Core::Decade(1900 + tens * 10), n));
        }
        self.century(i, skip).map(|(c, n)| (Core::Century(c), n))
    }

    /// The first year of a century: `القرن الماضي`, `القرن التاسع عشر`.
    fn century(&self, i: usize, skip: usize) -> Read<i32> {
        let n = self.has(i, skip, Sense::Century)?;
        let the = self
            .word(i)
            .get(skip..)
            .is_some_and(|w| w.starts_with("ال"));
        if !the {
            return None;
        }
        if let Some((d, n)) = self.dir(n) {
            return Some((2000 + 100 * d, n));
        }
        let k = self.number(n, 0)?;
        let named = self.word(n).starts_with("ال") && (1..=30).contains(&k.value);
        let mut next = k.next;
        if let Some(n) = self.common_era(next).filter(|_| named) {
            next = n;
        }
        named.then_some(((k.value as i32 - 1) * 100, next))
    }
}
