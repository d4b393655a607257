//! The HTML pages of `samples/html`, held to the floors of the repository, and
//! two real pages of the shared evaluation data where that is at hand.

#![allow(clippy::disallowed_methods)]

use khabar_model::{Body, Capture, Fetch, Page, Span};
use khabar_page::PageReader;
use khabar_text::fold::fold;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn read(reader: &PageReader, file: &Path, meta: &Value) -> (Capture, Page) {
    let mut fetch = Fetch::html("page.html", std::fs::read(file).unwrap());
    let text = |key: &str| meta[key].as_str().map(str::to_string);
    (fetch.url, fetch.retrieved) = (text("url"), text("retrieved"));
    if let Body::Html { content_type, .. } = &mut fetch.body {
        *content_type = text("content_type");
    }
    let capture = reader.open(fetch).unwrap();
    let page = reader.read(&capture);
    (capture, page)
}

/// Runs of letters and digits.
fn words(s: &str) -> Vec<&str> {
    s.split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect()
}

/// F1 over words, counted with repetition.
fn f1(gold: &str, got: &str) -> f64 {
    let count = |s| {
        let mut n = BTreeMap::new();
        words(s)
            .into_iter()
            .for_each(|w| *n.entry(w).or_insert(0u32) += 1);
        n
    };
    let (gold, got) = (count(gold), count(got));
    let common: u32 = gold
        .iter()
        .map(|(w, n)| n.min(got.get(w).unwrap_or(&0)))
        .sum();
    let all = gold.values().sum::<u32>() + got.values().sum::<u32>();
    2.0 * f64::from(common) / f64::from(all.max(1))
}

fn strings(v: &Value) -> Vec<&str> {
    v.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Sums of what was right, by figure, and of how many.
#[derive(Default)]
struct Figures(BTreeMap<&'static str, (f64, f64)>);

impl Figures {
    fn add(&mut self, figure: &'static str, right: f64, of: f64) {
        let at = self.0.entry(figure).or_default();
        (at.0, at.1) = (at.0 + right, at.1 + of);
    }

    fn same(&mut self, figure: &'static str, gold: &Value, got: Option<&str>) {
        let same = words(gold.as_str().unwrap_or("")) == words(got.unwrap_or(""));
        self.add(figure, f64::from(u8::from(same)), 1.0);
    }

    /// Twice what lists have in common over what both have.
    fn lists(&mut self, figure: &'static str, gold: &Value, got: &[&str]) {
        let mut left: Vec<Vec<&str>> = got.iter().map(|g| words(g)).collect();
        let gold = strings(gold);
        let (all, before) = (gold.len() + left.len(), left.len());
        for g in gold {
            if let Some(k) = left.iter().position(|w| *w == words(g)) {
                left.swap_remove(k);
            }
        }
        self.add(figure, 2.0 * (before - left.len()) as f64, all as f64);
    }
}

fn score(figures: &mut Figures, gold: &Value, capture: &Capture, page: &Page) {
    let text = |s: Span| s.of(&capture.text);
    let articles = gold["articles"].as_array().unwrap();
    let want: Vec<&str> = articles.iter().flat_map(|a| strings(&a["body"])).collect();
    let got: Vec<&str> = page
        .articles
        .iter()
        .flat_map(|a| a.body().map(text))
        .collect();
    figures.add("body", f1(&want.join(" "), &got.join(" ")), 1.0);
    let got = got.join("\n");
    let unwanted = strings(&gold["without"]);
    let kept_out = unwanted.iter().filter(|w| !got.contains(**w)).count();
    figures.add("without", kept_out as f64, unwanted.len() as f64);
    let charset = &capture
        .page
        .as_ref()
        .unwrap()
        .layout
        .charset
        .to_ascii_lowercase();
    let right = *charset == gold["charset"].as_str().unwrap().to_ascii_lowercase();
    figures.add("charset", f64::from(u8::from(right)), 1.0);
    let counted = articles.len() == page.articles.len();
    figures.add("articles", f64::from(u8::from(counted)), 1.0);
    let (g, a) = (&articles[0], &page.articles[0]);
    figures.same("headline", &g["headline"], a.headline.map(text));
    figures.same(
        "outlet",
        &g["outlet"],
        a.outlet.as_ref().map(|o| o.name.as_str()),
    );
    let day = |p: &Option<khabar_model::Published>| p.as_ref().map(|p| p.day.clone());
    figures.same("published", &g["published"], day(&a.published).as_deref());
    figures.same("updated", &g["updated"], day(&a.updated).as_deref());
    figures.same("kicker", &g["kicker"], a.kicker.map(text));
    let list = |spans: &[Span]| spans.iter().map(|&s| text(s)).collect::<Vec<_>>();
    figures.lists("captions", &g["captions"], &list(&a.captions));
    figures.lists("bylines", &g["bylines"], &list(&a.bylines));
    figures.lists("datelines", &g["datelines"], &list(&a.datelines));
    let credits: Vec<Span> = a.credits.iter().map(|c| c.span).collect();
    figures.lists("credits", &g["credits"], &list(&credits));
}

/// `cargo test -p khabar-page --test html_pages -- --nocapture` prints the figures.
#[test]
fn sample_pages_stay_above_their_floors() {
    let folder = root().join("samples/html");
    let reader = PageReader::new();
    let mut figures = Figures::default();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder.join("gold")).unwrap() {
        let path = entry.unwrap().path();
        let gold = json(&path);
        let page = folder.join(gold["page"].as_str().unwrap());
        let meta = json(&page.with_extension("meta.json"));
        let (capture, page) = read(&reader, &page, &meta);
        score(&mut figures, &gold, &capture, &page);
        pages += 1;
    }
    assert!(pages >= 40, "{pages} pages");
    let floors = std::fs::read_to_string(folder.join("floors.toml")).unwrap();
    let floors: toml::Table = floors.parse().unwrap();
    let mut low = Vec::new();
    for (figure, (right, of)) in &figures.0 {
        let share = right / of;
        println!("{figure:10} {share:.3}  n={of}");
        match floors.get(*figure).and_then(toml::Value::as_float) {
            Some(floor) if share < floor => low.push(format!("{figure} {share:.3} < {floor}")),
            Some(_) => {}
            None => low.push(format!("{figure} has no floor")),
        }
    }
    assert!(low.is_empty(), "below the floor: {low:?}");
}

fn shared(name: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("KHABAR_SHARED").map(PathBuf::from);
    let folder = shared
        .unwrap_or_else(|| root().join("../shared"))
        .join("data/html")
        .join(name);
    if !folder.is_dir() {
        println!("skipped: no shared evaluation data (set KHABAR_SHARED to its folder)");
        return None;
    }
    Some(folder)
}

fn body(capture: &Capture, page: &Page) -> String {
    let spans = page.articles.iter().flat_map(|a| a.body());
    let lines: Vec<&str> = spans.map(|s| s.of(&capture.text)).collect();
    lines.join("\n")
}

fn headline<'c>(capture: &'c Capture, page: &Page) -> &'c str {
    page.articles[0].headline.unwrap().of(&capture.text)
}

#[test]
fn a_real_page_of_assabah() {
    let Some(folder) = shared("trafilatura_assabah") else {
        return;
    };
    let expected = json(&folder.join("expected.json"));
    let (url, expected) = expected.as_object().unwrap().iter().next().unwrap();
    let file = folder.join(expected["file"].as_str().unwrap());
    let (capture, page) = read(
        &PageReader::new(),
        &file,
        &serde_json::json!({ "url": url }),
    );
    let body = body(&capture, &page);
    for wanted in strings(&expected["with"]) {
        assert!(body.contains(wanted), "{wanted}");
    }
    for unwanted in strings(&expected["without"]) {
        assert!(!body.contains(unwanted), "{unwanted}");
    }
    let title = expected["title"].as_str().unwrap();
    assert_eq!(words(headline(&capture, &page)), words(title));
    let a = &page.articles[0];
    // Printed with the article; the expectations leave the day open.
    assert_eq!(a.published.as_ref().unwrap().day, "2019-02-08");
    assert_eq!(a.outlet.as_ref().unwrap().name, "الصباح التونسية");
}

#[test]
fn a_real_page_of_cnn_arabic() {
    let Some(folder) = shared("newspaper4k_arabic") else {
        return;
    };
    let expected = json(&folder.join("arabic_article.json"));
    let url = serde_json::json!({ "url": expected["url"] });
    let (capture, page) = read(
        &PageReader::new(),
        &folder.join("arabic_article.html"),
        &url,
    );
    let want = std::fs::read_to_string(folder.join("arabic_article.txt")).unwrap();
    assert_eq!(f1(&fold(&want), &fold(&body(&capture, &page))), 1.0);
    assert_eq!(
        headline(&capture, &page),
        expected["title"].as_str().unwrap()
    );
    let a = &page.articles[0];
    assert_eq!(a.published.as_ref().unwrap().day, "2013-08-28");
}
