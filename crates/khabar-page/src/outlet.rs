//! Outlets and agencies: who published, who is credited.

use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use std::collections::HashMap;

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
    hosts: HashMap<String, usize>,
    names: HashMap<String, usize>,
}

impl Outlets {
    /// Those of the table that is compiled in.
    pub fn builtin() -> Self {
        let mut o = Outlets {
            rows: Vec::new(),
            hosts: HashMap::new(),
            names: HashMap::new(),
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
    let plain: String = fold(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

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
