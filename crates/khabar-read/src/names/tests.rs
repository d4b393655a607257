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

pub(super) fn read(text: &str) -> Names {
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

pub(super) fn people(text: &str) -> Vec<Vec<String>> {
    let n = read(text);
    let all = surfaces(&n, EntityKind::Person);
    all.iter()
        .map(|s| s.iter().map(|s| s.to_string()).collect())
        .collect()
}

fn places(text: &str) -> Vec<String> {
    let n = read(text);
    let all = surfaces(&n, EntityKind::Place).concat();
    all.iter().map(|s| s.to_string()).collect()
}

fn orgs(text: &str) -> Vec<Vec<String>> {
    let n = read(text);
    let all = surfaces(&n, EntityKind::Org);
    all.iter()
        .map(|s| s.iter().map(|s| s.to_string()).collect())
        .collect()
}

#[test]
fn a_verb_with_maqsura_before_a_name_is_no_part_of_it() {
    assert_eq!(people("خبر\nرأى كيري أن المحادثات تقدمت."), [["كيري"]]);
}

#[test]
fn a_colleague_or_relative_before_a_name_is_no_part_of_it() {
    assert_eq!(people("خبر\nوشكر زميلي جون كيري الحاضرين."), [["جون كيري"]]);
    let two = people("خبر\nقبلت الجامعة الطالبة سعاد المنصوري وشقيقها طارق أمس.");
    assert_eq!(two, [["سعاد المنصوري"], ["طارق"]]);
}

#[test]
fn a_post_does_not_run_on_over_a_plain_word() {
    let n = read("خبر\nوتناول وزير خارجية إيران جانب كيري من الملف.");
    let roles = n.entities.iter().flat_map(|e| &e.roles);
    let roles: Vec<&str> = roles.map(|r| r.text.as_str()).collect();
    assert!(!roles.iter().any(|r| r.contains("جانب")), "{roles:?}");
}

#[test]
fn a_well_known_surname_alone_has_its_full_name() {
    let n = read("خبر\nحث نتنياهو النواب على الرفض.");
    assert_eq!(n.entities[0].name, "بنيامين نتنياهو");
    assert_eq!(n.entities[0].surfaces, ["نتنياهو"]);
    // Another of that name on the page keeps it.
    let n = read("خبر\nقال المحامي يائير نتنياهو إن القضية أغلقت. وأضاف نتنياهو أنه راض.");
    assert_eq!(n.entities[0].name, "يائير نتنياهو");
    assert_eq!(n.entities[0].surfaces, ["يائير نتنياهو", "نتنياهو"]);
}

#[test]
fn a_lion_is_no_president() {
    assert!(people("خبر\nشاهد الزوار الأسد في حديقة الحيوان.").is_empty());
    let assad = people("خبر\nقصف طيران الأسد بلدات في سوريا.");
    assert_eq!(assad, [["الأسد"]]);
    assert!(people("خبر\nنالت سوريا حصة الأسد من المساعدات.").is_empty());
}

#[test]
fn adjectives_are_no_people() {
    assert!(people("خبر\nنطالب بقضاء عادل وناجز للجميع.").is_empty());
    assert!(people("خبر\nاتفاق سري في كواليس حوار المنطقة.").is_empty());
}

#[test]
fn a_family_is_not_one_of_it() {
    let n = people("خبر\nرحل عن عائلة كنيدي كثيرون، ومنهم فؤاد كنيدي الطبيب.");
    assert_eq!(n.len(), 1, "{n:?}");
}

#[test]
fn words_that_sound_like_places_are_none() {
    for text in [
        "خبر\nشهد السوق ارتفاعا كبيرًا أمس.",
        "خبر\nوقد كسرت ساقه في الملعب.",
        "خبر\nوزعت الكتب على القادمين للحج هذا العام.",
        "خبر\nعاد بالخير واليمن والبركات على الجميع.",
        "خبر\nوصل إلى مسقط رأسه أمس.",
        "خبر\nهبطت الطائرة الإغاثية السعودية أمس.",
    ] {
        let found = places(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    let found = places("خبر\nوصل إلى السعودية أمس قادما من مسقط.");
    assert_eq!(found, ["السعودية", "مسقط"]);
}

#[test]
fn an_everyday_word_beside_a_place_is_one() {
    let found = places("خبر\nتشمل المحافظات شبوة والمهرة هذا العام.");
    assert_eq!(found, ["شبوة", "المهرة"]);
    let found = places("خبر\nعثر على السيارة بالقرب من كراتسيونه أمس.");
    assert_eq!(found, ["كراتسيونه"]);
    let found = places("خبر\nوقع الهجوم في القائم السبت الماضي.");
    assert_eq!(found, ["القائم"]);
    assert!(places("خبر\nزار شبوة والمدير العام حاضر.").contains(&"شبوة".to_string()));
}

#[test]
fn a_name_in_brackets_is_a_name_of_the_body_before() {
    let found =
        orgs("خبر\nوقعت منظمة الشراكة المائية الدولية (إسبو) الاتفاق. وقالت إسبو إنها راضية.");
    assert_eq!(found[0][0], "منظمة الشراكة المائية الدولية");
    assert!(found[0].contains(&"إسبو".to_string()), "{found:?}");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_national_society_has_its_country() {
    let found = orgs("خبر\nأرسل الهلال الأحمر القطري مساعدات.");
    assert_eq!(found, [["الهلال الأحمر القطري"]]);
}

#[test]
fn a_canal_is_no_channel_and_a_district_no_directorate() {
    let text = "خبر\nعبرت السفن قناة السويس إلى مديرية لودر.";
    assert!(orgs(text).is_empty());
    assert!(places(text).contains(&"قناة السويس".to_string()));
}

#[test]
fn the_agency_after_according_to_is_an_organisation() {
    assert_eq!(orgs("خبر\nوقع الحادث أمس حسب رويترز."), [["رويترز"]]);
    assert!(orgs("خبر\nوقع الحادث أمس بحسب البيان.").is_empty());
}

#[test]
fn a_ministry_goes_on_after_its_under_secretary() {
    let found = orgs("خبر\nاستقبل وكيل وزارة الطاقة للشؤون الفنية سالم الهاجري الوفد.");
    assert_eq!(found, [["وزارة الطاقة"]]);
}
