//! Statements and the chains they came through.

use crate::labels;
use khabar_text::Span;

labels! {
    Form {
        /// All of the content in quotation marks.
        Direct = "direct",
        Indirect = "indirect",
        Mixed = "mixed",
    }
}

labels! {
    /// What is done by saying it.
    Act {
        State = "state",
        Urge = "urge",
        Invite = "invite",
        Commit = "commit",
        Praise = "praise",
        Criticise = "criticise",
        Deny = "deny",
        Announce = "announce",
    }
}

labels! {
    /// Whether the source stands behind the content. A denial is not a claim.
    Polarity {
        Affirmed = "affirmed",
        /// The source says that it is not so (نفى أن، استبعد، رفض).
        Denied = "denied",
        /// Neither: "لم يؤكد أن"، "لم يستبعد"، a doubt, a question.
        Withheld = "withheld",
    }
}

labels! {
    /// As what the content is told.
    Modality {
        Fact = "fact",
        Possible = "possible",
        /// What ought to be done.
        Required = "required",
        Wanted = "wanted",
        /// What will be done.
        Planned = "planned",
        Asked = "asked",
    }
}

/// How sure each decision about a statement is, in [0,1]: the share of
/// decisions of its kind that were right on our own sample pages.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Certainty {
    /// That something is reported here.
    pub cue: f32,
    pub source: f32,
    pub content: f32,
    pub chain: f32,
}

labels! {
    /// A way by which words travel.
    LinkKind {
        /// A communiqué.
        Statement = "statement",
        /// Social media.
        Post = "post",
        Interview = "interview",
        PressConference = "press_conference",
        Speech = "speech",
        Agency = "agency",
        /// Quoted from another outlet.
        Outlet = "outlet",
        /// Unnamed sources.
        Sources = "sources",
    }
}

/// One link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    pub kind: LinkKind,
    /// Who issued it (index into the entities); none where unsaid.
    pub by: Option<usize>,
    /// The words that name it, in this statement's sentence or, if
    /// `inherited`, in the one that set it.
    pub span: Span,
    pub inherited: bool,
}

impl Link {
    /// The same link as another statement takes it over.
    pub fn taken_over(&self) -> Link {
        Link {
            inherited: true,
            ..self.clone()
        }
    }
}

/// Content that the text attributes to a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    pub article: u16,
    /// The reporting verb, noun or phrase with its clitics.
    pub cue: Span,
    /// The words that name the source by the cue, titles included.
    pub source: Option<Span>,
    /// Who that is (index into the entities), also where left implicit.
    pub entity: Option<usize>,
    /// Who else says it with them (أكد فلان وفلان، أعلن الجانبان).
    pub with: Vec<usize>,
    /// Parts of the content in order, without surrounding quote marks.
    pub content: Vec<Span>,
    pub form: Form,
    pub act: Act,
    pub polarity: Polarity,
    pub modality: Modality,
    /// Addressees (indices into the entities).
    pub to: Vec<usize>,
    /// Whom and what the content is about: the entities that it names, the
    /// speaker left out, in order of appearance.
    pub about: Vec<usize>,
    /// From the speaker outward; the outlet itself, the last link of every
    /// chain, is the article's and is not repeated here.
    pub chain: Vec<Link>,
    /// In [0,1]: how sure the reading is of cue, source and content together.
    pub certainty: f32,
    pub decisions: Certainty,
}
