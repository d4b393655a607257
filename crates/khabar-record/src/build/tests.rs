use super::*;
use crate::testing::{PAGES, Toy, folder};
use crate::{Error, Record};
use std::sync::atomic::Ordering;

fn builder(dir: &Path) -> Builder {
    Builder::new(dir)
        .reader(Arc::new(Toy::default()))
        .threads(2)
}

fn build(dir: &Path, pages: &Path) -> Summary {
    builder(dir).run(&[pages.to_path_buf()], |_| {}).unwrap()
}

fn many(n: usize) -> Vec<String> {
    (0..n)
        .map(|k| {
            format!("خبر رقم {k}\nالرياض | 2015-07-{:02}\nكيري | قال إن | العدد {k} كبير جدا في هذه المرة أيضا", k % 28 + 1)
        })
        .collect()
}

#[test]
fn a_second_build_adds_only_what_is_new() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    let mut reports = 0;
    let s = builder(d.path())
        .run(&[pages.path().into()], |_| reports += 1)
        .unwrap();
    assert!(reports > 0);
    assert_eq!((s.pages, s.new, s.known, s.set_aside), (5, 5, 0, 0));
    assert_eq!((s.articles, s.statements, s.events), (5, 6, 2));
    assert!(s.people >= 4 && s.places == 2 && !s.cancelled);
    let again = build(d.path(), pages.path());
    assert_eq!((again.new, again.known, again.people), (0, 5, 0));
    assert_eq!(again.record, s.record);
    std::fs::write(
        pages.path().join("new.txt"),
        "خبر جديد\nالرياض | 2016-01-01\nنص",
    )
    .unwrap();
    let third = build(d.path(), pages.path());
    assert_eq!((third.new, third.known, third.record.articles), (1, 5, 6));
    let r = Record::open(d.path()).unwrap();
    assert_eq!(r.search("جديد", 5).unwrap().total, 1);
    assert_eq!(r.notes(), &[] as &[String]);
}

#[test]
fn one_page_twice_in_one_build_is_one() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(&[PAGES[0], PAGES[0], PAGES[1]]);
    let s = build(d.path(), pages.path());
    assert_eq!((s.new, s.known), (2, 1));
}

#[test]
fn a_page_that_breaks_the_reader_or_the_store_is_set_aside() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(&[PAGES[0], "PANIC\nx", "TWICE\nالرياض", PAGES[1], ""]);
    let s = build(d.path(), pages.path());
    assert_eq!((s.pages, s.new, s.set_aside), (5, 2, 3));
    let reasons: Vec<&String> = s.reasons.keys().collect();
    assert_eq!(
        reasons,
        [
            "could not be stored (please report it)",
            "empty file",
            "the reader failed on this page (please report it)"
        ]
    );
    let r = Record::open(d.path()).unwrap();
    let aside = r.set_aside().unwrap();
    assert!(
        aside
            .iter()
            .any(|a| a.file == "p0001.txt" && a.reason.contains("told to fail"))
    );
    assert_eq!(
        build(d.path(), pages.path()).record.set_aside,
        3,
        "told once"
    );
}

#[test]
fn pages_of_one_transaction_with_a_page_that_breaks_a_rule_are_kept_once() {
    let d = tempfile::tempdir().unwrap();
    let twice = ["TWICE\nالرياض", "TWICE\nبغداد"];
    let pages = folder(&[PAGES[0], "", twice[0], PAGES[1], twice[1], PAGES[2]]);
    let one = |dir: &Path, pages: &Path| {
        let s = builder(dir).threads(1).run(&[pages.into()], |_| {});
        s.unwrap()
    };
    let s = one(d.path(), pages.path());
    assert_eq!((s.new, s.set_aside, s.statements), (3, 3, 4));
    let alone = tempfile::tempdir().unwrap();
    let whole = one(alone.path(), folder(&PAGES[..3]).path());
    let nothing_aside = crate::Counts {
        set_aside: 0,
        ..s.record.clone()
    };
    assert_eq!((nothing_aside, s.record.set_aside), (whole.record, 3));
    let spellings = |dir: &Path| -> Vec<(String, i64)> {
        let db = crate::store::open_read(dir).unwrap();
        let mut q = db
            .prepare("SELECT text, pages FROM aliases ORDER BY folded, text")
            .unwrap();
        let rows = q.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        rows.map(|r| r.unwrap()).collect()
    };
    assert_eq!(spellings(d.path()), spellings(alone.path()));
    let checked = crate::check::check(d.path(), |_, _| {}).unwrap();
    assert_eq!(checked.faults, 0, "{:?}", checked.told);
}

#[test]
fn the_index_is_caught_up_when_missing_damaged_or_behind() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    build(d.path(), pages.path());
    let found = |notes: usize| {
        let r = Record::open(d.path()).unwrap();
        assert_eq!(r.notes().len(), notes, "{:?}", r.notes());
        assert_eq!(r.search("العراق", 5).unwrap().total, 2);
        assert_eq!(
            r.trace(&crate::TraceOf::Text("الكونغرس".into()))
                .unwrap()
                .len(),
            1
        );
    };
    found(0);
    std::fs::remove_dir_all(d.path().join("index")).unwrap();
    found(1);
    found(0);
    std::fs::write(d.path().join("index/meta.json"), "{").unwrap();
    found(1);
    // As after a kill between the commits of store and index.
    std::fs::rename(d.path().join("index"), d.path().join("old")).unwrap();
    let fewer = tempfile::tempdir().unwrap();
    build(fewer.path(), folder(&PAGES[..2]).path());
    std::fs::remove_dir_all(d.path().join("old")).unwrap();
    std::fs::rename(fewer.path().join("index"), d.path().join("index")).unwrap();
    found(1); // another record's index is not taken for ours
    found(0);
}

#[test]
fn two_builds_at_once_are_refused() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    build(d.path(), pages.path());
    let held = crate::store::lock::lock(d.path()).unwrap();
    let e = builder(d.path())
        .run(&[pages.path().into()], |_| {})
        .unwrap_err();
    assert!(matches!(e, Error::Busy { .. }));
    let says = e.to_string();
    assert!(
        says.contains("another build") && says.contains(&std::process::id().to_string()),
        "{says}"
    );
    // Questions are answered all the same.
    assert_eq!(Record::open(d.path()).unwrap().counts().unwrap().pages, 5);
    drop(held);
    build(d.path(), pages.path());
}

#[test]
fn a_newer_record_says_so() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    build(d.path(), pages.path());
    let db = rusqlite::Connection::open(crate::store::database(d.path())).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    for e in [
        Record::open(d.path()).err().unwrap(),
        builder(d.path())
            .run(&[pages.path().into()], |_| {})
            .unwrap_err(),
    ] {
        assert!(matches!(
            e,
            Error::Newer {
                found: 99,
                known: crate::store::SCHEMA
            }
        ));
        assert!(e.to_string().contains("newer khabar"), "{e}");
    }
}

#[test]
fn what_is_no_record_says_so() {
    let d = tempfile::tempdir().unwrap();
    assert!(matches!(Record::open(d.path()), Err(Error::NoRecord(_))));
    std::fs::write(
        crate::store::database(d.path()),
        "not a database at all, but long enough to look",
    )
    .unwrap();
    let e = Record::open(d.path()).err().unwrap();
    assert!(matches!(e, Error::Damaged(_)), "{e}");
    let missing = d.path().join("nothing.txt");
    let e = builder(&d.path().join("rec"))
        .run(&[missing], |_| {})
        .unwrap_err();
    assert!(e.is_usage());
    assert!(!d.path().join("rec").exists(), "nothing was started");
}

/// All rows of a table as SQL text, in their order.
fn rows(dir: &Path, sql: &str) -> Vec<String> {
    let db = crate::store::open_read(dir).unwrap();
    let mut q = db.prepare(sql).unwrap();
    let rows = q.query_map([], |r| r.get::<_, String>(0)).unwrap();
    rows.map(|r| r.unwrap()).collect()
}

#[test]
fn a_record_is_the_same_however_many_threads_and_batches_made_it() {
    // Copies, spellings and stories run across pages and batches.
    let mut all = many(90);
    all.extend(many(40).iter().map(|p| p.replace("خبر", "أنباء")));
    all.extend(PAGES.iter().map(|p| p.to_string()));
    let fire = "اندلع حريق كبير فجر اليوم في مصنع الزجاج بمدينة سوهاران، وأصيب سبعة عمال بحروق متفاوتة، \
                وسيطر الدفاع المدني على النار بعد ساعات طويلة من العمل المتواصل في المكان";
    all.push(format!(
        "حريق في مصنع الزجاج بمدينة سوهاران\nالرياض | 2015-07-14\n{fire}"
    ));
    all.push(format!(
        "إصابة سبعة عمال بحريق مصنع سوهاران\nعكاظ | 2015-07-15\n{fire}"
    ));
    let pages = folder(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let tables = [
        "SELECT id || name FROM captures",
        "SELECT id || '|' || name FROM actors",
        "SELECT actor || folded || text || surname || pages FROM aliases",
        "SELECT id || '|' || story FROM statements",
        "SELECT hash || '|' || statement FROM sketches",
        "SELECT article || '|' || other || in_other FROM copies",
        "SELECT type || row || '|' || other || score || grounds FROM same_links",
        "SELECT type || row || '|' || one FROM same_groups",
    ];
    let made = |threads: usize, batch: usize| {
        let d = tempfile::tempdir().unwrap();
        let b = builder(d.path()).threads(threads).batch(batch);
        b.run(&[pages.path().into()], |_| {}).unwrap();
        tables.map(|sql| rows(d.path(), sql))
    };
    let one = made(1, 1000);
    assert!(one.iter().all(|table| !table.is_empty()));
    assert_eq!(made(4, 7), one);
    assert_eq!(made(3, 1), one);
}

#[test]
fn a_page_that_breaks_the_store_takes_nothing_of_the_others_with_it() {
    let pages = [PAGES[0], PAGES[1], "TWICE\nالرياض", PAGES[2]];
    let (with, without) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let s = build(with.path(), folder(&pages).path());
    build(
        without.path(),
        folder(&[PAGES[0], PAGES[1], PAGES[2]]).path(),
    );
    assert_eq!((s.new, s.set_aside), (3, 1));
    for sql in [
        "SELECT folded || text || pages FROM aliases ORDER BY folded, text",
        "SELECT hash || '' FROM sketches ORDER BY hash",
    ] {
        assert_eq!(rows(with.path(), sql), rows(without.path(), sql));
    }
}

#[test]
fn cancelling_keeps_what_was_read() {
    let d = tempfile::tempdir().unwrap();
    let all = many(3000);
    let pages = folder(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let flag = Arc::new(AtomicBool::new(false));
    let stop = flag.clone();
    let s = builder(d.path())
        .batch(50)
        .cancel(flag)
        .run(&[pages.path().into()], move |p| {
            if p.new > 20 {
                stop.store(true, Ordering::Relaxed);
            }
        })
        .unwrap();
    let r = Record::open(d.path()).unwrap();
    assert_eq!(r.counts().unwrap().pages as u64, s.new);
    assert_eq!(r.notes(), &[] as &[String]);
    let rest = build(d.path(), pages.path());
    assert_eq!(rest.known, s.new);
    assert_eq!(rest.record.pages, 3000);
}

#[test]
fn a_full_disk_is_named_and_the_committed_stays() {
    let d = tempfile::tempdir().unwrap();
    let all = many(3000);
    let pages = folder(&all.iter().map(String::as_str).collect::<Vec<_>>());
    let mut b = builder(d.path()).batch(50);
    b.most_db_pages = Some(400);
    let e = b.run(&[pages.path().into()], |_| {}).unwrap_err();
    assert!(matches!(&e, Error::DiskFull(p) if p == d.path()), "{e}");
    assert!(e.to_string().contains("disk is full"));
    let r = Record::open(d.path()).unwrap();
    let kept = r.counts().unwrap().pages;
    assert!(kept > 0 && kept.is_multiple_of(50) && kept < 3000, "{kept}");
    assert_eq!(r.search("كبير", 5).unwrap().total, kept, "{:?}", r.notes());
    assert_eq!(build(d.path(), pages.path()).record.pages, 3000);
}

/// A reader that takes everything for one article without statements.
struct Blind;

impl ReadPage for Blind {
    fn open_page(&self, fetch: Fetch) -> std::result::Result<Capture, String> {
        Toy::default().open_page(fetch)
    }

    fn read_page(&self, capture: &Capture) -> Reading {
        let reading = Toy::default().read_page(capture);
        Reading {
            articles: reading.articles,
            ..Reading::default()
        }
    }
}

#[test]
fn a_re_reading_replaces_what_was_read_and_keeps_decisions() {
    use crate::decide::{About, Decide, decide};
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    let first = build(d.path(), pages.path());
    let r = Record::open(d.path()).unwrap();
    let id = r.search("الكونغرس", 1).unwrap().hits[0].statements[0].id;
    drop(r);
    decide(d.path(), "ليلى", &Decide::Star(About::Statement(id))).unwrap();
    let blind = Builder::new(d.path()).reader(Arc::new(Blind));
    let s = blind.reread(|_| {}).unwrap();
    assert_eq!((s.pages, s.new, s.set_aside), (5, 5, 0));
    assert_eq!((s.record.articles, s.record.statements), (5, 0));
    assert_eq!((s.record.people, s.record.places), (0, 0));
    let r = Record::open(d.path()).unwrap();
    assert_eq!(r.search("الكونغرس", 1).unwrap().total, 1);
    assert_eq!(r.decisions().unwrap().len(), 1);
    assert_eq!(r.decided_on(1).unwrap(), None, "nothing there to be about");
    drop(r);
    let s = builder(d.path()).reread(|_| {}).unwrap();
    assert_eq!(s.record, first.record);
    let r = Record::open(d.path()).unwrap();
    let found = r.search("الكونغرس", 1).unwrap().hits[0].statements[0].clone();
    assert_eq!(found.decisions.len(), 1, "found again by its place");
    assert!(r.notes().is_empty());
    let checked = crate::check::check(d.path(), |_, _| {}).unwrap();
    assert_eq!(
        (checked.pages, checked.faults),
        (5, 0),
        "{:?}",
        checked.told
    );
}

#[test]
fn a_cancelled_re_reading_leaves_the_old_one() {
    let d = tempfile::tempdir().unwrap();
    let pages = folder(PAGES);
    let first = build(d.path(), pages.path());
    let b = builder(d.path()).reader(Arc::new(Blind));
    b.cancel.store(true, Ordering::Relaxed);
    assert!(b.reread(|_| {}).unwrap().cancelled);
    assert_eq!(
        Record::open(d.path()).unwrap().counts().unwrap(),
        first.record
    );
}

#[test]
fn a_check_tells_what_is_not_as_it_was_written() {
    use crate::check::check;
    let d = tempfile::tempdir().unwrap();
    build(d.path(), folder(PAGES).path());
    let whole = check(d.path(), |_, _| {}).unwrap();
    assert_eq!(whole.faults, 0, "{:?}", whole.told);
    assert!(whole.spans > 20 && whole.entries >= 11);
    let db = crate::store::open_write(d.path()).unwrap();
    db.execute_batch(
        "UPDATE captures SET url = 'http://other/' WHERE id = 1;
         UPDATE statements SET cue_end = 100000 WHERE id = 1;",
    )
    .unwrap();
    drop(db);
    let told = check(d.path(), |_, _| {}).unwrap();
    let of: Vec<&str> = told.told.iter().map(|f| f.of.as_str()).collect();
    assert!(of.contains(&"page") && of.contains(&"span"), "{of:?}");
    // A flipped byte in the index.
    let segment = std::fs::read_dir(d.path().join("index")).unwrap();
    let mut files = segment.map(|f| f.unwrap().path());
    let store = files.find(|f| f.extension().is_some_and(|e| e == "idx"));
    let store = store.expect("a file of the index");
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[3] ^= 0x40;
    std::fs::write(&store, bytes).unwrap();
    let told = check(d.path(), |_, _| {});
    let fault = |c: &crate::check::Checked| c.told.iter().any(|f| f.of == "index");
    assert!(told.as_ref().map_or(true, fault), "{told:?}");
}

#[test]
fn a_backup_opens_and_holds_the_same() {
    use crate::backup::backup;
    let d = tempfile::tempdir().unwrap();
    let first = build(d.path(), folder(PAGES).path());
    let to = tempfile::tempdir().unwrap();
    let place = to.path().join("copy");
    let mut told = (0, 0);
    backup(d.path(), &place, |done, of| told = (done, of)).unwrap();
    assert!(told.0 == told.1 && told.1 > 0);
    let r = Record::open(&place).unwrap();
    assert_eq!(r.counts().unwrap(), first.record);
    assert_eq!(r.search("الكونغرس", 1).unwrap().total, 1);
    let again = backup(d.path(), &place, |_, _| {});
    assert!(matches!(again, Err(Error::Exists(_))));
}

#[test]
fn a_record_takes_in_another_with_its_decisions() {
    use crate::decide::{About, Decide, decide};
    let (a, b) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    build(a.path(), folder(&PAGES[..3]).path());
    build(b.path(), folder(&PAGES[1..]).path());
    let r = Record::open(b.path()).unwrap();
    let id = r.search("الكونغرس", 1).unwrap().hits[0].statements[0].id;
    decide(b.path(), "ليلى", &Decide::Star(About::Statement(id))).unwrap();
    let (s, decisions) = builder(a.path()).import(b.path(), |_| {}).unwrap();
    assert_eq!((s.pages, s.new, s.known, s.set_aside), (4, 2, 2, 0));
    assert_eq!((s.record.articles, decisions), (5, 1));
    let r = Record::open(a.path()).unwrap();
    let found = &r.search("الكونغرس", 1).unwrap().hits[0].statements[0];
    assert_eq!(found.decisions.len(), 1);
    let (s, decisions) = builder(a.path()).import(b.path(), |_| {}).unwrap();
    assert_eq!((s.new, decisions), (0, 0));
    assert!(
        builder(a.path())
            .import(Path::new("/nowhere"), |_| {})
            .is_err()
    );
}
