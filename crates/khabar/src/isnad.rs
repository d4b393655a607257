//! The ways of a statement as a tree (isnād): from the speaker through channels
//! and agencies to the outlets, those first told standing first.

use crate::lang::Lang;
use crate::screen::{BOLD, DIM, Line, Screen};
use crate::text::clean;
use crate::{day, show, words};
use khabar_record::{ChainLink, Copy, Source, Trace};

/// Where a node leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum To {
    Who(String),
    Statement(i64),
}

/// A speaker, a link or an outlet.
#[derive(Debug, PartialEq)]
pub struct Node {
    pub label: String,
    pub sub: String,
    /// `speaker`, `link` or `outlet`.
    pub kind: &'static str,
    pub to: Option<To>,
    pub children: Vec<Node>,
}

/// Ways that begin alike are one as far as they are.
pub fn isnad(lang: Lang, trace: &Trace) -> Node {
    let s = &trace.statement;
    let speaker = show::speaker(lang, s);
    let role = s.speaker.as_ref().and_then(|a| a.role.as_deref());
    let mut root = Node {
        label: speaker.clone(),
        sub: role.map_or(String::new(), clean),
        kind: "speaker",
        to: s.speaker.as_ref().map(|a| To::Who(a.name.clone())),
        children: Vec::new(),
    };
    let mut grow = |chain: &[ChainLink], source: &Source, id, how: String| {
        let mut at = &mut root;
        for link in chain {
            let label = words::link(lang, &link.kind);
            let sub = show::issuer(link).filter(|by| *by != speaker);
            let sub = sub.unwrap_or_default();
            let like = |n: &Node| n.kind == "link" && n.label == label && n.sub == sub;
            let k = at.children.iter().position(like).unwrap_or_else(|| {
                at.children.push(Node {
                    label,
                    sub,
                    kind: "link",
                    to: None,
                    children: Vec::new(),
                });
                at.children.len() - 1
            });
            at = &mut at.children[k];
        }
        let day = source.day.as_deref().map(|d| day::words(lang, d));
        let parts = day.into_iter().chain(Some(how).filter(|h| !h.is_empty()));
        at.children.push(Node {
            label: show::outlet(source),
            sub: parts.collect::<Vec<_>>().join(" · "),
            kind: "outlet",
            to: Some(To::Statement(id)),
            children: Vec::new(),
        });
    };
    grow(&s.chain, &s.source, s.id, String::new());
    for c in &s.copies {
        grow(&c.chain, &c.source, c.statement, how(lang, c));
    }
    root
}

/// How much of the first wording a copy shares; nothing where it is the same.
fn how(lang: Lang, c: &Copy) -> String {
    match c.same {
        true => String::new(),
        false => format!("{} {:.0}%", lang.of("shares", "يشترك في"), c.share * 100.0),
    }
}

/// The tree with a line a node.
pub fn terminal(screen: &mut Screen, indent: usize, root: &Node) {
    screen.line(indent, line("", root));
    branches(screen, indent, root, "");
}

fn branches(screen: &mut Screen, indent: usize, node: &Node, before: &str) {
    for (k, child) in node.children.iter().enumerate() {
        let last = k + 1 == node.children.len();
        // Drawn from the side where lines begin.
        let (corner, through) = match screen.lang {
            Lang::En => (
                if last { "└─ " } else { "├─ " },
                if last { "   " } else { "│  " },
            ),
            Lang::Ar => (
                if last { "┘─ " } else { "┤─ " },
                if last { "   " } else { "│  " },
            ),
        };
        screen.line(indent, line(&format!("{before}{corner}"), child));
        branches(screen, indent, child, &format!("{before}{through}"));
    }
}

fn line(before: &str, node: &Node) -> Line {
    let mut line = Line::new().styled(before, DIM);
    if let (Some(To::Statement(id)), "outlet") = (&node.to, node.kind) {
        line = line.styled(format!("[{id}] "), DIM);
    }
    line = match node.kind {
        "link" => line.own(&node.label),
        _ => line.foreign_styled(&node.label, BOLD),
    };
    if !node.sub.is_empty() {
        line = line.own(" · ").foreign(&node.sub);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::example;

    #[test]
    fn ways_that_begin_alike_are_one() {
        let copy = |id, chain, share: f32| Copy {
            statement: id,
            source: example::source(id, "الرافد نيوز", "2026-01-02", "خبر"),
            speaker: None,
            chain,
            content: Vec::new(),
            share,
            same: share == 1.0,
        };
        let agency = || vec![example::link("agency", None, "واس")];
        let source = example::source(1, "الأفق", "2026-01-01", "خبر");
        let by = example::actor(1, "person", "ناظم الرحماني", None);
        let mut statement = example::said(1, source, Some(by), "state", "direct", "كلام");
        statement.chain = agency();
        statement.copies = vec![copy(2, agency(), 0.87), copy(3, Vec::new(), 1.0)];
        let tree = isnad(
            Lang::En,
            &Trace {
                statement,
                outlets: Vec::new(),
                first: None,
                last: None,
            },
        );
        assert_eq!((tree.kind, tree.children.len()), ("speaker", 2));
        assert_eq!(tree.children[0].children.len(), 2, "under one agency");
        let mut screen = Screen::new(Lang::En, false, None);
        terminal(&mut screen, 0, &tree);
        let text = anstream::adapter::strip_str(screen.as_str()).to_string();
        let begins: Vec<String> = text
            .lines()
            .map(|l| l.chars().take_while(|c| !c.is_alphabetic()).collect())
            .collect();
        assert_eq!(begins, ["", "├─ ", "│  ├─ [1] ", "│  └─ [2] ", "└─ [3] "]);
        assert!(text.contains("shares 87%"), "{text}");
    }
}
