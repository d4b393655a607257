//! Who met whom as a picture: those who met stand in a column, a bow joins each
//! pair, as thick as the events between them are many. Names never lie over
//! each other, on a phone neither, and the same ties give the same picture.

use crate::lang::Lang;
use crate::text::{clean, shorten};
use crate::{day, words};
use khabar_record::{Met, Tie, Ties};

/// What a part of the picture leads to.
pub enum To<'a> {
    Who(&'a str),
    Event(i64),
    /// All events of two.
    Both(&'a str, &'a str),
}

/// Gives the address of what a part leads to.
pub type Href<'a> = &'a dyn Fn(To<'_>) -> Option<String>;

pub const WIDTH: usize = 380;
const ROW: usize = 42;
/// Where names end and bows begin, from the side where reading begins.
const NAMES: usize = 222;
/// Furthest that a bow reaches; its count stands there.
const REACH: usize = 138;
/// Letters in a line of a name; a name has two lines at most.
const LETTERS: usize = 27;

pub struct Graph {
    pub height: usize,
    pub nodes: Vec<Node>,
    pub bows: Vec<Bow>,
    /// The same in words, most events first.
    pub pairs: Vec<Pair>,
    /// What the kinds of bows mean that are drawn otherwise than a meeting.
    pub key: Vec<(String, String)>,
    /// How many ties are not drawn.
    pub left_out: Option<String>,
}

pub struct Node {
    pub x: usize,
    pub y: usize,
    /// Where the dot is.
    pub dot: usize,
    pub lines: Vec<String>,
    pub title: String,
    pub href: Option<String>,
    /// A person, an organisation, …
    pub kind: String,
}

impl Node {
    /// The line of a name whose place is asked for.
    pub fn line(&self, k: &usize) -> usize {
        let first = if self.lines.len() > 1 {
            self.y - 4
        } else {
            self.y + 5
        };
        first + k * 17
    }
}

pub struct Bow {
    pub path: String,
    pub thickness: String,
    /// Where the count stands.
    pub x: usize,
    pub y: usize,
    pub count: usize,
    pub title: String,
    pub href: Option<String>,
    /// The type of most of the events.
    pub kind: String,
}

/// A pair in words.
pub struct Pair {
    pub one: String,
    pub other: String,
    pub href_one: Option<String>,
    pub href_other: Option<String>,
    pub kinds: String,
    pub events: Vec<Event>,
    /// How many more there are.
    pub more: usize,
    pub href: Option<String>,
}

pub struct Event {
    pub label: String,
    pub iso: Option<String>,
    pub day: Option<String>,
    pub href: Option<String>,
}

impl Graph {
    pub fn width(&self) -> usize {
        WIDTH
    }

    /// None where nobody met anybody.
    pub fn new(lang: Lang, ties: &Ties, href: Href<'_>) -> Option<Graph> {
        if ties.ties.is_empty() {
            return None;
        }
        let rtl = lang.dir() == "rtl";
        let side = |x: usize| if rtl { WIDTH - x } else { x };
        let names: Vec<String> = ties.actors.iter().map(|a| clean(&a.name)).collect();
        let name = |k: usize| names.get(k).map_or("", String::as_str);
        let node = |(k, a): (usize, &khabar_record::Actor)| Node {
            x: side(NAMES - 16),
            y: k * ROW + ROW / 2,
            dot: side(NAMES),
            lines: two_lines(name(k)),
            title: format!("{} · {}", name(k), words::actor(lang, &a.kind)),
            href: href(To::Who(&a.name)),
            kind: a.kind.clone(),
        };
        let most = ties.ties.iter().map(|t| t.count).max().unwrap_or(1);
        let pair = |t: &Tie| Pair {
            one: name(t.one).to_owned(),
            other: name(t.other).to_owned(),
            href_one: href(To::Who(name(t.one))),
            href_other: href(To::Who(name(t.other))),
            kinds: kinds(lang, t),
            events: t.events.iter().map(|m| event(lang, m, href)).collect(),
            more: t.count.saturating_sub(t.events.len()),
            href: href(To::Both(name(t.one), name(t.other))),
        };
        let reach = ties.actors.len().saturating_sub(1).max(1);
        let bow = |t: &Tie| {
            let (from, to) = (t.one * ROW + ROW / 2, t.other * ROW + ROW / 2);
            // A longer bow reaches further, so that counts stand apart.
            let least = match reach {
                1 => REACH / 2,
                2..=11 => 34,
                _ => 18,
            };
            let apex = match reach {
                1 => least,
                _ => least + (REACH - least) * (t.other - t.one - 1) / (reach - 1),
            };
            let x = side(NAMES + 7);
            // The points that draw the bow out lie beyond the picture.
            let out = apex as i64 * 4 / 3;
            let out = x as i64 + if rtl { -out } else { out };
            let one = match &t.events[..] {
                [only] if t.count == 1 => href(To::Event(only.event)),
                _ => href(To::Both(name(t.one), name(t.other))),
            };
            let first = t.events.first().and_then(|m| href(To::Event(m.event)));
            Bow {
                path: format!("M{x} {from}C{out} {from} {out} {to} {x} {to}"),
                thickness: format!("{:.1}", thickness(t.count, most)),
                x: side(NAMES + 7 + apex),
                y: (from + to) / 2,
                count: t.count,
                title: format!("{} – {}: {}", name(t.one), name(t.other), kinds(lang, t)),
                href: one.or(first),
                kind: t.kinds.first().map_or(String::new(), |k| k.name.clone()),
            }
        };
        // Thin bows over thick ones.
        let left_out = (ties.left_out > 0).then(|| match lang {
            Lang::En => format!("{} more pairs are not drawn.", ties.left_out),
            Lang::Ar => format!("لم يُرسم من الصلات {}.", ties.left_out),
        });
        let drawn = |kind: &str| {
            ties.ties
                .iter()
                .any(|t| t.kinds.first().is_some_and(|k| k.name == kind))
        };
        let key = ["visit", "call"].into_iter().filter(|k| drawn(k));
        Some(Graph {
            key: key.map(|k| (k.to_owned(), words::event(lang, k))).collect(),
            height: names.len() * ROW,
            nodes: ties.actors.iter().enumerate().map(node).collect(),
            bows: ties.ties.iter().map(bow).collect(),
            pairs: ties.ties.iter().map(pair).collect(),
            left_out,
        })
    }
}

fn thickness(count: usize, most: usize) -> f64 {
    1.5 + 6.5 * (count.saturating_sub(1) as f64 / most.saturating_sub(1).max(1) as f64).sqrt()
}

/// `meeting 3, visit`.
fn kinds(lang: Lang, t: &Tie) -> String {
    let kind = |k: &khabar_record::Count| match k.count {
        1 => words::event(lang, &k.name),
        n => format!("{} {n}", words::event(lang, &k.name)),
    };
    let kinds: Vec<String> = t.kinds.iter().map(kind).collect();
    kinds.join(lang.comma())
}

fn event(lang: Lang, m: &Met, href: Href<'_>) -> Event {
    let iso = m.day.as_deref().map(clean);
    Event {
        label: words::event(lang, &m.kind),
        day: iso.as_deref().map(|d| day::words(lang, d)),
        iso,
        href: href(To::Event(m.event)),
    }
}

/// A name on one line or two; what is longer is cut.
fn two_lines(name: &str) -> Vec<String> {
    if name.chars().count() <= LETTERS {
        return vec![name.to_owned()];
    }
    let limit = name
        .char_indices()
        .nth(LETTERS)
        .map_or(name.len(), |(i, _)| i);
    match name[..limit].rsplit_once(' ') {
        Some((first, _)) => {
            let rest = name[first.len()..].trim_start();
            vec![first.to_owned(), shorten(rest, LETTERS)]
        }
        None => vec![shorten(name, LETTERS)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use khabar_record::{Actor, Count};

    fn ties(n: usize) -> Ties {
        let actor = |k: usize| Actor {
            id: k as i64 + 1,
            kind: "person".into(),
            name: format!("اسم طويل من كلمات كثيرة لا يتسع له سطر واحد في الصورة {k}"),
            role: None,
        };
        let tie = |one: usize, other: usize| Tie {
            one,
            other,
            count: one + 1,
            kinds: vec![Count {
                name: "visit".into(),
                count: one + 1,
            }],
            events: vec![Met {
                event: 7,
                kind: "visit".into(),
                day: None,
            }],
        };
        let all = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b)));
        Ties {
            actors: (0..n).map(actor).collect(),
            ties: all.map(|(a, b)| tie(a, b)).collect(),
            left_out: 0,
        }
    }

    #[test]
    fn names_and_counts_lie_in_the_picture_and_apart() {
        for lang in [Lang::Ar, Lang::En] {
            for n in [2, 3, 14] {
                let g = Graph::new(lang, &ties(n), &|_| None).unwrap();
                for (k, a) in g.bows.iter().enumerate() {
                    assert!(a.x + 11 <= WIDTH && a.x >= 11, "{n}: {}", a.x);
                    for b in &g.bows[k + 1..] {
                        let (dx, dy) = (a.x.abs_diff(b.x), a.y.abs_diff(b.y));
                        assert!(dx * dx + dy * dy >= 20 * 20, "{n}: {} {}", a.title, b.title);
                    }
                }
                for two in g.nodes.windows(2) {
                    assert!(two[1].line(&0) >= two[0].line(&1) + 17);
                }
                assert!(g.nodes.iter().all(|n| n.lines.len() == 2));
                assert_eq!(g.height, n * ROW);
                // Numbers of a size that a picture can have: none has wrapped around.
                let numbers = g.bows.iter().flat_map(|b| b.path.split(['M', 'C', ' ']));
                let numbers = numbers.filter(|n| !n.is_empty());
                assert!(
                    numbers
                        .into_iter()
                        .all(|n| n.parse::<i64>().unwrap().abs() < 1_000)
                );
            }
        }
        assert!(Graph::new(Lang::Ar, &Ties::default(), &|_| None).is_none());
    }
}
