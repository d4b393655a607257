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

labels! { EventStatus { Happened = "happened", Planned = "planned" } }

#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub article: u16,
    pub kind: EventKind,
    pub plover: Option<Plover>,
    /// The clause that tells it.
    pub span: Span,
    /// Indices into the entities.
    pub participants: Vec<usize>,
    pub date: Option<TimexValue>,
    /// As printed.
    pub place: Option<Span>,
    pub status: EventStatus,
}
