//! The names of a gold page, for reading statements without errors of names.

use khabar_model::{Entity, EntityKind, Mention, MentionForm, Origin, Span};
use khabar_read::names::Names;
use serde_json::Value;

/// Letters that may stand before a name in its word.
const CLITICS: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ك'];

/// Every place in `text` that has a surface of a gold entity (the longest goes
/// first), and every bare post that the gold gives to one person alone.
pub fn of(text: &str, gold: &Value) -> Names {
    let mut names = Names::default();
    let mut wanted: Vec<(String, usize, MentionForm)> = Vec::new();
    for e in gold["entities"].as_array().into_iter().flatten() {
        let kind = match e["type"].as_str() {
            Some("person") => EntityKind::Person,
            Some("org") => EntityKind::Org,
            Some("place") => EntityKind::Place,
            _ => EntityKind::Product,
        };
        let strings = |key: &str| -> Vec<String> {
            let list = e[key].as_array().into_iter().flatten();
            list.filter_map(|s| s.as_str().map(str::to_string))
                .collect()
        };
        let entity = names.entities.len();
        let surfaces = strings("surfaces");
        wanted.extend(
            surfaces
                .iter()
                .map(|s| (s.clone(), entity, MentionForm::Name)),
        );
        wanted.extend(
            strings("roles")
                .into_iter()
                .map(|r| (r, entity, MentionForm::Post)),
        );
        names.entities.push(Entity {
            kind,
            name: e["name"].as_str().unwrap_or_default().to_string(),
            surfaces,
            roles: vec![],
            article: 1,
        });
    }
    wanted.sort_by_key(|w| (w.2 == MentionForm::Post, std::cmp::Reverse(w.0.len())));
    let mut taken = vec![false; text.len()];
    for (surface, entity, form) in &wanted {
        let shared = wanted.iter().any(|w| w.0 == *surface && w.1 != *entity);
        if surface.is_empty() || (*form == MentionForm::Post && shared) {
            continue;
        }
        for (start, _) in text.match_indices(surface.as_str()) {
            let span = Span::new(start, start + surface.len());
            let free = !taken[span.start()..span.end()].contains(&true);
            if free && bounded(text, span) {
                taken[span.start()..span.end()].fill(true);
                names.mentions.push(Mention {
                    span,
                    entity: *entity,
                    form: *form,
                    origin: Origin::Rule("gold"),
                });
            }
        }
    }
    names.mentions.sort_by_key(|m| m.span.start());
    names
}

/// No other word's letters run into `span`; clitics may stand before it.
fn bounded(text: &str, span: Span) -> bool {
    let after = text[span.end()..].chars().next();
    let word = text[..span.start()]
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic());
    let clitics: Vec<char> = word.take(3).collect();
    !after.is_some_and(char::is_alphabetic)
        && clitics.len() < 3
        && clitics.iter().all(|c| CLITICS.contains(c))
}
