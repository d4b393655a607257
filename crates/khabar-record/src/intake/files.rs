//! Which files the inputs lead to, and what they hold by their names.

use super::SetAside;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What a file holds, by its name. Whether it is packed is told by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One page of plain text, with `NAME.meta.json` beside it or not.
    Text,
    /// One page of HTML, likewise.
    Html,
    /// One JSON object a line: `text` or `html`, `url`, `date`.
    Jsonl,
    /// WARC and WET.
    Warc,
    Parquet,
    /// RSS or Atom.
    Feed,
    /// To be told by its first bytes: standard input.
    Sniffed,
}

/// What khabar reads, for messages.
pub const READS: &str = "khabar reads .txt, .html, .jsonl, .warc and .wet (each also .gz and .zst), .parquet, .rss and .atom";

impl Format {
    pub fn of(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        let base = unpacked(&name);
        Some(match base.rsplit_once('.')?.1 {
            "txt" => Format::Text,
            "html" | "htm" | "xhtml" => Format::Html,
            "jsonl" | "ndjson" => Format::Jsonl,
            "warc" | "wet" => Format::Warc,
            "parquet" if base == name => Format::Parquet,
            "rss" | "atom" | "xml" => Format::Feed,
            _ => return None,
        })
    }
}

/// A file's name without `.gz` or `.zst`.
pub(super) fn unpacked(name: &str) -> &str {
    let packed = [".gz", ".zst", ".GZ", ".ZST"];
    let bare = packed.iter().find_map(|p| name.strip_suffix(p));
    bare.unwrap_or(name)
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
    /// A pattern's matches, and the folder that their names are told from.
    matches: Option<(PathBuf, glob::Paths)>,
    /// A folder being walked, and the folder that names are told from.
    walk: Option<(PathBuf, walkdir::IntoIter)>,
}

fn walk(root: &Path) -> WalkDir {
    WalkDir::new(root).follow_links(true).sort_by_file_name()
}

/// The files that a pattern like `crawl/**/*.warc.gz` matches, and the folder
/// it stands on. None for the name of a file or folder, even an odd one.
pub(super) fn pattern(input: &Path) -> Option<(PathBuf, glob::Paths)> {
    let text = input.to_str()?;
    if !text.contains(['*', '?', '[']) || input.symlink_metadata().is_ok() {
        return None;
    }
    let plain =
        |c: &std::path::Component<'_>| !c.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let base = input.components().take_while(plain).collect();
    Some((base, glob::glob(text).ok()?))
}

fn name_in(root: &Path, path: &Path) -> String {
    let name = path.strip_prefix(root).unwrap_or(path);
    name.to_string_lossy().into_owned()
}

impl Files {
    pub fn new(inputs: Vec<PathBuf>) -> Self {
        Files {
            inputs: inputs.into_iter(),
            matches: None,
            walk: None,
        }
    }

    fn given(&mut self, path: PathBuf) -> Option<Found> {
        let shown = path.to_string_lossy().into_owned();
        if shown == "-" {
            let format = Format::Sniffed;
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
        if let Some(matches) = pattern(&path) {
            self.matches = Some(matches);
            return None;
        }
        let name = path
            .file_name()
            .map_or(shown, |n| n.to_string_lossy().into_owned());
        let aside = |why: &str| Some(Found::SetAside(SetAside::file(&name, why)));
        if shown_is_meta(&name) {
            return aside("not a page: .meta.json files are read with their pages");
        }
        match Format::of(&path) {
            Some(format) => Some(Found::File { path, name, format }),
            None => aside(&format!("unknown file type: {READS}")),
        }
    }

    /// A file that a pattern matched; what khabar does not read is passed over,
    /// as in a folder.
    fn matched(&mut self, root: &Path, path: glob::GlobResult) -> Option<Found> {
        let path = match path {
            Ok(path) => path,
            Err(e) => {
                let why = format!("unreadable: {}", e.error());
                let name = name_in(root, e.path());
                return Some(Found::SetAside(SetAside::file(name, why)));
            }
        };
        if path.is_dir() {
            self.walk = Some((root.to_path_buf(), walk(&path).into_iter()));
            return None;
        }
        let format = Format::of(&path)?;
        let name = name_in(root, &path);
        Some(Found::File { path, name, format })
    }

    fn walked(root: &Path, entry: walkdir::Result<walkdir::DirEntry>) -> Option<Found> {
        let entry = match entry {
            Ok(e) => e,
            Err(e) => {
                let name = e.path().map_or_else(String::new, |p| name_in(root, p));
                // A dangling link to something we would not read is no loss.
                e.path()
                    .is_none_or(|p| p.is_dir() || Format::of(p).is_some())
                    .then_some(())?;
                let why = format!("unreadable: {e}");
                return Some(Found::SetAside(SetAside::file(name, why)));
            }
        };
        let format = Format::of(entry.path())?;
        let name = name_in(root, entry.path());
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
            if let Some((root, matches)) = &mut self.matches {
                let Some(path) = matches.next() else {
                    self.matches = None;
                    continue;
                };
                let root = root.clone();
                if let Some(found) = self.matched(&root, path) {
                    return Some(found);
                }
                continue;
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
    let of_file = |p: &Path| p.metadata().map_or(0, |m| m.len());
    let mut total = 0;
    for input in inputs {
        if input.as_os_str() == "-" {
            return None;
        }
        if let Some((_, matches)) = pattern(input) {
            let files = matches.flatten();
            total += files
                .map(|p| match p.is_dir() {
                    true => of_folder(&p),
                    false => Format::of(&p).map_or(0, |_| of_file(&p)),
                })
                .sum::<u64>();
        } else if input.is_dir() {
            total += of_folder(input);
        } else {
            total += of_file(input);
        }
    }
    Some(total)
}

fn of_folder(folder: &Path) -> u64 {
    WalkDir::new(folder)
        .follow_links(true)
        .into_iter()
        .flatten()
        .filter(|e| e.file_type().is_file() && Format::of(e.path()).is_some())
        .filter_map(|e| e.metadata().ok())
        .map(|m| m.len())
        .sum()
}
