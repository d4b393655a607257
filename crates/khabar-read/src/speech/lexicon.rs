//! The word lists behind statements: reporting verbs with their inflected
//! forms and frames, nouns that begin content, and classes of function words.

use khabar_model::Act;
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::{FxHashMap, FxHashSet};

/// How the content of a reporting verb follows it.
pub mod frame {
    pub const THAT: u16 = 1;
    pub const QUOTE: u16 = 2;
    pub const ILA: u16 = 4;
    pub const ALA: u16 = 8;
    pub const AN: u16 = 16;
    pub const BI: u16 = 32;
    pub const LI: u16 = 64;
    pub const MIN: u16 = 128;
    /// A noun of `cue_objects.tsv` begins the content.
    pub const NOUN: u16 = 256;
    /// Any noun begins the content.
    pub const ANY: u16 = 512;
    /// دعوة and then لـ begin the content (وجه دعوة إلى فلان لحضور…).
    pub const INVITE: u16 = 1024;
    pub const FI: u16 = 2048;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbForm {
    Past,
    Present,
    Participle,
}

/// One reading of an inflected form.
#[derive(Clone, Copy, Debug)]
pub struct CueForm {
    pub lemma: u16,
    pub form: VerbForm,
    pub feminine: bool,
    /// Carries an object pronoun (وصفه).
    pub object: bool,
}

#[derive(Debug)]
pub struct Lemma {
    /// Folded perfect, the name of the lemma.
    pub word: String,
    pub frames: u16,
    pub act: Act,
}

/// Classes of words, as bits.
pub mod class {
    pub const THAT: u32 = 1;
    pub const NOT_THAT: u32 = 2;
    pub const ADJUNCT: u32 = 4;
    pub const ATTRIBUTION: u32 = 8;
    pub const UNNAMED: u32 = 16;
    pub const SOURCES: u32 = 32;
    pub const BREAK: u32 = 64;
    pub const NAMING: u32 = 128;
    pub const BWORD: u32 = 256;
    pub const MUST: u32 = 512;
    pub const WE: u32 = 1024;
    pub const GROUP: u32 = 2048;
    pub const STATEMENT: u32 = 1 << 12;
    pub const POST: u32 = 1 << 13;
    pub const SPEECH: u32 = 1 << 14;
    pub const PRESS: u32 = 1 << 15;
    pub const INTERVIEW: u32 = 1 << 16;
    pub const OUTLET: u32 = 1 << 17;
    /// Also the first word of a two-word phrase.
    pub const PHRASE: u32 = 1 << 18;
    pub const CHANNEL: u32 = STATEMENT | POST | SPEECH | PRESS | INTERVIEW | OUTLET;
    pub const SUBJECT_HEAD: u32 = 1 << 19;
    pub const RELATIVE: u32 = 1 << 20;
}

const CLASSES: &[(&str, u32)] = &[
    ("that", class::THAT),
    ("notthat", class::NOT_THAT),
    ("adjunct", class::ADJUNCT),
    ("attribution", class::ATTRIBUTION),
    ("unnamed", class::UNNAMED),
    ("sources", class::SOURCES),
    ("break", class::BREAK),
    ("naming", class::NAMING),
    ("bword", class::BWORD),
    ("must", class::MUST),
    ("we", class::WE),
    ("group", class::GROUP),
    ("statement", class::STATEMENT),
    ("post", class::POST),
    ("speech", class::SPEECH),
    ("press_conference", class::PRESS),
    ("interview", class::INTERVIEW),
    ("outlet", class::OUTLET),
    ("subject", class::SUBJECT_HEAD),
    ("relative", class::RELATIVE),
];

/// Columns of `data/outlets.tsv`.
const OUTLET_ALIASES: usize = 3;
const OUTLET_KIND: usize = 5;

pub struct Lexicon {
    pub lemmas: Vec<Lemma>,
    forms: FxHashMap<String, Vec<CueForm>>,
    /// Content noun → its act, and whether it shows the content's beginning.
    objects: FxHashMap<String, (Act, bool)>,
    classes: FxHashMap<String, u32>,
    /// Words that make plain content an act of another kind.
    act_words: FxHashMap<String, Act>,
    /// Names and credit forms of news agencies, folded.
    agencies: FxHashSet<String>,
}

impl Lexicon {
    pub fn builtin() -> Self {
        let mut lex = Lexicon {
            lemmas: Vec::new(),
            forms: FxHashMap::default(),
            objects: FxHashMap::default(),
            classes: FxHashMap::default(),
            act_words: FxHashMap::default(),
            agencies: FxHashSet::default(),
        };
        for row in rows(include_str!("../../../../data/act_words.tsv")) {
            let act = Act::parse(cell(&row, 1)).unwrap_or(Act::State);
            lex.act_words.insert(fold(cell(&row, 0)), act);
        }
        for row in rows(include_str!("../../../../data/cues.tsv")) {
            lex.add_verb(&row);
        }
        for row in rows(include_str!("../../../../data/cue_objects.tsv")) {
            let act = Act::parse(cell(&row, 1)).unwrap_or(Act::State);
            lex.objects
                .insert(fold(cell(&row, 0)), (act, cell(&row, 2) == "y"));
        }
        for row in rows(include_str!("../../../../data/speech_words.tsv")) {
            let bit = CLASSES
                .iter()
                .find(|c| c.0 == cell(&row, 0))
                .map_or(0, |c| c.1);
            let word = fold(cell(&row, 1));
            if let Some((first, _)) = word.split_once(' ') {
                *lex.classes.entry(first.to_string()).or_default() |= class::PHRASE;
            }
            *lex.classes.entry(word).or_default() |= bit;
        }
        for row in rows(include_str!("../../../../data/outlets.tsv")) {
            if cell(&row, OUTLET_KIND) == "agency" {
                lex.agencies.insert(fold(cell(&row, 0)));
                lex.agencies.extend(parts(&row, OUTLET_ALIASES).map(fold));
            }
        }
        for row in rows(include_str!("../../../../data/titles.tsv")) {
            let bit = match cell(&row, 1) {
                "post" | "honorific" | "role" => class::SUBJECT_HEAD,
                _ => continue,
            };
            let word = fold(cell(&row, 0));
            if word.contains(' ') {
                continue;
            }
            *lex.classes.entry(format!("ال{word}")).or_default() |= bit;
            *lex.classes.entry(word).or_default() |= bit;
        }
        lex
    }

    fn add_verb(&mut self, row: &[&str]) {
        let past = fold(cell(row, 0));
        let mut frames = 0;
        for f in cell(row, 4).split(',') {
            frames |= match f {
                "that" => frame::THAT,
                "q" => frame::QUOTE,
                "ila" => frame::ILA,
                "ala" => frame::ALA,
                "an" => frame::AN,
                "bi" => frame::BI,
                "li" => frame::LI,
                "min" => frame::MIN,
                "fi" => frame::FI,
                "obj" => frame::NOUN,
                "any" => frame::NOUN | frame::ANY,
                "invite" => frame::INVITE,
                _ => 0,
            };
        }
        let act = Act::parse(cell(row, 5)).unwrap_or(Act::State);
        let lemma = self.lemmas.len() as u16;
        let transitive = frames & (frame::NOUN | frame::ANY) != 0;
        let weak = cell(row, 1);
        let mut add = |word: String, form: VerbForm, feminine: bool| {
            let plain = CueForm {
                lemma,
                form,
                feminine,
                object: false,
            };
            if transitive && form != VerbForm::Participle {
                for pronoun in ["ه", "ها"] {
                    let with = CueForm {
                        object: true,
                        ..plain
                    };
                    self.forms
                        .entry(format!("{word}{pronoun}"))
                        .or_default()
                        .push(with);
                }
            }
            self.forms.entry(word).or_default().push(plain);
        };
        let feminine = if weak.is_empty() {
            format!("{past}ت")
        } else {
            fold(weak)
        };
        let stem = if weak.is_empty() {
            past.clone()
        } else {
            feminine.trim_end_matches('ت').into()
        };
        let dual = if weak.is_empty() {
            format!("{past}ا")
        } else {
            format!("{stem}يا")
        };
        add(past.clone(), VerbForm::Past, false);
        add(feminine.clone(), VerbForm::Past, true);
        add(format!("{feminine}ا"), VerbForm::Past, true);
        add(format!("{stem}وا"), VerbForm::Past, false);
        add(dual, VerbForm::Past, false);
        let present = fold(cell(row, 2));
        if let Some(rest) = present.strip_prefix('ي') {
            let bare = rest.trim_end_matches(['و', 'ي']);
            add(format!("ي{rest}"), VerbForm::Present, false);
            add(format!("ت{rest}"), VerbForm::Present, true);
            add(format!("ي{bare}ون"), VerbForm::Present, false);
            add(format!("ي{rest}ان"), VerbForm::Present, false);
            add(format!("ت{rest}ان"), VerbForm::Present, true);
        }
        let participle = fold(cell(row, 3));
        if !participle.is_empty() {
            let bare = participle.trim_end_matches('ي');
            add(format!("{participle}ا"), VerbForm::Participle, false);
            add(format!("{participle}ه"), VerbForm::Participle, true);
            add(format!("{bare}ين"), VerbForm::Participle, false);
            add(format!("{participle}ات"), VerbForm::Participle, true);
        }
        self.lemmas.push(Lemma {
            word: past,
            frames,
            act,
        });
    }

    /// Readings of a folded form as a reporting verb.
    pub fn forms(&self, word: &str) -> &[CueForm] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Class bits of a folded word or two-word phrase.
    pub fn classes(&self, word: &str) -> u32 {
        self.classes.get(word).copied().unwrap_or(0)
    }

    /// The act a word of the content means.
    pub fn act_word(&self, word: &str) -> Option<Act> {
        khabar_text::clitic::cuts(word).find_map(|cut| {
            let stem = &word[cut.bytes..];
            let bare = stem.strip_prefix("ال").unwrap_or(stem);
            self.act_words
                .get(stem)
                .or_else(|| self.act_words.get(bare))
                .copied()
        })
    }

    /// True for the name or credit form of a news agency.
    pub fn is_agency(&self, surface: &str) -> bool {
        let folded = fold(surface);
        folded.starts_with("وكاله") || self.agencies.contains(&folded)
    }

    /// The act a content noun means, with its article or possessive pronoun
    /// left off, and whether it marks the content's beginning.
    pub fn object(&self, word: &str) -> Option<(Act, bool)> {
        let bare = word.strip_prefix("ال").unwrap_or(word);
        let at = |w: &str| self.objects.get(w).copied();
        if let Some(found) = at(word).or_else(|| at(bare)) {
            return Some(found);
        }
        for pronoun in ["هما", "هم", "ها", "نا", "ه", "ي", "ا"] {
            if let Some(rest) = bare.strip_suffix(pronoun) {
                // A pronoun turns ta marbuta (folded to ه) into ت.
                let ta = rest.strip_suffix('ت').map(|r| format!("{r}ه"));
                if let Some(found) = at(rest).or_else(|| ta.and_then(|t| at(&t))) {
                    return Some(found);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_inflect() {
        let lex = Lexicon::builtin();
        for w in [
            "قال",
            "قالت",
            "قالوا",
            "يقول",
            "تقول",
            "يقولون",
            "دعت",
            "دعوا",
            "يدعو",
            "يدعون",
        ] {
            assert!(!lex.forms(w).is_empty(), "{w}");
        }
        for w in [
            "موكدا",
            "مؤكدا",
            "مؤكده",
            "داعيا",
            "داعين",
            "مشيره",
            "نافيا",
        ] {
            assert_eq!(lex.forms(w).is_empty(), w == "موكدا", "{w}");
        }
        assert!(lex.forms("يعارضه")[0].object);
        assert!(lex.forms("قالب").is_empty());
    }

    #[test]
    fn content_nouns_with_pronoun_or_article() {
        let lex = Lexicon::builtin();
        for w in [
            "قلقه",
            "القلق",
            "استعداده",
            "ثقتها",
            "معارضته",
            "رغبتهم",
            "اهميه",
            "تقديرها",
        ] {
            assert!(lex.object(w).is_some(), "{w}");
        }
        assert!(lex.object("سياره").is_none());
    }
}
