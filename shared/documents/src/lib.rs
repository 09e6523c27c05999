//! Documents as PDF: account documents, and the layout that they and notices are made with.
//!
//! | question | module |
//! |---|---|
//! | What does an account's document say? | [`account`] |
//! | What does a notice say? | [`notice`] |
//! | What does the receipt for a collection say? | [`receipt`] |
//! | What can a document consist of? | [`model`] |
//! | Which pictures can be a sender's logo? | [`logo`] |
//! | Where does everything go, and where do pages end? | `layout` |
//! | Which glyphs make up a line? | `typesetting`, on [`Fonts`] |
//! | What is in the file? | `pdf` |
//! | How is it said? | `words`, a file for each language |
//! | How much may there be? | [`limits`] |
//!
//! Everything is a function of its input: the moment of making and the document's id are arguments, the fonts are compiled
//! in, and lengths are whole numbers, so the same input makes the same bytes everywhere.

pub mod account;
mod amount;
mod error;
mod fonts;
mod layout;
mod length;
pub mod limits;
pub mod logo;
pub mod model;
pub mod notice;
mod pdf;
pub mod receipt;
mod style;
mod typesetting;
mod words;

pub use error::DocumentError;
pub use fonts::Fonts;
pub use words::Language;

/// The file of a document, as PDF/A-2b.
pub fn render(document: &model::Document, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
    let pages = layout::pages(document, fonts)?;
    pdf::write(document, &pages, fonts)
}
