//! Tables.

use std::rc::Rc;

use super::columns::{self, Wanted};
use super::sheet::{Format, Sheet, at_most, bounded};
use super::strip::{Align, Mark, Strip};
use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::{Length, points};
use crate::limits::{TABLE_COLUMNS_MAX, TABLE_ROWS_MAX, TEXT_CHARS_MAX};
use crate::model::{ColumnKind, Table};
use crate::style::{ACCENT, HAIRLINE, SHADE, Style, cell, column_title, total};
use crate::typesetting::Text;

/// Left and right of the text of a cell.
const SIDE: Length = 3_500;
/// Above and below the text of a cell.
const PADDING: Length = 2_600;

/// A table whose texts are shaped, without a size yet.
pub(super) struct ShapedTable {
    kinds: Vec<ColumnKind>,
    titles: Vec<Text>,
    rows: Vec<Vec<Text>>,
    total: Option<Vec<Text>>,
    has_titles: bool,
}

impl ShapedTable {
    pub(super) fn shape(fonts: &Fonts, table: &Table) -> Result<Self, DocumentError> {
        at_most("table columns", table.columns.len(), TABLE_COLUMNS_MAX)?;
        at_most("table rows", table.rows.len(), TABLE_ROWS_MAX)?;
        let columns = table.columns.len();
        let row = |cells: &Vec<String>, bold: bool| {
            if cells.len() != columns {
                return Err(DocumentError::RowOfOtherColumns { cells: cells.len(), columns });
            }
            cells.iter().map(|text| shape(fonts, text, bold)).collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            has_titles: table.columns.iter().any(|column| !column.title.is_empty()),
            kinds: table.columns.iter().map(|column| column.kind).collect(),
            titles: table.columns.iter().map(|column| shape(fonts, &column.title, true)).collect::<Result<_, _>>()?,
            rows: table.rows.iter().map(|cells| row(cells, false)).collect::<Result<_, _>>()?,
            total: table.total.as_ref().map(|cells| row(cells, true)).transpose()?,
        })
    }

    /// Whether it fits into the width of a format.
    pub(super) fn fits(&self, format: Format) -> bool {
        self.widths(format).is_some()
    }

    fn widths(&self, format: Format) -> Option<Vec<Length>> {
        let size = format.cell_size;
        let around = SIDE.saturating_mul(2);
        let wanted = self.kinds.iter().zip(&self.titles).enumerate().map(|(index, (kind, title))| {
            let cells = self.rows.iter().chain(&self.total).filter_map(|row| row.get(index));
            let (mut natural, mut widest_word) = (title.widest_word(size), title.widest_word(size));
            for cell in cells {
                natural = natural.max(cell.width(size));
                widest_word = widest_word.max(cell.widest_word(size));
            }
            let with_sides = |width: Length| width.saturating_add(around);
            Wanted {
                natural: with_sides(natural),
                widest_word: with_sides(widest_word),
                breaks: *kind == ColumnKind::Text,
                grows: matches!(kind, ColumnKind::Text | ColumnKind::Amount),
            }
        });
        columns::widths(&wanted.collect::<Vec<_>>(), format.text_width())
    }

    /// The titles, a strip for each row, and the total.
    pub(super) fn strips(self, sheet: &Sheet) -> Result<Vec<Strip>, DocumentError> {
        let widths = self.widths(sheet.format).ok_or(DocumentError::TableTooWide)?;
        let size = sheet.format.cell_size;
        let row = |texts: &[Text], style: Style, level: Level| row(sheet, &self.kinds, &widths, texts, style, level);

        let mut head = row(&self.titles, column_title(size), Level::Bottom)?;
        let ground = Mark::Fill { x: 0, y: 0, width: sheet.format.text_width(), height: head.height, ink: SHADE };
        head.marks.insert(0, ground);
        head.keep_with_next = true;
        let repeated = Rc::new(head.clone());
        head.above = points(10);

        // Where no column has a title, there is no head.
        let (mut strips, repeated) = if self.has_titles { (vec![head], Some(repeated)) } else { (Vec::new(), None) };
        for texts in self.rows {
            let mut strip = row(&texts, cell(size), Level::Top)?;
            strip.above = if strips.is_empty() { points(10) } else { 0 };
            strip.rule(strip.height, sheet.format.text_width(), 400, HAIRLINE);
            strip.head.clone_from(&repeated);
            strips.push(strip);
        }
        if let Some(texts) = &self.total {
            if let Some(last) = strips.last_mut() {
                last.keep_with_next = true;
            }
            let mut strip = row(texts, total(size), Level::Top)?;
            strip.rule(0, sheet.format.text_width(), 900, ACCENT);
            strip.rule(strip.height, sheet.format.text_width(), 900, ACCENT);
            strip.head = repeated;
            strips.push(strip);
        }
        Ok(strips)
    }
}

/// Where cells of fewer lines than others of their row are set.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Top,
    Bottom,
}

fn row(
    sheet: &Sheet,
    kinds: &[ColumnKind],
    widths: &[Length],
    texts: &[Text],
    style: Style,
    level: Level,
) -> Result<Strip, DocumentError> {
    let mut cells = Vec::new();
    let mut x = 0_i32;
    for ((kind, width), text) in kinds.iter().zip(widths).zip(texts) {
        let inner = width.saturating_sub(SIDE.saturating_mul(2));
        let lines = text.lines(sheet.fonts, style, inner)?;
        let height = lines.iter().fold(0_i32, |sum, line| sum.saturating_add(line.height));
        let align = match kind {
            ColumnKind::Text | ColumnKind::Date => Align::Left,
            ColumnKind::Number | ColumnKind::Amount => Align::Right,
        };
        cells.push((lines, align, x.saturating_add(SIDE), inner, height));
        x = x.saturating_add(*width);
    }
    let highest = cells.iter().map(|(.., height)| *height).max().unwrap_or(0);
    let mut strip = Strip::default();
    for (lines, align, x, inner, height) in cells {
        let lower = if level == Level::Bottom { highest.saturating_sub(height) } else { 0 };
        strip.put(lines, align, x, inner, PADDING.saturating_add(lower));
    }
    strip.height = highest.saturating_add(PADDING.saturating_mul(2));
    Ok(strip)
}

fn shape(fonts: &Fonts, text: &str, bold: bool) -> Result<Text, DocumentError> {
    bounded("cell", text, TEXT_CHARS_MAX)?;
    Text::shape(fonts, text, bold)
}
