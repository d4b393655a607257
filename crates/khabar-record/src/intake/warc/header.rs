//! Blocks of `Name: value` lines, as WARC records and HTTP answers begin.

/// The longest block of headers; longer ones are no honest headers.
pub(super) const LONGEST: usize = 64 << 10;
/// The most lines of one block.
pub(super) const MOST: usize = 500;

/// The fields of a block, names in small letters, in their order.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    /// From the lines after the first. A line that is no field is passed over;
    /// one that begins with white space goes on with the one before.
    pub fn parse<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Result<Fields, String> {
        let mut fields: Vec<(String, String)> = Vec::new();
        for (n, line) in lines.enumerate() {
            if n >= MOST {
                return Err(format!("giant header: more than {MOST} lines"));
            }
            let line = String::from_utf8_lossy(line);
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                continue;
            }
            if let Some((name, value)) = line.split_once(':') {
                fields.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
            }
        }
        Ok(Fields(fields))
    }

    /// The value of the first field of this name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(n, _)| n == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// The items of a list, over all fields of this name, in small letters.
    pub fn list(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(n, _)| n == name);
        let items = values.flat_map(|(_, v)| v.split(','));
        let items = items.map(|i| i.trim().to_ascii_lowercase());
        items.filter(|i| !i.is_empty()).collect()
    }
}

/// The lines of a block, without their breaks.
pub(super) fn lines(block: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = block.split(|&b| b == b'\n');
    lines.map(|l| l.strip_suffix(b"\r").unwrap_or(l))
}

/// A media type without its parameters, in small letters.
pub(super) fn media(content_type: &str) -> String {
    let media = content_type.split(';').next().unwrap_or("");
    media.trim().to_ascii_lowercase()
}

pub(super) fn is_html(content_type: &str) -> bool {
    matches!(
        media(content_type).as_str(),
        "text/html" | "application/xhtml+xml" | "application/xhtml" | "text/xhtml"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_any_case_folded_or_odd() {
        let block = b"A: 1\r\nb:2\n  more\r\nno field\r\n: x\r\nA: 3, four\r\nEmpty:\r\n";
        let f = Fields::parse(lines(block)).unwrap();
        assert_eq!(f.get("a"), Some("1"));
        assert_eq!(f.get("b"), Some("2 more"));
        assert_eq!((f.get("empty"), f.get("c")), (None, None));
        assert_eq!(f.list("a"), ["1", "3", "four"]);
        assert!(is_html("Text/HTML; charset=windows-1256") && !is_html("text/plain"));
    }

    #[test]
    fn a_header_of_too_many_lines_is_refused() {
        let block = "X: y\n".repeat(MOST + 1);
        let e = Fields::parse(lines(block.as_bytes())).unwrap_err();
        assert!(e.starts_with("giant header:"), "{e}");
    }
}
