//! Queries drawn from a record's own words and names, each as khabar, FTS5 and
//! Whoosh take it; none where a program cannot ask this.

use crate::Res;
use crate::corpus::Article;
use crate::random::Random;
use rusqlite::Connection;
use std::path::Path;

pub struct Typed {
    pub kind: &'static str,
    pub khabar: String,
    /// What to match, and what the outlet and the day must be.
    pub fts5: Option<(String, Filter)>,
    pub whoosh: Option<String>,
}

#[derive(Clone, Default)]
pub struct Filter {
    pub outlet: Option<String>,
    pub month: Option<String>,
}

/// Of 2,000 queries so many of each kind.
const KINDS: &[(&str, usize)] = &[
    ("word", 500),
    ("words", 500),
    ("phrase", 300),
    ("name", 200),
    ("by", 70),
    ("about", 70),
    ("outlet", 60),
    ("published", 60),
    ("prefix", 80),
    ("fuzzy", 40),
    ("latin", 60),
    ("boolean", 60),
];

/// Names as people abroad write them.
const LATIN: &[&str] = &[
    "Kerry",
    "Zarif",
    "Obama",
    "Putin",
    "Lavrov",
    "Merkel",
    "Netanyahu",
    "Erdogan",
    "Blatter",
    "Platini",
    "Tsipras",
    "Hollande",
    "Cameron",
    "Clinton",
    "Trump",
    "Fabius",
    "Rouhani",
    "Assad",
    "Abadi",
    "Maliki",
    "Messi",
    "Ronaldo",
    "Neymar",
    "Casillas",
    "Mourinho",
    "Kagame",
    "Buhari",
    "Sisi",
    "Haftar",
    "Barzani",
];

/// What queries are made of.
pub struct Words {
    headlines: Vec<Vec<String>>,
    bodies: Vec<Vec<String>>,
    names: Vec<String>,
    speakers: Vec<String>,
    outlets: Vec<String>,
    months: Vec<String>,
}

fn words(text: &str) -> Vec<String> {
    let all = text.split(|c: char| !c.is_alphanumeric());
    let arabic = |w: &&str| w.chars().all(|c| ('ء'..='ي').contains(&c));
    all.filter(|w| w.chars().count() > 2)
        .filter(arabic)
        .map(str::to_string)
        .collect()
}

fn column(db: &Connection, sql: &str) -> Res<Vec<String>> {
    let mut q = db.prepare(sql)?;
    let rows = q.query_map([], |r| r.get::<_, String>(0))?;
    // A name in quotation marks must not hold one.
    let clean = rows.map(|r| r.map(|s| s.replace(['"', '«', '»', '“', '”'], "")));
    Ok(clean.collect::<Result<_, _>>()?)
}

impl Words {
    pub fn new(dir: &Path, articles: &[Article]) -> Res<Words> {
        let db = Connection::open(dir.join("khabar.db"))?;
        let long = |texts: Vec<Vec<String>>| -> Vec<Vec<String>> {
            texts.into_iter().filter(|w| w.len() >= 4).collect()
        };
        Ok(Words {
            headlines: long(articles.iter().map(|a| words(&a.headline)).collect()),
            bodies: long(articles.iter().step_by(7).map(|a| words(&a.body)).collect()),
            names: column(
                &db,
                "SELECT text FROM aliases WHERE pages >= 3 AND length(text) > 3 ORDER BY actor, folded",
            )?,
            speakers: column(
                &db,
                "SELECT name FROM actors a JOIN statements s ON s.speaker = a.id ORDER BY s.id LIMIT 20000",
            )?,
            outlets: column(
                &db,
                "SELECT outlet FROM articles WHERE outlet IS NOT NULL GROUP BY 1 HAVING count(*) > 50 ORDER BY 1",
            )?,
            months: column(
                &db,
                "SELECT substr(published, 1, 7) m FROM articles WHERE m IS NOT NULL GROUP BY 1 HAVING count(*) > 50 ORDER BY 1",
            )?,
        })
    }

    /// `n` words that follow each other: two times of three out of a headline.
    fn run(&self, n: usize, random: &mut Random) -> Vec<String> {
        let texts = match random.below(3) {
            0 => &self.bodies,
            _ => &self.headlines,
        };
        let text = &texts[random.below(texts.len())];
        let from = random.below(text.len() - n + 1);
        text[from..from + n].to_vec()
    }

    fn word(&self, random: &mut Random) -> String {
        self.run(1, random).remove(0)
    }

    fn long(&self, random: &mut Random) -> String {
        loop {
            let w = self.word(random);
            if w.chars().count() > 4 {
                return w;
            }
        }
    }

    fn one(&self, kind: &'static str, random: &mut Random) -> Typed {
        let plain = |khabar: String, fts5: String, whoosh: String| Typed {
            kind,
            khabar,
            fts5: Some((fts5, Filter::default())),
            whoosh: Some(whoosh),
        };
        let pick = |of: &[String], random: &mut Random| of[random.below(of.len())].clone();
        match kind {
            "word" => {
                let w = self.word(random);
                plain(w.clone(), w.clone(), w)
            }
            "words" => {
                // Two words of one text, not side by side.
                let run = self.run(4, random);
                let two = format!("{} {}", run[0], run[2 + random.below(2)]);
                plain(two.clone(), two.clone(), two)
            }
            "phrase" => {
                let p = format!("\"{}\"", self.run(2 + random.below(2), random).join(" "));
                plain(p.clone(), p.clone(), p)
            }
            "name" => {
                let name = pick(&self.names, random);
                let all = words(&name).join(" ");
                let all = if all.is_empty() {
                    self.word(random)
                } else {
                    all
                };
                plain(all.clone(), all.clone(), all)
            }
            "by" | "about" => {
                let from = if kind == "by" {
                    &self.speakers
                } else {
                    &self.names
                };
                Typed {
                    kind,
                    khabar: format!("{kind}:\"{}\"", pick(from, random)),
                    fts5: None,
                    whoosh: None,
                }
            }
            "outlet" | "published" => {
                let w = self.word(random);
                let outlet = kind == "outlet";
                let value = pick(if outlet { &self.outlets } else { &self.months }, random);
                let filter = Filter {
                    outlet: outlet.then(|| value.clone()),
                    month: (!outlet).then(|| value.clone()),
                };
                let (quoted, field) = match outlet {
                    true => (format!("\"{value}\""), "outlet"),
                    false => (value, "month"),
                };
                Typed {
                    kind,
                    khabar: format!("{w} {kind}:{quoted}"),
                    fts5: Some((w.clone(), filter)),
                    whoosh: Some(format!("{w} {field}:{quoted}")),
                }
            }
            "prefix" => {
                let w = self.long(random);
                let cut: String = w.chars().take(3 + random.below(2)).collect();
                plain(format!("{cut}*"), format!("{cut}*"), format!("{cut}*"))
            }
            "fuzzy" => {
                let w = self.long(random);
                Typed {
                    kind,
                    khabar: format!("{w}~"),
                    fts5: None,
                    whoosh: Some(format!("{w}~1")),
                }
            }
            "latin" => {
                let w = LATIN[random.below(LATIN.len())].to_string();
                plain(w.clone(), w.clone(), w)
            }
            _ => {
                let (a, b, c) = (self.word(random), self.word(random), self.long(random));
                let typed = format!("({a} OR {b}) NOT {c}");
                plain(typed.clone(), typed.clone(), typed)
            }
        }
    }

    /// `n` queries of all kinds, mixed.
    pub fn queries(&self, n: usize, seed: u64) -> Vec<Typed> {
        let mut random = Random(seed);
        let mut out = Vec::new();
        for &(kind, of_2000) in KINDS {
            for _ in 0..(of_2000 * n).div_ceil(2000) {
                out.push(self.one(kind, &mut random));
            }
        }
        random.shuffle(&mut out);
        out.truncate(n);
        out
    }
}
