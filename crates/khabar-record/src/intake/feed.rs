//! Pages in RSS and Atom feeds.

use super::page::{beside, whole};
use super::unpack::Unpack;
use super::{Item, Place, SetAside, Taken};
use khabar_model::{Body, Fetch};
use std::path::Path;

/// True where a feed's root element comes first.
pub(super) fn is_feed(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    // Behind declarations, comments and references to style sheets.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        let Some(end) = rest.find('>') else {
            return false;
        };
        rest = rest[end + 1..].trim_start();
    }
    ["<rss", "<feed", "<rdf:RDF"]
        .iter()
        .any(|root| rest.starts_with(root))
}

/// The entries of a feed that bring their text.
pub(super) fn read(path: &Path, name: &str, input: Unpack, limit: usize) -> Vec<Item> {
    let bytes = match whole(input, limit) {
        Ok(bytes) => bytes,
        Err(why) => return vec![Err(SetAside::file(name, why))],
    };
    if !is_feed(&bytes[..bytes.len().min(4096)]) {
        return vec![Err(SetAside::file(
            name,
            "not a feed: neither RSS nor Atom",
        ))];
    }
    let feed = match feed_rs::parser::parse(&bytes[..]) {
        Ok(feed) => feed,
        Err(e) => return vec![Err(SetAside::file(name, format!("damaged feed: {e}")))],
    };
    let (beside, fault) = beside(path, name);
    let site = feed.title.map(|t| t.content);
    let mut items: Vec<Item> = Vec::new();
    for (n, entry) in feed.entries.into_iter().enumerate() {
        let place = Place {
            record: Some(n as u64 + 1),
            ..Place::file(name)
        };
        let url = link(&entry).or(beside.url.clone());
        items.push(match page(entry, site.as_deref()) {
            None => Err(place.aside("no text: the feed gives only a headline")),
            Some(page) => Ok(Taken {
                fetch: Fetch {
                    name: place.name(),
                    url,
                    retrieved: beside.retrieved.clone(),
                    body: Body::Html {
                        bytes: page.into_bytes(),
                        content_type: Some("text/html; charset=utf-8".into()),
                    },
                },
                place,
            }),
        });
    }
    items.extend(fault.map(Err));
    items
}

fn link(entry: &feed_rs::model::Entry) -> Option<String> {
    let links = entry.links.iter();
    let to_page = |l: &&feed_rs::model::Link| l.rel.as_deref().is_none_or(|r| r == "alternate");
    links.filter(to_page).map(|l| l.href.clone()).next()
}

/// A page around the text of an entry, with what the feed tells of it in its
/// head, so that it is read like any page.
fn page(entry: feed_rs::model::Entry, site: Option<&str>) -> Option<String> {
    let content = entry.content.and_then(|c| c.body);
    let content = content.filter(|c| !c.trim().is_empty());
    let content = content.or(entry.summary.map(|s| s.content))?;
    if content.trim().is_empty() {
        return None;
    }
    let title = escaped(&entry.title.map(|t| t.content).unwrap_or_default());
    let mut head = format!("<meta charset=\"utf-8\"><title>{title}</title>");
    let mut meta = |property: &str, value: &str| {
        let value = escaped(value);
        head.push_str(&format!(
            "<meta property=\"{property}\" content=\"{value}\">"
        ));
    };
    meta("og:type", "article");
    if let Some(site) = site {
        meta("og:site_name", site);
    }
    if let Some(t) = entry.published.or(entry.updated) {
        meta("article:published_time", &t.to_rfc3339());
    }
    if let Some(t) = entry.updated.filter(|_| entry.published.is_some()) {
        meta("article:modified_time", &t.to_rfc3339());
    }
    for author in entry.authors.iter().filter_map(|a| a.name.as_deref()) {
        meta("article:author", author);
    }
    Some(format!(
        "<!DOCTYPE html><html><head>{head}</head><body><article><h1>{title}</h1>\
         <div class=\"entry-content\">{content}</div></article></body></html>"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
