//! What a date expression says, before it is given a value.

use super::civil::{Calendar, Unit};

/// A year as the text gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    Ce(i32),
    Ah(i32),
    /// Counted from the present year.
    Rel(i32),
    /// A school year counted from the present one.
    School(i32),
}

/// A month, or a day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Date {
    pub day: Option<u8>,
    pub calendar: Calendar,
    pub month: u8,
    pub year: Option<Year>,
    /// `الماضي`, `المقبل`, `الجاري`.
    pub dir: Option<i32>,
}

impl Date {
    /// True if it needs no anchor.
    pub fn is_absolute(&self) -> bool {
        matches!(self.year, Some(Year::Ce(_) | Year::Ah(_)))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Core {
    /// Only a relative day or a weekday, kept in [`Item`].
    Nothing,
    Date(Date),
    /// A day of the month so many from the present one.
    DayOfMonth(u8, i32),
    Year(Year),
    /// A unit counted from the present one: `الأسبوع الماضي`.
    Unit(Unit, i32),
    Season(&'static str, Option<Year>, Option<i32>),
    /// A quarter (`Q`) or half (`H`) of a year.
    Part(char, u8, Year),
    /// Its first year.
    Decade(i32),
    /// A decade counted from the present one.
    DecadeRel(i32),
    /// Its first year.
    Century(i32),
    /// So many units before (negative) or after the present day.
    Back(Unit, i32),
    /// The units up to now (negative) or from now on.
    Stretch(Unit, i32),
    /// `كل يوم جمعة`.
    Every(u8),
    /// A weekday with the number of its day, in a month left open.
    Numbered(u8, u8),
    /// The n-th week of a month or year, the last if negative.
    WeekOf(i32, Box<Core>),
    /// The n-th (the last if negative) weekday of a month; 0 for that of a week.
    Nth(i32, u8, Box<Core>),
    /// So many days after the day told last.
    Following(i32),
    Range(Box<Item>, Box<Item>),
    /// Named, but without a value.
    Open,
}

/// An expression: what it says and which tokens say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub core: Core,
    /// Days from the present one: `أمس` -1.
    pub rel: Option<i32>,
    pub weekday: Option<u8>,
    /// The weekday's `الماضي`, `المقبل`.
    pub dir: Option<i32>,
    /// The text speaks of what is to come.
    pub future: bool,
    pub from: usize,
    pub to: usize,
    /// Folded bytes of the first token that are not part of it.
    pub skip: usize,
}

impl Item {
    pub fn new(core: Core, from: usize, to: usize) -> Item {
        let none = None;
        Item {
            core,
            rel: none,
            weekday: None,
            dir: none,
            future: false,
            from,
            to,
            skip: 0,
        }
    }

    /// The date with a day that the expression holds.
    pub fn day_date(&self) -> Option<&Date> {
        match &self.core {
            Core::Date(d) if d.day.is_some() => Some(d),
            _ => None,
        }
    }

    pub fn is_day(&self) -> bool {
        self.rel.is_some()
            || self.weekday.is_some()
            || self.day_date().is_some()
            || matches!(self.core, Core::DayOfMonth(..))
    }

    /// The name of the rule that read it.
    pub fn rule(&self) -> &'static str {
        match &self.core {
            Core::Nothing if self.rel.is_some() => "relative-day",
            Core::Nothing => "weekday",
            Core::Date(d) if d.day.is_some() => "date",
            Core::Date(_) => "month",
            Core::DayOfMonth(..) => "day-of-month",
            Core::Year(_) => "year",
            Core::Unit(..) => "unit",
            Core::Season(..) => "season",
            Core::Part(..) => "year-part",
            Core::Decade(_) | Core::DecadeRel(_) => "decade",
            Core::Numbered(..) => "numbered-weekday",
            Core::WeekOf(..) => "week-of",
            Core::Century(_) => "century",
            Core::Back(..) => "distance",
            Core::Stretch(..) => "stretch",
            Core::Every(_) => "set",
            Core::Nth(..) => "nth-weekday",
            Core::Following(_) => "following-day",
            Core::Range(..) => "range",
            Core::Open => "named",
        }
    }
}
