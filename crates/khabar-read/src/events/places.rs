//! Which country an adjective or a city belongs to, as far as the page names
//! that country.

use crate::names::Names;
use khabar_model::EntityKind;
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::FxHashMap;

/// ISO 3166-1 alpha-2.
type Code = [u8; 2];

#[derive(Default)]
pub struct Places {
    nisbas: FxHashMap<String, Code>,
    /// Folded name → its country, and whether it is that country.
    names: FxHashMap<String, (Code, bool)>,
    capitals: FxHashMap<Code, String>,
}

/// Columns of `data/places.tsv`.
const KIND: usize = 1;
const COUNTRY: usize = 2;
const ALIASES: usize = 4;
const NISBA: usize = 5;

impl Places {
    pub fn builtin() -> Self {
        let mut places = Places::default();
        for row in rows(include_str!("../../../../data/places.tsv")) {
            let Ok(code) = Code::try_from(cell(&row, COUNTRY).as_bytes()) else {
                continue;
            };
            let country = cell(&row, KIND) == "country";
            for name in std::iter::once(cell(&row, 0)).chain(parts(&row, ALIASES)) {
                // The bigger of two places of one name comes first.
                let known = places.names.entry(fold(name)).or_insert((code, country));
                if country {
                    *known = (code, true);
                }
            }
            if country {
                for nisba in parts(&row, NISBA) {
                    places.nisbas.insert(fold(nisba), code);
                }
            }
        }
        for row in rows(include_str!("../../../../data/capitals.tsv")) {
            if let Ok(code) = Code::try_from(cell(&row, 0).as_bytes()) {
                places.capitals.insert(code, fold(cell(&row, 1)));
            }
        }
        places
    }

    /// The entity of the country that an adjective is made from (العمانية،
    /// عراقيا).
    pub fn of_nisba(&self, names: &Names, word: &str) -> Option<usize> {
        // The shortest is هندي; most words end otherwise.
        let whole = word.trim_start_matches(['و', 'ف', 'ب']);
        let bare = word.strip_prefix("لل").or_else(|| whole.strip_prefix("ال"));
        let bare = bare.unwrap_or(word);
        let stem = ["ي", "يه", "يا", "يين", "يون", "يان"]
            .iter()
            .find_map(|end| Some(&bare[..bare.strip_suffix(end)?.len() + 'ي'.len_utf8()]))?;
        let code = *self.nisbas.get(stem)?;
        self.country(names, code)
    }

    /// The entity of the country that a place lies in, for places other than
    /// countries.
    pub fn country_of(&self, names: &Names, place: usize) -> Option<usize> {
        let entity = &names.entities[place];
        let (code, country) = *self.names.get(fold(&entity.name).as_str())?;
        (!country).then(|| self.country(names, code)).flatten()
    }

    pub fn is_country(&self, names: &Names, place: usize) -> bool {
        let known = self.names.get(fold(&names.entities[place].name).as_str());
        known.is_some_and(|k| k.1)
    }

    /// The country that a capital acts for, as far as the page names both.
    pub fn acts_for(&self, names: &Names, place: usize) -> Option<usize> {
        let name = fold(&names.entities[place].name);
        let (code, _) = *self.names.get(name.as_str())?;
        let capital = self.capitals.get(&code) == Some(&name);
        capital.then(|| self.named(names, code)).flatten()
    }

    /// The country of that code, else its capital in its stead.
    fn country(&self, names: &Names, code: Code) -> Option<usize> {
        self.named(names, code).or_else(|| {
            let capital = self.capitals.get(&code)?;
            names
                .entities
                .iter()
                .position(|e| e.kind == EntityKind::Place && fold(&e.name) == *capital)
        })
    }

    fn named(&self, names: &Names, code: Code) -> Option<usize> {
        names.entities.iter().position(|e| {
            e.kind == EntityKind::Place
                && self.names.get(fold(&e.name).as_str()) == Some(&(code, true))
        })
    }
}
