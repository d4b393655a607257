//! Statements: cue, source, content, form, act, addressees, chain.
//!
//! In order: [`cue`] finds verbs, attribution phrases and colons with a frame;
//! [`source`] reads who speaks; [`content`] how far the words go; [`act`] what
//! is done by them; [`chain`] through which channel they came.

mod act;
mod anaphora;
mod certainty;
mod chain;
mod classes;
mod content;
mod context;
mod cue;
mod draft;
mod frame;
mod inherit;
mod lexicon;
mod object;
mod source;
mod speaker;
mod stance;

use crate::names::Names;
use context::Context;
use cue::CueKind;
use draft::{Draft, Place};
use inherit::set_chains;
use khabar_model::{Block, BlockKind, Page, Statement};
use khabar_text::Text;
use lexicon::Lexicon;
use speaker::{governed, resolve_headline, source_fits};
use std::ops::Range;

pub struct SpeechReader {
    lex: Lexicon,
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
                let unit = unit_of(&c, &blocks, k);
                if unit.is_empty() {
                    continue;
                }
                units.push(unit.clone());
                let headline = block.kind == BlockKind::Headline;
                self.unit(&c, unit, headline, article.id, &mut drafts);
            }
            resolve_headline(&mut drafts, article.headline);
            let told = units.iter().find_map(|u| chain::of_article(&c, u.clone()));
            set_chains(&c, &mut drafts, told);
            for d in &mut drafts {
                certainty::complete(&c, d);
            }
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
        // Once somebody has spoken, a verb may leave its subject out.
        let mut spoken = !drafts.is_empty();
        cues.sort_by_key(|k| k.at);
        cues.retain(|k| {
            let fits = source_fits(c, k, &unit, spoken);
            spoken |= fits;
            fits
        });
        cue::drop_inner(&mut cues);
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
            let place = Place::new(c, &cues, k, &unit, drafts);
            if let Some(d) = place.draft(content, article, nested) {
                drafts.push(d);
            }
        }
        for d in &mut drafts[told..] {
            d.headline = headline;
        }
    }
}

/// The tokens of block `k` as one unit, with the lines that it leads over to:
/// "قال فيها:" has its words on the next, "النقاط الآتية:" its items on several.
fn unit_of(c: &Context<'_>, blocks: &[&Block], k: usize) -> Range<usize> {
    let tokens = |k: usize| c.text.tokens_in(blocks[k].span);
    let mut unit = tokens(k);
    if unit.is_empty() || k + 1 >= blocks.len() || c.text.raw(unit.end - 1) != ":" {
        return unit;
    }
    unit.end = tokens(k + 1).end.max(unit.end);
    let listed = |k: usize| {
        let line = tokens(k);
        !line.is_empty() && content::after_bullet(c, line.start, line.end).is_some()
    };
    for item in (k + 2..blocks.len()).take_while(|_| listed(k + 1)) {
        if !listed(item) {
            break;
        }
        unit.end = tokens(item).end.max(unit.end);
    }
    unit
}
