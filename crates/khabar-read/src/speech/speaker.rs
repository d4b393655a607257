//! Who speaks where the words by the cue do not say it: speakers carried over and
//! subjects of the clause before.

use super::anaphora::anaphora;
use super::context::Context;
use super::cue::{Cue, CueKind};
use super::draft::Draft;
use super::lexicon::{VerbForm, class};
use super::source::{self, Source};
use khabar_model::{Act, EntityKind, LinkKind, MentionForm};
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
        Source::Implicit => {
            let start = c.sentence_start[cue.at].max(unit.start);
            let honoured = c.exactly(cue.subject.start, class::HONOUR);
            spoken || cue.conjunction || honoured || has_writer(c, cue, start)
        }
    }
}

/// "رسالة قال فيها": the cue points back at its channel.
pub fn points_back(c: &Context<'_>, cue: &Cue) -> bool {
    let relative = cue.at > 0 && c.is(cue.at - 1, class::RELATIVE);
    c.exactly(cue.end, class::IN_IT) && !relative
}

/// "تلقى فلان رسالة من فلان، قال فيها": who wrote it is named after the channel,
/// and is not the subject of that clause.
fn has_writer(c: &Context<'_>, cue: &Cue, from: usize) -> bool {
    points_back(c, cue)
        && (from..cue.at)
            .rev()
            .find(|&k| c.names_person(k) || c.is(k, class::CHANNEL))
            .is_some_and(|k| c.names_person(k) && (from..k).any(|j| c.is(j, class::CHANNEL)))
}

/// Verbs whose object is whom they address.
fn addresses(c: &Context<'_>, cue: &Cue) -> bool {
    let CueKind::Verb { lemma, .. } = cue.kind else {
        return false;
    };
    c.lex.classes(&c.lex.lemmas[lemma as usize].word) & class::ADDRESSING != 0
}

pub fn who(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, participle: bool) -> Source {
    match cue.kind {
        // وفقا لفلان: the preposition on the name belongs to the cue.
        CueKind::Attribution if c.prefixed(cue.subject.start) => {
            let at = cue.subject.start;
            c.mention_at(at)
                .map_or(Source::Implicit, |m| Source::Known {
                    words: at..c.mention_end(at),
                    entity: m.entity,
                })
        }
        CueKind::Colon | CueKind::Attribution => source::in_words(c, cue.subject.clone()),
        CueKind::Verb { .. } => {
            let start = c.sentence_start[cue.at].max(unit.start);
            // A subject right before the verb (العراق يدعو الناتو) goes before
            // whoever stands after it.
            let adjacent = !cue.conjunction && c.name_before(cue.at, start).is_some();
            // "وقال معاليه": no more than a pronoun.
            if c.exactly(cue.subject.start, class::HONOUR) {
                return Source::Implicit;
            }
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
            if cue.conjunction || !adjacent && has_writer(c, cue, start) {
                Source::Implicit
            } else {
                source::before(c, cue.at, start)
            }
        }
    }
}

/// The statement whose speaker an implicit source carries on.
pub fn previous<'d>(
    drafts: &'d [Draft],
    participle: bool,
    (feminine, several): (Option<bool>, bool),
    at: usize,
    sentence: &Range<usize>,
) -> Option<&'d Draft> {
    let here = || drafts.iter().rev().filter(|d| d.at < at);
    let man = |d: &Draft| {
        let speaker = d.statement.entity;
        speaker.is_some_and(|e| is_man(drafts, e, feminine))
    };
    let gender = |d: &&Draft| match d.feminine {
        Some(_) => feminine.is_none() || d.feminine == feminine,
        None => !man(d),
    };
    let agrees = |d: &&Draft| gender(d) && (!several || d.several);
    if participle {
        // A participle describes the speaker of its own sentence, the nearest
        // that agrees with it.
        let same = || here().filter(|d| sentence.contains(&d.at));
        return same()
            .find(agrees)
            .or_else(|| same().find(|d| !d.nested))
            .or_else(|| here().next());
    }
    // A verb in the feminine or the plural has another subject than a man who
    // spoke before.
    let strict = several || feminine == Some(true);
    here()
        .filter(|d| !d.nested)
        .find(agrees)
        .or_else(|| here().next().filter(|_| !strict))
}

/// A verb in the feminine is not of somebody whose own verbs are in the
/// masculine.
pub fn is_man(drafts: &[Draft], entity: usize, feminine: Option<bool>) -> bool {
    let his = |d: &&Draft| d.statement.entity == Some(entity) && d.explicit;
    feminine == Some(true)
        && drafts
            .iter()
            .rev()
            .find(his)
            .is_some_and(|d| d.feminine == Some(false))
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

/// Whom a participle describes where nobody speaks before it in its sentence:
/// the subject of the sentence ("وزار فلان الجسر، مؤكدا…").
pub fn subject_of_sentence(c: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    let near = sentence.start..at.min(sentence.start + 12);
    let name = |k: &usize| c.mention[*k].is_some() && !c.prefixed(*k);
    let person = near.clone().filter(name).find(|&k| c.names_person(k));
    let m = c.mention_at(person.or_else(|| near.clone().find(name))?)?;
    Some(m.entity)
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

/// Whom it is said to: the object of verbs that address, whoever stands after
/// لـ or أمام by the cue, and who is thanked (شكره لفلان).
pub fn addressees(
    c: &Context<'_>,
    cue: &Cue,
    source: &Source,
    content: usize,
    drafts: &[Draft],
) -> Vec<usize> {
    let mut out = Vec::new();
    if !matches!(cue.kind, CueKind::Verb { .. }) {
        return out;
    }
    let spoken = addresses(c, cue);
    let from = source.words().map_or(cue.end, |w| w.end.max(cue.end));
    let thanks = cue.act == Act::Praise || c.lex.object(c.norm(content)).is_some();
    let to_him = |k: usize| c.prefixed(k) && c.norm(k).trim_start_matches('و').starts_with('ل');
    let before = |k: usize| {
        let near = k.saturating_sub(3).max(cue.end)..k;
        near.clone().any(|j| c.exactly(j, class::FACING))
            || k > 1 && c.is_quote_mark(k - 1) && c.exactly(k - 2, class::LI)
    };
    let mut k = cue.end.min(from);
    while k < content + 4 && k < c.text.len() {
        let in_content = k >= content;
        if let Some(m) = c.mention_at(k) {
            let named = m.form == MentionForm::Name && !out.contains(&m.entity);
            let object = spoken && !in_content && k >= from;
            if named && (object || in_content && thanks && to_him(k) || !in_content && before(k)) {
                out.push(m.entity);
            }
            k = c.mention_end(k);
            continue;
        }
        // "داعيا المنظمة إلى": an institution named before.
        let institution = c.exactly(k, class::GROUP | class::MEDIA) && !in_content;
        if institution && spoken && k >= from {
            out.extend(anaphora(c, &(k..k + 1), drafts).filter(|e| !out.contains(e)));
        }
        k += 1;
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
        if d.statement.entity.is_none() && d.titled {
            d.statement.entity = lead;
        }
    }
}

/// The two joined with و nearest before a verb in the dual, in its sentence:
/// "التقى بفلان وفلان اللذين يعارضان".
pub fn pair_of_sentence(
    c: &Context<'_>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<(usize, usize)> {
    let verb = c.norm(at);
    let dual = (verb.ends_with("ان") || verb.ends_with('ا')) && !verb.ends_with("وا");
    if !dual {
        return None;
    }
    let second = (sentence.start + 1..at)
        .rev()
        .find(|&k| c.names_person(k) && c.joined(k) && c.names_person(k - 1))?;
    let entity = |k: usize| c.mention_at(k).map(|m| m.entity);
    Some((entity(second - 1)?, entity(second)?))
}

/// Whose the verb is in "فاز فلان بالمقعد قبل أن يعلن": the person named last in
/// the clause before it.
pub fn subject_of_main(c: &Context<'_>, at: usize, sentence: &Range<usize>) -> Option<usize> {
    let before = at.checked_sub(2).filter(|&k| k > sentence.start)?;
    if !c.exactly(at - 1, class::THAT) || !matches!(c.norm(before), "قبل" | "بعد") {
        return None;
    }
    let k = (sentence.start..before)
        .rev()
        .find(|&k| c.names_person(k))?;
    c.mention_at(k).map(|m| m.entity)
}

/// Whom the sentence is about by its first words: "أما الصحيفة، فكانت … وكتبت".
pub fn topic(
    c: &Context<'_>,
    drafts: &[Draft],
    at: usize,
    sentence: &Range<usize>,
) -> Option<usize> {
    let start = sentence.start;
    let spoke = drafts.last().is_some_and(|d| d.at > start && d.explicit);
    if !matches!(c.norm(start), "اما" | "واما") || spoke {
        return None;
    }
    let ends = |&k: &usize| matches!(c.text.raw(k), "،" | ",") || c.norm(k).starts_with('ف');
    let end = (start + 1..at.min(start + 14))
        .find(ends)
        .unwrap_or(at.min(start + 14));
    match source::in_words(c, start + 1..end) {
        Source::Known { entity, .. } => Some(entity),
        _ => None,
    }
}

/// The last two who spoke before, in the order in which they did.
pub fn pair_before(c: &Context<'_>, drafts: &[Draft]) -> Option<(usize, usize)> {
    let joined = drafts.iter().rev().take(3).find_map(|d| {
        let second = d.statement.with.first()?;
        Some((d.statement.entity?, *second))
    });
    if joined.is_some() {
        return joined;
    }
    let mut spoke = drafts
        .iter()
        .rev()
        .filter(|d| !d.headline && !d.nested)
        .filter_map(|d| d.statement.entity)
        .filter(|&e| c.kind(e) == EntityKind::Person);
    let last = spoke.next()?;
    let other = spoke.find(|&e| e != last)?;
    Some((other, last))
}

/// Who is joined with و to the name that ends before token `k`: "أكد فلان
/// ووزير الخارجية فلان".
pub fn coordinated(c: &Context<'_>, mut k: usize) -> Vec<usize> {
    let mut out = Vec::new();
    loop {
        let at = (k..k + 2).find(|&j| j < c.text.len() && c.text.is_word(j));
        let Some(at) = at.filter(|&j| c.norm(j).starts_with('و')) else {
            return out;
        };
        // At once, or after a title.
        let titled = c.is(at, class::SUBJECT_HEAD);
        let reach = if titled { 10 } else { 2 };
        let name = (at..(at + reach).min(c.text.len()))
            .take_while(|&j| c.text.is_word(j))
            .find(|&j| c.names_person(j));
        let Some((j, m)) = name.and_then(|j| Some((j, c.mention_at(j)?))) else {
            return out;
        };
        out.push(m.entity);
        k = c.mention_end(j);
    }
}
