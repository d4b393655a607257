//! Where on a page the text of its article stands.
//!
//! Every line is weighed: running text for it, links against it. The block
//! whose lines weigh most holds the article. Blocks that name themselves as
//! something else (comments, related headlines, menus) are left out first,
//! unless the text itself is in them: a form around the whole page, a theme
//! whose every block is a "widget".

use crate::line::Line;
use khabar_model::{Layout, Roles, Tag};
use rustc_hash::FxHashMap;

/// What a page's blocks come to.
pub struct Content {
    /// By line: it stands in a block that is left out.
    pub out: Vec<bool>,
    /// The block that holds the text.
    pub node: usize,
    /// Words of running text in it.
    pub words: i32,
}

/// Roles of blocks that hold no text of the article.
pub const FOREIGN: Roles = Roles(
    Roles::CLUTTER.0
        | Roles::RELATED.0
        | Roles::COMMENTS.0
        | Roles::TAGS.0
        | Roles::BIOGRAPHY.0
        | Roles::HIDDEN.0,
);

/// The content of a page of these lines.
pub fn find(layout: &Layout, lines: &[Line]) -> Content {
    let weights = weights(layout, lines);
    let prose = sums(layout, &weights, |w| w.max(0));
    let foreign = foreign(layout, &prose);
    let mut out = vec![false; lines.len()];
    for (n, node) in layout.nodes.iter().enumerate() {
        if foreign[n] {
            out[node.lines.0 as usize..node.lines.1 as usize].fill(true);
        }
    }
    for (from, to) in replies(layout) {
        out[from..to].fill(true);
    }
    let kept: Vec<i32> = weights
        .iter()
        .zip(&out)
        .map(|(&w, &out)| if out { 0 } else { w })
        .collect();
    let sums = sums(layout, &kept, |w| w);
    let mut best = (0, i32::MIN);
    for (n, node) in layout.nodes.iter().enumerate() {
        if foreign[n] || node.tag == Tag::Title {
            continue;
        }
        let named = node.roles.has(Roles::BODY) && sums[n] > 25;
        let score = if named { sums[n] * 5 / 4 } else { sums[n] };
        // Of two that weigh the same the inner one.
        if score >= best.1 {
            best = (n, score);
        }
    }
    let node = best.0;
    let (from, to) = layout.nodes[node].lines;
    let words = kept[from as usize..to as usize]
        .iter()
        .map(|w| w.max(&0))
        .sum();
    Content { out, node, words }
}

/// The posts of a forum's thread behind the first.
fn replies(layout: &Layout) -> Vec<(usize, usize)> {
    let mut posts: Vec<(usize, usize)> = Vec::new();
    for node in layout.nodes.iter().filter(|n| n.roles.has(Roles::POST)) {
        let (from, to) = (node.lines.0 as usize, node.lines.1 as usize);
        // Outermost first, for they begin first.
        if to > from && posts.last().is_none_or(|p| p.1 <= from) {
            posts.push((from, to));
        }
    }
    posts.drain(..posts.len().min(1));
    posts
}

/// The share of a line's bytes that is in links, in [0,1].
pub fn linked(layout: &Layout, lines: &[Line], k: usize) -> f32 {
    layout.lines[k].linked as f32 / lines[k].span.len().max(1) as f32
}

/// Running text: long, or ended by a stop.
pub fn is_prose(layout: &Layout, lines: &[Line], k: usize) -> bool {
    let l = &lines[k];
    let flows = l.words >= 14 || (l.stopped || l.inner_stop) && l.words >= 6;
    flows && layout.lines[k].heading == 0 && linked(layout, lines, k) < 0.4
}

fn weights(layout: &Layout, lines: &[Line]) -> Vec<i32> {
    let weight = |k: usize| -> i32 {
        let l = &lines[k];
        let words = l.words.min(200) as i32;
        if layout.nodes[layout.lines[k].node as usize].tag == Tag::Title {
            0
        } else if is_prose(layout, lines, k) {
            if is_teaser(layout, lines, k) {
                -words
            } else {
                words
            }
        } else if layout.lines[k].heading > 0 {
            0
        } else if linked(layout, lines, k) >= 0.4 {
            -words.min(14)
        } else {
            // Short lines of a conversation must not outweigh its long ones.
            -1
        }
    };
    (0..lines.len()).map(weight).collect()
}

/// A line or two of text under another article's linked headline.
fn is_teaser(layout: &Layout, lines: &[Line], k: usize) -> bool {
    if lines[k].words > 60 {
        return false;
    }
    let Some(above) = k.checked_sub(1) else {
        return false;
    };
    let headed = linked(layout, lines, above) > 0.8 && lines[above].words >= 4;
    // More text in the same block: the article goes on.
    let more = lines.get(k + 1).is_some() && is_prose(layout, lines, k + 1) && {
        let (a, b) = (layout.lines[k].node, layout.lines[k + 1].node);
        a == b || layout.nodes[a as usize].parent == layout.nodes[b as usize].parent
    };
    headed && !more
}

/// For every block, the sum over its lines.
fn sums(layout: &Layout, weights: &[i32], of: impl Fn(i32) -> i32) -> Vec<i32> {
    let mut upto = Vec::with_capacity(weights.len() + 1);
    upto.push(0);
    for w in weights {
        upto.push(upto[upto.len() - 1] + of(*w));
    }
    let sum = |n: &khabar_model::Node| upto[n.lines.1 as usize] - upto[n.lines.0 as usize];
    layout.nodes.iter().map(sum).collect()
}

/// Which blocks are left out by what they are named.
fn foreign(layout: &Layout, prose: &[i32]) -> Vec<bool> {
    let nodes = &layout.nodes;
    let all = prose[0];
    let named = |n: usize| {
        let node = &nodes[n];
        let own = matches!(node.tag, Tag::Nav | Tag::Footer | Tag::Aside);
        own || node.roles.has(FOREIGN)
    };
    // Text in a block that is named for it, and stands in none of comments.
    let comments = |mut n: usize| loop {
        if nodes[n].roles.has(Roles::COMMENTS) {
            return true;
        }
        if n == 0 {
            return false;
        }
        n = nodes[n].parent as usize;
    };
    let body: Vec<usize> = (0..nodes.len())
        .filter(|&n| nodes[n].roles.has(Roles::BODY) && prose[n] >= 25 && !named(n))
        .filter(|&n| !comments(n))
        .collect();
    // The entries of a feed may each be named as something else.
    let mut alike: FxHashMap<(u32, Tag), i32> = FxHashMap::default();
    for n in (1..nodes.len()).filter(|&n| named(n)) {
        *alike.entry((nodes[n].parent, nodes[n].tag)).or_default() += prose[n];
    }
    let mut out = vec![false; nodes.len()];
    for n in 0..nodes.len() {
        if n > 0 && out[nodes[n].parent as usize] {
            out[n] = true;
            continue;
        }
        if !named(n) {
            continue;
        }
        let (from, to) = nodes[n].lines;
        let holds_body = body
            .iter()
            .any(|&b| nodes[b].lines.0 >= from && nodes[b].lines.1 <= to && b > n);
        let holds_most = if nodes[n].roles.has(Roles::HIDDEN) {
            false
        } else if nodes[n].roles.has(Roles::COMMENTS) {
            all - prose[n] < 40
        } else {
            let group = alike.get(&(nodes[n].parent, nodes[n].tag)).copied();
            body.is_empty() && group.unwrap_or(prose[n]) * 10 > all * 6
        };
        out[n] = !(holds_body || holds_most);
    }
    out
}
