//! The words of a range of tokens with what the lists know of them.

use super::hash::{self, Hash};
use super::lexicon::{Entry, Found, Lexicon, flag};
use super::likeness;
use khabar_text::{Text, TokenKind};
use std::ops::Range;

/// A way to take a word's proclitics off: the bytes to skip and the hash of
/// what is left.
#[derive(Clone, Copy, Default, Debug)]
pub struct Reading {
    pub skip: u8,
    pub hash: u64,
}

/// One token.
#[derive(Clone, Copy, Default, Debug)]
pub struct Word {
    /// The whole word first; a reading with hash 0 is none.
    pub readings: [Reading; 5],
    /// Union of what is known of the reading chosen and of the phrases it
    /// stands in.
    pub flags: u64,
    /// The single word as it stands in the lists, in the chosen reading.
    pub entry: Entry,
    /// The reading chosen: the first that the lists know, else the whole.
    pub chosen: u8,
    pub kind: Kind,
    /// Within quotation marks or brackets.
    pub quoted: bool,
    /// Words since a title's head in the same clause; 0 where there is none.
    pub after_title: u8,
    /// How frequent the word is, whole and as chosen: 0 (rare) to 4.
    pub band: u8,
    pub cut_band: u8,
    /// Printed with a final ى (على is no علي).
    pub maqsura: bool,
    /// Hashes of the first and last one to four letters.
    pub prefix: [u64; 4],
    pub suffix: [u64; 4],
    pub letters: u8,
    pub article: bool,
    /// Hash of the word's form: its long vowels and the letters that inflect.
    pub pattern: u64,
    /// Hashes of runs of three letters, the word's edges among them; 0 ends.
    pub grams: [u32; 8],
    /// Of a rare word: how many consonants, and whether names of people (1), of
    /// places (2) have them.
    pub sounds: (u8, u8),
    pub(super) sounds_hash: (u64, u8),
    /// Of a rare word: how like a name it looks; see `likeness`.
    pub like: [u8; likeness::KINDS],
    /// The word without the article (hash) and the reading it is under it.
    pub bare: u64,
    pub(super) bare_reading: u8,
    /// Where the word lies in the longest organisation, place, person's title
    /// and person of the lists: 0 outside, 1 alone, 2 first, 3 inside, 4 last.
    pub listed: [u8; 4],
    /// Words since the head of an organisation in the same clause, 0 where
    /// there is none, and that head.
    pub after_head: u8,
    pub head: u64,
    /// What the rest of the page says of the word; see `page`.
    pub page: PageWord,
}

/// What the page says of a word beyond its sentence.
#[derive(Clone, Copy, Default, Debug)]
pub struct PageWord {
    /// How often it stands on the page, up to 3.
    pub times: u8,
    /// What stands beside it elsewhere.
    pub beside: u16,
    /// The reading under which the page has it elsewhere.
    pub reading: u8,
    /// The page's topics, and those its sentence has a word of.
    pub topics: u8,
    pub near: u8,
    /// Of a word that ends in ya: 1 on a page that prints no final ى, else 2,
    /// 3 where it is printed with one (علي is على on some pages, on others not).
    pub ya: u8,
}

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Word,
    Latin,
    Number,
    Open,
    Close,
    Mark,
}

impl Word {
    /// What stands beyond a sentence's ends: a mark that nothing is known of.
    pub(super) const EDGE: Word = Word {
        readings: [Reading { skip: 0, hash: 0 }; 5],
        flags: 0,
        entry: Entry { flags: 0, id: 0 },
        chosen: 0,
        kind: Kind::Mark,
        quoted: false,
        after_title: 0,
        band: 0,
        cut_band: 0,
        maqsura: false,
        prefix: [0; 4],
        suffix: [0; 4],
        letters: 0,
        article: false,
        pattern: 0,
        grams: [0; 8],
        sounds: (0, 0),
        sounds_hash: (0, 0),
        like: [0; likeness::KINDS],
        bare: 0,
        bare_reading: 0,
        listed: [0; 4],
        after_head: 0,
        head: 0,
        page: PageWord {
            times: 0,
            beside: 0,
            reading: 0,
            topics: 0,
            near: 0,
            ya: 0,
        },
    };

    pub fn skip(&self) -> usize {
        usize::from(self.readings[usize::from(self.chosen)].skip)
    }

    pub fn is(&self, flags: u64) -> bool {
        self.flags & flags != 0
    }

    fn reads(&self) -> impl Iterator<Item = (usize, Reading)> + '_ {
        (0..5)
            .map(|k| (k, self.readings[k]))
            .filter(|(k, r)| *k == 0 || r.hash != 0)
    }
}

/// A phrase of the lists in the text: tokens `from..to`, of which the first
/// is read with `skip` bytes off.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    pub from: usize,
    pub to: usize,
    pub skip: usize,
    pub entry: Entry,
}

/// A reusable buffer of words; positions are relative to `start`.
#[derive(Default)]
pub struct Words {
    pub start: usize,
    pub words: Vec<Word>,
    /// Phrases of any length, in the order of their first token.
    pub phrases: Vec<Phrase>,
}

impl Words {
    /// Reads the tokens `range`.
    pub fn read(&mut self, lex: &Lexicon, text: &Text<'_>, range: Range<usize>) {
        self.start = range.start;
        self.words.clear();
        self.phrases.clear();
        let mut open = 0u8;
        for i in range.clone() {
            let mut w = look(text, i);
            let raw = text.raw(i);
            match w.kind {
                Kind::Open => open = open.saturating_add(1),
                Kind::Close => open = open.saturating_sub(1),
                _ if matches!(raw, "\"" | "'") => {
                    let opens = open == 0;
                    w.kind = if opens { Kind::Open } else { Kind::Close };
                    open = u8::from(opens);
                }
                _ => {}
            }
            w.quoted = open > 0;
            self.words.push(w);
        }
        for k in 0..self.words.len() {
            self.look_up(lex, k);
        }
        self.mark_listed();
        let (mut head_since, mut head) = (0, 0);
        for w in &mut self.words {
            w.after_head = head_since;
            w.head = head;
            head_since = match w.kind {
                Kind::Word if w.entry.flags & flag::ORG_HEAD != 0 => {
                    head = w.readings[usize::from(w.chosen)].hash;
                    1
                }
                Kind::Word if w.flags & (flag::STOP | flag::CUE) != 0 => 0,
                Kind::Word | Kind::Open | Kind::Close if head_since > 0 && head_since < 7 => {
                    head_since + 1
                }
                _ => 0,
            };
            if head_since == 0 {
                head = 0;
            }
        }
        let mut since = 0;
        for w in &mut self.words {
            w.after_title = since;
            let head = w.entry.flags & (flag::POST | flag::HONORIFIC | flag::ROLE) != 0;
            since = match w.kind {
                Kind::Word if head => 1,
                Kind::Word if w.flags & (flag::STOP | flag::CUE) != 0 => 0,
                Kind::Word if since > 0 && since < 7 => since + 1,
                _ => 0,
            };
        }
    }

    /// Marks where the longest listed names lie.
    fn mark_listed(&mut self) {
        let kinds = [
            flag::ORG | flag::LISTED | flag::OUTLET | flag::BODY,
            flag::PLACE | flag::PLACE_WEAK | flag::GEO | flag::KNOWN_PLACE,
            flag::TITLE,
            flag::KNOWN_WHOLE | flag::KNOWN,
        ];
        for (k, kind) in kinds.into_iter().enumerate() {
            let mut last = 0..0;
            for p in self.phrases.iter().filter(|p| p.entry.flags & kind != 0) {
                let longer = p.from == last.start && p.to > last.end;
                if p.from < last.end && !longer {
                    continue;
                }
                last = p.from..p.to;
                let n = p.to - p.from;
                for (i, w) in self.words[p.from..p.to].iter_mut().enumerate() {
                    w.listed[k] = match i {
                        _ if n == 1 => 1,
                        0 => 2,
                        i if i + 1 == n => 4,
                        _ => 3,
                    };
                }
            }
        }
    }

    fn look_up(&mut self, lex: &Lexicon, k: usize) {
        let w = self.words[k];
        if !matches!(w.kind, Kind::Word | Kind::Latin | Kind::Number) {
            return;
        }
        let mut chosen = None;
        self.words[k].band = lex.band(w.readings[0].hash);
        if self.words[k].band < 2 && w.kind == Kind::Word {
            let (h, n) = w.sounds_hash;
            self.words[k].sounds = (n, lex.sounds(h));
            self.words[k].like = lex.likeness.of(&w.grams);
        }
        self.words[k].cut_band = w
            .reads()
            .skip(1)
            .map(|(_, r)| lex.band(r.hash))
            .max()
            .unwrap_or(0);
        for (r, reading) in w.reads() {
            let mut any = 0u64;
            let words = &self.words;
            let phrases = &mut self.phrases;
            let next = |n: usize| words.get(k + n).map(|w| w.readings[0].hash);
            lex.phrases(reading.hash, next, |f: Found| {
                any |= f.entry.flags;
                phrases.push(Phrase {
                    from: k,
                    to: k + f.words,
                    skip: usize::from(reading.skip),
                    entry: f.entry,
                });
            });
            if any != 0 && chosen.is_none() {
                chosen = Some(r);
            }
        }
        // What no list knows is cut where a frequent word is left.
        let cut = || {
            let rare = self.words[k].band == 0 && w.kind == Kind::Word;
            let frequent = |(_, r): &(usize, Reading)| lex.band(r.hash) > 1;
            w.reads().skip(1).find(frequent).filter(|_| rare)
        };
        let mut r = chosen.or_else(|| cut().map(|c| c.0)).unwrap_or(0);
        let mut entry = lex.word(w.readings[r].hash);
        let person = flag::PERSON
            | flag::GIVEN_TOP
            | flag::SURNAME_TOP
            | flag::COMMON
            | flag::KNOWN
            | flag::KNOWN_WHOLE;
        if entry.flags & !person == 0 && w.bare != 0 {
            // The article hides posts and heads of organisations (الوزير).
            let bare = lex.word(w.bare);
            let seen = flag::TITLE
                | flag::GROUP
                | flag::ORG_HEAD
                | flag::PLURAL
                | flag::FEMININE
                | flag::STRONG
                | flag::COLLECTIVE
                | flag::PLACE_NOUN;
            if bare.flags & seen != 0 {
                r = usize::from(w.bare_reading);
                entry = Entry {
                    flags: entry.flags | bare.flags & seen,
                    id: bare.id,
                };
            }
        }
        let body = lex.word(w.bare).flags & (flag::STRONG | flag::COLLECTIVE);
        if w.bare != 0 && r == usize::from(w.bare_reading) {
            entry.flags |= body;
        }
        let w = &mut self.words[k];
        w.chosen = r as u8;
        w.entry = entry;
        w.flags |= entry.flags;
        let from = self
            .phrases
            .iter()
            .rposition(|p| p.from != k)
            .map_or(0, |p| p + 1);
        for p in &self.phrases[from..] {
            if p.to > k + 1 {
                let title = p.entry.flags & flag::TITLE != 0;
                let mark = p.entry.flags & !flag::STOP | if title { flag::IN_TITLE } else { 0 };
                for w in &mut self.words[k..p.to] {
                    w.flags |= mark;
                }
                for w in &mut self.words[k + 1..p.to] {
                    w.flags |= flag::INSIDE;
                }
            }
        }
    }
}

fn look(text: &Text<'_>, i: usize) -> Word {
    let s = text.norm(i);
    let mut w = Word::default();
    let token = text.tokens()[i];
    w.readings[0].hash = hash::word(s);
    w.kind = match token.kind {
        TokenKind::Number => Kind::Number,
        TokenKind::Punct => match text.raw(i) {
            "«" | "“" | "(" | "[" | "{" | "‘" => Kind::Open,
            "»" | "”" | ")" | "]" | "}" | "’" => Kind::Close,
            _ => Kind::Mark,
        },
        TokenKind::Word if s.is_ascii() => Kind::Latin,
        TokenKind::Word => Kind::Word,
    };
    w.maqsura = text.raw(i).ends_with('ى');
    affixes(s, &mut w);
    if w.kind != Kind::Word {
        return w;
    }
    w.article = s.starts_with("ال");
    w.sounds_hash = hash::sounds(s);
    let mut n = 1;
    for cut in khabar_text::clitic::cuts(s).skip(1) {
        w.readings[n] = Reading {
            skip: cut.bytes as u8,
            hash: hash::word(&s[cut.bytes..]),
        };
        n += 1;
    }
    for k in 0..n {
        let r = w.readings[k];
        if let Some(rest) = s[usize::from(r.skip)..].strip_prefix("ال")
            && rest.len() >= 4
        {
            w.bare = hash::word(rest);
            w.bare_reading = k as u8;
            break;
        }
    }
    // للناتو: ل and الناتو.
    let at = if s.starts_with("لل") {
        Some(0)
    } else if let Some(rest) = s.strip_prefix(['و', 'ف'])
        && rest.starts_with("لل")
    {
        Some(2)
    } else {
        None
    };
    if let Some(at) = at
        && s.len() >= at + 8
    {
        w.readings[4] = Reading {
            // The ل cannot be taken off in the text: للناتو stays whole.
            skip: at as u8,
            hash: hash::word_with_article(&s[at + 4..]),
        };
        w.bare = hash::word(&s[at + 4..]);
        w.bare_reading = 4;
    }
    w
}

/// Hashes of the first and last letters.
fn affixes(s: &str, w: &mut Word) {
    let mut h = Hash::new();
    let mut n = 0usize;
    for c in s.char_indices() {
        let end = c.0 + c.1.len_utf8();
        h = h.bytes(&s.as_bytes()[c.0..end]);
        if n < 4 {
            w.prefix[n] = h.value();
        }
        n += 1;
    }
    w.letters = n.min(255) as u8;
    for (k, (at, _)) in s.char_indices().rev().take(4).enumerate() {
        w.suffix[k] = hash::word(&s[at..]);
    }
    let mut form = Hash::new();
    for (i, c) in s.chars().enumerate() {
        let edge = i == 0 || i + 1 == n;
        let keeps = match c {
            'ا' | 'و' | 'ي' | 'ء' | 'ئ' | 'ؤ' => true,
            'ت' | 'ن' | 'م' | 'س' | 'ب' | 'ل' | 'ه' | 'ف' | 'ك' => edge,
            _ => false,
        };
        form = form.byte(if keeps { c as u32 as u8 } else { 1 });
    }
    w.grams = likeness::grams(s);
    w.pattern = form.value();
}
