//! nDCG@10 over judged queries.

use crate::Res;
use crate::corpus::{self, Article};
use crate::peers::Peer;
use crate::random::Random;
use khabar_record::Record;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

const DEPTH: usize = 10;
const SYSTEMS: [&str; 5] = [
    "khabar",
    "tantivy, Arabic stemmer",
    "tantivy, Arabic stemmer, all words first",
    "tantivy, no stems",
    "tantivy, no stems, all words first",
];

struct Query {
    n: usize,
    kind: String,
    text: String,
}

/// The lines of a table without its comments.
fn table(file: &str) -> Res<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(file)?;
    let lines = text
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty());
    let cells = lines.map(|l| l.split('\t').map(str::to_string).collect());
    Ok(cells.collect())
}

fn queries(file: &str) -> Res<Vec<Query>> {
    let of = |r: &Vec<String>| -> Res<Query> {
        Ok(Query {
            n: r[0].parse()?,
            kind: r[1].clone(),
            text: r[2].clone(),
        })
    };
    table(file)?.iter().map(of).collect()
}

pub fn run(dir: &Path, queries_file: &str, judged_file: &str, pool: bool) -> Res<()> {
    let queries = queries(queries_file)?;
    let articles = corpus::articles(dir)?;
    let by_id: HashMap<i64, &Article> = articles.iter().map(|a| (a.id, a)).collect();
    let copies = corpus::copies(dir)?;
    let mut judged: HashMap<(usize, &str), u32> = HashMap::new();
    let rows = table(judged_file).unwrap_or_default();
    for r in &rows {
        judged.insert((r[0].parse()?, &r[1]), r[2].parse()?);
    }
    let results = results(dir, &queries, &articles, &copies)?;
    if pool {
        return unjudged(&queries, &results, &judged, &by_id);
    }
    let judgements = |q: usize, id: i64| by_id.get(&id).and_then(|a| judged.get(&(q, &*a.hash)));
    let mut scores: Vec<Vec<f64>> = vec![Vec::new(); SYSTEMS.len()];
    let mut missing = [0; SYSTEMS.len()];
    for (q, found) in queries.iter().zip(&results) {
        let ideal = ideal(q.n, &judged, &articles, &copies);
        for (s, ids) in found.iter().enumerate() {
            let grades: Vec<Option<u32>> =
                ids.iter().map(|&id| judgements(q.n, id).copied()).collect();
            missing[s] += grades.iter().filter(|g| g.is_none()).count();
            let grades: Vec<u32> = grades.into_iter().map(|g| g.unwrap_or(0)).collect();
            scores[s].push(if ideal > 0.0 {
                gain(&grades) / ideal
            } else {
                0.0
            });
        }
        if std::env::var_os("EACH").is_some() {
            let row: Vec<String> = scores
                .iter()
                .map(|s| format!("{:.3}", s[s.len() - 1]))
                .collect();
            println!("{:3} {:7} {}  {}", q.n, q.kind, row.join(" "), q.text);
        }
    }
    report(&queries, &scores, &missing, rows.len());
    Ok(())
}

/// For each query the first ten of each system, copies under the first of them.
fn results(
    dir: &Path,
    queries: &[Query],
    articles: &[Article],
    copies: &HashMap<i64, i64>,
) -> Res<Vec<Vec<Vec<i64>>>> {
    let record = Record::open(dir)?;
    let peers = [Peer::new(articles, true)?, Peer::new(articles, false)?];
    let mut out = Vec::new();
    for q in queries {
        let hits = record.search(&q.text, DEPTH)?.hits;
        let mut found = vec![hits.iter().map(|h| h.source.article).collect()];
        for p in &peers {
            for all in [false, true] {
                let mut ids = p.search(&q.text, all, DEPTH * 20)?;
                let mut seen = HashSet::new();
                ids.retain(|id| seen.insert(*copies.get(id).unwrap_or(id)));
                ids.truncate(DEPTH);
                found.push(ids);
            }
        }
        out.push(found);
    }
    Ok(out)
}

fn gain(grades: &[u32]) -> f64 {
    let each = grades.iter().enumerate();
    each.map(|(k, &g)| f64::from((1u32 << g) - 1) / (k as f64 + 2.0).log2())
        .sum()
}

/// The best that ten articles can have, one of each group of copies.
fn ideal(
    q: usize,
    judged: &HashMap<(usize, &str), u32>,
    articles: &[Article],
    copies: &HashMap<i64, i64>,
) -> f64 {
    let mut best: HashMap<i64, u32> = HashMap::new();
    for a in articles {
        if let Some(&g) = judged.get(&(q, &*a.hash)) {
            let group = *copies.get(&a.id).unwrap_or(&a.id);
            let b = best.entry(group).or_default();
            *b = (*b).max(g);
        }
    }
    let mut grades: Vec<u32> = best.into_values().collect();
    grades.sort_unstable_by(|a, b| b.cmp(a));
    grades.truncate(DEPTH);
    gain(&grades)
}

/// What is still to be judged: the query and the article, in an order that
/// tells nothing of who found it.
fn unjudged(
    queries: &[Query],
    results: &[Vec<Vec<i64>>],
    judged: &HashMap<(usize, &str), u32>,
    by_id: &HashMap<i64, &Article>,
) -> Res<()> {
    let mut random = Random(11);
    for (q, found) in queries.iter().zip(results) {
        let ids: BTreeSet<i64> = found.iter().flatten().copied().collect();
        let mut ids: Vec<i64> = ids.into_iter().collect();
        random.shuffle(&mut ids);
        for a in ids.iter().filter_map(|id| by_id.get(id)) {
            if !judged.contains_key(&(q.n, &*a.hash)) {
                let row = serde_json::json!({
                    "n": q.n, "query": q.text, "hash": a.hash, "headline": a.headline, "body": a.body,
                });
                println!("{row}");
            }
        }
    }
    Ok(())
}

fn mean(of: impl Iterator<Item = f64>) -> f64 {
    let (sum, n) = of.fold((0.0, 0), |(s, n), x| (s + x, n + 1));
    sum / f64::from(n.max(1))
}

fn report(queries: &[Query], scores: &[Vec<f64>], missing: &[usize], judgements: usize) {
    println!(
        "{} queries, {judgements} judgements; nDCG@{DEPTH}",
        queries.len()
    );
    let half = |odd: bool| -> Vec<usize> {
        let of = |k: &usize| (queries[*k].n % 2 == 1) == odd;
        (0..queries.len()).filter(of).collect()
    };
    let mut groups: Vec<(String, Vec<usize>)> = vec![
        ("all".into(), (0..queries.len()).collect()),
        ("odd (tuned on)".into(), half(true)),
        ("even (held out)".into(), half(false)),
    ];
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (k, q) in queries.iter().enumerate() {
        kinds.entry(&q.kind).or_default().push(k);
    }
    groups.extend(kinds.into_iter().map(|(k, v)| (k.to_string(), v)));
    for (s, name) in SYSTEMS.iter().enumerate() {
        println!("  {} = {name} ({} results unjudged)", s + 1, missing[s]);
    }
    let head: Vec<String> = (1..=SYSTEMS.len()).map(|s| format!("{s:>6}")).collect();
    println!("{:18}{:>4}{}", "", "n", head.join(""));
    for (name, of) in &groups {
        let row: Vec<String> = scores
            .iter()
            .map(|s| format!("{:6.3}", mean(of.iter().map(|&k| s[k]))))
            .collect();
        println!("{name:18}{:4}{}", of.len(), row.join(""));
    }
    for (name, of) in &groups[..3] {
        for s in 1..SYSTEMS.len() {
            let gained: Vec<f64> = of.iter().map(|&k| scores[0][k] - scores[s][k]).collect();
            let (low, high) = interval(&gained);
            let at = mean(gained.iter().copied());
            println!(
                "{name}: khabar - {}: {at:+.3} [{low:+.3}, {high:+.3}]",
                SYSTEMS[s]
            );
        }
    }
}

/// Where 95 of 100 means lie when the queries are drawn anew.
fn interval(gained: &[f64]) -> (f64, f64) {
    let mut random = Random(60);
    let n = gained.len();
    let mut means: Vec<f64> = (0..10_000)
        .map(|_| mean((0..n).map(|_| gained[random.below(n)])))
        .collect();
    means.sort_by(f64::total_cmp);
    (means[250], means[9749])
}
