//! The strip of activity over a timeline: how much on which days.

use crate::day;
use crate::lang::Lang;

/// Something on a day (since 1970-01-01).
pub struct Mark {
    pub day: i64,
    pub event: bool,
}

pub struct Bar {
    pub x: f64,
    pub width: f64,
    /// Statements, standing on the line.
    pub said_y: f64,
    pub said_height: f64,
    /// Events, on top of them.
    pub event_y: f64,
    pub event_height: f64,
    pub title: String,
}

/// Bars in a box of `WIDTH` by `HEIGHT`.
pub struct Strip {
    pub bars: Vec<Bar>,
    pub first: String,
    pub last: String,
    /// How long a bar is, in words.
    pub unit: &'static str,
}

pub const WIDTH: f64 = 720.0;
pub const HEIGHT: f64 = 64.0;

/// Days a bar stands for, by the days from first to last.
fn step(days: i64) -> i64 {
    match days {
        ..=120 => 1,
        121..=840 => 7,
        841..=3_600 => 30,
        _ => 365,
    }
}

impl Strip {
    /// None where there are fewer than two days to draw.
    pub fn new(lang: Lang, marks: &[Mark]) -> Option<Strip> {
        let first = marks.iter().map(|m| m.day).min()?;
        let last = marks
            .iter()
            .map(|m| m.day)
            .max()
            .filter(|&last| last > first)?;
        let step = step(last - first);
        let bins = (last - first) / step + 1;
        let mut counts = vec![(0usize, 0usize); bins as usize];
        for m in marks {
            let (said, events) = &mut counts[((m.day - first) / step) as usize];
            *(if m.event { events } else { said }) += 1;
        }
        let most = counts.iter().map(|(s, e)| s + e).max().unwrap_or(1).max(1);
        let slot = WIDTH / bins as f64;
        let bars = (0i64..).zip(&counts).filter(|(_, (s, e))| s + e > 0);
        let bars = bars.map(|(k, &(said, events))| {
            let height = |n: usize| n as f64 * (HEIGHT - 2.0) / most as f64;
            let width = (slot * 0.8).clamp(1.5, 14.0);
            Bar {
                x: k as f64 * slot + (slot - width) / 2.0,
                width,
                said_y: HEIGHT - height(said),
                said_height: height(said),
                event_y: HEIGHT - height(said + events),
                event_height: height(events),
                title: title(lang, first + k * step, said, events),
            }
        });
        let words = |day: i64| day::words(lang, &day::iso(day));
        Some(Strip {
            bars: bars.collect(),
            first: words(first),
            last: words(last),
            unit: match step {
                1 => lang.of("a bar a day", "لكل يوم عمود"),
                7 => lang.of("a bar a week", "لكل أسبوع عمود"),
                30 => lang.of("a bar for 30 days", "لكل 30 يومًا عمود"),
                _ => lang.of("a bar a year", "لكل سنة عمود"),
            },
        })
    }
}

fn title(lang: Lang, day: i64, said: usize, events: usize) -> String {
    use crate::lang::{EVENTS, STATEMENTS};
    let parts = [(said, &STATEMENTS), (events, &EVENTS)];
    let counts = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, noun)| lang.count(n, noun));
    let counts: Vec<String> = counts.collect();
    format!(
        "{}: {}",
        day::words(lang, &day::iso(day)),
        counts.join(lang.comma())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strip(days: &[(i64, bool)]) -> Option<Strip> {
        let marks: Vec<Mark> = days
            .iter()
            .map(|&(day, event)| Mark { day, event })
            .collect();
        Strip::new(Lang::En, &marks)
    }

    #[test]
    fn one_day_is_no_strip() {
        assert!(strip(&[]).is_none());
        assert!(strip(&[(5, true), (5, false)]).is_none());
    }

    #[test]
    fn bars_lie_in_the_box() {
        for days in [1, 100, 500, 3_000, 40_000] {
            let s = strip(&[(0, false), (0, true), (0, false), (days, true)]).unwrap();
            assert_eq!(s.bars.len(), 2);
            for b in &s.bars {
                assert!(
                    b.x >= 0.0 && b.x + b.width <= WIDTH,
                    "{days}: {} {}",
                    b.x,
                    b.width
                );
                assert!(b.event_y >= 0.0 && b.said_y + b.said_height <= HEIGHT + 0.01);
            }
            assert_eq!(s.bars[0].title, "1 January 1970: 2 statements, 1 event");
        }
    }
}
