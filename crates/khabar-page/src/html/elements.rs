//! What the elements of HTML are to the text of a page, by their names.

use html5gum::State;
use khabar_model::Tag;
use rustc_hash::FxHashMap;

/// How an element bears on the text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Block(Tag),
    Inline,
    Link,
    Bold,
    Break,
    Rule,
    Image,
    Title,
    Script,
    Meta,
    /// `link`: it stands for the page, not in its text.
    Address,
    /// Nothing in it is read.
    Skip,
}

fn kind(name: &str) -> Kind {
    match name {
        "p" => Kind::Block(Tag::P),
        "div" | "section" | "center" | "body" | "html" | "hgroup" | "figure" | "dl"
        | "fieldset" | "details" | "summary" | "address" | "tbody" | "thead" | "tfoot" | "tr"
        | "dd" | "dt" | "legend" | "main-content" | "amp-list" | "menu" => Kind::Block(Tag::Block),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Block(Tag::Heading),
        "ul" | "ol" => Kind::Block(Tag::List),
        "li" => Kind::Block(Tag::Item),
        "table" => Kind::Block(Tag::Table),
        "td" | "th" => Kind::Block(Tag::Cell),
        "blockquote" => Kind::Block(Tag::Quote),
        "figcaption" | "caption" => Kind::Block(Tag::Caption),
        "article" => Kind::Block(Tag::Article),
        "main" => Kind::Block(Tag::Main),
        "aside" | "amp-sidebar" => Kind::Block(Tag::Aside),
        "nav" => Kind::Block(Tag::Nav),
        "header" => Kind::Block(Tag::Header),
        "footer" => Kind::Block(Tag::Footer),
        "form" => Kind::Block(Tag::Form),
        "pre" => Kind::Block(Tag::Pre),
        "br" => Kind::Break,
        "hr" => Kind::Rule,
        "img" | "amp-img" | "picture" => Kind::Image,
        "a" => Kind::Link,
        "b" | "strong" => Kind::Bold,
        "title" => Kind::Title,
        "script" => Kind::Script,
        "meta" => Kind::Meta,
        "link" => Kind::Address,
        "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object" | "audio"
        | "video" | "canvas" | "select" | "textarea" | "button" | "map" | "datalist" | "dialog"
        | "marquee" | "amp-ad" | "amp-social-share" | "amp-analytics" | "amp-consent"
        | "noembed" | "noframes" | "applet" => Kind::Skip,
        _ => Kind::Inline,
    }
}

/// What decides which end tags may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    List,
    Item,
    Table,
    Row,
    Cell,
    Terms,
    Term,
    Other,
}

fn part(name: &str) -> Part {
    match name {
        "ul" | "ol" | "menu" => Part::List,
        "li" => Part::Item,
        "table" => Part::Table,
        "tr" => Part::Row,
        "td" | "th" => Part::Cell,
        "dl" => Part::Terms,
        "dt" | "dd" => Part::Term,
        _ => Part::Other,
    }
}

/// Block elements end an open paragraph; items, cells and rows their like.
pub fn closes(new: Part, open: Part) -> bool {
    match new {
        Part::Item | Part::Cell | Part::Term => open == new,
        Part::Row => matches!(open, Part::Cell | Part::Row),
        _ => false,
    }
}

/// Beyond these an open element of the same kind is another's.
pub fn bounds(new: Part, open: Part) -> bool {
    match new {
        Part::Item => open == Part::List,
        Part::Cell | Part::Row => open == Part::Table,
        Part::Term => open == Part::Terms,
        _ => true,
    }
}

/// What an element is to drawings and formulas, which are no HTML.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    Svg,
    Math,
    /// Holds HTML within a drawing, or within a formula.
    InSvg,
    InMath,
    /// Stands in none: it ends one that was left open.
    Ends,
    Other,
}

fn foreign(name: &str) -> Foreign {
    match name {
        "svg" => Foreign::Svg,
        "math" => Foreign::Math,
        "foreignobject" | "desc" | "title" => Foreign::InSvg,
        "mi" | "mo" | "mn" | "ms" | "mtext" | "annotation-xml" => Foreign::InMath,
        "b" | "big" | "blockquote" | "body" | "br" | "center" | "code" | "dd" | "div" | "dl"
        | "dt" | "em" | "embed" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "hr" | "i"
        | "img" | "li" | "listing" | "menu" | "meta" | "nobr" | "ol" | "p" | "pre" | "ruby"
        | "s" | "small" | "span" | "strong" | "strike" | "sub" | "sup" | "table" | "tt" | "u"
        | "ul" | "var" => Foreign::Ends,
        _ => Foreign::Other,
    }
}

/// How the text within an element is to be read, where that is not as markup.
fn state(name: &str) -> Option<State> {
    match name {
        "title" | "textarea" => Some(State::RcData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" | "noscript" => Some(State::RawText),
        "script" => Some(State::ScriptData),
        "plaintext" => Some(State::PlainText),
        _ => None,
    }
}

/// It has neither content nor an end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// An element by its name.
#[derive(Clone, Copy)]
pub struct Element {
    /// The same for the same name on one page.
    pub id: u32,
    pub kind: Kind,
    pub part: Part,
    pub foreign: Foreign,
    pub state: Option<State>,
    pub void: bool,
}

/// The elements of a page, each looked up once.
#[derive(Default)]
pub struct Elements {
    /// Ids of those with names of at most eight bytes, as nearly all have, by
    /// these bytes.
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Box<str>, u32>,
    all: Vec<Element>,
}

impl Elements {
    pub fn of(&mut self, name: &str) -> Element {
        if let Some(known) = self.known(name) {
            return known;
        }
        let element = Element {
            id: self.all.len() as u32,
            kind: kind(name),
            part: part(name),
            foreign: foreign(name),
            state: state(name),
            void: is_void(name),
        };
        match short(name) {
            Some(key) => self.short.insert(key, element.id),
            None => self.long.insert(name.into(), element.id),
        };
        self.all.push(element);
        element
    }

    /// The element of that name, if the page has had one.
    pub fn known(&self, name: &str) -> Option<Element> {
        let id = match short(name) {
            Some(key) => self.short.get(&key),
            None => self.long.get(name),
        };
        id.map(|&id| self.all[id as usize])
    }
}

fn short(name: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes
        .get_mut(..name.len())?
        .copy_from_slice(name.as_bytes());
    Some(u64::from_le_bytes(bytes))
}
