//! Pieces larger than a day, digits, and ranges.

use super::civil::Calendar;
use super::civil::Unit;
use super::expr::{Core, Date, Item, Year};
use super::grammar::{Line, Read};
use super::lexicon::{Form, Sense};

impl Line<'_> {
    /// A month, year, week, season, quarter, decade or stretch of them.
    pub fn plain(&self, i: usize, skip: usize) -> Option<Item> {
        let months = || self.pair(i, self.has(i, skip, Sense::Months)?, Line::month_core);
        let years = || self.pair(i, self.has(i, skip, Sense::Years)?, Line::year_core);
        months()
            .or_else(years)
            .or_else(|| {
                let (core, to) = self
                    .day_of_month(i, skip)
                    .or_else(|| self.nth_weekday(i, skip))
                    .or_else(|| self.week_of(i, skip))
                    .or_else(|| self.month(i, skip).map(|(d, n)| (Core::Date(d), n)))
                    .or_else(|| self.year(i, skip).map(|(y, n)| (Core::Year(y), n)))
                    .or_else(|| self.unit(i, skip))
                    .or_else(|| self.season(i, skip))
                    .or_else(|| self.year_part(i, skip))
                    .or_else(|| self.era(i, skip))
                    .or_else(|| self.stretch(i, skip))?;
                Some(Item::new(core, i, to))
            })
            .or_else(|| self.dated_feast(i, skip))
    }

    fn month_core(&self, i: usize, skip: usize) -> Read<Core> {
        self.month(i, skip).map(|(d, n)| (Core::Date(d), n))
    }

    fn year_core(&self, i: usize, skip: usize) -> Read<Core> {
        let y = self
            .year_number(i, true)
            .filter(|_| skip == 0 || !self.is_number(i));
        y.map(|(y, n)| (Core::Year(y), n))
    }

    /// `شهري مايو ويونيو الماضيين`, `عامي 2011 و2012`.
    fn pair(
        &self,
        i: usize,
        j: usize,
        read: impl Fn(&Self, usize, usize) -> Read<Core>,
    ) -> Option<Item> {
        let (a, n) = read(self, j, 0)?;
        let (b, to) = self.and(n, read)?;
        Some(range_of(Item::new(a, j, n), Item::new(b, n, to), i, to))
    }

    /// What stands after و, be it written apart (`و 2013`, `و2013`) or not.
    fn and<T>(&self, i: usize, read: impl Fn(&Self, usize, usize) -> Read<T>) -> Read<T> {
        if self.word(i) == "و" {
            return read(self, i + 1, 0);
        }
        if self.word(i).starts_with('و') {
            read(self, i, "و".len())
        } else {
            None
        }
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
        let k = self
            .lex
            .numbers
            .at(self.text, n, self.end)
            .filter(|k| k.ordinal)?;
        let most = if kind == 'Q' { 4 } else { 2 };
        let k_value = u8::try_from(k.value)
            .ok()
            .filter(|v| (1..=most).contains(v))?;
        if let Some((year, n)) = self.year_tail(k.next) {
            return Some((Core::Part(kind, k_value, year), n));
        }
        let of = k.next + usize::from(self.word(k.next) == "من");
        let the = Sense::Unit(Unit::Year, Form::TheOne);
        if let Some(n) = self.has(of, 0, the).filter(|_| of > k.next) {
            return Some((Core::Part(kind, k_value, Year::Rel(0)), n));
        }
        let (d, n) = self.dir(k.next).filter(|_| kind == 'Q')?;
        (d == 0).then_some((Core::Part(kind, k_value, Year::Rel(0)), n))
    }

    /// Decades and centuries.
    fn era(&self, i: usize, skip: usize) -> Read<Core> {
        let the = self
            .word(i)
            .get(skip..)
            .is_some_and(|w| w.starts_with("ال"));
        let bare = skip + if the { "ال".len() } else { 0 };
        if let Some(n) = self.has(i, skip, Sense::TheDecade) {
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
            return (the && !age).then_some((Core::Decade(1900 + tens * 10), n));
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
        let k = self.lex.numbers.at(self.text, n, self.end)?;
        let named = self.word(n).starts_with("ال") && (1..=30).contains(&k.value);
        let mut next = k.next;
        if let Some(n) = self.common_era(next).filter(|_| named) {
            next = n;
        }
        named.then_some(((k.value as i32 - 1) * 100, next))
    }

    /// `أول ثلاثاء من مايو`, `آخر جمعة في الشهر المقبل`, `الأحد الأخير من يونيو`.
    fn nth_weekday(&self, i: usize, skip: usize) -> Read<Core> {
        let (k, n) = if self.word(i).get(skip..)? == "اخر" {
            (-1, i + 1)
        } else {
            let k = self.lex.numbers.at_cut(self.text, i, skip, self.end)?;
            (k.value as i32, k.ordinal.then_some(k.next)?)
        };
        let n = self.has(n, 0, Sense::Day).unwrap_or(n);
        let (iso, n) = self.weekday(n, 0, true)?;
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

    /// `الأسبوع الأول من أكتوبر`, `آخر أسبوع في 2015`.
    fn week_of(&self, i: usize, skip: usize) -> Read<Core> {
        let week = |j, form| {
            self.has(
                j,
                if j == i { skip } else { 0 },
                Sense::Unit(Unit::Week, form),
            )
        };
        let ordinal = |j: usize, skip| {
            if matches!(self.word(j).get(skip..), Some("اخر" | "الاخير")) {
                return Some((-1, j + 1));
            }
            let k = self
                .lex
                .numbers
                .at_cut(self.text, j, skip, self.end)
                .filter(|k| k.ordinal)?;
            Some((k.value as i32, k.next))
        };
        let (k, n) = match week(i, Form::TheOne) {
            Some(n) => ordinal(n, 0)?,
            None => {
                let (k, n) = ordinal(i, skip)?;
                (k, week(n, Form::One)?)
            }
        };
        let of = n + usize::from(matches!(self.word(n), "من" | "في"));
        let year = || self.year(of, 0).map(|(y, n)| (Core::Year(y), n));
        let (core, n) = self.within(n).or_else(year)?;
        (-1..=53)
            .contains(&k)
            .then_some((Core::WeekOf(k, Box::new(core)), n))
    }

    /// What begins with digits: a date in figures, a day of a month, years.
    pub fn number_piece(&self, i: usize) -> Option<Item> {
        if let Some((core, to)) = self.figures(i) {
            return Some(Item::new(core, i, to));
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
        if let Some((core, to)) = self.day_and_month(i) {
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
    pub fn figures(&self, i: usize) -> Read<Core> {
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
        let (y, m, d) = match (al, bl, cl) {
            (4, 1..=2, 1..=2) if b <= 12 => (a, b, c),
            (4, 1..=2, 1..=2) => (a, c, b),
            (1..=2, 1..=2, 4) if b <= 12 => (c, b, a),
            (1..=2, 1..=2, 4) => (c, a, b),
            (1..=2, 1..=2, 2) if self.word(i + 1) != "." && b <= 12 => (2000 + c, b, a),
            (1..=2, 1..=2, 2) if self.word(i + 1) != "." => (2000 + c, a, b),
            _ => return None,
        };
        let ok = (1..=12).contains(&m) && (1..=31).contains(&d);
        let (calendar, year) = match y {
            1300..=1500 => (Calendar::Hijri, Year::Ah(y)),
            1700..=2150 => (Calendar::Gregorian, Year::Ce(y)),
            _ => return None,
        };
        let next = self
            .has(next, 0, Sense::Ah)
            .or_else(|| self.common_era(next))
            .unwrap_or(next);
        let (day, month) = (Some(d as u8), m as u8);
        let date = Date {
            day,
            calendar,
            month,
            year: Some(year),
            dir: None,
        };
        ok.then_some((Core::Date(date), next))
    }

    /// `22/4` after a word that makes it a date.
    fn day_and_month(&self, i: usize) -> Read<Core> {
        let before = self.before(i);
        let led = self.is(before, Sense::Day)
            || self.is(before, Sense::Dated)
            || i.checked_sub(1)
                .is_some_and(|k| k >= self.from && self.weekday(k, 0, false).is_some())
            || (self.is(before, Sense::In) && !self.text.is_word(i + 3));
        let ((a, al), (b, bl)) = (self.digits(i)?, self.digits(i + 2)?);
        let more = matches!(self.word(i + 3), "/" | "-" | "." | "%" | "٪");
        if self.word(i + 1) != "/" || !led || more || al > 2 || bl > 2 {
            return None;
        }
        let (day, month) = if b <= 12 { (a, b) } else { (b, a) };
        let ok = (1..=31).contains(&day) && (1..=12).contains(&month);
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

    fn joined_before(&self, i: usize) -> bool {
        matches!(self.before(i), "/" | "-" | "." | "+")
            && !self.spaced(i)
            && self.is_number(i.saturating_sub(2))
    }

    /// `بين 2009 و2013`, `من 3 إلى 5 يوليو`, `من الأحد إلى الخميس`.
    pub fn range(&self, i: usize, skip: usize) -> Option<Item> {
        let (between, j) = match self.has(i, skip, Sense::Between) {
            Some(j) => (true, j),
            None => (false, self.has(i, skip, Sense::From)?),
        };
        let j = if between {
            self.has(j, 0, Sense::Years).unwrap_or(j)
        } else {
            j
        };
        let (a, n) = self.end_point(j, 0)?;
        let dash = |n| matches!(self.word(n), "-" | "–").then_some(n + 1);
        let ((b, to), second) = if between {
            (self.and(n, Self::end_point)?, n)
        } else {
            let m = self.has(n, 0, Sense::To).or_else(|| dash(n))?;
            (self.end_point(m, 0)?, m)
        };
        let (a, b) = match (a, b) {
            (Core::DayOfMonth(d, UNSET), Core::Date(e)) if e.day.is_some() => {
                (Core::Date(Date { day: Some(d), ..e }), Core::Date(e))
            }
            (Core::DayOfMonth(d, UNSET), Core::DayOfMonth(e, k)) if k != UNSET => {
                (Core::DayOfMonth(d, k), Core::DayOfMonth(e, k))
            }
            (Core::Date(e), Core::DayOfMonth(d, UNSET)) if e.day.is_some() => {
                (Core::Date(e), Core::Date(Date { day: Some(d), ..e }))
            }
            (Core::DayOfMonth(_, UNSET), _) | (_, Core::DayOfMonth(_, UNSET)) => return None,
            (Core::Date(a), Core::Date(b)) if a.day.is_some() == b.day.is_some() => {
                (Core::Date(a), Core::Date(b))
            }
            (a @ Core::Year(_), b @ Core::Year(_)) => (a, b),
            (a @ Core::Nothing, b @ Core::Nothing) => (a, b),
            _ => return None,
        };
        let mut a_item = Item::new(a, j, n);
        let mut b_item = Item::new(b, second, to);
        if a_item.core == Core::Nothing {
            a_item = self.joined(j, 0)?;
            b_item = self.joined(second, if between { "و".len() } else { 0 })?;
            b_item.from = second;
        }
        let to = b_item.to.max(to);
        Some(range_of(a_item, b_item, i, to))
    }

    fn end_point(&self, j: usize, skip: usize) -> Read<Core> {
        if let Some((y, n)) = self.year_number(j, false).filter(|_| skip == 0) {
            let counted = self.is(self.word(n), Sense::Counted);
            return (!counted).then_some((Core::Year(y), n));
        }
        if let Some(r) = self.figures(j).or_else(|| self.day_of_month(j, skip)) {
            return Some(r);
        }
        if let Some((y, n)) = self.year(j, skip) {
            return Some((Core::Year(y), n));
        }
        if let Some((m, n)) = self.month(j, skip) {
            return Some((Core::Date(m), n));
        }
        if let Some((d, n)) = self.day_number(j, skip) {
            return Some((Core::DayOfMonth(d, UNSET), n));
        }
        let rest = self.has(j, skip, Sense::Day);
        let (k, s) = rest.map_or((j, skip), |n| (n, 0));
        if let Some(r) = self.day_of_month(k, s).filter(|_| rest.is_some()) {
            return Some(r);
        }
        let (_, n) = self.weekday(k, s, false)?;
        Some((Core::Nothing, n))
    }
}

/// The month of a range's end that has yet to be taken from the other end.
const UNSET: i32 = i32::MIN;

/// A range; what the first end leaves open is taken from the second.
fn range_of(mut a: Item, b: Item, from: usize, to: usize) -> Item {
    if let (Core::Date(x), Core::Date(y)) = (&mut a.core, &b.core) {
        x.year = x.year.or(y.year);
        x.dir = x.dir.or(y.dir);
    }
    Item::new(Core::Range(Box::new(a), Box::new(b)), from, to)
}
