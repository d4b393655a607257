//! What can be worked out from one page alone, done in the reader threads.

use super::shingle;
use khabar_link::copies::{Keys, Shingles, keys};
use khabar_link::name_key;
use khabar_model::{Article, Capture, EntityKind, Reading, Span};
use khabar_text::Text;
use khabar_text::fold::fold;

/// A page ready to be written.
pub struct Prepared {
    pub hash: [u8; 16],
    pub capture: Capture,
    /// The text, compressed.
    pub packed: Vec<u8>,
    /// Of HTML: the encoding of the page, and its bytes, compressed. They are
    /// no longer with the capture then.
    pub charset: Option<&'static str>,
    pub original: Option<Vec<u8>>,
    pub reading: Reading,
    /// In step with the reading's entities.
    pub entities: Vec<ActorKey>,
    /// In step with the reading's statements.
    pub statements: Vec<Said>,
    /// In step with the reading's articles.
    pub bodies: Vec<String>,
    /// What copies of each article are found by; none for a few words.
    pub prints: Vec<Option<Keys>>,
}

/// Under what an entity is known across pages.
pub struct ActorKey {
    pub key: String,
    pub first: String,
    pub last: String,
    /// Folded spelling, the spelling, and the surname if it is a person's.
    pub aliases: Vec<(String, String, String)>,
}

pub struct Said {
    pub shingles: Vec<u32>,
    /// Entities it is about, and whether the content (not just the headline)
    /// names them.
    pub topics: Vec<(usize, bool)>,
    /// The content's words, for the index.
    pub words: String,
}

/// Prepares pages; one per thread.
pub struct Preparer {
    packer: zstd::bulk::Compressor<'static>,
}

impl Preparer {
    pub fn new() -> std::io::Result<Self> {
        Ok(Preparer {
            packer: zstd::bulk::Compressor::new(3)?,
        })
    }

    pub fn prepare(
        &mut self,
        hash: [u8; 16],
        mut capture: Capture,
        reading: Reading,
    ) -> std::io::Result<Prepared> {
        let packed = self.packer.compress(capture.text.as_bytes())?;
        // The markup has served; pages wait here for the others of their batch.
        let page = capture.page.take();
        let charset = page.as_ref().map(|p| p.layout.charset);
        let original = page.map(|p| self.packer.compress(&p.bytes)).transpose()?;
        let text = Text::new(&capture.text);
        let entities = reading
            .entities
            .iter()
            .map(|e| actor(e.kind, &e.name, &e.surfaces));
        let entities = entities.collect();
        let statements = (0..reading.statements.len())
            .map(|k| said(&text, &reading, k))
            .collect();
        let prints = reading.articles.iter().map(|a| print(&text, a)).collect();
        let bodies = reading
            .articles
            .iter()
            .map(|a| body(&capture.text, a))
            .collect();
        Ok(Prepared {
            hash,
            packed,
            charset,
            original,
            entities,
            statements,
            bodies,
            prints,
            reading,
            capture,
        })
    }
}

/// The key of a name: its folded words; for anything but people without the
/// article of the first (العراق, عراق).
pub fn key(kind: EntityKind, name: &str) -> String {
    if kind == EntityKind::Person {
        return name_key(name).key();
    }
    let words = words(name);
    match words.strip_prefix("ال") {
        Some(rest) if rest.chars().count() > 2 => rest.to_string(),
        _ => words,
    }
}

/// Folded words with single spaces, punctuation dropped.
pub fn words(name: &str) -> String {
    let folded = fold(name);
    let words = folded
        .split(|c: char| !matches!(c, 'ء'..='غ' | 'ف'..='ي') && !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn actor(kind: EntityKind, name: &str, surfaces: &[String]) -> ActorKey {
    let mut aliases: Vec<(String, String, String)> = Vec::new();
    let own = key(kind, name);
    // Most are only ever printed as they are named.
    let others = surfaces.iter().map(String::as_str).filter(|&s| s != name);
    for s in std::iter::once(name).chain(others) {
        let folded = match s == name {
            true => own.clone(),
            false => key(kind, s),
        };
        if folded.is_empty() || aliases.iter().any(|a| a.0 == folded) {
            continue;
        }
        let surname = match kind {
            EntityKind::Person => folded.rsplit(' ').next().unwrap_or("").to_string(),
            _ => String::new(),
        };
        aliases.push((folded, s.to_string(), surname));
    }
    let (first, last) = ends_of(kind, name);
    ActorKey {
        key: own,
        first,
        last,
        aliases,
    }
}

/// The consonant skeletons of the first and last word of a person's full name.
pub fn ends_of(kind: EntityKind, name: &str) -> (String, String) {
    let full = (kind == EntityKind::Person).then(|| name_key(name));
    match full.filter(|k| k.is_full()) {
        Some(k) => (k.first, k.last),
        None => Default::default(),
    }
}

fn said(text: &Text<'_>, r: &Reading, k: usize) -> Said {
    let s = &r.statements[k];
    let original = text.original();
    let headline = r
        .articles
        .iter()
        .find(|a| a.id == s.article)
        .and_then(|a| a.headline);
    let mut topics: Vec<(usize, bool)> = Vec::new();
    for m in &r.mentions {
        let content = s.content.iter().any(|c| c.contains(m.span));
        if !content && !headline.is_some_and(|h| h.contains(m.span)) {
            continue;
        }
        match topics.iter_mut().find(|t| t.0 == m.entity) {
            Some(t) => t.1 |= content,
            None => topics.push((m.entity, content)),
        }
    }
    let words: Vec<&str> = s.content.iter().map(|c| c.of(original)).collect();
    Said {
        shingles: shingle::of(text, &s.content),
        topics,
        words: words.join(" … "),
    }
}

/// Of fewer shingles no article is told to be another's copy.
pub const LEAST_SHINGLES: usize = 12;

fn print(text: &Text<'_>, a: &Article) -> Option<Keys> {
    let set = Shingles::of_spans(text, a.body());
    keys(&set).filter(|_| set.len() >= LEAST_SHINGLES)
}

fn body(text: &str, a: &Article) -> String {
    let spans: Vec<Span> = a.body().collect();
    let mut out = String::with_capacity(spans.iter().map(|s| s.len() + 1).sum());
    for s in spans {
        out.push_str(s.of(text));
        out.push('\n');
    }
    out
}
