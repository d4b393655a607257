//! Answers as lines for a person.

mod event;
mod facets;
mod profile;
mod statement;

pub use event::event;
pub use facets::{facets, next};
pub use profile::profile;
use statement::wording;
pub use statement::{chain, copies, issuer, statement};

use crate::isnad;
use crate::lang::{self, Lang};
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::text::{clean, shorten};
use crate::words;
use khabar_record::{Actor, Asked, Hit, Quote, Source, Statement, Trace};

/// So many of those who answer to a name are told.
const ANSWERING: usize = 4;

/// Parts as one text.
pub fn joined(parts: &[Quote]) -> String {
    let parts: Vec<String> = parts.iter().map(|q| clean(&q.exact)).collect();
    parts.join(" … ")
}

/// Content as one text; the words of a speaker in quotation marks.
pub fn content(s: &Statement) -> String {
    let text = joined(&s.content);
    match s.form.as_str() {
        "direct" if !text.is_empty() => format!("«{text}»"),
        _ => text,
    }
}

/// The speaker's name, else the words that stand for one.
pub fn speaker(lang: Lang, s: &Statement) -> String {
    let words = || s.speaker_words.as_ref().map(|w| clean(&w.exact));
    let unknown = || lang.of("speaker not named", "قائل غير مسمّى").to_owned();
    s.speaker
        .as_ref()
        .map(|a| clean(&a.name))
        .or_else(words)
        .unwrap_or_else(unknown)
}

/// The outlet, else the host of the address, else the page's file.
pub fn outlet(source: &Source) -> String {
    let host = || {
        let url = source.url.as_deref()?;
        let rest = url.split_once("://")?.1;
        let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
        Some(host.trim_start_matches("www.").to_owned()).filter(|h| !h.is_empty())
    };
    let outlet = source.outlet.clone().or_else(host);
    clean(&outlet.unwrap_or_else(|| source.page.clone()))
}

fn names(line: Line, lang: Lang, actors: &[Actor]) -> Line {
    actors.iter().enumerate().fold(line, |line, (k, actor)| {
        let line = if k > 0 { line.own(lang.comma()) } else { line };
        line.foreign(&actor.name)
    })
}

/// Headline, outlet and day, address.
pub fn source(screen: &mut Screen, indent: usize, source: &Source) {
    let mut line = Line::new();
    if let Some(headline) = &source.headline {
        line = line
            .foreign_styled(&shorten(&clean(headline), 90), DIM)
            .styled(" · ", DIM);
    }
    line = line.foreign_styled(&outlet(source), DIM);
    if let Some(day) = &source.day {
        line = line.styled(" · ", DIM).foreign_styled(day, DIM);
    }
    let address = source.url.as_ref().unwrap_or(&source.page);
    line = line.styled(" · ", DIM).foreign_styled(address, DIM);
    screen.line(indent, line);
}

/// Who answers to a name that was asked for.
pub fn asked(screen: &mut Screen, label: &str, asked: &Asked) {
    let lang = screen.lang;
    let mut line = Line::new()
        .styled(format!("{label} "), LABEL)
        .own("«")
        .foreign(&asked.name)
        .own("»: ");
    if asked.actors.is_empty() {
        line = line.own(lang.of(
            "nobody in the record by this name",
            "لا أحد في السجل بهذا الاسم",
        ));
    }
    for (k, m) in asked.actors.iter().take(ANSWERING).enumerate() {
        if k > 0 {
            line = line.own(lang.comma());
        }
        let (how, pages) = (words::how(lang, &m.how), lang.count(m.pages, &lang::PAGES));
        line = line
            .foreign_styled(&m.actor.name, BOLD)
            .own(format!(" ({how}{}{pages})", lang.comma()));
    }
    let more = asked.actors.len().saturating_sub(ANSWERING);
    if more > 0 {
        line = line.own(match lang {
            Lang::En => format!(" and {more} more"),
            Lang::Ar => format!(" و{more} غيرهم"),
        });
    }
    screen.line(0, line);
}

/// How many there are, where not all are shown.
pub fn of_all(screen: &mut Screen, shown: usize, total: usize, noun: &lang::Noun) {
    let lang = screen.lang;
    let all = lang.count(total, noun);
    let text = match lang {
        _ if shown >= total => all,
        Lang::En => format!("{all}; {shown} are shown (--limit 0 for all)"),
        Lang::Ar => format!("{all}، يُعرض منها {shown} (‎--limit 0 لعرض الكل)"),
    };
    screen.line(0, Line::new().own(text));
}

/// An article that a search found.
pub fn hit(screen: &mut Screen, hit: &Hit) {
    screen.blank();
    let headline = hit.source.headline.as_deref().unwrap_or(&hit.source.page);
    screen.line(0, Line::new().foreign_styled(headline, BOLD));
    let mut about = Line::new().foreign(&outlet(&hit.source));
    if let Some(day) = &hit.source.day {
        about = about.own(" · ").foreign(day);
    }
    let address = hit.source.url.as_ref().unwrap_or(&hit.source.page);
    screen.line(2, about.own(" · ").foreign_styled(address, DIM));
    screen.paragraph(2, &hit.snippet.exact);
    if !hit.copies.is_empty() {
        let lang = screen.lang;
        let mut line = Line::new()
            .styled(lang.of("the same text in ", "النص نفسه في "), LABEL)
            .own(lang.count(hit.copies.len(), &lang::ARTICLES))
            .own(": ");
        let outlets: std::collections::BTreeSet<String> = hit.copies.iter().map(outlet).collect();
        for (k, outlet) in outlets.iter().enumerate() {
            line = if k > 0 { line.own(lang.comma()) } else { line }.foreign(outlet);
        }
        screen.line(2, line);
    }
    for s in &hit.statements {
        let line = Line::new()
            .styled(format!("[{}] ", s.id), DIM)
            .foreign_styled(&speaker(screen.lang, s), BOLD)
            .own(format!(" · {}", words::act(screen.lang, &s.act)));
        screen.line(4, line);
        screen.paragraph(6, &content(s));
    }
}

/// The way of a statement and those who repeated it.
pub fn trace(screen: &mut Screen, trace: &Trace) {
    let lang = screen.lang;
    statement(screen, &trace.statement, false);
    let outlets = lang.count(trace.outlets.len(), &lang::OUTLETS);
    let mut line = Line::new()
        .styled(lang.of("carried by ", "نقلته "), LABEL)
        .own(outlets);
    if let (Some(first), Some(last)) = (&trace.first, &trace.last) {
        line = line.own(" · ").foreign(first);
        if first != last {
            line = line.own(" – ").foreign(last);
        }
    }
    screen.line(4, line);
    screen.blank();
    isnad::terminal(screen, 4, &isnad::isnad(lang, trace));
    let reworded = trace.statement.copies.iter().filter(|c| !c.same);
    for copy in reworded {
        screen.blank();
        wording(screen, &trace.statement, copy);
    }
}
