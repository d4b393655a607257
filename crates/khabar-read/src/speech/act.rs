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
    let noun = (s..end.min(s + 2)).find_map(|k| c.lex.object(c.norm(k)).map(|o| o.0));
    if matches!(lemma, "دعا" | "وجه") && invites(c, cue, s) {
        return Act::Invite;
    }
    if matches!(cue.act, Act::State | Act::Commit | Act::Announce)
        && let Some(a) = noun.filter(|&a| a != Act::State)
    {
        return a;
    }
    if matches!(cue.act, Act::State | Act::Announce) {
        let first = s..end.min(s + 3);
        if first.clone().any(|k| c.is(k, class::MUST))
            || (c.norm(s) == "علي" && c.norm(s + 1) == "جميع")
        {
            return Act::Urge;
        }
        if first.clone().any(|k| c.is(k, class::WE)) {
            return Act::Commit;
        }
        if let Some(a) = (s..end.min(s + WORDS)).find_map(|k| c.lex.act_word(c.norm(k))) {
            return a;
        }
    }
    cue.act
}

/// "دعا … دعوة رسمية"، "دعا … لحضور": an invitation rather than an appeal.
fn invites(c: &Context<'_>, cue: &Cue, s: usize) -> bool {
    (cue.at..s).any(|k| c.norm(k) == "دعوه")
        || matches!(
            c.norm(s),
            "لحضور"
                | "لزياره"
                | "للحضور"
                | "حضور"
                | "زياره"
                | "عقد"
                | "لعقد"
                | "للمشاركه"
        )
}
