//! A dossier for readers: one view, drawn as HTML, as Markdown or on a terminal.

#[cfg(test)]
pub mod example;
mod html;
mod make;
mod markdown;
pub mod moves;
pub mod strip;
mod terminal;
#[cfg(test)]
mod tests;
pub mod view;

pub use html::html;
pub use markdown::markdown;
pub use terminal::terminal;
pub use view::View;
