//! The answer of a web server, as a `response` record holds it.

use super::header::{self, Fields};
use std::io::{self, Read};

/// The head of an answer.
#[derive(Debug)]
pub(super) struct Head {
    pub status: u16,
    pub content_type: Option<String>,
    /// Where the body begins.
    pub length: usize,
    encodings: Vec<String>,
    chunked: bool,
}

/// Encodings one upon the other; more are a trick.
const ENCODINGS: usize = 3;

/// The head at the start of a block, of which `block` may be only the
/// beginning. Fails with the reason.
pub(super) fn head(block: &[u8]) -> Result<Head, String> {
    let first = header::lines(block).next().unwrap_or_default();
    let status = std::str::from_utf8(first).ok().and_then(status);
    let Some(status) = status else {
        return Err("not an HTTP response: it does not begin with a status line".into());
    };
    let Some(length) = end(block) else {
        return Err(match block.len() < header::LONGEST {
            true => "damaged: the HTTP header does not end".into(),
            false => {
                let most = header::LONGEST >> 10;
                format!("giant header: the HTTP header is over {most} KiB")
            }
        });
    };
    let fields = Fields::parse(header::lines(&block[..length]).skip(1))?;
    let mut encodings = fields.list("content-encoding");
    encodings.retain(|e| e != "identity" && e != "none" && e != "utf-8");
    // Some servers name the packing of the body here.
    let mut transfer = fields.list("transfer-encoding");
    let chunked = transfer.iter().any(|t| t == "chunked");
    transfer.retain(|t| t != "chunked" && t != "identity");
    encodings.extend(transfer);
    Ok(Head {
        status,
        content_type: fields.get("content-type").map(str::to_string),
        length,
        encodings,
        chunked,
    })
}

/// `HTTP/1.1 200 OK` → 200
fn status(line: &str) -> Option<u16> {
    let mut words = line.split_ascii_whitespace();
    words.next().filter(|w| w.starts_with("HTTP/"))?;
    words.next()?.parse().ok()
}

/// Where the empty line that ends the head is over.
fn end(block: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(k) = memchr::memchr(b'\n', &block[at..]) {
        at += k + 1;
        match &block[at..] {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            // A head and no body.
            [] => return Some(at),
            _ => {}
        }
    }
    None
}

impl Head {
    /// The body as the page's server meant it: chunks put together, unpacked.
    /// `cut` is true where the crawler says that it stored only a part: then
    /// what there is of it is taken.
    pub fn body(&self, stored: Vec<u8>, limit: usize, cut: bool) -> Result<Vec<u8>, String> {
        let mut body = match self.chunked {
            true => dechunk(stored)?,
            false => stored,
        };
        if self.encodings.len() > ENCODINGS {
            let n = self.encodings.len();
            return Err(format!("packed too often: {n} content encodings"));
        }
        for encoding in self.encodings.iter().rev() {
            body = unpack(encoding, body, limit, cut)?;
        }
        Ok(body)
    }
}

/// Puts chunks together. Many crawlers store the body already so, under the
/// old header: then it does not begin with a chunk's size.
fn dechunk(stored: Vec<u8>) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(stored.len());
    let mut at = 0;
    while at < stored.len() {
        let rest = &stored[at..];
        let line = memchr::memchr(b'\n', &rest[..rest.len().min(1024)]);
        let size = line.and_then(|k| chunk_size(&rest[..k]));
        let (Some(line), Some(size)) = (line, size) else {
            if at == 0 {
                return Ok(stored);
            }
            // Cut within the line of a size: what came before is whole.
            if rest.len() < 18 && !rest.contains(&b'\n') {
                break;
            }
            return Err(format!("damaged: no chunk begins at byte {at} of the body"));
        };
        if size == 0 {
            return Ok(out);
        }
        at += line + 1;
        let end = at.saturating_add(size).min(stored.len());
        out.extend_from_slice(&stored[at..end]);
        at = end;
        match &stored[at..] {
            [b'\r', b'\n', ..] => at += 2,
            [b'\n', ..] => at += 1,
            // Cut off within a chunk, or right behind one.
            [] | [b'\r'] => break,
            _ => {
                return Err(format!(
                    "damaged: the chunk before byte {at} of the body is longer than it says"
                ));
            }
        }
    }
    Ok(out)
}

/// `1a2b;name=value` → 0x1a2b
fn chunk_size(line: &[u8]) -> Option<usize> {
    let line = std::str::from_utf8(line).ok()?;
    let digits = line.split(';').next()?.trim();
    let fits = (1..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    fits.then(|| usize::from_str_radix(digits, 16).ok())?
}

/// Undoes one content encoding. A body that is stored unpacked under the old
/// header is taken as it is.
fn unpack(encoding: &str, body: Vec<u8>, limit: usize, cut: bool) -> Result<Vec<u8>, String> {
    if body.is_empty() {
        return Ok(body);
    }
    let unpacked = match encoding {
        "gzip" | "x-gzip" if !body.starts_with(&[0x1f, 0x8b]) => return Ok(body),
        "gzip" | "x-gzip" => read(flate2::bufread::MultiGzDecoder::new(&body[..]), limit),
        "deflate" if begins_like_html(&body) => return Ok(body),
        "deflate" if is_zlib(&body) => read(flate2::bufread::ZlibDecoder::new(&body[..]), limit),
        "deflate" => read(flate2::bufread::DeflateDecoder::new(&body[..]), limit),
        "br" if begins_like_html(&body) => return Ok(body),
        "br" => read(
            brotli_decompressor::Decompressor::new(&body[..], 1 << 14),
            limit,
        ),
        "zstd" if !body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => return Ok(body),
        "zstd" => match zstd::Decoder::new(&body[..]) {
            Ok(d) => read(d, limit),
            Err(e) => (Vec::new(), Some(e)),
        },
        other => return Err(format!("unknown content encoding: {other}")),
    };
    match unpacked {
        (out, _) if out.len() > limit => {
            let most = limit >> 20;
            Err(format!(
                "too long: the {encoding} body unpacks to more than {most} MiB"
            ))
        }
        (out, None) => Ok(out),
        (out, Some(_)) if cut && !out.is_empty() => Ok(out),
        (out, Some(e)) => {
            let n = out.len();
            Err(format!(
                "damaged: the {encoding} body breaks off after {n} bytes ({e})"
            ))
        }
    }
}

fn is_zlib(body: &[u8]) -> bool {
    match body {
        [a, b, ..] => a & 0x0f == 8 && (u32::from(*a) << 8 | u32::from(*b)) % 31 == 0,
        _ => false,
    }
}

/// Reads up to a byte more than `limit`; what there is, and what stopped it.
fn read(from: impl Read, limit: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut out = Vec::new();
    let e = from.take(limit as u64 + 1).read_to_end(&mut out).err();
    (out, e)
}

/// True where a tag, a comment or a declaration comes first.
pub(super) fn begins_like_html(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let body = body.trim_ascii_start();
    matches!(body, [b'<', b, ..] if b.is_ascii_alphabetic() || matches!(b, b'!' | b'?'))
}

#[cfg(test)]
#[path = "http_tests.rs"]
mod tests;
