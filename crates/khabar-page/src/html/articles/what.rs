//! What a line is by its own markup and words.

use super::Page;
use crate::html::content::linked;
use crate::phrases::PhraseClass;
use khabar_model::{Roles, Tag};

/// What a line is by its own markup and words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    /// Not the article's.
    Out,
    /// Nor is this, and the text is over.
    End,
    /// What follows may be other articles' headlines.
    Pointer,
    /// Readers' comments follow.
    Comments,
    Caption,
    Meta,
    Heading,
    Text,
}

impl Page<'_> {
    pub(super) fn see(&self, k: usize) -> What {
        let l = &self.lines[k];
        let at = &self.layout.lines[k];
        if l.blank || self.content.out[k] {
            return What::Out;
        }
        let prose = self.prose[k];
        let roles = self.roles(k);
        let links = linked(self.layout, self.lines, k);
        if roles.has(Roles::EMBED) && l.words <= 14 && (self.signs(k) || links > 0.4) {
            return What::Out;
        }
        match l.phrase {
            Some(PhraseClass::Related) if l.words < 6 => return What::Pointer,
            Some(PhraseClass::Drop) if l.date.is_some() && l.words <= 14 => return What::Meta,
            Some(PhraseClass::Related | PhraseClass::Drop | PhraseClass::Masthead) => {
                return What::Out;
            }
            Some(PhraseClass::End) => return What::End,
            Some(PhraseClass::Comments) if l.words <= 8 => return What::Comments,
            Some(PhraseClass::Meta) if l.words <= 8 && !l.stopped => return What::Meta,
            _ => {}
        }
        if roles.has(Roles::CAPTION) || self.within(k, Tag::Caption) {
            return What::Caption;
        }
        let told = Roles(
            Roles::AUTHOR.0
                | Roles::DATE.0
                | Roles::UPDATED.0
                | Roles::SECTION.0
                | Roles::CREDIT.0
                | Roles::KICKER.0,
        );
        if !prose && roles.has(told) && l.words <= 16 {
            return What::Meta;
        }
        if links > 0.6 && !(prose && self.within(k, Tag::P)) {
            return What::Out;
        }
        if at.image && !prose && self.is_small(k) && (2..=25).contains(&l.words) {
            return What::Caption;
        }
        if l.words == 0 && self.within(k, Tag::Table) {
            // A figure in a table of the text.
            return What::Text;
        }
        if self.is_stamp(k) {
            let dated = l.date.is_some() || at.time.is_some();
            return if dated { What::Meta } else { What::Out };
        }
        if at.heading > 0 {
            return What::Heading;
        }
        if l.words == 0 {
            return if l.date.is_some() || at.time.is_some() {
                What::Meta
            } else {
                What::Out
            };
        }
        What::Text
    }

    /// Who posted it, under a quoted post: `— فلان (@name) January 30, 2025`.
    fn signs(&self, k: usize) -> bool {
        let line = self.lines[k].span.of(self.text.original());
        line.starts_with(['—', '–', '-']) || line.starts_with("&mdash;")
    }

    /// Its block holds hardly more than this line: that of a picture.
    fn is_small(&self, k: usize) -> bool {
        let node = &self.layout.nodes[self.layout.lines[k].node as usize];
        let (from, to) = node.lines;
        let apart = !matches!(node.tag, Tag::Heading) && self.layout.lines[k].heading == 0;
        to - from <= 2 && apart && self.layout.lines[k].node as usize != self.content.node
    }

    /// The time of an entry, or of a minute of play: `21:35`, `22 أبريل، 20:55`,
    /// `د 120+2`.
    pub(super) fn is_stamp(&self, k: usize) -> bool {
        let l = &self.lines[k];
        if l.words > 4 || l.stopped {
            return false;
        }
        let timed = self.layout.lines[k].time.is_some();
        let mut tokens = l.tokens.clone();
        let number = tokens.clone().any(|i| self.text.is_number(i));
        let word = |i: usize| {
            matches!(
                self.text.norm(i),
                "د" | "الدقيقه"
                    | "ص"
                    | "م"
                    | "صباحا"
                    | "مساء"
                    | "الساعه"
                    | "بتوقيت"
                    | "gmt"
                    | "am"
                    | "pm"
            )
        };
        let clock = tokens.clone().any(|i| {
            self.text.is_number(i) && self.text.raw(i + 1) == ":" && self.text.is_number(i + 2)
        });
        timed || number && (clock || tokens.all(|i| !self.text.is_word(i) || word(i)))
    }
}
