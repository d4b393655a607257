//! Parquet.

use super::*;
use arrow_array::*;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

fn parquet(columns: Vec<(&str, ArrayRef)>, rows_a_group: usize) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(rows_a_group))
        .build();
    let mut out = Vec::new();
    let mut w = ArrowWriter::try_new(&mut out, batch.schema(), Some(properties)).unwrap();
    w.write(&batch).unwrap();
    w.close().unwrap();
    out
}

fn strings<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.into_iter().collect::<StringArray>())
}

#[test]
fn rows_of_text_with_their_dates() {
    let d = tempfile::tempdir().unwrap();
    let text = strings([Some("أول"), None, Some("ثالث"), Some(" ")]);
    let url = strings([Some("http://x/1"), None, None, None]);
    let date: ArrayRef = Arc::new(TimestampMicrosecondArray::from(vec![
        Some(1_437_718_708_000_000),
        None,
        None,
        None,
    ]));
    let other: ArrayRef = Arc::new(Int32Array::from(vec![1, 2, 3, 4]));
    let columns = vec![
        ("other", other),
        ("text", text),
        ("url", url),
        ("date", date),
    ];
    let p = write(d.path(), "t.parquet", parquet(columns, 2));
    let (good, bad) = all(&[&p]);
    let names: Vec<_> = good.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["t.parquet:1", "t.parquet:3"]);
    assert_eq!(good[0].body, Body::Text("أول".into()));
    assert_eq!(good[0].url.as_deref(), Some("http://x/1"));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-24T06:18:28Z"));
    assert_eq!(good[1].retrieved, None);
    assert_eq!((bad[0].record, bad[0].class()), (Some(2), "no text"));
    assert_eq!((bad[1].record, bad[1].class()), (Some(4), "empty text"));
    // The second row group begins elsewhere than the first.
    assert_eq!(bad[0].offset, Some(4));
    assert!(bad[1].offset > bad[0].offset);
}

#[test]
fn html_in_strings_and_in_bytes_with_its_charset() {
    let d = tempfile::tempdir().unwrap();
    let bytes: ArrayRef = Arc::new(BinaryArray::from(vec![&b"<p>\xe3"[..], b"<p>"]));
    let charset = strings([Some("windows-1256"), None]);
    let day: ArrayRef = Arc::new(Date32Array::from(vec![16_640, 16_641]));
    let columns = vec![("html", bytes), ("charset", charset), ("crawl_date", day)];
    write(d.path(), "a.parquet", parquet(columns, 10));
    let columns = vec![
        ("html", strings([Some("<p>نص")])),
        ("date", strings([Some("20150724")])),
    ];
    write(d.path(), "b.parquet", parquet(columns, 10));
    let (good, bad) = all(&[d.path()]);
    assert_eq!((good.len(), bad.len()), (3, 0), "{bad:?}");
    let content_type = Some("text/html; charset=windows-1256");
    assert_eq!(html(&good[0]), (&b"<p>\xe3"[..], content_type));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-24"));
    assert_eq!(html(&good[1]).1, None);
    assert_eq!(html(&good[2]).1, Some("text/html; charset=utf-8"));
    assert_eq!(good[2].retrieved.as_deref(), Some("2015-07-24"));
}

#[test]
fn a_missing_column_names_those_there_are() {
    let d = tempfile::tempdir().unwrap();
    let body: ArrayRef = Arc::new(Int64Array::from(vec![1]));
    let columns = vec![("content", strings([Some("نص")])), ("text", body)];
    let p = write(d.path(), "t.parquet", parquet(columns, 10));
    let (good, bad) = all(&[&p]);
    assert!(good.is_empty());
    assert_eq!(
        bad[0].reason,
        "missing column: a string column text or html is needed, found: content (Utf8), text (Int64)"
    );
    // A date of no known type costs the date and not the page.
    let date: ArrayRef = Arc::new(Float64Array::from(vec![1.5]));
    let columns = vec![("text", strings([Some("نص")])), ("date", date)];
    let p = write(d.path(), "t.parquet", parquet(columns, 10));
    let (good, bad) = all(&[&p]);
    assert_eq!(good.len(), 1);
    assert_eq!(
        bad[0].class(),
        "column of another type (the pages were read without it)"
    );
}

#[test]
fn faults_of_rows_and_of_files() {
    let d = tempfile::tempdir().unwrap();
    let long = "x".repeat(1001);
    let values = [Some("a\0b"), Some(long.as_str()), Some("نص")];
    let p = write(
        d.path(),
        "t.parquet",
        parquet(vec![("text", strings(values))], 10),
    );
    let (good, bad) = all(&[&p]);
    assert_eq!(good[0].name, "t.parquet:3");
    let at: Vec<_> = bad.iter().map(|s| (s.record, s.class())).collect();
    assert_eq!(at, [(Some(1), "binary, not text"), (Some(2), "too long")]);

    let many: Vec<String> = (0..3000)
        .map(|k| format!("صفحة {}", k * 7919 % 10007))
        .collect();
    let many = many.iter().map(|s| Some(s.as_str()));
    let whole = parquet(vec![("text", strings(many))], 500);
    for (name, bytes, pages) in [
        ("cut.parquet", &whole[..whole.len() / 2], 0),
        ("empty.parquet", &b""[..], 0),
        ("no.parquet", &b"no parquet at all"[..], 0),
    ] {
        let p = write(d.path(), name, bytes);
        let (good, bad) = all(&[&p]);
        assert_eq!((good.len(), bad.len()), (pages, 1), "{name}");
        assert_eq!(bad[0].class(), "damaged", "{name}: {}", bad[0].reason);
    }
    // Damage within the third row group: what came before is kept.
    let mut torn = whole.clone();
    let p = write(d.path(), "torn.parquet", &whole);
    let (good, bad) = all(&[&p]);
    assert_eq!((good.len(), bad.len()), (3000, 0));
    let third = torn.len() * 2 / 5;
    torn[third..third + 200].fill(0xff);
    let p = write(d.path(), "torn.parquet", &torn);
    let (good, bad) = all(&[&p]);
    assert!(good.len() >= 500 && good.len() < 3000, "{}", good.len());
    assert_eq!(bad[0].class(), "damaged", "{bad:?}");
    assert_eq!(bad[0].record, Some(good.len() as u64 + 1));
}

#[test]
fn a_bomb_of_parquet_is_not_unpacked() {
    let d = tempfile::tempdir().unwrap();
    let spaces = " ".repeat(20_000_000);
    let bytes = parquet(vec![("text", strings([Some(spaces.as_str())]))], 10);
    assert!(bytes.len() < 20_000, "{}", bytes.len());
    let p = write(d.path(), "t.parquet", bytes);
    let (good, bad) = all(&[&p]);
    assert!(good.is_empty());
    assert!(bad[0].reason.contains("decompression bomb"), "{bad:?}");
    assert_eq!(bad[0].record, Some(1));
}
