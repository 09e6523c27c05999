//! Bodies: read within limits, and parsed more strictly than JSON demands.
//!
//! What two readers could understand differently is refused: duplicate keys, unpaired surrogates, a byte order mark,
//! NUL, characters that turn the direction of text around, numbers that would have to be rounded. Nothing of the body's
//! content is repeated in the refusal but the names of its keys.

mod read;
mod scan;
mod tree;

pub use read::{BODY_BYTES_MAX, is_json, read, read_any};
pub use scan::DEPTH_MAX;
pub use tree::{ELEMENTS_MAX, KEY_BYTES_MAX, MEMBERS_MAX, VALUES_MAX};

use domain::json::Json;

use super::problem::Problem;

/// A body as JSON, strictly. 400 with the place or the key at fault.
pub fn parse(bytes: &[u8]) -> Result<Json, Problem> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(Problem::bad_request("The body must not begin with a byte order mark."));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::bad_request("The body is not valid UTF-8."))?;
    if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        return Err(Problem::bad_request("The body is empty; a JSON document is expected."));
    }
    scan::check_depth(text)?;
    tree::parse(text)
}

#[cfg(test)]
mod tests;
