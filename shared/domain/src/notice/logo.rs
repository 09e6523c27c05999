//! The logo in a letterhead, as bodies send it and templates name it.
//!
//! A template names its logo by the SHA-256 of the file, which lies beside the templates and never changes: so a notice is printed with the logo that it
//! was decided on with, and a batch does not carry it 10,000 times. Whether a file is a picture is not known here.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::digest::sha256;
use crate::json::{Json, Object};

/// Largest file, in bytes.
pub const BYTES_MAX: usize = 64 * 1024;
/// Most characters of one in base64.
pub const CHARS_MAX: usize = BYTES_MAX.div_ceil(3) * 4;
/// Most logos that are kept of a company. None is deleted: a notice may still be printed with it.
pub const LOGOS_MAX: usize = 50;

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// SHA-256 of the file, in hexadecimal, by which templates name it.
    pub sha256: String,
    /// The file.
    pub file: Vec<u8>,
}

impl Logo {
    /// Reads base64.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let too_long = || format!("Value must be a file of at most {BYTES_MAX} bytes in base64");
        if text.len() > CHARS_MAX {
            return Err(too_long());
        }
        let file = STANDARD.decode(text).map_err(|_| "Value must be a PNG in base64, or what was read".to_owned())?;
        if file.len() > BYTES_MAX {
            return Err(too_long());
        }
        Ok(Self { sha256: sha256(&file), file })
    }

    /// The file in the body of a template, if there is one that is not what the template has.
    pub fn sent(body: &Object, before: Option<&str>) -> Option<Self> {
        let text = body.get("letterhead")?.as_object()?.get("logo").and_then(Json::as_text)?;
        if Some(text) == before { None } else { Self::read(text).ok() }
    }
}
