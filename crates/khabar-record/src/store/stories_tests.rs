use super::same::{self, Decided, Type};
use crate::testing::{Toy, folder};
use crate::{About, Builder, Decide, Record, StoryQuery, decide};
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

/// Three reports of one fire, worded apart, and one of another matter.
const FIRE: &[&str] = &[
    "حريق في مصنع الزجاج بمدينة سوهاران\nالرياض | 2015-07-14\n\
     اندلع حريق كبير فجر اليوم في مصنع الزجاج بمدينة سوهاران، وأصيب سبعة عمال بحروق متفاوتة، وسيطر الدفاع المدني على النار\n\
     قاسم الأعرجي | قال إن | حريق مصنع الزجاج نجم عن خلل كهربائي في أفران المصنع القديمة",
    "إصابة سبعة عمال بحريق مصنع سوهاران\nعكاظ | 2015-07-15\n\
     أصيب سبعة عمال في حريق كبير التهم مصنع الزجاج في مدينة سوهاران، وسيطر الدفاع المدني عليه بعد ساعات\n\
     الأعرجي | أكد أن | خللا كهربائيا في أفران المصنع القديمة سبب حريق مصنع الزجاج",
    "البنك المركزي يخفض سعر الفائدة\nعكاظ | 2015-07-15\n\
     قرر البنك المركزي خفض سعر الفائدة ربع نقطة مئوية بعد تراجع التضخم في الأسواق، ورحب التجار في سوق المال بالقرار",
];
const LATER: &str = "مصنع الزجاج في سوهاران يعود إلى العمل بعد الحريق\nالوطن | 2015-07-16\n\
     عاد مصنع الزجاج بمدينة سوهاران إلى العمل بعد حريق كبير أصيب فيه سبعة عمال، وقال الدفاع المدني إن النار أخمدت";

fn build(dir: &Path, pages: &[&str]) -> crate::Summary {
    Builder::new(dir)
        .reader(Arc::new(Toy::default()))
        .run(&[folder(pages).path().into()], |_| {})
        .unwrap()
}

fn record(pages: &[&str]) -> TempDir {
    let d = tempfile::tempdir().unwrap();
    build(d.path(), pages);
    d
}

fn open(d: &TempDir) -> Record {
    Record::open(d.path()).unwrap()
}

fn article(d: &TempDir, headline: &str) -> i64 {
    let sql = "SELECT id FROM articles WHERE headline LIKE '%' || ?1 || '%'";
    open(d).db.query_row(sql, [headline], |r| r.get(0)).unwrap()
}

fn together(d: &TempDir, headline: &str) -> Vec<String> {
    let story = open(d).story(article(d, headline)).unwrap();
    let headlines = story.articles.into_iter().map(|t| t.source.headline);
    headlines.map(Option::unwrap_or_default).collect()
}

#[test]
fn reports_of_one_event_are_a_story_in_order_of_time() {
    let d = record(FIRE);
    let story = open(&d).story(article(&d, "إصابة سبعة")).unwrap();
    let days: Vec<_> = story
        .articles
        .iter()
        .map(|t| t.source.day.as_deref())
        .collect();
    assert_eq!(days, [Some("2015-07-14"), Some("2015-07-15")]);
    assert!(!story.links[0].grounds.is_empty());
    assert_eq!(together(&d, "البنك المركزي").len(), 1);
    let list = open(&d).stories(&StoryQuery::default()).unwrap();
    assert_eq!((list.total, list.stories[0].articles), (1, 2));
    let with = StoryQuery {
        with: vec!["الأعرجي".into()],
        ..StoryQuery::default()
    };
    assert_eq!(open(&d).stories(&with).unwrap().total, 1);
}

#[test]
fn what_is_added_later_joins_the_story_that_is_there() {
    let d = record(FIRE);
    let before = open(&d).story(article(&d, "إصابة سبعة")).unwrap().id;
    let s = build(d.path(), &[LATER]);
    assert_eq!(s.in_stories, 1);
    let after = open(&d).story(article(&d, "يعود إلى العمل")).unwrap();
    assert_eq!((after.id, after.articles.len()), (before, 3));
}

#[test]
fn a_rereading_makes_the_same_stories() {
    let d = record(FIRE);
    let before = together(&d, "إصابة سبعة");
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .reread(|_| {})
        .unwrap();
    assert_eq!(together(&d, "إصابة سبعة"), before);
}

#[test]
fn the_same_content_in_other_words_is_one_statement_of_one_speaker() {
    let d = record(FIRE);
    let story = open(&d).story(article(&d, "إصابة سبعة")).unwrap();
    let first = story.articles[0].added[0].id;
    let same = open(&d).same_statements(first).unwrap();
    assert_eq!(same.statements.len(), 2, "{:?}", same.links);
    assert!(story.articles[1].added.is_empty(), "it adds nothing");
}

#[test]
fn articles_that_were_decided_apart_stay_so_until_that_is_undone() {
    let d = record(FIRE);
    let pair = |a: &str, b: &str| {
        (
            About::Article(article(&d, a)),
            About::Article(article(&d, b)),
        )
    };
    let (a, b) = pair("حريق في مصنع", "إصابة سبعة");
    let apart = decide::decide(d.path(), "ليلى", &Decide::Apart(a, b)).unwrap();
    assert_eq!(together(&d, "إصابة سبعة").len(), 1);
    Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .reread(|_| {})
        .unwrap();
    assert_eq!(together(&d, "إصابة سبعة").len(), 1, "after a re-reading");
    decide::undo(d.path(), "ليلى", apart.id).unwrap();
    assert_eq!(together(&d, "إصابة سبعة").len(), 2);
    let (a, b) = pair("حريق في مصنع", "البنك المركزي");
    let one = decide::decide(d.path(), "ليلى", &Decide::Together(a, b)).unwrap();
    assert_eq!(together(&d, "البنك المركزي").len(), 3);
    decide::undo(d.path(), "ليلى", one.id).unwrap();
    assert_eq!(together(&d, "البنك المركزي").len(), 1);
}

#[test]
fn an_article_and_an_event_cannot_be_one() {
    let d = record(FIRE);
    let what = Decide::Together(About::Article(1), About::Event(1));
    assert!(decide::decide(d.path(), "ليلى", &what).is_err());
}

fn groups(links: &[(i64, i64, f32)], decided: &Decided) -> Vec<(i64, i64)> {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(include_str!("schema.sql")).unwrap();
    for (a, b, score) in links {
        same::link(&db, Type::Event, *a, *b, *score, &[]).unwrap();
    }
    let rows: Vec<i64> = links.iter().flat_map(|l| [l.0, l.1]).collect();
    same::regroup(&db, Type::Event, &rows, decided).unwrap();
    let all = same::groups(&db, Type::Event, rows).unwrap();
    let mut all: Vec<(i64, i64)> = all.into_iter().collect();
    all.sort_unstable();
    all
}

#[test]
fn the_weakest_link_gives_way_where_two_are_kept_apart() {
    let links = [(1, 2, 0.9), (2, 3, 0.6), (3, 4, 0.8)];
    let all = groups(&links, &Decided::default());
    assert_eq!(all, [(1, 1), (2, 1), (3, 1), (4, 1)]);
    let decided = Decided {
        same: Vec::new(),
        apart: vec![(1, 4)],
    };
    assert_eq!(groups(&links, &decided), [(1, 1), (2, 1), (3, 3), (4, 3)]);
}

#[test]
fn a_check_tells_of_a_story_whose_article_is_gone() {
    let d = record(FIRE);
    assert_eq!(crate::check::check(d.path(), |_, _| {}).unwrap().faults, 0);
    let db = Connection::open(crate::store::database(d.path())).unwrap();
    let sql = "INSERT INTO same_groups VALUES ('article', 999, 1)";
    db.execute(sql, []).unwrap();
    let found = crate::check::check(d.path(), |_, _| {}).unwrap();
    assert_eq!(found.faults, 1, "{:?}", found.told);
}
