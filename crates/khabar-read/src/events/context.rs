//! What the steps of reading events share: the page's names, statements and
//! times by token, and who was spoken of before.

use super::lexicon::{Lexicon, class};
use super::places::Places;
use crate::names::Names;
use khabar_model::{EntityKind, Mention, Polarity, Span, Statement, Timex};
use khabar_text::Text;
use std::ops::Range;

pub struct Context<'a> {
    pub text: &'a Text<'a>,
    pub names: &'a Names,
    pub lex: &'a Lexicon,
    pub places: &'a Places,
    pub timexes: &'a [Timex],
    pub statements: &'a [Statement],
    /// First token of each statement's cue, in order, and the statement.
    pub cues: Vec<(usize, usize)>,
    /// Who did something last, and where.
    pub last: Option<(usize, usize)>,
    /// The participants of the last event of two or more.
    pub parties: Vec<usize>,
    /// Where that event is told.
    pub parties_at: usize,
    /// To whom the event told last is addressed.
    pub recipient: Option<usize>,
    /// Who attacked last.
    pub attacker: Option<usize>,
}

impl<'a> Context<'a> {
    pub fn new(
        text: &'a Text<'a>,
        names: &'a Names,
        (lex, places): (&'a Lexicon, &'a Places),
        timexes: &'a [Timex],
        statements: &'a [Statement],
    ) -> Self {
        let at = |(k, s): (usize, &Statement)| (text.token_at(s.cue.start()), k);
        let mut cues: Vec<_> = statements.iter().enumerate().map(at).collect();
        cues.sort_unstable();
        Context {
            text,
            names,
            lex,
            places,
            timexes,
            statements,
            cues,
            last: None,
            parties: Vec::new(),
            parties_at: 0,
            recipient: None,
            attacker: None,
        }
    }

    pub fn is(&self, i: usize, bits: u32) -> bool {
        self.lex.classes(self.text, i) & bits != 0
    }

    pub fn is_cue(&self, i: usize) -> bool {
        self.cues.binary_search_by_key(&i, |c| c.0).is_ok()
    }

    /// The name or post that begins in token `i`, the longest.
    pub fn mention_at(&self, i: usize) -> Option<&'a Mention> {
        let token = self.text.tokens().get(i)?.span;
        let all = &self.names.mentions;
        let from = all.partition_point(|m| m.span.start() < token.start());
        all[from..]
            .iter()
            .take_while(|m| m.span.start() < token.end())
            .max_by_key(|m| m.span.end())
    }

    /// A name covers token `i`.
    pub fn named(&self, i: usize) -> bool {
        let Some(token) = self.text.tokens().get(i).map(|t| t.span) else {
            return false;
        };
        let all = &self.names.mentions;
        let to = all.partition_point(|m| m.span.start() < token.end());
        all[..to]
            .iter()
            .rev()
            .take(3)
            .any(|m| m.span.overlaps(token))
    }

    pub fn kind(&self, entity: usize) -> EntityKind {
        self.names.entities[entity].kind
    }

    /// A place other than a country.
    pub fn is_city(&self, entity: usize) -> bool {
        let place = self.kind(entity) == EntityKind::Place;
        place && !self.places.is_country(self.names, entity)
    }

    /// The innermost statement whose content covers byte `at`.
    pub fn statement_over(&self, at: usize) -> Option<&'a Statement> {
        let covers = |s: &&Statement| {
            let within = |c: &Span| c.start() <= at && at < c.end();
            s.content.iter().any(within)
        };
        let all = self.statements.iter().filter(covers);
        all.max_by_key(|s| s.cue.start())
    }

    /// A source denies what is said at byte `at`.
    pub fn denied(&self, at: usize) -> bool {
        let over = self.statement_over(at);
        over.is_some_and(|s| s.polarity == Polarity::Denied)
    }

    /// Who is meant where the word at `i` names nobody (سيزور، زيارته): whoever
    /// speaks, or did something last, whichever stands nearer.
    pub fn carried(&self, i: usize) -> Option<usize> {
        let start = self.text.tokens().get(i)?.span.start();
        // "سبق لفلان أن زار": whoever is named before the أن.
        if i > 1 && self.is(i - 1, class::THAT) && !self.is_cue(i - 2) {
            let from = i.saturating_sub(6);
            let clear = |k: &usize| !self.is_cue(*k) && !self.is(*k, class::BREAK);
            let before = (from..i - 1).rev().take_while(clear);
            if let Some(m) = before.filter_map(|k| self.mention_at(k)).next() {
                return Some(m.entity);
            }
        }
        if let Some(speaker) = self.statement_over(start).and_then(|s| s.entity) {
            return Some(speaker);
        }
        let before = self.cues.partition_point(|c| c.0 < i);
        let said = self.cues[..before]
            .iter()
            .rev()
            .take(2)
            .find_map(|&(at, k)| {
                let s = &self.statements[k];
                Some((at, s.entity?))
            });
        let near = |at: usize| i.saturating_sub(at) < 60;
        let best = [said, self.last]
            .into_iter()
            .flatten()
            .filter(|&(at, _)| near(at) && at < i)
            .max_by_key(|&(at, _)| at);
        best.map(|(_, e)| e)
    }

    /// The organisation that a definite noun alone means (المنظمة، الحلف): the
    /// one named last whose name begins with that noun.
    pub fn head_noun(&self, i: usize) -> Option<usize> {
        let bare = |w: &'a str| {
            w.split_once("ال").map_or(
                w,
                |(front, rest)| {
                    if front.chars().count() <= 2 { rest } else { w }
                },
            )
        };
        let word = self.text.norm(i);
        let stem = match word.strip_prefix("لل").or(word.strip_prefix("ولل")) {
            Some(rest) => rest,
            None => word
                .trim_start_matches(['و', 'ف', 'ب', 'ك'])
                .strip_prefix("ال")?,
        };
        if self.lex.class_of(stem) & class::HEAD == 0 {
            return None;
        }
        let start = self.text.tokens()[i].span.start();
        let to = self
            .names
            .mentions
            .partition_point(|m| m.span.start() < start);
        let named = |m: &&Mention| {
            let first = self.text.norm(self.text.token_at(m.span.start()));
            let first = bare(first);
            self.kind(m.entity) != EntityKind::Person
                && (first == stem || first.strip_prefix(['ل', 'ب', 'و']) == Some(stem))
        };
        let before = self.names.mentions[..to].iter().rev();
        before.take(60).find(named).map(|m| m.entity)
    }

    /// Whom ها on the word at `i` means: the body or country named before it.
    pub fn named_before(&self, i: usize, sentence: &Range<usize>) -> Option<usize> {
        let from = sentence.start.max(i.saturating_sub(16));
        let body = |k: usize| match self.mention_at(k) {
            Some(m) => (self.kind(m.entity) != EntityKind::Person).then_some(m.entity),
            None => self.head_noun(k),
        };
        (from..i).rev().find_map(body)
    }

    /// The country of the one spoken of (وفد بلاده), as far as the page's titles
    /// tell it.
    pub fn homeland(&self, i: usize) -> Option<usize> {
        let from = i.saturating_sub(40);
        let mut before = (from..i).rev().filter_map(|k| self.mention_at(k));
        let named = before.find(|m| self.kind(m.entity) == EntityKind::Person);
        let person = named.map(|m| m.entity).or_else(|| self.carried(i))?;
        self.countries(person).next()
    }

    /// The countries that a person's titles name anywhere on the page.
    pub fn countries(&self, person: usize) -> impl Iterator<Item = usize> {
        let roles = self.names.entities[person].roles.iter();
        let tokens = roles.flat_map(|r| self.text.tokens_in(r.span));
        tokens.filter_map(|k| {
            let named = self.mention_at(k).map(|m| m.entity);
            let of = named.or_else(|| self.places.of_nisba(self.names, self.text.norm(k)))?;
            (self.kind(of) == EntityKind::Place).then_some(of)
        })
    }

    /// The city whose name ends that of a site (مطار عدن).
    pub fn inside(&self, site: usize) -> Option<usize> {
        let name = &self.names.entities[site].name;
        let named = |e: &khabar_model::Entity| {
            let front = name.strip_suffix(e.name.as_str());
            e.kind == EntityKind::Place && front.is_some_and(|f| f.ends_with(' '))
        };
        let place = self.kind(site) == EntityKind::Place && name.contains(' ');
        let found = || self.names.entities.iter().position(named);
        place.then(found).flatten()
    }

    /// The person named last before `i` in its sentence.
    pub fn person_before(&self, i: usize, sentence: &Range<usize>) -> Option<usize> {
        let mut before = (sentence.start..i).rev().filter_map(|k| self.mention_at(k));
        let person = before.find(|m| self.kind(m.entity) == EntityKind::Person);
        person.map(|m| m.entity)
    }

    /// The person whose title on this page is the words `from..to` (بالرئيس
    /// المصري).
    pub fn holder(&self, from: usize, to: usize, inside: &[usize]) -> Option<usize> {
        if to < from + 2 {
            return None;
        }
        // "أمين عام الحلف" and "الأمين العام لحلف …": one head, one body.
        let head = |i: usize| {
            let word = self.text.norm(i).trim_start_matches(['و', 'ل', 'ب']);
            word.strip_prefix("ال").unwrap_or(word)
        };
        let same_post = |r: &khabar_model::Role| {
            let tokens = self.text.tokens_in(r.span);
            head(tokens.start) == head(from)
                && tokens.clone().any(|k| {
                    let named = self.mention_at(k).map(|m| m.entity);
                    named.is_some_and(|e| inside.contains(&e))
                })
        };
        let words = self.text.folded(from..to);
        if self.is(from, class::PEER) {
            return self.peer(to, inside);
        }
        let words = self.without_clitics(words);
        let begins = |role: &str| {
            let rest = role.strip_prefix(words.as_str());
            rest.is_some_and(|r| r.starts_with(' '))
        };
        self.names.entities.iter().position(|e| {
            e.kind == EntityKind::Person
                && e.roles.iter().any(|r| {
                    let role = self.text.folded(self.text.tokens_in(r.span));
                    same_post(r)
                        || role.contains(' ')
                            && (words.ends_with(role) || role.ends_with(&words) || begins(role))
                })
        })
    }

    /// "نظيره المصري": who holds a post of that country.
    fn peer(&self, to: usize, inside: &[usize]) -> Option<usize> {
        let people = 0..self.names.entities.len();
        let mut people = people.filter(|&e| self.kind(e) == EntityKind::Person);
        let nation = self.text.norm(to - 1);
        people.find(|&e| {
            let mut roles = self.names.entities[e].roles.iter();
            self.countries(e).any(|c| inside.contains(&c))
                || roles.any(|r| {
                    self.text
                        .folded(self.text.tokens_in(r.span))
                        .ends_with(nation)
                })
        })
    }

    /// A title without the و, ب or ل written before it (بالرئيس المصري،
    /// لوزير …).
    fn without_clitics(&self, title: &str) -> String {
        let head = title.split(' ').next().unwrap_or_default();
        if self.lex.class_of(head) & class::TITLE != 0 {
            return title.to_string();
        }
        let title = title.strip_prefix(['و', 'ف']).unwrap_or(title);
        match title.strip_prefix("لل") {
            Some(rest) => format!("ال{rest}"),
            None => title.strip_prefix(['ب', 'ل']).unwrap_or(title).to_string(),
        }
    }

    /// The first timex that overlaps token `i`.
    pub fn timex_at(&self, i: usize) -> Option<&'a Timex> {
        let token = self.text.tokens().get(i)?.span;
        let from = self
            .timexes
            .partition_point(|t| t.span.end() <= token.start());
        self.timexes.get(from).filter(|t| t.span.overlaps(token))
    }

    /// Where the clause around token `i` of a sentence begins: after the last
    /// word that opens one.
    pub fn clause_start(&self, i: usize, sentence: &Range<usize>) -> usize {
        let from = sentence.start.max(i.saturating_sub(REACH));
        (from..i)
            .rev()
            .find(|&k| {
                matches!(self.text.raw(k), ":" | "؛" | ";" | "." | "؟" | "!")
                    || self.is_cue(k)
                    || !self.named(k) && self.is(k, class::BREAK | class::THAT)
            })
            .map_or(from, |k| k + 1)
    }
}

/// How many words before a trigger its subject may stand.
const REACH: usize = 24;
