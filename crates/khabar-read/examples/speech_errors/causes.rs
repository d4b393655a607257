//! Errors by cause, figures by outlet, and certainty against what was right.

use crate::align::{Aligned, Said, same_content, same_source};
use std::collections::BTreeMap;

type Pages = BTreeMap<String, Aligned>;

/// The part of a page's name before its number: `aawsat` of `aawsat-01`.
fn outlet(page: &str) -> &str {
    page.rsplit_once('-')
        .filter(|(_, n)| n.chars().all(|c| c.is_ascii_digit()))
        .map_or("", |(o, _)| o)
}

#[derive(Default)]
struct Tally {
    gold: usize,
    read: usize,
    cue: usize,
    source: usize,
    content: usize,
    full: usize,
    act: usize,
    form: usize,
    chained: usize,
    chain: usize,
}

impl Tally {
    fn add(&mut self, a: &Aligned) {
        self.gold += a.gold.len();
        self.read += a.read.len();
        self.cue += a.pairs.len();
        self.chained += a.gold.iter().filter(|g| !g.via.is_empty()).count();
        for &p in &a.pairs {
            let (g, m) = a.pair(p);
            let (source, content) = (same_source(g, m), same_content(g, m));
            self.source += usize::from(source);
            self.content += usize::from(content);
            self.full += usize::from(source && content);
            self.act += usize::from(g.act == m.act);
            self.form += usize::from(g.form == m.form);
            self.chain += usize::from(!g.via.is_empty() && g.via == m.via);
        }
    }

    fn figures(&self) -> [f64; 7] {
        let f1 = |n: usize| 2.0 * n as f64 / (self.gold + self.read).max(1) as f64;
        let share = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        [
            f1(self.cue),
            share(self.source, self.gold),
            f1(self.content),
            f1(self.full),
            share(self.act, self.cue),
            share(self.form, self.cue),
            share(self.chain, self.chained),
        ]
    }
}

fn row(name: &str, figures: [f64; 7]) {
    println!("{name:12}{}", figures.map(|c| format!("{c:9.3}")).concat());
}

/// The mean and the least of every figure over the outlets.
fn over_outlets(outlets: &[[f64; 7]]) {
    let all = outlets.len().max(1) as f64;
    let each = |of: &dyn Fn(&mut dyn Iterator<Item = f64>) -> f64| {
        std::array::from_fn(|k| of(&mut outlets.iter().map(|o| o[k])))
    };
    row("mean", each(&|figures| figures.sum::<f64>() / all));
    row("least", each(&|figures| figures.fold(1.0, f64::min)));
}

/// The scorer's figures for all pages, for each outlet's, and their mean over
/// outlets.
///
/// An outlet's row is also what leaving it out would show: nothing that reads
/// statements is fitted on these pages (certainties are, on the samples), so a
/// reader made from the other outlets is this very reader.
pub fn figures(pages: &Pages) {
    let mut by: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut all = Tally::default();
    for (name, page) in pages {
        all.add(page);
        if !outlet(name).is_empty() {
            by.entry(outlet(name)).or_default().add(page);
        }
    }
    let heads = [
        "cue",
        "source",
        "content",
        "statement",
        "act",
        "form",
        "chain",
    ];
    println!("{:12}{}", "", heads.map(|h| format!("{h:>9}")).concat());
    row("all", all.figures());
    for (outlet, tally) in &by {
        row(outlet, tally.figures());
    }
    if !by.is_empty() {
        let outlets: Vec<_> = by.values().map(Tally::figures).collect();
        over_outlets(&outlets);
    }
}

/// Counts by cause; with `list`, every case under its cause.
pub fn table(pages: &Pages, list: bool) {
    let mut causes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |cause: String, page: &str, s: &Said, more: String| {
        let case = format!("{page}@{} {} {more}", s.cue.0, s.around);
        causes.entry(cause).or_default().push(case);
    };
    for (name, page) in pages {
        for (i, g) in page.gold.iter().enumerate() {
            if !page.pairs.iter().any(|p| p.0 == i) {
                add(
                    format!("cue missed: {}", kind_of_cue(g)),
                    name,
                    g,
                    String::new(),
                );
            }
        }
        for (j, m) in page.read.iter().enumerate() {
            if !page.pairs.iter().any(|p| p.1 == j) {
                let sure = if m.certainty < 0.7 { "unsure" } else { "sure" };
                add(format!("cue invented: {sure}"), name, m, String::new());
            }
        }
        for &p in &page.pairs {
            let (g, m) = page.pair(p);
            if !same_source(g, m) {
                let shown = |s: &Said| s.names.iter().min().cloned().unwrap_or("-".into());
                let more = format!("\n      gold {} read {}", shown(g), shown(m));
                add(
                    format!("source: {}", source_cause(page, g, m)),
                    name,
                    g,
                    more,
                );
            }
            if !same_content(g, m) {
                let more = format!("\n      gold {}\n      read {}", g.words, m.words);
                add(format!("content: {}", content_cause(g, m)), name, g, more);
            }
            let labels = [("act", &g.act, &m.act), ("form", &g.form, &m.form)];
            for (what, gold, read) in labels.into_iter().filter(|l| l.1 != l.2) {
                add(format!("{what}: {read} for {gold}"), name, g, String::new());
            }
            if !g.via.is_empty() && g.via != m.via {
                let more = format!("\n      gold {:?} read {:?}", g.via, m.via);
                add(format!("chain: {}", chain_cause(g, m)), name, g, more);
            }
            if g.via.is_empty() && !m.via.is_empty() {
                let more = format!("read {:?}", m.via);
                add(
                    "chain (not scored): read where gold has none".into(),
                    name,
                    g,
                    more,
                );
            }
        }
    }
    for (cause, cases) in &causes {
        println!("{:5} {cause}", cases.len());
        for case in cases.iter().filter(|_| list) {
            println!("    {case}");
        }
    }
}

fn kind_of_cue(g: &Said) -> &'static str {
    let word = g.cue_words.trim_start_matches('و');
    if g.cue_words.contains(':') {
        "a colon"
    } else if word.ends_with('ا') || word.contains("ا ") {
        "a participle or adverb"
    } else if ["بحسب", "حسب", "وفق", "على حد", "على لسان", "نقل"]
        .iter()
        .any(|a| word.starts_with(a))
    {
        "an attribution phrase"
    } else {
        "a verb or noun"
    }
}

/// Whose doing a wrong source is, as far as the page tells.
fn source_cause(page: &Aligned, g: &Said, m: &Said) -> String {
    let how = match &g.speaker {
        Some(_) => "named by the cue",
        None => "left out",
    };
    let what = match (&g.entity, &m.entity) {
        (Some(_), _) if g.names.is_disjoint(&page.known) => "his name was not found",
        (Some(_), None) => "read as none",
        (None, Some(_)) => "read where there is none",
        _ => "read as another",
    };
    format!("{how}, {what}")
}

fn content_cause(g: &Said, m: &Said) -> &'static str {
    let (gs, ge) = (g.content.iter().min(), g.content.iter().max());
    let (ms, me) = (m.content.iter().min(), m.content.iter().max());
    if g.parts != m.parts {
        "parts"
    } else if gs.abs_diff_over(ms, 8) {
        "begins elsewhere"
    } else if me < ge {
        "ends too early"
    } else {
        "ends too late"
    }
}

trait AbsDiffOver {
    fn abs_diff_over(self, other: Self, by: usize) -> bool;
}

impl AbsDiffOver for Option<&usize> {
    fn abs_diff_over(self, other: Self, by: usize) -> bool {
        matches!((self, other), (Some(a), Some(b)) if a.abs_diff(*b) > by)
    }
}

fn chain_cause(g: &Said, m: &Said) -> String {
    if m.via.is_empty() {
        return format!("none read for {}", g.via.join("+"));
    }
    if m.via.iter().all(|v| g.via.contains(v)) {
        return format!("a link missing of {}", g.via.join("+"));
    }
    if g.via.iter().all(|v| m.via.contains(v)) {
        return "a link too many".into();
    }
    format!("{} for {}", m.via.join("+"), g.via.join("+"))
}

/// The sum over bins of how far what was said to be right (a sum of certainties)
/// is from what was; by the number of cases it is the expected calibration error.
fn expected_error(bins: impl Iterator<Item = (f64, usize)>) -> f64 {
    bins.map(|(said, right)| (said - right as f64).abs()).sum()
}

/// How often the reading is right at each certainty: the statement as a whole
/// in bins of a tenth, and every decision by what it rests on (each value of
/// `data/certainty.tsv` stands for one thing that a decision rests on).
pub fn certainty(pages: &Pages) {
    let mut whole: BTreeMap<i64, Vec<(f64, bool)>> = BTreeMap::new();
    let mut single: BTreeMap<(String, i64), Vec<bool>> = BTreeMap::new();
    for page in pages.values() {
        for (j, m) in page.read.iter().enumerate() {
            let gold = page
                .pairs
                .iter()
                .find(|p| p.1 == j)
                .map(|p| &page.gold[p.0]);
            let right = gold.is_some_and(|g| same_source(g, m) && same_content(g, m));
            let bin = (m.certainty * 10.0).floor().min(9.0) as i64;
            whole.entry(bin).or_default().push((m.certainty, right));
            for (decision, value) in &m.decisions {
                let right = match (decision.as_str(), gold) {
                    ("cue", gold) => gold.is_some(),
                    // Of a statement that is none, the rest is neither right nor wrong.
                    (_, None) => continue,
                    ("source", Some(g)) => same_source(g, m),
                    ("content", Some(g)) => same_content(g, m),
                    (_, Some(g)) => g.via == m.via,
                };
                let key = (decision.clone(), (value * 1000.0).round() as i64);
                single.entry(key).or_default().push(right);
            }
        }
    }
    let read: usize = whole.values().map(Vec::len).sum();
    let error = expected_error(whole.values().map(|all| {
        let sum: f64 = all.iter().map(|x| x.0).sum();
        (sum, all.iter().filter(|x| x.1).count())
    }));
    println!(
        "expected calibration error, of {read} statements as wholes: {:.3}",
        error / read.max(1) as f64
    );
    for decision in ["cue", "source", "content", "chain"] {
        let bins = single.iter().filter(|((name, _), _)| name == decision);
        let n: usize = bins.clone().map(|(_, all)| all.len()).sum();
        let error = expected_error(bins.map(|((_, value), all)| {
            let said = *value as f64 / 1000.0 * all.len() as f64;
            (said, all.iter().filter(|&&r| r).count())
        }));
        println!(
            "  of {n} decisions on {decision}: {:.3}",
            error / n.max(1) as f64
        );
    }
    println!("certainty    read  mean   right");
    for (bin, all) in &whole {
        let mean = all.iter().map(|x| x.0).sum::<f64>() / all.len() as f64;
        let right = all.iter().filter(|x| x.1).count() as f64 / all.len() as f64;
        let low = *bin as f64 / 10.0;
        let high = low + 0.1;
        println!(
            "{low:.1}–{high:.1}     {:5}  {mean:.3}  {right:.3}",
            all.len()
        );
    }
    println!("decision    said    read  right  with one right and three wrong added");
    for ((decision, value), all) in &single {
        let right = all.iter().filter(|&&r| r).count();
        let share = right as f64 / all.len() as f64;
        let smooth = (right + 1) as f64 / (all.len() + 4) as f64;
        let said = *value as f64 / 1000.0;
        println!(
            "{decision:10} {said:.3}  {:5}  {share:.3}  {smooth:.3}",
            all.len()
        );
    }
}
