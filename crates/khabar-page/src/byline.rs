//! The parts of a byline or dateline (`الدمام: ميرزا الخويلدي`، `جدة - واس`)
//! and what each of them is.

use crate::outlet::{Outlets, folded_words};
use khabar_model::Span;
use khabar_text::Text;
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts as cells, rows};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// What a part of a byline is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    Agency,
    /// An outlet that is no agency.
    Outlet,
    Place,
    /// A name that is both a place's and an outlet's (الرياض).
    PlaceOrOutlet,
    /// A desk or a job: متابعة، تصوير.
    Desk,
    Person,
    Unknown,
}

/// A part: its tokens, its folded words and its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub tokens: Range<usize>,
    pub name: String,
    pub kind: PartKind,
    /// Joined to the part before by "and", which is no part of the name.
    pub joined: bool,
}

impl Part {
    fn new(tokens: Range<usize>, name: String, kind: PartKind) -> Part {
        Part {
            tokens,
            name,
            kind,
            joined: false,
        }
    }

    /// The words without marks around them.
    pub fn span(&self, text: &Text<'_>) -> Span {
        let marks = [
            '«', '»', '"', '“', '”', '(', ')', '[', ']', '.', ':', '-', '/', '،',
        ];
        let skip = if self.joined { "و".len() } else { 0 };
        text.span_without_prefix(self.tokens.start, self.tokens.end, skip)
            .trim(text.original(), &marks)
    }
}

/// Places, desks and given names, folded.
pub struct Names {
    places: FxHashSet<String>,
    desks: FxHashSet<String>,
    given: FxHashSet<String>,
}

impl Names {
    pub fn builtin() -> Self {
        let of = |class: &str| {
            rows(include_str!("../../../data/page_lines.tsv"))
                .filter(|r| cell(r, 0) == class)
                .flat_map(|r| cells(&r, 1).map(fold).collect::<Vec<_>>())
                .collect::<FxHashSet<String>>()
        };
        let common = |r: &Vec<&str>| cell(r, 3).parse::<u8>().is_ok_and(|weight| weight >= 4);
        let given = rows(include_str!("../../../data/given_names.tsv"))
            .filter(common)
            .map(|r| fold(cell(&r, 0)));
        Names {
            places: of("place"),
            desks: of("desk"),
            given: given.collect(),
        }
    }

    /// Two to five words that begin with a given name, an honorific before it
    /// or not.
    pub fn is_person(&self, name: &str) -> bool {
        let titled = |w: &&str| matches!(*w, "د" | "م" | "ا" | "الدكتور" | "الدكتوره" | "دكتور");
        let title: usize = name
            .split(' ')
            .take_while(titled)
            .map(|w| w.len() + 1)
            .sum();
        let name = name.get(title..).unwrap_or("");
        let given =
            |w: &str| self.given.contains(w) || w == "عبد" || w.starts_with("عبد") && w.len() > 8;
        let mut spaces = name.match_indices(' ').map(|(at, _)| at);
        let Some(first) = spaces.next() else {
            return false;
        };
        let second = spaces.next().unwrap_or(name.len());
        let more = spaces.count();
        more <= 2
            && (given(&name[..first]) || self.given.contains(&name[..second]))
            && name.chars().all(|c| c == ' ' || c.is_alphabetic())
    }

    pub fn is_place(&self, name: &str) -> bool {
        let bare = |p: &str| {
            name.strip_prefix(p)
                .is_some_and(|n| self.places.contains(n))
        };
        self.places.contains(name) || bare("مدينه ") || bare("محافظه ")
    }

    fn kind(&self, name: &str, outlets: &Outlets) -> PartKind {
        let outlet = outlets.by_name(name);
        if outlet.is_some_and(|o| o.agency) || matches!(name, "وكالات" | "الوكالات" | "وكالات الانباء")
        {
            PartKind::Agency
        } else if self.is_place(name) {
            match outlet {
                Some(_) => PartKind::PlaceOrOutlet,
                None => PartKind::Place,
            }
        } else if outlet.is_some() {
            PartKind::Outlet
        } else if self.desks.contains(name) {
            PartKind::Desk
        } else if self.is_person(name) {
            PartKind::Person
        } else {
            // `الشرق الأوسط أونلاين`, `خاص بالرياض`: an outlet or a desk and a word more.
            let known = |p: &str| outlets.by_name(p).is_some();
            match name.split_once(' ') {
                Some((first, _)) if edits(first) => PartKind::Desk,
                Some((first, word)) if self.desks.contains(first) && !word.contains(' ') => {
                    PartKind::Desk
                }
                _ => match name.rsplit_once(' ') {
                    Some((rest, "اونلاين" | "الالكتروني" | "الالكترونيه")) if known(rest) => {
                        PartKind::Outlet
                    }
                    _ => PartKind::Unknown,
                },
            }
        }
    }

    /// The parts of the tokens `r`, between separators, brackets and wide gaps.
    pub fn parts(&self, text: &Text<'_>, r: Range<usize>, outlets: &Outlets) -> Vec<Part> {
        let mut out: Vec<Part> = Vec::new();
        let mut push = |from: usize, to: usize| {
            let to = without_weekday(text, from, to);
            let (from, to) = self.without_desk(text, from, to);
            // `المنصورة ـ من فلان:`
            let by = to > from + 2 && text.norm(from) == "من";
            let from = from + usize::from(by && self.given.contains(text.norm(from + 1)));
            let name = folded_words(text, from, to);
            // `&nbsp;` left over by a crawler is no part.
            if from < to && !name.is_empty() && name != "nbsp" {
                let kind = self.kind(&name, outlets);
                out.push(Part::new(from..to, name, kind));
            }
        };
        let mut from = r.start;
        for k in r.clone() {
            if is_separator(text, k) || is_bracket(text, k) {
                push(from, k);
                from = k + 1;
            } else if k > from && gap_parts(text, k) {
                push(from, k);
                from = k;
            }
        }
        push(from, r.end);
        let out = self.with_run_on_places(text, out, outlets);
        // `«الاقتصادية» من الرياض`
        if let [one] = out.as_slice() {
            let cut = one.tokens.clone().skip(1).find(|&k| text.norm(k) == "من");
            if let Some(k) = cut.filter(|_| one.name.split(' ').count() <= 7) {
                let sides = [one.tokens.start..k, k + 1..one.tokens.end].map(|tokens| {
                    let name = folded_words(text, tokens.start, tokens.end);
                    let kind = self.kind(&name, outlets);
                    Part::new(tokens, name, kind)
                });
                let small = sides[0].name.split(' ').count() <= 3;
                let from_place = small && matches!(sides[1].kind, PartKind::Place);
                let named = matches!(
                    sides[0].kind,
                    PartKind::Outlet | PartKind::Agency | PartKind::Person
                );
                if sides.iter().all(|p| !p.name.is_empty()) && (named || from_place) {
                    return sides.to_vec();
                }
            }
        }
        out
    }
}

impl Names {
    /// As [`Names::parts`], with names that "and" joins each for itself. Only
    /// for lines that are known to be bylines: a headline looks much the same.
    pub fn parts_apart(&self, text: &Text<'_>, r: Range<usize>, outlets: &Outlets) -> Vec<Part> {
        let parts = self.parts(text, r, outlets).into_iter();
        let apart = |p: Part| match self.pair(text, p.tokens.clone(), outlets) {
            Some(pair) => pair.to_vec(),
            None => vec![p],
        };
        parts.flat_map(apart).collect()
    }

    /// `فلان وفلان`, `رويترز وواس`: two names that "and" joins.
    fn pair(&self, text: &Text<'_>, r: Range<usize>, outlets: &Outlets) -> Option<[Part; 2]> {
        let named = |kind| matches!(kind, PartKind::Person | PartKind::Agency);
        r.clone().skip(1).find_map(|k| {
            let bare = text.norm(k).strip_prefix('و').filter(|w| w.len() > 2)?;
            let known = self.given.contains(bare) || outlets.agency(bare).is_some();
            if !known || !text.tokens()[k].spaced {
                return None;
            }
            let first = folded_words(text, r.start, k);
            let second = folded_words(text, k, r.end).split_off("و".len());
            let kinds = [self.kind(&first, outlets), self.kind(&second, outlets)];
            let second = Part::new(k..r.end, second, kinds[1]);
            kinds.into_iter().all(named).then(|| {
                let first = Part::new(r.start..k, first, kinds[0]);
                [
                    first,
                    Part {
                        joined: true,
                        ..second
                    },
                ]
            })
        })
    }

    /// `بقلم فلان`, `نشره فلان في أحد`: the name alone, where one stands there.
    fn without_desk(&self, text: &Text<'_>, from: usize, to: usize) -> (usize, usize) {
        let word = text.norm(from);
        let desk = text.is_word(from) && self.desks.contains(word) && !edits(word);
        if to < from + 3 || !desk {
            return (from, to);
        }
        let cut = (from + 1..to).find(|&k| matches!(text.norm(k), "في" | "يوم" | "بتاريخ"));
        let end = cut.unwrap_or(to);
        let person = self.is_person(&folded_words(text, from + 1, end));
        if person { (from + 1, end) } else { (from, to) }
    }

    /// The place that leads a text before a dash: `بيروت - وصلت إلى`.
    pub fn leading_place(&self, text: &Text<'_>, r: Range<usize>) -> Option<Range<usize>> {
        let dash = r
            .clone()
            .take(4)
            .find(|&k| is_separator(text, k) || gap_parts_at(text, k))?;
        let place = dash > r.start && self.is_place(&folded_words(text, r.start, dash));
        place.then_some(r.start..dash)
    }

    /// `الدمام: فلان بيروت: فلان`: a name runs on into the next place.
    fn with_run_on_places(
        &self,
        text: &Text<'_>,
        parts: Vec<Part>,
        outlets: &Outlets,
    ) -> Vec<Part> {
        let mut out = Vec::with_capacity(parts.len());
        for p in parts {
            let Range { start, end } = p.tokens;
            let opens =
                text.raw(end) == ":" && matches!(p.kind, PartKind::Unknown | PartKind::Person);
            let place = |k: &usize| {
                let name = folded_words(text, *k, end);
                self.is_place(&name)
            };
            let cut = [end.saturating_sub(2), end.saturating_sub(1)]
                .into_iter()
                .filter(|&k| k > start + 1)
                .find(place);
            match cut.filter(|_| opens) {
                Some(k) => {
                    for tokens in [start..k, k..end] {
                        let name = folded_words(text, tokens.start, tokens.end);
                        let kind = self.kind(&name, outlets);
                        out.push(Part::new(tokens, name, kind));
                    }
                }
                None => out.push(p),
            }
        }
        out
    }
}

/// The marks between the parts of a byline.
pub fn is_separator(text: &Text<'_>, k: usize) -> bool {
    matches!(
        text.raw(k),
        ":" | "-" | "–" | "—" | "/" | "|" | "،" | "," | "\\" | "•" | "؛" | ";" | "&" | "+"
    )
}

/// Who edits or takes pictures is not who writes.
fn edits(desk: &str) -> bool {
    matches!(desk, "تحرير" | "تصوير" | "عدسه" | "ترجمه")
}

/// `فلان الأربعاء 20 أوت 2025`: the name of the day is no part of that before it.
fn without_weekday(text: &Text<'_>, from: usize, to: usize) -> usize {
    let weekday = to >= from + 2
        && text.is_number(to)
        && matches!(
            text.norm(to - 1),
            "الاحد"
                | "الاثنين"
                | "الثلاثاء"
                | "الاربعاء"
                | "الخميس"
                | "الجمعه"
                | "السبت"
        );
    to - usize::from(weekday)
}

fn is_bracket(text: &Text<'_>, k: usize) -> bool {
    matches!(text.raw(k), "(" | ")" | "[" | "]")
}

fn gap_parts_at(text: &Text<'_>, k: usize) -> bool {
    k > 0 && gap_parts(text, k)
}

/// A lone stroke (`صفاء ـ بيروت`) or wide white space stands before token `k`.
pub fn gap_parts(text: &Text<'_>, k: usize) -> bool {
    let (a, b) = (text.tokens()[k - 1].span, text.tokens()[k].span);
    let gap = Span::new(a.end(), b.start()).of(text.original());
    gap.contains('ـ') || gap.chars().filter(|c| c.is_whitespace()).count() > 4
}
