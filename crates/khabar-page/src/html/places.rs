//! From places in a page that was decoded to the bytes they came from.

use encoding_rs::{Encoding, UTF_8};
use khabar_model::LineLayout;

/// Turns the sources of `lines`, which are places in `html`, into places in the
/// page that `html` was decoded from. `page` is what stands behind the byte
/// order mark, which is `mark` bytes long.
pub fn lead_to_page(
    lines: &mut [LineLayout],
    html: &str,
    page: &[u8],
    encoding: &'static Encoding,
    mark: usize,
) {
    if encoding == UTF_8 && html.len() == page.len() {
        // Nothing was replaced.
    } else if encoding.is_single_byte() {
        by_letters(lines, html);
    } else if encoding == UTF_8 {
        by_steps(lines, page.utf8_chunks().flat_map(chunk));
    } else {
        by_steps(lines, bytewise(page, encoding));
    }
    for line in lines {
        line.source.0 += mark as u32;
        line.source.1 += mark as u32;
    }
}

/// The ends of lines' sources, in the order of the page.
fn ends(lines: &mut [LineLayout]) -> impl Iterator<Item = &mut u32> {
    lines.iter_mut().flat_map(|l| {
        let (from, to) = &mut l.source;
        [from, to]
    })
}

/// Where each letter was one byte.
fn by_letters(lines: &mut [LineLayout], html: &str) {
    let begins = |b: &&u8| (**b as i8) >= -0x40;
    let (mut at, mut letters) = (0, 0);
    for end in ends(lines) {
        let to = (*end as usize).clamp(at, html.len());
        letters += html.as_bytes()[at..to].iter().filter(begins).count();
        at = to;
        *end = letters as u32;
    }
}

/// A stretch of text and the bytes it came from, by their lengths.
type Step = (usize, usize);

fn by_steps(lines: &mut [LineLayout], mut steps: impl Iterator<Item = Step>) {
    let (mut text, mut page) = (0, 0);
    let mut step = (0, 0);
    for end in ends(lines) {
        let at = *end as usize;
        // Bytes that make no letter yet are the next one's.
        while text < at && text + step.0 <= at {
            (text, page) = (text + step.0, page + step.1);
            step = (0, 0);
            if text < at {
                step = steps.next().unwrap_or((usize::MAX - text, 0));
            }
        }
        // Within a stretch that was copied, or within a letter.
        let within = if step.0 == step.1 { at - text } else { 0 };
        *end = (page + within) as u32;
    }
}

/// A valid stretch, and what behind it was replaced by one sign.
fn chunk(chunk: std::str::Utf8Chunk<'_>) -> impl Iterator<Item = Step> + use<> {
    let (valid, invalid) = (chunk.valid().len(), chunk.invalid().len());
    let replaced = if invalid > 0 {
        '\u{FFFD}'.len_utf8()
    } else {
        0
    };
    [(valid, valid), (replaced, invalid)].into_iter()
}

/// Decodes once more, a byte at a time.
fn bytewise(page: &[u8], encoding: &'static Encoding) -> impl Iterator<Item = Step> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    page.iter().enumerate().map(move |(k, byte)| {
        let mut letters = [0; 16];
        let last = k + 1 == page.len();
        let (_, _, written, _) = decoder.decode_to_utf8(&[*byte], &mut letters, last);
        (written, 1)
    })
}
