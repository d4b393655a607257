//! Pages of HTML, patterns, packed files, JSON Lines with HTML, feeds.

use super::*;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut z = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    z.write_all(bytes).unwrap();
    z.finish().unwrap()
}

#[test]
fn html_files_with_what_is_beside_them() {
    let d = tempfile::tempdir().unwrap();
    let page = b"<p>\xe3\xd1\xcd\xc8\xc7</p>";
    write(d.path(), "a.html", page);
    let meta = r#"{"url": "http://x/1", "retrieved": "2015-07-24",
                   "content_type": "text/html; charset=windows-1256"}"#;
    write(d.path(), "a.meta.json", meta);
    write(d.path(), "b.htm.gz", gz(b"<p>b"));
    write(d.path(), "b.meta.json", r#"{"url": "http://x/2"}"#);
    write(d.path(), "c.txt.gz", gz("خبر".as_bytes()));
    write(d.path(), "d.xhtml", "");
    let (good, bad) = all(&[d.path()]);
    assert_eq!(good.len(), 3, "{bad:?}");
    let content_type = Some("text/html; charset=windows-1256");
    assert_eq!(html(&good[0]), (&page[..], content_type));
    assert_eq!(good[0].url.as_deref(), Some("http://x/1"));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-24"));
    assert_eq!(html(&good[1]), (&b"<p>b"[..], None));
    assert_eq!(good[1].url.as_deref(), Some("http://x/2"));
    assert_eq!(good[2].body, Body::Text("خبر".into()));
    assert_eq!(
        (bad[0].file.as_str(), bad[0].class()),
        ("d.xhtml", "empty file")
    );
}

#[test]
fn a_cut_off_or_overlong_packed_page_is_set_aside() {
    let d = tempfile::tempdir().unwrap();
    let noise: Vec<u8> = (0..900u32).map(|k| (k * k % 251) as u8).collect();
    let whole = gz(&noise);
    let a = write(d.path(), "a.html.gz", &whole[..whole.len() / 2]);
    let b = write(d.path(), "b.html.gz", gz(&b"x".repeat(5000)));
    let c = write(d.path(), "c.html.zst", b"\x28\xb5\x2f\xfdgarbage");
    let (good, bad) = all(&[&a, &b, &c]);
    assert!(good.is_empty());
    let classes: Vec<_> = bad.iter().map(|s| s.class()).collect();
    assert_eq!(classes, ["truncated", "too long", "damaged"], "{bad:?}");
}

#[test]
fn patterns_match_files_in_order_and_pass_over_others() {
    let d = tempfile::tempdir().unwrap();
    for name in [
        "x/b.txt",
        "x/a.txt",
        "x/y/c.txt",
        "x/notes.md",
        "x/y/d.jsonl",
        "z.txt",
    ] {
        write(d.path(), name, "{\"text\":\"نص\"}");
    }
    let names = |pattern: &str| -> Vec<String> {
        let (good, bad) = all(&[&d.path().join(pattern)]);
        assert_eq!(bad, []);
        good.into_iter().map(|f| f.name).collect()
    };
    assert_eq!(names("x/**/*.txt"), ["a.txt", "b.txt", "y/c.txt"]);
    assert_eq!(names("?/a.*"), ["x/a.txt"]);
    assert_eq!(names("[xy]/n*"), [] as [&str; 0]);
    assert_eq!(names("x/y*"), ["y/c.txt", "y/d.jsonl:1"]);
    let none = d.path().join("x/*.warc");
    let e = Intake::open(std::slice::from_ref(&none)).err().unwrap();
    assert!(matches!(e, Error::NoInput(p) if p == none));
    // A file that is named like a pattern is a file.
    let odd = write(d.path(), "[a]*.txt", "نص");
    assert_eq!(all(&[&odd]).0.len(), 1);
    let total = Intake::open(&[d.path().join("x/*.txt")])
        .unwrap()
        .total_bytes();
    assert_eq!(total, Some(2 * "{\"text\":\"نص\"}".len() as u64));
}

#[test]
fn lines_bring_html_and_dates_in_many_forms() {
    let d = tempfile::tempdir().unwrap();
    let lines = [
        r#"{"html":"<p>نص</p>","text":"نص","url":"http://x/1","date":"20150724061828"}"#,
        r#"{"html":"","text":"نص","crawl_date":"2015-07-24"}"#,
        r#"{"html":"<p>","timestamp":1437718708,"content_type":"Text/HTML; charset=cp1256"}"#,
        r#"{"html":"%PDF","content_type":"application/pdf"}"#,
        r#"{"html":" "}"#,
        r#"{"html":"<p>","date":7}"#,
    ];
    // The mark that some editors put before the first line is no fault.
    let p = write(d.path(), "n.jsonl", format!("\u{feff}{}", lines.join("\n")));
    let (good, bad) = all(&[&p]);
    assert_eq!(good.len(), 3, "{bad:?}");
    // Its bytes are UTF-8, whatever the page's server said.
    let utf8 = Some("text/html; charset=utf-8");
    assert_eq!(html(&good[0]), ("<p>نص</p>".as_bytes(), utf8));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-24T06:18:28Z"));
    assert_eq!(good[1].body, Body::Text("نص".into()));
    assert_eq!(good[1].retrieved.as_deref(), Some("2015-07-24"));
    assert_eq!(html(&good[2]).1, utf8);
    assert_eq!(good[2].retrieved.as_deref(), Some("2015-07-24T06:18:28Z"));
    let reasons: Vec<_> = bad
        .iter()
        .map(|s| (s.record.unwrap(), s.reason.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (4, "not HTML: application/pdf"),
            (5, "empty html"),
            (6, "date is not a string: a number"),
        ]
    );
}

#[test]
fn nuls_in_lines_are_one_bad_record() {
    let d = tempfile::tempdir().unwrap();
    let p = write(d.path(), "n.jsonl", b"\0\0\0\0\n{\"text\":\"ok\"}\n\0");
    let (good, bad) = all(&[&p]);
    assert_eq!(good[0].name, "n.jsonl:2");
    let at: Vec<_> = bad
        .iter()
        .map(|s| (s.record, s.offset, s.class()))
        .collect();
    let broken = "broken JSON";
    assert_eq!(
        at,
        [(Some(1), Some(0), broken), (Some(3), Some(19), broken)]
    );
}

#[test]
fn a_bomb_of_json_lines_is_stopped() {
    let d = tempfile::tempdir().unwrap();
    let mut packed = zstd::Encoder::new(Vec::new(), 1).unwrap();
    packed.write_all(b"{\"text\":\"ok\"}\n").unwrap();
    for _ in 0..50 {
        packed.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let p = write(d.path(), "n.jsonl.zst", packed.finish().unwrap());
    let (good, bad) = all(&[&p]);
    assert_eq!((good.len(), bad.len()), (1, 1));
    assert!(bad[0].reason.contains("decompression bomb"), "{bad:?}");
    assert_eq!((bad[0].record, bad[0].offset), (Some(2), Some(14)));
}

#[test]
fn packing_is_told_by_the_bytes_not_the_name() {
    let d = tempfile::tempdir().unwrap();
    let line = "{\"text\":\"نص\"}\n".as_bytes();
    write(d.path(), "plain.jsonl.gz", line);
    write(d.path(), "packed.jsonl", gz(line));
    let (good, bad) = all(&[d.path()]);
    assert_eq!((good.len(), bad.len()), (2, 0), "{bad:?}");
}

#[test]
fn what_comes_on_standard_input_is_sniffed() {
    let of = |bytes: &[u8]| {
        let input = std::io::Cursor::new(bytes.to_vec());
        let mut input = Unpack::new(Box::new(input), 1000, Arc::default()).unwrap();
        sniff::sniff(&mut input).unwrap()
    };
    assert_eq!(of(b"WARC/1.0\r\n"), Format::Warc);
    assert_eq!(of(&gz(b"WARC/1.0\r\n")), Format::Warc);
    assert_eq!(of(b"\xef\xbb\xbf {\"text\""), Format::Jsonl);
    assert_eq!(of(&zstd::encode_all(&b"{}"[..], 1).unwrap()), Format::Jsonl);
    assert_eq!(of(b"\n<!DOCTYPE html><html>"), Format::Html);
    assert_eq!(of(b"<?xml version='1.0'?><!-- x --><rss>"), Format::Feed);
    assert_eq!(of(b"<?xml version='1.0'?><html>"), Format::Html);
    assert_eq!(of(b"PAR1\x15\x04"), Format::Parquet);
    assert_eq!(of("خبر".as_bytes()), Format::Text);
    assert_eq!(of(b""), Format::Text);
}

#[test]
fn feeds_bring_the_articles_that_they_hold() {
    let d = tempfile::tempdir().unwrap();
    let rss = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>الرافد</title><link>http://x/</link><description>أخبار</description>
<item><title>عنوان "أول"</title><link>http://x/1</link>
<pubDate>Fri, 24 Jul 2015 06:18:28 GMT</pubDate>
<content:encoded><![CDATA[<p>نص الخبر</p>]]></content:encoded></item>
<item><title>عنوان ثان</title><link>http://x/2</link></item>
</channel></rss>"#;
    write(d.path(), "a.rss", rss);
    write(d.path(), "a.meta.json", r#"{"retrieved": "2015-07-25"}"#);
    write(
        d.path(),
        "map.xml",
        "<?xml version='1.0'?><urlset></urlset>",
    );
    write(d.path(), "torn.atom", "<feed><entry><title>x");
    let (good, bad) = all(&[d.path()]);
    assert_eq!(good.len(), 1);
    let (page, content_type) = html(&good[0]);
    let page = std::str::from_utf8(page).unwrap();
    for part in [
        "<p>نص الخبر</p>",
        "<h1>عنوان &quot;أول&quot;</h1>",
        "article:published_time\" content=\"2015-07-24T06:18:28+00:00\"",
        "og:site_name\" content=\"الرافد\"",
    ] {
        assert!(page.contains(part), "{page}");
    }
    assert_eq!(content_type, Some("text/html; charset=utf-8"));
    assert_eq!(good[0].url.as_deref(), Some("http://x/1"));
    assert_eq!(good[0].retrieved.as_deref(), Some("2015-07-25"));
    let why: Vec<_> = bad
        .iter()
        .map(|s| (s.file.as_str(), s.record, s.class()))
        .collect();
    assert_eq!(why[0], ("a.rss", Some(2), "no text"));
    assert_eq!(why[1], ("map.xml", None, "not a feed"));
    assert_eq!(why[2].0, "torn.atom");
}

/// Gives one line and fails where more is asked for, as an input that is
/// written to bit by bit would wait.
struct Slow(Option<&'static [u8]>);

impl Read for Slow {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let line = self.0.take().expect("not asked for more than a line");
        out[..line.len()].copy_from_slice(line);
        Ok(line.len())
    }
}

#[test]
fn a_line_is_taken_as_soon_as_it_is_there() {
    let slow = Slow(Some(b"{\"text\":\"ok\"}\n"));
    let mut input = Unpack::new(Box::new(slow), 1000, Arc::default()).unwrap();
    assert_eq!(sniff::sniff(&mut input).unwrap(), Format::Jsonl);
    let mut records = records::Records::new("-", input, 1000);
    assert_eq!(records.next().unwrap().unwrap().fetch.name, "-:1");
}
