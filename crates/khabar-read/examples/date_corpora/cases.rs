//! The cases of the two corpora in one form.

use khabar_model::TimexValue;
use khabar_text::civil::Day;
use serde_json::{Value, json};
use std::path::Path;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Corpus {
    Duckling,
    Recognizers,
}

impl Corpus {
    pub fn name(self) -> &'static str {
        match self {
            Corpus::Duckling => "duckling",
            Corpus::Recognizers => "recognizers",
        }
    }
}

/// One thing that a case takes for right.
enum Want {
    Timex(String),
    /// The first day and the day after the last.
    Days(Day, Day),
    /// The same, the end named counted in or out: 2014/2018 for 2014-01-01 to
    /// 2018-01-01.
    Ends(Day, Day),
    NoValue,
}

pub struct Case {
    pub corpus: Corpus,
    pub input: String,
    /// The bytes of the input that are to be found.
    pub span: (usize, usize),
    /// The day that relative words are counted from.
    pub reference: Day,
    wants: Vec<Want>,
    /// The value as the corpus gives it.
    pub shown: String,
}

impl Case {
    pub fn is(&self, value: Option<&TimexValue>) -> bool {
        let days = value.and_then(TimexValue::days);
        self.wants.iter().any(|w| match w {
            Want::Timex(t) => value.is_some_and(|v| v.as_str() == t),
            Want::Days(a, b) => days == Some((*a, *b)),
            Want::Ends(a, b) => {
                let first_of_last = value
                    .and_then(|v| v.as_str().split_once('/'))
                    .and_then(|(_, end)| TimexValue(end.to_string()).days());
                days.is_some_and(|d| d.0 == *a)
                    && (days.is_some_and(|d| d.1 == *b) || first_of_last.is_some_and(|d| d.0 == *b))
            }
            Want::NoValue => value.is_none(),
        })
    }

    /// True if the value begins on the right day.
    pub fn begins(&self, value: Option<&TimexValue>) -> bool {
        let Some((first, _)) = value.and_then(TimexValue::days) else {
            return false;
        };
        self.wants.iter().any(|w| match w {
            Want::Days(a, _) | Want::Ends(a, _) => *a == first,
            _ => false,
        })
    }

    pub fn json(&self) -> Value {
        json!({"corpus": self.corpus.name(), "input": self.input,
               "reference": self.reference.to_string()})
    }
}

pub fn load(dir: &Path) -> Result<Vec<Case>, Box<dyn std::error::Error>> {
    let read = |p: &str| std::fs::read_to_string(dir.join(p));
    let mut out = duckling(&read("duckling/Time.Corpus.hs")?);
    for line in read("recognizers_ar.jsonl")?.lines() {
        recognizers(&serde_json::from_str(line)?, &mut out);
    }
    Ok(out)
}

/// `examples (datetime (2013, 2, 18, 0, 0, 0) Day) [ "الاثنين", … ]`, those
/// of a day's grain and above.
fn duckling(source: &str) -> Vec<Case> {
    let reference = Day::new(2013, 2, 12).expect("a day");
    let mut out = Vec::new();
    for part in source.split("examples (").skip(1) {
        let Some((head, rest)) = part.split_once('[') else {
            continue;
        };
        let head = head.split('"').next().unwrap_or(head);
        let numbers: Vec<i32> = head
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|n| n.parse().ok())
            .collect();
        let date = |k: usize| Day::new(numbers[k], numbers[k + 1] as u8, numbers[k + 2] as u8);
        let Some(grain) = ["Day", "Week", "Month", "Year"]
            .into_iter()
            .find(|g| head.contains(&format!(") {g}")))
        else {
            continue;
        };
        let Some(from) = date(0) else { continue };
        let to = match (numbers.len(), grain) {
            (12, _) => date(6).expect("a day"),
            (_, "Day") => from.plus(1),
            (_, "Week") => from.plus(7),
            (_, "Month") => from.add_months(1),
            _ => from.add_months(12),
        };
        let list = rest.split(']').next().unwrap_or("");
        for input in list.split('"').skip(1).step_by(2) {
            out.push(Case {
                corpus: Corpus::Duckling,
                input: input.to_string(),
                span: (0, input.len()),
                reference,
                wants: vec![Want::Days(from, to)],
                shown: format!("{from}..{to}"),
            });
        }
    }
    out
}

fn recognizers(v: &Value, out: &mut Vec<Case>) {
    let input = v["Input"].as_str().unwrap_or("");
    let Some(reference) = v["Context"]["ReferenceDateTime"]
        .as_str()
        .and_then(Day::parse)
    else {
        return;
    };
    for r in v["Results"].as_array().into_iter().flatten() {
        let kind = r["Type"].as_str().or(r["TypeName"].as_str()).unwrap_or("");
        let kind = kind.trim_start_matches("datetimeV2.");
        let value = [&r["Value"], &r["Resolution"]]
            .into_iter()
            .find(|v| !v.is_null());
        let (Some(value), "date" | "daterange") = (value, kind) else {
            continue;
        };
        let mut wants = Vec::new();
        for one in value["values"].as_array().unwrap_or(&vec![value.clone()]) {
            read_value(one, &mut wants);
        }
        // Some cases give the words in another spelling than the input's.
        let text = r["Text"].as_str().unwrap_or("");
        let span = match input.find(text).filter(|_| !text.is_empty()) {
            Some(at) => (at, at + text.len()),
            None => (0, input.len()),
        };
        out.push(Case {
            corpus: Corpus::Recognizers,
            input: input.to_string(),
            span,
            reference,
            wants,
            shown: value.to_string(),
        });
    }
}

/// One value of a case: a TIMEX, and days in up to two resolutions.
fn read_value(v: &Value, wants: &mut Vec<Want>) {
    let timex = v["timex"].as_str().or(v["Timex"].as_str()).unwrap_or("");
    if v["value"] == "not resolved" {
        wants.push(Want::NoValue);
        return;
    }
    if !timex.is_empty() && !timex.contains("XX") {
        wants.push(Want::Timex(timex.to_string()));
    }
    let day = |v: &Value| v.as_str().and_then(Day::parse);
    for place in [v, &v["FutureResolution"], &v["PastResolution"]] {
        if let Some(d) = day(&place["date"]).or_else(|| day(&place["value"])) {
            wants.push(Want::Days(d, d.plus(1)));
        }
        let from = day(&place["startDate"]).or_else(|| day(&place["start"]));
        let to = day(&place["endDate"]).or_else(|| day(&place["end"]));
        if let (Some(a), Some(b)) = (from, to) {
            wants.push(Want::Ends(a, b));
        }
    }
}
