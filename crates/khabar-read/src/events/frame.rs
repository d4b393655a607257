//! Frames: which argument of a trigger has which role.

use khabar_model::EventRole;

/// How an argument stands by its trigger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    Subject,
    Object,
    /// The noun that a noun is in construct with (زيارة فلان).
    Of,
    /// An adjective of a country (حوار عراقي).
    Nisba,
    /// مع
    With,
    /// بين
    Between,
    /// إلى
    To,
    /// ل
    For,
    /// ب
    By,
    /// من
    From,
    /// في، داخل، قرب
    In,
    /// على
    On,
    /// ضد
    Against,
    /// من قبل، من جانب، برئاسة
    Agent,
    /// بحضور، بمشاركة
    Presence,
    /// بدعوة من
    Invited,
    /// خلال، بعد: what follows is another event's.
    Time,
    /// What is talked about (حول، بشأن) and other words of no role.
    Aside,
}

const SLOTS: &[(&str, Slot)] = &[
    ("subj", Slot::Subject),
    ("obj", Slot::Object),
    ("of", Slot::Of),
    ("nisba", Slot::Nisba),
    ("with", Slot::With),
    ("between", Slot::Between),
    ("to", Slot::To),
    ("for", Slot::For),
    ("by", Slot::By),
    ("from", Slot::From),
    ("in", Slot::In),
    ("on", Slot::On),
    ("against", Slot::Against),
    ("agent", Slot::Agent),
    ("presence", Slot::Presence),
    ("invited", Slot::Invited),
    ("time", Slot::Time),
    ("aside", Slot::Aside),
];

impl Slot {
    pub fn parse(s: &str) -> Option<Slot> {
        SLOTS.iter().find(|x| x.0 == s).map(|x| x.1)
    }
}

/// The roles of a trigger's arguments.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    roles: Vec<(Slot, EventRole)>,
    /// How many participants must be named.
    pub least: usize,
    /// A subject that is left out is who was spoken of before.
    pub carries: bool,
    /// An argument that must be there.
    pub needs: Option<Slot>,
    /// Only who does it or a day makes an event of it (القصف في غزة).
    pub firm: bool,
    /// A deed: with ل before it, it is yet to be done (لزيارة).
    pub deed: bool,
    /// Only a person does or suffers it (وفاة).
    pub person: bool,
    /// Only a body or a state does it (أصدر المجلس قرارا).
    pub body: bool,
    /// Talks: a meeting where people hold them, else a dialogue.
    pub talks: bool,
}

impl Frame {
    /// `subj=host obj=visitor least=2 carry`; what each means is said in
    /// `data/event_triggers.tsv`.
    pub fn parse(cell: &str) -> Frame {
        let mut frame = Frame {
            least: 1,
            ..Frame::default()
        };
        for part in cell.split_whitespace() {
            match part.split_once('=') {
                Some(("least", n)) => frame.least = n.parse().unwrap_or(1),
                Some(("need", slot)) => frame.needs = Slot::parse(slot),
                Some((slot, role)) => {
                    if let (Some(slot), Some(role)) = (Slot::parse(slot), EventRole::parse(role)) {
                        frame.roles.push((slot, role));
                    }
                }
                None if part == "carry" => frame.carries = true,
                None if part == "talks" => frame.talks = true,
                None if part == "deed" => frame.deed = true,
                None if part == "firm" => frame.firm = true,
                None if part == "person" => frame.person = true,
                None if part == "body" => frame.body = true,
                None => {}
            }
        }
        frame
    }

    #[cfg(test)]
    pub fn is_flag(word: &str) -> bool {
        matches!(
            word,
            "carry" | "firm" | "talks" | "deed" | "person" | "body"
        )
    }

    /// The role of an argument in `slot`; none where it takes no part.
    pub fn role(&self, slot: Slot) -> Option<EventRole> {
        let own = self.roles.iter().find(|r| r.0 == slot).map(|r| r.1);
        own.or(match slot {
            Slot::Presence => Some(EventRole::Present),
            Slot::Agent | Slot::Nisba => Some(EventRole::Actor),
            _ => None,
        })
    }

    pub fn takes(&self, slot: Slot) -> bool {
        self.roles.iter().any(|r| r.0 == slot)
    }
}
