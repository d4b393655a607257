//! Which files the inputs lead to, and what they hold by their names.

use super::SetAside;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What a file holds, by its extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page of plain text, with `NAME.meta.json` beside it or not.
    Text,
    /// One JSON object a line: `text`, `url`, `date`.
    Jsonl,
    JsonlGz,
    JsonlZst,
    // Known, and to come.
    Html,
    Warc,
    Parquet,
}

impl Format {
    pub fn of(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let ends = |e: &str| name.ends_with(e);
        Some(match () {
            _ if ends(".txt") => Format::Text,
            _ if ends(".jsonl") || ends(".ndjson") => Format::Jsonl,
            _ if ends(".jsonl.gz") || ends(".ndjson.gz") => Format::JsonlGz,
            _ if ends(".jsonl.zst") || ends(".ndjson.zst") => Format::JsonlZst,
            _ if ends(".html") || ends(".htm") => Format::Html,
            _ if ends(".warc") || ends(".warc.gz") || ends(".warc.zst") => Format::Warc,
            _ if ends(".parquet") => Format::Parquet,
            _ => return None,
        })
    }

    /// True for formats that are taken in today.
    pub fn is_read(self) -> bool {
        !matches!(self, Format::Html | Format::Warc | Format::Parquet)
    }

    pub fn describe(self) -> &'static str {
        match self {
            Format::Text => "plain text",
            Format::Jsonl => "JSON Lines",
            Format::JsonlGz => "JSON Lines, gzip",
            Format::JsonlZst => "JSON Lines, zstd",
            Format::Html => "HTML",
            Format::Warc => "WARC",
            Format::Parquet => "Parquet",
        }
    }
}

pub(super) enum Found {
    File {
        path: PathBuf,
        name: String,
        format: Format,
    },
    SetAside(SetAside),
}

/// The files behind the inputs, walked lazily.
pub(super) struct Files {
    inputs: std::vec::IntoIter<PathBuf>,
    /// A folder being walked, and its root.
    walk: Option<(PathBuf, walkdir::IntoIter)>,
}

fn walk(root: &Path) -> WalkDir {
    WalkDir::new(root).follow_links(true).sort_by_file_name()
}

impl Files {
    pub fn new(inputs: Vec<PathBuf>) -> Self {
        Files {
            inputs: inputs.into_iter(),
            walk: None,
        }
    }

    fn given(&mut self, path: PathBuf) -> Option<Found> {
        let shown = path.to_string_lossy().into_owned();
        if shown == "-" {
            let format = Format::Jsonl;
            return Some(Found::File {
                path,
                name: shown,
                format,
            });
        }
        if path.is_dir() {
            self.walk = Some((path.clone(), walk(&path).into_iter()));
            return None;
        }
        let name = path
            .file_name()
            .map_or(shown, |n| n.to_string_lossy().into_owned());
        let aside = |why: &str| Some(Found::SetAside(SetAside::file(&name, why)));
        if shown_is_meta(&name) {
            return aside("not a page: .meta.json files are read with their .txt");
        }
        match Format::of(&path) {
            Some(format) => Some(Found::File { path, name, format }),
            None => aside("unknown file type: khabar reads .txt, .jsonl, .jsonl.gz and .jsonl.zst"),
        }
    }

    fn walked(root: &Path, entry: walkdir::Result<walkdir::DirEntry>) -> Option<Found> {
        let relative = |p: &Path| {
            p.strip_prefix(root)
                .unwrap_or(p)
                .to_string_lossy()
                .into_owned()
        };
        let entry = match entry {
            Ok(e) => e,
            Err(e) => {
                let name = e.path().map_or_else(String::new, relative);
                // A dangling link to something we would not read is no loss.
                e.path()
                    .is_none_or(|p| p.is_dir() || Format::of(p).is_some())
                    .then_some(())?;
                let why = format!("unreadable: {e}");
                return Some(Found::SetAside(SetAside::file(name, why)));
            }
        };
        let format = Format::of(entry.path()).filter(|f| f.is_read())?;
        let name = relative(entry.path());
        if entry.file_type().is_dir() {
            return None;
        }
        if !entry.file_type().is_file() {
            let why = "unreadable: not a regular file";
            return Some(Found::SetAside(SetAside::file(name, why)));
        }
        let path = entry.into_path();
        Some(Found::File { path, name, format })
    }
}

fn shown_is_meta(name: &str) -> bool {
    name.to_lowercase().ends_with(".meta.json")
}

impl Iterator for Files {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some((root, entries)) = &mut self.walk {
                let root = root.clone();
                for e in entries {
                    if let Some(found) = Files::walked(&root, e) {
                        return Some(found);
                    }
                }
                self.walk = None;
            }
            let path = self.inputs.next()?;
            if let Some(found) = self.given(path) {
                return Some(found);
            }
        }
    }
}

/// Bytes of all files that would be read.
pub(super) fn total_bytes(inputs: &[PathBuf]) -> Option<u64> {
    let mut total = 0;
    for input in inputs {
        if input.as_os_str() == "-" {
            return None;
        }
        if !input.is_dir() {
            total += input.metadata().map_or(0, |m| m.len());
            continue;
        }
        total += WalkDir::new(input)
            .follow_links(true)
            .into_iter()
            .flatten()
            .filter(|e| e.file_type().is_file())
            .filter(|e| Format::of(e.path()).is_some_and(Format::is_read))
            .filter_map(|e| e.metadata().ok())
            .map(|m| m.len())
            .sum::<u64>();
    }
    Some(total)
}
