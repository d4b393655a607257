//! Which lines of an article are its text, and which tell of it.

use super::Page;
use super::what::What;
use crate::line::Byline;
use crate::outlet::{folded_name, folded_words};
use crate::phrases::PhraseClass;
use khabar_model::{Article, LineLabel, Roles, Tag};

impl Page<'_> {
    /// What stands around the headline, before the text.
    pub(super) fn top(&mut self, a: &mut Article, at: usize, first: usize, head: Option<usize>) {
        let id = a.id;
        let about = Roles(
            Roles::AUTHOR.0
                | Roles::DATE.0
                | Roles::UPDATED.0
                | Roles::SECTION.0
                | Roles::CREDIT.0
                | Roles::KICKER.0,
        );
        // Above the headline: what names itself, and a short line right over it.
        let above = at.saturating_sub(6)..at;
        for k in above.rev() {
            if self.labels[k] != LineLabel::Other
                || self.layout.lines[k].heading > 0 && !self.roles(k).has(about)
            {
                break;
            }
            if self.content.out[k] || self.is_title(k) {
                continue;
            }
            let roles = self.roles_to_root(k);
            let over = self.signs_over(k, at) || k + 1 == at && self.over(a, k, at);
            if over {
                self.labels[k] = LineLabel::Meta(id);
                continue;
            }
            if roles.has(about) && !roles.has(Roles::MASTHEAD) && self.lines[k].words <= 12 {
                self.labels[k] = LineLabel::Meta(id);
                self.name(a, k, roles);
            }
        }
        for k in at..first {
            if Some(k) == head || self.content.out[k] {
                continue;
            }
            let roles = self.roles_to_root(k);
            let l = &self.lines[k];
            match self.what(k) {
                What::Caption => self.caption(a, k),
                What::Meta => {
                    self.labels[k] = LineLabel::Meta(id);
                    self.name(a, k, roles);
                }
                What::Text | What::Heading if self.repeats(k, head) => {}
                What::Text | What::Heading if roles.has(Roles::LEAD) && l.words >= 4 => {
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text | What::Heading
                    if l.date.is_some() && l.words <= 14
                        || l.byline >= Byline::Name && !l.opens
                        || l.outlet =>
                {
                    self.labels[k] = LineLabel::Meta(id);
                }
                What::Text if self.prose[k] => {
                    self.labels[k] = LineLabel::Body(id);
                }
                // Points of a summary.
                What::Text
                    if k >= self.from
                        && self.within(k, Tag::Item)
                        && l.words >= 4
                        && self.layout.lines[k].linked == 0 =>
                {
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text if k >= self.from && l.words >= 2 && head.is_some_and(|h| h < k) => {
                    // A short line in the text's own block: a place, a subhead.
                    let last = (k + 1..=first).find(|&j| self.what(j) != What::Out);
                    let sub =
                        last == Some(first) && l.words >= 3 && self.layout.lines[k].linked == 0;
                    self.labels[k] = if sub {
                        LineLabel::Body(id)
                    } else {
                        LineLabel::Meta(id)
                    };
                }
                _ => {}
            }
        }
    }

    /// The line right over the headline, in one block with it: one or two words
    /// name a section, more are a kicker.
    fn over(&self, a: &mut Article, k: usize, head: usize) -> bool {
        let up = |k: usize| self.layout.nodes[self.layout.lines[k].node as usize].parent;
        let near = up(k) == up(head)
            || up(k) == self.layout.nodes[up(head) as usize].parent
            || self.layout.nodes[up(k) as usize].parent == up(head)
            || self.rows_of_one_table(k, head);
        let (from, to) = self.layout.nodes[up(head) as usize].lines;
        let l = &self.lines[k];
        let small = to - from <= 12 || self.roles_to_root(k).has(Roles::KICKER);
        // What the page declares to be its section is no kicker, and what stands
        // for the section elsewhere may be one.
        let section = self.layout.declared.section.as_deref().map(folded_name);
        let line = folded_words(self.text, l.tokens.start, l.tokens.end);
        let other = section.is_some_and(|s| s != line) && self.layout.lines[k].linked == 0;
        let small = small || other && up(k) == up(head);
        let told = l.date.is_some() || l.byline >= Byline::Credited || l.words == 0 || l.words > 10;
        let phrase = !matches!(l.phrase, None | Some(PhraseClass::Meta));
        if !near || !small || told || phrase || self.layout.lines[k].heading == 1 {
            return false;
        }
        if l.words <= 2 && !other {
            a.section.get_or_insert(l.span);
        } else {
            a.kicker.get_or_insert(l.span);
        }
        true
    }

    /// A writer's name over the headline, as opinions have it.
    fn signs_over(&self, k: usize, head: usize) -> bool {
        let near = head - k <= 3;
        let up = |k: usize| self.layout.nodes[self.layout.lines[k].node as usize].parent;
        near && self.lines[k].byline == Byline::Name && up(k) == up(head)
    }

    /// Each of the two lines has a row of a table to itself.
    fn rows_of_one_table(&self, a: usize, b: usize) -> bool {
        let row = |k: usize| {
            let mut n = self.layout.lines[k].node as usize;
            while n > 0 && self.layout.nodes[n].tag != Tag::Cell {
                n = self.layout.nodes[n].parent as usize;
            }
            let row = &self.layout.nodes[self.layout.nodes[n].parent as usize];
            (n > 0 && row.lines.1 - row.lines.0 == 1).then_some(row.parent)
        };
        row(a).is_some_and(|table| row(b) == Some(table))
    }

    /// The same words as the headline.
    fn repeats(&self, k: usize, head: Option<usize>) -> bool {
        head.is_some_and(|h| {
            let words = |k: usize| -> Vec<&str> {
                let r = self.lines[k].tokens.clone();
                r.filter(|&i| self.text.is_word(i))
                    .map(|i| self.text.norm(i))
                    .collect()
            };
            words(k) == words(h)
        })
    }

    fn name(&self, a: &mut Article, k: usize, roles: Roles) {
        let span = self.lines[k].span;
        if roles.has(Roles::KICKER) {
            a.kicker.get_or_insert(span);
        } else if roles.has(Roles::SECTION) && self.lines[k].words <= 5 {
            a.section.get_or_insert(span);
        }
    }

    fn caption(&mut self, a: &mut Article, k: usize) {
        if self.lines[k].words >= 2 {
            a.captions.push(self.lines[k].span);
            self.labels[k] = LineLabel::Meta(a.id);
        }
    }

    pub(super) fn body(&mut self, a: &mut Article, first: usize, end: usize) {
        let id = a.id;
        let mut pointed = false;
        let mut last = first;
        let mut over = first;
        for k in first..end {
            if k < over {
                continue;
            }
            let l = &self.lines[k];
            let prose = self.prose[k];
            match self.what(k) {
                What::End if k > first && self.prose_left(k, end) < 60 => break,
                What::End if k > first => over = self.section(k, first).1,
                What::Comments if k > first => break,
                What::Pointer => {
                    pointed = true;
                    over = self.section(k, first).1;
                }
                What::Caption => self.caption(a, k),
                What::Meta if self.is_stamp(k) => {}
                What::Meta => self.labels[k] = LineLabel::Meta(id),
                // A heading over running text: the article goes on.
                What::Heading if !pointed || k + 1 < end && self.is_text(k + 1) => {
                    pointed = false;
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text if pointed && !prose => {}
                What::Text => {
                    pointed = false;
                    self.labels[k] = LineLabel::Body(id);
                    let block = self.within(k, Tag::P) && l.words > 3 || self.within(k, Tag::Item);
                    if prose || l.stopped || l.closed || block {
                        last = k;
                    }
                }
                _ => {}
            }
        }
        self.trim(id, last, end);
    }

    /// Short lines without a stop behind the last text are no text; names and
    /// agencies among them sign it.
    fn trim(&mut self, id: u16, last: usize, end: usize) {
        for k in last + 1..end {
            if self.labels[k] == LineLabel::Body(id) {
                let l = &self.lines[k];
                let signs = l.byline >= Byline::Name || l.date.is_some() && l.words <= 10;
                self.labels[k] = if signs {
                    LineLabel::Meta(id)
                } else {
                    LineLabel::Other
                };
            }
        }
        // The last line of the text may be a signature itself.
        let l = &self.lines[last];
        let short = l.words <= 6 && !l.stopped;
        // `ع ح/ ن س`: who wrote and who sent it.
        let initials = l
            .tokens
            .clone()
            .all(|i| !self.text.is_word(i) || self.text.norm(i).len() <= 4);
        if short && initials {
            self.labels[last] = LineLabel::Meta(id);
        }
        if short && (l.byline == Byline::Sure || l.byline == Byline::Name) {
            self.labels[last] = LineLabel::Meta(id);
        }
    }

    /// Credits, dates and keywords that name themselves, behind the text.
    pub(super) fn tail(&mut self, a: &mut Article, end: usize) {
        let until = (end + 12).min(self.lines.len());
        // Another article of the same block begins at once.
        let last = end == self.to;
        for k in self.from..until {
            let roles = self.roles_to_root(k);
            let l = &self.lines[k];
            if roles.has(Roles::TAGS) && l.words <= 6 && l.phrase.is_none() {
                a.keywords.push(l.span);
            } else if last && k >= end && !self.content.out[k] && l.words <= 10 {
                let phrase = l.phrase == Some(PhraseClass::Meta);
                let told =
                    Roles(Roles::CREDIT.0 | Roles::DATE.0 | Roles::UPDATED.0 | Roles::AUTHOR.0);
                if phrase || roles.has(told) {
                    self.labels[k] = LineLabel::Meta(a.id);
                }
            }
        }
    }
}
