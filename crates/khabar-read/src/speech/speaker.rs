//! Who speaks where the words by the cue do not say it: speakers carried over,
//! definite titles, subjects of the clause before, unnamed sources named again.

use super::Draft;
use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::{VerbForm, class};
use super::source::{self, Source};
use khabar_model::{EntityKind, LinkKind, MentionForm};
use khabar_text::fold::fold;
use std::ops::Range;

/// An attribution phrase inside a report only names its channel.
pub fn governed(c: &Context<'_>, verbs: &[usize], a: &Cue) -> bool {
    let s = c.sentence_start[a.at];
    let e = c.sentence_end[a.at];
    if a.at <= s + 1 {
        return false; // it leads its sentence: what follows is its content
    }
    verbs.iter().any(|&v| v >= s && v < e)
}

/// Verbs with other senses count only where something that can speak is
/// their subject.
pub fn source_fits(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, spoken: bool) -> bool {
    let CueKind::Verb { form, .. } = cue.kind else {
        return true;
    };
    if form == VerbForm::Participle {
        return true;
    }
    match who(c, cue, unit, false) {
        Source::Known { .. } | Source::Channel { .. } => true,
        Source::Unnamed { words } => {
            c.is(
                words.start,
                class::UNNAMED
                    | class::SUBJECT_HEAD
                    | class::GROUP
                    | class::SOURCES
                    | class::NAMING,
            ) || cue.certainty > 0.75 && words.len() < 8
        }
        Source::Implicit => spoken || cue.conjunction,
    }
}

/// Verbs whose object is whom they address.
fn addresses(c: &Context<'_>, cue: &Cue) -> bool {
    let CueKind::Verb { lemma, .. } = cue.kind else {
        return false;
    };
    ADDRESSING.contains(&c.lex.lemmas[lemma as usize].word.as_str())
}

const ADDRESSING: &[&str] = &[
    "دعا", "حث", "طالب", "ناشد", "هنا", "طمان", "ابلغ", "وجه", "قدم", "شكر",
];

pub fn who(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, participle: bool) -> Source {
    match cue.kind {
        CueKind::Colon | CueKind::Attribution => source::in_words(c, cue.subject.clone()),
        CueKind::Verb { .. } => {
            let start = c.sentence_start[cue.at].max(unit.start);
            // A subject right before the verb (العراق يدعو الناتو) goes before
            // whoever stands after it.
            let adjacent = cue.at > start && !cue.conjunction && c.mention[cue.at - 1].is_some();
            let right = if participle {
                Source::Implicit
            } else {
                source::in_words(c, cue.subject.clone())
            };
            // "وطالب الصحيفة بنشر تصحيح": the noun is whom it is addressed to.
            let right = match right {
                Source::Unnamed { .. } if cue.conjunction && addresses(c, cue) => Source::Implicit,
                right => right,
            };
            let person = |s: &Source| matches!(s, Source::Known { entity, .. } if c.kind(*entity) == EntityKind::Person);
            if adjacent && !participle && cue.reporter.is_none() && !person(&right) {
                let left = source::before(c, cue.at, start);
                if matches!(left, Source::Known { .. }) {
                    return left;
                }
            }
            if right != Source::Implicit || participle {
                return right;
            }
            if cue.conjunction {
                Source::Implicit
            } else {
                source::before(c, cue.at, start)
            }
        }
    }
}

/// "المصدر"، "المسؤول الأمني" after an unnamed source: the same one again.
pub fn unnamed_again(c: &Context<'_>, source: &Source, drafts: &[Draft]) -> bool {
    let Source::Unnamed { words } = source else {
        return false;
    };
    let Some(bare) = c.norm(words.start).strip_prefix("ال") else {
        return false;
    };
    let unnamed = c.lex.classes(bare) & (class::UNNAMED | class::SOURCES) != 0;
    unnamed && drafts.iter().rev().take(4).any(|d| d.unnamed)
}

/// The statement whose speaker an implicit source carries on.
pub fn previous<'d>(
    drafts: &'d [Draft],
    participle: bool,
    feminine: Option<bool>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<&'d Draft> {
    let here = || drafts.iter().rev().filter(|d| d.at < at);
    let agrees = |d: &&Draft| feminine.is_none() || d.feminine.is_none() || d.feminine == feminine;
    if participle {
        // A participle describes the speaker of its own sentence, the nearest
        // that agrees with it.
        let same = || here().filter(|d| sentence.contains(&d.at));
        return same()
            .find(agrees)
            .or_else(|| same().find(|d| !d.nested))
            .or_else(|| here().next());
    }
    here()
        .filter(|d| !d.nested)
        .find(agrees)
        .or_else(|| here().next())
}

/// A definite title or institution that leads back to somebody who spoke or
/// was named before: الوزير، المتحدث، الصحيفة، الوكالة.
pub fn anaphora(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    let head = c.norm(words.start).strip_prefix("ال")?;
    if words.len() > 3 || c.is(words.start, class::SOURCES) {
        return None;
    }
    let said_by = drafts.iter().rev().filter_map(|d| d.statement.entity);
    let fits = |&e: &usize| {
        let entity = &c.names.entities[e];
        let has = |s: &str| {
            fold(s)
                .split(' ')
                .any(|w| w == head || w.strip_prefix("ال") == Some(head))
        };
        match entity.kind {
            EntityKind::Person => entity.roles.iter().any(|r| has(&r.text)),
            _ => has(&entity.name) || entity.surfaces.iter().any(|s| has(s)),
        }
    };
    let named = c
        .names
        .mentions
        .iter()
        .rev()
        .filter(|m| c.text.token_at(m.span.start()) < words.start);
    // صحيفة «…» … الصحيفة: the word stands before the name.
    let called = |m: &&khabar_model::Mention| {
        let at = c.text.token_at(m.span.start());
        (at.saturating_sub(2)..at).any(|k| c.norm(k).trim_start_matches('و') == head)
    };
    said_by
        .clone()
        .find(fits)
        .or_else(|| named.clone().map(|m| m.entity).find(fits))
        .or_else(|| named.clone().find(called).map(|m| m.entity))
}

/// The person whom a clause of narration, between the last statement and the
/// verb at `at`, has as its subject ("وقام كارتر بزيارة… وأشاد بـ").
pub fn subject_of_clause(
    c: &Context<'_>,
    drafts: &[Draft],
    at: usize,
    unit: &Range<usize>,
) -> Option<usize> {
    let last = drafts
        .last()
        .and_then(|d| d.statement.content.last().copied());
    let from = last
        .map_or(unit.start, |s| c.text.token_at(s.end()))
        .max(unit.start);
    if from >= at {
        return None;
    }
    (from..at).rev().find_map(|k| {
        let m = c.mention_at(k)?;
        let leads = k <= c.sentence_start[k].max(from) + 7;
        let person = m.form == MentionForm::Name && c.kind(m.entity) == EntityKind::Person;
        (leads && person).then_some(m.entity)
    })
}

pub fn previous_end(c: &Context<'_>, drafts: &[Draft], sentence: &Range<usize>) -> usize {
    let last = drafts
        .last()
        .and_then(|d| d.statement.content.last().copied());
    last.map_or(sentence.start, |s| {
        c.text
            .token_at(s.end())
            .max(sentence.start)
            .min(sentence.end)
    })
}

pub fn last_issuer(drafts: &[Draft]) -> Option<usize> {
    drafts.iter().rev().find_map(|d| {
        d.setter
            .as_ref()
            .filter(|s| s.kind == LinkKind::Statement)?
            .by
    })
}

pub fn addressees(c: &Context<'_>, cue: &Cue, source: &Source, content: usize) -> Vec<usize> {
    let CueKind::Verb { lemma, .. } = cue.kind else {
        return Vec::new();
    };
    if !ADDRESSING.contains(&c.lex.lemmas[lemma as usize].word.as_str()) {
        return Vec::new();
    }
    let from = source.words().map_or(cue.end, |w| w.end);
    let mut out = Vec::new();
    let mut k = from;
    while k < content {
        if let Some(m) = c.mention_at(k) {
            if m.form == MentionForm::Name && !out.contains(&m.entity) {
                out.push(m.entity);
            }
            k = c.mention_end(k);
        } else {
            k += 1;
        }
    }
    out
}

/// A headline names its source by less than the article does.
pub fn resolve_headline(drafts: &mut [Draft], headline: Option<khabar_model::Span>) {
    let Some(span) = headline else { return };
    let lead = drafts
        .iter()
        .find(|d| !span.contains(d.statement.cue) && d.explicit)
        .and_then(|d| d.statement.entity);
    for d in drafts.iter_mut().filter(|d| span.contains(d.statement.cue)) {
        if d.statement.entity.is_none() {
            d.statement.entity = lead;
        }
    }
}
