//! `khabar dossier`.

use crate::cli::Common;
use crate::cmd::ask;
use crate::dossier::{self, View};
use crate::exit::{Exit, Usage, tell};
use crate::json;
use crate::lang::Lang;
use crate::screen::Screen;
use crate::show;
use crate::text::escape_json;
use anyhow::Context;
use khabar_record::Item;
use std::io::Write;
use std::path::Path;

#[derive(Clone, Copy)]
enum Form {
    Html,
    Markdown,
    Json,
}

/// By the ending of the file's name.
fn form(path: &Path) -> Result<Form, Usage> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("html" | "htm") => Ok(Form::Html),
        Some("md" | "markdown") => Ok(Form::Markdown),
        Some("json") => Ok(Form::Json),
        _ => {
            let path = path.display();
            Err(Usage(format!(
                "{path}: end the name in .html, .md or .json, to say in which form"
            )))
        }
    }
}

pub fn run(common: &Common, names: &[String], out: Option<&Path>) -> anyhow::Result<Exit> {
    let lang = Lang::choose(common.lang);
    // Before the record is asked: a wrong name is told at once.
    let form = out.map(form).transpose()?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let dossier = ask::open(common)?.dossier(&names)?;
    if let (Some(path), Some(form)) = (out, form) {
        let text = match form {
            Form::Html => dossier::html(&View::new(&dossier, lang))?,
            Form::Markdown => dossier::markdown(&View::new(&dossier, lang)),
            Form::Json => escape_json(&serde_json::to_string_pretty(&dossier)?) + "\n",
        };
        let shown = || format!("{}: the dossier cannot be written here", path.display());
        write(path, &text).with_context(shown)?;
    }
    if common.json {
        json::print(&dossier)?;
    } else if out.is_none() {
        let mut screen = Screen::stdout(lang);
        dossier::terminal(&mut screen, &dossier);
        screen.print()?;
    }
    for asked in dossier.names.iter().filter(|asked| asked.actors.is_empty()) {
        tell(&format!(
            "no name like «{}»: look for it with `khabar search`",
            asked.name
        ));
    }
    let found = !dossier.timeline.is_empty() || !dossier.sources.is_empty();
    if !found {
        tell("nothing found; try `khabar who NAME` for each of the names");
    } else if let Some(path) = out {
        tell(&format!("written to {}", path.display()));
    }
    Ok(if found { Exit::Done } else { Exit::Nothing })
}

/// `khabar timeline`: what a dossier on the names has, day by day.
pub fn timeline(common: &Common, names: &[String], limit: usize) -> anyhow::Result<Exit> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = ask::open(common)?.dossier(&names)?;
    let all = found.timeline.len();
    let first = match limit {
        0 => 0,
        n => all.saturating_sub(n),
    };
    let shown = &found.timeline[first..];
    let hint = "try `khabar who NAME` for each of the names";
    ask::answer(common, all > 0, &shown, hint, |screen| {
        for asked in &found.names {
            show::asked(screen, screen.lang.of("name", "الاسم"), asked);
        }
        for entry in shown {
            match &entry.item {
                Item::Event(e) => show::event(screen, e),
                Item::Statement(s) => show::statement(screen, s, true),
            }
        }
    })
}

/// All of it or nothing: a file that stood there stays until the new one is
/// complete.
pub fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".khabar-")
        .tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let mode = path.metadata().map(|m| m.permissions()).ok();
    #[cfg(unix)]
    let mode = mode.or_else(|| {
        use std::os::unix::fs::PermissionsExt;
        Some(std::fs::Permissions::from_mode(0o644))
    });
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}
