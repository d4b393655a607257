//! The query language (`docs/query.md`): from what was typed to an expression.

use crate::error::{Error, Result};
use crate::index::search::{Form, Part};
use khabar_model::{Act, LinkKind};
use khabar_text::Text;
use khabar_text::fold::fold;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expr {
    /// A word or phrase of headline or body.
    Part(Part),
    /// A name in Latin letters.
    Latin(String),
    Field(Field, String),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    Not(Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    By,
    About,
    Outlet,
    Published,
    Act,
    Place,
    Chain,
}

const FIELDS: &[(&str, Field)] = &[
    ("by", Field::By),
    ("about", Field::About),
    ("outlet", Field::Outlet),
    ("published", Field::Published),
    ("act", Field::Act),
    ("place", Field::Place),
    ("chain", Field::Chain),
];

/// Parentheses within each other, and parts of a query.
const DEPTH: usize = 30;
const PARTS: usize = 200;

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Open,
    Close,
    Or,
    And,
    Not,
    Expr(Expr),
}

/// What was typed, and from which code point on, counted from 1.
struct Piece {
    kind: Kind,
    at: usize,
}

fn error<T>(at: usize, what: impl std::fmt::Display) -> Result<T> {
    Err(Error::Query(format!("at character {at}: {what}")))
}

pub(crate) fn parse(query: &str) -> Result<Expr> {
    let pieces = pieces(query)?;
    if pieces.len() > PARTS {
        return error(
            pieces[PARTS].at,
            format!("more than {PARTS} parts; ask for less"),
        );
    }
    let end = query.chars().count() + 1;
    let mut p = Parser {
        pieces: mended(pieces, end),
        end,
        next: 0,
    };
    if p.pieces.is_empty() {
        return error(1, "no word to look for");
    }
    let e = p.or(0)?;
    match p.pieces.get(p.next) {
        Some(x) => error(x.at, "a closing parenthesis without an opening one"),
        None => Ok(e),
    }
}

/// Signs that have nothing to stand for are left out, and what is left open is
/// closed at the end: people paste words with whatever stood beside them.
fn mended(pieces: Vec<Piece>, end: usize) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut open = 0;
    let last = |out: &[Piece], of: &[Kind]| out.last().is_some_and(|p| of.contains(&p.kind));
    let close = |out: &mut Vec<Piece>, at| {
        while last(out, &[Kind::Or, Kind::And, Kind::Not]) {
            out.pop();
        }
        if !last(out, &[Kind::Open]) {
            let kind = Kind::Close;
            return out.push(Piece { kind, at });
        }
        out.pop();
        while last(out, &[Kind::Not]) {
            out.pop();
        }
    };
    for p in pieces {
        match p.kind {
            Kind::Open => open += 1,
            Kind::Close if open == 0 => continue,
            Kind::Close => {
                open -= 1;
                close(&mut out, p.at);
                continue;
            }
            Kind::Or | Kind::And => {
                let joins = [Kind::Open, Kind::Or, Kind::And, Kind::Not];
                if out.is_empty() || last(&out, &joins) {
                    continue;
                }
            }
            Kind::Not | Kind::Expr(_) => {}
        }
        out.push(p);
    }
    for _ in 0..open {
        close(&mut out, end);
    }
    while last(&out, &[Kind::Or, Kind::And, Kind::Not]) {
        out.pop();
    }
    out
}

struct Parser {
    pieces: Vec<Piece>,
    next: usize,
    end: usize,
}

impl Parser {
    fn at(&self) -> usize {
        self.pieces.get(self.next).map_or(self.end, |p| p.at)
    }

    fn is(&self, kind: &Kind) -> bool {
        self.pieces.get(self.next).is_some_and(|p| p.kind == *kind)
    }

    fn or(&mut self, depth: usize) -> Result<Expr> {
        let mut any = vec![self.and(depth)?];
        while self.is(&Kind::Or) {
            self.next += 1;
            any.push(self.and(depth)?);
        }
        Ok(one_or(any, Expr::Or))
    }

    fn and(&mut self, depth: usize) -> Result<Expr> {
        let start = self.at();
        let mut all = vec![self.not(depth)?];
        loop {
            if self.is(&Kind::And) {
                self.next += 1;
            } else if self.next >= self.pieces.len() || self.is(&Kind::Or) || self.is(&Kind::Close)
            {
                break;
            }
            all.push(self.not(depth)?);
        }
        if all.iter().all(|e| matches!(e, Expr::Not(_))) {
            return error(start, "only what to leave out; add a word to look for");
        }
        Ok(one_or(all, Expr::And))
    }

    fn not(&mut self, depth: usize) -> Result<Expr> {
        let mut not = false;
        while self.is(&Kind::Not) {
            self.next += 1;
            not = !not;
        }
        let at = self.at();
        if self.is(&Kind::Open) {
            if depth == DEPTH {
                return error(at, "too many parentheses within each other");
            }
            self.next += 1;
            let e = self.or(depth + 1)?;
            if !self.is(&Kind::Close) {
                return error(at, "this parenthesis is not closed");
            }
            self.next += 1;
            return Ok(negated(e, not));
        }
        match self.pieces.get(self.next).map(|p| p.kind.clone()) {
            Some(Kind::Expr(e)) => {
                self.next += 1;
                Ok(negated(e, not))
            }
            _ => error(at, "a word is missing here"),
        }
    }
}

fn negated(e: Expr, not: bool) -> Expr {
    if not { Expr::Not(Box::new(e)) } else { e }
}

fn one_or(mut of: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match of.len() {
        1 => of.remove(0),
        _ => many(of),
    }
}

fn quote(c: char) -> bool {
    "\"«»“”".contains(c)
}

fn pieces(query: &str) -> Result<Vec<Piece>> {
    let chars: Vec<char> = query.chars().collect();
    let mut out: Vec<Piece> = Vec::new();
    let mut k = 0;
    while k < chars.len() {
        let (c, at) = (chars[k], k + 1);
        let mut put = |kind| out.push(Piece { kind, at });
        match c {
            c if c.is_whitespace() => k += 1,
            '(' | ')' => {
                put(if c == '(' { Kind::Open } else { Kind::Close });
                k += 1;
            }
            '|' => {
                put(Kind::Or);
                k += 1;
            }
            '-' => {
                // One that stands alone is a dash of the text.
                if chars.get(k + 1).is_some_and(|c| !c.is_whitespace()) {
                    put(Kind::Not);
                }
                k += 1;
            }
            c if quote(c) => {
                let (text, end) = quoted(&chars, k);
                let within = words(&text);
                if !within.is_empty() {
                    put(Kind::Expr(Expr::Part(part(within, true, Form::Whole))));
                }
                k = end;
            }
            _ => {
                let stop = |c: &char| c.is_whitespace() || "()|".contains(*c) || quote(*c);
                let len = chars[k..].iter().position(stop).unwrap_or(chars.len() - k);
                let word: String = chars[k..k + len].iter().collect();
                let colon = word.find(':').filter(|&n| {
                    n > 0
                        && word[..n].bytes().all(|b| b.is_ascii_alphabetic())
                        && !word[n..].starts_with("://")
                });
                k += len;
                if let Some(n) = colon {
                    let value = match chars.get(k) {
                        Some(&q) if quote(q) && n + 1 == word.len() => {
                            let (text, end) = quoted(&chars, k);
                            k = end;
                            text
                        }
                        _ => word[n + 1..].to_string(),
                    };
                    put(Kind::Expr(field(&word[..n], value, at)?));
                    continue;
                }
                match word.as_str() {
                    "AND" | "و" => put(Kind::And),
                    "OR" | "أو" => put(Kind::Or),
                    "NOT" => put(Kind::Not),
                    _ => {
                        let e = plain(&word, at)?;
                        let before = out.last_mut().map(|p| &mut p.kind);
                        match (before, e) {
                            // The words of one name stand together.
                            (Some(Kind::Expr(Expr::Latin(name))), Some(Expr::Latin(w))) => {
                                name.push(' ');
                                name.push_str(&w);
                            }
                            (_, Some(e)) => out.push(Piece {
                                kind: Kind::Expr(e),
                                at,
                            }),
                            (_, None) => {}
                        }
                    }
                }
            }
        }
    }
    Ok(out)
}

/// The text within the quotation marks that open at `k`, and where they end: with
/// the query, if they are not closed.
fn quoted(chars: &[char], k: usize) -> (String, usize) {
    let rest = &chars[k + 1..];
    let n = rest.iter().position(|&c| quote(c)).unwrap_or(rest.len());
    (rest[..n].iter().collect(), k + n + 2)
}

fn words(text: &str) -> Vec<String> {
    let t = Text::new(text);
    let words = (0..t.len()).filter(|&i| !t.is_punct(i));
    let words = words.map(|i| t.norm(i).to_string());
    words.filter(|w| !w.is_empty()).collect()
}

fn part(words: Vec<String>, phrase: bool, form: Form) -> Part {
    Part {
        words,
        phrase,
        exclude: false,
        form,
        also: Vec::new(),
    }
}

/// A word as it was typed; none for a sign that is no word.
fn plain(word: &str, at: usize) -> Result<Option<Expr>> {
    let (bare, form) = match (word.strip_suffix('*'), word.strip_suffix('~')) {
        (Some(w), _) => (w, Form::Prefix),
        (_, Some(w)) => (w, Form::Near),
        _ => (word, Form::Whole),
    };
    let found = words(bare);
    let least = match form {
        Form::Whole => 0,
        Form::Prefix => 2,
        Form::Near => 3,
    };
    if least > 0 && (found.len() != 1 || found[0].chars().count() < least) {
        return error(
            at,
            format!("* needs a word of two letters before it, ~ one of three: {word}"),
        );
    }
    let latin = bare
        .chars()
        .all(|c| c.is_ascii_alphabetic() || "'.-".contains(c));
    if form == Form::Whole && latin && !found.is_empty() {
        return Ok(Some(Expr::Latin(bare.to_string())));
    }
    let parts: Vec<Expr> = found
        .into_iter()
        .map(|w| Expr::Part(part(vec![w], false, form)))
        .collect();
    Ok((!parts.is_empty()).then(|| one_or(parts, Expr::And)))
}

fn field(name: &str, value: String, at: usize) -> Result<Expr> {
    let Some((_, field)) = FIELDS.iter().find(|f| f.0.eq_ignore_ascii_case(name)) else {
        let known: Vec<&str> = FIELDS.iter().map(|f| f.0).collect();
        let known = known.join(", ");
        return error(at, format!("no field {name}; there are {known}"));
    };
    let value = value.trim().to_string();
    if value.is_empty() {
        return error(at, format!("{name}: needs a value right after it"));
    }
    let kinds = |all: Vec<&str>| format!("{name}: takes one of {}", all.join(", "));
    match field {
        Field::Act if Act::parse(&value).is_none() => {
            error(at, kinds(Act::ALL.iter().map(|a| a.as_str()).collect()))
        }
        Field::Chain if LinkKind::parse(&value).is_none() => error(
            at,
            kinds(LinkKind::ALL.iter().map(|a| a.as_str()).collect()),
        ),
        Field::Published if days(&value).is_none() => error(
            at,
            "published: takes a year, month or day (2015, 2015-07, 2015-07-14) or a range of them (2015-07..2015-08)",
        ),
        _ => Ok(Expr::Field(*field, value)),
    }
}

/// First and last day, month or year, both included.
pub(crate) fn days(value: &str) -> Option<(Option<String>, Option<String>)> {
    let value = fold(value);
    let (from, to) = value.split_once("..").unwrap_or((&value, &value));
    let bound = |s: &str| -> Option<Option<String>> {
        if s.is_empty() {
            return Some(None);
        }
        let digits = |p: &str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
        let full = match s.len() {
            4 => format!("{s}-01-01"),
            7 => format!("{s}-01"),
            _ => s.to_string(),
        };
        let shape = full.split('-').map(|p| digits(p, 2) || digits(p, 4));
        (shape.into_iter().all(|x| x) && khabar_text::civil::Day::parse(&full).is_some())
            .then(|| Some(s.to_string()))
    };
    let (from, to) = (bound(from)?, bound(to)?);
    (from.is_some() || to.is_some()).then_some((from, to))
}
