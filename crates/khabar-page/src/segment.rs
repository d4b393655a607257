//! Which line belongs to which article.
//!
//! Running text is found first, by its length and its stops; the headline is
//! looked for above it, across metadata and dropped lines; what follows the
//! text under a heading that the next paragraph takes up is another article.

use crate::line::{Line, PhraseClass};
use khabar_model::{Article, ArticleKind, Block, BlockKind, Line as Labelled, LineLabel, Page};
use khabar_text::Text;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Guess {
    Blank,
    Drop,
    /// `اقرأ أيضا` and the like.
    Related,
    /// Readers' comments follow.
    Comments,
    Meta,
    Body,
    /// A short line without a stop: a headline, a section heading or another
    /// article's headline.
    Short,
}

pub fn segment(text: &Text<'_>, lines: &[Line]) -> Page {
    let mut guesses: Vec<Guess> = lines
        .iter()
        .enumerate()
        .map(|(k, l)| guess(lines, k, l))
        .collect();
    drop_comments(&mut guesses);
    let mut labels = vec![LineLabel::Other; lines.len()];
    for (k, g) in guesses.iter().enumerate() {
        if *g == Guess::Blank {
            labels[k] = LineLabel::Blank;
        }
    }
    let mut kinds: Vec<ArticleKind> = Vec::new();
    let mut from = 0;
    let mut related = false;
    while let Some(body) = (from..lines.len()).find(|&k| guesses[k] == Guess::Body) {
        related |= guesses[from..body].contains(&Guess::Related);
        let head = headline(lines, &guesses, from, body, kinds.is_empty());
        let end = body_end(text, lines, &guesses, body);
        let id = kinds.len() as u16 + 1;
        // A paragraph without any heading after the end of an article that
        // was cut off by dropped lines is more of the same article.
        if head.is_none() && !kinds.is_empty() && !related {
            let same = LineLabel::Body(id - 1);
            label_body(&guesses, &mut labels, body, end, same);
            from = end;
            continue;
        }
        kinds.push(match (kinds.is_empty(), related) {
            (true, _) => ArticleKind::Main,
            (_, true) => ArticleKind::Related,
            _ => ArticleKind::Appended,
        });
        let top = head.unwrap_or(body);
        if let Some(h) = head {
            labels[h] = LineLabel::Headline(id);
        }
        label_meta(lines, &guesses, &mut labels, from, top, body, id);
        label_body(&guesses, &mut labels, body, end, LineLabel::Body(id));
        label_tail(&guesses, &mut labels, end, id);
        from = end;
        related = false;
    }
    if kinds.is_empty() {
        // Nothing but a headline.
        if let Some(h) =
            (0..lines.len()).find(|&k| guesses[k] == Guess::Short && lines[k].words >= 4)
        {
            labels[h] = LineLabel::Headline(1);
            kinds.push(ArticleKind::Main);
        }
    }
    build(lines, labels, &kinds)
}

fn guess(lines: &[Line], k: usize, l: &Line) -> Guess {
    if l.blank {
        return Guess::Blank;
    }
    match l.phrase {
        Some(PhraseClass::Related) => return Guess::Related,
        Some(PhraseClass::Comments) => return Guess::Comments,
        Some(PhraseClass::Drop | PhraseClass::Masthead) => return Guess::Drop,
        Some(PhraseClass::Meta) if l.words <= 8 => return Guess::Meta,
        _ => {}
    }
    // The name under `رئيس التحرير`.
    let above = lines[..k].iter().rev().find(|p| !p.blank);
    if l.words <= 4 && above.is_some_and(|p| p.phrase == Some(PhraseClass::Masthead)) {
        return Guess::Drop;
    }
    if l.words == 0 || l.arabic < 0.4 {
        return if l.date.is_some() {
            Guess::Meta
        } else {
            Guess::Drop
        };
    }
    if l.bullet && l.words < 20 {
        return Guess::Drop;
    }
    if l.date.is_some() && l.words <= 8 || l.outlet || l.byline && l.words <= 9 {
        return Guess::Meta;
    }
    // A ticker: many headlines in one line, under a line that says so.
    let under_drop = above.is_some_and(|p| p.phrase == Some(PhraseClass::Drop));
    if under_drop
        && !l.stopped
        && l.words >= 12
        && lines[..k].iter().filter(|p| !p.blank).count() <= 3
    {
        return Guess::Drop;
    }
    if l.words >= 19 || (l.stopped && l.words >= 7) || (l.closed && l.words >= 14) {
        return Guess::Body;
    }
    Guess::Short
}

/// What stands under "comments" is dropped, up to a list of related articles.
fn drop_comments(guesses: &mut [Guess]) {
    let mut inside = false;
    for g in guesses.iter_mut() {
        inside = (inside || *g == Guess::Comments) && *g != Guess::Related;
        if inside && *g != Guess::Blank {
            *g = Guess::Drop;
        }
    }
}

/// The headline above the text that begins at `body`: of the short lines in
/// between, the first with enough words; at the top of a page that begins
/// with a short line, that line.
fn headline(
    lines: &[Line],
    guesses: &[Guess],
    from: usize,
    body: usize,
    first: bool,
) -> Option<usize> {
    let short: Vec<usize> = (from..body)
        .filter(|&k| guesses[k] == Guess::Short)
        .collect();
    let worded = |k: &&usize| lines[**k].words >= 4;
    if first {
        // "كيري: تصريحات خامنئي مقلقة" looks like a byline and leads the page.
        let leads = |k: &usize| {
            let l = &lines[*k];
            guesses[*k] == Guess::Meta
                && l.byline
                && l.uncredited
                && l.date.is_none()
                && l.words >= 4
        };
        let first = (from..body).find(|&k| matches!(guesses[k], Guess::Short | Guess::Meta));
        if let Some(k) = first
            .filter(leads)
            .filter(|_| !short.iter().any(|k| worded(&k)))
        {
            return Some(k);
        }
        return short
            .iter()
            .find(worded)
            .or(short.iter().max_by_key(|k| lines[**k].words))
            .copied();
    }
    short.iter().rev().find(worded).copied()
}

/// One past the last line of the article's text.
fn body_end(text: &Text<'_>, lines: &[Line], guesses: &[Guess], body: usize) -> usize {
    let mut end = body + 1;
    let mut k = body + 1;
    while k < lines.len() {
        match guesses[k] {
            Guess::Body => end = k + 1,
            Guess::Related | Guess::Comments => break,
            Guess::Short | Guess::Meta => {
                let next = (k + 1..lines.len()).find(|&j| guesses[j] != Guess::Blank);
                let goes_on = next.is_some_and(|j| guesses[j] == Guess::Body);
                if goes_on && begins_article(text, lines, guesses, k, next.unwrap_or(k)) {
                    break;
                }
            }
            Guess::Drop | Guess::Blank => {}
        }
        k += 1;
    }
    // Short lines at the end (a last list item, a short paragraph) stay with
    // the text they follow directly.
    while end < lines.len() && guesses[end] == Guess::Short && lines[end].stopped {
        end += 1;
    }
    end
}

/// A headline in the middle of a page: its words come again in the paragraph
/// under it, which a section heading's seldom do.
fn begins_article(
    text: &Text<'_>,
    lines: &[Line],
    guesses: &[Guess],
    head: usize,
    next: usize,
) -> bool {
    if guesses[head] == Guess::Meta {
        return false;
    }
    let words = |k: usize| -> Vec<&str> {
        let r = lines[k].tokens.clone();
        r.filter(|&i| text.is_word(i))
            .map(|i| text.norm(i))
            .filter(|w| w.len() > 6)
            .take(60)
            .collect()
    };
    let under = words(next);
    let stem = |w: &str| {
        let bare = w.trim_start_matches(['و', 'ب', 'ل', 'ف']);
        let bare = bare.strip_prefix("ال").unwrap_or(bare);
        bare.trim_end_matches(['ي', 'ه']).to_string()
    };
    let under: Vec<String> = under.iter().map(|w| stem(w)).collect();
    let head_words = words(head);
    let again = head_words
        .iter()
        .filter(|w| under.contains(&stem(w)))
        .count();
    let dated = lines[next]
        .tokens
        .clone()
        .any(|i| matches!(text.norm(i), "اليوم" | "امس"));
    lines[head].words >= 6 && again >= 3 && (dated || again * 2 >= head_words.len())
}

/// Metadata between the headline and the text, and right above the headline.
fn label_meta(
    lines: &[Line],
    guesses: &[Guess],
    labels: &mut [LineLabel],
    from: usize,
    head: usize,
    body: usize,
    id: u16,
) {
    for k in head + 1..body {
        match guesses[k] {
            Guess::Meta => labels[k] = LineLabel::Meta(id),
            // A second line of the headline right under it.
            Guess::Short
                if k == head + 1
                    && lines[k].words >= 4
                    && matches!(labels[head], LineLabel::Headline(_)) =>
            {
                labels[k] = LineLabel::Headline(id);
            }
            Guess::Short => labels[k] = LineLabel::Meta(id),
            _ => {}
        }
    }
    // Above the headline: a section or a printed date, but not a masthead.
    let masthead = (from..head).any(|k| lines[k].phrase == Some(PhraseClass::Masthead));
    for k in (from..head).rev() {
        match guesses[k] {
            Guess::Blank => {}
            Guess::Meta if !(masthead && lines[k].date.is_some()) => {
                labels[k] = LineLabel::Meta(id)
            }
            _ => break,
        }
    }
}

/// Credits, source lines and the wire's slug under the text.
fn label_tail(guesses: &[Guess], labels: &mut [LineLabel], end: usize, id: u16) {
    for k in end..guesses.len() {
        match guesses[k] {
            Guess::Meta => labels[k] = LineLabel::Meta(id),
            Guess::Blank | Guess::Drop => {}
            _ => break,
        }
    }
}

fn label_body(
    guesses: &[Guess],
    labels: &mut [LineLabel],
    body: usize,
    end: usize,
    label: LineLabel,
) {
    for k in body..end {
        if matches!(guesses[k], Guess::Body | Guess::Short)
            || (guesses[k] == Guess::Meta && k + 1 < end)
        {
            labels[k] = label;
        }
    }
}

fn build(lines: &[Line], labels: Vec<LineLabel>, kinds: &[ArticleKind]) -> Page {
    let articles = kinds.iter().enumerate().map(|(k, &kind)| {
        let id = k as u16 + 1;
        let block = |(l, label): (&Line, &LineLabel)| {
            let kind = match *label {
                LineLabel::Headline(a) if a == id => BlockKind::Headline,
                LineLabel::Meta(a) if a == id => BlockKind::Meta,
                LineLabel::Body(a) if a == id => BlockKind::Body,
                _ => return None,
            };
            Some(Block { kind, span: l.span })
        };
        let blocks: Vec<Block> = lines.iter().zip(&labels).filter_map(block).collect();
        Article {
            id,
            kind,
            headline: None,
            outlet: None,
            published: None,
            datelines: Vec::new(),
            bylines: Vec::new(),
            credits: Vec::new(),
            blocks,
        }
    });
    let articles = articles.collect();
    let lines = lines
        .iter()
        .zip(labels)
        .map(|(l, label)| Labelled {
            span: l.span,
            label,
        })
        .collect();
    Page { lines, articles }
}
