//! Words of pages made safe to show. A page may hold anything: what could
//! steer a terminal or turn a line around is taken out, the rest stays.

/// One line without control characters and without the characters that
/// override the direction of what follows. White space becomes single spaces;
/// other controls leave a replacement character, so that one sees them.
pub fn clean(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c.is_control() {
            out.push(char::REPLACEMENT_CHARACTER);
        } else if !is_override(c) {
            out.push(c);
        }
    }
    out.trim().to_owned()
}

/// Embeddings, overrides and isolates. Marks (LRM, RLM, ALM) are part of
/// ordinary Arabic text and reach no further than their neighbours.
pub fn is_override(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON in which the same characters stand escaped. They can only stand inside
/// of its strings.
pub fn escape_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        let unsafe_ = is_override(c) || matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}');
        if unsafe_ {
            out.push_str(&format!("\\u{:04x}", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

pub fn is_rtl(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
        && c.is_alphabetic()
}

pub fn has_rtl(s: &str) -> bool {
    s.chars().any(is_rtl)
}

/// True where most letters run from right to left.
pub fn is_mostly_rtl(s: &str) -> bool {
    let letters = s.chars().filter(|c| c.is_alphabetic());
    let (mut rtl, mut all) = (0usize, 0usize);
    for c in letters {
        all += 1;
        rtl += usize::from(is_rtl(c));
    }
    rtl * 2 > all
}

/// At most about `max` characters, cut between words.
pub fn shorten(s: &str, max: usize) -> String {
    let Some((limit, _)) = s.char_indices().nth(max) else {
        return s.to_owned();
    };
    let head = &s[..limit];
    let head = head.rsplit_once(' ').map_or(head, |(head, _)| head);
    format!(
        "{}…",
        head.trim_end_matches([' ', '،', ',', '؛', ';', '.', ':'])
    )
}

/// The address, if a browser may be sent there: http or https, and nothing in
/// it that does not belong in an address.
pub fn link(url: &str) -> Option<String> {
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return None;
    }
    let strange = |c: char| c.is_control() || c.is_whitespace() || is_override(c);
    if url.chars().any(strange) {
        return None;
    }
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '"' | '\'' | '<' | '>' | '`' | '\\' | '{' | '}' | '|' | '^' | '(' | ')' => {
                out.push_str(&format!("%{:02X}", c as u32));
            }
            c => out.push(c),
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_taken_out() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}c"), "a\u{fffd}[31mb\u{fffd}c");
        assert_eq!(clean("\u{9b}2J\u{0}\u{7f}"), "\u{fffd}2J\u{fffd}\u{fffd}");
        assert_eq!(
            clean(" قال\r\n\t الوزير\u{2028}اليوم\u{a0}"),
            "قال الوزير اليوم"
        );
        assert_eq!(clean("\u{202e}evil\u{202c}\u{2067}x\u{2069}"), "evilx");
    }

    #[test]
    fn arabic_text_stays() {
        let words = "عدنـا مـن «بروكسـل»\u{200f}، وَقَالَ\u{200c} 12%";
        assert_eq!(clean(words), words);
    }

    #[test]
    fn json_is_escaped_and_the_same() {
        let value = serde_json::json!({"a": "x\u{202e}y\u{9b}z\u{1b}\u{2028}قال"});
        let json = escape_json(&value.to_string());
        assert!(
            json.contains("\\u202e") && json.contains("\\u009b"),
            "{json}"
        );
        assert!(!json.chars().any(|c| c.is_control() || is_override(c)));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&json).unwrap(),
            value
        );
    }

    #[test]
    fn directions() {
        assert!(has_rtl("to إيران") && !has_rtl("Iran 12"));
        assert!(is_mostly_rtl("قال Kerry اليوم") && !is_mostly_rtl("Kerry said قال"));
        assert!(!is_mostly_rtl("2025-09-24"));
    }

    #[test]
    fn shortened_between_words() {
        assert_eq!(shorten("قال الوزير إن", 20), "قال الوزير إن");
        assert_eq!(shorten("قال الوزير، إن الأمر", 12), "قال الوزير…");
        assert_eq!(shorten("قالالوزير", 3), "قال…");
    }

    #[test]
    fn only_web_addresses_are_links() {
        let plain = "https://example.org/a?b=ج&c=1#d";
        assert_eq!(link(plain).as_deref(), Some(plain));
        assert_eq!(
            link("HTTP://x/\"><b>").as_deref(),
            Some("HTTP://x/%22%3E%3Cb%3E")
        );
        for bad in [
            "javascript:alert(1)",
            "javascript://%0aalert(1)",
            "data:x",
            "x",
            "http://a b",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
        assert_eq!(link("https://a/\u{202e}b"), None);
    }
}
