use super::*;
use std::io::Write;

const LIMIT: usize = 100_000;

fn body(headers: &str, stored: &[u8]) -> Result<Vec<u8>, String> {
    let block = format!("HTTP/1.1 200 OK\r\n{headers}\r\n");
    let h = head(block.as_bytes()).unwrap();
    assert_eq!(h.length, block.len());
    h.body(stored.to_vec(), LIMIT, false)
}

fn gzip(data: &[u8]) -> Vec<u8> {
    let mut z = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    z.write_all(data).unwrap();
    z.finish().unwrap()
}

#[test]
fn status_lines_and_ends_of_heads() {
    let h = head(b"HTTP/1.0 301 Moved\nContent-Type: text/html\n\nbody").unwrap();
    assert_eq!((h.status, h.length), (301, 44));
    assert_eq!(h.content_type.as_deref(), Some("text/html"));
    assert_eq!(head(b"HTTP/2 200\r\nA: b\r\n\r\n").unwrap().status, 200);
    assert_eq!(head(b"HTTP/1.1 204 No Content\r\n").unwrap().length, 25);
    for bad in [
        &b""[..],
        b"<html>",
        b"HTTP/1.1",
        b"HTTP/1.1 OK\r\n\r\n",
        b"\xff\xfe",
    ] {
        let e = head(bad).unwrap_err();
        assert!(e.starts_with("not an HTTP response:"), "{e}");
    }
    let e = head(b"HTTP/1.1 200 OK\r\nA: b").unwrap_err();
    assert_eq!(e, "damaged: the HTTP header does not end");
    let giant = format!("HTTP/1.1 200 OK\r\nA: {}", "x".repeat(header::LONGEST));
    assert!(
        head(giant.as_bytes())
            .unwrap_err()
            .starts_with("giant header:")
    );
}

#[test]
fn chunks_are_put_together() {
    let chunked = "Transfer-Encoding: chunked\r\n";
    let stored = b"4\r\nWiki\r\n6;x=y\r\npedia \r\n0\r\nTrailer: z\r\n\r\n";
    assert_eq!(body(chunked, stored).unwrap(), b"Wikipedia ");
    // Stored already put together, under the old header.
    assert_eq!(body(chunked, b"<html>\n4\r\n").unwrap(), b"<html>\n4\r\n");
    // Cut off within a chunk, behind one, within a size.
    assert_eq!(body(chunked, b"4\r\nWiki\r\nff\r\npe").unwrap(), b"Wikipe");
    assert_eq!(body(chunked, b"4\r\nWiki\r\n").unwrap(), b"Wiki");
    assert_eq!(body(chunked, b"4\r\nWiki\r\n1").unwrap(), b"Wiki");
}

#[test]
fn chunked_garbage_names_its_byte() {
    let chunked = "Transfer-Encoding: chunked\r\n";
    let e = body(chunked, b"4\r\nWiki\r\nno size\r\npedia").unwrap_err();
    assert_eq!(e, "damaged: no chunk begins at byte 9 of the body");
    let e = body(chunked, b"3\r\nWiki\r\n0\r\n\r\n").unwrap_err();
    assert!(e.contains("before byte 6 of the body is longer"), "{e}");
    // A size that overflows is none.
    assert_eq!(
        body(chunked, b"ffffffffffffffffff\r\nx").unwrap(),
        b"ffffffffffffffffff\r\nx"
    );
    assert_eq!(body(chunked, b"fffffffffffffff\r\nx").unwrap(), b"x");
}

#[test]
fn encodings_are_undone() {
    let page = "<p>نص</p>".repeat(50);
    let page = page.as_bytes();
    let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    zlib.write_all(page).unwrap();
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    raw.write_all(page).unwrap();
    for (name, stored) in [
        ("gzip", gzip(page)),
        ("x-gzip", gzip(page)),
        ("deflate", zlib.finish().unwrap()),
        ("deflate", raw.finish().unwrap()),
        ("zstd", zstd::encode_all(page, 1).unwrap()),
        ("gzip, gzip", gzip(&gzip(page))),
        ("identity", page.to_vec()),
        // Stored unpacked, under the old header.
        ("gzip", page.to_vec()),
        ("deflate", page.to_vec()),
        ("br", page.to_vec()),
        ("zstd", page.to_vec()),
    ] {
        let header = format!("Content-Encoding: {name}\r\n");
        assert_eq!(body(&header, &stored).unwrap(), page, "{name}");
    }
    // `<p>` in brotli, an uncompressed block by hand.
    let br = [0x0b, 0x01, 0x80, b'<', b'p', b'>', 0x03];
    assert_eq!(body("Content-Encoding: br\r\n", &br).unwrap(), b"<p>");
    let both = "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n";
    let z = gzip(page);
    let stored = [
        format!("{:x}\r\n", z.len()).as_bytes(),
        &z,
        b"\r\n0\r\n\r\n",
    ]
    .concat();
    assert_eq!(body(both, &stored).unwrap(), page);
}

#[test]
fn a_bomb_in_a_body_is_stopped() {
    let z = gzip(&vec![b' '; LIMIT * 50]);
    let e = body("Content-Encoding: gzip\r\n", &z).unwrap_err();
    assert!(
        e.starts_with("too long: the gzip body unpacks to more"),
        "{e}"
    );
    // One within another: the inner one is never unpacked whole.
    let zz = gzip(&z);
    assert!(body("Content-Encoding: gzip, gzip\r\n", &zz).is_err());
    let e = body("Content-Encoding: gzip,gzip,gzip,gzip\r\n", &zz).unwrap_err();
    assert!(e.starts_with("packed too often:"), "{e}");
}

#[test]
fn a_cut_off_gzip_body_is_kept_only_where_the_crawler_says_so() {
    let z = gzip(
        &(0..9000u32)
            .flat_map(|k| (k * k).to_le_bytes())
            .collect::<Vec<_>>(),
    );
    let cut = &z[..z.len() / 2];
    let e = body("Content-Encoding: gzip\r\n", cut).unwrap_err();
    assert!(
        e.starts_with("damaged: the gzip body breaks off after"),
        "{e}"
    );
    let h = head(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n").unwrap();
    assert!(!h.body(cut.to_vec(), LIMIT, true).unwrap().is_empty());
    let e = body("Content-Encoding: compress\r\n", b"x").unwrap_err();
    assert_eq!(e, "unknown content encoding: compress");
}
