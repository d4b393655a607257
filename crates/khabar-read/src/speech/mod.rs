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
mod frame;
mod inherit;
mod lexicon;
mod source;
mod speaker;

use crate::names::Names;
use chain::Setter;
use context::Context;
use cue::{Cue, CueKind};
use inherit::set_chains;
use khabar_model::{BlockKind, EntityKind, Link, Page, Statement};
use khabar_text::Text;
use lexicon::{Lexicon, VerbForm, class};
use source::Source;
use speaker::{
    addressees, anaphora, governed, last_issuer, previous, previous_end, resolve_headline,
    source_fits, subject_of_clause, unnamed_again, who,
};
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
