//! Reading of the word-list files in `data/`: tab-separated, `#` comments.

/// Rows of a table: comment and blank lines skipped, cells as printed.
pub fn rows(tsv: &str) -> impl Iterator<Item = Vec<&str>> {
    tsv.lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
}

/// The cell at `k`, with `-` and a missing cell both read as empty.
pub fn cell<'a>(row: &[&'a str], k: usize) -> &'a str {
    match row.get(k) {
        Some(&"-") | None => "",
        Some(c) => c,
    }
}

/// The parts of a `|`-separated cell.
pub fn parts<'a>(row: &[&'a str], k: usize) -> impl Iterator<Item = &'a str> {
    cell(row, k).split('|').filter(|p| !p.is_empty())
}
