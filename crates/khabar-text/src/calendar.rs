//! Whole dates as printed with an article: `27-08-2024`, `2025/02/06`,
//! `30 أغسطس، 2024`. Expressions in context are read by `khabar-read`.

use crate::fold::fold;
use crate::table::{cell, rows};
use crate::token::Text;
use std::collections::HashMap;
use std::ops::Range;

/// A day of the Gregorian calendar and the tokens that print it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDay {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub tokens: Range<usize>,
}

impl PrintedDay {
    /// `2024-08-27`
    pub fn iso(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Gregorian month names, folded, of one or two words.
pub struct Months {
    names: HashMap<String, u8>,
}

impl Months {
    /// From the rows of `data/months.tsv` (form, number, calendar, region).
    pub fn new(tsv: &str) -> Self {
        let gregorian = rows(tsv).filter(|r| cell(r, 2) == "gregorian");
        let names = gregorian.filter_map(|r| Some((fold(cell(&r, 0)), cell(&r, 1).parse().ok()?)));
        Months {
            names: names.collect(),
        }
    }

    /// The month named at token `i` and how many tokens name it.
    pub fn at(&self, text: &Text<'_>, i: usize) -> Option<(u8, usize)> {
        let two = format!("{} {}", text.norm(i), text.norm(i + 1));
        let one = || self.names.get(text.norm(i)).map(|&m| (m, 1));
        self.names.get(&two).map(|&m| (m, 2)).or_else(one)
    }

    /// The first whole date within the tokens `range`.
    pub fn first_day(&self, text: &Text<'_>, range: Range<usize>) -> Option<PrintedDay> {
        range.clone().find_map(|i| {
            self.numeric(text, i, range.end)
                .or_else(|| self.named(text, i, range.end))
        })
    }

    fn numeric(&self, text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
        let separator = |k: usize| matches!(text.raw(k), "-" | "/" | "." | "\\");
        let digits =
            i + 4 < end && text.is_number(i) && text.is_number(i + 2) && text.is_number(i + 4);
        if !digits || !separator(i + 1) || text.raw(i + 1) != text.raw(i + 3) {
            return None;
        }
        let (a, b, c) = (number(text, i)?, number(text, i + 2)?, number(text, i + 4)?);
        let (year, month, day) = if a > 31 { (a, b, c) } else { (c, b, a) };
        checked(year, month, day, i..i + 5)
    }

    fn named(&self, text: &Text<'_>, i: usize, end: usize) -> Option<PrintedDay> {
        if !text.is_number(i) {
            return None;
        }
        let day = number(text, i)?;
        let mut k = i + 1 + usize::from(matches!(text.raw(i + 1), "-" | "/"));
        let (month, used) = self.at(text, k)?;
        k += used;
        // A second name of the same month: آب / أغسطس، مارس (آذار)
        let aside = |k: usize| matches!(text.raw(k), "/" | "(" | "-" | "،" | "," | ")");
        while k < end && (aside(k) || self.at(text, k).is_some_and(|(m, _)| m == month)) {
            k += self.at(text, k).map_or(1, |(_, n)| n);
        }
        if k >= end || !text.is_number(k) {
            return None;
        }
        checked(number(text, k)?, u32::from(month), day, i..k + 1)
    }
}

fn number(text: &Text<'_>, i: usize) -> Option<u32> {
    text.norm(i).parse().ok()
}

fn checked(year: u32, month: u32, day: u32, tokens: Range<usize>) -> Option<PrintedDay> {
    let ok = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    ok.then(|| PrintedDay {
        year: year as u16,
        month: month as u8,
        day: day as u8,
        tokens,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(s: &str) -> Option<String> {
        let months = Months::new(
            "آب\t8\tgregorian\tlevant\nأغسطس\t8\tgregorian\tall\nكانون الثاني\t1\tgregorian\tlevant",
        );
        let t = Text::new(s);
        months.first_day(&t, 0..t.len()).map(|d| d.iso())
    }

    #[test]
    fn printed_days() {
        assert_eq!(
            day("سياسة | 27-08-2024, 17:57 |").as_deref(),
            Some("2024-08-27")
        );
        assert_eq!(day("الثانية 2025/02/06").as_deref(), Some("2025-02-06"));
        assert_eq!(day("30 أغسطس، 2024").as_deref(), Some("2024-08-30"));
        assert_eq!(day("٣ آب / أغسطس ٢٠٢٤").as_deref(), Some("2024-08-03"));
        assert_eq!(day("5 كانون الثاني 2025").as_deref(), Some("2025-01-05"));
        assert_eq!(day("اتصل على 07-70-1234"), None);
        assert_eq!(day("في 30 أغسطس"), None);
    }
}
