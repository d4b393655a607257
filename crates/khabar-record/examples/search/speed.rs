//! Times of mixed queries: khabar's search, whole, and SQLite's FTS5.

use crate::Res;
use crate::corpus::{self, Article};
use crate::typed::{Filter, Typed, Words};
use cpu_time::ThreadTime;
use khabar_record::{Record, SearchQuery};
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

/// Results of a query.
const LIMIT: usize = 20;
/// Each query is asked so often: how long the first took by the clock, and how
/// much of a processor the least took, which leaves out what else runs on the
/// machine.
const TIMES: usize = 3;

pub fn run(dir: &Path, n: usize, peers: Option<&Path>) -> Res<()> {
    let articles = corpus::articles(dir)?;
    let words = Words::new(dir, &articles)?;
    let warming = words.queries(n / 10, 2);
    let queries = words.queries(n, 1);
    let record = Record::open(dir)?;
    let search = |facets: bool| {
        let record = &record;
        move |t: &Typed| -> Res<Option<usize>> {
            let q = SearchQuery {
                query: t.khabar.clone(),
                limit: LIMIT,
                facets,
                ..SearchQuery::default()
            };
            Ok(Some(record.search_for(&q)?.hits.len()))
        }
    };
    measure("khabar", &warming, &queries, search(false))?;
    if let Some(folder) = peers {
        beside(dir, folder, &articles, &warming, &queries)?;
    }
    let some = &queries[..n / 10];
    measure(
        "khabar with facets, a tenth of the queries",
        &warming[..n / 100],
        some,
        search(true),
    )?;
    Ok(())
}

/// FTS5's times, and the articles and queries for further programs.
fn beside(
    dir: &Path,
    folder: &Path,
    articles: &[Article],
    warming: &[Typed],
    queries: &[Typed],
) -> Res<()> {
    let facts = facts(dir)?;
    let db = fts5(folder, articles, &facts)?;
    measure("FTS5", warming, queries, |t| {
        t.fts5
            .as_ref()
            .map(|(m, f)| match_in(&db, m, f))
            .transpose()
    })?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(folder.join("articles.jsonl"))?);
    for a in articles {
        let (outlet, day) = facts.get(&a.id).cloned().unwrap_or_default();
        let row = serde_json::json!({
            "id": a.id, "headline": a.headline, "body": a.body, "outlet": outlet,
            "month": day.get(..7).unwrap_or_default(),
        });
        writeln!(out, "{row}")?;
    }
    let mut out = std::io::BufWriter::new(std::fs::File::create(folder.join("queries.jsonl"))?);
    for (warm, t) in warming
        .iter()
        .map(|t| (true, t))
        .chain(queries.iter().map(|t| (false, t)))
    {
        let row = serde_json::json!({"warm": warm, "kind": t.kind, "query": t.whoosh});
        writeln!(out, "{row}")?;
    }
    Ok(())
}

/// Outlet and day of each article.
fn facts(dir: &Path) -> Res<BTreeMap<i64, (String, String)>> {
    let db = Connection::open(dir.join("khabar.db"))?;
    let sql = "SELECT id, ifnull(outlet, ''), ifnull(published, '') FROM articles";
    let mut q = db.prepare(sql)?;
    let rows = q.query_map([], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn fts5(
    folder: &Path,
    articles: &[Article],
    facts: &BTreeMap<i64, (String, String)>,
) -> Res<Connection> {
    let file = folder.join("fts5.db");
    let _ = std::fs::remove_file(&file);
    let mut db = Connection::open(file)?;
    let tx = db.transaction()?;
    tx.execute_batch(
        "CREATE TABLE facts (id INTEGER PRIMARY KEY, outlet TEXT, day TEXT);
         CREATE VIRTUAL TABLE texts USING fts5(headline, body, tokenize = 'unicode61 remove_diacritics 2')",
    )?;
    for a in articles {
        let (outlet, day) = &facts[&a.id];
        tx.prepare_cached("INSERT INTO facts VALUES (?1, ?2, ?3)")?
            .execute(params![a.id, outlet, day])?;
        tx.prepare_cached("INSERT INTO texts (rowid, headline, body) VALUES (?1, ?2, ?3)")?
            .execute(params![a.id, a.headline, a.body])?;
    }
    tx.execute_batch("INSERT INTO texts (texts) VALUES ('optimize')")?;
    tx.commit()?;
    Ok(db)
}

/// As much as khabar does of it: the best, ranked, with snippets, and how many
/// there are.
fn match_in(db: &Connection, query: &str, f: &Filter) -> Res<usize> {
    let also = "(?2 IS NULL OR f.outlet = ?2) AND (?3 IS NULL OR substr(f.day, 1, 7) = ?3)";
    let from =
        format!("FROM texts JOIN facts f ON f.id = texts.rowid WHERE texts MATCH ?1 AND {also}");
    let values = params![query, f.outlet, f.month];
    let total: i64 = match (&f.outlet, &f.month) {
        (None, None) => db
            .prepare_cached("SELECT count(*) FROM texts WHERE texts MATCH ?1")?
            .query_row([query], |r| r.get(0))?,
        _ => db
            .prepare_cached(&format!("SELECT count(*) {from}"))?
            .query_row(values, |r| r.get(0))?,
    };
    let select = "SELECT texts.rowid, snippet(texts, -1, '', '', '', 40)";
    let mut found = 0;
    let mut read = |r: &rusqlite::Row<'_>| -> rusqlite::Result<()> {
        let _: (i64, String) = (r.get(0)?, r.get(1)?);
        found += 1;
        Ok(())
    };
    let by = format!("ORDER BY bm25(texts, 3.0, 1.0) LIMIT {LIMIT}");
    match (&f.outlet, &f.month) {
        (None, None) => {
            let sql = format!("{select} FROM texts WHERE texts MATCH ?1 {by}");
            let mut q = db.prepare_cached(&sql)?;
            let mut rows = q.query([query])?;
            while let Some(r) = rows.next()? {
                read(r)?;
            }
        }
        _ => {
            let mut q = db.prepare_cached(&format!("{select} {from} {by}"))?;
            let mut rows = q.query(values)?;
            while let Some(r) = rows.next()? {
                read(r)?;
            }
        }
    }
    debug_assert!(found <= total as usize);
    Ok(found)
}

/// Asks all queries and prints the times of each kind, in milliseconds.
fn measure(
    name: &str,
    warming: &[Typed],
    queries: &[Typed],
    ask: impl Fn(&Typed) -> Res<Option<usize>>,
) -> Res<()> {
    for q in warming {
        ask(q)?;
    }
    let mut times: BTreeMap<&str, Vec<[f64; 2]>> = BTreeMap::new();
    let mut slow: Vec<(f64, &str)> = Vec::new();
    let mut empty = 0;
    for q in queries {
        let (mut first, mut least) = (None, f64::INFINITY);
        for _ in 0..TIMES {
            let (clock, processor) = (Instant::now(), ThreadTime::now());
            let found = ask(q)?;
            let Some(found) = found else { break };
            least = least.min(processor.elapsed().as_secs_f64() * 1e3);
            empty += usize::from(found == 0 && first.is_none());
            first.get_or_insert(clock.elapsed().as_secs_f64() * 1e3);
        }
        let Some(first) = first else { continue };
        for group in [
            q.kind,
            "all",
            if q.fts5.is_some() {
                "all that FTS5 takes"
            } else {
                ""
            },
        ] {
            times.entry(group).or_default().push([first, least]);
        }
        slow.push((least, &q.khabar));
    }
    times.remove("");
    println!(
        "{name}: milliseconds by the clock when first asked, and of a processor, the least of {TIMES} ({empty} without a result)"
    );
    println!(
        "  {:20}{:>6}{:>9}{:>9}{:>9}{:>9}",
        "", "n", "p50", "p99", "p50", "p99"
    );
    for (kind, t) in &times {
        let at = |which: usize, part: f64| {
            let mut all: Vec<f64> = t.iter().map(|t| t[which]).collect();
            all.sort_by(f64::total_cmp);
            all[((all.len() as f64 * part).ceil() as usize).clamp(1, all.len()) - 1]
        };
        let (a, b, c, d) = (at(0, 0.5), at(0, 0.99), at(1, 0.5), at(1, 0.99));
        println!("  {kind:20}{:6}{a:9.2}{b:9.2}{c:9.2}{d:9.2}", t.len());
    }
    if std::env::var_os("SLOWEST").is_some() {
        slow.sort_by(|a, b| b.0.total_cmp(&a.0));
        for (ms, q) in slow.iter().take(25) {
            println!("    {ms:8.2}  {q}");
        }
    }
    Ok(())
}
