//! Articles on a page, and what every line of the page is.

use crate::labels;
use khabar_text::Span;

/// What a line is, with the article (1-based on its page) it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineLabel {
    Blank,
    /// Navigation, mastheads, tickers, disclaimers, other headlines: dropped.
    Other,
    Headline(u16),
    Meta(u16),
    Body(u16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line without its line break.
    pub span: Span,
    pub label: LineLabel,
}

labels! {
    /// How an article comes to be on its page.
    ArticleKind {
        Main = "main",
        /// Another report run on under the same page.
        Appended = "appended",
        /// A whole other article that the site pasted in.
        Related = "related",
    }
}

labels! {
    /// Where the publication day was found.
    PublishedFrom {
        /// Printed with the article.
        Explicit = "explicit",
        /// Worked out from a weekday or an event's date.
        Relative = "relative",
        /// Declared in the page's markup (JSON-LD, `meta`, `time`).
        Declared = "declared",
        /// A day in the page's address.
        Address = "address",
        None = "none",
    }
}

/// The day an article was published, `YYYY-MM-DD`, and where that stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub day: String,
    pub from: PublishedFrom,
    /// The words it was taken from, if the page prints them.
    pub evidence: Option<Span>,
    /// The field of the markup it was taken from.
    pub field: Option<&'static str>,
}

/// Who published it, as the Arabic press writes the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    pub name: String,
    /// The words it was taken from; none where the address settled it.
    pub evidence: Option<Span>,
}

/// An agency or outlet named as where the report comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    pub span: Span,
    /// Its usual name (`واس` → `وكالة الأنباء السعودية`), or the words as printed.
    pub name: String,
}

labels! { BlockKind { Headline = "headline", Meta = "meta", Body = "body" } }

/// One stretch of an article's text: a line of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
}

/// One report on a page. The text is never rewritten: every part is a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// 1-based on its page.
    pub id: u16,
    pub kind: ArticleKind,
    pub headline: Option<Span>,
    /// The line over the headline.
    pub kicker: Option<Span>,
    /// The part of the paper it stands in.
    pub section: Option<Span>,
    pub outlet: Option<Outlet>,
    pub published: Option<Published>,
    /// When it was last changed, if that is told apart.
    pub updated: Option<Published>,
    pub datelines: Vec<Span>,
    pub bylines: Vec<Span>,
    pub credits: Vec<Credit>,
    /// Texts under pictures.
    pub captions: Vec<Span>,
    /// Keywords the page gives it.
    pub keywords: Vec<Span>,
    /// Headline, metadata and body lines in page order.
    pub blocks: Vec<Block>,
}

impl Article {
    /// An article of which nothing is known yet.
    pub fn new(id: u16, kind: ArticleKind) -> Self {
        Article {
            id,
            kind,
            headline: None,
            kicker: None,
            section: None,
            outlet: None,
            published: None,
            updated: None,
            datelines: Vec::new(),
            bylines: Vec::new(),
            credits: Vec::new(),
            captions: Vec::new(),
            keywords: Vec::new(),
            blocks: Vec::new(),
        }
    }

    pub fn body(&self) -> impl Iterator<Item = Span> + '_ {
        self.blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Body)
            .map(|b| b.span)
    }
}

/// A page cut into lines and articles. Lines labelled `Other` are what was
/// dropped; nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    pub lines: Vec<Line>,
    pub articles: Vec<Article>,
}

impl Page {
    /// The article that the byte offset `at` belongs to.
    pub fn article_at(&self, at: usize) -> Option<u16> {
        let k = self.lines.partition_point(|l| l.span.end() < at);
        match self.lines.get(k)?.label {
            LineLabel::Headline(a) | LineLabel::Meta(a) | LineLabel::Body(a) => Some(a),
            _ => None,
        }
    }
}
