//! `khabar people`: a list of people of the user's own.

use crate::cli::{Common, People};
use crate::cmd::judge;
use crate::exit::{Exit, tell};
use crate::json;
use anyhow::Context;
use khabar_record::decide;

pub fn run(common: &Common, by: Option<String>, what: People) -> anyhow::Result<Exit> {
    let People::Import { file } = what;
    let by = by.unwrap_or_else(judge::user);
    let csv = std::fs::File::open(&file).with_context(|| file.display().to_string())?;
    let done = decide::import_people(&common.record, &by, csv)
        .with_context(|| file.display().to_string())?;
    for b in &done.bad {
        tell(&format!("{}:{}: {}", file.display(), b.line, b.why));
    }
    if common.json {
        json::print(&done)?;
    } else {
        tell(&format!(
            "{} people; {} names new, {} known; {} of them in the record; {} left out",
            done.people,
            done.new,
            done.known,
            done.found,
            done.bad.len()
        ));
    }
    let none = done.new + done.known == 0;
    Ok(if none { Exit::Nothing } else { Exit::Done })
}
