//! Tables as they are written: the reader has the first rows while the last
//! are still to be read.

use super::State;
use super::reply::Fault;
use axum::body::{Body, Bytes};
use axum::extract::{self, Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use khabar_record::export::{As, TABLES};
use std::io::{self, BufWriter, Write};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// Bytes sent at a time, and so many such pieces ahead of the reader.
const PIECE: usize = 64 << 10;
const AHEAD: usize = 4;
/// A reader who takes nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// `/api/v1/export/statements?as=csv`.
pub async fn table(
    extract::State(state): extract::State<State>,
    Path(name): Path<String>,
    Query(params): Query<Vec<(String, String)>>,
) -> Response {
    match begin(&state, &name, &params).await {
        Ok(response) => response,
        Err(fault) => fault.problem(),
    }
}

async fn begin(state: &State, name: &str, params: &[(String, String)]) -> Result<Response, Fault> {
    let unknown = || Fault::NotFound(format!("there is no table {name}"));
    let table = TABLES.iter().find(|t| t.name == name).ok_or_else(unknown)?;
    let asked = params.iter().find(|(k, _)| k == "as");
    let (how, kind) = match asked.map_or("jsonl", |(_, v)| v.as_str()) {
        "jsonl" => (As::Jsonl, "application/jsonl"),
        "csv" => (As::Csv, "text/csv; charset=utf-8"),
        "parquet" => (As::Parquet, "application/vnd.apache.parquet"),
        _ => return Err(Fault::Bad("as: jsonl, csv or parquet".into())),
    };
    let (to, mut from) = mpsc::channel::<io::Result<Bytes>>(AHEAD);
    let (end, runtime) = (to.clone(), Handle::current());
    let pieces = Pieces {
        to,
        runtime: Handle::current(),
    };
    let out = BufWriter::with_capacity(PIECE, pieces);
    let reader = std::path::Path::new("the reader");
    state.pool.hand_out(move |record| {
        // A table that ends early must not look whole: the connection breaks off.
        if let Err(e) = record.export_to(table, how, Box::new(out), reader) {
            let told = end.send(Err(io::Error::other(e.to_string())));
            let _ = runtime.block_on(tokio::time::timeout(PATIENCE, told));
        }
    })?;
    let body = Body::from_stream(futures_util::stream::poll_fn(move |c| from.poll_recv(c)));
    let file = format!("attachment; filename=\"{name}.{}\"", how.ending());
    let heads = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((heads, body).into_response())
}

/// Bytes on their way to the reader.
struct Pieces {
    to: mpsc::Sender<io::Result<Bytes>>,
    runtime: Handle,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = self.to.send(Ok(Bytes::copy_from_slice(bytes)));
        let sent = self.runtime.block_on(tokio::time::timeout(PATIENCE, piece));
        match sent {
            Ok(Ok(())) => Ok(bytes.len()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
