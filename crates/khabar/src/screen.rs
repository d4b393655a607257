//! Lines for a person, on a terminal or in a file.
//!
//! On a terminal, words of pages stand isolated from the line around them, so
//! that Arabic in an English line (and dates and addresses in an Arabic one)
//! keep their order. In files and pipes nothing is added to the text.

use crate::lang::Lang;
use crate::text::{clean, has_rtl, is_mostly_rtl};
use anstyle::{AnsiColor, Style};
use std::io::{IsTerminal, Write};
use unicode_width::UnicodeWidthStr;

const FSI: char = '\u{2068}';
const RLI: char = '\u{2067}';
const LRI: char = '\u{2066}';
const PDI: char = '\u{2069}';

pub const BOLD: Style = Style::new().bold();
pub const DIM: Style = Style::new().dimmed();
pub const LABEL: Style = AnsiColor::Cyan.on_default();

const PLAIN: Style = Style::new();

/// A stretch of a line: words of ours, or of a page.
struct Part {
    text: String,
    style: Style,
    foreign: bool,
}

/// A line in the making.
#[derive(Default)]
pub struct Line(Vec<Part>);

impl Line {
    pub fn new() -> Self {
        Line::default()
    }

    /// Words of ours.
    pub fn own(self, text: impl Into<String>) -> Self {
        self.styled(text, PLAIN)
    }

    pub fn styled(mut self, text: impl Into<String>, style: Style) -> Self {
        self.0.push(Part {
            text: text.into(),
            style,
            foreign: false,
        });
        self
    }

    /// Words of a page, or anything else that we did not write.
    pub fn foreign(self, text: &str) -> Self {
        self.foreign_styled(text, PLAIN)
    }

    pub fn foreign_styled(mut self, text: &str, style: Style) -> Self {
        self.0.push(Part {
            text: clean(text),
            style,
            foreign: true,
        });
        self
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the parts of another line.
    pub fn then(mut self, other: Line) -> Self {
        self.0.extend(other.0);
        self
    }

    fn write(&self, lang: Lang, isolate: bool, out: &mut String) {
        let rtl = isolate && lang == Lang::Ar;
        if rtl {
            out.push(RLI);
        }
        for part in &self.0 {
            // In a line that runs from right to left dates and addresses need
            // it too.
            let alone = isolate && part.foreign && (rtl || has_rtl(&part.text));
            let text = match alone {
                true => format!("{FSI}{}{PDI}", part.text),
                false => part.text.clone(),
            };
            out.push_str(&format!("{}{text}{:#}", part.style, part.style));
        }
        if rtl {
            out.push(PDI);
        }
    }
}

/// What is shown, line by line, until it is printed.
pub struct Screen {
    pub lang: Lang,
    isolate: bool,
    /// Where running text is broken.
    width: Option<usize>,
    out: String,
}

impl Screen {
    /// For standard output, whatever that is.
    pub fn stdout(lang: Lang) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let columns = || terminal_size::terminal_size().map_or(80, |(w, _)| usize::from(w.0));
        Screen::new(lang, terminal, terminal.then(|| columns().clamp(40, 100)))
    }

    pub fn new(lang: Lang, isolate: bool, width: Option<usize>) -> Self {
        Screen {
            lang,
            isolate,
            width,
            out: String::new(),
        }
    }

    pub fn line(&mut self, indent: usize, line: Line) {
        self.indent(indent);
        line.write(self.lang, self.isolate, &mut self.out);
        self.out.push('\n');
    }

    pub fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A heading of ours.
    pub fn heading(&mut self, text: &str) {
        self.blank();
        self.line(0, Line::new().styled(text, BOLD));
    }

    /// Running text of a page, broken to the width of the terminal. Every line
    /// keeps the direction of the whole.
    pub fn paragraph(&mut self, indent: usize, text: &str) {
        let text = clean(text);
        let open = if is_mostly_rtl(&text) { RLI } else { LRI };
        for line in wrap(&text, self.width.map(|w| w.saturating_sub(indent))) {
            self.indent(indent);
            match self.isolate {
                true => self.out.push_str(&format!("{open}{line}{PDI}\n")),
                false => self.out.push_str(&format!("{line}\n")),
            }
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    #[cfg(test)]
    pub fn as_str(&self) -> &str {
        &self.out
    }

    /// Prints to standard output, with colour where it is wanted.
    pub fn print(self) -> std::io::Result<()> {
        let mut out = anstream::stdout().lock();
        out.write_all(self.out.as_bytes())?;
        out.flush()
    }
}

fn wrap(text: &str, width: Option<usize>) -> Vec<String> {
    let Some(width) = width else {
        return vec![text.to_owned()];
    };
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ') {
        let w = word.width();
        match lines.last_mut() {
            Some(line) if used + 1 + w <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + w;
            }
            _ => {
                lines.push(word.to_owned());
                used = w;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(s: &str) -> String {
        anstream::adapter::strip_str(s).to_string()
    }

    fn shown(lang: Lang, isolate: bool, line: Line) -> String {
        let mut screen = Screen::new(lang, isolate, None);
        screen.line(2, line);
        bare(screen.as_str())
    }

    fn example() -> Line {
        Line::new()
            .foreign("2025-09-24")
            .own(" · ")
            .foreign("جون كيري")
            .own(" · ")
            .foreign("BBC")
    }

    #[test]
    fn nothing_is_added_in_a_pipe() {
        for lang in [Lang::En, Lang::Ar] {
            assert_eq!(
                shown(lang, false, example()),
                "  2025-09-24 · جون كيري · BBC\n"
            );
        }
    }

    #[test]
    fn arabic_stands_isolated_in_an_english_line() {
        let line = shown(Lang::En, true, example());
        assert_eq!(line, "  2025-09-24 · \u{2068}جون كيري\u{2069} · BBC\n");
    }

    #[test]
    fn an_arabic_line_runs_from_right_to_left() {
        let line = shown(Lang::Ar, true, example());
        let all = "  \u{2067}\u{2068}2025-09-24\u{2069} · \u{2068}جون كيري\u{2069} · \u{2068}BBC\u{2069}\u{2069}\n";
        assert_eq!(line, all);
    }

    #[test]
    fn pages_cannot_steer_the_terminal() {
        let evil = "\u{1b}]0;x\u{7}ق\u{202e}\u{2069}\u{9b}31m\nnew line";
        for lang in [Lang::En, Lang::Ar] {
            for isolate in [false, true] {
                let mut screen = Screen::new(lang, isolate, Some(40));
                screen.line(
                    0,
                    Line::new()
                        .own("by ")
                        .foreign(evil)
                        .foreign_styled(evil, BOLD),
                );
                screen.paragraph(4, evil);
                let out = bare(screen.as_str());
                assert_eq!(out.lines().count(), 2, "{out:?}");
                assert!(!out.chars().any(|c| c.is_control() && c != '\n'), "{out:?}");
                assert!(!out.contains('\u{202e}'));
                // Every isolate that is opened is closed in its line.
                for line in out.lines() {
                    let opened = line.matches([FSI, RLI, LRI]).count();
                    assert_eq!(opened, line.matches(PDI).count(), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn running_text_is_broken_and_keeps_its_direction() {
        let mut screen = Screen::new(Lang::En, true, Some(24));
        screen.paragraph(
            4,
            "قال الوزير في واشنطن أمس John Kerry said no such thing إن الأمر انتهى قال",
        );
        for line in screen.as_str().lines() {
            let words = line.trim_start();
            assert!(words.starts_with(RLI) && words.ends_with(PDI), "{line:?}");
            assert!(words.width() <= 20, "{line:?}");
        }
        assert!(screen.as_str().lines().count() > 3);
    }
}
