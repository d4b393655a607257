use super::query::parse;
use super::tests::record;
use super::*;
use crate::Builder;
use crate::testing::{PAGES, Toy, folder};
use std::sync::Arc;

const DOC: &str = include_str!("../../../../docs/query.md");

/// The lines of a block of the document, each in its two columns.
fn block(name: &str) -> Vec<(&'static str, &'static str)> {
    let open = format!("```{name}\n");
    let at = DOC.find(&open).expect("a block") + open.len();
    let text = &DOC[at..];
    let lines = text[..text.find("```").expect("its end")].lines();
    let columns = lines.map(|l| l.split_once("  ").expect("two columns"));
    columns.map(|(q, r)| (q, r.trim())).collect()
}

#[test]
fn the_document_says_what_is_found() {
    let (_d, r) = record();
    let mut wrong = Vec::new();
    for (query, want) in block("query") {
        let total = r.search(query, 10).unwrap().total;
        if total.to_string() != want {
            wrong.push(format!("{query}: {total}, not {want}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_document_says_what_is_wrong_with_a_query() {
    for (query, want) in block("error") {
        let e = parse(query).expect_err(query);
        assert!(e.is_usage() && e.to_string().contains(want), "{query}: {e}");
    }
}

#[test]
fn no_query_panics() {
    let signs = [
        "(", ")", "\"", "-", "*", "~", ":", "OR", "NOT", "كيري", "by:", " ", "|", "»", "a",
    ];
    let mut seed = 7u64;
    for _ in 0..5000 {
        let mut q = String::new();
        for _ in 0..8 {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            q.push_str(signs[(seed >> 33) as usize % signs.len()]);
        }
        let _ = parse(&q);
    }
    assert!(parse(&"(".repeat(100_000)).is_err());
    assert!(parse(&"-".repeat(100_000)).is_err());
    assert!(parse(&"a: b ".repeat(300)).is_err());
}

#[test]
fn marks_stand_on_the_very_words() {
    let (_d, r) = record();
    let marks = |q: &str| -> Vec<String> {
        let hits = r.search(q, 10).unwrap().hits;
        hits.into_iter()
            .flat_map(|h| h.marks)
            .map(|m| m.exact)
            .collect()
    };
    assert_eq!(marks("كونغ*"), ["الكونغرس"]);
    assert_eq!(marks("الكونغرص~"), ["الكونغرس"]);
    assert!(marks("Kerry").contains(&"كيري".to_string()));
    assert!(!marks("إيران -قطر").contains(&"قطر".to_string()));
}

#[test]
fn a_name_is_found_by_a_spelling_that_no_page_has() {
    let (_d, r) = record();
    for typed in ["جون كاري", "جان كيري", "تريزا كيري", "Teresa Kerry"] {
        let s = r.search(typed, 10).unwrap();
        assert!(s.total > 0, "{typed}");
    }
    let marks = r.search("جون كاري", 10).unwrap().hits.remove(0).marks;
    assert!(marks.iter().any(|m| m.exact == "كيري"), "{marks:?}");
    assert!(!marks.iter().any(|m| m.exact == "ال"));
    assert_eq!(r.search("\"جون كاري\"", 10).unwrap().total, 0);
}

#[test]
fn fields_show_the_statements_they_ask_for() {
    let (_d, r) = record();
    let s = r.search("by:كيري chain:agency", 10).unwrap();
    assert_eq!(s.hits.len(), 1);
    assert_eq!(s.hits[0].statements.len(), 1);
    assert_eq!(s.hits[0].statements[0].chain[0].kind, "agency");
}

#[test]
fn facets_count_articles() {
    let (_d, r) = record();
    let q = SearchQuery {
        query: "الاتفاق".into(),
        facets: true,
        limit: 1,
        ..Default::default()
    };
    let s = r.search_for(&q).unwrap();
    let f = s.facets.unwrap();
    let shown = |c: &[Count]| -> Vec<(String, usize)> {
        c.iter().map(|c| (c.name.clone(), c.count)).collect()
    };
    assert_eq!((s.total, s.hits.len()), (2, 1));
    assert_eq!(shown(&f.month), [("2015-07".to_string(), 2)]);
    assert_eq!(f.outlet.len(), 2);
    assert_eq!(shown(&f.act), [("state".to_string(), 2)]);
    assert_eq!(shown(&f.chain).iter().map(|c| c.1).sum::<usize>(), 2);
    assert_eq!(shown(&f.place), [("إيران".to_string(), 1)]);
    assert!(f.speaker.iter().all(|c| c.count <= 2) && !f.speaker.is_empty());
}

#[test]
fn pages_of_results_neither_repeat_nor_take_up_what_was_added() {
    let (d, r) = record();
    let ask = |r: &Record, after: Option<String>| {
        let query = "كيري OR العراق OR الناتو".to_string();
        let q = SearchQuery {
            query,
            limit: 2,
            after,
            ..Default::default()
        };
        r.search_for(&q).unwrap()
    };
    let first = ask(&r, None);
    let all = first.total;
    let mut seen: Vec<i64> = first.hits.iter().map(|h| h.source.article).collect();
    let next = first.next.expect("more");
    let mut after = Some(next.clone());
    while let Some(a) = after {
        let page = ask(&r, Some(a));
        seen.extend(page.hits.iter().map(|h| h.source.article));
        after = page.next;
    }
    let shown = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((shown, seen.len()), (all, all));
    drop(r);
    let added = PAGES[0].replace("الرياض", "المدينة");
    let pages = folder(&[&added]);
    let b = Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .threads(1);
    b.run(&[pages.path().into()], |_| {}).unwrap();
    let r = Record::open(d.path()).unwrap();
    let now = ask(&r, None);
    assert_eq!(
        (now.articles, now.total),
        (all + 1, all),
        "added, as a copy"
    );
    let copy = now.hits.iter().find(|h| !h.copies.is_empty());
    assert!(copy.is_none_or(|h| h.copies.len() == 1));
    let page = ask(&r, Some(next));
    assert_eq!(page.total, all);
    assert!(
        page.hits
            .iter()
            .all(|h| h.source.outlet.as_deref() != Some("المدينة"))
    );
    for bad in ["", "x", "1-2", "7fc00000-1-1", "-1-1-1"] {
        let q = SearchQuery {
            query: "كيري".into(),
            after: Some(bad.into()),
            ..Default::default()
        };
        assert!(r.search_for(&q).unwrap_err().is_usage(), "{bad}");
    }
}

#[test]
fn a_search_without_bounds_does_not_overflow() {
    let (_d, r) = record();
    assert_eq!(r.search("كيري", usize::MAX).unwrap().next, None);
}
