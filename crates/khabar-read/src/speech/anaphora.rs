//! Words that lead back to somebody named before: definite titles, institutions,
//! posts of a country, papers, unnamed sources named again.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::draft::Draft;
use super::lexicon::class;
use super::source::Source;
use khabar_model::{EntityKind, MentionForm};
use khabar_text::fold::fold;
use std::ops::Range;

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

/// A definite title or institution that leads back to somebody who spoke or
/// was named before: الوزير، المتحدث، الصحيفة، الوكالة.
pub fn anaphora(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    if c.is(words.start, class::SOURCES) {
        return None;
    }
    if let Some(holder) = holder(c, words, drafts) {
        return Some(holder);
    }
    if let Some(country) = side(c, words) {
        return Some(country);
    }
    if let Some(found) = compatriot(c, words).or_else(|| outlet_of(c, words)) {
        return Some(found);
    }
    let Some(head) = c.norm(words.start).strip_prefix("ال") else {
        return untitled(c, words, drafts);
    };
    if words.len() > 3 {
        return None;
    }
    let said_by = drafts.iter().rev().filter_map(|d| d.statement.entity);
    let nation = nation(c, words);
    let fits = |&e: &usize| {
        let entity = &c.names.entities[e];
        let other = |role: &str| {
            let mut words = role.split(' ').filter_map(|w| country(c, w));
            nation.is_some_and(|n| words.any(|w| w != n))
        };
        if entity.kind == EntityKind::Person && entity.roles.iter().any(|r| other(&fold(&r.text))) {
            return false;
        }
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
    // Not a post: الأمين العام للحلف is nobody called الحلف.
    let post = c.is(words.start, class::SUBJECT_HEAD) && !c.is(words.start, class::GROUP);
    let called = |m: &&khabar_model::Mention| {
        let at = c.text.token_at(m.span.start());
        !post && (at.saturating_sub(2)..at).any(|k| c.norm(k).trim_start_matches('و') == head)
    };
    said_by
        .clone()
        .find(fits)
        .or_else(|| named.clone().map(|m| m.entity).find(fits))
        .or_else(|| named.clone().find(called).map(|m| m.entity))
        .or_else(|| untitled(c, words, drafts))
}

/// The one person of the page whose post is told with the words of the source
/// (رئيس الاتحاد الآسيوي، رئيسة البعثة): who spoke before goes first.
fn holder(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    if !c.is(words.start, class::SUBJECT_HEAD) || words.len() < 2 {
        return None;
    }
    let bare = |w: &str| w.strip_prefix("ال").unwrap_or(w).to_string();
    // "وزيرة الخارجية بين 2009 و2013": up to the years.
    let years = |k: usize| c.text.is_number(k) || c.text.is_number(k + 1);
    let said: Vec<String> = words
        .clone()
        .take_while(|&k| !years(k))
        .filter(|&k| c.text.is_word(k))
        .map(|k| bare(c.norm(k)))
        .collect();
    let holds = |&e: &usize| {
        let entity = &c.names.entities[e];
        entity.kind == EntityKind::Person
            && entity.roles.iter().any(|r| {
                let role: Vec<String> = fold(&r.text).split(' ').map(bare).collect();
                role.first() == said.first() && said.iter().all(|w| role.contains(w))
            })
    };
    let spoke = drafts.iter().rev().filter_map(|d| d.statement.entity);
    spoke.clone().find(holds).or_else(|| {
        let mut all = (0..c.names.entities.len()).filter(holds);
        all.next().filter(|_| all.next().is_none())
    })
}

/// "وأضاف زعيم الحركة" where that post is told of nobody: verbs that carry on
/// have the speaker before.
pub fn goes_on(
    c: &Context<'_>,
    cue: &Cue,
    words: &Range<usize>,
    drafts: &[Draft],
) -> Option<usize> {
    let CueKind::Verb {
        lemma, feminine, ..
    } = cue.kind
    else {
        return None;
    };
    let carries = c.lex.classes(&c.lex.lemmas[lemma as usize].word) & class::CONTINUING != 0;
    let title = c.is(words.start, class::SUBJECT_HEAD) && !c.is(words.start, class::UNNAMED);
    let last = drafts.iter().rev().find(|d| !d.nested && !d.headline)?;
    let same = last.feminine.is_none_or(|f| f == feminine);
    let person = |&e: &usize| c.kind(e) == EntityKind::Person;
    let speaker = last.statement.entity.filter(person)?;
    (carries && title && same).then_some(speaker)
}

/// "الجانب العراقي": the country of the page that the adjective is made from.
fn side(c: &Context<'_>, words: &Range<usize>) -> Option<usize> {
    if !c.is(words.start, class::GROUP) || words.len() < 2 {
        return None;
    }
    country(c, c.norm(words.start + 1))
}

/// The country of the page whose adjective stands in the words of a source
/// (الوزير العراقي).
fn nation(c: &Context<'_>, words: &Range<usize>) -> Option<usize> {
    let mut rest = words.start + 1..words.end;
    rest.find_map(|k| country(c, c.norm(k)))
}

/// "الوزير العراقي" where someone of the page is introduced with that adjective
/// right before the name (نظيره العراقي فلان).
fn compatriot(c: &Context<'_>, words: &Range<usize>) -> Option<usize> {
    let post = c.is(words.start, class::SUBJECT_HEAD) && !c.is(words.start, class::UNNAMED);
    if words.len() != 2 || !post {
        return None;
    }
    let adjective = c.norm(words.start + 1);
    if !adjective.starts_with("ال") || !adjective.ends_with(['ي', 'ه']) {
        return None;
    }
    one(c.names.mentions.iter().filter(|m| {
        let at = c.text.token_at(m.span.start());
        let person = m.form == MentionForm::Name && c.kind(m.entity) == EntityKind::Person;
        person && at > 0 && c.norm(at - 1) == adjective
    }))
}

/// "وكالة أنباء إيرانية" where the page names one outlet of that country
/// (وكالة «…» الإيرانية).
fn outlet_of(c: &Context<'_>, words: &Range<usize>) -> Option<usize> {
    let media = c.is(words.start, class::MEDIA) && (2..4).contains(&words.len());
    let adjective = c.norm(words.end - 1);
    if !media || adjective.starts_with("ال") || !adjective.ends_with(['ي', 'ه']) {
        return None;
    }
    one(c.names.mentions.iter().filter(|m| {
        let at = c.text.token_at(m.span.start());
        let mut end = c.text.tokens_in(m.span).end;
        while end < c.text.len() && c.is_quote_mark(end) {
            end += 1;
        }
        let before = at.saturating_sub(1 + usize::from(at > 0 && c.is_quote_mark(at - 1)));
        let head = c.is(before, class::MEDIA) || c.is(at, class::MEDIA);
        let org = m.form == MentionForm::Name && c.kind(m.entity) == EntityKind::Org;
        org && head
            && c.text.tokens().get(end).is_some()
            && c.norm(end).strip_prefix("ال") == Some(adjective)
    }))
}

/// The entity of all these mentions, if it is one.
fn one<'m>(mut mentions: impl Iterator<Item = &'m khabar_model::Mention>) -> Option<usize> {
    let first = mentions.next()?.entity;
    mentions.all(|m| m.entity == first).then_some(first)
}

/// The country of the page that a definite adjective is made from.
fn country(c: &Context<'_>, adjective: &str) -> Option<usize> {
    let adjective = adjective.strip_prefix("ال")?;
    let stem = adjective
        .strip_suffix("يه")
        .or_else(|| adjective.strip_suffix("ي"))
        .filter(|s| s.chars().count() > 2)?;
    (0..c.names.entities.len()).find(|&e| {
        let named = |s: &String| {
            let name = fold(s);
            name.strip_prefix("ال").unwrap_or(&name).starts_with(stem)
        };
        c.kind(e) == EntityKind::Place && c.names.entities[e].surfaces.iter().any(named)
    })
}

/// "أوضح الوزير" where the last speaker's post is not told at all.
fn untitled(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    if !c.is(words.start, class::SUBJECT_HEAD) || c.is(words.start, class::UNNAMED) {
        return None;
    }
    let untold = |&e: &usize| {
        let entity = &c.names.entities[e];
        entity.kind == EntityKind::Person && entity.roles.is_empty()
    };
    let mut spoke = drafts
        .iter()
        .rev()
        .filter(|d| !d.nested && !d.headline)
        .filter_map(|d| d.statement.entity);
    let last = spoke.next()?;
    if untold(&last) || !c.norm(words.start).starts_with("ال") {
        return Some(last).filter(untold);
    }
    let first = spoke.clone().find(untold)?;
    spoke.all(|e| e == first || !untold(&e)).then_some(first)
}

/// "الجانبان"، "الوزيران": two who were named before.
pub fn both(c: &Context<'_>, words: &Range<usize>) -> bool {
    let word = c.norm(words.start);
    let two = word.strip_suffix("ان").or_else(|| word.strip_suffix("ين"));
    let Some(stem) = two.filter(|_| word.starts_with("ال")) else {
        return false;
    };
    let post = c.lex.classes(stem) & class::SUBJECT_HEAD != 0;
    words.len() <= 3 && (post || c.is(words.start, class::GROUP))
}

/// Who "معاليه" is where nobody spoke before: the person named last.
pub fn honoured(c: &Context<'_>, cue: &Cue) -> Option<usize> {
    let near = cue.at.saturating_sub(150)..cue.at;
    let named = |k: &usize| c.names_person(*k);
    let k = c
        .exactly(cue.subject.start, class::HONOUR)
        .then(|| near.rev().find(named))?;
    c.mention_at(k?).map(|m| m.entity)
}

/// "التقرير" after a report whose source was told: the same source.
pub fn same_paper(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    let bare = c.norm(words.start).strip_prefix("ال")?;
    let head = |d: &&Draft| {
        let at = d.statement.source.map(|s| c.text.token_at(s.start()));
        let word = at.map_or("", |k| c.norm(k));
        word == bare || word.strip_prefix("ال") == Some(bare)
    };
    drafts.iter().rev().find(head)?.statement.entity
}
