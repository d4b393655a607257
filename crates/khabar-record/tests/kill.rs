//! A build killed at any point leaves a record that opens, holds whole
//! batches, and can be built on.

use khabar_record::{Builder, Record};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const PAGES: usize = 4000;

fn pages(path: &Path) {
    let text: String = (0..PAGES)
        .map(|k| {
            let body = format!("خبر رقم {k}\\nقال الوزير إن العدد {k} كبير جدا هذه المرة.\\n");
            format!(
                "{{\"text\":\"{}\",\"date\":\"2015-07-21\"}}\n",
                body.repeat(6)
            )
        })
        .collect();
    std::fs::write(path, text).unwrap();
}

fn build(dir: &Path) -> khabar_record::Summary {
    let input = dir.join("pages.jsonl");
    Builder::new(dir.join("record"))
        .batch(20)
        .run(&[input], |_| {})
        .unwrap()
}

/// Run by the test below in a process of its own, which is then killed.
#[test]
#[ignore]
fn child() {
    let dir = std::env::var("KHABAR_KILL").unwrap();
    build(Path::new(&dir));
}

#[test]
fn kill_at_any_point() {
    let d = tempfile::tempdir().unwrap();
    pages(&d.path().join("pages.jsonl"));
    let mut before = 0;
    for round in 0..6u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "child"])
            .env("KHABAR_KILL", d.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + 110 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        // Killed before there was a record, or after: never something between.
        let Ok(r) = Record::open(d.path().join("record")) else {
            continue;
        };
        let n = r.counts().unwrap().pages;
        assert!(
            n >= before && (n.is_multiple_of(20) || n == PAGES),
            "{n} after {before}"
        );
        let articles = r.counts().unwrap().articles;
        let found = r.search("خبر", 1).map_or(0, |s| s.total);
        assert_eq!(found, articles, "what is stored is found: {:?}", r.notes());
        before = n;
    }
    let s = build(d.path());
    assert_eq!(s.record.pages, PAGES);
    assert_eq!(s.known as usize, before);
}
