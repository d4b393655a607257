//! What searching a record finds and how long it takes.
//!
//! `search RECORD relevance QUERIES.tsv JUDGED.tsv [--pool]`: nDCG@10 beside
//! Tantivy's Arabic stemmer and no stems; `--pool` prints what is not judged yet.
//!
//! `search RECORD speed [N [FOLDER]]`: times of N mixed queries (2,000 unless
//! told); with FOLDER also those of FTS5, and there the articles and queries for
//! further programs.
#![allow(clippy::disallowed_methods)]

mod corpus;
mod peers;
mod random;
mod relevance;
mod speed;
mod typed;

type Res<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Res<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        [dir, "relevance", queries, judged, rest @ ..] => {
            relevance::run(dir.as_ref(), queries, judged, rest == ["--pool"])
        }
        [dir, "speed"] => speed::run(dir.as_ref(), 2000, None),
        [dir, "speed", n, rest @ ..] => {
            speed::run(dir.as_ref(), n.parse()?, rest.first().map(|f| f.as_ref()))
        }
        _ => Err(
            "search RECORD relevance QUERIES.tsv JUDGED.tsv [--pool] | speed [N [FOLDER]]".into(),
        ),
    }
}
