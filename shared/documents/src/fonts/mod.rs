//! The fonts that documents are set in. They are compiled in, and nothing of the system is looked at: the same document
//! looks the same everywhere.
//!
//! There are two lists, and a binary holds the files of those that it names: [`Fonts::latin`] takes 1 MB, [`Fonts::of_india`]
//! 3.4 MB. They are no features of the crate, because features of one function's build would be those of all.

mod face;
mod family;

pub(crate) use face::{Face, Glyph};
use family::Family;
use harfrust::script;

use crate::error::DocumentError;

/// Fonts, in the order in which they are asked for a character. A font is read when it is first needed, so keep them.
#[derive(Debug)]
pub struct Fonts {
    families: Vec<Family>,
}

/// One font of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FaceId {
    family: usize,
    bold: bool,
}

macro_rules! family {
    ($name:literal, $script:expr) => {
        Family {
            regular: Face::new(include_bytes!(concat!("../../fonts/", $name, "-Regular.ttf")), $script),
            bold: Face::new(include_bytes!(concat!("../../fonts/", $name, "-Bold.ttf")), $script),
        }
    };
}

impl Fonts {
    /// Latin, Greek and Cyrillic: what an account's documents need where names are in these.
    pub fn latin() -> Self {
        Self { families: vec![family!("NotoSans", script::LATIN)] }
    }

    /// Latin, Greek and Cyrillic, Devanagari, Bengali, Tamil, Telugu, Gujarati, Kannada, Malayalam and Gurmukhi.
    pub fn of_india() -> Self {
        Self {
            families: vec![
                family!("NotoSans", script::LATIN),
                family!("NotoSansDevanagari", script::DEVANAGARI),
                family!("NotoSansBengali", script::BENGALI),
                family!("NotoSansTamil", script::TAMIL),
                family!("NotoSansTelugu", script::TELUGU),
                family!("NotoSansGujarati", script::GUJARATI),
                family!("NotoSansKannada", script::KANNADA),
                family!("NotoSansMalayalam", script::MALAYALAM),
                family!("NotoSansGurmukhi", script::GURMUKHI),
            ],
        }
    }

    /// A font of the list.
    pub(crate) fn face(&self, id: FaceId) -> Result<&Face, DocumentError> {
        let family = self.families.get(id.family);
        let family = family.ok_or_else(|| DocumentError::Fault("a font that is not in the list".to_owned()))?;
        Ok(family.face(id.bold))
    }

    /// The font that a character is set in: the one of the character before it where that has it and is not the first,
    /// so that signs which scripts share stay with their neighbours; else the first of the list that has it.
    pub(crate) fn face_for(
        &self,
        character: char,
        bold: bool,
        before: Option<FaceId>,
    ) -> Result<FaceId, DocumentError> {
        let before = before.filter(|face| face.family != 0).into_iter();
        let all = (0..self.families.len()).map(|family| FaceId { family, bold });
        for id in before.chain(all) {
            if self.face(id)?.has(character)? {
                return Ok(id);
            }
        }
        Err(DocumentError::MissingGlyph { character })
    }
}
