//! The picture of when what was found was published: bars that lead to their
//! month or year, and days to narrow the search by.

use crate::day;
use crate::serve::ui::Ui;
use khabar_record::Count;

/// Of more months than this, years are drawn.
const MONTHS: i64 = 36;
/// Of more years than this, only those that have something.
const YEARS: i64 = 60;
/// Height of the picture; a bar is so wide.
pub const HEIGHT: usize = 64;
pub const WIDTH: usize = 26;

/// A month or a year with what was published in it.
#[derive(Debug, PartialEq, Eq)]
pub struct Bar {
    pub x: usize,
    pub height: usize,
    pub count: usize,
    /// Its first and last day.
    pub from: String,
    pub to: String,
    pub title: String,
    pub href: String,
}

/// A label under the bars, which leads to its year.
#[derive(Debug, PartialEq, Eq)]
pub struct Year {
    pub x: usize,
    pub label: String,
    pub href: String,
}

pub struct Histogram {
    pub bars: Vec<Bar>,
    pub years: Vec<Year>,
}

/// Months since the year 0.
fn months(name: &str) -> Option<i64> {
    let (y, m) = name.split_once('-')?;
    let (y, m): (i64, i64) = (y.parse().ok()?, m.parse().ok()?);
    (1..=12).contains(&m).then_some(y * 12 + m - 1)
}

fn month_name(n: i64) -> String {
    format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1)
}

impl Histogram {
    /// `query`: without days (see [`dated`]). None where there are fewer than
    /// two bars.
    pub fn new(ui: &Ui, query: &str, counts: &[Count]) -> Option<Histogram> {
        let mut found: Vec<(i64, usize)> = counts
            .iter()
            .filter_map(|c| Some((months(&c.name)?, c.count)))
            .collect();
        found.sort_unstable();
        let (first, last) = (found.first()?.0, found.last()?.0);
        let by_year = last - first >= MONTHS;
        let slots: Vec<(String, usize)> = match by_year {
            false => (first..=last)
                .map(|n| (month_name(n), of(&found, |m| m == n)))
                .collect(),
            true => (first.div_euclid(12)..=last.div_euclid(12))
                .map(|y| (format!("{y:04}"), of(&found, |m| m.div_euclid(12) == y)))
                .filter(|(_, n)| *n > 0 || last - first < YEARS * 12)
                .collect(),
        };
        if slots.len() < 2 {
            return None;
        }
        let ask = |period: &str| {
            let query = format!("{query} published:{period}");
            ui.ask("search", "q", query.trim_start())
        };
        let most = slots.iter().map(|s| s.1).max().unwrap_or(1).max(1);
        let mut years: Vec<Year> = Vec::new();
        let mut bars = Vec::new();
        for (k, (name, count)) in slots.into_iter().enumerate() {
            let year = name.get(..4).unwrap_or(&name);
            let every = if by_year { 2 } else { 1 };
            if years.last().is_none_or(|y| y.label != year) && (!by_year || k % every == 0) {
                years.push(Year {
                    x: k * WIDTH,
                    label: year.to_owned(),
                    href: ask(year),
                });
            }
            let height = match count {
                0 => 0,
                n => (n * (HEIGHT - 4) / most).max(3),
            };
            bars.push(Bar {
                x: k * WIDTH,
                height,
                count,
                from: first_day(&name),
                to: last_day(&name),
                title: format!("{}: {}", ui.day(&name), ui.articles(count)),
                href: ask(&name),
            });
        }
        Some(Histogram { bars, years })
    }

    pub fn width(&self) -> usize {
        self.bars.len() * WIDTH + 10
    }
}

fn of(found: &[(i64, usize)], within: impl Fn(i64) -> bool) -> usize {
    found.iter().filter(|f| within(f.0)).map(|f| f.1).sum()
}

/// The first day of a year, month or day.
pub fn first_day(period: &str) -> String {
    match period.len() {
        4 => format!("{period}-01-01"),
        7 => format!("{period}-01"),
        _ => period.to_owned(),
    }
}

/// The last day of a year, month or day.
pub fn last_day(period: &str) -> String {
    match (period.len(), months(period)) {
        (4, _) => format!("{period}-12-31"),
        (7, Some(n)) => {
            let next = day::number_of(&format!("{}-01", month_name(n + 1)));
            next.map_or_else(|| period.to_owned(), |n| day::iso(n - 1))
        }
        _ => period.to_owned(),
    }
}

/// A query without its `published:`, and the first and last day that asked for;
/// what stands in quotation marks is left alone.
pub fn dated(query: &str) -> (String, Option<String>, Option<String>) {
    let (mut rest, mut from, mut to) = (Vec::new(), None, None);
    let mut quoted = false;
    for word in query.split_whitespace() {
        let marks = word.matches('"').count();
        match word.strip_prefix("published:") {
            Some(days) if !quoted && marks != 1 => {
                let days = days.trim_matches('"');
                let (a, b) = days.split_once("..").unwrap_or((days, days));
                from = Some(first_day(a)).filter(|d| !d.is_empty());
                to = Some(last_day(b)).filter(|d| !d.is_empty());
            }
            _ => rest.push(word),
        }
        quoted ^= marks % 2 == 1;
    }
    (rest.join(" "), from, to)
}

/// A query that finds what was published on these days only; those that it
/// asked for itself make way.
pub fn within(query: &str, from: Option<&str>, to: Option<&str>) -> String {
    let (rest, _, _) = dated(query);
    let days = match (from, to) {
        (None, None) => return rest,
        (from, to) => format!("{}..{}", from.unwrap_or(""), to.unwrap_or("")),
    };
    format!("{rest} published:{days}").trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    fn counts(months: &[(&str, usize)]) -> Vec<Count> {
        let count = |(name, count): &(&str, usize)| Count {
            name: (*name).to_owned(),
            count: *count,
        };
        months.iter().map(count).collect()
    }

    #[test]
    fn empty_months_have_their_place() {
        let ui = Ui::new(Lang::En, "", "");
        let h = Histogram::new(&ui, "x", &counts(&[("2024-02", 1), ("2023-11", 8)])).unwrap();
        let bars: Vec<(usize, &str, &str)> = h
            .bars
            .iter()
            .map(|b| (b.count, b.from.as_str(), b.to.as_str()))
            .collect();
        assert_eq!(
            bars,
            [
                (8, "2023-11-01", "2023-11-30"),
                (0, "2023-12-01", "2023-12-31"),
                (0, "2024-01-01", "2024-01-31"),
                (1, "2024-02-01", "2024-02-29"),
            ]
        );
        assert_eq!(h.years.len(), 2);
        assert!(h.bars[0].href.ends_with("q=x%20published%3A2023-11"));
        assert!(Histogram::new(&ui, "x", &counts(&[("2024-02", 1)])).is_none());
    }

    #[test]
    fn many_months_become_years() {
        let ui = Ui::new(Lang::En, "", "");
        let h = Histogram::new(
            &ui,
            "x",
            &counts(&[("2019-01", 1), ("2024-12", 2), ("2024-01", 2)]),
        );
        let h = h.unwrap();
        assert_eq!(h.bars.len(), 6);
        assert_eq!((h.bars[5].count, h.bars[5].to.as_str()), (4, "2024-12-31"));
        let far = Histogram::new(&ui, "x", &counts(&[("1900-01", 1), ("2024-12", 2)])).unwrap();
        assert_eq!(far.bars.len(), 2);
    }

    #[test]
    fn days_are_taken_out_of_a_query_and_put_in() {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            dated("العراق published:2024-02..2024-03 by:كيري"),
            (
                "العراق by:كيري".into(),
                some("2024-02-01"),
                some("2024-03-31")
            )
        );
        assert_eq!(
            dated("\"a published:2024 b\" c").0,
            "\"a published:2024 b\" c"
        );
        assert_eq!(dated("x published:2024..").2, None);
        assert_eq!(
            within("x published:2024", some("2023-01-05").as_deref(), None),
            "x published:2023-01-05.."
        );
        assert_eq!(within("x published:2024", None, None), "x");
    }
}
