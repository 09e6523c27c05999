//! A word, shaped.

use std::ops::Range;

use crate::error::DocumentError;
use crate::fonts::{FaceId, Fonts, Glyph};
use crate::length::{Length, scaled};

/// Glyphs of one font that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The font.
    pub(crate) face: FaceId,
    /// The glyphs, with places in the text of what the run is part of.
    pub(crate) glyphs: Vec<Glyph>,
}

impl Run {
    /// How far the glyphs reach, in thousandths of their size.
    pub(crate) fn advance(&self) -> i32 {
        self.glyphs.iter().fold(0, |sum, glyph| sum.saturating_add(glyph.advance))
    }
}

/// A word, shaped: characters between two spaces.
#[derive(Debug, Clone, Default)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// How far all runs reach, in thousandths of their size.
    advance: i32,
}

impl Word {
    pub(super) fn shape(fonts: &Fonts, text: &str, bold: bool) -> Result<Self, DocumentError> {
        let runs: Vec<Run> = faces(fonts, text, bold)?
            .into_iter()
            .map(|(face, range)| {
                let part = text.get(range.clone()).unwrap_or_default();
                Ok(Run { face, glyphs: fonts.face(face)?.shape(part, range.start)? })
            })
            .collect::<Result<_, DocumentError>>()?;
        let advance = runs.iter().fold(0, |sum: i32, run| sum.saturating_add(run.advance()));
        Ok(Self { text: text.to_owned(), runs, advance })
    }

    pub(super) fn width(&self, size: Length) -> Length {
        scaled(self.advance, size)
    }

    /// The word in parts that each fit into a width, of one letter at least.
    pub(super) fn broken(&self, width: Length, size: Length) -> Vec<Self> {
        let mut parts = Vec::new();
        let mut part = Self::default();
        for (face, cluster) in self.clusters() {
            let letter = Self::of_cluster(&self.text, face, cluster);
            let reaches = part.width(size).saturating_add(letter.width(size));
            if reaches > width && !part.text.is_empty() {
                parts.push(std::mem::take(&mut part));
            }
            part.append(&letter);
        }
        parts.push(part);
        parts
    }

    /// Glyphs that stand for the same characters, with their font.
    fn clusters(&self) -> impl Iterator<Item = (FaceId, &[Glyph])> {
        let of_run = |run: &Run| run.face;
        self.runs.iter().flat_map(move |run| {
            run.glyphs.chunk_by(|a, b| a.start == b.start).map(move |glyphs| (of_run(run), glyphs))
        })
    }

    fn of_cluster(text: &str, face: FaceId, cluster: &[Glyph]) -> Self {
        let range = cluster.first().map_or(0..0, |glyph| glyph.start..glyph.end);
        let moved = |glyph: &Glyph| Glyph {
            start: glyph.start.saturating_sub(range.start),
            end: glyph.end.saturating_sub(range.start),
            ..glyph.clone()
        };
        let run = Run { face, glyphs: cluster.iter().map(moved).collect() };
        let advance = run.advance();
        Self { text: text.get(range.clone()).unwrap_or_default().to_owned(), runs: vec![run], advance }
    }

    fn append(&mut self, other: &Self) {
        append(&mut self.text, &mut self.runs, &other.text, &other.runs);
        self.advance = self.advance.saturating_add(other.advance);
    }
}

/// Puts shaped characters behind others.
pub(super) fn append(text: &mut String, runs: &mut Vec<Run>, more_text: &str, more: &[Run]) {
    let offset = text.len();
    text.push_str(more_text);
    for run in more {
        let moved = run.glyphs.iter().map(|glyph| Glyph {
            start: glyph.start.saturating_add(offset),
            end: glyph.end.saturating_add(offset),
            ..glyph.clone()
        });
        match runs.last_mut() {
            Some(last) if last.face == run.face => last.glyphs.extend(moved),
            _ => runs.push(Run { face: run.face, glyphs: moved.collect() }),
        }
    }
}

/// The parts of a text that are of one font.
fn faces(fonts: &Fonts, text: &str, bold: bool) -> Result<Vec<(FaceId, Range<usize>)>, DocumentError> {
    let mut parts: Vec<(FaceId, Range<usize>)> = Vec::new();
    for (start, character) in text.char_indices() {
        let end = start.saturating_add(character.len_utf8());
        let before = parts.last().map(|(face, _)| *face);
        let face = match before {
            Some(face) if is_joiner(character) => face,
            _ if is_never_shown(character) => return Err(DocumentError::MissingGlyph { character }),
            before => fonts.face_for(character, bold, before)?,
        };
        match parts.last_mut() {
            Some((last, range)) if *last == face => range.end = end,
            _ => parts.push((face, start..end)),
        }
    }
    Ok(parts)
}

/// Zero width joiner and non-joiner: they choose between forms of their neighbours and are of no font.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

/// Characters that change how others look without being seen: a reader could take the text for another one.
fn is_never_shown(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
        || matches!(character, '\u{e0000}'..='\u{e0fff}')
}
