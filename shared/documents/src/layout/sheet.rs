//! The sheet that a document is set on, and what setting needs to know.

use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::{Length, points};
use crate::limits::TEXT_CHARS_MAX;
use crate::style::Style;
use crate::typesetting::{Line, Text};
use crate::words::{Words, fill};

/// The short side of A4.
const A4_SHORT: Length = 595_276;
/// The long side of A4.
const A4_LONG: Length = 841_890;
/// What is left free on the left and on the right.
const SIDE: Length = points(45);

/// A4 upright or across, and how large the letters in tables are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Format {
    /// How wide a page is.
    pub(crate) width: Length,
    /// How high a page is.
    pub(crate) height: Length,
    pub(super) cell_size: Length,
}

/// In the order in which they are tried: a document is in the first one that all of its tables fit into.
pub(super) const FORMATS: [Format; 5] = [
    Format { width: A4_SHORT, height: A4_LONG, cell_size: 8_500 },
    Format { width: A4_SHORT, height: A4_LONG, cell_size: 7_500 },
    Format { width: A4_LONG, height: A4_SHORT, cell_size: 8_500 },
    Format { width: A4_LONG, height: A4_SHORT, cell_size: 7_500 },
    Format { width: A4_LONG, height: A4_SHORT, cell_size: 6_000 },
];

impl Format {
    /// Where the text begins on the left.
    pub(super) const LEFT: Length = SIDE;

    /// How wide the text is.
    pub(super) const fn text_width(self) -> Length {
        self.width.saturating_sub(SIDE.saturating_mul(2))
    }
}

/// What setting a part of a document needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) words: &'a Words,
    pub(super) format: Format,
}

impl Sheet<'_> {
    /// The lines of a text that is named by its place where it is too long.
    pub(super) fn lines(
        &self,
        place: &'static str,
        text: &str,
        style: Style,
        width: Length,
    ) -> Result<Vec<Line>, DocumentError> {
        bounded(place, text, TEXT_CHARS_MAX)?;
        self.set(text, style, width)
    }

    /// The lines of a sentence of ours with a text in it, which is named by its place where it is too long.
    pub(super) fn sentence(
        &self,
        sentence: &str,
        (place, name, value): (&'static str, &str, &str),
        style: Style,
        width: Length,
    ) -> Result<Vec<Line>, DocumentError> {
        bounded(place, value, TEXT_CHARS_MAX)?;
        self.set(&fill(sentence, &[(name, value)]), style, width)
    }

    fn set(&self, text: &str, style: Style, width: Length) -> Result<Vec<Line>, DocumentError> {
        Text::shape(self.fonts, text, style.bold)?.lines(self.fonts, style, width)
    }
}

/// Refuses a text that is too long.
pub(super) fn bounded(place: &'static str, text: &str, max: usize) -> Result<(), DocumentError> {
    let chars = text.chars().count();
    if chars > max { Err(DocumentError::TextTooLong { place, chars, max }) } else { Ok(()) }
}

/// Refuses more of something than there may be.
pub(super) fn at_most(place: &'static str, count: usize, max: usize) -> Result<(), DocumentError> {
    if count > max { Err(DocumentError::TooMany { place, count, max }) } else { Ok(()) }
}
