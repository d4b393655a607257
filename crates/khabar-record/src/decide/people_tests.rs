use super::people::import_people;
use super::{Decide, decide};
use crate::testing::{PAGES, Toy, folder};
use crate::{Builder, Record};
use std::sync::Arc;
use tempfile::TempDir;

fn record() -> TempDir {
    let d = tempfile::tempdir().unwrap();
    build(&d);
    d
}

fn build(d: &TempDir) {
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .run(&[folder(PAGES).path().into()], |_| {})
        .unwrap();
}

fn ids(d: &TempDir, name: &str) -> Vec<Option<String>> {
    let r = Record::open(d.path()).unwrap();
    let found = r.who(name).unwrap();
    found.into_iter().map(|p| p.wikidata).collect()
}

#[test]
fn a_list_links_names_to_ids_and_says_which_rows_it_left_out() {
    let d = record();
    let csv = "id,name,name,en\n\
        Q901,توم غوفاس|توماس كوفز,,Tom Goffus\n\
        http://www.wikidata.org/entity/Q902,ماري هارف,غوفاس,\n\
        902,سعد الكلاوي,,\n\
        Q903,,,\n\
        Q904,توم غوفاس,,\n";
    let done = import_people(d.path(), "ليلى", csv.as_bytes()).unwrap();
    assert_eq!((done.people, done.new, done.known), (2, 3, 0));
    let lines: Vec<u64> = done.bad.iter().map(|b| b.line).collect();
    // A surname alone, no id, no name, a name that is another's.
    assert_eq!(lines, [3, 4, 5, 6], "{:?}", done.bad);
    assert_eq!(ids(&d, "توم غوفاس"), [Some("Q901".to_string())]);
    let r = Record::open(d.path()).unwrap();
    let who = r.who("توماس كوفز").unwrap();
    assert_eq!(who[0].latin.as_deref(), Some("Tom Goffus"));
    // Once more: nothing new.
    let again = import_people(d.path(), "ليلى", csv.as_bytes()).unwrap();
    assert_eq!((again.new, again.known), (0, 3));
}

#[test]
fn two_ids_are_two_people_however_alike_their_names() {
    let d = record();
    let one = Record::open(d.path()).unwrap().who("توم غوفاس").unwrap();
    assert_eq!(one.len(), 1, "one by their likeness");
    let csv = "qid,ar\nQ901,توم غوفاس\nQ902,توماس كوفز\n";
    import_people(d.path(), "ليلى", csv.as_bytes()).unwrap();
    let mut two = ids(&d, "توم غوفاس");
    two.sort();
    assert!(two.contains(&Some("Q901".to_string())), "{two:?}");
    let r = Record::open(d.path()).unwrap();
    let first = r.who("توم غوفاس").unwrap();
    let first = first
        .iter()
        .find(|p| p.wikidata.as_deref() == Some("Q901"))
        .unwrap();
    assert!(first.variants.iter().all(|v| v.actor.name != "توماس كوفز"));
    // A person's word wins over the list.
    let (a, b) = (
        first.actor.id,
        r.names("توماس كوفز").unwrap().actors[0].actor.id,
    );
    if a != b {
        decide(d.path(), "سعد", &Decide::Same(a, b)).unwrap();
        let r = Record::open(d.path()).unwrap();
        assert_eq!(r.who("توم غوفاس").unwrap().len(), 1);
    }
}

#[test]
fn a_list_outlives_a_re_reading() {
    let d = record();
    let csv = "id,name\nQ901,توم غوفاس\n";
    import_people(d.path(), "ليلى", csv.as_bytes()).unwrap();
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .reread(|_| {})
        .unwrap();
    assert_eq!(ids(&d, "توم غوفاس"), [Some("Q901".to_string())]);
}

#[test]
fn a_list_without_its_columns_is_refused() {
    let d = record();
    assert!(import_people(d.path(), "ليلى", "person,born\nا,1950\n".as_bytes()).is_err());
}
