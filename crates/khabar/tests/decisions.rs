//! Deciding, keeping and handing on, as it is typed.

mod common;

use common::{Folder, PAGE, khabar};
use serde_json::Value;

fn record() -> (Folder, String) {
    let folder = Folder::new();
    folder.write("pages/a.txt", PAGE);
    let record = folder.at("record");
    let run = khabar(&["build", &folder.at("pages"), "--record", &record]);
    assert_eq!(run.code, 0, "{}", run.err);
    (folder, record)
}

fn json(args: &[&str], record: &str) -> Value {
    let run = khabar(&[args, &["--record", record, "--json"]].concat());
    assert_eq!(run.code, 0, "{args:?}: {}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

#[test]
fn a_decision_is_made_shown_and_taken_back() {
    let (_folder, record) = record();
    let said = json(&["statements"], &record);
    let id = said["statements"][0]["id"].to_string();
    let made = json(
        &["judge", "--as", "ليلى", "note", &id, "راجع", "التسجيل"],
        &record,
    );
    assert_eq!(made[0]["by"], "ليلى");
    let shown = khabar(&["statements", "--record", &record]);
    assert!(shown.out.contains("راجع التسجيل"), "{}", shown.out);
    json(&["judge", "hide", &id], &record);
    let left = json(&["statements"], &record);
    let count = |v: &Value| v["total"].as_u64().unwrap();
    assert_eq!(count(&left), count(&said) - 1);
    json(&["judge", "undo", "2"], &record);
    assert_eq!(count(&json(&["statements"], &record)), count(&said));
    let log = json(&["judge", "log", "--all"], &record);
    assert_eq!(log.as_array().unwrap().len(), 2);
    let again = khabar(&["judge", "undo", "2", "--record", &record]);
    assert_eq!(again.code, 2, "{}", again.err);
    assert!(again.err.contains("undone already"), "{}", again.err);
    for wrong in ["x", "planet:3", "article:", "who:لا أحد هنا"] {
        let run = khabar(&["judge", "star", wrong, "--record", &record]);
        assert_eq!(run.code, 2, "{wrong}: {}", run.err);
    }
    let missing = khabar(&["judge", "star", "999", "--record", &record]);
    assert_eq!(missing.code, 1, "{}", missing.err);
}

#[test]
fn a_statement_is_given_to_its_speaker() {
    let (_folder, record) = record();
    let said = json(&["statements"], &record);
    let id = said["statements"][0]["id"].to_string();
    json(&["judge", "source", &id, "سهى الكرخي"], &record);
    let hers = json(&["statements", "--by", "الكرخي"], &record);
    assert_eq!(hers["total"], 1);
    json(&["judge", "source", &id], &record);
    let run = khabar(&["statements", "--by", "الكرخي", "--record", &record]);
    assert_eq!(run.code, 1);
}

#[test]
fn searches_are_kept_and_run() {
    let (_folder, record) = record();
    json(&["saved", "add", "الحدود", "الحدود act:state"], &record);
    let kept = json(&["saved"], &record);
    assert_eq!(kept[0]["value"], "الحدود act:state");
    let found = json(&["saved", "run", "الحدود"], &record);
    assert!(found["total"].as_u64().unwrap() > 0);
    let bad = khabar(&["saved", "add", "x", "nosuch:field", "--record", &record]);
    assert_eq!(bad.code, 2, "{}", bad.err);
    let none = khabar(&["saved", "run", "لا شيء", "--record", &record]);
    assert_eq!(none.code, 2);
}

#[test]
fn a_record_is_checked_backed_up_reread_handed_on_and_taken_in() {
    let (folder, record) = record();
    let checked = json(&["check"], &record);
    assert_eq!(
        (checked["faults"].as_u64(), checked["pages"].as_u64()),
        (Some(0), Some(1))
    );
    let copy = folder.at("copy");
    assert_eq!(khabar(&["backup", &copy, "--record", &record]).code, 0);
    let twice = khabar(&["backup", &copy, "--record", &record]);
    assert_eq!(twice.code, 2, "{}", twice.err);
    let again = json(&["build", "--reread"], &record);
    assert_eq!(again["record"]["articles"], 1);
    let other = folder.at("other");
    let taken = json(&["import", &copy], &other);
    assert_eq!((&taken["new"], &taken["known"]), (&1.into(), &0.into()));
    let tables = folder.at("tables");
    let written = json(&["export", &tables, "--as", "csv"], &other);
    assert!(written.as_array().unwrap().len() > 10);
    let bib = khabar(&["export", "-", "--form", "bibtex", "--record", &other]);
    assert!(bib.out.contains("@online{khabar-"), "{}", bib.out);
    let wrong = khabar(&["export", &tables, "--table", "nosuch", "--record", &other]);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
}

#[test]
fn a_trace_is_drawn() {
    let (folder, record) = record();
    let svg = folder.at("trace.svg");
    let run = khabar(&["trace", "1", "-o", &svg, "--record", &record]);
    assert_eq!(run.code, 0, "{}", run.err);
    let text = std::fs::read_to_string(&svg).unwrap();
    assert!(text.starts_with("<svg") && text.contains("<rect"));
    let html = folder.at("trace.html");
    khabar(&[
        "trace", "1", "-o", &html, "--lang", "ar", "--record", &record,
    ]);
    let text = std::fs::read_to_string(&html).unwrap();
    assert!(text.contains("dir=\"rtl\"") && text.contains("<svg"));
    let wrong = khabar(&["trace", "1", "-o", "x.png", "--record", &record]);
    assert_eq!(wrong.code, 2);
    let tree = khabar(&["trace", "1", "--record", &record]);
    assert!(tree.out.contains("└─ "), "{}", tree.out);
    let timeline = khabar(&["timeline", "الرحماني", "--record", &record]);
    assert_eq!(timeline.code, 0, "{}", timeline.err);
    let changes = khabar(&[
        "changes",
        "الرحماني",
        "--about",
        "بروكسل",
        "--record",
        &record,
    ]);
    assert_eq!(changes.code, 0, "{}", changes.err);
}
