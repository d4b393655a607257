//! Statements: cue, source, content, form, act, addressees, chain.

use crate::names::Names;
use khabar_model::{Page, Statement};
use khabar_text::Text;

pub struct SpeechReader {}

impl SpeechReader {
    pub fn builtin() -> Self {
        SpeechReader {}
    }

    pub fn read(&self, _text: &Text<'_>, _page: &Page, _names: &Names) -> Vec<Statement> {
        Vec::new()
    }
}
