//! Text foundation of khabar: spans, folding with offset maps, tokens,
//! clitics, sentences and calendar words.
//!
//! Everything here is pure: no files, clock, network or globals. All offsets
//! are UTF-8 bytes of the original text unless a name says otherwise.

pub mod calendar;
pub mod civil;
pub mod clitic;
pub mod fold;
pub mod number;
pub mod segment;
pub mod sentence;
pub mod span;
pub mod table;
pub mod token;

pub use fold::{Fold, Folded};
pub use segment::{Segmenter, Segments};
pub use span::{CodePoints, Span};
pub use token::{Text, Token, TokenKind};
