//! A page's article text with what the lists and the tagger say of it; all
//! positions are tokens of the page's text.

use super::hash;
use super::lexicon::{Lexicon, flag};
use super::page;
use super::tagger::{Model, Tagged, Work};
use super::words::{Kind, Phrase, Word, Words};
use khabar_model::{LineLabel, Page};
use khabar_text::{Span, Text, sentence};
use std::ops::Range;

/// What a line of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Headline,
    Meta,
    Body,
}

/// One line of an article.
#[derive(Clone, Debug)]
pub struct Unit {
    pub range: Range<usize>,
    pub part: Part,
    pub article: u16,
}

pub struct Doc<'a> {
    pub text: &'a Text<'a>,
    pub lex: &'a Lexicon,
    pub words: Vec<Word>,
    pub phrases: Vec<Phrase>,
    pub tagged: Vec<Tagged>,
    pub units: Vec<Unit>,
    /// The outlets of the page's articles: article, folded words of the name.
    pub outlets: Vec<(u16, Vec<String>)>,
}

impl<'a> Doc<'a> {
    pub fn new(
        text: &'a Text<'a>,
        page: &Page,
        lex: &'a Lexicon,
        model: &Model,
        work: &mut Work,
    ) -> Self {
        let mut doc = Doc {
            text,
            lex,
            words: vec![Word::default(); text.len()],
            phrases: Vec::new(),
            tagged: Vec::new(),
            units: Vec::new(),
            outlets: outlets(page),
        };
        let mut words = Words::default();
        // The sentences' words alone, one after another, and where they stand.
        let (mut all, mut at) = (
            Vec::with_capacity(text.len()),
            Vec::with_capacity(text.len()),
        );
        let mut sentences = Vec::new();
        for line in &page.lines {
            let (part, article) = match line.label {
                LineLabel::Headline(a) => (Part::Headline, a),
                LineLabel::Meta(a) => (Part::Meta, a),
                LineLabel::Body(a) => (Part::Body, a),
                LineLabel::Blank | LineLabel::Other => continue,
            };
            let range = text.tokens_in(line.span);
            if range.is_empty() || doc.units.last().is_some_and(|u| u.range.end > range.start) {
                continue;
            }
            for s in sentence::sentences(text, range.clone()) {
                words.read(lex, text, s.clone());
                doc.phrases.extend(words.phrases.iter().map(|p| Phrase {
                    from: p.from + s.start,
                    to: p.to + s.start,
                    ..*p
                }));
                sentences.push(all.len()..all.len() + s.len());
                all.extend_from_slice(&words.words);
                at.extend(s);
            }
            doc.units.push(Unit {
                range,
                part,
                article,
            });
        }
        page::Page::default().read(lex, &mut all, &sentences);
        let found = model.tag(&all, &sentences, work);
        for (&i, w) in at.iter().zip(&all) {
            doc.words[i] = *w;
        }
        doc.tagged.extend(found.iter().map(|t| Tagged {
            from: at[t.from],
            to: at[t.to - 1] + 1,
            tag: t.tag,
        }));
        doc
    }

    /// The phrases of the lists whose first token lies in `range`, which are in
    /// the order of that token as the page's lines are.
    pub fn phrases_in(&self, range: Range<usize>) -> &[Phrase] {
        let from = self.phrases.partition_point(|p| p.from < range.start);
        let rest = &self.phrases[from..];
        &rest[..rest.partition_point(|p| p.from < range.end)]
    }

    /// True if word `i` has any of `flags`.
    pub fn is(&self, i: usize, flags: u64) -> bool {
        self.words.get(i).is_some_and(|w| w.is(flags))
    }

    /// True if `i` is a word of Arabic or Latin letters.
    pub fn is_word(&self, i: usize) -> bool {
        self.words
            .get(i)
            .is_some_and(|w| matches!(w.kind, Kind::Word | Kind::Latin))
            && self.text.is_word(i)
    }

    /// True if a stroke by itself, the press's dash, stands before word `i`:
    /// «جدة ـ خالد». It is no token.
    pub fn dash_before(&self, i: usize) -> bool {
        let gap = |b: usize| {
            let (a, z) = (self.text.span(b, i).end(), self.text.span(i, i + 1).start());
            self.text
                .original()
                .get(a..z)
                .is_some_and(|g| g.contains('ـ'))
        };
        i.checked_sub(1).is_some_and(gap)
    }

    /// The folded word `i` without the clitics its chosen reading takes off.
    pub fn stem(&self, i: usize) -> &str {
        let w = self.text.norm(i);
        w.get(self.words.get(i).map_or(0, Word::skip)..)
            .unwrap_or(w)
    }

    /// True if the chosen reading of word `i` takes a clitic off.
    pub fn has_clitic(&self, i: usize) -> bool {
        let lam = |w: &Word| w.letters > 4 && w.entry.flags == 0;
        self.words
            .get(i)
            .is_some_and(|w| w.chosen > 0 || lam(w) && self.text.norm(i).starts_with("لل"))
    }

    /// True if word `i`, read as chosen, has the article.
    pub fn definite(&self, i: usize) -> bool {
        let stem = self.stem(i);
        // إلى, folded, looks like a word with the article.
        let particle = self
            .words
            .get(i)
            .is_some_and(|w| w.entry.flags & flag::STOP != 0);
        !particle && (stem.starts_with("ال") || stem.starts_with("لل"))
    }

    /// True if word `i` is rare and the lists know nothing of it: mostly a
    /// foreign name.
    pub fn is_rare(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|w| {
            w.flags & !(flag::PERSON | flag::GIVEN_TOP | flag::SURNAME_TOP | flag::SHORT) == 0
                && w.band <= 1
                && w.cut_band == 0
                && w.letters >= 3
                && !w.article
        })
    }

    /// The key of the phrase `from..to` under which the lists have it.
    pub fn phrase(&self, from: usize, to: usize) -> u64 {
        let hash = |i: usize, k: usize| self.words.get(i).map_or(0, |w| w.readings[k].hash);
        let chosen = self.words.get(from).map_or(0, |w| usize::from(w.chosen));
        (from + 1..to).fold(hash(from, chosen), |h, i| hash::join(h, hash(i, 0)))
    }

    /// The full name of the well-known person whom the words `from..to` mean.
    pub fn short_for(&self, from: usize, to: usize) -> Option<&'a str> {
        if !self.is(from, flag::SHORT) {
            return None;
        }
        let has = |h: u64| {
            let reads = |w: &Word| w.readings.iter().any(|r| r.hash == h);
            self.words.iter().any(reads)
        };
        self.lex.short_for(self.phrase(from, to), has)
    }

    /// A word that no name holds: a particle, a reporting verb.
    pub fn is_stop(&self, i: usize) -> bool {
        let Some(w) = self.words.get(i) else {
            return true;
        };
        let entry = w.entry.flags;
        if w.maqsura && matches!(self.stem(i), "علي" | "الي" | "حتي" | "لدي") {
            return true;
        }
        // رأى is no Ray.
        let verb = entry & flag::CUE != 0 && (w.maqsura || entry & flag::GIVEN_TOP == 0);
        entry & flag::STOP != 0 && self.stem(i) != "علي" || verb
    }

    /// The words `from..to` without the first `skip` bytes.
    pub fn span(&self, from: usize, to: usize, skip: usize) -> Span {
        self.text.span_without_prefix(from, to, skip)
    }
}

fn outlets(page: &Page) -> Vec<(u16, Vec<String>)> {
    let words = |name: &str| {
        let folded = khabar_text::fold::fold(name);
        folded.split(' ').map(str::to_string).collect()
    };
    let of = |a: &khabar_model::Article| Some((a.id, words(&a.outlet.as_ref()?.name)));
    page.articles.iter().filter_map(of).collect()
}
