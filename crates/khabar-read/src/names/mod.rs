//! People, organisations, places and products, and every place that names them.
//!
//! In order: [`words`] looks every word up in the lists ([`lexicon`]);
//! [`tagger`] labels names with a trained model over [`features`]; `people`,
//! `orgs` and `spot` combine both into spots; `resolve` settles which spots
//! are one entity; `posts` reads titles and whom a bare post means.

pub mod again;
mod bearer;
mod doc;
pub mod features;
pub mod flag;
mod hash;
mod heads;
mod labels;
pub mod lexicon;
pub mod likeness;
mod lists;
mod memo;
mod model;
mod orgs;
pub mod page;
mod people;
mod places;
mod posts;
mod resolve;
mod similar;
mod spot;
pub mod tagger;
mod viterbi;
pub mod words;

use doc::Doc;
use khabar_model::{Entity, Mention, MentionForm, Page, Span};
use khabar_text::Text;
use lexicon::Lexicon;
use resolve::Resolved;
use spot::Spots;
use std::sync::{Mutex, PoisonError};
use tagger::{Model, ModelError, Work};

/// The names of a page: entities and, in text order, their mentions (names and
/// bare posts that lead to a person).
#[derive(Default, Debug, Clone)]
pub struct Names {
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
}

impl Names {
    /// The mentions that lie in `span`, even in part, in text order.
    pub fn mentions_in(&self, span: Span) -> impl Iterator<Item = &Mention> {
        self.mentions.iter().filter(move |m| m.span.overlaps(span))
    }

    /// The mention in `span`: a name before a post, the first of its kind.
    pub fn mention_in(&self, span: Span) -> Option<&Mention> {
        let name = |m: &&Mention| m.form == MentionForm::Name;
        self.mentions_in(span)
            .find(name)
            .or_else(|| self.mentions_in(span).next())
    }

    /// The entity a mention refers to.
    pub fn entity_of(&self, mention: &Mention) -> Option<&Entity> {
        self.entities.get(mention.entity)
    }
}

/// Reads names. Build one and share it between threads.
pub struct NameReader {
    lexicon: Lexicon,
    model: Model,
    work: Mutex<Vec<Work>>,
}

const MODEL: &[u8] = include_bytes!("../../../../models/ner.bin");

impl NameReader {
    /// The reader with the lists and the model that are compiled in; an error
    /// where that model is damaged or of another version.
    pub fn builtin() -> Result<Self, ModelError> {
        NameReader::with_model(MODEL)
    }

    /// The reader with the model file `bytes`.
    pub fn with_model(bytes: &[u8]) -> Result<Self, ModelError> {
        Ok(NameReader {
            lexicon: Lexicon::builtin(),
            model: Model::from_bytes(bytes)?,
            work: Mutex::default(),
        })
    }

    pub fn read(&self, text: &Text<'_>, page: &Page) -> Names {
        let mut work = self.take();
        let doc = Doc::new(text, page, &self.lexicon, &self.model, &mut work);
        self.give_back(work);
        let mut spots = Spots::find(&doc);
        let mut resolved = Resolved::new(&doc, &mut spots);
        posts::read(&doc, &mut resolved);
        resolved.finish()
    }

    /// The tagger's buffers, which keep sums from page to page: one set for
    /// each thread that reads at the same time.
    fn take(&self) -> Work {
        let mut at_hand = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        at_hand.pop().unwrap_or_default()
    }

    fn give_back(&self, work: Work) {
        let mut at_hand = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        at_hand.push(work);
    }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_people;
