//! Learns what it costs to write one letter for another in a name
//! (`crates/khabar-link/src/costs.rs`) from transliteration pairs.
//!
//! Arabic spellings whose Latin forms sound alike are aligned letter by letter.
//! The alignment starts from rough costs and is repeated with those it gave, as
//! in expectation maximisation. Nothing is drawn at random: the same pairs give
//! the same file.

use khabar_link::variant::{from_latin, letters};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The cost of a pair that is not listed, in hundredths.
const OTHER: u16 = 650;
const ROUNDS: usize = 6;
/// Spellings of one sound compared with each other, at most.
const MOST_SPELLINGS: usize = 6;
/// A pair that costs more for each letter is hardly one name.
const MOST_PER_LETTER: f64 = 1.6;
/// Stands for no letter.
const NONE: char = ' ';

type Pair = (Vec<char>, Vec<char>);
type Costs = BTreeMap<(char, char), f64>;

/// The file of costs that the pairs teach; `files` hold rows of a Latin form,
/// a tab and an Arabic one (spaces between its letters do not matter), what
/// comes after is not looked at.
pub fn learn(files: &[String]) -> String {
    let pairs = pairs(files);
    let mut costs = Costs::new();
    for round in 0..ROUNDS {
        costs = again(&pairs, |x, y| match round {
            0 => rough(x, y),
            _ => cost(&costs, x, y),
        });
    }
    eprintln!("{} pairs, {} costs", pairs.len(), costs.len());
    show(&costs)
}

fn pairs(files: &[String]) -> Vec<Pair> {
    let mut by_sound: BTreeMap<String, BTreeSet<Vec<char>>> = BTreeMap::new();
    for line in files.iter().flat_map(|f| f.lines()) {
        let mut cells = line.split('\t');
        let (Some(latin), Some(arabic)) = (cells.next(), cells.next()) else {
            continue;
        };
        let joined: String = arabic.split(' ').collect();
        let (sound, arabic) = (from_latin(latin), letters(&joined));
        if sound.chars().count() > 2 && arabic.len() > 2 && !latin.contains(' ') {
            by_sound.entry(sound).or_default().insert(arabic);
        }
    }
    let mut out = Vec::new();
    for spellings in by_sound.values() {
        let some: Vec<&Vec<char>> = spellings.iter().take(MOST_SPELLINGS).collect();
        for (i, a) in some.iter().enumerate() {
            let rest = some.iter().skip(i + 1);
            out.extend(rest.map(|b| ((*a).clone(), (*b).clone())));
        }
    }
    out
}

/// What the first alignment goes by.
fn rough(x: char, y: char) -> f64 {
    let vowel = |c| matches!(c, 'ا' | 'و' | 'ي' | 'ء' | 'ئ' | 'ؤ' | 'ه' | 'ع');
    match (x, y) {
        _ if x == y => 0.0,
        (NONE, c) | (c, NONE) if vowel(c) => 1.0,
        _ if vowel(x) && vowel(y) => 1.5,
        _ => 3.0,
    }
}

fn cost(costs: &Costs, x: char, y: char) -> f64 {
    let none = if x == y {
        0.0
    } else {
        f64::from(OTHER) / 100.0
    };
    costs.get(&(x.min(y), x.max(y))).copied().unwrap_or(none)
}

/// Aligns the pairs by `cost` and counts which letters stand for which.
fn again(pairs: &[Pair], cost: impl Fn(char, char) -> f64) -> Costs {
    let mut together: BTreeMap<(char, char), f64> = BTreeMap::new();
    let mut alone: BTreeMap<char, f64> = BTreeMap::new();
    for (a, b) in pairs {
        let (total, steps) = align(a, b, &cost);
        if total > MOST_PER_LETTER * a.len().min(b.len()) as f64 {
            continue;
        }
        for (x, y) in steps {
            *together.entry((x.min(y), x.max(y))).or_default() += 1.0;
            *alone.entry(x).or_default() += 1.0;
            *alone.entry(y).or_default() += 1.0;
        }
    }
    let count = |c: char| alone.get(&c).copied().unwrap_or(0.0);
    let mut costs = Costs::new();
    for (&(x, y), &n) in &together {
        // The share of the letters' places in which they stand together.
        let places = match x {
            NONE => count(y),
            // Both letters of a match were counted.
            _ if x == y => count(x) / 2.0,
            _ => (count(x) + count(y)) / 2.0,
        };
        let share = (n / places).clamp(1e-9, 1.0);
        costs.insert((x, y), -share.ln());
    }
    costs
}

/// The cheapest alignment: its cost, and the letters it sets side by side.
fn align(a: &[char], b: &[char], cost: impl Fn(char, char) -> f64) -> (f64, Vec<(char, char)>) {
    let width = b.len() + 1;
    let mut table = vec![(0.0f64, 0u8); (a.len() + 1) * width];
    for i in 0..=a.len() {
        for j in 0..width {
            let mut best = (f64::INFINITY, 0);
            if i > 0 && j > 0 {
                let before = table[(i - 1) * width + j - 1].0;
                best = (before + cost(a[i - 1], b[j - 1]), 1);
            }
            if i > 0 {
                let c = table[(i - 1) * width + j].0 + cost(NONE, a[i - 1]);
                if c < best.0 {
                    best = (c, 2);
                }
            }
            if j > 0 {
                let c = table[i * width + j - 1].0 + cost(NONE, b[j - 1]);
                if c < best.0 {
                    best = (c, 3);
                }
            }
            if i + j > 0 {
                table[i * width + j] = best;
            }
        }
    }
    let (mut i, mut j, mut steps) = (a.len(), b.len(), Vec::new());
    while i + j > 0 {
        match table[i * width + j].1 {
            1 => {
                (i, j) = (i - 1, j - 1);
                steps.push((a[i], b[j]));
            }
            2 => {
                i -= 1;
                steps.push((NONE, a[i]));
            }
            _ => {
                j -= 1;
                steps.push((NONE, b[j]));
            }
        }
    }
    (table.last().map_or(0.0, |t| t.0), steps)
}

fn show(costs: &Costs) -> String {
    let mut out = String::from(
        "//! What it costs to write one letter for another, in hundredths. Written by
//! `khabar-train costs`; see there for how it is learned and from what. What is
//! not listed costs [`OTHER`].

/// A pair that is not listed.
pub const OTHER: u16 = 650;

/// First letter, second letter, cost; ' ' for a letter left out.
#[rustfmt::skip]
pub const COSTS: &[(char, char, u16)] = &[\n",
    );
    let arabic = |c: char| c == NONE || matches!(c, '\u{621}'..='\u{64a}');
    let listed = costs.iter().filter_map(|(&(x, y), &c)| {
        let c = (c * 100.0).round() as u16;
        let plain = x == y && c == 0;
        (arabic(x) && arabic(y) && !plain && c < OTHER).then_some((x, y, c))
    });
    for (n, (x, y, c)) in listed.enumerate() {
        out.push_str(if n % 5 == 0 { "    " } else { " " });
        let _ = write!(out, "('{x}', '{y}', {c}),");
        if n % 5 == 4 {
            out.push('\n');
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str("];\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> String {
        // A t is written ت three times, ط once; vowels come and go.
        "tamir\tت ا م ر\ntamir\tت ا م ي ر\ntamir\tط ا م ر\nsatim\tس ا ت م\nsatim\tس ا ت ي م\n"
            .to_string()
    }

    #[test]
    fn the_same_pairs_give_the_same_file() {
        assert_eq!(learn(&[file()]), learn(&[file()]));
    }

    #[test]
    fn letters_that_change_places_cost_less_than_others() {
        let costs = again(&pairs(&[file()]), rough);
        assert!(cost(&costs, 'ت', 'ط') < cost(&costs, 'ت', 'ر'));
        assert!(cost(&costs, NONE, 'ي') < cost(&costs, NONE, 'م'));
    }

    #[test]
    fn an_alignment_sets_every_letter_once() {
        let (a, b) = (letters("ستولتنبرغ"), letters("شتولتنبيرج"));
        let (_, steps) = align(&a, &b, rough);
        let (left, right): (Vec<char>, Vec<char>) = steps.into_iter().unzip();
        let count = |v: &[char]| v.iter().filter(|&&c| c != NONE).count();
        assert_eq!(count(&left) + count(&right), a.len() + b.len());
    }
}
