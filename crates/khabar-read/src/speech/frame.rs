//! Frames: how the content of a reporting verb follows it, and where it begins.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::{CueForm, VerbForm, class, frame};
use super::object::bare_object;
use std::ops::Range;

/// How far from its verb the content may begin, in tokens.
const REACH: usize = 48;

pub fn frame_of(
    c: &Context<'_>,
    i: usize,
    form: CueForm,
    conjunction: bool,
    unit: &Range<usize>,
) -> Option<Cue> {
    let participle = form.form == VerbForm::Participle;
    let found = frame_in(c, i, form, conjunction, unit);
    // A feminine participle whose content is far off is a noun (مذكرة تفاهم).
    let found = found.filter(|k| !(participle && form.feminine && k.content > i + 5));
    let any = c.lex.lemmas[form.lemma as usize].frames & frame::ANY != 0;
    let plain = i + 1 < unit.end && c.text.is_word(i + 1) && !c.is(i + 1, class::ADJUNCT);
    if found.is_some() || !(participle && any && plain && !form.feminine) {
        return found;
    }
    Some(Cue {
        at: i,
        end: i + 1,
        kind: CueKind::Verb {
            lemma: form.lemma,
            form: form.form,
            feminine: form.feminine,
            several: form.several,
        },
        subject: i + 1..i + 1,
        content: i + 1,
        skip: 0,
        conjunction,
        reporter: None,
        act: c.lex.lemmas[form.lemma as usize].act,
        certainty: 0.6,
    })
}

fn frame_in(
    c: &Context<'_>,
    i: usize,
    form: CueForm,
    conjunction: bool,
    unit: &Range<usize>,
) -> Option<Cue> {
    let lemma = &c.lex.lemmas[form.lemma as usize];
    let frames = lemma.frames;
    let limit = c.sentence_end[i].min(i + REACH);
    let kind = CueKind::Verb {
        lemma: form.lemma,
        form: form.form,
        feminine: form.feminine,
        several: form.several,
    };
    let cue = |end: usize, marker: usize, content: usize, skip: usize| Cue {
        at: i,
        end,
        kind,
        subject: end..marker.max(end),
        content,
        skip,
        conjunction,
        reporter: None,
        act: lemma.act,
        certainty: 0.8,
    };
    // "تابع قائلا" and "أكد مشددا": the second word belongs to the cue.
    let mut own = i + 1;
    if c.lex
        .forms(c.norm(own))
        .iter()
        .any(|f| f.form == VerbForm::Participle && c.lex.lemmas[f.lemma as usize].word == "قال")
    {
        own += 1;
    }
    if c.norm(own) == "التاكيد" && own == i + 1 {
        own += 1;
    }
    // "جدد فلان تأكيده أن/على": the noun brings its own frame.
    let affirms = |k: usize| c.exactly(k, class::AFFIRMING);
    let mut affirmed = own > i + 1;
    let takes = |affirmed: bool, bit: u16| frames & bit != 0 || affirmed;
    if lemma.word == "نقل" {
        return quoted_from(c, own, limit, &cue);
    }
    if form.form == VerbForm::Participle && frames & frame::ANY != 0 && frames & frame::THAT == 0 {
        let plain = c.text.is_word(own) && !c.is(own, class::ADJUNCT) || c.quote_at(own).is_some();
        return plain.then(|| cue(own, own, own, 0));
    }
    // A plain object right after the subject goes before a particle further on.
    let thanked = frames & frame::ALA != 0 && (own..limit).any(|k| c.exactly(k, class::ALA));
    // ناشد فلانا أن…، اتهم فلانا بـ…: the object is whom he addresses.
    let after_whom = |k: usize| {
        let word = c.norm(k);
        frames & frame::THAT != 0 && c.exactly(k, class::THAT)
            || frames & frame::BI != 0
                && word.starts_with('ب')
                && word.len() > 6
                && c.mention[k].is_none()
                && !c.exactly(k, class::BWORD)
    };
    let addressed =
        c.lex.classes(&lemma.word) & class::ADDRESSING != 0 && (own + 1..limit).any(after_whom);
    let bare = if frames & frame::ANY != 0 && !thanked && !addressed {
        bare_object(c, i, own, form, limit, unit)
    } else {
        None
    };
    let mut j = own;
    while j < limit {
        if let Some((marker, content)) = bare.filter(|b| b.1 == j) {
            // "ووصفه بالظالم": what it is called.
            let called = form.object && frames & frame::JUDGE != 0;
            let called = called && c.norm(content).starts_with('ب') && c.norm(content).len() > 6;
            return Some(Cue {
                certainty: 0.7,
                ..cue(own, marker, content, if called { 2 } else { 0 })
            });
        }
        let word = c.norm(j);
        let raw = c.text.raw(j);
        if frames & frame::NOUN != 0 && affirms(j) {
            affirmed = true;
            j += 1;
            continue;
        }
        let adjacent = |k: usize| if k == own { j + 1 } else { own };
        if raw == ":" {
            return takes(affirmed, frame::QUOTE | frame::THAT)
                .then(|| cue(own, j, skip_that(c, j + 1), 0));
        }
        if let Some(q) = c.quote_at(j) {
            // أعلنت «مواصفات» أنها…: whoever is named in quotation marks speaks.
            let names_source = j == own && q.close < j + 5 && c.exactly(q.close + 1, class::THAT);
            // الرئيس التنفيذي لـ«شركة» فلان
            let in_title = j > own && c.exactly(j - 1, class::LI);
            if is_name_quote(c, q.open, q.close) || names_source || in_title {
                j = q.close + 1;
                continue;
            }
            // A short quotation in the middle of a phrase is a name there.
            let words = (q.open + 1..q.close).filter(|&k| c.text.is_word(k)).count();
            let set_off = j == own
                || c.text.is_punct(j - 1)
                || c.mention[j - 1].is_some()
                || !c.text.tokens()[j].spaced;
            if words <= 5 && !set_off && q.close + 1 < limit {
                j = q.close + 1;
                continue;
            }
            let ok = takes(affirmed, frame::QUOTE | frame::THAT)
                || (takes(affirmed, frame::NOUN) && set_off);
            return ok.then(|| cue(own, j, j, 0));
        }
        if c.is(j, class::ATTRIBUTION) && j > own && c.norm(j + 1).starts_with("لل") {
            j += 2;
            continue;
        }
        if c.is(j, class::ATTRIBUTION) && j > own {
            j = (j..limit)
                .find(|&k| matches!(c.text.raw(k), "،" | "," | ":"))
                .unwrap_or(limit);
            continue;
        }
        if raw == "(" {
            j = close_paren(c, j, limit);
            continue;
        }
        if !c.text.is_word(j) {
            j += 1;
            continue;
        }
        if c.exactly(j, class::THAT)
            && !(j > own && c.exactly(j - 1, class::NOT_THAT))
            && takes(affirmed, frame::THAT)
        {
            return Some(cue(adjacent(j), j, j + 1, 0));
        }
        let preposition = preposition_at(c, j);
        let fits = frames & preposition != 0 || affirmed && preposition == frame::ALA;
        if preposition != 0 && fits && !c.exactly(j + 1, class::PREP_NOUN) {
            let content = skip_that(c, j + 1);
            // "حل أشارت إليه عمان": the pronoun stands for what was said.
            let pronoun = word.ends_with('ه') || word.ends_with("ها");
            if pronoun && j == own && c.mention[content].is_some() && !c.prefixed(content) {
                let end = c.mention_end(content);
                return (end < limit).then(|| weak(cue(own + 1, end, end, 0)));
            }
            return Some(weak(cue(adjacent(j), j, content, 0)));
        }
        if frames & frame::BI != 0 && word.starts_with('ب') && !c.exactly(j, class::BWORD) {
            let lexical = c
                .mention_at(j)
                .is_some_and(|m| m.span.start() <= c.text.tokens()[j].span.start());
            if word == "ب" {
                return Some(weak(cue(adjacent(j), j, j + 1, 0)));
            }
            if !lexical && (word.len() > 6 || word == "بما") && !inside_title(c, own, j, limit) {
                let end = if j == own { j } else { own };
                return Some(weak(cue(end.max(i + 1), j, j, 2)));
            }
        }
        if frames & frame::INVITE != 0 && word == "دعوه" {
            let content = (j + 1..limit).find(|&k| {
                let w = c.norm(k);
                w.starts_with('ل') && w.len() > 4 && !names_addressee(c, k)
            })?;
            return Some(cue(own, j, content, 2));
        }
        let later = || (j..limit).any(|k| c.norm(k) == "الي");
        if frames & frame::LI != 0
            && word.starts_with('ل')
            && word.len() > 6
            && !names_addressee(c, j)
            && !later()
        {
            return Some(cue(own, j, j, if word.starts_with("لل") { 0 } else { 2 }));
        }
        if frames & frame::NOUN != 0
            && let Some((_, true)) = c.lex.object(word)
        {
            let participle = form.form == VerbForm::Participle;
            let strong = c.exactly(j, class::STRONG) && !c.exactly(j - 1, class::BEFORE_NOUN);
            let after_subject = j == own
                || !participle && (c.text.is_punct(j - 1) || strong)
                || c.mention[j - 1].is_some()
                || c.exactly(j - 1, class::ADJUNCT | class::TO_HIM);
            if after_subject && c.mention[j].is_none() {
                return Some(weak(cue(own, j, j, 0)));
            }
        }
        if frames & frame::BI_NOUN != 0
            && let Some(noun) = word.strip_prefix('ب')
            && let Some((_, true)) = c.lex.object(noun)
        {
            return Some(weak(cue(own, j, j, 2)));
        }
        if frames & frame::THEN != 0
            && let Some(then) = next_verb(c, own, j, unit)
        {
            return Some(Cue {
                kind: then.kind,
                act: then.act,
                certainty: then.certainty,
                ..cue(own, j, then.content, then.skip)
            });
        }
        if stops(c, j, own) {
            break;
        }
        j += 1;
    }
    None
}

/// A verb at `j`, joined with و or ف, that says what the answer to it was.
fn next_verb(c: &Context<'_>, own: usize, j: usize, unit: &Range<usize>) -> Option<Cue> {
    let word = c.norm(j);
    let verb = word.strip_prefix(['و', 'ف']).filter(|v| v.len() > 4)?;
    if !(own..j).any(|k| c.exactly(k, class::ALA)) || !c.lex.forms(word).is_empty() {
        return None;
    }
    let said = |form: &&CueForm| {
        let lemma = &c.lex.lemmas[form.lemma as usize];
        form.form == VerbForm::Past && c.lex.classes(&lemma.word) & class::CONTINUING == 0
    };
    let form = c.lex.forms(verb).iter().find(said)?;
    let cue = frame_of(c, j, *form, true, unit)?;
    // Another subject begins a report of its own.
    let own_subject = cue.subject.clone().any(|k| c.mention[k].is_some());
    (!own_subject).then_some(cue)
}

/// The frame that a preposition at `j` fits, as a bit; 0 if none stands there.
fn preposition_at(c: &Context<'_>, j: usize) -> u16 {
    let table = [
        (class::ILA, frame::ILA),
        (class::ALA, frame::ALA),
        (class::AN, frame::AN),
        (class::MIN, frame::MIN),
        (class::FI, frame::FI),
    ];
    let found = table.into_iter().find(|t| c.exactly(j, t.0));
    found.map_or(0, |t| t.1)
}

/// A frame that also belongs to other senses of its verb.
fn weak(mut cue: Cue) -> Cue {
    cue.certainty = 0.7;
    cue
}

/// The first أن, colon or quotation of words in `range`, and where the content
/// that it marks begins.
pub fn explicit_marker(c: &Context<'_>, mut range: Range<usize>) -> Option<(usize, usize)> {
    let marker = range.find(|&k| {
        c.exactly(k, class::THAT)
            || c.text.raw(k) == ":"
            || c.quote_at(k)
                .is_some_and(|q| !is_name_quote(c, q.open, q.close))
    })?;
    let quoted = c.quote_at(marker).is_some();
    Some((marker, if quoted { marker } else { marker + 1 }))
}

/// `نقل … عن فلان (قوله) إن`: the reporter stands first, the source after عن.
fn quoted_from(
    c: &Context<'_>,
    own: usize,
    limit: usize,
    cue: &dyn Fn(usize, usize, usize, usize) -> Cue,
) -> Option<Cue> {
    let from = (own..limit.min(own + 14)).find(|&k| c.norm(k) == "عن")?;
    let (marker, content) = explicit_marker(c, from + 1..limit)?;
    let said = (from + 1..marker).find(|&k| c.exactly(k, class::SAYING));
    let mut k = cue(own, marker, content, 0);
    k.subject = from + 1..said.unwrap_or(marker);
    k.reporter = Some(own..from);
    Some(k)
}

/// A word with ب inside the naming of the source (رئيس الجامعة بدولة الهند
/// فلان، بما…): the person's name and another ب come later.
fn inside_title(c: &Context<'_>, own: usize, j: usize, limit: usize) -> bool {
    let person = |k: usize| c.names_person(k);
    if !c.is(own, class::SUBJECT_HEAD) || (own..j).any(person) {
        return false;
    }
    let Some(k) = (j..limit.min(j + 14)).find(|&k| person(k)) else {
        return false;
    };
    let end = c.mention_end(k);
    (end..limit.min(end + 3)).any(|k| c.norm(k).starts_with('ب') && c.norm(k).len() >= 6)
}

/// Another clause begins at `j`: the verb's own content does not follow.
fn stops(c: &Context<'_>, j: usize, own: usize) -> bool {
    let word = c.norm(j);
    let comma = matches!(c.text.raw(j - 1), "،" | "," | "؛");
    if comma && c.is(j, class::BREAK) {
        return true;
    }
    let verbal = |w: &str, participle: bool| {
        c.lex
            .forms(w)
            .iter()
            .any(|f| (f.form == VerbForm::Participle) == participle)
    };
    if comma && verbal(word, true) {
        return true;
    }
    // "وعلقت الصحيفة…، فقالت إن": the second verb leads to the content.
    if word.starts_with("فقال") {
        return false;
    }
    let conj = word.strip_prefix(['و', 'ف']).filter(|r| r.len() > 4);
    j > own && conj.is_some_and(|w| verbal(w, false) && c.lex.forms(word).is_empty())
}

/// Steps over أن/إن and its pronouns, and an opening mark in front of them.
pub fn skip_that(c: &Context<'_>, at: usize) -> usize {
    if c.exactly(at, class::THAT) {
        at + 1
    } else {
        at
    }
}

fn names_addressee(c: &Context<'_>, j: usize) -> bool {
    let stem = &c.norm(j)[2..];
    c.mention[j].is_some()
        || c.mention.get(j + 1).copied().flatten().is_some()
        || c.lex.classes(stem) & (class::GROUP | class::ADJUNCT) != 0
        || c.is(j, class::ADJUNCT)
}

pub fn close_paren(c: &Context<'_>, open: usize, limit: usize) -> usize {
    (open + 1..limit.min(open + 12))
        .find(|&k| c.text.raw(k) == ")")
        .map_or(open + 1, |k| k + 1)
}

/// A quotation that is a name (an outlet, a party, a work), not words said.
pub fn is_name_quote(c: &Context<'_>, open: usize, close: usize) -> bool {
    let words = (open + 1..close).filter(|&k| c.text.is_word(k)).count();
    if words == 0 {
        return true;
    }
    if words > 5 {
        return false;
    }
    let naming = open > 0 && c.is(open - 1, class::NAMING);
    let naming_before = open > 1 && c.is(open - 2, class::NAMING);
    let covered = (open + 1..close)
        .filter(|&k| c.text.is_word(k))
        .all(|k| c.mention[k].is_some());
    naming || naming_before || covered
}
