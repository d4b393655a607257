use super::*;
use khabar_model::Body;
use std::fs;
use std::io::Write;
use std::path::Path;

mod crawls;
mod tables;

fn all(inputs: &[&Path]) -> (Vec<Fetch>, Vec<SetAside>) {
    let inputs: Vec<PathBuf> = inputs.iter().map(|p| p.to_path_buf()).collect();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for item in Intake::with_limit(&inputs, 1000).unwrap() {
        match item {
            Ok(taken) => {
                assert_eq!(taken.place.name(), taken.fetch.name);
                good.push(taken.fetch);
            }
            Err(s) => bad.push(s),
        }
    }
    (good, bad)
}

fn html(f: &Fetch) -> (&[u8], Option<&str>) {
    match &f.body {
        Body::Html {
            bytes,
            content_type,
        } => (bytes, content_type.as_deref()),
        Body::Text(t) => panic!("{}: text, not HTML: {t}", f.name),
    }
}

fn write(dir: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_folder_is_read_in_order_with_its_meta_files() {
    let d = tempfile::tempdir().unwrap();
    write(d.path(), "b.txt", "ثان");
    write(d.path(), "a.txt", "أول");
    write(
        d.path(),
        "a.meta.json",
        r#"{"url": "http://x/1", "retrieved": "2015-07-24T06:18:28"}"#,
    );
    write(
        d.path(),
        "sub/c.jsonl",
        "{\"text\": \"ثالث\", \"url\": null, \"date\": \"2015-07-21\"}\n\n{\"text\":\"رابع\"}",
    );
    write(d.path(), "notes.md", "not ours");
    let (good, bad) = all(&[d.path()]);
    assert_eq!(bad, []);
    let names: Vec<_> = good.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["a.txt", "b.txt", "sub/c.jsonl:1", "sub/c.jsonl:3"]);
    assert_eq!(good[0].url.as_deref(), Some("http://x/1"));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-24T06:18:28"));
    assert_eq!(good[2].retrieved.as_deref(), Some("2015-07-21"));
}

#[test]
fn faults_of_text_files_are_set_aside() {
    let d = tempfile::tempdir().unwrap();
    write(d.path(), "1.txt", b"\x89PNG\r\n\x1a\n\0\0");
    write(d.path(), "2.txt", b"");
    write(d.path(), "3.txt", b"\xcf\xd1\xc7");
    write(d.path(), "4.txt", "x".repeat(1001));
    write(d.path(), "5.txt", " \n");
    write(d.path(), "6.txt", "خبر");
    write(d.path(), "6.meta.json", "{");
    let (good, bad) = all(&[d.path()]);
    assert_eq!(good.len(), 1);
    let classes: Vec<_> = bad.iter().map(|s| (s.file.as_str(), s.class())).collect();
    assert_eq!(
        classes,
        [
            ("1.txt", "binary, not text"),
            ("2.txt", "empty file"),
            ("3.txt", "not UTF-8"),
            ("4.txt", "too long"),
            ("5.txt", "empty file"),
            (
                "6.meta.json",
                "broken meta file (the page was read without it)"
            ),
        ]
    );
}

#[test]
fn faults_of_lines_name_line_and_byte() {
    let d = tempfile::tempdir().unwrap();
    let long = format!("{{\"text\":\"{}\"}}", "x".repeat(2000));
    let lines = [
        r#"{"text":"a"}"#,
        r#"{"text":"b", oops}"#,
        r#"{"text":5}"#,
        r#"{"url":"u"}"#,
        &long,
        r#"{"text":"c","extra":{"x":[1]}}"#,
        r#"{"html":["<p>"]}"#,
        r#"{"text":"d","date":7}"#,
        r#"["text"]"#,
    ];
    let p = write(d.path(), "n.jsonl", lines.join("\n"));
    let (good, bad) = all(&[&p]);
    let names: Vec<_> = good.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["n.jsonl:1", "n.jsonl:6"]);
    let at: Vec<_> = bad
        .iter()
        .map(|s| (s.record.unwrap(), s.offset.unwrap(), s.class()))
        .collect();
    assert_eq!(at[0], (2, 13, "broken JSON"));
    assert_eq!(
        bad[0].reason,
        "broken JSON: key must be a string at byte 26"
    );
    assert_eq!(at[1].2, "text is not a string");
    assert_eq!(at[2].2, "no text");
    assert_eq!((at[3].0, at[3].2), (5, "too long"));
    assert_eq!(at[4].2, "html is not a string");
    assert_eq!(at[5].2, "date is not a string");
    assert_eq!(at[6].2, "broken JSON");
}

#[test]
fn invalid_utf8_in_a_line_is_one_bad_record() {
    let d = tempfile::tempdir().unwrap();
    let p = write(
        d.path(),
        "n.jsonl",
        b"{\"text\":\"\xff\"}\n{\"text\":\"ok\"}\n",
    );
    let (good, bad) = all(&[&p]);
    assert_eq!((good.len(), bad.len()), (1, 1));
    assert_eq!(bad[0].record, Some(1));
}

fn many(n: usize) -> String {
    (0..n)
        .map(|k| format!("{{\"text\":\"page {k} {}\"}}\n", k * k * 7919 % 10007))
        .collect()
}

#[test]
fn compressed_files_and_their_truncated_ends() {
    let d = tempfile::tempdir().unwrap();
    let text = many(20_000);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let zst = zstd::encode_all(text.as_bytes(), 1).unwrap();
    for (name, bytes) in [("a.jsonl.gz", gz), ("a.jsonl.zst", zst)] {
        let whole = write(d.path(), name, &bytes);
        let (good, bad) = all(&[&whole]);
        assert_eq!((good.len(), bad.len()), (20_000, 0), "{name}");
        let cut = write(d.path(), name, &bytes[..bytes.len() * 3 / 4]);
        let (good, bad) = all(&[&cut]);
        assert!(
            good.len() > 5_000 && good.len() < 20_000,
            "{name}: {}",
            good.len()
        );
        assert_eq!(bad.len(), 1);
        assert_eq!(bad[0].class(), "truncated", "{}", bad[0].reason);
        assert_eq!(bad[0].record, Some(good.len() as u64 + 1));
    }
    let p = write(d.path(), "not.jsonl.zst", "plain text");
    let (good, bad) = all(&[&p]);
    assert_eq!((good.len(), bad.len()), (0, 1), "{bad:?}");
}

#[test]
fn what_is_given_by_name_is_answered_by_name() {
    let d = tempfile::tempdir().unwrap();
    let html = write(d.path(), "a.html", "");
    let doc = write(d.path(), "a.docx", "PK");
    let (good, bad) = all(&[&html, &doc]);
    assert!(good.is_empty());
    assert_eq!(bad[0].reason, "empty file");
    assert_eq!(bad[1].class(), "unknown file type");
    let missing = d.path().join("nothing.txt");
    let e = Intake::open(&[html, missing.clone()]).err().unwrap();
    assert!(matches!(e, Error::NoInput(p) if p == missing));
    assert!(matches!(Intake::open(&[]), Err(Error::NothingGiven)));
}

#[cfg(unix)]
#[test]
fn dangling_links_and_loops_end() {
    let d = tempfile::tempdir().unwrap();
    write(d.path(), "a.txt", "خبر");
    std::os::unix::fs::symlink("/nowhere/at/all", d.path().join("b.txt")).unwrap();
    std::os::unix::fs::symlink(d.path(), d.path().join("loop")).unwrap();
    let (good, bad) = all(&[d.path()]);
    assert_eq!(good.len(), 1);
    let classes: Vec<_> = bad.iter().map(|s| s.class()).collect();
    assert_eq!(classes, ["unreadable", "unreadable"], "{bad:?}");
}
