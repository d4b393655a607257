//! A page that breaks off anywhere is read without a panic, and every span of
//! its statements lies in what is left of it.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_model::Capture;
use khabar_read::Reader;

#[test]
fn pages_cut_short_are_read() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let reader = Reader::new().unwrap();
    let mut seen = 0;
    for page in ["09-tabloid-interview.txt", "16-tabloid-second-round.txt"] {
        let text = std::fs::read_to_string(dir.join(page)).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for &end in places.iter().step_by(9) {
            let reading = reader.read(&Capture::new(page, text[..end].to_string()));
            for s in &reading.statements {
                let spans = s.content.iter().chain([&s.cue]).chain(&s.source);
                for span in spans.chain(s.chain.iter().map(|l| &l.span)) {
                    assert!(!span.of(&text[..end]).is_empty(), "{page} to {end}");
                    seen += 1;
                }
                assert!((0.0..=1.0).contains(&s.certainty), "{page} to {end}");
            }
        }
    }
    assert!(seen > 1000, "only {seen} spans");
}
