//! The ways of a statement as a tree: from the speaker through channels and
//! agencies to the outlets, those first told standing first.

use super::ui::Ui;
use crate::text::{clean, shorten};
use khabar_record::{ChainLink, Source, Trace};

const COLUMN: usize = 190;
const ROW: usize = 58;
const BOX: (usize, usize) = (160, 44);
/// Letters that fit into a box.
const LETTERS: usize = 22;

#[derive(Debug)]
struct Node {
    label: String,
    sub: String,
    kind: &'static str,
    href: Option<String>,
    children: Vec<Node>,
}

/// A box of the picture.
#[derive(Debug)]
pub struct Place {
    pub x: usize,
    pub y: usize,
    pub label: String,
    pub sub: String,
    /// In full, for a tooltip and for those who do not see the picture.
    pub title: String,
    pub kind: &'static str,
    pub href: Option<String>,
}

/// Boxes, and the lines between them as SVG paths.
#[derive(Debug)]
pub struct Tree {
    pub width: usize,
    pub height: usize,
    pub places: Vec<Place>,
    pub lines: Vec<String>,
}

impl Place {
    pub fn width(&self) -> usize {
        BOX.0
    }

    pub fn height(&self) -> usize {
        BOX.1
    }

    pub fn middle(&self) -> usize {
        self.x + BOX.0 / 2
    }

    pub fn first(&self) -> usize {
        self.y + if self.sub.is_empty() { 27 } else { 19 }
    }

    pub fn second(&self) -> usize {
        self.y + 35
    }
}

impl Tree {
    pub fn new(ui: &Ui, trace: &Trace) -> Tree {
        let s = &trace.statement;
        let speaker = ui.speaker(s);
        let mut root = Node {
            label: speaker.clone(),
            sub: s
                .speaker
                .as_ref()
                .and_then(|a| a.role.as_deref())
                .map_or(String::new(), clean),
            kind: "speaker",
            href: s.speaker.as_ref().map(|a| ui.who(&a.name)),
            children: Vec::new(),
        };
        grow(ui, &mut root, &speaker, &s.chain, &s.source, s.id);
        for c in &s.copies {
            grow(ui, &mut root, &speaker, &c.chain, &c.source, c.statement);
        }
        draw(&root, ui.lang.dir() == "rtl")
    }
}

/// Adds one way to the tree, along what it shares with those before it.
fn grow(ui: &Ui, root: &mut Node, speaker: &str, chain: &[ChainLink], source: &Source, id: i64) {
    let mut at = root;
    for link in chain {
        let label = ui.link(&link.kind);
        let sub = ui.by(link, speaker).unwrap_or_default();
        let known = at
            .children
            .iter()
            .position(|n| n.kind == "link" && n.label == label && n.sub == sub);
        let k = known.unwrap_or_else(|| {
            at.children.push(Node {
                label,
                sub,
                kind: "link",
                href: None,
                children: Vec::new(),
            });
            at.children.len() - 1
        });
        at = &mut at.children[k];
    }
    at.children.push(Node {
        label: ui.outlet(source),
        sub: source.day.as_deref().map_or(String::new(), |d| ui.day(d)),
        kind: "outlet",
        href: Some(ui.statement(&id)),
        children: Vec::new(),
    });
}

fn depth(n: &Node) -> usize {
    1 + n.children.iter().map(depth).max().unwrap_or(0)
}

fn draw(root: &Node, rtl: bool) -> Tree {
    let columns = depth(root);
    let mut tree = Tree {
        width: columns * COLUMN - (COLUMN - BOX.0),
        height: 0,
        places: Vec::new(),
        lines: Vec::new(),
    };
    let mut row = 0;
    lay(&mut tree, root, 0, &mut row, rtl);
    tree.height = row * ROW - (ROW - BOX.1);
    tree
}

/// Lays out a node and what hangs on it; gives the height of its middle.
fn lay(tree: &mut Tree, node: &Node, column: usize, row: &mut usize, rtl: bool) -> usize {
    let left = column * COLUMN;
    let x = if rtl { tree.width - left - BOX.0 } else { left };
    let at = tree.places.len();
    tree.places.push(Place {
        x,
        y: 0,
        label: shorten(&node.label, LETTERS),
        sub: shorten(&node.sub, LETTERS + 4),
        title: match node.sub.is_empty() {
            true => node.label.clone(),
            false => format!("{} · {}", node.label, node.sub),
        },
        kind: node.kind,
        href: node.href.clone(),
    });
    let middles: Vec<usize> = node
        .children
        .iter()
        .map(|n| lay(tree, n, column + 1, row, rtl))
        .collect();
    let middle = match (middles.first(), middles.last()) {
        (Some(first), Some(last)) => (first + last) / 2,
        _ => {
            *row += 1;
            (*row - 1) * ROW + BOX.1 / 2
        }
    };
    tree.places[at].y = middle - BOX.1 / 2;
    let gap = COLUMN - BOX.0;
    for m in middles {
        let (from, to) = if rtl {
            (x, x - gap)
        } else {
            (x + BOX.0, x + COLUMN)
        };
        let half = (from + to) / 2;
        tree.lines.push(format!(
            "M{from} {middle}C{half} {middle} {half} {m} {to} {m}"
        ));
    }
    middle
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(label: &str, children: Vec<Node>) -> Node {
        Node {
            label: label.to_owned(),
            sub: String::new(),
            kind: "link",
            href: None,
            children,
        }
    }

    #[test]
    fn boxes_lie_in_the_picture_and_apart() {
        let root = node(
            "أ",
            vec![
                node("ب", vec![node("ت", vec![]), node("ث", vec![])]),
                node("ج", vec![]),
            ],
        );
        for rtl in [true, false] {
            let tree = draw(&root, rtl);
            assert_eq!((tree.places.len(), tree.lines.len()), (5, 4));
            for (k, a) in tree.places.iter().enumerate() {
                assert!(a.x + BOX.0 <= tree.width && a.y + BOX.1 <= tree.height);
                for b in &tree.places[k + 1..] {
                    assert!(a.x != b.x || a.y.abs_diff(b.y) >= BOX.1, "{a:?} {b:?}");
                }
            }
            assert_eq!(tree.places[0].x == 0, !rtl);
        }
    }
}
