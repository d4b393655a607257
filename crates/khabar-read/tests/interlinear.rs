//! Ten sample pages as a reader of Arabic checks them at a glance: every
//! paragraph that reports something, its cues and contents marked in the text,
//! and under it who says it, how and through which channel.
//!
//! The pages lie in `tests/snapshots`. After a change that is meant to be,
//! write them anew and look at the difference:
//! `UPDATE_SNAPSHOTS=1 cargo test -p khabar-read --test interlinear`

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_model::{Capture, Reading, Span, Statement};
use khabar_read::Reader;
use std::fmt::Write;
use std::path::{Path, PathBuf};

const PAGES: [&str; 10] = [
    "01-site-muscat-visit",
    "02-site-dialogue",
    "05-wire-muscat-meeting",
    "07-tatweel-post-invitation",
    "08-tatweel-denial-appended",
    "09-tabloid-interview",
    "10-tabloid-unnamed-source",
    "12-paper-mp-criticism",
    "13-aggregator-followup-unanswered",
    "16-tabloid-second-round",
];

fn read(reader: &Reader, stem: &str) -> (Capture, Reading) {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let file = pages.join(format!("{stem}.txt"));
    let mut capture = Capture::new(stem, std::fs::read_to_string(&file).unwrap());
    let meta = std::fs::read_to_string(file.with_extension("meta.json")).unwrap_or_default();
    if let Ok(meta) = serde_json::from_str::<serde_json::Value>(&meta) {
        capture.url = meta["url"].as_str().map(str::to_string);
        capture.retrieved = meta["retrieved"].as_str().map(str::to_string);
    }
    let reading = reader.read(&capture);
    (capture, reading)
}

/// The labels of the reading in Arabic.
fn arabic(label: &str) -> &str {
    match label {
        "direct" => "نص",
        "indirect" => "معنى",
        "mixed" => "نص ومعنى",
        "state" => "خبر",
        "urge" => "مطالبة",
        "invite" => "دعوة",
        "commit" => "تعهد",
        "praise" => "ثناء",
        "criticise" => "نقد",
        "deny" => "نفي",
        "announce" => "إعلان",
        "affirmed" => "مثبت",
        "denied" => "منفي",
        "withheld" => "غير مقطوع به",
        "fact" => "واقع",
        "possible" => "محتمل",
        "required" => "مطلوب",
        "wanted" => "مرجو",
        "planned" => "منوي",
        "asked" => "سؤال",
        "statement" => "بيان",
        "post" => "منشور",
        "interview" => "مقابلة",
        "press_conference" => "مؤتمر صحفي",
        "speech" => "كلمة",
        "agency" => "وكالة",
        "outlet" => "وسيلة إعلام",
        "sources" => "مصادر",
        other => other,
    }
}

/// The paragraph with `[cue]` and `{content}`, each with its number.
fn marked(text: &str, line: Span, said: &[(usize, &Statement)]) -> String {
    let mut marks: Vec<(usize, bool, String)> = Vec::new();
    for (n, s) in said {
        marks.push((s.cue.start(), true, format!("[{n} ")));
        marks.push((s.cue.end(), false, "]".into()));
        for part in &s.content {
            marks.push((part.start(), true, format!("{{{n} ")));
            marks.push((part.end(), false, format!(" {n}}}")));
        }
    }
    // What closes goes before what opens at the same place.
    marks.sort_by_key(|m| (m.0, m.1));
    let mut out = String::new();
    let mut at = line.start();
    for (place, _, mark) in marks
        .iter()
        .filter(|m| line.start() <= m.0 && m.0 <= line.end())
    {
        out.push_str(&text[at..*place]);
        out.push_str(mark);
        at = *place;
    }
    out.push_str(&text[at..line.end()]);
    out
}

fn under(text: &str, r: &Reading, n: usize, s: &Statement) -> String {
    let name = |e: usize| r.entities[e].name.as_str();
    let list = |all: &[usize]| all.iter().map(|&e| name(e)).collect::<Vec<_>>().join("، ");
    let mut out = format!("    {n} القائل: {}", s.entity.map_or("؟", name));
    match s.source {
        Some(words) => write!(out, " (في النص: {})", words.of(text)).unwrap(),
        None => out.push_str(" (مضمر)"),
    }
    if !s.with.is_empty() {
        write!(out, " ومعه: {}", list(&s.with)).unwrap();
    }
    if !s.to.is_empty() {
        write!(out, " · المخاطب: {}", list(&s.to)).unwrap();
    }
    let (form, act) = (arabic(s.form.as_str()), arabic(s.act.as_str()));
    let stance = arabic(s.polarity.as_str());
    let modality = arabic(s.modality.as_str());
    write!(out, "\n      {form} · {act} · {stance} · {modality}").unwrap();
    let links: Vec<String> = s
        .chain
        .iter()
        .map(|l| {
            let kind = arabic(l.kind.as_str());
            let inherited = if l.inherited { "، موروث" } else { "" };
            format!("{kind} ({}{inherited})", l.span.of(text).replace('\n', " "))
        })
        .collect();
    if !links.is_empty() {
        write!(out, "\n      الطريق: {}", links.join(" ← ")).unwrap();
    }
    if !s.about.is_empty() {
        write!(out, "\n      عن: {}", list(&s.about)).unwrap();
    }
    out
}

fn interlinear(capture: &Capture, r: &Reading) -> String {
    let text = &capture.text;
    let mut out = String::new();
    let numbered: Vec<(usize, &Statement)> = (1..).zip(&r.statements).collect();
    for line in &r.lines {
        let here: Vec<(usize, &Statement)> = numbered
            .iter()
            .filter(|(_, s)| line.span.contains(s.cue))
            .copied()
            .collect();
        if here.is_empty() {
            continue;
        }
        writeln!(out, "{}", marked(text, line.span, &here)).unwrap();
        for (n, s) in here {
            writeln!(out, "{}", under(text, r, n, s)).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn ten_sample_pages_read_as_they_did() {
    let reader = Reader::new().unwrap();
    let dir: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let update = std::env::var_os("UPDATE_SNAPSHOTS").is_some();
    let mut changed = Vec::new();
    for stem in PAGES {
        let (capture, reading) = read(&reader, stem);
        let now = interlinear(&capture, &reading);
        assert!(!now.is_empty(), "{stem}: nothing is reported");
        let file = dir.join(format!("{stem}.txt"));
        if update {
            std::fs::write(&file, &now).unwrap();
        }
        let before = std::fs::read_to_string(&file).unwrap_or_default();
        let differs = now.lines().zip(before.lines()).find(|(a, b)| a != b);
        if let Some((a, b)) = differs {
            changed.push(format!("{stem}\n  was {b}\n  is  {a}"));
        } else if now != before {
            changed.push(format!("{stem}: lines more or less"));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}
