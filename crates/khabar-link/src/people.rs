//! Whether two names are one person's.
//!
//! Foreign names reach Arabic in many spellings (توم غوفاس, توم جوفوس,
//! توماس كوفز). What stays is their consonants, up to classes of letters that
//! stand for one sound: a *skeleton*. Arabic names differ in just the vowels a
//! skeleton drops (حسن and حسين, سالم and سليم), so there spelling counts.

use crate::variant::variant;
use khabar_text::fold::fold;

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
    let mut joined = false;
    for w in folded.split(|c: char| c.is_whitespace() || c == '.') {
        if w.is_empty() || matches!(w, "بن" | "ابن" | "بنت") {
            continue;
        }
        match words.last_mut() {
            Some(before) if joined => before.push_str(w),
            _ => words.push(w.to_string()),
        }
        joined = matches!(w, "عبد" | "ابو" | "ابي" | "ام");
    }
    let of = |w: Option<&String>| w.map_or_else(String::new, |w| skeleton(w));
    NameKey {
        first: of(words.first()),
        last: of(words.last()),
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
    let role = shared_role(a.roles, b.roles);
    let middles = middles_agree(&ka.words, &kb.words);
    if fa == fb && la == lb {
        // عادل الجبير, عادل أحمد الجبير: common first and tribal names recur,
        // so a post must agree too.
        return if middles { 0.55 + role } else { 0.2 };
    }
    // ماريا إستيبان, ماريا إستيبان كالفو: a second surname is left out. Many
    // people bear two Arabic names alike, so there the post must agree.
    let (short, long) = if ka.words.len() <= kb.words.len() {
        (&ka.words, &kb.words)
    } else {
        (&kb.words, &ka.words)
    };
    if long.starts_with(short) {
        let foreign = short.iter().all(|w| !is_native(w) && w.chars().count() > 3);
        return 0.45 + role + if foreign { 0.3 } else { 0.0 };
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

/// One's middle names are among the other's, in order.
fn middles_agree(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let middle = |w: &[String]| w[1..w.len() - 1].to_vec();
    let long = middle(long);
    let mut rest = long.iter();
    middle(short)
        .iter()
        .all(|w| rest.any(|r| skeleton(r) == skeleton(w)))
}

/// 0.3 for posts that share two words, 0.2 for one, 0 for none.
fn shared_role(a: &[&str], b: &[&str]) -> f32 {
    let words = |roles: &[&str]| -> Vec<String> {
        let folded = roles.iter().map(|r| fold(r)).collect::<Vec<_>>().join(" ");
        folded
            .split(|c: char| !c.is_alphanumeric())
            .map(|w| w.strip_prefix("ال").unwrap_or(w).to_string())
            .filter(|w| w.chars().count() > 2 && !TITLES.contains(&w.as_str()))
            .collect()
    };
    let (wa, mut wb) = (words(a), words(b));
    wb.sort();
    wb.dedup();
    match wb.iter().filter(|w| wa.contains(w)).count() {
        0 => 0.0,
        1 => 0.2,
        _ => 0.3,
    }
}

/// Titles that many people bear.
const TITLES: &[&str] = &[
    "سيد",
    "سيده",
    "دكتور",
    "دكتوره",
    "استاذ",
    "شيخ",
    "امير",
    "ملك",
    "فخامه",
    "معالي",
    "سمو",
    "سعاده",
    "جلاله",
    "صاحب",
    "سابق",
    "عضو",
    "لواء",
    "عميد",
    "عقيد",
    "مهندس",
    "حاج",
    "نائب",
];

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
        || ARABIC.contains(&w)
}

/// Frequent Arabic names without letters that only Arabic has.
const ARABIC: &[&str] = &[
    "انور",
    "ابراهيم",
    "ادم",
    "ادريس",
    "اسامه",
    "اسماء",
    "امين",
    "امير",
    "اياد",
    "ايمن",
    "بدر",
    "بشار",
    "بشير",
    "بكر",
    "بندر",
    "بلال",
    "تركي",
    "تميم",
    "توفيق",
    "ثامر",
    "جابر",
    "جاسم",
    "جلال",
    "جمال",
    "جميل",
    "جواد",
    "خالد",
    "خليفه",
    "خليل",
    "رائد",
    "رايد",
    "راشد",
    "رامي",
    "رشيد",
    "رضا",
    "رياض",
    "زايد",
    "زكي",
    "زياد",
    "زيد",
    "زيدان",
    "زينب",
    "سالم",
    "سامي",
    "سلطان",
    "سلمان",
    "سليم",
    "سليمان",
    "سمير",
    "سيف",
    "شاكر",
    "شريف",
    "صالح",
    "صباح",
    "طارق",
    "طلال",
    "فاطمه",
    "فايز",
    "فارس",
    "فريد",
    "فهد",
    "فواز",
    "فوزي",
    "فيصل",
    "قاسم",
    "قيس",
    "كامل",
    "كرم",
    "كريم",
    "كمال",
    "ليلي",
    "ماجد",
    "مالك",
    "مازن",
    "مبارك",
    "مراد",
    "مريم",
    "مشاري",
    "منصور",
    "منير",
    "مني",
    "موسي",
    "مها",
    "ناصر",
    "نادر",
    "نايف",
    "نبيل",
    "نزار",
    "نصر",
    "نصير",
    "نواف",
    "نوره",
    "نوري",
    "هادي",
    "هاشم",
    "هاني",
    "هشام",
    "هيثم",
    "وليد",
    "وسيم",
    "ياسر",
    "ياسين",
    "يوسف",
    "يونس",
    "سارا",
    "ساره",
    "تامر",
    "نور",
];

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
