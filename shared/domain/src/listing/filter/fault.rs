//! Why a text is not a filter.

use super::{DEPTH_MAX, FILTER_BYTES_MAX, TERMS_MAX};

/// Why a text is not a filter: a sentence for the caller. Positions are in characters, the first is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ParseFault {
    /// The text is too long.
    #[error("filter must be at most {FILTER_BYTES_MAX} bytes")]
    TooLong,
    /// Parentheses are nested too deeply.
    #[error("filter is nested too deeply at character {position}: at most {DEPTH_MAX} parentheses may be open")]
    TooDeep {
        /// Where the parenthesis too many opens.
        position: usize,
    },
    /// There are too many comparisons.
    #[error("filter has too many comparisons at character {position}: at most {TERMS_MAX} are taken")]
    TooManyTerms {
        /// Where the value of the comparison too many stands.
        position: usize,
    },
    /// Something else was expected.
    #[error("filter cannot be read at character {position}: expected {expected}")]
    Unexpected {
        /// Where.
        position: usize,
        /// What would have been right there.
        expected: &'static str,
    },
}
