//! Sentences as ranges of tokens.

use crate::token::Text;
use std::ops::Range;

/// Cuts the tokens `range` into sentences: at line ends, and after `.` `!`
/// `؟` `?` followed by white space outside of an open quotation. A stop after
/// a single letter ("د.", "م.") is an abbreviation and does not end one.
pub fn sentences(text: &Text<'_>, range: Range<usize>) -> Vec<Range<usize>> {
    let toks = text.tokens();
    let mut out = Vec::new();
    let mut from = range.start;
    for i in range.clone() {
        let last = i + 1 == range.end;
        let line_end = !last && toks[i + 1].line != toks[i].line;
        if last || line_end || ends_sentence(text, i) {
            // A closing quote right after the stop belongs to the sentence.
            let close = i + 1 < range.end
                && !line_end
                && !toks[i + 1].spaced
                && matches!(text.raw(i + 1), "\"" | "»" | "”" | "'" | "’" | ")");
            let to = if close { i + 2 } else { i + 1 };
            if to > from {
                out.push(from..to);
                from = to;
            }
        }
    }
    out
}

fn ends_sentence(text: &Text<'_>, i: usize) -> bool {
    if !matches!(text.raw(i), "." | "!" | "؟" | "?" | "…") {
        return false;
    }
    let next = text.tokens().get(i + 1);
    let quote_next = matches!(text.raw(i + 1), "\"" | "»" | "”");
    if !next.is_none_or(|t| t.spaced || quote_next) {
        return false;
    }
    let before = i.wrapping_sub(1);
    if text.raw(i) != "." || !text.is_word(before) {
        return true;
    }
    let word = text.norm(before);
    // Close after the word alone, a stop may stand for the rest of it: in
    // running text after a letter's name only where a word like it goes on
    // (جوزيف بي. كيندي), not where a line or a quotation begins.
    let single = word.chars().count() == 1;
    let letter = !text.tokens()[i].spaced && is_initial(word) && text.is_word(i + 1);
    !(single || letter || SHORT.contains(&word))
}

/// Words cut short, folded, as they stand before a stop.
const SHORT: &[&str] = &["ود", "وم", "دك", "mr", "dr", "st"];

/// The names of Latin letters that Arabic writes for initials, folded.
const LETTERS: &[&str] = &[
    "اي",
    "بي",
    "سي",
    "دي",
    "اف",
    "جي",
    "اتش",
    "اج",
    "جيه",
    "كي",
    "كيه",
    "ام",
    "بو",
    "كيو",
    "ار",
    "اس",
    "تي",
    "يو",
    "دبليو",
    "اكس",
    "واي",
    "زد",
    "زي",
];

/// True if a folded word is an initial: a letter (`و.`) or a Latin letter's
/// name (`دبليو.`).
pub fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 || LETTERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(s: &str) -> Vec<String> {
        let t = Text::new(s);
        sentences(&t, 0..t.len())
            .into_iter()
            .map(|r| t.span(r.start, r.end).of(s).into())
            .collect()
    }

    #[test]
    fn stops_lines_and_abbreviations() {
        assert_eq!(
            cut("قال د. سعيد شيئا. ومضى\nثم عاد"),
            ["قال د. سعيد شيئا.", "ومضى", "ثم عاد"]
        );
        assert_eq!(
            cut("زار أ.د. سامي وم. علي جوزيف بي. كيندي. وعاد"),
            ["زار أ.د. سامي وم. علي جوزيف بي. كيندي.", "وعاد"]
        );
        assert_eq!(cut("نما 3.5 بالمئة؟ نعم"), ["نما 3.5 بالمئة؟", "نعم"]);
        assert_eq!(cut("قال \"انتهى.\" ومضى"), ["قال \"انتهى.\"", "ومضى"]);
    }
}
