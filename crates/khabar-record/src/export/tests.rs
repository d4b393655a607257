use super::*;
use crate::Builder;
use crate::decide::{About, Decide, decide};
use crate::testing::{PAGES, Toy, folder};
use serde_json::Value as Json;
use std::collections::HashSet;
use std::sync::Arc;
use tempfile::TempDir;

fn record() -> (TempDir, Record) {
    let d = tempfile::tempdir().unwrap();
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .threads(1)
        .run(&[folder(PAGES).path().into()], |_| {})
        .unwrap();
    let r = Record::open(d.path()).unwrap();
    (d, r)
}

fn lines(text: &str) -> Vec<Json> {
    text.lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

/// The tables as the document has them.
fn document() -> String {
    let mut out = String::new();
    for t in TABLES {
        out.push_str(&format!(
            "\n## {}\n\n{}\n\n| column | type | what |\n|---|---|---|\n",
            t.name, t.doc
        ));
        for c in t.columns {
            let of = format!("{:?}", c.kind).to_lowercase();
            out.push_str(&format!("| `{}` | {of} | {} |\n", c.name, c.doc));
        }
    }
    out
}

#[test]
fn the_document_tells_every_table_and_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/tables.md");
    let text = std::fs::read_to_string(path).unwrap();
    let at = text.find("\n## ").expect("a table");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(path, format!("{}{}", &text[..at], document())).unwrap();
        return;
    }
    assert_eq!(&text[at..], document(), "run with UPDATE_SNAPSHOTS=1");
}

#[test]
fn tables_are_the_same_in_all_forms_and_join() {
    let (_d, r) = record();
    let to = tempfile::tempdir().unwrap();
    let written = r.export(to.path(), As::Jsonl, &[]).unwrap();
    assert_eq!(written.len(), TABLES.len());
    let table = |name: &str| {
        let file = to.path().join(format!("{name}.jsonl"));
        lines(&std::fs::read_to_string(file).unwrap())
    };
    let ids = |rows: &[Json], key: &str| -> HashSet<i64> {
        rows.iter().filter_map(|r| r[key].as_i64()).collect()
    };
    let (articles, said, actors) = (table("articles"), table("statements"), table("actors"));
    assert_eq!((articles.len(), said.len()), (5, 6));
    assert!(ids(&said, "article").is_subset(&ids(&articles, "article")));
    assert!(ids(&said, "speaker").is_subset(&ids(&actors, "actor")));
    assert_eq!(
        ids(&table("contents"), "statement"),
        ids(&said, "statement")
    );
    let kerry = said.iter().find(|s| s["cue"] == "أضاف أن").unwrap();
    assert_eq!(kerry["source"], "كيري");
    let start = kerry["source_start"].as_i64().unwrap();
    assert_eq!(kerry["source_end"].as_i64(), Some(start + 4), "code points");
    r.export(to.path(), As::Csv, &[]).unwrap();
    let written_again = r.export(to.path(), As::Parquet, &[]).unwrap();
    for (w, again) in written.iter().zip(&written_again) {
        assert_eq!((w.table, w.rows), (again.table, again.rows));
        let csv = to.path().join(format!("{}.csv", w.table));
        let csv = std::fs::read_to_string(csv).unwrap();
        let mut rows = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(rows.records().count() as u64, w.rows, "{}", w.table);
        assert_eq!(parquet_rows(&again.file), w.rows as i64);
    }
    let wrong = r.export(to.path(), As::Csv, &["nosuch".into()]);
    assert!(wrong.unwrap_err().is_usage());
}

fn parquet_rows(file: &Path) -> i64 {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let file = std::fs::File::open(file).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    reader.metadata().file_metadata().num_rows()
}

#[test]
fn a_cell_is_no_formula() {
    let (d, r) = record();
    let id = r.search("الكونغرس", 1).unwrap().hits[0].source.article;
    let note = Decide::Note(About::Article(id), "=HYPERLINK(\"http://x\")".into());
    decide(d.path(), "ليلى", &note).unwrap();
    let to = tempfile::tempdir().unwrap();
    r.export(to.path(), As::Csv, &["decisions".into()]).unwrap();
    let csv = std::fs::read_to_string(to.path().join("decisions.csv")).unwrap();
    assert!(csv.contains("'=HYPERLINK") && !csv.contains(",=") && !csv.contains(",\"="));
}

#[test]
fn forms_of_other_tools() {
    let (_d, r) = record();
    let of = |f: Form| form(&r, f, None).unwrap();
    let bib = of(Form::Bibtex);
    assert_eq!(bib.matches("@online{").count(), 5);
    assert!(bib.contains("title = {كيري يتحدث عن إيران}") && bib.contains("date = {2015-07-14}"));
    let csl: Vec<Json> = serde_json::from_str(&of(Form::Csl)).unwrap();
    assert_eq!(
        csl[0]["issued"]["date-parts"],
        serde_json::json!([[2015, 7, 14]])
    );
    let plover = lines(&of(Form::Plover));
    assert_eq!(plover.len(), 2);
    assert_eq!(plover[1]["date"], "2015-08-19");
    assert!(plover[1]["actors"].as_array().unwrap().len() >= 2);
    let prov = lines(&of(Form::Prov));
    assert_eq!(prov.len(), 6);
    let graph = prov[0]["@graph"].as_array().unwrap();
    let printed = graph.last().unwrap();
    let from = printed["prov:wasDerivedFrom"]["@id"].as_str().unwrap();
    let link = graph.iter().find(|n| n["@id"] == from).unwrap();
    assert_eq!(link["@type"][1], "khabar:statement");
    let all: HashSet<&str> = graph.iter().filter_map(|n| n["@id"].as_str()).collect();
    for node in graph {
        for to in ["prov:wasDerivedFrom", "prov:wasAttributedTo"] {
            let to = node[to]["@id"].as_str();
            assert!(to.is_none_or(|t| all.contains(t)), "{node}");
        }
    }
    let ftm = lines(&of(Form::Ftm));
    let schemas: Vec<&str> = ftm.iter().filter_map(|e| e["schema"].as_str()).collect();
    assert!(schemas.contains(&"Article") && schemas.contains(&"Person"));
    assert_eq!(schemas.iter().filter(|s| **s == "Event").count(), 2);
    let one = form(&r, Form::Csl, Some("الكونغرس")).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Json>>(&one).unwrap().len(), 1);
}

#[test]
fn a_planned_event_with_a_day_is_in_the_calendar() {
    let page = "موعد\nالرياض | 2026-04-01\n\
                ! visit | planned | 2026-04-20 | بروكسل | سيزور الأعرجي بروكسل، ويلتقي غوفاس; في مقر الحلف الجديد مع وفد كبير\n\
                ! visit | planned | 2026-05 | - | سيزور غوفاس العراق\n\
                ! visit | happened | 2026-03-01 | - | زار غوفاس العراق";
    let d = tempfile::tempdir().unwrap();
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .run(&[folder(&[page]).path().into()], |_| {})
        .unwrap();
    let ics = form(&Record::open(d.path()).unwrap(), Form::Ical, None).unwrap();
    assert_eq!(ics.matches("BEGIN:VEVENT").count(), 2);
    assert!(ics.contains("DTSTART;VALUE=DATE:20260420\r\nDTEND;VALUE=DATE:20260421\r\n"));
    assert!(ics.contains("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260601\r\n"));
    let whole = ics.replace("\r\n ", "");
    assert!(whole.contains("ويلتقي غوفاس\\; في مقر"), "{whole}");
    assert!(ics.lines().all(|l| l.len() <= 76));
}
