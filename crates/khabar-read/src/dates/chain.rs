//! Expressions: pieces, what leads them (`منذ`, `بين`), and pieces in
//! apposition (`اليوم الثلاثاء، (27 آب 2024)`), which are one.

use super::civil::{Calendar, Unit};
use super::expr::{Core, Date, Item, Year};
use super::grammar::Line;
use super::lexicon::{Form, Sense};

impl Line<'_> {
    /// The expression that begins at token `i`, `skip` folded bytes in.
    pub fn item(&self, i: usize, skip: usize) -> Option<Item> {
        if let Some(j) = self.has(i, skip, Sense::Since) {
            let item = self
                .joined(j, 0)
                .or_else(|| self.bare_year(j))
                .or_else(|| self.back(j, -1));
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
            return Some(it);
        }
        let (j, sign) = before.or_else(after)?;
        if let Some(it) = self.feast(j, 0) {
            return Some(Item::new(Core::Open, i, it.to));
        }
        // قبل عام 2003 is no distance; قبل يومين من … hangs on another event.
        let it = self.back(j, sign).filter(|_| self.joined(j, 0).is_none())?;
        let now = |w| matches!(w, "الان" | "اليوم");
        let other = self.word(it.to) == "من" && !now(self.word(it.to + 1));
        (!other).then(|| lead(it, i))
    }

    fn back(&self, j: usize, sign: i32) -> Option<Item> {
        let ((n, unit), to) = self.quantity(j, 0)?;
        Some(Item::new(Core::Back(unit, n * sign), j, to))
    }

    fn bare_year(&self, j: usize) -> Option<Item> {
        let (year, to) = self.year_number(j, false)?;
        let counted = self.is(self.word(to), Sense::Counted);
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

    fn apposition(&self, it: &Item) -> Option<Item> {
        let days = matches!(&it.core, Core::Range(a, b) if a.day_date().is_some() && b.day_date().is_some());
        if !it.is_day() && !days {
            return None;
        }
        let j = it.to;
        let w = self.word(j);
        let open = |k| matches!(self.word(k), "(" | "[");
        let k = match w {
            "(" | "[" | "،" | "," | "-" | "–" | "/" | ":" => j + 1,
            _ => j,
        };
        // اليوم الثلاثاء، (27 آب 2024)
        let both = matches!(w, "،" | ",") && open(k);
        let (paren, k) = (open(j) || both, k + usize::from(both));
        // (الموافق 10 أغسطس), الموافق لـ 10 أغسطس, الاثنين في 18 شباط.
        let matched = self.has(k, 0, Sense::Match);
        let k = matched.unwrap_or(k);
        let k = k + usize::from(matched.is_some() && matches!(self.word(k), "ل" | "في" | ":"));
        let on = k == j && w == "في" && it.core == Core::Nothing && it.weekday.is_some();
        let k = k + usize::from(on);
        let skip = match self.word(k) {
            w if matched.is_some() && w.starts_with('ل') && !self.lex.knows(w) => "ل".len(),
            _ => 0,
        };
        let p = self.piece(k, skip)?;
        let close = paren && matches!(self.word(p.to), ")" | "]");
        if paren && !close {
            return None;
        }
        let mut out = it.clone();
        out.to = p.to + usize::from(close);
        if let (Core::Range(a, _), Core::Range(b, _)) = (&it.core, &p.core) {
            // 19 – 21 شوال الموافق 4 – 6 أغسطس
            let (a, b) = (a.day_date()?, b.day_date()?);
            if b.calendar == Calendar::Gregorian {
                out.core = p.core.clone();
            }
            return (a.calendar != b.calendar && (paren || matched.is_some())).then_some(out);
        }
        if days || !p.is_day() {
            return None;
        }
        let p_date = matches!(p.core, Core::Date(_) | Core::DayOfMonth(..));
        let it_date = !matches!(it.core, Core::Nothing);
        if p.rel.is_some() {
            // الخميس (أمس)
            let ok = paren && it.rel.is_none() && !it_date;
            out.rel = p.rel;
            return ok.then_some(out);
        }
        if !p_date {
            let ok = it.weekday.is_none() && (it.rel.is_some() || paren) && !on && w != "/";
            out.weekday = p.weekday;
            out.dir = p.dir;
            return ok.then_some(out);
        }
        if p.weekday.is_some() && it.weekday.is_some_and(|d| Some(d) != p.weekday) {
            return None;
        }
        if it_date {
            let (Some(a), Some(b)) = (it.day_date(), p.day_date()) else {
                return None;
            };
            let other = a.calendar != b.calendar;
            if !other || (w == "،" && it.weekday.is_none() && !b.is_absolute()) {
                return None;
            }
            // The Gregorian date counts, and an absolute one before another.
            let second = b.calendar == Calendar::Gregorian && (b.is_absolute() || !a.is_absolute());
            if second {
                out.core = p.core;
            }
        } else {
            out.core = p.core;
        }
        out.weekday = it.weekday.or(p.weekday);
        Some(out)
    }

    /// One piece, without appositions.
    fn piece(&self, i: usize, skip: usize) -> Option<Item> {
        if skip == 0 && self.is_number(i) {
            return self.number_piece(i);
        }
        self.range(i, skip)
            .or_else(|| self.day_word(i, skip))
            .or_else(|| self.headed_day(i, skip))
            .or_else(|| self.part(i, skip))
            .or_else(|| self.plain(i, skip))
    }

    /// Relative days and weekdays.
    fn day_word(&self, i: usize, skip: usize) -> Option<Item> {
        let rel = self.find(i, skip, |s| match s {
            Sense::Rel(n) => Some(n),
            _ => None,
        });
        if let Some((n, to)) = rel {
            // اليوم التالي, اليوم نفسه, اليوم الثالث من أكتوبر.
            if n == 0 && to == i + 1 && self.has(i, skip, Sense::Day).is_some() {
                if let Some((d, to)) = self.dir(to) {
                    let next = self.word(i + 1).starts_with("التال");
                    let mut it = Item::new(Core::Nothing, i, to);
                    it.rel = Some(d);
                    return Some(if next {
                        Item::new(Core::Following(1), i, to)
                    } else {
                        it
                    });
                }
                if let Some(to) = self.has(to, 0, Sense::Same) {
                    return Some(Item::new(Core::Following(0), i, to));
                }
                if !self.is_number(to)
                    && let Some((core, to)) = self.day_of_month(to, 0)
                {
                    return Some(Item::new(core, i, to));
                }
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

    fn weekday_in(&self, j: usize) -> Option<(u8, usize)> {
        let paren = self.word(j) == "(";
        let (iso, to) = self.weekday(j + usize::from(paren), 0, false)?;
        let close = paren && self.word(to) == ")";
        (paren == close).then_some((iso, to + usize::from(close)))
    }

    /// A weekday with its direction or week.
    fn weekday_item(&self, i: usize, iso: u8, to: usize) -> Item {
        let (dir, to) = self.optional_dir(to);
        let j = to + usize::from(self.word(to) == "من");
        if dir.is_none() {
            if let Some((core @ Core::Unit(Unit::Week, _), end)) = self.unit(j, 0) {
                return Item::new(Core::Nth(0, iso, Box::new(core)), i, end);
            }
            // الأحد الأخير من يونيو, السبت السادس عشر, الجمعة 15.
            if matches!(self.word(to), "الاخير" | "الاخيره")
                && let Some((core, to)) = self.nth_weekday_from(iso, to)
            {
                return Item::new(core, i, to);
            }
            if let Some((day, n)) = self.day_number(to, 0)
                && self.with_day(day, n).is_none()
                && !(self.is_number(to)
                    && (self.text.is_word(n) && n < self.end || self.figures(to).is_some()))
                && (day > 5 || self.is_number(to))
            {
                return Item::new(Core::Numbered(day, iso), i, n);
            }
        }
        self.bare_weekday(i, iso, to, dir)
    }

    fn bare_weekday(&self, i: usize, iso: u8, to: usize, dir: Option<i32>) -> Item {
        let mut it = Item::new(Core::Nothing, i, to);
        (it.weekday, it.dir) = (Some(iso), dir);
        it
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

    /// `يومي الاثنين والثلاثاء`, `يومي 3 و4 أغسطس`, `أيام الجمعة`.
    fn days(&self, i: usize, j: usize) -> Option<Item> {
        let Some((iso, to)) = self.weekday(j, 0, false) else {
            return self
                .number_piece(j)
                .filter(|it| matches!(it.core, Core::Range(..)))
                .map(|it| lead(it, i));
        };
        let (mut last, mut end) = (None, to);
        loop {
            let comma = usize::from(self.word(end) == "،");
            let and = if self.word(end + comma).starts_with('و') {
                "و".len()
            } else {
                0
            };
            match self.weekday(end + comma, and, false) {
                Some((d, n)) if comma + and > 0 => (last, end) = (Some(d), n),
                _ => break,
            }
        }
        let Some(last) = last else {
            return Some(Item::new(Core::Every(iso), i, to));
        };
        let (dir, end) = self.optional_dir(end);
        let a = self.bare_weekday(i, iso, end, dir);
        let b = self.bare_weekday(i, last, end, dir);
        Some(Item::new(Core::Range(Box::new(a), Box::new(b)), i, end))
    }

    /// `مطلع العام`, `منتصف يوليو`, `أول يوليو`, `نهاية 2016`.
    fn part(&self, i: usize, skip: usize) -> Option<Item> {
        let (first, j) = self.find(i, skip, |s| match s {
            Sense::Part(first) => Some(first),
            _ => None,
        })?;
        if first {
            let (mut date, to) = self.month(j, 0)?;
            date.day = Some(1);
            return Some(Item::new(Core::Date(date), i, to));
        }
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
            return fits.then(|| lead(it, i));
        }
        if matches!(self.word(i).get(skip..), Some("اخر"))
            && let Some(((n, unit), to)) = self.quantity(j, 0)
            && n > 1
        {
            return Some(Item::new(Core::Stretch(unit, -n), i, to));
        }
        if let Some((code, to)) = self.find(j, 0, |s| match s {
            Sense::Season(code, true) => Some(code),
            _ => None,
        }) {
            return Some(Item::new(Core::Season(code, None, Some(0)), i, to));
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
        Some(Item::new(core, i, to))
    }
}

/// The expression with the words before it that belong to it.
fn lead(mut it: Item, from: usize) -> Item {
    it.from = from;
    it
}
