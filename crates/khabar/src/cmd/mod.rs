//! The commands.

pub mod aside;
pub mod ask;
pub mod build;
pub mod dossier;
pub mod read;
pub mod score;
pub mod shell;
