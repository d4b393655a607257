//! Plain noun objects: where the content begins when a verb takes it without أن or
//! a preposition, which is to say where its subject ends.

use super::context::Context;
use super::frame::close_paren;
use super::lexicon::{CueForm, VerbForm, class};
use std::ops::Range;

/// A verb with a plain noun object: the object begins after the subject, or at
/// once where the subject stands before the verb or is left out. The tokens of
/// the content's marker and of its beginning.
pub fn bare_object(
    c: &Context<'_>,
    i: usize,
    own: usize,
    form: CueForm,
    limit: usize,
    unit: &Range<usize>,
) -> Option<(usize, usize)> {
    if own >= limit {
        return None;
    }
    if form.object {
        // "الأمر الذي يعارضه الحزب": whoever stands after the verb is against it.
        let named = own + usize::from(c.exactly(own, class::ALSO));
        let after = (i > unit.start && c.is(i - 1, class::RELATIVE))
            .then(|| subject_end(c, named, limit))
            .flatten()
            .map(|end| (end, end + usize::from(c.text.is_punct(end))));
        return Some(after.filter(|a| a.1 < limit).unwrap_or((own, own)));
    }
    let subject_first =
        c.name_before(i, unit.start).is_some() || c.short_form_before(i, unit.start).is_some();
    let leads = c.sentence_start[i] == unit.start || was(c, i, form, unit);
    if (subject_first && leads || was(c, i, form, unit)) && c.text.is_word(own) {
        let own = own + usize::from(c.exactly(own, class::ADJUNCT));
        return Some((own, own));
    }
    // "… ويعارضون القرار": a verb in the dual or plural has its subject before it.
    let verb = c.norm(i);
    let plural = form.several && ["ان", "ون", "وا"].iter().any(|e| verb.ends_with(e));
    let joined = verb.starts_with('و') && c.lex.forms(verb).is_empty();
    let after = class::ADJUNCT | class::BREAK | class::THAT | class::RELATIVE | class::MUST;
    if plural && joined && own + 1 < limit && c.text.is_word(own) && !c.is(own, after) {
        return Some((own, own));
    }
    // وتمنت له التوفيق
    if c.exactly(own, class::TO_HIM | class::IN_IT) && own + 1 < limit && c.text.is_word(own + 1) {
        return Some((own, own + 1));
    }
    let subject = subject_end(c, own, limit)?;
    let content = after_adjuncts(c, subject, limit)?;
    let begins = content > own
        && content + 1 < limit
        && c.text.is_word(content)
        && !c.is(
            content,
            class::ADJUNCT | class::BREAK | class::THAT | class::RELATIVE,
        );
    begins.then_some((subject, content))
}

/// "وكان الوزير يؤيد كذا": the subject stands between كان and the verb.
fn was(c: &Context<'_>, i: usize, form: CueForm, unit: &Range<usize>) -> bool {
    let start = c.sentence_start[i].max(unit.start);
    let first = c.norm(start).trim_start_matches(['و', 'ف']);
    let subject = class::SUBJECT_HEAD | class::GROUP;
    form.form == VerbForm::Present
        && matches!(first, "كان" | "كانت")
        && (start + 2..start + 12).contains(&i)
        && (c.mention[start + 1].is_some() || c.is(start + 1, subject))
        && (start + 1..i).all(|k| !matches!(c.text.raw(k), "،" | ","))
}

/// One past the words that name the subject beginning at `own`.
fn subject_end(c: &Context<'_>, own: usize, limit: usize) -> Option<usize> {
    if c.text.is_punct(own) {
        return Some(own); // left out: وأعلنت، في بيان، …
    }
    let person = |k: usize| c.names_person(k);
    // Unnamed sources with their adjectives (توقعت مصادر تركية رسمية اقتراب).
    if c.is(own, class::UNNAMED) {
        let adjective = |k: usize| {
            c.norm(k).ends_with("يه") || c.norm(k).ends_with('ي') || c.exactly(k, class::ADJECTIVE)
        };
        return Some((own + 1..limit).find(|&k| !adjective(k)).unwrap_or(limit));
    }
    let titled = c.is(own, class::SUBJECT_HEAD);
    if titled || c.mention[own].is_some() {
        let name = (own..limit.min(own + 16))
            .take_while(|&k| !matches!(c.text.raw(k), ":" | "؛") && !full_stop(c, k))
            .find(|&k| person(k));
        if let Some(k) = name.filter(|&k| {
            (own..k)
                .filter(|&j| matches!(c.text.raw(j), "،" | ","))
                .count()
                <= 1
                && (titled || k == own)
        }) {
            return Some(c.mention_end(k));
        }
    }
    if c.mention[own].is_some() {
        let end = c.mention_end(own);
        return Some(if c.text.raw(end) == "(" {
            close_paren(c, end, limit)
        } else {
            end
        });
    }
    // الوزيران، الجانبان: a definite title alone.
    let alone = (titled || c.is(own, class::GROUP)) && c.norm(own).starts_with("ال");
    if alone && !c.norm(own + 1).starts_with("ال") {
        return Some(own + 1);
    }
    // صحيفة «…»، وزارة …: up to the name in it.
    let inner = (own..limit.min(own + 6)).find(|&k| c.mention[k].is_some())?;
    let plain =
        (own..inner).all(|k| !c.is(k, class::ADJUNCT) && !matches!(c.text.raw(k), "،" | ","));
    (plain && c.is(own, class::NAMING | class::GROUP)).then(|| c.mention_end(inner))
}

/// A stop that is not the one of د. and other abbreviations.
fn full_stop(c: &Context<'_>, k: usize) -> bool {
    c.text.raw(k) == "." && !(k > 0 && c.text.raw(k - 1).chars().count() <= 2)
}

/// Steps over phrases of time and place set off by commas, and the closing
/// mark of a name.
fn after_adjuncts(c: &Context<'_>, mut k: usize, limit: usize) -> Option<usize> {
    let comma = |k: usize| matches!(c.text.raw(k), "،" | ",");
    loop {
        if k >= limit {
            return None;
        }
        if c.is_quote_mark(k) && c.quote_at(k).is_none() {
            k += 1;
        } else if comma(k)
            && c.is(k + 1, class::SUBJECT_HEAD)
            && (k + 2..limit.min(k + 16)).any(comma)
        {
            // His post, set off by commas.
            k = (k + 2..limit).find(|&j| comma(j))?;
        } else if comma(k) && !c.is(k + 1, class::ADJUNCT | class::ATTRIBUTION) {
            return (!c.is(k + 1, class::BREAK)).then_some(k + 1);
        } else if comma(k) || c.is(k, class::ADJUNCT | class::ATTRIBUTION) {
            // To the comma that ends the phrase.
            let end = (k + 1..limit.min(k + 16)).find(|&j| comma(j))?;
            if !comma(k) || end > k + 1 {
                k = end + usize::from(!c.is(end + 1, class::ADJUNCT | class::ATTRIBUTION));
            }
            if !comma(k) {
                return Some(k);
            }
        } else if c.text.is_word(k) {
            return Some(k);
        } else {
            return None;
        }
    }
}
