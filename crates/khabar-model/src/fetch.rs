//! What was fetched, before it is opened and read.

/// One page as it came. Opening it makes a [`crate::Capture`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetch {
    /// The file's name, or `FILE:RECORD` for a record of a larger file.
    pub name: String,
    pub url: Option<String>,
    /// When it was fetched, as given (ISO 8601, `2015-07-24T06:18:28`).
    pub retrieved: Option<String>,
    pub body: Body,
}

/// What a fetch brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Text as a crawler took it out of the page.
    Text(String),
    /// The page itself, with the `Content-Type` that its server sent.
    Html {
        bytes: Vec<u8>,
        content_type: Option<String>,
    },
}

impl Fetch {
    /// A page of plain text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Fetch {
            name: name.into(),
            url: None,
            retrieved: None,
            body: Body::Text(text.into()),
        }
    }

    /// A page of HTML.
    pub fn html(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Fetch {
            name: name.into(),
            url: None,
            retrieved: None,
            body: Body::Html {
                bytes: bytes.into(),
                content_type: None,
            },
        }
    }

    /// Bytes of the body.
    pub fn len(&self) -> usize {
        match &self.body {
            Body::Text(t) => t.len(),
            Body::Html { bytes, .. } => bytes.len(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
