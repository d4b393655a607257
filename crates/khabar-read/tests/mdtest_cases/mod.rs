//! Cases of `mdtest/*.md`: texts with their names marked, and what is expected
//! of them. The form is in `mdtest/README.md`.

use khabar_model::{
    Article, ArticleKind, Block, BlockKind, Entity, EntityKind, Line, LineLabel, Mention,
    MentionForm, Origin, Page, Published, PublishedFrom, Span,
};
use khabar_read::names::Names;

#[derive(Default)]
pub struct Case {
    pub title: String,
    pub text: String,
    pub lines: Vec<(Span, bool)>,
    pub names: Names,
    pub expected: Vec<String>,
    /// The day the article was published.
    pub published: Option<String>,
    /// Why it fails, where that is known.
    pub known: Option<String>,
}

/// Takes the marks off a line and keeps the names.
fn add_line(case: &mut Case, marked: &str) {
    let (marked, headline) = match marked.strip_prefix("# ") {
        Some(rest) => (rest, true),
        None => (marked, false),
    };
    let from = case.text.len();
    let mut rest = marked;
    while let Some(open) = rest.find('{') {
        let close = rest.find('}').expect("a closing brace");
        case.text.push_str(&rest[..open]);
        add_name(case, &rest[open + 1..close]);
        rest = &rest[close + 1..];
    }
    case.text.push_str(rest);
    case.lines
        .push((Span::new(from, case.text.len()), headline));
    case.text.push('\n');
}

fn add_name(case: &mut Case, mark: &str) {
    let (shown, kind) = match mark.rsplit_once(':') {
        Some((n, "o")) => (n, EntityKind::Org),
        Some((n, "g")) => (n, EntityKind::Place),
        _ => (mark, EntityKind::Person),
    };
    let (shown, full, form) = match (shown.split_once('='), shown.split_once('>')) {
        (Some((s, f)), _) => (s, f, MentionForm::Name),
        (_, Some((s, f))) => (s, f, MentionForm::Post),
        _ => (shown, shown, MentionForm::Name),
    };
    let known = case.names.entities.iter().position(|e| e.name == full);
    let entity = known.unwrap_or_else(|| {
        let surfaces = vec![full.to_string()];
        let name = full.to_string();
        case.names.entities.push(Entity {
            kind,
            name,
            surfaces,
            roles: vec![],
            article: 1,
        });
        case.names.entities.len() - 1
    });
    let start = case.text.len();
    case.text.push_str(shown);
    let span = Span::new(start, case.text.len());
    case.names.mentions.push(Mention {
        span,
        entity,
        form,
        origin: Origin::Rule("mdtest"),
    });
}

pub fn cases(md: &str) -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for line in md.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            out.push(Case {
                title: title.into(),
                ..Case::default()
            });
        } else if let (Some(text), Some(case)) = (line.strip_prefix("> "), out.last_mut()) {
            add_line(case, text);
        } else if let (Some(why), Some(case)) = (line.strip_prefix("! known: "), out.last_mut()) {
            case.known = Some(why.into());
        } else if let (Some(day), Some(case)) = (line.strip_prefix("! day: "), out.last_mut()) {
            case.published = Some(day.into());
        } else if let (Some(e), Some(case)) = (line.strip_prefix("- "), out.last_mut()) {
            case.expected.push(e.trim().to_string());
        }
    }
    out
}

pub fn page(case: &Case) -> Page {
    let block = |&(span, headline): &(Span, bool)| Block {
        kind: if headline {
            BlockKind::Headline
        } else {
            BlockKind::Body
        },
        span,
    };
    let label = |h: bool| {
        if h {
            LineLabel::Headline(1)
        } else {
            LineLabel::Body(1)
        }
    };
    Page {
        lines: case
            .lines
            .iter()
            .map(|&(span, h)| Line {
                span,
                label: label(h),
            })
            .collect(),
        articles: vec![Article {
            headline: case.lines.iter().find(|l| l.1).map(|l| l.0),
            blocks: case.lines.iter().map(block).collect(),
            published: case.published.clone().map(|day| Published {
                day,
                from: PublishedFrom::Explicit,
                evidence: None,
                field: None,
            }),
            ..Article::new(1, ArticleKind::Main)
        }],
    }
}
