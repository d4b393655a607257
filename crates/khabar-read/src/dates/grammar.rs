//! The words of an expression: months, weekdays, years, units and what
//! qualifies them. [`super::chain`] joins them into expressions.

use super::expr::{Core, Date, Year};
use super::lexicon::{Entry, Form, Lexicon, Sense};
use khabar_text::Text;
use khabar_text::civil::{Calendar, Unit};
use khabar_text::number::Number;
use std::cell::Cell;
use std::ops::Range;

/// A line of an article's tokens, up to `end`, with the words known.
pub struct Line<'a> {
    pub lex: &'a Lexicon,
    pub text: &'a Text<'a>,
    pub from: usize,
    pub end: usize,
    /// The entries of the word looked at last (token, bytes skipped): most
    /// rules ask for the same word.
    last: Cell<(usize, usize, &'a [Entry])>,
    /// The number read last, likewise.
    last_number: Cell<(usize, usize, Option<Number>)>,
}

/// What was read, and the token after it.
pub type Read<T> = Option<(T, usize)>;

impl<'a> Line<'a> {
    pub fn new(lex: &'a Lexicon, text: &'a Text<'a>, tokens: Range<usize>) -> Self {
        Line {
            lex,
            text,
            from: tokens.start,
            end: tokens.end,
            last: Cell::new((usize::MAX, 0, &[])),
            last_number: Cell::new((usize::MAX, 0, None)),
        }
    }

    pub fn word(&self, i: usize) -> &str {
        if i >= self.from && i < self.end {
            self.text.norm(i)
        } else {
            ""
        }
    }

    pub fn before(&self, i: usize) -> &str {
        if i > self.from {
            self.text.norm(i - 1)
        } else {
            ""
        }
    }

    /// The first, longest entry at token `i` (its first `skip` folded bytes
    /// left off) that `want` accepts, and the token after it.
    pub fn find<T>(
        &self,
        i: usize,
        skip: usize,
        mut want: impl FnMut(Sense) -> Option<T>,
    ) -> Read<T> {
        if i >= self.end {
            return None;
        }
        let (at, cut, mut entries) = self.last.get();
        if (at, cut) != (i, skip) {
            entries = self.lex.entries(self.text.norm(i).get(skip..)?);
            self.last.set((i, skip, entries));
        }
        entries
            .iter()
            .find_map(|e| e.read(self.text, i + 1, self.end, &mut want))
    }

    /// The number at token `i`, its first `skip` folded bytes left off.
    pub fn number(&self, i: usize, skip: usize) -> Option<Number> {
        let (at, cut, mut number) = self.last_number.get();
        if (at, cut) != (i, skip) {
            number = self.lex.numbers.at_cut(self.text, i, skip, self.end);
            self.last_number.set((i, skip, number));
        }
        number
    }

    /// The token after the entry of this sense at `i`.
    pub fn has(&self, i: usize, skip: usize, sense: Sense) -> Option<usize> {
        self.find(i, skip, |s| (s == sense).then_some(()))
            .map(|((), n)| n)
    }

    pub fn is(&self, word: &str, sense: Sense) -> bool {
        self.lex.is(word, sense)
    }

    pub fn spaced(&self, i: usize) -> bool {
        self.text.tokens().get(i).is_none_or(|t| t.spaced)
    }

    pub fn is_number(&self, i: usize) -> bool {
        i >= self.from && i < self.end && self.text.is_number(i)
    }

    /// A number of at most four digits, its value and how many digits it has.
    pub fn digits(&self, i: usize) -> Option<(i32, usize)> {
        let w = self.word(i);
        let ok = self.is_number(i) && w.len() <= 4;
        Some((w.parse().ok().filter(|_| ok)?, w.len()))
    }

    pub fn dir(&self, i: usize) -> Read<i32> {
        self.find(i, 0, |s| match s {
            Sense::Dir(n) => Some(n),
            _ => None,
        })
    }

    /// `الماضي`, or `الماضي` after `من` … the qualifier of a weekday or month.
    pub fn optional_dir(&self, i: usize) -> (Option<i32>, usize) {
        match self.dir(i) {
            Some((d, n)) => (Some(d), n),
            None => (None, i),
        }
    }

    /// A month's name, with its other name beside it: `مارس (آذار)`.
    pub fn month_name(&self, i: usize, skip: usize) -> Read<(Calendar, u8)> {
        let name = |s| match s {
            Sense::MonthName(c, n) => Some((c, n)),
            _ => None,
        };
        let (month, next) = self.find(i, skip, name)?;
        let same = |j: usize| self.find(j, 0, name).filter(|(m, _)| *m == month);
        let next = match self.word(next) {
            "(" | "[" => match same(next + 1) {
                Some((_, n)) if matches!(self.word(n), ")" | "]") => n + 1,
                _ => next,
            },
            "/" | "-" | "–" | "\\" => same(next + 1).map_or(next, |(_, n)| n),
            _ => same(next).map_or(next, |(_, n)| n),
        };
        Some((month, next))
    }

    /// `2015`, `1436هـ`, `ألفين وأربعة عشر`; where `named`, a word for year
    /// stands before it and more is taken for a year.
    pub fn year_number(&self, i: usize, named: bool) -> Read<Year> {
        let (v, mut next) = if let Some((v, len)) = self.digits(i) {
            let ok = len == 4 || (named && len >= 2);
            if !ok || self.fraction(i) {
                return None;
            }
            (v, i + 1)
        } else {
            let n = self.number(i, 0).filter(|n| named && !n.ordinal)?;
            (
                i32::try_from(n.value)
                    .ok()
                    .filter(|v| (1000..2100).contains(v))?,
                n.next,
            )
        };
        let mut ah = None;
        if let Some(n) = self.has(next, 0, Sense::Ah) {
            (ah, next) = (Some(true), n);
        } else if let Some(n) = self.common_era(next) {
            (ah, next) = (Some(false), n);
        }
        let year = match (v, ah) {
            (1300..=1500, Some(true)) => Year::Ah(v),
            (1..=1299, Some(true)) if named => Year::Ah(v),
            (1340..=1460, None) => Year::Ah(v),
            (1700..=2150, Some(false) | None) => Year::Ce(v),
            (30..=99, None) if named => Year::Ce(1900 + v),
            (100..=1699, Some(false) | None) if named => Year::Ce(v),
            _ => return None,
        };
        Some((year, next))
    }

    /// The token after `م`, which is no title (`م. سعيد`).
    pub fn common_era(&self, i: usize) -> Option<usize> {
        let title = self.spaced(i) && self.word(i + 1) == ".";
        self.has(i, 0, Sense::Ce).filter(|_| !title)
    }

    /// The word at `i` is what a number before it counts: `2015 دولارا`. `في
    /// 2015 وحده` is not: folding makes one word of it and of وحدة.
    pub fn counts(&self, i: usize) -> bool {
        self.is(self.word(i), Sense::Counted) && !self.text.raw(i).ends_with('ه')
    }

    /// The digits at `i` belong to a longer number: `2.015`, `12:30`.
    pub fn fraction(&self, i: usize) -> bool {
        let glued = |a: usize, b: usize| !self.spaced(a) && !self.spaced(b);
        let mark = |w: &str| matches!(w, "." | "," | ":" | "٫" | "٬" | "%" | "٪" | "$" | "+");
        let after = mark(self.word(i + 1)) && glued(i + 1, i + 2) && self.is_number(i + 2);
        let before =
            i >= self.from + 2 && mark(self.before(i)) && glued(i, i - 1) && self.is_number(i - 2);
        after || before || matches!(self.word(i + 1), "%" | "٪" | "$")
    }

    /// `العام المقبل`, `هذه السنة`, with the number in apposition.
    pub fn year_rel(&self, i: usize, skip: usize) -> Read<Year> {
        let (n, next, school) = if let Some(j) = self.has(i, skip, Sense::This) {
            let n = self.has(j, 0, Sense::Unit(Unit::Year, Form::TheOne))?;
            let after = self.qualified(n);
            let end = self
                .dir(after.1)
                .filter(|d| d.0 == 0)
                .map_or(after.1, |d| d.1);
            (0, end, after.0)
        } else {
            let n = self.has(i, skip, Sense::Unit(Unit::Year, Form::TheOne))?;
            let (school, n) = self.qualified(n);
            let (d, n) = self.dir(n)?;
            (d, n, school)
        };
        if school {
            return Some((Year::School(n), next));
        }
        let open = usize::from(matches!(self.word(next), "(" | "،"));
        if let Some((y, after)) = self.year_number(next + open, false) {
            let closed = open == 1 && self.word(next) == "(";
            let after = if closed && self.word(after) == ")" {
                after + 1
            } else {
                after
            };
            return Some(match y {
                Year::Ce(_) => (y, after),
                _ => (Year::Rel(n), after),
            });
        }
        Some((Year::Rel(n), next))
    }

    /// Steps over `الدراسي` (true) or `المالي`.
    fn qualified(&self, i: usize) -> (bool, usize) {
        if let Some(n) = self.has(i, 0, Sense::School) {
            return (true, n);
        }
        (false, self.has(i, 0, Sense::Fiscal).unwrap_or(i))
    }

    /// `عام 2016`, `العام 2016`, `سنة ألفين وعشرة`, `العام الماضي`.
    pub fn year(&self, i: usize, skip: usize) -> Read<Year> {
        if let Some(y) = self.year_rel(i, skip) {
            return Some(y);
        }
        let n = self.has(i, skip, Sense::Year)?;
        let n = self.qualified(n).1;
        self.year_number(n, true)
    }

    /// The year after a month or season: `2015`, `من عام 2016`, `، 2024`.
    pub fn year_tail(&self, i: usize) -> Read<Year> {
        let comma = matches!(self.word(i), "،" | "," | "-" | "/");
        if let Some(y) = self.year_number(i + usize::from(comma), false) {
            let counted = self.counts(y.1);
            return (!counted).then_some(y);
        }
        if let Some(y) = self.year_words(i + usize::from(comma)) {
            return Some(y);
        }
        let of = matches!(self.word(i), "من" | "في");
        let j = i + usize::from(of);
        if of && let Some(y) = self.year_words(j) {
            return Some(y);
        }
        if of && let Some(y) = self.year_number(j, false) {
            return Some(y);
        }
        khabar_text::clitic::cuts(self.word(j)).find_map(|c| self.year(j, c.bytes))
    }

    /// A year in words where no word for year stands before it: `ألفين وثمانية
    /// عشر` after a month.
    fn year_words(&self, i: usize) -> Read<Year> {
        let words = self.number(i, 0)?;
        let ok = !words.digits && !words.ordinal && words.next > i + 1;
        let year = i32::try_from(words.value).ok().filter(|_| ok)?;
        let counted = self.counts(words.next);
        let fits = (1700..=2100).contains(&year) && !counted;
        fits.then_some((Year::Ce(year), words.next))
    }

    /// The number of a day: `3`, `٢٥`, `الخامس`, `الحادي والعشرين`, `ال14`.
    pub fn day_number(&self, i: usize, skip: usize) -> Read<u8> {
        let i = if self.word(i).get(skip..) == Some("ال") && self.is_number(i + 1) {
            i + 1
        } else {
            i
        };
        if self.is_number(i) {
            let (v, len) = self.digits(i)?;
            let ok = len <= 2 && (1..=31).contains(&v) && !self.fraction(i);
            return ok.then_some((v as u8, i + 1));
        }
        // العشرين من أيار: the tens are written alike when they count.
        let the = self
            .word(i)
            .get(skip..)
            .is_some_and(|w| w.starts_with("ال"));
        let tens = |n: &Number| the && matches!(n.value, 20 | 30) && self.word(n.next) == "من";
        let n = self.number(i, skip).filter(|n| n.ordinal || tens(n))?;
        (1..=31)
            .contains(&n.value)
            .then_some((n.value as u8, n.next))
    }

    /// A month with its year and direction, from its name on or from `شهر`.
    pub fn month(&self, i: usize, skip: usize) -> Read<Date> {
        if let Some(j) = self.has(i, skip, Sense::This)
            && let Some(((calendar, month), n)) = self.month_name(j, 0)
        {
            return Some((
                Date {
                    day: None,
                    calendar,
                    month,
                    year: None,
                    dir: Some(0),
                },
                n,
            ));
        }
        let headed = self.has(i, skip, Sense::Month);
        let ((calendar, month), next) = match headed {
            Some(j) => self.month_name(j, 0).or_else(|| self.month_number(j))?,
            None => self.month_name(i, skip)?,
        };
        let (mut dir, mut next) = self.optional_dir(next);
        let year = self.year_tail(next);
        if let Some((_, n)) = year {
            next = n;
            if dir.is_none() {
                (dir, next) = self.optional_dir(n);
            }
        }
        let year = year.map(|y| self.in_calendar(y.0, calendar));
        Some((
            Date {
                day: None,
                calendar,
                month,
                year,
                dir,
            },
            next,
        ))
    }

    /// `شهر 3`, `الشهر الثامن`.
    fn month_number(&self, i: usize) -> Read<(Calendar, u8)> {
        let n = self.number(i, 0)?;
        // شهر ثلاثة; شهر واحد is a length.
        let ok = (1..=12).contains(&n.value) && (n.digits || n.ordinal || n.value > 2);
        ok.then_some(((Calendar::Gregorian, n.value as u8), n.next))
    }

    /// A bare 14xx after a Gregorian month is no Hijri year, nor the reverse.
    fn in_calendar(&self, year: Year, calendar: Calendar) -> Year {
        match (year, calendar) {
            (Year::Ah(v), Calendar::Gregorian) => Year::Ce(v),
            _ => year,
        }
    }

    /// A day of a month: `27 أغسطس المقبل`, `الأول من أيار 2015`,
    /// `26 من الشهر الجاري`.
    pub fn day_of_month(&self, i: usize, skip: usize) -> Read<Core> {
        let Some((day, n)) = self.day_number(i, skip) else {
            return self.counted_day(i, skip);
        };
        // ثالث يوم من أكتوبر
        let digits = self.is_number(n.saturating_sub(1));
        let n = self.has(n, 0, Sense::Day).filter(|_| !digits).unwrap_or(n);
        self.with_day(day, n)
    }

    /// `واحد وعشرين مايو`: a day in counting words, before its month alone.
    fn counted_day(&self, i: usize, skip: usize) -> Read<Core> {
        let k = self.number(i, skip)?;
        let weak = self.is(self.word(k.next), Sense::Weak);
        let ok = !k.digits && !k.ordinal && (1..=31).contains(&k.value) && !weak;
        self.month_name(k.next, 0).filter(|_| ok)?;
        let (mut date, n) = self.month(k.next, 0)?;
        date.day = Some(k.value as u8);
        Some((Core::Date(date), n))
    }

    /// What follows a day's number: `من أيار 2015`, `الجاري`.
    pub fn with_day(&self, day: u8, n: usize) -> Read<Core> {
        let of = self.word(n) == "من";
        let mark = matches!(self.word(n), "-" | "/" | "،") && !self.is_number(n + 1);
        // 4 - صفر is a score.
        let mark = mark && !self.is(self.word(n + 1), Sense::NameToo);
        let n = n + usize::from(of || mark);
        if let Some((k, n)) = self.this_month(n) {
            return Some((Core::DayOfMonth(day, k), n));
        }
        let word = self.word(n);
        // `22 لشهر رمضان`.
        let skip = if word.starts_with('ل') && !self.lex.knows(word) {
            "ل".len()
        } else {
            0
        };
        if let Some((mut date, n)) = self.month(n, skip) {
            date.day = Some(day);
            return Some((Core::Date(date), n));
        }
        if of {
            return None;
        }
        let (dir, next) = self.dir(n)?;
        (dir == 0 && self.is_number(n - 1)).then_some((Core::DayOfMonth(day, 0), next))
    }

    fn this_month(&self, i: usize) -> Read<i32> {
        let month = Sense::Unit(Unit::Month, Form::TheOne);
        if let Some(j) = self.has(i, 0, Sense::This) {
            return self.has(j, 0, month).map(|n| (0, n));
        }
        self.dir(self.has(i, 0, month)?)
    }

    /// A weekday with its article, or without it after `bare`.
    pub fn weekday(&self, i: usize, skip: usize, bare: bool) -> Read<u8> {
        self.find(i, skip, |s| match s {
            Sense::Weekday(iso, the) if the || bare => Some(iso),
            _ => None,
        })
    }
}
