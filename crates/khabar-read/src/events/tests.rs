//! The tables are well formed, and their words are read in all their forms.

use super::EventReader;
use super::frame::{Frame, Slot};
use super::lexicon::{Lexicon, Part, Tense, is_class};
use crate::names::Names;
use khabar_model::{
    Article, ArticleKind, Block, BlockKind, Entity, EntityKind, EventKind, EventRole, Mention,
    MentionForm, Origin, Page, Plover, Span,
};
use khabar_text::Text;
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use std::collections::HashSet;

const TRIGGERS: &str = include_str!("../../../../data/event_triggers.tsv");
const WORDS: &str = include_str!("../../../../data/event_words.tsv");

#[test]
fn trigger_rows_are_well_formed() {
    let mut seen = HashSet::new();
    for row in rows(TRIGGERS) {
        assert_eq!(row.len(), 8, "{row:?}");
        let support = cell(&row, 1) == "support";
        assert!(matches!(row[1], "verb" | "noun" | "support"), "{row:?}");
        assert_eq!(EventKind::parse(row[3]).is_none(), support, "{row:?}");
        assert!(row[4] == "-" || Plover::parse(row[4]).is_some(), "{row:?}");
        let key = (fold(row[0]), row[1], row[3], row[6], row[7]);
        assert!(seen.insert(key), "twice: {row:?}");
        if row[1] == "verb" {
            let forms: Vec<&str> = parts(&row, 2).collect();
            assert!(forms.len() == 2 && forms[1].starts_with('ي'), "{row:?}");
        }
        if row[1] == "support" {
            let forms: Vec<&str> = parts(&row, 2).collect();
            assert!(matches!(forms.len(), 2 | 3), "{row:?}");
        }
    }
    assert!(seen.len() > 150, "{} rows", seen.len());
}

#[test]
fn frames_name_slots_and_roles_that_exist() {
    for row in rows(TRIGGERS) {
        let mut slots = HashSet::new();
        for part in cell(&row, 5).split_whitespace() {
            match part.split_once('=') {
                Some(("least", n)) => assert!(matches!(n, "1" | "2"), "{row:?}"),
                Some(("need", slot)) => assert!(Slot::parse(slot).is_some(), "{row:?}"),
                Some((slot, role)) => {
                    assert!(Slot::parse(slot).is_some(), "{slot} in {row:?}");
                    assert!(EventRole::parse(role).is_some(), "{role} in {row:?}");
                    assert!(slots.insert(slot), "{slot} twice in {row:?}");
                }
                None => assert!(Frame::is_flag(part), "{part} in {row:?}"),
            }
        }
    }
}

#[test]
fn word_rows_are_well_formed() {
    let mut seen = HashSet::new();
    for row in rows(WORDS) {
        assert_eq!(row.len(), 3, "{row:?}");
        assert!(seen.insert((row[0], fold(row[1]))), "twice: {row:?}");
        match row[0] {
            "intro" => assert!(Slot::parse(row[2]).is_some(), "{row:?}"),
            "ordinal" => assert!(row[2].parse::<u8>().is_ok(), "{row:?}"),
            class => assert!(is_class(class), "{row:?}"),
        }
    }
}

/// The kind of trigger that the first word of `words` is.
fn reads(lex: &Lexicon, words: &str) -> Option<(Part, Tense)> {
    let text = Text::new(words);
    let found = lex.trigger_at(&text, 0, text.len())?;
    Some((found.trigger.part, found.tense))
}

#[test]
fn triggers_are_found_in_their_forms() {
    let lex = Lexicon::builtin();
    let verb = |t| Some((Part::Verb, t));
    let noun = Some((Part::Noun, Tense::Noun));
    for past in [
        "استقبل",
        "واستقبلت",
        "استقبله",
        "التقيا",
        "التقاه",
        "والتقت",
        "اجتمعوا",
    ] {
        assert_eq!(reads(&lex, past), verb(Tense::Past), "{past}");
    }
    for present in ["يلتقي", "ستلتقي", "سيلتقيان", "ويزور", "تزور"] {
        assert_eq!(reads(&lex, present), verb(Tense::Present), "{present}");
    }
    for form in [
        "لقائه",
        "اللقاء",
        "لقاءات",
        "بزيارته",
        "للزيارة",
        "زيارتها",
        "هجومًا",
        "غارتين",
    ] {
        assert_eq!(reads(&lex, form), noun, "{form}");
    }
}

#[test]
fn words_that_only_look_like_triggers_are_none() {
    let lex = Lexicon::builtin();
    // و and زاره; the preposition; قبل فلان; a word of three letters.
    for word in [
        "وزارة",
        "ووزارة المياه",
        "قبل",
        "مثل",
        "من",
        "",
        "12",
        "لقب",
    ] {
        assert_eq!(reads(&lex, word), None, "{word}");
    }
}

#[test]
fn a_trigger_may_need_a_word_or_shun_one() {
    let lex = Lexicon::builtin();
    assert!(reads(&lex, "مذكرة تفاهم").is_some());
    assert!(reads(&lex, "مذكرة توقيف").is_none());
    assert!(reads(&lex, "مؤتمر دولي").is_some());
    // A press conference is an event of no type of its own, no dialogue.
    let press = Text::new("مؤتمر صحفي");
    let found = lex
        .trigger_at(&press, 0, press.len())
        .map(|f| f.trigger.kind);
    assert_eq!(found, Some(Some(EventKind::Other)));
    assert!(reads(&lex, "اتفق الطرفان على هدنة").is_some());
    assert!(reads(&lex, "اتفق الطرفان على أن").is_none_or(|r| r.0 == Part::Support));
}

/// Words of which any row may come: triggers, introducing words, marks, names.
const PIECES: &[&str] = &[
    "استقبل",
    "والتقى",
    "سيزور",
    "زيارته",
    "الزيارة",
    "لعقد",
    "الجولة",
    "الثانية",
    "من",
    "الحوار",
    "بين",
    "مع",
    "إلى",
    "في",
    "أن",
    "الذي",
    "التي",
    "وجهها",
    "دعوة",
    "قصف",
    "خلال",
    "وزير",
    "الرئيس",
    "العراقي",
    "الجانبان",
    "المنظمة",
    "،",
    ".",
    ":",
    "«",
    "»",
    "أمس",
    "لم",
    "ألغى",
    "{فؤاد",
    "{بغداد",
    "{منظمة",
    "و{بغداد",
    "ل{فؤاد",
    "ب{العراق",
    "",
];

proptest::proptest! {
    #[test]
    fn events_hold_together_whatever_the_words(picks in proptest::collection::vec(0..PIECES.len(), 0..50)) {
        let (text, names) = marked(&picks);
        let words = Text::new(&text);
        let block = Block { kind: BlockKind::Body, span: Span::new(0, text.len()) };
        let article = Article { blocks: vec![block], ..Article::new(1, ArticleKind::Main) };
        let page = Page { lines: vec![], articles: vec![article] };
        let read = || EVENTS.with(|r| r.read(&words, &page, &names, &[], &[]));
        let events = read();
        for e in &events {
            proptest::prop_assert!(e.span.contains(e.trigger), "{e:?}");
            proptest::prop_assert!(text.get(e.span.start()..e.span.end()).is_some());
            proptest::prop_assert!(!e.participants.is_empty());
            let mut who: Vec<usize> = e.participants.iter().map(|p| p.entity).collect();
            who.sort_unstable();
            who.dedup();
            proptest::prop_assert_eq!(who.len(), e.participants.len(), "somebody twice");
        }
        proptest::prop_assert_eq!(events, read());
    }
}

thread_local! {
    static EVENTS: EventReader = EventReader::builtin();
}

/// The words picked, and names where they are marked.
fn marked(picks: &[usize]) -> (String, Names) {
    let kinds = [
        ("فؤاد", EntityKind::Person),
        ("بغداد", EntityKind::Place),
        ("منظمة", EntityKind::Org),
        ("العراق", EntityKind::Place),
    ];
    let entity = |&(name, kind): &(&str, EntityKind)| Entity {
        kind,
        name: name.into(),
        surfaces: vec![name.into()],
        roles: vec![],
        article: 1,
    };
    let mut names = Names {
        entities: kinds.iter().map(entity).collect(),
        mentions: vec![],
    };
    let mut text = String::new();
    for piece in picks.iter().map(|&k| PIECES[k]) {
        let Some((clitic, name)) = piece.split_once('{') else {
            text += piece;
            text.push(' ');
            continue;
        };
        text += clitic;
        let span = Span::new(text.len(), text.len() + name.len());
        let entity = kinds
            .iter()
            .position(|k| k.0 == name)
            .expect("a known name");
        names.mentions.push(Mention {
            span,
            entity,
            form: MentionForm::Name,
            origin: Origin::Rule("test"),
        });
        text += name;
        text.push(' ');
    }
    (text, names)
}
