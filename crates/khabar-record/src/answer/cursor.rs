//! Where a page of results ended.

use crate::error::{Error, Result};
use std::fmt;

/// The last result shown, and the last article that was there when the first
/// page was asked for.
#[derive(Debug, PartialEq)]
pub(crate) struct Cursor {
    pub score: f32,
    pub id: i64,
    pub upto: i64,
}

impl Cursor {
    pub fn parse(s: &str) -> Result<Cursor> {
        let parts: Vec<&str> = s.trim().split('-').collect();
        let read = || {
            let [score, id, upto] = parts.as_slice() else {
                return None;
            };
            Some(Cursor {
                score: f32::from_bits(u32::from_str_radix(score, 16).ok()?),
                id: id.parse().ok()?,
                upto: upto.parse().ok()?,
            })
        };
        read().filter(|c| c.score.is_finite()).ok_or_else(|| {
            Error::Query("this is no place to go on from: give `next` of an answer as it is".into())
        })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}-{}", self.score.to_bits(), self.id, self.upto)
    }
}
