//! What the markup of a page may do, and what is made of it. The pages are
//! written here, small.

use khabar_model::{Body, Capture, Fetch, Page};
use khabar_page::PageReader;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

const REPORT: &str = "<p>قال وزير الموارد المائية عمار الكرخي إن مناسيب الخزانات ارتفعت بعد أمطار الأسبوع \
    الماضي إلى مستويات لم تبلغها منذ ستة أعوام.</p><p>وأضاف الكرخي في مؤتمر صحفي أن الوزارة ستطلق حصة \
    إضافية للمزارعين مطلع الشهر المقبل، على أن تراجع الكميات كل أسبوعين.</p>";

fn open(bytes: impl Into<Vec<u8>>) -> Capture {
    PageReader::new().open(Fetch::html("t", bytes)).unwrap()
}

fn read(html: &str) -> (Capture, Page) {
    read_at(html, None, None)
}

fn read_at(html: &str, url: Option<&str>, retrieved: Option<&str>) -> (Capture, Page) {
    let mut fetch = Fetch::html("t", html);
    fetch.url = url.map(str::to_string);
    fetch.retrieved = retrieved.map(str::to_string);
    let reader = PageReader::new();
    let capture = reader.open(fetch).unwrap();
    let page = reader.read(&capture);
    (capture, page)
}

fn bodies(c: &Capture, p: &Page) -> Vec<String> {
    let of = |a: &khabar_model::Article| {
        let lines: Vec<&str> = a.body().map(|s| s.of(&c.text)).collect();
        lines.join("\n")
    };
    p.articles.iter().map(of).collect()
}

fn day(p: &Page) -> Option<&str> {
    p.articles[0].published.as_ref().map(|p| p.day.as_str())
}

#[test]
fn end_tags_that_may_be_left_out() {
    let c = open(
        "<ul><li>واحد<li>اثنان</ul><table><tr><td>ثلاثة<td>أربعة<tr><td>خمسة</table><p>ستة<p>سبعة<div>ثمانية</div>",
    );
    assert_eq!(
        c.text,
        "واحد\nاثنان\nثلاثة\nأربعة\nخمسة\nستة\nسبعة\nثمانية\n"
    );
}

#[test]
fn white_space_and_entities() {
    let c = open(
        "<p>  قال\n  «نعم»&nbsp;&amp;&#32;&laquo;لا&raquo; </p><p>&#x0;<br>سطر<br/>آخر</p><pre>أ\nب</pre>",
    );
    assert_eq!(
        c.text,
        "قال «نعم» & «لا»\n\u{fffd}\nسطر\nآخر\nأ\nب\n".replace("\u{fffd}\n", "")
    );
}

#[test]
fn links_side_by_side_do_not_run_together() {
    let c = open(
        "<div><a href=1>سياسة</a><a href=2>اقتصاد</a></div><p><span>ال</span><span>رياض</span></p>",
    );
    assert_eq!(c.text, "سياسة اقتصاد\nالرياض\n");
}

#[test]
fn what_is_not_shown_is_not_text() {
    let c = open(
        "<style>p{}</style><script>var a='نص';</script><noscript>بلا</noscript><template>قالب</template>\
        <svg><title>صورة</title><text>رسم</text></svg><select><option>خيار</select><textarea>حقل</textarea><p>نص</p>",
    );
    assert_eq!(c.text, "نص\n");
}

#[test]
fn ten_thousand_open_elements_are_no_harm() {
    let (c, p) = read(&format!("{}{REPORT}", "<div><b>".repeat(10_000)));
    assert!(bodies(&c, &p)[0].contains("الكرخي"));
}

#[test]
fn every_line_leads_back_to_its_bytes() {
    let html = "<html><body><h1>عنوان الخبر</h1><p>قال &quot;نعم&quot; ومضى</p></body></html>";
    for encoding in [encoding_rs::UTF_8, encoding_rs::WINDOWS_1256] {
        let bytes = encoding.encode(html).0.into_owned();
        let mut fetch = Fetch::html("t", bytes.clone());
        if let Body::Html { content_type, .. } = &mut fetch.body {
            *content_type = Some(format!("text/html; charset={}", encoding.name()));
        }
        let c = PageReader::new().open(fetch).unwrap();
        let layout = &c.page.as_ref().unwrap().layout;
        assert_eq!(layout.charset, encoding.name());
        for (line, at) in c.text.lines().zip(&layout.lines) {
            let source = &bytes[at.source.0 as usize..at.source.1 as usize];
            let source = encoding.decode(source).0.replace("&quot;", "\"");
            assert_eq!(source.trim(), line);
        }
    }
}

/// Pages of words, one or more in each element, in any encoding: what stands at
/// a line's place is the line.
#[test]
fn in_any_encoding_lines_lead_back_to_the_bytes_of_the_page() {
    use encoding_rs::{BIG5, GB18030, ISO_8859_6, SHIFT_JIS, UTF_8, WINDOWS_1252, WINDOWS_1256};
    let reader = PageReader::new();
    let encodings = [
        UTF_8,
        WINDOWS_1256,
        ISO_8859_6,
        WINDOWS_1252,
        GB18030,
        BIG5,
        SHIFT_JIS,
    ];
    let words = "((كلمة|الخبر|x1|été|日本|語|،|&amp;|&#1575;|&quot;ab)[ \n]?){1,5}";
    let elements = proptest::sample::select(vec!["p", "div", "td", "h2", "pre", "li"]);
    let blocks = proptest::collection::vec((elements, words), 1..8);
    held(&(blocks, 0..encodings.len()), |(blocks, e)| {
        let html: String = blocks
            .iter()
            .map(|(e, words)| format!("<{e}>{words}</{e}>\n"))
            .collect();
        let encoding = encodings[e];
        let bytes = encoding.encode(&html).0.into_owned();
        let mut fetch = Fetch::html("t", bytes.clone());
        if let Body::Html { content_type, .. } = &mut fetch.body {
            *content_type = Some(format!("text/html; charset={}", encoding.name()));
        }
        let Ok(c) = reader.open(fetch) else {
            return Ok(());
        };
        let layout = &c.page.as_ref().unwrap().layout;
        // Few letters may be read as in another encoding; their places hold.
        let charset = encoding_rs::Encoding::for_label(layout.charset.as_bytes()).unwrap();
        for (line, at) in c.text.lines().zip(&layout.lines) {
            let source = &bytes[at.source.0 as usize..at.source.1 as usize];
            let source =
                htmlize::unescape(charset.decode_without_bom_handling(source).0).into_owned();
            let source: Vec<&str> = source.split_whitespace().collect();
            prop_assert_eq!(source.join(" "), line, "in {}", layout.charset);
        }
        Ok(())
    });
}

/// Broken bytes are shown by one sign each, of another length than theirs.
#[test]
fn lines_behind_broken_bytes_lead_back_to_theirs() {
    let good = "قال الوزير إن العمل مستمر في المشروع ".repeat(3);
    let bytes = [
        b"<p>\xD8\xFF\xF0\x9F ",
        good.as_bytes(),
        b"\xD9</p><p>",
        "نص".as_bytes(),
    ]
    .concat();
    let c = open(bytes.clone());
    let layout = &c.page.as_ref().unwrap().layout;
    assert_eq!(layout.charset, "UTF-8");
    let (from, to) = layout.lines[1].source;
    assert_eq!(&bytes[from as usize..to as usize], "نص".as_bytes());
}

#[test]
fn a_byte_order_mark_moves_the_places_on() {
    let c = open("\u{feff}<p>نص</p>");
    let source = c.page.as_ref().unwrap().layout.lines[0].source;
    assert_eq!(source, (6, 10));
}

#[test]
fn what_is_no_page_is_refused_with_its_kind() {
    let refused = |bytes: &[u8]| PageReader::new().open(Fetch::html("t", bytes)).unwrap_err();
    assert_eq!(refused(b"%PDF-1.7 ..."), "not HTML: a PDF document");
    assert_eq!(
        refused(b"<html><body><script>1</script></body></html>"),
        "empty page: no text in it"
    );
    assert_eq!(refused(b""), "empty page: no text in it");
}

#[test]
fn the_page_in_utf16_is_read() {
    let html = "<h1>عنوان</h1>";
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(html.encode_utf16().flat_map(u16::to_le_bytes));
    let c = open(bytes.clone());
    assert_eq!(c.text, "عنوان\n");
    let (from, to) = c.page.unwrap().layout.lines[0].source;
    let source: Vec<u16> = bytes[from as usize..to as usize]
        .chunks(2)
        .map(|b| u16::from_le_bytes([b[0], b[1]]))
        .collect();
    assert_eq!(String::from_utf16(&source).unwrap(), "عنوان");
}

/// `<` before a letter of no tag was taken for the beginning of one.
#[test]
fn angles_that_begin_no_tag_are_text() {
    let c = open("<p>5 < 7 و<الوزير> قال</p>");
    assert_eq!(c.text, "5 < 7 و<الوزير> قال\n");
}

#[test]
fn comments_and_sections_of_other_languages_are_not_text() {
    let c = open(
        "<!-- <p>تعليق</p> --><p>نص<!-- > --> هنا</p><![CDATA[<p>قسم</p>]]><?xml version='1.0'?><!doctype html>",
    );
    // Outside a drawing such a section is a comment up to the first angle.
    assert_eq!(c.text, "نص هنا\nقسم]]>\n");
}

#[test]
fn titles_and_fields_hold_no_markup() {
    let c = open("<title>خبر <b>عاجل</b> &amp; مهم</title><textarea><p>حقل</textarea><p>نص</p>");
    assert_eq!(c.text, "خبر <b>عاجل</b> & مهم\nنص\n");
}

/// As browsers do; the rest of such a page was taken for the drawing.
#[test]
fn a_drawing_that_is_left_open_ends_with_the_next_paragraph() {
    let c = open("<div><svg><path d=1><style>p{}</style><p>نص</p><div>آخر</div></div>");
    assert_eq!(c.text, "نص\nآخر\n");
    let c = open("<svg><foreignObject><div>رسم</div></foreignObject><g/></svg><p>نص</p>");
    assert_eq!(c.text, "نص\n");
}

#[test]
fn every_line_of_preformatted_text_has_its_own_place() {
    let page = "<pre>أول\nثان</pre>";
    let c = open(page);
    let layout = &c.page.as_ref().unwrap().layout;
    let of = |k: usize| {
        let (from, to) = layout.lines[k].source;
        &page[from as usize..to as usize]
    };
    assert_eq!((of(0), of(1)), ("أول", "ثان"));
}

/// Every end tag is looked for among all that is open.
#[test]
fn a_million_tags_that_fit_nothing_cost_little() {
    let html = format!(
        "{}{}{REPORT}",
        "<b>".repeat(300_000),
        "</i><i></b>".repeat(300_000)
    );
    let (c, p) = read(&html);
    assert!(bodies(&c, &p)[0].contains("الكرخي"));
}

#[test]
fn a_comment_thread_longer_than_the_article_is_not_the_article() {
    let comment = "<div class='comment-body'><p>كلام كثير من قارئ يرى أن الموضوع كله لا يستحق النشر ويكتب في \
        ذلك سطرا بعد سطر حتى يطول الكلام.</p></div>";
    let html = format!(
        "<article>{REPORT}</article><div id='comments'>{}</div>",
        comment.repeat(20)
    );
    let (c, p) = read(&html);
    assert_eq!(p.articles.len(), 1);
    assert!(!bodies(&c, &p)[0].contains("قارئ"));
}

#[test]
fn a_theme_that_calls_everything_a_widget_keeps_its_text() {
    let (c, p) = read(&format!(
        "<div class='elementor-widget sidebar widget-area'>{REPORT}</div>"
    ));
    assert_eq!(bodies(&c, &p)[0].lines().count(), 2);
}

#[test]
fn a_form_around_the_whole_page_is_no_form() {
    let (c, p) = read(&format!(
        "<form id='aspnetForm' class='search'><table><tr><td>{REPORT}</table></form>"
    ));
    assert_eq!(bodies(&c, &p)[0].lines().count(), 2);
}

#[test]
fn a_masthead_prints_today_and_not_the_day_of_publication() {
    let html = format!(
        "<div class='masthead'>السبت 18 تشرين الأول 2025</div><h1>ارتفاع مناسيب الخزانات</h1>{REPORT}"
    );
    let (_, p) = read(&html);
    assert_eq!(day(&p), None);
}

#[test]
fn no_article_is_dated_after_it_was_fetched() {
    let html = format!(
        "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\"2030-01-01\"}}</script>\
         <h1>ارتفاع مناسيب الخزانات</h1><div class='date'>2 آذار 2025</div>{REPORT}"
    );
    let (_, p) = read_at(&html, None, Some("2025-03-05T10:00:00"));
    assert_eq!(day(&p), Some("2025-03-02"));
}

#[test]
fn days_are_taken_from_what_the_page_declares() {
    let head = |inner: &str| format!("<head>{inner}</head><h1>ارتفاع مناسيب الخزانات</h1>{REPORT}");
    for (inner, want) in [
        (
            "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2024-01-01\"},\
          {\"@type\":[\"NewsArticle\"],\"datePublished\":\"2025-03-02T23:50:00+03:00\"}]}</script>",
            "2025-03-02",
        ),
        (
            "<meta property='article:published_time' content='2025-03-02T08:00:00Z'>",
            "2025-03-02",
        ),
        (
            "<meta name='pubdate' content='Sun, 02 Mar 2025 10:11:12 GMT'>",
            "2025-03-02",
        ),
        (
            "<meta itemprop='datePublished' content='02/03/2025 - 10:11'>",
            "2025-03-02",
        ),
        ("<meta name='date' content='20250302'>", "2025-03-02"),
    ] {
        let html = head(inner);
        let (_, p) = read(&html);
        assert_eq!(day(&p), Some(want), "{inner}");
        assert!(p.articles[0].published.as_ref().unwrap().field.is_some());
    }
}

#[test]
fn the_day_in_the_address_is_the_last_resort() {
    let html = format!("<h1>ارتفاع مناسيب الخزانات</h1>{REPORT}");
    let (_, p) = read_at(&html, Some("https://x.example/2025/03/02/123"), None);
    assert_eq!(day(&p), Some("2025-03-02"));
    let (_, p) = read_at(&html, Some("https://x.example/story/20259999"), None);
    assert_eq!(day(&p), None);
}

#[test]
fn json_ld_that_is_broken_or_deep_is_passed_over() {
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    for json in [
        "{\"@type\":\"NewsArticle\",",
        &deep,
        "null",
        "{\"@graph\":{\"@graph\":{}}}",
    ] {
        let html = format!(
            "<script type='application/ld+json'>{json}</script><h1>عنوان الخبر هنا</h1>{REPORT}"
        );
        let (c, p) = read(&html);
        assert_eq!(bodies(&c, &p).len(), 1);
    }
}

#[test]
fn an_anchor_without_an_address_is_no_link() {
    let (c, p) = read(&format!("<a name='top'><div>{REPORT}</div>"));
    assert_eq!(bodies(&c, &p)[0].lines().count(), 2);
}

/// Bits of pages, in any order.
const BITS: &str = "(<p>|</p>|<div class='comments'>|<div class=related>|</div>|<table>|<tr>|<td>|</table>|<ul>|<li>|\
    <a href=x>|</a>|<h1>|</h1>|<h2 class=entry-title>|<article>|</article>|<time datetime='2025-01-02'>|</time>|<br>|\
    <script type='application/ld\\+json'>|</script>|\\{\"@type\":\"NewsArticle\",\"headline\":\"x\"\\}|<!--|-->|<!\\[CDATA\\[|\
    <svg>|<select>|<title>|</title>|<meta itemprop=datePublished content='1/2/2025'>|&amp;|&#x202e;|&|<|>|\"|\
    كلمة |وقال الوزير إن العمل مستمر في المشروع حتى نهاية العام الحالي\\.|اقرأ أيضا|التعليقات|12:30|\u{202e}|\0){0,60}";

/// As the other property tests: one reader for all cases.
fn held<S: Strategy>(cases: &S, holds: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    TestRunner::new(config).run(cases, holds).unwrap();
}

/// The places of lines lie in the page, one behind the other.
fn in_order(layout: &khabar_model::Layout, size: u32) -> bool {
    let places = layout.lines.iter().flat_map(|l| [l.source.0, l.source.1]);
    let places: Vec<u32> = places.chain([size]).collect();
    places.windows(2).all(|w| w[0] <= w[1])
}

#[test]
fn any_markup_is_read_and_its_lines_are_in_step() {
    let reader = PageReader::new();
    held(&BITS, |html| {
        let Ok(c) = reader.open(Fetch::html("t", html.into_bytes())) else {
            return Ok(());
        };
        let layout = &c.page.as_ref().unwrap().layout;
        prop_assert_eq!(c.text.split('\n').count(), layout.lines.len() + 1);
        let size = c.page.as_ref().unwrap().bytes.len() as u32;
        prop_assert!(in_order(layout, size));
        for n in &layout.nodes {
            prop_assert!(n.lines.0 <= n.lines.1 && n.lines.1 as usize <= layout.lines.len());
        }
        let page = reader.read(&c);
        prop_assert_eq!(page.lines.len(), layout.lines.len());
        for b in page.articles.iter().flat_map(|a| &a.blocks) {
            prop_assert!(c.text.get(b.span.start()..b.span.end()).is_some());
        }
        Ok(())
    });
}

#[test]
fn any_bytes_under_any_label_are_read() {
    let reader = PageReader::new();
    let bytes = proptest::collection::vec(any::<u8>(), 0..300);
    held(&(bytes, "\\PC{0,12}"), |(bytes, label)| {
        let mut fetch = Fetch::html("t", bytes);
        if let Body::Html { content_type, .. } = &mut fetch.body {
            *content_type = Some(format!("text/html; charset={label}"));
        }
        let Ok(c) = reader.open(fetch) else {
            return Ok(());
        };
        let html = c.page.as_ref().unwrap();
        prop_assert!(in_order(&html.layout, html.bytes.len() as u32));
        let page = reader.read(&c);
        prop_assert_eq!(page.lines.len(), html.layout.lines.len());
        for b in page.articles.iter().flat_map(|a| &a.blocks) {
            prop_assert!(c.text.get(b.span.start()..b.span.end()).is_some());
        }
        Ok(())
    });
}

/// Found by the property above: a script in a block that is not read ended
/// that block twice.
#[test]
fn json_ld_within_a_drawing() {
    let c = open("<svg><script type='application/ld+json'>{}</script></svg><p>نص</p></svg>");
    assert_eq!(c.text, "نص\n");
}
