//! What the source holds of the content: whether it is so, and whether it is
//! told as a fact, as possible, as wanted or as planned. A denial is not a
//! claim, and "لم يؤكد أن" is no confirmation.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::class;
use khabar_model::{Act, Modality, Polarity};
use std::ops::Range;

/// How many words of the content are looked at.
const WORDS: usize = 3;

/// Polarity and modality of the content that begins at `content.start`.
pub fn of(c: &Context<'_>, cue: &Cue, act: Act, content: Range<usize>) -> (Polarity, Modality) {
    let lemma = match cue.kind {
        CueKind::Verb { lemma, .. } => c.lex.lemmas[lemma as usize].word.as_str(),
        _ => "",
    };
    let label = c.lex.stance("cue", lemma);
    let taken_back = cue.at > 0 && c.lex.stance("negation", c.norm(cue.at - 1)).is_some();
    let polarity = match label.and_then(Polarity::parse) {
        _ if taken_back => Polarity::Withheld,
        Some(p) => p,
        None if act == Act::Deny => Polarity::Denied,
        None => Polarity::Affirmed,
    };
    (polarity, modality(c, label, act, content))
}

fn modality(c: &Context<'_>, of_cue: Option<&str>, act: Act, content: Range<usize>) -> Modality {
    // Its closing mark may be left out of the content.
    let question = (content.end.saturating_sub(1)..content.end + 2)
        .any(|k| k < c.text.len() && c.text.raw(k) == "؟");
    let mut words = content
        .filter(|&k| c.text.is_word(k) && !c.exactly(k, class::THAT))
        .take(WORDS);
    let first = words.clone().next();
    let mut coming = words.clone().take_while(|&k| !c.is(k, class::RELATIVE));
    if question || first.is_some_and(|k| c.lex.stance("content", c.norm(k)) == Some("asked")) {
        return Modality::Asked;
    }
    let told = words.find_map(|k| {
        let label = c.lex.stance("content", c.norm(k))?;
        Modality::parse(label).filter(|&m| m != Modality::Asked)
    });
    let will = |k: usize| {
        let w = c.norm(k);
        let verb = ["سي", "ست", "سن"].iter().any(|p| w.starts_with(p));
        verb && w.len() > 8 && c.mention[k].is_none() && !w.ends_with(['ه', 'ي'])
    };
    match (told, of_cue.and_then(Modality::parse)) {
        (Some(m), _) | (None, Some(m)) => m,
        _ if act == Act::Urge || act == Act::Invite => Modality::Required,
        _ if act == Act::Commit || coming.any(will) => Modality::Planned,
        _ => Modality::Fact,
    }
}
