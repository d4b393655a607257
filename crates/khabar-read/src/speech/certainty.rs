//! How sure each decision is, by what it rests on: shares that were right on
//! our own sample pages (`data/certainty.tsv`), not guesses.

use super::context::Context;
use super::cue::{Cue, CueKind};
use super::draft::Draft;
use super::lexicon::class;
use super::source::Source;
use khabar_model::{Certainty, Form};

/// The cue: أن, a colon or a quotation marks what was said, or only its frame.
pub fn of_cue(c: &Context<'_>, cue: &Cue) -> f32 {
    let rests = match cue.kind {
        CueKind::Attribution => "attribution",
        CueKind::Colon => "colon",
        CueKind::Verb { .. } if marked(c, cue) => "marked",
        CueKind::Verb { .. } => "unmarked",
    };
    c.lex.certainty("cue", rests)
}

fn marked(c: &Context<'_>, cue: &Cue) -> bool {
    let before = cue.content.saturating_sub(1);
    c.exactly(before, class::THAT) || c.text.raw(before) == ":" || c.quote_at(cue.content).is_some()
}

/// The source: the words by the cue name it, or it was carried over.
pub fn of_source(c: &Context<'_>, source: &Source, entity: Option<usize>) -> f32 {
    let rests = match (source, entity) {
        (Source::Known { .. }, _) => "named",
        (Source::Channel { .. }, _) => "channel",
        (Source::Unnamed { .. }, Some(_)) => "title",
        (Source::Unnamed { .. }, None) => "unnamed",
        (Source::Implicit, Some(_)) => "carried",
        (Source::Implicit, None) => "nobody",
    };
    c.lex.certainty("source", rests)
}

/// The content's end: a closing mark shows it, or the words around it do.
pub fn of_content(c: &Context<'_>, cue: &Cue, form: Form) -> f32 {
    let rests = match cue.kind {
        CueKind::Attribution => "around",
        _ if form == Form::Direct => "quoted",
        _ if marked(c, cue) => "clause",
        _ => "phrase",
    };
    c.lex.certainty("content", rests)
}

/// The chain, once it is set; and all decisions as one.
pub fn complete(c: &Context<'_>, draft: &mut Draft) {
    let chain = &draft.statement.chain;
    let rests = match chain.iter().any(|l| l.inherited) {
        _ if chain.is_empty() => "none",
        true => "inherited",
        false => "set",
    };
    let sure: &mut Certainty = &mut draft.statement.decisions;
    sure.chain = c.lex.certainty("chain", rests);
    draft.statement.certainty = sure.cue * sure.source * sure.content;
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;

    #[test]
    fn every_decision_has_its_share() {
        let lex = Lexicon::builtin();
        let rests = [
            ("cue", "marked unmarked attribution colon"),
            ("source", "named unnamed channel title carried nobody"),
            ("content", "quoted clause phrase around"),
            ("chain", "set inherited none"),
        ];
        for (decision, names) in rests {
            let mut seen: Vec<f32> = names
                .split(' ')
                .map(|name| lex.certainty(decision, name))
                .collect();
            assert!(seen.iter().all(|v| (0.0..=1.0).contains(v) && *v != 0.5));
            seen.sort_by(f32::total_cmp);
            seen.dedup();
            assert_eq!(seen.len(), names.split(' ').count(), "{decision}");
        }
        assert_eq!(lex.certainty("cue", "nothing"), 0.5);
    }
}
