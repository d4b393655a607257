//! What a person decides about the record; it goes before what was read, and
//! outlives a re-reading.

use crate::labels;

labels! {
    DecisionKind {
        /// Two names are one person, organisation or place.
        Same = "same",
        Different = "different",
        /// A statement is somebody else's than was read.
        Source = "source",
        /// Not to be shown in answers.
        Hide = "hide",
        Note = "note",
        Star = "star",
        /// Put on a list.
        List = "list",
        /// A name is that of the person with this Wikidata id.
        Id = "id",
        /// A search kept under a name.
        Search = "search",
    }
}
