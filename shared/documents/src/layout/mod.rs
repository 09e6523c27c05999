//! From a document to pages with everything in its place.
//!
//! Each part becomes strips as wide as the text; [`paginate`] puts them below each other and ends pages between them.
//! What repeats on every page is put around them last, when it is known how many there are.

mod block;
mod code;
mod columns;
mod furniture;
mod key_values;
mod letterhead;
mod paginate;
mod sheet;
mod signature;
mod strip;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use sheet::Format;
pub(crate) use strip::Mark;

use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::limits::BLOCKS_MAX;
use crate::model::{Block, Document};
use furniture::Furniture;
use sheet::{FORMATS, Sheet, at_most};
use table::ShapedTable;

/// A page: what is on it, from its upper left corner.
pub(crate) type Page = Vec<Mark>;

/// Pages, all of one format.
#[derive(Debug)]
pub(crate) struct Pages {
    pub(crate) format: Format,
    pub(crate) pages: Vec<Page>,
}

/// Sets a document.
pub(crate) fn pages(document: &Document, fonts: &Fonts) -> Result<Pages, DocumentError> {
    at_most("blocks", document.blocks.len(), BLOCKS_MAX)?;
    let tables = document.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(ShapedTable::shape(fonts, table)),
        _ => None,
    });
    let tables = tables.collect::<Result<Vec<_>, _>>()?;
    let fits = |format: &Format| tables.iter().all(|table| table.fits(*format));
    let format = FORMATS.into_iter().find(fits).ok_or(DocumentError::TableTooWide)?;
    let sheet = Sheet { fonts, words: document.language.words(), format };

    let mut strips = letterhead::strips(&sheet, document)?;
    let mut tables = tables.into_iter();
    for block in &document.blocks {
        // A page with nothing but a signature could be put under anything.
        if let (Block::Signature(_), Some(before)) = (block, strips.last_mut()) {
            before.keep_with_next = true;
        }
        strips.extend(block::strips(&sheet, block, &mut tables)?);
    }
    let furniture = Furniture::of(&sheet, document)?;
    let mut pages = paginate::paginate(strips, &furniture.room(format))?;
    furniture.put(&sheet, &mut pages)?;
    Ok(Pages { format, pages })
}
