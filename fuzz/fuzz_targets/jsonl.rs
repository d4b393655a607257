//! JSON Lines, plain and packed: any bytes end, and every fault has its place.
#![no_main]

use khabar_record::intake::read_jsonl;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

/// Small, so that lines over the limit are met.
const LIMIT: usize = 1 << 12;

fuzz_target!(|data: &[u8]| {
    let Ok(items) = read_jsonl("f", Cursor::new(data.to_vec()), LIMIT) else {
        return;
    };
    let mut last = 0;
    for item in items {
        let record = match &item {
            Ok(taken) => {
                assert!(!taken.is_empty() && taken.len() <= LIMIT);
                taken.place.record
            }
            Err(aside) => aside.record.or(Some(1)),
        };
        let record = record.expect("a line's number");
        assert!(record > last, "{record} after {last}");
        last = record;
    }
});
