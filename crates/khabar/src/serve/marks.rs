//! A stretch of text cut where marks begin and end, so that marks that lie
//! across each other become a row of pieces, none inside another.

use khabar_record::{ArticleView, Quote};

/// A piece of text with all marks that cover it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    /// Style classes; empty for plain text.
    pub class: String,
    /// A name: whose.
    pub name: Option<String>,
    /// What a date says, or who speaks.
    pub title: Option<String>,
    /// A statement: which.
    pub said: Option<i64>,
    /// Where a link leads to.
    pub anchor: Option<String>,
}

enum What<'a> {
    Name(&'a str, &'a str),
    Date(Option<&'a str>),
    Cue,
    Source,
    Content(i64),
    Event(i64),
    At,
}

struct Mark<'a> {
    start: usize,
    end: usize,
    what: What<'a>,
}

fn mark<'a>(q: &Quote, what: What<'a>) -> Mark<'a> {
    Mark {
        start: q.start,
        end: q.end,
        what,
    }
}

/// `at`: the words that the reader was sent to, in code points of the page.
pub fn pieces(view: &ArticleView, block: &Quote, at: Option<(usize, usize)>) -> Vec<Piece> {
    let mut marks = Vec::new();
    for m in &view.mentions {
        marks.push(mark(&m.words, What::Name(&m.actor.kind, &m.actor.name)));
    }
    for d in &view.dates {
        marks.push(mark(&d.words, What::Date(d.value.as_deref())));
    }
    for s in &view.statements {
        marks.push(mark(&s.cue, What::Cue));
        marks.extend(s.speaker_words.iter().map(|w| mark(w, What::Source)));
        marks.extend(s.content.iter().map(|c| mark(c, What::Content(s.id))));
    }
    for e in &view.events {
        marks.push(mark(&e.words, What::Event(e.id)));
    }
    if let Some((start, end)) = at {
        marks.push(Mark {
            start,
            end,
            what: What::At,
        });
    }
    cut(block, &marks)
}

fn cut(block: &Quote, marks: &[Mark<'_>]) -> Vec<Piece> {
    let chars: Vec<char> = block.exact.chars().collect();
    let (start, end) = (block.start, block.start + chars.len());
    let marks: Vec<&Mark<'_>> = marks
        .iter()
        .filter(|m| m.start < end && start < m.end && m.start < m.end)
        .collect();
    let mut edges = vec![start, end];
    for m in &marks {
        edges.push(m.start.clamp(start, end));
        edges.push(m.end.clamp(start, end));
    }
    edges.sort_unstable();
    edges.dedup();
    let ranges = edges.iter().zip(edges.iter().skip(1));
    ranges
        .map(|(&from, &to)| {
            let text = chars[from - start..to - start].iter().collect();
            let over = marks.iter().filter(|m| m.start <= from && to <= m.end);
            piece(text, from, over.copied())
        })
        .collect()
}

fn piece<'a>(text: String, from: usize, marks: impl Iterator<Item = &'a Mark<'a>>) -> Piece {
    let mut piece = Piece {
        text,
        ..Piece::default()
    };
    let mut classes: Vec<&str> = Vec::new();
    for m in marks {
        let begins = m.start == from;
        match &m.what {
            What::Name(kind, name) => {
                classes.extend(["name", kind]);
                piece.name = Some((*name).to_owned());
            }
            What::Date(value) => {
                classes.push("date");
                piece.title = value.map(str::to_owned);
            }
            What::Cue => classes.push("cue"),
            What::Source => classes.push("source"),
            What::Content(id) => {
                classes.push("content");
                piece.said = Some(*id);
                if begins {
                    piece.anchor = Some(format!("s{id}"));
                }
            }
            What::Event(id) => {
                if begins && piece.anchor.is_none() {
                    piece.anchor = Some(format!("e{id}"));
                }
            }
            What::At => {
                classes.push("at");
                if begins {
                    piece.anchor = Some("at".to_owned());
                }
            }
        }
    }
    classes.dedup();
    piece.class = classes.join(" ");
    piece
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(start: usize, exact: &str) -> Quote {
        Quote {
            start,
            end: start + exact.chars().count(),
            exact: exact.to_owned(),
        }
    }

    #[test]
    fn marks_across_each_other_are_cut_and_nothing_is_lost() {
        let block = quote(10, "قال الوزير إن الوفد وصل");
        let marks = [
            mark(&quote(10, "قال"), What::Cue),
            mark(&quote(14, "الوزير إن"), What::Source),
            mark(&quote(21, "إن الوفد وصل"), What::Content(7)),
            mark(&quote(0, "x"), What::Cue),
        ];
        let pieces = cut(&block, &marks);
        let text: String = pieces.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(text, block.exact);
        let classes: Vec<&str> = pieces.iter().map(|p| p.class.as_str()).collect();
        assert_eq!(classes, ["cue", "", "source", "source content", "content"]);
        assert_eq!(pieces[3].anchor.as_deref(), Some("s7"));
        assert_eq!(pieces[4].anchor, None);
    }
}
