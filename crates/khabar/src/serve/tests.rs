//! The pages and the API over a small record, asked without a network.

use super::desk::Desk;
use super::guard::Guard;
use super::pool::Pool;
use super::router;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use khabar_record::Builder;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

const PAGE: &str = "العبيدي يلتقي وفدًا أوروبيًا في بغداد\n\nبغداد - الرافد 12 أيار 2024\n\nالتقى وزير التخطيط سالم العبيدي، اليوم الأحد، وفدًا أوروبيًا في بغداد. وقال العبيدي في بيان إن الوزارة «تعمل على خطة جديدة للمياه في محافظات الجنوب بالتعاون مع شركاء أوروبيين، وتشمل إنشاء سدود صغيرة وتأهيل محطات الضخ القديمة وتدريب المهندسين الشباب على إدارتها خلال السنوات الخمس المقبلة». وأضاف أن المشروع <script>alert(1)</script> يبدأ العام المقبل.\n";

fn record() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let pages = dir.path().join("pages");
    std::fs::create_dir(&pages).unwrap();
    std::fs::write(pages.join("one.txt"), PAGE).unwrap();
    std::fs::write(
        pages.join("two.txt"),
        PAGE.replace("خطة جديدة", "خطة شاملة"),
    )
    .unwrap();
    Builder::new(dir.path().join("record"))
        .run(&[pages], |_| {})
        .unwrap();
    dir
}

fn pool(record: &Path) -> Arc<Pool> {
    Arc::new(Pool::open(record).unwrap())
}

fn app(dir: &TempDir, token: Option<&str>) -> Router {
    let guard = Guard::new(IpAddr::from([127, 0, 0, 1]), token.map(str::to_owned), true);
    let record = dir.path().join("record");
    let desk = Desk::new(record.clone(), "ليلى".into()).unwrap();
    router(pool(&record), guard, Some(desk))
}

struct Got {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

async fn send(app: &Router, request: Request<Body>) -> Got {
    let response = app.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Got {
        status,
        headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

async fn get(app: &Router, at: &str) -> Got {
    let request = Request::get(at).header(header::HOST, "localhost:4280");
    send(app, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_page_answers_in_both_languages() {
    let dir = record();
    let app = app(&dir, None);
    let name = super::ui::enc("العبيدي");
    for lang in ["ar", "en"] {
        for page in [
            String::new(),
            "search".into(),
            format!("search?q={name}"),
            format!("statements?by={name}"),
            "statements?act=state&since=2024".into(),
            format!("events?with={name}"),
            format!("who?name={name}"),
            "who".into(),
            "dossier".into(),
            format!("dossier?name={name}"),
            format!("dossier?name={name}&file=1"),
            "article/1".into(),
            "article/1?at=3-12".into(),
            "statement/1".into(),
            "event/1".into(),
            "stories".into(),
            format!("stories?with={name}&since=2024"),
            format!("who?name={name}&since=2024&limit=1"),
            "changes".into(),
            format!("changes?by={name}&about={name}"),
            format!("search?q={name}&from=2024-05-01&to=2024-05-31"),
            "aside".into(),
            "decisions?all=1".into(),
            "outlets".into(),
            format!("outlets?outlet={name}"),
            "new".into(),
            "api".into(),
            "article/1?all=1&with=2".into(),
        ] {
            let got = get(&app, &format!("/{lang}/{page}")).await;
            assert_eq!(got.status, StatusCode::OK, "{lang}/{page}: {}", got.body);
            assert!(
                got.body.contains(&format!("<html lang=\"{lang}\"")),
                "{page}"
            );
            assert!(got.headers.contains_key(header::CONTENT_SECURITY_POLICY));
        }
    }
}

#[tokio::test]
async fn a_pages_script_stays_text() {
    let dir = record();
    let app = app(&dir, None);
    for page in ["/ar/article/1", "/ar/statements", "/ar/"] {
        let got = get(&app, page).await;
        assert!(!got.body.contains("<script>alert"), "{page}");
    }
    let got = get(&app, "/ar/search?q=%3Cscript%3Ealert(2)%3C%2Fscript%3E").await;
    assert!(!got.body.contains("<script>alert"), "{}", got.body);
}

#[tokio::test]
async fn the_statement_page_sets_wordings_side_by_side() {
    let dir = record();
    let app = app(&dir, None);
    let all = get(&app, "/api/v1/statements?limit=100").await.body;
    let all: serde_json::Value = serde_json::from_str(&all).unwrap();
    let mut told = all["statements"].as_array().unwrap().iter();
    let changed = |s: &&serde_json::Value| s["copies"][0]["same"] == false;
    let id = told.find(changed).unwrap_or_else(|| panic!("{all:#}"))["id"].clone();
    let got = get(&app, &format!("/ar/statement/{id}")).await;
    assert!(got.body.contains("<svg class=\"tree\""), "{}", got.body);
    let marked = got.body.contains("<ins>شاملة") || got.body.contains("<ins>جديدة");
    assert!(marked, "{}", got.body);
}

#[tokio::test]
async fn the_api_answers_and_says_what_is_wrong() {
    let dir = record();
    let app = app(&dir, None);
    for at in [
        "counts",
        "statements",
        "events",
        "aside",
        "article/1",
        "statement/1",
        "event/1",
        "activity?name=%D8%A7%D9%84%D8%B9%D8%A8%D9%8A%D8%AF%D9%8A",
        "trace/1",
    ] {
        let got = get(&app, &format!("/api/v1/{at}")).await;
        assert_eq!(got.status, StatusCode::OK, "{at}: {}", got.body);
        assert_eq!(got.headers[header::CONTENT_TYPE], "application/json");
        serde_json::from_str::<serde_json::Value>(&got.body).unwrap();
    }
    for (at, status) in [
        ("search", 400),
        ("statements?act=shout", 400),
        ("statements?since=yesterday", 400),
        ("statements?limit=0", 400),
        ("dossier", 400),
        ("activity", 400),
        ("activity?name=nobody", 400),
        ("event/999", 404),
        ("article/999", 404),
        ("article/x", 404),
        ("nothing", 404),
    ] {
        let got = get(&app, &format!("/api/v1/{at}")).await;
        assert_eq!(got.status.as_u16(), status, "{at}: {}", got.body);
        assert_eq!(
            got.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        let problem: serde_json::Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(problem["status"], status, "{at}");
    }
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let dir = record();
    let app = app(&dir, None);
    let first = get(&app, "/api/v1/statement/1").await;
    let request = Request::get("/api/v1/statement/1")
        .header(header::HOST, "localhost")
        .header(header::IF_NONE_MATCH, &first.headers[header::ETAG]);
    let again = send(&app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
}

#[tokio::test]
async fn strangers_are_kept_out() {
    let dir = record();
    let open = app(&dir, None);
    let rebound = Request::get("/ar/").header(header::HOST, "evil.example");
    let got = send(&open, rebound.body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let post = Request::post("/ar/").header(header::HOST, "localhost");
    let got = send(&open, post.body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);

    let closed = app(&dir, Some("abcdefgh12345678"));
    assert_eq!(get(&closed, "/ar/").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        get(&closed, "/ar/?token=wrong").await.status,
        StatusCode::FORBIDDEN
    );
    let got = get(&closed, "/ar/?token=abcdefgh12345678").await;
    assert_eq!(got.status, StatusCode::SEE_OTHER);
    let cookie = got.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    let request = Request::get("/ar/")
        .header(header::HOST, "localhost")
        .header(header::COOKIE, cookie.split(';').next().unwrap());
    let got = send(&closed, request.body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::OK);
}

/// The key that the pages of this process carry.
async fn key(app: &Router) -> String {
    let page = get(app, "/ar/statement/1").await.body;
    let (_, rest) = page.split_once("name=\"key\" value=\"").unwrap();
    rest.split_once('"').unwrap().0.to_owned()
}

async fn decide(app: &Router, form: String, origin: &str) -> Got {
    let request = Request::post("/ar/judge")
        .header(header::HOST, "localhost:4280")
        .header(header::ORIGIN, origin)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(app, request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn a_note_is_written_shown_and_undone() {
    let dir = record();
    let app = app(&dir, None);
    let key = key(&app).await;
    let here = "http://localhost:4280";
    let form = format!(
        "key={key}&what=note&about=statement:1&value={}&back=/ar/statement/1",
        super::ui::enc("راجع <b>التسجيل</b>")
    );
    let got = decide(&app, form, here).await;
    assert_eq!(got.status, StatusCode::SEE_OTHER, "{}", got.body);
    assert_eq!(got.headers[header::LOCATION], "/ar/statement/1");
    let page = get(&app, "/ar/statement/1").await.body;
    assert!(
        page.contains("راجع &#60;b&#62;التسجيل"),
        "escaped and shown"
    );
    let undo = format!("key={key}&what=undo&about=1&back=//evil.example/");
    let got = decide(&app, undo, here).await;
    assert_eq!(got.headers[header::LOCATION], "/ar/", "only addresses here");
    assert!(!get(&app, "/ar/statement/1").await.body.contains("راجع"));
    assert!(get(&app, "/ar/decisions?all=1").await.body.contains("راجع"));
}

#[tokio::test]
async fn an_answer_is_made_once_until_something_is_decided() {
    use khabar_record::{About, Decide};
    use std::sync::atomic::{AtomicUsize, Ordering};
    let dir = record();
    let record = dir.path().join("record");
    let (pool, made) = (pool(&record), Arc::new(AtomicUsize::new(0)));
    let ask = async |address: &str| {
        let made = made.clone();
        let make = move |_: &khabar_record::Record| {
            let n = made.fetch_add(1, Ordering::SeqCst);
            Ok(super::reply::Body::new(n.to_string()))
        };
        let body = pool.answer(address.to_owned(), make).await.unwrap();
        String::from_utf8(body.bytes().to_vec()).unwrap()
    };
    // The first opens a connection more and makes sure of what it has.
    ask("/warm").await;
    let first = ask("/a").await;
    assert_eq!(ask("/a").await, first);
    let other = ask("/b").await;
    assert_ne!(other, first);
    let star = Decide::Star(About::Statement(1));
    khabar_record::decide::decide(&record, "ليلى", &star).unwrap();
    let next = ask("/a").await;
    assert!(next != first && next != other, "{next}");
    assert_eq!(ask("/a").await, next);
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let dir = record();
    let app = app(&dir, None);
    let key = key(&app).await;
    let form = |key: &str| format!("key={key}&what=star&about=statement:1");
    let got = decide(&app, form("0123"), "http://localhost:4280").await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let got = decide(&app, form(&key), "http://evil.example").await;
    assert_eq!(got.status, StatusCode::FORBIDDEN);
    let long = format!("{}&value={}", form(&key), "x".repeat(20_000));
    let got = decide(&app, long, "http://localhost:4280").await;
    assert_eq!(got.status, StatusCode::PAYLOAD_TOO_LARGE);
    let post = Request::post("/ar/search").header(header::HOST, "localhost:4280");
    let got = send(&app, post.body(Body::empty()).unwrap()).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn a_room_for_reading_takes_no_decisions() {
    let dir = record();
    let guard = Guard::new(IpAddr::from([127, 0, 0, 1]), None, false);
    let app = router(pool(&dir.path().join("record")), guard, None);
    assert!(
        !get(&app, "/ar/statement/1")
            .await
            .body
            .contains("method=\"post\"")
    );
    let got = decide(&app, "key=x&what=star&about=statement:1".into(), "null").await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_font_comes_from_here() {
    let dir = record();
    let app = app(&dir, None);
    let style = get(&app, "/static/room.css").await.body;
    for weight in [400, 700] {
        let at = format!("/static/naskh-{weight}.woff2");
        assert!(style.contains(&at));
        let request = Request::get(&at).header(header::HOST, "localhost:4280");
        let response = app.clone().oneshot(request.body(Body::empty()).unwrap());
        let response = response.await.unwrap();
        assert_eq!(response.headers()[header::CONTENT_TYPE], "font/woff2");
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(&bytes[..4], b"wOF2");
    }
}

#[tokio::test]
async fn an_event_shows_its_sentence_with_its_words_marked() {
    let dir = record();
    let app = app(&dir, None);
    let event = get(&app, "/api/v1/event/1").await.body;
    let event: serde_json::Value = serde_json::from_str(&event).unwrap();
    let words = event["event"]["words"]["exact"].as_str().unwrap();
    let page = get(&app, "/ar/event/1").await.body;
    assert!(page.contains(&format!("<mark>{words}</mark>")), "{page}");
    let (start, end) = (
        &event["event"]["words"]["start"],
        &event["event"]["words"]["end"],
    );
    assert!(
        page.contains(&format!("/ar/article/1?at={start}-{end}#at")),
        "{page}"
    );
}

#[tokio::test]
async fn a_story_tells_its_articles_in_order() {
    let dir = record();
    let app = app(&dir, None);
    let story = get(&app, "/api/v1/story/1").await.body;
    let story: serde_json::Value = serde_json::from_str(&story).unwrap();
    let articles = story["articles"].as_array().unwrap();
    assert!(
        articles.iter().any(|a| a["source"]["article"] == 1),
        "{story}"
    );
    let page = get(&app, "/ar/story/1").await.body;
    for a in articles {
        let link = format!("/ar/article/{}\"", a["source"]["article"]);
        assert!(page.contains(&link), "{link} in {page}");
    }
    let article = get(&app, "/en/article/1").await.body;
    assert!(article.contains("/en/story/1\""), "{article}");
    assert_eq!(get(&app, "/api/v1/story/999999").await.status, 404);
}

#[tokio::test]
async fn days_beside_the_words_narrow_a_search() {
    let dir = record();
    let app = app(&dir, None);
    let name = super::ui::enc("العبيدي");
    let hits = |page: &str| page.matches("<li><h2>").count();
    let may = get(
        &app,
        &format!("/ar/search?q={name}&from=2024-05-01&to=2024-05-31"),
    )
    .await
    .body;
    assert_eq!(hits(&may), 1, "two copies under one: {may}");
    assert!(may.contains("published:2024-05-01..2024-05-31"));
    let june = get(&app, &format!("/ar/search?q={name}&from=2024-06-01&to="))
        .await
        .body;
    assert_eq!(hits(&june), 0, "{june}");
    let all = get(
        &app,
        &format!("/ar/search?q={name}+published%3A2023&from=&to="),
    )
    .await
    .body;
    assert_eq!(hits(&all), 1, "days taken back");
}

#[tokio::test]
async fn a_table_is_handed_out_whole() {
    let dir = record();
    let app = app(&dir, None);
    let got = get(&app, "/api/v1/export/statements").await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.headers[header::CONTENT_TYPE], "application/jsonl");
    let lines: Vec<serde_json::Value> = got
        .body
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let counts = get(&app, "/api/v1/counts").await.body;
    let counts: serde_json::Value = serde_json::from_str(&counts).unwrap();
    assert_eq!(counts["statements"], lines.len());
    let got = get(&app, "/api/v1/export/articles?as=csv").await;
    assert_eq!(got.body.trim_end().lines().count(), 3, "{}", got.body);
    let name = got.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(name.contains("articles.csv"));
    let at = "/api/v1/export/pages?as=parquet";
    let request = Request::get(at).header(header::HOST, "localhost:4280");
    let response = app
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await;
    let bytes = response
        .unwrap()
        .into_body()
        .collect()
        .await
        .unwrap()
        .to_bytes();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    let got = get(&app, "/api/v1/export/nothing").await;
    assert_eq!(got.status, StatusCode::NOT_FOUND);
    assert_eq!(
        get(&app, "/api/v1/export/pages?as=xml").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn lists_lead_to_their_next_page() {
    let dir = record();
    let app = app(&dir, None);
    let first = get(&app, "/ar/statements?limit=1").await.body;
    let from = first
        .find("/ar/statements?limit=1&#38;after=")
        .expect(&first);
    let link = &first[from..from + first[from..].find('"').unwrap()];
    let next = get(&app, &link.replace("&#38;", "&")).await;
    assert_eq!(next.status, StatusCode::OK);
    assert_ne!(next.body, first);
    assert_eq!(
        get(&app, "/ar/events?after=x").await.status,
        StatusCode::BAD_REQUEST
    );
}
