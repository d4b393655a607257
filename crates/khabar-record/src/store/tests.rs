use super::*;
use crate::testing::{PAGES, Toy, folder};
use crate::{Builder, Record};
use std::sync::Arc;

/// As records were made before pages of HTML could be taken in.
const SCHEMA_1: &str = include_str!("../../tests/schema-1.sql");

fn version_1(dir: &Path) {
    let db = Connection::open(database(dir)).unwrap();
    db.execute_batch(SCHEMA_1).unwrap();
    let text = zstd::bulk::compress("نبأ عتيق".as_bytes(), 3).unwrap();
    db.execute_batch(
        "INSERT INTO meta VALUES ('record', 'aa');
         INSERT INTO readings (version, at) VALUES ('khabar 0.0.1', '2026-01-01T00:00:00Z');
         INSERT INTO set_aside (file, reason) VALUES ('bad.txt', 'empty file');",
    )
    .unwrap();
    db.execute(
        "INSERT INTO captures (hash, name, url, retrieved, reading, bytes, text)
         VALUES (?1, 'old.txt', 'http://x/1', '2015-07-24', 1, 15, ?2)",
        rusqlite::params![[7u8; 16], text],
    )
    .unwrap();
    db.execute_batch(
        "INSERT INTO articles (capture, n, kind, headline, headline_start, headline_end,
           published_from, parts)
         VALUES (1, 1, 'main', 'نبأ عتيق', 0, 15, 'none',
           '{\"dateline\":[],\"byline\":[],\"credit\":[],\"blocks\":[[\"headline\",0,15]]}');",
    )
    .unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
}

fn columns(db: &Connection, table: &str) -> Vec<(String, String, bool, Option<String>)> {
    let sql =
        format!("SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info('{table}')");
    let mut q = db.prepare(&sql).unwrap();
    let rows = q.query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)));
    rows.unwrap().map(|r| r.unwrap()).collect()
}

#[test]
fn a_record_of_schema_1_is_built_on_and_keeps_its_rows() {
    let d = tempfile::tempdir().unwrap();
    version_1(d.path());
    let summary = Builder::new(d.path())
        .reader(Arc::new(Toy::default()))
        .run(&[folder(PAGES).path().into()], |_| {})
        .unwrap();
    assert_eq!((summary.new, summary.caught_up), (5, 1));
    assert_eq!((summary.record.pages, summary.record.set_aside), (6, 1));
    let db = open_read(d.path()).unwrap();
    let found: i64 = db
        .pragma_query_value(None, "user_version", |r| r.get(0))
        .unwrap();
    assert_eq!(found, SCHEMA);
    let row: (String, String, Option<String>, Option<Vec<u8>>) = db
        .query_row(
            "SELECT url, media, charset, original FROM captures WHERE id = 1",
            [],
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
        )
        .unwrap();
    assert_eq!(row, ("http://x/1".into(), "text".into(), None, None));
    let r = Record::open(d.path()).unwrap();
    assert_eq!(r.search("عتيق", 5).unwrap().total, 1);
    assert_eq!(r.original(1).unwrap(), None);
}

#[test]
fn a_record_of_schema_1_is_brought_up_to_date_when_it_is_opened() {
    let d = tempfile::tempdir().unwrap();
    version_1(d.path());
    assert!(matches!(
        open_read(d.path()),
        Err(Error::Older { found: 1, .. })
    ));
    let r = Record::open(d.path()).unwrap();
    assert!(r.notes()[0].contains("up to date"), "{:?}", r.notes());
    assert_eq!(r.counts().unwrap().pages, 1);
    assert_eq!(r.original(1).unwrap(), None);
}

#[test]
fn a_judgement_of_schema_2_is_a_decision_of_schema_3() {
    let d = tempfile::tempdir().unwrap();
    version_1(d.path());
    let db = Connection::open(database(d.path())).unwrap();
    let sql = "INSERT INTO judgements (left, right, verdict, by, at)
               VALUES ('person:توم غوفاس', 'person:توماس كوفز', 'same', 'ليلى', '2026-01-02')";
    db.execute(sql, []).unwrap();
    drop(db);
    let db = open_write(d.path()).unwrap();
    let sql = "SELECT kind, subject, value, by, undone_at FROM decisions";
    let row: (String, String, String, String, Option<String>) = db
        .query_row(sql, [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
        })
        .unwrap();
    let want = (
        "same",
        "actor:person:توم غوفاس",
        "actor:person:توماس كوفز",
        "ليلى",
    );
    assert_eq!((&*row.0, &*row.1, &*row.2, &*row.3), want);
    assert_eq!(row.4, None);
}

#[test]
fn a_migrated_record_has_the_tables_of_a_new_one() {
    let (old, new) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    version_1(old.path());
    let (old, new) = (
        open_write(old.path()).unwrap(),
        open_write(new.path()).unwrap(),
    );
    let mut q = new
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .unwrap();
    let tables: Vec<String> = q
        .query_map([], |r| r.get(0))
        .unwrap()
        .map(|t| t.unwrap())
        .collect();
    assert!(tables.len() > 15);
    for table in tables {
        assert_eq!(columns(&old, &table), columns(&new, &table), "{table}");
    }
}

#[test]
fn a_page_of_html_is_kept_byte_for_byte_with_what_its_article_tells() {
    use khabar_model::*;
    let bytes = b"<h1>\xe4\xd5</h1>".repeat(20);
    let mut capture = Capture::new("a.html", "نص الخبر");
    let layout = Layout {
        charset: "windows-1256",
        ..Layout::default()
    };
    let page = HtmlPage {
        bytes: bytes.clone(),
        layout,
    };
    capture.page = Some(Box::new(page));
    let mut article = Article::new(1, ArticleKind::Main);
    article.kicker = Some(Span::new(0, 4));
    article.captions = vec![Span::new(0, 4), Span::new(5, 15)];
    article.keywords = vec![Span::new(5, 15)];
    article.updated = Some(Published {
        day: "2015-07-25".into(),
        from: PublishedFrom::Declared,
        evidence: None,
        field: Some("dateModified"),
    });
    let reading = Reading {
        articles: vec![article],
        ..Reading::default()
    };
    let d = tempfile::tempdir().unwrap();
    let db = open_write(d.path()).unwrap();
    let id = capture.id().0;
    let mut preparer = prepare::Preparer::new().unwrap();
    let prepared = preparer.prepare(id, capture, reading).unwrap();
    assert!(
        prepared.capture.page.is_none(),
        "held no longer than needed"
    );
    let mut writer = write::Writer::new(&db, "khabar test").unwrap();
    let written = writer.page(&db, &prepared).unwrap();
    assert_eq!(original(&db, written.capture).unwrap(), Some(bytes));
    let sql = "SELECT media, charset, parts FROM captures c JOIN articles a ON a.capture = c.id";
    let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?));
    let (media, charset, parts): (String, String, String) = db.query_row(sql, [], row).unwrap();
    assert_eq!((media.as_str(), charset.as_str()), ("html", "windows-1256"));
    let parts: serde_json::Value = serde_json::from_str(&parts).unwrap();
    assert_eq!(parts["kicker"], serde_json::json!([0, 4]));
    assert_eq!(parts["section"], serde_json::Value::Null);
    assert_eq!(parts["captions"], serde_json::json!([[0, 4], [5, 15]]));
    assert_eq!(parts["keywords"], serde_json::json!([[5, 15]]));
    assert_eq!(parts["updated"]["day"], "2015-07-25");
    assert_eq!(parts["updated"]["field"], "dateModified");
}
