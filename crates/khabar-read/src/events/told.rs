//! From a trigger to the event it tells: its participants with their roles.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, Part, Tense, class};
use super::phrase::{self, Arg, Args, Of};
use super::{noun, verb};
use khabar_model::{EntityKind, EventKind, EventRole, Participant, Span};
use std::ops::Range;

/// An event as one clause tells it.
pub struct Told {
    pub participants: Vec<Participant>,
    pub place: Option<Span>,
    /// The tokens of the clause.
    pub clause: Range<usize>,
    /// Where what governs the trigger begins: its support verb or itself.
    pub head: usize,
    /// The support verb's reading, for tense.
    pub future: bool,
    /// It is yet to be done (لزيارة).
    pub purpose: bool,
    /// Who does it, where it is said or carried over.
    pub doer: Option<usize>,
}

/// How far after a trigger its arguments may stand, in tokens.
const AFTER: usize = 34;

/// The participants found so far.
#[derive(Default)]
pub struct Cast {
    pub list: Vec<Participant>,
    pub place: Option<Span>,
    pub from: usize,
    pub to: usize,
    pub doer: Option<usize>,
    /// مع or بين says that there is another party.
    pub paired: bool,
    /// مع does.
    pub with: bool,
    /// The slots filled.
    pub slots: Vec<Slot>,
}

impl Cast {
    pub fn at(i: usize) -> Cast {
        Cast {
            from: i,
            to: i + 1,
            ..Cast::default()
        }
    }

    pub fn add(&mut self, entity: usize, role: EventRole) {
        if !self.list.iter().any(|p| p.entity == entity) {
            self.list.push(Participant { entity, role });
        }
    }

    pub fn take(&mut self, args: &Args, role: impl Fn(Slot) -> Option<EventRole>) {
        for a in &args.list {
            let Some(role) = role(a.slot) else { continue };
            self.add(a.entity, if a.side { EventRole::Side } else { role });
            self.cover(a);
            self.slots.push(a.slot);
            let does = matches!(
                role,
                EventRole::Actor | EventRole::Party | EventRole::Visitor
            );
            if does && !a.side {
                self.doer = self.doer.or(Some(a.entity));
            }
        }
        self.place = self.place.or(args.place);
        self.paired |= args.paired;
        self.with |= args.with;
    }

    fn cover(&mut self, a: &Arg) {
        self.from = self.from.min(a.at);
        self.to = self.to.max(a.end);
    }

    pub fn named(&self) -> usize {
        let sides = |p: &&Participant| p.role != EventRole::Side;
        self.list.iter().filter(sides).count()
    }
}

pub fn read(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Told> {
    match f.trigger.part {
        Part::Verb => verb::read(cx, f, sentence),
        Part::Noun => noun::read(cx, f, sentence),
        Part::Support => None,
    }
}

pub fn end_of(f: &Found<'_>, sentence: &Range<usize>) -> usize {
    sentence.end.min(f.at + AFTER)
}

/// The subject before a verb (الوزير التقى …، فلان الذي يزور …).
pub fn subject_before(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Args> {
    if f.conjunction || f.at == sentence.start {
        return None;
    }
    let i = f.at;
    let last = if cx.is(i - 1, class::AUXILIARY) {
        i.saturating_sub(2)
    } else {
        i - 1
    };
    if cx.is(last, class::RELATIVE) {
        // "الانتخابات التي فاز فيها فلان": فيها is what the clause speaks of.
        let resumed = (i + 1..i + 3).any(|k| cx.is(k, class::RESUMED));
        let arg = antecedent(cx, last, sentence).filter(|_| !f.pronoun && !resumed)?;
        return Some(Args {
            list: vec![arg],
            ..Args::default()
        });
    }
    let start = cx.clause_start(i, sentence);
    let mut args = phrase::scan(cx, start..i, [Slot::Subject, Slot::Object], Of::Verb);
    if args.end < i {
        return None;
    }
    // Who stands right before it or begins the clause, with adjuncts between.
    let near = |a: &Arg| a.slot == Slot::Subject && (i - a.end <= 12 || a.at <= start + 6);
    let near = args.list.iter().any(near);
    args.list.retain(|a| a.slot == Slot::Subject);
    near.then_some(args)
}

/// What the clause after the relative pronoun at `pronoun` speaks of, as far as
/// it is a name: of a row of places (مدينة فلانة بريف …) the first.
pub fn antecedent(cx: &Context<'_>, pronoun: usize, sentence: &Range<usize>) -> Option<Arg> {
    let from = pronoun.saturating_sub(8).max(sentence.start);
    let before = |end: usize| {
        let found = |k: usize| Some((k, cx.mention_at(k)?));
        (from..end).rev().find_map(found)
    };
    let (mut at, mut m) = before(pronoun)?;
    let place = |e: usize| cx.kind(e) == EntityKind::Place;
    while place(m.entity)
        && let Some((k, wider)) = before(at)
        && place(wider.entity)
        && at - k <= 3
        && !(k..at).any(|i| cx.text.is_punct(i))
    {
        (at, m) = (k, wider);
    }
    (cx.kind(m.entity) != EntityKind::Product).then_some(Arg {
        slot: Slot::Subject,
        entity: m.entity,
        at,
        np: at,
        end: pronoun,
        side: false,
    })
}

/// Who was spoken of before, as `role`.
pub fn carry(cx: &Context<'_>, f: &Found<'_>, cast: &mut Cast, role: Option<EventRole>) {
    let Some(role) = role else { return };
    let feminine = f.pronoun && f.tense == Tense::Noun && cx.text.norm(f.at).ends_with("ها");
    let owner = feminine
        .then(|| cx.named_before(f.at, &(0..f.at)))
        .flatten();
    let word = cx.text.norm(f.at);
    let theirs =
        f.pronoun && f.tense == Tense::Noun && (word.ends_with("هم") || word.ends_with("هما"));
    if theirs && cx.parties.len() < 2 {
        return;
    }
    if (theirs || f.several && f.tense != Tense::Noun) && cx.parties.len() > 1 {
        for &entity in &cx.parties {
            cast.add(entity, role);
        }
    } else if let Some(entity) = owner.or_else(|| cx.carried(f.at)) {
        cast.add(entity, role);
        cast.doer = cast.doer.or(Some(entity));
    }
}

/// The states and bodies that a participant's titles name anywhere on the page.
fn sides(cx: &Context<'_>, k: usize, cast: &mut Cast) {
    let p = cast.list[k];
    if p.role == EventRole::Side || cx.kind(p.entity) != EntityKind::Person {
        return;
    }
    for role in &cx.names.entities[p.entity].roles {
        let tokens = cx.text.tokens_in(role.span);
        for i in tokens {
            let named = cx.mention_at(i).map(|m| m.entity);
            let of = named.or_else(|| cx.places.of_nisba(cx.names, cx.text.norm(i)));
            if let Some(e) = of.filter(|&e| cx.kind(e) != EntityKind::Person) {
                cast.add(e, EventRole::Side);
            }
        }
    }
}

pub fn finish(
    cx: &Context<'_>,
    f: &Found<'_>,
    mut cast: Cast,
    head: usize,
    (future, purpose): (bool, bool),
) -> Option<Told> {
    let frame = &f.trigger.frame;
    if cast.named() + usize::from(cast.paired) < frame.least || cast.named() == 0 {
        return None;
    }
    if frame.needs.is_some_and(|slot| !cast.slots.contains(&slot)) {
        return None;
    }
    let person = |p: &Participant| cx.kind(p.entity) == EntityKind::Person;
    if frame.person && !cast.list.iter().any(person) || frame.body && cast.list.iter().any(person) {
        return None;
    }
    for k in 0..cast.list.len() {
        sides(cx, k, &mut cast);
    }
    // "الزيارة الأولى لفلان": a person is no place to go to.
    if f.trigger.kind == Some(EventKind::Visit) {
        let to = |p: &Participant| p.role == EventRole::Visitor;
        if !cast.list.iter().any(to) {
            let people = cast.list.iter_mut();
            for p in people.filter(|p| cx.kind(p.entity) == EntityKind::Person) {
                p.role = EventRole::Visitor;
            }
        }
        let goes = |p: &Participant| to(p) && !cx.is_city(p.entity);
        if !cast.list.iter().any(goes) {
            return None;
        }
    }
    if f.trigger.kind == Some(EventKind::Attack) {
        // Whoever takes part in an attack attacks.
        for p in cast
            .list
            .iter_mut()
            .filter(|p| p.role == EventRole::Present)
        {
            p.role = EventRole::Actor;
            cast.doer = cast.doer.or(Some(p.entity));
        }
    }
    for p in cast.list.clone() {
        if let Some(city) = cx.inside(p.entity) {
            cast.add(city, p.role);
        }
    }
    // A city that is visited lies in a country, and a capital acts for one.
    let place = |p: &&Participant| {
        matches!(
            p.role,
            EventRole::Host | EventRole::Party | EventRole::Recipient
        ) && cx.kind(p.entity) == EntityKind::Place
    };
    let places: Vec<Participant> = cast.list.iter().filter(place).copied().collect();
    for p in places {
        if let Some(country) = cx.places.country_of(cx.names, p.entity) {
            let party = p.role == EventRole::Party;
            cast.add(country, if party { EventRole::Side } else { p.role });
        }
    }
    let from = cast.from.min(head);
    Some(Told {
        participants: cast.list,
        place: cast.place,
        clause: from..cast.to.max(f.at + 1),
        head,
        future: future || f.future,
        purpose,
        doer: cast.doer,
    })
}
