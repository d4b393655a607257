//! The tokens of a page's markup, as html5gum reads them, handed on without
//! being gathered: start tags with the attributes that tell something, end tags,
//! and text with the place it was taken from.

use super::attributes::Attributes;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::convert::Infallible;

/// What becomes of the tokens.
pub trait Sink {
    /// A start tag; the name is in lower case. Returns how what follows is to be
    /// read, if not as markup.
    fn open(&mut self, name: &str, attributes: &Attributes, self_closing: bool) -> Option<State>;

    fn close(&mut self, name: &str);

    /// Text, character references resolved, and the bytes that it was taken
    /// from. They are as many as the text has where it stands there as it is.
    fn text(&mut self, text: &str, at: (usize, usize));

    /// What is open is no HTML, so that CDATA sections are text.
    fn foreign(&self) -> bool;
}

/// Reads `html` to its end.
pub fn read(html: &str, sink: &mut impl Sink) {
    let tokens = Tokens {
        html,
        sink,
        at: 0,
        text: (0, 0),
        name: Vec::new(),
        ends: false,
        self_closing: false,
        last: Vec::new(),
        attributes: Attributes::default(),
    };
    // Neither the reader nor the emitter has an error.
    let Ok(()) = Tokenizer::new_with_emitter(html, tokens).finish();
}

struct Tokens<'p, S> {
    html: &'p str,
    sink: &'p mut S,
    /// How far `html` has been read.
    at: usize,
    /// Text that stands in `html` as it is and has not been handed on; where
    /// there is none, the end of what was.
    text: (usize, usize),
    /// The tag that is being read.
    name: Vec<u8>,
    ends: bool,
    self_closing: bool,
    attributes: Attributes,
    /// The last start tag behind which text is no markup.
    last: Vec<u8>,
}

impl<S: Sink> Tokens<'_, S> {
    fn flush(&mut self) {
        let (from, to) = self.text;
        if let Some(text) = self.html.get(from..to).filter(|t| !t.is_empty()) {
            self.sink.text(text, (from, to));
        }
        self.text.0 = to;
    }

    /// `text` stands at `from` of what has been read, and not for a reference
    /// (`&amp;`) that begins with it.
    fn is_at(&self, from: usize, text: &[u8]) -> bool {
        let to = from + text.len();
        let whole = to == self.at || to < self.at && text != b"&";
        whole && self.html.as_bytes().get(from..to) == Some(text)
    }

    /// Ends a token that is no text.
    fn end(&mut self) {
        self.text = (self.at, self.at);
    }
}

impl<S: Sink> Emitter for Tokens<'_, S> {
    type Token = Infallible;

    fn emit_string(&mut self, c: &[u8]) {
        // Letters may come a byte at a time, so they are taken from the page.
        if self.is_at(self.text.1, c) {
            self.text.1 += c.len();
            return;
        }
        self.flush();
        // Behind `</>`, of which nothing is told; else it is no text of the page.
        let from = self.at.saturating_sub(c.len());
        if from > self.text.1 && self.is_at(from, c) {
            self.text = (from, self.at);
            return;
        }
        if let Ok(text) = std::str::from_utf8(c) {
            self.sink.text(text, (self.text.1, self.at));
        }
        self.end();
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        let name = std::str::from_utf8(&self.name).unwrap_or_default();
        let state = if self.ends {
            self.sink.close(name);
            None
        } else {
            self.attributes.end();
            let state = self.sink.open(name, &self.attributes, self.self_closing);
            if state.is_some() {
                self.last.clear();
                self.last.extend_from_slice(&self.name);
            }
            state
        };
        self.end();
        state
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.ends = false;
        self.self_closing = false;
        self.attributes.clear();
    }

    fn init_end_tag(&mut self) {
        self.name.clear();
        self.ends = true;
    }

    fn push_tag_name(&mut self, s: &[u8]) {
        self.name.extend_from_slice(s);
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    fn init_attribute(&mut self) {
        if !self.ends {
            self.attributes.begin();
        }
    }

    fn push_attribute_name(&mut self, s: &[u8]) {
        if !self.ends {
            self.attributes.push_name(s);
        }
    }

    fn push_attribute_value(&mut self, s: &[u8]) {
        if !self.ends {
            self.attributes.push_value(s);
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.ends && self.name == self.last
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.sink.foreign()
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        self.end();
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.end();
    }

    #[inline]
    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    #[inline]
    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn set_last_start_tag(&mut self, _: Option<&[u8]>) {}
    fn emit_error(&mut self, _: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::{DefaultEmitter, Token};
    use proptest::prelude::*;

    /// What is handed on, as it comes.
    #[derive(Default)]
    struct Seen {
        tags: Vec<String>,
        text: String,
        pieces: Vec<(String, (usize, usize))>,
    }

    impl Sink for Seen {
        fn open(&mut self, name: &str, _: &Attributes, _: bool) -> Option<State> {
            self.tags.push(name.to_string());
            html5gum::naive_next_state(name.as_bytes())
        }

        fn close(&mut self, name: &str) {
            self.tags.push(format!("/{name}"));
        }

        fn text(&mut self, text: &str, at: (usize, usize)) {
            self.text.push_str(text);
            self.pieces.push((text.to_string(), at));
        }

        fn foreign(&self) -> bool {
            false
        }
    }

    fn seen(html: &str) -> Seen {
        let mut seen = Seen::default();
        read(html, &mut seen);
        seen
    }

    #[test]
    fn text_with_the_place_it_was_taken_from() {
        let s = seen("<p>أب &amp; <!-- -->ج<br>د");
        let of = |text: &str, from, to| (text.to_string(), (from, to));
        let want = [
            of("أب ", 3, 8),
            of("&", 8, 13),
            of(" ", 13, 14),
            of("ج", 22, 24),
        ];
        assert_eq!(s.pieces[..4], want);
        assert_eq!(s.pieces[4], of("د", 28, 30));
    }

    /// Behind a `<` that begins no tag letters come a byte at a time.
    #[test]
    fn a_letter_behind_a_lone_angle_is_whole() {
        assert_eq!(seen("<p>قال <الوزير> </ثم>").text, "قال <الوزير> ");
    }

    #[test]
    fn a_script_ends_with_its_own_end_tag_only() {
        let s = seen("<script>'</p>' <!--<script></script>--></script>نص");
        assert_eq!(s.tags, ["script", "/script"]);
        assert_eq!(s.text, "'</p>' <!--<script></script>-->نص");
    }

    const BITS: &str = "(<p>|</p>|<P CLASS=x>|<a href='&amp;'>|<title>|</title>|<script>|</script>|<style|>|/>|<!--|-->|\
        <!DOCTYPE html>|<!\\[CDATA\\[|]]>|<\\?|&amp;|&nbsp|&#1575;|&#x202e;|&nGt;|&semi;|&|<|</|'|\"|=|\r\n|\r|\n|\0|ق|كلمة | |x|😀){0,40}";

    proptest! {
        /// The same tokens as html5gum itself gathers, and places in order.
        #[test]
        fn nothing_is_lost_on_the_way(html in BITS) {
            let mut emitter = DefaultEmitter::default();
            emitter.naively_switch_states(true);
            let (mut text, mut tags) = (Vec::new(), Vec::new());
            let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            for Ok(token) in Tokenizer::new_with_emitter(&html, emitter) {
                match token {
                    Token::String(s) => text.extend_from_slice(&s),
                    Token::StartTag(t) => tags.push(name(&t.name)),
                    Token::EndTag(t) => tags.push(format!("/{}", name(&t.name))),
                    _ => {}
                }
            }
            let s = seen(&html);
            prop_assert_eq!(s.text.as_bytes(), &text);
            prop_assert_eq!(s.tags, tags);
            let mut last = 0;
            for (text, (from, to)) in s.pieces {
                prop_assert!(last <= from && from <= to && to <= html.len());
                prop_assert!(html.is_char_boundary(from) && html.is_char_boundary(to));
                if html[from..to].len() == text.len() && !html[from..to].contains(['&', '\r']) {
                    prop_assert_eq!(&html[from..to], text);
                }
                last = to;
            }
        }
    }
}
