//! Days for readers: ISO 8601 (TIMEX3) values in words.

use crate::lang::Lang;
use crate::text::clean;

const EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Both names where the east and the rest of the Arab world differ.
const AR: [&str; 12] = [
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيو",
    "تموز/يوليو",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
];

/// `2025-09-24` as `24 September 2025`; what is no such value as it stands.
pub fn words(lang: Lang, value: &str) -> String {
    let known = match value.split_once('/') {
        Some((from, to)) => {
            let both = known(lang, from).zip(known(lang, to));
            both.map(|(from, to)| format!("{from} – {to}"))
        }
        None => known(lang, value),
    };
    known.unwrap_or_else(|| clean(value))
}

fn known(lang: Lang, value: &str) -> Option<String> {
    let parts: Vec<&str> = value.split('-').collect();
    match parts[..] {
        [y] => year(y).map(|_| y.to_owned()),
        [y, m] => year(y).and_then(|_| part_of_year(lang, y, m)),
        [y, m, d] => year(y).and_then(|_| day_of(lang, y, m, d)),
        _ => None,
    }
}

fn number(s: &str, len: usize) -> Option<usize> {
    (s.len() == len && s.bytes().all(|b| b.is_ascii_digit())).then(|| s.parse().ok())?
}

fn year(y: &str) -> Option<usize> {
    number(y, 4)
}

fn month(lang: Lang, m: &str) -> Option<&'static str> {
    let k = number(m, 2)?.checked_sub(1)?;
    match lang {
        Lang::En => EN.get(k),
        Lang::Ar => AR.get(k),
    }
    .copied()
}

fn day_of(lang: Lang, y: &str, m: &str, d: &str) -> Option<String> {
    let d = number(d, 2).filter(|d| (1..=31).contains(d))?;
    Some(format!("{d} {} {y}", month(lang, m)?))
}

fn part_of_year(lang: Lang, y: &str, part: &str) -> Option<String> {
    if let Some(week) = part.strip_prefix('W').and_then(|w| number(w, 2)) {
        return Some(match lang {
            Lang::En => format!("week {week} of {y}"),
            Lang::Ar => format!("الأسبوع {week} من {y}"),
        });
    }
    let season = match part {
        "SP" => lang.of("spring", "ربيع"),
        "SU" => lang.of("summer", "صيف"),
        "FA" => lang.of("autumn", "خريف"),
        "WI" => lang.of("winter", "شتاء"),
        _ => month(lang, part)?,
    };
    Some(format!("{season} {y}"))
}

/// Days since 1970-01-01 of the first day a value names.
pub fn number_of(value: &str) -> Option<i64> {
    let first = value.split('/').next()?;
    let mut parts = first.split('-');
    let y = year(parts.next()?)? as i64;
    let m = parts
        .next()
        .and_then(|m| number(m, 2))
        .filter(|m| (1..=12).contains(m));
    let d = parts
        .next()
        .and_then(|d| number(d, 2))
        .filter(|d| (1..=31).contains(d));
    // Howard Hinnant's days_from_civil.
    let (m, d) = (m.unwrap_or(1) as i64, d.unwrap_or(1) as i64);
    let y = if m <= 2 { y - 1 } else { y };
    let era = y.div_euclid(400);
    let in_era = y.rem_euclid(400);
    let of_year = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
    let days = in_era * 365 + in_era / 4 - in_era / 100 + of_year;
    Some(era * 146_097 + days - 719_468)
}

/// The ISO date of a day since 1970-01-01.
pub fn iso(days: i64) -> String {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let y = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * y + y / 4 - y / 100);
    let mp = (5 * of_year + 2) / 153;
    let d = of_year - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = y + era * 400 + i64::from(m <= 2);
    format!("{y:04}-{m:02}-{d:02}")
}

/// A day, month or year as a bound of a question.
pub fn bound(s: &str) -> Result<String, String> {
    let parts: Vec<&str> = s.split('-').collect();
    let right = match parts[..] {
        [y] => year(y).is_some(),
        [y, m] => year(y).is_some() && month(Lang::En, m).is_some(),
        // A day that there is comes back from its number.
        [_, _, _] => number_of(s).is_some_and(|n| iso(n) == s),
        _ => false,
    };
    let wrong = || "a day, month or year is needed: 2025-09-24, 2025-09 or 2025".to_owned();
    right.then(|| s.to_owned()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_words() {
        for (value, en, ar) in [
            ("2025-09-04", "4 September 2025", "4 أيلول/سبتمبر 2025"),
            ("2025-09", "September 2025", "أيلول/سبتمبر 2025"),
            ("2025", "2025", "2025"),
            ("2015-W33", "week 33 of 2015", "الأسبوع 33 من 2015"),
            ("2015-SU", "summer 2015", "صيف 2015"),
            (
                "2015-05/2015-06",
                "May 2015 – June 2015",
                "أيار/مايو 2015 – حزيران/يونيو 2015",
            ),
            ("2015-13-40", "2015-13-40", "2015-13-40"),
            ("soon", "soon", "soon"),
            ("", "", ""),
        ] {
            assert_eq!(words(Lang::En, value), en);
            assert_eq!(words(Lang::Ar, value), ar);
        }
    }

    #[test]
    fn numbers_there_and_back() {
        assert_eq!(number_of("1970-01-01"), Some(0));
        assert_eq!(number_of("2000-03-01"), Some(11_017));
        assert_eq!(number_of("2015-W33"), number_of("2015-01-01"));
        assert_eq!(number_of("x"), None);
        for n in (-200_000..200_000).step_by(97) {
            assert_eq!(number_of(&iso(n)), Some(n));
        }
    }

    #[test]
    fn bounds() {
        for good in ["2025", "2025-09", "2024-02-29"] {
            assert_eq!(bound(good).as_deref(), Ok(good));
        }
        for bad in [
            "",
            "25",
            "2025-13",
            "2025-02-30",
            "2025-9-1",
            "yesterday",
            "2025-01-01-01",
        ] {
            assert!(bound(bad).is_err(), "{bad}");
        }
    }
}
