//! Gold statements and those read, side by side, in code points.

use serde_json::Value;
use std::collections::HashSet;

/// A page's text with what is asked of it by code points.
pub struct Texts {
    chars: Vec<char>,
    text: String,
}

type At = (usize, usize);

/// One statement of either side.
#[derive(Clone, Debug)]
pub struct Said {
    pub cue: At,
    pub cue_words: String,
    /// The cue and what follows it.
    pub around: String,
    /// Words that name the source by the cue, if any do.
    pub speaker: Option<String>,
    pub entity: Option<String>,
    /// Folded spellings of that entity.
    pub names: HashSet<String>,
    pub content: HashSet<usize>,
    pub words: String,
    pub parts: usize,
    pub form: String,
    pub act: String,
    pub via: Vec<String>,
    pub certainty: f64,
    /// How sure each decision is said to be, by its name.
    pub decisions: Vec<(String, f64)>,
}

pub struct Aligned {
    pub gold: Vec<Said>,
    pub read: Vec<Said>,
    /// Indices into `gold` and `read`.
    pub pairs: Vec<(usize, usize)>,
    /// Every spelling of every entity read on the page.
    pub known: HashSet<String>,
}

impl Texts {
    pub fn new(text: &str) -> Self {
        Texts {
            chars: text.chars().collect(),
            text: text.to_string(),
        }
    }

    fn words(&self, at: At) -> String {
        self.chars[at.0..at.1.min(self.chars.len())]
            .iter()
            .collect()
    }

    /// A machine's start and end, or the n-th place of a gold string.
    fn locate(&self, o: &Value) -> Option<At> {
        if let Some(start) = o["start"].as_u64() {
            return Some((start as usize, o["end"].as_u64()? as usize));
        }
        let exact = o["exact"].as_str()?;
        let n = o["n"].as_u64().unwrap_or(1) as usize;
        let mut from = 0;
        let mut found = None;
        for _ in 0..n {
            let at = from + self.text[from..].find(exact)?;
            found = Some(at);
            from = at + self.text[at..].chars().next()?.len_utf8();
        }
        let start = self.text[..found?].chars().count();
        Some((start, start + exact.chars().count()))
    }
}

/// A spelling without marks and with its letters folded, as the scorer does.
fn bare(s: &str) -> String {
    let folded = s.chars().filter_map(|c| match c {
        'ـ' | '\u{64b}'..='\u{65f}' | '\u{670}' => None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
        'ى' => Some('ي'),
        'ة' => Some('ه'),
        c if "«»\"“”'()[]،,.:؛".contains(c) => Some(' '),
        c => Some(c),
    });
    let folded: String = folded.collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn spellings(entity: &Value) -> HashSet<String> {
    let surfaces = entity["surfaces"].as_array().into_iter().flatten();
    surfaces
        .chain(Some(&entity["name"]))
        .filter_map(|s| s.as_str().map(bare))
        .filter(|s| !s.is_empty())
        .collect()
}

fn statements(texts: &Texts, page: &Value) -> Vec<Said> {
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    let string = |v: &Value| v.as_str().unwrap_or_default().to_string();
    let entities = list(&page["entities"]);
    let mut out = Vec::new();
    for s in list(&page["statements"]) {
        let Some(cue) = texts.locate(&s["cue"]) else {
            continue;
        };
        let entity = s["entity"].as_str().map(str::to_string);
        let names = entities
            .iter()
            .find(|e| e["id"].as_str() == entity.as_deref())
            .map(spellings)
            .unwrap_or_default();
        let parts: Vec<At> = list(&s["content"])
            .iter()
            .filter_map(|p| texts.locate(p))
            .collect();
        let content = parts.iter().flat_map(|p| p.0..p.1);
        let words: Vec<String> = parts.iter().map(|&p| texts.words(p)).collect();
        out.push(Said {
            cue,
            cue_words: texts.words(cue),
            around: texts.words((cue.0, cue.0 + 70)).replace('\n', " "),
            speaker: s["speaker"]["exact"].as_str().map(str::to_string),
            entity,
            names,
            content: content
                .filter(|&k| !texts.chars[k].is_whitespace())
                .collect(),
            words: words.join(" || ").replace('\n', " "),
            parts: parts.len(),
            form: string(&s["form"]),
            act: string(&s["act"]),
            via: list(&s["via"]).iter().map(|v| string(&v["kind"])).collect(),
            certainty: s["certainty"].as_f64().unwrap_or(0.0),
            decisions: s["decisions"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(name, v)| (name.clone(), v.as_f64().unwrap_or(0.0)))
                .collect(),
        });
    }
    out
}

impl Aligned {
    pub fn new(texts: &Texts, gold: &Value, read: &Value) -> Self {
        let (gold, machine) = (statements(texts, gold), statements(texts, read));
        let mut scored = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, m) in machine.iter().enumerate() {
                let shared = g.cue.1.min(m.cue.1).saturating_sub(g.cue.0.max(m.cue.0));
                if shared > 0 {
                    scored.push((std::cmp::Reverse(shared), i, j));
                }
            }
        }
        scored.sort();
        let (mut gs, mut ms, mut pairs) = (HashSet::new(), HashSet::new(), Vec::new());
        for (_, i, j) in scored {
            if !gs.contains(&i) && !ms.contains(&j) {
                gs.insert(i);
                ms.insert(j);
                pairs.push((i, j));
            }
        }
        pairs.sort();
        let entities = read["entities"].as_array().into_iter().flatten();
        Aligned {
            gold,
            read: machine,
            pairs,
            known: entities.flat_map(spellings).collect(),
        }
    }

    pub fn pair(&self, p: (usize, usize)) -> (&Said, &Said) {
        (&self.gold[p.0], &self.read[p.1])
    }
}

/// The same source: both none, or a spelling in common.
pub fn same_source(g: &Said, m: &Said) -> bool {
    match (&g.entity, &m.entity) {
        (None, None) => true,
        (Some(_), Some(_)) => !g.names.is_disjoint(&m.names),
        _ => false,
    }
}

/// The same words: four fifths of the characters of both in common.
pub fn same_content(g: &Said, m: &Said) -> bool {
    let common = g.content.intersection(&m.content).count();
    let all = g.content.union(&m.content).count();
    common * 5 >= all.max(1) * 4
}
