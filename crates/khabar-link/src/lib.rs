//! Links across pages: people ([`people`]) and copies ([`copies`]).
//!
//! Pure: no files, clock, network or globals. Everything is keys (that a
//! group-by of any engine can use) and decisions on pairs.

pub mod copies;
mod costs;
mod latin;
pub mod people;
mod person_words;
pub mod same;
pub mod stories;
pub mod variant;

pub use latin::latin;
pub use people::{Person, SAME, name_key, same_person, skeleton};
pub use variant::variant;
