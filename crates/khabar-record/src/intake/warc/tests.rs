use super::super::read_warc;
use super::*;
use std::io::Write;

const LIMIT: usize = 100_000;

fn record(kind: &str, content_type: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://x/{kind}\r\n\
         WARC-Date: 2015-07-24T06:18:28Z\r\nContent-Type: {content_type}\r\n{more}\
         Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

const HTTP: &str = "application/http; msgtype=response";
const OK: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";

fn page(body: &str) -> Vec<u8> {
    record("response", HTTP, "", format!("{OK}{body}").as_bytes())
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut z = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    z.write_all(bytes).unwrap();
    z.finish().unwrap()
}

fn read(bytes: &[u8]) -> (Vec<Fetch>, Vec<SetAside>) {
    let input = std::io::Cursor::new(bytes.to_vec());
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for item in read_warc("c.warc", input, LIMIT).unwrap() {
        match item {
            Ok(t) => {
                assert_eq!(t.place.name(), t.fetch.name);
                good.push(t.fetch);
            }
            Err(s) => {
                assert_eq!(s.file, "c.warc");
                bad.push(s);
            }
        }
        assert!(good.len() + bad.len() < 10_000, "no end");
    }
    (good, bad)
}

fn bodies(fetches: &[Fetch]) -> Vec<&str> {
    fetches
        .iter()
        .map(|f| match &f.body {
            Body::Html { bytes, .. } => std::str::from_utf8(bytes).unwrap(),
            Body::Text(t) => t,
        })
        .collect()
}

fn names(fetches: &[Fetch]) -> Vec<&str> {
    fetches.iter().map(|f| f.name.as_str()).collect()
}

fn at(bad: &[SetAside]) -> Vec<(u64, u64, &str)> {
    bad.iter()
        .map(|s| (s.record.unwrap(), s.offset.unwrap(), s.class()))
        .collect()
}

/// Pages with other records about them.
fn crawl() -> Vec<Vec<u8>> {
    vec![
        record(
            "warcinfo",
            "application/warc-fields",
            "",
            b"software: x\r\n",
        ),
        record(
            "request",
            "application/http; msgtype=request",
            "",
            b"GET / HTTP/1.0\r\n\r\n",
        ),
        page("<p>one"),
        record("metadata", "application/warc-fields", "", b"fetchTimeMs: 3"),
        record("revisit", HTTP, "", b"HTTP/1.1 200 OK\r\n\r\n"),
        page("<p>two"),
    ]
}

#[test]
fn the_pages_of_a_crawl_plain_and_packed_in_every_way() {
    let records = crawl();
    let plain = records.concat();
    let dictionary = zstd::dict::from_samples(&vec![plain.clone(); 40], 2000).unwrap();
    let mut with_dictionary = vec![0x5d, 0x2a, 0x4d, 0x18];
    with_dictionary.extend((dictionary.len() as u32).to_le_bytes());
    with_dictionary.extend(&dictionary);
    let packed = zstd::encode_all(&dictionary[..], 3).unwrap();
    let mut with_packed_dictionary = vec![0x5d, 0x2a, 0x4d, 0x18];
    with_packed_dictionary.extend((packed.len() as u32).to_le_bytes());
    with_packed_dictionary.extend(&packed);
    let mut compressor = zstd::bulk::Compressor::with_dictionary(3, &dictionary).unwrap();
    for r in &records {
        let frame = compressor.compress(r).unwrap();
        with_dictionary.extend(&frame);
        with_packed_dictionary.extend(&frame);
    }
    let each = |pack: &dyn Fn(&[u8]) -> Vec<u8>| -> Vec<u8> {
        records.iter().flat_map(|r| pack(r)).collect()
    };
    let zst = |r: &[u8]| zstd::encode_all(r, 3).unwrap();
    for (how, bytes) in [
        ("plain", plain.clone()),
        ("one member", gz(&plain)),
        ("a member each", each(&gz)),
        ("members anywhere", plain.chunks(100).flat_map(gz).collect()),
        ("one frame", zst(&plain)),
        ("a frame each", each(&zst)),
        ("with a dictionary", with_dictionary),
        ("with a packed dictionary", with_packed_dictionary),
        ("padded", [gz(&plain), vec![0; 512]].concat()),
    ] {
        let (good, bad) = read(&bytes);
        assert_eq!(bad, [], "{how}");
        assert_eq!(bodies(&good), ["<p>one", "<p>two"], "{how}");
        assert_eq!(names(&good), ["c.warc:3", "c.warc:6"], "{how}");
        let f = &good[0];
        assert_eq!(f.url.as_deref(), Some("http://x/response"));
        assert_eq!(f.retrieved.as_deref(), Some("2015-07-24T06:18:28Z"));
        let Body::Html { content_type, .. } = &f.body else {
            panic!("no HTML")
        };
        assert_eq!(content_type.as_deref(), Some("text/html; charset=utf-8"));
    }
}

#[test]
fn what_is_no_page_is_counted_and_not_listed() {
    let answer = |head: &str, body: &str| {
        record(
            "response",
            HTTP,
            "",
            format!("{head}\r\n\r\n{body}").as_bytes(),
        )
    };
    let big = "x".repeat(LIMIT * 2);
    let bytes = [
        answer("HTTP/1.1 200 OK\r\nContent-Type: image/png", &big),
        answer("HTTP/1.1 301 Moved\r\nContent-Type: text/html", "<p>moved"),
        answer("HTTP/1.1 404 Not Found", "<p>nothing"),
        answer("HTTP/1.1 200 OK", "no type and no page"),
        answer("HTTP/1.1 200 OK", "\n<!doctype html><p>no type"),
        record("response", "text/dns", "", b"20150724"),
        record("resource", "image/gif", "", b"GIF"),
        record("resource", "application/xhtml+xml", "", b"<html/>"),
        record("continuation", "text/html", "", b"<p>"),
    ]
    .concat();
    let skipped = Arc::new(AtomicU64::new(0));
    let input = Unpack::new(Box::new(std::io::Cursor::new(bytes)), LIMIT, Arc::default());
    let warc = Warc::new("c.warc".into(), input.unwrap(), LIMIT, skipped.clone());
    let good: Vec<Fetch> = warc.map(|item| item.unwrap().fetch).collect();
    assert_eq!(names(&good), ["c.warc:5", "c.warc:8"]);
    assert_eq!(skipped.load(Ordering::Relaxed), 4);
}

#[test]
fn wet_files_bring_text() {
    let wet = [
        record("conversion", "text/plain", "", "خبر\nسطر".as_bytes()),
        record("conversion", "text/plain", "", b"\xcf\xd1"),
        record("conversion", "text/plain", "", b"a\0b"),
        record("conversion", "text/plain", "", b" \n"),
        record("conversion", "text/plain", "", "آخر".as_bytes()),
    ];
    let (good, bad) = read(&gz(&wet.concat()));
    assert_eq!(bodies(&good), ["خبر\nسطر", "آخر"]);
    let reasons: Vec<_> = bad.iter().map(|s| (s.record.unwrap(), s.class())).collect();
    let expected = [(2, "not UTF-8"), (3, "binary, not text"), (4, "empty page")];
    assert_eq!(reasons, expected);
}

#[test]
fn odd_but_honest_records_are_read() {
    // Small letters, bare line breaks, folded lines, an address in brackets.
    let body = format!("{OK}<p>x");
    let bytes = format!(
        "\n\nWARC/1.1\nwarc-type:response\nwarc-target-uri: <http://x/\n  1>\n\
         content-type: application/http\ncontent-length: {}\n\n{body}\n\n",
        body.len()
    );
    let (good, bad) = read(bytes.as_bytes());
    assert_eq!((bodies(&good), bad.len()), (vec!["<p>x"], 0));
    assert_eq!(good[0].url.as_deref(), Some("http://x/ 1"));
    assert_eq!(good[0].retrieved, None);
    // No line breaks behind the last record.
    let (good, bad) = read(page("<p>y").trim_ascii_end());
    assert_eq!((good.len(), bad.len()), (1, 0));
}

#[test]
fn a_wrong_content_length_costs_one_record() {
    let one = page("<p>one");
    let text = String::from_utf8(page("<p>bad")).unwrap();
    let n = OK.len() + 6;
    let length = |l: &str| {
        text.replace(
            &format!("Content-Length: {n}"),
            &format!("Content-Length: {l}"),
        )
        .into_bytes()
    };
    for wrong in [
        "3",
        "70",
        "90",
        "400",
        "99999999999",
        "18446744073709551615",
    ] {
        let bytes = [one.clone(), length(wrong), one.clone(), one.clone()].concat();
        let (good, bad) = read(&bytes);
        assert_eq!(
            names(&good),
            ["c.warc:1", "c.warc:3", "c.warc:4"],
            "{wrong}"
        );
        assert_eq!(
            at(&bad),
            [(2, one.len() as u64, "bad Content-Length")],
            "{wrong}"
        );
        // Where each has a gzip member of its own, the next one is found by it.
        let members = [gz(&one), gz(&length(wrong)), gz(&one), gz(&one)];
        let (good, bad) = read(&members.concat());
        if wrong.len() > 1 {
            assert_eq!(
                names(&good),
                ["c.warc:1", "c.warc:3", "c.warc:4"],
                "{wrong}"
            );
        }
        assert_eq!(
            at(&bad)[0],
            (2, members[0].len() as u64, "bad Content-Length")
        );
    }
    for none in ["-1", "x", "", "1e3"] {
        let (good, bad) = read(&[one.clone(), length(none), one.clone()].concat());
        assert_eq!(names(&good), ["c.warc:1", "c.warc:3"], "{none}");
        assert_eq!((bad.len(), bad[0].record), (1, Some(2)), "{none}: {bad:?}");
    }
}

#[test]
fn a_file_of_nothing_but_wrong_lengths_is_not_read_over_and_over() {
    let text = String::from_utf8(page("<p>bad")).unwrap();
    let n = OK.len() + 6;
    let wrong = text.replace(&format!("Content-Length: {n}"), "Content-Length: 90000");
    let (good, bad) = read(wrong.repeat(500).as_bytes());
    assert_eq!(good.len(), 0);
    assert_eq!(bad.len(), 500);
    let wrong = text.replace(
        &format!("Content-Length: {n}"),
        "Content-Length: 9000000000",
    );
    let (_, bad) = read(wrong.repeat(500).as_bytes());
    assert_eq!(bad.len(), 500);
}

#[test]
fn garbage_between_records_is_passed_over() {
    let one = page("<p>one");
    for garbage in [
        &b"garbage\r\nmore WARC/1.0 garbage\r\n"[..],
        b"\0\0\0\0\0\0\0\0\0\0\n",
        b"WARC/x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n<p>\n",
    ] {
        let (good, bad) = read(&[one.clone(), garbage.to_vec(), one.clone()].concat());
        assert_eq!(names(&good), ["c.warc:2"], "{garbage:?}");
        // The first one's end is in doubt, since no record follows it.
        assert_eq!(at(&bad), [(1, 0, "bad Content-Length")], "{garbage:?}");
        let (good, bad) = read(&[garbage.to_vec(), one.clone()].concat());
        assert_eq!(names(&good), ["c.warc:2"]);
        assert_eq!(at(&bad), [(1, 0, "damaged")]);
    }
    let (good, bad) = read(b"<html>no WARC at all");
    assert_eq!((good.len(), at(&bad)), (0, vec![(1, 0, "damaged")]));
    let (good, bad) = read(b"");
    assert_eq!((good.len(), bad[0].class()), (0, "empty file"));
}

#[test]
fn a_damaged_gzip_member_costs_its_record() {
    let noise: String = (0..3000u32)
        .map(|k| char::from(b'a' + (k * k % 23) as u8))
        .collect();
    let members: Vec<Vec<u8>> = (0..6)
        .map(|k| gz(&page(&format!("<p>{k} {noise}"))))
        .collect();
    let start: usize = members[..2].iter().map(Vec::len).sum();
    let mut bytes = members.concat();
    // In the middle of the third, and its checksum.
    for at in [start + members[2].len() / 2, start + members[2].len() - 6] {
        let was = bytes[at];
        bytes[at] ^= 0x55;
        let (good, bad) = read(&bytes);
        assert_eq!(bad.len(), 1, "{bad:?}");
        assert_eq!(at_of(&bad[0]), (3, start as u64));
        assert!(good.len() >= 4, "{}", good.len());
        assert!(bodies(&good).last().unwrap().starts_with("<p>5"));
        bytes[at] = was;
    }
    // Cut off: what came before is kept.
    let cut = start + members[2].len() / 2;
    let (good, bad) = read(&bytes[..cut]);
    assert_eq!(good.len(), 2);
    assert_eq!(at(&bad), [(3, start as u64, "truncated")]);
    assert!(
        bad[0].reason.contains("2 pages before were kept"),
        "{}",
        bad[0].reason
    );
}

fn at_of(s: &SetAside) -> (u64, u64) {
    (s.record.unwrap(), s.offset.unwrap())
}

#[test]
fn a_damaged_zstd_frame_costs_its_record() {
    let noise: String = (0..3000u32)
        .map(|k| char::from(b'a' + (k * k % 23) as u8))
        .collect();
    let zst = |k: usize| {
        let mut e = zstd::Encoder::new(Vec::new(), 3).unwrap();
        e.include_checksum(true).unwrap();
        e.write_all(&page(&format!("<p>{k} {noise}"))).unwrap();
        e.finish().unwrap()
    };
    let frames: Vec<Vec<u8>> = (0..5).map(zst).collect();
    let mut bytes = frames.concat();
    let at_byte = frames[0].len() + frames[1].len() / 2;
    bytes[at_byte] ^= 0x55;
    let (good, bad) = read(&bytes);
    assert_eq!(bad.len(), 1, "{bad:?}");
    assert_eq!(at_of(&bad[0]), (2, frames[0].len() as u64));
    assert_eq!(bad[0].class(), "damaged");
    assert!(good.len() >= 3 && bodies(&good).last().unwrap().starts_with("<p>4"));
    let (good, bad) = read(&frames.concat()[..at_byte]);
    assert_eq!((good.len(), bad[0].class()), (1, "truncated"));
}

#[test]
fn a_cut_off_file_keeps_what_came_before() {
    let (one, two) = (page("<p>one"), page("<p>two"));
    let whole = [one.clone(), two.clone()].concat();
    for cut in one.len() + 1..whole.len() - 4 {
        let (good, bad) = read(&whole[..cut]);
        assert_eq!(bodies(&good), ["<p>one"], "cut at {cut}");
        assert_eq!(bad.len(), 1, "cut at {cut}");
        assert_eq!(at_of(&bad[0]), (2, one.len() as u64));
        assert!(
            ["truncated", "damaged"].contains(&bad[0].class()),
            "{bad:?}"
        );
    }
}

#[test]
fn giant_headers_are_refused_and_passed_over() {
    let one = page("<p>one");
    let giant = format!("X-Giant: {}\r\n", "x".repeat(header::LONGEST));
    let many = "X: y\r\n".repeat(header::MOST + 1);
    for more in [&giant, &many] {
        let bad_record = record("response", HTTP, more, format!("{OK}<p>").as_bytes());
        let (good, bad) = read(&[one.clone(), bad_record, one.clone()].concat());
        assert_eq!(names(&good), ["c.warc:1", "c.warc:3"]);
        assert_eq!(at(&bad), [(2, one.len() as u64, "giant header")]);
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{more}\r\n<p>");
        let answer = record("response", HTTP, "", block.as_bytes());
        let (good, bad) = read(&[one.clone(), answer, one.clone()].concat());
        assert_eq!(names(&good), ["c.warc:1", "c.warc:3"]);
        assert_eq!(at(&bad), [(2, one.len() as u64, "giant header")]);
    }
}

#[test]
fn giant_records_and_bombs_are_passed_over() {
    let one = page("<p>one");
    let giant = page(&"x".repeat(LIMIT + 1));
    let (good, bad) = read(&[one.clone(), giant, one.clone()].concat());
    assert_eq!(names(&good), ["c.warc:1", "c.warc:3"]);
    assert_eq!(at(&bad), [(2, one.len() as u64, "too long")]);

    let packed = |body: &[u8]| {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n";
        record("response", HTTP, "", &[head.as_bytes(), body].concat())
    };
    let bomb = packed(&gz(&vec![b' '; LIMIT * 20]));
    let (good, bad) = read(&[one.clone(), bomb, one.clone()].concat());
    assert_eq!(names(&good), ["c.warc:1", "c.warc:3"]);
    assert_eq!(at(&bad), [(2, one.len() as u64, "too long")]);

    // A zstd frame of 200 MB out of some thousand bytes.
    let mut frame = zstd::Encoder::new(Vec::new(), 1).unwrap();
    frame
        .write_all(b"WARC/1.0\r\nContent-Length: 200000000\r\n\r\n")
        .unwrap();
    for _ in 0..200 {
        frame.write_all(&[b' '; 1_000_000]).unwrap();
    }
    let frame = frame.finish().unwrap();
    let first = zstd::encode_all(&one[..], 1).unwrap();
    let (good, bad) = read(&[first.clone(), frame, first.clone()].concat());
    assert_eq!(names(&good), ["c.warc:1", "c.warc:3"]);
    assert_eq!(at(&bad), [(2, first.len() as u64, "damaged")]);
    assert!(
        bad[0].reason.contains("decompression bomb"),
        "{}",
        bad[0].reason
    );
}

#[test]
fn a_page_that_quotes_a_warc_file_stays_whole() {
    let quoting = page("<pre>\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\n\r\n</pre>");
    let bytes = [quoting.clone(), page("<p>one"), quoting].concat();
    let (good, bad) = read(&bytes);
    assert_eq!((good.len(), bad), (3, vec![]));
    assert!(bodies(&good)[2].ends_with("</pre>"));
}

#[test]
fn faults_of_http_are_told_with_their_record() {
    let one = page("<p>one");
    let chunked =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n";
    let answer = |block: String| record("response", HTTP, "", block.as_bytes());
    let bytes = [
        one.clone(),
        answer(format!("{chunked}3\r\n<p>\r\nzz\r\nmore of it, no chunk")),
        answer("<html>no head".into()),
        answer("HTTP/1.1 200 OK\r\nContent-Type: text/html".into()),
        answer(format!("{chunked}3\r\n<p>\r\n4\r\nsome\r\n0\r\n\r\n")),
    ];
    let starts: Vec<u64> = (0..5).map(|k| bytes[..k].concat().len() as u64).collect();
    let (good, bad) = read(&bytes.concat());
    assert_eq!(bodies(&good), ["<p>one", "<p>some"]);
    assert_eq!(
        at(&bad),
        [
            (2, starts[1], "damaged"),
            (3, starts[2], "not an HTTP response"),
            (4, starts[3], "damaged")
        ]
    );
}
