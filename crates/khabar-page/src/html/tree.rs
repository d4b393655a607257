//! From the markup of a page to its text form and blocks.
//!
//! Blocks are kept on a stack of our own, with the end tags that HTML lets be
//! left out. The text keeps the order of the source.

use super::attributes::{Attribute, Attributes};
use super::declared;
use super::elements::{Element, Elements, Foreign, Kind, Part, bounds, closes};
use super::lines::Lines;
use super::markup::{self, Sink};
use super::names::Names;
use html5gum::State;
use khabar_model::{Layout, Node, Roles, Tag};
use rustc_hash::FxHashMap;

/// Elements open at once; what is nested deeper counts as its parent's.
const DEPTH: usize = 256;
/// Blocks of a page, and elements whose end tags are waited for.
const MOST: usize = 200_000;

/// The text form of the page `html`, and its layout. Places in the page are
/// those in `html`.
pub fn parse(html: &str, names: &Names) -> (String, Layout) {
    let mut builder = Builder::new(html.len(), names);
    markup::read(html, &mut builder);
    builder.finish()
}

/// An open element that bears on the text.
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

/// An element whose end tag has not come. It may have been ended without one.
struct Awaited {
    element: u32,
    /// Its `id` on the stack; none where nothing hangs on its end.
    id: Option<u32>,
}

struct Builder<'n> {
    names: &'n Names,
    /// Roles of names met on this page: they come again and again.
    roles: FxHashMap<String, Roles>,
    elements: Elements,
    lines: Lines,
    layout: Layout,
    stack: Vec<Open>,
    awaited: Vec<Awaited>,
    /// How many of each element are awaited, by its id.
    counts: Vec<u32>,
    /// Drawings and formulas that are open, and what holds HTML in them, with
    /// their places among those awaited.
    foreign: Vec<(Foreign, usize)>,
    /// Indices of the open blocks.
    blocks: Vec<u32>,
    next_id: u32,
    skips: u32,
    /// What is read is a script's or a style's, not the page's text.
    raw: bool,
    script: Option<String>,
    titled: bool,
}

impl<'n> Builder<'n> {
    fn new(bytes: usize, names: &'n Names) -> Self {
        let mut layout = Layout::default();
        layout.nodes.push(Node {
            tag: Tag::Root,
            parent: 0,
            roles: Roles::default(),
            lines: (0, 0),
        });
        Builder {
            names,
            roles: FxHashMap::default(),
            elements: Elements::default(),
            lines: Lines::of(bytes),
            layout,
            stack: Vec::with_capacity(64),
            awaited: Vec::with_capacity(64),
            counts: Vec::with_capacity(64),
            foreign: Vec::new(),
            blocks: vec![0],
            next_id: 0,
            skips: 0,
            raw: false,
            script: None,
            titled: false,
        }
    }

    fn finish(mut self) -> (String, Layout) {
        self.pop_to(0);
        self.flush();
        self.layout.nodes[0].lines.1 = self.lines.done.len() as u32;
        self.layout.lines = self.lines.done;
        (self.lines.text, self.layout)
    }

    fn node(&self) -> u32 {
        self.blocks.last().copied().unwrap_or(0)
    }

    /// Ends the line.
    fn flush(&mut self) {
        let node = self.node();
        self.lines.flush(node);
    }

    fn push_block(&mut self, tag: Tag, roles: Roles) {
        self.flush();
        if self.layout.nodes.len() >= MOST {
            return;
        }
        let parent = self.node();
        let at = self.lines.done.len() as u32;
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
            self.lines.larges -= u32::from(open.large);
            if matches!(open.kind, Kind::Block(_) | Kind::Title) || open.block {
                self.flush();
                if self.blocks.len() > 1
                    && let Some(node) = self.blocks.pop()
                {
                    self.layout.nodes[node as usize].lines.1 = self.lines.done.len() as u32;
                }
            }
            match open.kind {
                Kind::Link if open.linking => self.lines.links -= 1,
                Kind::Bold => self.lines.bolds -= 1,
                Kind::Block(Tag::Heading) => {
                    self.lines.headings.pop();
                }
                Kind::Block(Tag::Pre) => self.lines.pre -= 1,
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
            && let Some(k) = self.innermost_block()
            && self.stack[k].kind == Kind::Block(Tag::P)
        {
            self.pop_to(k);
        }
    }

    fn innermost_block(&self) -> Option<usize> {
        let block = |o: &Open| matches!(o.kind, Kind::Block(_));
        self.stack.iter().rposition(block)
    }

    fn in_paragraph(&self) -> bool {
        let running = |k: usize| {
            matches!(
                self.stack[k].kind,
                Kind::Block(Tag::P | Tag::Heading | Tag::Quote | Tag::Caption)
            )
        };
        self.innermost_block().is_some_and(running)
    }

    /// The roles of an element's names.
    fn roles(&mut self, given: &Attributes) -> Roles {
        let mut roles = Roles::default();
        for name in [
            Attribute::Class,
            Attribute::Itemprop,
            Attribute::Id,
            Attribute::Role,
        ] {
            let Some(names) = given.get(name) else {
                continue;
            };
            let known = self.roles.get(names).copied();
            roles = roles.with(known.unwrap_or_else(|| {
                let found = self.names.roles(names);
                self.roles.insert(names.to_string(), found);
                found
            }));
        }
        roles
    }

    /// What `meta` declares.
    fn meta(&mut self, given: &Attributes) {
        let mut named = [
            Attribute::Property,
            Attribute::Name,
            Attribute::Itemprop,
            Attribute::HttpEquiv,
        ]
        .into_iter();
        let name = named.find_map(|n| given.get(n));
        if let Some((name, content)) = name.zip(given.get(Attribute::Content)) {
            declared::meta(name, content, &mut self.layout.declared);
        }
    }

    /// Takes in an element, and returns its id on the stack where something
    /// hangs on its end.
    fn enter(&mut self, name: &str, el: Element, given: &Attributes, empty: bool) -> Option<u32> {
        // A page has one title; others are those of pictures.
        let kind = match el.kind {
            Kind::Title if self.titled => Kind::Skip,
            k => k,
        };
        if self.skips > 0 && !matches!(kind, Kind::Skip | Kind::Script) {
            return None;
        }
        match kind {
            Kind::Break | Kind::Rule => self.flush(),
            Kind::Image => self.lines.image = true,
            Kind::Meta => self.meta(given),
            Kind::Address if given.get(Attribute::Rel) == Some("canonical") => {
                self.layout.declared.address = given.get(Attribute::Href).map(str::to_string);
            }
            _ if empty || self.stack.len() >= DEPTH => {}
            _ => return self.push(name, kind, el.part, given),
        }
        None
    }

    fn push(&mut self, name: &str, kind: Kind, part: Part, given: &Attributes) -> Option<u32> {
        let mut roles = self.roles(given);
        if given.hides() {
            roles = roles.with(Roles::HIDDEN);
        }
        let large = given.enlarges() || name == "font" && given.large_font();
        let is_time = name == "time";
        // Plain type within a line: nothing hangs on its end.
        let plain = kind == Kind::Inline && roles == Roles::default() && !large && !is_time;
        if plain && !given.tells() {
            if given.has(Attribute::Class) && !self.in_paragraph() {
                self.lines.joint = true;
            }
            return None;
        }
        let inline = matches!(kind, Kind::Inline | Kind::Link);
        let block = inline && (roles.has(APART) || is_time) && !self.in_paragraph();
        let linking = kind == Kind::Link && given.has(Attribute::Href);
        self.close_implied(part, matches!(kind, Kind::Block(_)));
        if kind == Kind::Link {
            self.close_link();
        }
        let kind = match kind {
            Kind::Script => self.begin_script(given),
            k => k,
        };
        match kind {
            Kind::Block(tag) => {
                self.push_block(tag, roles);
                match tag {
                    Tag::Heading => self.lines.headings.push(name.as_bytes()[1] - b'0'),
                    Tag::Pre => self.lines.pre += 1,
                    _ => {}
                }
            }
            Kind::Skip => self.skips += 1,
            Kind::Script => {}
            Kind::Title => {
                self.push_block(Tag::Title, roles);
                self.titled = true;
            }
            _ if block => self.push_block(Tag::Block, roles),
            _ => {
                // `</a><a>` and `</span><span>` in a block that is no running text
                // stand apart on the screen.
                let apart = kind == Kind::Link || given.has(Attribute::Class);
                if apart && !self.in_paragraph() {
                    self.lines.joint = true;
                }
                self.lines.has(roles);
            }
        }
        match kind {
            Kind::Link if linking => self.lines.links += 1,
            Kind::Bold => self.lines.bolds += 1,
            _ => {}
        }
        self.lines.larges += u32::from(large);
        self.declare(name, roles, given);
        let id = self.next_id;
        self.next_id += 1;
        self.stack.push(Open {
            id,
            part,
            kind,
            block,
            linking,
            large,
        });
        Some(id)
    }

    /// A link ends one that is open in the same block.
    fn close_link(&mut self) {
        let link = |o: &Open| o.kind == Kind::Link;
        if let Some(k) = self.stack.iter().rposition(link)
            && self.innermost_block().is_none_or(|b| b < k)
        {
            self.pop_to(k);
        }
    }

    /// A script that declares something is read, all others are passed over.
    fn begin_script(&mut self, given: &Attributes) -> Kind {
        let json = given
            .get(Attribute::Type)
            .is_some_and(|t| t.contains("ld+json"));
        if json && self.skips == 0 {
            self.script = Some(String::new());
            Kind::Script
        } else {
            Kind::Skip
        }
    }

    /// What an element of the text declares: its day, and microdata.
    fn declare(&mut self, name: &str, roles: Roles, given: &Attributes) {
        let time = match name {
            "time" => given.get(Attribute::Datetime),
            "abbr" => given
                .get(Attribute::Title)
                .filter(|_| roles.has(Roles::DATE)),
            _ => None,
        };
        if let Some(time) = time.filter(|_| self.skips == 0) {
            self.lines.dated(time);
        }
        let property = given
            .get(Attribute::Itemprop)
            .or(given.get(Attribute::Property));
        let content = given
            .get(Attribute::Content)
            .or(given.get(Attribute::Datetime));
        if let Some((properties, content)) = property.zip(content) {
            for property in properties.split_ascii_whitespace() {
                declared::meta(property, content, &mut self.layout.declared);
            }
        }
    }

    /// Ends a drawing or formula that was left open, and what is in it.
    fn leave_foreign(&mut self) {
        if let Some(&(_, at)) = self.foreign.last() {
            self.close_awaited(at);
        }
    }

    /// Ends the elements that are awaited from index `at` on.
    fn close_awaited(&mut self, at: usize) {
        let mut outermost = None;
        for awaited in self.awaited.drain(at..) {
            self.counts[awaited.element as usize] -= 1;
            outermost = outermost.or(awaited.id);
        }
        while self.foreign.last().is_some_and(|f| f.1 >= at) {
            self.foreign.pop();
        }
        // Of these all that are above it on the stack are.
        if let Some(id) = outermost {
            let k = self.stack.partition_point(|o| o.id < id);
            self.pop_to(k);
        }
    }

    /// Waits for the end tag of an element.
    fn wait(&mut self, el: Element, id: Option<u32>) {
        if self.awaited.len() >= MOST {
            return;
        }
        let within = match el.foreign {
            Foreign::Svg | Foreign::Math => true,
            Foreign::InSvg => self.within() == Some(Foreign::Svg),
            Foreign::InMath => self.within() == Some(Foreign::Math),
            Foreign::Ends | Foreign::Other => false,
        };
        if within {
            self.foreign.push((el.foreign, self.awaited.len()));
        }
        let element = el.id;
        self.awaited.push(Awaited { element, id });
        if self.counts.len() <= element as usize {
            self.counts.resize(element as usize + 1, 0);
        }
        self.counts[element as usize] += 1;
    }

    fn within(&self) -> Option<Foreign> {
        self.foreign.last().map(|f| f.0)
    }
}

/// Roles of inline elements that stand for themselves, as blocks do.
const APART: Roles = Roles(
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

impl Sink for Builder<'_> {
    fn open(&mut self, name: &str, attributes: &Attributes, self_closing: bool) -> Option<State> {
        let el = self.elements.of(name);
        if el.foreign == Foreign::Ends && self.foreign() {
            self.leave_foreign();
        }
        let drawn = matches!(el.foreign, Foreign::Svg | Foreign::Math) || self.foreign();
        let empty = el.void || self_closing && drawn;
        let state = el.state.filter(|_| !drawn);
        let id = self.enter(name, el, attributes, empty);
        if !empty {
            self.wait(el, id);
        }
        self.raw = matches!(state, Some(State::RawText | State::ScriptData));
        state
    }

    fn close(&mut self, name: &str) {
        self.raw = false;
        if matches!(name, "p" | "br") && self.foreign() {
            self.leave_foreign();
        }
        let Some(el) = self.elements.known(name) else {
            return;
        };
        // Of an element that is not open nothing can end.
        if self.counts.get(el.id as usize).is_none_or(|&n| n == 0) {
            return;
        }
        if let Some(at) = self.awaited.iter().rposition(|a| a.element == el.id) {
            self.close_awaited(at);
        }
    }

    fn text(&mut self, text: &str, at: (usize, usize)) {
        if self.skips > 0 {
        } else if let Some(script) = &mut self.script {
            script.push_str(text);
        } else if !self.raw {
            let node = self.node();
            self.lines.write(text, at, node);
        }
    }

    fn foreign(&self) -> bool {
        matches!(self.within(), Some(Foreign::Svg | Foreign::Math))
    }
}
