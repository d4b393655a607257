//! What is done by saying it.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::lexicon::{class, frame};
use khabar_model::Act;

/// How many words of the content are looked at; of a judgement, how many.
const WORDS: usize = 7;
const JUDGED: usize = 14;

/// The act of a cue with content beginning at token `s`.
pub fn of(c: &Context<'_>, cue: &Cue, s: usize, end: usize) -> Act {
    let (lemma, frames) = match cue.kind {
        CueKind::Verb { lemma, .. } => {
            let lemma = &c.lex.lemmas[lemma as usize];
            (lemma.word.as_str(), lemma.frames)
        }
        _ => ("", 0),
    };
    // "عميق قلقه": an adjective may stand first; "قبولها دعوة" is no appeal.
    let own = |k: usize| c.norm(k).ends_with('ه') || c.norm(k).ends_with("ها");
    let second = s + 2 - usize::from(c.lex.object(c.norm(s)).is_none() && own(s));
    let noun = (s..end.min(second)).find_map(|k| c.lex.object(c.norm(k)).map(|o| o.0));
    if matches!(lemma, "دعا" | "وجه") && invites(c, cue, s) {
        return Act::Invite;
    }
    let expected = |a: Act| frames & frame::EXPECT != 0 && a == Act::Commit;
    if (matches!(cue.act, Act::State | Act::Commit | Act::Announce) || lemma == "وجه")
        && let Some(a) = noun.filter(|&a| a != Act::State && !expected(a))
    {
        return a;
    }
    if matches!(cue.act, Act::State | Act::Announce) {
        let first = (s..end).filter(|&k| c.text.is_word(k)).take(3);
        if first.clone().any(|k| c.is(k, class::MUST))
            || c.norm(s) == "علي" && (c.norm(s + 1) == "جميع" || owes(c, s, end))
        {
            return Act::Urge;
        }
        if let Some(a) = first.clone().find_map(|k| refusal(c, k, end)) {
            return a;
        }
        if first.clone().any(|k| c.is(k, class::WE)) {
            return Act::Commit;
        }
        if first.clone().any(|k| will(c, k)) {
            return Act::Commit;
        }
        let plain = |k: &usize| c.mention[*k].is_none();
        if frames & frame::JUDGE != 0 {
            let words = (s..end.min(s + JUDGED)).filter(plain);
            if let Some(a) = { words }.find_map(|k| c.lex.judgement(c.norm(k))) {
                return a;
            }
        }
        let words = (s..end.min(s + WORDS)).filter(plain);
        if let Some(a) = { words }.find_map(|k| c.lex.act_word(c.norm(k))) {
            return a;
        }
    }
    cue.act
}

/// "على القوى السياسية أن تدعم": what somebody has to do.
fn owes(c: &Context<'_>, s: usize, end: usize) -> bool {
    let plain = |k: &usize| !c.text.is_punct(*k);
    let that = (s + 2..end.min(s + 8))
        .take_while(plain)
        .find(|&k| c.norm(k) == "ان");
    that.is_some_and(|k| c.norm(k + 1).starts_with(['ي', 'ت']))
}

/// "لا نقبل هذا"، "لن نتخلى عنه": what the speaker and his will not do may be a
/// refusal or a promise (phrases of `act_words.tsv`).
fn refusal(c: &Context<'_>, k: usize, end: usize) -> Option<Act> {
    let (no, verb) = (c.norm(k).trim_start_matches('و'), c.norm(k + 1));
    let negated = k + 1 < end && matches!(no, "لا" | "لن") && verb.starts_with('ن');
    negated.then(|| c.lex.act_word(&format!("{no} {verb}")))?
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
