//! Stories: what joins them, what does not, and that they stay.

use khabar_link::Person;
use khabar_link::same::{Content, SAME_STATEMENT, StatementFacts, same_statement};
use khabar_link::stories::{ArticleFacts, Stories, StoryId};
use proptest::prelude::*;

fn article<'a>(id: &'a str, day: i32, headline: &'a str, text: &'a str) -> ArticleFacts<'a> {
    ArticleFacts {
        id,
        day,
        headline,
        text,
        ..ArticleFacts::default()
    }
}

fn day() -> Vec<ArticleFacts<'static>> {
    vec![
        article(
            "a",
            1,
            "حريق في مصنع الزجاج بمدينة سوهاران",
            "اندلع حريق كبير فجر اليوم في مصنع الزجاج بمدينة سوهاران، وأصيب سبعة عمال بحروق.",
        ),
        article(
            "b",
            1,
            "إصابة سبعة عمال بحريق مصنع سوهاران",
            "أصيب سبعة عمال في حريق كبير التهم مصنع الزجاج في سوهاران، وسيطر الدفاع المدني عليه.",
        ),
        article(
            "c",
            1,
            "البنك المركزي يخفض سعر الفائدة",
            "قرر البنك المركزي خفض سعر الفائدة ربع نقطة مئوية بعد تراجع التضخم.",
        ),
        article(
            "d",
            1,
            "منتخب الشباب يبدأ معسكره",
            "يبدأ منتخب الشباب لكرة السلة معسكره استعدادا لبطولة القارة في الخريف.",
        ),
    ]
}

#[test]
fn the_stories_are_the_same_however_many_threads_look_for_them() {
    let towns = ["سوهاران", "مرداسان", "كفرنيل", "وادغار", "زهرتان"];
    let texts: Vec<(String, String, String)> = (0..120)
        .map(|n| {
            let (town, hurt) = (towns[n % 5], n / 5 % 6);
            (
                format!("a{n:03}"),
                format!("حريق {hurt} في مصنع الزجاج بمدينة {town}"),
                format!("اندلع حريق كبير في مصنع {town} رقم {hurt}، وأصيب عمال بحروق {n}."),
            )
        })
        .collect();
    let facts: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(n, (id, headline, text))| article(id, n as i32 / 60, headline, text))
        .collect();
    let grouped = |threads: usize| {
        let mut s = Stories::new().on_threads(threads);
        let (old, new) = facts.split_at(60);
        let ids = [s.add_all(old), s.add_all(new)].concat();
        (ids, s.links().to_vec())
    };
    let one = grouped(1);
    assert!(one.1.len() > 20, "{}", one.1.len());
    assert_eq!(grouped(2), one);
    assert_eq!(grouped(7), one);
}

#[test]
fn two_reports_of_a_fire_are_one_story_with_evidence() {
    let mut s = Stories::new();
    let ids = s.add_all(&day());
    assert_eq!(ids[0], ids[1]);
    assert!(ids[2] != ids[0] && ids[3] != ids[0] && ids[2] != ids[3]);
    let link = &s.links()[0];
    assert_eq!((link.a.as_str(), link.b.as_str()), ("a", "b"));
    assert!(
        link.likeness
            .evidence
            .iter()
            .any(|e| e.what.contains("سوهار"))
    );
}

#[test]
fn an_article_of_the_next_day_joins_and_the_story_keeps_its_number() {
    let mut s = Stories::new();
    let before = s.add_all(&day());
    let next = article(
        "e",
        2,
        "تحقيق في حريق مصنع الزجاج بسوهاران",
        "فتحت الشرطة تحقيقا في حريق مصنع الزجاج بمدينة سوهاران الذي أصيب فيه سبعة عمال بحروق.",
    );
    assert_eq!(s.add(&next), before[0]);
    assert_eq!(s.story_of("a"), Some(before[0]));
}

#[test]
fn the_same_words_a_month_later_are_another_story() {
    let mut s = Stories::new();
    let before = s.add_all(&day());
    let mut later = day().remove(0);
    (later.id, later.day) = ("later", 31);
    assert_ne!(s.add(&later), before[0]);
}

#[test]
fn a_judgement_keeps_two_apart() {
    let mut s = Stories::new();
    s.keep_apart("b", "a");
    let ids = s.add_all(&day());
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn adding_twice_changes_nothing() {
    let mut s = Stories::new();
    let first = s.add_all(&day());
    let links = s.links().len();
    assert_eq!(s.add_all(&day()), first);
    assert_eq!(s.links().len(), links);
    assert_eq!(s.stories().map(|(_, m)| m.len()).sum::<usize>(), 4);
}

fn said<'a>(speaker: Option<&'a str>, content: &'a Content, day: i32) -> StatementFacts<'a> {
    StatementFacts {
        speaker: speaker.map(|name| Person { name, roles: &[] }),
        content,
        day: Some(day),
    }
}

#[test]
fn a_statement_is_one_by_words_speaker_and_day() {
    let words = &Content::new("سنفتح المعبر الشمالي أمام الشاحنات قبل نهاية الشهر المقبل");
    let other = &Content::new("فتح المعبر الشمالي أمام الشاحنات سيتم قبل نهاية الشهر");
    let (a, b) = (
        said(Some("رائد السماوي"), words, 1),
        said(Some("رائد السماوي"), other, 2),
    );
    let v = same_statement(&a, &b);
    assert!(v.score >= SAME_STATEMENT, "{v:?}");
    let another = said(Some("جاسم الرميثي"), words, 1);
    assert!(same_statement(&a, &another).score < SAME_STATEMENT);
    let far = Content::new("لا علم لنا بأي مفاوضات في هذا الشأن");
    let far = said(Some("رائد السماوي"), &far, 1);
    assert!(same_statement(&a, &far).score < SAME_STATEMENT);
}

/// Who speaks twice in a story does not say the same twice.
#[test]
fn one_speaker_on_one_day_about_one_thing_is_not_one_statement() {
    let a = Content::new("سنفتح المعبر الشمالي أمام الشاحنات قبل نهاية الشهر المقبل");
    let b = Content::new("المعبر الشمالي تضرر من القصف وإصلاحه كلف ثلاثة ملايين دينار");
    let by = Some("رائد السماوي");
    let v = same_statement(&said(by, &a, 1), &said(by, &b, 1));
    assert!(v.score < SAME_STATEMENT, "{v:?}");
}

proptest! {
    /// Neither the order within a day nor what the texts hold matters to it.
    #[test]
    fn the_order_within_a_day_does_not_matter(
        texts in proptest::collection::vec("[ابتثجحخدذر ]{0,40}|\\PC{0,30}", 1..12),
        turn in 0_usize..12,
    ) {
        let ids: Vec<String> = (0..texts.len()).map(|i| format!("{i:02}")).collect();
        let mut facts: Vec<_> = ids.iter().zip(&texts).map(|(id, t)| article(id, 1, t, t)).collect();
        let mut one = Stories::new();
        let first: Vec<StoryId> = one.add_all(&facts);
        let by = turn % facts.len();
        facts.rotate_left(by);
        let mut two = Stories::new();
        let mut second = two.add_all(&facts);
        second.rotate_right(by);
        prop_assert_eq!(first, second);
        prop_assert_eq!(one.links(), two.links());
        for l in one.links() {
            prop_assert!((0.0..=1.0).contains(&l.likeness.score));
        }
    }
}
