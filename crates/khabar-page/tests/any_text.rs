//! What holds for every text, however broken.

use khabar_model::{Capture, LineLabel, Page};
use khabar_page::PageReader;
use proptest::prelude::*;
use std::sync::Arc;

/// Pieces that pages are made of, in any order.
const PIECES: &str = "(\n|\r\n|\t| |:|-|«|»|\"|\\.|؟|•|ـ|\\(|\\)|/|،|واس|رويترز|من|الرياض|بيروت|\
    اقرأ أيضا|التعليقات|المصدر|رئيس التحرير|الوسوم|كلمة |وقالت الوزارة إن العمل |تلقته|بحسب|وكالة |\
    27-08-2024|30 أغسطس، 2024|8 شوال 1436|😀|ﻻ|َ|x){0,90}";

fn reader() -> Arc<PageReader> {
    Arc::new(PageReader::new())
}

fn check(page: &Page, text: &str) -> Result<(), TestCaseError> {
    let lines: Vec<&str> = text
        .strip_suffix('\n')
        .unwrap_or(text)
        .split('\n')
        .collect();
    prop_assert_eq!(page.lines.len(), lines.len());
    let n = page.articles.len() as u16;
    for (l, line) in page.lines.iter().zip(&lines) {
        prop_assert_eq!(l.span.of(text), *line);
        match l.label {
            LineLabel::Blank => prop_assert!(line.trim().is_empty()),
            LineLabel::Other => prop_assert!(!line.trim().is_empty()),
            LineLabel::Headline(a) | LineLabel::Meta(a) | LineLabel::Body(a) => {
                prop_assert!((1..=n).contains(&a));
            }
        }
    }
    for (k, a) in page.articles.iter().enumerate() {
        prop_assert_eq!(a.id, k as u16 + 1);
        let blocks = a.blocks.iter().map(|b| b.span);
        let marked = a.datelines.iter().chain(&a.bylines).copied();
        let credits = a.credits.iter().map(|c| c.span);
        let evidence = [
            a.headline,
            a.outlet.as_ref().and_then(|o| o.evidence),
            a.published.as_ref().and_then(|p| p.evidence),
        ];
        for s in blocks
            .chain(marked)
            .chain(credits)
            .chain(evidence.into_iter().flatten())
        {
            prop_assert!(text.get(s.start()..s.end()).is_some());
            prop_assert!(!s.is_empty());
        }
    }
    Ok(())
}

#[test]
fn labels_count_the_lines_and_spans_lie_in_the_text() {
    let reader = reader();
    let mut runner = proptest::test_runner::TestRunner::default();
    let texts = prop_oneof![PIECES, "\\PC{0,200}", "(?s).{0,120}"];
    let held = runner.run(&texts, |text| {
        let capture = Capture::new("any.txt", text.clone());
        check(&reader.read(&capture), &text)
    });
    held.unwrap();
}

#[test]
fn nothing_is_read_from_nothing() {
    let page = reader().read(&Capture::new("empty.txt", ""));
    assert_eq!(page.lines.len(), 1);
    assert!(page.articles.is_empty());
}
