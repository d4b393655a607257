//! `khabar read`: pages to annotations, on all cores, in the order of the input.

use crate::exit::{Exit, tell};
use crate::lang::grouped;
use crate::text::escape_json;
use crossbeam_channel::{Receiver, Sender, bounded};
use khabar_model::wire;
use khabar_read::Reader;
use khabar_record::intake::READS;
use khabar_record::{Intake, SetAside, Taken};
use std::io::{BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// What comes of one item of the input: a line of JSON, or why there is none.
type Outcome = Result<String, SetAside>;

/// A page to read, and where its outcome is waited for.
type Job = (Taken, Sender<Outcome>);

/// How a reading of pages went.
#[derive(Default)]
pub struct Tally {
    pub pages: usize,
    pub set_aside: usize,
    /// What crawls hold besides pages.
    pub skipped: usize,
}

pub fn run(inputs: &[PathBuf]) -> anyhow::Result<Exit> {
    let tally = to(std::io::stdout().lock(), inputs)?;
    if tally.set_aside > 0 {
        let (pages, aside) = (grouped(tally.pages), grouped(tally.set_aside));
        tell(&format!("{pages} pages read, {aside} set aside"));
    } else if tally.pages == 0 {
        tell(&format!("no page in the input: {READS}"));
    }
    if tally.skipped > 0 {
        let skipped = grouped(tally.skipped);
        tell(&format!(
            "{skipped} records of crawls hold no page (pictures, redirections) and were passed over"
        ));
    }
    Ok(if tally.pages > 0 {
        Exit::Done
    } else {
        Exit::Nothing
    })
}

/// Writes what is read in the pages of `inputs` to `out`, a line of JSON each.
pub fn to(out: impl Write, inputs: &[PathBuf]) -> anyhow::Result<Tally> {
    let intake = Intake::open(inputs)?;
    let skipped = intake.skipped();
    let reader = Reader::new()?;
    let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
    // The outcomes in the order of the input. Its length bounds how many pages
    // are held at once.
    let (order, outcomes) = bounded::<Receiver<Outcome>>(threads * 4);
    let (jobs, work) = bounded::<Job>(threads);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            let (work, reader) = (work.clone(), &reader);
            scope.spawn(move || {
                for (taken, done) in work {
                    // Nobody waits any more where the output was closed.
                    let _ = done.send(read(reader, taken));
                }
            });
        }
        drop(work);
        scope.spawn(move || {
            for item in intake {
                let (done, outcome) = bounded(1);
                if order.send(outcome).is_err() {
                    return;
                }
                let sent = match item {
                    Ok(taken) => jobs.send((taken, done)).is_ok(),
                    Err(aside) => done.send(Err(aside)).is_ok(),
                };
                if !sent {
                    return;
                }
            }
        });
        let mut tally = write(out, outcomes)?;
        tally.skipped = skipped.load(Ordering::Relaxed) as usize;
        Ok(tally)
    })
}

/// Takes the outcomes by value: where writing fails, their other end learns it.
fn write(out: impl Write, outcomes: Receiver<Receiver<Outcome>>) -> anyhow::Result<Tally> {
    let mut out = BufWriter::new(out);
    let mut tally = Tally::default();
    for outcome in outcomes
        .into_iter()
        .filter_map(|outcome| outcome.recv().ok())
    {
        match outcome {
            Ok(line) => {
                out.write_all(line.as_bytes())?;
                tally.pages += 1;
            }
            Err(aside) => {
                tell(&format!("set aside {}", place_and_reason(&aside)));
                tally.set_aside += 1;
            }
        }
    }
    out.flush()?;
    Ok(tally)
}

fn read(reader: &Reader, taken: Taken) -> Outcome {
    let place = taken.place.clone();
    // Reading does not panic; if it does after all, one page is lost by it and
    // not the run.
    let json = catch_unwind(AssertUnwindSafe(|| {
        let capture = taken.open(|fetch| reader.open(fetch))?;
        let reading = reader.read(&capture);
        let page = wire::page(&capture, &reading);
        Ok(serde_json::to_string(&page))
    }));
    let reason = match json {
        Ok(Err(aside)) => return Err(aside),
        Ok(Ok(Ok(json))) => return Ok(escape_json(&json) + "\n"),
        Ok(Ok(Err(e))) => format!("cannot be written as JSON: {e}"),
        Err(_) => "reading failed: a fault of khabar, please report it".to_owned(),
    };
    Err(place.aside(reason))
}

/// `FILE:RECORD (byte N): REASON`
pub fn place_and_reason(aside: &SetAside) -> String {
    let mut place = aside.file.clone();
    if let Some(record) = aside.record {
        place.push_str(&format!(":{record}"));
    }
    if let Some(offset) = aside.offset {
        place.push_str(&format!(" (byte {offset})"));
    }
    format!("{place}: {}", aside.reason)
}
