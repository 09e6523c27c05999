//! What repeats on the pages: above, from the second on, who sends what about what; below, the document's id and the
//! number of the page.

use super::Page;
use super::paginate::Room;
use super::sheet::{Format, Sheet};
use super::strip::{Align, Mark, Strip};
use crate::error::DocumentError;
use crate::length::{Length, points};
use crate::model::Document;
use crate::style::{FURNITURE, HAIRLINE};
use crate::words::fill;

/// What is left free at the upper side.
const TOP: Length = points(40);
/// What is left free at the lower side.
const BOTTOM: Length = points(30);
/// Between what repeats and the rest.
const GAP: Length = points(14);
/// Room for the longest page number.
const NUMBER_WIDTH: Length = points(110);

pub(super) struct Furniture {
    head: Strip,
    foot: Strip,
}

impl Furniture {
    pub(super) fn of(sheet: &Sheet, document: &Document) -> Result<Self, DocumentError> {
        let width = sheet.format.text_width();
        let half = width.saturating_sub(GAP).div_euclid(2);
        let mut head = Strip::default();
        let sender = sheet.lines("letterhead.name", &document.letterhead.name, FURNITURE, half)?;
        head.put(sender, Align::Left, 0, half, 0);
        let mut y = 0;
        for (place, text) in [("title", &document.title), ("subject", &document.subject)] {
            let lines = sheet.lines(place, text, FURNITURE, half)?;
            y = head.put(lines, Align::Right, width.saturating_sub(half), half, y);
        }
        head.rule(head.height.saturating_add(points(4)), width, 500, HAIRLINE);

        let mut foot = Strip::default();
        foot.rule(0, width, 500, HAIRLINE);
        let id_width = width.saturating_sub(NUMBER_WIDTH);
        foot.put(sheet.lines("id", &document.id, FURNITURE, id_width)?, Align::Left, 0, id_width, points(5));
        Ok(Self { head, foot })
    }

    /// What is left for the rest.
    pub(super) fn room(&self, format: Format) -> Room {
        Room {
            first_top: TOP,
            top: TOP.saturating_add(self.head.height).saturating_add(GAP),
            bottom: self.foot_top(format).saturating_sub(GAP),
        }
    }

    fn foot_top(&self, format: Format) -> Length {
        format.height.saturating_sub(BOTTOM).saturating_sub(self.foot.height)
    }

    pub(super) fn put(&self, sheet: &Sheet, pages: &mut [Page]) -> Result<(), DocumentError> {
        let width = sheet.format.text_width();
        let count = pages.len().to_string();
        for (index, page) in pages.iter_mut().enumerate() {
            if index > 0 {
                page.extend(moved(&self.head, TOP));
            }
            let page_number = index.saturating_add(1).to_string();
            let number = fill(sheet.words.page, &[("page", &page_number), ("pages", &count)]);
            let mut foot = self.foot.clone();
            let lines = sheet.lines("page number", &number, FURNITURE, NUMBER_WIDTH)?;
            foot.put(lines, Align::Right, width.saturating_sub(NUMBER_WIDTH), NUMBER_WIDTH, points(5));
            page.extend(moved(&foot, self.foot_top(sheet.format)));
        }
        Ok(())
    }
}

fn moved(strip: &Strip, y: Length) -> impl Iterator<Item = Mark> {
    strip.marks.iter().cloned().map(move |mark| mark.moved(Format::LEFT, y))
}
