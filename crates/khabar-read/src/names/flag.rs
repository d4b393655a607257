//! What the lists know of a word or phrase, a bit each.

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

/// The flag of a class of organisations.
pub(super) fn class(name: &str) -> u64 {
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

/// The flags of a row of `data/name_words.tsv` or `data/name_known.tsv`.
pub(super) fn kind(name: &str) -> u64 {
    match name {
        "org" => ORG,
        "national" => ORG | NATIONAL,
        "place_noun" => PLACE_NOUN,
        "link" => LINK,
        "stop" => STOP,
        "product" => PRODUCT,
        "alone" => ORG_ALONE,
        "weak" => PLACE_WEAK,
        "place" => PLACE,
        "country" => PLACE | COUNTRY,
        "nisba" => NISBA,
        "cue" => CUE,
        "unsure" => UNSURE,
        "person" => WHOLE,
        "after" => AFTER,
        "plain" => PLAIN,
        "kin" => KIN,
        "strong" => STRONG,
        "collective" => COLLECTIVE,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_two_flags_share_a_bit() {
        let source = include_str!("flag.rs");
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
}
