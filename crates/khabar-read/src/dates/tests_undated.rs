//! Sets and references: time that names no day.

use super::tests::{DAY, check, read};
use khabar_model::{Anchor, TimexKind};

/// All that is read, with what names no day.
#[track_caller]
fn each(cases: &[(&str, &str)]) {
    for (marked, value) in cases {
        let text = marked.replace(['[', ']'], "");
        let words = marked.split(['[', ']']).nth(1).unwrap_or("");
        let (found, _) = read(&text, DAY);
        let got: Vec<(&str, &str)> = found
            .iter()
            .map(|t| {
                (
                    t.span.of(&text),
                    t.value.as_ref().map_or("-", |v| v.as_str()),
                )
            })
            .collect();
        let want = [(words, *value)];
        assert_eq!(
            got,
            if words.is_empty() { &want[1..] } else { &want },
            "in {text}"
        );
    }
}

#[test]
fn periods() {
    each(&[
        ("يجتمع المجلس [كل عام] في العاصمة", "P1Y"),
        ("تعقد اللجنة اجتماعها [كل ثلاثة أشهر] هناك", "P3M"),
        ("تصدر النشرة [كل أسبوعين] بانتظام", "P2W"),
        ("يزور المعرض ألف طالب [يومياً] على الأقل", "P1D"),
        ("تنتج البلاد مليون طن [سنويا] من القمح", "P1Y"),
        ("تدفع الرواتب [شهريا] للموظفين", "P1M"),
        ("يصلي في المسجد [كل يوم جمعة] مع جيرانه", "XXXX-WXX-5"),
        ("ينظف الشارع [كل يوم] عمال كثيرون", "P1D"),
    ]);
}

#[test]
fn how_often_in_a_period() {
    let times = |s: &str| {
        let (found, _) = read(s, DAY);
        let t = &found[0];
        assert_eq!(t.kind, TimexKind::Set);
        (t.span.of(s).to_owned(), t.value.clone().unwrap().0, t.times)
    };
    let is = |words: &str, value: &str, n| (words.to_owned(), value.to_owned(), Some(n));
    assert_eq!(
        times("يتدرب الفريق مرتين في الأسبوع هنا"),
        is("مرتين في الأسبوع", "P1W", 2)
    );
    assert_eq!(
        times("يجتمعون ثلاث مرات سنويا فقط"),
        is("ثلاث مرات سنويا", "P1Y", 3)
    );
    assert_eq!(
        times("تقلع الطائرة 3 مرات كل شهر تقريبا"),
        is("3 مرات كل شهر", "P1M", 3)
    );
    // It tells of one year.
    check(
        "زارها مرتين في العام الماضي وحده",
        DAY,
        &[("العام الماضي", "2018")],
    );
}

#[test]
fn references() {
    each(&[
        ("تدرس الوزارة [حالياً] خطة جديدة", "PRESENT_REF"),
        ("قال إن القرار [في الوقت الراهن] صعب", "PRESENT_REF"),
        ("كانت القرية [في الماضي] مزدهرة", "PAST_REF"),
        ("انضم إلى الحزب [مؤخرا] عدد من الشباب", "PAST_REF"),
        ("ستعلن النتائج [في وقت لاحق] بالتفصيل", "FUTURE_REF"),
        ("يفتتح الجسر [قريبا] بحضور الوزير", "FUTURE_REF"),
    ]);
    let (found, _) = read("تدرس الوزارة حاليا خطة جديدة", DAY);
    assert_eq!(
        (found[0].kind, found[0].anchor),
        (TimexKind::Reference, Anchor::Own)
    );
    assert!(!found[0].names_days());
}

#[test]
fn what_only_looks_like_a_set_or_reference() {
    each(&[
        ("كل عام وأنتم بخير أيها القراء", ""),
        ("وقع الانفجار قريبا من السوق", ""),
        ("زاره مرة واحدة في بيته", ""),
        ("كل الأيام سواء عنده", ""),
    ]);
}
