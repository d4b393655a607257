//! Which reading of a date in figures is meant: 3/4/2015 is the third of April
//! or the fourth of March. The press mostly writes the day first, but a reading
//! is only taken where something shows it.

use super::expr::{Core, Date, Item};
use super::resolve::absolute;
use khabar_text::civil::Day;

/// Drops the readings that the article's other figures, the weekday beside a
/// date or the day of writing speak against.
pub fn settle(items: &mut [&mut Item], writing: Option<Day>) {
    if items.iter().all(|it| !ambiguous(it)) {
        return;
    }
    let mut shown = items.iter().filter_map(|it| it.day_first);
    let first = shown.next();
    let order = first.filter(|f| shown.all(|s| s == *f));
    for it in items.iter_mut() {
        choose(it, order, writing);
    }
}

fn ambiguous(it: &Item) -> bool {
    match &it.core {
        Core::Range(a, b) => ambiguous(a) || ambiguous(b),
        _ => !it.others.is_empty(),
    }
}

fn choose(it: &mut Item, day_first: Option<bool>, writing: Option<Day>) {
    if let Core::Range(a, b) = &mut it.core {
        choose(a, day_first, writing);
        choose(b, day_first, writing);
        return;
    }
    let Core::Date(own) = it.core else { return };
    let all: Vec<Date> = std::iter::once(own).chain(it.others.drain(..)).collect();
    let mut left = all.clone();
    keep(&mut left, |d| absolute(d).is_some());
    if let Some(w) = it.weekday {
        keep(&mut left, |d| absolute(d).is_some_and(|x| x.weekday() == w));
    }
    if let Some(day_first) = day_first {
        // The readings stand in the order day-month, month-day, year-month.
        let swapped = |d: &Date| d.year == all[0].year && d.day != all[0].day;
        keep(&mut left, |d| {
            d.year == all[0].year && swapped(d) != day_first
        });
    }
    if let Some(w) = writing {
        let off = |d: &Date| absolute(d).map_or(i32::MAX, |x| x.0 - w.0);
        // Two days of one year: a day or so before the writing is meant.
        if left.iter().filter(|d| off(d).abs() <= 7).count() == 1 {
            keep(&mut left, |d| off(d).abs() <= 7);
        }
        keep(&mut left, |d| off(d) <= 366);
    }
    it.core = Core::Date(left[0]);
    it.others = left.split_off(1);
}

/// Keeps what fits, unless nothing does.
fn keep(left: &mut Vec<Date>, fits: impl Fn(&Date) -> bool) {
    if left.iter().any(&fits) {
        left.retain(fits);
    }
}
