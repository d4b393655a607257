//! An event with its participants.

use super::statement::decisions;
use super::{names, source};
use crate::lang;
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::words;
use khabar_record::Event;

pub fn event(screen: &mut Screen, e: &Event) {
    let lang = screen.lang;
    screen.blank();
    let mut head = Line::new().styled(format!("[{}] ", e.id), DIM);
    if let Some(day) = &e.date {
        head = head.foreign(day).own(" · ");
    }
    head = head.styled(words::event(lang, &e.kind), LABEL);
    if e.status != "happened" {
        head = head.own(format!(" ({})", words::status(lang, &e.status)));
    }
    if !e.participants.is_empty() {
        head = names(head.own(" · "), lang, &e.participants);
    }
    if let Some(place) = &e.place {
        head = head.own(" · ").foreign_styled(&place.exact, BOLD);
    }
    screen.line(0, head);
    screen.paragraph(4, &e.words.exact);
    source(screen, 4, &e.source);
    decisions(screen, 4, &e.decisions);
    if !e.also.is_empty() {
        let more = lang.count(e.also.len(), &lang::ARTICLES);
        screen.line(
            4,
            Line::new()
                .styled(lang.of("also told in ", "ورد كذلك في "), LABEL)
                .own(more),
        );
    }
}
