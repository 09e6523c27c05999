//! Headings, running text, and the way to the other parts.

use super::sheet::{Sheet, bounded};
use super::strip::{Align, Strip};
use super::table::ShapedTable;
use super::{code, key_values, signature};
use crate::error::DocumentError;
use crate::length::points;
use crate::limits::PARAGRAPH_CHARS_MAX;
use crate::model::Block;
use crate::style::{BODY, HEADING};
use crate::typesetting::Text;

/// The strips of a part. Tables come shaped, in their order.
pub(super) fn strips(
    sheet: &Sheet,
    block: &Block,
    tables: &mut impl Iterator<Item = ShapedTable>,
) -> Result<Vec<Strip>, DocumentError> {
    match block {
        Block::Heading(text) => heading(sheet, text),
        Block::Paragraph(text) => paragraph(sheet, text),
        Block::KeyValues(facts) => key_values::strips(sheet, facts),
        Block::Table(_) => tables.next().map_or_else(|| Ok(Vec::new()), |table| table.strips(sheet)),
        Block::Code(code) => code::strips(sheet, code),
        Block::Signature(signature) => signature::strips(sheet, signature),
    }
}

fn heading(sheet: &Sheet, text: &str) -> Result<Vec<Strip>, DocumentError> {
    let width = sheet.format.text_width();
    let mut strip = Strip { above: points(16), keep_with_next: true, ..Strip::default() };
    strip.put(sheet.lines("heading", text, HEADING, width)?, Align::Left, 0, width, 0);
    Ok(vec![strip])
}

/// A strip for each line. Neither the first nor the last one is alone on a page.
fn paragraph(sheet: &Sheet, text: &str) -> Result<Vec<Strip>, DocumentError> {
    bounded("paragraph", text, PARAGRAPH_CHARS_MAX)?;
    let width = sheet.format.text_width();
    let lines = Text::shape(sheet.fonts, text, BODY.bold)?.lines(sheet.fonts, BODY, width)?;
    let count = lines.len();
    let strips = lines.into_iter().enumerate().map(|(index, line)| {
        let above = if index == 0 { points(9) } else { 1_500 };
        let from_end = count.saturating_sub(index);
        let keep_with_next = (index == 0 && count > 1) || from_end == 2;
        let mut strip = Strip { above, keep_with_next, ..Strip::default() };
        strip.put(vec![line], Align::Left, 0, width, 0);
        strip
    });
    Ok(strips.collect())
}
