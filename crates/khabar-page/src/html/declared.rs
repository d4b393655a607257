//! What a page declares of itself for machines: JSON-LD, OpenGraph and other
//! `meta`, microdata with a `content`.

use khabar_model::{Claim, Declared};
use serde_json::Value;

/// JSON-LD longer than this is not read.
const LONGEST: usize = 4 << 20;
/// Values nested deeper than this are not looked into.
const DEEPEST: usize = 12;

/// Takes in a `meta` element or a microdata property with a `content`.
pub fn meta(name: &str, content: &str, d: &mut Declared) {
    let content = one_line(content);
    if content.is_empty() {
        return;
    }
    let claim = |field: &'static str| Claim {
        field,
        value: content.clone(),
    };
    let name = name.trim().to_ascii_lowercase();
    // RDFa writes `dc:date`, `meta` elements `dc.date`.
    let name = match name.strip_prefix("dc:").or(name.strip_prefix("dcterms:")) {
        Some(rest) => format!("dc.{rest}"),
        None => name,
    };
    match name.strip_prefix("schema:").unwrap_or(&name) {
        "og:title" | "twitter:title" | "headline" | "dc.title" | "dcterms.title" | "title"
        | "sailthru.title" => push(&mut d.headline, content),
        "og:site_name" | "application-name" | "publisher" | "dc.publisher" => {
            d.site.get_or_insert(content);
        }
        "og:type" => push(&mut d.types, content),
        "og:url" => {
            d.address.get_or_insert(content);
        }
        "article:published_time" => d.published.push(claim("article:published_time")),
        "datepublished" => d.published.push(claim("datePublished")),
        "datecreated" => d.published.push(claim("dateCreated")),
        "og:pubdate"
        | "pubdate"
        | "publishdate"
        | "publish_date"
        | "publish-date"
        | "publication_date"
        | "date"
        | "dc.date"
        | "dc.created"
        | "dc.issued"
        | "dc.date.issued"
        | "dcterms.created"
        | "dcterms.date"
        | "dcterms.issued"
        | "article.published"
        | "article:publish_date"
        | "sailthru.date"
        | "parsely-pub-date"
        | "cxenseparse:recs:publishtime"
        | "og:article:published_time" => d.published.push(claim("meta date")),
        "article:modified_time" => d.updated.push(claim("article:modified_time")),
        "og:updated_time" => d.updated.push(claim("og:updated_time")),
        "datemodified" => d.updated.push(claim("dateModified")),
        "lastmod" | "last-modified" | "dc.modified" | "dcterms.modified" | "revised" => {
            d.updated.push(claim("meta modified"))
        }
        "article:section" | "articlesection" => {
            d.section.get_or_insert(content);
        }
        "author" | "article:author" | "dc.creator" | "dcterms.creator" | "sailthru.author"
            if !content.contains("://") =>
        {
            push(&mut d.authors, content)
        }
        "keywords" | "news_keywords" => {
            let words = content.split([',', '،', ';', '|']).map(str::trim);
            for word in words.filter(|w| !w.is_empty()) {
                push(&mut d.keywords, word.to_string());
            }
        }
        "article:tag" => push(&mut d.keywords, content),
        _ => {}
    }
}

fn push(list: &mut Vec<String>, value: String) {
    if list.len() < 64 && !list.contains(&value) {
        list.push(value);
    }
}

/// Takes in a script of JSON-LD. What is not JSON is passed over, as by every
/// reader of such scripts.
pub fn json_ld(script: &str, d: &mut Declared) {
    if script.len() > LONGEST {
        return;
    }
    let script = script.trim();
    let script = script
        .strip_prefix("<!--")
        .or(script.strip_prefix("//<![CDATA["))
        .unwrap_or(script);
    let script = script.trim_end();
    let script = script
        .strip_suffix("-->")
        .or(script.strip_suffix("//]]>"))
        .unwrap_or(script)
        .trim_end()
        .trim_end_matches(';');
    let value = serde_json::from_str(script).or_else(|_| {
        // Line breaks left raw in strings are the commonest fault.
        let mended: String = script
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        serde_json::from_str::<Value>(&mended)
    });
    if let Ok(value) = value {
        node(&value, d, 0);
    }
}

fn node(v: &Value, d: &mut Declared, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    match v {
        Value::Array(all) => all.iter().for_each(|v| node(v, d, depth + 1)),
        Value::Object(o) => {
            if let Some(graph) = o.get("@graph") {
                node(graph, d, depth + 1);
            }
            let kinds = strings(o.get("@type"));
            let is = |want: &[&str]| kinds.iter().any(|k| want.iter().any(|w| k.ends_with(w)));
            if is(&[
                "Article",
                "BlogPosting",
                "LiveBlogPosting",
                "Report",
                "DiscussionForumPosting",
            ]) {
                article(v, d);
                kinds.iter().for_each(|k| push(&mut d.types, k.to_string()));
            } else if is(&["WebPage"]) && d.published.is_empty() {
                dates(v, d, ["WebPage datePublished", "WebPage dateModified"]);
                if let Some(main) = o.get("mainEntity") {
                    node(main, d, depth + 1);
                }
            } else if is(&["WebSite"]) && d.site.is_none() {
                d.site = text(&v["name"]);
            }
        }
        _ => {}
    }
}

fn article(v: &Value, d: &mut Declared) {
    if let Some(h) = text(&v["headline"]).or_else(|| text(&v["name"])) {
        push(&mut d.headline, h);
    }
    // What the article itself says goes before what the page says.
    d.published.retain(|c| !c.field.starts_with("WebPage"));
    dates(v, d, ["JSON-LD datePublished", "JSON-LD dateModified"]);
    for name in names(&v["author"]) {
        push(&mut d.authors, name);
    }
    if let Some(name) = names(&v["publisher"]).pop() {
        d.site.get_or_insert(name);
    }
    if let Some(body) = text(&v["articleBody"]) {
        d.body.get_or_insert(body);
    }
    if let Some(section) = strings(v.get("articleSection")).last() {
        d.section.get_or_insert(section.to_string());
    }
    match &v["keywords"] {
        Value::String(all) => {
            for word in all
                .split([',', '،'])
                .map(str::trim)
                .filter(|w| !w.is_empty())
            {
                push(&mut d.keywords, word.to_string());
            }
        }
        all => strings(Some(all))
            .iter()
            .for_each(|w| push(&mut d.keywords, w.to_string())),
    }
}

fn dates(v: &Value, d: &mut Declared, fields: [&'static str; 2]) {
    for (key, field, list) in [
        ("datePublished", fields[0], &mut d.published),
        ("dateModified", fields[1], &mut d.updated),
    ] {
        if let Some(value) = text(&v[key]) {
            // JSON-LD goes first: it speaks of the article, `meta` of the page.
            let at = list
                .iter()
                .take_while(|c| c.field.starts_with("JSON-LD"))
                .count();
            list.insert(at, Claim { field, value });
        }
    }
}

/// The names of a person, an organisation or several.
fn names(v: &Value) -> Vec<String> {
    match v {
        Value::String(s) => vec![one_line(s)],
        Value::Array(all) => all.iter().flat_map(names).collect(),
        Value::Object(_) => text(&v["name"]).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn strings(v: Option<&Value>) -> Vec<&str> {
    match v {
        Some(Value::String(s)) => vec![s.as_str()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn text(v: &Value) -> Option<String> {
    let s = match v {
        Value::String(s) => s.as_str(),
        Value::Array(all) => all.first()?.as_str()?,
        Value::Object(o) => o.get("@value")?.as_str()?,
        _ => return None,
    };
    // Sites escape what they put into scripts as if it were markup.
    let plain = one_line(&htmlize::unescape(s));
    (!plain.is_empty()).then_some(plain)
}

fn one_line(s: &str) -> String {
    s.split_whitespace().collect::<Vec<_>>().join(" ")
}
