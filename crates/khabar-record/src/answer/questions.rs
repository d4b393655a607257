//! What a dossier leaves open.

use super::types::*;

/// Questions of one kind in a dossier.
const EACH: usize = 20;

pub(crate) fn open_questions(statements: &[Statement], plans: &[Plan]) -> Vec<Question> {
    let mut out = Vec::new();
    for p in plans.iter().filter(|p| p.followed_by.is_empty()).take(EACH) {
        let day = p.day.as_deref().unwrap_or("an unknown day");
        let (words, source, statement, event, text) = match &p.item {
            Item::Event(e) => {
                let text = format!(
                    "Planned ({}, {day}): the record does not tell what came of it.",
                    e.kind
                );
                (&e.words, &e.source, None, Some(e.id), text)
            }
            Item::Statement(s) => {
                let text = format!("Invited ({day}): the record does not tell what came of it.");
                (
                    s.content.first().unwrap_or(&s.cue),
                    &s.source,
                    Some(s.id),
                    None,
                    text,
                )
            }
        };
        out.push(Question {
            kind: QuestionKind::NoOutcome,
            text,
            words: words.clone(),
            source: source.clone(),
            statement,
            event,
        });
    }
    let about = |kind, text: &str, words: &Quote, s: &Statement| Question {
        kind,
        text: text.to_string(),
        words: words.clone(),
        source: s.source.clone(),
        statement: Some(s.id),
        event: None,
    };
    let unnamed = statements.iter().filter_map(|s| {
        let link = s.chain.iter().find(|l| l.kind == "sources")?;
        let text = "Rests on sources that are not named.";
        Some(about(QuestionKind::UnnamedSources, text, &link.words, s))
    });
    out.extend(unnamed.take(EACH));
    let unknown = statements
        .iter()
        .filter(|s| s.speaker.is_none() && !s.chain.iter().any(|l| l.kind == "sources"))
        .map(|s| {
            let words = s.speaker_words.as_ref().unwrap_or(&s.cue);
            about(
                QuestionKind::UnknownSpeaker,
                "The page does not settle who speaks.",
                words,
                s,
            )
        });
    out.extend(unknown.take(EACH));
    let denied = statements.iter().filter(|s| s.act == "deny").map(|s| {
        let words = s.content.first().unwrap_or(&s.cue);
        about(QuestionKind::Denied, "Denied: who claims it?", words, s)
    });
    out.extend(denied.take(EACH));
    out
}
