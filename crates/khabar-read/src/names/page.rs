//! What the whole page says of a word: what stands beside it elsewhere, under
//! which reading it is seen alone, and what the page is about. A name is told
//! by its best mention; the others follow it.

use super::lexicon::{Lexicon, TOPICS, flag};
use super::words::{Kind, Word};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What stands beside a word, a bit each.
mod beside {
    pub const TITLE: u16 = 1;
    pub const GIVEN: u16 = 1 << 1;
    pub const SURNAME: u16 = 1 << 2;
    pub const PLACE_NOUN: u16 = 1 << 3;
    pub const IN: u16 = 1 << 4;
    pub const ORG_HEAD: u16 = 1 << 5;
    pub const CUE_BEFORE: u16 = 1 << 6;
    pub const CUE_AFTER: u16 = 1 << 7;
    pub const QUOTED: u16 = 1 << 8;
    pub const RARE_BEFORE: u16 = 1 << 9;
    pub const RARE_AFTER: u16 = 1 << 10;
    pub const TITLE_AFTER: u16 = 1 << 11;
    pub const NISBA_BEFORE: u16 = 1 << 12;
    pub const FIRST: u16 = 1 << 13;
    pub const HEAD_NEAR: u16 = 1 << 14;
    pub const TITLE_NEAR: u16 = 1 << 15;
}

/// One word of the page by its stem.
#[derive(Clone, Copy, Default)]
struct Seen {
    times: u8,
    alone: bool,
    once: u16,
    twice: u16,
}

/// Reused buffers.
#[derive(Default)]
pub struct Page {
    seen: FxHashMap<u64, Seen>,
    own: Vec<(u64, u16)>,
}

impl Page {
    /// Reads the words of a page, `sentences` their ranges, and writes into
    /// each what the others say of it.
    pub fn read(&mut self, lex: &Lexicon, words: &mut [Word], sentences: &[Range<usize>]) {
        self.seen.clear();
        self.own.clear();
        let ya = super::hash::word("ي");
        let parted = words.iter().any(|w| w.maqsura && w.band > 2);
        for w in words.iter_mut().filter(|w| w.suffix[0] == ya) {
            w.page.ya = match (parted, w.maqsura) {
                (false, false) => 1,
                (_, maqsura) => 2 + u8::from(maqsura),
            };
        }
        let mut topics = [0u32; TOPICS];
        let mut plain = 0u32;
        for s in sentences {
            let mut here = 0;
            for w in words[s.clone()].iter().filter(|w| w.kind == Kind::Word) {
                plain += 1;
                let t = spoken_for(lex, w);
                here |= t;
                for (k, n) in topics.iter_mut().enumerate() {
                    *n += u32::from(t >> k & 1);
                }
                if counts(w) {
                    self.seen.entry(w.readings[0].hash).or_default().alone = true;
                }
            }
            words[s.clone()].iter_mut().for_each(|w| w.page.near = here);
        }
        // A twenty-fifth of the words speaks for a topic.
        let about = (0..TOPICS)
            .filter(|&k| topics[k] * 25 >= plain.max(1) && topics[k] >= 2)
            .fold(0u8, |a, k| a | 1 << k);
        for s in sentences {
            let all = &mut words[s.clone()];
            for i in 0..all.len() {
                all[i].page.topics = about;
                let w = &all[i];
                if !counts(w) {
                    self.own.push((0, 0));
                    continue;
                }
                let mut reading = w.chosen;
                if reading == 0 && w.flags & !flag::INSIDE == 0 {
                    let alone = |h: u64| h != 0 && self.seen.get(&h).is_some_and(|s| s.alone);
                    if let Some(r) = (1..5).find(|&r| alone(w.readings[r].hash)) {
                        reading = r as u8;
                    }
                }
                let key = w.readings[usize::from(reading)].hash;
                let bits = look_beside(all, i, reading);
                all[i].page.reading = reading;
                self.own.push((key, bits));
                let seen = self.seen.entry(key).or_default();
                seen.times = seen.times.saturating_add(1);
                seen.twice |= seen.once & bits;
                seen.once |= bits;
            }
        }
        let order = sentences.iter().flat_map(Clone::clone);
        for (i, &(key, bits)) in order.zip(&self.own) {
            if let Some(seen) = self.seen.get(&key).filter(|_| key != 0) {
                words[i].page.times = seen.times.min(3);
                words[i].page.beside = seen.once & !bits | seen.twice;
            }
        }
    }
}

/// The topics a word speaks for.
fn spoken_for(lex: &Lexicon, w: &Word) -> u8 {
    if w.band == 0 {
        return 0;
    }
    let readings = w.readings.iter().filter(|r| r.hash != 0);
    let topics = readings.fold(0, |t, r| t | lex.topics(r.hash));
    match topics {
        0 if w.bare != 0 => lex.topics(w.bare),
        t => t,
    }
}

/// A word that may be a name or a part of one and is not everywhere.
fn counts(w: &Word) -> bool {
    w.kind == Kind::Word && w.letters > 1 && w.band < 3
        || w.kind == Kind::Latin
        || w.flags & (flag::PLACE | flag::GIVEN | flag::SURNAME) != 0 && w.kind == Kind::Word
}

fn look_beside(words: &[Word], i: usize, reading: u8) -> u16 {
    let edge = Word {
        kind: Kind::Mark,
        ..Word::default()
    };
    let w = &words[i];
    let p = i.checked_sub(1).map_or(&edge, |k| &words[k]);
    let n = words.get(i + 1).unwrap_or(&edge);
    let nn = words.get(i + 2).unwrap_or(&edge);
    let rare = |w: &Word| w.kind == Kind::Word && w.band <= 1 && w.cut_band == 0;
    let cut = reading > 0;
    let mut bits = 0;
    let mut set = |on: bool, bit: u16| {
        if on {
            bits |= bit;
        }
    };
    set(!cut && p.entry.flags & flag::TITLE != 0, beside::TITLE);
    set(!cut && matches!(w.after_title, 1..=4), beside::TITLE_NEAR);
    set(!cut && p.is(flag::GIVEN_TOP), beside::GIVEN);
    set(n.is(flag::SURNAME_TOP) && n.chosen == 0, beside::SURNAME);
    set(!cut && p.is(flag::PLACE_NOUN), beside::PLACE_NOUN);
    set(
        !cut && p.readings[0].hash == super::hash::word("في"),
        beside::IN,
    );
    set(!cut && p.is(flag::ORG_HEAD), beside::ORG_HEAD);
    set(!cut && w.after_head > 0, beside::HEAD_NEAR);
    set(p.is(flag::CUE), beside::CUE_BEFORE);
    set(n.is(flag::CUE), beside::CUE_AFTER);
    set(w.quoted, beside::QUOTED);
    set(!cut && rare(p), beside::RARE_BEFORE);
    set(rare(n) && n.chosen == 0, beside::RARE_AFTER);
    let after = matches!(n.kind, Kind::Mark | Kind::Open) && nn.entry.flags & flag::TITLE != 0;
    set(after, beside::TITLE_AFTER);
    set(!cut && p.is(flag::NISBA), beside::NISBA_BEFORE);
    set(i == 0, beside::FIRST);
    bits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::words::Words;
    use khabar_text::Text;

    /// What each word of a page of one sentence has for its final ya.
    fn ya(sentence: &str) -> Vec<u8> {
        let lex = Lexicon::builtin();
        let text = Text::new(sentence);
        let mut words = Words::default();
        words.read(&lex, &text, 0..text.len());
        let all = 0..words.words.len();
        Page::default().read(&lex, &mut words.words, &[all]);
        words.words.iter().map(|w| w.page.ya).collect()
    }

    #[test]
    fn a_page_that_never_prints_a_dotless_ya_says_so() {
        assert_eq!(ya("سافر علي الى المدينة"), [0, 2, 3, 0]);
        assert_eq!(ya("سافر علي الي المدينة"), [0, 1, 1, 0]);
    }
}
