//! The ways of a statement as a picture (see [`crate::isnad`]).

use crate::isnad::{Node, To, isnad};
use crate::lang::Lang;
use crate::text::shorten;
use khabar_record::Trace;

const COLUMN: usize = 190;
const ROW: usize = 58;
const BOX: (usize, usize) = (160, 44);
/// Letters that fit into a box.
const LETTERS: usize = 22;

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
    /// `href` gives the address of what a box leads to.
    pub fn new(lang: Lang, trace: &Trace, href: &dyn Fn(&To) -> Option<String>) -> Tree {
        draw(&isnad(lang, trace), lang.dir() == "rtl", href)
    }
}

fn depth(n: &Node) -> usize {
    1 + n.children.iter().map(depth).max().unwrap_or(0)
}

fn draw(root: &Node, rtl: bool, href: &dyn Fn(&To) -> Option<String>) -> Tree {
    let columns = depth(root);
    let mut tree = Tree {
        width: columns * COLUMN - (COLUMN - BOX.0),
        height: 0,
        places: Vec::new(),
        lines: Vec::new(),
    };
    let mut row = 0;
    lay(&mut tree, root, 0, &mut row, rtl, href);
    tree.height = row * ROW - (ROW - BOX.1);
    tree
}

/// Lays out a node and what hangs on it; gives the height of its middle.
fn lay(
    tree: &mut Tree,
    node: &Node,
    column: usize,
    row: &mut usize,
    rtl: bool,
    href: &dyn Fn(&To) -> Option<String>,
) -> usize {
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
        href: node.to.as_ref().and_then(href),
    });
    let middles: Vec<usize> = node
        .children
        .iter()
        .map(|n| lay(tree, n, column + 1, row, rtl, href))
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

/// A picture that stands alone, as a file.
#[derive(askama::Template)]
#[template(path = "isnad.svg", escape = "html")]
pub struct Svg {
    pub lang: &'static str,
    pub tree: Tree,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(label: &str, children: Vec<Node>) -> Node {
        Node {
            label: label.to_owned(),
            sub: String::new(),
            kind: "link",
            to: None,
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
            let tree = draw(&root, rtl, &|_| None);
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
