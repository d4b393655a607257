//! WARC and WET files, plain and packed: any bytes end, and every fault has its
//! place.
#![no_main]

use khabar_record::intake::read_warc;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

/// Small, so that records over the limit are met.
const LIMIT: usize = 1 << 14;

fuzz_target!(|data: &[u8]| {
    let Ok(items) = read_warc("f", Cursor::new(data.to_vec()), LIMIT) else {
        return;
    };
    let mut last = 0;
    for item in items {
        let place = match &item {
            Ok(taken) => {
                assert!(taken.len() <= LIMIT);
                assert_eq!(taken.fetch.name, taken.place.name());
                taken.place.record
            }
            Err(aside) => {
                assert!(!aside.reason.is_empty());
                aside.record.or(Some(1))
            }
        };
        let record = place.expect("a record's number");
        assert!(record > last, "{record} after {last}");
        last = record;
    }
    // A record takes a few bytes at least, also where packing multiplies them.
    assert!(last as usize <= data.len() * 1000 + LIMIT * 16 + 1);
});
