//! Words, numbers and punctuation of a text, each with its original span and
//! its folded form.

use crate::fold::{Fold, fold_char, fold_plain, is_control, is_diacritic};
use crate::span::Span;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    /// A run of letters with their marks and tatweel.
    Word,
    /// A run of digits of one text (ASCII, Arabic-Indic or Persian).
    Number,
    /// One mark or symbol.
    Punct,
}

#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where the token stands in the original.
    pub span: Span,
    pub kind: TokenKind,
    /// Zero-based line (`\n`) it stands on.
    pub line: u32,
    /// White space or a line's beginning stands before it.
    pub spaced: bool,
    fold: (u32, u32),
}

/// A text cut into tokens. Token positions (`usize` indices into
/// [`Text::tokens`]) are how the reading code speaks of places in a text.
pub struct Text<'t> {
    original: &'t str,
    /// Words and the white space between them, folded.
    folded: String,
    tokens: Vec<Token>,
}

impl<'t> Text<'t> {
    pub fn new(original: &'t str) -> Self {
        let mut t = Text {
            original,
            folded: String::with_capacity(original.len()),
            tokens: Vec::with_capacity(original.len() / 8),
        };
        t.cut();
        t
    }

    fn cut(&mut self) {
        let original = self.original;
        let (mut at, mut line) = (0, 0);
        let mut spaced = true;
        let mut open: Option<TokenKind> = None;
        loop {
            // The plain letters, by far the most frequent, pass at once, and the
            // space behind them.
            let from = self.folded.len() as u32;
            let run = fold_plain(&original[at..], &mut self.folded);
            if run > 0 {
                let kind = TokenKind::Word;
                let span = Span::new(at, at + run);
                let fold = (from, self.folded.len() as u32);
                let token = Token {
                    span,
                    kind,
                    line,
                    spaced,
                    fold,
                };
                self.put(token, open == Some(kind));
                spaced = false;
                open = Some(kind);
                at += run;
            }
            let Some(c) = original[at..].chars().next() else {
                break;
            };
            let end = at + c.len_utf8();
            if c == ' ' {
                self.folded.push(c);
                spaced = true;
                open = None;
                at = end;
                continue;
            }
            // A mark, a stroke or an invisible control lengthens what it stands on.
            if is_diacritic(c) || c == 'ـ' || is_control(c) {
                if let (Some(_), Some(t)) = (open, self.tokens.last_mut()) {
                    t.span = Span::new(t.span.start(), end);
                }
                at = end;
                continue;
            }
            // The marks of the Arabic press, which the tables below find slowly.
            let mark = matches!(c, '،' | '؛' | '؟' | '«' | '»' | '“' | '”' | '–' | '…');
            let kind = if mark {
                TokenKind::Punct
            } else if c.is_ascii_alphabetic() {
                TokenKind::Word
            } else if c.is_numeric() {
                TokenKind::Number
            } else if c.is_alphabetic() {
                TokenKind::Word
            } else if c.is_whitespace() {
                line += u32::from(c == '\n');
                self.folded.push(c);
                spaced = true;
                open = None;
                at = end;
                continue;
            } else {
                TokenKind::Punct
            };
            let from = self.folded.len() as u32;
            fold_char(c, Fold::ALL, |d| self.folded.push(d));
            let span = Span::new(at, end);
            let fold = (from, self.folded.len() as u32);
            let token = Token {
                span,
                kind,
                line,
                spaced,
                fold,
            };
            self.put(token, open == Some(kind) && kind != TokenKind::Punct);
            spaced = false;
            open = Some(kind);
            at = end;
        }
    }

    /// Adds a token, or lengthens the last by it.
    fn put(&mut self, token: Token, lengthens: bool) {
        match self.tokens.last_mut() {
            Some(last) if lengthens => {
                last.span = Span::new(last.span.start(), token.span.end());
                last.fold.1 = token.fold.1;
            }
            _ => self.tokens.push(token),
        }
    }

    #[inline]
    pub fn original(&self) -> &'t str {
        self.original
    }

    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The folded form of token `i`; empty past the end.
    #[inline]
    pub fn norm(&self, i: usize) -> &str {
        self.tokens
            .get(i)
            .map_or("", |t| &self.folded[t.fold.0 as usize..t.fold.1 as usize])
    }

    /// Tokens `from..to` folded, with the white space between them; empty for an
    /// empty range.
    pub fn folded(&self, tokens: std::ops::Range<usize>) -> &str {
        match self.tokens.get(tokens) {
            Some([a, .., b]) => &self.folded[a.fold.0 as usize..b.fold.1 as usize],
            Some([a]) => &self.folded[a.fold.0 as usize..a.fold.1 as usize],
            _ => "",
        }
    }

    /// Token `i` as printed; empty past the end.
    #[inline]
    pub fn raw(&self, i: usize) -> &'t str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.original))
    }

    /// The original span of tokens `from..to` (half-open).
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), self.tokens.get(to.saturating_sub(1))) {
            (Some(a), Some(b)) if from < to => Span::new(a.span.start(), b.span.end()),
            (Some(a), _) => Span::new(a.span.start(), a.span.start()),
            _ => Span::new(self.original.len(), self.original.len()),
        }
    }

    /// The span of tokens `from..to` with the first `skip` folded bytes of the
    /// first token left off: a name without its clitic.
    pub fn span_without_prefix(&self, from: usize, to: usize, skip: usize) -> Span {
        let whole = self.span(from, to);
        let Some(t) = self.tokens.get(from) else {
            return whole;
        };
        if skip == 0 || skip >= (t.fold.1 - t.fold.0) as usize {
            return whole;
        }
        // Folded again rather than kept for every byte: clitics are few.
        let mut folded = 0;
        for (at, c) in t.span.of(self.original).char_indices() {
            let before = folded;
            fold_char(c, Fold::ALL, |d| folded += d.len_utf8());
            if before <= skip && skip < folded {
                return Span::new(t.span.start() + at, whole.end());
            }
        }
        whole
    }

    /// Index of the first token that ends after byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.span.end() <= at)
    }

    /// The tokens (half-open) that lie in `span`, even in part.
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.token_at(span.start());
        let to = self.tokens.partition_point(|t| t.span.start() < span.end());
        from..to.max(from)
    }

    #[inline]
    pub fn is_word(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Word)
    }

    #[inline]
    pub fn is_number(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Number)
    }

    #[inline]
    pub fn is_punct(&self, i: usize) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.kind == TokenKind::Punct)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(s: &str) -> Vec<String> {
        let t = Text::new(s);
        (0..t.len()).map(|i| t.norm(i).to_string()).collect()
    }

    #[test]
    fn letters_digits_and_marks_part() {
        assert_eq!(
            words("لـ\"الناتو\"، 27-08"),
            ["ل", "\"", "الناتو", "\"", "،", "27", "-", "08"]
        );
        assert_eq!(words("ال14 ٢٥ شوّال"), ["ال", "14", "25", "شوال"]);
    }

    #[test]
    fn a_clitic_is_left_off_in_the_original() {
        let s = "وبالتـحالفِ الدولي";
        let t = Text::new(s);
        assert_eq!(t.norm(0), "وبالتحالف");
        assert_eq!(
            t.span_without_prefix(0, 2, "وب".len()).of(s),
            "التـحالفِ الدولي"
        );
    }

    proptest! {
        #[test]
        fn tokens_are_ordered_and_cut_at_char_boundaries(s in "\\PC{0,80}") {
            let t = Text::new(&s);
            let mut last = 0;
            for k in t.tokens() {
                prop_assert!(k.span.start() >= last && k.span.end() > k.span.start());
                prop_assert!(s.is_char_boundary(k.span.start()) && s.is_char_boundary(k.span.end()));
                last = k.span.end();
            }
        }

        #[test]
        fn a_tokens_form_is_what_folding_makes_of_it(s in "[ء-ي ًـA-z0-9٠-٩ی\n«.]{0,60}|\\PC{0,40}") {
            let t = Text::new(&s);
            for i in 0..t.len() {
                prop_assert_eq!(t.norm(i), crate::fold::fold(t.raw(i)));
            }
        }

        #[test]
        fn tokens_with_the_space_between_are_folded_as_the_text_is(s in "[ء-ي ًـA-z0-9٠-٩ی\n«.\u{a0}]{0,60}|\\PC{0,40}") {
            let t = Text::new(&s);
            let all = t.span(0, t.len());
            prop_assert_eq!(t.folded(0..t.len()), crate::fold::fold(all.of(&s)));
        }

        #[test]
        fn every_token_is_found_at_its_own_offset(s in "[ا-ي \"،.ـً0-9\n]{0,80}") {
            let t = Text::new(&s);
            for (i, k) in t.tokens().iter().enumerate() {
                prop_assert_eq!(t.token_at(k.span.start()), i);
                prop_assert_eq!(t.tokens_in(k.span), i..i + 1);
            }
        }
    }
}
