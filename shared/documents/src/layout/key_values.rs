//! Facts, two beside each other.

use super::sheet::{Sheet, at_most};
use super::strip::{Align, Strip};
use crate::error::DocumentError;
use crate::length::{Length, points};
use crate::limits::TABLE_ROWS_MAX;
use crate::model::KeyValue;
use crate::style::{HAIRLINE, LABEL, STRONG_VALUE, VALUE};

/// Between two facts beside each other.
const GUTTER: Length = points(22);
/// Between a label and its value.
const GAP: Length = points(8);
/// Above and below the text of a row.
const PADDING: Length = 3_200;

/// A strip for each two facts.
pub(super) fn strips(sheet: &Sheet, facts: &[KeyValue]) -> Result<Vec<Strip>, DocumentError> {
    at_most("key values", facts.len(), TABLE_ROWS_MAX)?;
    let width = sheet.format.text_width();
    let half = width.saturating_sub(GUTTER).div_euclid(2);
    let rows = facts.chunks(2).enumerate().map(|(index, row)| {
        let mut strip = Strip { above: if index == 0 { points(8) } else { 0 }, ..Strip::default() };
        for (fact, x) in row.iter().zip([0, half.saturating_add(GUTTER)]) {
            put(sheet, &mut strip, fact, x, half)?;
        }
        strip.height = strip.height.saturating_add(PADDING);
        strip.rule(strip.height, width, 500, HAIRLINE);
        Ok(strip)
    });
    rows.collect()
}

fn put(sheet: &Sheet, strip: &mut Strip, fact: &KeyValue, x: Length, width: Length) -> Result<(), DocumentError> {
    let label_width = width.saturating_mul(2).div_euclid(5);
    let label = sheet.lines("label", &fact.label, LABEL, label_width)?;
    let style = if fact.strong { STRONG_VALUE } else { VALUE };
    let value_x = label_width.saturating_add(GAP);
    let value_width = width.saturating_sub(value_x);
    let value = sheet.lines("value", &fact.value, style, value_width)?;
    // Both stand on one line, although the value's letters are larger.
    let ascent = |lines: &[crate::typesetting::Line]| lines.first().map_or(0, |line| line.ascent);
    let lower = ascent(&value).saturating_sub(ascent(&label)).max(0);
    strip.put(label, Align::Left, x, label_width, PADDING.saturating_add(lower));
    strip.put(value, Align::Left, x.saturating_add(value_x), value_width, PADDING);
    Ok(())
}
