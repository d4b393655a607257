//! `khabar score`: figures against gold, and the floors under them.

use crate::cli::{Common, ScoreArgs};
use crate::exit::{Exit, tell};
use crate::text::clean;
use crate::{cmd::read, json};
use khabar_score::{Floors, Report, Violation, score_dirs};
use std::io::Write;

pub fn run(common: &Common, args: &ScoreArgs) -> anyhow::Result<Exit> {
    // First what is quick to be wrong.
    let floors = args.floors.as_deref().map(Floors::read).transpose()?;
    let report = report(args)?;
    if common.json {
        json::print(&report.to_json())?;
    } else {
        let table = report.to_table() + &report.errors_to_text(args.errors);
        let mut out = anstream::stdout().lock();
        for line in table.lines() {
            // Errors quote the pages; the columns of figures stay.
            let indent = line.len() - line.trim_start().len();
            let columns = line.chars().all(|c| c.is_ascii_graphic() || c == ' ');
            match columns {
                true => writeln!(out, "{line}")?,
                false => writeln!(out, "{}{}", &line[..indent], clean(line))?,
            }
        }
        out.flush()?;
    }
    let (Some(floors), Some(set)) = (floors, args.set.as_deref()) else {
        return Ok(Exit::Done);
    };
    let violations = floors.check(&report, set);
    for v in &violations {
        tell(&v.to_string());
    }
    Ok(match violations.first() {
        None => Exit::Done,
        Some(Violation::UnknownSet { .. }) => {
            let sets: Vec<&str> = floors.sets().collect();
            tell(&format!("the sets with floors are: {}", sets.join(", ")));
            Exit::Usage
        }
        Some(_) => Exit::BelowFloor,
    })
}

fn report(args: &ScoreArgs) -> anyhow::Result<Report> {
    if let Some(machine) = &args.machine {
        return Ok(score_dirs(&args.gold, &args.pages, machine)?);
    }
    let mut machine = tempfile::NamedTempFile::new()?;
    read::to(machine.as_file_mut(), std::slice::from_ref(&args.pages))?;
    Ok(score_dirs(&args.gold, &args.pages, machine.path())?)
}
