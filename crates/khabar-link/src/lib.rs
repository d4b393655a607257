//! Links across pages. So far: people ([`people`]).
//!
//! Pure: no files, clock, network or globals. Everything is keys (that a
//! group-by of any engine can use) and decisions on pairs.

mod costs;
pub mod people;
pub mod variant;

pub use people::{Person, SAME, name_key, same_person, skeleton};
pub use variant::variant;
