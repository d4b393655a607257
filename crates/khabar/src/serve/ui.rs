//! What all pages share: the language, addresses, labels.

use crate::lang::{self, Lang};
use crate::text::{clean, link};
use crate::{day, show, words};
use khabar_record::{ChainLink, Quote, Source, Statement};
use std::borrow::Borrow;

/// One page's language and place. Words of pages are cleaned here; the
/// templates escape them.
pub struct Ui {
    pub lang: Lang,
    /// Path and question without the language: `search?q=…`.
    here: String,
    /// The words in the search box.
    pub query: String,
    /// What forms that decide something must bring; none where nothing is
    /// decided.
    pub key: Option<String>,
}

/// Percent-encoded for a field of a question.
pub fn enc(s: &str) -> String {
    let mut out = String::with_capacity(s.len() * 3);
    for b in s.bytes() {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            out.push(b as char);
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
    }
    out
}

impl Ui {
    pub fn new(lang: Lang, here: &str, query: &str) -> Ui {
        Ui {
            lang,
            here: here.to_owned(),
            query: query.to_owned(),
            key: None,
        }
    }

    /// This page, to come back to.
    pub fn back(&self) -> String {
        format!("/{}/{}", self.lang.code(), self.here)
    }

    /// `statement:12`, as forms name what they are about.
    pub fn about(&self, of: &str, id: &i64) -> String {
        format!("{of}:{id}")
    }

    pub fn decision(&self, kind: &str) -> String {
        words::decision(self.lang, kind)
    }

    pub fn t<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        self.lang.of(en, ar)
    }

    /// The same page in the other language.
    pub fn other(&self) -> String {
        format!("/{}/{}", self.lang.of("ar", "en"), self.here)
    }

    pub fn to(&self, page: &str) -> String {
        format!("/{}/{page}", self.lang.code())
    }

    /// `page?field=value`.
    pub fn ask(&self, page: &str, field: &str, value: &str) -> String {
        format!("/{}/{page}?{field}={}", self.lang.code(), enc(value))
    }

    pub fn article(&self, id: &i64) -> String {
        self.to(&format!("article/{id}"))
    }

    /// The very words in their article.
    pub fn words_at(&self, source: &Source, words: &Quote) -> String {
        let (start, end) = (words.start, words.end);
        self.to(&format!("article/{}?at={start}-{end}#at", source.article))
    }

    pub fn story(&self, article: &i64) -> String {
        self.to(&format!("story/{article}"))
    }

    pub fn happening(&self, id: &i64) -> String {
        self.to(&format!("event/{id}"))
    }

    pub fn statement(&self, id: &i64) -> String {
        self.to(&format!("statement/{id}"))
    }

    pub fn who(&self, name: &str) -> String {
        self.ask("who", "name", name)
    }

    pub fn clean(&self, s: &str) -> String {
        clean(s)
    }

    pub fn headline(&self, s: &Source) -> String {
        let headline = s.headline.as_deref().map(clean).filter(|h| !h.is_empty());
        headline.unwrap_or_else(|| clean(&s.page))
    }

    pub fn outlet(&self, s: &Source) -> String {
        show::outlet(s)
    }

    pub fn day(&self, iso: &str) -> String {
        day::words(self.lang, iso)
    }

    /// The page gives no day; it is that of fetching.
    pub fn fetched(&self, s: &Source) -> bool {
        s.published.is_none() && s.day.is_some()
    }

    /// Fit for a link to the web.
    pub fn outside(&self, s: &Source) -> Option<String> {
        s.url.as_deref().and_then(link)
    }

    pub fn speaker(&self, s: &Statement) -> String {
        show::speaker(self.lang, s)
    }

    pub fn content(&self, s: &Statement) -> String {
        show::content(s)
    }

    /// Whose communiqué, agency or post it is; none where it is the speaker's.
    pub fn by(&self, link: &ChainLink, speaker: &str) -> Option<String> {
        show::issuer(link).filter(|by| by != speaker)
    }

    pub fn polarity(&self, polarity: &str) -> Option<String> {
        words::polarity(self.lang, polarity)
    }

    pub fn modality(&self, modality: &str) -> Option<String> {
        words::modality(self.lang, modality)
    }

    pub fn act(&self, act: &str) -> String {
        words::act(self.lang, act)
    }

    pub fn form(&self, form: &str) -> String {
        words::form(self.lang, form)
    }

    pub fn link(&self, kind: &str) -> String {
        words::link(self.lang, kind)
    }

    pub fn event(&self, kind: &str) -> String {
        words::event(self.lang, kind)
    }

    pub fn status(&self, status: &str) -> String {
        words::status(self.lang, status)
    }

    pub fn kind(&self, kind: &str) -> String {
        words::actor(self.lang, kind)
    }

    pub fn how(&self, how: &str) -> String {
        words::how(self.lang, how)
    }

    pub fn articles(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::ARTICLES)
    }

    pub fn pages(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::PAGES)
    }

    pub fn statements(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::STATEMENTS)
    }

    pub fn stories(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::STORIES)
    }

    pub fn events(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::EVENTS)
    }

    pub fn outlets(&self, n: impl Borrow<usize>) -> String {
        self.lang.count(*n.borrow(), &lang::OUTLETS)
    }
}
