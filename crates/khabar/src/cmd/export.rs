//! `khabar export`.

use crate::cli::{Common, ExportArgs};
use crate::cmd::{ask, dossier};
use crate::exit::{Exit, tell};
use crate::json;
use crate::lang::grouped;
use anyhow::Context;
use khabar_record::export::{As, Form, form};
use std::io::Write;

pub fn run(common: &Common, args: &ExportArgs) -> anyhow::Result<Exit> {
    let record = ask::open(common)?;
    if let Some(form_of) = args.form.as_deref().and_then(Form::parse) {
        let text = form(&record, form_of, args.query.as_deref())?;
        if args.to.as_os_str() == "-" {
            let mut out = std::io::stdout().lock();
            out.write_all(text.as_bytes())?;
            out.flush()?;
        } else {
            let path = &args.to;
            let cannot = || format!("{}: cannot be written here", path.display());
            dossier::write(path, &text).with_context(cannot)?;
            tell(&format!("written to {}", path.display()));
        }
        return Ok(Exit::Done);
    }
    let kind = match args.kind.as_str() {
        "csv" => As::Csv,
        "jsonl" => As::Jsonl,
        _ => As::Parquet,
    };
    let written = record.export(&args.to, kind, &args.table)?;
    if common.json {
        json::print(&written)?;
    } else {
        for w in &written {
            let (file, rows) = (w.file.display(), grouped(w.rows as usize));
            tell(&format!("{file}: {rows} rows"));
        }
    }
    Ok(Exit::Done)
}
