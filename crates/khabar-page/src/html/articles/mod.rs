//! Which line of an HTML page belongs to which article.

mod bounds;
mod label;
mod what;

use super::content::{Content, is_prose};
use super::headline;
use crate::line::Line;
use crate::segment;
use khabar_model::{Article, ArticleKind, Layout, LineLabel, Roles, Tag};
use khabar_text::Text;
use what::What;

/// Fewer words of running text than this are no article: the page is read as
/// plain text then.
const FEW: i32 = 20;

/// Labels, and the articles with headline, kicker, section and captions.
pub struct Cut {
    pub labels: Vec<LineLabel>,
    pub articles: Vec<Article>,
}

/// Cuts a page into articles; none where its markup shows no text.
pub fn cut(text: &Text<'_>, layout: &Layout, lines: &[Line], content: Content) -> Option<Cut> {
    if content.words < FEW {
        return None;
    }
    let (from, to) = layout.nodes[content.node].lines;
    let mut page = Page {
        text,
        layout,
        lines,
        content,
        from: from as usize,
        to: to as usize,
        labels: vec![LineLabel::Other; lines.len()],
        articles: Vec::new(),
        prose: (0..lines.len())
            .map(|k| is_prose(layout, lines, k))
            .collect(),
        whats: Vec::new(),
    };
    page.whats = (0..lines.len()).map(|k| page.see(k)).collect();
    page.articles();
    (!page.articles.is_empty()).then_some(Cut {
        labels: page.labels,
        articles: page.articles,
    })
}

struct Page<'a> {
    text: &'a Text<'a>,
    layout: &'a Layout,
    lines: &'a [Line],
    content: Content,
    /// Lines of the block that holds the text.
    from: usize,
    to: usize,
    labels: Vec<LineLabel>,
    articles: Vec<Article>,
    /// By line: it is running text, and what it is.
    prose: Vec<bool>,
    whats: Vec<What>,
}

impl Page<'_> {
    fn articles(&mut self) {
        let Some(first) = (self.from..self.to).find(|&k| self.is_text(k)) else {
            return;
        };
        let until = self.half(first);
        let out = &self.content.out;
        let head = headline::find(self.text, self.layout, self.lines, out, first, until);
        let after = head.map_or(first, |h| h.line.max(first));
        let first = (after..self.to).find(|&k| self.is_text(k)).unwrap_or(first);
        let starts = self.starts(first, head);
        let begin = head.map_or(first, |h| h.line.min(first));
        let mut bounds = vec![begin];
        bounds.extend(&starts);
        for (k, &at) in bounds.iter().enumerate() {
            let end = bounds.get(k + 1).copied().unwrap_or(self.to);
            let kind = if k == 0 {
                ArticleKind::Main
            } else {
                ArticleKind::Related
            };
            self.article(kind, at, end, if k == 0 { head } else { None });
        }
        self.further(self.to);
    }

    /// Labels the lines from `at` to `end` as one article.
    fn article(&mut self, kind: ArticleKind, at: usize, end: usize, head: Option<headline::Found>) {
        let id = self.articles.len() as u16 + 1;
        let mut article = Article::new(id, kind);
        let head_line = head.map_or(Some(at).filter(|_| kind != ArticleKind::Main), |h| {
            Some(h.line)
        });
        if let Some(h) = head_line {
            self.labels[h] = LineLabel::Headline(id);
            article.headline = head.map(|h| h.span).or(Some(self.lines[h].span));
        }
        let Some(first) = (at..end).find(|&k| {
            Some(k) != head_line && (k >= self.from || kind != ArticleKind::Main) && self.is_text(k)
        }) else {
            return;
        };
        self.top(&mut article, at, first, head_line);
        self.body(&mut article, first, end);
        if kind == ArticleKind::Main {
            self.tail(&mut article, end);
        }
        article.blocks = segment::blocks(self.lines, &self.labels, id);
        self.articles.push(article);
    }

    fn roles(&self, k: usize) -> Roles {
        let at = &self.layout.lines[k];
        let mut roles = at.roles;
        let mut n = at.node as usize;
        // Up to the block that holds the text.
        while n > 0 && n != self.content.node {
            roles = roles.with(self.layout.nodes[n].roles);
            n = self.layout.nodes[n].parent as usize;
        }
        roles
    }

    fn roles_to_root(&self, k: usize) -> Roles {
        let mut roles = self.layout.lines[k].roles;
        let mut n = self.layout.lines[k].node as usize;
        while n > 0 {
            // A block around half the page tells nothing of a line.
            let (from, to) = self.layout.nodes[n].lines;
            if to - from <= 8 {
                roles = roles.with(self.layout.nodes[n].roles);
            }
            n = self.layout.nodes[n].parent as usize;
        }
        roles
    }

    fn within(&self, k: usize, tag: Tag) -> bool {
        let mut n = self.layout.lines[k].node as usize;
        while n > 0 && n != self.content.node {
            if self.layout.nodes[n].tag == tag {
                return true;
            }
            n = self.layout.nodes[n].parent as usize;
        }
        false
    }

    fn is_text(&self, k: usize) -> bool {
        self.prose[k] && self.what(k) == What::Text
    }

    fn what(&self, k: usize) -> What {
        self.whats[k]
    }

    fn is_title(&self, k: usize) -> bool {
        self.layout.nodes[self.layout.lines[k].node as usize].tag == Tag::Title
    }

    fn prose_left(&self, from: usize, to: usize) -> usize {
        (from..to)
            .filter(|&j| self.is_text(j))
            .map(|j| self.lines[j].words)
            .sum()
    }

    /// Where the largest block ends that line `k` begins.
    fn own_block(&self, k: usize) -> usize {
        let mut n = self.layout.lines[k].node as usize;
        let mut end = k + 1;
        while n > 0 && self.layout.nodes[n].lines.0 as usize == k {
            end = self.layout.nodes[n].lines.1 as usize;
            n = self.layout.nodes[n].parent as usize;
        }
        end
    }

    /// The largest block around line `k` that does not hold line `first`.
    fn section(&self, k: usize, first: usize) -> (usize, usize) {
        let mut n = self.layout.lines[k].node as usize;
        let mut found = (k, k + 1);
        while n > 0 {
            let (from, to) = self.layout.nodes[n].lines;
            let (from, to) = (from as usize, to as usize);
            if (from..to).contains(&first) {
                break;
            }
            found = (from, to);
            n = self.layout.nodes[n].parent as usize;
        }
        found
    }
}
