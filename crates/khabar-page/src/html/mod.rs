//! HTML pages: from bytes to the text form and the markup behind it, and from
//! these to the articles.

pub mod articles;
mod attributes;
pub mod charset;
mod content;
mod declared;
mod elements;
pub mod facts;
mod headline;
mod lines;
mod markup;
pub mod names;
mod places;
mod tree;
mod writers;

use crate::{PageReader, line, metadata, segment};
use khabar_model::{Body, Capture, Fetch, HtmlPage, Page};
use khabar_text::Text;

/// Opens what was fetched. Plain text is taken as it is; HTML is decoded and
/// turned into its text form. Fails with the reason where there is no page in
/// it: `empty page`, `not HTML: a PDF document`.
pub fn open(names: &names::Names, fetch: Fetch) -> Result<Capture, String> {
    let (text, page) = match fetch.body {
        Body::Text(text) => (text, None),
        Body::Html {
            bytes,
            content_type,
        } => {
            let (text, page) = html(names, bytes, content_type.as_deref())?;
            (text, Some(Box::new(page)))
        }
    };
    Ok(Capture {
        name: fetch.name,
        url: fetch.url,
        retrieved: fetch.retrieved,
        text,
        page,
    })
}

fn html(
    names: &names::Names,
    bytes: Vec<u8>,
    content_type: Option<&str>,
) -> Result<(String, HtmlPage), String> {
    if let Some(what) = other_format(&bytes) {
        return Err(format!("not HTML: {what}"));
    }
    let (encoding, mark) = charset::encoding(&bytes, content_type);
    let page = &bytes[mark..];
    let (html, _) = encoding.decode_without_bom_handling(page);
    let (text, mut layout) = tree::parse(&html, names);
    places::lead_to_page(&mut layout.lines, &html, page, encoding, mark);
    drop(html);
    layout.charset = encoding.name();
    if layout.lines.is_empty() {
        return Err("empty page: no text in it".into());
    }
    Ok((text, HtmlPage { bytes, layout }))
}

/// The articles of an HTML page, by its markup. None for plain text, and where
/// the markup shows no running text.
pub fn read(reader: &PageReader, text: &Text<'_>, capture: &Capture) -> Option<Page> {
    let layout = &capture.page.as_ref()?.layout;
    let mut lines = line::shapes(text);
    // The text form has a line for each line of the layout; a capture put
    // together by hand may not.
    if lines.len() != layout.lines.len() {
        return None;
    }
    let content = content::find(layout, &lines);
    // Of links to elsewhere nothing need be known.
    let leads = |lines: &[line::Line], k: usize| {
        lines[k].words >= 4 && content::linked(layout, lines, k) > 0.8
    };
    for k in 0..lines.len() {
        if !content.out[k] && !leads(&lines, k) {
            line::tell(text, &mut lines[k], reader);
        }
    }
    let cut = articles::cut(text, layout, &lines, content)?;
    let mut page = segment::page(&lines, cut.labels, cut.articles);
    metadata::fill(reader, text, &lines, capture, &mut page);
    facts::fill(reader, text, &lines, capture, layout, &mut page);
    Some(page)
}

/// What bytes are that are no text at all, by their first ones.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let starts: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"PK\x03\x04", "a zip archive or an office document"),
        (b"\x1F\x8B", "compressed by gzip"),
        (b"\x28\xB5\x2F\xFD", "compressed by zstd"),
        (b"PAR1", "a Parquet file"),
    ];
    let found = starts.iter().find(|(magic, _)| bytes.starts_with(magic));
    found.map(|(_, what)| *what)
}
