//! Rows as bytes: JSON Lines, CSV, Parquet.

use super::tables::{Field, Kind};
use super::{As, Value};
use crate::error::{Error, Result};
use arrow_array::builder::{BooleanBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows written to Parquet at a time.
const ROWS: usize = 8192;

/// Where the rows of one table go.
pub(super) trait Sink {
    fn row(&mut self, row: &[Value]) -> Result<()>;
    /// Writes what is left; without it the file is not whole.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Where the bytes go, with the name that errors give it.
pub(super) struct Out {
    to: Box<dyn Write + Send>,
    name: PathBuf,
}

impl Out {
    pub fn new(to: Box<dyn Write + Send>, name: &Path) -> Out {
        let name = name.to_path_buf();
        Out { to, name }
    }

    pub fn file(path: &Path) -> Result<Out> {
        let file = File::create(path).map_err(|e| Error::io(path, e))?;
        Ok(Out::new(Box::new(BufWriter::new(file)), path))
    }
}

/// A sink for the rows of one table.
pub(super) fn sink(how: As, out: Out, fields: Vec<Field>) -> Result<Box<dyn Sink>> {
    Ok(match how {
        As::Jsonl => Box::new(Jsonl::new(out, fields)),
        As::Csv => Box::new(Csv::new(out, &fields)?),
        As::Parquet => Box::new(Parquet::new(out, &fields)?),
    })
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let path = path.to_path_buf();
    move |e| Error::io(&path, e)
}

struct Jsonl {
    out: Box<dyn Write + Send>,
    fields: Vec<Field>,
    path: PathBuf,
}

impl Jsonl {
    fn new(out: Out, fields: Vec<Field>) -> Self {
        let (out, path) = (out.to, out.name);
        Jsonl { out, fields, path }
    }
}

impl Sink for Jsonl {
    fn row(&mut self, row: &[Value]) -> Result<()> {
        let mut object = serde_json::Map::new();
        for (f, v) in self.fields.iter().zip(row) {
            let value = match v {
                Value::Null => serde_json::Value::Null,
                Value::Int(n) => (*n).into(),
                Value::Real(x) => (*x).into(),
                Value::Bool(b) => (*b).into(),
                Value::Text(t) => t.as_str().into(),
            };
            object.insert(f.name.clone(), value);
        }
        let line = serde_json::Value::Object(object).to_string();
        writeln!(self.out, "{line}").map_err(io(&self.path))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.flush().map_err(io(&self.path))
    }
}

/// RFC 4180 with a header; UTF-8 with a mark at its beginning, without which
/// spreadsheets take Arabic for Latin.
struct Csv {
    out: csv::Writer<Box<dyn Write + Send>>,
    path: PathBuf,
}

impl Csv {
    fn new(out: Out, fields: &[Field]) -> Result<Self> {
        let (mut out, path) = (out.to, out.name);
        out.write_all("\u{feff}".as_bytes()).map_err(io(&path))?;
        let mut out = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let written = out.write_record(fields.iter().map(|f| f.name.as_str()));
        written.map_err(|e| io(&path)(e.into()))?;
        Ok(Csv { out, path })
    }
}

impl Sink for Csv {
    fn row(&mut self, row: &[Value]) -> Result<()> {
        let cells = row.iter().map(|v| match v {
            Value::Null => String::new(),
            Value::Int(n) => n.to_string(),
            Value::Real(x) => x.to_string(),
            Value::Bool(b) => b.to_string(),
            Value::Text(t) => harmless(t),
        });
        let written = self.out.write_record(cells);
        written.map_err(|e| io(&self.path)(e.into()))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.out.flush().map_err(io(&self.path))
    }
}

/// A cell that a spreadsheet would run as a formula is made text by the
/// apostrophe that spreadsheets themselves use for it.
fn harmless(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_string(),
    }
}

enum Cells {
    Text(StringBuilder),
    Int(Int64Builder),
    Real(Float64Builder),
    Bool(BooleanBuilder),
}

impl Cells {
    fn new(kind: Kind) -> Cells {
        match kind {
            Kind::Int => Cells::Int(Int64Builder::new()),
            Kind::Real => Cells::Real(Float64Builder::new()),
            Kind::Bool => Cells::Bool(BooleanBuilder::new()),
            Kind::Text | Kind::Words => Cells::Text(StringBuilder::new()),
        }
    }

    fn push(&mut self, v: &Value) {
        match (self, v) {
            (Cells::Text(b), Value::Text(t)) => b.append_value(t),
            (Cells::Text(b), _) => b.append_null(),
            (Cells::Int(b), Value::Int(n)) => b.append_value(*n),
            (Cells::Int(b), _) => b.append_null(),
            (Cells::Real(b), Value::Real(x)) => b.append_value(*x),
            (Cells::Real(b), _) => b.append_null(),
            (Cells::Bool(b), Value::Bool(x)) => b.append_value(*x),
            (Cells::Bool(b), _) => b.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Text(b) => Arc::new(b.finish()),
            Cells::Int(b) => Arc::new(b.finish()),
            Cells::Real(b) => Arc::new(b.finish()),
            Cells::Bool(b) => Arc::new(b.finish()),
        }
    }
}

/// Columns by their types, packed with zstd.
struct Parquet {
    out: ArrowWriter<Box<dyn Write + Send>>,
    schema: Arc<Schema>,
    cells: Vec<Cells>,
    rows: usize,
    path: PathBuf,
}

impl Parquet {
    fn new(out: Out, fields: &[Field]) -> Result<Self> {
        let path = &out.name;
        let columns = fields.iter().map(|f| {
            let of = match f.kind {
                Kind::Int => DataType::Int64,
                Kind::Real => DataType::Float64,
                Kind::Bool => DataType::Boolean,
                Kind::Text | Kind::Words => DataType::Utf8,
            };
            arrow_schema::Field::new(&f.name, of, true)
        });
        let schema = Arc::new(Schema::new(columns.collect::<Vec<_>>()));
        let level = ZstdLevel::try_new(3).map_err(|e| io(path)(std::io::Error::other(e)))?;
        let how = WriterProperties::builder()
            .set_compression(Compression::ZSTD(level))
            .build();
        let writer = ArrowWriter::try_new(out.to, schema.clone(), Some(how));
        Ok(Parquet {
            out: writer.map_err(|e| io(path)(std::io::Error::other(e)))?,
            schema,
            cells: fields.iter().map(|f| Cells::new(f.kind)).collect(),
            rows: 0,
            path: out.name,
        })
    }

    fn write(&mut self) -> Result<()> {
        let arrays = self.cells.iter_mut().map(Cells::finish).collect();
        self.rows = 0;
        let other = |e: ArrowError| io(&self.path)(std::io::Error::other(e));
        let batch = RecordBatch::try_new(self.schema.clone(), arrays).map_err(other)?;
        let written = self.out.write(&batch);
        written.map_err(|e| io(&self.path)(std::io::Error::other(e)))
    }
}

impl Sink for Parquet {
    fn row(&mut self, row: &[Value]) -> Result<()> {
        for (c, v) in self.cells.iter_mut().zip(row) {
            c.push(v);
        }
        self.rows += 1;
        if self.rows >= ROWS {
            self.write()?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        if self.rows > 0 {
            self.write()?;
        }
        let out = self.out.into_inner();
        let mut out = out.map_err(|e| io(&self.path)(std::io::Error::other(e)))?;
        out.flush().map_err(io(&self.path))
    }
}
