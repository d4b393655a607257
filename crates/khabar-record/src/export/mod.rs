//! Handing on what a record holds: tables for analysis, and the forms of other
//! tools.

mod forms;
mod tables;
#[cfg(test)]
mod tests;
mod write;

pub use forms::{Form, form};
pub use tables::{Column, Field, Kind, TABLES, Table};

use crate::answer::{Fetch, Record};
use crate::error::{Error, Result};
use khabar_text::Span;
use rusqlite::types::ValueRef;
use serde::Serialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use write::Out;

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Jsonl,
    Csv,
    Parquet,
}

impl As {
    pub fn ending(self) -> &'static str {
        match self {
            As::Jsonl => "jsonl",
            As::Csv => "csv",
            As::Parquet => "parquet",
        }
    }
}

/// A table that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    pub table: &'static str,
    pub file: PathBuf,
    pub rows: u64,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Bool(bool),
    Text(String),
}

impl Record {
    /// Writes all tables (or those named) into the folder `to`, a file each.
    /// Each is one moment's; a file is there only when it is whole.
    pub fn export(&self, to: &Path, how: As, only: &[String]) -> Result<Vec<Written>> {
        for name in only {
            if !TABLES.iter().any(|t| t.name == name) {
                let names: Vec<&str> = TABLES.iter().map(|t| t.name).collect();
                let all = names.join(", ");
                return Err(Error::Query(format!("there is no table {name}: {all}")));
            }
        }
        std::fs::create_dir_all(to).map_err(|e| Error::io(to, e))?;
        // One moment for all of them.
        let moment = self.db.unchecked_transaction()?;
        let chosen = TABLES
            .iter()
            .filter(|t| only.is_empty() || only.iter().any(|n| n == t.name));
        let mut out = Vec::new();
        for table in chosen {
            let file = to.join(format!("{}.{}", table.name, how.ending()));
            let part = file.with_extension("part");
            let rows = Out::file(&part).and_then(|out| self.table(table, how, out));
            let rows = rows.inspect_err(|_| drop(std::fs::remove_file(&part)))?;
            std::fs::rename(&part, &file).map_err(|e| Error::io(&file, e))?;
            let table = table.name;
            out.push(Written { table, file, rows });
        }
        drop(moment);
        Ok(out)
    }

    /// Writes one table, as it is at this moment, to `to`, which errors call
    /// `name`; gives its rows. What is written is whole only if this succeeds.
    pub fn export_to(
        &self,
        table: &Table,
        how: As,
        to: Box<dyn Write + Send>,
        name: &Path,
    ) -> Result<u64> {
        self.table(table, how, Out::new(to, name))
    }

    fn table(&self, table: &Table, how: As, out: Out) -> Result<u64> {
        let mut sink = write::sink(how, out, table.fields())?;
        let rows = self.rows(table, |row| sink.row(row))?;
        sink.finish()?;
        Ok(rows)
    }

    /// Gives the rows of a table one by one, in step with its fields.
    pub fn rows(&self, table: &Table, mut each: impl FnMut(&[Value]) -> Result<()>) -> Result<u64> {
        let f = Fetch::new(&self.db);
        let mut q = self.db.prepare(table.sql)?;
        let mut rows = q.query([])?;
        let mut out = Vec::new();
        let mut count = 0;
        while let Some(r) = rows.next()? {
            out.clear();
            let page: i64 = r.get(0)?;
            let mut at = 1;
            for c in table.columns {
                if c.kind != Kind::Words {
                    out.push(value(r.get_ref(at)?, c.kind));
                    at += 1;
                    continue;
                }
                let (start, end): (Option<i64>, Option<i64>) = (r.get(at)?, r.get(at + 1)?);
                at += 2;
                match start.zip(end) {
                    None => out.extend([Value::Null, Value::Null, Value::Null]),
                    Some((a, b)) => {
                        let words = f.page(page)?.quote(Span::new(a as usize, b as usize));
                        out.push(Value::Int(words.start as i64));
                        out.push(Value::Int(words.end as i64));
                        out.push(Value::Text(words.exact));
                    }
                }
            }
            each(&out)?;
            count += 1;
        }
        Ok(count)
    }
}

fn value(v: ValueRef<'_>, kind: Kind) -> Value {
    match (v, kind) {
        (ValueRef::Integer(n), Kind::Bool) => Value::Bool(n != 0),
        (ValueRef::Integer(n), _) => Value::Int(n),
        (ValueRef::Real(x), _) => Value::Real(x),
        (ValueRef::Text(t), _) => Value::Text(String::from_utf8_lossy(t).into_owned()),
        (ValueRef::Null | ValueRef::Blob(_), _) => Value::Null,
    }
}
