//! Spellings of one name: folded words compared letter by letter, letters
//! that render one foreign sound counting as near.

/// A folded word of a name without its article.
pub fn bare(word: &str) -> &str {
    match word.strip_prefix("ال").or_else(|| word.strip_prefix("لل")) {
        Some(r) if r.len() >= 6 => r,
        _ => word,
    }
}

/// True if two folded words are one name: the same but for the article, or,
/// for long words, a slip or a sound apart.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    if a == b {
        return true;
    }
    let (la, lb) = (a.chars().count(), b.chars().count());
    let short = la.min(lb);
    if short < 6 || la.abs_diff(lb) > 1 {
        return false;
    }
    let most = if short >= 8 { 4 } else { 2 };
    first_alike(a, b) && distance(a, b, most) <= most
}

fn first_alike(a: &str, b: &str) -> bool {
    match (a.chars().next(), b.chars().next()) {
        (Some(x), Some(y)) => x == y || sound(x, y),
        _ => false,
    }
}

/// Letters Arabic spelling wavers between when it renders a foreign sound.
fn sound(a: char, b: char) -> bool {
    const SETS: &[&[char]] = &[
        &['غ', 'ج', 'ق', 'ك', 'گ'],
        &['ت', 'ط', 'ث'],
        &['س', 'ص', 'ش', 'ز'],
        &['ف', 'ب', 'و', 'ڤ', 'پ'],
        &['د', 'ض', 'ذ'],
        &['ا', 'ي', 'و', 'ه', 'ع', 'ء', 'ئ', 'ؤ'],
    ];
    SETS.iter().any(|s| s.contains(&a) && s.contains(&b))
}

/// Twice the edit distance; a letter for one of its sounds, and a vowel
/// letter more or less, count one. Values above `most` are not exact.
fn distance(a: &str, b: &str, most: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    let vowel = |c: char| {
        if matches!(c, 'ا' | 'و' | 'ي') {
            1
        } else {
            2
        }
    };
    let mut row: Vec<usize> = Vec::with_capacity(b.len() + 1);
    let mut sum = 0;
    row.push(0);
    for &c in &b {
        sum += vowel(c);
        row.push(sum);
    }
    for x in a.chars() {
        let mut before = row[0];
        row[0] += vowel(x);
        let mut least = row[0];
        for (j, &y) in b.iter().enumerate() {
            let swap = match x == y {
                true => 0,
                false if sound(x, y) => 1,
                false => 2,
            };
            let v = (before + swap)
                .min(row[j] + vowel(y))
                .min(row[j + 1] + vowel(x));
            before = row[j + 1];
            row[j + 1] = v;
            least = least.min(v);
        }
        if least > most {
            return least;
        }
    }
    row[b.len()]
}

/// The words of a person's name as they are compared: عبد and أبو joined to
/// the next word, بن and the like left out.
pub fn key<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut join = String::new();
    for w in words {
        match w {
            "بن" | "ابن" | "بنت" => {}
            // نصر الله and نصرالله are one word.
            "الله" | "الدين" if join.is_empty() && !out.is_empty() => {
                if let Some(last) = out.last_mut() {
                    last.push_str(w);
                }
            }
            "عبد" | "ابو" | "ابي" | "ابا" | "ال" | "دي" | "دو" | "دا" | "فان" | "فون" => {
                join.push_str(w)
            }
            _ if join == "ال" && !w.starts_with("ال") => {
                join.clear();
                out.push(w.to_string());
            }
            _ => {
                join.push_str(w);
                out.push(std::mem::take(&mut join));
            }
        }
    }
    if !join.is_empty() {
        out.push(join);
    }
    out
}

/// True if two full names (as [`key`] gives them) may be one person's: the
/// first and last words agree, or the shorter name stands in the longer one
/// from its first word on.
pub fn same_person(a: &[String], b: &[String]) -> bool {
    let (Some(a0), Some(b0), Some(az), Some(bz)) = (a.first(), b.first(), a.last(), b.last())
    else {
        return false;
    };
    if !near(a0, b0) {
        return false;
    }
    if near(az, bz) && (a.len() < 3 || b.len() < 3) {
        // One slip in all: both ends must not be mere likenesses.
        return bare(a0) == bare(b0) || bare(az) == bare(bz);
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    short.iter().all(|s| rest.any(|l| near(l, s)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn k(s: &str) -> Vec<String> {
        let f = khabar_text::fold::fold(s);
        key(f.split(' '))
    }

    #[test]
    fn slips_and_sounds_are_near_short_words_are_not() {
        assert!(near("ستولتينبرغ", "ستولتينيرغ"));
        assert!(near("غوتيريش", "جوتيريش"));
        assert!(near("الحارثي", "الحارثي"));
        assert!(!near("حسن", "حسين"));
        assert!(!near("سليمان", "سلمان"));
        assert!(!near("الكاظمي", "الهاشمي"));
    }

    #[test]
    fn a_name_of_two_words_is_one_however_it_is_spaced() {
        assert_eq!(k("سامر نصر الله"), k("سامر نصرالله"));
        assert_eq!(k("نور الدين الحلبي"), ["نورالدين", "الحلبي"]);
        assert_eq!(k("علي عبد الله ناجي"), k("علي عبدالله ناجي"));
    }

    #[test]
    fn two_people_of_one_surname_stay_two() {
        assert!(!same_person(&k("كريم السعدون"), &k("نبيل السعدون")));
        assert!(same_person(&k("علي عبد الله ناجي"), &k("علي ناجي")));
        assert!(same_person(
            &k("عبدالله بن سعد الفهد"),
            &k("عبد الله الفهد")
        ));
        assert!(!same_person(&k("محمد بن ناصر"), &k("محمد بن سعد")));
        assert!(!same_person(
            &k("ماجد بن سعد بن فهد آل ناصر"),
            &k("ماجد بن خالد بن فهد آل ناصر")
        ));
        assert!(same_person(&k("ماجد بن سعد"), &k("ماجد بن سعد بن فهد")));
    }
}
