//! Answers for programs.

use crate::text::escape_json;
use serde::Serialize;
use std::io::{IsTerminal, Write};

/// Prints one JSON value: on several lines on a terminal, else on one.
pub fn print(value: &impl Serialize) -> anyhow::Result<()> {
    let out = std::io::stdout();
    let json = match out.is_terminal() {
        true => serde_json::to_string_pretty(value)?,
        false => serde_json::to_string(value)?,
    };
    let mut out = out.lock();
    writeln!(out, "{}", escape_json(&json))?;
    out.flush()?;
    Ok(())
}
