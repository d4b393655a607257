//! Whether two names are one person's.
//!
//! Foreign names reach Arabic in many spellings (توم غوفاس, توم جوفوس,
//! توماس كوفز). What stays is their consonants, up to classes of letters that
//! stand for one sound: a *skeleton*. Arabic names differ in just the vowels a
//! skeleton drops (حسن and حسين, سالم and سليم), so there spelling counts.

use crate::person_words::{is_name, is_title};
use crate::variant::variant;
use khabar_text::fold::fold;
use std::collections::HashSet;

/// From this score on, two names are taken to be one person's.
pub const SAME: f32 = 0.7;

/// The variant score from which two long foreign words are one name's.
const CLEAR: f32 = 0.97;

/// A name with the posts and titles given with it.
#[derive(Clone, Copy, Debug)]
pub struct Person<'a> {
    pub name: &'a str,
    pub roles: &'a [&'a str],
}

/// A name taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameKey {
    /// Folded words without بن, with عبد and أبو joined to what follows.
    pub words: Vec<String>,
    /// For each word whether بن stands before it: a father, no surname.
    pub fathers: Vec<bool>,
    /// Skeletons of the first and the last word.
    pub first: String,
    pub last: String,
}

impl NameKey {
    /// The key under which the same name always falls.
    pub fn key(&self) -> String {
        self.words.join(" ")
    }

    pub fn is_full(&self) -> bool {
        self.words.len() > 1
    }
}

pub fn name_key(name: &str) -> NameKey {
    let folded: String = fold(name)
        .chars()
        .filter_map(|c| match c {
            'ؤ' => Some('و'),
            'ئ' => Some('ي'),
            'ء' => None,
            '-' | '‐' | '–' | '_' | '·' => Some(' '),
            c => Some(c),
        })
        .filter(|c| {
            // The plain letters first: the tables find them slowly.
            let plain = matches!(c, 'ء'..='غ' | 'ف'..='ي' | ' ' | '.');
            plain || c.is_alphanumeric() || c.is_whitespace()
        })
        .collect();
    let mut words: Vec<String> = Vec::new();
    let mut fathers: Vec<bool> = Vec::new();
    let (mut joined, mut son) = (false, false);
    for w in folded.split(|c: char| c.is_whitespace() || c == '.') {
        if w.is_empty() {
            continue;
        }
        if matches!(w, "بن" | "ابن" | "بنت") {
            son = true;
            continue;
        }
        match words.last_mut() {
            Some(before) if joined => before.push_str(w),
            _ => {
                fathers.push(son && !words.is_empty());
                words.push(w.to_string());
            }
        }
        son = false;
        joined = matches!(w, "عبد" | "ابو" | "ابي" | "ام");
    }
    let of = |w: Option<&String>| w.map_or_else(String::new, |w| skeleton(w));
    NameKey {
        first: of(words.first()),
        last: of(words.last()),
        fathers,
        words,
    }
}

/// The consonants of a folded word, letters of one sound alike, vowels only
/// where they begin it.
pub fn skeleton(word: &str) -> String {
    let word = fold(word);
    let word = word
        .strip_prefix("ال")
        .filter(|r| r.chars().count() > 2)
        .unwrap_or(&word);
    let mut out = String::new();
    let mut chars = word.chars().peekable();
    let mut start = true;
    while let Some(c) = chars.next() {
        let class = match c {
            'غ' | 'ج' | 'ق' | 'ك' | 'گ' | 'ڠ' | 'ݣ' => 'k',
            'ت' | 'ط' => 't',
            'س' | 'ص' | 'ز' | 'ث' | 'ژ' => 's',
            'د' | 'ذ' | 'ض' | 'ظ' => 'd',
            'ف' | 'ڤ' | 'ڨ' => 'f',
            'ب' | 'پ' => 'b',
            'ش' | 'چ' => 'x',
            'ا' | 'و' | 'ي' | 'ى' | 'ئ' | 'ؤ' | 'ء' if start => match c {
                'و' | 'ؤ' => 'w',
                'ي' => 'y',
                _ => 'a',
            },
            'ا' | 'و' | 'ي' | 'ى' | 'ئ' | 'ؤ' | 'ء' => continue,
            // A final ه is mostly a vowel sign (ة).
            'ه' if chars.peek().is_none() && !start => continue,
            'ه' | 'ح' => 'h',
            'ل'..='ن' | 'خ' | 'ر' | 'ع' => c,
            c if c.is_alphabetic() => c,
            _ => continue,
        };
        start = false;
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

/// How likely two names are one person's, in [0,1]; [`SAME`] is the line.
///
/// A shared surname alone is never enough, and a name of one word is nobody's
/// in particular: both score below the line, whatever else agrees.
pub fn same_person(a: Person<'_>, b: Person<'_>) -> f32 {
    let (ka, kb) = (name_key(a.name), name_key(b.name));
    if !ka.is_full() || !kb.is_full() {
        return if ka.words == kb.words { 0.4 } else { 0.0 };
    }
    if ka.words == kb.words {
        return 1.0;
    }
    let (Some(fa), Some(fb)) = (ka.words.first(), kb.words.first()) else {
        return 0.0;
    };
    let (Some(la), Some(lb)) = (ka.words.last(), kb.words.last()) else {
        return 0.0;
    };
    let (short, long) = if ka.words.len() <= kb.words.len() {
        (&ka, &kb)
    } else {
        (&kb, &ka)
    };
    let role = shared_role(a.roles, b.roles);
    let middles = middles_agree(&short.words, &long.words);
    if fa == fb && la == lb {
        // محمد بن عبد العزيز is another than محمد بن نايف بن عبد العزيز: a father
        // is not left out before his father.
        let skips = long.fathers.last() == Some(&true);
        // عادل الجبير, عادل أحمد الجبير: common first and tribal names recur,
        // so a post must agree too.
        return if middles && !skips { 0.55 + role } else { 0.2 };
    }
    // ماريا إستيبان, ماريا إستيبان كالفو: a second surname is left out, as are
    // the forefathers and the house of محمد بن نايف. Many people bear two Arabic
    // names alike, so there a whole post must agree.
    if long.words.starts_with(&short.words) {
        let foreign = (short.words.iter()).all(|w| !is_native(w) && w.chars().count() > 3);
        return match (foreign, shares_post(a.roles, b.roles)) {
            (true, _) => 0.75 + role.min(0.2),
            (false, true) => 0.75,
            (false, false) => 0.45 + role.min(0.2),
        };
    }
    if !middles || native_conflict(fa, fb) || native_conflict(la, lb) {
        return 0.1;
    }
    let count = |x: &str| x.chars().count();
    let prefix = |x: &str, y: &str| count(x) >= 2 && y.starts_with(x);
    let first_agrees = ka.first == kb.first;
    let first_begins = prefix(&ka.first, &kb.first) || prefix(&kb.first, &ka.first);
    if ka.last != kb.last || count(&ka.last) < 2 || !(first_agrees || first_begins) {
        // Consonants may differ where the letters are known to be swapped
        // (ستولتنبرغ, ستولتينيرغ): then a post must agree as well.
        let alike = |x: &str, y: &str| x == y || count(x) >= 5 && variant(x, y) >= CLEAR;
        return match alike(fa, fb) && alike(la, lb) {
            true => 0.5 + role,
            false => 0.0,
        };
    }
    let sounds = count(&ka.first).min(count(&kb.first)) + count(&ka.last);
    // كيري and جيرو sound alike as every short name does: two consonants and
    // two show nothing unless the spellings are all but the same.
    if sounds < 5 && !(fa == fb && one_letter_apart(la, lb)) {
        return 0.1;
    }
    // غوفاس and جوفوس differ in how a foreign sound is written.
    let foreign = (la != lb && swaps_sound(la, lb)) || (fa != fb && swaps_sound(fa, fb));
    let mut score: f32 = 0.45 + role;
    if first_agrees {
        score += 0.1;
    }
    if foreign {
        score += 0.15;
    }
    if sounds >= 5 {
        score += 0.15;
    }
    score.min(0.95)
}

/// At most one letter was added, dropped or changed.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    match long.len() - short.len() {
        0 => short[(same + 1).min(short.len())..] == long[(same + 1).min(long.len())..],
        1 => short[same..] == long[same + 1..],
        _ => false,
    }
}

/// The shorter name's middle names are among the longer's, in order.
fn middles_agree(short: &[String], long: &[String]) -> bool {
    let middle = |w: &[String]| w[1..w.len() - 1].to_vec();
    let long = middle(long);
    let mut rest = long.iter();
    middle(short)
        .iter()
        .all(|w| rest.any(|r| skeleton(r) == skeleton(w) && !native_conflict(r, w)))
}

/// The words of a post that tell something, folded, without their article.
fn words_of_post(post: &str) -> Vec<String> {
    fold(post)
        .split(|c: char| !c.is_alphanumeric())
        .map(|w| w.strip_prefix("ال").unwrap_or(w).to_string())
        .filter(|w| w.chars().count() > 2 && !is_title(w))
        .collect()
}

/// 0.3 for posts that share two words, 0.2 for one, 0 for none.
fn shared_role(a: &[&str], b: &[&str]) -> f32 {
    let words = |roles: &[&str]| -> HashSet<String> {
        roles.iter().flat_map(|r| words_of_post(r)).collect()
    };
    match words(a).intersection(&words(b)).count() {
        0 => 0.0,
        1 => 0.2,
        _ => 0.3,
    }
}

/// A post of the one, of two words at least, stands whole in one of the other's.
fn shares_post(a: &[&str], b: &[&str]) -> bool {
    let sets = |roles: &[&str]| -> Vec<HashSet<String>> {
        let sets = roles.iter().map(|r| words_of_post(r).into_iter().collect());
        sets.filter(|s: &HashSet<String>| s.len() > 1).collect()
    };
    let (a, b) = (sets(a), sets(b));
    let within = |x: &HashSet<String>, y: &HashSet<String>| x.is_subset(y) || y.is_subset(x);
    a.iter().any(|x| b.iter().any(|y| within(x, y)))
}

/// True for two names that cannot both be the fuller form of a third: neither
/// begins with all words of the other.
pub fn divided(a: &NameKey, b: &NameKey) -> bool {
    !(a.words.starts_with(&b.words) || b.words.starts_with(&a.words))
}

/// Two different words of which one at least is an Arabic name: then every
/// letter counts.
fn native_conflict(a: &str, b: &str) -> bool {
    a != b && (is_native(a) || is_native(b))
}

fn is_native(w: &str) -> bool {
    let bare = w.strip_prefix("ال");
    (bare.is_some() && w.chars().count() > 4)
        || w.starts_with("عبد")
        || w.starts_with("ابو")
        || w.contains('ع')
        || w.contains('ح')
        || w.contains('ض')
        || w.contains('ظ')
        || is_name(w)
}

/// The spellings differ in a letter that stands for the same foreign sound.
fn swaps_sound(a: &str, b: &str) -> bool {
    let letters = |w: &str, set: &str| {
        let mut l: Vec<char> = w.chars().filter(|c| set.contains(*c)).collect();
        l.sort();
        l
    };
    ["غجقكگ", "تط", "سصزث", "فڤ", "بپ"]
        .iter()
        .any(|set| letters(a, set) != letters(b, set))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(a: &str, b: &str) -> f32 {
        with_roles(a, &[], b, &[])
    }

    fn with_roles(a: &str, ra: &[&str], b: &str, rb: &[&str]) -> f32 {
        let s = same_person(Person { name: a, roles: ra }, Person { name: b, roles: rb });
        let t = same_person(Person { name: b, roles: rb }, Person { name: a, roles: ra });
        assert_eq!(s, t, "the same both ways: {a}, {b}");
        s
    }

    #[test]
    fn short_names_that_sound_alike_are_not_one_person() {
        let minister = &["وزير الخارجية الأميركي"][..];
        for other in ["جوناثان كاييري", "جان فرنسوا جيرو", "جون ماري كاريه"]
        {
            let a = Person {
                name: "جون كيري",
                roles: minister,
            };
            let b = Person {
                name: other,
                roles: &["وزير الخارجية"],
            };
            assert!(same_person(a, b) < SAME, "{other}");
        }
        assert!(one_letter_apart("كيري", "كيرى") && one_letter_apart("كيري", "كري"));
        assert!(!one_letter_apart("كيري", "جيرو"));
    }

    #[test]
    fn keys_pass_over_spelling() {
        assert_eq!(
            name_key("عبد الله بن عبد العزيز").key(),
            "عبدالله عبدالعزيز"
        );
        assert_eq!(
            name_key("أحـمد  أبو الغيط").key(),
            name_key("احمد ابوالغيط").key()
        );
        assert_eq!(name_key("جان-مارك ايرولت").words.len(), 3);
        assert_eq!(name_key("").key(), "");
        assert_eq!(skeleton("غوفاس"), "kfs");
        assert_eq!(skeleton("جوفوس"), "kfs");
        assert_eq!(skeleton("كوفز"), "kfs");
    }

    #[test]
    fn spellings_of_one_foreign_name_are_one() {
        assert!(score("توم غوفاس", "توم جوفوس") >= SAME);
        let spokesman = ["السفير الأمريكي لدى الناتو"];
        assert!(with_roles("توم غوفاس", &spokesman, "توماس كوفز", &["ممثل الناتو"]) >= SAME);
        assert!(score("ديفيد كاميرون", "دايفيد كامرون") >= SAME);
        assert!(score("فلاديمير بوتين", "ڤلاديمير بوتن") >= SAME);
    }

    #[test]
    fn a_fuller_form_needs_a_post() {
        let fm = ["وزير الخارجية السعودي"];
        let min = ["وزير الخارجية"];
        assert!(with_roles("عادل الجبير", &fm, "عادل بن أحمد الجبير", &min) >= SAME);
        assert!(score("محمد العتيبي", "محمد سعد العتيبي") < SAME);
        assert!(with_roles("محمد سعد العتيبي", &fm, "محمد فهد العتيبي", &fm) < SAME);
    }

    #[test]
    fn forefathers_and_a_house_are_left_out_where_a_post_agrees() {
        let interior = ["ولي العهد وزير الداخلية"];
        let minister = ["وزير الداخلية", "صاحب السمو الملكي"];
        let (short, long) = ("محمد بن نايف", "محمد بن نايف بن عبد العزيز");
        assert!(with_roles(short, &interior, long, &minister) >= SAME);
        let house = "محمد بن نايف بن عبدالعزيز آل سعود";
        assert!(with_roles(short, &interior, house, &minister) >= SAME);
        assert!(with_roles(long, &interior, house, &minister) >= SAME);
        assert!(score(short, long) < SAME);
        let prince = ["الأمير"];
        assert!(with_roles(short, &prince, long, &prince) < SAME);
        let house = "محمد بن نايف القحطاني";
        assert!(with_roles(short, &interior, house, &["مدير الإدارة"]) < SAME);
        assert!(divided(&name_key(long), &name_key(house)));
        assert!(!divided(&name_key(long), &name_key(short)));
    }

    #[test]
    fn a_father_is_not_left_out_before_his_father() {
        let all = ["ولي العهد وزير الداخلية"];
        for (a, b) in [
            ("محمد عبد العزيز", "محمد بن نايف بن عبد العزيز"),
            ("سلمان بن عبد العزيز", "سلمان بن سلطان بن عبدالعزيز"),
            ("خالد عبدالعزيز", "خالد الفيصل بن عبد العزيز"),
            ("محمد بن نايف بن عبد العزيز", "محمد بن نواف بن عبدالعزيز"),
        ] {
            assert!(with_roles(a, &all, b, &all) < SAME, "{a} / {b}");
        }
    }

    #[test]
    fn a_second_surname_may_be_left_out_of_a_foreign_name() {
        assert!(score("ماريا إستيبان", "ماريا استيبان كالفو") >= SAME);
        assert!(score("محمد أحمد", "محمد أحمد العتيبي") < SAME);
    }

    #[test]
    fn a_surname_alone_is_not_enough() {
        let sec = ["وزير الخارجية الأمريكي"];
        for (a, b) in [
            ("جون كيري", "تيريزا كيري"),
            ("جون كيري", "كيري"),
            ("جورج بوش", "جيب بوش"),
            ("بيل كلينتون", "هيلاري كلينتون"),
            ("محمد بن سلمان", "خالد بن سلمان"),
            ("حسن روحاني", "حسين روحاني"),
            ("سالم الدوسري", "سليم الدوسري"),
            ("محمد حسن", "محمد حسين"),
            ("ناصر القحطاني", "نصير القحطاني"),
            ("جمال أحمد", "جميل أحمد"),
        ] {
            assert!(with_roles(a, &sec, b, &sec) < SAME, "{a} / {b}");
        }
    }
}
