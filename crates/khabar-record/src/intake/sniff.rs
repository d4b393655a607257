//! What standard input holds, by its first bytes.

use super::Format;
use super::feed;
use super::unpack::Unpack;
use std::io;

/// The format of an (unpacked) input. What begins like nothing else is a page
/// of plain text. Waits for no more bytes than it takes to tell: the input may
/// be written to bit by bit.
pub(super) fn sniff(input: &mut Unpack) -> io::Result<Format> {
    let head = bare(input.peek(8)?);
    if !head.is_empty() && !head.starts_with(b"<") {
        return Ok(match head {
            _ if head.starts_with(b"PAR1") => Format::Parquet,
            _ if head.starts_with(b"WARC/") => Format::Warc,
            [b'{', ..] => Format::Jsonl,
            _ => Format::Text,
        });
    }
    let head = bare(input.peek(4096)?);
    Ok(match head {
        _ if head.starts_with(b"WARC/") => Format::Warc,
        [b'{', ..] => Format::Jsonl,
        [b'<', ..] if feed::is_feed(head) => Format::Feed,
        [b'<', ..] => Format::Html,
        _ => Format::Text,
    })
}

/// Without a byte order mark and white space before the rest.
fn bare(head: &[u8]) -> &[u8] {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.trim_ascii_start()
}
