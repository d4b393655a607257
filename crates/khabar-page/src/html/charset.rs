//! Which encoding a page is in. Labels are often wrong on old Arabic sites, so
//! the bytes have the last word where they are clear.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1256};

/// How far into a page its `meta charset` is looked for, and how much of it the
/// detector gets to see (it is slow: 11 MB/s).
const HEAD: usize = 16 << 10;

/// The encoding of a page, and how many bytes of a byte order mark lead it.
///
/// In order: the byte order mark; UTF-8, if the bytes are it; windows-1256 or
/// ISO-8859-6, if the bytes show the Arabic article in one of them; the label
/// of the server, then that of the page; a guess from the bytes.
pub fn encoding(bytes: &[u8], content_type: Option<&str>) -> (&'static Encoding, usize) {
    if let Some(found) = Encoding::for_bom(bytes) {
        return found;
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let utf8 = is_utf8(bytes);
    // The markup of a page in UTF-16 is half noughts.
    let wide = head.contains(&0);
    if utf8 && !wide {
        return (UTF_8, 0);
    }
    let declared = content_type
        .and_then(|c| label_in(c.as_bytes()))
        .or_else(|| label_in(head));
    let encoding = match declared {
        Some(e) if (e == UTF_16LE || e == UTF_16BE) && wide => e,
        _ if utf8 => UTF_8,
        d => arabic(bytes, d).or(d).unwrap_or_else(|| guess(bytes)),
    };
    (encoding, 0)
}

/// So many broken places or pairs of letters show what a page is in.
const ENOUGH: usize = 400;

/// UTF-8, but for a few bytes: pages are cut off, and pasted together from
/// sources in several encodings.
fn is_utf8(bytes: &[u8]) -> bool {
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return true;
    }
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let lead = |b: &&u8| **b >= 0xC0;
        good += chunk.valid().as_bytes().iter().filter(lead).count();
        bad += usize::from(!chunk.invalid().is_empty());
        if bad >= ENOUGH {
            break;
        }
    }
    good > 10 * bad
}

/// windows-1256 or ISO-8859-6, told apart by the article ال: C7 E1 in the one,
/// C7 E4 in the other (where the first reads ان, a seventh as frequent, and the
/// second reads اف).
fn arabic(bytes: &[u8], declared: Option<&'static Encoding>) -> Option<&'static Encoding> {
    let (mut windows, mut iso) = (0, 0);
    for pair in bytes.windows(2).filter(|w| w[0] == 0xC7) {
        windows += usize::from(pair[1] == 0xE1);
        iso += usize::from(pair[1] == 0xE4);
        if windows.max(iso) >= ENOUGH {
            break;
        }
    }
    let enough = if declared.is_some() { 8 } else { 3 };
    (windows.max(iso) >= enough).then_some(if windows >= iso {
        WINDOWS_1256
    } else {
        ISO_8859_6
    })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = &bytes[..bytes.len().min(HEAD)];
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding of the first `charset=` (or `encoding=`, of an XML declaration).
fn label_in(bytes: &[u8]) -> Option<&'static Encoding> {
    let lower = bytes.to_ascii_lowercase();
    let find = |word: &[u8]| {
        let at = lower.windows(word.len()).position(|w| w == word)?;
        let rest = &lower[at + word.len()..];
        let rest = rest
            .trim_ascii_start()
            .strip_prefix(b"=")?
            .trim_ascii_start();
        let rest = rest
            .strip_prefix(b"\"")
            .or(rest.strip_prefix(b"'"))
            .unwrap_or(rest);
        let end = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || b"-_:".contains(b)))
            .unwrap_or(rest.len());
        Encoding::for_label(&rest[..end])
    };
    find(b"charset").or_else(|| find(b"encoding"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<p>قال وزير الخارجية العراقي إن المفاوضات بين الجانبين مستمرة في العاصمة، \
        وأضاف أن الاتفاق على الملف الأمني قريب من الاكتمال والإعلان عنه يوم الأحد المقبل.</p>";

    fn encode(e: &'static Encoding, label: &str) -> Vec<u8> {
        let page =
            format!("<meta http-equiv='Content-Type' content='text/html; charset={label}'>{TEXT}");
        e.encode(&page).0.into_owned()
    }

    #[test]
    fn right_labels() {
        for e in [UTF_8, WINDOWS_1256, ISO_8859_6] {
            assert_eq!(encoding(&encode(e, e.name()), None).0, e);
        }
    }

    #[test]
    fn wrong_labels() {
        for (e, label) in [
            (WINDOWS_1256, "utf-8"),
            (WINDOWS_1256, "iso-8859-1"),
            (WINDOWS_1256, "iso-8859-6"),
            (ISO_8859_6, "windows-1256"),
            (UTF_8, "windows-1256"),
            (UTF_8, "no-such-thing"),
        ] {
            assert_eq!(encoding(&encode(e, label), None).0, e, "said {label}");
            let server = format!("text/html;charset={label}");
            assert_eq!(
                encoding(&encode(e, ""), Some(&server)).0,
                e,
                "server said {label}"
            );
        }
    }

    #[test]
    fn one_bad_byte_does_not_make_it_another_encoding() {
        let mut bytes = encode(UTF_8, "utf-8");
        bytes.push(0xD8);
        assert_eq!(encoding(&bytes, None).0, UTF_8);
    }

    #[test]
    fn marks_of_byte_order() {
        assert_eq!(
            encoding(b"\xEF\xBB\xBFabc", Some("text/html; charset=windows-1256")),
            (UTF_8, 3)
        );
        assert_eq!(encoding(b"\xFF\xFEa\0", None), (UTF_16LE, 2));
    }
}
