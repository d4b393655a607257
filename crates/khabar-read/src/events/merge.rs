//! One event told several times on a page is one event.

use khabar_model::{EntityKind, Event, EventKind, EventRole, EventStatus, Participant, TimexValue};

/// An event with what only telling it apart needs.
pub struct Draft {
    pub event: Event,
    /// Which of a row it is.
    pub ordinal: Option<u8>,
    /// Where it happened, folded.
    pub place: Option<String>,
    /// The row of its trigger.
    pub trigger: u16,
    /// No person is named.
    pub unnamed: bool,
    /// Capitals among the participants, and the countries they act for.
    pub capitals: Vec<(usize, usize)>,
}

impl Draft {
    /// Who takes part, capitals counted as their countries.
    fn all(&self) -> Vec<usize> {
        self.those(|_| true)
    }

    /// The same without those who stand at a participant's side.
    fn actors(&self) -> Vec<usize> {
        self.those(|p| p.role != EventRole::Side)
    }

    fn those(&self, keep: impl Fn(&Participant) -> bool) -> Vec<usize> {
        let list = self.event.participants.iter().filter(|p| keep(p));
        let state = |e: usize| self.capitals.iter().find(|c| c.0 == e).map_or(e, |c| c.1);
        list.map(|p| state(p.entity)).collect()
    }
}

/// The rounds of one dialogue have the same sides: each is completed from the
/// others that share a participant with it.
pub fn complete_rows(out: &mut [Draft], kind: impl Fn(usize) -> EntityKind) {
    for i in 0..out.len() {
        for j in 0..out.len() {
            let (a, b) = (&out[i], &out[j]);
            let row = |d: &Draft| d.event.kind == EventKind::Dialogue && d.ordinal.is_some();
            if i == j || !row(a) || !row(b) || a.event.article != b.event.article {
                continue;
            }
            let known = |p: &Participant| a.event.participants.iter().any(|x| x.entity == p.entity);
            if !b.event.participants.iter().any(known) {
                continue;
            }
            let side = |p: &&Participant| {
                p.role == EventRole::Party && kind(p.entity) != EntityKind::Person && !known(p)
            };
            let more: Vec<Participant> =
                b.event.participants.iter().filter(side).copied().collect();
            out[i].event.participants.extend(more);
        }
    }
}

/// Most participants an event keeps.
const MOST: usize = 12;

/// Adds an event, or completes the one already told.
pub fn merge(out: &mut Vec<Draft>, e: Draft) {
    match out.iter_mut().find(|o| same(o, &e)) {
        Some(o) => complete(o, e),
        None => out.push(e),
    }
}

fn complete(o: &mut Draft, e: Draft) {
    o.capitals.extend(e.capitals);
    for p in e.event.participants {
        let known = o.event.participants.iter().any(|x| x.entity == p.entity);
        if !known && o.event.participants.len() < MOST {
            o.event.participants.push(p);
        }
    }
    let finer = |a: &TimexValue, b: &TimexValue| a.0.len() < b.0.len();
    match (&o.event.date, &e.event.date) {
        (Some(a), Some(b)) if finer(a, b) => o.event.date = e.event.date,
        (None, Some(_)) => o.event.date = e.event.date,
        _ => {}
    }
    o.event.place = o.event.place.or(e.event.place);
    o.place = o.place.take().or(e.place);
    o.ordinal = o.ordinal.or(e.ordinal);
    if e.event.status == EventStatus::Cancelled {
        o.event.status = EventStatus::Cancelled;
    }
}

fn same(o: &Draft, e: &Draft) -> bool {
    let (a, b) = (&o.event, &e.event);
    let differ = |x: Option<u8>, y: Option<u8>| matches!((x, y), (Some(x), Some(y)) if x != y);
    if a.article != b.article || a.kind != b.kind || differ(o.ordinal, e.ordinal) {
        return false;
    }
    if !compatible(a.date.as_ref(), b.date.as_ref()) {
        return false;
    }
    let elsewhere = matches!((&o.place, &e.place), (Some(x), Some(y)) if x != y);
    if elsewhere
        && matches!(
            a.kind,
            EventKind::Attack | EventKind::Visit | EventKind::Aid
        )
    {
        return false;
    }
    let planned = |e: &Event| e.status == EventStatus::Planned;
    if planned(a) != planned(b) && !same_plan(o, e) {
        return false;
    }
    // What is of no type of its own is one thing only in the same words.
    let doer = |e: &Event| {
        e.participants
            .iter()
            .find(|p| p.role == EventRole::Actor)
            .map(|p| p.entity)
    };
    let others = matches!((doer(a), doer(b)), (Some(x), Some(y)) if x != y);
    if a.kind == EventKind::Other && (o.trigger != e.trigger || others) {
        return false;
    }
    // "تعرضت المدينة لغارات": the noun is part of what the verb tells.
    if a.span.contains(b.trigger) && a.span != b.span {
        return true;
    }
    let (x, y) = (o.actors(), e.actors());
    let shared = x.iter().filter(|p| y.contains(p)).count();
    let (all_a, all_b) = (o.all(), e.all());
    let within = all_b.iter().filter(|p| all_a.contains(p)).count();
    if a.kind == EventKind::Attack
        && (!one_side(a, b) || o.trigger != e.trigger && !(shared > 1 && struck(a, b)))
    {
        return false;
    }
    let inside = y.iter().all(|p| all_a.contains(p)) || x.iter().all(|p| all_b.contains(p));
    if shared >= 2 {
        return true;
    }
    if elsewhere && matches!(a.kind, EventKind::Dialogue | EventKind::Meeting) {
        return false;
    }
    // "زيارة الوفد": of whoever was said to visit.
    let delegation = b.kind == EventKind::Visit && b.participants.len() == 1 && e.unnamed;
    inside || within >= 2 && shared > 0 || delegation
}

/// A plan told of and the same thing told as done: only with the same day.
fn same_plan(o: &Draft, e: &Draft) -> bool {
    let day = |d: &Option<TimexValue>| {
        d.as_ref()
            .filter(|d| d.0.len() == "2024-08-27".len())
            .cloned()
    };
    let (a, b) = (day(&o.event.date), day(&e.event.date));
    let numbered = o.ordinal.is_some() && o.ordinal == e.ordinal;
    a.is_some() && a == b || numbered
}

/// Attacks by the same, as far as both are told with who did them.
fn one_side(a: &Event, b: &Event) -> bool {
    let does = |e: &Event| -> Vec<usize> {
        let list = e.participants.iter();
        let does = list.filter(|p| matches!(p.role, EventRole::Actor | EventRole::Party));
        does.map(|p| p.entity).collect()
    };
    let (x, y) = (does(a), does(b));
    x.is_empty() || y.is_empty() || x.iter().any(|p| y.contains(p))
}

/// Attacks on the same, as far as both are told with what they struck.
fn struck(a: &Event, b: &Event) -> bool {
    let hit = |e: &Event| -> Vec<usize> {
        let list = e.participants.iter();
        let hit = list.filter(|p| matches!(p.role, EventRole::Target | EventRole::Party));
        hit.map(|p| p.entity).collect()
    };
    let (x, y) = (hit(a), hit(b));
    x.iter().any(|p| y.contains(p))
}

fn compatible(a: Option<&TimexValue>, b: Option<&TimexValue>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.0.starts_with(&b.0) || b.0.starts_with(&a.0),
        _ => true,
    }
}
