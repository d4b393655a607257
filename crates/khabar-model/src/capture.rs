//! What was fetched: immutable, named by its content.

use crate::Layout;
use std::fmt;

/// A content hash (BLAKE3, first 128 bits) over address and text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaptureId(pub [u8; 16]);

impl fmt::Display for CaptureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for CaptureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// One fetched page.
///
/// The text is what all spans refer to. For plain text it is the bytes as they
/// came; for HTML it is the text form of the page: the text of its blocks, a
/// line each, in the order of the page, under its title.
#[derive(Clone, Debug, PartialEq)]
pub struct Capture {
    /// The file's name, or `FILE:RECORD` for a record of a larger file.
    pub name: String,
    pub url: Option<String>,
    /// When it was fetched, as given (ISO 8601, `2015-07-24T06:18:28`).
    pub retrieved: Option<String>,
    pub text: String,
    /// The page itself, where the text was taken out of it.
    pub page: Option<Box<HtmlPage>>,
}

/// The bytes that a text form was made from, and their markup.
#[derive(Clone, Debug, PartialEq)]
pub struct HtmlPage {
    pub bytes: Vec<u8>,
    pub layout: Layout,
}

impl Capture {
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Capture {
            name: name.into(),
            url: None,
            retrieved: None,
            text: text.into(),
            page: None,
        }
    }

    /// The same text (of HTML: the same bytes) at the same address is the same capture, whenever and
    /// from whichever file it came; the same text at another address is
    /// another one, since who repeats whom is what khabar keeps.
    pub fn id(&self) -> CaptureId {
        let mut h = blake3::Hasher::new();
        h.update(self.url.as_deref().unwrap_or("").as_bytes());
        h.update(&[0]);
        h.update(match &self.page {
            Some(page) => &page.bytes,
            None => self.text.as_bytes(),
        });
        let mut id = [0; 16];
        id.copy_from_slice(&h.finalize().as_bytes()[..16]);
        CaptureId(id)
    }

    /// The day part of `retrieved` (`2015-07-24`), if there is one.
    pub fn retrieved_day(&self) -> Option<&str> {
        self.retrieved.as_deref().and_then(|r| r.get(..10))
    }
}
