//! A statement with its chain.

use super::{content, joined, names, outlet, source, speaker};
use crate::compare;
use crate::lang::{self, Lang};
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::text::clean;
use crate::words;
use khabar_record::{ChainLink, Copy, Decision, Statement};
use std::collections::BTreeSet;

/// `with_copies`: also tell where else the words stand.
pub fn statement(screen: &mut Screen, s: &Statement, with_copies: bool) {
    let lang = screen.lang;
    screen.blank();
    let mut head = Line::new().styled(format!("[{}] ", s.id), DIM);
    if let Some(day) = &s.source.day {
        head = head.foreign(day).own(" · ");
    }
    head = head.foreign_styled(&speaker(lang, s), BOLD);
    if let Some(role) = s.speaker.as_ref().and_then(|a| a.role.as_ref()) {
        head = head.own(lang.comma()).foreign(role);
    }
    head = head.own(" · ").styled(words::act(lang, &s.act), LABEL);
    let told = [
        words::polarity(lang, &s.polarity),
        words::modality(lang, &s.modality),
    ];
    for told in told.into_iter().flatten() {
        head = head.own(lang.comma()).styled(told, LABEL);
    }
    if !s.with.is_empty() {
        head = names(head.own(lang.of(" · with ", " · مع ")), lang, &s.with);
    }
    if !s.to.is_empty() {
        head = names(head.own(lang.of(" · to ", " · إلى ")), lang, &s.to);
    }
    screen.line(0, head);
    screen.paragraph(4, &content(s));
    let label = Line::new().styled(lang.of("chain: ", "السلسلة: "), LABEL);
    let who = speaker(lang, s);
    screen.line(
        4,
        label.then(chain(lang, &who, &s.chain, &outlet(&s.source))),
    );
    source(screen, 4, &s.source);
    decisions(screen, 4, &s.decisions);
    if with_copies && !s.copies.is_empty() {
        let outlets: BTreeSet<String> = s.copies.iter().map(|c| outlet(&c.source)).collect();
        let count = lang.count(outlets.len(), &lang::OUTLETS);
        let mut line = Line::new()
            .styled(lang.of("also in ", "وفي "), LABEL)
            .own(count)
            .own(": ");
        for (k, outlet) in outlets.iter().enumerate() {
            line = if k > 0 { line.own(lang.comma()) } else { line }.foreign(outlet);
        }
        screen.line(4, line);
    }
}

/// What people decided about it.
pub fn decisions(screen: &mut Screen, indent: usize, decisions: &[Decision]) {
    for d in decisions {
        let mut line = Line::new().styled(words::decision(screen.lang, &d.kind), LABEL);
        if matches!(d.kind.as_str(), "note" | "list") {
            line = line.own(": ").foreign(&d.value);
        }
        screen.line(indent, line.styled(" · ", DIM).foreign_styled(&d.by, DIM));
    }
}

/// From the speaker outward to the outlet.
pub fn chain(lang: Lang, speaker: &str, links: &[ChainLink], outlet: &str) -> Line {
    let arrow = format!(" {} ", lang.arrow());
    let mut line = Line::new().foreign(speaker);
    for link in links {
        line = line.own(&arrow).own(words::link(lang, &link.kind));
        // A speaker's own speech or post needs no second name.
        if let Some(by) = issuer(link).filter(|by| by != speaker) {
            line = line.own(" (").foreign(&by).own(")");
        }
        if link.inherited {
            line = line.styled(lang.of(" [stated earlier]", " [ورد قبله]"), DIM);
        }
    }
    line.own(&arrow).foreign(outlet)
}

/// Who issued a link, or the words that name it where that is nobody.
pub fn issuer(link: &ChainLink) -> Option<String> {
    let words = || matches!(link.kind.as_str(), "sources" | "agency" | "outlet");
    let by = link.by.as_ref().map(|by| clean(&by.name));
    by.or_else(|| words().then(|| clean(&link.words.exact)))
        .filter(|s| !s.is_empty())
}

/// Who repeated it, by day.
pub fn copies(screen: &mut Screen, indent: usize, s: &Statement) {
    let lang = screen.lang;
    for copy in &s.copies {
        let mut line = Line::new();
        if let Some(day) = &copy.source.day {
            line = line.foreign(day).own(" · ");
        }
        line = line.foreign_styled(&outlet(&copy.source), BOLD).own(" · ");
        line = line.own(match copy.same {
            true => lang.of("the same words", "بالكلمات نفسها").to_owned(),
            false => {
                let share = format!("{:.0}%", copy.share * 100.0);
                format!("{} {share}", lang.of("reworded, shares", "بتصرّف، يشترك في"))
            }
        });
        let address = copy.source.url.as_ref().unwrap_or(&copy.source.page);
        line = line.own(" · ").foreign_styled(address, DIM);
        screen.line(indent, line);
        if !copy.chain.is_empty() {
            let who = copy
                .speaker
                .as_ref()
                .map_or_else(|| speaker(lang, s), |a| clean(&a.name));
            screen.line(
                indent + 2,
                chain(lang, &who, &copy.chain, &outlet(&copy.source)),
            );
        }
    }
}

/// How a copy is worded against the first: what it leaves out in `[-…-]`, what
/// it adds in `{+…+}`.
pub fn wording(screen: &mut Screen, first: &Statement, copy: &Copy) {
    let head = Line::new().foreign_styled(&outlet(&copy.source), BOLD);
    screen.line(4, head.own(":"));
    let runs = compare::wordings(&joined(&first.content), &joined(&copy.content));
    let shown = runs.iter().map(|run| {
        let text = run.text.trim();
        match run.kind {
            "ins" => format!("{{+{text}+}}"),
            "del" => format!("[-{text}-]"),
            _ => text.to_owned(),
        }
    });
    screen.paragraph(6, &shown.collect::<Vec<_>>().join(" "));
}
