//! From the bytes of a page to its text form and blocks.
//!
//! lol_html reads the markup; blocks are kept on a stack of our own, with the
//! end tags that HTML lets be left out. The text keeps the order of the source.

use super::declared;
use super::names::Names;
use encoding_rs::Encoding;
use khabar_model::{Layout, LineLayout, Node, Roles, Tag};
use lol_html::html_content::{Element, TextChunk, TextType};
use lol_html::{HtmlRewriter, MemorySettings, Settings, doc_text, element};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Elements open at once; what is nested deeper counts as its parent's.
const DEPTH: usize = 256;
/// Blocks and lines of a page.
const MOST: usize = 200_000;
/// What the reading of the markup may hold, beside the page itself.
const MEMORY: usize = 64 << 20;

/// The text form of the page in `bytes` (which have no byte order mark), and
/// its layout. Fails where the markup asks for more memory than it may have.
pub fn parse(
    bytes: &[u8],
    encoding: &'static Encoding,
    names: &Names,
) -> Result<(String, Layout), String> {
    let builder = Rc::new(RefCell::new(Builder::new(bytes.len())));
    let encoding = lol_html::AsciiCompatibleEncoding::new(encoding)
        .ok_or_else(|| format!("not HTML khabar can read: {} text", encoding.name()))?;
    let (on_tag, on_text) = (builder.clone(), builder.clone());
    let settings = Settings::new()
        .with_encoding(encoding)
        .with_strict(false)
        .with_memory_settings(MemorySettings::new().with_max_allowed_memory_usage(MEMORY))
        .append_element_content_handler(element!("*", |el| {
            start(&on_tag, el, names);
            Ok(())
        }))
        .append_document_content_handler(doc_text!(move |chunk| {
            on_text.borrow_mut().text(chunk);
            // Nothing is written out, so that nothing need be encoded again.
            chunk.remove();
            Ok(())
        }));
    let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
    let read = rewriter.write(bytes).and_then(|()| rewriter.end());
    read.map_err(|e| format!("not HTML khabar can read: {e}"))?;
    drop(on_tag);
    let builder = Rc::try_unwrap(builder).map(RefCell::into_inner);
    let builder = builder.unwrap_or_else(|shared| shared.replace(Builder::new(0)));
    Ok(builder.finish(encoding_name(encoding)))
}

fn encoding_name(e: lol_html::AsciiCompatibleEncoding) -> &'static str {
    let e: &'static Encoding = e.into();
    e.name()
}

/// How an element bears on the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Block(Tag),
    Inline,
    Link,
    Bold,
    Break,
    Rule,
    Image,
    Title,
    Script,
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
        "style" | "noscript" | "template" | "svg" | "math" | "iframe" | "object" | "audio"
        | "video" | "canvas" | "select" | "textarea" | "button" | "map" | "datalist" | "dialog"
        | "marquee" | "amp-ad" | "amp-social-share" | "amp-analytics" | "amp-consent"
        | "noembed" | "noframes" | "applet" => Kind::Skip,
        _ => Kind::Inline,
    }
}

/// What decides which end tags may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
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
fn closes(new: Part, open: Part) -> bool {
    match new {
        Part::Item | Part::Cell | Part::Term => open == new,
        Part::Row => matches!(open, Part::Cell | Part::Row),
        _ => false,
    }
}

/// Beyond these an open element of the same kind is another's.
fn bounds(new: Part, open: Part) -> bool {
    match new {
        Part::Item => open == Part::List,
        Part::Cell | Part::Row => open == Part::Table,
        Part::Term => open == Part::Terms,
        _ => true,
    }
}

struct Open {
    id: u32,
    part: Part,
    kind: Kind,
    /// An inline element that stands as a block, by its names.
    block: bool,
    /// A link that leads somewhere; `<a name>` does not.
    linking: bool,
    large: bool,
}

struct Builder {
    text: String,
    layout: Layout,
    stack: Vec<Open>,
    /// Indices of the open blocks.
    blocks: Vec<u32>,
    next_id: u32,
    links: u32,
    bolds: u32,
    larges: u32,
    headings: Vec<u8>,
    skips: u32,
    pre: u32,
    line: LineLayout,
    line_start: usize,
    /// Raw text of the text node being read, and where it stands.
    raw: String,
    raw_at: (usize, usize),
    raw_in: TextType,
    script: Option<String>,
    titled: bool,
    /// A link or span has just ended without white space behind it.
    joint: bool,
    /// A picture stands behind the last line.
    image: bool,
    known: FxHashMap<String, Roles>,
}

impl Builder {
    fn new(bytes: usize) -> Self {
        let mut layout = Layout::default();
        layout.nodes.push(Node {
            tag: Tag::Root,
            parent: 0,
            roles: Roles::default(),
            lines: (0, 0),
        });
        Builder {
            text: String::with_capacity(bytes / 6),
            layout,
            stack: Vec::with_capacity(64),
            blocks: vec![0],
            next_id: 0,
            links: 0,
            bolds: 0,
            larges: 0,
            headings: Vec::new(),
            skips: 0,
            pre: 0,
            line: LineLayout::default(),
            line_start: 0,
            raw: String::new(),
            raw_at: (0, 0),
            raw_in: TextType::Data,
            script: None,
            titled: false,
            joint: false,
            image: false,
            known: FxHashMap::default(),
        }
    }

    /// The roles of names, which come again and again on a page.
    fn roles(&mut self, names: &Names, given: &str) -> Roles {
        if let Some(&known) = self.known.get(given) {
            return known;
        }
        let roles = names.roles(given);
        self.known.insert(given.to_string(), roles);
        roles
    }

    fn text(&mut self, chunk: &TextChunk<'_>) {
        if self.skips > 0 {
            return;
        }
        let at = chunk.source_location().bytes();
        if self.raw.is_empty() {
            self.raw_at = (at.start, at.end);
            self.raw_in = chunk.text_type();
        }
        self.raw_at.1 = at.end;
        self.raw.push_str(chunk.as_str());
        if chunk.last_in_text_node() {
            self.flush_raw();
        }
    }

    /// Takes in the text node that has been gathered.
    fn flush_raw(&mut self) {
        if self.raw.is_empty() {
            return;
        }
        let raw = std::mem::take(&mut self.raw);
        if let Some(script) = &mut self.script {
            script.push_str(&raw);
        } else if self.raw_in != TextType::ScriptData && self.raw_in != TextType::RawText {
            self.words(&htmlize::unescape(raw.as_str()));
        }
        self.raw = raw;
        self.raw.clear();
    }

    fn words(&mut self, text: &str) {
        if self.pre > 0 {
            for (k, line) in text.split('\n').enumerate() {
                if k > 0 {
                    self.flush();
                }
                self.run(line);
            }
        } else {
            self.run(text);
        }
    }

    /// Adds text to the line, white space as one space.
    fn run(&mut self, text: &str) {
        let mut led = false;
        let mut rest = text;
        loop {
            let (space, word) = rest.split_at(next(rest, true));
            led |= !space.is_empty();
            if word.is_empty() {
                break;
            }
            let (word, after) = word.split_at(next(word, false));
            rest = after;
            if self.text.len() == self.line_start {
                self.line.source.0 = self.raw_at.0 as u32;
            } else if (led || self.joint) && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            led = false;
            self.joint = false;
            self.text.push_str(word);
            let bytes = word.len() as u32;
            self.line.linked += bytes * u32::from(self.links > 0);
            self.line.bold += bytes * u32::from(self.bolds > 0);
            self.line.large += bytes * u32::from(self.larges > 0);
            self.line.source.1 = self.raw_at.1 as u32;
        }
        let trailing = led && self.text.len() > self.line_start;
        if trailing && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Ends the line.
    fn flush(&mut self) {
        self.joint = false;
        while self.text.len() > self.line_start && self.text.ends_with(' ') {
            self.text.pop();
        }
        let line = std::mem::take(&mut self.line);
        let words = &self.text[self.line_start..];
        // Most lines begin with a letter of the Arabic block.
        let letters = words.starts_with(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي'))
            || words.contains(char::is_alphanumeric);
        if !letters || self.layout.lines.len() >= MOST {
            self.text.truncate(self.line_start);
            // A day declared on nothing printed still stands in its block.
            self.line.time = line.time;
            return;
        }
        self.text.push('\n');
        self.line_start = self.text.len();
        let node = self.blocks.last().copied().unwrap_or(0);
        let heading = self.headings.last().copied().unwrap_or(0);
        self.layout.lines.push(LineLayout {
            node,
            heading,
            image: std::mem::take(&mut self.image),
            ..line
        });
    }

    fn push_block(&mut self, tag: Tag, roles: Roles) {
        self.flush();
        if self.layout.nodes.len() >= MOST {
            return;
        }
        let parent = self.blocks.last().copied().unwrap_or(0);
        let at = self.layout.lines.len() as u32;
        self.blocks.push(self.layout.nodes.len() as u32);
        self.layout.nodes.push(Node {
            tag,
            parent,
            roles,
            lines: (at, at),
        });
    }

    /// Ends the elements above index `k` of the stack, and that one.
    fn pop_to(&mut self, k: usize) {
        while self.stack.len() > k {
            let Some(open) = self.stack.pop() else { return };
            self.larges -= u32::from(open.large);
            if matches!(open.kind, Kind::Block(_) | Kind::Title) || open.block {
                self.flush();
                if self.blocks.len() > 1
                    && let Some(node) = self.blocks.pop()
                {
                    self.layout.nodes[node as usize].lines.1 = self.layout.lines.len() as u32;
                }
            }
            match open.kind {
                Kind::Link if open.linking => self.links -= 1,
                Kind::Bold => self.bolds -= 1,
                Kind::Block(Tag::Heading) => {
                    self.headings.pop();
                }
                Kind::Block(Tag::Pre) => self.pre -= 1,
                Kind::Skip => self.skips -= 1,
                Kind::Script => self.end_script(),
                _ => {}
            }
        }
    }

    fn end_script(&mut self) {
        if let Some(json) = self.script.take() {
            declared::json_ld(&json, &mut self.layout.declared);
        }
    }

    /// Ends what a new element of this name ends without saying so.
    fn close_implied(&mut self, part: Part, block: bool) {
        if part != Part::Other {
            let from = self.stack.iter().rposition(|o| bounds(part, o.part));
            let mut within = from.map_or(0, |k| k + 1)..self.stack.len();
            if let Some(k) = within.find(|&k| closes(part, self.stack[k].part)) {
                self.pop_to(k);
            }
        }
        if block
            && let Some(k) = self
                .stack
                .iter()
                .rposition(|o| matches!(o.kind, Kind::Block(_)))
            && self.stack[k].kind == Kind::Block(Tag::P)
        {
            self.pop_to(k);
        }
    }

    fn in_paragraph(&self) -> bool {
        let block = self
            .stack
            .iter()
            .rev()
            .find(|o| matches!(o.kind, Kind::Block(_)));
        block.is_some_and(|o| {
            matches!(
                o.kind,
                Kind::Block(Tag::P | Tag::Heading | Tag::Quote | Tag::Caption)
            )
        })
    }

    fn finish(mut self, charset: &'static str) -> (String, Layout) {
        self.flush_raw();
        self.pop_to(0);
        self.flush();
        self.layout.nodes[0].lines.1 = self.layout.lines.len() as u32;
        self.layout.charset = charset;
        (self.text, self.layout)
    }
}

/// Bytes that may begin white space or a control: all such of ASCII, and the
/// only lead bytes of those beyond it.
const MAY_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = b <= 0x20 || b == 0x7F || b == 0xC2 || (b >= 0xE1 && b <= 0xE3);
        b += 1;
    }
    table
};

/// Where the first character that is no white space (`skip`), or that is, stands
/// in `text`; its length where there is none. Controls count as white space.
fn next(text: &str, skip: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !MAY_PART[bytes[at] as usize] {
            if skip {
                return at;
            }
            // Also over the bytes within a letter, which begin nothing.
            at += 1;
            continue;
        }
        let c = text[at..].chars().next().unwrap_or(' ');
        if (c.is_whitespace() || c.is_control()) != skip {
            return at;
        }
        at += c.len_utf8();
    }
    text.len()
}

/// The attributes of an element that tell something, taken in one pass.
#[derive(Default)]
struct Given {
    class: Option<String>,
    id: Option<String>,
    role: Option<String>,
    itemprop: Option<String>,
    property: Option<String>,
    content: Option<String>,
    datetime: Option<String>,
    title: Option<String>,
    size: Option<String>,
    kind: Option<String>,
    /// In lower case, without spaces.
    style: Option<String>,
    hidden: bool,
    href: bool,
}

impl Given {
    /// `timed`: its title may tell a day (`abbr`).
    fn of(el: &Element<'_, '_>, timed: bool) -> Given {
        let mut g = Given::default();
        for a in el.attributes() {
            match a.name().as_str() {
                "class" => g.class = Some(a.value()),
                "id" => g.id = Some(a.value()),
                "role" => g.role = Some(a.value()),
                "itemprop" => g.itemprop = Some(a.value()),
                "property" => g.property = Some(a.value()),
                "content" => g.content = Some(a.value()),
                "datetime" => g.datetime = Some(a.value()),
                "title" if timed => g.title = Some(a.value()),
                "size" => g.size = Some(a.value()),
                "type" => g.kind = Some(a.value()),
                "style" => g.style = Some(a.value().to_ascii_lowercase().replace(' ', "")),
                "hidden" => g.hidden = true,
                "aria-hidden" => g.hidden |= a.value() == "true",
                "href" => g.href = true,
                _ => {}
            }
        }
        g
    }

    /// It declares something for machines.
    fn tells(&self) -> bool {
        (self.itemprop.is_some() || self.property.is_some())
            && (self.content.is_some() || self.datetime.is_some())
    }
}

/// Styles by which text is kept from the screen.
fn is_hidden(style: &str) -> bool {
    [
        "display:none",
        "visibility:hidden",
        "font-size:0",
        "left:-999",
        "text-indent:-999",
    ]
    .iter()
    .any(|s| style.contains(s))
        || style
            .split(';')
            .any(|s| matches!(s, "opacity:0" | "opacity:0.0"))
}

/// A size of letters that body text does not have.
fn is_large(style: &str) -> bool {
    let Some((_, size)) = style.split_once("font-size:") else {
        return false;
    };
    let digits = size
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(size.len());
    let (number, unit) = size.split_at(digits);
    match number.parse::<u32>() {
        Ok(n) => unit.starts_with("px") && n >= 22 || unit.starts_with("pt") && n >= 16,
        Err(_) => ["large", "x-large", "xx-large"]
            .iter()
            .any(|w| size.starts_with(w)),
    }
}

pub fn one_line(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start(shared: &Rc<RefCell<Builder>>, el: &mut Element<'_, '_>, names: &Names) {
    let name = el.tag_name();
    let kind = kind(&name);
    let mut b = shared.borrow_mut();
    b.flush_raw();
    // A page has one title; others are those of pictures.
    let kind = match kind {
        Kind::Title if b.titled => Kind::Skip,
        k => k,
    };
    if b.skips > 0 && !matches!(kind, Kind::Skip | Kind::Script) {
        return;
    }
    match kind {
        Kind::Break | Kind::Rule => return b.flush(),
        Kind::Image => {
            b.image = true;
            return;
        }
        _ if name == "meta" => {
            let prop = ["property", "name", "itemprop", "http-equiv"]
                .into_iter()
                .find_map(|a| el.get_attribute(a));
            if let (Some(p), Some(content)) = (prop, el.get_attribute("content")) {
                declared::meta(
                    &p,
                    &htmlize::unescape_attribute(&content),
                    &mut b.layout.declared,
                );
            }
            return;
        }
        _ if name == "link" => {
            if el.get_attribute("rel").is_some_and(|r| r == "canonical") {
                b.layout.declared.address = el.get_attribute("href");
            }
            return;
        }
        _ => {}
    }
    if !el.can_have_content() || b.stack.len() >= DEPTH {
        return;
    }
    let given = Given::of(el, name == "abbr");
    let mut roles = Roles::default();
    for names_of in [&given.class, &given.itemprop, &given.id, &given.role]
        .into_iter()
        .flatten()
    {
        roles = roles.with(b.roles(names, names_of));
    }
    let style = given.style.as_deref();
    if style.is_some_and(is_hidden) || given.hidden {
        roles = roles.with(Roles::HIDDEN);
    }
    let large = style.is_some_and(is_large)
        || name == "font"
            && given
                .size
                .as_deref()
                .is_some_and(|s| s.starts_with('+') || s.parse::<i32>().is_ok_and(|n| n >= 4));
    let is_time = name == "time";
    // Plain type within a line: nothing hangs on its end.
    if kind == Kind::Inline && roles == Roles::default() && !large && !is_time && !given.tells() {
        if given.class.is_some() && !b.in_paragraph() {
            b.joint = true;
        }
        return;
    }
    b.larges += u32::from(large);
    let time = match name.as_str() {
        "time" => given.datetime.clone(),
        "abbr" => given.title.clone().filter(|_| roles.has(Roles::DATE)),
        _ => None,
    };
    let inline = matches!(kind, Kind::Inline | Kind::Link);
    let apart = Roles(
        Roles::AUTHOR.0
            | Roles::DATE.0
            | Roles::UPDATED.0
            | Roles::SECTION.0
            | Roles::KICKER.0
            | Roles::CAPTION.0
            | Roles::HEADLINE.0
            | Roles::CREDIT.0
            | Roles::BODY.0
            | Roles::COMMENTS.0
            | Roles::CLUTTER.0,
    );
    let block = inline && (roles.has(apart) || is_time) && !b.in_paragraph();
    let linking = kind == Kind::Link && given.href;
    let part = part(&name);
    b.close_implied(part, matches!(kind, Kind::Block(_)));
    if kind == Kind::Link
        && let Some(k) = b.stack.iter().rposition(|o| o.kind == Kind::Link)
        && !b.stack[k..]
            .iter()
            .any(|o| matches!(o.kind, Kind::Block(_)))
    {
        b.pop_to(k);
    }
    let id = b.next_id;
    b.next_id += 1;
    match kind {
        Kind::Block(tag) => {
            b.push_block(tag, roles);
            match tag {
                Tag::Heading => b.headings.push(name.as_bytes()[1] - b'0'),
                Tag::Pre => b.pre += 1,
                _ => {}
            }
        }
        Kind::Skip => b.skips += 1,
        Kind::Script => {
            let json = given.kind.as_deref().is_some_and(|t| t.contains("ld+json"));
            b.script = (json && b.skips == 0).then(String::new);
            b.skips += u32::from(b.script.is_none());
        }
        Kind::Title => {
            b.push_block(Tag::Title, roles);
            b.titled = true;
        }
        _ if block => b.push_block(Tag::Block, roles),
        _ => {
            // `</a><a>` and `</span><span>` in a block that is no running text
            // stand apart on the screen.
            if !b.in_paragraph() && (kind == Kind::Link || given.class.is_some()) {
                b.joint = true;
            }
            b.line.roles = b.line.roles.with(roles);
        }
    }
    match kind {
        Kind::Link if linking => b.links += 1,
        Kind::Bold => b.bolds += 1,
        _ => {}
    }
    if let Some(t) = time.filter(|_| b.skips == 0) {
        b.line.time = Some(t);
    }
    let property = given.itemprop.or(given.property);
    let content = given.content.or(given.datetime);
    if let Some((properties, content)) = property.zip(content) {
        let content = htmlize::unescape_attribute(&content);
        for property in properties.split_ascii_whitespace() {
            declared::meta(property, &content, &mut b.layout.declared);
        }
    }
    let kind = match kind {
        Kind::Script if b.script.is_none() => Kind::Skip,
        k => k,
    };
    b.stack.push(Open {
        id,
        part,
        kind,
        block,
        linking,
        large,
    });
    drop(b);
    let shared = shared.clone();
    let handler = move |_: &mut lol_html::html_content::EndTag<'_>| {
        let mut b = shared.borrow_mut();
        b.flush_raw();
        if let Some(k) = b.stack.iter().rposition(|o| o.id == id) {
            b.pop_to(k);
        }
        Ok(())
    };
    // Cannot fail: the element can have content.
    let _ = el.on_end_tag(Box::new(handler));
}
