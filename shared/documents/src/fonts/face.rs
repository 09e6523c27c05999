//! One font file: which characters it has, and which glyphs make up a text.

use std::sync::OnceLock;

use harfrust::{Direction, FontRef, Script, ShapeOptions, ShapePlan, ShaperData, UnicodeBuffer, script};
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::raw::TableProvider;
use skrifa::{GlyphId, MetadataProvider};

use crate::error::DocumentError;

/// In how many units the fonts divide their size. A font with another number is refused when it is read.
const SIZE_UNITS: u16 = 1000;

/// A glyph where it belongs. Distances are in thousandths of the font's size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// Its number in the font.
    pub(crate) id: u32,
    /// Where in the text the characters begin that it stands for, in bytes.
    pub(crate) start: usize,
    /// Where they end.
    pub(crate) end: usize,
    /// How far the next one is to the right.
    pub(crate) advance: i32,
    /// How far to the right of its place it is drawn.
    pub(crate) right: i32,
    /// How far above its place it is drawn.
    pub(crate) up: i32,
}

/// One font file. It is read when it is first needed.
pub(crate) struct Face {
    file: &'static [u8],
    script: Script,
    read: OnceLock<Result<Read, DocumentError>>,
}

struct Read {
    font: FontRef<'static>,
    shaper: ShaperData,
    /// How texts of the font's script are shaped; making this takes longer than shaping a word by it.
    plan: ShapePlan,
    charmap: Charmap<'static>,
    embedded: Font,
    /// A glyph that shows nothing and takes no room.
    empty: u32,
    ascent: i32,
    descent: i32,
}

impl std::fmt::Debug for Face {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Face").field("bytes", &self.file.len()).finish_non_exhaustive()
    }
}

impl Face {
    /// A font for texts of a script.
    pub(super) const fn new(file: &'static [u8], script: Script) -> Self {
        Self { file, script, read: OnceLock::new() }
    }

    fn read(&self) -> Result<&Read, DocumentError> {
        self.read.get_or_init(|| Read::of(self.file, self.script)).as_ref().map_err(Clone::clone)
    }

    /// Whether the font has a glyph for a character.
    pub(super) fn has(&self, character: char) -> Result<bool, DocumentError> {
        Ok(self.read()?.charmap.map(character).is_some_and(|glyph| glyph.to_u32() != 0))
    }

    /// A glyph that shows nothing and takes no room.
    pub(crate) fn empty(&self) -> Result<u32, DocumentError> {
        Ok(self.read()?.empty)
    }

    /// The font as it is put into a file.
    pub(crate) fn embedded(&self) -> Result<Font, DocumentError> {
        Ok(self.read()?.embedded.clone())
    }

    /// How far letters reach above the line that they stand on, and below it, in thousandths of the font's size.
    pub(crate) fn reach(&self) -> Result<(i32, i32), DocumentError> {
        let read = self.read()?;
        Ok((read.ascent, read.descent))
    }

    /// The glyphs of a text, from left to right, with the places in the text that begin at `offset`. All characters are
    /// of this font, but joiners, which no font has to have.
    pub(crate) fn shape(&self, text: &str, offset: usize) -> Result<Vec<Glyph>, DocumentError> {
        let read = self.read()?;
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::LeftToRight);
        buffer.guess_segment_properties();
        if buffer.script() == script::UNKNOWN {
            buffer.set_script(self.script);
        }
        let plan = (buffer.script() == self.script).then_some(&read.plan);
        let shaped = read.shaper.shaper(&read.font).build().shape(buffer, ShapeOptions::new().plan(plan));
        let starts = cluster_starts(shaped.glyph_infos().iter().map(|info| info.cluster), text.len())?;
        let each = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        each.map(|(info, position)| {
            let cluster = position_in_text(info.cluster)?;
            let end = starts.iter().copied().find(|start| *start > cluster).unwrap_or(text.len());
            if info.glyph_id == 0 {
                let character = text.get(cluster..).and_then(|rest| rest.chars().next());
                return Err(DocumentError::MissingGlyph { character: character.unwrap_or_default() });
            }
            Ok(Glyph {
                id: info.glyph_id,
                start: offset.saturating_add(cluster),
                end: offset.saturating_add(end),
                advance: position.x_advance,
                right: position.x_offset,
                up: position.y_offset,
            })
        })
        .collect()
    }
}

/// Where the clusters of a text begin, rising, and where the last one ends.
fn cluster_starts(clusters: impl Iterator<Item = u32>, end: usize) -> Result<Vec<usize>, DocumentError> {
    let mut starts = clusters.map(position_in_text).collect::<Result<Vec<_>, _>>()?;
    starts.push(end);
    starts.sort_unstable();
    starts.dedup();
    Ok(starts)
}

fn position_in_text(cluster: u32) -> Result<usize, DocumentError> {
    usize::try_from(cluster).map_err(|_| DocumentError::Fault("a text too long to address".to_owned()))
}

impl Read {
    fn of(file: &'static [u8], script: Script) -> Result<Self, DocumentError> {
        let unreadable = |_| DocumentError::Fault("a font cannot be read".to_owned());
        let font = FontRef::new(file).map_err(unreadable)?;
        if font.head().map_err(unreadable)?.units_per_em() != SIZE_UNITS {
            return Err(DocumentError::Fault("a font has other units than the rest".to_owned()));
        }
        let lines = font.hhea().map_err(unreadable)?;
        let embedded = Font::new(file.into(), 0);
        let charmap = font.charmap();
        let empty = charmap.map('\0').map(GlyphId::to_u32);
        let shaper = ShaperData::new(&font);
        let plan = ShapePlan::new(&shaper.shaper(&font).build(), Direction::LeftToRight, Some(script), None, &[]);
        Ok(Self {
            ascent: lines.ascender().to_i16().into(),
            descent: i32::from(lines.descender().to_i16()).saturating_neg(),
            shaper,
            plan,
            charmap,
            empty: empty.ok_or_else(|| DocumentError::Fault("a font without an empty glyph".to_owned()))?,
            embedded: embedded.ok_or_else(|| DocumentError::Fault("a font cannot be embedded".to_owned()))?,
            font,
        })
    }
}

#[cfg(test)]
mod tests {
    use skrifa::MetadataProvider;
    use skrifa::instance::{LocationRef, Size};

    use crate::fonts::Fonts;

    #[test]
    fn the_empty_glyph_of_every_font_shows_nothing_and_takes_no_room() {
        for family in Fonts::of_india().families {
            for face in [&family.regular, &family.bold] {
                let read = face.read().expect("a font");
                let glyph = read.empty.into();
                let metrics = read.font.glyph_metrics(Size::unscaled(), LocationRef::default());
                assert_eq!(metrics.advance_width(glyph), Some(0.0));
                assert!(metrics.bounds(glyph).is_none_or(|bounds| bounds.x_max <= bounds.x_min));
            }
        }
    }
}
