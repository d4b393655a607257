//! `khabar saved`: searches kept under a name.

use crate::cli::{Common, Saved};
use crate::cmd::{ask, judge};
use crate::exit::{Exit, Usage, tell};
use crate::json;
use crate::lang::Lang;
use crate::screen::{BOLD, Line, Screen};
use khabar_record::{Decide, Decision, Record, SearchQuery, decide};

pub fn run(common: &Common, what: Option<Saved>) -> anyhow::Result<Exit> {
    match what {
        None => list(common),
        Some(Saved::Add { name, query }) => {
            let query = query.join(" ");
            let record = Record::open(&common.record)?;
            // A search that cannot be run is not kept.
            record.search(&query, 1)?;
            let keep = Decide::Search(name, query);
            let made = decide::decide(&common.record, &judge::user(), &keep)?;
            if common.json {
                json::print(&made)?;
            }
            Ok(Exit::Done)
        }
        Some(Saved::Run { name, limit }) => {
            let kept = kept(&Record::open(&common.record)?)?;
            let Some(found) = kept.into_iter().find(|d| d.words == name) else {
                let how = "`khabar saved` lists those there are";
                return Err(Usage(format!("no search is kept as «{name}»: {how}")).into());
            };
            let query = SearchQuery {
                query: found.value,
                limit: limit.limit,
                ..SearchQuery::default()
            };
            ask::search(common, &query)
        }
    }
}

fn kept(record: &Record) -> anyhow::Result<Vec<Decision>> {
    let mut kept = record.decisions()?;
    kept.retain(|d| d.kind == "search" && d.undone_at.is_none());
    Ok(kept)
}

fn list(common: &Common) -> anyhow::Result<Exit> {
    let kept = kept(&Record::open(&common.record)?)?;
    if common.json {
        json::print(&kept)?;
    } else {
        let mut screen = Screen::stdout(Lang::choose(common.lang));
        for d in &kept {
            let line = Line::new().foreign_styled(&d.words, BOLD).own(": ");
            screen.line(0, line.foreign(&d.value));
        }
        screen.print()?;
    }
    if kept.is_empty() {
        tell("no search is kept: `khabar saved add NAME QUERY`");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}
