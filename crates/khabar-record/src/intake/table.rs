//! Pages in the rows of a Parquet file, row group by row group.

use super::records::html_body;
use super::{Item, Place, SetAside, Taken, time};
use arrow_array::cast::AsArray;
use arrow_array::types::*;
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, Schema, TimeUnit};
use khabar_model::{Body, Fetch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader,
    ParquetRecordBatchReaderBuilder,
};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of rows decoded at a time, as far as the file tells their size.
const BATCH: i64 = 8 << 20;
/// A column that says it unpacks to more than this many times the limit of a
/// record, and to this many times its size, is a bomb.
const BOMB: (i64, i64) = (16, 1000);

const DATES: [&str; 4] = ["date", "retrieved", "crawl_date", "timestamp"];

/// The columns that are read; other columns are never decoded.
#[derive(Clone)]
struct Columns {
    body: Vec<String>,
    url: Option<String>,
    date: Option<String>,
    content_type: Option<String>,
    charset: Option<String>,
}

/// The rows of one file.
pub(super) struct Table {
    file: File,
    name: Arc<str>,
    limit: usize,
    meta: ArrowReaderMetadata,
    columns: Columns,
    group: usize,
    /// Rows of the group that is open, and where in the file it begins.
    rows: Option<ParquetRecordBatchReader>,
    offset: u64,
    batch: Option<(RecordBatch, usize)>,
    number: u64,
    pages: u64,
    taken: Arc<AtomicU64>,
    note: Option<SetAside>,
    ended: bool,
}

/// The crate that reads Parquet may panic on damaged files; one file is lost
/// by it and not the run.
fn guarded<T>(f: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| Err("its reader failed".into()))
}

impl Table {
    pub fn open(
        file: File,
        name: &str,
        limit: usize,
        taken: Arc<AtomicU64>,
    ) -> Result<Table, SetAside> {
        let damaged = |why: String| SetAside::file(name, format!("damaged: no Parquet ({why})"));
        let meta = guarded(|| {
            // Without the types of Arrow there are few kinds of strings left.
            let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
            ArrowReaderMetadata::load(&file, options).map_err(|e| e.to_string())
        })
        .map_err(damaged)?;
        let (columns, note) = columns(meta.schema()).map_err(|why| SetAside::file(name, why))?;
        Ok(Table {
            file,
            name: name.into(),
            limit,
            meta,
            columns,
            group: 0,
            rows: None,
            offset: 0,
            batch: None,
            number: 0,
            pages: 0,
            taken,
            note: note.map(|why| SetAside::file(name, why)),
            ended: false,
        })
    }

    /// Opens the next row group. False if there is none.
    fn open_group(&mut self) -> Result<bool, String> {
        let metadata = self.meta.metadata().clone();
        if self.group >= metadata.num_row_groups() {
            return Ok(false);
        }
        let group = metadata.row_group(self.group);
        let (k, names) = (self.group, self.columns.names());
        self.group += 1;
        let mut bytes = 1;
        let mut leaves = Vec::new();
        for (n, column) in group.columns().iter().enumerate() {
            self.taken
                .fetch_add(column.compressed_size().max(0) as u64, Ordering::Relaxed);
            let first = column.column_path().parts().first();
            if !first.is_some_and(|f| names.contains(&f.as_str())) {
                continue;
            }
            let (open, packed) = (column.uncompressed_size(), column.compressed_size().max(1));
            if open / BOMB.0 > self.limit as i64 && open / packed > BOMB.1 {
                return Err(format!(
                    "a decompression bomb: {packed} bytes unpack to {open}"
                ));
            }
            bytes += open.max(0);
            leaves.push(n);
        }
        let rows = group.num_rows().max(1);
        let batch = (BATCH / (bytes / rows).max(1)).clamp(1, 1024) as usize;
        self.offset = group
            .columns()
            .iter()
            .map(|c| c.dictionary_page_offset().unwrap_or(c.data_page_offset()))
            .min()
            .unwrap_or(0)
            .max(0) as u64;
        let file = self.file.try_clone().map_err(|e| e.to_string())?;
        let meta = self.meta.clone();
        self.rows = Some(guarded(move || {
            let mask = ProjectionMask::leaves(meta.parquet_schema(), leaves);
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, meta)
                .with_projection(mask)
                .with_row_groups(vec![k])
                .with_batch_size(batch)
                .build()
                .map_err(|e| e.to_string())
        })?);
        Ok(true)
    }

    /// The next rows. False at the end.
    fn more(&mut self) -> Result<bool, String> {
        loop {
            if let Some(rows) = &mut self.rows {
                let next = guarded(|| rows.next().transpose().map_err(|e| e.to_string()))?;
                match next {
                    Some(batch) => {
                        self.batch = Some((batch, 0));
                        return Ok(true);
                    }
                    None => self.rows = None,
                }
            }
            if !self.open_group()? {
                return Ok(false);
            }
        }
    }

    fn row(&self, rows: &RecordBatch, k: usize) -> Result<Fetch, String> {
        let string = |name: &Option<String>| -> Result<Option<String>, String> {
            let Some(column) = name.as_ref().and_then(|n| rows.column_by_name(n)) else {
                return Ok(None);
            };
            time_at(column, k).map(|t| t.filter(|t| !t.is_empty()))
        };
        let content_type = string(&self.columns.content_type)?;
        let charset = string(&self.columns.charset)?;
        let mut body = Err("no text".to_string());
        for name in &self.columns.body {
            let Some(column) = rows.column_by_name(name) else {
                continue;
            };
            let Some((bytes, is_text)) = bytes_at(column, k) else {
                continue;
            };
            if bytes.len() > self.limit {
                let (mb, most) = (bytes.len() >> 20, self.limit >> 20);
                return Err(format!("too long: a row of {mb} MiB (at most {most})"));
            }
            if bytes.trim_ascii().is_empty() {
                body = Err(format!("empty {name}"));
                continue;
            }
            let bytes = bytes.to_vec();
            body = match (name.as_str(), is_text) {
                ("text", _) => super::page::plain(bytes).map(Body::Text),
                (_, true) => html_body(bytes, content_type),
                (_, false) => Ok(Body::Html {
                    bytes,
                    content_type: typed(content_type, charset),
                }),
            };
            break;
        }
        Ok(Fetch {
            name: format!("{}:{}", self.name, self.number),
            url: string(&self.columns.url)?,
            retrieved: string(&self.columns.date)?.map(|d| time::written(&d)),
            body: body?,
        })
    }
}

impl Iterator for Table {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if let Some(note) = self.note.take() {
            return Some(Err(note));
        }
        while !self.ended {
            if let Some((rows, k)) = self.batch.take() {
                if k < rows.num_rows() {
                    self.number += 1;
                    let place = Place {
                        file: self.name.clone(),
                        record: Some(self.number),
                        offset: Some(self.offset),
                    };
                    let item = match self.row(&rows, k) {
                        Ok(fetch) => {
                            self.pages += 1;
                            Ok(Taken { place, fetch })
                        }
                        Err(why) => Err(place.aside(why)),
                    };
                    self.batch = Some((rows, k + 1));
                    return Some(item);
                }
                continue;
            }
            match self.more() {
                Ok(true) => {}
                Ok(false) => {
                    self.ended = true;
                    if self.number == 0 {
                        return Some(Err(SetAside::file(&*self.name, "empty file")));
                    }
                }
                Err(why) => {
                    self.ended = true;
                    let place = Place {
                        file: self.name.clone(),
                        record: Some(self.number + 1),
                        offset: Some(self.offset),
                    };
                    let n = self.pages;
                    let why = format!(
                        "damaged: cannot be read on after {n} pages, which were kept ({why})"
                    );
                    return Some(Err(place.aside(why)));
                }
            }
        }
        None
    }
}

impl Columns {
    fn names(&self) -> Vec<&str> {
        let rest = [&self.url, &self.date, &self.content_type, &self.charset];
        let rest = rest.into_iter().flatten();
        self.body.iter().chain(rest).map(String::as_str).collect()
    }
}

fn is_string(t: &DataType) -> bool {
    use DataType::*;
    matches!(t, Utf8 | LargeUtf8 | Binary | LargeBinary)
}

fn is_time(t: &DataType) -> bool {
    matches!(
        t,
        DataType::Timestamp(..) | DataType::Date32 | DataType::Int64
    ) || is_string(t)
}

/// The columns to read, and what is wrong with one that can be done without.
/// Fails with a message that names the columns there are.
fn columns(schema: &Schema) -> Result<(Columns, Option<String>), String> {
    let mut note = None;
    let mut find = |names: &[&str], fits: fn(&DataType) -> bool| {
        let name = names.iter().find_map(|n| schema.field_with_name(n).ok())?;
        if fits(name.data_type()) {
            return Some(name.name().clone());
        }
        let (name, found) = (name.name(), name.data_type());
        note = Some(format!(
            "column of another type (the pages were read without it): {name} is {found}"
        ));
        None
    };
    let html = find(&["html"], is_string);
    let text = find(&["text"], is_string);
    let columns = Columns {
        body: html.into_iter().chain(text).collect(),
        url: find(&["url"], is_string),
        date: find(&DATES, is_time),
        content_type: find(&["content_type"], is_string),
        charset: find(&["charset"], is_string),
    };
    if columns.body.is_empty() {
        let found = schema.fields().iter().take(40);
        let found = found.map(|f| format!("{} ({})", f.name(), f.data_type()));
        let found: Vec<String> = found.collect();
        return Err(format!(
            "missing column: a string column text or html is needed, found: {}",
            found.join(", ")
        ));
    }
    Ok((columns, note))
}

/// The bytes of a string or binary value, and whether it is a string.
fn bytes_at(column: &dyn Array, k: usize) -> Option<(&[u8], bool)> {
    if column.is_null(k) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => (column.as_string::<i32>().value(k).as_bytes(), true),
        DataType::LargeUtf8 => (column.as_string::<i64>().value(k).as_bytes(), true),
        DataType::Binary => (column.as_binary::<i32>().value(k), false),
        DataType::LargeBinary => (column.as_binary::<i64>().value(k), false),
        _ => return None,
    })
}

/// A string, or a time as one.
fn time_at(column: &dyn Array, k: usize) -> Result<Option<String>, String> {
    if column.is_null(k) {
        return Ok(None);
    }
    let at = match column.data_type() {
        DataType::Timestamp(unit, _) => match unit {
            TimeUnit::Second => column.as_primitive::<TimestampSecondType>().value(k),
            TimeUnit::Millisecond => {
                let t = column.as_primitive::<TimestampMillisecondType>().value(k);
                t.div_euclid(1000)
            }
            TimeUnit::Microsecond => {
                let t = column.as_primitive::<TimestampMicrosecondType>().value(k);
                t.div_euclid(1_000_000)
            }
            TimeUnit::Nanosecond => {
                let t = column.as_primitive::<TimestampNanosecondType>().value(k);
                t.div_euclid(1_000_000_000)
            }
        },
        DataType::Date32 => {
            let day = column.as_primitive::<Date32Type>().value(k);
            return Ok(time::date(i64::from(day)));
        }
        DataType::Int64 => {
            return Ok(time::number(column.as_primitive::<Int64Type>().value(k)));
        }
        _ => {
            let text = bytes_at(column, k).map(|(b, _)| std::str::from_utf8(b));
            return match text {
                Some(Ok(text)) => Ok(Some(text.to_string())),
                Some(Err(_)) => Err("not UTF-8: in a column of strings".into()),
                None => Ok(None),
            };
        }
    };
    Ok(time::iso(at))
}

/// A content type with the charset that a column of its own gives.
fn typed(content_type: Option<String>, charset: Option<String>) -> Option<String> {
    match (content_type, charset) {
        (Some(t), Some(c)) if !t.to_ascii_lowercase().contains("charset=") => {
            Some(format!("{t}; charset={c}"))
        }
        (None, Some(c)) => Some(format!("text/html; charset={c}")),
        (t, _) => t,
    }
}
