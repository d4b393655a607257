//! Questions to the record: `search`, `statements`, `events`, `who`, `trace`.

use crate::cli::{Common, EventArgs, StatementArgs};
use crate::exit::{Exit, tell};
use crate::json;
use crate::lang::{self, Lang};
use crate::screen::Screen;
use crate::show;
use khabar_model::{Act, EventKind, EventStatus};
use khabar_record::{Asked, EventQuery, Record, SearchQuery, StatementQuery};
use serde::Serialize;

/// The record, with what it noticed when it was opened.
pub fn open(common: &Common) -> anyhow::Result<Record> {
    let record = Record::open(&common.record)?;
    for note in record.notes() {
        tell(note);
    }
    Ok(record)
}

/// Prints an answer in the form asked for. Where nothing was found, `hint`
/// says what to try.
pub fn answer(
    common: &Common,
    found: bool,
    value: &impl Serialize,
    hint: &str,
    lines: impl FnOnce(&mut Screen),
) -> anyhow::Result<Exit> {
    if common.json {
        json::print(value)?;
    } else {
        let mut screen = Screen::stdout(Lang::choose(common.lang));
        lines(&mut screen);
        screen.print()?;
    }
    if !found {
        tell(&format!("nothing found; {hint}"));
    }
    Ok(if found { Exit::Done } else { Exit::Nothing })
}

pub fn search(common: &Common, query: &SearchQuery) -> anyhow::Result<Exit> {
    let found = open(common)?.search_for(query)?;
    let hint = "try fewer words, or one word of a name";
    answer(common, !found.hits.is_empty(), &found, hint, |screen| {
        if found.total > 0 {
            show::of_all(screen, found.hits.len(), found.total, &lang::ARTICLES);
        }
        if let Some(facets) = &found.facets {
            show::facets(screen, facets);
        }
        for hit in &found.hits {
            show::hit(screen, hit);
        }
        if let Some(next) = &found.next {
            show::next(screen, next);
        }
    })
}

/// What to try where a question about names found nothing.
fn hint<'a>(asked: impl IntoIterator<Item = &'a Asked>) -> String {
    let unknown = asked.into_iter().find(|a| a.actors.is_empty());
    match unknown {
        Some(a) => format!(
            "no name like «{}»: look for it with `khabar search`",
            a.name
        ),
        None => "try fewer conditions, or `khabar who NAME` for what there is".to_owned(),
    }
}

pub fn statements(common: &Common, args: StatementArgs) -> anyhow::Result<Exit> {
    let query = StatementQuery {
        by: args.by,
        about: args.about,
        to: args.to,
        act: args.act.as_deref().and_then(Act::parse),
        since: args.days.since,
        until: args.days.until,
        outlet: args.outlet,
        limit: args.limit,
        after: None,
    };
    let found = open(common)?.statements(&query)?;
    let asked = [
        (("by", "قائله"), &found.by),
        (("about", "عن"), &found.about),
        (("to", "إلى"), &found.to),
    ];
    let hint = hint(asked.iter().filter_map(|(_, asked)| asked.as_ref()));
    answer(
        common,
        !found.statements.is_empty(),
        &found,
        &hint,
        |screen| {
            for ((en, ar), asked) in asked {
                if let Some(asked) = asked {
                    show::asked(screen, screen.lang.of(en, ar), asked);
                }
            }
            if found.total > 0 {
                show::of_all(
                    screen,
                    found.statements.len(),
                    found.total,
                    &lang::STATEMENTS,
                );
            }
            for s in &found.statements {
                show::statement(screen, s, true);
            }
        },
    )
}

pub fn events(common: &Common, args: EventArgs) -> anyhow::Result<Exit> {
    let query = EventQuery {
        with: args.with,
        kind: args.kind.as_deref().and_then(EventKind::parse),
        status: args.status.as_deref().and_then(EventStatus::parse),
        since: args.days.since,
        until: args.days.until,
        limit: args.limit,
        after: None,
    };
    let found = open(common)?.events(&query)?;
    let hint = hint(&found.with);
    answer(common, !found.events.is_empty(), &found, &hint, |screen| {
        for asked in &found.with {
            show::asked(screen, screen.lang.of("with", "بمشاركة"), asked);
        }
        if found.total > 0 {
            show::of_all(screen, found.events.len(), found.total, &lang::EVENTS);
        }
        for e in &found.events {
            show::event(screen, e);
        }
    })
}

pub fn who(common: &Common, name: &str) -> anyhow::Result<Exit> {
    let found = open(common)?.who(name)?;
    let hint = "try one part of the name, or `khabar search`";
    answer(common, !found.is_empty(), &found, hint, |screen| {
        for (k, p) in found.iter().enumerate() {
            show::profile(screen, p, k == 0);
        }
    })
}
