//! Forms of expressions beyond days, months and years: feasts, weeks and their
//! days, counted days, ranges, figures that can be read two ways.

use super::tests::{DAY, check, each, read};
use super::*;
use khabar_model::Modifier;

#[test]
fn feasts_in_company() {
    each(&[
        ("زار القدس في [عيد الفطر 2018] وحده", "2018-06-15"),
        ("يجتمعون في [عيد الأضحى المقبل] كعادتهم", "2019-08-11"),
        ("تجمعوا [ليلة رأس السنة] في الساحة", "2018-12-31"),
        ("احتفلوا [يوم عيد الميلاد] بهدوء", "2018-12-25"),
        ("أطلقت النار في [عيد الشكر 2010] وهرب", "2010-11-25"),
        ("سافر [ثاني أيام عيد الفطر] إلى أهله", "2019-06-05"),
        ("توقف القتال في [عيد الفصح الشرقي 2015] حقا", "2015-04-12"),
        ("يحل [شم النسيم 2020] قريبا", "2020-04-20"),
        ("صام المسلمون [رمضان 2019] كله", "2019-05-06/2019-06-03"),
        ("التقيا [أول جمعة بعد عيد الأضحى 2018] هناك", "2018-08-24"),
        (
            "بدأ [أول أيام عيد الفطر الموافق 5 يونيو 2019] سيره",
            "2019-06-05",
        ),
        ("قال [اليوم الأحد ثاني أيام عيد الفطر] إنه راض", "2019-06-16"),
    ]);
}

#[test]
fn a_feast_whose_day_is_everyones_own_has_none_and_says_so() {
    let (found, _) = read("وصلوا في أول أيام العيد", DAY);
    assert_eq!(found[0].value, None);
    assert_eq!(found[0].unsettled, Some(Unsettled::NoCalendarDay));
}

#[test]
fn easter_without_a_church_is_two_days() {
    let readings = |s: &str| {
        let (found, _) = read(s, DAY);
        let all = found[0].candidates.iter().map(|v| v.0.clone());
        let value = found[0].value.as_ref().map(|v| v.0.clone());
        (value, all.collect::<Vec<_>>(), found[0].unsettled)
    };
    let (value, two, why) = readings("قتلوا في عيد الفصح 2013 غدرا");
    assert_eq!((value, why), (None, Some(Unsettled::Readings)));
    assert_eq!(two, ["2013-03-31", "2013-05-05"]);
    // In 2017 both churches kept the same day.
    let (value, two, why) = readings("قتلوا في عيد الفصح 2017 غدرا");
    assert_eq!((value.as_deref(), why), (Some("2017-04-16"), None));
    assert!(two.is_empty());
}

#[test]
fn figures_that_can_be_read_two_ways_are_two_candidates() {
    let of = |s: &str, day: &str| {
        let (found, _) = read(s, day);
        let t = &found[0];
        assert_eq!(t.value.is_none(), t.unsettled.is_some());
        let all = t.candidates.iter().map(|v| v.0.clone());
        (
            t.value.as_ref().map(|v| v.0.clone()),
            all.collect::<Vec<_>>(),
        )
    };
    let open = of("وقع في 3/4/2015 اتفاقا", "");
    assert_eq!(open, (None, vec!["2015-04-03".into(), "2015-03-04".into()]));
    let settled = |s: &str, day: &str| of(s, day).0.unwrap_or_default();
    // No month is the 27th; nothing to choose.
    assert_eq!(settled("وقع في 27/4/2015 اتفاقا", ""), "2015-04-27");
    assert_eq!(settled("وقع في 4/4/2015 اتفاقا", ""), "2015-04-04");
    // The weekday beside it, the Hijri day beside it, the text's other dates,
    // the day of writing.
    assert_eq!(settled("وقع الجمعة 3/4/2015 اتفاقا", ""), "2015-04-03");
    assert_eq!(settled("وقع الأربعاء 3/4/2015 اتفاقا", ""), "2015-03-04");
    let twin = "وقع في 14/6/1436هـ الموافق 3/4/2015م اتفاقا";
    assert_eq!(settled(twin, ""), "2015-04-03");
    assert_eq!(settled("في 3/4/2015 ثم في 27/5/2015", ""), "2015-04-03");
    assert_eq!(settled("في 3/4/2015 ثم في 5/27/2015", ""), "2015-03-04");
    assert_eq!(settled("في 3/4/2015 وقع", "2015-04-05"), "2015-04-03");
    assert_eq!(settled("في 3/4/2015 وقع", "2015-03-05"), "2015-03-04");
    // 2021 is far from the day of writing.
    assert_eq!(settled("عاد في 16/04/21 سالما", "2016-11-07"), "2016-04-21");
}

#[test]
fn what_is_not_settled_says_why() {
    let why = |s: &str, day: &str| read(s, day).0[0].unsettled;
    assert_eq!(why("وصل أمس", ""), Some(Unsettled::NoDayOfWriting));
    assert_eq!(why("وصل أمس", DAY), None);
    assert_eq!(why("عام 1428 هجرية", DAY), Some(Unsettled::HijriSpan));
    assert_eq!(why("شهر رمضان الماضي", DAY), Some(Unsettled::HijriSpan));
    assert_eq!(why("في 30 فبراير 2015", DAY), Some(Unsettled::NoSuchDay));
    assert_eq!(why("في 30/2/2015", DAY), Some(Unsettled::NoSuchDay));
}

#[test]
fn stretches_of_months_keep_the_month_and_say_which() {
    let of = |s: &str| {
        let t = read(s, DAY).0.remove(0);
        (t.value.unwrap().0, t.modifier)
    };
    let (start, end) = (Some(Modifier::Start), Some(Modifier::End));
    assert_eq!(of("مطلع مايو 2018"), ("2018-05".into(), start));
    assert_eq!(of("أواخر مايو 2018"), ("2018-05".into(), end));
    assert_eq!(of("منتصف 2016"), ("2016".into(), Some(Modifier::Mid)));
    assert_eq!(of("أول مايو 2018"), ("2018-05-01".into(), None));
    assert_eq!(of("مايو 2018"), ("2018-05".into(), None));
}

#[test]
fn weekends_and_days_of_weeks() {
    each(&[
        ("انخفض السعر [نهاية الأسبوع] قليلا", "2019-W24-WE"),
        ("يسافران في [عطلة نهاية الأسبوع المقبل] معا", "2019-W25-WE"),
        ("يلتقيان [نهاية هذا الأسبوع] مجددا", "2019-W24-WE"),
        ("تصاعد القتال [أواخر الأسبوع الماضي] كثيرا", "2019-W23"),
        ("عقدت الجلسة [الأسبوع الماضي الأحد] سرا", "2019-06-09"),
        (
            "تعقد [الأسبوع المقبل بين الأربعاء والجمعة] جلسات",
            "2019-06-19/2019-06-21",
        ),
        ("أعلن في [أسبوع 16 سبتمبر 2018] ذلك", "2018-W37"),
        ("يصدر [آخر أسبوع من سبتمبر 2014] ملحق", "2014-W39"),
        ("صدر [الأسبوع الأخير من عام 2015] ملحق", "2015-W53"),
    ]);
    check(
        "يعمل يومي الأحد والأربعاء فقط",
        DAY,
        &[("يومي الأحد", "2019-06-16"), ("الأربعاء", "2019-06-12")],
    );
}

#[test]
fn counted_days() {
    each(&[
        (
            "أقفل الباب في [آخر يوم من أكتوبر 2015] نهائيا",
            "2015-10-31",
        ),
        ("غادر في [اليوم الأخير من يونيو 2018] المدينة", "2018-06-30"),
        ("ينتهي في [آخر يوم في العام الجاري] العقد", "2019-12-31"),
        ("صوتوا [الثلاثاء الثالث من سبتمبر 2014] عليه", "2014-09-16"),
        // The third is a Wednesday: no third Wednesday is meant.
        ("صوتوا [الأربعاء الثالث من سبتمبر 2014] عليه", "2014-09-03"),
        ("زارها [الأسبوع الثاني من مايو 2019] كله", "2019-W20"),
    ]);
}

#[test]
fn months_before_their_days() {
    each(&[
        ("نشر في [يوليو 23، 2015] على الموقع", "2015-07-23"),
        (
            "في [سبتمبر الحادي والعشرين من ألف وتسعمائة وثمانية وسبعين]",
            "1978-09-21",
        ),
        ("يمتد المعرض [يوليو 13-15]", "2019-07-13/2019-07-15"),
        ("أقيم في [شهر مايو بين 19 و20] حفل", "2019-05-19/2019-05-20"),
        ("ولد في [واحد وعشرين مايو 1980] بالقرية", "1980-05-21"),
        ("انتهى في [3 يونيو ألفين وثمانية عشر] أخيرا", "2018-06-03"),
    ]);
}

#[test]
fn months_and_years_in_figures() {
    each(&[
        ("صدر في [3/2018] العدد الأول", "2018-03"),
        ("صدر في [2018/03] العدد الأول", "2018-03"),
        ("وصل [22/04]", "2019-04-22"),
        ("وصل [السبت 22/06]", "2019-06-22"),
    ]);
}

#[test]
fn ranges_of_any_days() {
    each(&[
        (
            "يستمر [من الجمعة 14 حتى الثلاثاء 18]",
            "2019-06-14/2019-06-18",
        ),
        ("يفتح [اليوم حتى الغد] أبوابه", "2019-06-16/2019-06-17"),
        (
            "يعرض [ابتداء من 3 إلى 5 يونيو 2018] مجانا",
            "2018-06-03/2018-06-05",
        ),
        (
            "أقيم [ما بين 2-7 فبراير 2018] معرض",
            "2018-02-02/2018-02-07",
        ),
        ("يهطل المطر [بقية الشهر] كله", "2019-06-16/2019-06-30"),
        ("يغيب [باقي العام] عن الملاعب", "2019-06-16/2019-12-31"),
        ("تعطل [الأيام الثلاثة الماضية] كلها", "2019-06-13/2019-06-15"),
        ("ينجز خلال [3 أسابيع القادمة] العمل", "2019-W25/2019-W27"),
        ("تغير في [العقود الثلاثة الماضية] كثيرا", "1989/2019"),
    ]);
}

#[test]
fn distances_of_several_units() {
    each(&[
        ("توفي [قبل سنة و3 أشهر] في بيته", "2018-03"),
        ("عاد [منذ شهر و10 أيام] إلى أهله", "2019-05-06"),
        ("ينتهي [بعد شهرين من الآن] عقده", "2019-08"),
    ]);
}

#[test]
fn quarters_decades_and_centuries() {
    each(&[
        ("نمت في [الربع الأخير من العام الماضي] قليلا", "2018-Q4"),
        ("في [العقد الثاني من القرن العشرين] نشأت", "191"),
        ("وفي [تسعينيات القرن الماضي] هدأت", "199"),
        ("أنشئت في [القرن السابع عشر] قلعة", "16"),
        ("أطلق في [وقت سابق من هذا العام] مشروعا", "2019"),
    ]);
}

#[test]
fn numbers_in_words_and_with_the_wrong_gender() {
    each(&[
        ("في [الثالث عشرة من شباط 2018] عاد", "2018-02-13"),
        ("في [السابعة عشر من شباط 2018] عاد", "2018-02-17"),
        ("في [العشرين من شباط 2018] عاد", "2018-02-20"),
        ("في [الثلاثين من أيار 2018] عاد", "2018-05-30"),
        ("في [الخامس والعشرون من شباط 2018] عاد", "2018-02-25"),
        ("عاد [قبل ثلاث أيام] فقط", "2019-06-13"),
        ("عاد [قبل إحدى عشر يوما] فقط", "2019-06-05"),
    ]);
}

#[test]
fn months_of_all_regions() {
    for (name, month) in [
        ("كانون الثاني", 1),
        ("جانفي", 1),
        ("فيفري", 2),
        ("أفريل", 4),
        ("أيار", 5),
        ("حزيران", 6),
        ("جويلية", 7),
        ("يوليوز", 7),
        ("غشت", 8),
        ("شتنبر", 9),
        ("تشرين الأول", 10),
        ("نونبر", 11),
        ("دجنبر", 12),
        ("كانون الأول", 12),
    ] {
        let date = format!("5 {name} 2018");
        check(
            &format!("وصل في {date} إلى هناك"),
            DAY,
            &[(&date, &format!("2018-{month:02}-05"))],
        );
    }
}

#[test]
fn announcements_tell_of_the_coming_day() {
    let text = Text::new("الخميس\n5 أكتوبر");
    let values = |r: &DateReader| {
        let found = r.read_text(&text, Day::parse(DAY));
        found
            .into_iter()
            .map(|t| t.value.unwrap().0)
            .collect::<Vec<_>>()
    };
    let news = DateReader::builtin();
    assert_eq!(values(&news), ["2019-06-13", "2018-10-05"]);
    let coming = DateReader::builtin().of_announcements();
    assert_eq!(values(&coming), ["2019-06-20", "2019-10-05"]);
}

#[test]
fn a_texts_dates_are_those_of_its_page() {
    let s = "قال أمس الأربعاء\nفي 3 مايو 2018 وفي اليوم التالي";
    let text = Text::new(s);
    let bare = DateReader::builtin().read_text(&text, Day::parse("2019-06-13"));
    let (paged, published) = read(s, DAY);
    assert_eq!(published.as_deref(), Some("2019-06-13"));
    assert_eq!(bare, paged);
}

#[test]
fn the_night_between_two_days_with_the_dash_of_the_press() {
    each(&[(
        "جرت [ليل الثلاثاء ـ الأربعاء] اشتباكات",
        "2019-06-11/2019-06-12",
    )]);
}

#[test]
fn every_row_of_the_word_lists_is_understood() {
    let unread = lexicon::unread_rows();
    assert!(unread.is_empty(), "{unread:?}");
}
