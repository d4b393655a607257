//! Crawls on the command line: from files and standard input to what was set
//! aside.

mod common;

use common::{Folder, PAGE, khabar};
use std::io::Write;
use std::process::{Command, Stdio};

fn record(kind: &str, content_type: &str, block: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/1\r\n\
         WARC-Date: 2025-09-24T10:00:00Z\r\nContent-Type: {content_type}\r\n\
         Content-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

/// A page of text, a picture, a page without any text, and one cut off.
fn crawl() -> String {
    let http = "application/http; msgtype=response";
    let answer =
        |t: &str, body: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: {t}\r\n\r\n{body}");
    [
        record("conversion", "text/plain", PAGE),
        record("response", http, &answer("image/png", "PNG")),
        record("response", http, &answer("text/html", "<html></html>")),
        record("conversion", "text/plain", PAGE)[..300].to_string(),
    ]
    .concat()
}

#[test]
fn a_crawl_is_built_and_what_was_set_aside_is_listed() {
    let folder = Folder::new();
    folder.write("crawl/c.warc", &crawl());
    let record = folder.at("record");
    let pattern = folder.at("crawl/**/*.warc");
    let run = khabar(&["build", &pattern, "--record", &record]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("new: 1"), "{}", run.out);
    assert!(run.out.contains("passed over, not pages: 1"), "{}", run.out);
    assert!(run.out.contains("set aside: 2"), "{}", run.out);

    let list = khabar(&["aside", "--record", &record]);
    assert_eq!(list.code, 0, "{}", list.err);
    let text = self::record("conversion", "text/plain", PAGE);
    assert!(list.out.contains("c.warc:3 (byte "), "{}", list.out);
    assert!(list.out.contains("c.warc:4 (byte "), "{}", list.out);
    assert!(list.out.contains("truncated: "), "{}", list.out);
    let last = khabar(&["aside", "--limit", "1", "--record", &record, "--json"]);
    let last: serde_json::Value = serde_json::from_str(&last.out).unwrap();
    assert_eq!(last.as_array().unwrap().len(), 1);
    assert_eq!(last[0]["file"], "c.warc");
    assert_eq!(last[0]["record"], 4);
    assert!(last[0]["offset"].as_u64() > Some(text.len() as u64));
}

#[test]
fn nothing_set_aside_is_code_1() {
    let folder = Folder::new();
    folder.write("a.txt", PAGE);
    let record = folder.at("record");
    khabar(&["build", &folder.at("a.txt"), "--record", &record]);
    assert_eq!(khabar(&["aside", "--record", &record]).code, 1);
}

#[test]
fn a_crawl_is_read_from_standard_input() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(crawl().as_bytes()).unwrap();
    drop(stdin);
    let end = child.wait_with_output().unwrap();
    let (out, err) = (
        String::from_utf8(end.stdout).unwrap(),
        String::from_utf8(end.stderr).unwrap(),
    );
    assert!(end.status.success(), "{err}");
    assert_eq!(out.lines().count(), 1);
    let page: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(page["page"], "-:1");
    assert!(
        err.contains("-:3 (byte ") && err.contains("-:4 (byte "),
        "{err}"
    );
    assert!(err.contains("1 pages read, 2 set aside"), "{err}");
    assert!(err.contains("1 records of crawls hold no page"), "{err}");
}
