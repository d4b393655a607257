//! Arabic words as index terms.
//!
//! Each word stands in the index as it is (folded, with `=` before it) and, at
//! the same position, as its light stems: without و ف ب ل ك س, the article and
//! a few endings, in every way these can be taken off. A word that is asked
//! for loses only its article and ending.

use khabar_text::clitic;
use khabar_text::{Text, TokenKind};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Changes with every change of what is written here: an index made with
/// another number is made again.
pub const VERSION: u32 = 2;

/// The mark before a word as it is printed.
pub const EXACT: char = '=';

#[derive(Clone, Default)]
pub struct Arabic;

pub struct Stream<'a> {
    text: Text<'a>,
    next: usize,
    /// Terms still to come at this position, last first.
    terms: Vec<String>,
    token: Token,
}

impl Tokenizer for Arabic {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let token = Token {
            position: usize::MAX,
            ..Token::default()
        };
        Stream {
            text: Text::new(text),
            next: 0,
            terms: Vec::new(),
            token,
        }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some(t) = self.terms.pop() {
            self.token.text = t;
            return true;
        }
        while let Some(t) = self.text.tokens().get(self.next) {
            let word = self.text.norm(self.next);
            self.next += 1;
            if t.kind == TokenKind::Punct || word.is_empty() || word.len() > 200 {
                continue;
            }
            if t.kind == TokenKind::Word {
                stems(word, &mut self.terms);
            } else {
                self.terms.push(word.to_string());
            }
            self.token.offset_from = t.span.start();
            self.token.offset_to = t.span.end();
            self.token.position = self.token.position.wrapping_add(1);
            self.token.text.clear();
            self.token.text.push(EXACT);
            self.token.text.push_str(word);
            return true;
        }
        false
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// All light stems of a folded word.
pub fn stems(word: &str, out: &mut Vec<String>) {
    let mut put = |w: &str| {
        let s = stem(w);
        if !out.iter().any(|o| o == s) {
            out.push(s.to_string());
        }
    };
    put(word);
    for cut in clitic::cuts(word).skip(1) {
        let rest = &word[cut.bytes..];
        // One letter off a short word is mostly no clitic (وزير, بلد, لبنان).
        if rest.len() >= 6 {
            put(rest);
        }
    }
    if let Some((alone, _)) = clitic::after_lam(word) {
        put(&alone);
    }
    // The future: سيقول, ستقول.
    match word.strip_prefix('س') {
        Some(rest) if rest.starts_with(['ي', 'ت']) && rest.len() >= 8 => put(rest),
        _ => {}
    }
}

/// A folded word without its article and its endings: first what counts or
/// owns (ون، ات، ها), then what makes an adjective or a country of it
/// (ي، يا), so that سوري، سورية، سوريا and سوريين are one.
pub fn stem(word: &str) -> &str {
    let w = match word.strip_prefix("ال") {
        Some(rest) if letters(rest) >= 3 => rest,
        _ => word,
    };
    without(without(w, ENDINGS), LAST)
}

/// The word without the first of `endings` that it has and may lose.
fn without<'a>(w: &'a str, endings: &[(&str, usize)]) -> &'a str {
    let cut = |&(ending, least): &(&str, usize)| {
        let rest = w.strip_suffix(ending)?;
        (letters(rest) >= least).then_some(rest)
    };
    endings.iter().find_map(cut).unwrap_or(w)
}

fn letters(w: &str) -> usize {
    w.chars().count()
}

/// Endings, longest first, and how many letters must stay. ان is left on
/// (لبنان, إيران).
const ENDINGS: &[(&str, usize)] = &[
    ("ات", 3),
    ("ون", 4),
    ("ين", 4),
    ("ها", 4),
    ("هم", 4),
    ("وا", 3),
    ("ا", 4),
    ("ه", 3),
];
const LAST: &[(&str, usize)] = &[("ي", 4)];

#[cfg(test)]
mod tests {
    use super::*;

    fn all(w: &str) -> Vec<String> {
        let mut v = Vec::new();
        stems(w, &mut v);
        v
    }

    #[test]
    fn clitics_and_endings_come_off_in_every_way() {
        assert!(all("وبالعراق").contains(&"عراق".to_string()));
        assert!(all("للعراق").contains(&"عراق".to_string()));
        assert!(all("والايرانيه").contains(&"ايران".to_string()));
        assert_eq!(stem("ايراني"), "ايران");
        assert_eq!(stem("العراق"), "عراق");
        assert_eq!(stem("كيري"), "كيري");
        assert_eq!(stem("لبنان"), "لبنان");
        for w in ["سوري", "سوريه", "السوريين", "سوريا", "السوريون"] {
            assert_eq!(stem(w), "سوري", "{w}");
        }
        for w in ["ايراني", "الايرانيه", "ايرانيين", "ايرانيا"] {
            assert_eq!(stem(w), "ايران", "{w}");
        }
        for w in [
            "لاجئ",
            "لاجئين",
            "لاجئون",
            "نفايات",
            "نفايه",
            "عقوبات",
            "عقوبه",
        ] {
            assert!(
                ["لاجئ", "نفاي", "عقوب"].contains(&stem(w)),
                "{w}: {}",
                stem(w)
            );
        }
        assert_eq!(all("وزير"), ["وزير", "زير"]);
    }

    #[test]
    fn variants_share_a_position_and_point_at_the_word() {
        let s = "قال، وَالرئيـس";
        let mut a = Arabic;
        let mut t = a.token_stream(s);
        let mut seen = Vec::new();
        while t.advance() {
            let k = t.token();
            seen.push((k.position, k.text.clone(), &s[k.offset_from..k.offset_to]));
        }
        assert_eq!(seen[0], (0, "=قال".to_string(), "قال"));
        assert!(seen.contains(&(1, "=والرئيس".to_string(), "وَالرئيـس")));
        assert!(seen.contains(&(1, "رئيس".to_string(), "وَالرئيـس")));
    }
}
