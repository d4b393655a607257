//! Expressions: pieces, what leads them (`منذ`, `بين`), and pieces in
//! apposition (`اليوم الثلاثاء، (27 آب 2024)`), which are one.

use super::expr::{Core, Date, Item, Year};
use super::grammar::Line;
use super::lexicon::{Form, PartOf, Sense};
use khabar_model::Modifier;
use khabar_text::civil::Unit;

impl Line<'_> {
    /// The expression that begins at token `i`, `skip` folded bytes in.
    pub fn item(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some(j) = self.has(i, skip, Sense::Since) {
            // ابتداء من 3 إلى 5 يوليو
            let range = || {
                self.range(j - 1, 0)
                    .filter(|_| self.is(self.before(j), Sense::From))
            };
            let item = range()
                .or_else(|| self.joined(j, 0).map(|it| self.up_to(it)))
                .or_else(|| self.bare_year(j))
                .or_else(|| self.distance(j, 0, -1));
            return item.map(|it| lead(it, i));
        }
        if let Some(j) = self.has(i, skip, Sense::By) {
            let item = self.joined(j, 0).or_else(|| self.bare_year(j));
            return item.map(|it| lead(it, i));
        }
        let before = self.has(i, skip, Sense::Before).map(|j| (j, -1));
        let after = || self.has(i, skip, Sense::After).map(|j| (j, 1));
        // بعد غد and the like are longer than بعد.
        if let Some(it) = self.joined(i, skip) {
            return Some(self.up_to(it));
        }
        let Some((j, sign)) = before.or_else(after) else {
            return self.onward(i, skip).or_else(|| self.feast(i, skip));
        };
        if let Some(it) = self.feast(j, 0) {
            return Some(Item::new(Core::Open, i, it.to));
        }
        // قبل عام 2003 is no distance; قبل يومين من … hangs on another event.
        let it = self
            .distance(j, 0, sign)
            .filter(|_| self.joined(j, 0).is_none())?;
        let now = |w| matches!(w, "الان" | "اليوم");
        let other = self.word(it.to) == "من" && !now(self.word(it.to + 1));
        (!other).then(|| lead(it, i))
    }

    /// `شهرين من الآن`
    fn onward(&self, i: usize, skip: usize) -> Option<Item> {
        // قبل أكثر من شهرين من الآن
        let it = self
            .distance(i, skip, 1)
            .filter(|_| self.before(i) != "من")?;
        self.ends_with_now(&it).then_some(it)
    }

    /// The distance ends with `من الآن`.
    pub fn ends_with_now(&self, it: &Item) -> bool {
        (it.from..it.to).any(|k| self.has(k, 0, Sense::FromNow) == Some(it.to))
    }

    fn bare_year(&self, j: usize) -> Option<Item> {
        let (year, to) = self.year_number(j, false)?;
        let counted = self.counts(to);
        (!counted).then(|| Item::new(Core::Year(year), j, to))
    }

    /// A piece with all that stands in apposition to it.
    pub fn joined(&self, i: usize, skip: usize) -> Option<Item> {
        let mut it = self.piece(i, skip)?;
        while let Some(next) = self.apposition(&it) {
            it = next;
        }
        Some(it)
    }

    /// One piece, without appositions.
    pub fn piece(&self, i: usize, skip: usize) -> Option<Item> {
        if skip == 0 && self.is_number(i) {
            let stretch = || self.stretch(i, 0).map(|(core, to)| Item::new(core, i, to));
            return self.number_piece(i).or_else(stretch);
        }
        self.range(i, skip)
            .or_else(|| self.day_word(i, skip))
            .or_else(|| self.headed_day(i, skip))
            .or_else(|| self.part(i, skip))
            .or_else(|| self.plain(i, skip))
    }

    /// What follows `يوم`, `يومي`, `مساء`, `كل`, `هذا`.
    fn headed_day(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some(j) = self.has(i, skip, Sense::Every) {
            let j = self.has(j, 0, Sense::Day).unwrap_or(j);
            let (iso, to) = self.weekday(j, 0, true)?;
            return Some(Item::new(Core::Every(iso), i, to));
        }
        if let Some(j) = self.has(i, skip, Sense::This)
            && let Some((iso, to)) = self.weekday(self.has(j, 0, Sense::Day).unwrap_or(j), 0, false)
        {
            return Some(self.bare_weekday(i, iso, to, Some(0)));
        }
        if let Some(j) = self.has(i, skip, Sense::Days) {
            return self.days(i, j);
        }
        if let Some(j) = self.has(i, skip, Sense::Eve)
            && let Some(mut it) = self.feast(self.has(j, 0, Sense::Day).unwrap_or(j), 0)
        {
            it.shift -= 1;
            return Some(lead(it, i));
        }
        let time = self.has(i, skip, Sense::Time);
        let j = time.or_else(|| self.has(i, skip, Sense::Day))?;
        // مساء يوم الخميس, ليل الثلاثاء الأربعاء.
        let k = if time.is_some() {
            self.has(j, 0, Sense::Day).unwrap_or(j)
        } else {
            j
        };
        if let Some((iso, to)) = self.weekday(k, 0, true) {
            let first = self.weekday_item(k, iso, to);
            let dash = matches!(self.word(to), "-" | "–" | "/");
            if time.is_some()
                && let Some((b, to)) = self.weekday(to + usize::from(dash), 0, false)
            {
                let second = self.weekday_item(k, b, to);
                let to = second.to;
                let core = Core::Range(Box::new(first), Box::new(second));
                return Some(Item::new(core, i, to));
            }
            return Some(lead(first, i));
        }
        if self.has(k, 0, Sense::Tomorrow).is_some() {
            let mut it = self
                .day_word(k, 0)
                .unwrap_or_else(|| Item::new(Core::Nothing, k, k + 1));
            it.rel = Some(1);
            return Some(lead(it, i));
        }
        if time.is_some()
            && let Some(it) = self.day_word(j, 0)
        {
            return Some(lead(it, i));
        }
        if let Some(it) = self.feast(k, 0) {
            return Some(lead(it, i));
        }
        if self.is_number(k) {
            return self
                .number_piece(k)
                .filter(Item::is_day)
                .map(|it| lead(it, i));
        }
        let (core, to) = self.day_of_month(k, 0)?;
        Some(Item::new(core, i, to))
    }

    /// `مطلع العام`, `منتصف يوليو`, `أول يوليو`, `نهاية 2016`, `بقية الشهر`.
    fn part(&self, i: usize, skip: usize) -> Option<Item> {
        let (part, j) = self.find(i, skip, |s| match s {
            Sense::Part(part) => Some(part),
            _ => None,
        })?;
        let modifier = match part {
            PartOf::FirstDay => {
                let (mut date, to) = self.month(j, 0)?;
                date.day = Some(1);
                return Some(Item::new(Core::Date(date), i, to));
            }
            PartOf::Some | PartOf::Rest => None,
            PartOf::Start => Some(Modifier::Start),
            PartOf::Mid => Some(Modifier::Mid),
            PartOf::End | PartOf::Close => Some(Modifier::End),
        };
        // آخر يوم من أكتوبر
        if let Some((core, to)) = self.day_of(i, skip) {
            return Some(Item::new(core, i, to));
        }
        let mut it = self.whole(j).or_else(|| self.last_few(i, j, skip))?;
        it.modifier = modifier.filter(|_| !matches!(it.core, Core::Stretch(..)));
        match (&it.core, part) {
            (Core::Unit(Unit::Week, k), PartOf::Close) => {
                (it.core, it.modifier) = (Core::Weekend(*k), None);
            }
            (Core::Unit(unit, 0), PartOf::Rest) => it.core = Core::Rest(*unit),
            (Core::Year(Year::Rel(0)), PartOf::Rest) => it.core = Core::Rest(Unit::Year),
            _ => {}
        }
        Some(lead(it, i))
    }

    /// What a part is of.
    fn whole(&self, j: usize) -> Option<Item> {
        if let Some(it) = self.plain(j, 0).or_else(|| self.bare_year(j)) {
            let fits = matches!(
                it.core,
                Core::Date(Date { day: None, .. })
                    | Core::Year(_)
                    | Core::Unit(..)
                    | Core::Season(..)
                    | Core::Decade(_)
                    | Core::Century(_)
                    | Core::Part(..)
            );
            return fits.then_some(it);
        }
        if let Some((code, to)) = self.find(j, 0, |s| match s {
            Sense::Season(code, true) => Some(code),
            _ => None,
        }) {
            return Some(Item::new(Core::Season(code, None, Some(0)), j, to));
        }
        let (unit, to) = self.find(j, 0, |s| match s {
            Sense::Unit(u @ (Unit::Week | Unit::Month | Unit::Year), Form::TheOne) => Some(u),
            _ => None,
        })?;
        let core = match unit {
            Unit::Year if self.has(to, 0, Sense::School).is_some() => return None,
            Unit::Year => Core::Year(Year::Rel(0)),
            u => Core::Unit(u, 0),
        };
        Some(Item::new(core, j, to))
    }

    /// `آخر 3 سنوات`
    fn last_few(&self, i: usize, j: usize, skip: usize) -> Option<Item> {
        let ((n, unit), to) = self.quantity(j, 0)?;
        let ok = n > 1 && self.word(i).get(skip..) == Some("اخر");
        ok.then(|| Item::new(Core::Stretch(unit, -n), i, to))
    }
}

/// The expression with the words before it that belong to it.
pub fn lead(mut it: Item, from: usize) -> Item {
    it.from = from;
    it
}
