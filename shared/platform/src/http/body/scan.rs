//! Depth, before anything recurses: one pass over the text, in constant space.

use crate::http::problem::Problem;

/// Deepest nesting of arrays and objects.
pub const DEPTH_MAX: usize = 32;

/// Refuses text that nests deeper than [`DEPTH_MAX`]. Brackets in strings do not count; whether it is JSON at all is for
/// the parser to say.
pub(super) fn check_depth(text: &str) -> Result<(), Problem> {
    let mut depth = 0_usize;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'[' | b'{' => depth = depth.saturating_add(1),
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH_MAX {
            return Err(Problem::bad_request(format!("The body nests deeper than {DEPTH_MAX} levels.")));
        }
    }
    Ok(())
}

fn skip_string(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}
