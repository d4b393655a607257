//! The record: intake of pages, a store (SQLite), a full-text index (Tantivy)
//! and the questions it answers.
//!
//! - [`intake`]: files and folders → fetched pages, with what was set aside
//! - [`build`]: captures → record, on all cores; may be stopped at any point
//! - [`store`]: the database, the only thing that must be kept
//! - [`index`]: full text; derived, caught up from the store when behind
//! - [`decide`]: what people decide, which goes before what was read
//! - [`check`](mod@check), [`backup`](mod@backup): whether a record is whole; a copy of it
//! - [`export`]: tables for analysis, and the forms of other tools
//! - [`answer`]: an opened [`Record`] and what it can be asked
//!
//! ```no_run
//! use khabar_record::{Builder, Record, StatementQuery};
//! # fn main() -> khabar_record::Result<()> {
//! let dir = std::path::Path::new("record");
//! let summary = Builder::new(dir).run(&["pages".into()], |_| {})?;
//! println!("{} articles", summary.articles);
//! let record = Record::open(dir)?;
//! let said = record.statements(&StatementQuery {
//!     by: Some("كيري".into()),
//!     about: Some("إيران".into()),
//!     limit: 20,
//!     ..Default::default()
//! })?;
//! # Ok(())
//! # }
//! ```

pub mod answer;
pub mod backup;
pub mod build;
pub mod check;
pub mod decide;
pub mod error;
pub mod export;
pub mod index;
pub mod intake;
pub mod store;
#[cfg(test)]
mod testing;

pub use answer::types::*;
pub use answer::{Cache, Record};
pub use build::{Builder, Progress, ReadPage, Summary};
pub use decide::{About, Decide, Decision};
pub use error::{Error, Result};
pub use intake::{Intake, Place, SetAside, Taken};
