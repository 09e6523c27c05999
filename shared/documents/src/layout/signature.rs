//! Who answers for a document.

use super::sheet::Sheet;
use super::strip::{Align, Strip};
use crate::error::DocumentError;
use crate::length::{Length, points};
use crate::model::Signature;
use crate::style::{BODY, LABEL, SIGNATORY};

/// Room for a signature.
const ROOM_TO_SIGN: Length = points(40);

/// In whose name, and room for a signature with the name below it; or that there is none.
pub(super) fn strips(sheet: &Sheet, signature: &Signature) -> Result<Vec<Strip>, DocumentError> {
    let width = sheet.format.text_width();
    let mut strip = Strip { above: points(22), ..Strip::default() };
    let name = ("signature.on_behalf_of", "name", signature.on_behalf_of.as_str());
    let on_behalf_of = sheet.sentence(sheet.words.on_behalf_of, name, SIGNATORY, width)?;
    let mut y = strip.put(on_behalf_of, Align::Left, 0, width, 0);
    if let Some(signatory) = &signature.signatory {
        y = y.saturating_add(ROOM_TO_SIGN);
        y = strip.put(sheet.lines("signatory.name", &signatory.name, BODY, width)?, Align::Left, 0, width, y);
        strip.put(sheet.lines("signatory.office", &signatory.office, LABEL, width)?, Align::Left, 0, width, y);
    } else {
        let sentence = sheet.lines("signature", sheet.words.unsigned, LABEL, width)?;
        strip.put(sentence, Align::Left, 0, width, y.saturating_add(points(3)));
    }
    Ok(vec![strip])
}
