use super::*;
use crate::testing::{PAGES, Toy, folder};
use crate::{Builder, Record, StatementQuery};
use std::sync::Arc;
use tempfile::TempDir;

fn record() -> TempDir {
    let d = tempfile::tempdir().unwrap();
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .run(&[folder(PAGES).path().into()], |_| {})
        .unwrap();
    d
}

fn open(d: &TempDir) -> Record {
    Record::open(d.path()).unwrap()
}

/// The statement whose content holds the words.
fn said(d: &TempDir, words: &str) -> i64 {
    let sql = "SELECT max(id) FROM statements";
    let r = open(d);
    let last: i64 = r.db.query_row(sql, [], |r| r.get(0)).unwrap();
    let has = |id: &i64| r.statement(*id).unwrap().content[0].exact.contains(words);
    (1..=last).find(has).unwrap()
}

fn actor(d: &TempDir, name: &str) -> i64 {
    open(d).names(name).unwrap().actors[0].actor.id
}

fn by(d: &TempDir, name: &str) -> usize {
    let q = StatementQuery {
        by: Some(name.into()),
        ..Default::default()
    };
    open(d).statements(&q).unwrap().total
}

#[test]
fn a_judgement_outweighs_the_rule_and_can_be_undone() {
    let d = record();
    assert_eq!(by(&d, "توم غوفاس"), 2);
    let (a, b) = (actor(&d, "توم غوفاس"), actor(&d, "توماس كوفز"));
    // Both names answer to each; the first is the one that was asked for.
    let ids: Vec<i64> = open(&d)
        .names("توم غوفاس")
        .unwrap()
        .actors
        .iter()
        .map(|m| m.actor.id)
        .collect();
    assert!(ids.contains(&a) && ids.contains(&b));
    let (x, y) = (ids[0], ids[1]);
    let made = decide(d.path(), "ليلى", &Decide::Different(x, y)).unwrap();
    assert_eq!(by(&d, "توم غوفاس"), 1);
    assert_eq!(
        (made.kind.as_str(), made.by.as_str()),
        ("different", "ليلى")
    );
    // The contrary takes its place.
    let other = decide(d.path(), "سعد", &Decide::Same(y, x)).unwrap();
    assert_eq!(by(&d, "توم غوفاس"), 2);
    let all = open(&d).decisions().unwrap();
    assert_eq!(all[0].undone_by.as_deref(), Some("سعد"));
    undo(d.path(), "ليلى", other.id).unwrap();
    assert_eq!(by(&d, "توم غوفاس"), 2, "as it was read");
    assert!(undo(d.path(), "ليلى", other.id).is_err(), "only once");
}

#[test]
fn a_statement_given_to_another_is_found_under_its_new_name_alone() {
    let d = record();
    let id = said(&d, "الكونغرس");
    let before = by(&d, "كيري");
    let to = Some((EntityKind::Person, "ماري هارف".to_string()));
    let made = decide(d.path(), "ليلى", &Decide::Source(id, to)).unwrap();
    assert_eq!((by(&d, "ماري هارف"), by(&d, "هارف")), (1, 1));
    assert_eq!(by(&d, "كيري"), before - 1);
    let s = open(&d).statement(id).unwrap();
    assert_eq!(s.speaker.unwrap().name, "ماري هارف");
    assert_eq!(s.decisions, vec![made.clone()]);
    let nobody = decide(d.path(), "ليلى", &Decide::Source(id, None)).unwrap();
    assert_eq!(open(&d).statement(id).unwrap().speaker, None);
    undo(d.path(), "ليلى", nobody.id).unwrap();
    let s = open(&d).statement(id).unwrap();
    assert_eq!(s.speaker.unwrap().name, "كيري");
    assert!(s.decisions.is_empty());
}

#[test]
fn what_is_hidden_stands_in_no_answer_until_that_is_undone() {
    let d = record();
    let id = said(&d, "الكونغرس");
    let article = open(&d).statement(id).unwrap().source.article;
    let total = |d: &TempDir| {
        open(d)
            .statements(&StatementQuery::default())
            .unwrap()
            .total
    };
    let before = total(&d);
    let one = decide(d.path(), "ليلى", &Decide::Hide(About::Statement(id))).unwrap();
    assert_eq!(total(&d), before - 1);
    undo(d.path(), "ليلى", one.id).unwrap();
    assert_eq!(total(&d), before);
    assert_eq!(open(&d).search("الكونغرس", 5).unwrap().total, 1);
    let all = decide(d.path(), "ليلى", &Decide::Hide(About::Article(article))).unwrap();
    assert_eq!(open(&d).search("الكونغرس", 5).unwrap().total, 0);
    assert_eq!(
        total(&d),
        before - 1,
        "its copy of the first stands elsewhere"
    );
    assert_eq!(
        open(&d)
            .trace(&crate::TraceOf::Statement(id))
            .unwrap()
            .len(),
        1
    );
    undo(d.path(), "ليلى", all.id).unwrap();
    assert_eq!(open(&d).search("الكونغرس", 5).unwrap().total, 1);
}

#[test]
fn notes_stars_lists_and_searches_are_kept_with_their_subjects() {
    let d = record();
    let id = said(&d, "الكونغرس");
    let s = About::Statement(id);
    let note = |t: &str| Decide::Note(s.clone(), t.into());
    for what in [
        note("راجع التسجيل"),
        note("راجع التسجيل"),
        note("تأكدت منه"),
        Decide::Star(s.clone()),
        Decide::List(s.clone(), "الاتفاق".into()),
        Decide::Star(About::Actor(actor(&d, "إيران"))),
        Decide::Search("النووي".into(), "about:إيران".into()),
        Decide::Search("النووي".into(), "about:إيران act:state".into()),
    ] {
        decide(d.path(), "ليلى", &what).unwrap();
    }
    let found = open(&d).statement(id).unwrap().decisions;
    let kinds: Vec<&str> = found.iter().map(|d| d.kind.as_str()).collect();
    assert_eq!(kinds, ["note", "note", "star", "list"]);
    assert!(found[0].words.contains("الكونغرس"));
    let all = open(&d).decisions().unwrap();
    let searches = all
        .iter()
        .filter(|d| d.kind == "search" && d.undone_at.is_none());
    let searches: Vec<&str> = searches.map(|d| d.value.as_str()).collect();
    assert_eq!(searches, ["about:إيران act:state"]);
    assert!(decide(d.path(), "ليلى", &note("  ")).is_err());
    let none = Decide::Star(About::Statement(999));
    assert!(matches!(
        decide(d.path(), "ليلى", &none),
        Err(Error::NotFound { .. })
    ));
}

#[test]
fn decisions_handed_over_are_taken_once_and_undone_where_they_were_undone() {
    let (a, b) = (record(), record());
    let id = said(&a, "الكونغرس");
    let hide = decide(a.path(), "ليلى", &Decide::Hide(About::Statement(id))).unwrap();
    decide(a.path(), "ليلى", &Decide::Star(About::Statement(id))).unwrap();
    let all = open(&a).decisions().unwrap();
    assert_eq!(hand_over(b.path(), &all).unwrap(), 2);
    assert_eq!(hand_over(b.path(), &all).unwrap(), 0);
    let there = said(&b, "الكونغرس");
    assert_eq!(open(&b).statement(there).unwrap().decisions.len(), 2);
    undo(a.path(), "ليلى", hide.id).unwrap();
    hand_over(b.path(), &open(&a).decisions().unwrap()).unwrap();
    assert_eq!(open(&b).statement(there).unwrap().decisions.len(), 1);
    let mut bad = all[0].clone();
    bad.subject = "statement:xyz".into();
    assert!(hand_over(b.path(), &[bad]).is_err());
}

#[test]
fn a_decision_can_be_made_while_a_build_holds_the_record() {
    let d = record();
    let _lock = crate::store::lock::lock(d.path()).unwrap();
    let star = Decide::Star(About::Statement(said(&d, "الكونغرس")));
    decide(d.path(), "ليلى", &star).unwrap();
}

#[test]
fn subjects_are_read_as_they_are_written() {
    for s in [
        "article:00ff:2",
        "statement:00ff:10-22",
        "event:00ff:10-22",
        "actor:person:توم غوفاس",
        "search:الناتو: كل شيء",
    ] {
        assert_eq!(Subject::parse(s).unwrap().to_string(), s);
    }
    for s in [
        "",
        "article",
        "article:00ff:x",
        "statement:00ff:10",
        "place:a:b",
    ] {
        assert_eq!(Subject::parse(s), None, "{s}");
    }
}
