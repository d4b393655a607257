//! Values of expressions, given the day of writing.

use super::civil::{Calendar, Day, Unit};
use super::expr::{Core, Date, Item, Year};

/// What relative words are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    pub day: Option<Day>,
    /// The day told last.
    pub told: Option<Day>,
}

/// The value of an expression; none where nothing settles it.
pub fn value(it: &Item, now: Now) -> Option<String> {
    if let Core::Range(a, b) = &it.core {
        let mut b = (**b).clone();
        b.future |= it.future;
        let mut a = (**a).clone();
        a.future |= it.future;
        return range(&a, &b, now);
    }
    if it.is_day() {
        return day(it, now).map(|d| d.to_string());
    }
    core(&it.core, it.future, now)
}

/// The day of an expression that names one.
pub fn day(it: &Item, now: Now) -> Option<Day> {
    match &it.core {
        Core::Date(d) if d.day.is_some() => {
            let anchor = match it.rel.filter(|_| !d.is_absolute()) {
                Some(r) => now.day.map(|n| n.add(r)),
                None => now.day,
            };
            date_day(d, it.weekday, it.future, anchor)
        }
        Core::DayOfMonth(d, k) => {
            let (y, m, _) = now.day?.add_months(*k).ymd();
            Day::new(y, m, *d)
        }
        Core::Nothing => match (it.rel, it.weekday) {
            (Some(r), None) => now.day.map(|n| n.add(r)),
            // A weekday that the page's day contradicts counts before it.
            (Some(r), Some(w)) => {
                let d = now.day?.add(r);
                Some(if r > 0 { d.next(w) } else { d.last(w) })
            }
            (None, Some(w)) => Some(weekday(now.day?, w, it.dir, it.future)),
            (None, None) => None,
        },
        _ => None,
    }
}

fn weekday(now: Day, w: u8, dir: Option<i32>, future: bool) -> Day {
    match dir {
        Some(d) if d < 0 => now.add(-1).last(w).add(7 * (d + 1)),
        Some(d) if d > 0 => now.add(1).next(w).add(7 * (d - 1)),
        None if !future => now.last(w),
        _ => now.next(w),
    }
}

fn range(a: &Item, b: &Item, now: Now) -> Option<String> {
    if let (Core::Nothing, Core::Nothing) = (&a.core, &b.core) {
        // Two weekdays: both in the same direction, the second after the first.
        let last = |it: &Item| day(it, now);
        let b_day = if b.future || b.dir.is_some_and(|d| d >= 0) {
            day(a, now)?.next(b.weekday?)
        } else {
            last(b)?
        };
        let a_day = match (a.weekday, a.rel) {
            (Some(w), None) => b_day.last(w),
            _ => last(a)?,
        };
        return Some(format!("{a_day}/{b_day}"));
    }
    let y = value(b, now)?;
    let mut x = value(a, now)?;
    // من يونيو إلى سبتمبر: the first lies in the year before the second.
    if let (Core::Date(d), Some(year)) = (&a.core, y.get(..4).and_then(|y| y.parse().ok()))
        && d.calendar == Calendar::Gregorian
        && d.year.is_none()
    {
        let in_year = |y| {
            let year = Some(Year::Ce(y));
            value(
                &Item {
                    core: Core::Date(Date { year, ..*d }),
                    ..a.clone()
                },
                now,
            )
        };
        x = in_year(year)
            .filter(|x| *x <= y)
            .or_else(|| in_year(year - 1))?;
    }
    Some(format!("{x}/{y}"))
}

fn core(core: &Core, future: bool, now: Now) -> Option<String> {
    let day = now.day;
    match core {
        Core::Date(d) => month(d, future, day),
        Core::Year(y) => year(*y, day),
        Core::Unit(Unit::Week, k) => Some(day?.add(7 * k).week()),
        Core::Unit(Unit::Month, k) => Some(first_of_month(day?).add_months(*k).month()),
        Core::Unit(Unit::Year, k) => Some(format!("{:04}", day?.ymd().0 + k)),
        Core::Unit(Unit::Day, k) => Some(day?.add(*k).to_string()),
        Core::Season(code, y, dir) => season(code, *y, *dir, day),
        Core::Part(kind, n, y) => Some(format!("{}-{kind}{n}", year(*y, day)?)),
        Core::Decade(y) => Some(format!("{:03}", y / 10)),
        Core::DecadeRel(k) => Some(format!("{:03}", day?.ymd().0 / 10 + k)),
        Core::Numbered(n, w) => numbered(day?, *n, *w).map(|d| d.to_string()),
        Core::WeekOf(k, of) => week_of(*k, of, future, day),
        Core::Century(y) => Some(format!("{:02}", y / 100)),
        Core::Back(unit, n) => Some(back(day?, *unit, *n)),
        Core::Stretch(unit, n) => {
            let (a, b) = (back(day?, *unit, *n), back(day?, *unit, 0));
            Some(if *n < 0 {
                format!("{a}/{b}")
            } else {
                format!("{b}/{a}")
            })
        }
        Core::Every(w) => Some(format!("XXXX-WXX-{w}")),
        Core::Nth(k, w, of) => nth(*k, *w, of, future, day).map(|d| d.to_string()),
        Core::Following(k) => now.told.map(|d| d.add(*k).to_string()),
        Core::Nothing | Core::DayOfMonth(..) | Core::Range(..) | Core::Open => None,
    }
}

fn first_of_month(d: Day) -> Day {
    d.add(1 - i32::from(d.ymd().2))
}

fn back(now: Day, unit: Unit, n: i32) -> String {
    match unit {
        Unit::Day => now.add(n).to_string(),
        Unit::Week => now.add(n.saturating_mul(7)).week(),
        Unit::Month => first_of_month(now).add_months(n).month(),
        Unit::Year => format!("{:04}", (now.ymd().0 + n).max(1)),
    }
}

fn year(y: Year, now: Option<Day>) -> Option<String> {
    match y {
        Year::Ce(y) => Some(format!("{y:04}")),
        // A Hijri year lies in two others.
        Year::Ah(_) => None,
        Year::Rel(k) => Some(format!("{:04}", now?.ymd().0 + k)),
        Year::School(k) => {
            let (y, m, _) = now?.ymd();
            let start = if m >= 9 { y } else { y - 1 } + k;
            Some(format!("{start:04}/{:04}", start + 1))
        }
    }
}

fn season(code: &str, y: Option<Year>, dir: Option<i32>, now: Option<Day>) -> Option<String> {
    if let Some(y) = y {
        return Some(format!("{}-{code}", year(y, now)?));
    }
    let (y, m, _) = now?.ymd();
    let (first, last) = match code {
        "SP" => (3, 5),
        "SU" => (6, 8),
        "FA" => (9, 11),
        _ => (12, 14),
    };
    // Winter goes by the year in which it begins.
    let month = if code == "WI" && m <= 2 { m + 12 } else { m };
    let y = if month > m { y - 1 } else { y };
    let y = match dir {
        Some(d) if d < 0 => y + d + i32::from(month > last),
        Some(d) if d > 0 => y + d - i32::from(month < first),
        _ => y,
    };
    Some(format!("{y:04}-{code}"))
}

/// The value of a month without a day.
fn month(d: &Date, future: bool, now: Option<Day>) -> Option<String> {
    if d.calendar == Calendar::Hijri {
        // Only a month whose year is told has days that can be named.
        let Some(Year::Ah(y)) = d.year else {
            return None;
        };
        let first = Day::of_hijri(y, d.month, 1)?;
        let (y2, m2) = if d.month == 12 {
            (y + 1, 1)
        } else {
            (y, d.month + 1)
        };
        let last = Day::of_hijri(y2, m2, 1)?.add(-1);
        return Some(format!("{first}/{last}"));
    }
    let year = match d.year {
        Some(Year::Ce(y)) => y,
        Some(Year::Rel(k) | Year::School(k)) => now?.ymd().0 + k,
        Some(Year::Ah(_)) => return None,
        None => {
            let (y, m, _) = now?.ymd();
            let ahead = i32::from(d.month) - i32::from(m);
            y + pick(d.dir, future, |k| ahead + 12 * k)
        }
    };
    Some(format!("{year:04}-{:02}", d.month))
}

/// How many years to add, given how far ahead the date would then lie.
fn pick(dir: Option<i32>, future: bool, ahead: impl Fn(i32) -> i32) -> i32 {
    match dir {
        Some(0) => 0,
        Some(d) if d < 0 => {
            [0, -1, -2]
                .into_iter()
                .find(|k| ahead(*k) < 0)
                .unwrap_or(-1)
                + d
                + 1
        }
        Some(d) => [-1, 0, 1].into_iter().find(|k| ahead(*k) > 0).unwrap_or(1) + d - 1,
        // News tells of what was: what is to come must lie much nearer, and
        // the reverse where the words say that it is to come.
        None => {
            let (on, back) = if future { (1, 4) } else { (3, 1) };
            let far = |k: &i32| match ahead(*k) {
                a if a > 0 => a.saturating_mul(on),
                a => a.saturating_mul(-back),
            };
            [0, -1, 1].into_iter().min_by_key(far).unwrap_or(0)
        }
    }
}

/// The day of a date with a day.
fn date_day(d: &Date, weekday: Option<u8>, future: bool, now: Option<Day>) -> Option<Day> {
    let n = d.day?;
    let at = |y: i32| match d.calendar {
        Calendar::Gregorian => Day::new(y, d.month, n),
        Calendar::Hijri => Day::of_hijri(y, d.month, n),
    };
    let this_year = |now: Day| match d.calendar {
        Calendar::Gregorian => now.ymd().0,
        Calendar::Hijri => now.hijri_year(),
    };
    match (d.year, d.calendar) {
        (Some(Year::Ce(y)), Calendar::Gregorian) | (Some(Year::Ah(y)), Calendar::Hijri) => at(y),
        (Some(Year::Ce(y)), Calendar::Hijri) => {
            let near = Day::new(y, 7, 1)?.hijri_year();
            (near - 1..=near + 1)
                .filter_map(at)
                .find(|x| x.ymd().0 == y)
        }
        (Some(Year::Ah(_)), Calendar::Gregorian) => None,
        (Some(Year::Rel(k) | Year::School(k)), _) => at(this_year(now?) + k),
        (None, _) => {
            let now = now?;
            let base = this_year(now);
            if let (Some(w), None) = (weekday, d.dir) {
                let near = [0, -1, 1].into_iter().filter_map(|k| at(base + k));
                let hit = near
                    .filter(|x| x.weekday() == w && (x.0 - now.0).abs() < 200)
                    .min_by_key(|x| (x.0 - now.0).abs());
                if hit.is_some() {
                    return hit;
                }
            }
            let far = |k: i32| at(base + k).map_or(i32::MAX / 4, |x| x.0 - now.0);
            at(base + pick(d.dir, future, far))
        }
    }
}

/// The nearest such weekday with that day of the month.
fn numbered(now: Day, n: u8, w: u8) -> Option<Day> {
    let near = (0..120).flat_map(|k| [now.add(-k), now.add(k)]);
    near.into_iter()
        .find(|d| d.weekday() == w && d.ymd().2 == n)
}

/// Weeks of a month or year begin with its first Monday's.
fn week_of(k: i32, of: &Core, future: bool, now: Option<Day>) -> Option<String> {
    let (first, after) = match of {
        Core::Year(y) => {
            let first = Day::parse(&format!("{}-01-01", year(*y, now)?))?;
            (first, first.add_months(12))
        }
        of => {
            let first = start(of, future, now)?;
            (first, first.add_months(1))
        }
    };
    let monday = if k < 0 {
        after.add(-1).last(1)
    } else {
        first.next(1).add(7 * (k - 1))
    };
    (monday < after).then(|| monday.week())
}

/// The first day of a month.
fn start(of: &Core, future: bool, now: Option<Day>) -> Option<Day> {
    match of {
        Core::Unit(Unit::Month, n) => Some(first_of_month(now?).add_months(*n)),
        Core::Date(d) if d.calendar == Calendar::Gregorian => {
            Day::parse(&format!("{}-01", month(d, future, now)?))
        }
        _ => None,
    }
}

fn nth(k: i32, w: u8, of: &Core, future: bool, now: Option<Day>) -> Option<Day> {
    if let Core::Unit(Unit::Week, n) = of {
        let d = now?.add(7 * n);
        return Some(d.add(i32::from(w) - i32::from(d.weekday())));
    }
    let first = start(of, future, now)?;
    let after = first.add_months(1);
    let day = match k {
        -1 => after.add(-1).last(w),
        k => first.next(w).add(7 * (k - 1)),
    };
    (day >= first && day < after).then_some(day)
}
