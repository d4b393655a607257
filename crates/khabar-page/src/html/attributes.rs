//! The attributes of a start tag that tell something, and what styles say.

/// Those that are kept; of all others not even the value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    Class,
    Id,
    Role,
    Itemprop,
    Property,
    Name,
    HttpEquiv,
    Content,
    Datetime,
    Title,
    Size,
    Type,
    Style,
    Hidden,
    AriaHidden,
    Href,
    Rel,
}

const NAMES: usize = Attribute::Rel as usize + 1;

impl Attribute {
    fn of(name: &[u8]) -> Option<Attribute> {
        Some(match name {
            b"class" => Attribute::Class,
            b"id" => Attribute::Id,
            b"role" => Attribute::Role,
            b"itemprop" => Attribute::Itemprop,
            b"property" => Attribute::Property,
            b"name" => Attribute::Name,
            b"http-equiv" => Attribute::HttpEquiv,
            b"content" => Attribute::Content,
            b"datetime" => Attribute::Datetime,
            b"title" => Attribute::Title,
            b"size" => Attribute::Size,
            b"type" => Attribute::Type,
            b"style" => Attribute::Style,
            b"hidden" => Attribute::Hidden,
            b"aria-hidden" => Attribute::AriaHidden,
            b"href" => Attribute::Href,
            b"rel" => Attribute::Rel,
            _ => return None,
        })
    }
}

/// The attributes of one start tag. Filled again for each, so that nothing is
/// allocated for most.
#[derive(Default)]
pub struct Attributes {
    /// The values, one behind the other.
    values: Vec<u8>,
    /// Where in `values` each of [`Attribute`] stands.
    at: [Option<(u32, u32)>; NAMES],
    /// Name of the attribute that is being read.
    name: Vec<u8>,
    reading: Reading,
}

#[derive(Clone, Copy, Default)]
enum Reading {
    #[default]
    Nothing,
    Name,
    /// The value of one that is kept, from this place of `values` on.
    Value(Attribute, u32),
}

impl Attributes {
    /// Begins another tag.
    pub fn clear(&mut self) {
        self.values.clear();
        self.at = [None; NAMES];
        self.reading = Reading::Nothing;
    }

    /// Begins another attribute.
    pub fn begin(&mut self) {
        self.end();
        self.name.clear();
        self.reading = Reading::Name;
    }

    pub fn push_name(&mut self, part: &[u8]) {
        self.name.extend_from_slice(part);
    }

    pub fn push_value(&mut self, part: &[u8]) {
        self.begin_value();
        if let Reading::Value(..) = self.reading {
            self.values.extend_from_slice(part);
        }
    }

    fn begin_value(&mut self) {
        if let Reading::Name = self.reading {
            // Of attributes given twice the first counts.
            let kept = Attribute::of(&self.name).filter(|&n| self.at[n as usize].is_none());
            self.reading = match kept {
                Some(name) => Reading::Value(name, self.values.len() as u32),
                None => Reading::Nothing,
            };
        }
    }

    /// Ends the last attribute.
    pub fn end(&mut self) {
        self.begin_value();
        if let Reading::Value(name, from) = self.reading {
            self.at[name as usize] = Some((from, self.values.len() as u32));
        }
        self.reading = Reading::Nothing;
    }

    /// The value of an attribute, character references resolved; empty where
    /// it is given without one.
    pub fn get(&self, name: Attribute) -> Option<&str> {
        let (from, to) = self.at[name as usize]?;
        std::str::from_utf8(&self.values[from as usize..to as usize]).ok()
    }

    pub fn has(&self, name: Attribute) -> bool {
        self.at[name as usize].is_some()
    }

    /// It declares something for machines.
    pub fn tells(&self) -> bool {
        (self.has(Attribute::Itemprop) || self.has(Attribute::Property))
            && (self.has(Attribute::Content) || self.has(Attribute::Datetime))
    }

    /// What is in the element is kept from the screen.
    pub fn hides(&self) -> bool {
        let hidden = || self.get(Attribute::Style).is_some_and(is_hidden);
        self.has(Attribute::Hidden) || self.get(Attribute::AriaHidden) == Some("true") || hidden()
    }

    /// What is in the element is printed larger than body text is.
    pub fn enlarges(&self) -> bool {
        self.get(Attribute::Style).is_some_and(is_large)
    }

    /// The size of `font` is one that body text does not have.
    pub fn large_font(&self) -> bool {
        let large = |s: &str| s.starts_with('+') || s.parse::<i32>().is_ok_and(|n| n >= 4);
        self.get(Attribute::Size).is_some_and(large)
    }
}

/// The declarations of a style, without `!important`.
fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let parted = style.split(';').filter_map(|d| d.split_once(':'));
    parted.map(|(name, value)| (name.trim(), value.split('!').next().unwrap_or("").trim()))
}

/// `word` stands at the beginning of `value`, in whatever case.
fn begins(value: &str, word: &str) -> bool {
    let head = value.as_bytes().get(..word.len());
    head.is_some_and(|h| h.eq_ignore_ascii_case(word.as_bytes()))
}

/// A style by which text is kept from the screen.
fn is_hidden(style: &str) -> bool {
    let hidden = |(name, value): (&str, &str)| {
        let is = |word: &str| name.eq_ignore_ascii_case(word);
        let of = |word: &str| {
            let tail = name
                .len()
                .checked_sub(word.len())
                .and_then(|at| name.get(at..));
            tail.is_some_and(|t| t.eq_ignore_ascii_case(word))
        };
        is("display") && begins(value, "none")
            || is("visibility") && begins(value, "hidden")
            || (is("opacity") || is("font-size")) && is_nothing(value)
            || (is("text-indent") || of("left")) && value.starts_with("-999")
    };
    declarations(style).any(hidden)
}

/// Nought, of whatever unit.
fn is_nothing(value: &str) -> bool {
    let number = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    number.parse() == Ok(0.0)
}

/// A size of letters that body text does not have.
fn is_large(style: &str) -> bool {
    let size = declarations(style).find(|(name, _)| name.eq_ignore_ascii_case("font-size"));
    let Some((_, size)) = size else {
        return false;
    };
    let digits = size.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, unit) = size.split_at(size.len() - digits.len());
    match number.parse::<u32>() {
        Ok(n) => begins(unit, "px") && n >= 22 || begins(unit, "pt") && n >= 16,
        Err(_) => ["large", "x-large", "xx-large"]
            .iter()
            .any(|w| begins(size, w)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        for style in [
            "display:none",
            "color: red; DISPLAY : None !important",
            "visibility:hidden",
            "opacity: 0;",
            "opacity:0.0 !important",
            "font-size:0px",
            "margin-left:-9999px",
            "text-indent:-9999em",
        ] {
            assert!(is_hidden(style), "{style}");
        }
    }

    /// `font-size:0.9em` was taken for nought.
    #[test]
    fn styles_that_do_not_hide() {
        for style in [
            "display:block",
            "font-size:0.9em",
            "opacity:0.8",
            "left:-9px",
            "background:url(display:none)",
            "",
        ] {
            assert!(!is_hidden(style), "{style}");
        }
    }

    #[test]
    fn styles_that_enlarge() {
        for style in [
            "font-size:22px",
            "Font-Size: 18PT",
            "color:red;font-size:x-large",
        ] {
            assert!(is_large(style), "{style}");
        }
        for style in [
            "font-size:14px",
            "font-size:12pt",
            "font-size:1.1em",
            "size:30px",
        ] {
            assert!(!is_large(style), "{style}");
        }
    }

    #[test]
    fn of_an_attribute_given_twice_the_first_counts() {
        let mut a = Attributes::default();
        for (name, value) in [
            ("class", "one"),
            ("onclick", "x"),
            ("class", "two"),
            ("href", ""),
        ] {
            a.begin();
            a.push_name(name.as_bytes());
            a.push_value(value.as_bytes());
        }
        a.begin();
        a.push_name(b"hidden");
        a.end();
        assert_eq!(a.get(Attribute::Class), Some("one"));
        assert!(a.has(Attribute::Href) && a.hides() && !a.has(Attribute::Id));
    }
}
