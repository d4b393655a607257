//! Cues: where the text says that somebody says something, and where the
//! content of it begins.

use super::context::Context;
use super::frame::{explicit_marker, frame_of, is_name_quote, skip_that};
use super::lexicon::{CueForm, VerbForm, class};
use khabar_model::Act;
use khabar_text::clitic;
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueKind {
    Verb {
        lemma: u16,
        form: VerbForm,
        feminine: bool,
        /// Of two or more speakers.
        several: bool,
    },
    /// بحسب، وفقا لـ
    Attribution,
    /// `X: …` in a headline.
    Colon,
}

/// A cue with its frame, in token positions.
#[derive(Clone, Debug)]
pub struct Cue {
    pub at: usize,
    /// One past the last token of the cue's own words.
    pub end: usize,
    pub kind: CueKind,
    /// The words between the verb and its content's marker.
    pub subject: Range<usize>,
    /// First token of the content, and the folded bytes of a clitic on it.
    pub content: usize,
    pub skip: usize,
    /// Stands with و or ف.
    pub conjunction: bool,
    /// Who reports it, where that is said apart from the source (نقلت الوكالة عن…).
    pub reporter: Option<Range<usize>>,
    /// The default act.
    pub act: Act,
    /// How sure the frame is, in [0,1].
    pub certainty: f32,
}

/// The verbal cues of the tokens `unit` (a headline or a paragraph), in order.
pub fn verbs(c: &Context<'_>, unit: Range<usize>) -> Vec<Cue> {
    let mut out: Vec<Cue> = Vec::new();
    let mut free = unit.start;
    for i in unit.clone() {
        if i < free || !c.text.is_word(i) {
            continue;
        }
        let found = arrival(c, i)
            .or_else(|| pretext(c, i))
            .or_else(|| done(c, i));
        if let Some(cue) = found.or_else(|| verb_at(c, i, &unit)) {
            free = cue.end;
            out.push(cue);
        }
    }
    out
}

/// Leaves out what stands between a verb and its own content: not another
/// report ("وتابع فلان قائلا إن").
pub fn drop_inner(cues: &mut Vec<Cue>) {
    let inner: Vec<Range<usize>> = cues.iter().map(|k| k.at + 1..k.content).collect();
    cues.retain(|k| !inner.iter().any(|r| r.contains(&k.at)));
}

fn verb_at(c: &Context<'_>, i: usize, unit: &Range<usize>) -> Option<Cue> {
    let word = c.norm(i);
    for cut in clitic::cuts(word).filter(|k| k.preposition.is_none()) {
        for &form in c.lex.forms(&word[cut.bytes..]) {
            if admissible(c, i, form, cut.conjunction, unit)
                && let Some(cue) = frame_of(c, i, form, cut.conjunction, unit)
                && (c.quoted[i].is_none()
                    || form.form == VerbForm::Participle
                    || told_in_quotation(c, &cue))
            {
                return Some(cue);
            }
        }
    }
    None
}

/// A report inside a quotation: only where somebody is named by the verb, and
/// أن or a colon marks what he said, or the words quoted begin with the name.
/// The quoted man's own words have the same verbs too often.
fn told_in_quotation(c: &Context<'_>, cue: &Cue) -> bool {
    let marker = cue.content.saturating_sub(1);
    let marked = c.exactly(marker, class::THAT) || c.text.raw(marker) == ":";
    let named = |k: usize| c.mention[k].is_some() && !c.prefixed(k);
    let before = cue.at > 0 && !cue.conjunction && named(cue.at - 1);
    if before && leads_quotation(c, cue.at - 1) {
        return true;
    }
    let after = cue.subject.start < cue.subject.end && named(cue.subject.start);
    marked && (before || after) && c.quoted[cue.at] == c.quoted[marker]
}

/// The name that ends with token `k` is the first word of a quotation.
fn leads_quotation(c: &Context<'_>, k: usize) -> bool {
    let mut first = k;
    while first > 0 && c.mention[first - 1] == c.mention[k] {
        first -= 1;
    }
    first > 0 && c.is_quote_mark(first - 1)
}

/// `جاء في بيان…`: the channel itself speaks.
fn arrival(c: &Context<'_>, i: usize) -> Option<Cue> {
    if !c.is(i, class::ARRIVAL) || !c.exactly(i + 1, class::FI) || !c.is(i + 2, class::CHANNEL) {
        return None;
    }
    if i > 0 && c.exactly(i - 1, class::AS_RELATIVE) {
        return None;
    }
    let conjunction = !c.exactly(i, class::ARRIVAL);
    let (marker, content) = explicit_marker(c, i + 3..c.sentence_end[i])?;
    Some(Cue {
        at: i,
        end: i + 2,
        kind: CueKind::Verb {
            lemma: 0,
            form: VerbForm::Past,
            feminine: false,
            several: false,
        },
        subject: i + 2..marker,
        content,
        skip: 0,
        conjunction,
        reporter: None,
        act: Act::State,
        certainty: 0.9,
    })
}

/// A cue of `lemma` at `at`, with its content after أن or a preposition.
fn phrase(c: &Context<'_>, lemma: &str, form: VerbForm, at: usize, end: usize) -> Option<Cue> {
    let lemma = c.lex.lemma(lemma)?;
    Some(Cue {
        at,
        end,
        kind: CueKind::Verb {
            lemma,
            form,
            feminine: false,
            several: false,
        },
        subject: end..end,
        content: skip_that(c, end),
        skip: 0,
        conjunction: true,
        reporter: None,
        act: c.lex.lemmas[lemma as usize].act,
        certainty: 0.8,
    })
}

/// "رفض الحزب … بحجة أن": what the subject of the clause gives as his reason.
fn pretext(c: &Context<'_>, i: usize) -> Option<Cue> {
    let gives = c.is(i, class::PRETEXT) && c.exactly(i + 1, class::THAT) && c.quoted[i].is_none();
    gives.then(|| phrase(c, "تذرع", VerbForm::Participle, i, i + 1))?
}

/// "كما تم التأكيد على": somebody who need not be named said so.
fn done(c: &Context<'_>, i: usize) -> Option<Cue> {
    let affirmed = c.is(i, class::DONE)
        && c.norm(i + 1).starts_with("ال")
        && c.exactly(i + 1, class::AFFIRMING)
        && c.exactly(i + 2, class::ALA | class::THAT)
        && c.quoted[i].is_none();
    affirmed.then(|| phrase(c, "اكد", VerbForm::Past, i + 1, i + 3))?
}

/// Rules out other words that look like the verb.
fn admissible(
    c: &Context<'_>,
    i: usize,
    form: CueForm,
    conjunction: bool,
    unit: &Range<usize>,
) -> bool {
    if c.mention_at(i)
        .is_some_and(|m| m.span.start() <= c.text.tokens()[i].span.start())
        && !conjunction
    {
        return false;
    }
    let before = if i > unit.start { c.norm(i - 1) } else { "" };
    let comma_before = matches!(before, "،" | "," | "؛" | ";");
    if c.quoted[i].is_some() && form.form == VerbForm::Participle && !comma_before {
        return false;
    }
    let lemma = &c.lex.lemmas[form.lemma as usize];
    // A noun (أمله، شكره) is not a verb with an object nor a participle.
    if (form.object || form.form == VerbForm::Participle)
        && c.lex.object(c.norm(i).trim_start_matches('و')).is_some()
    {
        return false;
    }
    // "ردا على" is an adjunct; "يذكر أن" has no speaker; "حملة" is a noun, not
    // حمل with a pronoun.
    if c.is(i, class::NOT_CUE) || form.object && c.text.raw(i).ends_with('ة') {
        return false;
    }
    // "تبين أن" is another verb; عدّ without its shadda is a number word.
    if lemma.word == "بين" && c.norm(i).ends_with("تبين")
        || lemma.word == "عد" && !c.text.raw(i).contains('\u{651}')
    {
        return false;
    }
    // هنا without its hamza is "here".
    if lemma.word == "هنا" && c.text.raw(i).trim_start_matches(['و', 'ف']) == "هنا" {
        return false;
    }
    if form.form == VerbForm::Participle {
        // A participle that reports describes a speaker already named; in the
        // feminine it looks like a common noun unless a comma sets it off.
        let noun = form.feminine && !comma_before && !conjunction;
        return i > unit.start && !noun && !c.exactly(i - 1, class::BEFORE_PARTICIPLE);
    }
    // "بين" without its shadda is mostly the preposition.
    if lemma.word == "بين" && !c.text.raw(i).contains('\u{651}') {
        let person = c.mention_at(i + 1).is_some() || c.is(i + 1, class::SUBJECT_HEAD);
        let near = (i + 1..(i + 9).min(unit.end)).any(|k| c.exactly(k, class::THAT));
        // "بين «هذا» و«ذاك»": short words in marks are what it stands between.
        let said = |q: super::context::Quote| q.close > q.open + 4;
        let next = c.exactly(i + 1, class::THAT) || c.quote_at(i + 1).is_some_and(said);
        if !(next || conjunction && person && near) {
            return false;
        }
    }
    if conjunction {
        return true;
    }
    // After a preposition stands a noun, not a verb.
    !(i > unit.start && c.exactly(i - 1, class::BEFORE_NOUN))
}

/// بحسب، وفقا لـ… and the words of their source.
pub fn attributions(c: &Context<'_>, unit: Range<usize>) -> Vec<Cue> {
    let mut out = Vec::new();
    for i in unit.clone() {
        if !c.is(i, class::ATTRIBUTION) || c.quoted[i].is_some() {
            continue;
        }
        let end_of = c.sentence_end[i];
        // "وفق قوله"، "حسب وصفه": no source of its own.
        if c.exactly(i + 1, class::OWN_WORDS) {
            continue;
        }
        let mut own = i + 1;
        if c.exactly(own, class::ATTRIBUTION_PREP) {
            own += 1;
        }
        // "بحسب ما أعلن فلان": the verb belongs to the cue.
        if c.exactly(own, class::WHAT) && !c.lex.forms(c.norm(own + 1)).is_empty() {
            own += 2;
            while own < end_of && c.exactly(own, class::ADJUNCT) {
                own += 1;
            }
        }
        // A definite channel (البيان، المصدر) or a name is the whole source.
        let head = own;
        let speaks =
            class::CHANNEL | class::UNNAMED | class::SUBJECT_HEAD | class::SOURCES | class::GROUP;
        if !c.is(head, speaks) && !(head..end_of.min(head + 3)).any(|k| c.mention[k].is_some()) {
            continue;
        }
        let whole = c.is(head, class::CHANNEL | class::SOURCES)
            && c.norm(head).trim_start_matches('ل').starts_with("ال")
            || c.norm(head).starts_with("لل") && c.is(head, class::CHANNEL);
        let stop = if whole {
            head + 1
        } else {
            (own..end_of)
                .find(|&k| {
                    matches!(c.text.raw(k), "،" | "," | ":" | "." | "؛")
                        || c.quote_at(k)
                            .is_some_and(|q| !is_name_quote(c, q.open, q.close))
                })
                .unwrap_or(end_of)
        };
        if stop > own {
            let conjunction = c.norm(i).starts_with('و') && !c.exactly(i, class::ATTRIBUTION);
            out.push(Cue {
                at: i,
                end: own,
                kind: CueKind::Attribution,
                subject: own..stop,
                content: stop,
                skip: 0,
                conjunction,
                reporter: None,
                act: Act::State,
                certainty: 0.7,
            });
        }
    }
    out
}

/// `X: …` in a headline, where X is short and names somebody.
pub fn colon(c: &Context<'_>, headline: Range<usize>) -> Option<Cue> {
    let at = headline.clone().find(|&k| c.text.raw(k) == ":")?;
    // "ختام القمة.. فلان: …": what stands before the dots is a headline of its own.
    let dots = |k: &usize| c.text.raw(*k).starts_with('.') && c.text.is_word(at - 1);
    let start = (headline.start..at)
        .rev()
        .find(dots)
        .map_or(headline.start, |k| k + 1);
    let words = (start..at).filter(|&k| c.text.is_word(k)).count();
    let speaks = class::SUBJECT_HEAD | class::UNNAMED | class::SOURCES;
    let named = (start..at).any(|k| c.mention[k].is_some() || c.is(k, speaks));
    let verb = (start..at).any(|k| verb_reading(c, k));
    if words == 0 || words > 7 || !named || verb || headline.end - at < 4 {
        return None;
    }
    Some(Cue {
        at,
        end: at + 1,
        kind: CueKind::Colon,
        subject: start..at,
        content: at + 1,
        skip: 0,
        conjunction: false,
        reporter: None,
        act: Act::State,
        certainty: 0.8,
    })
}

fn verb_reading(c: &Context<'_>, k: usize) -> bool {
    c.lex
        .forms(c.norm(k))
        .iter()
        .any(|f| f.form == VerbForm::Present)
}
