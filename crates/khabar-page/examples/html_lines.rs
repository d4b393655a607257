//! Prints the text form of HTML pages, a line each with where it stands, and
//! what the page declares: for looking at why a page is cut as it is.
//!
//! `cargo run -p khabar-page --example html_lines -- PAGE.html`

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_model::{Fetch, LineLabel, Node};
use khabar_page::PageReader;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = PageReader::new();
    for file in std::env::args().skip(1) {
        let capture = reader.open(Fetch::html(&file, std::fs::read(&file)?))?;
        let page = reader.read(&capture);
        let Some(html) = &capture.page else { continue };
        println!("== {file} {}", html.layout.charset);
        println!("{:#?}", html.layout.declared);
        for a in &page.articles {
            println!("{} {:?} {:?} {:?}", a.id, a.published, a.updated, a.outlet);
        }
        for (line, at) in page.lines.iter().zip(&html.layout.lines) {
            let label = match line.label {
                LineLabel::Blank => "  ".into(),
                LineLabel::Other => "- ".into(),
                LineLabel::Headline(a) => format!("H{a}"),
                LineLabel::Meta(a) => format!("m{a}"),
                LineLabel::Body(a) => format!("B{a}"),
            };
            let words: String = line.span.of(&capture.text).chars().take(90).collect();
            let path = path(&html.layout.nodes, at.node as usize);
            println!(
                "{label} {words}   [h{} link {} {path}]",
                at.heading, at.linked
            );
        }
    }
    Ok(())
}

/// The innermost blocks, with their roles in hexadecimal.
fn path(nodes: &[Node], mut n: usize) -> String {
    let mut out = Vec::new();
    while n > 0 && out.len() < 6 {
        let roles = nodes[n].roles.0;
        out.push(format!("{}{n}:{roles:x}", nodes[n].tag));
        n = nodes[n].parent as usize;
    }
    out.join("<")
}
