//! What a page's markup says of its text: the blocks that its lines stand in,
//! and what its head declares. Plain facts; what follows from them is decided
//! by the reader of pages.

use crate::labels;

/// The markup behind the text form of an HTML page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The encoding that the bytes were decoded from (WHATWG name).
    pub charset: &'static str,
    /// Block elements in the order of their start tags; the first is the root.
    pub nodes: Vec<Node>,
    /// One for each line of the text form, in step.
    pub lines: Vec<LineLayout>,
    pub declared: Declared,
}

/// A block element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    pub tag: Tag,
    /// Index of the element it stands in; the root is its own parent.
    pub parent: u32,
    /// What its class, id, role or itemprop tells, of the classes of
    /// `data/html_names.tsv`.
    pub roles: Roles,
    /// Lines of the text form within it, half-open.
    pub lines: (u32, u32),
}

labels! {
    /// Elements told apart; all other blocks are `Block`.
    Tag {
        Root = "root",
        Block = "block",
        P = "p",
        Heading = "heading",
        Title = "title",
        List = "list",
        Item = "item",
        Table = "table",
        Cell = "cell",
        Quote = "quote",
        Caption = "caption",
        Article = "article",
        Main = "main",
        Aside = "aside",
        Nav = "nav",
        Header = "header",
        Footer = "footer",
        Form = "form",
        Link = "link",
        Pre = "pre",
    }
}

/// A set of roles, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(pub u32);

impl Roles {
    pub const BODY: Roles = Roles(1);
    /// Not the article's: share buttons, menus, advertisements, forms.
    pub const CLUTTER: Roles = Roles(1 << 1);
    /// Other articles' headlines and teasers.
    pub const RELATED: Roles = Roles(1 << 2);
    pub const COMMENTS: Roles = Roles(1 << 3);
    pub const CAPTION: Roles = Roles(1 << 4);
    pub const HEADLINE: Roles = Roles(1 << 5);
    pub const KICKER: Roles = Roles(1 << 6);
    pub const AUTHOR: Roles = Roles(1 << 7);
    pub const DATE: Roles = Roles(1 << 8);
    pub const TAGS: Roles = Roles(1 << 9);
    pub const SECTION: Roles = Roles(1 << 10);
    /// About the writer, under the text.
    pub const BIOGRAPHY: Roles = Roles(1 << 11);
    /// A post of a forum's thread.
    pub const POST: Roles = Roles(1 << 12);
    /// Not shown: `hidden`, `display: none`.
    pub const HIDDEN: Roles = Roles(1 << 13);
    /// The first paragraph, set apart.
    pub const LEAD: Roles = Roles(1 << 14);
    pub const UPDATED: Roles = Roles(1 << 15);
    pub const CREDIT: Roles = Roles(1 << 16);
    /// A post of a social network, quoted.
    pub const EMBED: Roles = Roles(1 << 17);
    pub const MASTHEAD: Roles = Roles(1 << 18);

    pub fn has(self, any_of: Roles) -> bool {
        self.0 & any_of.0 != 0
    }

    #[must_use]
    pub fn with(self, more: Roles) -> Roles {
        Roles(self.0 | more.0)
    }
}

/// Where a line stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineLayout {
    /// Index of the innermost block.
    pub node: u32,
    /// Bytes of the line that are in links.
    pub linked: u32,
    /// Bytes that are in bold type, and in large type.
    pub bold: u32,
    pub large: u32,
    /// A picture stands between the line before and this one.
    pub image: bool,
    /// Level of the heading it stands in; 0 if it is in none.
    pub heading: u8,
    /// Roles of inline elements within it.
    pub roles: Roles,
    /// A day declared on it (`<time datetime>`), as given.
    pub time: Option<String>,
    /// Bytes of the page that it was taken from, half-open.
    pub source: (u32, u32),
}

/// What the page declares of itself for machines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    pub title: Option<String>,
    /// The articles that it declares in JSON-LD, microdata or `meta`.
    pub headline: Vec<String>,
    pub site: Option<String>,
    pub published: Vec<Claim>,
    pub updated: Vec<Claim>,
    pub section: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    /// The text of the article, if it is given once more (`articleBody`).
    pub body: Option<String>,
    pub address: Option<String>,
    /// Types of JSON-LD and OpenGraph (`NewsArticle`, `LiveBlogPosting`).
    pub types: Vec<String>,
}

/// A time declared, as it is written, and the field it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub field: &'static str,
    pub value: String,
}
