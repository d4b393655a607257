//! Pieces in apposition, which are one expression: `اليوم الثلاثاء، (27 آب
//! 2024)`, `25/10/1436هـ الموافق 10/8/2015م`.

use super::expr::{Core, Date, Item};
use super::grammar::Line;
use super::lexicon::Sense;
use super::resolve::absolute;
use khabar_text::civil::Calendar;

/// How the second piece stands beside the first.
struct Beside<'a> {
    /// The word or mark after the first piece.
    mark: &'a str,
    /// Where the second piece begins, and the folded bytes of ل before it.
    at: usize,
    skip: usize,
    /// It stands in brackets.
    paren: bool,
    /// الموافق stands before it.
    matched: bool,
    /// في stands between a weekday and its date.
    on: bool,
    /// Nothing stands between the two.
    next: bool,
}

impl Line<'_> {
    /// The expression with the piece that stands in apposition after it.
    pub fn apposition(&self, it: &Item) -> Option<Item> {
        let days = matches!(&it.core, Core::Range(a, b) if a.day_date().is_some() && b.day_date().is_some());
        if !it.is_day() && !days {
            return None;
        }
        let beside = self.beside(it);
        let p = self.piece(beside.at, beside.skip)?;
        let close = beside.paren && matches!(self.word(p.to), ")" | "]");
        if beside.paren && !close {
            return None;
        }
        let mut out = it.clone();
        out.to = p.to + usize::from(close);
        if matches!(it.core, Core::Range(..)) || matches!(p.core, Core::Range(..)) {
            return ranges(out, &p, beside.paren || beside.matched);
        }
        if !p.is_day() {
            return None;
        }
        if p.feast {
            // اليوم الثلاثاء خامس أيام عيد الفطر: the day is told, whoever keeps it.
            return (beside.mark != "/" && !it.feast).then_some(out);
        }
        if matches!(p.core, Core::Date(_) | Core::DayOfMonth(..)) {
            self.dates(it, out, p, &beside)
        } else {
            words(it, out, &p, &beside)
        }
    }

    fn beside(&self, it: &Item) -> Beside<'_> {
        let j = it.to;
        let mark = self.word(j);
        let open = |k| matches!(self.word(k), "(" | "[");
        let k = match mark {
            "(" | "[" | "،" | "," | "-" | "–" | "/" | ":" => j + 1,
            _ => j,
        };
        // اليوم الثلاثاء، (27 آب 2024)
        let both = matches!(mark, "،" | ",") && open(k);
        let k = k + usize::from(both);
        // (الموافق 10 أغسطس), الموافق لـ 10 أغسطس, الاثنين في 18 شباط.
        let matched = self.has(k, 0, Sense::Match);
        let k = matched.unwrap_or(k);
        let k = k + usize::from(matched.is_some() && matches!(self.word(k), "ل" | "في" | ":"));
        let on = k == j && mark == "في" && it.core == Core::Nothing && it.weekday.is_some();
        let at = k + usize::from(on);
        let skip = match self.word(at) {
            w if matched.is_some() && w.starts_with('ل') && !self.lex.knows(w) => "ل".len(),
            _ => 0,
        };
        Beside {
            mark,
            at,
            skip,
            paren: open(j) || both,
            matched: matched.is_some(),
            on,
            next: at == j,
        }
    }

    /// A date after a word, or after the same day in another calendar.
    fn dates(&self, it: &Item, mut out: Item, p: Item, beside: &Beside<'_>) -> Option<Item> {
        if p.weekday.is_some() && it.weekday.is_some_and(|d| Some(d) != p.weekday) {
            return None;
        }
        out.weekday = it.weekday.or(p.weekday);
        if it.core == Core::Nothing {
            // الثلاثاء الثالث من أيلول
            let few = p.day_date().and_then(|d| d.day).is_some_and(|d| d <= 5);
            out.nth = beside.next && few && !self.is_number(beside.at);
            (out.core, out.others) = (p.core, p.others);
            return Some(out);
        }
        let b = *p.day_date()?;
        if it.feast && it.day_date().is_none_or(|a| !a.is_absolute()) {
            // أول أيام عيد الفطر الموافق 17 يوليو
            (out.core, out.others, out.shift) = (p.core, p.others, p.shift);
            return Some(out);
        }
        let a = it.day_date().filter(|a| a.calendar != b.calendar)?;
        if beside.mark == "،" && it.weekday.is_none() && !b.is_absolute() {
            return None;
        }
        // The Gregorian date counts, and an absolute one before another.
        if b.calendar == Calendar::Gregorian && (b.is_absolute() || !a.is_absolute()) {
            (out.core, out.others) = twin(a, b, p.others);
        }
        Some(out)
    }
}

/// `19 – 21 شوال الموافق 4 – 6 أغسطس`
fn ranges(mut out: Item, p: &Item, told: bool) -> Option<Item> {
    let (Core::Range(a, _), Core::Range(b, _)) = (&out.core, &p.core) else {
        return None;
    };
    let (a, b) = (a.day_date()?.calendar, b.day_date()?.calendar);
    if b == Calendar::Gregorian {
        out.core = p.core.clone();
    }
    (a != b && told).then_some(out)
}

/// A weekday or relative day after another word: `أمس الأربعاء`, `الخميس (أمس)`.
fn words(it: &Item, mut out: Item, p: &Item, beside: &Beside<'_>) -> Option<Item> {
    if p.rel.is_some() {
        out.rel = p.rel;
        let ok = beside.paren && it.rel.is_none() && it.core == Core::Nothing;
        return ok.then_some(out);
    }
    (out.weekday, out.dir) = (p.weekday, p.dir);
    let told = it.rel.is_some() || beside.paren;
    (it.weekday.is_none() && told && !beside.on && beside.mark != "/").then_some(out)
}

/// The Gregorian date beside a Hijri one, which shows which of its figures is
/// the month.
fn twin(hijri: &Date, own: Date, others: Vec<Date>) -> (Core, Vec<Date>) {
    let day = absolute(hijri);
    let near = |d: &Date| {
        let both = absolute(d).zip(day);
        both.is_some_and(|(x, y)| (x.0 - y.0).abs() <= 2)
    };
    if near(&own) {
        return (Core::Date(own), Vec::new());
    }
    match others.iter().find(|d| near(d)) {
        Some(d) => (Core::Date(*d), Vec::new()),
        None => (Core::Date(own), others),
    }
}
