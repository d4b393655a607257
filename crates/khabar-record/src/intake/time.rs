//! Times as crawls write them, in the one form that is kept (ISO 8601).

/// Seconds since 1970 as `2015-07-24T06:18:28Z`; none for years that have no
/// four digits.
pub(super) fn iso(seconds: i64) -> Option<String> {
    let (day, s) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (h, m, s) = (s / 3600, s / 60 % 60, s % 60);
    Some(format!("{}T{h:02}:{m:02}:{s:02}Z", date(day)?))
}

/// Days since 1970 as `2015-07-24`.
pub(super) fn date(day: i64) -> Option<String> {
    // Howard Hinnant's algorithm: eras of 400 years that begin on 1 March.
    let z = day.checked_add(719_468)?;
    let (era, doe) = (z.div_euclid(146_097), z.rem_euclid(146_097));
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let d = doy - (153 * mp + 2) / 5 + 1;
    let m = if mp < 10 { mp + 3 } else { mp - 9 };
    let y = yoe + era * 400 + i64::from(m <= 2);
    (1000..=9999)
        .contains(&y)
        .then(|| format!("{y:04}-{m:02}-{d:02}"))
}

/// A number that stands for a time: seconds since 1970, or milliseconds.
pub(super) fn number(n: i64) -> Option<String> {
    match n {
        100_000_000..100_000_000_000 => iso(n),
        100_000_000_000..100_000_000_000_000 => iso(n / 1000),
        _ => None,
    }
}

/// A time written together (`20150724061828`), as the indexes of crawls have
/// it, is written apart; any other stays as it is.
pub(super) fn written(s: &str) -> String {
    let s = s.trim();
    if !s.bytes().all(|b| b.is_ascii_digit()) {
        return s.to_string();
    }
    match s.len() {
        14 => format!(
            "{}-{}-{}T{}:{}:{}Z",
            &s[..4],
            &s[4..6],
            &s[6..8],
            &s[8..10],
            &s[10..12],
            &s[12..]
        ),
        8 => format!("{}-{}-{}", &s[..4], &s[4..6], &s[6..]),
        _ => s.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_crawls() {
        assert_eq!(iso(1_437_718_708).unwrap(), "2015-07-24T06:18:28Z");
        assert_eq!(iso(-1).unwrap(), "1969-12-31T23:59:59Z");
        assert_eq!(date(11_016).unwrap(), "2000-02-29");
        assert_eq!(
            (iso(i64::MAX), date(i64::MIN), date(i64::MAX)),
            (None, None, None)
        );
        assert_eq!(number(1_437_718_708_123).unwrap(), "2015-07-24T06:18:28Z");
        assert_eq!(number(7), None);
        assert_eq!(written("20150724061828"), "2015-07-24T06:18:28Z");
        assert_eq!(written(" 2015-07-24 06:18"), "2015-07-24 06:18");
        assert_eq!(written("20150724"), "2015-07-24");
    }
}
