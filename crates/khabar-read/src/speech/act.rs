//! What is done by saying it.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::class;
use khabar_model::Act;

/// How many words of the content are looked at.
const WORDS: usize = 7;

/// The act of a cue with content beginning at token `s`.
pub fn of(c: &Context<'_>, cue: &Cue, s: usize, end: usize) -> Act {
    let lemma = match cue.kind {
        CueKind::Verb { lemma, .. } => c.lex.lemmas[lemma as usize].word.as_str(),
        _ => "",
    };
    // "عميق قلقه": an adjective may stand first; "قبولها دعوة" is no appeal.
    let own = |k: usize| c.norm(k).ends_with('ه') || c.norm(k).ends_with("ها");
    let second = s + 2 - usize::from(c.lex.object(c.norm(s)).is_none() && own(s));
    let noun = (s..end.min(second)).find_map(|k| c.lex.object(c.norm(k)).map(|o| o.0));
    if matches!(lemma, "دعا" | "وجه") && invites(c, cue, s) {
        return Act::Invite;
    }
    if (matches!(cue.act, Act::State | Act::Commit | Act::Announce) || lemma == "وجه")
        && let Some(a) = noun.filter(|&a| a != Act::State)
    {
        return a;
    }
    if matches!(cue.act, Act::State | Act::Announce) {
        let first = (s..end).filter(|&k| c.text.is_word(k)).take(3);
        if first.clone().any(|k| c.is(k, class::MUST))
            || (c.norm(s) == "علي" && c.norm(s + 1) == "جميع")
        {
            return Act::Urge;
        }
        if first.clone().any(|k| c.is(k, class::WE)) {
            return Act::Commit;
        }
        if first.clone().any(|k| will(c, k)) {
            return Act::Commit;
        }
        let plain = |k: &usize| c.mention[*k].is_none();
        let words = (s..end.min(s + WORDS)).filter(plain);
        if let Some(a) = { words }.find_map(|k| c.lex.act_word(c.norm(k))) {
            return a;
        }
    }
    cue.act
}

/// "سنعمل": the speaker says what he and his will do.
fn will(c: &Context<'_>, k: usize) -> bool {
    let word = c.norm(k);
    let noun = word.ends_with('ه') || word.ends_with("ات") || word.ends_with('ي');
    word.starts_with("سن") && word.len() > 8 && !noun && c.lex.act_word(word).is_none()
}

/// "دعا … دعوة رسمية"، "دعا … لحضور": an invitation rather than an appeal.
fn invites(c: &Context<'_>, cue: &Cue, s: usize) -> bool {
    (cue.at..s).any(|k| c.norm(k) == "دعوه") || c.exactly(s, class::INVITED)
}
