//! Folding: spelling differences that do not make another word are removed,
//! with a map back to the original offsets.

use crate::span::Span;

/// Which folds apply; combine with `|`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fold(u16);

impl Fold {
    /// Drops the lengthening stroke ـ.
    pub const TATWEEL: Fold = Fold(1);
    /// Drops short vowels, shadda, Quranic marks and the dagger alef.
    pub const DIACRITICS: Fold = Fold(2);
    /// Drops bidi controls, joiners and the byte-order mark.
    pub const CONTROLS: Fold = Fold(4);
    /// أ إ آ ٱ → ا
    pub const ALEF: Fold = Fold(8);
    /// ى → ي, and Persian and Urdu yeh forms → ي
    pub const YA: Fold = Fold(16);
    /// ة → ه
    pub const TA_MARBUTA: Fold = Fold(32);
    /// Arabic-Indic and Persian digits → ASCII digits
    pub const DIGITS: Fold = Fold(64);
    /// Presentation forms and Persian, Urdu letters → the Arabic letter.
    pub const FORMS: Fold = Fold(128);
    /// Upper-case Latin → lower case.
    pub const CASE: Fold = Fold(256);

    /// All folds: the form word lists and the index use.
    pub const ALL: Fold = Fold(511);

    pub fn has(self, one: Fold) -> bool {
        self.0 & one.0 != 0
    }
}

impl std::ops::BitOr for Fold {
    type Output = Fold;
    fn bitor(self, o: Fold) -> Fold {
        Fold(self.0 | o.0)
    }
}

/// A folded text and, for each of its bytes, the original offset.
///
/// The map is monotone and total: every folded range leads to a range of the
/// original, and characters that were dropped belong to the one before them.
pub struct Folded {
    text: String,
    /// Original byte offset of the char behind each folded byte, and at the
    /// end the original length.
    origin: Vec<u32>,
}

impl Folded {
    pub fn new(original: &str, folds: Fold) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            fold_char(c, folds, |d| {
                text.push(d);
                origin.resize(text.len(), at as u32);
            });
        }
        origin.push(original.len() as u32);
        Folded { text, origin }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The original range behind a folded range (bytes).
    pub fn to_original(&self, start: usize, end: usize) -> Span {
        let at = |i: usize| self.origin[i.min(self.origin.len() - 1)] as usize;
        Span::new(at(start), at(end))
    }
}

/// Folds one string with [`Fold::ALL`], without a map.
pub fn fold(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut rest = s;
    loop {
        rest = &rest[fold_plain(rest, &mut out)..];
        let Some(c) = rest.chars().next() else {
            return out;
        };
        fold_char(c, Fold::ALL, |d| out.push(d));
        rest = &rest[c.len_utf8()..];
    }
}

/// What becomes of the letters from ء to غ and from ف to ي, of two bytes each,
/// by their lead byte (D8, D9) and their second: most stand for themselves.
const PLAIN: [[u8; 256]; 2] = {
    let mut table = [[OTHER; 256]; 2];
    let mut b = 0xA1;
    while b <= 0xBA {
        table[0][b] = SAME;
        b += 1;
    }
    let mut b = 0x81;
    while b <= 0x8A {
        table[1][b] = SAME;
        b += 1;
    }
    (table[0][0xA2], table[0][0xA3], table[0][0xA5]) = (TO_ALEF, TO_ALEF, TO_ALEF);
    table[0][0xA9] = TO_HA;
    table[1][0x89] = TO_YA;
    table
};
const OTHER: u8 = 0;
const SAME: u8 = 1;
const TO_ALEF: u8 = 2;
const TO_HA: u8 = 3;
const TO_YA: u8 = 4;

/// Folds the run of such letters at the beginning of `s` with [`Fold::ALL`] and
/// returns how many bytes it has.
#[inline]
pub(crate) fn fold_plain(s: &str, out: &mut String) -> usize {
    let (mut from, mut at) = (0, 0);
    for pair in s.as_bytes().chunks_exact(2) {
        let row = pair[0].wrapping_sub(0xD8);
        let Some(row) = PLAIN.get(row as usize) else {
            break;
        };
        let other = match row[pair[1] as usize] {
            SAME => {
                at += 2;
                continue;
            }
            TO_ALEF => 'ا',
            TO_HA => 'ه',
            TO_YA => 'ي',
            _ => break,
        };
        out.push_str(&s[from..at]);
        out.push(other);
        at += 2;
        from = at;
    }
    out.push_str(&s[from..at]);
    at
}

/// True for marks that stand on a letter (short vowels, shadda, …).
pub fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}'
        | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}')
}

/// True for invisible direction and joining controls.
pub fn is_control(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' | '\u{61C}' | '\u{AD}')
}

#[inline]
pub(crate) fn fold_char(c: char, folds: Fold, mut put: impl FnMut(char)) {
    match c {
        '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' if folds.has(Fold::FORMS) => {
            // A form decomposes to plain letters, never to another form.
            for_each_letter(c, |d| fold_letter(d, folds, &mut put))
        }
        c => fold_letter(c, folds, &mut put),
    }
}

#[inline]
fn fold_letter(c: char, folds: Fold, put: &mut impl FnMut(char)) {
    match c {
        // The plain letters, by far the most frequent, pass at once.
        '\u{628}' | '\u{62A}'..='\u{63A}' | '\u{641}'..='\u{648}' | ' ' => put(c),
        'ا' | 'ي' | 'ء' => put(c),
        'أ' | 'إ' | 'آ' | 'ٱ' if folds.has(Fold::ALEF) => put('ا'),
        'ى' | 'ی' | 'ې' | 'ے' | 'ۍ' if folds.has(Fold::YA) => put('ي'),
        'ة' if folds.has(Fold::TA_MARBUTA) => put('ه'),
        'ـ' if folds.has(Fold::TATWEEL) => {}
        'ک' | 'ڪ' if folds.has(Fold::FORMS) => put('ك'),
        'ھ' | 'ہ' | 'ە' | 'ۀ' if folds.has(Fold::FORMS) => put('ه'),
        '٠'..='٩' if folds.has(Fold::DIGITS) => put((b'0' + (c as u32 - 0x660) as u8) as char),
        '۰'..='۹' if folds.has(Fold::DIGITS) => put((b'0' + (c as u32 - 0x6F0) as u8) as char),
        c if c.is_ascii_uppercase() && folds.has(Fold::CASE) => put(c.to_ascii_lowercase()),
        c if c.is_ascii() => put(c),
        c if is_diacritic(c) && folds.has(Fold::DIACRITICS) => {}
        c if is_control(c) && folds.has(Fold::CONTROLS) => {}
        c => put(c),
    }
}

fn for_each_letter(c: char, mut put: impl FnMut(char)) {
    use unicode_normalization::char::decompose_compatible;
    let mut letters = 0;
    decompose_compatible(c, |d| {
        if d != ' ' {
            letters += 1;
            put(d)
        }
    });
    if letters == 0 {
        put(c)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tatweel_diacritics_and_forms_go() {
        assert_eq!(fold("العمـل بقـوة"), "العمل بقوه");
        assert_eq!(fold("أكّد مُشدّدًا"), "اكد مشددا");
        assert_eq!(fold("ﻻ ﺍﻟﻨﺎﺗﻮ"), "لا الناتو");
        assert_eq!(fold("فی ۲۰۲٤ NATO"), "في 2024 nato");
    }

    #[test]
    fn a_folded_range_leads_back_to_the_letters_with_their_marks() {
        let t = "قـال مُؤكّداً";
        let f = Folded::new(t, Fold::ALL);
        let at = f.text().find("مؤكدا").unwrap();
        assert_eq!(f.to_original(at, at + "مؤكدا".len()).of(t), "مُؤكّداً");
        assert_eq!(f.to_original(0, "قال".len()).of(t), "قـال");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(s in "\\PC{0,60}|[ا-ي ًّـأإآىة٠-٩۰-۹ﭐ-ﻼ]{0,60}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once.clone());
        }

        #[test]
        fn folding_is_the_same_with_and_without_a_map(s in "\\PC{0,60}|[ء-ي ًّـأإآىة٠-٩۰-۹ﭐ-ﻼA-z]{0,60}") {
            let mapped = Folded::new(&s, Fold::ALL);
            prop_assert_eq!(fold(&s), mapped.text());
        }

        #[test]
        fn the_map_is_monotone_and_total(s in "\\PC{0,60}|[ا-ي ًّـأإآىة٠-٩ﭐ-ﻼ]{0,60}") {
            let f = Folded::new(&s, Fold::ALL);
            prop_assert_eq!(f.origin.len(), f.text.len() + 1);
            prop_assert!(f.origin.windows(2).all(|w| w[0] <= w[1]));
            prop_assert!(f.origin.iter().all(|&o| s.is_char_boundary(o as usize)));
        }
    }
}
