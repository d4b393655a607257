//! Runs the cases of `mdtest/*.md`; their form is in `mdtest/README.md`.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

mod mdtest_cases;

use khabar_model::{Span, Statement};
use khabar_read::speech::SpeechReader;
use khabar_text::Text;
use mdtest_cases::{Case, cases, page};

fn show(case: &Case, s: &Statement) -> String {
    let words = |s: Span| s.of(&case.text).to_string();
    let content: Vec<String> = s.content.iter().map(|&c| words(c)).collect();
    let chain: Vec<&str> = s.chain.iter().map(|l| l.kind.as_str()).collect();
    let chain = if chain.is_empty() {
        "-".to_string()
    } else {
        chain.join(" ")
    };
    let source = s
        .entity
        .map_or("-", |e| case.names.entities[e].name.as_str());
    let content = content.join(" || ");
    format!(
        "{} | {source} | {} {} | {content} | {chain}",
        words(s.cue),
        s.form,
        s.act
    )
}

/// What the last cell of an expected line asks for, as the reading has it:
/// `to: X, Y; polarity: denied`.
fn details(case: &Case, s: &Statement, asked: &str) -> String {
    let names = |list: &[usize]| {
        let names: Vec<&str> = list
            .iter()
            .map(|&e| case.names.entities[e].name.as_str())
            .collect();
        names.join(", ")
    };
    let cells = asked.split("; ").map(|cell| {
        let key = cell.split_once(": ").map_or(cell, |c| c.0);
        let value = match key {
            "to" => names(&s.to),
            "with" => names(&s.with),
            "about" => names(&s.about),
            "polarity" => s.polarity.to_string(),
            "modality" => s.modality.to_string(),
            other => format!("no cell is called {other}"),
        };
        format!("{key}: {value}")
    });
    cells.collect::<Vec<_>>().join("; ")
}

/// The statements read, as lines like those expected.
fn lines(case: &Case, read: &[Statement]) -> Vec<String> {
    let line = |(k, s): (usize, &Statement)| {
        let shown = show(case, s);
        let asked = case.expected.get(k).and_then(|e| e.split(" | ").nth(5));
        match asked {
            Some(asked) => format!("{shown} | {}", details(case, s, asked)),
            None => shown,
        }
    };
    read.iter().enumerate().map(line).collect()
}

#[test]
fn every_case_reads_as_written() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../mdtest");
    let reader = SpeechReader::builtin();
    let (mut failed, mut run, mut known) = (Vec::new(), 0, 0);
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for file in files
        .iter()
        .filter(|f| !f.ends_with("README.md") && !f.ends_with("events.md"))
    {
        for case in cases(&std::fs::read_to_string(file).unwrap()) {
            run += 1;
            let text = Text::new(&case.text);
            let read = reader.read(&text, &page(&case), &case.names);
            let got = lines(&case, &read);
            let passes = got == case.expected;
            if let Some(why) = &case.known {
                known += 1;
                if passes {
                    let title = &case.title;
                    failed.push(format!("{title}\n  passes now; take away: ! known: {why}"));
                }
            } else if !passes {
                let (want, got) = (case.expected.join("\n    "), got.join("\n    "));
                failed.push(format!(
                    "{}\n  expected\n    {want}\n  read\n    {got}",
                    case.title
                ));
            }
        }
    }
    assert!(run >= 150, "only {run} cases found");
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
