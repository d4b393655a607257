//! Runs the cases of `mdtest/events.md`; their form is in `mdtest/README.md`.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

mod mdtest_cases;

use khabar_model::Event;
use khabar_read::dates::DateReader;
use khabar_read::events::EventReader;
use khabar_read::speech::SpeechReader;
use khabar_text::Text;
use khabar_text::civil::Day;
use mdtest_cases::{Case, cases, page};

fn show(case: &Case, e: &Event) -> String {
    let who: Vec<String> = e
        .participants
        .iter()
        .map(|p| format!("{} {}", p.role, case.names.entities[p.entity].name))
        .collect();
    let plover = e.plover.map_or("-", |p| p.as_str());
    let date = e.date.as_ref().map_or("-", |d| d.as_str());
    let place = e.place.map_or("-", |s| s.of(&case.text));
    let who = if who.is_empty() {
        "-".into()
    } else {
        who.join("; ")
    };
    format!(
        "{} {plover} | {who} | {date} | {place} | {}",
        e.kind, e.status
    )
}

#[test]
fn every_event_reads_as_written() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../mdtest/events.md");
    let (dates, speech, events) = (
        DateReader::builtin(),
        SpeechReader::builtin(),
        EventReader::builtin(),
    );
    let all = cases(&std::fs::read_to_string(file).unwrap());
    let (mut failed, mut known) = (Vec::new(), 0);
    for case in &all {
        let text = Text::new(&case.text);
        let page = page(case);
        let day = case.published.as_deref().and_then(Day::parse);
        let timexes = dates.read_text(&text, day);
        let statements = speech.read(&text, &page, &case.names);
        let read = events.read(&text, &page, &case.names, &timexes, &statements);
        let got: Vec<String> = read.iter().map(|e| show(case, e)).collect();
        let passes = got == case.expected;
        known += usize::from(case.known.is_some());
        match (&case.known, passes) {
            (Some(why), true) => failed.push(format!(
                "{}\n  passes now; take away: ! known: {why}",
                case.title
            )),
            (None, false) => failed.push(format!(
                "{}\n  expected\n    {}\n  read\n    {}",
                case.title,
                case.expected.join("\n    "),
                got.join("\n    ")
            )),
            _ => {}
        }
    }
    let run = all.len();
    assert!(run >= 50, "only {run} cases found");
    assert!(
        known * 10 <= run,
        "{known} of {run} cases are known to fail"
    );
    assert!(
        failed.is_empty(),
        "{} of {run} cases\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}
