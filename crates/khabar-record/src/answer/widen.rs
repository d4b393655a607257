//! What else counts as a word that was typed: other spellings of a name, its
//! plural or singular, the word without what is written onto it (و، ب، لل).

use super::query::Expr;
use crate::error::Result;
use crate::index::FullText;
use crate::index::analyzer::stem;
use crate::index::search::Part;
use khabar_link::people::skeleton;
use khabar_text::clitic;
use khabar_text::fold::fold;
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Words that are one for a search, a group a line.
const GROUPS: &str = include_str!("../../../../data/search_words.tsv");

/// Two words of one name are spellings of those of another from here on; one
/// word alone must be nearer.
const LIKE: f32 = 0.5;
const LIKE_ALONE: f32 = 0.9;
/// Spellings of one word.
const MOST: usize = 6;
/// A word loses what is written onto it where the rest is so much more frequent;
/// a word that is hardly there, sooner.
const RARER: u64 = 10;

/// Names whose last word sounds so.
const SOUNDING: &str = "SELECT DISTINCT name FROM actors WHERE last = ?1 AND last <> '' LIMIT 300";

/// Fills [`Part::also`] of all words that are looked for.
pub(crate) fn widen(db: &Connection, index: &FullText, e: &mut Expr) -> Result<()> {
    match e {
        Expr::Part(p) => alone(db, index, p),
        Expr::And(all) => {
            for e in all.iter_mut() {
                widen(db, index, e)?;
            }
            // Names of two words or three, the middle one being any.
            for apart in [1, 2] {
                for k in apart..all.len() {
                    let (before, from) = all.split_at_mut(k);
                    if let (Expr::Part(first), Expr::Part(last)) =
                        (&mut before[k - apart], &mut from[0])
                        && first.is_plain()
                        && last.is_plain()
                    {
                        together(db, first, last)?;
                    }
                }
            }
            Ok(())
        }
        Expr::Or(any) => any.iter_mut().try_for_each(|e| widen(db, index, e)),
        Expr::Latin(_) | Expr::Field(..) | Expr::Not(_) => Ok(()),
    }
}

fn add(p: &mut Part, word: &str) {
    let known = p.words.iter().chain(&p.also);
    if p.also.len() < MOST && !known.into_iter().any(|w| stem(w) == stem(word)) {
        p.also.push(word.to_string());
    }
}

fn alone(db: &Connection, index: &FullText, p: &mut Part) -> Result<()> {
    if !p.is_plain() {
        return Ok(());
    }
    let typed = p.words[0].clone();
    let frequent = index.frequency(&typed)?;
    if let Some(bare) = bare(index, &typed, frequent)? {
        p.words[0] = bare;
        add(p, &typed);
    }
    let word = p.words[0].clone();
    for other in group(&word) {
        add(p, other);
    }
    for other in spellings(db, index, &word)? {
        add(p, &other);
    }
    Ok(())
}

/// The word that is meant if what is written onto it was typed too.
fn bare(index: &FullText, word: &str, frequent: u64) -> Result<Option<String>> {
    let cuts = clitic::cuts(word).skip(1);
    let mut rests: Vec<String> = cuts.map(|c| word[c.bytes..].to_string()).collect();
    rests.extend(clitic::after_lam(word).map(|(alone, _)| alone));
    let mut best: Option<(u64, String)> = None;
    for rest in rests {
        // One letter off a short word is mostly no clitic (بلدي, لدى).
        if rest.chars().count() < 3 || (rest.chars().count() < 4 && frequent > 20) {
            continue;
        }
        let n = index.frequency(&rest)?;
        if n > frequent * RARER.min(frequent + 1) && best.as_ref().is_none_or(|b| n > b.0) {
            best = Some((n, rest));
        }
    }
    Ok(best.map(|b| b.1))
}

/// The other words of the word's group.
fn group(word: &str) -> &'static [String] {
    static BY_STEM: OnceLock<HashMap<String, Vec<String>>> = OnceLock::new();
    let by_stem = BY_STEM.get_or_init(|| {
        let mut out: HashMap<String, Vec<String>> = HashMap::new();
        for line in GROUPS.lines().filter(|l| !l.starts_with('#')) {
            let words: Vec<String> = line.split(['\t', '|']).map(fold).collect();
            for w in &words {
                let all = out.entry(stem(w).to_string()).or_default();
                all.extend(words.iter().filter(|o| *o != w).cloned());
            }
        }
        out
    });
    by_stem.get(stem(word)).map_or(&[], |v| v)
}

/// Other spellings of a surname, most frequent first: of one that the record
/// has, or of a word that it hardly has.
fn spellings(db: &Connection, index: &FullText, word: &str) -> Result<Vec<String>> {
    let sound = skeleton(word);
    if word.chars().count() < 4 || sound.chars().count() < 3 {
        return Ok(Vec::new());
    }
    let known = "SELECT EXISTS (SELECT 1 FROM aliases WHERE surname = ?1 AND surname <> '')";
    let known: bool = db.prepare_cached(known)?.query_row([word], |r| r.get(0))?;
    if !known && index.frequency(word)? > 3 {
        return Ok(Vec::new());
    }
    let mut q = db.prepare_cached(SOUNDING)?;
    let mut found: Vec<(u64, String)> = Vec::new();
    for name in q.query_map([sound], |r| r.get::<_, String>(0))? {
        let name = fold(&name?);
        let Some(last) = name.split_whitespace().last() else {
            continue;
        };
        let is_new = last != word && found.iter().all(|f| f.1 != last);
        if is_new && khabar_link::variant(word, last) >= LIKE_ALONE {
            found.push((index.frequency(last)?, last.to_string()));
        }
    }
    found.sort_by(|a, b| b.cmp(a));
    Ok(found.into_iter().map(|f| f.1).collect())
}

/// Spellings of the two words of a name.
fn together(db: &Connection, first: &mut Part, last: &mut Part) -> Result<()> {
    let (f, l) = (first.words[0].clone(), last.words[0].clone());
    let mut q = db.prepare_cached(SOUNDING)?;
    let names = q.query_map([skeleton(&l)], |r| r.get::<_, String>(0))?;
    for name in names {
        let name = fold(&name?);
        let words: Vec<&str> = name.split_whitespace().collect();
        let (Some(&a), Some(&b)) = (words.first(), words.last()) else {
            continue;
        };
        if khabar_link::variant(&f, a) >= LIKE && khabar_link::variant(&l, b) >= LIKE {
            add(first, a);
            add(last, b);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_words_each_in_one_group() {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (n, line) in GROUPS.lines().enumerate().filter(|l| !l.1.starts_with('#')) {
            let words: Vec<String> = line.split(['\t', '|']).map(fold).collect();
            assert!(words.len() >= 2, "{line}");
            for w in words {
                assert!(
                    w.chars().all(char::is_alphabetic) && w.chars().count() > 1,
                    "{w}"
                );
                let first = *seen.entry(stem(&w).to_string()).or_insert(n);
                assert_eq!(first, n, "{w} stands in two groups");
            }
        }
        assert!(group("هواتف").contains(&"هاتف".to_string()));
        assert!(group("والهاتف").is_empty());
    }
}
