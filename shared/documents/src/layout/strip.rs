//! A strip of a page: as wide as the page's text, and never broken.

use std::rc::Rc;

use crate::length::Length;
use crate::style::Ink;
use crate::typesetting::Line;

/// Something on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Mark {
    /// A line of text.
    Text {
        /// Its left end.
        x: Length,
        /// Where its letters stand.
        baseline: Length,
        /// The line.
        line: Line,
    },
    /// A filled rectangle: a rule or a ground.
    Fill {
        /// Its left side.
        x: Length,
        /// Its upper side.
        y: Length,
        /// How wide it is.
        width: Length,
        /// How high it is.
        height: Length,
        /// Its colour.
        ink: Ink,
    },
    /// The sender's logo.
    Logo {
        /// Its left side.
        x: Length,
        /// Its upper side.
        y: Length,
        /// How wide it is.
        width: Length,
        /// How high it is.
        height: Length,
    },
}

impl Mark {
    /// The same, elsewhere.
    pub(super) fn moved(self, right: Length, down: Length) -> Self {
        match self {
            Self::Text { x, baseline, line } => {
                Self::Text { x: x.saturating_add(right), baseline: baseline.saturating_add(down), line }
            }
            Self::Fill { x, y, width, height, ink } => {
                Self::Fill { x: x.saturating_add(right), y: y.saturating_add(down), width, height, ink }
            }
            Self::Logo { x, y, width, height } => {
                Self::Logo { x: x.saturating_add(right), y: y.saturating_add(down), width, height }
            }
        }
    }
}

/// Where lines are set within their width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A strip of a page. Its marks are placed from its upper left corner.
#[derive(Debug, Clone, Default)]
pub(super) struct Strip {
    /// What is left free above it, unless it is the first of its page.
    pub(super) above: Length,
    /// How high it is.
    pub(super) height: Length,
    /// What is on it.
    pub(super) marks: Vec<Mark>,
    /// The next strip begins on the same page.
    pub(super) keep_with_next: bool,
    /// What stands above it where it is the first of its page.
    pub(super) head: Option<Rc<Strip>>,
}

impl Strip {
    /// Puts lines below each other from `y` on, within a width that begins at `x`; answers where they end.
    pub(super) fn put(&mut self, lines: Vec<Line>, align: Align, x: Length, width: Length, y: Length) -> Length {
        let mut y = y;
        for line in lines {
            let indent = match align {
                Align::Left => 0,
                Align::Right => width.saturating_sub(line.width),
            };
            let (height, baseline) = (line.height, y.saturating_add(line.ascent));
            if !line.text.is_empty() {
                self.marks.push(Mark::Text { x: x.saturating_add(indent), baseline, line });
            }
            y = y.saturating_add(height);
        }
        self.height = self.height.max(y);
        y
    }

    /// Puts a rule across, and makes room for it.
    pub(super) fn rule(&mut self, y: Length, width: Length, height: Length, ink: Ink) {
        self.marks.push(Mark::Fill { x: 0, y, width, height, ink });
        self.height = self.height.max(y.saturating_add(height));
    }
}
