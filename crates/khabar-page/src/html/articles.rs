//! Which line of an HTML page belongs to which article.

use super::content::{Content, is_prose, linked};
use super::headline;
use crate::line::{Byline, Line};
use crate::phrases::PhraseClass;
use khabar_model::{Article, ArticleKind, Block, BlockKind, Layout, LineLabel, Roles, Span, Tag};
use khabar_text::Text;

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

/// What a line is by its own markup and words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum What {
    /// Not the article's.
    Out,
    /// Nor is this, and the text is over.
    End,
    /// What follows may be other articles' headlines.
    Pointer,
    /// Readers' comments follow.
    Comments,
    Caption,
    Meta,
    Heading,
    Text,
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

    /// A heading in a block apart, with a whole date under it.
    fn dated(&self, k: usize) -> bool {
        let until = (k + 4).min(self.to);
        self.heads(k) && (k + 1..until).any(|j| self.lines[j].date.is_some())
    }

    /// The line by which a third of the running text has come.
    fn half(&self, first: usize) -> usize {
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
    fn further(&mut self, from: usize) {
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

    fn see(&self, k: usize) -> What {
        let l = &self.lines[k];
        let at = &self.layout.lines[k];
        if l.blank || self.content.out[k] {
            return What::Out;
        }
        let prose = self.prose[k];
        match l.phrase {
            Some(PhraseClass::Related) if l.words < 6 => return What::Pointer,
            Some(PhraseClass::Drop) if l.date.is_some() && l.words <= 14 => return What::Meta,
            Some(PhraseClass::Related | PhraseClass::Drop | PhraseClass::Masthead) => {
                return What::Out;
            }
            Some(PhraseClass::End) => return What::End,
            Some(PhraseClass::Comments) if l.words <= 8 => return What::Comments,
            Some(PhraseClass::Meta) if l.words <= 8 && !l.stopped => return What::Meta,
            _ => {}
        }
        let roles = self.roles(k);
        if roles.has(Roles::CAPTION) || self.within(k, Tag::Caption) {
            return What::Caption;
        }
        let told = Roles(
            Roles::AUTHOR.0
                | Roles::DATE.0
                | Roles::UPDATED.0
                | Roles::SECTION.0
                | Roles::CREDIT.0
                | Roles::KICKER.0,
        );
        if !prose && roles.has(told) && l.words <= 16 {
            return What::Meta;
        }
        let links = linked(self.layout, self.lines, k);
        if links > 0.6 && !(prose && self.within(k, Tag::P)) {
            return What::Out;
        }
        if at.image && !prose && self.is_small(k) && (2..=25).contains(&l.words) {
            return What::Caption;
        }
        if l.words == 0 && self.within(k, Tag::Table) {
            // A figure in a table of the text.
            return What::Text;
        }
        if self.is_stamp(k) {
            let dated = l.date.is_some() || at.time.is_some();
            return if dated { What::Meta } else { What::Out };
        }
        if roles.has(Roles::EMBED) && l.words <= 14 && self.signs(k) {
            return What::Out;
        }
        if at.heading > 0 {
            return What::Heading;
        }
        if l.words == 0 {
            return if l.date.is_some() || at.time.is_some() {
                What::Meta
            } else {
                What::Out
            };
        }
        What::Text
    }

    /// Who posted it, under a quoted post: `— فلان (@name) January 30, 2025`.
    fn signs(&self, k: usize) -> bool {
        let line = self.lines[k].span.of(self.text.original());
        line.starts_with(['—', '–', '-']) || line.starts_with("&mdash;")
    }

    /// Its block holds hardly more than this line: that of a picture.
    fn is_small(&self, k: usize) -> bool {
        let node = &self.layout.nodes[self.layout.lines[k].node as usize];
        let (from, to) = node.lines;
        let apart = !matches!(node.tag, Tag::Heading) && self.layout.lines[k].heading == 0;
        to - from <= 2 && apart && self.layout.lines[k].node as usize != self.content.node
    }

    /// The time of an entry, or of a minute of play: `21:35`, `22 أبريل، 20:55`,
    /// `د 120+2`.
    fn is_stamp(&self, k: usize) -> bool {
        let l = &self.lines[k];
        if l.words > 4 || l.stopped {
            return false;
        }
        let timed = self.layout.lines[k].time.is_some();
        let mut tokens = l.tokens.clone();
        let number = tokens.clone().any(|i| self.text.is_number(i));
        let word = |i: usize| {
            matches!(
                self.text.norm(i),
                "د" | "الدقيقه"
                    | "ص"
                    | "م"
                    | "صباحا"
                    | "مساء"
                    | "الساعه"
                    | "بتوقيت"
                    | "gmt"
                    | "am"
                    | "pm"
            )
        };
        let clock = tokens.clone().any(|i| {
            self.text.is_number(i) && self.text.raw(i + 1) == ":" && self.text.is_number(i + 2)
        });
        timed || number && (clock || tokens.all(|i| !self.text.is_word(i) || word(i)))
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

    /// Headings behind the first text that begin further articles: of the rank
    /// of the first article's headline or named as headlines, over text of
    /// their own. Entries of a live blog are many and short, and one article.
    fn starts(&self, first: usize, head: Option<headline::Found>) -> Vec<usize> {
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
        let block = |(l, label): (&Line, &LineLabel)| {
            let kind = match *label {
                LineLabel::Headline(a) if a == id => BlockKind::Headline,
                LineLabel::Meta(a) if a == id => BlockKind::Meta,
                LineLabel::Body(a) if a == id => BlockKind::Body,
                _ => return None,
            };
            Some(Block { kind, span: l.span })
        };
        article.blocks = self
            .lines
            .iter()
            .zip(&self.labels)
            .filter_map(block)
            .collect();
        self.articles.push(article);
    }

    /// What stands around the headline, before the text.
    fn top(&mut self, a: &mut Article, at: usize, first: usize, head: Option<usize>) {
        let id = a.id;
        let about = Roles(
            Roles::AUTHOR.0
                | Roles::DATE.0
                | Roles::UPDATED.0
                | Roles::SECTION.0
                | Roles::CREDIT.0
                | Roles::KICKER.0,
        );
        // Above the headline: what names itself, and a short line right over it.
        let above = at.saturating_sub(6)..at;
        for k in above.rev() {
            if self.labels[k] != LineLabel::Other
                || self.layout.lines[k].heading > 0 && !self.roles(k).has(about)
            {
                break;
            }
            if self.content.out[k] || self.is_title(k) {
                continue;
            }
            let roles = self.roles_to_root(k);
            let over = k + 1 == at && self.over(a, k, at);
            if over {
                self.labels[k] = LineLabel::Meta(id);
                continue;
            }
            if roles.has(about) && !roles.has(Roles::MASTHEAD) && self.lines[k].words <= 12 {
                self.labels[k] = LineLabel::Meta(id);
                self.name(a, k, roles);
            }
        }
        for k in at..first {
            if Some(k) == head || self.content.out[k] {
                continue;
            }
            let roles = self.roles_to_root(k);
            let l = &self.lines[k];
            match self.what(k) {
                What::Caption => self.caption(a, k),
                What::Meta => {
                    self.labels[k] = LineLabel::Meta(id);
                    self.name(a, k, roles);
                }
                What::Text | What::Heading if self.repeats(k, head) => {}
                What::Text | What::Heading if roles.has(Roles::LEAD) && l.words >= 4 => {
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text | What::Heading
                    if l.date.is_some() && l.words <= 14
                        || l.byline >= Byline::Name
                        || l.outlet =>
                {
                    self.labels[k] = LineLabel::Meta(id);
                }
                What::Text if self.prose[k] => {
                    self.labels[k] = LineLabel::Body(id);
                }
                // Points of a summary.
                What::Text
                    if k >= self.from
                        && self.within(k, Tag::Item)
                        && l.words >= 4
                        && self.layout.lines[k].linked == 0 =>
                {
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text if k >= self.from && l.words >= 2 && head.is_some_and(|h| h < k) => {
                    // A short line in the text's own block: a place, a subhead.
                    let last = (k + 1..=first).find(|&j| self.what(j) != What::Out);
                    let sub =
                        last == Some(first) && l.words >= 3 && self.layout.lines[k].linked == 0;
                    self.labels[k] = if sub {
                        LineLabel::Body(id)
                    } else {
                        LineLabel::Meta(id)
                    };
                }
                _ => {}
            }
        }
    }

    /// The line right over the headline, in one block with it: one or two words
    /// name a section, more are a kicker.
    fn over(&self, a: &mut Article, k: usize, head: usize) -> bool {
        let up = |k: usize| self.layout.nodes[self.layout.lines[k].node as usize].parent;
        let near = up(k) == up(head)
            || up(k) == self.layout.nodes[up(head) as usize].parent
            || self.layout.nodes[up(k) as usize].parent == up(head);
        let (from, to) = self.layout.nodes[up(head) as usize].lines;
        let l = &self.lines[k];
        let small = to - from <= 12 || self.roles_to_root(k).has(Roles::KICKER);
        let told = l.date.is_some() || l.byline >= Byline::Credited || l.words == 0 || l.words > 10;
        let phrase = !matches!(l.phrase, None | Some(PhraseClass::Meta));
        if !near || !small || told || phrase || self.layout.lines[k].heading == 1 {
            return false;
        }
        if l.words <= 2 {
            a.section.get_or_insert(l.span);
        } else {
            a.kicker.get_or_insert(l.span);
        }
        true
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

    fn is_title(&self, k: usize) -> bool {
        self.layout.nodes[self.layout.lines[k].node as usize].tag == Tag::Title
    }

    /// The same words as the headline.
    fn repeats(&self, k: usize, head: Option<usize>) -> bool {
        head.is_some_and(|h| {
            let words = |k: usize| -> Vec<&str> {
                let r = self.lines[k].tokens.clone();
                r.filter(|&i| self.text.is_word(i))
                    .map(|i| self.text.norm(i))
                    .collect()
            };
            words(k) == words(h)
        })
    }

    fn name(&self, a: &mut Article, k: usize, roles: Roles) {
        let span = self.lines[k].span;
        if roles.has(Roles::KICKER) {
            a.kicker.get_or_insert(span);
        } else if roles.has(Roles::SECTION) && self.lines[k].words <= 5 {
            a.section.get_or_insert(span);
        }
    }

    fn caption(&mut self, a: &mut Article, k: usize) {
        if self.lines[k].words >= 2 {
            a.captions.push(self.lines[k].span);
            self.labels[k] = LineLabel::Meta(a.id);
        }
    }

    fn body(&mut self, a: &mut Article, first: usize, end: usize) {
        let id = a.id;
        let mut pointed = false;
        let mut last = first;
        let mut over = first;
        for k in first..end {
            if k < over {
                continue;
            }
            let l = &self.lines[k];
            let prose = self.prose[k];
            match self.what(k) {
                What::End if k > first && self.prose_left(k, end) < 60 => break,
                What::End if k > first => over = self.section(k, first).1,
                What::Comments if k > first => break,
                What::Pointer => {
                    pointed = true;
                    over = self.section(k, first).1;
                }
                What::Caption => self.caption(a, k),
                What::Meta if self.is_stamp(k) => {}
                What::Meta => self.labels[k] = LineLabel::Meta(id),
                // A heading over running text: the article goes on.
                What::Heading if !pointed || k + 1 < end && self.is_text(k + 1) => {
                    pointed = false;
                    self.labels[k] = LineLabel::Body(id);
                }
                What::Text if pointed && !prose => {}
                What::Text => {
                    pointed = false;
                    self.labels[k] = LineLabel::Body(id);
                    let block = self.within(k, Tag::P) && l.words > 3 || self.within(k, Tag::Item);
                    if prose || l.stopped || l.closed || block {
                        last = k;
                    }
                }
                _ => {}
            }
        }
        self.trim(id, last, end);
    }

    /// Short lines without a stop behind the last text are no text; names and
    /// agencies among them sign it.
    fn trim(&mut self, id: u16, last: usize, end: usize) {
        for k in last + 1..end {
            if self.labels[k] == LineLabel::Body(id) {
                let l = &self.lines[k];
                let signs = l.byline >= Byline::Name || l.date.is_some() && l.words <= 10;
                self.labels[k] = if signs {
                    LineLabel::Meta(id)
                } else {
                    LineLabel::Other
                };
            }
        }
        // The last line of the text may be a signature itself.
        let l = &self.lines[last];
        let short = l.words <= 6 && !l.stopped;
        // `ع ح/ ن س`: who wrote and who sent it.
        let initials = l
            .tokens
            .clone()
            .all(|i| !self.text.is_word(i) || self.text.norm(i).len() <= 4);
        if short && initials {
            self.labels[last] = LineLabel::Meta(id);
        }
        if short && (l.byline == Byline::Sure || l.byline == Byline::Name) {
            self.labels[last] = LineLabel::Meta(id);
        }
    }

    fn prose_left(&self, from: usize, to: usize) -> usize {
        (from..to)
            .filter(|&j| self.is_text(j))
            .map(|j| self.lines[j].words)
            .sum()
    }

    /// Credits, dates and keywords that name themselves, behind the text.
    fn tail(&mut self, a: &mut Article, end: usize) {
        let until = (end + 12).min(self.lines.len());
        for k in self.from..until {
            let roles = self.roles_to_root(k);
            let l = &self.lines[k];
            if roles.has(Roles::TAGS) && l.words <= 6 && l.phrase.is_none() {
                a.keywords.push(l.span);
            } else if k >= end && !self.content.out[k] && l.words <= 10 {
                let phrase = l.phrase == Some(PhraseClass::Meta);
                let told =
                    Roles(Roles::CREDIT.0 | Roles::DATE.0 | Roles::UPDATED.0 | Roles::AUTHOR.0);
                if phrase || roles.has(told) {
                    self.labels[k] = LineLabel::Meta(a.id);
                }
            }
        }
    }
}

/// The span of a title without the site's name.
pub fn without_site(title: &str, at: usize) -> Span {
    let marks = [
        " - ", " | ", " – ", " — ", " :: ", "::", " » ", " « ", "|", " • ",
    ];
    let mut pieces = vec![(0, title.len())];
    for mark in marks {
        let mut cut = Vec::new();
        for (from, to) in pieces {
            let mut start = from;
            for (k, m) in title[from..to].match_indices(mark) {
                cut.push((start, from + k));
                start = from + k + m.len();
            }
            cut.push((start, to));
        }
        pieces = cut;
    }
    let longest = pieces
        .into_iter()
        .max_by_key(|&(from, to)| title[from..to].split_whitespace().count());
    let (from, to) = longest.unwrap_or((0, title.len()));
    Span::new(at + from, at + to)
}
