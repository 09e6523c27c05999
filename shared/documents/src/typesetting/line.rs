//! A line, ready to be put somewhere.

pub(crate) use super::word::Run;
use super::word::{Word, append};
use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::{Length, scaled};
use crate::style::Style;

/// A line, ready to be put somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    /// What it says.
    pub(crate) text: String,
    /// The glyphs, with places in `text`.
    pub(crate) runs: Vec<Run>,
    /// How it looks.
    pub(crate) style: Style,
    /// How wide it is.
    pub(crate) width: Length,
    /// How far letters of its fonts reach above the line that they stand on.
    pub(crate) ascent: Length,
    /// How high it is: lines of this height below each other never touch.
    pub(crate) height: Length,
}

impl Line {
    /// Words with spaces between them.
    pub(super) fn of(fonts: &Fonts, words: &[Word], space: &Word, style: Style) -> Result<Self, DocumentError> {
        let mut text = String::new();
        let mut runs = Vec::new();
        for word in words {
            if !text.is_empty() {
                append(&mut text, &mut runs, &space.text, &space.runs);
            }
            append(&mut text, &mut runs, &word.text, &word.runs);
        }
        let (mut ascent, mut descent) = (0, 0);
        for run in runs.iter().chain(&space.runs) {
            let (above, below) = fonts.face(run.face)?.reach()?;
            ascent = ascent.max(scaled(above, style.size));
            descent = descent.max(scaled(below, style.size));
        }
        let advance = runs.iter().fold(0_i32, |sum, run| sum.saturating_add(run.advance()));
        Ok(Self {
            text,
            runs,
            style,
            width: scaled(advance, style.size),
            ascent,
            height: ascent.saturating_add(descent),
        })
    }
}
