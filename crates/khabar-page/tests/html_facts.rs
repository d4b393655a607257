//! Who wrote an article of an HTML page, where, and whom it credits. The pages
//! are written here, small.

use khabar_model::{Capture, Fetch, Page, Span};
use khabar_page::PageReader;

const TEXT: &str = "<p>قال وزير الموارد المائية عمار الكرخي إن مناسيب الخزانات ارتفعت بعد أمطار الأسبوع \
    الماضي إلى مستويات لم تبلغها منذ ستة أعوام.</p><p>وأضاف الكرخي في مؤتمر صحفي أن الوزارة ستطلق حصة \
    إضافية للمزارعين مطلع الشهر المقبل، على أن تراجع الكميات كل أسبوعين.</p>";

const HEAD: &str =
    "<meta property='og:site_name' content='صدى النهر'><h1>ارتفاع مناسيب الخزانات</h1>";

fn read(html: &str) -> (Capture, Page) {
    let reader = PageReader::new();
    let capture = reader.open(Fetch::html("t", html)).unwrap();
    let page = reader.read(&capture);
    (capture, page)
}

/// Bylines, datelines and credits of the first article.
fn told(html: &str) -> [Vec<String>; 3] {
    let (c, p) = read(html);
    let a = &p.articles[0];
    let of = |spans: Vec<Span>| spans.iter().map(|s| s.of(&c.text).to_string()).collect();
    let credits = a.credits.iter().map(|c| c.span).collect();
    [of(a.bylines.clone()), of(a.datelines.clone()), of(credits)]
}

fn with_line(line: &str) -> [Vec<String>; 3] {
    told(&format!(
        "{HEAD}<div class='meta'>{line}</div><div>{TEXT}</div>"
    ))
}

#[test]
fn writers_that_and_joins_are_two() {
    let [writers, ..] = with_line("<span class=author>حمزة الريس ورشيدة القاضي</span>");
    assert_eq!(writers, ["حمزة الريس", "رشيدة القاضي"]);
    // وليد is a name, and no "and".
    let [writers, ..] = with_line("<span class=author>حمزة وليد القاضي</span>");
    assert_eq!(writers, ["حمزة وليد القاضي"]);
}

#[test]
fn the_day_behind_a_writer_is_no_part_of_the_name() {
    let [writers, ..] = with_line("حرره: سعاد المبروك الأربعاء 20 أوت 2025");
    assert_eq!(writers, ["سعاد المبروك"]);
    let [writers, ..] = with_line("سعاد الخميس");
    assert_eq!(writers, ["سعاد الخميس"]);
}

#[test]
fn who_edits_or_takes_pictures_has_not_written() {
    let [writers, ..] = with_line("سعاد المبروك - تصوير حمزة الريس");
    assert_eq!(writers, ["سعاد المبروك"]);
}

#[test]
fn a_line_of_declared_writers_names_each() {
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"author\":[{{\"name\":\"رامي الخفاجي\"}},\
         {{\"name\":\"لمى الصيرفي\"}}]}}</script>{HEAD}<div><a href=1>رامي الخفاجي</a> <a href=2>لمى الصيرفي</a></div><div>{TEXT}</div>"
    );
    assert_eq!(told(&html)[0], ["رامي الخفاجي", "لمى الصيرفي"]);
}

#[test]
fn what_tells_of_the_writer_is_no_writer() {
    let [writers, places, _] = with_line("باحثة في الاقتصاد، تكتب عن الحقول - من بغداد إلى البصرة");
    assert_eq!((writers.len(), places.len()), (0, 0));
}

#[test]
fn initials_at_the_end_of_a_report_are_no_names() {
    let [writers, places, _] = told(&format!("{HEAD}<div>{TEXT}<p>ع ح/ ن س</p></div>"));
    assert_eq!((writers.len(), places.len()), (0, 0));
}

#[test]
fn places_that_lead_a_date() {
    let [_, places, _] = with_line("المكلا: الاثنين 9 ربيع الأول 1447هـ الموافق 1 سبتمبر 2025م");
    assert_eq!(places, ["المكلا"]);
}

#[test]
fn places_that_lead_a_text() {
    let lead = |lead: &str| {
        let text = TEXT.replacen("<p>", &format!("<p>{lead} "), 1);
        told(&format!("{HEAD}<div>{text}</div>"))
    };
    assert_eq!(lead("بغداد 12 آذار (ونا) ـ")[1], ["بغداد"]);
    assert_eq!(lead("مسقط في 12 أكتوبر /وها/")[1], ["مسقط"]);
    // No list has these places, but the outlet's name stands beside them.
    assert_eq!(lead("رأس الدانة – صدى النهر:")[1], ["رأس الدانة"]);
    assert_eq!(lead("السرو - قناة صدى النهر -")[1], ["السرو"]);
    // A person there is the writer.
    let [writers, places, _] = lead("سعاد المبروك – صدى النهر:");
    assert_eq!((writers, places.len()), (vec!["سعاد المبروك".into()], 0));
}

#[test]
fn sources_that_stand_under_a_text() {
    let under = |line: &str| told(&format!("{HEAD}<div>{TEXT}<div>{line}</div></div>"));
    assert_eq!(under("المصدر: رويترز + وكالات")[2], ["رويترز", "وكالات"]);
    assert_eq!(under("المصدر: الضفاف نت")[2], ["الضفاف نت"]);
    assert_eq!(
        under("منقول عن صحيفة مرآة الساحل - عدد السبت")[2],
        ["صحيفة مرآة الساحل"]
    );
    assert_eq!(under("عن مرآة الساحل بتصرف")[2], ["مرآة الساحل"]);
    // Neither is an outlet's own name a credit, nor is every line with عن.
    assert_eq!(under("المصدر: صدى النهر")[2], [""; 0]);
    assert_eq!(under("عن هذا الموضوع")[2], [""; 0]);
}

#[test]
fn agencies_that_are_the_source_are_not_the_outlet() {
    let html = format!("<h1>ارتفاع مناسيب الخزانات</h1><div>{TEXT}<div>المصدر: وكالات</div></div>");
    let (_, p) = read(&html);
    assert!(p.articles[0].outlet.is_none());
    assert_eq!(told(&html)[2], ["وكالات"]);
}

#[test]
fn a_kicker_in_the_row_over_the_headlines() {
    let html = format!(
        "<title>ارتفاع مناسيب الخزانات</title><table><tr><td>أخبار محلية<tr><td>بيان صحفي رقم 112<tr><td><b>ارتفاع مناسيب الخزانات</b><tr><td>{TEXT}</table>"
    );
    let (c, p) = read(&html);
    assert_eq!(
        p.articles[0].kicker.map(|s| s.of(&c.text)),
        Some("بيان صحفي رقم 112")
    );
}

#[test]
fn a_line_over_the_headline_that_is_not_the_declared_section_is_a_kicker() {
    let html = format!(
        "<meta property='article:section' content='اقتصاد'><article><p>روبورتاج</p><h1>ارتفاع مناسيب الخزانات</h1>{TEXT}</article>"
    );
    let (c, p) = read(&html);
    assert_eq!(
        p.articles[0].kicker.map(|s| s.of(&c.text)),
        Some("روبورتاج")
    );
}

/// The writer of the second was taken for one of the first.
#[test]
fn articles_of_one_block_keep_their_writers() {
    let article = |head: &str, name: &str| {
        format!("<article><h1>{head}</h1><p class=author>{name}</p>{TEXT}{TEXT}</article>")
    };
    let html = article("ارتفاع مناسيب الخزانات", "سعاد المبروك")
        + &article("معرض للنسيج في المدينة", "حمزة الريس");
    let (c, p) = read(&format!("<main>{html}</main>"));
    let writers = |k: usize| {
        p.articles[k]
            .bylines
            .iter()
            .map(|s| s.of(&c.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (writers(0), writers(1)),
        (vec!["سعاد المبروك"], vec!["حمزة الريس"])
    );
}

#[test]
fn who_posted_a_quoted_post_signs_nothing() {
    let post = "<div class='fb-post'><blockquote><p>لم أسجل أي غياب في مدرستنا اليوم، شكرا لكل من ساعد في ذلك.</p>تم النشر بواسطة <a href=1>صفحة شخصية</a> في <a href=2>الاثنين، ١٣ أكتوبر</a></blockquote></div>";
    let [writers, places, _] = told(&format!("{HEAD}<div>{TEXT}{post}{TEXT}</div>"));
    assert_eq!((writers.len(), places.len()), (0, 0));
}
