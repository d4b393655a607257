//! Date expressions, their values, and the publication day worked out from them.
//!
//! A line's tokens are read once ([`scan`]): pieces ([`grammar`], [`units`])
//! are joined into expressions ([`chain`]), which say what they say
//! ([`expr`]) before anything is known of the day of writing. That day is the
//! printed one, or the one that the expressions themselves settle
//! ([`publish`]), or else the day of retrieval; from it follow the values
//! ([`resolve`]).

mod chain;
mod civil;
mod expr;
mod feast;
mod grammar;
mod lexicon;
mod publish;
mod resolve;
mod scan;
#[cfg(test)]
mod tests;
mod units;

use civil::Day;
use expr::{Core, Item};
use grammar::Line;
use khabar_model::{
    Anchor, Article, Capture, LineLabel, Page, Published, PublishedFrom, Timex, TimexValue,
};
use khabar_text::Text;
use lexicon::Lexicon;
use resolve::Now;

pub struct DateReader {
    lexicon: Lexicon,
}

impl DateReader {
    pub fn builtin() -> Self {
        DateReader {
            lexicon: Lexicon::builtin(),
        }
    }

    /// Finds and resolves the dates of all articles. Where the page does not
    /// print an article's publication day but its weekday words settle it,
    /// sets `published` (`relative`).
    pub fn read(&self, text: &Text<'_>, page: &mut Page, capture: &Capture) -> Vec<Timex> {
        let retrieved = capture.retrieved_day().and_then(Day::parse);
        let items = self.items(text, page);
        for article in &mut page.articles {
            if article.published.is_none() {
                let own: Vec<&Item> = items
                    .iter()
                    .filter(|(a, _)| *a == article.id)
                    .map(|(_, it)| it)
                    .collect();
                publish(text, article, &own, retrieved);
            }
        }
        let mut told: Option<(u16, Day, usize)> = None;
        let mut out = Vec::with_capacity(items.len());
        for (article, it) in &items {
            let published = page
                .articles
                .iter()
                .find(|a| a.id == *article)
                .and_then(|a| a.published.as_ref())
                .and_then(|p| Day::parse(&p.day));
            let last = told.filter(|(a, ..)| a == article);
            let now = Now {
                day: published.or(retrieved),
                told: last.map(|(_, d, _)| d),
            };
            let value = resolve::value(it, now);
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
                Some(_) if published.is_some() => Anchor::Published,
                Some(_) => Anchor::Retrieved,
            };
            if let Some(day) = value
                .as_deref()
                .filter(|v| v.len() == 10)
                .and_then(Day::parse)
            {
                told = Some((*article, day, out.len()));
            }
            let span = text.span_without_prefix(it.from, it.to, it.skip);
            let value = value.map(TimexValue);
            out.push(Timex {
                article: *article,
                span,
                value,
                anchor,
                rule: it.rule(),
            });
        }
        out
    }

    /// The expressions of all articles' lines, with the article's id.
    fn items(&self, text: &Text<'_>, page: &Page) -> Vec<(u16, Item)> {
        let mut out = Vec::new();
        let mut found = Vec::new();
        for line in &page.lines {
            let (LineLabel::Headline(id) | LineLabel::Meta(id) | LineLabel::Body(id)) = line.label
            else {
                continue;
            };
            let tokens = text.tokens_in(line.span);
            let line = Line {
                lex: &self.lexicon,
                text,
                from: tokens.start,
                end: tokens.end,
            };
            line.scan(&mut found);
            out.extend(found.drain(..).map(|it| (id, it)));
        }
        out.sort_by_key(|(_, it)| it.from);
        out.dedup_by(|b, a| b.1.from < a.1.to);
        out
    }
}

/// Sets the article's publication day where its own words settle it.
fn publish(text: &Text<'_>, article: &mut Article, items: &[&Item], retrieved: Option<Day>) {
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
