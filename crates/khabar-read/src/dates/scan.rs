//! Finds expressions in a line and turns away what only looks like one.

use super::expr::{Core, Item};
use super::grammar::Line;
use super::lexicon::{Form, PartOf, Sense};
use khabar_text::civil::{Calendar, Unit};
use khabar_text::clitic::cuts;

impl Line<'_> {
    /// All expressions of the line, in order.
    pub fn scan(&self, out: &mut Vec<Item>) {
        let mut i = self.from;
        while i < self.end {
            match self.at(i) {
                Some(it) => {
                    i = it.to.max(i + 1);
                    out.push(it);
                }
                None => i += 1,
            }
        }
    }

    fn at(&self, i: usize) -> Option<Item> {
        if self.text.is_punct(i) {
            return None;
        }
        if self.is_number(i) {
            let it = self
                .item(i, 0)
                .or_else(|| self.year_after_preposition(i))
                .or_else(|| self.often(i, 0))?;
            return self.settle(it);
        }
        let word = self.word(i);
        for cut in cuts(word) {
            let rest = &word[cut.bytes..];
            if !self.lex.starts(rest) {
                continue;
            }
            let undated = || {
                self.often(i, cut.bytes)
                    .or_else(|| self.reference(i, cut.bytes))
            };
            if let Some(mut it) = self.item(i, cut.bytes).or_else(undated) {
                it.skip = cut.bytes;
                if let Some(mut it) = self.settle(it) {
                    let lam = rest.starts_with("لل") && self.lex.knows(rest);
                    it.skip += if lam { "ل".len() } else { 0 };
                    return Some(it);
                }
            }
        }
        None
    }

    /// `في 2003`: a bare year counts only after a word of time.
    fn year_after_preposition(&self, i: usize) -> Option<Item> {
        let before = self.before(i);
        let bare = before.strip_prefix('و').unwrap_or(before);
        let time = [Sense::In, Sense::Before, Sense::After, Sense::To];
        let led = time.into_iter().any(|s| self.is(bare, s));
        let (year, to) = self.year_number(i, false).filter(|_| led)?;
        let counted = self.counts(to)
            || self
                .find(to, 0, |s| matches!(s, Sense::Unit(..)).then_some(()))
                .is_some();
        let round = self.word(i) == "2000" && self.text.is_word(to) && to < self.end;
        (!counted && !round).then(|| Item::new(Core::Year(year), i, to))
    }

    fn settle(&self, mut it: Item) -> Option<Item> {
        if !self.is_date(&it) {
            return None;
        }
        it.future = self.future(it.from, it.to);
        // What hangs on another event has no place of its own.
        if matches!(it.core, Core::Following(_)) {
            return Some(it);
        }
        // بعد ثلاثة أيام is a distance from now only where something is to come.
        let onward = match it.core {
            Core::Back(_, n) => n > 0,
            Core::BackBy(m, d, _) => m > 0 || d > 0,
            _ => false,
        };
        let onward = onward && !self.ends_with_now(&it);
        (!onward || it.future).then_some(it)
    }

    pub fn is_date(&self, it: &Item) -> bool {
        let (i, before) = (it.from, self.before(it.from));
        match &it.core {
            Core::Nothing if it.weekday.is_none() && it.rel == Some(0) => self.is_today(it),
            Core::Nothing if it.rel.is_none() => {
                let name = self.is(before, Sense::WeekdayNotBefore);
                let eleven = matches!(self.word(it.to), "عشر" | "عشره");
                !(name || eleven)
            }
            Core::Open | Core::Moving(..) if self.is_feast(it) => self.feast_is_day(it),
            Core::Date(d) if d.day.is_some() => {
                if d.year.is_none() && d.dir.is_none() && self.is_feast(it) {
                    return self.feast_is_day(it);
                }
                let headed =
                    self.is_cut(before, Sense::Named) || self.is(before, Sense::NumberHead);
                !(headed && d.year.is_none() && d.dir.is_none())
            }
            Core::Date(d) => {
                if d.dir.is_some() || self.has(i, 0, Sense::Month).is_some() {
                    return true;
                }
                if self
                    .find(i, it.skip, |s| {
                        matches!(s, Sense::Part(_) | Sense::Since | Sense::By).then_some(())
                    })
                    .is_some()
                {
                    return true;
                }
                let two = self.month_name(i, it.skip).is_some_and(|((c, _), n)| {
                    c == Calendar::Gregorian && matches!(self.before(n), ")" | "]")
                });
                let weak = self
                    .word(i)
                    .get(it.skip..)
                    .is_some_and(|w| self.is(w, Sense::Weak));
                let name = self
                    .word(i)
                    .get(it.skip..)
                    .is_some_and(|w| self.is(w, Sense::NameToo));
                let strong = d.year.is_some() && !name;
                let plain = !weak && !name;
                let alone = plain && self.alone(it);
                let verb =
                    plain && i > self.from && self.lex.is_future(before, self.text.raw(i - 1));
                two || strong
                    || alone
                    || verb
                    || self.after_time_word(i, it.skip, weak && d.year.is_none())
            }
            // في القرن الحادي والعشرين is nowadays.
            Core::Century(2000) => self.has(i, it.skip, Sense::Century).is_none(),
            Core::DecadeRel(_) => {
                matches!(before, "في" | "خلال" | "منذ")
            }
            // المدير العام السابق
            Core::Year(_) => {
                let the = Sense::Unit(Unit::Year, Form::TheOne);
                !(self.is_cut(before, Sense::Title) && self.has(i, it.skip, the).is_some())
            }
            Core::Back(Unit::Day, _) if it.to == i + 2 && self.word(it.to).starts_with("ال") => {
                // قبل يوم السبت
                self.weekday(it.to, 0, true).is_none()
            }
            _ => true,
        }
    }

    /// The word, with or without proclitics, has this sense.
    fn is_cut(&self, word: &str, sense: Sense) -> bool {
        cuts(word).any(|c| self.is(&word[c.bytes..], sense))
    }

    /// A feast's name and nothing else: the time word before it is not in it.
    fn is_feast(&self, it: &Item) -> bool {
        let name = |s| matches!(s, Sense::Feast(_)).then_some(());
        it.feast
            && self
                .find(it.from, it.skip, name)
                .is_some_and(|((), n)| n == it.to)
    }

    /// A bare feast is a day after a word of time, or alone; most are told of.
    fn feast_is_day(&self, it: &Item) -> bool {
        let before = self.before(it.from);
        let bare = before.strip_prefix('و').unwrap_or(before);
        let led = matches!(bare, "في" | "خلال" | "منذ" | "حتي") || self.is(bare, Sense::Eve);
        let verb = it.from > self.from && self.lex.is_future(before, self.text.raw(it.from - 1));
        it.core != Core::Open && (led || verb || self.alone(it))
    }

    /// The line holds nothing else.
    fn alone(&self, it: &Item) -> bool {
        let mut rest = (self.from..it.from).chain(it.to..self.end);
        rest.all(|k| self.text.is_punct(k))
    }

    fn is_part(&self, word: &str) -> bool {
        use PartOf::*;
        let parts = [Some, Start, Mid, End, Close, Rest].map(Sense::Part);
        parts.into_iter().any(|p| self.is(word, p))
    }

    /// A bare month needs a preposition; one that is another word too needs
    /// one that only goes with times.
    fn after_time_word(&self, i: usize, skip: usize, weak: bool) -> bool {
        let before = self.before(i);
        let bare = before.strip_prefix('و').unwrap_or(before);
        let has = |s| self.is(bare, s);
        let in_ = has(Sense::In) || skip > 0 && self.word(i).starts_with('ب');
        let time = has(Sense::Before) || has(Sense::After) || self.is_part(bare) || has(Sense::To);
        let other = has(Sense::From) || has(Sense::Between);
        if weak {
            bare == "في" || bare == "خلال"
        } else {
            in_ || time || other
        }
    }

    /// اليوم as an adverb of the day of writing, not nowadays, a newspaper's
    /// name, or a day of some other kind.
    fn is_today(&self, it: &Item) -> bool {
        let (i, j) = (it.from, it.to);
        let word = self.word(i).get(it.skip..).unwrap_or("");
        if word == "لليوم" {
            return false;
        }
        if word != "اليوم" || j != i + 1 {
            return !matches!(self.before(i), "تلك" | "ذاك");
        }
        // لليوم, باليوم, كاليوم
        let (before, after) = (self.before(i), self.word(j));
        let clitic = it.skip > 0 && !self.word(i).starts_with(['و', 'ف']);
        if clitic || self.is(before, Sense::TodayNotBefore) || self.is(after, Sense::TodayNotAfter)
        {
            return false;
        }
        let quote = |w: &str| {
            matches!(
                w,
                "\"" | "«" | "»" | "”" | "“" | "(" | ")" | "'" | "‘" | "’"
            )
        };
        if quote(before) && quote(after) {
            return false;
        }
        // اليوم - الدمام, اليوم: a dateline with the paper's name.
        let opens = i == self.from;
        let line = matches!(after, "-" | "–" | "/" | ":" | "|" | "");
        if opens && (line || after == "(") {
            return false;
        }
        if self.is(before, Sense::OutletToday) {
            let head = i.checked_sub(1).map_or("", |k| self.before(k));
            let cited = quote(head) || head == "ل" || self.is(head, Sense::TodayNotBefore);
            // A byline ends with the outlet's name, a sentence with a mark.
            let alone = after.is_empty() || i == self.from + 1 && (line || quote(after));
            // وزير الخارجية المصري اليوم is no newspaper.
            let paper = before == "المصري" && !head.starts_with("ال");
            if cited || alone || paper || quote(after) && after != "(" {
                return false;
            }
        }
        true
    }

    /// The clause speaks of what is to come.
    fn future(&self, from: usize, to: usize) -> bool {
        let stop = |w: &str| matches!(w, "." | "!" | "؟" | "?" | "؛" | ":");
        for k in (self.from..from).rev().take(25) {
            let w = self.text.norm(k);
            if stop(w) || self.is(w, Sense::Past) {
                break;
            }
            if self.lex.is_future(w, self.text.raw(k)) {
                return true;
            }
        }
        for k in to..(to + 4).min(self.end) {
            let w = self.text.norm(k);
            if stop(w) || matches!(w, "ان" | "انه" | "انها" | "،" | "عن" | "على") {
                break;
            }
            if self.lex.is_future(w, self.text.raw(k)) {
                return true;
            }
        }
        false
    }
}
