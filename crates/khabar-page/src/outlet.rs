//! Outlets and agencies: who published, who is credited.

use khabar_text::Text;
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::FxHashMap;

/// One row of `data/outlets.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletRow {
    /// As the Arabic press writes it.
    pub name: String,
    pub en: String,
    pub country: String,
    pub agency: bool,
}

/// The outlets known, by host and by name.
pub struct Outlets {
    rows: Vec<OutletRow>,
    hosts: FxHashMap<String, usize>,
    names: FxHashMap<String, usize>,
}

impl Outlets {
    /// Those of the table that is compiled in.
    pub fn builtin() -> Self {
        let mut o = Outlets {
            rows: Vec::new(),
            hosts: FxHashMap::default(),
            names: FxHashMap::default(),
        };
        for row in rows(include_str!("../../../data/outlets.tsv")) {
            let k = o.rows.len();
            o.rows.push(OutletRow {
                name: cell(&row, 0).to_string(),
                en: cell(&row, 1).to_string(),
                country: cell(&row, 4).to_string(),
                agency: cell(&row, 5) == "agency",
            });
            for host in parts(&row, 2) {
                o.hosts
                    .entry(host.trim_start_matches("www.").to_string())
                    .or_insert(k);
            }
            for name in std::iter::once(cell(&row, 0)).chain(parts(&row, 3)) {
                o.names.entry(folded_name(name)).or_insert(k);
            }
        }
        o
    }

    /// The outlet of an address, by its host or a domain above it.
    pub fn by_url(&self, url: &str) -> Option<&OutletRow> {
        let rest = url.split_once("://").map_or(url, |(_, r)| r);
        let host = rest
            .split(['/', '?', '#', ':'])
            .next()?
            .to_ascii_lowercase();
        let mut at = host.as_str();
        loop {
            if let Some(&k) = self.hosts.get(at.trim_start_matches("www.")) {
                return Some(&self.rows[k]);
            }
            at = at
                .split_once('.')
                .map(|(_, above)| above)
                .filter(|a| a.contains('.'))?;
        }
    }

    /// The outlet or agency of a folded name or credit form.
    pub fn by_name(&self, folded: &str) -> Option<&OutletRow> {
        self.names.get(folded).map(|&k| &self.rows[k])
    }

    pub fn agency(&self, folded: &str) -> Option<&OutletRow> {
        self.by_name(folded).filter(|r| r.agency)
    }
}

/// Folded, without marks, one space between words.
pub fn folded_name(name: &str) -> String {
    // Letters of the Arabic block are found slowly by the tables.
    let inner = |c: char| matches!(c, 'ء'..='غ' | 'ف'..='ي') || c.is_alphanumeric();
    let folded = fold(name);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c| !inner(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// [`folded_name`] of the tokens from `from` to `to`, which are folded already.
pub fn folded_words(text: &Text<'_>, from: usize, to: usize) -> String {
    let mut name = String::with_capacity(text.folded(from..to).len());
    let mut apart = false;
    for k in from..to {
        if text.is_punct(k) {
            apart = true;
            continue;
        }
        if (apart || text.tokens()[k].spaced) && !name.is_empty() {
            name.push(' ');
        }
        apart = false;
        name.push_str(text.norm(k));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_tokens_are_those_of_their_words() {
        for name in [
            "(أ ف ب)",
            "24الإماراتي",
            "«الشرق الأوسط»",
            "بغداد/ الأفق",
            "و.أ.ف",
            "ـ جـدّة ـ",
        ] {
            let text = Text::new(name);
            assert_eq!(folded_words(&text, 0, text.len()), folded_name(name));
        }
    }

    #[test]
    fn hosts_and_names() {
        let o = Outlets::builtin();
        assert_eq!(
            o.by_url("http://www.aawsat.com/home/1").unwrap().name,
            "الشرق الأوسط"
        );
        assert_eq!(o.by_url("https://m.alriyadh.com/1").unwrap().name, "الرياض");
        assert!(o.by_url("https://example.org/").is_none());
        assert!(o.agency(&folded_name("رويترز")).is_some());
        assert!(o.agency(&folded_name("أ ف ب")).is_some());
    }
}
