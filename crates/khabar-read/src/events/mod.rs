//! Events: meetings, visits, calls, agreements, invitations, attacks, …
//!
//! In order: `lexicon` finds the triggers of `data/event_triggers.tsv` in all
//! their forms; `phrase` reads who stands by a trigger and what introduces
//! them; `verb` and `noun` give them their roles by the trigger's `frame`, with
//! those whom the words do not name (`implied`, `Context::carried`); `status`
//! says whether it happened, and when; `merge` makes one event of what is told
//! twice.

mod context;
mod frame;
mod implied;
mod inflect;
mod lexicon;
mod list;
mod merge;
mod noun;
mod phrase;
mod places;
mod scene;
mod status;
#[cfg(test)]
mod tests;
mod told;
mod verb;

use crate::names::Names;
use context::Context;
use khabar_model::{
    Article, BlockKind, EntityKind, Event, EventKind, EventRole, Page, Participant, Statement,
    Timex,
};
use khabar_text::fold::fold;
use khabar_text::{Text, sentence};
use lexicon::{Found, Lexicon, Part};
use merge::Draft;
use places::Places;
use std::ops::Range;

pub struct EventReader {
    lexicon: Lexicon,
    places: Places,
}

impl EventReader {
    pub fn builtin() -> Self {
        EventReader {
            lexicon: Lexicon::builtin(),
            places: Places::builtin(),
        }
    }

    pub fn read(
        &self,
        text: &Text<'_>,
        page: &Page,
        names: &Names,
        timexes: &[Timex],
        statements: &[Statement],
    ) -> Vec<Event> {
        let lists = (&self.lexicon, &self.places);
        let mut cx = Context::new(text, names, lists, timexes, statements);
        let mut out: Vec<Draft> = Vec::new();
        for article in &page.articles {
            (cx.last, cx.parties, cx.attacker) = (None, Vec::new(), None);
            for block in article.blocks.iter().filter(|b| b.kind == BlockKind::Body) {
                for s in sentence::sentences(text, text.tokens_in(block.span)) {
                    read_sentence(&mut cx, article, &s, &mut out);
                }
            }
        }
        merge::complete_rows(&mut out, |e| cx.kind(e));
        out.into_iter().map(|d| d.event).collect()
    }
}

fn read_sentence(cx: &mut Context<'_>, article: &Article, s: &Range<usize>, out: &mut Vec<Draft>) {
    let mut names_somebody = false;
    let mut before: Option<(usize, EventKind)> = None;
    for i in s.clone() {
        let found = cx.lex.trigger_at(cx.text, i, s.end);
        let told =
            found.filter(|f| f.trigger.part != Part::Support && !in_name(cx, f) && !his_own(cx, f));
        if let Some(f) = told {
            // "الجولة الثانية من الحوار" is one event.
            let noun = f.trigger.part == Part::Noun;
            let kind = f.trigger.kind.unwrap_or(EventKind::Other);
            let inside = before.is_some_and(|(at, k)| noun && k == kind && i - at <= 3);
            before = noun.then_some((i, kind));
            if inside {
                continue;
            }
            if let Some(draft) = draft(cx, article, &f, s) {
                remember(cx, &draft, i);
                merge::merge(out, draft);
            }
        } else if !names_somebody
            && let Some(m) = cx.mention_at(i)
            && cx.kind(m.entity) == EntityKind::Person
        {
            // Whoever a sentence names first is whom the next one speaks of.
            names_somebody = true;
            cx.last = Some((i, m.entity));
        }
    }
}

/// The word is part of a name (مجلس التعاون، قناة الحوار).
fn in_name(cx: &Context<'_>, f: &Found<'_>) -> bool {
    let forum = f.trigger.kind == Some(EventKind::Dialogue)
        && cx
            .mention_at(f.at)
            .is_some_and(|m| cx.kind(m.entity) != EntityKind::Person);
    cx.named(f.at) && !forum
}

/// "ومساعده فلان": his assistant, not help, which is written with ة.
fn his_own(cx: &Context<'_>, f: &Found<'_>) -> bool {
    let person = |m: &khabar_model::Mention| cx.kind(m.entity) == EntityKind::Person;
    f.trigger.part == Part::Noun
        && !f.pronoun
        && cx.text.raw(f.at).ends_with('ه')
        && cx.mention_at(f.at + 1).is_some_and(person)
}

fn draft(cx: &Context<'_>, article: &Article, f: &Found<'_>, s: &Range<usize>) -> Option<Draft> {
    let mut told = told::read(cx, f, s)?;
    scene::complete(cx, f, &mut told, s);
    if status::untold(cx, f, &told, s) || status::recurring(cx, f, s) {
        return None;
    }
    let date = status::date(cx, f, &told, s);
    if f.trigger.frame.firm && date.is_none() && told.doer.is_none() {
        return None;
    }
    let published = article.published.as_ref().map(|p| p.day.as_str());
    let status = status::status(cx, &told, s, date.as_ref(), published);
    let place = told.place;
    let mut kind = f.trigger.kind?;
    let person = |p: &Participant| cx.kind(p.entity) == EntityKind::Person;
    if f.trigger.frame.talks && !told.participants.iter().any(person) {
        kind = EventKind::Dialogue;
    }
    let list = told.participants.iter();
    let capital = |p: &Participant| Some((p.entity, cx.places.acts_for(cx.names, p.entity)?));
    let capitals = list.filter_map(capital).collect();
    Some(Draft {
        capitals,
        ordinal: status::ordinal(cx, f),
        trigger: f.trigger.id,
        unnamed: !told.participants.iter().any(person),
        place: place.map(|p| fold(p.of(cx.text.original()))),
        event: Event {
            article: article.id,
            kind,
            plover: f.trigger.plover,
            span: cx.text.span(told.clause.start, told.clause.end),
            trigger: cx.text.span(f.at, f.at + 1),
            participants: told.participants,
            date,
            place,
            status,
        },
    })
}

/// Keeps who took part, for words that name nobody.
fn remember(cx: &mut Context<'_>, d: &Draft, i: usize) {
    let list = &d.event.participants;
    let struck = |p: &&Participant| p.role == EventRole::Actor;
    if d.event.kind == EventKind::Attack
        && let Some(p) = list.iter().find(struck)
    {
        cx.attacker = Some(p.entity);
    }
    if let Some(first) = list.first() {
        cx.last = Some((i, first.entity));
    }
    let to = |p: &&Participant| p.role == EventRole::Recipient;
    cx.recipient = list.iter().find(to).map(|p| p.entity);
    let parties: Vec<usize> = list.iter().map(|p| p.entity).collect();
    if parties.len() > 1 {
        (cx.parties, cx.parties_at) = (parties, i);
    }
}
