//! Lints `data/outlets.tsv`: the table is facts, so what a row says must at
//! least look like them.

#![allow(clippy::disallowed_methods)]

use khabar_text::table::{cell, parts, rows};
use std::collections::{BTreeMap, BTreeSet};

const TABLE: &str = include_str!("../../../data/outlets.tsv");

/// The members of the Arab League.
const ARAB: [&str; 22] = [
    "AE", "BH", "DJ", "DZ", "EG", "IQ", "JO", "KM", "KW", "LB", "LY", "MA", "MR", "OM", "PS", "QA",
    "SA", "SD", "SO", "SY", "TN", "YE",
];

#[test]
fn kinds_countries_languages_and_hosts_are_well_formed() {
    let kinds = [
        "agency", "paper", "site", "channel", "radio", "magazine", "party", "state",
    ];
    for row in rows(TABLE) {
        let at = row.join(" | ");
        assert!(kinds.contains(&cell(&row, 5)), "{at}: kind");
        let cc = cell(&row, 4);
        let country = cc.len() == 2 && cc.chars().all(|c| c.is_ascii_uppercase());
        assert!(cc.is_empty() || country, "{at}: country");
        let lang = cell(&row, 6);
        assert!((2..=3).contains(&lang.len()), "{at}: language");
        for host in parts(&row, 2) {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c);
            assert!(
                host.contains('.') && host.chars().all(plain),
                "{at}: host {host}"
            );
            assert!(!host.starts_with("www."), "{at}: host {host}");
        }
    }
}

#[test]
fn a_host_belongs_to_one_outlet() {
    let mut owner = BTreeMap::new();
    for row in rows(TABLE) {
        for host in parts(&row, 2) {
            let before = owner.insert(host.to_string(), cell(&row, 0).to_string());
            assert!(before.is_none(), "{host}: {before:?} and {}", cell(&row, 0));
        }
    }
}

#[test]
fn every_arab_country_has_outlets() {
    let mut arabic = 0;
    let mut seen = BTreeSet::new();
    for row in rows(TABLE) {
        arabic += usize::from(cell(&row, 6) == "ar");
        seen.insert(cell(&row, 4).to_string());
    }
    assert!(arabic >= 150, "{arabic} outlets in Arabic");
    let missing: Vec<_> = ARAB.iter().filter(|c| !seen.contains(**c)).collect();
    assert!(missing.is_empty(), "none of {missing:?}");
}
