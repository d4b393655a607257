//! The articles that an expression asks for, with their scores.

use super::fetch::{Fetch, list};
use super::query::{Expr, Field, days};
use super::{names, statements};
use crate::error::Result;
use crate::index::FullText;
use crate::index::search::{Parsed, Part, Scores};
use khabar_text::fold::fold;
use memchr::memmem::Finder;
use rusqlite::OptionalExtension;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// So many times five matching statements are looked at for a page of results.
const MATCHING: usize = 2_000;

pub(crate) struct Eval<'a> {
    f: &'a Fetch<'a>,
    index: &'a FullText,
    /// Statements that the fields of the query ask for.
    asked: Option<HashSet<i64>>,
    /// Folded words of names asked for in Latin letters.
    names: HashSet<String>,
    parts: Vec<Part>,
}

/// The words to mark.
pub(crate) struct Marks {
    parts: Vec<Part>,
    names: HashSet<String>,
    /// Every word to mark has one of these in it; none where that cannot be said.
    cores: Option<Vec<Finder<'static>>>,
    /// Words met before: the articles of one search share most of theirs.
    met: RefCell<HashMap<String, u64>>,
}

/// Parts that are told apart in [`Marks::of`]; names in Latin letters are one
/// more, and what is asked for beyond counts as the last.
const TOLD: usize = 62;

impl Marks {
    fn new(parts: Vec<Part>, names: HashSet<String>) -> Marks {
        // The words of a phrase are told apart.
        let parts = parts.into_iter().flat_map(Part::split);
        let parts: Vec<Part> = parts.collect();
        let cores: Option<Vec<Vec<&str>>> = parts.iter().map(Part::cores).collect();
        let cores = cores.map(|all| {
            let all = all.into_iter().flatten();
            let all = all.chain(names.iter().map(String::as_str));
            all.map(|c| Finder::new(c).into_owned()).collect()
        });
        Marks {
            cores,
            parts,
            names,
            met: RefCell::default(),
        }
    }

    /// What a folded word answers to of what was asked, a bit each.
    pub fn of(&self, word: &str) -> u64 {
        // Most words are none, which is seen before they are taken apart. What
        // follows لل may be without the letter that it begins with.
        if let Some(cores) = &self.cores
            && !word.starts_with("لل")
            && !cores.iter().any(|c| c.find(word.as_bytes()).is_some())
        {
            return 0;
        }
        if let Some(&known) = self.met.borrow().get(word) {
            return known;
        }
        let mut bits = u64::from(self.names.contains(word)) << (TOLD + 1);
        for (k, _) in self.parts.iter().enumerate().filter(|p| p.1.marks(word)) {
            bits |= 1 << k.min(TOLD);
        }
        self.met.borrow_mut().insert(word.to_string(), bits);
        bits
    }

    /// All of it.
    pub fn all(&self) -> u64 {
        let parts = (0..self.parts.len()).fold(0, |bits, k| bits | 1 << k.min(TOLD));
        parts | u64::from(!self.names.is_empty()) << (TOLD + 1)
    }
}

/// True for fields that a single statement must meet together.
fn of_statement(e: &Expr) -> bool {
    use Field::{About, Act, By, Chain};
    matches!(e, Expr::Field(By | About | Act | Chain, _))
}

fn is_words(e: &Expr) -> bool {
    matches!(e, Expr::Part(_) | Expr::Latin(_))
}

impl<'a> Eval<'a> {
    pub fn new(f: &'a Fetch<'a>, index: &'a FullText) -> Self {
        Eval {
            f,
            index,
            asked: None,
            names: HashSet::new(),
            parts: Vec::new(),
        }
    }

    /// Articles that meet the expression or, where none has all its words,
    /// those that have some; fields and exclusions hold all the same.
    pub fn all(&mut self, e: &Expr) -> Result<Scores> {
        let found = self.eval(e)?;
        let Expr::And(all) = e else {
            return Ok(found);
        };
        if !found.is_empty() || all.iter().filter(|e| is_words(e)).count() < 2 {
            return Ok(found);
        }
        let (words, mut rest): (Vec<Expr>, Vec<Expr>) = all.iter().cloned().partition(is_words);
        rest.push(Expr::Or(words));
        self.and(&rest)
    }

    fn eval(&mut self, e: &Expr) -> Result<Scores> {
        match e {
            Expr::Part(p) => self.index.scores(std::slice::from_ref(p)),
            Expr::Latin(name) => self.latin(name),
            Expr::Field(..) if of_statement(e) => self.and(std::slice::from_ref(e)),
            Expr::Field(field, value) => self.field(*field, value),
            Expr::And(all) => self.and(all),
            Expr::Or(any) => {
                let mut out = Scores::default();
                for e in any {
                    for (id, score) in self.eval(e)? {
                        *out.entry(id).or_default() += score;
                    }
                }
                Ok(out)
            }
            // The parser lets it stand only beside something to look for.
            Expr::Not(_) => Ok(Scores::default()),
        }
    }

    fn and(&mut self, all: &[Expr]) -> Result<Scores> {
        let mut out: Option<Scores> = None;
        let mut said: Option<HashSet<i64>> = None;
        let words = all.iter().filter_map(|e| match e {
            Expr::Part(p) => Some(p.clone()),
            _ => None,
        });
        let words: Vec<Part> = words.collect();
        if !words.is_empty() {
            out = Some(self.index.scores(&words)?);
        }
        for e in all {
            match e {
                Expr::Not(_) | Expr::Part(_) => {}
                Expr::Field(field, value) if of_statement(e) => {
                    let found = self.said_in(*field, value)?;
                    said = Some(match said {
                        Some(s) => s.intersection(&found).copied().collect(),
                        None => found,
                    });
                }
                _ => {
                    let found = self.eval(e)?;
                    out = Some(both(out, found));
                }
            }
        }
        if let Some(said) = said {
            let sql = "SELECT DISTINCT article FROM statements
                       WHERE NOT hidden AND id IN (SELECT value FROM json_each(?1))";
            let found = self.rows(sql, &list(said.iter().copied()))?;
            out = Some(both(out, found));
            self.asked.get_or_insert_default().extend(said);
        }
        let mut out = out.unwrap_or_default();
        let asked = self.asked.clone();
        for e in all {
            if let Expr::Not(e) = e {
                let not = self.eval(e)?;
                out.retain(|id, _| !not.contains_key(id));
            }
        }
        // What is left out is not to be shown.
        self.asked = asked;
        Ok(out)
    }

    fn rows(&self, sql: &str, value: &str) -> Result<Scores> {
        let mut q = self.f.db.prepare_cached(sql)?;
        let found = q.query_map([value], |r| Ok((r.get(0)?, 0.0)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Statements that meet a field.
    fn said_in(&self, field: Field, value: &str) -> Result<HashSet<i64>> {
        let sql = match field {
            Field::By => {
                return statements::said_by(self.f, self.f.resolve(value)?.ids());
            }
            Field::About => {
                return statements::topic(self.f, self.f.resolve(value)?.as_ref(), false);
            }
            Field::Act => "SELECT id FROM statements WHERE act = ?1",
            _ => "SELECT DISTINCT statement FROM links WHERE kind = ?1",
        };
        Ok(self.rows(sql, value)?.into_keys().collect())
    }

    /// Articles that meet a field.
    fn field(&self, field: Field, value: &str) -> Result<Scores> {
        match field {
            Field::Published => {
                let (since, until) = days(value).unwrap_or_default();
                let sql = "SELECT id FROM articles WHERE published >= ?1 AND published <= ?2";
                let until = until.map_or("9999".into(), |u| format!("{u}~"));
                let mut q = self.f.db.prepare_cached(sql)?;
                let found =
                    q.query_map([since.unwrap_or_default(), until], |r| Ok((r.get(0)?, 0.0)))?;
                Ok(found.collect::<rusqlite::Result<_>>()?)
            }
            Field::Outlet => {
                let sql = "SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL";
                let mut q = self.f.db.prepare_cached(sql)?;
                let all = q.query_map([], |r| r.get::<_, String>(0))?;
                let all = all.collect::<rusqlite::Result<Vec<_>>>()?;
                let part = fold(value);
                let mut out = Scores::default();
                for o in all.iter().filter(|o| fold(o).contains(&part)) {
                    out.extend(self.rows("SELECT id FROM articles WHERE outlet = ?1", o)?);
                }
                Ok(out)
            }
            _ => self.naming(self.f.resolve(value)?.as_ref(), "place"),
        }
    }

    /// Articles that name one of the actors.
    fn naming(&self, who: &names::Resolved, kind: &str) -> Result<Scores> {
        let actors = who.asked.actors.iter().map(|m| &m.actor);
        let ids = actors.filter(|a| kind.is_empty() || a.kind == kind);
        let sql =
            "SELECT DISTINCT e.article FROM identities i CROSS JOIN entities e ON e.id = i.entity
                   WHERE e.article IS NOT NULL
                     AND i.actor IN (SELECT value FROM json_each(?1))";
        self.rows(sql, &list(ids.map(|a| a.id)))
    }

    /// A name in Latin letters: where it is printed so, and where those are
    /// named who answer to it, best those whose name the words weigh most.
    fn latin(&mut self, name: &str) -> Result<Scores> {
        let (actors, mut words) = names::of_latin(self.f.db, name)?;
        let sql =
            "SELECT DISTINCT e.article FROM identities i CROSS JOIN entities e ON e.id = i.entity
                   WHERE e.article IS NOT NULL
                     AND i.actor IN (SELECT value FROM json_each(?1))";
        let mut out = self.rows(sql, &list(actors))?;
        if let Some(first) = words.pop() {
            let spelled = Part::word(first, words);
            self.names.extend(spelled.words.iter().cloned());
            self.names.extend(spelled.also.iter().cloned());
            let weights = self.index.scores(&[spelled])?;
            for (id, score) in &mut out {
                *score = 1.0 + weights.get(id).copied().unwrap_or(0.0);
            }
        }
        let printed = Parsed::new(&name.replace('-', " "))?.0;
        let scores = self.index.scores(&printed)?;
        self.parts.extend(printed);
        for (id, score) in scores {
            *out.entry(id).or_default() += score;
        }
        Ok(out)
    }

    /// Statements to show with each article: those the fields ask for, else
    /// those that hold the words.
    pub fn said(
        &self,
        articles: impl Iterator<Item = i64>,
        limit: usize,
    ) -> Result<HashMap<i64, Vec<i64>>> {
        let mut out: HashMap<i64, Vec<i64>> = HashMap::new();
        if let Some(asked) = &self.asked {
            let sql = "SELECT id FROM statements WHERE article = ?1 AND NOT hidden ORDER BY id";
            let mut q = self.f.db.prepare_cached(sql)?;
            for a in articles {
                let ids = q.query_map([a], |r| r.get(0))?;
                let ids = ids.collect::<rusqlite::Result<Vec<i64>>>()?;
                out.insert(a, ids.into_iter().filter(|s| asked.contains(s)).collect());
            }
        } else if !self.parts.is_empty() {
            let parsed = Parsed(self.parts.clone());
            let sql = "SELECT article FROM statements WHERE id = ?1 AND NOT hidden";
            for (_, id) in self
                .index
                .statements(&parsed, limit.clamp(1, MATCHING) * 5)?
                .1
            {
                let mut q = self.f.db.prepare_cached(sql)?;
                let article = q.query_row([id], |r| r.get(0)).optional()?;
                if let Some(article) = article {
                    out.entry(article).or_default().push(id);
                }
            }
        }
        Ok(out)
    }

    /// What to mark: all that is looked for.
    pub fn marks(&self) -> Marks {
        Marks::new(self.parts.clone(), self.names.clone())
    }

    /// Takes up the words of the expression to find statements by.
    pub fn with_words(mut self, e: &Expr) -> Self {
        collect(e, &mut self.parts);
        self
    }
}

fn collect(e: &Expr, parts: &mut Vec<Part>) {
    match e {
        Expr::Part(p) => parts.push(p.clone()),
        Expr::And(of) | Expr::Or(of) => of.iter().for_each(|e| collect(e, parts)),
        Expr::Latin(_) | Expr::Field(..) | Expr::Not(_) => {}
    }
}

fn both(a: Option<Scores>, b: Scores) -> Scores {
    let Some(a) = a else {
        return b;
    };
    let meet = a
        .into_iter()
        .filter_map(|(id, s)| Some((id, s + b.get(&id)?)));
    meet.collect()
}
