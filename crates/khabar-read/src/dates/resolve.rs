//! Values of expressions, given the day of writing.

use super::expr::{Church, Core, Date, Feast, Item, Year};
use khabar_text::civil::{Calendar, Day, Unit, easter, eastern_easter};

/// What relative words are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Now {
    pub day: Option<Day>,
    /// The day told last.
    pub told: Option<Day>,
}

/// The value of an expression; none where nothing settles it.
pub fn value(it: &Item, now: Now) -> Option<String> {
    let mut all = readings(it, now);
    if all.len() == 1 { all.pop() } else { None }
}

/// The values that an expression can have, likeliest first.
pub fn readings(it: &Item, now: Now) -> Vec<String> {
    let of_range = |a: &Item, b: &Item| {
        let (x, y) = (ways(a), ways(b));
        let n = x.len().max(y.len());
        let ends = |k: usize| (x[k.min(x.len() - 1)].clone(), y[k.min(y.len() - 1)].clone());
        (0..n).map(ends).collect::<Vec<_>>()
    };
    let mut out: Vec<String> = match &it.core {
        Core::Range(a, b) => of_range(a, b)
            .into_iter()
            .filter_map(|(mut a, mut b)| {
                a.future |= it.future;
                b.future |= it.future;
                range(&a, &b, now)
            })
            .collect(),
        _ => ways(it).iter().filter_map(|w| one(w, now)).collect(),
    };
    out.dedup();
    out
}

/// The expression once for each way to read it.
fn ways(it: &Item) -> Vec<Item> {
    let mut whole = it.clone();
    let cores: Vec<Core> = match &it.core {
        Core::Moving(Feast::Easter(Church::Either, n), y, d) => [Church::Western, Church::Eastern]
            .map(|c| Core::Moving(Feast::Easter(c, *n), *y, *d))
            .to_vec(),
        _ => whole.others.drain(..).map(Core::Date).collect(),
    };
    let with = |core| Item {
        core,
        ..whole.clone()
    };
    match whole.core {
        Core::Moving(Feast::Easter(Church::Either, _), ..) => cores.into_iter().map(with).collect(),
        _ => std::iter::once(whole.clone())
            .chain(cores.into_iter().map(with))
            .collect(),
    }
}

/// The day of a date that needs no anchor.
pub fn absolute(d: &Date) -> Option<Day> {
    date_day(d, None, false, None)
}

/// The value of an expression that is read in one way.
fn one(it: &Item, now: Now) -> Option<String> {
    if it.is_day() {
        return day(it, now).map(|d| d.to_string());
    }
    core(&it.core, it.future, now)
}

/// The day of an expression that names one.
pub fn day(it: &Item, now: Now) -> Option<Day> {
    if !it.others.is_empty() {
        return None;
    }
    Some(unshifted(it, now)?.plus(it.shift))
}

fn unshifted(it: &Item, now: Now) -> Option<Day> {
    match &it.core {
        Core::Moving(feast, y, dir) => moving(*feast, *y, *dir, it.future, now.day),
        Core::DayOf(k, of) => day_of(*k, of, it.future, now.day),
        Core::Date(d) if d.day.is_some() => {
            let anchor = match it.rel.filter(|_| !d.is_absolute()) {
                Some(r) => now.day.map(|n| n.plus(r)),
                None => now.day,
            };
            let day = date_day(d, it.weekday, it.future, anchor);
            match it.weekday.filter(|_| it.nth) {
                Some(w) if day.is_none_or(|d| d.weekday() != w) => {
                    let month = Core::Date(Date { day: None, ..*d });
                    nth(i32::from(d.day?), w, &month, it.future, anchor)
                }
                _ => day,
            }
        }
        Core::DayOfMonth(d, k) => {
            let (y, m, _) = now.day?.add_months(*k).ymd();
            Day::new(y, m, *d)
        }
        Core::Nothing => match (it.rel, it.weekday) {
            (Some(r), None) => now.day.map(|n| n.plus(r)),
            // A weekday that the page's day contradicts counts before it.
            (Some(r), Some(w)) => {
                let d = now.day?.plus(r);
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
        Some(d) if d < 0 => now.plus(-1).last(w).plus(7 * (d + 1)),
        Some(d) if d > 0 => now.plus(1).next(w).plus(7 * (d - 1)),
        None if !future => now.last(w),
        _ => now.next(w),
    }
}

fn range(a: &Item, b: &Item, now: Now) -> Option<String> {
    if let (Core::Nothing, Core::Nothing) = (&a.core, &b.core)
        && b.weekday.is_some()
    {
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
        Core::Unit(Unit::Week, k) => Some(day?.plus(7 * k).week()),
        Core::Unit(Unit::Month, k) => Some(day?.first_of_month().add_months(*k).month()),
        Core::Unit(Unit::Year, k) => Some(format!("{:04}", day?.ymd().0 + k)),
        Core::Unit(Unit::Day, k) => Some(day?.plus(*k).to_string()),
        Core::Season(code, y, dir) => season(code, *y, *dir, day),
        Core::Part(kind, n, y) => Some(format!("{}-{kind}{n}", year(*y, day)?)),
        Core::Decade(y) => Some(format!("{:03}", y / 10)),
        Core::DecadeRel(k) => Some(format!("{:03}", day?.ymd().0 / 10 + k)),
        Core::Numbered(n, w) => numbered(day?, *n, *w).map(|d| d.to_string()),
        Core::WeekOf(k, of) => week_of(*k, of, future, day),
        Core::Century(y) => Some(format!("{:02}", y / 100)),
        Core::Back(unit, n) => Some(back(day?, *unit, *n)),
        Core::BackBy(months, days, unit) => {
            let day = day?.add_months(*months).plus(*days);
            Some(back(day, *unit, 0))
        }
        Core::Weekend(k) => Some(format!("{}-WE", day?.plus(7 * k).week())),
        Core::Rest(unit) => {
            let day = day?;
            let last = match unit {
                Unit::Day => day,
                Unit::Week => day.next(7),
                Unit::Month => day.first_of_month().add_months(1).plus(-1),
                Unit::Year => Day::new(day.ymd().0, 12, 31)?,
            };
            Some(format!("{day}/{last}"))
        }
        Core::Stretch(unit, n) => {
            let day = day?;
            // Whole days and weeks beside the present one; months and years
            // are told roughly and reach up to it.
            let near = match unit {
                Unit::Day | Unit::Week => n.signum(),
                Unit::Month | Unit::Year => 0,
            };
            let (a, b) = (back(day, *unit, *n), back(day, *unit, near));
            Some(if *n < 0 {
                format!("{a}/{b}")
            } else {
                format!("{b}/{a}")
            })
        }
        Core::NthFrom(k, w, from) => {
            let from = unshifted(from, now)?.plus(from.shift);
            let day = match *k {
                k if k > 0 => from.plus(1).next(*w).plus(7 * (k - 1)),
                k => from.plus(-1).last(*w).plus(7 * (k + 1)),
            };
            Some(day.to_string())
        }
        Core::Every(w) => Some(format!("XXXX-WXX-{w}")),
        Core::Period(unit, n, _) => Some(format!("P{n}{}", unit.letter())),
        Core::Reference(value) => Some((*value).to_owned()),
        Core::Nth(k, w, of) => nth(*k, *w, of, future, day).map(|d| d.to_string()),
        Core::Following(k) => now.told.map(|d| d.plus(*k).to_string()),
        Core::Nothing
        | Core::DayOfMonth(..)
        | Core::DayOf(..)
        | Core::Moving(..)
        | Core::Range(..)
        | Core::Open => None,
    }
}

fn back(now: Day, unit: Unit, n: i32) -> String {
    match unit {
        Unit::Day => now.plus(n).to_string(),
        Unit::Week => now.plus(n.saturating_mul(7)).week(),
        Unit::Month => now.first_of_month().add_months(n).month(),
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
        let y = match d.year {
            Some(Year::Ah(y)) => y,
            Some(Year::Ce(_)) => {
                let first = date_day(&Date { day: Some(1), ..*d }, None, future, now)?;
                first.plus(1).hijri_year()
            }
            _ => return None,
        };
        let first = Day::of_hijri(y, d.month, 1)?;
        let (y2, m2) = if d.month == 12 {
            (y + 1, 1)
        } else {
            (y, d.month + 1)
        };
        let last = Day::of_hijri(y2, m2, 1)?.plus(-1);
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
    let near = (0..120).flat_map(|k| [now.plus(-k), now.plus(k)]);
    near.into_iter()
        .find(|d| d.weekday() == w && d.ymd().2 == n)
}

/// Weeks of a month or year begin with its first Monday's; the last is the last
/// that has most of its days in it.
fn week_of(k: i32, of: &Core, future: bool, now: Option<Day>) -> Option<String> {
    if k == 0 {
        let mut it = Item::new(of.clone(), 0, 0);
        it.future = future;
        let told = None;
        return Some(day(&it, Now { day: now, told })?.week());
    }
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
        after.plus(-1).last(4).plus(-3)
    } else {
        first.next(1).plus(7 * (k - 1))
    };
    (monday < after).then(|| monday.week())
}

/// The first day of a month.
fn start(of: &Core, future: bool, now: Option<Day>) -> Option<Day> {
    match of {
        Core::Unit(Unit::Month, n) => Some(now?.first_of_month().add_months(*n)),
        Core::Date(d) if d.calendar == Calendar::Gregorian => {
            Day::parse(&format!("{}-01", month(d, future, now)?))
        }
        _ => None,
    }
}

fn day_of(k: i32, of: &Core, future: bool, now: Option<Day>) -> Option<Day> {
    let (first, months) = match of {
        Core::Year(y) => (Day::parse(&format!("{}-01-01", year(*y, now)?))?, 12),
        of => (start(of, future, now)?, 1),
    };
    Some(match k {
        k if k < 0 => first.add_months(months).plus(k),
        k => first.plus(k - 1),
    })
}

/// The day of a feast in the year that is told or the words point to.
fn moving(
    feast: Feast,
    of: Option<Year>,
    dir: Option<i32>,
    future: bool,
    now: Option<Day>,
) -> Option<Day> {
    let at = |y: i32| match feast {
        Feast::Nth(month, w, k) => Some(Day::new(y, month, 1)?.next(w).plus(7 * (k - 1))),
        Feast::Easter(Church::Eastern, n) => Some(eastern_easter(y)?.plus(n)),
        Feast::Easter(_, n) => Some(easter(y)?.plus(n)),
        Feast::Day(..) | Feast::Open => None,
    };
    match of {
        Some(Year::Ce(y)) => at(y),
        Some(Year::Rel(k) | Year::School(k)) => at(now?.ymd().0 + k),
        Some(Year::Ah(_)) => None,
        None => {
            let now = now?;
            let base = now.ymd().0;
            let far = |k: i32| at(base + k).map_or(i32::MAX / 4, |x| x.0 - now.0);
            at(base + pick(dir, future, far))
        }
    }
}

fn nth(k: i32, w: u8, of: &Core, future: bool, now: Option<Day>) -> Option<Day> {
    if let Core::Unit(Unit::Week, n) = of {
        let d = now?.plus(7 * n);
        return Some(d.plus(i32::from(w) - i32::from(d.weekday())));
    }
    let first = start(of, future, now)?;
    let after = first.add_months(1);
    let day = match k {
        -1 => after.plus(-1).last(w),
        k => first.next(w).plus(7 * (k - 1)),
    };
    (day >= first && day < after).then_some(day)
}
