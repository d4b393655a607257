//! Number words and digits, cardinal and ordinal, composed (`خمسة وعشرون`,
//! `ألفين وأربعة عشر`, `الحادي والعشرين`).

use crate::fold::fold;
use crate::table::{cell, rows};
use crate::token::{Text, TokenKind};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A number read from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    pub value: u64,
    pub ordinal: bool,
    /// It was written in digits.
    pub digits: bool,
    /// The token after it.
    pub next: usize,
}

struct Form {
    /// Folded words after the first one.
    rest: Box<[Box<str>]>,
    value: u64,
    ordinal: bool,
}

/// The number words of `data/numbers.tsv`.
pub struct Numbers {
    /// By folded first word, without its article; longest form first.
    forms: HashMap<Box<str>, Vec<Form>, BuildHasherDefault<Fnv>>,
}

/// FNV-1a: the table's own words are no attack on it, and each word of a text
/// is looked up.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Default for Numbers {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Numbers {
    pub fn builtin() -> Self {
        Self::parse(include_str!("../../../data/numbers.tsv"))
    }

    /// Reads a table of the columns form, value, kind.
    pub fn parse(tsv: &str) -> Self {
        let mut forms: HashMap<Box<str>, Vec<Form>, _> = HashMap::default();
        for row in rows(tsv) {
            let form = fold(cell(&row, 0));
            let mut words = form.split_whitespace();
            let (Some(first), Ok(value)) = (words.next(), cell(&row, 1).parse()) else {
                continue;
            };
            let first = first
                .strip_prefix("ال")
                .filter(|w| w.len() >= 4)
                .unwrap_or(first);
            forms.entry(first.into()).or_default().push(Form {
                rest: words.map(Into::into).collect(),
                value,
                ordinal: cell(&row, 2) == "ordinal",
            });
        }
        for list in forms.values_mut() {
            list.sort_by_key(|f| std::cmp::Reverse(f.rest.len()));
        }
        Numbers { forms }
    }

    /// The folded first words of all forms, without their article.
    pub fn first_words(&self) -> impl Iterator<Item = &str> {
        self.forms.keys().map(|w| &**w)
    }

    /// The number that begins at token `i`, reading no token at or past `end`.
    pub fn at(&self, text: &Text<'_>, i: usize, end: usize) -> Option<Number> {
        self.at_cut(text, i, 0, end)
    }

    /// The same with the first `skip` folded bytes of token `i` left off.
    pub fn at_cut(&self, text: &Text<'_>, i: usize, skip: usize, end: usize) -> Option<Number> {
        let word = text.norm(i).get(skip..).filter(|_| i < end)?;
        if text.tokens()[i].kind == TokenKind::Number {
            return self.digits(text, i, end);
        }
        let (first, mut next) = self.form(text, word, i, end)?;
        if first.ordinal {
            return Some(Number {
                value: first.value,
                ordinal: true,
                digits: false,
                next,
            });
        }
        let (mut total, mut group) = split(first.value);
        while next < end {
            let w = text.norm(next);
            if let Some((f, after)) = self.form(text, w, next, end) {
                // خمسة وعشرون ألفا: a power multiplies what precedes.
                if !f.ordinal && f.value >= 1000 && f.value.is_multiple_of(1000) && group > 0 {
                    total = total.checked_add(group.checked_mul(f.value)?)?;
                    group = 0;
                    next = after;
                    continue;
                }
                break;
            }
            let Some(w) = w.strip_prefix('و') else { break };
            let Some((f, after)) = self.form(text, w, next, end) else {
                break;
            };
            let v = f.value;
            let small = group % 100;
            let fits = match v {
                0 => false,
                1..=19 => small == 0,
                20..=99 => small < 10,
                100..=999 => group == 0,
                _ => group == 0 && total > v,
            };
            if f.ordinal || !fits {
                break;
            }
            if v >= 1000 {
                total = total.checked_add(v)?;
            } else {
                group += v;
            }
            next = after;
        }
        Some(Number {
            value: total.checked_add(group)?,
            ordinal: false,
            digits: false,
            next,
        })
    }

    fn digits(&self, text: &Text<'_>, i: usize, end: usize) -> Option<Number> {
        let mut value: u64 = text.norm(i).parse().ok()?;
        let mut next = i + 1;
        if next < end
            && let Some((f, after)) = self.form(text, text.norm(next), next, end)
            && !f.ordinal
            && f.value >= 1000
        {
            value = value.checked_mul(f.value)?;
            next = after;
        }
        Some(Number {
            value,
            ordinal: false,
            digits: true,
            next,
        })
    }

    fn form(&self, text: &Text<'_>, word: &str, i: usize, end: usize) -> Option<(&Form, usize)> {
        let bare = word
            .strip_prefix("ال")
            .filter(|w| w.len() >= 4)
            .unwrap_or(word);
        let list = self.forms.get(bare)?;
        let form = list.iter().find(|f| {
            let to = i + 1 + f.rest.len();
            to <= end
                && f.rest
                    .iter()
                    .enumerate()
                    .all(|(k, w)| text.norm(i + 1 + k) == &**w)
        })?;
        Some((form, i + 1 + form.rest.len()))
    }
}

/// A value as what is closed (whole thousands) and what may still grow.
fn split(value: u64) -> (u64, u64) {
    if value >= 1000 {
        (value, 0)
    } else {
        (0, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(s: &str) -> Option<(u64, bool, usize)> {
        let t = Text::new(s);
        Numbers::builtin()
            .at(&t, 0, t.len())
            .map(|n| (n.value, n.ordinal, n.next))
    }

    #[test]
    fn cardinals_compose() {
        assert_eq!(read("خمسة وعشرون كتابا"), Some((25, false, 2)));
        assert_eq!(read("ألفين وأربعة عشر"), Some((2014, false, 3)));
        assert_eq!(read("ألف وتسعمائة وستين"), Some((1960, false, 3)));
        assert_eq!(read("ألف وتسعمائة وثمانية وأربعين"), Some((1948, false, 4)));
        assert_eq!(read("خمسة وعشرون ألفا"), Some((25_000, false, 3)));
        assert_eq!(read("الثماني والأربعين ساعة"), Some((48, false, 2)));
        assert_eq!(read("ثلاثة وأربعة"), Some((3, false, 1)));
    }

    #[test]
    fn ordinals_and_digits() {
        assert_eq!(read("الحادي والعشرين من"), Some((21, true, 2)));
        assert_eq!(read("الخامس عشر"), Some((15, true, 2)));
        assert_eq!(read("٢٥ شوال"), Some((25, false, 1)));
        assert_eq!(read("3 آلاف"), Some((3000, false, 2)));
        assert_eq!(read("كتاب"), None);
        assert_eq!(read("99999999999999999999999"), None);
    }
}
