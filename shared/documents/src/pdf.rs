//! Writes pages as PDF/A-2b: an archive's flavour, with everything that the pages need in the file.
//!
//! Only here are lengths floats, because PDF's numbers are.

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Timelike, Utc};
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Archival, ConfigurationBuilder};
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::metadata::{self, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use crate::error::DocumentError;
use crate::fonts::{FaceId, Fonts, Glyph};
use crate::layout::{Mark, Page, Pages};
use crate::length::{Length, scaled};
use crate::logo::Logo;
use crate::model::Document;
use crate::style::Ink;
use crate::typesetting::{Line, Run};

/// The file of a document that was set.
pub(crate) fn write(document: &Document, pages: &Pages, fonts: &Fonts) -> Result<Vec<u8>, DocumentError> {
    let configuration = ConfigurationBuilder::new().with_archival_validator(Archival::A2_B).finish();
    let configuration = configuration.map_err(|error| fault(&error))?;
    let settings = SerializeSettings { configuration, enable_tagging: false, ..SerializeSettings::default() };
    let mut file = krilla::Document::new_with(settings);
    let mut embedded = Embedded { fonts, faces: HashMap::new() };
    for page in &pages.pages {
        let size = PageSettings::from_wh(float(pages.format.width), float(pages.format.height));
        let size = size.ok_or_else(|| DocumentError::Fault("a page without a size".to_owned()))?;
        let mut sheet = file.start_page_with(size);
        let mut surface = sheet.surface();
        draw(&mut surface, page, document.letterhead.logo.as_ref(), &mut embedded)?;
        surface.finish();
        sheet.finish();
    }
    file.set_metadata(metadata(document)?);
    file.finish().map_err(|error| fault(&error))
}

fn fault(error: &impl std::fmt::Debug) -> DocumentError {
    DocumentError::Fault(format!("{error:?}"))
}

/// A number of thousandths as PDF's kind of number.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "PDF's numbers are floats"
)]
fn float(thousandths: i32) -> f32 {
    (f64::from(thousandths) / 1000.0) as f32
}

/// Fonts as the file has them.
struct Embedded<'a> {
    fonts: &'a Fonts,
    faces: HashMap<FaceId, Font>,
}

impl Embedded<'_> {
    fn font(&mut self, face: FaceId) -> Result<Font, DocumentError> {
        if let Some(font) = self.faces.get(&face) {
            return Ok(font.clone());
        }
        let font = self.fonts.face(face)?.embedded()?;
        self.faces.insert(face, font.clone());
        Ok(font)
    }
}

fn draw(surface: &mut Surface, page: &Page, logo: Option<&Logo>, embedded: &mut Embedded) -> Result<(), DocumentError> {
    for mark in page {
        match mark {
            Mark::Text { x, baseline, line } => draw_line(surface, *x, *baseline, line, embedded)?,
            Mark::Fill { x, y, width, height, ink } => {
                let mut path = PathBuilder::new();
                if let Some(area) = Rect::from_xywh(float(*x), float(*y), float(*width), float(*height)) {
                    path.push_rect(area);
                }
                surface.set_fill(Some(fill(*ink)));
                if let Some(path) = path.finish() {
                    surface.draw_path(&path);
                }
            }
            Mark::Logo { x, y, width, height } => {
                if let (Some(logo), Some(size)) = (logo, Size::from_wh(float(*width), float(*height))) {
                    surface.push_transform(&Transform::from_translate(float(*x), float(*y)));
                    surface.draw_image(logo.embedded(), size);
                    surface.pop();
                }
            }
        }
    }
    Ok(())
}

fn draw_line(
    surface: &mut Surface,
    x: Length,
    baseline: Length,
    line: &Line,
    embedded: &mut Embedded,
) -> Result<(), DocumentError> {
    surface.set_fill(Some(fill(line.style.ink)));
    let mut advance = 0_i32;
    for run in &line.runs {
        let start = Point::from_xy(float(x.saturating_add(scaled(advance, line.style.size))), float(baseline));
        let font = embedded.font(run.face)?;
        let empty = embedded.fonts.face(run.face)?.empty()?;
        surface.draw_glyphs(start, &glyphs(run, empty), font, &line.text, float(line.style.size), false);
        advance = advance.saturating_add(run.advance());
    }
    Ok(())
}

/// The glyphs of a run; distances are in sizes of the font.
///
/// Where several glyphs stand for characters together, readers of text take the end of the last one for the end of all; after a
/// sign that is set back over or under its letter they would find a gap, and a space in the middle of a word. So an empty glyph
/// follows such a sign.
fn glyphs(run: &Run, empty: u32) -> Vec<KrillaGlyph> {
    let mut all = Vec::with_capacity(run.glyphs.len());
    for together in run.glyphs.chunk_by(|one, next| one.start == next.start) {
        all.extend(together.iter().map(placed));
        if let [_, .., last] = together
            && last.right != 0
        {
            all.push(placed(&Glyph { id: empty, advance: 0, right: 0, up: 0, ..last.clone() }));
        }
    }
    all
}

fn placed(glyph: &Glyph) -> KrillaGlyph {
    KrillaGlyph {
        glyph_id: GlyphId::new(glyph.id),
        text_range: glyph.start..glyph.end,
        x_advance: float(glyph.advance),
        x_offset: float(glyph.right),
        y_offset: float(glyph.up),
        y_advance: 0.0,
        location: None,
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: rgb::Color::new(ink.0, ink.1, ink.2).into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

fn metadata(document: &Document) -> Result<Metadata, DocumentError> {
    Ok(Metadata::new()
        .title(document.title.clone())
        .authors(vec![document.letterhead.name.clone()])
        .language(document.language.tag().to_owned())
        .document_id(document.id.clone())
        .creation_date(date_time(document.created_at)?))
}

fn date_time(at: DateTime<Utc>) -> Result<metadata::DateTime, DocumentError> {
    let year = u16::try_from(at.year()).ok().filter(|year| *year <= 9999).ok_or(DocumentError::YearOutOfRange)?;
    let small = |number: u32| u8::try_from(number).unwrap_or_default();
    Ok(metadata::DateTime::new(year)
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use crate::style::BODY;
    use crate::typesetting::Text;

    #[test]
    fn glyphs_that_stand_for_characters_together_end_where_the_next_begin() {
        let fonts = Fonts::of_india();
        for word in ["कृपया", "परतफेड", "অনুগ্রহ", "செலுத்தவும்", "మొత్తాన్ని", "નોટિસ", "ಪಾವತಿಸಿ", "അടയ്ക്കുക", "ਨੋਟਿਸ", "ङ्क्ष"]
        {
            let lines = Text::shape(&fonts, word, false).and_then(|text| text.lines(&fonts, BODY, 500_000));
            let lines = lines.expect("a line");
            let run = &lines[0].runs[0];
            let drawn = glyphs(run, fonts.face(run.face).and_then(Face::empty).expect("a glyph"));
            for together in drawn.chunk_by(|one, next| one.text_range == next.text_range) {
                let last = together.last().expect("a glyph");
                assert!(together.len() == 1 || last.x_offset == 0.0, "{word}: {last:?}");
            }
            let reach = |glyphs: &[KrillaGlyph]| glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>();
            assert!((reach(&drawn) - float(run.advance())).abs() < 0.001, "{word} is as wide as it was");
        }
    }
}
