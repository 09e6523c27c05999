//! Ends pages between strips.

use super::Page;
use super::sheet::Format;
use super::strip::{Mark, Strip};
use crate::error::DocumentError;
use crate::length::Length;
use crate::limits::PAGES_MAX;

/// Where strips may be put.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// Where they begin on the first page.
    pub(super) first_top: Length,
    /// Where they begin on the others.
    pub(super) top: Length,
    /// Where they end.
    pub(super) bottom: Length,
}

/// Puts strips below each other on as many pages as it takes.
pub(super) fn paginate(strips: Vec<Strip>, room: &Room) -> Result<Vec<Page>, DocumentError> {
    let mut pages = Pages { room: *room, done: Vec::new(), page: Vec::new(), y: room.first_top, is_empty: true };
    let mut strips = strips.into_iter().peekable();
    while let Some(first) = strips.next() {
        let mut together = vec![first];
        while together.last().is_some_and(|strip| strip.keep_with_next) {
            match strips.next() {
                Some(next) => together.push(next),
                None => break,
            }
        }
        pages.put_together(together)?;
    }
    pages.done.push(pages.page);
    Ok(pages.done)
}

struct Pages {
    room: Room,
    done: Vec<Page>,
    page: Page,
    y: Length,
    is_empty: bool,
}

impl Pages {
    /// Puts strips on one page, if there is one that holds them all.
    fn put_together(&mut self, strips: Vec<Strip>) -> Result<(), DocumentError> {
        let height =
            strips.iter().fold(0_i32, |sum, strip| sum.saturating_add(strip.above).saturating_add(strip.height));
        let full = self.room.bottom.saturating_sub(self.room.top);
        if !self.is_empty && self.y.saturating_add(height) > self.room.bottom && height <= full {
            self.end_page()?;
        }
        strips.into_iter().try_for_each(|strip| self.put(strip))
    }

    fn put(&mut self, strip: Strip) -> Result<(), DocumentError> {
        let needed = strip.above.saturating_add(strip.height);
        if !self.is_empty && self.y.saturating_add(needed) > self.room.bottom {
            self.end_page()?;
        }
        if let (true, Some(head)) = (self.is_empty, &strip.head) {
            self.place(Strip::clone(head))?;
        }
        self.place(strip)
    }

    fn place(&mut self, strip: Strip) -> Result<(), DocumentError> {
        let above = if self.is_empty { 0 } else { strip.above };
        let top = self.y.saturating_add(above);
        let bottom = top.saturating_add(strip.height);
        if bottom > self.room.bottom {
            return Err(DocumentError::HigherThanPage);
        }
        self.page.extend(strip.marks.into_iter().map(|mark: Mark| mark.moved(Format::LEFT, top)));
        self.y = bottom;
        self.is_empty = false;
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), DocumentError> {
        self.done.push(std::mem::take(&mut self.page));
        if self.done.len() >= PAGES_MAX {
            return Err(DocumentError::TooManyPages);
        }
        self.y = self.room.top;
        self.is_empty = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { first_top: 0, top: 0, bottom: 100 };

    fn strip(height: Length, keep_with_next: bool) -> Strip {
        Strip { height, keep_with_next, ..Strip::default() }
    }

    fn count(strips: Vec<Strip>) -> Result<usize, DocumentError> {
        paginate(strips, &ROOM).map(|pages| pages.len())
    }

    #[test]
    fn strips_fill_pages_and_are_not_broken() {
        assert_eq!(count(vec![]), Ok(1));
        assert_eq!(count(vec![strip(50, false); 4]), Ok(2));
        assert_eq!(count(vec![strip(51, false); 4]), Ok(4));
        assert_eq!(count(vec![strip(101, false)]), Err(DocumentError::HigherThanPage));
    }

    #[test]
    fn strips_that_belong_together_are_on_one_page_where_one_holds_them() {
        let kept = [strip(60, false), strip(20, true), strip(30, false)];
        assert_eq!(count(kept.to_vec()), Ok(2));
        let too_many = vec![strip(60, true); 3];
        assert_eq!(count(too_many), Ok(3));
    }

    #[test]
    fn what_is_left_free_above_a_strip_is_dropped_at_the_top_of_a_page() {
        let spaced = Strip { above: 10, ..strip(90, false) };
        assert_eq!(count(vec![spaced.clone(), spaced]), Ok(2));
    }

    #[test]
    fn there_is_a_last_page() {
        assert_eq!(count(vec![strip(100, false); PAGES_MAX]), Ok(PAGES_MAX));
        assert_eq!(count(vec![strip(100, false); PAGES_MAX + 1]), Err(DocumentError::TooManyPages));
    }
}
