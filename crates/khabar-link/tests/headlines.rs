//! Headlines that say the same, and that say against each other.

use khabar_link::same::{Headlines, SAME_CLAIM};

fn says_the_same(a: &str, b: &str) -> bool {
    let lists = Headlines::builtin();
    let (there, back) = (lists.same_claim(a, b), lists.same_claim(b, a));
    assert_eq!(
        there.score >= SAME_CLAIM,
        back.score >= SAME_CLAIM,
        "{a} / {b}"
    );
    assert!((0.0..=1.0).contains(&there.score));
    there.score >= SAME_CLAIM
}

#[test]
fn equal_words_say_the_same() {
    let one = "الوزارة تنفي رفع أسعار الخبز في سوهاران";
    assert!(says_the_same(one, one));
    assert_eq!(Headlines::builtin().same_claim(one, one).score, 1.0);
}

#[test]
fn other_order_and_other_forms_of_the_words_say_the_same() {
    assert!(says_the_same(
        "ارتفاع أسعار القمح في أسواق سوهاران",
        "أسعار القمح ترتفع في أسواق سوهاران"
    ));
}

#[test]
fn an_opposite_says_against() {
    assert!(!says_the_same(
        "ارتفاع أسعار القمح في أسواق سوهاران",
        "انخفاض أسعار القمح في أسواق سوهاران"
    ));
}

#[test]
fn opposites_are_of_the_noun_they_stand_by() {
    let one = "القمح يرتفع مع هبوط الشعير";
    assert!(says_the_same(one, "هبوط الشعير والقمح يرتفع"));
    assert!(!says_the_same(one, "القمح يهبط مع صعود الشعير"));
}

#[test]
fn a_denial_says_against() {
    assert!(!says_the_same(
        "وزير النقل: إغلاق جسر سوهاران غدا",
        "وزير النقل ينفي إغلاق جسر سوهاران غدا"
    ));
}

#[test]
fn another_number_says_against_and_the_same_one_written_out_does_not() {
    let one = "إصابة 7 عمال بحريق مصنع سوهاران";
    assert!(!says_the_same(one, "إصابة 12 عاملا بحريق مصنع سوهاران"));
    let grounds = |b: &str| {
        let verdict = Headlines::builtin().same_claim(one, b);
        verdict.grounds.iter().any(|g| g.what == "numbers")
    };
    assert!(grounds("إصابة 12 عاملا بحريق مصنع سوهاران"));
    assert!(!grounds("إصابة سبعة عمال بحريق مصنع سوهاران"));
}

#[test]
fn empty_headlines_do_not_panic() {
    let lists = Headlines::builtin();
    for (a, b) in [("", ""), ("", "خبر"), ("؟!", "…")] {
        let score = lists.same_claim(a, b).score;
        assert!((0.0..=1.0).contains(&score));
    }
}

#[test]
fn another_side_of_an_event_is_not_said_against() {
    let lists = Headlines::builtin();
    let one = "حريق كبير في مصنع الزجاج بسوهاران";
    assert!(!lists.against(one, "وزير الصناعة يعود جرحى المصنع ويعد بتحقيق عاجل"));
    assert!(!lists.against(one, "لا إصابات بين سكان الأحياء المجاورة"));
    assert!(lists.against(
        "الوزارة: إغلاق جسر سوهاران غدا",
        "الوزارة تنفي إغلاق جسر سوهاران غدا"
    ));
}
