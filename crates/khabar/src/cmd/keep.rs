//! `khabar check` and `khabar backup`.

use crate::cli::Common;
use crate::exit::{Exit, tell};
use crate::json;
use crate::lang::{Lang, grouped};
use crate::screen::{Line, Screen};
use indicatif::{ProgressBar, ProgressStyle};
use khabar_record::{backup, check};
use std::path::Path;

/// On standard error, only where that is a terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    let style = ProgressStyle::with_template("{bar:30} {percent:>3}%, {eta} left");
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

pub fn check(common: &Common) -> anyhow::Result<Exit> {
    let bar = bar();
    let checked = check::check(&common.record, |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let c = checked?;
    if common.json {
        json::print(&c)?;
    } else {
        let lang = Lang::choose(common.lang);
        let mut screen = Screen::stdout(lang);
        let n = |n: u64| grouped(n as usize);
        let (pages, spans, entries) = (n(c.pages), n(c.spans), n(c.entries));
        let line = match lang {
            Lang::En => format!("{pages} pages, {spans} spans, {entries} entries of the index: "),
            Lang::Ar => format!("الصفحات {pages}، المواضع {spans}، مداخل الفهرس {entries}: "),
        };
        let found = match c.faults {
            0 => lang.of("all as it was written", "كلها كما كُتبت").to_owned(),
            k => format!("{} {}", n(k), lang.of("faults", "عيوب")),
        };
        screen.line(0, Line::new().own(line).own(found));
        for f in &c.told {
            let mut line = Line::new().own(format!("{}: ", f.of));
            if let Some(page) = &f.page {
                line = line.foreign(page).own(": ");
            }
            screen.line(2, line.foreign(&f.what));
        }
        screen.print()?;
    }
    if c.faults > 0 {
        tell(
            "a damaged index is made anew if you remove the folder `index` of the record; \
             for a damaged database, take a backup or build the record again",
        );
        return Ok(Exit::Failed);
    }
    Ok(Exit::Done)
}

pub fn backup(common: &Common, to: &Path) -> anyhow::Result<Exit> {
    let bar = bar();
    let done = backup::backup(&common.record, to, |done, of| {
        bar.set_length(of);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    done?;
    tell(&format!("the record was copied to {}", to.display()));
    Ok(Exit::Done)
}
