//! The whole way on the sample pages: build, ask, write dossiers.

mod common;

use common::{Folder, PAGE, Run, khabar, samples};
use serde_json::Value;

/// A record of the samples, else of one page of our own.
fn record() -> (Folder, String) {
    let folder = Folder::new();
    folder.write("pages/a.txt", PAGE);
    let pages = samples().map_or_else(|| folder.at("pages"), |p| p.display().to_string());
    let record = folder.at("record");
    let run = khabar(&["build", &pages, "--record", &record, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let summary: Value = serde_json::from_str(&run.out).unwrap();
    assert!(summary["articles"].as_u64().unwrap() > 0, "{summary}");
    (folder, record)
}

fn is_clean(run: &Run) -> bool {
    !run.out
        .chars()
        .any(|c| (c.is_control() && c != '\n') || ('\u{2066}'..='\u{2069}').contains(&c))
}

#[test]
fn questions_are_answered() {
    let (_folder, record) = record();
    let asks: [&[&str]; 6] = [
        &["search", "الحدود"],
        &[
            "statements",
            "--by",
            "الرحماني",
            "--since",
            "2025",
            "--limit",
            "3",
        ],
        &["statements", "--about", "بروكسل"],
        &["events", "--limit", "0"],
        &["who", "ناظم", "الرحماني"],
        &["trace", "أمن الحدود أولوية لا تقبل التأجيل"],
    ];
    for ask in asks {
        for lang in ["ar", "en"] {
            let run = khabar(&[ask, &["--record", &record, "--lang", lang]].concat());
            assert_eq!(run.code, 0, "{ask:?}: {}", run.err);
            assert!(!run.out.is_empty() && is_clean(&run), "{ask:?}");
        }
        let run = khabar(&[ask, &["--record", &record, "--json"]].concat());
        let answer: Value = serde_json::from_str(&run.out).unwrap();
        assert!(answer.is_object() || answer.is_array(), "{ask:?}");
        assert_eq!(run.out.lines().count(), 1, "on one line in a pipe");
    }
}

#[test]
fn a_statement_is_traced_by_its_number() {
    let (_folder, record) = record();
    let run = khabar(&[
        "statements",
        "--by",
        "الرحماني",
        "--json",
        "--record",
        &record,
    ]);
    let answer: Value = serde_json::from_str(&run.out).unwrap();
    let id = answer["statements"][0]["id"].as_i64().unwrap();
    for of in [id.to_string(), format!("[{id}]"), format!("#{id}")] {
        let run = khabar(&["trace", &of, "--record", &record]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(
            run.out.contains("chain:") && run.out.contains("carried by"),
            "{}",
            run.out
        );
    }
    assert_eq!(khabar(&["trace", "999999999", "--record", &record]).code, 1);
}

#[test]
fn nothing_found_is_code_1_and_says_what_to_try() {
    let (_folder, record) = record();
    let asks: [&[&str]; 5] = [
        &["search", "زقزقزقزق"],
        &["statements", "--by", "زقزقزقزق"],
        &["events", "--with", "زقزقزقزق"],
        &["who", "زقزقزقزق"],
        &["dossier", "زقزقزقزق"],
    ];
    for ask in asks {
        let run = khabar(&[ask, &["--record", &record]].concat());
        assert_eq!(run.code, 1, "{ask:?}: {}", run.out);
        assert!(run.err.contains("khabar"), "{}", run.err);
        let run = khabar(&[ask, &["--record", &record, "--json"]].concat());
        assert_eq!(run.code, 1, "{ask:?}");
        serde_json::from_str::<Value>(&run.out).unwrap();
    }
}

#[test]
fn building_again_adds_nothing() {
    let (folder, record) = record();
    let pages = samples().map_or_else(|| folder.at("pages"), |p| p.display().to_string());
    let run = khabar(&["build", &pages, "--record", &record, "--json"]);
    let summary: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, summary["new"].as_u64()), (0, Some(0)));
    assert!(summary["known"].as_u64() > Some(0));
}

#[test]
fn a_build_tells_what_it_set_aside() {
    let folder = Folder::new();
    let good = serde_json::json!({"text": PAGE, "url": "https://a.example/1"});
    folder.write("in.jsonl", &format!("{good}\n{{broken\n"));
    let record = folder.at("record");
    let run = khabar(&["build", &folder.at("in.jsonl"), "--record", &record]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.contains("set aside: 1") && run.out.contains("in.jsonl:2"),
        "{}",
        run.out
    );
    folder.write("bad.jsonl", "{broken\n");
    let run = khabar(&["build", &folder.at("bad.jsonl"), "--record", &record]);
    assert_eq!(run.code, 1, "no page at all");
}

#[test]
fn dossiers_in_all_forms() {
    let (folder, record) = record();
    for lang in ["ar", "en"] {
        let write = |name: &str| {
            let file = folder.at(name);
            let run = khabar(&[
                "dossier",
                "الرحماني",
                "-o",
                &file,
                "--record",
                &record,
                "--lang",
                lang,
            ]);
            assert_eq!(run.code, 0, "{}", run.err);
            assert!(run.out.is_empty() && run.err.contains("written to"));
            std::fs::read_to_string(file).unwrap()
        };
        let html = write("d.html");
        assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
        assert!(html.contains(&format!("<html lang=\"{lang}\"")));
        assert!(html.contains("الرحماني") && html.contains("<blockquote"));
        let md = write("d.md");
        assert!(md.starts_with("# ") && md.contains("\n> "), "{md}");
        let json: Value = serde_json::from_str(&write("d.json")).unwrap();
        assert!(json["timeline"].is_array() && json["names"][0]["name"] == "الرحماني");
    }
    let shown = khabar(&["dossier", "الرحماني", "--record", &record]);
    assert!(shown.code == 0 && shown.out.contains("Timeline") && is_clean(&shown));
}

#[test]
fn a_dossier_that_cannot_be_written_is_code_3() {
    let (folder, record) = record();
    let file = folder.at("no/such/folder/d.html");
    let run = khabar(&["dossier", "الرحماني", "-o", &file, "--record", &record]);
    assert_eq!(run.code, 3);
    assert!(run.err.contains("cannot be written"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn an_interrupted_build_keeps_what_it_read() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};
    let folder = Folder::new();
    let record = folder.at("record");
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["build", "-", "--record", &record])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pages = child.stdin.take().unwrap();
    writeln!(
        pages,
        "{}",
        serde_json::json!({"text": PAGE, "url": "https://a.example/1"})
    )
    .unwrap();
    pages.flush().unwrap();
    // Signals are waited for before the record is made.
    let end = Instant::now() + Duration::from_secs(20);
    while !std::path::Path::new(&record).exists() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(500));
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(kill.success());
    std::thread::sleep(Duration::from_millis(200));
    drop(pages);
    let end = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&end.stderr).into_owned();
    assert_eq!(end.status.code(), Some(130), "{told}");
    assert!(told.contains("what was read is kept"), "{told}");
    assert_eq!(khabar(&["statements", "--record", &record]).code, 0);
}
