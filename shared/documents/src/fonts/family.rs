//! A font in its two weights.

use super::face::Face;

/// A font in its two weights.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) regular: Face,
    pub(super) bold: Face,
}

impl Family {
    pub(super) fn face(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}
