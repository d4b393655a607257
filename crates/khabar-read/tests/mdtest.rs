//! Runs the cases of `mdtest/*.md`; their form is in `mdtest/README.md`.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_model::{
    Article, ArticleKind, Block, BlockKind, Entity, EntityKind, Line, LineLabel, Mention,
    MentionForm, Origin, Page, Span, Statement,
};
use khabar_read::names::Names;
use khabar_read::speech::SpeechReader;
use khabar_text::Text;

#[derive(Default)]
struct Case {
    title: String,
    text: String,
    lines: Vec<(Span, bool)>,
    names: Names,
    expected: Vec<String>,
    /// Why it fails, where that is known.
    known: Option<String>,
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

fn cases(md: &str) -> Vec<Case> {
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
        } else if let (Some(e), Some(case)) = (line.strip_prefix("- "), out.last_mut()) {
            case.expected.push(e.trim().to_string());
        }
    }
    out
}

fn page(case: &Case) -> Page {
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
            ..Article::new(1, ArticleKind::Main)
        }],
    }
}

fn show(case: &Case, s: &Statement) -> String {
    let words = |s: Span| s.of(&case.text).to_string();
    let content: Vec<String> = s.content.iter().map(|&c| words(c)).collect();
    let chain: Vec<&str> = s.chain.iter().map(|l| l.kind.as_str()).collect();
    let chain = if chain.is_empty() {
        "-".to_string()
    } else {
        chain.join(" ")
    };
    let source = s
        .entity
        .map_or("-", |e| case.names.entities[e].name.as_str());
    let content = content.join(" || ");
    format!(
        "{} | {source} | {} {} | {content} | {chain}",
        words(s.cue),
        s.form,
        s.act
    )
}

/// What the last cell of an expected line asks for, as the reading has it:
/// `to: X, Y; polarity: denied`.
fn details(case: &Case, s: &Statement, asked: &str) -> String {
    let names = |list: &[usize]| {
        let names: Vec<&str> = list
            .iter()
            .map(|&e| case.names.entities[e].name.as_str())
            .collect();
        names.join(", ")
    };
    let cells = asked.split("; ").map(|cell| {
        let key = cell.split_once(": ").map_or(cell, |c| c.0);
        let value = match key {
            "to" => names(&s.to),
            "with" => names(&s.with),
            "about" => names(&s.about),
            "polarity" => s.polarity.to_string(),
            "modality" => s.modality.to_string(),
            other => format!("no cell is called {other}"),
        };
        format!("{key}: {value}")
    });
    cells.collect::<Vec<_>>().join("; ")
}

/// The statements read, as lines like those expected.
fn lines(case: &Case, read: &[Statement]) -> Vec<String> {
    let line = |(k, s): (usize, &Statement)| {
        let shown = show(case, s);
        let asked = case.expected.get(k).and_then(|e| e.split(" | ").nth(5));
        match asked {
            Some(asked) => format!("{shown} | {}", details(case, s, asked)),
            None => shown,
        }
    };
    read.iter().enumerate().map(line).collect()
}

#[test]
fn every_case_reads_as_written() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../mdtest");
    let reader = SpeechReader::builtin();
    let (mut failed, mut run, mut known) = (Vec::new(), 0, 0);
    let mut files: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    for file in files.iter().filter(|f| !f.ends_with("README.md")) {
        for case in cases(&std::fs::read_to_string(file).unwrap()) {
            run += 1;
            let text = Text::new(&case.text);
            let read = reader.read(&text, &page(&case), &case.names);
            let got = lines(&case, &read);
            let passes = got == case.expected;
            if let Some(why) = &case.known {
                known += 1;
                if passes {
                    let title = &case.title;
                    failed.push(format!("{title}\n  passes now; take away: ! known: {why}"));
                }
            } else if !passes {
                let (want, got) = (case.expected.join("\n    "), got.join("\n    "));
                failed.push(format!(
                    "{}\n  expected\n    {want}\n  read\n    {got}",
                    case.title
                ));
            }
        }
    }
    assert!(run >= 150, "only {run} cases found");
    assert!(
        known * 10 <= run,
        "{known} of {run} cases are known to fail"
    );
    assert!(
        failed.is_empty(),
        "{} of {run} cases\n{}",
        failed.len(),
        failed.join("\n\n")
    );
}
