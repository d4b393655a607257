//! The two languages of labels. Words of pages are never translated.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    Ar,
    En,
}

/// A counted noun in both languages. Arabic counts in four forms.
pub struct Noun {
    one: &'static str,
    many: &'static str,
    /// One, two, three to ten, eleven and more.
    ar: [&'static str; 4],
}

macro_rules! nouns {
    ($($name:ident: $one:literal $many:literal, $a:literal $b:literal $c:literal $d:literal;)+) => {
        $(pub const $name: Noun = Noun { one: $one, many: $many, ar: [$a, $b, $c, $d] };)+
    };
}

nouns! {
    PAGES: "page" "pages", "صفحة واحدة" "صفحتان" "صفحات" "صفحة";
    ARTICLES: "article" "articles", "خبر واحد" "خبران" "أخبار" "خبرًا";
    STATEMENTS: "statement" "statements", "تصريح واحد" "تصريحان" "تصريحات" "تصريحًا";
    EVENTS: "event" "events", "حدث واحد" "حدثان" "أحداث" "حدثًا";
    STORIES: "story" "stories", "قصة واحدة" "قصتان" "قصص" "قصة";
    OUTLETS: "outlet" "outlets", "وسيلة واحدة" "وسيلتان" "وسائل" "وسيلة";
    PEOPLE: "person" "people", "شخص واحد" "شخصان" "أشخاص" "شخصًا";
}

impl Lang {
    /// The language asked for, else that of the locale (`LC_ALL`,
    /// `LC_MESSAGES`, `LANG`): Arabic where it starts with `ar`.
    pub fn choose(asked: Option<Lang>) -> Lang {
        asked.unwrap_or_else(|| {
            let set = |name| std::env::var(name).ok().filter(|v| !v.is_empty());
            let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
            Lang::of_locale(locale.as_deref().unwrap_or(""))
        })
    }

    fn of_locale(locale: &str) -> Lang {
        let language = locale.split(['_', '.', '@', '-']).next().unwrap_or("");
        if language.eq_ignore_ascii_case("ar") {
            Lang::Ar
        } else {
            Lang::En
        }
    }

    /// The one of two wordings that is in this language.
    pub fn of<'a>(self, en: &'a str, ar: &'a str) -> &'a str {
        match self {
            Lang::En => en,
            Lang::Ar => ar,
        }
    }

    pub fn code(self) -> &'static str {
        self.of("en", "ar")
    }

    pub fn dir(self) -> &'static str {
        self.of("ltr", "rtl")
    }

    /// Between the items of a list.
    pub fn comma(self) -> &'static str {
        self.of(", ", "، ")
    }

    /// From one link of a chain to the next, in the direction of reading.
    pub fn arrow(self) -> &'static str {
        self.of("→", "←")
    }

    /// `3 articles`, `٣ أخبار` (with European digits).
    pub fn count(self, n: usize, noun: &Noun) -> String {
        let digits = grouped(n);
        match self {
            Lang::En if n == 1 => format!("1 {}", noun.one),
            Lang::En => format!("{digits} {}", noun.many),
            Lang::Ar => match (n, n % 100) {
                (1, _) => noun.ar[0].to_owned(),
                (2, _) => noun.ar[1].to_owned(),
                (_, 3..=10) => format!("{digits} {}", noun.ar[2]),
                (0, _) | (_, 11..=99) => format!("{digits} {}", noun.ar[3]),
                // Hundreds take the singular without its ending.
                _ => format!("{digits} {}", noun.ar[3].trim_end_matches("ًا")),
            },
        }
    }
}

/// A number with its thousands set apart.
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (k, c) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales() {
        for ar in ["ar", "ar_IQ.UTF-8", "AR_EG", "ar-MA"] {
            assert_eq!(Lang::of_locale(ar), Lang::Ar, "{ar}");
        }
        for en in ["", "C", "C.UTF-8", "en_GB.UTF-8", "arn_CL", "fr_FR"] {
            assert_eq!(Lang::of_locale(en), Lang::En, "{en}");
        }
    }

    #[test]
    fn arabic_counts() {
        let count = |n| Lang::Ar.count(n, &ARTICLES);
        assert_eq!(count(1), "خبر واحد");
        assert_eq!(count(2), "خبران");
        assert_eq!(count(3), "3 أخبار");
        assert_eq!(count(11), "11 خبرًا");
        assert_eq!(count(100), "100 خبر");
        assert_eq!(count(1_205), "1,205 أخبار");
    }

    #[test]
    fn english_counts() {
        assert_eq!(Lang::En.count(1, &PEOPLE), "1 person");
        assert_eq!(Lang::En.count(24_709, &PEOPLE), "24,709 people");
        assert_eq!(grouped(1_000_000), "1,000,000");
        assert_eq!(grouped(999), "999");
    }
}
