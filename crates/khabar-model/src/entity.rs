//! People, organisations, places, products, and where the page names them.

use crate::labels;
use khabar_text::Span;

labels! {
    EntityKind { Person = "person", Org = "org", Place = "place", Product = "product" }
}

/// Who decided: a named rule or a model with its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Rule(&'static str),
    Model(&'static str),
}

labels! {
    /// How a mention refers.
    MentionForm {
        /// By a name.
        Name = "name",
        /// By a post alone (الوزير، رئيس الوزراء).
        Post = "post",
    }
}

/// One place of the text that refers to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Without clitics and without titles for names.
    pub span: Span,
    /// Index into [`crate::Reading::entities`].
    pub entity: usize,
    pub form: MentionForm,
    pub origin: Origin,
}

/// A title or post the page gives a person, as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub span: Span,
    pub text: String,
}

/// One person, organisation, place or product of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    pub kind: EntityKind,
    /// The fullest clean form.
    pub name: String,
    /// Every distinct spelling on the page, without titles and clitics, in
    /// order of appearance.
    pub surfaces: Vec<String>,
    pub roles: Vec<Role>,
    /// The article (1-based) where it first stands.
    pub article: u16,
}
