//! Folders and files: what is read, and what is refused and how.

use khabar_score::{PageErrors, Report, ScoreError, score_dirs};
use std::fs;
use std::path::PathBuf;

const TEXT: &str = "عنوان\nأكد الوزير أن الحوار مستمر\n";
const GOLD: &str = r#"{"page": "ص.txt", "lines": ["H1", "B1"],
    "statements": [{"cue": {"exact": "أكد"}, "content": [{"exact": "الحوار مستمر"}]}]}"#;

/// A folder with one page and its gold.
struct Set(PathBuf);

impl Set {
    fn new(name: &str) -> Self {
        let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("files")
            .join(name);
        let _ = fs::remove_dir_all(&dir);
        let set = Set(dir);
        set.write("gold/ص.json", GOLD);
        set.write("gold/across.json", "[not a page");
        set.write("gold/README.md", "not JSON");
        set.write("pages/ص.txt", TEXT);
        set
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn score(&self, machine: &str) -> Result<Report, ScoreError> {
        score_dirs(
            &self.0.join("gold"),
            &self.0.join("pages"),
            &self.0.join(machine),
        )
    }

    /// The message for a machine file of this content, the folder left out.
    fn refusal(&self, machine: impl AsRef<[u8]>) -> String {
        self.write("m.jsonl", machine);
        self.message("m.jsonl")
    }

    fn message(&self, machine: &str) -> String {
        let message = self
            .score(machine)
            .expect_err("nothing was refused")
            .to_string();
        message.replace(&format!("{}/", self.0.display()), "")
    }
}

#[test]
fn reads_lines_and_folders() {
    let set = Set::new("reads");
    let record = GOLD.replace('\n', " ");
    let other = r#"{"page": "أخرى.txt", "dates": [{"start": 900, "end": 901}]}"#;
    // Blank lines, a page without gold, a path before the name; the last
    // record of a page counts.
    let lines = format!(
        "\n{{\"page\": \"ص.txt\"}}\r\n{other}\n  \n{}",
        record.replace("ص", "a/b/ص")
    );
    set.write("m.jsonl", lines);
    let report = set.score("m.jsonl").unwrap();
    assert_eq!(report.scores.pages, 1);
    assert_eq!(report.scores.statement.f1(), Some(1.0));
    assert_eq!(
        report.errors,
        [PageErrors {
            file: "ص.json".to_owned(),
            lines: vec![]
        }]
    );
    assert_eq!(report.errors_to_text(9), "");
    assert_eq!(report, set.score("gold").unwrap(), "a folder of pages");
}

#[test]
fn a_page_that_is_missing_counts_as_empty() {
    let set = Set::new("missing");
    set.write("m.jsonl", "");
    let report = set.score("m.jsonl").unwrap();
    assert_eq!(
        (report.scores.body.gold, report.scores.body.machine),
        (26, 0)
    );
    assert_eq!(
        report.errors_to_text(1),
        "--- ص.json\nstatement missed: 'أكد' at 6: 'أكد الوزير أن الحوار مستمر\\n'\n"
    );
    assert_eq!(report.errors_to_text(0), "");
}

#[test]
fn refuses_what_is_no_page() {
    let set = Set::new("no-page");
    for (line, message) in [
        ("{", "EOF while parsing an object"),
        ("null", "invalid type: null"),
        ("7", "invalid type: integer `7`"),
        ("[]", "invalid length 0"),
        ("{}", "missing field `page`"),
        (
            r#"{"page": 3}"#,
            "invalid type: integer `3`, expected a string",
        ),
        (r#"{"page": "ص.txt"} {}"#, "trailing characters"),
        (
            r#"{"page": "ص.txt", "lines": "B1"}"#,
            "invalid type: string",
        ),
        (r#"{"page": "ص.txt", "lines": [""]}"#, "empty line label"),
        (
            r#"{"page": "ص.txt", "lines": ["Bx"]}"#,
            r#"line label "Bx" names no article"#,
        ),
        (
            r#"{"page": "ص.txt", "lines": ["بـ", null]}"#,
            "invalid type: null",
        ),
        (
            r#"{"page": "ص.txt", "articles": [{}]}"#,
            "missing field `id`",
        ),
        (
            r#"{"page": "ص.txt", "articles": [{"id": [1]}]}"#,
            "an id is a whole number or a string",
        ),
        (
            r#"{"page": "ص.txt", "dates": [{}]}"#,
            "a span has `start` and `end`, or `exact`",
        ),
        (
            r#"{"page": "ص.txt", "dates": [{"start": 1}]}"#,
            "both `start` and `end`",
        ),
        (
            r#"{"page": "ص.txt", "statements": [{"cue": {"start": -1, "end": 2}}]}"#,
            "integer `-1`",
        ),
        (
            r#"{"page": "ص.txt", "statements": [{"cue": {"start": 1e99, "end": 2}}]}"#,
            "floating",
        ),
        (
            r#"{"page": "ص.txt", "statements": [{"content": [null]}]}"#,
            "invalid type: null",
        ),
        (r#"{"page": "ص.txt", "events": {}}"#, "invalid type: map"),
        (r#"{"page": "\ud800"}"#, "hex escape"),
    ] {
        let refusal = set.refusal(format!("{{\"page\": \"أ\"}}\n\n{line}\n"));
        assert!(refusal.starts_with("m.jsonl:3:"), "{line}: {refusal}");
        assert!(refusal.contains(message), "{line}: {refusal}");
        assert!(!refusal.contains(" at line "), "{line}: {refusal}");
    }
    let refusal = set.refusal(b"{\"page\": \"\xff\"}");
    assert!(refusal.starts_with("m.jsonl:1:"), "{refusal}");
    let deep = format!("{{\"page\": {}1", "[".repeat(100_000));
    assert!(set.refusal(deep).starts_with("m.jsonl:1:"));
}

#[test]
fn a_fault_in_a_file_of_its_own_is_placed_in_it() {
    let set = Set::new("own-file");
    set.write("m/ص.json", "{\n \"page\": \"ص.txt\",\n \"lines\": 5\n}");
    assert!(
        set.message("m").starts_with("m/ص.json:3:"),
        "{}",
        set.message("m")
    );
    set.write(
        "m/ص.json",
        r#"{"page": "ص.txt", "dates": [{"start": 3, "end": 99}]}"#,
    );
    assert_eq!(
        set.message("m"),
        "m/ص.json: ص.txt: dates[0]: no span 3..99 in 33 code points"
    );
}

#[test]
fn refuses_what_does_not_fit_the_page() {
    let set = Set::new("no-fit");
    let refusal = |fields: &str| set.refusal(format!("\n{{\"page\": \"ص.txt\", {fields}}}"));
    let place = "m.jsonl:2: ص.txt: ";
    assert_eq!(
        refusal(r#""dates": [{"start": 0, "end": 33}, {"start": 9, "end": 34}]"#),
        format!("{place}dates[1]: no span 9..34 in 33 code points")
    );
    assert_eq!(
        refusal(r#""statements": [{"cue": {"start": 9, "end": 6}}]"#),
        format!("{place}statements[0].cue: no span 9..6 in 33 code points")
    );
    let huge = r#""statements": [{"cue": {"exact": "أكد"},
        "content": [{"exact": "الحوار"}, {"start": 0, "end": 18446744073709551615}]}]"#;
    assert_eq!(
        refusal(&huge.replace('\n', "")),
        format!(
            "{place}statements[0].content[1]: no span 0..18446744073709551615 in 33 code points"
        )
    );
    for cue in ["null", r#"{"exact": "قال"}"#, r#"{"exact": "أكد", "n": 2}"#] {
        assert_eq!(
            refusal(&format!("\"statements\": [{{\"cue\": {cue}}}]")),
            format!("{place}statements[0].cue: the statement has no cue in the page")
        );
    }
}

#[test]
fn refuses_faulty_gold_and_files_that_are_not_there() {
    let set = Set::new("gold");
    assert!(set.message("none.jsonl").starts_with("none.jsonl: "));
    set.write("m.jsonl", "");
    set.write(
        "gold/ص.json",
        GOLD.replace("\"B1\"]", "\"B1\", \"X\", \"B1\"]"),
    );
    assert_eq!(
        set.message("m.jsonl"),
        "gold/ص.json: ص.txt: lines[3]: running text in a page of 2 lines"
    );
    set.write("gold/ص.json", "{}");
    assert!(
        set.message("m.jsonl")
            .starts_with("gold/ص.json:1:2: missing field `page`")
    );
    set.write("gold/ص.json", GOLD);
    set.write("pages/ص.txt", b"ab\xff");
    assert_eq!(
        set.message("m.jsonl"),
        "pages/ص.txt: not UTF-8 after 2 bytes"
    );
    fs::remove_file(set.0.join("pages/ص.txt")).unwrap();
    assert!(set.message("m.jsonl").starts_with("pages/ص.txt: "));
    fs::remove_dir_all(set.0.join("gold")).unwrap();
    assert!(set.message("m.jsonl").starts_with("gold: "));
}
