//! Pages read from files and checked against their texts.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Origin, ScoreError};
use crate::page::{Line, Page, Span};
use crate::text::PageText;

/// A gold folder's file that is no page: what is the same across pages.
const ACROSS: &str = "across.json";

/// A page object and where it comes from.
pub(crate) struct Loaded {
    pub(crate) page: Page,
    origin: Origin,
}

/// The gold pages of a folder with their files' names, in order of these.
pub(crate) fn gold(dir: &Path) -> Result<Vec<(String, Loaded)>, ScoreError> {
    let pages = json_files(dir)?
        .into_iter()
        .map(|(name, path)| Ok((name, whole(path)?)));
    pages.collect()
}

/// The machine's pages by name. Of several of one name the last counts.
pub(crate) fn machine(path: &Path) -> Result<HashMap<String, Loaded>, ScoreError> {
    let pages = if path.is_dir() {
        let files = json_files(path)?.into_iter();
        files
            .map(|(_, path)| whole(path))
            .collect::<Result<_, _>>()?
    } else {
        json_lines(path)?
    };
    Ok(pages
        .into_iter()
        .map(|loaded| (base_name(&loaded.page.page), loaded))
        .collect())
}

/// A page's text.
pub(crate) fn text(path: &Path) -> Result<String, ScoreError> {
    String::from_utf8(read(path)?).map_err(|error| ScoreError::NotUtf8 {
        path: path.to_owned(),
        valid: error.utf8_error().valid_up_to(),
    })
}

fn base_name(page: &str) -> String {
    page.rsplit('/').next().unwrap_or_default().to_owned()
}

fn read(path: &Path) -> Result<Vec<u8>, ScoreError> {
    fs::read(path).map_err(|reason| ScoreError::Read {
        path: path.to_owned(),
        reason,
    })
}

fn json_files(dir: &Path) -> Result<Vec<(String, PathBuf)>, ScoreError> {
    let failed = |reason| ScoreError::Read {
        path: dir.to_owned(),
        reason,
    };
    let mut files = Vec::new();
    for file in fs::read_dir(dir).map_err(failed)? {
        let file = file.map_err(failed)?;
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".json") && name != ACROSS {
            files.push((name, file.path()));
        }
    }
    files.sort();
    Ok(files)
}

fn json_lines(path: &Path) -> Result<Vec<Loaded>, ScoreError> {
    let bytes = read(path)?;
    let lines = (1..).zip(bytes.split(|&byte| byte == b'\n'));
    let records = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    let pages = records.map(|(number, line)| {
        let page = parse(line, path, number)?;
        Ok(Loaded {
            page,
            origin: Origin {
                path: path.to_owned(),
                line: Some(number),
            },
        })
    });
    pages.collect()
}

fn whole(path: PathBuf) -> Result<Loaded, ScoreError> {
    let page = parse(&read(&path)?, &path, 1)?;
    Ok(Loaded {
        page,
        origin: Origin { path, line: None },
    })
}

/// Parses one page object that starts in line `first` of its file.
fn parse(json: &[u8], path: &Path, first: usize) -> Result<Page, ScoreError> {
    serde_json::from_slice(json).map_err(|error| {
        let reason = error.to_string();
        // The position goes to the front, and counts from the file's start.
        let reason = reason
            .rsplit_once(" at line ")
            .map_or(reason.as_str(), |(reason, _)| reason);
        ScoreError::Parse {
            path: path.to_owned(),
            line: first + error.line().saturating_sub(1),
            column: error.column(),
            reason: reason.to_owned(),
        }
    })
}

impl Loaded {
    /// Checks a gold page: its spans, and that it labels no running text past
    /// the end of the page.
    pub(crate) fn check_gold(&self, text: &str) -> Result<(), ScoreError> {
        let text = PageText::new(text);
        self.check_spans(&text)?;
        let lines = text.line_lengths().len();
        let past = self
            .page
            .lines
            .iter()
            .skip(lines)
            .position(|line| *line != Line::Other);
        match past {
            Some(past) => Err(self.fault(
                format!("lines[{}]", lines + past),
                format!("running text in a page of {lines} lines"),
            )),
            None => Ok(()),
        }
    }

    /// Checks a machine's page: its spans, and that every cue is in the page.
    pub(crate) fn check_machine(&self, text: &str) -> Result<(), ScoreError> {
        let text = PageText::new(text);
        self.check_spans(&text)?;
        for (i, statement) in self.page.statements.iter().enumerate() {
            if statement
                .cue
                .as_ref()
                .and_then(|cue| text.locate(cue))
                .is_none()
            {
                let reason = "the statement has no cue in the page".to_owned();
                return Err(self.fault(format!("statements[{i}].cue"), reason));
            }
        }
        Ok(())
    }

    fn check_spans(&self, text: &PageText) -> Result<(), ScoreError> {
        let check = |span: &Span, field: &dyn Fn() -> String| {
            let Some(range) = &span.range else {
                return Ok(());
            };
            if range.start <= range.end && range.end <= text.len() {
                return Ok(());
            }
            let (start, end, len) = (range.start, range.end, text.len());
            Err(self.fault(
                field(),
                format!("no span {start}..{end} in {len} code points"),
            ))
        };
        for (i, date) in self.page.dates.iter().enumerate() {
            check(&date.span, &|| format!("dates[{i}]"))?;
        }
        for (i, statement) in self.page.statements.iter().enumerate() {
            if let Some(cue) = &statement.cue {
                check(cue, &|| format!("statements[{i}].cue"))?;
            }
            for (k, span) in statement.content.iter().enumerate() {
                check(span, &|| format!("statements[{i}].content[{k}]"))?;
            }
        }
        Ok(())
    }

    fn fault(&self, field: String, reason: String) -> ScoreError {
        let page = self.page.page.clone();
        ScoreError::Page {
            origin: self.origin.clone(),
            page,
            field,
            reason,
        }
    }
}
