//! Lengths of time: counted units and stretches with a direction.

use super::expr::{Core, Item};
use super::grammar::{Line, Read};
use super::lexicon::{Form, Sense};
use khabar_text::civil::Unit;

impl Line<'_> {
    /// A counted unit: `ثلاثة أيام`, `شهرين`, `عام`, `15 سنة`.
    pub fn quantity(&self, i: usize, skip: usize) -> Read<(i32, Unit)> {
        let i2 = self.has(i, skip, Sense::About);
        let (i, skip) = i2.map_or((i, skip), |n| (n, 0));
        let alone = self.find(i, skip, |s| match s {
            Sense::Unit(u, Form::One) => Some((1, u)),
            Sense::Unit(u, Form::Two) => Some((2, u)),
            _ => None,
        });
        if let Some((q, n)) = alone {
            let one = self.number(n, 0);
            let n = one
                .filter(|k| k.value == 1 && !k.ordinal)
                .map_or(n, |k| k.next);
            return Some((q, n));
        }
        let k = self.number(i, skip).filter(|k| !k.ordinal)?;
        let count = i32::try_from(k.value)
            .ok()
            .filter(|v| (1..=5000).contains(v))?;
        let (u, n) = self.find(k.next, 0, |s| match s {
            Sense::Unit(u, Form::One | Form::Some) => Some(u),
            _ => None,
        })?;
        Some(((count, u), n))
    }

    /// A distance of one or more units before or after now: `سنة و3 أشهر`,
    /// `عامين و21 يوما من الآن`.
    pub fn distance(&self, i: usize, skip: usize, sign: i32) -> Option<Item> {
        let ((count, unit), mut n) = self.quantity(i, skip)?;
        let mut least = unit;
        let mut parts = vec![(count, unit)];
        // Years, months, weeks and days, and no endless row of them.
        while parts.len() < 4
            && let Some(((count, unit), end)) = self.and(n, Line::quantity)
        {
            parts.push((count, unit));
            if (unit as u8) < (least as u8) {
                least = unit;
            }
            n = end;
        }
        let core = if parts.len() == 1 {
            Core::Back(unit, count * sign)
        } else {
            let sum = |f: fn(i32, Unit) -> i32| parts.iter().map(|(c, u)| f(*c, *u)).sum::<i32>();
            let months = sum(|c, u| match u {
                Unit::Month => c,
                Unit::Year => 12 * c,
                _ => 0,
            });
            let days = sum(|c, u| match u {
                Unit::Day => c,
                Unit::Week => 7 * c,
                _ => 0,
            });
            Core::BackBy(months * sign, days * sign, least)
        };
        Some(Item::new(
            core,
            i,
            self.has(n, 0, Sense::FromNow).unwrap_or(n),
        ))
    }

    /// `السنوات الخمس الماضية`, `العامين المقبلين`, `3 أيام القادمة`: units
    /// with a direction.
    pub fn stretch(&self, i: usize, skip: usize) -> Read<Core> {
        let the = self
            .word(i)
            .get(skip..)
            .is_some_and(|w| w.starts_with("ال"));
        let many = |s| match s {
            Sense::Unit(u, Form::TheSome) => Some((u, 0)),
            Sense::Unit(u, Form::Two) => Some((u, 2)),
            _ => None,
        };
        if let Some(((unit, count), n)) = self.find(i, skip, many) {
            let (count, n) = match count {
                0 => {
                    let k = self.number(n, 0).filter(|k| !k.ordinal)?;
                    (i32::try_from(k.value).ok()?, k.next)
                }
                c => (c, n),
            };
            let (dir, n) = self.dir(n).filter(|d| the && d.0 != 0)?;
            return (count <= 1000).then_some((Core::Stretch(unit, count * dir.signum()), n));
        }
        let decades = |j, skip| {
            let many = self.find(j, skip, |s| (s == Sense::TheDecades).then_some(()));
            many.map(|((), n)| n)
        };
        // العقود الثلاثة الماضية
        if let Some(n) = decades(i, skip) {
            let k = self.number(n, 0)?;
            let (dir, n) = self.dir(k.next).filter(|d| d.0 != 0)?;
            let count = i32::try_from(k.value).ok().filter(|c| *c <= 100)?;
            return Some((Core::Stretch(Unit::Year, 10 * count * dir.signum()), n));
        }
        let k = self
            .number(i, skip)
            .filter(|k| (the || k.digits) && !k.ordinal)?;
        if let Some((dir, n)) = decades(k.next, 0).and_then(|n| self.dir(n)) {
            let count = i32::try_from(k.value).ok().filter(|c| *c <= 100)?;
            return Some((Core::Stretch(Unit::Year, 10 * count * dir.signum()), n));
        }
        let (unit, n) = self.find(k.next, 0, |s| match s {
            Sense::Unit(u, Form::Some | Form::TheSome) => Some(u),
            Sense::Unit(u, Form::One) if the => Some(u),
            _ => None,
        })?;
        let (dir, n) = self.dir(n).filter(|d| d.0 != 0)?;
        let count = i32::try_from(k.value).ok().filter(|c| *c <= 1000)?;
        Some((Core::Stretch(unit, count * dir.signum()), n))
    }
}
