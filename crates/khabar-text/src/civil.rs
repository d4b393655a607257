//! Days, weeks and months of the two calendars, as numbers: the one place
//! where calendar arithmetic is done. ICU4X holds the Umm al-Qura tables; the
//! Gregorian day count is counted here, since it is asked for every date of a
//! page, and checked against ICU4X by a test.

use icu_calendar::Date;
use icu_calendar::cal::{Hijri, Iso};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Calendar {
    Gregorian,
    /// Umm al-Qura.
    Hijri,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Unit {
    /// As durations of ISO 8601 have it.
    pub fn letter(self) -> char {
        match self {
            Unit::Day => 'D',
            Unit::Week => 'W',
            Unit::Month => 'M',
            Unit::Year => 'Y',
        }
    }

    pub fn of_letter(c: char) -> Option<Unit> {
        Some(match c {
            'D' => Unit::Day,
            'W' => Unit::Week,
            'M' => Unit::Month,
            'Y' => Unit::Year,
            _ => return None,
        })
    }
}

/// A civil day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day, if the calendar has it.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let ok = (1..=9999).contains(&year) && (1..=12).contains(&month);
        if !ok || day < 1 || day > month_len(year, month) {
            return None;
        }
        Some(Day::count(year, month, day))
    }

    fn count(year: i32, month: u8, day: u8) -> Day {
        let (m, d) = (i32::from(month), i32::from(day));
        let y = if m <= 2 { year - 1 } else { year };
        let era = y.div_euclid(400);
        let yoe = y - era * 400;
        let doy = (153 * ((m + 9) % 12) + 2) / 5 + d - 1;
        Day(era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468)
    }

    /// `2015-08-10`, with or without what follows.
    pub fn parse(s: &str) -> Option<Day> {
        let mut parts = s.get(..10)?.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        Day::new(year, month, parts.next()?.parse().ok()?)
    }

    pub fn ymd(self) -> (i32, u8, u8) {
        let z = self.0 + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = (doy - (153 * mp + 2) / 5 + 1) as u8;
        let month = if mp < 10 { mp + 3 } else { mp - 9 } as u8;
        (yoe + era * 400 + i32::from(month <= 2), month, day)
    }

    /// 1 = Monday … 7 = Sunday.
    pub fn weekday(self) -> u8 {
        ((self.0 + 3).rem_euclid(7) + 1) as u8
    }

    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The same day so many months on, or the last of a shorter month.
    pub fn add_months(self, n: i32) -> Day {
        let (y, m, d) = self.ymd();
        let k = y
            .saturating_mul(12)
            .saturating_add(i32::from(m) - 1)
            .saturating_add(n);
        let (y, m) = (k.div_euclid(12).clamp(1, 9999), k.rem_euclid(12) as u8 + 1);
        Day::count(y, m, d.min(month_len(y, m)))
    }

    /// The first day of its month.
    pub fn first_of_month(self) -> Day {
        self.plus(1 - i32::from(self.ymd().2))
    }

    /// The Monday of an ISO week.
    pub fn of_week(year: i32, week: u8) -> Option<Day> {
        let ok = (1..=9999).contains(&year) && (1..=53).contains(&week);
        ok.then(|| {
            Day::count(year, 1, 4)
                .last(1)
                .plus(7 * (i32::from(week) - 1))
        })
    }

    /// The last such weekday on or before this day.
    pub fn last(self, weekday: u8) -> Day {
        self.plus(-(i32::from(self.weekday()) - i32::from(weekday)).rem_euclid(7))
    }

    /// The first such weekday on or after this day.
    pub fn next(self, weekday: u8) -> Day {
        self.plus((i32::from(weekday) - i32::from(self.weekday())).rem_euclid(7))
    }

    /// `2015-W33`.
    pub fn week(self) -> String {
        let thursday = self.plus(4 - i32::from(self.weekday()));
        let (year, ..) = thursday.ymd();
        let week = (thursday.0 - Day::count(year, 1, 1).0) / 7 + 1;
        format!("{year:04}-W{week:02}")
    }

    /// `2015-08`.
    pub fn month(self) -> String {
        let (y, m, _) = self.ymd();
        format!("{y:04}-{m:02}")
    }

    /// The Hijri year of the day (Umm al-Qura).
    pub fn hijri_year(self) -> i32 {
        let (y, m, d) = self.ymd();
        Date::try_new_iso(y, m, d).map_or(y - 579, |date| {
            date.to_calendar(Hijri::new_umm_al_qura())
                .year()
                .extended_year()
        })
    }

    /// The day of a Hijri date, if the calendar has it; the 30th of a shorter
    /// month is the 29th, since months are seen to begin a day apart.
    pub fn of_hijri(year: i32, month: u8, day: u8) -> Option<Day> {
        if !(1..=1600).contains(&year) || !(1..=12).contains(&month) || day > 30 {
            return None;
        }
        let at = |d| Date::try_new_hijri_with_calendar(year, month, d, Hijri::new_umm_al_qura());
        let date = at(day).or_else(|_| at(day.min(29))).ok()?.to_calendar(Iso);
        let month = date.month().ordinal;
        Some(Day::count(
            date.year().extended_year(),
            month,
            date.day_of_month().0,
        ))
    }
}

/// The Sunday of Easter as the western churches count it, by the anonymous
/// Gregorian computus.
pub fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Day::new(year, (n / 31) as u8, (n % 31 + 1) as u8)
}

/// The Sunday of Easter as the eastern churches count it: Meeus' Julian
/// computus, told in the Gregorian calendar.
pub fn eastern_easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    // Days by which the Julian calendar lags.
    let lag = year / 100 - year / 400 - 2;
    Some(Day::new(year, (n / 31) as u8, (n % 31 + 1) as u8)?.plus(lag))
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

fn month_len(year: i32, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_months_and_weeks() {
        let d = Day::new(2015, 8, 9).unwrap();
        assert_eq!((d.ymd(), d.weekday()), ((2015, 8, 9), 7));
        assert_eq!(d.plus(1).week(), "2015-W33");
        assert_eq!(d.last(5).to_string(), "2015-08-07");
        assert_eq!(d.next(7), d);
        assert_eq!(
            Day::new(2015, 3, 31).unwrap().add_months(-1).to_string(),
            "2015-02-28"
        );
        assert!(Day::new(2015, 2, 29).is_none());
        for n in (-200_000..200_000).step_by(37) {
            let (y, m, dd) = Day(n).ymd();
            assert_eq!(Day::new(y, m, dd), Some(Day(n)));
        }
    }

    #[test]
    fn hijri_days() {
        let day = |y, m, d| Day::of_hijri(y, m, d).map(|d| d.to_string());
        assert_eq!(day(1436, 10, 15).as_deref(), Some("2015-07-31"));
        assert_eq!(day(1446, 9, 1).as_deref(), Some("2025-03-01"));
        assert_eq!(day(1436, 13, 1), None);
        assert_eq!(Day::new(2015, 7, 31).unwrap().hijri_year(), 1436);
        assert_eq!(Day::new(2015, 10, 20).unwrap().hijri_year(), 1437);
    }

    #[test]
    fn easters_of_both_churches() {
        let of = |y| {
            let show = |d: Option<Day>| d.map(|d| d.to_string()).unwrap_or_default();
            (show(easter(y)), show(eastern_easter(y)))
        };
        let pair = |a: &str, b: &str| (a.to_string(), b.to_string());
        assert_eq!(of(2013), pair("2013-03-31", "2013-05-05"));
        assert_eq!(of(2015), pair("2015-04-05", "2015-04-12"));
        assert_eq!(of(2017), pair("2017-04-16", "2017-04-16"));
        assert_eq!(of(2024), pair("2024-03-31", "2024-05-05"));
        assert_eq!(of(2000), pair("2000-04-23", "2000-04-30"));
    }

    #[test]
    fn weeks_begin_on_their_monday() {
        for n in (-3000..20_000).step_by(97) {
            let week = Day(n).week();
            let (y, w) = week.split_once("-W").unwrap();
            let monday = Day::of_week(y.parse().unwrap(), w.parse().unwrap()).unwrap();
            assert_eq!(monday, Day(n).last(1));
        }
    }

    #[test]
    fn days_agree_with_the_calendar_library() {
        for n in (-100_000..100_000).step_by(101) {
            let (y, m, d) = Day(n).ymd();
            let date = Date::try_new_iso(y, m, d).unwrap();
            assert_eq!(date.weekday() as u8, Day(n).weekday());
            assert_eq!(date.to_rata_die().to_i64_date() - 719_163, i64::from(n));
        }
    }
}
