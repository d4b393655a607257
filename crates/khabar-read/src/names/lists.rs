//! Fills the lexicon from the lists in `data/`.

use super::flag::{self, class, kind};
use super::hash;
use super::lexicon::{Lexicon, TOPICS, phrase};
use super::likeness::{self, Likeness};
use khabar_text::table::{cell, parts, rows};

const TITLES: &str = include_str!("../../../../data/titles.tsv");
const ORG_HEADS: &str = include_str!("../../../../data/org_heads.tsv");
const OUTLETS: &str = include_str!("../../../../data/outlets.tsv");
const CUES: &str = include_str!("../../../../data/cues.tsv");
const MONTHS: &str = include_str!("../../../../data/months.tsv");
const WEEKDAYS: &str = include_str!("../../../../data/weekdays.tsv");
const GIVEN: &str = include_str!("../../../../data/given_names.tsv");
const SURNAMES: &str = include_str!("../../../../data/surnames.tsv");
const PLACES: &str = include_str!("../../../../data/places.tsv");
const FREQUENT: &str = include_str!("../../../../data/name_frequent.tsv");
const WORDS: &str = include_str!("../../../../data/name_words.tsv");
const ORGS: &str = include_str!("../../../../data/orgs.tsv");
const BODIES: &str = include_str!("../../../../data/name_bodies.tsv");
const MORE_PLACES: &str = include_str!("../../../../data/name_places.tsv");
const RARE: &str = include_str!("../../../../data/name_rare.tsv");
const PEOPLE: &str = include_str!("../../../../data/name_people.tsv");
const SITES: &str = include_str!("../../../../data/name_sites.tsv");
const TOPIC_WORDS: &str = include_str!("../../../../data/name_topics.tsv");
const STOPWORDS: &str = include_str!("../../../../data/stopwords.tsv");
const KNOWN: &str = include_str!("../../../../data/name_known.tsv");

impl Lexicon {
    pub fn builtin() -> Self {
        let mut l = Lexicon::default();
        for row in rows(TITLES) {
            let flags = match cell(&row, 1) {
                "post" => flag::POST,
                "honorific" => flag::HONORIFIC,
                "role" => flag::ROLE,
                _ => flag::GROUP,
            };
            let number = if matches!(cell(&row, 3), "p" | "d") {
                flag::PLURAL
            } else {
                0
            };
            let gender = if cell(&row, 2) == "f" {
                flag::FEMININE
            } else {
                0
            };
            let lemma = khabar_text::fold::fold(cell(&row, 4));
            let lemma = lemma.strip_prefix("ال").unwrap_or(&lemma);
            l.add(cell(&row, 0), flags | number | gender, hash::word(lemma));
        }
        for row in rows(ORG_HEADS) {
            let alone = if cell(&row, 2) == "n" {
                flag::ORG_ALONE
            } else {
                0
            };
            let flags = flag::ORG_HEAD | alone | class(cell(&row, 1));
            l.add(cell(&row, 0), flags, 0);
        }
        for row in rows(OUTLETS) {
            let id = l.name(cell(&row, 0));
            for form in std::iter::once(cell(&row, 0)).chain(parts(&row, 3)) {
                let form = form.trim_matches(['(', ')', ' ', '.']);
                l.add(form, flag::OUTLET, id);
                l.outlets.entry(phrase(form).0).or_insert(id);
            }
        }
        for row in rows(CUES) {
            for k in 0..4 {
                l.add(cell(&row, k), flag::CUE, 0);
            }
            if cell(&row, 1).is_empty() {
                l.add(&format!("{}ت", cell(&row, 0)), flag::CUE, 0);
            }
        }
        for row in rows(MONTHS).chain(rows(WEEKDAYS)) {
            l.add(cell(&row, 0), flag::DATE, 0);
        }
        for (list, any, top, least) in [
            (GIVEN, flag::GIVEN, flag::GIVEN_TOP, 4),
            (SURNAMES, flag::SURNAME, flag::SURNAME_TOP, 4),
        ] {
            for row in rows(list) {
                let weight = cell(&row, 3).parse::<u32>().unwrap_or(1);
                let often = if weight >= least { top } else { 0 };
                let common = if cell(&row, 4) == "y" {
                    flag::COMMON
                } else {
                    0
                };
                l.add(cell(&row, 0), any | often | common, 0);
            }
        }
        for row in rows(PLACES) {
            l.add_place(&row);
        }
        for row in rows(FREQUENT) {
            let band = cell(&row, 0).parse().unwrap_or(1);
            for w in cell(&row, 1).split(' ') {
                l.bands.entry(hash::word(w)).or_insert(band);
            }
        }
        for row in rows(WORDS) {
            let flags = parts(&row, 1).map(kind).fold(0, |a, b| a | b);
            l.add(cell(&row, 0), flags, 0);
        }
        for row in rows(ORGS) {
            let flags = flag::LISTED | class(cell(&row, 3));
            for form in std::iter::once(cell(&row, 0)).chain(parts(&row, 2)) {
                l.add(form, flags, 0);
            }
        }
        for row in rows(BODIES) {
            let flags = flag::BODY | class(cell(&row, 0));
            for form in parts(&row, 1) {
                l.add(form, flags, 0);
            }
        }
        for row in rows(MORE_PLACES) {
            for form in parts(&row, 1) {
                l.add(form, flag::GEO, 0);
            }
        }
        for row in rows(RARE) {
            let flags = match cell(&row, 0) {
                "latin" => flag::RARE_LATIN,
                _ => flag::RARE_INDEX,
            };
            for form in parts(&row, 1) {
                l.add(form, flags, 0);
            }
        }
        for row in rows(SITES) {
            for form in parts(&row, 1) {
                l.add(form, flag::KNOWN_PLACE, 0);
            }
        }
        for row in rows(PEOPLE) {
            for name in parts(&row, 1) {
                let short = match name.split_once('/') {
                    Some((_, short)) => Some(short),
                    None => (!name.contains(' ')).then_some(name),
                };
                l.add(&name.replace('/', ""), flag::KNOWN_WHOLE, 0);
                if let Some(short) = short {
                    l.add(short, flag::KNOWN, 0);
                }
            }
        }
        for (k, row) in rows(TOPIC_WORDS).enumerate().take(TOPICS) {
            for w in parts(&row, 1) {
                let w = khabar_text::fold::fold(w);
                *l.topics.entry(hash::word(&w)).or_default() |= 1 << k;
            }
        }
        for row in rows(STOPWORDS) {
            l.add(cell(&row, 0), flag::FUNCTION, 0);
        }
        for row in rows(KNOWN) {
            if matches!(cell(&row, 1), "short" | "short_if") {
                l.add_short(&row);
                continue;
            }
            let id = l.name(cell(&row, 0));
            let flags = kind(cell(&row, 1));
            for form in std::iter::once(cell(&row, 0)).chain(parts(&row, 2)) {
                l.add(form, flags, id);
                // المملكة is a channel too, but mostly the country.
                if let Some(e) = l.entries.get_mut(&phrase(form).0) {
                    e.id = id;
                }
            }
        }
        l.likeness = l.learn_likeness();
        l
    }

    /// Counts how names and everyday words are built.
    fn learn_likeness(&self) -> Likeness {
        let mut counts = likeness::Counts::default();
        let mut name = |kind: usize, form: &str| {
            let form = khabar_text::fold::fold(form);
            for w in form.split(' ').filter(|w| w.len() > 4) {
                counts.name(kind, w);
            }
        };
        for row in rows(GIVEN).chain(rows(SURNAMES)) {
            name(usize::from(cell(&row, 2) == "arabic"), cell(&row, 0));
        }
        for row in rows(RARE) {
            let kind = usize::from(cell(&row, 0) != "latin");
            parts(&row, 1).for_each(|form| name(kind, form));
        }
        for row in rows(MORE_PLACES) {
            parts(&row, 1).for_each(|form| name(2, form));
        }
        rows(PLACES).for_each(|row| name(2, cell(&row, 0)));
        let names = flag::PERSON | flag::PLACE | flag::GEO | flag::RARE_LATIN | flag::RARE_INDEX;
        for w in rows(FREQUENT).flat_map(|row| cell(&row, 1).split(' ').collect::<Vec<_>>()) {
            let flags = self.word(hash::word(w)).flags;
            if flags & names == 0 || flags & flag::COMMON != 0 {
                counts.everyday(w);
            }
        }
        counts.learned()
    }

    /// A well-known person: the full name, and what stands for it.
    fn add_short(&mut self, row: &[&str]) {
        self.add(cell(row, 0), flag::WHOLE, 0);
        let only_if = cell(row, 1) == "short_if";
        for (k, form) in parts(row, 2).enumerate() {
            let key = phrase(form).0;
            if only_if && k > 0 {
                let first = parts(row, 2).next().map_or(0, |f| phrase(f).0);
                self.short_if.entry(first).or_default().push(key);
                continue;
            }
            self.add(form, flag::SHORT, 0);
            self.short.insert(key, cell(row, 0).to_string());
        }
    }

    fn add_place(&mut self, row: &[&str]) {
        let id = self.name(cell(row, 0));
        let country = cell(row, 1) == "country";
        let ambiguous = cell(row, 6) == "y";
        let flags = match (country, ambiguous) {
            (true, false) => flag::PLACE | flag::COUNTRY,
            (_, false) => flag::PLACE,
            (_, true) => flag::PLACE_WEAK,
        };
        let flags = flags
            | match cell(row, 1) {
                "city" => flag::CITY,
                "region" => flag::REGION,
                "sea" | "area" | "site" => flag::SITE,
                _ => 0,
            };
        self.add(cell(row, 0), flags, id);
        for form in parts(row, 4) {
            self.add(form, flags, id);
        }
        // عراقي، العراقي، العراقية، العراقيين …
        for nisba in parts(row, 5).filter(|_| country || !ambiguous) {
            let stem = nisba.strip_prefix("ال").unwrap_or(nisba);
            for ending in ["", "ة", "ين", "ون", "ان", "تين", "تان", "ات", "ا"] {
                self.add(&format!("{stem}{ending}"), flag::NISBA, 0);
                self.add(&format!("ال{stem}{ending}"), flag::NISBA, 0);
            }
        }
    }

    /// Makes `name` an entity's usual name and gives its id.
    fn name(&mut self, name: &str) -> u64 {
        let id = phrase(name).0;
        self.names.entry(id).or_insert_with(|| name.to_string());
        id
    }

    fn add(&mut self, form: &str, flags: u64, id: u64) {
        let (key, first, words) = phrase(form);
        if words == 0 {
            return;
        }
        if words == 1 {
            let kinds = [
                flag::PERSON | flag::RARE_LATIN | flag::RARE_INDEX,
                flag::PLACE | flag::GEO | flag::KNOWN_PLACE,
            ];
            for (k, _) in kinds.iter().enumerate().filter(|(_, f)| *f & flags != 0) {
                let (h, n) = hash::sounds(&khabar_text::fold::fold(form));
                if n > 2 {
                    *self.sounds.entry(h).or_default() |= 1 << k;
                }
            }
        }
        let e = self.entries.entry(key).or_default();
        e.flags |= flags;
        if e.id == 0 {
            e.id = id;
        }
        let most = self.starts.entry(first).or_default();
        *most = (*most).max(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_of_the_lists_are_known_whole_and_by_their_short_form() {
        let lex = Lexicon::builtin();
        let flags = |form: &str| {
            let (key, _, _) = phrase(form);
            lex.entries.get(&key).map_or(0, |e| e.flags)
        };
        assert_ne!(flags("كوفي أنان") & flag::KNOWN_WHOLE, 0);
        assert_ne!(flags("أنان") & flag::KNOWN, 0);
        assert_eq!(flags("كوفي") & (flag::KNOWN | flag::KNOWN_WHOLE), 0);
        assert_eq!(flags("عمر بن الخطاب") & flag::KNOWN, 0);
        assert_ne!(flags("ما وراء النهر") & flag::KNOWN_PLACE, 0);
        for row in rows(PEOPLE) {
            for name in parts(&row, 1) {
                let short = name.split_once('/').map(|(before, short)| {
                    !short.contains('/') && !short.is_empty() && before.ends_with(' ')
                });
                assert_ne!(short, Some(false), "{name}");
            }
        }
    }
}
