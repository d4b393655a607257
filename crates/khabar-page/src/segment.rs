//! Which line belongs to which article.
//!
//! Running text is found first, by its length and its stops; the headline is
//! looked for above it, across metadata and dropped lines; what follows the
//! text under a heading that the next paragraph takes up is another article.

use crate::guess::{Guess, guesses};
use crate::line::{Byline, Line};
use crate::phrases::PhraseClass;
use khabar_model::{Article, ArticleKind, Block, BlockKind, Line as Labelled, LineLabel, Page};
use khabar_text::Text;

pub fn segment(text: &Text<'_>, lines: &[Line]) -> Page {
    let guesses = guesses(lines);
    let mut cut = Cut {
        text,
        lines,
        guesses,
        labels: vec![LineLabel::Other; lines.len()],
        kinds: Vec::new(),
    };
    for (k, g) in cut.guesses.iter().enumerate() {
        if *g == Guess::Blank {
            cut.labels[k] = LineLabel::Blank;
        }
    }
    cut.articles();
    if cut.kinds.is_empty() {
        cut.headline_only();
    }
    build(lines, cut.labels, &cut.kinds)
}

struct Cut<'a> {
    text: &'a Text<'a>,
    lines: &'a [Line],
    guesses: Vec<Guess>,
    labels: Vec<LineLabel>,
    kinds: Vec<ArticleKind>,
}

impl Cut<'_> {
    fn articles(&mut self) {
        let mut from = 0;
        while let Some(body) = (from..self.lines.len()).find(|&k| self.guesses[k] == Guess::Body) {
            let between = &self.guesses[from..body];
            let related = between.contains(&Guess::Related);
            let over = between.contains(&Guess::End);
            let first = self.kinds.is_empty();
            let head = self.headline(from, body, first);
            let end = self.body_end(body);
            let id = self.kinds.len() as u16 + 1;
            if !first {
                let own = head.is_some_and(|h| self.is_head(h, body, end));
                let listed = (from..body).any(|k| self.is_list(from, k));
                let more = !listed || self.words(body, end) >= 40;
                if !own && !over && !related && more {
                    // Text after dropped lines is more of the same article.
                    self.label_body(body, end, LineLabel::Body(id - 1));
                    from = end;
                    continue;
                }
                if !own && (over || listed || !self.is_report(head, body, end)) {
                    // About the site, a reader's comment.
                    from = end;
                    continue;
                }
            }
            self.kinds.push(match (first, related) {
                (true, _) => ArticleKind::Main,
                (_, true) => ArticleKind::Related,
                _ => ArticleKind::Appended,
            });
            if let Some(h) = head {
                self.labels[h] = LineLabel::Headline(id);
            }
            self.label_meta(from, head.unwrap_or(body), body, id);
            self.label_body(body, end, LineLabel::Body(id));
            self.label_tail(end, id);
            from = end;
        }
    }

    /// A page without text: a headline, and what stands under it.
    fn headline_only(&mut self) {
        let worded = |k: &usize| self.guesses[*k] == Guess::Short && self.lines[*k].words >= 4;
        let short = |k: &usize| self.guesses[*k] == Guess::Short;
        let mut all = 0..self.lines.len();
        if let Some(h) = all.find(worded).or((0..self.lines.len()).find(short)) {
            self.labels[h] = LineLabel::Headline(1);
            self.kinds.push(ArticleKind::Main);
            for k in h + 1..self.lines.len() {
                match self.guesses[k] {
                    Guess::Meta => self.labels[k] = LineLabel::Meta(1),
                    Guess::Blank => {}
                    _ => break,
                }
            }
        }
    }

    /// The headline above the text that begins at `body`.
    fn headline(&self, from: usize, body: usize, first: bool) -> Option<usize> {
        let short: Vec<usize> = (from..body)
            .filter(|&k| self.guesses[k] == Guess::Short)
            .collect();
        let top_line = self.next(0);
        let worded = |k: &&usize| {
            let under = self.next(**k + 1);
            let signed = under.is_some_and(|j| self.guesses[j] == Guess::Meta);
            let l = &self.lines[**k];
            l.words >= 4 || l.words >= 2 && signed && Some(**k) == top_line
        };
        if !first {
            return short.iter().rev().find(worded).copied();
        }
        let top = (from..body).find(|&k| {
            matches!(self.guesses[k], Guess::Short | Guess::Meta) && !self.lines[k].outlet
        });
        // "كيري: تصريحات خامنئي مقلقة" looks like a byline and leads the page.
        let leads = |k: &usize| {
            let l = &self.lines[*k];
            let shape = l.byline == Byline::Shape && l.date.is_none() && l.words >= 3;
            self.guesses[*k] == Guess::Meta && l.phrase.is_none() && shape && !l.opens
        };
        if let Some(k) = top
            .filter(leads)
            .filter(|&top| !short.iter().any(|&k| k > top && self.lines[k].words >= 4))
        {
            return Some(k);
        }
        let mut best: Option<(usize, usize)> = None;
        for &k in short.iter().filter(worded) {
            let mut score = self.taken_up(k, body).min(4);
            score += 4 * usize::from(Some(k) == top);
            score += usize::from(short.last() == Some(&k));
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, k));
            }
        }
        // A page that begins with a short line.
        best.map(|(_, k)| k)
            .or_else(|| short.iter().find(|&&k| self.lines[k].words >= 2).copied())
            .or(short.first().copied())
    }

    /// One past the last line of the article's text.
    fn body_end(&self, body: usize) -> usize {
        let mut end = body + 1;
        let mut k = body + 1;
        while k < self.lines.len() {
            match self.guesses[k] {
                Guess::Body => end = k + 1,
                Guess::End | Guess::Comments => break,
                Guess::Related => match self.after_pointer(end, k) {
                    Some(next) => {
                        k = next;
                        continue;
                    }
                    None => break,
                },
                Guess::Short | Guess::Meta => {
                    let next = self.next(k + 1);
                    let goes_on = next.is_some_and(|j| self.guesses[j] == Guess::Body);
                    if goes_on && self.begins_article(k, next.unwrap_or(k)) {
                        break;
                    }
                    if self.is_list(end, k) {
                        break;
                    }
                }
                Guess::Drop | Guess::Blank | Guess::Item => {}
            }
            k += 1;
        }
        self.with_last_lines(end)
    }

    /// Short lines at the end (a last list item, a short paragraph) stay with
    /// the text they follow directly.
    fn with_last_lines(&self, mut end: usize) -> usize {
        let run: Vec<usize> = (end..self.lines.len())
            .take_while(|&k| matches!(self.guesses[k], Guess::Short | Guess::Blank))
            .filter(|&k| self.guesses[k] == Guess::Short)
            .collect();
        // Verse, or a list that the text announces.
        let words: usize = run.iter().map(|&k| self.lines[k].words).sum();
        let verse = run.len() >= 4 && (3 * run.len()..7 * run.len()).contains(&words);
        let announced = self.lines[end - 1].opens && words < 9 * run.len();
        let more = run
            .last()
            .is_some_and(|&k| !self.guesses[k..].contains(&Guess::Body) && (verse || announced));
        if let Some(&last) = run.last().filter(|_| more) {
            end = last + 1;
        }
        while let Some(k) = self.next(end) {
            let l = &self.lines[k];
            let after = self.next(k + 1);
            let last = after.is_none_or(|j| !matches!(self.guesses[j], Guess::Short | Guess::Body));
            let resumes = last && l.words >= 6 && self.resumes(k);
            let short = self.guesses[k] == Guess::Short;
            if !(short && (l.stopped || resumes)) {
                break;
            }
            end = k + 1;
        }
        end
    }

    /// A paragraph that goes on from another begins with "and".
    fn resumes(&self, k: usize) -> bool {
        let first = self.lines[k].tokens.start;
        self.text.norm(first).starts_with('و') && self.text.norm(first).len() > 8
            || self.lines[k].words >= 14
    }

    /// Where the article goes on behind a pointer to others (`اقرأ أيضا` and a
    /// few headlines) in the middle of it.
    fn after_pointer(&self, end: usize, at: usize) -> Option<usize> {
        let text = (at + 1..self.lines.len()).find(|&j| self.guesses[j] == Guess::Body)?;
        let closed = |r: std::ops::Range<usize>| {
            r.clone()
                .any(|j| matches!(self.guesses[j], Guess::End | Guess::Comments | Guess::Meta))
        };
        let heads: Vec<usize> = (at + 1..text)
            .filter(|&j| self.guesses[j] == Guess::Short)
            .collect();
        let credited = closed(end..text);
        let own = heads.last().is_some_and(|&h| self.begins_article(h, text));
        (heads.len() <= 4 && !credited && !own && self.dateline(text).is_none()).then_some(text)
    }

    /// From line `k` on three headlines or more stand in a row, and nothing in
    /// the text before `end` opens a list.
    fn is_list(&self, end: usize, k: usize) -> bool {
        let opened = self.lines[end - 1].opens;
        let like_headline = |l: &Line| {
            l.words >= 5 && !l.stopped && !l.question && !l.opens && !l.item && l.words <= 18
        };
        let run = (k..self.lines.len())
            .filter(|&j| self.guesses[j] != Guess::Blank)
            .take_while(|&j| self.guesses[j] == Guess::Short && like_headline(&self.lines[j]))
            .count();
        run >= 3 && !opened
    }

    fn next(&self, from: usize) -> Option<usize> {
        (from..self.lines.len()).find(|&j| self.guesses[j] != Guess::Blank)
    }

    /// A headline in the middle of a page: its words come again in the
    /// paragraph under it, which a section heading's seldom do.
    fn begins_article(&self, head: usize, next: usize) -> bool {
        let l = &self.lines[head];
        if self.guesses[head] == Guess::Meta || l.question || l.opens || l.item {
            return false;
        }
        let again = self.taken_up(head, next);
        let dated = self.lines[next]
            .tokens
            .clone()
            .any(|i| matches!(self.text.norm(i), "اليوم" | "امس"));
        let all = self.content_words(head).len();
        l.words >= 6 && again >= 3 && (dated || again * 2 >= all)
    }

    /// How many content words of line `head` come again in line `next`.
    fn taken_up(&self, head: usize, next: usize) -> usize {
        let under = self.content_words(next);
        let head = self.content_words(head);
        head.iter().filter(|w| under.contains(w)).count()
    }

    fn content_words(&self, k: usize) -> Vec<&str> {
        let stem = |w: &'_ str| -> (usize, usize) {
            let bare = w.trim_start_matches(['و', 'ب', 'ل', 'ف']);
            let bare = bare.strip_prefix("ال").unwrap_or(bare);
            let from = w.len() - bare.len();
            (from, from + bare.trim_end_matches(['ي', 'ه']).len())
        };
        self.lines[k]
            .tokens
            .clone()
            .filter(|&i| self.text.is_word(i))
            .map(|i| self.text.norm(i))
            .filter(|w| w.len() > 6)
            .take(60)
            .map(|w| {
                let (from, to) = stem(w);
                &w[from..to]
            })
            .collect()
    }

    /// A later headline with what an article has: a date or byline of its own,
    /// or a text that takes it up.
    fn is_head(&self, head: usize, body: usize, end: usize) -> bool {
        let meta = (head + 1..body).any(|k| {
            let l = &self.lines[k];
            self.guesses[k] == Guess::Meta && (l.date.is_some() || l.byline == Byline::Sure)
        });
        meta || self.begins_article(head, body)
            || self.dateline(body).is_some() && self.words(body, end) >= 20
    }

    /// Text of some length under a headline that stands right above it.
    fn is_report(&self, head: Option<usize>, body: usize, end: usize) -> bool {
        let near = head.is_some_and(|h| {
            (h + 1..body).all(|k| matches!(self.guesses[k], Guess::Blank | Guess::Meta))
        });
        near && self.words(body, end) >= 60
    }

    fn words(&self, body: usize, end: usize) -> usize {
        self.lines[body..end].iter().map(|l| l.words).sum()
    }

    /// The colon of a dateline that leads the text (`بغداد/ الأفق:`).
    fn dateline(&self, k: usize) -> Option<usize> {
        let r = self.lines[k].tokens.clone();
        let colon = r.clone().take(7).find(|&i| self.text.raw(i) == ":")?;
        (r.start..colon)
            .any(|i| matches!(self.text.raw(i), "/" | "-" | "–" | "("))
            .then_some(colon)
    }

    /// Metadata between the headline and the text, and right above the headline.
    fn label_meta(&mut self, from: usize, head: usize, body: usize, id: u16) {
        let headed = self.labels.get(head) == Some(&LineLabel::Headline(id));
        let mut under = headed;
        for k in head + 1..body {
            match self.guesses[k] {
                Guess::Meta => self.labels[k] = LineLabel::Meta(id),
                Guess::Item if headed => self.labels[k] = LineLabel::Headline(id),
                // A second line of the headline right under it.
                Guess::Short if under && self.lines[k].words >= 4 => {
                    self.labels[k] = LineLabel::Headline(id);
                    continue;
                }
                Guess::Short => self.labels[k] = LineLabel::Meta(id),
                _ => {}
            }
            under = false;
        }
        // Above the headline: a section or a printed date, but not a masthead.
        let masthead = (from..head).any(|k| self.lines[k].phrase == Some(PhraseClass::Masthead));
        for k in (from..head).rev() {
            match self.guesses[k] {
                Guess::Blank => {}
                Guess::Meta if !(masthead && self.lines[k].date.is_some()) => {
                    self.labels[k] = LineLabel::Meta(id)
                }
                _ => break,
            }
        }
    }

    /// Credits, source lines and the wire's slug under the text.
    fn label_tail(&mut self, end: usize, id: u16) {
        for k in end..self.guesses.len() {
            match self.guesses[k] {
                Guess::Meta => self.labels[k] = LineLabel::Meta(id),
                Guess::Blank | Guess::Drop | Guess::End => {}
                _ => break,
            }
        }
    }

    fn label_body(&mut self, body: usize, end: usize, label: LineLabel) {
        let mut pointed = false;
        for k in body..end {
            pointed = match self.guesses[k] {
                Guess::Related => true,
                Guess::Body => false,
                _ => pointed,
            };
            let inside = matches!(self.guesses[k], Guess::Body | Guess::Short)
                || (self.guesses[k] == Guess::Meta && k + 1 < end);
            if inside && !pointed {
                self.labels[k] = label;
            }
        }
    }
}

fn build(lines: &[Line], labels: Vec<LineLabel>, kinds: &[ArticleKind]) -> Page {
    let articles = kinds.iter().enumerate().map(|(k, &kind)| {
        let id = k as u16 + 1;
        Article {
            blocks: blocks(lines, &labels, id),
            ..Article::new(id, kind)
        }
    });
    let articles = articles.collect();
    page(lines, labels, articles)
}

/// The blocks of article `id`: the lines that carry its number.
pub fn blocks(lines: &[Line], labels: &[LineLabel], id: u16) -> Vec<Block> {
    let block = |(l, label): (&Line, &LineLabel)| {
        let kind = match *label {
            LineLabel::Headline(a) if a == id => BlockKind::Headline,
            LineLabel::Meta(a) if a == id => BlockKind::Meta,
            LineLabel::Body(a) if a == id => BlockKind::Body,
            _ => return None,
        };
        Some(Block { kind, span: l.span })
    };
    lines.iter().zip(labels).filter_map(block).collect()
}

/// A page of these lines so labelled.
pub fn page(lines: &[Line], labels: Vec<LineLabel>, articles: Vec<Article>) -> Page {
    let labelled = |(l, label): (&Line, LineLabel)| Labelled {
        span: l.span,
        label,
    };
    let lines = lines.iter().zip(labels).map(labelled).collect();
    Page { lines, articles }
}
