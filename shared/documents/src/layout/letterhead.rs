//! The top of the first page: who sends it, when, and what it is.

use super::sheet::{Sheet, at_most};
use super::strip::{Align, Mark, Strip};
use crate::error::DocumentError;
use crate::length::{Length, points};
use crate::limits::LETTERHEAD_LINES_MAX;
use crate::logo::Logo;
use crate::model::{Document, Letterhead};
use crate::style::{ACCENT, LENDER, LETTERHEAD, REFERENCE, TITLE};

/// Between what is on the left and what is on the right.
const GUTTER: Length = points(18);

/// How wide a logo may be.
const LOGO_WIDTH_MAX: Length = points(170);
/// How high a logo may be.
const LOGO_HEIGHT_MAX: Length = points(48);

/// The letterhead, the line with reference and date, and the title.
pub(super) fn strips(sheet: &Sheet, document: &Document) -> Result<Vec<Strip>, DocumentError> {
    let title_width = sheet.format.text_width();
    let mut title = Strip { above: points(16), keep_with_next: true, ..Strip::default() };
    title.put(sheet.lines("title", &document.title, TITLE, title_width)?, Align::Left, 0, title_width, 0);
    Ok(vec![sender(sheet, &document.letterhead)?, reference(sheet, document)?, title])
}

fn sender(sheet: &Sheet, letterhead: &Letterhead) -> Result<Strip, DocumentError> {
    at_most("letterhead.address", letterhead.address.len(), LETTERHEAD_LINES_MAX)?;
    at_most("letterhead.contact", letterhead.contact.len(), LETTERHEAD_LINES_MAX)?;
    let width = sheet.format.text_width();
    let (left, right) = halves(width);
    let mut strip = Strip { keep_with_next: true, ..Strip::default() };
    let below_logo = letterhead.logo.as_ref().map_or(0, |logo| put_logo(&mut strip, logo));
    let name = sheet.lines("letterhead.name", &letterhead.name, LENDER, width)?;
    let below_name = strip.put(name, Align::Left, 0, width, below_logo).saturating_add(points(2));
    let mut y = below_name;
    for text in &letterhead.address {
        let lines = sheet.lines("letterhead.address", text, LETTERHEAD, left)?;
        y = strip.put(lines, Align::Left, 0, left, y);
    }
    y = below_name;
    for text in &letterhead.contact {
        let lines = sheet.lines("letterhead.contact", text, LETTERHEAD, right)?;
        y = strip.put(lines, Align::Right, width.saturating_sub(right), right, y);
    }
    strip.rule(strip.height.saturating_add(points(7)), width, 1_400, ACCENT);
    Ok(strip)
}

/// Puts a logo on the left, as large as it may be; answers where what is below begins.
fn put_logo(strip: &mut Strip, logo: &Logo) -> Length {
    let (width, height) = logo.fitted(LOGO_WIDTH_MAX, LOGO_HEIGHT_MAX);
    strip.marks.push(Mark::Logo { x: 0, y: 0, width, height });
    height.saturating_add(points(6))
}

fn reference(sheet: &Sheet, document: &Document) -> Result<Strip, DocumentError> {
    let width = sheet.format.text_width();
    let (left, right) = halves(width);
    let mut strip = Strip { above: points(9), keep_with_next: true, ..Strip::default() };
    let id = ("id", "id", document.id.as_str());
    strip.put(sheet.sentence(sheet.words.reference, id, REFERENCE, left)?, Align::Left, 0, left, 0);
    let date = sheet.lines("issued_on", &sheet.words.date(document.issued_on), REFERENCE, right)?;
    strip.put(date, Align::Right, width.saturating_sub(right), right, 0);
    Ok(strip)
}

/// How wide what is on the left and what is on the right may be.
fn halves(width: Length) -> (Length, Length) {
    let half = width.saturating_sub(GUTTER).div_euclid(2);
    (half, half)
}
