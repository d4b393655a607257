//! Decoding: the first byte says how long the content type is, then it and the
//! page follow.
#![no_main]

use khabar_model::{Body, Fetch};
use khabar_page::PageReader;
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

static READER: OnceLock<PageReader> = OnceLock::new();

fuzz_target!(|data: &[u8]| {
    let Some((&n, rest)) = data.split_first() else {
        return;
    };
    let (content_type, bytes) = rest.split_at(rest.len().min(n as usize));
    let content_type = match n {
        0 => None,
        _ => Some(String::from_utf8_lossy(content_type).into_owned()),
    };
    let mut fetch = Fetch::html("f", "");
    fetch.body = Body::Html {
        bytes: bytes.to_vec(),
        content_type,
    };
    if let Ok(capture) = READER.get_or_init(PageReader::new).open(fetch) {
        assert!(!capture.text.contains('\0'));
        let page = capture.page.expect("the page behind the text");
        assert_eq!(page.bytes, bytes);
        assert!(!page.layout.charset.is_empty());
    }
});
