//! Lints the word lists in `data/`: source and licence named, one header, as
//! many cells as columns, plain spelling, no row twice.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use std::collections::HashSet;
use std::path::PathBuf;
use unicode_normalization::is_nfc;

fn lists() -> Vec<(String, String)> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let mut out = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "tsv") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            out.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    out.sort();
    out
}

#[test]
fn every_list_names_its_source_and_licence() {
    let lists = lists();
    assert!(lists.len() >= 15, "only {} lists found", lists.len());
    for (name, text) in lists {
        let head: String = text.lines().take_while(|l| l.starts_with('#')).collect();
        let head = head.to_lowercase();
        assert!(
            head.contains("source") || head.contains("our own"),
            "{name}: no source"
        );
        assert!(
            head.contains("licence") || head.contains("mit or"),
            "{name}: no licence"
        );
    }
}

#[test]
fn rows_have_a_cell_for_every_column_and_stand_once() {
    for (name, text) in lists() {
        let header = text
            .lines()
            .rfind(|l| l.starts_with('#') && l.contains('\t'));
        let columns = header
            .unwrap_or_else(|| panic!("{name}: no header"))
            .split('\t')
            .count();
        let mut seen = HashSet::new();
        for (n, line) in text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.starts_with('#'))
        {
            let at = format!("{name}:{}: {line:?}", n + 1);
            assert!(
                !line.is_empty() && line == line.trim(),
                "{at}: blank or stray space"
            );
            assert_eq!(line.split('\t').count(), columns, "{at}: cells");
            assert!(is_nfc(line), "{at}: not NFC");
            assert!(seen.insert(line), "{at}: twice");
        }
    }
}

#[test]
fn words_are_written_plainly() {
    for (name, text) in lists() {
        for (n, line) in text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.starts_with('#'))
        {
            let odd = line.chars().find(|&c| {
                c == 'ـ' || khabar_text::fold::is_diacritic(c) || khabar_text::fold::is_control(c)
            });
            assert!(odd.is_none(), "{name}:{}: {odd:?} in {line:?}", n + 1);
        }
    }
}

#[test]
fn date_lists_hold_numbers_in_range() {
    let of = |list: &str| {
        let text = lists().into_iter().find(|(n, _)| n == list).expect(list).1;
        let rows = text.lines().filter(|l| !l.starts_with('#'));
        let cells = |l: &str| l.split('\t').map(str::to_string).collect();
        rows.map(cells).collect::<Vec<Vec<String>>>()
    };
    let number = |s: &str| {
        s.parse::<u64>()
            .unwrap_or_else(|_| panic!("no number: {s}"))
    };
    for row in of("months.tsv") {
        assert!((1..=12).contains(&number(&row[1])), "{row:?}");
        assert!(matches!(&*row[2], "gregorian" | "hijri"), "{row:?}");
    }
    for row in of("weekdays.tsv") {
        assert!((1..=7).contains(&number(&row[1])), "{row:?}");
    }
    for row in of("numbers.tsv") {
        assert!(number(&row[1]) <= 1_000_000_000_000_000, "{row:?}");
    }
    for row in of("feasts.tsv") {
        let letter = row[1].chars().next();
        assert!(
            row[1] == "-" || letter.is_some_and(|c| "hgnewo".contains(c)),
            "{row:?}"
        );
    }
}
