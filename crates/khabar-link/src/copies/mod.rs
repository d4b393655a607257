//! Copies: the same words in two articles, sentences or statements.
//!
//! A text is the set of its word 5-grams ([`Shingles`]). Texts that may be
//! copies share a key ([`keys`]), so that any engine's group-by brings them
//! together; [`Overlap`] then decides exactly. [`align`](align()) shows what
//! a copy added, dropped and changed, [`origin`](origin()) who likely had it
//! first.

mod align;
mod minhash;
mod origin;
mod pairs;
mod shingles;

pub use align::{Alignment, Change, Edit, Flags, Side, Words, align};
pub use minhash::{BANDS, Keys, keys};
pub use origin::{Copy, Evidence, Origin, origin};
pub use pairs::{Pair, groups, pairs};
pub use shingles::{N, Overlap, Shingles};
