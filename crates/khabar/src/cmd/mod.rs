//! The commands.

pub mod aside;
pub mod ask;
pub mod build;
pub mod changes;
pub mod dossier;
pub mod export;
pub mod judge;
pub mod keep;
pub mod people;
pub mod read;
pub mod saved;
pub mod score;
pub mod shell;
pub mod story;
pub mod trace;
