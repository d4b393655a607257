//! The publication day, worked out from the weekday and date words of a text.

use super::expr::{Core, Item};
use super::resolve::{Now, day};
use khabar_text::civil::Day;

/// What an expression says about the day it was written on.
enum Clue {
    /// It is this day.
    Is(Day),
    /// It is a day of this week.
    On(u8),
    /// It lies between these, both included.
    Within(Day, Day),
    /// The text counts in weekdays: any day agrees, and it is a day of news.
    Any,
}

fn clue(it: &Item) -> Option<Clue> {
    if let Core::Range(a, b) = &it.core {
        let days = a.weekday.is_some() && b.weekday.is_some();
        return days.then_some(Clue::Any);
    }
    if let Core::Nth(0, ..) = it.core {
        return Some(Clue::Any);
    }
    let own = it
        .day_date()
        .filter(|d| d.is_absolute())
        .and_then(|_| day(it, Now::default()));
    match (it.rel, it.weekday, own) {
        (Some(r), _, Some(d)) => Some(Clue::Is(d.plus(-r))),
        (Some(r), Some(w), None) => {
            let w = (i32::from(w) - 1 - r).rem_euclid(7) + 1;
            Some(Clue::On(w as u8))
        }
        (None, Some(_), Some(d)) => match it.dir {
            Some(k) if k < 0 => Some(Clue::Within(d.plus(1), d.plus(7 - 7 * (k + 1)))),
            Some(k) if k > 0 => Some(Clue::Within(d.plus(-7 * k), d.plus(-1))),
            _ => None,
        },
        (None, Some(_), None) => Some(Clue::Any),
        _ => None,
    }
}

impl Clue {
    fn agrees(&self, day: Day) -> bool {
        match *self {
            Clue::Is(d) => d == day,
            Clue::On(w) => day.weekday() == w,
            Clue::Within(a, b) => (a..=b).contains(&day),
            Clue::Any => true,
        }
    }
}

/// The day that makes the text's weekday words true and lies at or just before
/// `retrieved`, with the index of the expression that shows it best. Without
/// `retrieved`, only an absolute date beside a relative word settles it.
pub fn publication(items: &[&mut Item], retrieved: Option<Day>) -> Option<(Day, usize)> {
    let clues: Vec<(usize, Clue)> = items
        .iter()
        .enumerate()
        .filter_map(|(i, it)| clue(it).map(|c| (i, c)))
        .collect();
    let (first, _) = clues.first()?;
    let exact = clues.iter().find_map(|(i, c)| match c {
        Clue::Is(d) if retrieved.is_none_or(|r| *d <= r.plus(1)) => Some((*d, *i)),
        _ => None,
    });
    let Some(retrieved) = retrieved else {
        return exact;
    };
    let agreed = |d: Day| clues.iter().filter(|(_, c)| c.agrees(d)).count();
    let mut days: Vec<Day> = (0..7).map(|k| retrieved.plus(-k)).collect();
    days.extend(exact.map(|(d, _)| d));
    for (_, c) in &clues {
        if let Clue::Within(a, b) = c {
            days.push(b.plus(0).min(retrieved));
            let _ = a;
        }
    }
    let mut best = (0, retrieved);
    for d in days {
        let n = agreed(d);
        if n > best.0 {
            best = (n, d);
        }
    }
    let shown = clues
        .iter()
        .find(|(_, c)| c.agrees(best.1) && !matches!(c, Clue::Any));
    (best.0 > 0).then(|| (best.1, shown.map_or(*first, |(i, _)| *i)))
}
