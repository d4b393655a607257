//! Each figure on small pages made by hand.

mod entities;
mod lines_and_dates;
mod statements;

use khabar_score::{Page, Prf, Report, Scores, Share, score_page};
use serde_json::{Value, json};

/// Scores one page, whose fields are given as JSON.
fn score(text: &str, gold: Value, machine: Value) -> (Scores, Vec<String>) {
    let page = |mut page: Value| -> Page {
        page["page"] = "ص.txt".into();
        serde_json::from_value(page).unwrap()
    };
    let mut scores = Scores::default();
    let errors = score_page(text, &page(gold), &page(machine), &mut scores);
    (scores, errors)
}

fn prf(hits: usize, gold: usize, machine: usize) -> Prf {
    Prf {
        hits,
        gold,
        machine,
    }
}

fn share(right: usize, n: usize) -> Share {
    Share { right, n }
}

fn close(a: Option<f64>, b: f64) -> bool {
    a.is_some_and(|a| (a - b).abs() < 1e-12)
}

#[test]
fn figures_add_up_over_pages() {
    let page: Page = serde_json::from_value(json!({"page": "ص.txt", "lines": ["B1"]})).unwrap();
    let empty = Page::default();
    let mut scores = Scores::default();
    score_page("نص طويل", &page, &page, &mut scores);
    score_page("نص", &page, &empty, &mut scores);
    assert_eq!((scores.pages, scores.body), (2, prf(7, 9, 7)));
    let report = Report {
        scores,
        errors: Vec::new(),
    };
    let table = report.to_table();
    assert!(table.starts_with("2 pages\nbody        0.875   p=1.000 r=0.778 gold=9 machine=7\n"));
    assert!(table.contains("\nheadline      n/a   n=0\n"), "{table}");
    assert_eq!(report.figures()[0], ("body", Some(0.875)));
    assert_eq!(report.figures()[1], ("headline", None));
    let json = report.to_json();
    assert_eq!(
        json["body"],
        json!({"f1": 0.875, "p": 1.0, "r": 7.0 / 9.0, "gold": 9, "machine": 7})
    );
    assert_eq!(json["headline"], json!({"share": null, "n": 0}));
    assert_eq!(json["variants"], json!({"f1": null, "p": 0, "r": 0}));
}
