//! Date expressions and their values.

use khabar_text::Span;
use khabar_text::civil::Day;

/// A TIMEX3 value in ISO 8601: `2024-08-27`, `2024-08`, `2024`, `2015-W33`,
/// `2015-SU`, or a range `2015-05/2015-06`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimexValue(pub String);

impl TimexValue {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first day that the value covers and the day after the last; none
    /// for sets and for what is no time of the calendar (`PAST_REF`).
    pub fn days(&self) -> Option<(Day, Day)> {
        match self.0.split_once('/') {
            Some((a, b)) => Some((days(a)?.0, days(b)?.1)),
            None => days(&self.0),
        }
    }
}

fn days(v: &str) -> Option<(Day, Day)> {
    let months = |y: i32, m: i32, n: i32| {
        let first = Day::new(y, 1, 1)?.add_months(m - 1);
        Some((first, first.add_months(n)))
    };
    if v.len() < 4 {
        // 20: a century; 198: a decade.
        let n: i32 = v.parse().ok()?;
        let years = [0, 0, 100, 10][v.len()];
        let first = n.checked_mul(years).filter(|y| *y > 0)?;
        return months(first, 1, years * 12);
    }
    let (year, rest) = (v.get(..4)?.parse::<i32>().ok()?, v.get(4..)?);
    if rest.is_empty() {
        return months(year, 1, 12);
    }
    let rest = rest.strip_prefix('-')?;
    let number = |s: &str| s.parse::<u8>().ok();
    match rest {
        "SP" => return months(year, 3, 3),
        "SU" => return months(year, 6, 3),
        "FA" => return months(year, 9, 3),
        "WI" => return months(year, 12, 3),
        _ => {}
    }
    if let Some(w) = rest.strip_prefix('W') {
        if let Some(w) = w.strip_suffix("-WE") {
            let monday = Day::of_week(year, number(w)?)?;
            return Some((monday.plus(5), monday.plus(7)));
        }
        let monday = Day::of_week(year, number(w)?)?;
        return Some((monday, monday.plus(7)));
    }
    if let Some(q) = rest.strip_prefix('Q').and_then(number) {
        return months(year, i32::from(q) * 3 - 2, 3);
    }
    if let Some(h) = rest.strip_prefix('H').and_then(number) {
        return months(year, i32::from(h) * 6 - 5, 6);
    }
    if let Some((m, d)) = rest.split_once('-') {
        let day = Day::new(year, number(m)?, number(d)?)?;
        return Some((day, day.plus(1)));
    }
    months(year, i32::from(number(rest)?), 1)
}

/// TIMEX3 `mod`: which stretch of the value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modifier {
    /// `مطلع`, `أوائل`
    Start,
    /// `منتصف`, `أواسط`
    Mid,
    /// `نهاية`, `أواخر`
    End,
}

impl Modifier {
    pub fn as_str(self) -> &'static str {
        match self {
            Modifier::Start => "START",
            Modifier::Mid => "MID",
            Modifier::End => "END",
        }
    }
}

/// What a value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The expression says it itself.
    Own,
    /// The article's publication day.
    Published,
    /// The day the page was fetched.
    Retrieved,
    /// Another expression of the page, by its index.
    Timex(usize),
    /// Nothing settles it; the value is none.
    Open,
}

/// Why an expression has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsettled {
    /// It is counted from the day of writing, which is not known.
    NoDayOfWriting,
    /// It can be read in several ways and nothing decides between them: the
    /// candidates hold them.
    Readings,
    /// A Hijri year or a Hijri month without its year lies in two of the
    /// others.
    HijriSpan,
    /// A feast or season that falls on no day the reader can count.
    NoCalendarDay,
    /// The calendar has no such day (30 February).
    NoSuchDay,
}

impl Unsettled {
    pub fn as_str(self) -> &'static str {
        match self {
            Unsettled::NoDayOfWriting => "no_day_of_writing",
            Unsettled::Readings => "readings",
            Unsettled::HijriSpan => "hijri_span",
            Unsettled::NoCalendarDay => "no_calendar_day",
            Unsettled::NoSuchDay => "no_such_day",
        }
    }
}

/// What an expression does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimexKind {
    /// Names a day, month, year or a span of them.
    Date,
    /// Names what comes again: `XXXX-WXX-5`, `P1Y`.
    Set,
    /// Points to the present, past or future without a day: `PRESENT_REF`.
    Reference,
}

impl TimexKind {
    /// TIMEX3 `type`.
    pub fn as_str(self) -> &'static str {
        match self {
            TimexKind::Date | TimexKind::Reference => "DATE",
            TimexKind::Set => "SET",
        }
    }
}

/// An expression of time: one that names a day, month, year or a span of them,
/// or one that tells how often, or only before or after now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    pub article: u16,
    pub span: Span,
    pub kind: TimexKind,
    /// How often in each period of a set: 2 for `مرتين في الأسبوع`.
    pub times: Option<u16>,
    /// None where the page cannot settle it: no value without evidence.
    pub value: Option<TimexValue>,
    /// The readings between which nothing decides, likeliest first; empty
    /// where there is a value.
    pub candidates: Vec<TimexValue>,
    /// Why there is no value; none where there is one.
    pub unsettled: Option<Unsettled>,
    pub modifier: Option<Modifier>,
    pub anchor: Anchor,
    /// The grammar rule that read it.
    pub rule: &'static str,
}

impl Timex {
    /// True where days of the calendar are named, weekdays that come again
    /// among them; not for bare periods and references.
    pub fn names_days(&self) -> bool {
        let period = || self.value.as_ref().is_some_and(|v| v.0.starts_with('P'));
        match self.kind {
            TimexKind::Date => true,
            TimexKind::Set => !period(),
            TimexKind::Reference => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cover_days() {
        let of = |v: &str| {
            let days = TimexValue(v.into()).days();
            days.map_or("-".into(), |(a, b)| format!("{a} {b}"))
        };
        assert_eq!(of("2024-02-29"), "2024-02-29 2024-03-01");
        assert_eq!(of("2024-12"), "2024-12-01 2025-01-01");
        assert_eq!(of("2013-W07"), "2013-02-11 2013-02-18");
        assert_eq!(of("2016-W45-WE"), "2016-11-12 2016-11-14");
        assert_eq!(of("2013-Q2"), "2013-04-01 2013-07-01");
        assert_eq!(of("2013-H2"), "2013-07-01 2014-01-01");
        assert_eq!(of("2013-WI"), "2013-12-01 2014-03-01");
        assert_eq!(of("198"), "1980-01-01 1990-01-01");
        assert_eq!(of("19"), "1900-01-01 2000-01-01");
        assert_eq!(of("2009/2013"), "2009-01-01 2014-01-01");
        for none in [
            "",
            "0",
            "x",
            "XXXX-WXX-4",
            "PAST_REF",
            "2024-13-01",
            "2024-ش",
            "2024-Q٣",
        ] {
            assert_eq!(of(none), "-", "{none}");
        }
    }
}
