//! Titles and posts: which a person has, and whom a post alone means.

use super::doc::Doc;
use super::lexicon::flag;
use super::resolve::{Draft, Resolved};
use super::similar::bare;
use super::words::Kind;
use khabar_model::{EntityKind, Mention, MentionForm, Origin, Role};

/// A person's post: hash of the head's lemma, its other words.
struct Post {
    lemma: u64,
    words: Vec<String>,
    nisba: bool,
}

/// Most words of a post before or after a name.
const MOST: usize = 12;

fn is_head(doc: &Doc<'_>, i: usize) -> bool {
    let entry = doc.words[i].entry.flags;
    // Inside صاحب السمو no new title begins; المؤسسة is a body, not a founder.
    let inside = doc.is(i, flag::INSIDE) && doc.is(i, flag::IN_TITLE);
    let body = entry & flag::ORG_HEAD != 0 && entry & flag::FEMININE != 0;
    // «الاقتصادية»: the paper of that name.
    let paper = doc.is(i, flag::OUTLET)
        && i > 0
        && doc.words[i - 1].kind == Kind::Open
        && doc.words.get(i + 1).is_some_and(|w| w.kind == Kind::Close);
    entry & flag::TITLE != 0 && !inside && !body && !paper && !doc.is(i, flag::PLURAL)
}

/// A word that a post's phrase does not go over.
fn breaks(doc: &Doc<'_>, i: usize) -> bool {
    let w = doc.text.norm(i);
    if matches!(
        w,
        "في" | "باسم" | "لدي" | "علي" | "السابق" | "السابقه" | "سابقا"
    ) {
        return false;
    }
    // أمير الدولة وبحضور …: something else begins.
    if w.starts_with('و') && doc.words[i].skip() > 'و'.len_utf8() {
        return true;
    }
    match doc.words[i].kind {
        Kind::Mark => true,
        Kind::Open | Kind::Close => !matches!(doc.text.raw(i), "\"" | "«" | "»" | "“" | "”"),
        _ => doc.is(i, flag::STOP | flag::DATE) || doc.is(i, flag::CUE) && !doc.is(i, flag::TITLE),
    }
}

/// Finds the posts of the people named, then posts that stand alone.
pub fn read(doc: &Doc<'_>, r: &mut Resolved) {
    let mut posts: Vec<Vec<Post>> = r.drafts.iter().map(|_| Vec::new()).collect();
    let mut used = vec![false; doc.words.len()];
    let mut person_at = vec![false; doc.words.len()];
    for (f, t, m) in &r.mentions {
        if r.drafts[m.entity].entity.kind == EntityKind::Person {
            person_at[*f..*t].fill(true);
        }
    }
    for k in 0..r.mentions.len() {
        let (from, to, m) = r.mentions[k];
        if r.drafts[m.entity].entity.kind != EntityKind::Person {
            continue;
        }
        let Some(unit) = doc.units.iter().find(|u| u.range.contains(&from)) else {
            continue;
        };
        // المستشار القانوني لكلاوفلد: another's title.
        let own = m.span.start() == doc.text.span(from, from + 1).start();
        let mut ranges = match own {
            true => before(doc, unit.range.start, from, &person_at),
            false => Vec::new(),
        };
        ranges.extend(after(doc, unit.range.end, to, &person_at));
        for (a, b) in ranges {
            if used[a..b].contains(&true) {
                continue;
            }
            used[a..b].fill(true);
            posts[m.entity].push(post(doc, a, b));
            let span = doc.span(a, b, doc.words[a].skip());
            let text = span.of(doc.text.original());
            // للرئيس: ل and the article run together.
            let text = match text.strip_prefix("لل") {
                Some(rest) if doc.has_clitic(a) => format!("ال{rest}"),
                _ => text.to_string(),
            };
            let roles = &mut r.drafts[m.entity].entity.roles;
            if !roles.iter().any(|x| x.text == text) {
                roles.push(Role { span, text });
            }
        }
    }
    alone(doc, r, &posts, &used, &person_at);
}

fn post(doc: &Doc<'_>, from: usize, to: usize) -> Post {
    Post {
        lemma: doc.words[from].entry.id,
        words: rest(doc, from, to),
        nisba: (from + 1..to).any(|i| doc.is(i, flag::NISBA)),
    }
}

/// The words after a post's head, without articles, particles and marks.
fn rest(doc: &Doc<'_>, from: usize, to: usize) -> Vec<String> {
    (from + 1..to)
        .filter(|&i| doc.is_word(i) && !doc.is(i, flag::STOP))
        .map(|i| bare_word(doc, i))
        .collect()
}

fn bare_word(doc: &Doc<'_>, i: usize) -> String {
    let w = doc.stem(i);
    let w = w.strip_prefix("لل").unwrap_or(w);
    bare(w).to_string()
}

/// Posts right before the name at `name`, outermost head first in each.
fn before(doc: &Doc<'_>, start: usize, name: usize, person: &[bool]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut end = name;
    // وزير الخارجية السعودي، عادل …: one comma may stand between.
    if end > start && doc.text.raw(end - 1) == "،" {
        end -= 1;
    }
    let mut i = end;
    let mut head = None;
    while i > start && end - i < MOST {
        i -= 1;
        if breaks(doc, i) || person[i] {
            break;
        }
        if is_head(doc, i) {
            head = Some(i);
            let chained = i > start && is_head(doc, i - 1) && !doc.has_clitic(i);
            let own = doc.definite(i) && (!chained || doc.definite(i - 1));
            // المشرف العام على الفريق: no post ends with a preposition.
            let governed = i > start && doc.text.raw(i - 1) == "على";
            if (!chained || own) && !governed {
                out.push((i, end));
                end = i;
                head = None;
            }
        }
    }
    if let Some(h) = head {
        out.push((h, end));
    }
    out.retain(|&(from, to)| !runs_on(doc, from, to) && !holds_clause(doc, from, to));
    out
}

/// اللاعب في حين استمر …: what follows `في` is no place of office but the rest
/// of a clause, so the words before the name are no post of its bearer.
fn holds_clause(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    (from + 1..to)
        .filter(|&i| doc.text.norm(i) == "في")
        .any(|i| {
            let office =
                |k: usize| doc.definite(k) || doc.is(k, flag::PLACE | flag::ORG_HEAD | flag::ORG);
            i + 1 >= to
                || !(office(i + 1) || i + 2 < to && office(i + 2))
                || doc.is(i + 1, flag::CUE)
        })
}

/// بحث وزير خارجية إيران جانب …: the last word belongs to no post.
fn runs_on(doc: &Doc<'_>, from: usize, to: usize) -> bool {
    let last = to - 1;
    let known = flag::PLACE | flag::NISBA | flag::TITLE | flag::ORG_HEAD | flag::AFTER;
    let plain = last > from + 1
        && doc.is_word(last)
        && !doc.definite(last)
        && !doc.has_clitic(last)
        && !doc.is(last, known | flag::INSIDE | flag::STOP)
        && doc.words[last].band >= 3;
    plain && phrase_end(doc, from, to) <= last && !(from..last).any(|i| doc.is(i, flag::STOP))
}

/// Posts right after a name: `، مستشار الأمن القومي`.
fn after(doc: &Doc<'_>, end: usize, to: usize, person: &[bool]) -> Vec<(usize, usize)> {
    let mut i = to;
    if matches!(doc.text.raw(i), "،" | "-" | "(") {
        i += 1;
    }
    if i >= end || !is_head(doc, i) || doc.has_clitic(i) || person[i] || doc.is(i, flag::GIVEN_TOP)
    {
        return Vec::new();
    }
    let comma = i > to;
    let mut j = i + 1;
    while j < end
        && j - i < MOST
        && !breaks(doc, j)
        && !person[j]
        && (!doc.is(j, flag::CUE) || doc.is(j, flag::TITLE))
    {
        j += 1;
    }
    // A name after it makes the post that name's (اللقاء وزير … سعد).
    if j < end && person[j] && !comma {
        return Vec::new();
    }
    let to = phrase_end(doc, i, j);
    // عبدالله المرشد: without a comma one word is the name's own.
    if !comma && doc.definite(i) && to == i + 1 {
        return Vec::new();
    }
    vec![(i, to)]
}

/// Where the post that begins at `i` ends: the construct to its definite
/// word, definite adjectives, and one complement with ل.
fn phrase_end(doc: &Doc<'_>, i: usize, end: usize) -> usize {
    let mut j = i + 1;
    let mut closed = doc.definite(i);
    while j < end && doc.is_word(j) && !breaks(doc, j) {
        let raw = doc.text.norm(j);
        let definite = doc.definite(j) || doc.is(j, flag::PLACE);
        if raw == "باسم" {
            closed = false;
        } else if doc.has_clitic(j) || raw.starts_with("لل") {
            let and = raw.starts_with('و') && definite && closed && j > i + 1 && !is_head(doc, j);
            let for_ = raw.starts_with('ل');
            if !and && !for_ {
                break;
            }
            closed = definite || raw.starts_with("لل");
        } else if closed && !definite {
            break;
        } else if definite {
            closed = true;
        }
        j += 1;
    }
    j
}

/// Posts without a name beside them.
fn alone(doc: &Doc<'_>, r: &mut Resolved, posts: &[Vec<Post>], used: &[bool], person: &[bool]) {
    for unit in &doc.units {
        let mut i = unit.range.start;
        while i < unit.range.end {
            let from = i;
            i += 1;
            if !doc.is_word(from) || used[from] || person[from] || !is_head(doc, from) {
                continue;
            }
            let to = phrase_end(doc, from, unit.range.end.min(from + MOST));
            i = to;
            if used[from..to].contains(&true) {
                continue;
            }
            // The shortest phrase that is definite is tried last.
            let Some((d, to)) = (from + 1..=to).rev().find_map(|to| {
                let definite = doc.definite(from)
                    || (from + 1..to).any(|k| doc.definite(k) || doc.is(k, flag::PLACE));
                let p = post(doc, from, to);
                let holder = |fits: &dyn Fn(&Post) -> bool| {
                    nearest(r, from, |d, k| {
                        d.entity.kind == EntityKind::Person && posts[k].iter().any(fits)
                    })
                };
                let whole = |q: &Post| p.words.iter().all(|w| q.words.contains(w));
                if !definite {
                    return None;
                }
                // Somebody with this very nationality comes before one without.
                let who = holder(&|q| same_lemma(&p, q) && whole(q))
                    .or_else(|| holder(&|q| compatible(doc, &p, q, from, to)))?;
                Some((who, to))
            }) else {
                continue;
            };
            i = to;
            let mention = Mention {
                span: doc.span(from, to, doc.words[from].skip()),
                entity: d,
                form: MentionForm::Post,
                origin: Origin::Rule("post"),
            };
            r.mentions.push((from, to, mention));
        }
    }
    r.mentions.sort_by_key(|(f, t, m)| (*f, *t, m.entity));
}

/// The post `p` may be the post `q` said in short.
fn compatible(doc: &Doc<'_>, p: &Post, q: &Post, from: usize, to: usize) -> bool {
    same_lemma(p, q)
        && p.words.iter().all(|w| {
            q.words.contains(w)
                || !q.nisba
                    && (from + 1..to).any(|i| doc.is(i, flag::NISBA) && bare_word(doc, i) == *w)
        })
}

fn same_lemma(p: &Post, q: &Post) -> bool {
    p.lemma != 0 && p.lemma == q.lemma
}

fn nearest(r: &Resolved, at: usize, fits: impl Fn(&Draft, usize) -> bool) -> Option<usize> {
    let all = || r.drafts.iter().enumerate().filter(|(k, d)| fits(d, *k));
    let before = all()
        .filter_map(|(k, d)| Some((d.at.iter().copied().filter(|&a| a < at).max()?, k)))
        .max();
    before
        .or_else(|| {
            all()
                .filter_map(|(k, d)| Some((d.at.iter().copied().min()?, k)))
                .min()
        })
        .map(|(_, k)| k)
}
