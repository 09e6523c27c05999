//! How a text looks. Every size and colour of the documents is here.

use crate::length::{Length, points};

/// A colour, in red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// What is to be read.
pub(crate) const BLACK: Ink = Ink(0x1c, 0x22, 0x2b);
/// What says what is to be read.
pub(crate) const MUTED: Ink = Ink(0x58, 0x62, 0x70);
/// The lender's name, titles and the rule below the letterhead.
pub(crate) const ACCENT: Ink = Ink(0x17, 0x3b, 0x63);
/// Behind the head of a table.
pub(crate) const SHADE: Ink = Ink(0xe9, 0xee, 0xf4);
/// Between rows.
pub(crate) const HAIRLINE: Ink = Ink(0xd3, 0xd9, 0xe0);

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Style {
    /// The size of the letters.
    pub(crate) size: Length,
    /// Bold letters.
    pub(crate) bold: bool,
    /// Their colour.
    pub(crate) ink: Ink,
}

const fn regular(size: Length, ink: Ink) -> Style {
    Style { size, bold: false, ink }
}

const fn bold(size: Length, ink: Ink) -> Style {
    Style { size, bold: true, ink }
}

pub(crate) const LENDER: Style = bold(points(16), ACCENT);
pub(crate) const LETTERHEAD: Style = regular(points(8), MUTED);
pub(crate) const REFERENCE: Style = regular(points(9), MUTED);
pub(crate) const TITLE: Style = bold(points(15), ACCENT);
pub(crate) const HEADING: Style = bold(points(11), ACCENT);
pub(crate) const BODY: Style = regular(9_500, BLACK);
pub(crate) const LABEL: Style = regular(8_500, MUTED);
pub(crate) const VALUE: Style = regular(points(9), BLACK);
pub(crate) const STRONG_VALUE: Style = bold(points(9), BLACK);
pub(crate) const FURNITURE: Style = regular(7_500, MUTED);
pub(crate) const SIGNATORY: Style = bold(9_500, BLACK);

/// A cell of a table in letters of a size.
pub(crate) const fn cell(size: Length) -> Style {
    regular(size, BLACK)
}

/// A total of a table in letters of a size.
pub(crate) const fn total(size: Length) -> Style {
    bold(size, BLACK)
}

/// A title of a column in letters of a size.
pub(crate) const fn column_title(size: Length) -> Style {
    bold(size, ACCENT)
}
