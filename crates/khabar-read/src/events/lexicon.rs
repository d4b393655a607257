//! The word lists behind events: triggers with their inflected forms and
//! frames, and classes of the words around them.

use super::frame::{Frame, Slot};
use khabar_model::{EventKind, Plover};
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use khabar_text::{Text, clitic};
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Verb,
    /// A noun or verbal noun.
    Noun,
    /// A verb that says of an event noun who does it (أجرى، عقد، تلقى).
    Support,
}

/// A row of `data/event_triggers.tsv`.
#[derive(Debug)]
pub struct Trigger {
    /// The row, counted from zero.
    pub id: u16,
    pub part: Part,
    /// Of a support verb: it tells no event itself.
    pub kind: Option<EventKind>,
    pub plover: Option<Plover>,
    pub frame: Frame,
    /// One of these must follow within [`NEAR`] words.
    pub needs: Vec<String>,
    /// None of these may follow within [`NEXT`] words.
    pub not: Vec<String>,
}

/// How far after a verb a needed word may stand, and after a noun.
const NEAR: usize = 14;
const NEAR_NOUN: usize = 8;
/// How far a word may stand that makes something else of the trigger.
const NEXT: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    Past,
    Present,
    /// A noun, or the verbal noun of a support verb.
    Noun,
}

/// One reading of an inflected form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) trigger: u16,
    pub(super) tense: Tense,
    /// Carries a pronoun (زيارته، استضافها).
    pub(super) pronoun: bool,
    pub(super) several: bool,
    /// Whoever speaks does it (بحثنا، أجريت).
    pub(super) first: bool,
}

/// A trigger as it stands in the text.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub trigger: &'a Trigger,
    pub at: usize,
    pub tense: Tense,
    pub pronoun: bool,
    /// Dual or plural.
    pub several: bool,
    /// Whoever speaks does it.
    pub first: bool,
    pub definite: bool,
    /// With the س of the future.
    pub future: bool,
    pub conjunction: bool,
    pub preposition: Option<char>,
}

/// Classes of words, as bits. What each means is said in `data/event_words.tsv`.
pub mod class {
    pub const PLANNED: u32 = 1;
    pub const CANCELLED: u32 = 1 << 1;
    pub const NEGATION: u32 = 1 << 2;
    pub const UNREAL: u32 = 1 << 3;
    pub const BREAK: u32 = 1 << 4;
    pub const RELATIVE: u32 = 1 << 5;
    pub const GROUP: u32 = 1 << 6;
    pub const BODY: u32 = 1 << 7;
    pub const PURPOSE: u32 = 1 << 8;
    pub const GENERAL: u32 = 1 << 9;
    pub const HEAD: u32 = 1 << 10;
    pub const THAT: u32 = 1 << 11;
    pub const TITLE: u32 = 1 << 12;
    pub const AUXILIARY: u32 = 1 << 13;
    pub const SINCE: u32 = 1 << 14;
    pub const PLAIN: u32 = 1 << 15;
    pub const ANAPHOR: u32 = 1 << 16;
    pub const LISTING: u32 = 1 << 17;
    pub const HOMELAND: u32 = 1 << 18;
    pub const FORCE: u32 = 1 << 19;
    pub const RESUMED: u32 = 1 << 20;
    pub const DONE: u32 = 1 << 21;
    pub const PEER: u32 = 1 << 22;
    pub const GOAL: u32 = 1 << 23;
    pub const AIM: u32 = 1 << 24;
}

const CLASSES: &[(&str, u32)] = &[
    ("planned", class::PLANNED),
    ("cancelled", class::CANCELLED),
    ("negation", class::NEGATION),
    ("unreal", class::UNREAL),
    ("break", class::BREAK),
    ("relative", class::RELATIVE),
    ("group", class::GROUP),
    ("body", class::BODY),
    ("purpose", class::PURPOSE),
    ("general", class::GENERAL),
    ("head", class::HEAD),
    ("that", class::THAT),
    ("auxiliary", class::AUXILIARY),
    ("since", class::SINCE),
    ("plain", class::PLAIN),
    ("anaphor", class::ANAPHOR),
    ("listing", class::LISTING),
    ("homeland", class::HOMELAND),
    ("force", class::FORCE),
    ("resumed", class::RESUMED),
    ("done", class::DONE),
    ("goal", class::GOAL),
    ("aim", class::AIM),
    ("peer", class::PEER | class::TITLE),
];

#[cfg(test)]
pub fn is_class(name: &str) -> bool {
    CLASSES.iter().any(|c| c.0 == name)
}

#[derive(Default)]
pub struct Lexicon {
    triggers: Vec<Trigger>,
    pub(super) forms: FxHashMap<String, Vec<Form>>,
    classes: FxHashMap<String, u32>,
    /// Words and two-word phrases that introduce an argument.
    intros: FxHashMap<String, Slot>,
    /// First words of `intros` of two words.
    phrases: FxHashSet<String>,
    ordinals: FxHashMap<String, u8>,
}

impl Lexicon {
    pub fn builtin() -> Self {
        let mut lex = Lexicon::default();
        for row in rows(include_str!("../../../../data/event_triggers.tsv")) {
            lex.add_trigger(&row);
        }
        for row in rows(include_str!("../../../../data/event_words.tsv")) {
            lex.add_word(cell(&row, 0), fold(cell(&row, 1)), cell(&row, 2));
        }
        for row in rows(include_str!("../../../../data/titles.tsv")) {
            if !matches!(cell(&row, 1), "post" | "honorific" | "role") {
                continue;
            }
            let form = fold(cell(&row, 0));
            let head = form.split(' ').next().unwrap_or_default().to_string();
            *lex.classes.entry(format!("ال{head}")).or_default() |= class::TITLE;
            *lex.classes.entry(head).or_default() |= class::TITLE;
        }
        lex
    }

    fn add_word(&mut self, name: &str, word: String, value: &str) {
        match name {
            "intro" => {
                let Some(slot) = Slot::parse(value) else {
                    return;
                };
                if let Some((first, _)) = word.split_once(' ') {
                    self.phrases.insert(first.to_string());
                }
                self.intros.insert(word, slot);
            }
            "ordinal" => {
                self.ordinals.insert(word, value.parse().unwrap_or(0));
            }
            _ => {
                let bit = CLASSES.iter().find(|c| c.0 == name).map_or(0, |c| c.1);
                *self.classes.entry(word).or_default() |= bit;
            }
        }
    }

    fn add_trigger(&mut self, row: &[&str]) {
        let part = match cell(row, 1) {
            "verb" => Part::Verb,
            "noun" => Part::Noun,
            _ => Part::Support,
        };
        let word = fold(cell(row, 0));
        let forms: Vec<String> = parts(row, 2).map(fold).collect();
        let id = self.triggers.len() as u16;
        match part {
            Part::Noun => {
                self.add_noun(id, &word, false);
                for form in &forms {
                    self.add_noun(id, form, true);
                }
            }
            Part::Verb | Part::Support => self.add_verb(id, &word, &forms),
        }
        self.triggers.push(Trigger {
            id,
            part,
            kind: EventKind::parse(cell(row, 3)),
            plover: Plover::parse(cell(row, 4)),
            frame: Frame::parse(cell(row, 5)),
            needs: parts(row, 6).map(fold).collect(),
            not: parts(row, 7).map(fold).collect(),
        });
    }

    /// The trigger that the word at `i` is, with what follows it before `end`.
    pub fn trigger_at(&self, text: &Text<'_>, i: usize, end: usize) -> Option<Found<'_>> {
        self.found(text, i, end, |_| true)
    }

    /// The same, of support verbs alone: a form may be both (وصل).
    pub fn support_at(&self, text: &Text<'_>, i: usize, end: usize) -> Option<Found<'_>> {
        self.found(text, i, end, |t| t.part == Part::Support)
    }

    fn found(
        &self,
        text: &Text<'_>,
        i: usize,
        end: usize,
        wanted: impl Fn(&Trigger) -> bool + Copy,
    ) -> Option<Found<'_>> {
        let word = text.norm(i);
        if word.len() < 4 || !text.is_word(i) {
            return None;
        }
        let read = |cut| self.reading((text, i, end), word, cut, wanted);
        let found = clitic::cuts(word).find_map(read);
        let found = found.or_else(|| {
            let (whole, cut) = clitic::after_lam(word)?;
            let stem = whole.strip_prefix("ال")?;
            let noun = |f: &Form, t: &Trigger| f.tense == Tense::Noun && wanted(t);
            self.form((text, i, end), stem, noun).map(|f| Found {
                definite: true,
                conjunction: cut.conjunction,
                preposition: cut.preposition,
                ..f
            })
        });
        found.filter(|_| self.class_of(word) & class::PLAIN == 0)
    }

    fn reading(
        &self,
        at: (&Text<'_>, usize, usize),
        word: &str,
        cut: clitic::Cut,
        wanted: impl Fn(&Trigger) -> bool,
    ) -> Option<Found<'_>> {
        let stem = &word[cut.bytes..];
        let verbs = cut.preposition.is_none();
        let mut found = self.form(at, stem, |f, t| {
            (verbs || f.tense == Tense::Noun) && wanted(t)
        });
        if found.is_none()
            && let Some(bare) = stem.strip_prefix("ال")
        {
            found = self
                .form(at, bare, |f, t| {
                    f.tense == Tense::Noun && !f.pronoun && wanted(t)
                })
                .map(|f| Found {
                    definite: true,
                    ..f
                });
        }
        if found.is_none()
            && verbs
            && let Some(bare) = stem.strip_prefix('س')
        {
            found = self
                .form(at, bare, |f, t| f.tense == Tense::Present && wanted(t))
                .map(|f| Found { future: true, ..f });
        }
        found.map(|f| Found {
            conjunction: cut.conjunction,
            preposition: cut.preposition,
            ..f
        })
    }

    fn form(
        &self,
        (text, at, end): (&Text<'_>, usize, usize),
        word: &str,
        fits: impl Fn(&Form, &Trigger) -> bool,
    ) -> Option<Found<'_>> {
        let forms = self.forms.get(word)?;
        forms.iter().find_map(|f| {
            let trigger = &self.triggers[f.trigger as usize];
            // No verb follows a preposition: بسبب قصف فلان.
            let verb = f.tense != Tense::Noun;
            if !fits(f, trigger) || verb && at > 0 && self.intro(text, at - 1).is_some() {
                return None;
            }
            let follows = |list: &[String], n: usize| {
                (at + 1..end.min(at + 1 + n)).any(|k| list.iter().any(|w| is_word(text.norm(k), w)))
            };
            let near = if f.tense == Tense::Noun {
                NEAR_NOUN
            } else {
                NEAR
            };
            // "اتفق فلان وفلان على أن": of two words, anywhere near.
            let pair = |w: &String| {
                w.split_once(' ').is_some_and(|(a, b)| {
                    (at + 1..end.min(at + near)).any(|k| text.norm(k) == a && text.norm(k + 1) == b)
                })
            };
            let fits = (trigger.needs.is_empty() || follows(&trigger.needs, near))
                && !follows(&trigger.not, NEXT)
                && !trigger.not.iter().any(pair);
            fits.then_some(Found {
                trigger,
                at,
                tense: f.tense,
                pronoun: f.pronoun,
                several: f.several,
                first: f.first,
                definite: f.pronoun && !verb,
                future: false,
                conjunction: false,
                preposition: None,
            })
        })
    }

    /// Class bits of the word at `i`, و and ف left off.
    pub fn classes(&self, text: &Text<'_>, i: usize) -> u32 {
        let word = text.norm(i);
        let own = |w: &str| self.classes.get(w).copied().unwrap_or(0);
        let bare = || word.strip_prefix(['و', 'ف']).map_or(0, own);
        own(word) | bare()
    }

    /// Class bits of a folded word.
    pub fn class_of(&self, word: &str) -> u32 {
        self.classes.get(word).copied().unwrap_or(0)
    }

    /// The argument that the words at `i` introduce, and how many they are.
    pub fn intro(&self, text: &Text<'_>, i: usize) -> Option<(Slot, usize)> {
        let word = text.norm(i);
        let bare = word.strip_prefix(['و', 'ف']);
        [Some(word), bare].into_iter().flatten().find_map(|w| {
            if self.phrases.contains(w) {
                let phrase = format!("{w} {}", text.norm(i + 1));
                if let Some(&slot) = self.intros.get(&phrase) {
                    return Some((slot, 2));
                }
            }
            self.intros.get(w).map(|&slot| (slot, 1))
        })
    }

    pub fn ordinal(&self, word: &str) -> Option<u8> {
        let word = word.strip_prefix("ال").unwrap_or(word);
        self.ordinals.get(word).copied()
    }
}

/// `word` is `wanted`, or that with clitics and article before it.
fn is_word(word: &str, wanted: &str) -> bool {
    word.strip_suffix(wanted).is_some_and(|front| {
        matches!(
            front,
            "" | "و" | "ف" | "ب" | "ل" | "ال" | "بال" | "وال" | "لل" | "وب"
        )
    })
}
