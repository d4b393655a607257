//! The figures, the table and the error lines are those of the reference
//! scorer of the shared evaluation set, on its gold and on that gold spoiled
//! in many ways.
//!
//! The set is looked for in the folder that `KHABAR_SHARED` names, or in one
//! named `shared` beside the workspace. Without it, or without Python, there
//! is nothing to compare and the test says that it was skipped.

use khabar_score::{Page, Span, score_dirs};
use serde_json::{Map, Value, json};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What figures may differ by.
const TOLERANCE: f64 = 0.0005;

/// Small random numbers, the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % n.max(1)
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// A gold page with its text.
struct GoldPage {
    gold: Value,
    text: Vec<char>,
}

/// One way to spoil a page; false leaves the page out.
type Spoil = fn(&mut Value, &GoldPage, &mut Random) -> bool;

/// Each way with how often it is tried, every time with other random numbers.
const SPOILS: [(&str, u64, Spoil); 10] = [
    ("as-it-is", 1, |_, _, _| true),
    ("offsets", 1, |page, gold, _| in_offsets(page, &gold.text)),
    ("shifted", 2, shifted),
    ("dropped", 2, dropped),
    ("swapped-entities", 3, swapped_entities),
    ("labels", 2, labels),
    ("lines", 4, lines),
    ("articles", 2, articles),
    ("missing-pages", 1, |page, gold, random| {
        in_offsets(page, &gold.text);
        !random.one_in(3)
    }),
    ("everything", 5, |page, gold, random| {
        shifted(page, gold, random);
        for spoil in [dropped_fields, swapped_entities, labels, lines, articles] {
            spoil(page, gold, random);
        }
        !random.one_in(6)
    }),
];

#[test]
fn agrees_on_the_first_pages() {
    agrees_with_the_reference("gold", "gold", "pages");
}

#[test]
fn agrees_on_news() {
    agrees_with_the_reference("gold-news", "gold-news/gold", "gold-news/pages");
}

/// Compares on the gold and pages in these folders of the set.
fn agrees_with_the_reference(set: &str, gold: &str, pages: &str) {
    let Some(shared) = shared_folder() else {
        println!("skipped: no shared evaluation set, or no python3");
        return;
    };
    let (gold, pages) = (shared.join(gold), shared.join(pages));
    if !gold.is_dir() || !pages.is_dir() {
        println!("skipped: the shared evaluation set has no {set}");
        return;
    }
    let scratch = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("agrees")
        .join(set);
    fs::create_dir_all(&scratch).unwrap();
    let reference = shared.join("gold/score.py");
    let golds = read_gold(&gold, &pages);
    assert!(!golds.is_empty(), "no gold in {}", gold.display());
    for (name, rounds, spoil) in SPOILS {
        for round in 0..rounds {
            let mut random = Random(round * 7919 + 17);
            let machine = scratch.join(format!("{name}-{round}.jsonl"));
            fs::write(&machine, spoiled(&golds, spoil, &mut random)).unwrap();
            compare(&reference, &gold, &pages, &machine, round == 0);
        }
    }
    let nothing = scratch.join("nothing.jsonl");
    fs::write(&nothing, "").unwrap();
    compare(&reference, &gold, &pages, &nothing, true);
}

fn shared_folder() -> Option<PathBuf> {
    let shared = match env::var_os("KHABAR_SHARED") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
    };
    let python = Command::new("python3").arg("--version").output();
    let there = shared.join("gold/score.py").is_file() && python.is_ok_and(|p| p.status.success());
    there.then_some(shared)
}

fn read_gold(gold: &Path, pages: &Path) -> Vec<GoldPage> {
    let mut files: Vec<PathBuf> = fs::read_dir(gold)
        .unwrap()
        .map(|f| f.unwrap().path())
        .collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "json") && !f.ends_with("across.json"));
    files.sort();
    let read = |file: PathBuf| {
        let gold: Value = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
        let text = fs::read_to_string(pages.join(gold["page"].as_str().unwrap())).unwrap();
        GoldPage {
            gold,
            text: text.chars().collect(),
        }
    };
    files.into_iter().map(read).collect()
}

fn spoiled(golds: &[GoldPage], spoil: Spoil, random: &mut Random) -> String {
    let mut lines = String::new();
    for gold in golds {
        let mut page = gold.gold.clone();
        if spoil(&mut page, gold, random) {
            lines.push_str(&format!("{page}\n"));
        }
    }
    lines
}

fn compare(reference: &Path, gold: &Path, pages: &Path, machine: &Path, with_table: bool) {
    let run = |more: &[&str]| {
        let out = Command::new("python3")
            .env("PYTHONIOENCODING", "utf-8")
            .arg(reference)
            .args([gold, pages, machine])
            .args(more)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(out.status.success(), "{}: {told}", machine.display());
        String::from_utf8(out.stdout).unwrap()
    };
    let report = score_dirs(gold, pages, machine).unwrap();

    // Error lines first, then the figures in one line.
    let told = run(&["--errors", "1000000", "--json"]);
    let (expected, figures) = told
        .trim_end()
        .rsplit_once('\n')
        .unwrap_or(("", told.trim_end()));
    let errors = report.errors_to_text(usize::MAX);
    for (ours, theirs) in errors.lines().zip(expected.lines()) {
        assert_eq!(ours, theirs, "{}", machine.display());
    }
    assert_eq!(errors.trim_end(), expected, "{}", machine.display());

    let theirs: Map<String, Value> = serde_json::from_str(figures).unwrap();
    let ours = report.to_json();
    let ours = ours.as_object().unwrap();
    assert_eq!(
        ours.keys().collect::<Vec<_>>(),
        theirs.keys().collect::<Vec<_>>()
    );
    for (figure, theirs) in &theirs {
        let theirs = theirs.as_object().unwrap();
        let ours = ours[figure].as_object().unwrap();
        assert_eq!(
            ours.keys().collect::<Vec<_>>(),
            theirs.keys().collect::<Vec<_>>()
        );
        for (part, theirs) in theirs {
            let (ours, theirs) = (ours[part].as_f64(), theirs.as_f64());
            let same = match (ours, theirs) {
                (Some(ours), Some(theirs)) => (ours - theirs).abs() < TOLERANCE,
                _ => ours == theirs,
            };
            let file = machine.display();
            assert!(same, "{file}: {figure}.{part}: {ours:?} for {theirs:?}");
        }
    }

    if with_table {
        assert_eq!(report.to_table(), run(&[]), "{}", machine.display());
    }
}

fn list<'a>(page: &'a mut Value, field: &str) -> &'a mut Vec<Value> {
    page[field].as_array_mut().unwrap()
}

/// Every span by its offsets, as a machine gives it.
fn in_offsets(page: &mut Value, text: &[char]) -> bool {
    let mut seen: Vec<String> = Vec::new();
    for date in list(page, "dates") {
        let exact = date["exact"].as_str().unwrap().to_owned();
        let n = date.get("n").and_then(Value::as_u64).map(|n| n as usize);
        let n = n.unwrap_or_else(|| seen.iter().filter(|s| **s == exact).count() + 1);
        seen.push(exact);
        place(date, text, n);
    }
    for statement in list(page, "statements") {
        place(&mut statement["cue"], text, 1);
        for span in list(statement, "content") {
            place(span, text, 1);
        }
    }
    true
}

/// Gives a span the offsets of its text; where it has no `n`, of the `n`-th.
fn place(span: &mut Value, text: &[char], n: usize) {
    let parsed: Span = serde_json::from_value(span.clone()).unwrap();
    let exact: Vec<char> = parsed.exact.unwrap().chars().collect();
    let mut starts = (0..text.len()).filter(|&i| text[i..].starts_with(&exact));
    let start = starts
        .nth(parsed.n.unwrap_or(n) - 1)
        .expect("gold is in the page");
    span["start"] = start.into();
    span["end"] = (start + exact.len()).into();
}

/// Spans moved, cut and stretched a little, some of them twice there.
fn shifted(page: &mut Value, gold: &GoldPage, random: &mut Random) -> bool {
    in_offsets(page, &gold.text);
    let mut shift = |span: &mut Value| {
        for edge in ["start", "end"] {
            if random.one_in(2) {
                let at = span[edge].as_u64().unwrap() as usize + random.below(13);
                span[edge] = at.saturating_sub(6).min(gold.text.len()).into();
            }
        }
        if span["start"].as_u64() > span["end"].as_u64() {
            span["end"] = span["start"].clone();
        }
    };
    let mut twice = Vec::new();
    for date in list(page, "dates") {
        shift(date);
        twice.push(date.clone());
        shift(date);
    }
    list(page, "dates").extend(twice);
    for statement in list(page, "statements") {
        shift(&mut statement["cue"]);
        list(statement, "content").iter_mut().for_each(&mut shift);
    }
    let twice: Vec<Value> = list(page, "statements")
        .iter()
        .step_by(3)
        .cloned()
        .collect();
    list(page, "statements").extend(twice);
    true
}

/// Items left out.
fn dropped(page: &mut Value, gold: &GoldPage, random: &mut Random) -> bool {
    in_offsets(page, &gold.text);
    for field in ["dates", "entities", "statements", "events", "articles"] {
        list(page, field).retain(|_| !random.one_in(3));
    }
    dropped_fields(page, gold, random)
}

/// Fields left out, and lists.
fn dropped_fields(page: &mut Value, _: &GoldPage, random: &mut Random) -> bool {
    for (field, inner) in [
        ("dates", "value"),
        ("entities", "surfaces"),
        ("entities", "name"),
        ("statements", "content"),
        ("statements", "entity"),
        ("statements", "via"),
        ("statements", "act"),
        ("events", "participants"),
        ("events", "date"),
        ("articles", "headline"),
        ("articles", "outlet"),
        ("articles", "published"),
    ] {
        for item in list(page, field) {
            if random.one_in(5) {
                item.as_object_mut().unwrap().remove(inner);
            }
        }
    }
    true
}

/// Ids, types, names and spellings of entities mixed up.
fn swapped_entities(page: &mut Value, _: &GoldPage, random: &mut Random) -> bool {
    let entities = list(page, "entities");
    for i in 0..entities.len() {
        let j = random.below(entities.len());
        let field = ["id", "type", "name", "surfaces"][random.below(4)];
        let (a, b) = (
            entities[i].get(field).cloned(),
            entities[j].get(field).cloned(),
        );
        if let (Some(a), Some(b)) = (a, b)
            && random.one_in(3)
        {
            (entities[i][field], entities[j][field]) = (b, a);
        }
        if random.one_in(4) {
            let spelling = entities[j]["name"].clone();
            if spelling.is_string() && entities[i]["surfaces"].is_array() {
                list(&mut entities[i], "surfaces").push(spelling);
            }
        }
        if random.one_in(6) {
            entities[i]["name"] =
                format!("«{}ـ»", entities[i]["name"].as_str().unwrap_or("؛")).into();
        }
    }
    entities.retain(|_| !random.one_in(9));
    let ids: Vec<Value> = entities.iter().map(|entity| entity["id"].clone()).collect();
    for statement in list(page, "statements") {
        if random.one_in(4) {
            statement["entity"] = ids
                .get(random.below(ids.len()))
                .cloned()
                .unwrap_or_default();
        }
    }
    for event in list(page, "events") {
        if random.one_in(3) && event["participants"].is_array() {
            list(event, "participants").push(json!(null));
            list(event, "participants").extend(ids.first().cloned());
        }
    }
    true
}

/// Values of closed lists changed, dates cut short.
fn labels(page: &mut Value, _: &GoldPage, random: &mut Random) -> bool {
    for statement in list(page, "statements") {
        if random.one_in(3) {
            statement["act"] = "state".into();
            statement["form"] = "mixed".into();
        }
        if random.one_in(3) {
            statement["via"] = json!([{"kind": "agency"}]);
        }
    }
    for event in list(page, "events") {
        if random.one_in(3) {
            event["type"] = "meeting".into();
        }
        if let Some(date) = event.get("date").and_then(Value::as_str).map(str::to_owned) {
            event["date"] = date
                .chars()
                .take([4, 7, 9, 10][random.below(4)])
                .collect::<String>()
                .into();
        }
        if random.one_in(4) {
            list_or_new(event, "participants").truncate(1);
        }
    }
    for date in list(page, "dates") {
        if random.one_in(3) {
            date["value"] = "2015-07-24".into();
        }
    }
    true
}

fn list_or_new<'a>(item: &'a mut Value, field: &str) -> &'a mut Vec<Value> {
    if !item[field].is_array() {
        item[field] = json!([]);
    }
    list(item, field)
}

/// Lines labelled otherwise, too many or too few.
fn lines(page: &mut Value, _: &GoldPage, random: &mut Random) -> bool {
    let lines = list(page, "lines");
    let others = [
        json!("X"),
        json!("B1"),
        json!("B2"),
        json!("B9"),
        json!("H1"),
        json!("-"),
    ];
    for line in lines.iter_mut() {
        if random.one_in(3) {
            *line = others[random.below(others.len())].clone();
        }
    }
    match random.below(6) {
        0 => lines.truncate(lines.len() / 2),
        1 => lines.extend([json!("B1"), json!("B2"), json!("X")]),
        2 => lines.clear(),
        3 => page["lines"] = Value::Null,
        4 => drop(page.as_object_mut().unwrap().remove("lines")),
        _ => {}
    }
    true
}

/// Articles under other numbers, and told otherwise.
fn articles(page: &mut Value, _: &GoldPage, random: &mut Random) -> bool {
    let renumber = random.one_in(2);
    for article in list(page, "articles") {
        if renumber && let Some(id) = article["id"].as_i64() {
            article["id"] = (id % 3 + 4).into();
        }
        if let Some(headline) = article.get("headline").and_then(Value::as_str) {
            article["headline"] = match random.below(3) {
                0 => format!(" {headline}\u{a0}").into(),
                1 => headline.replace(' ', "\n  ").into(),
                _ => headline.chars().skip(1).collect::<String>().into(),
            };
        }
        if random.one_in(4) {
            article["published"] = Value::Null;
        }
        if random.one_in(4) {
            article["outlet"] = "«الرّيَاض»".into();
        }
    }
    if renumber && page["lines"].is_array() {
        for line in list(page, "lines") {
            let number = line
                .as_str()
                .and_then(|label| label.strip_prefix('B')?.parse::<i64>().ok());
            if let Some(number) = number {
                *line = format!("B{}", number % 3 + 4).into();
            }
        }
    }
    // What was spoiled is a page still.
    serde_json::from_value::<Page>(page.clone()).is_ok()
}
