//! What a date expression says, before it is given a value.

use khabar_model::{Modifier, TimexKind};
use khabar_text::calendar::Figures;
use khabar_text::civil::{Calendar, Unit};

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
    pub fn of(f: Figures) -> Date {
        let year = match f.calendar {
            Calendar::Gregorian => Year::Ce(f.year),
            Calendar::Hijri => Year::Ah(f.year),
        };
        Date {
            day: Some(f.day),
            calendar: f.calendar,
            month: f.month,
            year: Some(year),
            dir: None,
        }
    }

    /// True if it needs no anchor.
    pub fn is_absolute(&self) -> bool {
        matches!(self.year, Some(Year::Ce(_) | Year::Ah(_)))
    }
}

/// How a feast's day is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feast {
    /// It lasts, or is kept on another day by everyone.
    Open,
    Day(Calendar, u8, u8),
    /// The n-th weekday of a month.
    Nth(u8, u8, i32),
    /// Days from Easter Sunday.
    Easter(Church, i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Church {
    Western,
    Eastern,
    /// The text does not say whose.
    Either,
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
    /// The same in months and days, told to the smallest unit named.
    BackBy(i32, i32, Unit),
    /// `نهاية الأسبوع`, in weeks from the present one.
    Weekend(i32),
    /// From now to the end of the present one: `بقية العام`.
    Rest(Unit),
    /// The n-th day of a month or year, the last if negative.
    DayOf(i32, Box<Core>),
    /// The n-th such weekday after (before, if negative) a day.
    NthFrom(i32, u8, Box<Item>),
    /// A feast that falls on another day every year.
    Moving(Feast, Option<Year>, Option<i32>),
    /// The units up to now (negative) or from now on.
    Stretch(Unit, i32),
    /// `كل يوم جمعة`.
    Every(u8),
    /// `كل ثلاثة أشهر`, `مرتين في الأسبوع`: how long, and how often in it.
    Period(Unit, i32, Option<u16>),
    /// `حاليا`, `في الماضي`: its TIMEX3 value.
    Reference(&'static str),
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
    /// The other readings of a date in figures (3/4/2015), likeliest first.
    pub others: Vec<Date>,
    /// Which of the day and month came first, where the figures show it.
    pub day_first: Option<bool>,
    /// `الثلاثاء الثالث من أيلول` is the third Tuesday where the third is none.
    pub nth: bool,
    /// It is named by a feast.
    pub feast: bool,
    /// Days to add: `ليلة رأس السنة` -1.
    pub shift: i32,
    /// `مطلع`, `منتصف`, `أواخر`.
    pub modifier: Option<Modifier>,
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
            others: Vec::new(),
            day_first: None,
            nth: false,
            feast: false,
            shift: 0,
            modifier: None,
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
            || matches!(
                self.core,
                Core::DayOfMonth(..) | Core::DayOf(..) | Core::Moving(..)
            )
    }

    pub fn kind(&self) -> TimexKind {
        match self.core {
            Core::Every(_) | Core::Period(..) => TimexKind::Set,
            Core::Reference(_) => TimexKind::Reference,
            _ => TimexKind::Date,
        }
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
            Core::Back(..) | Core::BackBy(..) => "distance",
            Core::Weekend(_) => "weekend",
            Core::Rest(_) => "rest",
            Core::DayOf(..) => "day-of",
            Core::NthFrom(..) => "nth-weekday",
            Core::Moving(..) => "feast",
            Core::Stretch(..) => "stretch",
            Core::Every(_) | Core::Period(..) => "set",
            Core::Reference(_) => "reference",
            Core::Nth(..) => "nth-weekday",
            Core::Following(_) => "following-day",
            Core::Range(..) => "range",
            Core::Open => "named",
        }
    }
}
