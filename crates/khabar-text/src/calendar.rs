//! Whole dates as printed with an article: `27-08-2024`, `2025/02/06`,
//! `30 أغسطس، 2024`, `آب 30, 2024`, `8 شوال 1436`. Only dates that name a day,
//! a month and a year stand here; expressions in context ("أمس الأربعاء") are
//! read by `khabar-read`.

use crate::civil::{Calendar, Day};
use crate::fold::fold;
use crate::table::{cell, rows};
use crate::token::Text;
use std::collections::HashMap;
use std::ops::Range;

/// A day of the Gregorian calendar and the tokens that print it. A printed
/// Hijri day is given as the Gregorian one of the Umm al-Qura calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDay {
    pub day: Day,
    /// Printed in the Hijri calendar.
    pub hijri: bool,
    pub tokens: Range<usize>,
}

impl PrintedDay {
    /// `2024-08-27`
    pub fn iso(&self) -> String {
        self.day.to_string()
    }

    /// 1 = Monday … 7 = Sunday.
    pub fn weekday(&self) -> u8 {
        self.day.weekday()
    }
}

/// A day as three numbers give it, in the calendar of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    pub calendar: Calendar,
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Figures {
    fn new(year: i32, month: i32, day: i32) -> Option<Figures> {
        let calendar = match year {
            1300..=1500 => Calendar::Hijri,
            1700..=2150 => Calendar::Gregorian,
            _ => return None,
        };
        let ok = (1..=12).contains(&month) && (1..=31).contains(&day);
        ok.then_some(Figures {
            calendar,
            year,
            month: month as u8,
            day: day as u8,
        })
    }

    /// The civil day, if the calendar has it.
    pub fn civil(&self) -> Option<Day> {
        match self.calendar {
            Calendar::Gregorian => Day::new(self.year, self.month, self.day),
            Calendar::Hijri => Day::of_hijri(self.year, self.month, self.day),
        }
    }
}

/// What three numbers (each with how many digits it has) can say in a date in
/// figures, the likeliest first: `27-08-2024`, `2025/02/06`, `8/27/2024`. The
/// Arabic press writes the day first; 3/4/2015 may also be American, and
/// 16/04/21 begin with its year. Hijri dates have one order only.
pub fn in_figures([(a, al), (b, bl), (c, cl)]: [(i32, usize); 3]) -> Vec<Figures> {
    if bl > 2 {
        return Vec::new();
    }
    let orders = match (al, cl) {
        (4, 1..=2) if b > 12 => vec![(a, c, b)],
        (4, 1..=2) => vec![(a, b, c)],
        (1..=2, 4) => vec![(c, b, a), (c, a, b)],
        (1..=2, 2) => vec![(2000 + c, b, a), (2000 + c, a, b), (2000 + a, b, c)],
        _ => Vec::new(),
    };
    let read = |(y, m, d)| Figures::new(y, m, d);
    let mut out: Vec<Figures> = orders.into_iter().filter_map(read).collect();
    out.dedup();
    if let Some(first) = out.first().copied()
        && first.calendar == Calendar::Hijri
    {
        out = vec![first];
    }
    out
}

/// English month names; their first three letters are read as well.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Month names of both calendars, folded, of one or two words.
pub struct Months {
    gregorian: Named,
    hijri: Named,
}

/// The months of a calendar by the first word of their names.
type Named = HashMap<String, Forms>;

/// What a word names.
#[derive(Default)]
struct Forms {
    alone: Option<u8>,
    /// With another word behind it.
    with: Vec<(String, u8)>,
}

fn add(names: &mut Named, name: &str, month: u8) {
    match name.split_once(' ') {
        Some((first, second)) => {
            let with = &mut names.entry(first.to_string()).or_default().with;
            with.push((second.to_string(), month));
        }
        None => names.entry(name.to_string()).or_default().alone = Some(month),
    }
}

impl Months {
    /// From the rows of `data/months.tsv` (form, number, calendar, region).
    pub fn new(tsv: &str) -> Self {
        let of = |calendar: &str| {
            let mut names = Named::default();
            for row in rows(tsv).filter(|r| cell(r, 2) == calendar) {
                if let Ok(month) = cell(&row, 1).parse() {
                    add(&mut names, &fold(cell(&row, 0)), month);
                }
            }
            names
        };
        let mut gregorian = of("gregorian");
        for (name, number) in ENGLISH.iter().zip(1..) {
            add(&mut gregorian, name, number);
            add(&mut gregorian, &name[..3], number);
        }
        Months {
            gregorian,
            hijri: of("hijri"),
        }
    }

    /// The Gregorian month named at token `i` and how many tokens name it.
    pub fn at(&self, text: &Text<'_>, i: usize) -> Option<(u8, usize)> {
        named_in(&self.gregorian, text, i)
    }

    /// The Hijri month named at token `i` and how many tokens name it.
    pub fn hijri_at(&self, text: &Text<'_>, i: usize) -> Option<(u8, usize)> {
        named_in(&self.hijri, text, i)
    }

    /// The first whole date within the tokens `range`; a Gregorian one before
    /// a Hijri one, since pages print both for one day.
    pub fn first_day(&self, text: &Text<'_>, range: Range<usize>) -> Option<PrintedDay> {
        let mut hijri = None;
        for d in self.days(text, range) {
            if !d.hijri {
                return Some(d);
            }
            hijri.get_or_insert(d);
        }
        hijri
    }

    /// All whole dates within the tokens `range`, in order.
    pub fn days<'a>(
        &'a self,
        text: &'a Text<'_>,
        range: Range<usize>,
    ) -> impl Iterator<Item = PrintedDay> + 'a {
        let mut from = range.start;
        std::iter::from_fn(move || {
            let (d, next) = (from..range.end)
                .find_map(|i| Some((self.day_at(text, i, range.end)?, i)))
                .map(|(d, _)| (d.clone(), d.tokens.end))?;
            from = next;
            Some(d)
        })
    }

    /// The whole date that begins at token `i` and ends before `end`.
    fn day_at(&self, text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
        numeric(text, i, end)
            .or_else(|| self.day_first(text, i, end))
            .or_else(|| self.month_first(text, i, end))
    }

    /// `30 أغسطس، 2024`, `3 آب / أغسطس 2024`, `8 شوال 1436`
    fn day_first(&self, text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
        let day = number(text, i)?.0;
        let aside = matches!(text.raw(i + 1), "-" | "/") || text.norm(i + 1) == "من";
        let k = i + 1 + usize::from(aside);
        let (names, month, used) = self.month_at(text, k)?;
        let k = skip_month(names, text, k + used, end, month);
        let year = number(text, k).filter(|_| k < end)?.0;
        self.checked(names, year, month, day, i..k + 1)
    }

    /// `آب 30, 2024`, `August 30, 2024`
    fn month_first(&self, text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
        let (names, month, used) = self.month_at(text, i)?;
        let k = i + used;
        let day = number(text, k)?.0;
        let k = k + 1 + usize::from(matches!(text.raw(k + 1), "،" | "," | "-"));
        let year = number(text, k).filter(|_| k < end)?.0;
        self.checked(names, year, month, day, i..k + 1)
    }

    fn month_at(&self, text: &Text<'_>, i: usize) -> Option<(&Named, u8, usize)> {
        [&self.gregorian, &self.hijri]
            .into_iter()
            .find_map(|names| named_in(names, text, i).map(|(m, used)| (names, m, used)))
    }

    fn checked(
        &self,
        names: &Named,
        year: i32,
        month: u8,
        day: i32,
        tokens: Range<usize>,
    ) -> Option<PrintedDay> {
        let printed = Figures {
            calendar: if std::ptr::eq(names, &self.hijri) {
                Calendar::Hijri
            } else {
                Calendar::Gregorian
            },
            year,
            month,
            day: u8::try_from(day).ok()?,
        };
        printed_day(printed, tokens)
    }
}

fn named_in(names: &Named, text: &Text<'_>, i: usize) -> Option<(u8, usize)> {
    if !text.is_word(i) {
        return None;
    }
    let forms = names.get(text.norm(i))?;
    let second = text.norm(i + 1);
    let two = forms.with.iter().find(|(word, _)| word == second);
    let two = two.map(|&(_, month)| (month, 2));
    two.or(forms.alone.map(|month| (month, 1)))
}

/// Past a second name of the same month (آب / أغسطس، مارس (آذار)) and commas.
fn skip_month(names: &Named, text: &Text<'_>, mut k: usize, end: usize, month: u8) -> usize {
    let aside = |k: usize| matches!(text.raw(k), "/" | "(" | "-" | "،" | "," | ")");
    while k < end {
        match named_in(names, text, k).filter(|(m, _)| *m == month) {
            Some((_, used)) => k += used,
            None if aside(k) => k += 1,
            None => break,
        }
    }
    k
}

/// `27-08-2024`, `2025/02/06`, `8/27/2024`, `8/10/1436`
fn numeric(text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
    let separator = matches!(text.raw(i + 1), "-" | "/" | "." | "\\" | "–");
    if i + 5 > end || !separator || text.raw(i + 1) != text.raw(i + 3) {
        return None;
    }
    // Not a piece of a longer row of numbers (1/2/2/2024).
    if i > 0 && text.raw(i - 1) == text.raw(i + 1) && i > 1 && text.is_number(i - 2) {
        return None;
    }
    let three = [number(text, i)?, number(text, i + 2)?, number(text, i + 4)?];
    let mut readings = in_figures(three).into_iter();
    readings.find_map(|f| printed_day(f, i..i + 5))
}

/// A number and how many digits it has.
fn number(text: &Text<'_>, i: usize) -> Option<(i32, usize)> {
    let digits = text.norm(i);
    let ok = text.is_number(i) && digits.len() <= 4;
    ok.then(|| Some((digits.parse().ok()?, digits.len())))?
}

/// Days of printed pages: of the last century and this, where the calendar
/// has them.
fn printed_day(f: Figures, tokens: Range<usize>) -> Option<PrintedDay> {
    let (years, hijri) = match f.calendar {
        Calendar::Gregorian => (1900..2100, false),
        Calendar::Hijri => (1318..1523, true),
    };
    let day = f.civil().filter(|_| years.contains(&f.year))?;
    Some(PrintedDay { day, hijri, tokens })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn months() -> Months {
        Months::new(
            "آب\t8\tgregorian\tlevant\nأغسطس\t8\tgregorian\tall\n\
             كانون الثاني\t1\tgregorian\tlevant\nشوال\t10\thijri\t-",
        )
    }

    fn day(s: &str) -> Option<String> {
        let t = Text::new(s);
        months().first_day(&t, 0..t.len()).map(|d| d.iso())
    }

    #[test]
    fn printed_days() {
        let all = [
            ("سياسة | 27-08-2024, 17:57 |", "2024-08-27"),
            ("الثانية 2025/02/06", "2025-02-06"),
            ("30 أغسطس، 2024", "2024-08-30"),
            ("٣ آب / أغسطس ٢٠٢٤", "2024-08-03"),
            ("5 كانون الثاني 2025", "2025-01-05"),
            ("أغسطس 30, 2024", "2024-08-30"),
            ("Aug 30, 2024 - 10:20", "2024-08-30"),
            ("27 من آب 2024", "2024-08-27"),
            ("8/27/2024", "2024-08-27"),
            ("2024-08-27T10:20:00", "2024-08-27"),
            ("1 شوال 1436هـ", "2015-07-17"),
            ("الجمعة 1/10/1436", "2015-07-17"),
            ("1 شوال 1436 - 18 آب 2015", "2015-08-18"),
        ];
        for (printed, iso) in all {
            assert_eq!(day(printed).as_deref(), Some(iso), "{printed}");
        }
    }

    #[test]
    fn what_is_no_whole_day() {
        for s in [
            "اتصل على 07-70-1234",
            "في 30 أغسطس",
            "31/2/2024",
            "30 شوال 1000",
        ] {
            assert_eq!(day(s), None, "{s}");
        }
    }

    #[test]
    fn figures_in_both_orders() {
        let read = |a, b, c| {
            let n = |s: &str| (s.parse().unwrap(), s.len());
            let days = in_figures([n(a), n(b), n(c)]).into_iter();
            days.map(|f| (f.year, f.month, f.day)).collect::<Vec<_>>()
        };
        assert_eq!(read("27", "8", "2024"), [(2024, 8, 27)]);
        assert_eq!(read("8", "27", "2024"), [(2024, 8, 27)]);
        assert_eq!(read("3", "4", "2015"), [(2015, 4, 3), (2015, 3, 4)]);
        assert_eq!(read("4", "4", "2015"), [(2015, 4, 4)]);
        assert_eq!(read("16", "04", "21"), [(2021, 4, 16), (2016, 4, 21)]);
        assert_eq!(read("3", "4", "1436"), [(1436, 4, 3)]);
        assert_eq!(read("2024", "13", "45"), []);
    }

    #[test]
    fn weekdays() {
        let t = Text::new("27-08-2024 1-1-2000 29-2-2016");
        let m = months();
        let found: Vec<u8> = m.days(&t, 0..t.len()).map(|d| d.weekday()).collect();
        assert_eq!(found, [2, 6, 1]);
    }

    proptest! {
        #[test]
        fn days_lie_in_their_range(s in "([0-9]{1,4}|[-/ ]|آب|شوال|Aug|،){0,12}") {
            let t = Text::new(&s);
            for d in months().days(&t, 0..t.len()) {
                prop_assert!(d.tokens.start < d.tokens.end && d.tokens.end <= t.len());
                prop_assert!((1850..2130).contains(&d.day.ymd().0));
            }
        }
    }
}
