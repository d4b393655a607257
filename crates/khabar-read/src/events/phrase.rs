//! From the words after a trigger to its arguments: who is named there, and
//! what introduces the name.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, Part, Tense, class};
use super::list;
use khabar_model::{EntityKind, Mention, Span};
use std::ops::Range;

#[derive(Clone, Copy, Debug)]
pub struct Arg {
    pub slot: Slot,
    pub entity: usize,
    /// First token and the one past the last.
    pub at: usize,
    pub end: usize,
    /// The first token with its title.
    pub np: usize,
    /// The state or body of the person named beside it.
    pub side: bool,
}

#[derive(Debug, Default)]
pub struct Args {
    pub list: Vec<Arg>,
    pub place: Option<Span>,
    /// One past the last token read.
    pub end: usize,
    /// مع or بين stands there, whoever follows it.
    pub paired: bool,
    /// مع does.
    pub with: bool,
    /// The first token of a relative clause that ended the reading.
    pub relative: Option<usize>,
}

/// A title whose holder has not been named yet, or that follows its holder.
struct Title {
    from: usize,
    /// One past its last word that says whose title it is.
    to: usize,
    /// One past its last plain word, as far as a post may reach.
    seen: usize,
    slot: Slot,
    joined: bool,
    owner: bool,
    /// Entities in it, where they stand, and whether after a preposition.
    inside: Vec<(usize, Range<usize>, bool)>,
    after_preposition: bool,
}

impl Title {
    fn entities(&self) -> Vec<usize> {
        self.inside.iter().map(|x| x.0).collect()
    }
}

/// Most words between a title's head and its holder's name.
const TITLE: usize = 16;

/// Most words of a post that names no body or country (ولي ولي العهد).
const POST: usize = 5;

struct Scan<'c, 'a> {
    cx: &'c Context<'a>,
    direct: [Slot; 2],
    /// How many groups of direct arguments there were.
    groups: usize,
    slot: Option<Slot>,
    title: Option<Title>,
    out: Args,
    /// Inside a relative clause that says of a name who it is.
    aside: bool,
    /// In a list that says who was counted before, and their slot.
    listed: Option<Slot>,
    of: Of,
}

/// What the arguments are read of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Verb,
    Noun,
    /// A noun with the article: a verb after it begins another clause, where
    /// no relative pronoun joins them.
    Definite,
}

/// Reads the arguments in `range`. Names that nothing introduces are
/// `direct[0]`, and those after them `direct[1]`.
pub fn scan(cx: &Context<'_>, range: Range<usize>, direct: [Slot; 2], of: Of) -> Args {
    let mut s = Scan {
        cx,
        direct,
        groups: 0,
        slot: None,
        title: None,
        out: Args::default(),
        aside: false,
        listed: None,
        of,
    };
    let mut i = range.start;
    while i < range.end {
        match s.step(i, &range) {
            Some(next) => i = next,
            None => break,
        }
    }
    s.close_title();
    s.out.end = i;
    s.out
}

impl Scan<'_, '_> {
    /// Reads the word at `i`; the next to read, or none at the clause's end.
    fn step(&mut self, i: usize, range: &Range<usize>) -> Option<usize> {
        let cx = self.cx;
        let noun = self.of != Of::Verb;
        let raw = cx.text.raw(i);
        if matches!(raw, ":" | "؛" | ";" | "." | "؟" | "!") || i > range.start && cx.is_cue(i) {
            return None;
        }
        if matches!(raw, "،" | ",") {
            self.comma(i);
            return Some(i + 1);
        }
        if self.listed.is_some() && raw == "(" {
            self.slot = self.listed;
        }
        if !cx.text.is_word(i) {
            return Some(i + 1);
        }
        if let Some(m) = cx.mention_at(i) {
            return Some(self.mention(i, m));
        }
        let classes = cx.lex.classes(cx.text, i);
        if i > range.start && self.listed.is_none() && list::opens(cx, i, range.end) {
            self.close_title();
            self.listed = self.slot.or(self.out.list.last().map(|a| a.slot));
            (self.slot, self.aside) = (self.listed, false);
            return Some(i + 1);
        }
        if classes & (class::BREAK | class::THAT) != 0 && i > range.start {
            return None;
        }
        if classes & class::RELATIVE != 0 {
            if noun {
                self.out.relative = Some(i);
                return None;
            }
            self.close_title();
            self.aside = true;
            return Some(i + 1);
        }
        if i > range.start && self.purpose(i, range.end) {
            return None;
        }
        if let Some((slot, words)) = cx.lex.intro(cx.text, i) {
            if noun && slot == Slot::Time {
                return None;
            }
            // "قوات من الحرس": whoever they are part of.
            let part = |k: usize| k >= range.start && cx.is(k, class::BODY | class::FORCE);
            if slot == Slot::From && i > 1 && (part(i - 1) || part(i - 2)) {
                return Some(i + words);
            }
            self.introduce(slot);
            return Some(i + words);
        }
        let clause = i > range.start + 1 || noun;
        if !self.aside && clause && self.title.is_none() && self.verb(i, range.end) {
            if self.of == Of::Noun && i <= range.start + 4 {
                self.out.relative = Some(i);
            }
            return None;
        }
        if cx.timex_at(i).is_some() {
            self.aside = false;
            self.close_title();
            self.slot = None;
            return Some(i + 1);
        }
        self.word(i, range, classes);
        Some(i + 1)
    }

    /// What is to be done begins (لعقد …، إلى زيارة …).
    fn purpose(&self, i: usize, end: usize) -> bool {
        let noun = |k: usize| self.cx.lex.trigger_at(self.cx.text, k, end);
        let deed = |f: &Found<'_>| f.trigger.part == Part::Support || f.trigger.frame.deed;
        let done = |f: &Found<'_>| f.tense == Tense::Noun && !f.definite && deed(f);
        if let Some((Slot::To, 1)) = self.cx.lex.intro(self.cx.text, i) {
            return noun(i + 1).is_some_and(|f| done(&f) && f.preposition.is_none());
        }
        self.cx.text.norm(i).starts_with('ل')
            && noun(i).is_some_and(|f| done(&f) && f.preposition == Some('ل'))
    }

    /// A finite verb that begins another clause.
    fn verb(&self, i: usize, end: usize) -> bool {
        let found = self.cx.lex.trigger_at(self.cx.text, i, end);
        found.is_some_and(|f| f.trigger.part != Part::Noun && f.tense != Tense::Noun && !f.definite)
    }

    fn comma(&mut self, i: usize) {
        // "مستشار الأمن القومي، قاسم …": the name follows its title.
        let person = (i + 1..i + 3).any(|k| {
            let m = self.cx.mention_at(k);
            m.is_some_and(|m| self.cx.kind(m.entity) == EntityKind::Person)
        });
        let title = self.cx.is(i + 1, class::TITLE) && self.title.as_ref().is_some_and(|t| t.owner);
        if !person && !title {
            self.close_title();
        }
        // "في العاصمة العمانية، مسقط": the same place.
        let place = self.slot == Some(Slot::In)
            && self
                .cx
                .mention_at(i + 1)
                .is_some_and(|m| self.cx.kind(m.entity) == EntityKind::Place);
        if self.title.is_none() && !place {
            self.slot = None;
        }
        self.aside = false;
    }

    fn introduce(&mut self, slot: Slot) {
        if let Some(t) = &mut self.title
            && matches!(slot, Slot::In | Slot::For | Slot::Aside)
        {
            t.after_preposition = true;
            return;
        }
        self.close_title();
        self.aside = false;
        self.slot = Some(slot);
        self.out.paired |= matches!(slot, Slot::With | Slot::Between);
        self.out.with |= slot == Slot::With;
    }

    /// ب or ل before the word at `i`.
    fn prefix(&self, i: usize, start: Option<usize>) -> Option<Slot> {
        let token = self.cx.text.tokens()[i].span;
        let word = self.cx.text.norm(i).trim_start_matches(['و', 'ف']);
        // ولبنان: the ل is the name's own.
        let original = self.cx.text.original();
        let clitic = match start {
            // للأمم المتحدة: ل and the article are one with the name.
            Some(s) if s <= token.start() => {
                return word
                    .trim_start_matches('و')
                    .starts_with("لل")
                    .then_some(Slot::For);
            }
            Some(s) => original[token.start()..s].trim_start_matches(['و', 'ف']),
            None => word,
        };
        match clitic.chars().next() {
            Some('ب') => Some(Slot::By),
            Some('ل') => Some(Slot::For),
            Some('ك') => Some(Slot::Aside),
            _ => None,
        }
    }

    fn mention(&mut self, i: usize, m: &Mention) -> usize {
        let cx = self.cx;
        let end = cx.text.token_at(m.span.end().saturating_sub(1)) + 1;
        let token = cx.text.tokens()[i].span;
        let clitic = m.span.start() > token.start();
        let joined = clitic && cx.text.norm(i).starts_with(['و', 'ف'])
            || i > 0 && cx.text.norm(i - 1) == "و";
        let prefix = self.prefix(i, Some(m.span.start()));
        let kind = cx.kind(m.entity);
        if self.aside || kind == EntityKind::Product {
            self.aside = self.aside && !joined;
            return end;
        }
        let person = kind == EntityKind::Person;
        if let Some(t) = &mut self.title
            && !person
            && i < t.from + TITLE
        {
            let after = t.after_preposition || prefix.is_some();
            t.inside.push((m.entity, i..end, after));
            t.to = end;
            return end;
        }
        if prefix.is_some() && self.title.as_ref().is_none_or(|t| t.owner) {
            self.close_title();
            self.slot = prefix;
        }
        let title = self.title.take().filter(|t| {
            !t.owner || {
                self.restore(t);
                false
            }
        });
        let (slot, joined) = match &title {
            Some(t) => (Some(t.slot), joined || t.joined),
            None => (self.slot, joined),
        };
        let slot = self.settle(slot, joined, title.is_some());
        if slot == Slot::In && kind == EntityKind::Place {
            self.out.place = self.out.place.or(Some(m.span));
        }
        let np = title.as_ref().map(|t| t.from);
        self.push_from(slot, m.entity, i..end, false, np);
        if person {
            for (entity, at, _) in title.into_iter().flat_map(|t| t.inside) {
                self.push(slot, entity, at, true);
            }
            self.follow(slot, end);
        }
        end
    }

    /// A title after its holder's name (فلان رئيس حركة …).
    fn follow(&mut self, slot: Slot, end: usize) {
        let comma = matches!(self.cx.text.raw(end), "،" | ",");
        let head = end + usize::from(comma);
        if self.cx.is(head, class::TITLE) && !self.cx.text.norm(head).starts_with('و') {
            self.title = Some(Title {
                from: head,
                to: head + 1,
                seen: head + 1,
                slot,
                joined: true,
                owner: true,
                inside: Vec::new(),
                after_preposition: false,
            });
        }
    }

    /// Bodies in a title that follows its holder are on that person's side.
    fn restore(&mut self, t: &Title) {
        for (entity, at, _) in t.inside.clone() {
            self.push(t.slot, entity, at, true);
        }
    }

    /// The slot of an argument: direct ones are counted by groups.
    fn settle(&mut self, slot: Option<Slot>, joined: bool, titled: bool) -> Slot {
        let direct = |s: Slot| self.direct.contains(&s);
        match slot {
            Some(s) if !(titled && direct(s)) => s,
            _ => {
                if self.groups == 0 || !joined {
                    self.groups += 1;
                }
                self.direct[self.groups.min(2) - 1]
            }
        }
    }

    fn push(&mut self, slot: Slot, entity: usize, at: Range<usize>, side: bool) {
        self.push_from(slot, entity, at, side, None);
    }

    fn push_from(
        &mut self,
        slot: Slot,
        entity: usize,
        at: Range<usize>,
        side: bool,
        np: Option<usize>,
    ) {
        let known = self.out.list.iter().any(|a| a.entity == entity);
        if !known {
            self.out.list.push(Arg {
                slot,
                entity,
                at: at.start,
                np: np.unwrap_or(at.start),
                end: at.end,
                side,
            });
        }
    }

    /// A title that nobody of a name holds stands for the body in it.
    fn close_title(&mut self) {
        let Some(t) = self.title.take() else {
            return;
        };
        if t.owner {
            self.restore(&t);
            return;
        }
        let mut acted = false;
        let entities = t.entities();
        let holder = |to: usize| self.cx.holder(t.from, to, &entities);
        if let Some(holder) = (t.to..=t.seen.max(t.to)).rev().find_map(holder) {
            acted = true;
            let slot = self.settle(Some(t.slot), t.joined, true);
            self.push_from(slot, holder, t.from..t.to, false, Some(t.from));
        }
        for (entity, at, after) in t.inside {
            let place = self.cx.kind(entity) == EntityKind::Place;
            if after && place {
                let span = self.cx.text.span(at.start, at.end);
                self.out.place = self.out.place.or(Some(span));
            }
            if !(acted || after && place) {
                acted = true;
                let slot = self.settle(Some(t.slot), t.joined, true);
                self.push_from(slot, entity, at, false, Some(t.from));
            }
        }
    }

    /// A word that is no name: a title, a body that was named before, an
    /// adjective of a country.
    fn word(&mut self, i: usize, range: &Range<usize>, classes: u32) {
        let cx = self.cx;
        if self.aside {
            return;
        }
        let joined = cx.text.norm(i).starts_with('و');
        if self.title.as_ref().is_some_and(|t| i >= t.from + TITLE) {
            self.close_title();
        }
        if classes & class::GROUP != 0 {
            let slot = self.settle(self.slot, joined, false);
            for entity in cx.parties.clone() {
                self.push(slot, entity, i..i + 1, false);
            }
            return;
        }
        let home = (classes & class::HOMELAND != 0)
            .then(|| cx.homeland(i))
            .flatten();
        if let Some(entity) = home.or_else(|| cx.head_noun(i)) {
            if let Some(t) = &mut self.title {
                t.inside.push((entity, i..i + 1, t.after_preposition));
                return;
            }
            let prefix = self.prefix_of_noun(i);
            let slot = self.settle(prefix.or(self.slot), joined, false);
            self.push(slot, entity, i..i + 1, false);
            return;
        }
        if let Some(country) = cx.places.of_nisba(cx.names, cx.text.norm(i)) {
            self.nisba(i, range, country);
            return;
        }
        if let Some(t) = &mut self.title
            && i < t.from + POST
        {
            t.seen = i + 1;
        }
        let word = cx.text.norm(i);
        let prefixed = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        let bare = prefixed
            .strip_prefix("لل")
            .or(prefixed.strip_prefix(['ل', 'ب']));
        let (is_title, prefix) = match bare {
            _ if classes & class::TITLE != 0 => (true, None),
            Some(b) => (cx.lex.class_of(b) & class::TITLE != 0, self.prefix(i, None)),
            None => (false, None),
        };
        // The و of وزير is its own.
        let joined = joined && cx.lex.class_of(word) & class::TITLE == 0;
        if is_title {
            // "ولي العهد والرئيس المصري": two, where the page says who the first is.
            let second = |t: &Title| joined && cx.holder(t.from, i, &t.entities()).is_some();
            match &self.title {
                Some(t) if !t.owner && !second(t) => {}
                _ => {
                    self.close_title();
                    if prefix.is_some() {
                        self.slot = prefix;
                    }
                    self.title = Some(Title {
                        from: i,
                        to: i + 1,
                        seen: i + 1,
                        slot: self.slot.unwrap_or(self.direct[0]),
                        joined,
                        owner: false,
                        inside: Vec::new(),
                        after_preposition: false,
                    });
                }
            }
        }
    }

    fn prefix_of_noun(&self, i: usize) -> Option<Slot> {
        let word = self.cx.text.norm(i).trim_start_matches(['و', 'ف']);
        if word.starts_with("لل") {
            Some(Slot::For)
        } else if word.starts_with("بال") {
            Some(Slot::By)
        } else {
            None
        }
    }

    fn nisba(&mut self, i: usize, range: &Range<usize>, country: usize) {
        if let Some(t) = &mut self.title {
            t.inside.push((country, i..i + 1, false));
            t.to = i + 1;
            return;
        }
        let body = i > range.start && self.cx.is(i - 1, class::BODY)
            || i > range.start + 1 && self.cx.is(i - 2, class::BODY);
        if body {
            let slot = self.settle(self.slot, true, false);
            self.push(slot, country, i..i + 1, false);
        } else if self.of != Of::Verb
            && i < range.start + 4
            && self.out.list.iter().all(|a| a.slot == Slot::Nisba)
            && self.slot.is_none()
        {
            self.push(Slot::Nisba, country, i..i + 1, false);
        }
    }
}
