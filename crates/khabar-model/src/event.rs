//! What happened or is planned between named actors.

use crate::{labels, timex::TimexValue};
use khabar_text::Span;

labels! {
    EventKind {
        Meeting = "meeting",
        Visit = "visit",
        Call = "call",
        Dialogue = "dialogue",
        Agreement = "agreement",
        Appointment = "appointment",
        Invitation = "invitation",
        Attack = "attack",
        Deployment = "deployment",
        Aid = "aid",
        Vote = "vote",
        Trial = "trial",
        Launch = "launch",
        Other = "other",
    }
}

labels! {
    /// Modes of the PLOVER event ontology.
    Plover {
        Agree = "AGREE", Consult = "CONSULT", Support = "SUPPORT", Concede = "CONCEDE",
        Cooperate = "COOPERATE", Aid = "AID", Retreat = "RETREAT", Request = "REQUEST",
        Accuse = "ACCUSE", Reject = "REJECT", Threaten = "THREATEN", Protest = "PROTEST",
        Sanction = "SANCTION", Mobilize = "MOBILIZE", Coerce = "COERCE", Assault = "ASSAULT",
    }
}

labels! {
    EventStatus {
        Happened = "happened",
        Planned = "planned",
        /// Called off or put off; the annotation guidelines know no such value.
        Cancelled = "cancelled",
    }
}

labels! {
    /// What a participant does in an event.
    EventRole {
        /// Who does it.
        Actor = "actor",
        /// One of several who do it to each other (a meeting, an agreement).
        Party = "party",
        Host = "host",
        Visitor = "visitor",
        /// To whom something is given, said or sent.
        Recipient = "recipient",
        /// Against whom or what it is done.
        Target = "target",
        /// Who is appointed, elected or chosen.
        Appointee = "appointee",
        /// Who is there, takes part in it or helps it (بحضور، بمشاركة).
        Present = "present",
        /// The state or body that a participant stands for (وزير خارجية …).
        Side = "side",
    }
}

/// Who takes part in an event, and as what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Index into [`crate::Reading::entities`].
    pub entity: usize,
    pub role: EventRole,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub article: u16,
    pub kind: EventKind,
    pub plover: Option<Plover>,
    /// The clause that tells it.
    pub span: Span,
    /// The word that tells it (زار، لقاء).
    pub trigger: Span,
    /// Each entity once, in order of appearance.
    pub participants: Vec<Participant>,
    pub date: Option<TimexValue>,
    /// As printed.
    pub place: Option<Span>,
    pub status: EventStatus,
}
