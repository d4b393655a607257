//! `khabar build`: pages into a record.

use crate::cli::Common;
use crate::cmd::read::place_and_reason;
use crate::exit::{Exit, tell};
use crate::json;
use crate::lang::{self, Lang, grouped};
use crate::screen::{LABEL, Line, Screen};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use khabar_record::intake::READS;
use khabar_record::{Builder, Progress, Record, Summary};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Of what was set aside, so much is listed one by one.
const LISTED: usize = 5;

pub fn run(common: &Common, inputs: &[PathBuf]) -> anyhow::Result<Exit> {
    let lang = Lang::choose(common.lang);
    let cancel = on_signals()?;
    let bar = Bar::new();
    let summary = Builder::new(&common.record)
        .cancel(cancel.clone())
        .run(inputs, |p| bar.show(p, cancel.load(Ordering::Relaxed)));
    bar.bar.finish_and_clear();
    let summary = summary?;
    if common.json {
        json::print(&summary)?;
    } else {
        show(common, lang, &summary).print()?;
    }
    if summary.cancelled {
        tell("stopped: what was read is kept; run it again to go on");
        return Ok(Exit::Interrupted);
    }
    if summary.new + summary.known == 0 {
        tell(&format!("no page in the input: {READS}"));
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

pub fn reread(common: &Common) -> anyhow::Result<Exit> {
    let lang = Lang::choose(common.lang);
    let cancel = on_signals()?;
    let bar = Bar::new();
    let summary = Builder::new(&common.record)
        .cancel(cancel.clone())
        .reread(|p| bar.show(p, cancel.load(Ordering::Relaxed)));
    bar.bar.finish_and_clear();
    let summary = summary?;
    if summary.cancelled {
        tell("stopped: the record is as it was before");
        return Ok(Exit::Interrupted);
    }
    if common.json {
        json::print(&summary)?;
    } else {
        show(common, lang, &summary).print()?;
    }
    Ok(Exit::Done)
}

pub fn import(common: &Common, other: &Path) -> anyhow::Result<Exit> {
    let lang = Lang::choose(common.lang);
    let cancel = on_signals()?;
    let bar = Bar::new();
    let done = Builder::new(&common.record)
        .cancel(cancel.clone())
        .import(other, |p| bar.show(p, cancel.load(Ordering::Relaxed)));
    bar.bar.finish_and_clear();
    let (summary, decisions) = done?;
    if common.json {
        json::print(&summary)?;
    } else {
        show(common, lang, &summary).print()?;
    }
    if summary.cancelled {
        tell("stopped: what was taken in is kept; run it again to go on");
        return Ok(Exit::Interrupted);
    }
    if decisions > 0 {
        tell(&format!(
            "{} decisions were taken over",
            grouped(decisions as usize)
        ));
    }
    Ok(Exit::Done)
}

/// The first Ctrl-C lets the batch end, a second one ends the process.
fn on_signals() -> anyhow::Result<Arc<AtomicBool>> {
    let cancel = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order, so that the first signal only sets the flag.
        register_conditional_shutdown(signal, 128 + signal, cancel.clone())
            .and_then(|_| register(signal, cancel.clone()))
            .context("signals cannot be waited for")?;
    }
    Ok(cancel)
}

/// Progress on standard error, only where that is a terminal.
struct Bar {
    bar: ProgressBar,
}

impl Bar {
    fn new() -> Self {
        let bar = ProgressBar::no_length();
        bar.set_style(spinner());
        Bar { bar }
    }

    fn show(&self, p: &Progress, stopping: bool) {
        if let (None, Some(total)) = (self.bar.length(), p.bytes_total) {
            self.bar.set_length(total);
            self.bar.set_style(bar());
        }
        self.bar.set_position(p.bytes);
        let (new, rate) = (grouped(p.new as usize), p.pages_per_second);
        let mut message = format!("{new} pages, {rate:.0}/s");
        if p.set_aside > 0 {
            message.push_str(&format!(", {} set aside", grouped(p.set_aside as usize)));
        }
        if stopping {
            message.push_str(" – finishing the batch (Ctrl-C again to stop at once)");
        }
        self.bar.set_message(message);
    }
}

fn spinner() -> ProgressStyle {
    let style = ProgressStyle::with_template("{spinner} {bytes} {msg}");
    style.unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn bar() -> ProgressStyle {
    let style = ProgressStyle::with_template("{bar:30} {percent:>3}% {msg}, {eta} left");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}

fn show(common: &Common, lang: Lang, s: &Summary) -> Screen {
    let mut screen = Screen::stdout(lang);
    let n = |n: u64| grouped(n as usize);
    let pages = lang.count(s.pages as usize, &lang::PAGES);
    let (took, rate) = (
        format!("{:.1}", s.seconds),
        format!("{:.0}", s.pages_per_second),
    );
    let head = match lang {
        Lang::En => format!("{pages} in {took} s ({rate} a second)"),
        Lang::Ar => format!("{pages} في {took} ث ({rate} في الثانية)"),
    };
    screen.line(0, Line::new().own(head));
    let row = |screen: &mut Screen, label: &str, value: &str| {
        if !value.is_empty() {
            screen.line(
                2,
                Line::new()
                    .styled(format!("{label}: "), LABEL)
                    .foreign(value),
            );
        }
    };
    row(&mut screen, lang.of("new", "الجديد"), &n(s.new));
    row(
        &mut screen,
        lang.of("already in the record", "سبق تسجيله"),
        &n(s.known),
    );
    if s.new > 0 {
        row(&mut screen, lang.of("articles", "الأخبار"), &n(s.articles));
        row(&mut screen, lang.of("people", "الأشخاص"), &n(s.people));
        row(
            &mut screen,
            lang.of("organisations", "الجهات"),
            &n(s.organisations),
        );
        row(&mut screen, lang.of("places", "الأماكن"), &n(s.places));
        row(
            &mut screen,
            lang.of("statements", "التصريحات"),
            &n(s.statements),
        );
        row(&mut screen, lang.of("events", "الأحداث"), &n(s.events));
    }
    if s.skipped > 0 {
        let label = lang.of("passed over, not pages", "ما ليس صفحات");
        row(&mut screen, label, &n(s.skipped));
    }
    row(
        &mut screen,
        lang.of("set aside", "ما نُحّي جانبًا"),
        &n(s.set_aside),
    );
    for (reason, count) in &s.reasons {
        screen.line(
            4,
            Line::new().own(format!("{} × ", n(*count))).foreign(reason),
        );
    }
    for place in set_aside(common, s) {
        screen.line(6, Line::new().foreign(&place));
    }
    let dir = common.record.display().to_string();
    let all = &s.record;
    let whole = Line::new()
        .styled(lang.of("record ", "السجل "), LABEL)
        .foreign(&dir)
        .own(": ")
        .own(lang.count(all.articles, &lang::ARTICLES))
        .own(lang.comma())
        .own(lang.count(all.people, &lang::PEOPLE))
        .own(lang.comma())
        .own(lang.count(all.statements, &lang::STATEMENTS))
        .own(lang.comma())
        .own(lang.count(all.events, &lang::EVENTS));
    screen.line(0, whole);
    screen
}

/// The first of what this build set aside, in full.
fn set_aside(common: &Common, s: &Summary) -> Vec<String> {
    if s.set_aside == 0 {
        return Vec::new();
    }
    let known = Record::open(&common.record).and_then(|record| record.set_aside());
    let all = known.unwrap_or_default();
    let first = all.len().saturating_sub(s.set_aside as usize);
    let mut listed: Vec<String> = all[first..]
        .iter()
        .take(LISTED)
        .map(place_and_reason)
        .collect();
    if s.set_aside as usize > LISTED {
        listed.push("… (`khabar aside` lists all)".to_owned());
    }
    listed
}
