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
    headline: bool,
}

impl SpeechReader {
    pub fn builtin() -> Self {
        SpeechReader {
            lex: Lexicon::builtin(),
        }
    }

    pub fn read(&self, text: &Text<'_>, page: &Page, names: &Names) -> Vec<Statement> {
        let c = Context::new(text, names, &self.lex);
        let mut out = Vec::new();
        for article in &page.articles {
            let mut drafts: Vec<Draft> = Vec::new();
            let mut units: Vec<Range<usize>> = Vec::new();
            let blocks: Vec<_> = article
                .blocks
                .iter()
                .filter(|b| b.kind != BlockKind::Meta)
                .collect();
            for (k, block) in blocks.iter().enumerate() {
                let mut unit = text.tokens_in(block.span);
                if unit.is_empty() {
                    continue;
                }
                // "قال فيها:" at the end of a line: the words stand on the next.
                if let Some(next) = blocks.get(k + 1).filter(|_| text.raw(unit.end - 1) == ":") {
                    unit.end = text.tokens_in(next.span).end.max(unit.end);
                }
                units.push(unit.clone());
                let headline = block.kind == BlockKind::Headline;
                self.unit(&c, unit, headline, article.id, &mut drafts);
            }
            resolve_headline(&mut drafts, article.headline);
            let told = units.iter().find_map(|u| chain::of_article(&c, u.clone()));
            set_chains(&c, &mut drafts, told);
            out.extend(drafts.into_iter().map(|d| d.statement));
        }
        out
    }

    /// Reads one paragraph or headline.
    fn unit(
        &self,
        c: &Context<'_>,
        unit: Range<usize>,
        headline: bool,
        article: u16,
        drafts: &mut Vec<Draft>,
    ) {
        let told = drafts.len();
        let mut cues = cue::verbs(c, unit.clone());
        if headline {
            cues.extend(cue::colon(c, unit.clone()));
        }
        cues.retain(|k| source_fits(c, k, &unit, !drafts.is_empty()));
        let verbs: Vec<usize> = cues.iter().map(|k| k.at).collect();
        let attributions = cue::attributions(c, unit.clone());
        cues.extend(attributions.into_iter().filter(|a| !governed(c, &verbs, a)));
        cues.sort_by_key(|k| k.at);
        let contents: Vec<_> = (0..cues.len())
            .map(|k| content::of(c, &cues, k, &unit))
            .collect();
        for (k, content) in contents.iter().enumerate() {
            let Some(content) = content else { continue };
            let cue = &cues[k];
            // Content that runs on to the next line was read with this one.
            if drafts.iter().any(|d| d.at == cue.at) {
                continue;
            }
            let nested = contents[..k]
                .iter()
                .flatten()
                .any(|o| o.parts.iter().any(|p| p.contains(&cue.at)));
            if cue.kind == CueKind::Attribution && nested {
                continue;
            }
            if let Some(d) = self.draft(c, cue, content, &unit, article, drafts, nested) {
                drafts.push(d);
            }
        }
        for d in &mut drafts[told..] {
            d.headline = headline;
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
        let sentence =
            c.sentence_start[cue.at].max(unit.start)..c.sentence_end[cue.at].min(unit.end);
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
        let mut unnamed =
            matches!(&source, Source::Unnamed { words } if c.is(words.start, class::SOURCES));
        // "تلقى خطابا من فلان أشاد فيه": who wrote it stands nearest before.
        let relative = cue.at > 0 && c.is(cue.at - 1, class::RELATIVE);
        let in_it = matches!(c.norm(cue.end), "فيها" | "فيه") && !relative;
        if in_it && matches!(source, Source::Implicit) {
            let near = (sentence.start..cue.at)
                .rev()
                .filter_map(|k| c.mention_at(k));
            let person = near
                .clone()
                .find(|m| c.kind(m.entity) == EntityKind::Person);
            entity = person.map(|m| m.entity);
        }
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
        if let (Source::Implicit, Some(e), false) = (
            &source,
            entity.or_else(|| subject_of_clause(c, drafts, cue.at, unit)),
            participle,
        ) {
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
            setter = chain::find(c, region.clone(), false, entity);
        }
        // "وجه رسالة قال فيها": the channel is the object of the clause before.
        if setter.is_none() && in_it {
            setter = (region.start..cue.at).find_map(|k| chain::find(c, k..cue.at, false, entity));
        }
        let definite = unnamed_again(c, &source, drafts);
        unnamed |= definite;
        let after = last..sentence.end;
        let mut agency = chain::agency(c, after);
        if let Some(r) = &cue.reporter {
            agency = chain::carrier(c, r.clone()).or(agency);
        }
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
            explicit: explicit && !definite,
            feminine,
            participle,
            nested,
            headline: false,
        })
    }
}

/// An attribution phrase inside a report only names its channel.
fn governed(c: &Context<'_>, verbs: &[usize], a: &Cue) -> bool {
    let s = c.sentence_start[a.at];
    let e = c.sentence_end[a.at];
    if a.at <= s + 1 {
        return false; // it leads its sentence: what follows is its content
    }
    verbs.iter().any(|&v| v >= s && v < e)
}

/// Verbs with other senses count only where something that can speak is
/// their subject.
fn source_fits(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, spoken: bool) -> bool {
    let CueKind::Verb { form, .. } = cue.kind else {
        return true;
    };
    if form == VerbForm::Participle {
        return true;
    }
    match who(c, cue, unit, false) {
        Source::Known { .. } | Source::Channel { .. } => true,
        Source::Unnamed { words } => {
            c.is(
                words.start,
                class::UNNAMED
                    | class::SUBJECT_HEAD
                    | class::GROUP
                    | class::SOURCES
                    | class::NAMING,
            ) || cue.certainty > 0.75 && words.len() < 8
        }
        Source::Implicit => spoken || cue.conjunction,
    }
}

/// Verbs whose object is whom they address.
fn addresses(c: &Context<'_>, cue: &Cue) -> bool {
    let CueKind::Verb { lemma, .. } = cue.kind else {
        return false;
    };
    ADDRESSING.contains(&c.lex.lemmas[lemma as usize].word.as_str())
}

const ADDRESSING: &[&str] = &[
    "دعا", "حث", "طالب", "ناشد", "هنا", "طمان", "ابلغ", "وجه", "قدم", "شكر",
];

fn who(c: &Context<'_>, cue: &Cue, unit: &Range<usize>, participle: bool) -> Source {
    match cue.kind {
        CueKind::Colon | CueKind::Attribution => source::in_words(c, cue.subject.clone()),
        CueKind::Verb { .. } => {
            let start = c.sentence_start[cue.at].max(unit.start);
            // A subject right before the verb (العراق يدعو الناتو) goes before
            // whoever stands after it.
            let adjacent = cue.at > start && !cue.conjunction && c.mention[cue.at - 1].is_some();
            let right = if participle {
                Source::Implicit
            } else {
                source::in_words(c, cue.subject.clone())
            };
            // "وطالب الصحيفة بنشر تصحيح": the noun is whom it is addressed to.
            let right = match right {
                Source::Unnamed { .. } if cue.conjunction && addresses(c, cue) => Source::Implicit,
                right => right,
            };
            let person = |s: &Source| matches!(s, Source::Known { entity, .. } if c.kind(*entity) == EntityKind::Person);
            if adjacent && !participle && cue.reporter.is_none() && !person(&right) {
                let left = source::before(c, cue.at, start);
                if matches!(left, Source::Known { .. }) {
                    return left;
                }
            }
            if right != Source::Implicit || participle {
                return right;
            }
            if cue.conjunction {
                Source::Implicit
            } else {
                source::before(c, cue.at, start)
            }
        }
    }
}

/// "المصدر"، "المسؤول الأمني" after an unnamed source: the same one again.
fn unnamed_again(c: &Context<'_>, source: &Source, drafts: &[Draft]) -> bool {
    let Source::Unnamed { words } = source else {
        return false;
    };
    let Some(bare) = c.norm(words.start).strip_prefix("ال") else {
        return false;
    };
    let unnamed = c.lex.classes(bare) & (class::UNNAMED | class::SOURCES) != 0;
    unnamed && drafts.iter().rev().take(4).any(|d| d.unnamed)
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
        return same()
            .find(agrees)
            .or_else(|| same().find(|d| !d.nested))
            .or_else(|| here().next());
    }
    here()
        .filter(|d| !d.nested)
        .find(agrees)
        .or_else(|| here().next())
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
        let has = |s: &str| {
            fold(s)
                .split(' ')
                .any(|w| w == head || w.strip_prefix("ال") == Some(head))
        };
        match entity.kind {
            EntityKind::Person => entity.roles.iter().any(|r| has(&r.text)),
            _ => has(&entity.name) || entity.surfaces.iter().any(|s| has(s)),
        }
    };
    let named = c
        .names
        .mentions
        .iter()
        .rev()
        .filter(|m| c.text.token_at(m.span.start()) < words.start);
    // صحيفة «…» … الصحيفة: the word stands before the name.
    let called = |m: &&khabar_model::Mention| {
        let at = c.text.token_at(m.span.start());
        (at.saturating_sub(2)..at).any(|k| c.norm(k).trim_start_matches('و') == head)
    };
    said_by
        .clone()
        .find(fits)
        .or_else(|| named.clone().map(|m| m.entity).find(fits))
        .or_else(|| named.clone().find(called).map(|m| m.entity))
}

/// The person whom a clause of narration, between the last statement and the
/// verb at `at`, has as its subject ("وقام كارتر بزيارة… وأشاد بـ").
fn subject_of_clause(
    c: &Context<'_>,
    drafts: &[Draft],
    at: usize,
    unit: &Range<usize>,
) -> Option<usize> {
    let last = drafts
        .last()
        .and_then(|d| d.statement.content.last().copied());
    let from = last
        .map_or(unit.start, |s| c.text.token_at(s.end()))
        .max(unit.start);
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
    let last = drafts
        .last()
        .and_then(|d| d.statement.content.last().copied());
    last.map_or(sentence.start, |s| {
        c.text
            .token_at(s.end())
            .max(sentence.start)
            .min(sentence.end)
    })
}

fn last_issuer(drafts: &[Draft]) -> Option<usize> {
    drafts.iter().rev().find_map(|d| {
        d.setter
            .as_ref()
            .filter(|s| s.kind == LinkKind::Statement)?
            .by
    })
}

fn addressees(c: &Context<'_>, cue: &Cue, source: &Source, content: usize) -> Vec<usize> {
    let CueKind::Verb { lemma, .. } = cue.kind else {
        return Vec::new();
    };
    if !ADDRESSING.contains(&c.lex.lemmas[lemma as usize].word.as_str()) {
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

/// A headline names its source by less than the article does.
fn resolve_headline(drafts: &mut [Draft], headline: Option<khabar_model::Span>) {
    let Some(span) = headline else { return };
    let lead = drafts
        .iter()
        .find(|d| !span.contains(d.statement.cue) && d.explicit)
        .and_then(|d| d.statement.entity);
    for d in drafts.iter_mut().filter(|d| span.contains(d.statement.cue)) {
        if d.statement.entity.is_none() {
            d.statement.entity = lead;
        }
    }
}

/// Gives every statement its chain: its own channel, the communiqué that
/// covers it, the agency that carried it, or what its speaker's other
/// statements came through.
fn set_chains(c: &Context<'_>, drafts: &mut [Draft], told: Option<(usize, Link)>) {
    let papers: Vec<(usize, Link)> = drafts
        .iter()
        .filter_map(|d| {
            let s = d
                .setter
                .as_ref()
                .filter(|s| s.speaks && s.kind == LinkKind::Statement)?;
            Some((d.at, s.link(false), s.definite))
        })
        .scan(None::<Link>, |first, (at, link, definite)| {
            // "البيان" is the communiqué named before, not another one.
            let link = if definite {
                first.clone().unwrap_or(link)
            } else {
                link
            };
            *first = Some(link.clone());
            Some((at, link))
        })
        .collect();
    let papers: Vec<(usize, Link)> = if papers.is_empty() {
        told.into_iter().collect()
    } else {
        papers
    };
    let one_paper = papers.windows(2).all(|w| w[0].1.span == w[1].1.span);
    let agency = drafts.iter().find_map(|d| {
        d.agency
            .clone()
            .filter(|_| d.setter.as_ref().is_some_and(|s| s.speaks))
    });
    for k in 0..drafts.len() {
        let d = &drafts[k];
        let mut chain: Vec<Link> = Vec::new();
        if d.unnamed {
            chain.extend(sources_link(drafts, k));
        }
        let paper = papers
            .iter()
            .rev()
            .find(|(at, _)| *at <= d.at)
            .or_else(|| papers.first().filter(|_| one_paper))
            .map(|(at, l)| Link {
                inherited: *at != d.at,
                ..l.clone()
            });
        let own = d.setter.as_ref().filter(|s| !s.speaks);
        let governor = governor(drafts, k);
        let carrier = governor
            .filter(|_| d.nested)
            .and_then(|g| carried_by(c, &drafts[g]));
        if let Some(link) = carrier.filter(|_| own.is_none()) {
            chain = vec![link];
        } else if let Some(g) = governor.filter(|_| own.is_none() && chain.is_empty()) {
            chain = drafts[g]
                .statement
                .chain
                .iter()
                .map(|l| Link {
                    inherited: true,
                    ..l.clone()
                })
                .collect();
        } else if let Some(s) = own {
            chain.push(s.link(false));
            chain.extend(paper.clone().filter(|_| s.kind == LinkKind::Speech));
        } else if let Some(p) = &paper {
            chain.push(p.clone());
        } else if !d.unnamed {
            chain.extend(by_speaker(drafts, k));
        }
        let on_paper =
            paper.is_some() && chain.last().is_some_and(|l| l.kind == LinkKind::Statement);
        let carried = chain.iter().any(|l| l.kind == LinkKind::Agency);
        match (&d.agency, &agency) {
            (Some(a), _) if !carried => chain.push(a.clone()),
            (_, Some(a)) if on_paper && !carried => chain.push(Link {
                inherited: true,
                ..a.clone()
            }),
            _ => {}
        }
        drafts[k].statement.chain = chain;
    }
    // A headline tells what the lead tells, by the same way.
    let lead = drafts
        .iter()
        .find(|d| !d.headline)
        .map(|d| d.statement.chain.clone())
        .unwrap_or_default();
    for d in drafts
        .iter_mut()
        .filter(|d| d.headline && d.statement.chain.is_empty())
    {
        d.statement.chain = lead
            .iter()
            .map(|l| Link {
                inherited: true,
                ..l.clone()
            })
            .collect();
    }
}

/// An agency that tells what others said: the link of the reports inside its own.
fn carried_by(c: &Context<'_>, d: &Draft) -> Option<Link> {
    let by = d.statement.entity?;
    let entity = &c.names.entities[by];
    let agency =
        entity.kind == EntityKind::Org && entity.surfaces.iter().any(|s| c.lex.is_agency(s));
    let span = d.statement.source.unwrap_or(d.statement.cue);
    agency.then_some(Link {
        kind: LinkKind::Agency,
        by: Some(by),
        span,
        inherited: true,
    })
}

/// The statement whose sentence carries statement `k` with it: the report a
/// participle belongs to, or the one whose content it is part of.
fn governor(drafts: &[Draft], k: usize) -> Option<usize> {
    let d = &drafts[k];
    if !(d.participle || d.nested) {
        return None;
    }
    (0..k)
        .rev()
        .find(|&g| d.sentence.contains(&drafts[g].at) && (d.participle || !drafts[g].nested))
}

/// The channel named with another statement of the same speaker: the last one
/// before, else the first one after.
fn by_speaker(drafts: &[Draft], k: usize) -> Option<Link> {
    let speaker = drafts[k].statement.entity?;
    let mine = |d: &&Draft| {
        d.statement.entity == Some(speaker) && d.setter.as_ref().is_some_and(|s| !s.speaks)
    };
    let before = drafts[..k].iter().rev().find(mine);
    let set = before.or_else(|| drafts[k..].iter().find(mine))?;
    set.setter.as_ref().map(|s| s.link(true))
}

fn sources_link(drafts: &[Draft], k: usize) -> Option<Link> {
    let set = drafts[..=k]
        .iter()
        .rev()
        .find(|d| d.unnamed && d.explicit)?;
    let span = set.statement.source?;
    Some(Link {
        kind: LinkKind::Sources,
        by: None,
        span,
        inherited: set.at != drafts[k].at,
    })
}
