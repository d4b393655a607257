//! The central types of khabar. Nothing here reads or decides; see
//! `khabar-page` and `khabar-read` for that.
//!
//! Spans are bytes of the capture's text; code points appear only in [`wire`].

pub mod article;
pub mod capture;
pub mod decision;
pub mod diagnostic;
pub mod entity;
pub mod event;
pub mod fetch;
pub mod label;
pub mod layout;
pub mod reading;
pub mod statement;
pub mod timex;
pub mod wire;

pub use article::{
    Article, ArticleKind, Block, BlockKind, Credit, Line, LineLabel, Outlet, Page, Published,
    PublishedFrom,
};
pub use capture::{Capture, CaptureId, HtmlPage};
pub use decision::DecisionKind;
pub use diagnostic::Diagnostic;
pub use entity::{Entity, EntityKind, Mention, MentionForm, Origin, Role};
pub use event::{Event, EventKind, EventRole, EventStatus, Participant, Plover};
pub use fetch::{Body, Fetch};
pub use khabar_text::Span;
pub use layout::{Claim, Declared, Layout, LineLayout, Node, Roles, Tag};
pub use reading::Reading;
pub use statement::{Act, Certainty, Form, Link, LinkKind, Modality, Polarity, Statement};
pub use timex::{Anchor, Modifier, Timex, TimexKind, TimexValue, Unsettled};
