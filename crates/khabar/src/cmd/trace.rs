//! `khabar trace`.

use crate::cli::Common;
use crate::cmd::{ask, dossier};
use crate::exit::{Exit, Usage, tell};
use crate::lang::Lang;
use crate::picture::{Svg, Tree};
use crate::show;
use crate::text::escape_json;
use anyhow::Context;
use askama::Template;
use khabar_record::{Trace, TraceOf};
use std::path::Path;

#[derive(Clone, Copy)]
enum Form {
    Svg,
    Html,
    Json,
}

fn form(path: &Path) -> Result<Form, Usage> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending.as_deref() {
        Some("svg") => Ok(Form::Svg),
        Some("html" | "htm") => Ok(Form::Html),
        Some("json") => Ok(Form::Json),
        _ => {
            let path = path.display();
            Err(Usage(format!(
                "{path}: end the name in .svg, .html or .json, to say in which form"
            )))
        }
    }
}

pub fn run(common: &Common, of: &str, out: Option<&Path>) -> anyhow::Result<Exit> {
    let lang = Lang::choose(common.lang);
    let form = out.map(form).transpose()?;
    let number = of.trim_matches(['[', ']', '#', ' ']).parse();
    let of = match number {
        Ok(id) => TraceOf::Statement(id),
        Err(_) => TraceOf::Text(of.to_owned()),
    };
    let found = ask::open(common)?.trace(&of)?;
    if let (Some(path), Some(form), Some(first)) = (out, form, found.first()) {
        let cannot = || format!("{}: cannot be written here", path.display());
        dossier::write(path, &file(lang, first, form)?).with_context(cannot)?;
        tell(&format!("written to {}", path.display()));
        return Ok(Exit::Done);
    }
    let hint = "give words as a page has them, or the number that `khabar statements` shows";
    ask::answer(common, !found.is_empty(), &found, hint, |screen| {
        for t in &found {
            show::trace(screen, t);
        }
    })
}

fn file(lang: Lang, trace: &Trace, form: Form) -> anyhow::Result<String> {
    let svg = || {
        let tree = Tree::new(lang, trace, &|_| None);
        let lang = lang.code();
        Svg { lang, tree }.render()
    };
    Ok(match form {
        Form::Svg => svg()?,
        Form::Json => escape_json(&serde_json::to_string_pretty(trace)?) + "\n",
        Form::Html => Page {
            lang,
            title: show::speaker(lang, &trace.statement),
            words: show::content(&trace.statement),
            picture: svg()?,
        }
        .render()?,
    })
}

/// The picture under the words, in one file.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<!doctype html>\n<html lang=\"{{ lang.code() }}\" dir=\"{{ lang.dir() }}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{{ title }}</title></head>\n<body><h1><bdi>{{ title }}</bdi></h1><blockquote dir=\"auto\" lang=\"ar\">{{ words }}</blockquote>\n{{ picture|safe }}</body></html>\n"
)]
struct Page {
    lang: Lang,
    title: String,
    words: String,
    picture: String,
}
