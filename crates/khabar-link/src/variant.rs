//! How likely two words are spellings of one name.
//!
//! The words are aligned letter by letter; what it costs to have one letter
//! for another ([`costs`](crate::costs)) was learned from Arabic spellings of
//! one Latin name, so that ط for ت or a vowel left out is cheap and ب for ر is
//! not. A word in Latin letters is first written as Arabic would write it.

use crate::costs::{COSTS, OTHER};
use khabar_text::fold::fold;

/// How likely the words `a` and `b` are spellings of one name, in [0,1]; 0.5
/// where the pairs it was fitted on are as often one name as two. The same
/// both ways.
pub fn variant(a: &str, b: &str) -> f32 {
    [(a, b), (b, a)]
        .into_iter()
        .filter(|(latin, _)| latin.chars().any(|c| c.is_ascii_alphabetic()))
        .flat_map(|(latin, other)| {
            let latin = latin.to_lowercase();
            let said = SAID
                .iter()
                .filter(|s| latin.contains(s.0))
                .map(|s| latin.replace(s.0, s.1));
            said.map(|l| spelled(&l, other) * 0.98).collect::<Vec<_>>()
        })
        .fold(spelled(a, b), f32::max)
}

/// Latin letters that languages say otherwise than [`from_latin`] writes them.
const SAID: &[(&str, &str)] = &[
    ("ch", "sh"),
    ("ch", "k"),
    ("g", "j"),
    ("c", "s"),
    ("th", "t"),
    ("j", "y"),
    ("w", "v"),
    ("e", "i"),
    ("gh", ""),
];

fn spelled(a: &str, b: &str) -> f32 {
    let (a, b) = (letters(a), letters(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let cost = align(&a, &b);
    let long = (a.len() + b.len()) as f32 / 2.0;
    // Fitted to pairs that are one name and pairs that merely look alike.
    let odds = BASE + PER_COST * cost + PER_LETTER * long + PER_SHARE * cost / long;
    1.0 / (1.0 + (-odds).exp())
}

const BASE: f32 = 0.72;
const PER_COST: f32 = -1.04;
const PER_LETTER: f32 = 1.41;
const PER_SHARE: f32 = 0.35;

/// The letters that [`variant`] compares: folded, the article joined, Latin rewritten.
pub fn letters(word: &str) -> Vec<char> {
    let folded = fold(word);
    let arabic = match folded.chars().any(|c| c.is_ascii_alphabetic()) {
        true => from_latin(&folded),
        false => folded,
    };
    arabic
        .chars()
        .filter(|c| c.is_alphabetic())
        .map(|c| match c {
            'گ' | 'ڠ' | 'ݣ' => 'ك',
            'پ' => 'ب',
            'چ' => 'ج',
            'ڤ' | 'ڨ' => 'ف',
            'ژ' => 'ز',
            c => c,
        })
        .collect()
}

/// The least cost of turning `a` into `b`.
fn align(a: &[char], b: &[char]) -> f32 {
    let mut above: Vec<u32> = Vec::with_capacity(b.len() + 1);
    above.push(0);
    for (j, &y) in b.iter().enumerate() {
        above.push(above[j] + cost(' ', y));
    }
    let mut row = vec![0; above.len()];
    for &x in a {
        row[0] = above[0] + cost(' ', x);
        for (j, &y) in b.iter().enumerate() {
            let change = above[j] + cost(x, y);
            let leave = above[j + 1] + cost(' ', x);
            let add = row[j] + cost(' ', y);
            row[j + 1] = change.min(leave).min(add);
        }
        std::mem::swap(&mut above, &mut row);
    }
    above.last().map_or(0.0, |&c| c as f32 / 100.0)
}

fn cost(x: char, y: char) -> u32 {
    let key = if x <= y { (x, y) } else { (y, x) };
    let found = COSTS.binary_search_by_key(&key, |c| (c.0, c.1));
    let none = if x == y { 0 } else { OTHER };
    u32::from(found.map_or(none, |i| COSTS[i].2))
}

/// A name in Latin letters as Arabic would write it: long and short vowels
/// alike, what Arabic has no letter for by its nearest.
pub fn from_latin(name: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("tch", "تش"),
        ("sch", "ش"),
        ("sh", "ش"),
        ("ch", "تش"),
        ("kh", "خ"),
        ("gh", "غ"),
        ("th", "ث"),
        ("dh", "ذ"),
        ("ph", "ف"),
        ("ck", "ك"),
        ("ou", "و"),
        ("oo", "و"),
        ("ee", "ي"),
        ("ai", "اي"),
        ("ay", "اي"),
        ("ei", "ي"),
        ("ey", "ي"),
        ("ie", "ي"),
        ("au", "او"),
        ("aw", "او"),
    ];
    let lower: String = name.to_lowercase().chars().map(plain).collect();
    let mut out = String::new();
    let mut rest = lower.as_str();
    let mut start = true;
    while let Some(c) = rest.chars().next() {
        if let Some((p, a)) = PAIRS.iter().find(|(p, _)| rest.starts_with(p)) {
            if start && matches!(*p, "ou" | "oo" | "ee" | "ei" | "ey" | "ie") {
                out.push('ا');
            }
            out.push_str(a);
            rest = &rest[p.len()..];
        } else {
            rest = &rest[c.len_utf8()..];
            // A doubled letter is written once.
            if !rest.starts_with(c) || !c.is_ascii_alphabetic() {
                one(c, start, rest.is_empty(), &mut out);
            }
        }
        start = !c.is_alphabetic();
        if c.is_whitespace() || c == '-' {
            out.push(' ');
        }
    }
    out
}

fn one(c: char, start: bool, end: bool, out: &mut String) {
    let a = match c {
        'a' => "ا",
        'b' | 'p' => "ب",
        'c' | 'k' => "ك",
        'd' => "د",
        'e' if start => "ا",
        'e' => "",
        'f' | 'v' => "ف",
        'g' => "غ",
        'h' if end => "",
        'h' => "ه",
        'i' | 'y' if start && c == 'i' => "ا",
        'i' | 'y' => "ي",
        'j' => "ج",
        'l' => "ل",
        'm' => "م",
        'n' => "ن",
        'o' | 'u' if start => "او",
        'o' | 'u' | 'w' => "و",
        'q' => "ق",
        'r' => "ر",
        's' => "س",
        't' => "ت",
        'x' => "كس",
        'z' => "ز",
        _ => "",
    };
    out.push_str(a);
}

/// A Latin letter without its mark.
fn plain(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'ī' | 'ı' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ğ' => 'g',
        'ł' => 'l',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ź' | 'ż' | 'ž' => 'z',
        'đ' | 'ď' => 'd',
        'ḥ' | 'ħ' => 'h',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_costs_are_in_order() {
        assert!(COSTS.is_sorted_by_key(|c| (c.0, c.1)));
        assert!(COSTS.iter().all(|c| c.0 <= c.1));
    }

    #[test]
    fn spellings_of_one_name_score_above_others() {
        for (a, b, other) in [
            ("غوفاس", "جوفاس", "عباس"),
            ("ستولتنبرغ", "شتولتنبرغ", "ستراسبورغ"),
            ("صبرينة", "سابرينا", "سارينا"),
            ("ابراهيمي", "براهيمي", "ابراهام"),
            ("Goffus", "غوفاس", "غاندي"),
            ("Stoltenberg", "ستولتنبرغ", "ستيفنسون"),
        ] {
            let (same, not) = (variant(a, b), variant(a, other));
            assert!(same > not && same > 0.5, "{a} {b} {same}, {other} {not}");
            assert_eq!(same, variant(b, a));
        }
        assert_eq!(variant("محمد", "محمّد"), 1.0);
        assert_eq!(variant("", "محمد"), 0.0);
    }

    #[test]
    fn latin_is_written_in_arabic_letters() {
        assert_eq!(from_latin("Schmidt"), "شميدت");
        assert_eq!(from_latin("Goffus"), "غوفوس");
        assert_eq!(from_latin("Émile Kahn"), "اميل كاهن");
    }
}
