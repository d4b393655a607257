//! `khabar completions` and `khabar man`.

use crate::{cli::Cli, exit::Exit};
use anyhow::Context;
use clap::CommandFactory;
use std::io::Write;
use std::path::Path;

pub fn completions(shell: clap_complete::Shell) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "khabar", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Exit::Done)
}

pub fn man(dir: &Path) -> anyhow::Result<Exit> {
    let shown = || format!("{}: manual pages cannot be written here", dir.display());
    std::fs::create_dir_all(dir).with_context(shown)?;
    clap_mangen::generate_to(Cli::command(), dir).with_context(shown)?;
    Ok(Exit::Done)
}
