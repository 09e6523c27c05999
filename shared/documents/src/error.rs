//! Why there is no document.

use crate::limits;

/// Why there is no document. No error holds a text of the document: those are of people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// No font of the list has a glyph for the character, or it is one that is never shown.
    #[error("no font has the character U+{:04X}", u32::from(*.character))]
    MissingGlyph {
        /// The character.
        character: char,
    },
    /// A text that no page could hold, or nobody would read.
    #[error("{place}: a text of {chars} characters, at most {max} are allowed")]
    TextTooLong {
        /// Which part of the document.
        place: &'static str,
        /// How long it is.
        chars: usize,
        /// How long it may be.
        max: usize,
    },
    /// More of something than a document may hold.
    #[error("{place}: {count} of them, at most {max} are allowed")]
    TooMany {
        /// Of what.
        place: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        max: usize,
    },
    /// The rows of a table have other cells than it has columns.
    #[error("a row of a table has {cells} cells for {columns} columns")]
    RowOfOtherColumns {
        /// How many cells the row has.
        cells: usize,
        /// How many columns the table has.
        columns: usize,
    },
    /// The amounts of a table are too wide for a page, even across it and in the smallest letters.
    #[error("a table is too wide for a page")]
    TableTooWide,
    /// Something that is not broken between pages is higher than one.
    #[error("a part of the document is higher than a page")]
    HigherThanPage,
    /// More than [`limits::PAGES_MAX`].
    #[error("a document has at most {} pages", limits::PAGES_MAX)]
    TooManyPages,
    /// A code of ISO 4217 that is not in use.
    #[error("currency_code: not a code of ISO 4217 in use")]
    UnknownCurrency,
    /// A year that PDF has no way to say.
    #[error("created_at: a year from 0 to 9999 is needed")]
    YearOutOfRange,
    /// A sum that is too large to compute with.
    #[error("{field}: the sum is too large")]
    SumTooLarge {
        /// What was added up.
        field: &'static str,
    },
    /// The input says two things that cannot both hold, or that the document does not say.
    #[error("{field}: {why}")]
    Contradiction {
        /// The input's field.
        field: &'static str,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A font of this crate cannot be read, or the file cannot be written: a fault of this crate.
    #[error("the document cannot be made: {0}")]
    Fault(String),
}
