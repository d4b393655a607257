//! `khabar aside`: what builds could not take in.

use crate::cli::Common;
use crate::cmd::read::place_and_reason;
use crate::exit::{Exit, tell};
use crate::json;
use crate::lang::{Lang, grouped};
use crate::screen::{Line, Screen};
use khabar_record::Record;

pub fn run(common: &Common, limit: usize) -> anyhow::Result<Exit> {
    let record = Record::open(&common.record)?;
    let mut all = record.set_aside()?;
    let count = all.len();
    // The latest, as with other questions; 0 stands for all.
    if limit > 0 {
        all.drain(..count.saturating_sub(limit));
    }
    if common.json {
        json::print(&all)?;
    } else {
        let mut screen = Screen::stdout(Lang::choose(common.lang));
        for aside in &all {
            screen.line(0, Line::new().foreign(&place_and_reason(aside)));
        }
        screen.print()?;
        if all.len() < count {
            let (shown, count) = (grouped(all.len()), grouped(count));
            tell(&format!("the last {shown} of {count}; --limit 0 shows all"));
        }
    }
    Ok(match count {
        0 => Exit::Nothing,
        _ => Exit::Done,
    })
}
