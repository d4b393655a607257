//! Invented pages in the shapes that crawlers bring, with the label every
//! line should get.

use khabar_model::{Article, ArticleKind, Capture, Page};
use khabar_page::PageReader;

/// Cuts a drawn page: every line is `LABEL|TEXT`.
fn read(drawn: &str, url: Option<&str>) -> (Page, String) {
    let rows: Vec<(&str, &str)> = drawn.lines().filter_map(|l| l.split_once('|')).collect();
    let text: String = rows.iter().map(|(_, t)| format!("{t}\n")).collect();
    let mut capture = Capture::new("page.txt", text.clone());
    capture.url = url.map(str::to_string);
    capture.retrieved = Some("2024-09-01T10:00:00".to_string());
    let page = PageReader::new().read(&capture);
    let got: Vec<String> = page
        .lines
        .iter()
        .zip(&rows)
        .map(|(l, (_, t))| format!("{}|{t}", khabar_model::wire::label(l.label)))
        .collect();
    let want: Vec<String> = rows
        .iter()
        .map(|(l, t)| format!("{}|{t}", l.trim()))
        .collect();
    assert_eq!(got, want);
    (page, text)
}

fn headline<'t>(a: &Article, text: &'t str) -> &'t str {
    a.headline.map_or("", |h| h.of(text))
}

fn outlet(a: &Article) -> Option<&str> {
    a.outlet.as_ref().map(|o| o.name.as_str())
}

fn day(a: &Article) -> Option<&str> {
    a.published.as_ref().map(|p| p.day.as_str())
}

fn credits(a: &Article) -> Vec<&str> {
    a.credits.iter().map(|c| c.name.as_str()).collect()
}

fn words<'t>(spans: &[khabar_model::Span], text: &'t str) -> Vec<&'t str> {
    spans.iter().map(|s| s.of(text)).collect()
}

#[test]
fn a_site_with_masthead_ticker_tags_and_comments() {
    let (page, text) = read(
        "X |الأحد 1 سبتمبر 2024
X |رئيس التحرير
X |سمير الجابري
X |آخر الأخبار
X |الأمطار تغلق طرقا في الشمال البورصة ترتفع للأسبوع الثالث المنتخب يختتم معسكره اليوم وزير الزراعة يزور المحافظات
- |
H1|وزير النقل يعلن افتتاح جسر النهر الجديد أمام المركبات
- |
M1|محليات
M1|28-08-2024, 12:40
X |مشاركة
X |فيسبوك
- |
B1|أعلن وزير النقل خالد المرواني، اليوم الأربعاء، افتتاح جسر النهر الجديد أمام حركة المركبات بعد عامين من العمل فيه.
- |
B1|مراحل العمل
- |
B1|وقال المرواني في مؤتمر صحفي إن الجسر يختصر الطريق بين ضفتي المدينة، وإن كلفته لم تتجاوز ما رصد له.
- |
X |الكلمات المفتاحية: جسر النهر وزارة النقل
X |جميع الحقوق محفوظة لموقع الضفاف الإخباري، ولا يجوز النقل من دون إذن مكتوب من إدارة الموقع.
X |التعليقات
X |أبو سالم
X |مبروك لأهل المدينة هذا الجسر الذي انتظرناه سنوات طويلة جدا، ونرجو أن يصان كما يجب.",
        None,
    );
    let a = &page.articles[0];
    assert_eq!(
        headline(a, &text),
        "وزير النقل يعلن افتتاح جسر النهر الجديد أمام المركبات"
    );
    assert_eq!(day(a), Some("2024-08-28"));
}

#[test]
fn a_related_article_is_pasted_in_under_its_own_headline_and_date() {
    let (page, _) = read(
        "M1|30 آب، 2024
- |
B1|بغداد/الضفاف: شهدت أسواق المدينة القديمة حركة واسعة مع اقتراب موسم المدارس، وارتفعت مبيعات القرطاسية قياسا بالعام الماضي.
- |
X |اقرأ أيضاً:
- |
H2|غرفة التجارة تحذر من ارتفاع أسعار القرطاسية المستوردة
- |
M2|19 آب، 2024
- |
B2|بغداد/الضفاف: حذرت غرفة التجارة من ارتفاع أسعار القرطاسية المستوردة مع زيادة الرسوم، ودعت إلى دعم المصانع المحلية.
- |
X |مقالات مشابهة
X |  • أسعار الورق في أعلى مستوياتها
X |  • مصنع جديد للدفاتر في الجنوب",
        None,
    );
    assert_eq!(page.articles.len(), 2);
    assert_eq!(page.articles[1].kind, ArticleKind::Related);
    assert_eq!(day(&page.articles[0]), Some("2024-08-30"));
    assert_eq!(day(&page.articles[1]), Some("2024-08-19"));
}

#[test]
fn a_pointer_in_the_middle_of_the_text_does_not_end_it() {
    read(
        "H1|بلدية المدينة تبدأ حملة لتنظيف ضفاف النهر من النفايات
M1|كتب: سالم الجابري
- |
B1|بدأت بلدية المدينة صباح اليوم حملة لتنظيف ضفاف النهر من النفايات بمشاركة مئات المتطوعين من الجامعات.
- |
X |اقرأ أيضا: مهرجان الزهور يعود إلى حدائق المدينة
- |
B1|وقال رئيس البلدية إن الحملة تستمر أسبوعين، وإن الآليات وزعت على ستة قطاعات على امتداد المجرى.
- |
X |اقرأ أيضا
X |مدارس المدينة تستعد لاستقبال طلابها الجدد
- |
B1|وأضاف أن المتطوعين جمعوا في اليوم الأول عشرين طنا من النفايات، معظمها من البلاستيك.",
        None,
    );
}

#[test]
fn an_older_report_is_appended_under_its_own_headline() {
    let (page, _) = read(
        "H1|محافظ المدينة يفتتح معرض الكتاب بمشاركة مئتي دار
M1|الضفاف نيوز
B1|افتتح محافظ المدينة، أمس الثلاثاء، معرض الكتاب السنوي بمشاركة مئتي دار نشر من عشرين دولة.
- |
H2|اتحاد الناشرين يطالب المحافظ بتمديد معرض الكتاب أسبوعا
- |
B2|طالب اتحاد الناشرين، اليوم الأحد، المحافظ بتمديد معرض الكتاب أسبوعا آخر بسبب الإقبال عليه.
- |
B2|وقال الاتحاد في بيان إن الزوار تجاوزوا المئة ألف في خمسة أيام.",
        None,
    );
    assert_eq!(page.articles[1].kind, ArticleKind::Appended);
    assert_eq!(outlet(&page.articles[0]), Some("الضفاف نيوز"));
}

#[test]
fn a_list_of_headlines_and_a_footer_end_the_page() {
    read(
        "H1|الجامعة تعلن مواعيد القبول في الكليات العلمية
M1|29/08/2024
B1|أعلنت الجامعة مواعيد القبول في كلياتها العلمية للعام الدراسي الجديد، على أن يستمر التقديم حتى نهاية الشهر.
- |
X |انخفاض أسعار الخضار في أسواق الجملة
X |فريق المدينة يفوز ببطولة الشباب للسباحة
X |الأرصاد تتوقع أجواء معتدلة مطلع الأسبوع
X |افتتاح مستشفى الأطفال بعد ترميم أقسامه
- |
X |موقع إخباري مستقل ينقل أخبار المدينة وأهلها منذ عشر سنوات.",
        None,
    );
}

#[test]
fn a_short_headline_stands_above_a_name_and_the_text() {
    let (page, text) = read(
        "H1|حكاية الجسر
M1|سامي عبدالله الجابري
- |
B1|كان الناس يعبرون النهر بالقوارب قبل أن يبنى الجسر الأول، وكانت الرحلة تطول في مواسم الفيضان.
B1|ثم جاء المهندسون وقاسوا المجرى، وبعد ثلاث سنوات عبر أول قطار إلى الضفة الأخرى.
- |
M1|* خدمة «نيويورك تايمز»",
        None,
    );
    let a = &page.articles[0];
    assert_eq!(headline(a, &text), "حكاية الجسر");
    assert_eq!(words(&a.bylines, &text), ["سامي عبدالله الجابري"]);
}

#[test]
fn bylines_part_into_places_people_and_agencies() {
    let body = "B1|قال مسؤول في الهيئة إن العمل في المشروع يسير كما خطط له، وإن التسليم في موعده.";
    let of = |line: &str, url: &str| {
        let drawn = format!("H1|الهيئة تؤكد موعد تسليم المشروع\nM1|{line}\n- |\n{body}");
        let (page, text) = read(&drawn, Some(url));
        let a = &page.articles[0];
        let join = |s: &[khabar_model::Span]| words(s, &text).join("|");
        (join(&a.datelines), join(&a.bylines), credits(a).join("|"))
    };
    let s = |a: &str, b: &str, c: &str| (a.to_string(), b.to_string(), c.to_string());
    let riyadh = "http://www.alriyadh.com/1";
    assert_eq!(of("جدة - واس", riyadh), s("جدة", "", "واس"));
    assert_eq!(
        of("الرياض - خالد المرواني", riyadh),
        s("الرياض", "خالد المرواني", "")
    );
    assert_eq!(of("دبي - الرياض", riyadh), s("دبي", "", ""));
    assert_eq!(
        of("خالد المرواني (جدة)", riyadh),
        s("جدة", "خالد المرواني", "")
    );
    assert_eq!(
        of("سامي الجابري ـ بيروت", riyadh),
        s("بيروت", "سامي الجابري", "")
    );
    assert_eq!(of("رويترز", riyadh), s("", "", "رويترز"));
    assert_eq!(
        of(
            "الدمام: خالد المرواني بيروت: سامي الجابري",
            "http://aawsat.com/1"
        ),
        s("الدمام|بيروت", "خالد المرواني|سامي الجابري", "")
    );
    assert_eq!(
        of("«الاقتصادية» من الرياض", "http://www.aleqt.com/1"),
        s("الرياض", "", "")
    );
}

#[test]
fn credits_stand_in_the_text_too() {
    let (page, text) = read(
        "H1|زلزال متوسط القوة يضرب جزيرة في المحيط
M1|العالم
B1|ضرب زلزال متوسط القوة جزيرة في المحيط، وفقا لما نقلته وكالة الأنباء العراقية \"واع\"، ولم ترد أنباء عن ضحايا.
B1|وقال مسؤول محلي إن السكان غادروا بيوتهم إلى التلال، بحسب رويترز.",
        Some("https://example.org/1"),
    );
    let a = &page.articles[0];
    assert_eq!(a.credits[0].span.of(&text), "وكالة الأنباء العراقية \"واع\"");
    assert_eq!(a.credits[1].span.of(&text), "رويترز");
}

#[test]
fn no_day_after_the_page_was_fetched() {
    let (page, _) = read(
        "H1|الهيئة تعلن موعد افتتاح الحديقة الكبرى
M1|12-10-2024
B1|أعلنت الهيئة موعد افتتاح الحديقة الكبرى بعد أن اكتملت فيها أعمال الزراعة والإنارة والتبليط.",
        None,
    );
    assert_eq!(day(&page.articles[0]), None);
}

#[test]
fn the_outlet_is_read_from_who_received_a_communique() {
    let (page, _) = read(
        "H1|الوزارة تطلق برنامجا لتدريب الشباب
B1|أطلقت الوزارة برنامجا لتدريب الشباب على المهن، وذكرت في بيان تلقته \"الضفاف\" أن التسجيل مفتوح للجميع.",
        None,
    );
    assert_eq!(outlet(&page.articles[0]), Some("الضفاف"));
}

#[test]
fn a_question_in_an_interview_is_no_headline() {
    let (page, _) = read(
        "H1|عميد الكلية لـ«الضفاف»: المناهج الجديدة جاهزة
M1|حوار: سامي الجابري
- |
B1|قال عميد الكلية إن المناهج الجديدة جاهزة وإن الأساتذة دربوا عليها خلال الصيف.
B1|متى يبدأ العمل بالمناهج الجديدة في الكلية؟
B1|- يبدأ العمل بها في الكلية مع مطلع العام الدراسي، وقد طبعت المناهج الجديدة كلها.
B1|وما رأي الأساتذة؟
B1|- نعم، هم راضون.
B1|- وقد شاركوا في كتابتها منذ البداية، ولهم فيها ملاحظات أخذنا بها كلها.",
        None,
    );
    assert_eq!(page.articles.len(), 1);
}
