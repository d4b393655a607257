//! Whose a short name is: a surname alone, a first name, a nickname, what a
//! well-known person is mostly called.

use super::doc::Doc;
use super::hash;
use super::lexicon::flag;
use super::resolve::{Draft, Resolved, words};
use super::similar::{bare, key, near, same_person};
use super::spot::Spot;
use khabar_model::EntityKind;

impl Resolved {
    /// The person a short name means, made where the page has none, and the
    /// spot read as that name.
    pub fn bearer(&mut self, doc: &Doc<'_>, s: &Spot) -> Option<(usize, Spot)> {
        if of_family(doc, s) {
            return None;
        }
        let k = words(doc, s);
        let name = k.last()?;
        let short = Short::new(doc, s);
        if let Some(i) = self.owner(name, &short, near) {
            return Some((i, *s));
        }
        if let Some(found) = self.read_anew(doc, s, &short) {
            return Some(found);
        }
        if let Some(i) = self.known(doc, s) {
            return Some((i, *s));
        }
        let first = |d: &Draft| d.key.len() > 1 && bare(&d.key[0]) == bare(name) && short.rank(d);
        self.nearest(s.from, EntityKind::Person, first)
            .or_else(|| lone_person(doc, s).then(|| self.add(s, &k)))
            .map(|i| (i, *s))
    }

    /// The person whose surname the word is when its clitics are read in
    /// another way: لدوكتور after كين دوكتور.
    fn read_anew(&self, doc: &Doc<'_>, s: &Spot, short: &Short) -> Option<(usize, Spot)> {
        if s.to - s.from > 1 || doc.is(s.from, flag::COMMON) {
            return None;
        }
        let raw = doc.text.norm(s.from);
        khabar_text::clitic::cuts(raw)
            .filter(|c| c.bytes != s.skip && raw.len() - c.bytes >= 8)
            .find_map(|c| {
                let i = self.owner(&raw[c.bytes..], short, |a, b| a == b)?;
                Some((
                    i,
                    Spot {
                        skip: c.bytes,
                        ..*s
                    },
                ))
            })
    }

    /// The well-known person a short form means where the page has no other.
    fn known(&mut self, doc: &Doc<'_>, s: &Spot) -> Option<usize> {
        let full = doc.short_for(s.from, s.to)?;
        let full_key = key(khabar_text::fold::fold(full).split(' '));
        let same = |d: &Draft| {
            let long = d.key.len() > 1 && same_person(&d.key, &full_key);
            d.entity.kind == EntityKind::Person && (d.entity.name == full || long)
        };
        if let Some(i) = self.drafts.iter().position(same) {
            return Some(i);
        }
        let i = self.add(s, &full_key);
        self.drafts[i].entity.name = full.to_string();
        Some(i)
    }

    /// The person whose surname is `name`: with the title it stands with
    /// before others, spelled the same before nearly so; the last one named
    /// before it.
    fn owner(
        &self,
        name: &str,
        short: &Short,
        alike: impl Fn(&str, &str) -> bool,
    ) -> Option<usize> {
        let theirs =
            |d: &Draft| short.given && d.fathers.iter().any(|f| f == name) || !short.rank(d);
        let exact = |d: &Draft| !theirs(d) && d.key.last().is_some_and(|l| l == name);
        let last = |d: &Draft| !theirs(d) && d.key.last().is_some_and(|l| alike(l, name));
        let first = |d: &Draft| short.given && d.key.len() > 1 && d.key[0] == name;
        let inner = |d: &Draft| {
            let inner = d.key.iter().skip(1);
            !short.given
                && inner
                    .take(d.key.len().saturating_sub(2))
                    .any(|l| bare(l) == bare(name))
        };
        let titled = |d: &Draft| short.title.is_some_and(|t| d.titles.contains(&t));
        let of = |fits: &dyn Fn(&Draft) -> bool| self.nearest(short.at, EntityKind::Person, fits);
        of(&|d| titled(d) && last(d))
            .or_else(|| of(&|d| titled(d) && inner(d)))
            .or_else(|| self.exact_or_first(short, &exact, &first))
            .or_else(|| of(&last))
            .or_else(|| of(&inner))
    }

    /// Whose surname it is; a first name that is somebody's surname too is
    /// either's, whoever is nearer.
    fn exact_or_first(
        &self,
        short: &Short,
        exact: &dyn Fn(&Draft) -> bool,
        first: &dyn Fn(&Draft) -> bool,
    ) -> Option<usize> {
        let surname = self.nearest(short.at, EntityKind::Person, exact)?;
        if !short.given {
            return Some(surname);
        }
        self.nearest(short.at, EntityKind::Person, |d| exact(d) || first(d))
    }
}

/// How a short name stands.
struct Short {
    at: usize,
    title: Option<u64>,
    /// A first name as far as its form tells.
    given: bool,
}

impl Short {
    /// الملك فيصل is nobody of the name but a king.
    fn rank(&self, d: &Draft) -> bool {
        let royal = [hash::word("ملك"), hash::word("امير")];
        self.title
            .filter(|t| royal.contains(t))
            .is_none_or(|t| d.titles.contains(&t) || d.titles.is_empty() && !d.fathers.is_empty())
    }

    fn new(doc: &Doc<'_>, s: &Spot) -> Self {
        Short {
            at: s.from,
            title: title(doc, s),
            given: s.to - s.from == 1 && doc.is(s.from, flag::GIVEN_TOP) && !doc.definite(s.from),
        }
    }
}

/// The lemma of the title that stands before a name: الرئيس السابق ….
pub fn title(doc: &Doc<'_>, s: &Spot) -> Option<u64> {
    if s.skip > 0 {
        return None;
    }
    let mut i = s.from;
    while i > 0 && s.from - i < 5 {
        i -= 1;
        if !doc.is_word(i) {
            return None;
        }
        let entry = doc.words[i].entry;
        if entry.flags & flag::TITLE != 0 && entry.id != 0 && !doc.is(i, flag::PLURAL) {
            return Some(entry.id);
        }
        let goes_on = doc.definite(i) || doc.is(i, flag::NISBA | flag::PLACE);
        if !goes_on || doc.has_clitic(i) {
            return None;
        }
    }
    None
}

/// عائلة كيندي، الأخوين كاسترو: a family, not one of it.
fn of_family(doc: &Doc<'_>, s: &Spot) -> bool {
    s.from.checked_sub(1).is_some_and(|b| {
        matches!(
            bare(doc.stem(b)),
            "عائله"
                | "اسره"
                | "عشيره"
                | "قبيله"
                | "سلاله"
                | "اخوين"
                | "اخوه"
                | "شقيقين"
                | "زوجين"
        )
    })
}

/// A name of one word that the tagger calls a person, with nobody to attach
/// it to.
fn lone_person(doc: &Doc<'_>, s: &Spot) -> bool {
    let w = &doc.words[s.from];
    let before = s.from.checked_sub(1);
    let titled = before.is_some_and(|b| {
        doc.is(b, flag::TITLE) && doc.definite(b) && !doc.is(b, flag::PLURAL) && s.skip == 0
    });
    if s.to > s.from + 1 {
        // نصر الله is said of God too: somebody's title must stand before it.
        let first = doc.text.norm(s.from);
        let child = matches!(first, "بن" | "ابن" | "بنت");
        return titled || !child && (doc.text.norm(s.to - 1) != "الله" || first == "عبد");
    }
    let other = flag::TITLE
        | flag::ORG_HEAD
        | flag::PLACE
        | flag::NISBA
        | flag::GROUP
        | flag::PLACE_NOUN
        | flag::KIN
        | flag::PLAIN;
    // زيكو is listed as a word that is more than a name, but it is rare.
    let common = w.is(flag::COMMON) && (w.band > 0 || w.article);
    // Only a listed name begins with و: وناجز is an adjective more. What is
    // left of a word without its clitics is a name if the lists have it.
    let and = (doc.text.norm(s.from).starts_with('و') || s.skip > 0)
        && !w.is(flag::PERSON | flag::SHORT | flag::KNOWN);
    // نحن جادون: what is said of somebody.
    let said = before.is_some_and(|b| {
        matches!(
            doc.text.norm(b).trim_start_matches(['و', 'ف']),
            "نحن" | "هم" | "انهم" | "اننا" | "كلنا" | "لسنا" | "كنا"
        )
    });
    // صواريخ من طراز …: what is made, not who.
    let make =
        before.is_some_and(|b| matches!(doc.stem(b), "طراز" | "نوع" | "ماركه" | "صاروخ" | "فئه"));
    // نائب ديموقراطي: an adjective.
    let adjective = doc.text.norm(s.from).ends_with('ي')
        && before.is_some_and(|b| doc.is(b, flag::TITLE) && !doc.definite(b) && doc.is_word(b));
    if before.is_some_and(|b| doc.is(b, flag::KIN)) && w.is(flag::GIVEN) {
        return true;
    }
    // الفنانة أحلام: an everyday word, but a post introduces it.
    if titled && w.is(flag::GIVEN) && !w.article && !w.is(other) {
        return true;
    }
    if common || make || adjective || and || said {
        return false;
    }
    let known = w.is(flag::SURNAME_TOP | flag::GIVEN_TOP) && !w.article && w.band <= 2;
    let foreign = w.band <= 1 && w.cut_band == 0 && !w.article;
    !w.is(other) && w.letters >= 4 && (known || foreign)
}
