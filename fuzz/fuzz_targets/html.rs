//! Pages of HTML: any bytes are opened or refused, and what was opened is read.
//! Spans lie within the text, on char boundaries, or taking them would panic.
#![no_main]

use khabar_model::Fetch;
use khabar_page::PageReader;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static READER: OnceLock<PageReader> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let Ok(capture) = READER.get_or_init(PageReader::new).open(Fetch::html("f", data)) else {
        return;
    };
    let page = READER.get_or_init(PageReader::new).read(&capture);
    for line in &page.lines {
        let _ = line.span.of(&capture.text);
    }
    for article in &page.articles {
        let parts = [article.headline, article.kicker, article.section];
        let parts = parts.into_iter().flatten().chain(article.body());
        for span in parts.chain(article.captions.iter().copied()) {
            let _ = span.of(&capture.text);
        }
    }
    // Bytes of a line are told by where they stand in the page.
    if let Some(page) = &capture.page {
        for line in &page.layout.lines {
            let (from, to) = line.source;
            assert!(from <= to && to as usize <= page.bytes.len());
        }
    }
});
