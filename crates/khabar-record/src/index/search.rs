//! Queries on the index.

use super::analyzer::{self, EXACT};
use super::{FullText, guarded};
use crate::error::{Error, Result};
use khabar_text::Text;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use tantivy::collector::{Collector, Count, DocSetCollector, SegmentCollector, TopDocs};
use tantivy::columnar::Column;
use tantivy::query::{
    Bm25StatisticsProvider, BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, Term};

/// One part of what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Folded words; more than one, or one as it is, if `phrase`.
    pub words: Vec<String>,
    pub phrase: bool,
    pub exclude: bool,
    pub form: Form,
    /// Folded words that count as the (single) word: other spellings of a name,
    /// a plural, the word without what is written onto it.
    pub also: Vec<String>,
}

/// How much of a word must be as it was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    #[default]
    Whole,
    /// The beginning.
    Prefix,
    /// All but one letter, put in, left out, changed or swapped.
    Near,
}

/// A search taken apart: words, `"phrases"`, `-exclusions`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed(pub Vec<Part>);

impl Parsed {
    pub fn new(query: &str) -> Result<Parsed> {
        let mut parts = Vec::new();
        let mut rest = query;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let exclude = rest.starts_with('-') && rest.len() > 1;
            if exclude {
                rest = &rest[1..];
            }
            let open = rest.chars().next().filter(|c| "\"«“”".contains(*c));
            let (text, after, phrase) = match open {
                Some(q) => {
                    let body = &rest[q.len_utf8()..];
                    match body.char_indices().find(|(_, c)| "\"»”“".contains(*c)) {
                        Some((end, c)) => (&body[..end], &body[end + c.len_utf8()..], true),
                        None => (body, "", true),
                    }
                }
                None => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    (&rest[..end], &rest[end..], false)
                }
            };
            rest = after;
            let t = Text::new(text);
            let words = (0..t.len())
                .filter(|&i| !t.is_punct(i))
                .map(|i| t.norm(i).to_string());
            let words: Vec<String> = words.filter(|w| !w.is_empty()).collect();
            if phrase && !words.is_empty() {
                parts.push(Part {
                    words,
                    phrase,
                    exclude,
                    form: Form::Whole,
                    also: Vec::new(),
                });
            } else {
                for w in words {
                    parts.push(Part {
                        words: vec![w],
                        phrase,
                        exclude,
                        form: Form::Whole,
                        also: Vec::new(),
                    });
                }
            }
        }
        if parts.iter().all(|p| p.exclude) {
            return Err(Error::Query("no word to look for".into()));
        }
        Ok(Parsed(parts))
    }

    /// True if a folded word of a text answers to a part that is looked for.
    #[cfg(test)]
    pub fn marks(&self, word: &str) -> bool {
        self.0.iter().any(|p| !p.exclude && p.marks(word))
    }
}

impl Part {
    /// True if a folded word of a text is one of this part's.
    pub fn marks(&self, word: &str) -> bool {
        let mut forms = Vec::new();
        analyzer::stems(word, &mut forms);
        let or_stem = |is: &dyn Fn(&str) -> bool| is(word) || forms.iter().any(|s| is(s));
        self.words.iter().any(|w| match (self.phrase, self.form) {
            (true, _) => w == word,
            (_, Form::Prefix) => or_stem(&|s| s.starts_with(w.as_str())),
            (_, Form::Near) => or_stem(&|s| near(s, w)),
            _ => w == word || forms.iter().any(|s| s == analyzer::stem(w)),
        }) || self
            .also
            .iter()
            .any(|w| forms.iter().any(|s| s == analyzer::stem(w)))
    }

    /// The words of a phrase, each by itself; else the part as it is.
    pub fn split(self) -> Vec<Part> {
        if !self.phrase || self.words.len() < 2 {
            return vec![self];
        }
        let words = self.words.iter();
        let alone = words.map(|w| Part {
            words: vec![w.clone()],
            ..self.clone()
        });
        alone.collect()
    }

    /// Of every folded word that is one of this part's, unless it begins with
    /// لل, one of these is a part; none where that cannot be said.
    pub fn cores(&self) -> Option<Vec<&str>> {
        match (self.phrase, self.form) {
            (false, Form::Near) => None,
            (true, _) | (_, Form::Prefix) => {
                let words = self.words.iter().map(String::as_str);
                Some(
                    words
                        .chain(self.also.iter().map(|w| analyzer::stem(w)))
                        .collect(),
                )
            }
            _ => {
                let words = self.words.iter().chain(&self.also);
                Some(words.map(|w| analyzer::stem(w)).collect())
            }
        }
    }

    /// A word, and others that count as it.
    pub fn word(word: String, also: Vec<String>) -> Part {
        Part {
            words: vec![word],
            phrase: false,
            exclude: false,
            form: Form::Whole,
            also,
        }
    }

    /// True for a word that is neither a phrase nor cut short nor near.
    pub fn is_plain(&self) -> bool {
        !self.phrase && self.form == Form::Whole && self.words.len() == 1
    }
}

/// True if two words differ by at most one letter put in, left out, changed or
/// swapped with its neighbour.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let Some(k) = (0..a.len()).find(|&k| a[k] != b[k]) else {
        return b.len() - a.len() <= 1;
    };
    match b.len() - a.len() {
        0 => {
            let swapped = a.len() > k + 1 && a[k] == b[k + 1] && a[k + 1] == b[k];
            a[k + 1..] == b[k + 1..] || (swapped && a[k + 2..] == b[k + 2..])
        }
        1 => a[k..] == b[k + 1..],
        _ => false,
    }
}

/// Scores of articles by their rows in the store.
pub type Scores = FxHashMap<i64, f32>;

/// Collects the score of every entry.
struct Every;

struct EverySegment {
    ids: Column<u64>,
    found: Vec<(i64, f32)>,
}

impl Collector for Every {
    type Fruit = Scores;
    type Child = EverySegment;

    fn for_segment(&self, _: u32, segment: &SegmentReader) -> tantivy::Result<EverySegment> {
        Ok(EverySegment {
            ids: segment.fast_fields().u64("id")?,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, all: Vec<Vec<(i64, f32)>>) -> tantivy::Result<Scores> {
        Ok(all.into_iter().flatten().collect())
    }
}

impl SegmentCollector for EverySegment {
    type Fruit = Vec<(i64, f32)>;

    fn collect(&mut self, doc: DocId, score: Score) {
        if let Some(id) = self.ids.first(doc) {
            self.found.push((id as i64, score));
        }
    }

    fn harvest(self) -> Vec<(i64, f32)> {
        self.found
    }
}

fn term(field: Field, text: &str) -> Term {
    Term::from_field_text(field, text)
}

fn exact(word: &str) -> String {
    format!("{EXACT}{word}")
}

fn one(field: Field, text: &str, boost: f32) -> (Occur, Box<dyn Query>) {
    let q = TermQuery::new(term(field, text), IndexRecordOption::WithFreqs);
    (Occur::Should, Box::new(BoostQuery::new(Box::new(q), boost)))
}

fn loose(field: Field, text: &str, form: Form, boost: f32) -> (Occur, Box<dyn Query>) {
    let q = match form {
        Form::Prefix => FuzzyTermQuery::new_prefix(term(field, text), 0, true),
        _ => FuzzyTermQuery::new(term(field, text), 1, true),
    };
    (Occur::Should, Box::new(BoostQuery::new(Box::new(q), boost)))
}

/// What the words weigh: the stem 1, and beside it the word just as it was
/// typed; words that count as it; two that were typed side by side standing so.
const EXACT_WEIGHT: f32 = 0.4;
const ALSO_WEIGHT: f32 = 0.8;
const SIDE_BY_SIDE: f32 = 0.5;
const HEADLINE: f32 = 3.0;

/// The numbers that BM25 weighs by: entries are counted of one kind (articles or
/// statements), and the spellings of one word are as frequent as the most
/// frequent of them, so that a rare spelling is not worth more than the word.
struct Counts<'a> {
    searcher: &'a Searcher,
    entries: u64,
    as_frequent: HashMap<Term, u64>,
}

impl Bm25StatisticsProvider for Counts<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.entries)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.as_frequent.get(term) {
            Some(&n) => Ok(n),
            None => self.searcher.doc_freq(term),
        }
    }
}

impl<'a> Counts<'a> {
    fn new(searcher: &'a Searcher, statements: bool) -> Result<Counts<'a>> {
        let (mut all, mut said) = (0, 0);
        for s in searcher.segment_readers() {
            all += u64::from(s.max_doc());
            said += u64::from(s.fast_fields().u64("statement")?.values.num_vals());
        }
        Ok(Counts {
            searcher,
            entries: if statements { said } else { all - said },
            as_frequent: HashMap::new(),
        })
    }

    /// Takes the terms for one word.
    fn alike(&mut self, terms: &[Term]) -> Result<()> {
        let mut most = 0;
        for t in terms {
            most = most.max(self.searcher.doc_freq(t)?);
        }
        self.as_frequent
            .extend(terms.iter().map(|t| (t.clone(), most)));
        Ok(())
    }
}

fn part_query(
    part: &Part,
    fields: &[(Field, f32)],
    counts: &mut Counts<'_>,
) -> Result<Box<dyn Query>> {
    let mut any: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for &(field, boost) in fields {
        if part.form != Form::Whole {
            for w in &part.words {
                any.push(loose(field, &exact(w), part.form, boost));
                any.push(loose(field, w, part.form, boost));
            }
            continue;
        }
        match (part.phrase, part.words.as_slice()) {
            (true, [w]) => any.push(one(field, &exact(w), boost * 2.0)),
            (false, [w]) => {
                let stem = analyzer::stem(w);
                let mut words = vec![(exact(w), EXACT_WEIGHT), (stem.to_string(), 1.0)];
                for a in part.also.iter().map(|a| analyzer::stem(a)) {
                    if words.iter().all(|w| w.0 != a) {
                        words.push((a.to_string(), ALSO_WEIGHT));
                    }
                }
                let terms: Vec<Term> = words.iter().map(|w| term(field, &w.0)).collect();
                counts.alike(&terms)?;
                any.extend(
                    words
                        .iter()
                        .map(|(w, weight)| one(field, w, boost * weight)),
                );
            }
            (_, words) => {
                let terms = words.iter().map(|w| term(field, &exact(w))).collect();
                let q = Box::new(PhraseQuery::new(terms));
                any.push((Occur::Should, Box::new(BoostQuery::new(q, boost * 2.0))));
            }
        }
    }
    Ok(Box::new(BooleanQuery::new(any)))
}

fn query(
    parsed: &[Part],
    fields: &[(Field, f32)],
    all: bool,
    counts: &mut Counts<'_>,
) -> Result<BooleanQuery> {
    let mut clauses = Vec::new();
    for p in parsed {
        let occur = match (p.exclude, all) {
            (true, _) => Occur::MustNot,
            (false, true) => Occur::Must,
            (false, false) => Occur::Should,
        };
        clauses.push((occur, part_query(p, fields, counts)?));
    }
    for two in parsed.windows(2).filter(|_| all) {
        if let [a, b] = two
            && a.is_plain()
            && b.is_plain()
        {
            for &(field, boost) in fields {
                for (a, b) in side_by_side(a, b) {
                    let terms = vec![term(field, a), term(field, b)];
                    let q =
                        BoostQuery::new(Box::new(PhraseQuery::new(terms)), boost * SIDE_BY_SIDE);
                    clauses.push((Occur::Should, Box::new(q)));
                }
            }
        }
    }
    Ok(BooleanQuery::new(clauses))
}

/// Stems of two words, and of what counts as the one or the other, that may
/// stand side by side.
fn side_by_side<'a>(a: &'a Part, b: &'a Part) -> Vec<(&'a str, &'a str)> {
    let stems = |p: &'a Part| {
        let words = p.words.iter().chain(&p.also).take(3);
        words.map(|w| analyzer::stem(w)).collect::<Vec<_>>()
    };
    let (left, right) = (stems(a), stems(b));
    let pairs = left
        .iter()
        .flat_map(|&a| right.iter().map(move |&b| (a, b)));
    pairs.filter(|(a, b)| a != b).collect()
}

/// The rows in the store of entries of the index.
struct Rows(Vec<Column<u64>>);

impl Rows {
    fn of(searcher: &Searcher) -> Result<Rows> {
        let segments = searcher.segment_readers().iter();
        let ids = segments.map(|s| s.fast_fields().u64("id"));
        Ok(Rows(ids.collect::<tantivy::Result<_>>()?))
    }

    fn id(&self, at: DocAddress) -> i64 {
        let ids = &self.0[at.segment_ord as usize];
        ids.first(at.doc_id).unwrap_or(0) as i64
    }
}

impl FullText {
    /// Statements whose content holds the words, best first.
    pub fn statements(&self, parsed: &Parsed, limit: usize) -> Result<(usize, Vec<(f32, i64)>)> {
        guarded(|| self.ranked(parsed, &[(self.fields.content, 1.0)], limit))
    }

    /// The scores of all articles that answer to all parts.
    pub fn scores(&self, parts: &[Part]) -> Result<Scores> {
        guarded(|| self.scored(parts))
    }

    fn scored(&self, parts: &[Part]) -> Result<Scores> {
        let fields = [(self.fields.headline, HEADLINE), (self.fields.body, 1.0)];
        let searcher = self.reader.searcher();
        let mut counts = Counts::new(&searcher, false)?;
        let q = match parts {
            [one] => part_query(one, &fields, &mut counts)?,
            _ => Box::new(query(parts, &fields, true, &mut counts)?),
        };
        Ok(searcher.search_with_statistics_provider(&*q, &Every, &counts)?)
    }

    /// How many articles have a word just so in their bodies.
    pub fn frequency(&self, word: &str) -> Result<u64> {
        let term = term(self.fields.body, &exact(word));
        guarded(|| Ok(self.reader.searcher().doc_freq(&term)?))
    }

    fn ranked(
        &self,
        parsed: &Parsed,
        fields: &[(Field, f32)],
        limit: usize,
    ) -> Result<(usize, Vec<(f32, i64)>)> {
        let searcher = self.reader.searcher();
        let mut counts = Counts::new(&searcher, true)?;
        let several = parsed.0.iter().filter(|p| !p.exclude).count() > 1;
        for all in [true, false] {
            let q = query(&parsed.0, fields, all, &mut counts)?;
            let top = TopDocs::with_limit(limit.max(1)).order_by_score();
            let (total, top) =
                searcher.search_with_statistics_provider(&q, &(Count, top), &counts)?;
            if total > 0 || !all || !several {
                let rows = Rows::of(&searcher)?;
                let top = top.into_iter().map(|(score, at)| (score, rows.id(at)));
                return Ok((total, top.collect()));
            }
        }
        Ok((0, Vec::new()))
    }

    /// All statements whose content holds all the words, and all articles
    /// whose headline does.
    pub fn naming(&self, parsed: &Parsed) -> Result<(Vec<i64>, Vec<i64>)> {
        guarded(|| {
            Ok((
                self.every(parsed, self.fields.content)?,
                self.every(parsed, self.fields.headline)?,
            ))
        })
    }

    fn every(&self, parsed: &Parsed, field: Field) -> Result<Vec<i64>> {
        let searcher = self.reader.searcher();
        let mut counts = Counts::new(&searcher, field == self.fields.content)?;
        let q = query(&parsed.0, &[(field, 1.0)], true, &mut counts)?;
        let found = searcher.search(&q, &DocSetCollector)?;
        let rows = Rows::of(&searcher)?;
        Ok(found.into_iter().map(|at| rows.id(at)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_phrases_and_exclusions() {
        let p = Parsed::new("إيران \"الاتفاق النووي\" -قطر «وزير»").unwrap();
        let shown: Vec<_> =
            p.0.iter()
                .map(|p| (p.words.join(" "), p.phrase, p.exclude))
                .collect();
        let want = [
            ("ايران", false, false),
            ("الاتفاق النووي", true, false),
            ("قطر", false, true),
            ("وزير", true, false),
        ];
        let want: Vec<_> = want.iter().map(|w| (w.0.to_string(), w.1, w.2)).collect();
        assert_eq!(shown, want);
        assert!(p.marks("والايرانيه") && p.marks("النووي") && !p.marks("قطر"));
        assert!(!p.marks("الوزير"));
        for bad in ["", "  ", "-قطر", "\"", "؟"] {
            assert!(Parsed::new(bad).is_err(), "{bad}");
        }
    }
}
