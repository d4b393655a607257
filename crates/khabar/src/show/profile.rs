//! What the record holds on one actor.

use super::statement;
use crate::lang;
use crate::screen::{BOLD, DIM, LABEL, Line, Screen};
use crate::words;
use khabar_record::{Count, Profile};

/// So many spellings, posts and outlets are listed.
const LISTED: usize = 12;

pub fn profile(screen: &mut Screen, p: &Profile, with_statements: bool) {
    let lang = screen.lang;
    screen.blank();
    let head = Line::new()
        .foreign_styled(&p.actor.name, BOLD)
        .own(format!(" · {} · ", words::actor(lang, &p.actor.kind)))
        .own(words::how(lang, &p.how));
    screen.line(0, head);
    if p.latin.is_some() || p.wikidata.is_some() {
        let latin = p.latin.as_deref().unwrap_or("");
        let mut line = Line::new().foreign(latin);
        if let Some(id) = &p.wikidata {
            let before = if latin.is_empty() { "" } else { " · " };
            line = line.styled(before, DIM).own("Wikidata ").foreign(id);
        }
        screen.line(2, line);
    }
    let counts = [
        lang.count(p.articles, &lang::ARTICLES),
        lang.count(p.statements, &lang::STATEMENTS),
        lang.count(p.events, &lang::EVENTS),
    ];
    let mut line = Line::new().own(counts.join(lang.comma()));
    if let (Some(first), Some(last)) = (&p.first, &p.last) {
        line = line.own(" · ").foreign(first).own(" – ").foreign(last);
    }
    screen.line(2, line);
    let spellings = p.spellings.iter().map(|s| (s.text.as_str(), Some(s.pages)));
    list(screen, lang.of("spellings", "رسوم الاسم"), spellings);
    list(
        screen,
        lang.of("the same by our reckoning", "هو نفسه في تقديرنا"),
        p.variants
            .iter()
            .map(|m| (m.actor.name.as_str(), Some(m.pages))),
    );
    if !p.posts.is_empty() {
        screen.line(2, Line::new().styled(lang.of("posts:", "المناصب:"), LABEL));
    }
    for post in p.posts.iter().take(LISTED) {
        let mut line = Line::new().foreign(&post.text);
        line = line.styled(format!(" · {}", lang.count(post.pages, &lang::PAGES)), DIM);
        if let (Some(first), Some(last)) = (&post.first, &post.last) {
            line = line.styled(" · ", DIM).foreign_styled(first, DIM);
            if first != last {
                line = line.styled(" – ", DIM).foreign_styled(last, DIM);
            }
        }
        screen.line(4, line);
    }
    let acts: Vec<(String, usize)> = p
        .acts
        .iter()
        .map(|c| (words::act(lang, &c.name), c.count))
        .collect();
    let acts = acts.iter().map(|(act, count)| (act.as_str(), Some(*count)));
    list(screen, lang.of("acts", "أنواع التصريحات"), acts);
    list(
        screen,
        lang.of("outlets", "الوسائل"),
        p.outlets.iter().map(named),
    );
    if with_statements {
        for s in &p.latest {
            statement(screen, s, true);
        }
    }
}

fn named(c: &Count) -> (&str, Option<usize>) {
    (c.name.as_str(), Some(c.count))
}

/// A label and names with their counts; nothing where there is no name.
fn list<'a>(
    screen: &mut Screen,
    label: &str,
    names: impl Iterator<Item = (&'a str, Option<usize>)>,
) {
    let comma = screen.lang.comma();
    let mut line = Line::new();
    let mut more = 0;
    for (k, (name, count)) in names.enumerate() {
        if k >= LISTED {
            more += 1;
            continue;
        }
        let start = if k > 0 { line.own(comma) } else { line };
        line = start.foreign(name);
        if let Some(count) = count {
            line = line.styled(format!(" ({count})"), DIM);
        }
    }
    if line.is_empty() {
        return;
    }
    if more > 0 {
        line = line.styled(format!(" +{more}"), DIM);
    }
    screen.line(
        2,
        Line::new().styled(format!("{label}: "), LABEL).then(line),
    );
}
