//! The word lists the names are read with, keyed by hashes of folded words so
//! that looking a word up needs no string.

use super::hash::{self, join};
use khabar_text::Text;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::FxHashMap;

/// What the lists know of a word or phrase.
pub mod flag {
    pub const GIVEN: u64 = 1;
    pub const SURNAME: u64 = 1 << 1;
    pub const PLACE: u64 = 1 << 2;
    /// A place that is mostly another word or may be one (الباب، النور).
    pub const PLACE_WEAK: u64 = 1 << 3;
    pub const COUNTRY: u64 = 1 << 4;
    pub const ORG: u64 = 1 << 5;
    pub const ORG_HEAD: u64 = 1 << 6;
    /// An organisation's head noun that may stand alone (البرلمان).
    pub const ORG_ALONE: u64 = 1 << 7;
    pub const OUTLET: u64 = 1 << 8;
    pub const POST: u64 = 1 << 9;
    pub const HONORIFIC: u64 = 1 << 10;
    pub const ROLE: u64 = 1 << 11;
    pub const GROUP: u64 = 1 << 12;
    pub const NISBA: u64 = 1 << 13;
    pub const STOP: u64 = 1 << 14;
    pub const CUE: u64 = 1 << 15;
    pub const DATE: u64 = 1 << 16;
    /// A noun before a place's name (مدينة، محافظة).
    pub const PLACE_NOUN: u64 = 1 << 17;
    /// Part of a phrase of several words (set on words, not on entries).
    pub const INSIDE: u64 = 1 << 18;
    /// A word that carries names on: بن، آل، عبد، أبو …
    pub const LINK: u64 = 1 << 19;
    pub const PLURAL: u64 = 1 << 20;
    pub const FEMININE: u64 = 1 << 21;
    pub const PRODUCT: u64 = 1 << 22;
    /// Often seen as a given name, as a surname.
    pub const GIVEN_TOP: u64 = 1 << 23;
    pub const SURNAME_TOP: u64 = 1 << 24;
    /// A name that is an everyday word too.
    pub const COMMON: u64 = 1 << 26;
    /// Describes a name that has ended before it (التابعة، المعنية).
    pub const AFTER: u64 = 1 << 28;
    /// The head of an organisation's name by its form alone.
    pub const STRONG: u64 = 1 << 29;
    /// Definite, with an adjective, it names one body (الحكومة العراقية).
    pub const COLLECTIVE: u64 = 1 << 30;
    /// An organisation's head that mostly does not stand alone.
    pub const UNSURE: u64 = 1 << 25;
    /// A person's whole name.
    pub const WHOLE: u64 = 1 << 31;
    /// Inside a title of several words.
    pub const IN_TITLE: u64 = 1 << 27;

    /// A well-known organisation of `data/orgs.tsv`.
    pub const LISTED: u64 = 1 << 32;
    /// Of an organisation or its head: what it is; see [`class`].
    pub const CLASS: u64 = 0xff << 33;
    pub const CITY: u64 = 1 << 41;
    pub const REGION: u64 = 1 << 42;
    pub const SITE: u64 = 1 << 43;

    /// Of `data/name_bodies.tsv`: may be an organisation.
    pub const BODY: u64 = 1 << 44;
    /// Of `data/name_places.tsv`: may be a place.
    pub const GEO: u64 = 1 << 45;
    /// Of `data/name_rare.tsv`: written so from Latin, of the name index.
    pub const RARE_LATIN: u64 = 1 << 46;
    pub const RARE_INDEX: u64 = 1 << 47;
    /// Of `data/name_people.tsv`: a person's whole name; a form by which a
    /// person is named alone.
    pub const KNOWN_WHOLE: u64 = 1 << 48;
    pub const KNOWN: u64 = 1 << 49;
    /// Of `data/name_sites.tsv`: may be a place the press names.
    pub const KNOWN_PLACE: u64 = 1 << 50;
    /// What only the tagger's features look at.
    pub const HINT: u64 = LISTED
        | CLASS
        | CITY
        | REGION
        | SITE
        | BODY
        | GEO
        | RARE_LATIN
        | RARE_INDEX
        | KNOWN_WHOLE
        | KNOWN
        | KNOWN_PLACE;

    /// Part of a phrase that names nobody and nothing (مسقط رأسه، حصة الأسد).
    pub const PLAIN: u64 = 1 << 53;
    /// A word of `data/stopwords.tsv`: ends a person's name.
    pub const FUNCTION: u64 = 1 << 54;
    /// What a well-known person is called for short (نتنياهو).
    pub const SHORT: u64 = 1 << 55;
    /// Somebody's relative or colleague (شقيقه، زميلي): no name begins with it.
    pub const KIN: u64 = 1 << 56;

    /// A body of which each country has its own (الهلال الأحمر العراقي).
    pub const NATIONAL: u64 = 1 << 57;

    pub const TITLE: u64 = POST | HONORIFIC | ROLE;
    pub const PERSON: u64 = GIVEN | SURNAME;
}

/// The flag of a class of organisations.
fn class(name: &str) -> u64 {
    const CLASSES: [&str; 8] = [
        "government",
        "military",
        "party",
        "company",
        "media",
        "intl",
        "society",
        "sport",
    ];
    let at = CLASSES.iter().position(|&c| c == name);
    at.map_or(0, |at| 1 << (33 + at))
}

/// What is known of one word or phrase.
#[derive(Clone, Copy, Default, Debug)]
pub struct Entry {
    pub flags: u64,
    /// Place or organisation: forms of one entity share it. Title: hash of
    /// the lemma. Zero where there is none.
    pub id: u64,
}

/// A phrase of the lists that begins at some word.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub words: usize,
    pub entry: Entry,
}

#[derive(Default)]
pub struct Lexicon {
    entries: FxHashMap<u64, Entry>,
    /// The outlet of a name that others bear too.
    outlets: FxHashMap<u64, u64>,
    /// Most words of the phrases that begin with a word.
    starts: FxHashMap<u64, u8>,
    /// Usual name of a place or organisation, by its id.
    names: FxHashMap<u64, String>,
    /// The full name that a well-known person's short form stands for.
    short: FxHashMap<u64, String>,
    /// Words one of which the page must have for a short form that is an
    /// everyday word.
    short_if: FxHashMap<u64, Vec<u64>>,
    /// How frequent a word is, 1 (rank 50,000) to 4 (the first 2,000).
    bands: FxHashMap<u64, u8>,
    /// The consonants of the names of people (1) and places (2).
    sounds: FxHashMap<u64, u8>,
    /// The topics a word speaks for, a bit each.
    topics: FxHashMap<u64, u8>,
}

/// How many topics `data/name_topics.tsv` knows.
pub const TOPICS: usize = 6;

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
        l
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

    /// What is known of the single word of hash `h`.
    #[inline]
    pub fn word(&self, h: u64) -> Entry {
        self.entries.get(&h).copied().unwrap_or_default()
    }

    /// How frequent the word of hash `h` is: 0 (rare) to 4.
    #[inline]
    pub fn band(&self, h: u64) -> u8 {
        self.bands.get(&h).copied().unwrap_or(0)
    }

    /// Whether names of people (1), of places (2) have the consonants of hash
    /// `h`.
    #[inline]
    pub fn sounds(&self, h: u64) -> u8 {
        self.sounds.get(&h).copied().unwrap_or(0)
    }

    /// The topics the word of hash `h` speaks for.
    #[inline]
    pub fn topics(&self, h: u64) -> u8 {
        self.topics.get(&h).copied().unwrap_or(0)
    }

    /// True if the folded word without article makes a name with what follows.
    pub fn is_strong_head(&self, word: &str) -> bool {
        self.word(hash::word(word)).flags & flag::STRONG != 0
    }

    /// True if the folded word is a body that an adjective names.
    pub fn is_collective(&self, word: &str) -> bool {
        let bare = word
            .strip_prefix("ال")
            .or_else(|| word.strip_prefix("لل"))
            .unwrap_or(word);
        self.word(hash::word(bare)).flags & flag::COLLECTIVE != 0
    }

    /// The id of the outlet that the phrase of hash `h` names, else zero.
    pub fn outlet(&self, h: u64) -> u64 {
        self.outlets.get(&h).copied().unwrap_or(0)
    }

    /// The full name of the well-known person whom the phrase of hash `h`
    /// means on a page for whose words `has` speaks.
    pub fn short_for(&self, h: u64, has: impl Fn(u64) -> bool) -> Option<&str> {
        let full = self.short.get(&h)?;
        let here = self
            .short_if
            .get(&h)
            .is_none_or(|w| w.iter().any(|&w| has(w)));
        here.then_some(full.as_str())
    }

    /// The usual name of the entity `id`.
    pub fn name_of(&self, id: u64) -> Option<&str> {
        self.names.get(&id).map(String::as_str)
    }

    /// The phrases of the lists that begin with the word of hash `first` and
    /// go on with the words whose hashes `next` gives.
    pub fn phrases(
        &self,
        first: u64,
        mut next: impl FnMut(usize) -> Option<u64>,
        mut found: impl FnMut(Found),
    ) {
        let Some(&most) = self.starts.get(&first) else {
            return;
        };
        let mut key = first;
        for words in 1..=usize::from(most) {
            if let Some(&entry) = self.entries.get(&key) {
                found(Found { words, entry });
            }
            if words < usize::from(most) {
                match next(words) {
                    Some(h) => key = join(key, h),
                    None => return,
                }
            }
        }
    }
}

/// The key of a phrase, the hash of its first word, and its words.
fn phrase(form: &str) -> (u64, u64, u8) {
    let text = Text::new(form);
    let mut key = 0;
    let mut first = 0;
    for i in 0..text.len() {
        let h = hash::word(text.norm(i));
        if i == 0 {
            first = h;
            key = h;
        } else {
            key = join(key, h);
        }
    }
    (key, first, text.len().min(16) as u8)
}

fn kind(name: &str) -> u64 {
    match name {
        "org" => flag::ORG,
        "national" => flag::ORG | flag::NATIONAL,
        "place_noun" => flag::PLACE_NOUN,
        "link" => flag::LINK,
        "stop" => flag::STOP,
        "product" => flag::PRODUCT,
        "alone" => flag::ORG_ALONE,
        "weak" => flag::PLACE_WEAK,
        "place" => flag::PLACE,
        "country" => flag::PLACE | flag::COUNTRY,
        "nisba" => flag::NISBA,
        "cue" => flag::CUE,
        "unsure" => flag::UNSURE,
        "person" => flag::WHOLE,
        "after" => flag::AFTER,
        "plain" => flag::PLAIN,
        "kin" => flag::KIN,
        "strong" => flag::STRONG,
        "collective" => flag::COLLECTIVE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_flags_share_a_bit() {
        let source = include_str!("lexicon.rs");
        let bits = source.lines().filter_map(|l| {
            let (_, bit) = l
                .trim()
                .strip_prefix("pub const ")?
                .split_once(": u64 = 1 << ")?;
            bit.strip_suffix(';')?.parse::<u32>().ok()
        });
        let mut bits: Vec<u32> = bits.collect();
        let all = bits.len();
        bits.sort_unstable();
        bits.dedup();
        assert!(
            all > 40 && bits.len() == all && bits.last() < Some(&64),
            "{bits:?}"
        );
    }

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
