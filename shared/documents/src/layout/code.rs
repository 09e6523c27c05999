//! A link as a QR code: squares, so that it is as sharp as the letters, and text beside it.

use qrcode::{Color, EcLevel, QrCode};

use super::sheet::Sheet;
use super::strip::{Align, Mark, Strip};
use crate::error::DocumentError;
use crate::length::{Length, points};
use crate::limits::LINK_BYTES_MAX;
use crate::model::Code;
use crate::style::{BODY, Ink, LABEL};

/// How wide and high a code is at most, with what is left free around it.
const SIDE: Length = points(96);
/// What readers need free around a code, in squares of it.
const QUIET: usize = 4;
/// Between the code and the text.
const GAP: Length = points(10);
/// The darkest there is, for readers in bad light.
const DARK: Ink = Ink(0, 0, 0);

/// One strip: code and text are not parted.
pub(super) fn strips(sheet: &Sheet, code: &Code) -> Result<Vec<Strip>, DocumentError> {
    let bytes = code.link.len();
    if bytes > LINK_BYTES_MAX {
        return Err(DocumentError::TextTooLong { place: "link", chars: bytes, max: LINK_BYTES_MAX });
    }
    let mut strip = Strip { above: points(8), ..Strip::default() };
    strip.marks = squares(&code.link)?;
    strip.height = SIDE;
    let x = SIDE.saturating_add(GAP);
    let width = sheet.format.text_width().saturating_sub(x);
    let text = sheet.lines("code", &code.text, BODY, width)?;
    let y = strip.put(text, Align::Left, x, width, points(14));
    strip.put(sheet.lines("link", &code.link, LABEL, width)?, Align::Left, x, width, y.saturating_add(points(4)));
    Ok(vec![strip])
}

/// A mark for each run of dark squares in a row.
fn squares(link: &str) -> Result<Vec<Mark>, DocumentError> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M);
    let code = code.map_err(|_| DocumentError::Fault("a link that makes no code".to_owned()))?;
    let count = code.width();
    let size = SIDE.checked_div(length(count.saturating_add(QUIET.saturating_mul(2)))).unwrap_or_default();
    let margin = size.saturating_mul(length(QUIET));
    let mut marks = Vec::new();
    for (row, colors) in code.to_colors().chunks(count.max(1)).enumerate() {
        let y = margin.saturating_add(size.saturating_mul(length(row)));
        let mut column = 0_usize;
        for run in colors.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let x = margin.saturating_add(size.saturating_mul(length(column)));
                let width = size.saturating_mul(length(run.len()));
                marks.push(Mark::Fill { x, y, width, height: size, ink: DARK });
            }
            column = column.saturating_add(run.len());
        }
    }
    Ok(marks)
}

fn length(count: usize) -> Length {
    Length::try_from(count).unwrap_or(Length::MAX)
}
