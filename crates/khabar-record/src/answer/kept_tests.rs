//! What is kept between questions is never given for another state of the record.

use super::tests::record;
use super::*;
use crate::decide::{self, About, Decide};
use crate::testing::{PAGES, Toy, folder};
use crate::{Builder, Record};
use std::path::Path;

/// Answers to several questions, as they go out.
fn answers(r: &Record) -> String {
    let search = r.search_for(&SearchQuery {
        query: "إيران OR العراق".into(),
        limit: 10,
        facets: true,
        ..SearchQuery::default()
    });
    let all = (
        search.unwrap(),
        r.who("كيري").unwrap(),
        r.dossier(&["كيري", "إيران"]).unwrap(),
        r.dossier(&["كيري"]).unwrap(),
    );
    serde_json::to_string(&all).unwrap()
}

/// The answers of a record that nothing is kept for.
fn anew(dir: &Path) -> String {
    answers(&Record::open(dir).unwrap())
}

#[test]
fn the_second_answer_is_the_first_and_another_connection_gives_it_too() {
    let (_d, r) = record();
    let first = answers(&r);
    assert_eq!(answers(&r), first);
    let other = r.another().unwrap();
    assert_eq!(answers(&other), first);
    r.warm().unwrap();
    assert_eq!(answers(&r), first);
}

#[test]
fn a_decision_ends_what_was_kept_on_every_connection() {
    let (d, r) = record();
    let other = r.another().unwrap();
    let (mut before, mut state) = (answers(&r), r.state().unwrap());
    assert!(other.state().unwrap() > state);
    state = r.state().unwrap();
    assert_eq!(other.state().unwrap(), state);
    let id = r.search("إيران", 1).unwrap().hits[0].source.article;
    let said = r.who("كيري").unwrap()[0].latest[0].id;
    let steps = [
        Decide::Source(said, None),
        Decide::Hide(About::Statement(said)),
        Decide::Hide(About::Article(id)),
    ];
    let mut made = Vec::new();
    for step in &steps {
        made.push(decide::decide(d.path(), "ليلى", step).unwrap().id);
        let (now, fresh) = (answers(&r), anew(d.path()));
        assert_eq!(now, fresh, "{step:?}");
        assert_eq!(answers(&other), fresh, "{step:?}");
        assert_ne!(now, before, "{step:?}");
        let next = r.state().unwrap();
        assert!(next > state, "{step:?}");
        (before, state) = (now, next);
    }
    for id in made {
        decide::undo(d.path(), "ليلى", id).unwrap();
        assert_eq!(answers(&other), anew(d.path()));
    }
}

#[test]
fn a_build_is_seen_by_a_record_that_stays_open() {
    let d = tempfile::tempdir().unwrap();
    let build = |pages: &[&str]| {
        let b = Builder::new(d.path()).reader(Arc::new(Toy::default()));
        b.run(&[folder(pages).path().into()], |_| {}).unwrap();
    };
    build(&PAGES[..2]);
    let r = Record::open(d.path()).unwrap();
    let before = answers(&r);
    build(PAGES);
    // The index is looked after in the background.
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    while answers(&r) != anew(d.path()) {
        assert!(std::time::Instant::now() < until, "never seen");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_ne!(answers(&r), before);
}

#[test]
fn a_reading_anew_is_seen_by_a_record_that_stays_open() {
    let (d, r) = record();
    let before = answers(&r);
    let b = Builder::new(d.path()).reader(Arc::new(Toy::default()));
    b.reread(|_| {}).unwrap();
    let until = std::time::Instant::now() + std::time::Duration::from_secs(20);
    loop {
        let found = r.search("إيران", 10).map(|s| s.total);
        if found.is_ok_and(|n| n > 0) && answers(&r) == anew(d.path()) {
            break;
        }
        assert!(std::time::Instant::now() < until, "never seen");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(answers(&r).len(), before.len());
}

#[test]
fn a_record_put_in_the_place_of_another_is_told() {
    let (d, r) = record();
    assert!(!r.is_replaced());
    let (other, _r) = record();
    let file = store::database(d.path());
    std::fs::rename(store::database(other.path()), &file).unwrap();
    assert_eq!(r.is_replaced(), cfg!(unix));
}
