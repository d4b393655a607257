//! Measures stories: `stories NEWS.jsonl [--gold stories.tsv] [--pairs semeval.csv]
//! [--days] [--sweep] [--dump FILE]`.
//!
//! NEWS has one object a line with `url`, `date` (fetched) and `text`, the
//! headline its first line. The articles are added day by day up to the last
//! day of the gold; B-cubed is over the articles of the gold, beside the best
//! that a cosine of plain words reaches with single links (its threshold
//! chosen on the gold itself, so it is flattered). `--pairs` gives Pearson's r
//! with the scores of SemEval-2022 task 8; `--days` times 1, 2, 4 and 8 days
//! added to the days before them; `--dump` writes the parts of each pair's score.
#![allow(clippy::disallowed_methods)]

mod common;

use common::csv;
use khabar_link::stories::{ArticleFacts, Stories, Thresholds};
use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader};
use std::time::Instant;

type Res<T> = Result<T, Box<dyn std::error::Error>>;

struct Article {
    url: String,
    day: i32,
    headline: String,
    text: String,
}

impl Article {
    fn facts(&self) -> ArticleFacts<'_> {
        ArticleFacts {
            id: &self.url,
            day: self.day,
            headline: &self.headline,
            text: &self.text,
            ..ArticleFacts::default()
        }
    }
}

fn main() -> Res<()> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("usage: stories NEWS.jsonl [options]")?;
    let (mut gold, mut pairs, mut dump) = (None, None, None);
    let (mut days, mut sweep) = (false, false);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--gold" => gold = args.next(),
            "--pairs" => pairs = args.next(),
            "--dump" => dump = args.next(),
            "--days" => days = true,
            "--sweep" => sweep = true,
            _ => return Err(format!("unknown: {a}").into()),
        }
    }
    let news = read(&file)?;
    if let Some(gold) = gold {
        clusters(&news, &gold, sweep)?;
    }
    if let Some(pairs) = pairs {
        similar(&news, &pairs, dump.as_deref())?;
    }
    if days {
        time_days(&news);
    }
    Ok(())
}

/// The articles by day; a day is the number of its place in the calendar of 31-day months.
fn read(file: &str) -> Res<BTreeMap<i32, Vec<Article>>> {
    let mut out: BTreeMap<i32, Vec<Article>> = BTreeMap::new();
    for line in BufReader::new(std::fs::File::open(file)?).lines() {
        let v: serde_json::Value = serde_json::from_str(&line?)?;
        let get = |k: &str| v[k].as_str().unwrap_or_default();
        let (date, text) = (get("date"), get("text"));
        let n = |r| date.get(r).and_then(|d: &str| d.parse::<i32>().ok());
        let day = n(5..7).unwrap_or(0) * 31 + n(8..10).unwrap_or(0);
        let (headline, text) = text.split_once('\n').unwrap_or((text, ""));
        out.entry(day).or_default().push(Article {
            url: get("url").to_string(),
            day,
            headline: headline.to_string(),
            text: text.to_string(),
        });
    }
    Ok(out)
}

fn clusters(news: &BTreeMap<i32, Vec<Article>>, gold: &str, sweep: bool) -> Res<()> {
    let gold = std::fs::read_to_string(gold)?;
    let rows = gold.lines().filter(|l| !l.starts_with('#'));
    let gold: BTreeMap<&str, &str> = rows.filter_map(|l| l.split_once('\t')).collect();
    let of_gold = |a: &&Article| gold.contains_key(a.url.as_str());
    let last = news
        .iter()
        .filter(|(_, d)| d.iter().any(|a| of_gold(&a)))
        .map(|(d, _)| *d)
        .max();
    let last = last.ok_or("no article of the gold is there")?;
    let group = |at: Thresholds, news: &BTreeMap<i32, Vec<Article>>| -> BTreeMap<&str, usize> {
        let mut stories = Stories::with(at);
        for day in news.range(..=last).map(|(_, d)| d) {
            stories.add_all(&day.iter().map(Article::facts).collect::<Vec<_>>());
        }
        let of = |u: &str| stories.story_of(u).map_or(0, |s| s.0 as usize);
        gold.keys().map(|u| (*u, of(u))).collect()
    };
    print_cubed("stories", &gold, &group(Thresholds::default(), news));
    if sweep {
        for (join, mean) in [
            (0.45, 0.45),
            (0.5, 0.44),
            (0.5, 0.46),
            (0.5, 0.48),
            (0.5, 0.5),
            (0.5, 0.52),
            (0.55, 0.5),
            (0.55, 0.55),
        ] {
            let ours = group(Thresholds { join, mean }, news);
            for half in [0, 1] {
                // Whole stories, by the sum of their label's bytes.
                let of = |s: &str| s.bytes().map(usize::from).sum::<usize>() % 2 == half;
                let part = gold
                    .iter()
                    .filter(|(_, s)| of(s))
                    .map(|(a, s)| (*a, *s))
                    .collect();
                print_cubed(
                    &format!("join {join} mean {mean} half {half}"),
                    &part,
                    &ours,
                );
            }
        }
    }
    let some: Vec<&Article> = news.values().flatten().filter(of_gold).collect();
    let (mut best, mut at) = ((0.0, BTreeMap::new()), 0.0);
    for step in 5..60 {
        let least = f64::from(step) / 100.0;
        let got = single_links(&some, least);
        let f = cubed(&gold, &got).2;
        if f > best.0 {
            (best, at) = ((f, got), least);
        }
    }
    print_cubed(&format!("bag of words (cosine ≥ {at})"), &gold, &best.1);
    Ok(())
}

/// Precision, recall and F1 of B-cubed.
fn cubed(gold: &BTreeMap<&str, &str>, ours: &BTreeMap<&str, usize>) -> (f64, f64, f64) {
    let (mut p, mut r) = (0.0, 0.0);
    for (a, story) in gold {
        let (mut both, mut got, mut want) = (0.0, 0.0, 0.0);
        for (b, other) in gold {
            let (w, g) = (story == other, ours[a] == ours[b]);
            both += f64::from(u8::from(w && g));
            want += f64::from(u8::from(w));
            got += f64::from(u8::from(g));
        }
        p += both / got;
        r += both / want;
    }
    let n = gold.len() as f64;
    let (p, r) = (p / n, r / n);
    (p, r, 2.0 * p * r / (p + r))
}

fn print_cubed(what: &str, gold: &BTreeMap<&str, &str>, ours: &BTreeMap<&str, usize>) {
    let (p, r, f) = cubed(gold, ours);
    println!(
        "{what}: B-cubed precision {p:.3} recall {r:.3} F1 {f:.3} over {} articles",
        gold.len()
    );
}

fn single_links<'a>(articles: &[&'a Article], least: f64) -> BTreeMap<&'a str, usize> {
    let bags: Vec<_> = articles
        .iter()
        .map(|a| bag(&format!("{} {}", a.headline, a.text)))
        .collect();
    let mut of: Vec<usize> = (0..articles.len()).collect();
    for i in 0..bags.len() {
        for j in 0..i {
            if cosine(&bags[i], &bags[j]) >= least {
                let (x, y) = (of[i].min(of[j]), of[i].max(of[j]));
                of.iter_mut().filter(|s| **s == y).for_each(|s| *s = x);
            }
        }
    }
    articles.iter().map(|a| a.url.as_str()).zip(of).collect()
}

fn bag(text: &str) -> HashMap<String, f64> {
    let text = khabar_text::Text::new(text);
    let mut out = HashMap::new();
    for i in (0..text.len()).filter(|i| !text.is_punct(*i)) {
        *out.entry(text.norm(i).to_string()).or_insert(0.0) += 1.0;
    }
    out
}

fn cosine(a: &HashMap<String, f64>, b: &HashMap<String, f64>) -> f64 {
    let len = |v: &HashMap<String, f64>| v.values().map(|x| x * x).sum::<f64>().sqrt();
    let dot: f64 = a.iter().filter_map(|(w, x)| Some(x * b.get(w)?)).sum();
    if dot == 0.0 {
        0.0
    } else {
        dot / (len(a) * len(b))
    }
}

fn similar(news: &BTreeMap<i32, Vec<Article>>, file: &str, dump: Option<&str>) -> Res<()> {
    let rows = csv(&std::fs::read_to_string(file)?);
    let head = rows.first().ok_or("no rows")?;
    let col = |n: &str| {
        head.iter()
            .position(|h| h.trim_start_matches('\u{feff}') == n)
            .ok_or(format!("no {n}"))
    };
    let (t1, t2, x1, x2, gold) = (
        col("title_1")?,
        col("title_2")?,
        col("text_1")?,
        col("text_2")?,
        col("Overall")?,
    );
    let mut stories = Stories::new();
    for day in news.values().take(3) {
        let facts: Vec<_> = day.iter().map(Article::facts).collect();
        stories.add_all(&facts);
    }
    let ids: Vec<[String; 2]> = (0..rows.len())
        .map(|i| [format!("{i}a"), format!("{i}b")])
        .collect();
    let mut pairs = Vec::new();
    for (row, [a, b]) in rows
        .iter()
        .zip(&ids)
        .skip(1)
        .filter(|(r, _)| r.len() > gold)
    {
        for (id, t, x) in [(a, t1, x1), (b, t2, x2)] {
            pairs.push(ArticleFacts {
                id,
                day: 9_999,
                headline: &row[t],
                text: &row[x],
                ..ArticleFacts::default()
            });
        }
    }
    stories.add_all(&pairs);
    let (mut got, mut want, mut plain, mut out) =
        (Vec::new(), Vec::new(), Vec::new(), String::new());
    for (row, [a, b]) in rows
        .iter()
        .zip(&ids)
        .skip(1)
        .filter(|(r, _)| r.len() > gold)
    {
        let l = stories.likeness(a, b).ok_or("not added")?;
        // 1 is the same, 4 nothing alike.
        let g = 4.0 - row[gold].parse::<f64>()?;
        let p = l.parts;
        out += &format!(
            "{g},{},{},{},{},{}\n",
            p.words, p.pairs, p.top, p.top_pairs, l.similarity
        );
        got.push(f64::from(l.similarity));
        want.push(g);
        plain.push(cosine(&bag(&row[x1]), &bag(&row[x2])));
    }
    println!(
        "pairs {} Pearson {:.3}, of a bag of words {:.3}",
        got.len(),
        pearson(&got, &want),
        pearson(&plain, &want)
    );
    if let Some(path) = dump {
        std::fs::write(path, out)?;
    }
    Ok(())
}

fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
    let (mx, my) = (mean(x), mean(y));
    let co = |a: &[f64], ma: f64, b: &[f64], mb: f64| {
        a.iter()
            .zip(b)
            .map(|(p, q)| (p - ma) * (q - mb))
            .sum::<f64>()
    };
    co(x, mx, y, my) / (co(x, mx, x, mx) * co(y, my, y, my)).sqrt()
}

fn time_days(news: &BTreeMap<i32, Vec<Article>>) {
    let days: Vec<&Vec<Article>> = news.values().collect();
    for n in [1, 2, 4, 8] {
        let from = days.len().saturating_sub(n);
        let mut stories = Stories::new();
        for d in &days[..from] {
            stories.add_all(&d.iter().map(Article::facts).collect::<Vec<_>>());
        }
        let begun = Instant::now();
        let mut articles = 0;
        for d in &days[from..] {
            articles += d.len();
            stories.add_all(&d.iter().map(Article::facts).collect::<Vec<_>>());
        }
        let s = begun.elapsed().as_secs_f64();
        println!(
            "{n} days ({articles} articles) on {from}: {s:.3} s, {:.3} ms an article",
            s * 1e3 / articles as f64
        );
    }
}
