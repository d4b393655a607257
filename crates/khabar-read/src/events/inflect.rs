//! The forms of a trigger: endings, pronouns, persons.

use super::lexicon::{Form, Lexicon, Tense};

impl Lexicon {
    fn add(&mut self, word: String, form: Form) {
        self.forms.entry(word).or_default().push(form);
    }

    /// The noun bare, as an accusative, and with pronouns.
    pub(super) fn add_noun(&mut self, trigger: u16, word: &str, several: bool) {
        let bare = Form {
            trigger,
            tense: Tense::Noun,
            pronoun: false,
            several,
            first: false,
        };
        let owned = Form {
            pronoun: true,
            ..bare
        };
        self.add(word.to_string(), bare);
        let mut stems = Vec::new();
        if let Some(stem) = word.strip_suffix('ه') {
            stems.push(format!("{stem}ت"));
        } else if let Some(stem) = word.strip_suffix('ء') {
            stems.extend([format!("{stem}ئ"), format!("{stem}ؤ"), word.to_string()]);
        } else {
            self.add(format!("{word}ا"), bare);
            stems.push(word.to_string());
        }
        for stem in stems {
            for pronoun in ["ه", "ها", "هم", "هما", "نا"] {
                self.add(format!("{stem}{pronoun}"), owned);
            }
            // "هجومي" is an adjective, "زيارتي" and "لقائي" are not.
            if stem != word {
                self.add(format!("{stem}ي"), owned);
            }
            self.add(format!("{stem}ين"), bare);
            self.add(format!("{stem}ان"), bare);
        }
    }

    /// `forms`: feminine of the past, present, verbal noun; `-` where regular
    /// or none.
    pub(super) fn add_verb(&mut self, trigger: u16, past: &str, forms: &[String]) {
        let given = |k: usize| forms.get(k).map(String::as_str).filter(|f| *f != "-");
        let feminine = given(0).map_or_else(|| format!("{past}ت"), str::to_string);
        let stem = feminine.trim_end_matches('ت');
        let dual = format!("{past}ا");
        let mut all = vec![
            (past.to_string(), Tense::Past, false),
            (feminine.clone(), Tense::Past, false),
            (format!("{feminine}ا"), Tense::Past, true),
            (format!("{stem}وا"), Tense::Past, true),
            (dual, Tense::Past, true),
        ];
        if let Some(rest) = given(1).and_then(|p| p.strip_prefix('ي')) {
            let short = rest.trim_end_matches(['و', 'ي']);
            all.extend([
                (format!("ي{rest}"), Tense::Present, false),
                (format!("ت{rest}"), Tense::Present, false),
                (format!("ن{rest}"), Tense::Present, true),
                (format!("ي{short}ون"), Tense::Present, true),
                (format!("ي{short}وا"), Tense::Present, true),
                (format!("ي{rest}ان"), Tense::Present, true),
                (format!("ت{rest}ان"), Tense::Present, true),
            ]);
        }
        for (word, tense, several) in all {
            let form = Form {
                trigger,
                tense,
                pronoun: false,
                several,
                first: false,
            };
            for pronoun in ["ه", "ها"] {
                let word = match word.strip_suffix('ي') {
                    Some(stem) if tense == Tense::Past => format!("{stem}ا{pronoun}"),
                    _ => format!("{word}{pronoun}"),
                };
                let form = Form {
                    pronoun: true,
                    ..form
                };
                self.add(word, form);
            }
            self.add(word, form);
        }
        for word in first_person(past, &feminine) {
            self.add(
                word,
                Form {
                    trigger,
                    tense: Tense::Past,
                    pronoun: false,
                    several: false,
                    first: true,
                },
            );
        }
        if let Some(noun) = given(2) {
            self.add_noun(trigger, noun, false);
        }
    }
}

/// The forms of a past of whoever speaks, as far as its stem stays whole
/// (زار: زرنا is not made).
fn first_person(past: &str, feminine: &str) -> Vec<String> {
    let mut letters = past.chars().rev();
    let last = letters.next().unwrap_or_default();
    let hollow = last != 'ا' && last != 'ي' && letters.next() == Some('ا') && past.len() < 10;
    match last {
        'ي' => vec![format!("{past}نا"), format!("{past}ت")],
        'ا' => vec![format!("{}ونا", past.trim_end_matches('ا'))],
        _ if hollow || feminine.len() < past.len() => Vec::new(),
        _ => vec![format!("{past}نا")],
    }
}
