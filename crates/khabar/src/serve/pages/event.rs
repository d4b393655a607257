//! One event: what, who as what, when, where, and all that tell it.

use super::{Answer, page as made};
use crate::serve::ui::Ui;
use crate::text::clean;
use crate::words;
use askama::Template;
use khabar_record::{Actor, EventView, Record, Telling};

#[derive(Template)]
#[template(path = "serve/event.html")]
struct Page {
    ui: Ui,
    v: EventView,
}

impl Page {
    /// Participants under what they do in it, in the order of the page.
    fn roles(&self) -> Vec<(String, Vec<&Actor>)> {
        let e = &self.v.telling.event;
        let mut out: Vec<(String, Vec<&Actor>)> = Vec::new();
        for (k, a) in e.participants.iter().enumerate() {
            let role = e.roles.get(k).and_then(|r| r.as_deref());
            let label = match role {
                Some(r) => words::role(self.ui.lang, r),
                None => self.ui.t("took part", "شارك").to_owned(),
            };
            match out.iter_mut().find(|(l, _)| *l == label) {
                Some((_, list)) => list.push(a),
                None => out.push((label, vec![a])),
            }
        }
        out
    }

    /// The sentence cut where the clause of the event begins and ends.
    fn cut(&self, t: &Telling) -> [String; 3] {
        let (s, words) = (&t.sentence, &t.event.words);
        let chars: Vec<char> = s.exact.chars().collect();
        let from = words.start.saturating_sub(s.start).min(chars.len());
        let to = words.end.saturating_sub(s.start).clamp(from, chars.len());
        let part = |a: usize, b: usize| -> String {
            let part: String = chars[a..b].iter().collect();
            // White space by the mark belongs to the line.
            let (before, after) = (
                part.starts_with(char::is_whitespace),
                part.ends_with(char::is_whitespace),
            );
            let space = |has: bool| if has { " " } else { "" };
            format!("{}{}{}", space(before), clean(&part), space(after))
        };
        [part(0, from), part(from, to), part(to, chars.len())]
    }

    /// Others tell it with another status or place than this page.
    fn place(&self, t: &Telling) -> Option<String> {
        t.event.place.as_ref().map(|p| clean(&p.exact))
    }
}

pub fn page(record: &Record, ui: Ui, id: i64) -> Answer {
    let v = record.event(id)?;
    made(Page { ui, v })
}
