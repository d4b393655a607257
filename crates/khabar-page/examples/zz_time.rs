#![allow(clippy::disallowed_methods)]
use khabar_model::Fetch;
use khabar_page::PageReader;
use khabar_text::Text;
use std::time::Instant;
fn main() {
    let r = PageReader::new();
    let fs: Vec<Vec<u8>> = std::fs::read_dir("samples/html")
        .unwrap()
        .filter_map(|e| {
            let p = e.unwrap().path();
            (p.extension()? == "html").then(|| std::fs::read(p).unwrap())
        })
        .collect();
    let bytes: usize = fs.iter().map(Vec::len).sum();
    let mut caps = vec![];
    let t = Instant::now();
    for _ in 0..20 {
        caps = fs
            .iter()
            .map(|b| r.open(Fetch::html("x", b.clone())).unwrap())
            .collect();
    }
    println!(
        "open {:.3} ms/page {:.0} MB/s",
        t.elapsed().as_secs_f64() * 1e3 / 20.0 / fs.len() as f64,
        bytes as f64 * 20.0 / t.elapsed().as_secs_f64() / 1e6
    );
    let t = Instant::now();
    for _ in 0..20 {
        for c in &caps {
            std::hint::black_box(Text::new(&c.text));
        }
    }
    println!(
        "text {:.3} ms/page",
        t.elapsed().as_secs_f64() * 1e3 / 20.0 / fs.len() as f64
    );
    let t = Instant::now();
    for _ in 0..20 {
        for c in &caps {
            std::hint::black_box(r.read(c));
        }
    }
    println!(
        "read {:.3} ms/page",
        t.elapsed().as_secs_f64() * 1e3 / 20.0 / fs.len() as f64
    );
    println!(
        "lines {} text {}",
        caps.iter().map(|c| c.text.lines().count()).sum::<usize>() / caps.len(),
        caps.iter().map(|c| c.text.len()).sum::<usize>() / caps.len()
    );
}
