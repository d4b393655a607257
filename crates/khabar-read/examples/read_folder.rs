//! Reads every `.txt` page of a folder and prints its annotations as JSON
//! Lines: the library in its smallest use.
//!
//! `cargo run -p khabar-read --example read_folder -- samples/pages`

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_model::{Capture, wire};
use khabar_read::Reader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: read_folder DIR")?;
    let reader = Reader::new()?;
    let mut files: Vec<_> = std::fs::read_dir(dir)?
        .map(|e| Ok(e?.path()))
        .collect::<std::io::Result<_>>()?;
    files.sort();
    for file in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "txt"))
    {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut capture = Capture::new(name, std::fs::read_to_string(file)?);
        if let Ok(meta) = std::fs::read_to_string(file.with_extension("meta.json")) {
            let meta: serde_json::Value = serde_json::from_str(&meta)?;
            capture.url = meta["url"].as_str().map(str::to_string);
            capture.retrieved = meta["retrieved"].as_str().map(str::to_string);
        }
        let reading = reader.read(&capture);
        let page = wire::page(&capture, &reading);
        println!("{}", serde_json::to_string(&page)?);
    }
    Ok(())
}
