//! `khabar score` on pages with gold.

mod common;

use common::{Folder, PAGE, khabar};

fn scored(folder: &Folder, more: &[&str]) -> common::Run {
    let (gold, pages) = (folder.at("gold"), folder.at("pages"));
    khabar(&[&["score", &gold, &pages], more].concat())
}

fn set() -> Folder {
    let folder = Folder::new();
    folder.write("pages/a.txt", PAGE);
    let lines = PAGE.lines().map(|l| if l.is_empty() { "-" } else { "B1" });
    let gold = serde_json::json!({
        "page": "a.txt", "lines": lines.collect::<Vec<_>>(),
        "articles": [{"id": 1, "kind": "main", "headline": null, "published": null}],
        "dates": [], "entities": [], "statements": [], "events": []
    });
    folder.write("gold/a.json", &gold.to_string());
    folder.write("low.toml", "[one]\nbody = 0.0\n");
    folder.write("high.toml", "[one]\noutlet = 1.0\nevent = 1.0\n");
    folder
}

#[test]
fn it_reads_the_pages_itself() {
    let folder = set();
    let run = scored(&folder, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(
        run.out.starts_with("1 pages") && run.out.contains("statement"),
        "{}",
        run.out
    );
}

#[test]
fn it_scores_a_file() {
    let folder = set();
    folder.write("machine.jsonl", "");
    let machine = folder.at("machine.jsonl");
    let run = scored(&folder, &[&machine, "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let figures: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(figures["body"]["machine"], 0);
}

#[test]
fn floors_decide_the_exit_code() {
    let folder = set();
    let with =
        |floors: &str, set: &str| scored(&folder, &["--floors", &folder.at(floors), "--set", set]);
    assert_eq!(with("low.toml", "one").code, 0);
    let below = with("high.toml", "one");
    assert_eq!(below.code, 4, "{}", below.err);
    assert!(below.err.contains("event"), "{}", below.err);
    assert_eq!(with("low.toml", "other").code, 2);
    assert_eq!(with("none.toml", "one").code, 3);
}
