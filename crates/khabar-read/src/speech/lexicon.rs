//! The word lists behind statements: reporting verbs with their inflected
//! forms and frames, nouns that begin content, and classes of function words.

use super::classes::CLASSES;
pub use super::classes::class;
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
    /// After على and whom one answers, the next verb brings the content (ورد
    /// فلان على البيان ووصفه بـ…).
    pub const THEN: u16 = 4096;
    /// ب and a noun of `cue_objects.tsv` (دفع ببراءته).
    pub const BI_NOUN: u16 = 8192;
    /// Says what something is worth (وصف، اعتبر).
    pub const JUDGE: u16 = 16384;
    /// What is expected is no promise (توقع استمرار…).
    pub const EXPECT: u16 = 32768;
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
    /// Of two or more (قالا، قالوا، مؤكدين).
    pub several: bool,
}

#[derive(Debug)]
pub struct Lemma {
    /// Folded perfect, the name of the lemma.
    pub word: String,
    pub frames: u16,
    pub act: Act,
}

/// Columns of `data/outlets.tsv`.
const OUTLET_ALIASES: usize = 3;
const OUTLET_KIND: usize = 5;

pub struct Lexicon {
    pub lemmas: Vec<Lemma>,
    forms: FxHashMap<String, Vec<CueForm>>,
    /// Content noun → its act, and whether it shows the content's beginning.
    objects: FxHashMap<String, (Act, bool)>,
    classes: FxHashMap<String, u128>,
    /// Words that make plain content an act of another kind.
    act_words: FxHashMap<String, Act>,
    /// The same of words that do so only after a verb that judges.
    judgements: FxHashMap<String, Act>,
    /// Names and credit forms of news agencies, folded.
    agencies: FxHashSet<String>,
    /// Where and word → what a source holds of the content.
    stances: FxHashMap<String, FxHashMap<String, String>>,
    /// Decision and what it rests on → how sure it is.
    certainties: FxHashMap<String, FxHashMap<String, f32>>,
}

impl Lexicon {
    pub fn builtin() -> Self {
        let mut lex = Lexicon {
            lemmas: Vec::new(),
            forms: FxHashMap::default(),
            objects: FxHashMap::default(),
            classes: FxHashMap::default(),
            act_words: FxHashMap::default(),
            judgements: FxHashMap::default(),
            agencies: FxHashSet::default(),
            stances: FxHashMap::default(),
            certainties: FxHashMap::default(),
        };
        for row in rows(include_str!("../../../../data/stance_words.tsv")) {
            let place = lex.stances.entry(cell(&row, 0).to_string()).or_default();
            place.insert(fold(cell(&row, 1)), cell(&row, 2).to_string());
        }
        for row in rows(include_str!("../../../../data/certainty.tsv")) {
            let value = cell(&row, 2).parse().unwrap_or(0.5);
            let decision = lex.certainties.entry(cell(&row, 0).to_string());
            decision
                .or_default()
                .insert(cell(&row, 1).to_string(), value);
        }
        for row in rows(include_str!("../../../../data/act_words.tsv")) {
            let act = Act::parse(cell(&row, 1)).unwrap_or(Act::State);
            let judges = cell(&row, 2) == "judge";
            let words = if judges {
                &mut lex.judgements
            } else {
                &mut lex.act_words
            };
            words.insert(fold(cell(&row, 0)), act);
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
                "then" => frame::THEN,
                "bobj" => frame::BI_NOUN,
                "judge" => frame::JUDGE,
                "expect" => frame::EXPECT,
                _ => 0,
            };
        }
        let act = Act::parse(cell(row, 5)).unwrap_or(Act::State);
        let lemma = self.lemmas.len() as u16;
        let transitive = frames & (frame::NOUN | frame::ANY) != 0;
        let weak = cell(row, 1);
        let mut add = |word: String, form: VerbForm, feminine: bool, several: bool| {
            let plain = CueForm {
                lemma,
                form,
                feminine,
                object: false,
                several,
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
        use VerbForm::{Participle, Past, Present};
        add(past.clone(), Past, false, false);
        add(feminine.clone(), Past, true, false);
        add(format!("{feminine}ا"), Past, true, true);
        add(format!("{stem}وا"), Past, false, true);
        add(dual, Past, false, true);
        let present = fold(cell(row, 2));
        if let Some(rest) = present.strip_prefix('ي') {
            let bare = rest.trim_end_matches(['و', 'ي']);
            add(format!("ي{rest}"), Present, false, false);
            add(format!("ت{rest}"), Present, true, false);
            add(format!("ي{bare}ون"), Present, false, true);
            add(format!("ي{rest}ان"), Present, false, true);
            add(format!("ت{rest}ان"), Present, true, true);
        }
        let participle = fold(cell(row, 3));
        if !participle.is_empty() {
            let bare = participle.trim_end_matches('ي');
            add(format!("{participle}ا"), Participle, false, false);
            add(format!("{participle}ه"), Participle, true, false);
            add(format!("{bare}ين"), Participle, false, true);
            add(format!("{participle}ات"), Participle, true, true);
        }
        self.lemmas.push(Lemma {
            word: past,
            frames,
            act,
        });
    }

    /// The verb whose folded perfect is `word`.
    pub fn lemma(&self, word: &str) -> Option<u16> {
        let at = self.lemmas.iter().position(|l| l.word == word)?;
        u16::try_from(at).ok()
    }

    /// Readings of a folded form as a reporting verb.
    pub fn forms(&self, word: &str) -> &[CueForm] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }

    /// Class bits of a folded word or two-word phrase.
    pub fn classes(&self, word: &str) -> u128 {
        self.classes.get(word).copied().unwrap_or(0)
    }

    /// The act a word of the content means.
    pub fn act_word(&self, word: &str) -> Option<Act> {
        bare_in(&self.act_words, word)
    }

    /// The act a word of the content means after a verb that judges.
    pub fn judgement(&self, word: &str) -> Option<Act> {
        // An adverbial object (تهديدا) as its noun.
        bare_in(&self.judgements, word)
            .or_else(|| bare_in(&self.judgements, word.strip_suffix('ا')?))
            .or_else(|| self.act_word(word))
    }

    /// What a word says of whether content is so or how it is told; `place` is
    /// `cue`, `negation` or `content`.
    pub fn stance(&self, place: &str, word: &str) -> Option<&str> {
        Some(self.stances.get(place)?.get(word)?.as_str())
    }

    /// How sure a decision is that rests on `rests`; an even chance if that is
    /// not in the list.
    pub fn certainty(&self, decision: &str, rests: &str) -> f32 {
        let known = self.certainties.get(decision).and_then(|d| d.get(rests));
        known.copied().unwrap_or(0.5)
    }

    /// True for the name or credit form of a news agency.
    pub fn is_agency(&self, surface: &str) -> bool {
        let folded = fold(surface);
        let bare = folded.strip_prefix("ال").unwrap_or(&folded);
        bare.starts_with("وكاله") || self.agencies.contains(&folded)
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
            // "التزامه" has no article.
            for rest in [word, bare].iter().filter_map(|w| w.strip_suffix(pronoun)) {
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

/// A word looked up without its clitics and article.
fn bare_in(acts: &FxHashMap<String, Act>, word: &str) -> Option<Act> {
    khabar_text::clitic::cuts(word).find_map(|cut| {
        let stem = &word[cut.bytes..];
        let bare = stem.strip_prefix("ال").unwrap_or(stem);
        acts.get(stem).or_else(|| acts.get(bare)).copied()
    })
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
