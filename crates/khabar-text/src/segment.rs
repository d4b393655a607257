//! A word taken apart into its clitics: conjunction, particle, article, stem
//! and attached pronoun.
//!
//! Every analysis that the letters allow is weighed by how frequent its stem
//! is; the whole word stands against them. `وزير` is a frequent word and `زير`
//! is not, so it is one; `وقال` is frequent too, but so is `قال`.

use crate::fold::{fold, is_diacritic};
use crate::table::{cell, parts, rows};
use std::collections::{HashMap, HashSet};

const FREQUENT: &str = include_str!("../../../data/name_frequent.tsv");
const STOPWORDS: &str = include_str!("../../../data/stopwords.tsv");
const PLACES: &str = include_str!("../../../data/places.tsv");
const GIVEN: &str = include_str!("../../../data/given_names.tsv");
const WHOLE: &str = include_str!("../../../data/clitic_words.tsv");

/// Attached pronouns and what each costs, so that a likelier one goes first.
const PRONOUNS: &[(&str, f32)] = &[
    ("هما", -0.3),
    ("هم", -0.1),
    ("هن", 0.9),
    ("ها", -0.6),
    ("ه", -0.2),
    ("كما", 2.5),
    ("كم", 1.2),
    ("نا", 0.6),
    ("ني", 1.2),
    ("ي", 2.9),
    ("ك", 2.9),
];

/// Prepositions and particles that pronouns are attached to.
const CARRIERS: &[&str] = &[
    "ل", "ب", "من", "عن", "في", "علي", "الي", "لدي", "مع", "عند", "بين", "ان", "لكن", "كان", "قبل",
    "بعد", "حول", "دون", "ضد", "تحت", "فوق", "امام", "خلف", "منذ", "لان", "بان", "كل", "غير", "عبر",
    "نحو", "لعل", "ليت", "بعض", "اي", "حيث", "خلال", "سوي", "مثل", "وسط", "كلا", "كلتا",
];

/// Out of the question.
const NEVER: f32 = -9.0;

/// How a folded word is made up, in bytes of it from the front: conjunction
/// (و ف), particle (ب ل ك س), stem with its article, pronoun. What is absent
/// has length zero.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Segments {
    pub conjunction: usize,
    pub particle: usize,
    pub stem: usize,
    pub pronoun: usize,
    /// The stem begins with the article: `ال`, or its ل alone after ل (`للحكومة`).
    pub article: bool,
}

impl Segments {
    /// The parts of the folded `word` that this was made from, the article
    /// with its stem.
    pub fn parts<'a>(&self, word: &'a str) -> Vec<&'a str> {
        let mut rest = word;
        let mut out = Vec::new();
        for n in [self.conjunction, self.particle, self.stem, self.pronoun] {
            let (part, after) = rest.split_at_checked(n).unwrap_or((rest, ""));
            if !part.is_empty() {
                out.push(part);
            }
            rest = after;
        }
        out
    }
}

/// Takes words apart. Build one and share it.
pub struct Segmenter {
    bands: HashMap<&'static str, u8>,
    particles: HashSet<&'static str>,
    whole: HashSet<&'static str>,
    names: HashSet<String>,
}

impl Segmenter {
    /// The segmenter with the lists that are compiled in.
    pub fn builtin() -> Self {
        let mut bands = HashMap::new();
        for row in rows(FREQUENT) {
            let band = row.first().and_then(|b| b.parse().ok()).unwrap_or(1);
            for w in row.get(1).copied().unwrap_or("").split(' ') {
                bands.entry(w).or_insert(band);
            }
        }
        let of_kind = |row: &Vec<&'static str>| {
            let kind = row.get(1).copied().unwrap_or("");
            let closed = !matches!(kind, "prep+pron" | "part" | "report");
            row.first().copied().filter(|w| closed && *w != "بل")
        };
        let mut names = HashSet::new();
        for row in rows(PLACES) {
            names.insert(fold(cell(&row, 0)));
            names.extend(parts(&row, 4).map(fold));
        }
        for row in rows(GIVEN) {
            if cell(&row, 3).parse::<u32>().unwrap_or(0) >= 3 {
                names.insert(fold(cell(&row, 0)));
            }
        }
        names.retain(|n| !n.contains(' '));
        Segmenter {
            bands,
            particles: rows(STOPWORDS).filter_map(|r| of_kind(&r)).collect(),
            whole: rows(WHOLE).filter_map(|r| r.first().copied()).collect(),
            names,
        }
    }

    /// Takes the word apart, printed with or without its marks. The lengths
    /// are of the word folded.
    pub fn segment(&self, printed: &str) -> Segments {
        let word = fold(printed);
        // What folding hides: ة is no pronoun ه, and أ may begin a verb.
        let plain: String = printed.chars().filter(|&c| !is_diacritic(c)).collect();
        let w = Word {
            folded: &word,
            pronoun: !plain.ends_with(['ة', 'ى']),
            ends_in_ha: plain.ends_with('ه'),
            plain: &plain,
        };
        let whole = Cut {
            conjunction: "",
            particle: "",
            stem: &word,
            pronoun: ("", 0.0),
        };
        let mut best = (self.weigh(&w, &whole), 0, whole);
        for cut in w.cuts() {
            let n = cut.conjunction.len() + cut.particle.len() + cut.pronoun.0.len();
            let score = self.weigh(&w, &cut);
            if score > best.0 + 1e-3 || (score - best.0).abs() <= 1e-3 && n < best.1 {
                best = (score, n, cut);
            }
        }
        let c = best.2;
        let lam = c.particle == "ل" && c.stem.starts_with('ل') && {
            let with = format!("ال{}", c.stem.strip_prefix('ل').unwrap_or(""));
            self.known(&with) > 0 || self.known(c.stem) == 0
        };
        Segments {
            conjunction: c.conjunction.len(),
            particle: c.particle.len(),
            stem: c.stem.len(),
            pronoun: c.pronoun.0.len(),
            article: has_article(c.stem) && self.known(c.stem) > 0 || lam,
        }
    }

    /// How frequent the folded word is, 0 to 4; names count as rare words.
    fn known(&self, w: &str) -> u8 {
        match self.bands.get(w) {
            Some(&b) => b,
            None => u8::from(self.names.contains(w)),
        }
    }

    fn is_particle(&self, w: &str) -> bool {
        self.particles.contains(w) && !w.starts_with('و')
    }

    /// How likely the analysis is; the scale is that of [`Self::known`].
    fn weigh(&self, w: &Word<'_>, c: &Cut<'_>) -> f32 {
        let known = f32::from(self.known(w.folded));
        if c.is_whole() {
            // A name that is also a frequent word is mostly the word (باسم).
            let name = self.names.contains(w.folded) && known < 4.0;
            let one = self.whole.contains(w.folded);
            return known + if name { 0.5 } else { 0.0 } + if one { 9.0 } else { 0.0 };
        }
        let rest = &w.folded[c.conjunction.len()..];
        if c.breaks_whole(&self.whole, rest) {
            return NEVER;
        }
        if c.is_conjunction_alone() && self.whole.contains(rest) {
            return 6.0;
        }
        let verb = c.particle == "س";
        if verb && !w.future(c) {
            return NEVER;
        }
        let stem = match c.pronoun.0.is_empty() {
            true => self.stem_alone(c, known),
            false => self.stem_with_pronoun(w, c),
        };
        let both = !c.conjunction.is_empty() && !c.particle.is_empty();
        let odd =
            both && c.pronoun.0.is_empty() && !has_article(c.stem) && !self.is_particle(c.stem);
        stem - if odd { 0.6 } else { 0.0 }
            - self.cost(c, rest)
            - if CARRIERS.contains(&c.stem) {
                0.1
            } else {
                c.pronoun.1
            }
    }

    fn cost(&self, c: &Cut<'_>, rest: &str) -> f32 {
        let conjunction = match c.conjunction {
            "" => 0.0,
            "ف" if !self.is_particle(rest) => 0.9,
            _ => -0.1,
        };
        let particle = match c.particle {
            "" => 0.0,
            "ك" => 0.9,
            "س" => -0.5,
            _ => -0.1,
        };
        conjunction + particle
    }

    fn stem_alone(&self, c: &Cut<'_>, whole: f32) -> f32 {
        let letters = c.stem.chars().count();
        let known = f32::from(self.known(c.stem));
        let bare = c.stem.strip_prefix("ال").unwrap_or(c.stem);
        if let Some(rest) = c
            .stem
            .strip_prefix('ل')
            .filter(|_| c.particle == "ل" && letters > 2)
        {
            let with = f32::from(self.known(&format!("ال{rest}")));
            let unknown = if letters > 3 { 0.8 } else { -1.0 };
            return with
                .max(f32::from(self.known(rest)))
                .max(known)
                .max(unknown)
                + 0.5;
        }
        if has_article(c.stem) && c.particle == "ل" {
            return known - 3.0;
        }
        if has_article(c.stem) && matches!(c.particle, "ب" | "ك") {
            let long = if letters > 4 {
                f32::from(self.known(bare))
            } else {
                0.0
            };
            let best = known.max(long);
            return if best > 0.0 { best + 1.0 } else { 0.2 };
        }
        if letters < 2 {
            return NEVER;
        }
        let value = if self.is_particle(c.stem) {
            known.max(4.0) + if letters <= 3 { 0.6 } else { 0.3 }
        } else if letters == 2 {
            known - 2.0
        } else {
            known
        };
        if value > 0.0 {
            return value;
        }
        // Words that no list has: و before the article, before a long word.
        let and = c.conjunction == "و" && c.particle.is_empty();
        match c.particle {
            _ if !c.conjunction.is_empty() && has_article(c.stem) => 1.6,
            "س" => -0.6,
            _ if and && letters >= 5 && whole == 0.0 => 0.1,
            _ => -1.5,
        }
    }

    fn stem_with_pronoun(&self, w: &Word<'_>, c: &Cut<'_>) -> f32 {
        if c.stem.is_empty() {
            return if matches!(c.particle, "ب" | "ل") {
                5.0
            } else {
                NEVER
            };
        }
        if CARRIERS.contains(&c.stem) {
            return 6.0;
        }
        if has_article(c.stem) {
            return NEVER;
        }
        if c.stem.chars().count() < 3 {
            return -3.0;
        }
        // وزارته is وزارة with a pronoun, أعضائه أعضاء, رآها رأى.
        let spelled = |ending: &str, other: &str| {
            let bare = c.stem.strip_suffix(ending)?;
            Some(self.known(&format!("{bare}{other}")))
        };
        let forms = [("ت", "ه"), ("ا", "ي"), ("ئ", "ء"), ("ؤ", "ء")];
        let known = forms
            .iter()
            .filter_map(|(a, b)| spelled(a, b))
            .fold(self.known(c.stem), u8::max);
        let rare = if known < 2 { 1.5 } else { 0.0 };
        let ha = if c.pronoun.0 == "ه" && w.ends_in_ha {
            0.3
        } else {
            0.0
        };
        f32::from(known) - 0.4 - rare + ha
    }
}

fn has_article(stem: &str) -> bool {
    stem.starts_with("ال")
}

/// The word with what folding hides of it.
struct Word<'a> {
    folded: &'a str,
    plain: &'a str,
    /// It may end in a pronoun.
    pronoun: bool,
    ends_in_ha: bool,
}

impl<'a> Word<'a> {
    /// Every way to take clitics off that the letters allow, but none.
    fn cuts(&self) -> Vec<Cut<'a>> {
        let mut out = Vec::new();
        let first = self.folded.chars().next();
        let conjunctions = if matches!(first, Some('و' | 'ف')) {
            2
        } else {
            1
        };
        for n in 0..conjunctions {
            let (conjunction, rest) = self.folded.split_at(2 * n);
            let particles = match rest.chars().next() {
                Some('ب' | 'ل' | 'ك' | 'س') => 2,
                _ => 1,
            };
            for m in 0..particles {
                let (particle, stem) = rest.split_at(2 * m);
                let cut = |stem, pronoun| Cut {
                    conjunction,
                    particle,
                    stem,
                    pronoun,
                };
                if n + m > 0 && !stem.is_empty() {
                    out.push(cut(stem, ("", 0.0)));
                }
                if !self.pronoun {
                    continue;
                }
                for &p in PRONOUNS {
                    let Some(bare) = stem.strip_suffix(p.0) else {
                        continue;
                    };
                    if !bare.is_empty() || !particle.is_empty() {
                        // The pronoun as it stands in the word.
                        out.push(cut(bare, p));
                    }
                }
            }
        }
        out
    }

    /// After س stands a verb of the present.
    fn future(&self, c: &Cut<'_>) -> bool {
        let skip = usize::from(!c.conjunction.is_empty()) + 1;
        let next = self.plain.chars().nth(skip);
        matches!(next, Some('ي' | 'ت' | 'ن' | 'أ')) && c.stem.chars().count() >= 3
    }
}

/// One way to take a word apart.
#[derive(Clone, Copy)]
struct Cut<'a> {
    conjunction: &'a str,
    particle: &'a str,
    stem: &'a str,
    pronoun: (&'static str, f32),
}

impl Cut<'_> {
    fn is_whole(&self) -> bool {
        self.is_bare() && self.conjunction.is_empty()
    }

    fn is_conjunction_alone(&self) -> bool {
        self.is_bare() && !self.conjunction.is_empty()
    }

    fn is_bare(&self) -> bool {
        self.particle.is_empty() && self.pronoun.0.is_empty()
    }

    /// It cuts into a word that is one, with or without a pronoun after it.
    fn breaks_whole(&self, whole: &HashSet<&str>, rest: &str) -> bool {
        let end = rest.len() - self.pronoun.0.len();
        let inner = !self.particle.is_empty() && whole.contains(&rest[..end]);
        let first = self.particle.is_empty() && !self.conjunction.is_empty() && {
            let joined = format!("{}{}", self.conjunction, self.stem);
            whole.contains(joined.as_str())
        };
        inner || first
    }
}

// A segmenter shared by the tests; the rule against globals is for the code.
#[cfg(test)]
#[allow(clippy::disallowed_types)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::builtin);

    fn cut(word: &str) -> String {
        SEGMENTER.segment(word).parts(&fold(word)).join("+")
    }

    #[test]
    fn words_that_begin_like_clitics_are_one() {
        for w in [
            "وزير",
            "بيان",
            "لبنان",
            "واحد",
            "كتاب",
            "فريق",
            "سياسة",
            "بغداد",
            "وفد",
            "لجنة",
            "وزارة",
        ] {
            assert_eq!(cut(w), fold(w));
        }
    }

    #[test]
    fn clitics_are_taken_off() {
        for (w, parts) in [
            ("وقال", "و+قال"),
            ("وبالتالي", "و+ب+التالي"),
            ("للحكومة", "ل+لحكومه"),
            ("سيكون", "س+يكون"),
            ("ووزارته", "و+وزارت+ه"),
            ("بأنه", "ب+ان+ه"),
            ("فيها", "في+ها"),
            ("له", "ل+ه"),
            ("وَالمجلس", "و+المجلس"),
            ("فإن", "ف+ان"),
            ("والوزير", "و+الوزير"),
        ] {
            assert_eq!(cut(w), parts);
        }
    }

    #[test]
    fn ta_marbuta_is_no_pronoun() {
        assert_eq!(cut("عملة"), "عمله");
        assert_eq!(cut("عمله"), "عمل+ه");
    }

    #[test]
    fn the_article_is_seen() {
        assert!(SEGMENTER.segment("للحكومة").article);
        assert!(SEGMENTER.segment("والوزير").article);
        assert!(!SEGMENTER.segment("وزير").article);
        assert!(!SEGMENTER.segment("لرئيس").article);
    }

    proptest! {
        #[test]
        fn the_parts_make_the_word(word in "[وفبلكسالهمنيتةى]{0,9}|\\PC{0,12}") {
            let folded = fold(&word);
            let s = SEGMENTER.segment(&word);
            prop_assert_eq!(s.parts(&folded).concat(), folded);
        }
    }
}
