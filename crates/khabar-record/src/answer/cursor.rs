//! Where a page of results ended.

use crate::error::{Error, Result};
use std::fmt;

fn no_place() -> Error {
    Error::Query("this is no place to go on from: give `next` of an answer as it is".into())
}

fn is_day(s: &str) -> bool {
    s.len() <= 10 && s.chars().all(|c| c.is_ascii_digit() || c == '-')
}

fn day(s: &str) -> Option<Option<String>> {
    is_day(s).then(|| Some(s.to_owned()).filter(|s| !s.is_empty()))
}

/// The last line shown of a list by days.
#[derive(Debug, PartialEq)]
pub(crate) struct ByDay {
    pub day: Option<String>,
    pub id: i64,
}

impl ByDay {
    pub fn parse(s: &str) -> Result<ByDay> {
        let read = || {
            let (d, id) = s.trim().split_once('_')?;
            let (day, id) = (day(d)?, id.parse().ok()?);
            Some(ByDay { day, id })
        };
        read().ok_or_else(no_place)
    }
}

impl fmt::Display for ByDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.day.as_deref().unwrap_or(""), self.id)
    }
}

/// The last story shown of a list, the greatest first.
#[derive(Debug, PartialEq, PartialOrd)]
pub(crate) struct ByRank {
    pub outlets: usize,
    pub articles: usize,
    pub last: Option<String>,
    pub id: i64,
}

impl ByRank {
    pub fn parse(s: &str) -> Result<ByRank> {
        let parts: Vec<&str> = s.trim().split('_').collect();
        let read = || {
            let [outlets, articles, last, id] = parts.as_slice() else {
                return None;
            };
            Some(ByRank {
                outlets: outlets.parse().ok()?,
                articles: articles.parse().ok()?,
                last: day(last)?,
                id: id.parse().ok()?,
            })
        };
        read().ok_or_else(no_place)
    }
}

impl fmt::Display for ByRank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.last.as_deref().unwrap_or("");
        write!(f, "{}_{}_{last}_{}", self.outlets, self.articles, self.id)
    }
}

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
        read().filter(|c| c.score.is_finite()).ok_or_else(no_place)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}-{}-{}", self.score.to_bits(), self.id, self.upto)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_back_and_nothing_else_is() {
        for day in [None, Some("2015".to_owned()), Some("2015-07-21".to_owned())] {
            let c = ByDay {
                day: day.clone(),
                id: 7,
            };
            assert_eq!(ByDay::parse(&c.to_string()).unwrap(), c);
            let c = ByRank {
                outlets: 3,
                articles: 12,
                last: day,
                id: 7,
            };
            assert_eq!(ByRank::parse(&c.to_string()).unwrap(), c);
        }
        for none in [
            "",
            "_",
            "x_1",
            "2015-07-21",
            "2015_x",
            "20150-07-211_1",
            "1_2_3",
        ] {
            assert!(ByDay::parse(none).is_err(), "{none}");
            assert!(ByRank::parse(none).is_err(), "{none}");
        }
    }
}
