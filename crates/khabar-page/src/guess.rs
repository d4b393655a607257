//! What a line is by itself and by its neighbours, before articles are cut.

use crate::line::{Byline, Line};
use crate::phrases::PhraseClass;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Guess {
    Blank,
    /// Not the article's.
    Drop,
    /// Nor is this, and the article is over: tags, copyright.
    End,
    /// `اقرأ أيضا` alone: other headlines or another article follow.
    Related,
    /// Readers' comments follow.
    Comments,
    Meta,
    Body,
    /// A short line without a stop: a headline, a section heading or another
    /// article's headline.
    Short,
    /// A short bulleted line: of the text, or another article's headline.
    Item,
}

/// One guess a line.
pub fn guesses(lines: &[Line]) -> Vec<Guess> {
    let mut out: Vec<Guess> = (0..lines.len()).map(|k| guess(lines, k)).collect();
    settle_first(lines, &mut out);
    settle_top(lines, &mut out);
    settle_wrapped(lines, &mut out);
    settle_items(lines, &mut out);
    drop_comments(&mut out);
    out
}

fn guess(lines: &[Line], k: usize) -> Guess {
    let l = &lines[k];
    if l.blank {
        return Guess::Blank;
    }
    match l.phrase {
        // `اقرأ أيضا: ` and a headline in one line points elsewhere and ends nothing.
        Some(PhraseClass::Related) if l.words >= 6 => return Guess::Drop,
        Some(PhraseClass::Related) => return Guess::Related,
        Some(PhraseClass::Comments) => return Guess::Comments,
        Some(PhraseClass::End) => return Guess::End,
        Some(PhraseClass::Drop | PhraseClass::Masthead) => return Guess::Drop,
        Some(PhraseClass::Meta) if l.words <= 8 && !l.stopped => return Guess::Meta,
        _ => {}
    }
    // The name under `رئيس التحرير`.
    let above = lines[..k].iter().rev().find(|p| !p.blank);
    if l.words <= 4 && above.is_some_and(|p| p.phrase == Some(PhraseClass::Masthead)) {
        return Guess::Drop;
    }
    if l.words == 0 || l.arabic < 0.4 {
        return match l.date {
            Some(_) => Guess::Meta,
            None => Guess::Drop,
        };
    }
    let named = l.byline == Byline::Sure || l.byline == Byline::Name;
    if l.bullet && l.words < 20 && !named {
        return Guess::Item;
    }
    let leads = above.is_none() && l.words >= 3 && !l.opens;
    if leads && l.date.is_none() && matches!(l.byline, Byline::Shape | Byline::Credited) {
        return Guess::Short;
    }
    if l.date.is_some() && l.words <= 8 || l.outlet || l.byline >= Byline::Credited {
        return Guess::Meta;
    }
    if l.byline == Byline::Shape && l.words <= 9 {
        return Guess::Meta;
    }
    // A name stands under a headline or a text, not above them.
    if l.byline == Byline::Name && above.is_some_and(|p| p.words > 0 && !p.opens) {
        return Guess::Meta;
    }
    // A ticker: many headlines in one line, under a line that says so.
    let under_drop = above.is_some_and(|p| p.phrase == Some(PhraseClass::Drop));
    let before = lines[..k].iter().filter(|p| !p.blank).count();
    if under_drop && !l.stopped && l.words >= 12 && before <= 3 {
        return Guess::Drop;
    }
    let long = l.words >= 19 || l.stopped && l.words >= 7 || l.closed && l.words >= 14;
    if long || l.inner_stop && l.words >= 12 {
        return Guess::Body;
    }
    Guess::Short
}

/// The first line of a page is a headline though it be long or a question,
/// unless it ends as a sentence does.
fn settle_first(lines: &[Line], guesses: &mut [Guess]) {
    let shown = |from: usize| (from..lines.len()).find(|&k| guesses[k] != Guess::Blank);
    let Some(first) = shown(0).filter(|&k| guesses[k] == Guess::Body) else {
        return;
    };
    let l = &lines[first];
    let more = (first + 1..lines.len()).any(|k| guesses[k] == Guess::Body);
    if more && !l.inner_stop && !l.full_stop && l.words <= 24 {
        guesses[first] = Guess::Short;
    }
}

/// A page without one long line: its text is in short ones (verse, or lines
/// wrapped by the crawler), those under the first and its byline.
fn settle_wrapped(lines: &[Line], guesses: &mut [Guess]) {
    if guesses.contains(&Guess::Body) {
        return;
    }
    let over = |g: &Guess| matches!(g, Guess::End | Guess::Related | Guess::Comments);
    let end = guesses.iter().position(over).unwrap_or(guesses.len());
    let short: Vec<usize> = (0..end)
        .filter(|&k| matches!(guesses[k], Guess::Short | Guess::Item))
        .collect();
    let words: usize = short.iter().skip(1).map(|&k| lines[k].words).sum();
    let near = short.windows(2).all(|w| w[1] - w[0] <= 4);
    if short.len() > 2 && words >= 20 && near {
        for &k in &short[1..] {
            guesses[k] = Guess::Body;
        }
    }
}

/// The lines before the text: a long headline is no text, nor is a row of
/// headlines that runs on without a stop.
fn settle_top(lines: &[Line], guesses: &mut [Guess]) {
    let flowing = |l: &Line| l.stopped || l.inner_stop || l.closed;
    let Some(text) = (0..lines.len()).find(|&k| guesses[k] == Guess::Body && flowing(&lines[k]))
    else {
        return;
    };
    for k in 0..text {
        if guesses[k] != Guess::Body {
            continue;
        }
        let titled = (0..k).any(|j| guesses[j] == Guess::Short && lines[j].words >= 4);
        if titled {
            return;
        }
        let next = (k + 1..=text).find(|&j| guesses[j] != Guess::Blank);
        let meta = next.is_some_and(|j| guesses[j] == Guess::Meta);
        let headed = (k + 1..text).any(|j| guesses[j] == Guess::Short && lines[j].words >= 4);
        if meta && lines[k].words <= 32 {
            guesses[k] = Guess::Short;
            return;
        } else if headed {
            guesses[k] = Guess::Drop;
        }
    }
}

/// A run of bulleted lines is text where it stands in the text and reads like
/// it, and a list of other headlines elsewhere.
fn settle_items(lines: &[Line], guesses: &mut [Guess]) {
    let mut k = 0;
    while k < guesses.len() {
        if guesses[k] != Guess::Item {
            k += 1;
            continue;
        }
        let run: Vec<usize> = (k..guesses.len())
            .take_while(|&j| matches!(guesses[j], Guess::Item | Guess::Blank))
            .filter(|&j| guesses[j] == Guess::Item)
            .collect();
        let end = run.last().map_or(k, |&j| j) + 1;
        let above = (0..k).rev().find(|&j| guesses[j] != Guess::Blank);
        let below = (end..guesses.len()).find(|&j| guesses[j] != Guess::Blank);
        let stopped = run.iter().filter(|&&j| lines[j].stopped).count() * 2 >= run.len();
        let is = |j: Option<usize>, g: Guess| j.is_some_and(|j| guesses[j] == g);
        let text_above = guesses[..k].contains(&Guess::Body);
        let off = above.is_some_and(|j| {
            matches!(
                guesses[j],
                Guess::Drop | Guess::Related | Guess::End | Guess::Comments
            )
        });
        let opened = above.is_some_and(|j| lines[j].opens);
        let over = |g: &Guess| matches!(g, Guess::End | Guess::Related | Guess::Comments);
        let goes_on = guesses[end..]
            .iter()
            .take_while(|g| !over(g))
            .any(|g| *g == Guess::Body);
        let as_what = if off && !stopped {
            Guess::Drop
        } else if opened || stopped || text_above && goes_on {
            Guess::Body
        } else if !text_above && is(below, Guess::Body) {
            // Points of a summary under the headline.
            Guess::Item
        } else {
            Guess::Drop
        };
        for &j in &run {
            guesses[j] = as_what;
        }
        k = end;
    }
}

/// What stands under "comments" is dropped, up to a list of related articles.
fn drop_comments(guesses: &mut [Guess]) {
    let mut inside = false;
    for g in guesses.iter_mut() {
        inside = (inside || *g == Guess::Comments) && *g != Guess::Related;
        if inside && *g != Guess::Blank {
            *g = Guess::End;
        }
    }
}
