//! Statements: cue, source, content, form, act, addressees, chain.
//!
//! In order: [`cue`] finds verbs, attribution phrases and colons with a frame;
//! [`source`] reads who speaks; [`content`] how far the words go; [`act`] what
//! is done by them; [`chain`] through which channel they came.

mod act;
mod chain;
mod content;
mod context;
mod cue;
mod lexicon;
mod source;

use crate::names::Names;
use chain::Setter;
use context::Context;
use cue::{Cue, CueKind};
use khabar_model::{BlockKind, EntityKind, Link, LinkKind, MentionForm, Page, Statement};
use khabar_text::Text;
use khabar_text::fold::fold;
use lexicon::{Lexicon, VerbForm, class};
use source::Source;
use std::ops::Range;

pub struct SpeechReader {
    lex: Lexicon,
}

/// A statement on its way, with what the chain and the carrying over of
/// speakers need to know of it.
struct Draft {
    statement: Statement,
    at: usize,
    sentence: Range<usize>,
    setter: Option<Setter>,
    agency: Option<Link>,
    unnamed: bool,
    /// The source is named by the cue, not carried over.
    explicit: bool,
    feminine: Option<bool>,
    participle: bool,
    /// Inside the content of another statement.
    nested: bool,
}

impl SpeechReader {
    pub fn builtin() -> Self {
        SpeechReader { lex: Lexicon::builtin() }
    }

    pub fn read(&self, text: &Text<'_>, page: &Page, names: &Names) -> Vec<Statement> {
        let c = Context::new(text, page, names, &self.lex);
        let mut out = Vec::new();
        for article in &page.articles {
            let mut drafts: Vec<Draft> = Vec::new();
            for block in article.blocks.iter().filter(|b| b.kind != BlockKind::Meta) {
                let unit = text.tokens_in(block.span);
                if unit.is_empty() {
                    continue;
                }
                let headline = block.kind == BlockKind::Headline;
                self.unit(&c, unit, headline, article.id, &mut drafts);
            }
            resolve_headline(&mut drafts, article.headline);
            set_chains(&c, &mut drafts);
            out.extend(drafts.into_iter().map(|d| d.statement));
        }
        out
    }

    /// Reads one paragraph or headline.
    fn unit(&self, c: &Context<'_>, unit: Range<usize>, headline: bool, article: u16, drafts: &mut Vec<Draft>) {
        let mut cues = cue::verbs(c, unit.clone());
        if headline {
            cues.extend(cue::colon(c, unit.clone()));
        }
        cues.retain(|k| source_fits(c, k, &unit, !drafts.is_empty()));
        let attributions = cue::attributions(c, unit.clone());
        cues.extend(attributions.into_iter().filter(|a| !governed(c, &cues_snapshot(&unit, c), a)));
        cues.sort_by_key(|k| k.at);
        let contents: Vec<_> = (0..cues.len()).map(|k| content::of(c, &cues, k, &unit)).collect();
        for (k, content) in contents.iter().enumerate() {
            let Some(content) = content else { continue };
            let cue = &cues[k];
            let nested = contents[..k].iter().flatten().any(|o| o.parts.iter().any(|p| p.contains(&cue.at)));
            if cue.kind == CueKind::Attribution && nested {
                continue;
            }
            if let Some(d) = self.draft(c, cue, content, &unit, article, drafts, nested) {
                drafts.push(d);
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn draft(
        &self,
        c: &Context<'_>,
        cue: &Cue,
        content: &content::Content,
        unit: &Range<usize>,
        article: u16,
        drafts: &[Draft],
        nested: bool,
    ) -> Option<Draft> {
        let spans = content.spans(c);
        let first = content.parts.first()?.start;
        let last = content.parts.last()?.end;
        let sentence = c.sentence_start[cue.at].max(unit.start)..c.sentence_end[cue.at].min(unit.end);
        let (participle, feminine) = match cue.kind {
            CueKind::Verb { form, feminine, .. } => (form == VerbForm::Participle, Some(feminine)),
            _ => (false, None),
        };
        let source = who(c, cue, unit, participle);
        let mut entity = match &source {
            Source::Known { entity, .. } => Some(*entity),
            _ => None,
        };
        let mut explicit = !matches!(source, Source::Implicit);
        let mut unnamed = matches!(&source, Source::Unnamed { words } if c.is(words.start, class::SOURCES));
        let region = sentence.start.max(previous_end(c, drafts, &sentence))..first.max(cue.at + 1);
        let mut setter = None;
        if let Source::Channel { words } = &source {
            setter = chain::find(c, words.clone(), true, None);
            let issuer = setter.as_ref().and_then(|s| s.by);
            entity = issuer.or_else(|| last_issuer(drafts));
            if let Some(s) = &mut setter {
                s.by = entity;
            }
        }
        if let (Source::Unnamed { words }, None) = (&source, entity) {
            entity = anaphora(c, words, drafts);
        }
        if let (Source::Implicit, Some(e), false) = (&source, subject_of_clause(c, drafts, cue.at, unit), participle) {
            entity = Some(e);
            explicit = true;
        } else if matches!(source, Source::Implicit) {
            if let Some(p) = previous(drafts, participle, feminine, cue.at, &sentence) {
                entity = p.statement.entity;
                unnamed = p.unnamed;
            }
            explicit = false;
        }
        if setter.is_none() {
            setter = chain::find(c, region, false, entity);
        }
        let after = last..sentence.end;
        let agency = chain::agency(c, after, &|s| is_agency(s));
        let to = addressees(c, cue, &source, first);
        let act = act::of(c, cue, first, last);
        Some(Draft {
            statement: Statement {
                article,
                cue: c.text.span(cue.at, cue.end),
                source: source.words().map(|w| c.text.span(w.start, w.end)),
                entity,
                content: spans,
                form: content.form,
                act,
                to,
                chain: Vec::new(),
                certainty: cue.certainty,
            },
            at: cue.at,
            sentence,
            setter,
            agency,
            unnamed,
            explicit,
            feminine,
            participle,
            nested,
        })
    }
}

fn cues_snapshot(unit: &Range<usize>, c: &Context<'_>) -> Vec<usize> {
    cue::verbs(c, unit.clone()).into_iter().map(|k| k.at).collect()
}

/// An attribution phrase inside a report only names its channel.
fn governed(c: &Context<'_>, verbs: &[usize], a: &Cue) -> bool {
    let s = c.sentence_start[a.at];
    let e = c.sentence_end[a.at];
    verbs.iter().any(|&v| v >= s && v < e)
}

/// Verbs with other senses count only where something that can speak is
/// their subject.
fn source_fits(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, spoken: bool) -> bool {
    let CueKind::Verb { form, .. } = cue.kind else { return true };
    if form == VerbForm::Participle {
        return true;
    }
    match who(c, cue, unit, false) {
        Source::Known { .. } | Source::Channel { .. } => true,
        Source::Unnamed { words } => {
            c.is(words.start, class::UNNAMED | class::SUBJECT_HEAD | class::GROUP | class::SOURCES) || cue.certainty > 0.75 && words.len() < 8
        }
        Source::Implicit => spoken || cue.conjunction,
    }
}

fn who(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, participle: bool) -> Source {
    match cue.kind {
        CueKind::Colon | CueKind::Attribution => source::in_words(c, cue.subject.clone()),
        CueKind::Verb { .. } => {
            let start = c.sentence_start[cue.at].max(unit.start);
            // A subject right before the verb (العراق يدعو الناتو) goes before
            // whoever stands after it.
            let adjacent = cue.at > start && !cue.conjunction && c.mention[cue.at - 1].is_some();
            if adjacent && !participle && cue.reporter.is_none() {
                let left = source::before(c, cue.at, start);
                if left != Source::Implicit {
                    return left;
                }
            }
            let right = if participle { Source::Implicit } else { source::in_words(c, cue.subject.clone()) };
            if right != Source::Implicit || participle {
                return right;
            }
            if cue.conjunction { Source::Implicit } else { source::before(c, cue.at, start) }
        }
    }
}

/// The statement whose speaker an implicit source carries on.
fn previous<'d>(
    drafts: &'d [Draft],
    participle: bool,
    feminine: Option<bool>,
    at: usize,
    sentence: &Range<usize>,
) -> Option<&'d Draft> {
    let here = || drafts.iter().rev().filter(|d| d.at < at);
    let agrees = |d: &&Draft| feminine.is_none() || d.feminine.is_none() || d.feminine == feminine;
    if participle {
        // A participle describes the speaker of its own sentence, the nearest
        // that agrees with it.
        let same = || here().filter(|d| sentence.contains(&d.at));
        return same().find(agrees).or_else(|| same().find(|d| !d.nested)).or_else(|| here().next());
    }
    here().filter(|d| !d.nested).find(agrees).or_else(|| here().next())
}

/// A definite title or institution that leads back to somebody who spoke or
/// was named before: الوزير، المتحدث، الصحيفة، الوكالة.
fn anaphora(c: &Context<'_>, words: &Range<usize>, drafts: &[Draft]) -> Option<usize> {
    let head = c.norm(words.start).strip_prefix("ال")?;
    if words.len() > 3 || c.is(words.start, class::SOURCES) {
        return None;
    }
    let said_by = drafts.iter().rev().filter_map(|d| d.statement.entity);
    let fits = |&e: &usize| {
        let entity = &c.names.entities[e];
        let has = |s: &str| fold(s).split(' ').any(|w| w == head || w.strip_prefix("ال") == Some(head));
        match entity.kind {
            EntityKind::Person => entity.roles.iter().any(|r| has(&r.text)),
            _ => has(&entity.name) || entity.surfaces.iter().any(|s| has(s)),
        }
    };
    let named = c.names.mentions.iter().rev().filter(|m| c.text.token_at(m.span.start()) < words.start);
    said_by.clone().find(fits).or_else(|| named.map(|m| m.entity).find(fits))
}

/// The person whom a clause of narration, between the last statement and the
/// verb at `at`, has as its subject ("وقام كارتر بزيارة… وأشاد بـ").
fn subject_of_clause(c: &Context<'_>, drafts: &[Draft], at: usize, unit: &Range<usize>) -> Option<usize> {
    let last = drafts.last().and_then(|d| d.statement.content.last().copied());
    let from = last.map_or(unit.start, |s| c.text.token_at(s.end())).max(unit.start);
    if from >= at {
        return None;
    }
    (from..at).rev().find_map(|k| {
        let m = c.mention_at(k)?;
        let leads = k <= c.sentence_start[k].max(from) + 7;
        let person = m.form == MentionForm::Name && c.kind(m.entity) == EntityKind::Person;
        (leads && person).then_some(m.entity)
    })
}

fn previous_end(c: &Context<'_>, drafts: &[Draft], sentence: &Range<usize>) -> usize {
    let last = drafts.last().and_then(|d| d.statement.content.last().copied());
    last.map_or(sentence.start, |s| c.text.token_at(s.end()).max(sentence.start).min(sentence.end))
}

fn last_issuer(drafts: &[Draft]) -> Option<usize> {
    drafts.iter().rev().find_map(|d| d.setter.as_ref().filter(|s| s.kind == LinkKind::Statement)?.by)
}

fn addressees(c: &Context<'_>, cue: &Cue, source: &Source, content: usize) -> Vec<usize> {
    let CueKind::Verb { lemma, .. } = cue.kind else { return Vec::new() };
    if !matches!(c.lex.lemmas[lemma as usize].word.as_str(), "دعا" | "حث" | "طالب" | "ناشد" | "هنا" | "طمان" | "ابلغ" | "وجه" | "قدم" | "شكر") {
        return Vec::new();
    }
    let from = source.words().map_or(cue.end, |w| w.end);
    let mut out = Vec::new();
    let mut k = from;
    while k < content {
        if let Some(m) = c.mention_at(k) {
            if m.form == MentionForm::Name && !out.contains(&m.entity) {
                out.push(m.entity);
            }
            k = c.mention_end(k);
        } else {
            k += 1;
        }
    }
    out
}

fn is_agency(surface: &str) -> bool {
    surface.starts_with("وكالة") || matches!(surface, "رويترز" | "واس" | "فرانس برس" | "واع" | "سانا" | "الأناضول" | "أ ف ب" | "د ب أ")
}

/// A headline names its source by less than the article does.
fn resolve_headline(drafts: &mut [Draft], headline: Option<khabar_model::Span>) {
    let Some(span) = headline else { return };
    let lead = drafts.iter().find(|d| !span.contains(d.statement.cue) && d.explicit).and_then(|d| d.statement.entity);
    for d in drafts.iter_mut().filter(|d| span.contains(d.statement.cue)) {
        if d.statement.entity.is_none() {
            d.statement.entity = lead;
        }
    }
}

/// Gives every statement its chain.
fn set_chains(c: &Context<'_>, drafts: &mut [Draft]) {
    let _ = c;
    let setters: Vec<(usize, Option<usize>, Setter)> = drafts
        .iter()
        .filter_map(|d| d.setter.clone().map(|s| (d.at, d.statement.entity, s)))
        .collect();
    let papers: Vec<&(usize, Option<usize>, Setter)> =
        setters.iter().filter(|(_, _, s)| s.speaks && s.kind == LinkKind::Statement).collect();
    let agency = drafts.iter().find_map(|d| d.agency.clone().filter(|_| d.setter.as_ref().is_some_and(|s| s.speaks)));
    for k in 0..drafts.len() {
        let d = &drafts[k];
        let mut chain: Vec<Link> = Vec::new();
        if d.unnamed {
            chain.extend(sources_link(drafts, k));
        }
        let own = d.setter.as_ref().filter(|s| !s.speaks);
        let by_speaker = || {
            let of = |e: &Option<usize>| e.is_some() && *e == d.statement.entity;
            let mine = setters.iter().filter(|(_, e, s)| of(e) && !s.speaks);
            let before = mine.clone().filter(|(at, _, _)| *at <= d.at).next_back();
            before.or_else(|| mine.clone().next()).map(|(_, _, s)| s)
        };
        let paper = papers
            .iter()
            .rev()
            .find(|(at, _, _)| *at <= d.at)
            .or_else(|| papers.first().filter(|_| papers.len() == 1))
            .map(|(at, _, s)| s.link(*at != d.at));
        match (own, &paper) {
            (Some(s), None) => chain.push(s.link(false)),
            (Some(s), Some(p)) => {
                chain.push(s.link(false));
                if s.kind == LinkKind::Speech {
                    chain.push(p.clone());
                }
            }
            (None, Some(p)) => chain.push(p.clone()),
            (None, None) => {
                if let Some(s) = by_speaker().filter(|_| !d.unnamed) {
                    chain.push(s.link(true));
                }
            }
        }
        let on_paper = paper.is_some() && chain.last().is_some_and(|l| l.kind == LinkKind::Statement);
        if let Some(a) = &d.agency {
            chain.push(a.clone());
        } else if let (true, Some(a)) = (on_paper, &agency) {
            chain.push(Link { inherited: true, ..a.clone() });
        }
        drafts[k].statement.chain = chain;
    }
}

fn sources_link(drafts: &[Draft], k: usize) -> Option<Link> {
    let set = drafts[..=k].iter().rev().find(|d| d.unnamed && d.explicit)?;
    let span = set.statement.source?;
    Some(Link { kind: LinkKind::Sources, by: None, span, inherited: set.at != drafts[k].at })
}
