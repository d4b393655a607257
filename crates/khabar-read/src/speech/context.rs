//! What the steps of reading statements share: word classes, quotations,
//! sentence ends and mentions, by token.

use super::lexicon::{Lexicon, class};
use crate::names::Names;
use khabar_model::{EntityKind, MentionForm};
use khabar_text::Text;
use std::ops::Range;

/// A pair of quotation marks, as token positions of the marks; an unclosed
/// quotation ends with its line (`close` is one past its last token).
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    pub open: usize,
    pub close: usize,
}

pub struct Context<'a> {
    pub text: &'a Text<'a>,
    pub names: &'a Names,
    pub lex: &'a Lexicon,
    /// Class bits of each token (conjunction left off).
    pub classes: Vec<u128>,
    /// Class bits of each token as it stands.
    pub exact: Vec<u128>,
    /// Index into `quotes` of the outermost quotation around each token.
    pub quoted: Vec<Option<u32>>,
    pub quotes: Vec<Quote>,
    /// One past the last token of each token's sentence.
    pub sentence_end: Vec<usize>,
    /// First token of each token's sentence.
    pub sentence_start: Vec<usize>,
    /// The mention that covers each token.
    pub mention: Vec<Option<u32>>,
}

impl<'a> Context<'a> {
    pub fn new(text: &'a Text<'a>, names: &'a Names, lex: &'a Lexicon) -> Self {
        let n = text.len();
        let mut c = Context {
            text,
            names,
            lex,
            classes: Vec::with_capacity(n),
            exact: Vec::with_capacity(n),
            quoted: vec![None; n],
            quotes: Vec::new(),
            sentence_end: vec![n; n],
            sentence_start: vec![0; n],
            mention: vec![None; n],
        };
        for i in 0..n {
            let attributed = i > 0 && c.classes[i - 1] & class::ATTRIBUTION != 0;
            let (bits, exact) = classes_of(text, lex, i, attributed);
            c.classes.push(bits);
            c.exact.push(exact);
        }
        for (k, m) in names.mentions.iter().enumerate() {
            for i in text.tokens_in(m.span) {
                // Names win over posts that contain them.
                let taken = c.mention[i].map(|o| names.mentions[o as usize].form);
                if taken.is_none()
                    || (taken == Some(MentionForm::Post) && m.form == MentionForm::Name)
                {
                    c.mention[i] = Some(k as u32);
                }
            }
        }
        let mut from = 0;
        while from < n {
            let line = text.tokens()[from].line;
            let to = from + text.tokens()[from..].partition_point(|t| t.line == line);
            c.find_quotes(from..to);
            c.find_sentences(from..to);
            from = to;
        }
        c
    }

    fn find_quotes(&mut self, line: Range<usize>) {
        let mut open: Vec<(usize, char)> = Vec::new();
        let mut pairs = Vec::new();
        for i in line.clone() {
            let Some(mark) = quote_mark(self.text.raw(i)) else {
                continue;
            };
            if opens(self.text, i, mark, &line, !open.is_empty()) {
                open.push((i, mark));
            } else if let Some((o, _)) = open.pop() {
                pairs.push(Quote { open: o, close: i });
            }
        }
        // Unclosed: a mark without direction to the end of its sentence, one
        // with direction to the end of the line; a lone mark near the end is
        // a slip, not a quotation.
        for (o, mark) in open {
            let stop = |k: usize| mark == '"' && matches!(self.text.raw(k), "." | "؟" | "!");
            let close = (o + 1..line.end).find(|&k| stop(k)).unwrap_or(line.end);
            if close - o > 4 {
                pairs.push(Quote { open: o, close });
            }
        }
        pairs.sort_by_key(|q| (q.open, std::cmp::Reverse(q.close)));
        let mut outer_end = 0;
        for q in pairs {
            let id = self.quotes.len() as u32;
            if q.open >= outer_end {
                for i in q.open + 1..q.close {
                    self.quoted[i] = Some(id);
                }
                outer_end = q.close;
            }
            self.quotes.push(q);
        }
    }

    fn find_sentences(&mut self, line: Range<usize>) {
        let cut = khabar_text::sentence::sentences(self.text, line.clone());
        let mut from = line.start;
        for s in cut {
            // A stop inside a quotation does not end the sentence around it.
            let inside = s.end < line.end
                && self.quoted[s.end.saturating_sub(1)].is_some()
                && self.quoted[s.end].is_some_and(|q| self.quoted[s.end - 1] == Some(q));
            if inside {
                continue;
            }
            for i in from..s.end {
                self.sentence_end[i] = s.end;
                self.sentence_start[i] = from;
            }
            from = s.end;
        }
        for i in from..line.end {
            self.sentence_end[i] = line.end;
            self.sentence_start[i] = from;
        }
    }

    /// The word at `i` is of one of these classes, و or ف left off.
    pub fn is(&self, i: usize, bits: u128) -> bool {
        self.classes.get(i).is_some_and(|c| c & bits != 0)
    }

    /// The same of the word as it stands.
    pub fn exactly(&self, i: usize, bits: u128) -> bool {
        self.exact.get(i).is_some_and(|c| c & bits != 0)
    }

    pub fn norm(&self, i: usize) -> &str {
        self.text.norm(i)
    }

    /// The quotation whose opening mark is token `i`.
    pub fn quote_at(&self, i: usize) -> Option<Quote> {
        // Lines come in order and so do the marks of each.
        let at = self.quotes.binary_search_by_key(&i, |q| q.open).ok()?;
        Some(self.quotes[at])
    }

    pub fn is_quote_mark(&self, i: usize) -> bool {
        quote_mark(self.text.raw(i)).is_some()
    }

    /// The entity and form of the mention covering token `i`.
    pub fn mention_at(&self, i: usize) -> Option<&khabar_model::Mention> {
        self.mention
            .get(i)
            .copied()
            .flatten()
            .map(|m| &self.names.mentions[m as usize])
    }

    /// A preposition stands on the name at `i` (لوكالة…): not a subject.
    pub fn prefixed(&self, i: usize) -> bool {
        self.before_name(i).contains(['ل', 'ب', 'ك'])
    }

    /// The name at `i` is joined with و to what stands before it.
    pub fn joined(&self, i: usize) -> bool {
        self.before_name(i) == "و"
    }

    /// The letters that stand in the word at `i` before the name that begins in
    /// it (ول of ولليلى), if one does.
    fn before_name(&self, i: usize) -> &str {
        let token = self.text.tokens().get(i).map(|t| t.span.start());
        let begins = self.mention_at(i).map(|m| m.span.start());
        let clitics = token
            .zip(begins)
            .and_then(|(from, to)| self.text.raw(i).get(..to.checked_sub(from)?));
        clitics.unwrap_or("")
    }

    /// The one organisation of the page that the bare word at `i` is short for:
    /// the word after the head of its name (الحركة or النهر for حركة النهر), with
    /// its article or in quotation marks.
    pub fn short_form(&self, i: usize) -> Option<usize> {
        let word = self.text.tokens().get(i).map(|_| self.norm(i))?;
        let short = word.strip_prefix("ال").unwrap_or(word);
        let marked = short.len() < word.len() || i > 0 && self.is_quote_mark(i - 1);
        let common = class::SUBJECT_HEAD | class::GROUP | class::UNNAMED | class::CHANNEL;
        if !marked || short.chars().count() < 3 || self.is(i, common) || !self.text.is_word(i) {
            return None;
        }
        let mut found = None;
        for m in &self.names.mentions {
            if m.form != MentionForm::Name || self.kind(m.entity) != EntityKind::Org {
                continue;
            }
            let name = self.text.tokens_in(m.span);
            let bears = name
                .skip(1)
                .filter(|&k| self.text.is_word(k))
                .take(2)
                .enumerate();
            let quoted = short.len() == word.len();
            let same = |(nth, k): (usize, usize)| {
                let w = self.norm(k);
                // Only a name in quotation marks may be a later word of the whole.
                (nth == 0 && w == word)
                    || quoted && w.strip_prefix("لل").or(w.strip_prefix("ال")) == Some(short)
                    || nth == 0 && quoted && w.strip_prefix("ال") == Some(short)
            };
            if { bears }.any(same) {
                if found.is_some_and(|e| e != m.entity) {
                    return None;
                }
                found = Some(m.entity);
            }
        }
        found
    }

    /// The last word of a name that ends right before token `i`, or is in
    /// quotation marks there with nothing of its clause (from `from`) before it.
    pub fn name_before(&self, i: usize, from: usize) -> Option<usize> {
        let k = i.checked_sub(1).filter(|&k| k >= from)?;
        if self.mention[k].is_some() {
            return Some(k);
        }
        if !self.is_quote_mark(k) || k == from || self.mention[k - 1].is_none() {
            return None;
        }
        let mut first = k - 1;
        while first > from && self.mention[first - 1] == self.mention[k - 1] {
            first -= 1;
        }
        let open = first
            .checked_sub(1)
            .filter(|&o| o >= from && self.is_quote_mark(o))?;
        self.leads(open, from).then_some(k - 1)
    }

    /// A clause begins with token `k`: its sentence (from `from`), or after أن or
    /// a mark.
    fn leads(&self, k: usize, from: usize) -> bool {
        k == from
            || self.exactly(k - 1, class::THAT | class::CLAUSE | class::OPENER)
            || self.text.is_punct(k - 1)
    }

    /// The one word between the beginning of its clause (`from`, أن or a mark)
    /// and token `i`, where it is short for an organisation's name: its entity.
    pub fn short_form_before(&self, i: usize, from: usize) -> Option<(usize, usize)> {
        let mut k = i.checked_sub(1).filter(|&k| k >= from)?;
        if self.is_quote_mark(k) && k > from {
            k -= 1;
        }
        let mut first = k;
        if first > from && self.is_quote_mark(first - 1) {
            first -= 1;
        }
        let leads = self.leads(first, from);
        leads.then(|| self.short_form(k)).flatten().map(|e| (k, e))
    }

    /// A person's name stands at token `i`.
    pub fn names_person(&self, i: usize) -> bool {
        self.mention_at(i).is_some_and(|m| {
            m.form == MentionForm::Name && self.kind(m.entity) == EntityKind::Person
        })
    }

    pub fn kind(&self, entity: usize) -> EntityKind {
        self.names.entities[entity].kind
    }

    /// One past the last token of the mention covering `i`.
    pub fn mention_end(&self, i: usize) -> usize {
        let id = self.mention[i];
        let mut j = i;
        while j < self.mention.len() && self.mention[j] == id {
            j += 1;
        }
        j
    }
}

/// The classes of the word at `i`, its conjunction left off, and those of the
/// word as it stands.
fn classes_of(text: &Text<'_>, lex: &Lexicon, i: usize, attributed: bool) -> (u128, u128) {
    if !text.is_word(i) {
        return (0, 0);
    }
    let whole = text.norm(i);
    let (mut bits, mut exact) = (0, 0);
    for cut in khabar_text::clitic::cuts(whole).filter(|c| c.preposition.is_none()) {
        let word = &whole[cut.bytes..];
        let own = lex.classes(word);
        bits |= own;
        if cut.bytes == 0 {
            exact = own;
        }
        if own & class::PHRASE != 0 {
            bits |= lex.classes(&format!("{word} {}", text.norm(i + 1))) & !class::PHRASE;
        }
    }
    // "وفقا للبيان"، "وفقا لمصدر": the source after an attribution word
    // carries its preposition.
    if attributed {
        let heads =
            class::CHANNEL | class::UNNAMED | class::SUBJECT_HEAD | class::SOURCES | class::GROUP;
        if let Some((bare, _)) = khabar_text::clitic::after_lam(whole) {
            bits |= lex.classes(&bare) & heads;
        } else if let Some(bare) = whole.strip_prefix('ل') {
            bits |= lex.classes(bare) & heads;
        }
    }
    (bits, exact)
}

fn quote_mark(raw: &str) -> Option<char> {
    let c = raw.chars().next()?;
    matches!(c, '"' | '«' | '»' | '“' | '”' | '„' | '{' | '}').then_some(c)
}

/// Whether the mark at `i` opens a quotation. Marks with a direction are taken
/// at their word unless the text sets them the other way round.
fn opens(text: &Text<'_>, i: usize, mark: char, line: &Range<usize>, inside: bool) -> bool {
    let toks = text.tokens();
    let spaced_before = i == line.start || toks[i].spaced;
    let spaced_after = i + 1 >= line.end || toks[i + 1].spaced;
    match mark {
        // Some pages set the marks the wrong way round.
        '«' if inside && spaced_after && !spaced_before => false,
        '»' if !inside && i > line.start && text.raw(i - 1) == ":" => true,
        '«' | '{' | '„' => true,
        '»' | '}' => false,
        '“' | '”' if spaced_before != spaced_after => spaced_before,
        '“' => !inside,
        '”' => false,
        _ => {
            // A clitic before the mark (لـ"، بـ"، و") belongs to what it opens.
            let clitic = i > line.start
                && matches!(
                    text.norm(i - 1),
                    "ل" | "ب" | "و" | "ك" | "ف" | "وب" | "ول" | "لل" | "ال"
                );
            let paren = i > line.start && matches!(text.raw(i - 1), "(" | "[");
            if spaced_after {
                false
            } else {
                spaced_before || clitic || paren || !inside
            }
        }
    }
}
