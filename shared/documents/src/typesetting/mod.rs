//! From characters to lines: a text is shaped once, without a size, and then broken into lines of a width and a size.
//!
//! Words stay whole where they fit into a line at all; one that does not is broken between two of its letters. Nothing is
//! hyphenated, cut off or made narrower.

mod line;
#[cfg(test)]
mod tests;
mod text;
mod word;

pub(crate) use line::{Line, Run};
pub(crate) use text::Text;
