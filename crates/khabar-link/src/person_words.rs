//! `data/person_words.tsv`, looked up where it stands: no table is kept.

const ROWS: &str = include_str!("../../../data/person_words.tsv");

/// A title that many people bear.
pub fn is_title(word: &str) -> bool {
    has(word, "title")
}

/// A frequent Arabic name without a letter that only Arabic has.
pub fn is_name(word: &str) -> bool {
    has(word, "name")
}

fn has(word: &str, class: &str) -> bool {
    classes(word).is_some_and(|all| all.split('|').any(|c| c == class))
}

/// The classes of a folded word: its row is sought by halves.
fn classes(word: &str) -> Option<&'static str> {
    let (mut from, mut to) = (0, ROWS.len());
    while from < to {
        // The row that has the middle in it. Lines about the file, which begin
        // with `#`, come before every word.
        let middle = usize::midpoint(from, to);
        let bytes = ROWS.as_bytes();
        let start = bytes[from..middle].iter().rposition(|b| *b == b'\n');
        let start = start.map_or(from, |n| from + n + 1);
        let end = bytes[start..to].iter().position(|b| *b == b'\n');
        let end = end.map_or(to, |n| start + n);
        let row = &ROWS[start..end];
        let (own, classes) = row.split_once('\t').unwrap_or((row, ""));
        let own = if row.starts_with('#') { "" } else { own };
        match own.cmp(word) {
            std::cmp::Ordering::Equal => return (!own.is_empty()).then_some(classes),
            std::cmp::Ordering::Less => from = (end + 1).min(to),
            std::cmp::Ordering::Greater => to = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_nothing_else() {
        let rows = ROWS.lines().filter(|l| !l.starts_with('#'));
        let rows: Vec<(&str, &str)> = rows.map(|l| l.split_once('\t').unwrap()).collect();
        assert!(rows.len() > 100);
        assert!(rows.is_sorted_by(|a, b| a.0 < b.0), "sorted by bytes");
        for (word, all) in rows {
            assert_eq!(classes(word), Some(all), "{word}");
            assert!(
                all.split('|').all(|c| c == "title" || c == "name"),
                "{word}"
            );
            assert_eq!(khabar_text::fold::fold(word), word, "folded");
        }
        for none in ["", "#", "\0", "ا", "كيري", "يي", "\u{10ffff}"] {
            assert_eq!(classes(none), None, "{none:?}");
        }
        assert!(is_title("دكتور") && is_name("نايف") && !is_title("نايف"));
    }
}
