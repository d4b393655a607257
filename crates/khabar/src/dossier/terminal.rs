//! The dossier in short, for a terminal. Files hold the whole of it.

use crate::lang::{self, Lang};
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::text::{clean, shorten};
use crate::{show, words};
use khabar_record::{Dossier, Entry, Item, Question, QuestionKind};

/// So many statements of a position are shown.
const SHOWN: usize = 3;

pub fn terminal(screen: &mut Screen, d: &Dossier) {
    let lang = screen.lang;
    for name in &d.names {
        show::asked(screen, lang.of("name", "الاسم"), name);
    }
    let counts = [
        lang.count(d.articles, &lang::ARTICLES),
        lang.count(d.found_statements, &lang::STATEMENTS),
        lang.count(d.found_events, &lang::EVENTS),
        lang.count(d.outlets.len(), &lang::OUTLETS),
    ];
    screen.line(0, Line::new().own(counts.join(lang.comma())));
    if !d.timeline.is_empty() {
        screen.heading(lang.of("Timeline", "التسلسل الزمني"));
        d.timeline.iter().for_each(|e| entry(screen, e));
    }
    for s in &d.speakers {
        let unnamed = lang.of(
            "Unnamed or unknown speakers",
            "قائلون لم يُسمَّوا أو لم يُعرفوا",
        );
        screen.blank();
        let name = s
            .actor
            .as_ref()
            .map_or(unnamed.to_owned(), |a| clean(&a.name));
        let total = lang.count(s.total, &lang::STATEMENTS);
        screen.line(
            0,
            Line::new()
                .foreign_styled(&name, BOLD)
                .own(format!(" · {total}")),
        );
        for p in &s.positions {
            let label = words::position(lang, &p.act);
            screen.line(2, Line::new().styled(label, LABEL));
            for said in p.statements.iter().take(SHOWN) {
                screen.paragraph(4, &show::content(said));
                let who = show::speaker(lang, said);
                let outlet = show::outlet(&said.source);
                let mut line = Line::new().styled(format!("[{}] ", said.id), DIM);
                if let Some(day) = &said.source.day {
                    line = line.foreign(day).own(" · ");
                }
                screen.line(6, line.then(show::chain(lang, &who, &said.chain, &outlet)));
                show::copies(screen, 6, said);
            }
            let more = p.statements.len().saturating_sub(SHOWN);
            if more > 0 {
                let more = lang.count(more, &lang::STATEMENTS);
                screen.line(4, Line::new().styled(format!("+ {more}"), DIM));
            }
        }
    }
    if !d.plans.is_empty() {
        screen.heading(lang.of("Invitations and plans", "الدعوات والمواعيد"));
    }
    for plan in &d.plans {
        item(screen, plan.day.as_deref(), &plan.item);
        if plan.followed_by.is_empty() {
            let none = lang.of("no outcome in the record", "لا يذكر السجل ما آل إليه");
            screen.line(
                6,
                Line::new().styled(format!("{} {none}", lang.arrow()), DIM),
            );
        }
        for e in &plan.followed_by {
            let mut line =
                Line::new().own(format!("{} {}", lang.arrow(), words::event(lang, &e.kind)));
            if let Some(day) = &e.date {
                line = line.own(" · ").foreign(day);
            }
            screen.line(
                6,
                line.own(" · ")
                    .foreign(&shorten(&clean(&e.words.exact), 120)),
            );
        }
    }
    if !d.questions.is_empty() {
        screen.heading(lang.of("Open questions", "أسئلة مفتوحة"));
    }
    for q in &d.questions {
        let line = Line::new().styled(question(lang, q), LABEL).own(" · ");
        screen.line(2, line.foreign(&shorten(&clean(&q.words.exact), 120)));
    }
    if !d.sources.is_empty() {
        screen.heading(lang.of("Sources", "المصادر"));
    }
    for s in &d.sources {
        show::source(screen, 2, s);
    }
}

fn question(lang: Lang, q: &Question) -> &'static str {
    match q.kind {
        QuestionKind::NoOutcome => lang.of("no outcome", "بلا نتيجة معروفة"),
        QuestionKind::UnnamedSources => lang.of("unnamed sources", "مصادر لم تُسمَّ"),
        QuestionKind::UnknownSpeaker => lang.of("unknown speaker", "قائل غير معروف"),
        QuestionKind::Denied => lang.of("denied", "منفيّ"),
    }
}

fn entry(screen: &mut Screen, entry: &Entry) {
    item(screen, entry.day.as_deref(), &entry.item);
}

/// One line with the day, who, and the first words.
fn item(screen: &mut Screen, day: Option<&str>, item: &Item) {
    let lang = screen.lang;
    let line = Line::new().foreign_styled(day.unwrap_or("          "), DIM);
    let line = if day.is_none() {
        Line::new().own(" ".repeat(10))
    } else {
        line
    };
    let line = line.own("  ");
    let line = match item {
        Item::Event(e) => {
            let line = line.styled(words::event(lang, &e.kind), LABEL);
            let planned = format!(" ({})", words::status(lang, &e.status));
            let line = if e.status == "planned" {
                line.own(planned)
            } else {
                line
            };
            line.own(" · ")
                .foreign(&shorten(&clean(&e.words.exact), 100))
        }
        Item::Statement(s) => line
            .foreign_styled(&show::speaker(lang, s), BOLD)
            .own(format!(" · {} · ", words::act(lang, &s.act)))
            .foreign(&shorten(&show::content(s), 80)),
    };
    screen.line(2, line);
}
