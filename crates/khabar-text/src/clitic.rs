//! Proclitics: و ف ب ل ك س and the article.

/// A way to take proclitics off a folded word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cut {
    /// Folded bytes taken off the front.
    pub bytes: usize,
    /// A leading و or ف was taken.
    pub conjunction: bool,
    /// A preposition ب ل ك was taken.
    pub preposition: Option<char>,
}

const WHOLE: Cut = Cut {
    bytes: 0,
    conjunction: false,
    preposition: None,
};

/// Every reading of a folded word's front, the whole word first: `وبالناتو` →
/// itself, without و, without وب. The article stays on (names and lists carry
/// it); `لل…` cannot be undone by cutting and is left to [`after_lam`].
/// What is left has at least two letters.
#[inline]
pub fn cuts(word: &str) -> impl Iterator<Item = Cut> + '_ {
    let mut out = [Some(WHOLE), None, None, None];
    let rest_ok = |n: usize| word.len() >= n + 4;
    let first = word.chars().next();
    let mut k = 1;
    let conj = matches!(first, Some('و' | 'ف'));
    if conj && rest_ok(2) {
        out[k] = Some(Cut {
            bytes: 2,
            conjunction: true,
            preposition: None,
        });
        k += 1;
    }
    let starts = [(0, false), (2, true)];
    for (from, c) in starts {
        if (c && !conj) || !rest_ok(from + 2) {
            continue;
        }
        if let Some(p @ ('ب' | 'ل' | 'ك')) = word[from..].chars().next() {
            out[k] = Some(Cut {
                bytes: from + 2,
                conjunction: c,
                preposition: Some(p),
            });
            k += 1;
        }
    }
    out.into_iter().flatten()
}

/// `للناتو` (ل + الناتو) without its preposition: the word as it would stand
/// alone, and the bytes to skip so that the span begins at the second ل.
pub fn after_lam(word: &str) -> Option<(String, Cut)> {
    let (from, conjunction) = match word.strip_prefix(['و', 'ف']) {
        Some(r) if r.starts_with("لل") => (2, true),
        _ if word.starts_with("لل") => (0, false),
        _ => return None,
    };
    let rest = &word[from + 4..];
    (rest.len() >= 4).then(|| {
        let cut = Cut {
            bytes: from + 2,
            conjunction,
            preposition: Some('ل'),
        };
        (format!("ال{rest}"), cut)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rests(w: &str) -> Vec<&str> {
        cuts(w).map(|c| &w[c.bytes..]).collect()
    }

    #[test]
    fn whole_word_first_then_shorter_ones() {
        assert_eq!(rests("وبالناتو"), ["وبالناتو", "بالناتو", "الناتو"]);
        assert_eq!(rests("لبنان"), ["لبنان", "بنان"]);
        assert_eq!(rests("وزير"), ["وزير", "زير"]);
        assert_eq!(rests("في"), ["في"]);
        assert_eq!(rests("nato"), ["nato"]);
    }

    #[test]
    fn lam_lam_is_lam_and_the_article() {
        assert_eq!(after_lam("للناتو").unwrap().0, "الناتو");
        assert_eq!(after_lam("وللناتو").unwrap().1.bytes, 4);
        assert!(after_lam("لله").is_none());
    }
}
