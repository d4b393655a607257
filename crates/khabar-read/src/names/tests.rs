// A reader shared by the tests; the rule against globals is for the code.
#![allow(clippy::disallowed_types)]

use super::*;
use khabar_model::{EntityKind, Line, LineLabel};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::sync::LazyLock;

/// A page whose first line is the headline; lines that begin with `#` are
/// metadata, with `-` dropped, the rest is running text.
fn page(text: &str) -> Page {
    let mut at = 0;
    let lines = text
        .split('\n')
        .enumerate()
        .map(|(k, l)| {
            let span = Span::new(at, at + l.len());
            at += l.len() + 1;
            let label = match l.chars().next() {
                None => LineLabel::Blank,
                Some('-') => LineLabel::Other,
                Some('#') => LineLabel::Meta(1),
                _ if k == 0 => LineLabel::Headline(1),
                _ => LineLabel::Body(1),
            };
            Line { span, label }
        })
        .collect();
    Page {
        lines,
        articles: Vec::new(),
    }
}

fn read(text: &str) -> Names {
    // Building a reader takes longer than reading.
    static READER: LazyLock<NameReader> = LazyLock::new(|| NameReader::builtin().unwrap());
    READER.read(&Text::new(text), &page(text))
}

fn surfaces(n: &Names, kind: EntityKind) -> Vec<Vec<&str>> {
    n.entities
        .iter()
        .filter(|e| e.kind == kind)
        .map(|e| e.surfaces.iter().map(String::as_str).collect())
        .collect()
}

#[test]
fn the_model_shipped_is_sound() {
    assert!(Model::from_bytes(MODEL).is_ok());
    assert!(NameReader::with_model(&MODEL[..200]).is_err());
}

#[test]
fn a_person_is_one_by_full_name_and_surname_with_the_post() {
    let n = read(
        "لقاء في عمان\nالتقى وزير الخارجية التونسي خالد المنصوري أمس وفدا. وقال المنصوري إن اللقاء كان مفيدا.",
    );
    let p = n
        .entities
        .iter()
        .find(|e| e.kind == EntityKind::Person)
        .unwrap();
    assert_eq!(p.surfaces, ["خالد المنصوري", "المنصوري"]);
    assert_eq!(p.roles[0].text, "وزير الخارجية التونسي");
}

#[test]
fn a_post_after_the_name_and_several_posts() {
    let n = read("خبر\nقال سمير العزاوي، مستشار الأمن القومي، إن الاجتماع انتهى.");
    assert_eq!(n.entities[0].roles[0].text, "مستشار الأمن القومي");
    let n = read("خبر\nوأكد رئيس ديوان المظالم رئيس مجلس القضاء الإداري خالد العزاوي ذلك.");
    let p = n
        .entities
        .iter()
        .find(|e| e.kind == EntityKind::Person)
        .unwrap();
    let roles: Vec<_> = p.roles.iter().map(|r| r.text.as_str()).collect();
    assert!(roles.contains(&"رئيس ديوان المظالم"), "{roles:?}");
    assert!(roles.contains(&"رئيس مجلس القضاء الإداري"), "{roles:?}");
}

#[test]
fn a_time_of_day_behind_a_surname_is_no_part_of_it() {
    let n = read("خبر\nوتلقى الوزير اتصالا هاتفيا من كلاوفلد صباح اليوم، وبحث معه الملف الأمني.");
    let people = surfaces(&n, EntityKind::Person);
    assert!(
        !people.iter().flatten().any(|s| s.contains("صباح")),
        "{people:?}"
    );
}

#[test]
fn two_people_of_one_surname_are_not_merged() {
    let n = read("خبر\nحضر الوزير كريم السعدون والنائب نبيل السعدون الجلسة.");
    assert_eq!(surfaces(&n, EntityKind::Person).len(), 2);
}

#[test]
fn a_post_alone_leads_to_its_holder() {
    let text = "خبر\nوصل وزير النقل سعد الجبوري إلى البصرة. وأوضح الوزير أن المشروع انتهى. وشكره رئيس البلدية.";
    let n = read(text);
    let post = n
        .mentions
        .iter()
        .find(|m| m.form == MentionForm::Post)
        .unwrap();
    assert_eq!(post.span.of(text), "الوزير");
    let who = n.entity_of(post).unwrap();
    assert_eq!(who.name, "سعد الجبوري");
    assert_eq!(
        n.mentions
            .iter()
            .filter(|m| m.form == MentionForm::Post)
            .count(),
        1
    );
}

#[test]
fn known_organisations_are_one_under_all_their_names() {
    let n = read("خبر\nأعلن حلف شمال الأطلسي قراره. ورحبت دول بموقف الناتو، ودعا الحلف إلى الحوار.");
    let orgs = surfaces(&n, EntityKind::Org);
    assert_eq!(orgs, [["حلف شمال الأطلسي", "الناتو", "الحلف"]]);
}

#[test]
fn an_organisation_goes_to_the_end_of_its_chain() {
    let n = read("خبر\nأصدرت وزارة النفط العراقية بيانا، وقالت الوزارة إن الإنتاج زاد.");
    assert_eq!(
        surfaces(&n, EntityKind::Org)[0],
        ["وزارة النفط العراقية", "الوزارة"]
    );
}

#[test]
fn places_lose_their_clitics_and_adjectives_are_none() {
    let text = "خبر\nوصل الوفد العراقي إلى القاهرة قادما من بغداد، وسيزور باريس ومدينة درعا.";
    let n = read(text);
    let names: Vec<_> = surfaces(&n, EntityKind::Place).concat();
    for place in ["القاهرة", "بغداد", "باريس", "درعا"] {
        assert!(names.contains(&place), "{place}: {names:?}");
    }
    assert!(!names.iter().any(|s| s.contains("عراقي")), "{names:?}");
}

#[test]
fn dropped_lines_name_nobody() {
    let n = read("- خالد المنصوري يزور باريس\n- محمد العلي في بغداد");
    assert!(n.entities.is_empty() && n.mentions.is_empty());
}

#[test]
fn a_byline_names_its_writers() {
    let n = read("عنوان\n#الدمام: سامي الحربي بيروت: نادر عيسى");
    let people = surfaces(&n, EntityKind::Person).concat();
    assert_eq!(people, ["سامي الحربي", "نادر عيسى"]);
    assert_eq!(
        surfaces(&n, EntityKind::Place).concat(),
        ["الدمام", "بيروت"]
    );
}

#[test]
fn mentions_are_found_by_span() {
    let text = "خبر\nزار خالد المنصوري مدينة بغداد.";
    let n = read(text);
    let at = text.find("المنصوري").unwrap();
    let m = n.mention_in(Span::new(at, at + 4)).unwrap();
    assert_eq!(m.span.of(text), "خالد المنصوري");
    assert!(n.mention_in(Span::new(0, 2)).is_none());
}

#[test]
fn any_text_is_read_and_spans_lie_in_it() {
    let reader = NameReader::builtin().unwrap();
    let texts = "(وزير|الأمين العام|رئيس|محمد|بن|عبد|الله|«|»|\"|\\(|\\)|للناتو|لـ|وزارة|مجلس|بعثة|في|مدينة|العراق|، |: |\\n|\\.|قال|و|ب|12|NATO|علي| ){0,40}|\\PC{0,60}";
    let mut runner = TestRunner::new(Config::with_cases(300));
    let run = runner.run(&texts, |s| {
        let n = reader.read(&Text::new(&s), &page(&s));
        prop_assert!(
            n.mentions
                .windows(2)
                .all(|w| w[0].span.start() <= w[1].span.start())
        );
        for m in &n.mentions {
            prop_assert!(!m.span.of(&s).is_empty());
            prop_assert!(m.entity < n.entities.len());
        }
        for e in &n.entities {
            prop_assert!(!e.surfaces.is_empty());
            prop_assert!(e.surfaces.iter().all(|f| s.contains(f.as_str())));
        }
        Ok(())
    });
    if let Err(e) = run {
        panic!("{e}");
    }
}

#[test]
fn the_model_compiled_in_is_whole() {
    if let Err(e) = NameReader::builtin() {
        panic!("models/ner.bin: {e}");
    }
    let mut damaged = super::MODEL.to_vec();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let error = NameReader::with_model(&damaged).err();
    assert_eq!(error, Some(super::ModelError::Checksum));
}
