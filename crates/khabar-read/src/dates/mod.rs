//! Date expressions, their values, and the publication day worked out from them.
//!
//! A line's tokens are read once ([`scan`]): pieces ([`grammar`], [`units`])
//! are joined into expressions ([`chain`]), which say what they say
//! ([`expr`]) before anything is known of the day of writing. That day is the
//! printed one, or the one that the expressions themselves settle
//! ([`publish`]), or else the day of retrieval; from it follow the values
//! ([`resolve`]).

mod apposition;
mod chain;
mod expr;
mod feast;
mod figures;
mod grammar;
mod length;
mod lexicon;
mod month_first;
mod nth;
mod often;
mod order;
mod publish;
mod range;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_false_friends;
#[cfg(test)]
mod tests_forms;
#[cfg(test)]
mod tests_undated;
mod units;
mod weekday;

use expr::{Core, Item, Year};
use grammar::Line;
use khabar_model::{
    Anchor, Article, Capture, LineLabel, Page, Published, PublishedFrom, Timex, TimexValue,
    Unsettled,
};
use khabar_text::civil::{Calendar, Day};
use khabar_text::{Span, Text};
use lexicon::Lexicon;
use resolve::Now;

pub struct DateReader {
    lexicon: Lexicon,
    coming: bool,
}

impl DateReader {
    pub fn builtin() -> Self {
        DateReader {
            lexicon: Lexicon::builtin(),
            coming: false,
        }
    }

    /// For texts that announce rather than report (calendars, programmes,
    /// requests): where no word shows the tense, the coming day is meant, not
    /// the past one as in news.
    pub fn of_announcements(mut self) -> Self {
        self.coming = true;
        self
    }

    /// Finds and resolves the dates of all articles. Where the page does not
    /// print an article's publication day but its weekday words settle it,
    /// sets `published` (`relative`).
    pub fn read(&self, text: &Text<'_>, page: &mut Page, capture: &Capture) -> Vec<Timex> {
        let retrieved = capture.retrieved_day().and_then(Day::parse);
        let lines = page.lines.iter().filter_map(|l| match l.label {
            LineLabel::Headline(id) | LineLabel::Meta(id) | LineLabel::Body(id) => {
                Some((id, l.span))
            }
            _ => None,
        });
        let mut items = self.items(text, lines);
        let mut written = Vec::with_capacity(page.articles.len());
        for article in &mut page.articles {
            let mut own: Vec<&mut Item> = items
                .iter_mut()
                .filter(|(a, _)| *a == article.id)
                .map(|(_, it)| it)
                .collect();
            if article.published.is_none() {
                publish(text, article, &own, retrieved);
            }
            let day = article.published.as_ref();
            let day = day.and_then(|p| Day::parse(&p.day));
            order::settle(&mut own, day.or(retrieved));
            written.push((article.id, day));
        }
        values(text, &items, |article| {
            let published = written.iter().find(|(a, _)| *a == article);
            match published.and_then(|(_, day)| *day) {
                Some(day) => (Some(day), Anchor::Published),
                None => (retrieved, Anchor::Retrieved),
            }
        })
    }

    /// The dates of a text that was written on a day that is known, or not.
    pub fn read_text(&self, text: &Text<'_>, written: Option<Day>) -> Vec<Timex> {
        let mut at = 0;
        let lines = text.original().split('\n').map(|l| {
            let span = Span::new(at, at + l.len());
            at += l.len() + 1;
            (1, span)
        });
        let mut items = self.items(text, lines);
        let mut own: Vec<&mut Item> = items.iter_mut().map(|(_, it)| it).collect();
        order::settle(&mut own, written);
        values(text, &items, |_| (written, Anchor::Published))
    }

    /// The expressions of lines, with the id of each line's article.
    fn items(&self, text: &Text<'_>, lines: impl Iterator<Item = (u16, Span)>) -> Vec<(u16, Item)> {
        let mut out = Vec::new();
        let mut found = Vec::new();
        for (id, span) in lines {
            let tokens = text.tokens_in(span);
            Line::new(&self.lexicon, text, tokens).scan(&mut found);
            out.extend(found.drain(..).map(|mut it| {
                it.future |= self.coming;
                (id, it)
            }));
        }
        out.sort_by_key(|(_, it)| it.from);
        out.dedup_by(|b, a| b.1.from < a.1.to);
        out
    }
}

/// The values of expressions. `written` is the day that an article's relative
/// words are counted from, and what that day is.
fn values(
    text: &Text<'_>,
    items: &[(u16, Item)],
    written: impl Fn(u16) -> (Option<Day>, Anchor),
) -> Vec<Timex> {
    let mut told: Option<(u16, Day, usize)> = None;
    let mut out = Vec::with_capacity(items.len());
    for (article, it) in items {
        let (day, anchor) = written(*article);
        let last = told.filter(|(a, ..)| a == article);
        let now = Now {
            day,
            told: last.map(|(_, d, _)| d),
        };
        let mut readings = resolve::readings(it, now);
        let value = match readings.len() {
            1 => readings.pop(),
            _ => None,
        };
        if value.is_none() && matches!(it.core, Core::Following(_)) {
            continue;
        }
        let own = resolve::value(it, Now::default());
        let anchor = match &value {
            None => Anchor::Open,
            Some(_) if own == value => Anchor::Own,
            Some(_) if matches!(it.core, Core::Following(_)) => {
                last.map_or(Anchor::Open, |(.., k)| Anchor::Timex(k))
            }
            Some(_) => anchor,
        };
        if let Some(day) = value
            .as_deref()
            .filter(|v| v.len() == 10)
            .and_then(Day::parse)
        {
            told = Some((*article, day, out.len()));
        }
        let unsettled = match &value {
            None => Some(unsettled(it, &readings, now)),
            Some(_) => None,
        };
        out.push(Timex {
            article: *article,
            span: text.span_without_prefix(it.from, it.to, it.skip),
            kind: it.kind(),
            times: match it.core {
                Core::Period(_, _, times) => times,
                _ => None,
            },
            value: value.map(TimexValue),
            candidates: readings.into_iter().map(TimexValue).collect(),
            unsettled,
            modifier: it.modifier,
            anchor,
            rule: it.rule(),
        });
    }
    out
}

/// Why an expression without a value has none.
fn unsettled(it: &Item, readings: &[String], now: Now) -> Unsettled {
    // Some day of writing, to see whether any would do.
    let some = Now {
        day: Some(now.day.unwrap_or(Day(0))),
        told: now.told,
    };
    match &it.core {
        _ if readings.len() > 1 => Unsettled::Readings,
        Core::Open => Unsettled::NoCalendarDay,
        Core::Year(Year::Ah(_)) => Unsettled::HijriSpan,
        Core::Date(d) if d.day.is_none() && d.calendar == Calendar::Hijri => Unsettled::HijriSpan,
        Core::DayOf(_, of) if matches!(**of, Core::Date(_)) => Unsettled::HijriSpan,
        _ if now.day.is_none() && !resolve::readings(it, some).is_empty() => {
            Unsettled::NoDayOfWriting
        }
        _ => Unsettled::NoSuchDay,
    }
}

/// Sets the article's publication day where its own words settle it.
fn publish(text: &Text<'_>, article: &mut Article, items: &[&mut Item], retrieved: Option<Day>) {
    if let Some((day, shown)) = publish::publication(items, retrieved) {
        let evidence = items.get(shown).map(|it| text.span(it.from, it.to));
        let day = day.to_string();
        article.published = Some(Published {
            day,
            from: PublishedFrom::Relative,
            field: None,
            evidence,
        });
    }
}
