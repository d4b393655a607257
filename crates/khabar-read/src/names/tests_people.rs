//! People: where a name begins and ends, and whose a short one is.

use super::tests::{people, read};
use khabar_model::EntityKind;

/// The surfaces of the people of a page whose running text is `text`.
fn body(text: &str) -> Vec<Vec<String>> {
    people(&format!("خبر\n{text}"))
}

fn roles(text: &str) -> Vec<String> {
    let n = read(&format!("خبر\n{text}"));
    let people = n.entities.iter().filter(|e| e.kind == EntityKind::Person);
    people
        .flat_map(|e| e.roles.iter().map(|r| r.text.clone()))
        .collect()
}

#[test]
fn a_title_and_surname_mean_the_one_with_that_title() {
    let found = body(
        "التقى الرئيس سامر كلاوفلد أمس السفير نزار كلاوفلد في القصر. وقال الرئيس كلاوفلد إن اللقاء مفيد.",
    );
    assert_eq!(found, [vec!["سامر كلاوفلد", "كلاوفلد"], vec!["نزار كلاوفلد"]]);
}

#[test]
fn a_surname_spelled_the_same_comes_before_one_nearly_so() {
    let found = people(
        "السالم: المشروع تقدم\nوصل سامر سالم إلى المقر. وقال عبدالله السالم إن المشروع تقدم.",
    );
    assert!(
        found.contains(&vec!["السالم".into(), "عبدالله السالم".into()]),
        "{found:?}"
    );
}

#[test]
fn a_fathers_name_is_not_the_sons() {
    let found = body(
        "أوضح المهندس صالح بن عبدالعزيز الكلاوي أن الملك عبدالعزيز وحد البلاد. وأضاف الكلاوي أنه فخور.",
    );
    let son = found.iter().find(|p| p[0].starts_with("صالح"));
    assert_eq!(son.unwrap(), &["صالح بن عبدالعزيز الكلاوي", "الكلاوي"]);
}

#[test]
fn a_name_does_not_begin_with_its_second_half() {
    assert_eq!(
        body("وحضر الحفل سلطان بن محمد الكلاوي."),
        [["سلطان بن محمد الكلاوي"]]
    );
    assert_eq!(
        body("وذكر أن نائبه محيي الدين الكلاوي استقال."),
        [["محيي الدين الكلاوي"]]
    );
}

#[test]
fn half_of_a_name_of_two_words_is_no_surname() {
    let found = body("وقال الأمين العام حسان نصر الله إنه راض. وأضاف نصرالله أن الله معه.");
    assert_eq!(found, [["حسان نصر الله", "نصرالله"]]);
    assert!(body("وهذا من فضل الله علينا جميعا، ثم جهود العاملين.").is_empty());
}

#[test]
fn a_verb_before_a_foreign_name_is_no_part_of_it() {
    let found = body("ومن المقرر أن يتوجه دي كلاوفا إلى المدينة. وقال ستيفان دي كلاوفا إنه متفائل.");
    assert!(
        !found.iter().flatten().any(|s| s.contains("يتوجه")),
        "{found:?}"
    );
}

#[test]
fn a_name_with_an_editors_bracket_is_one() {
    let found = body("وقال: «كانت واحدة مع الرئيس (الروسي فلاديمير) بوتين أمس».");
    assert_eq!(found, [["فلاديمير) بوتين"]]);
}

#[test]
fn everyday_words_after_a_closed_post_are_a_name() {
    let found = body("وقال مساعد المتحدث باسم الأمم المتحدة فرحان سهل. وأوضح أن اللقاء انتهى.");
    assert_eq!(found, [["فرحان سهل"]]);
    assert!(body("وقال المتحدث باسم الأمم المتحدة فرحان جدا بالنتيجة.").is_empty());
}

#[test]
fn a_nickname_is_a_well_known_persons() {
    let found = body("دعا أبو مازن إلى اللقاء. وقال الرئيس محمود عباس إنه مهم.");
    assert_eq!(found, [["أبو مازن", "محمود عباس"]]);
}

#[test]
fn a_surname_is_found_behind_a_clitic_no_list_knows() {
    let found = body("قال المحلل كين دوكتور إن السوق تغيرت. ووفقا لدوكتور فإنها ستتغير أكثر.");
    assert_eq!(found, [["كين دوكتور", "دوكتور"]]);
}

#[test]
fn a_preposition_before_a_figure_is_no_name() {
    let found = body("تليها أغنية للمغنية شيرين بـ25 مليون مشاهدة.");
    assert_eq!(found, [["شيرين"]]);
}

#[test]
fn pence_are_no_vice_president() {
    assert!(body("ارتفع اليورو أمام الجنيه الاسترليني إلى 70.67 بنس أمس.").is_empty());
}

#[test]
fn nouns_are_no_people() {
    for text in [
        "وضمهم الثرى نجوماً لم تأفل في سماء الوطن.",
        "ونحن جادون جدا في جهودنا لمكافحة الفقر.",
        "وهبطت الطائرة خوفا من وجود الفأر فيها.",
        "لجرائم ترتكب باسم الإسلام في كل مكان.",
        "وعلينا اتباع سنة نبيه محمد صلى الله عليه وسلم.",
        "وصوت أول سناتور ديموقراطي ضد الاتفاق.",
    ] {
        let found = body(text);
        assert!(!found.iter().any(|p| p[0] != "محمد"), "{text}: {found:?}");
    }
}

#[test]
fn two_people_side_by_side_are_two() {
    let found = body(
        "قال خوسيه كلاوميو إن المدرب لويس فان هورن رحل. وشكر كلاوميو فان هورن على الفترة الماضية.",
    );
    assert_eq!(
        found,
        [["خوسيه كلاوميو", "كلاوميو"], ["لويس فان هورن", "فان هورن"]]
    );
}

#[test]
fn a_dash_of_tatweel_ends_a_name() {
    let found = people("عنوان\n#سعد الكلاوي ـ تبوك");
    assert_eq!(found, [["سعد الكلاوي"]]);
}

#[test]
fn names_of_two_lines_are_two() {
    let found = people("معالي الوزير ماجد\nرجاء الكلاوي\nقال الوزير ماجد الحقوي إنه راض.");
    assert!(
        !found.iter().flatten().any(|s| s.contains('\n')),
        "{found:?}"
    );
}

#[test]
fn a_hyphen_inside_a_foreign_name_is_part_of_it() {
    let found = body("واتهم كيم كلاو-جونغ بالهجوم على السفير.");
    assert_eq!(found, [["كيم كلاو-جونغ"]]);
}

#[test]
fn a_road_or_hall_named_after_a_king_is_no_person() {
    assert!(body("أقيم الحفل في قاعة الملك سلمان وعلى طريق الأمير ماجد.").is_empty());
}

#[test]
fn the_title_of_another_is_not_taken_over() {
    let found =
        roles("ورفض المستشار القانوني لمارادونا الرد على السؤال، وقال دييغو مارادونا إنه راض.");
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_post_without_a_comma_behind_a_name() {
    assert_eq!(
        roles("وقال جيري كلاوفلد المتحدث باسم صندوق النقد الدولي إن القرض جاهز."),
        ["المتحدث باسم صندوق النقد الدولي"]
    );
    assert!(roles("وحضر عبدالله المرشد الحفل.").is_empty());
}

#[test]
fn a_post_after_lam_has_its_article() {
    let found = roles("وهي قوات موالية للرئيس اليمني سامر الكلاوي.");
    assert_eq!(found, ["الرئيس اليمني"]);
}

#[test]
fn the_rest_of_a_clause_is_no_post() {
    let found = roles("رغب الفريق الإنجليزي في ضم نجمه المتألق ليونيل كلاوسي رغم كل شيء.");
    assert!(!found.iter().any(|r| r.contains("ضم")), "{found:?}");
}
