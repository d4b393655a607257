//! Where the articles of a page begin and end.

use super::Page;
use super::what::What;
use crate::html::content::linked;
use crate::html::headline;
use khabar_model::{ArticleKind, Roles, Tag};

impl Page<'_> {
    /// Headings behind the first text that begin further articles: of the rank
    /// of the first article's headline or named as headlines, over text of
    /// their own. Entries of a live blog are many and short, and one article.
    pub(super) fn starts(&self, first: usize, head: Option<headline::Found>) -> Vec<usize> {
        let rank = head.map_or(0, |h| self.layout.lines[h.line].heading);
        let article = |k: usize| {
            let mut n = self.layout.lines[k].node as usize;
            while n > 0 && self.layout.nodes[n].tag != Tag::Article {
                n = self.layout.nodes[n].parent as usize;
            }
            n
        };
        let home = article(first);
        let mut seen = Vec::new();
        let mut starts = Vec::new();
        for k in first + 1..self.to {
            if self.what(k) != What::Heading || self.lines[k].words < 3 {
                continue;
            }
            let level = self.layout.lines[k].heading;
            let own = article(k);
            let apart = own != home && own > 0 && !seen.contains(&own);
            let same =
                rank > 0 && level <= rank || self.roles(k).has(Roles::HEADLINE) || self.dated(k);
            if same || apart {
                seen.push(own);
                starts.push(k);
            }
        }
        let prose = |from: usize, to: usize| -> usize {
            (from..to)
                .filter(|&j| self.is_text(j))
                .map(|j| self.lines[j].words)
                .sum()
        };
        let long: Vec<usize> = (0..starts.len())
            .map(|i| prose(starts[i], starts.get(i + 1).copied().unwrap_or(self.to)))
            .collect();
        let live = self
            .layout
            .declared
            .types
            .iter()
            .any(|t| t.contains("LiveBlog"));
        let short = long.iter().filter(|&&w| w < 45).count();
        if live || short * 2 > long.len() {
            return Vec::new();
        }
        let mut long = long.into_iter();
        starts.retain(|_| long.next().is_some_and(|w| w >= 45));
        starts
    }

    /// A heading in a block apart, with a whole date under it.
    fn dated(&self, k: usize) -> bool {
        let until = (k + 4).min(self.to);
        self.heads(k) && (k + 1..until).any(|j| self.lines[j].date.is_some())
    }

    /// The line by which a third of the running text has come.
    pub(super) fn half(&self, first: usize) -> usize {
        let mut left = self.prose_left(first, self.to) / 3;
        for k in first..self.to {
            let words = if self.is_text(k) {
                self.lines[k].words
            } else {
                0
            };
            if words > left {
                return k;
            }
            left -= words;
        }
        first
    }

    /// Articles behind the block that holds the first: under a heading of their
    /// own that is no link, in a block that calls itself an article or with a
    /// text that takes the heading up.
    pub(super) fn further(&mut self, from: usize) {
        let mut k = from;
        while k < self.lines.len() {
            let head = k;
            k += 1;
            if matches!(self.what(head), What::Comments | What::Pointer) {
                k = self.own_block(head).max(k);
                continue;
            }
            if !self.heads(head) {
                continue;
            }
            // It ends with its block, or before what is no text of its own.
            let block = self.section(head, self.from).1;
            let over = |j: &usize| {
                let what = self.what(*j);
                let foreign = matches!(what, What::Pointer | What::Comments | What::End);
                self.heads(*j) || foreign || what == What::Out && *j >= block
            };
            let end = (head + 1..self.lines.len()).find(over);
            let end = end.unwrap_or(self.lines.len());
            let texts: Vec<usize> = (head + 1..end).filter(|&j| self.is_text(j)).collect();
            let words: usize = texts.iter().map(|&j| self.lines[j].words).sum();
            let Some(&first) = texts.first().filter(|_| words >= 45) else {
                continue;
            };
            if self.within_article(head)
                || headline::taken_up(self.text, self.lines, head, first) >= 2
            {
                self.article(ArticleKind::Related, head, end, None);
                k = end;
            }
        }
    }

    /// A heading, or a line printed as one, that leads nowhere.
    fn heads(&self, k: usize) -> bool {
        let (l, at) = (&self.lines[k], &self.layout.lines[k]);
        let printed = (at.bold.max(at.large)) as usize * 3 > l.span.len() * 2;
        let plain = !self.content.out[k] && l.phrase.is_none() && !l.full_stop;
        plain
            && (3..=25).contains(&l.words)
            && (at.heading > 0 || printed)
            && linked(self.layout, self.lines, k) < 0.3
    }

    fn within_article(&self, k: usize) -> bool {
        let mut n = self.layout.lines[k].node as usize;
        while n > 0 && self.layout.nodes[n].tag != Tag::Article {
            n = self.layout.nodes[n].parent as usize;
        }
        n > 0
    }
}
