//! Ranges: two ends, one of which may leave open what the other says.

use super::expr::{Core, Date, Item};
use super::grammar::{Line, Read};
use super::lexicon::Sense;

impl Line<'_> {
    /// `شهري مايو ويونيو الماضيين`, `عامي 2011 و2012`.
    pub fn pair(
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
    pub fn and<T>(&self, i: usize, read: impl Fn(&Self, usize, usize) -> Read<T>) -> Read<T> {
        if self.word(i) == "و" {
            return read(self, i + 1, 0);
        }
        if self.word(i).starts_with('و') {
            read(self, i, "و".len())
        } else {
            None
        }
    }

    /// A day after a range's `إلى`: `من اليوم حتى الغد`, `1 يناير إلى الأربعاء 22 يناير`.
    pub fn up_to(&self, a: Item) -> Item {
        let dated = |it: &Item| it.rel.is_some() || it.day_date().is_some();
        let b = self.has(a.to, 0, Sense::To).and_then(|m| {
            let tomorrow = || {
                let mut it = Item::new(Core::Nothing, m, self.has(m, 0, Sense::Tomorrow)?);
                it.rel = Some(1);
                Some(it)
            };
            self.joined(m, 0).or_else(tomorrow)
        });
        match b.filter(|b| dated(&a) && dated(b) && self.is_date(b)) {
            Some(b) => {
                let (from, to) = (a.from, b.to);
                range_of(a, b, from, to)
            }
            None => a,
        }
    }

    /// `بين الأربعاء والجمعة`, `من الأحد إلى الخميس` in a week that is told.
    pub fn weekdays_of(&self, week: &Core, i: usize, n: usize) -> Option<Item> {
        let day = |j: usize, skip: usize| {
            let k = self.has(j, skip, Sense::Day);
            let (iso, to) = self.weekday(k.unwrap_or(j), k.map_or(skip, |_| 0), false)?;
            let core = Core::Nth(0, iso, Box::new(week.clone()));
            Some((Item::new(core, j, to), to))
        };
        if let Some((it, to)) = day(n, 0) {
            return Some(Item { from: i, to, ..it });
        }
        let (a, b, to) = if let Some(j) = self.has(n, 0, Sense::Between) {
            let (a, m) = day(j, 0)?;
            let (b, to) = self.and(m, |_, j, skip| day(j, skip))?;
            (a, b, to)
        } else {
            let (a, m) = day(self.has(n, 0, Sense::From)?, 0)?;
            let (b, to) = day(self.has(m, 0, Sense::To)?, 0)?;
            (a, b, to)
        };
        Some(range_of(a, b, i, to))
    }

    /// `بين 2009 و2013`, `من 3 إلى 5 يوليو`, `من الأحد إلى الخميس`.
    pub fn range(&self, i: usize, skip: usize) -> Option<Item> {
        let (between, j) = match self.has(i, skip, Sense::Between) {
            Some(j) => (true, j),
            None => (false, self.has(i, skip, Sense::From)?),
        };
        // من 1-8 أيلول, ما بين 2-7 فبراير
        if let Some(it) = self
            .number_piece(j)
            .filter(|it| matches!(it.core, Core::Range(..)))
        {
            return Some(Item { from: i, ..it });
        }
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
            (a @ Core::Numbered(..), b @ Core::Numbered(..)) => (a, b),
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
            let counted = self.counts(n);
            return (!counted).then_some((Core::Year(y), n));
        }
        let figures = || self.figures(j).map(|it| (it.core, it.to));
        if let Some((iso, n)) = self.weekday(j, skip, false)
            && let it @ Item {
                core: Core::Numbered(..),
                ..
            } = self.weekday_item(j, iso, n)
        {
            return Some((it.core, it.to));
        }
        if let Some(r) = figures().or_else(|| self.day_of_month(j, skip)) {
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
pub fn range_of(mut a: Item, b: Item, from: usize, to: usize) -> Item {
    if let (Core::Date(x), Core::Date(y)) = (&mut a.core, &b.core) {
        x.year = x.year.or(y.year);
        x.dir = x.dir.or(y.dir);
    }
    Item::new(Core::Range(Box::new(a), Box::new(b)), from, to)
}
