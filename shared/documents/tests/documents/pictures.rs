//! Notices as they look, one for each language, compared with pictures of pages that somebody has looked at: so a change of a
//! font, of shaping or of the layout is seen. `UPDATE_PICTURES=1 cargo test -p documents` draws the pictures anew; look at them.
//!
//! A picture is a page in sixteen greys. Who draws it may round otherwise on another processor, so greys may differ by
//! [`GREYS_APART`], and a few dots by more.

use std::fs::{File, rename};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use documents::Fonts;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};

use crate::languages::SAMPLES;
use crate::notices;

/// Dots for a point: 144 in an inch.
const SCALE: f32 = 2.0;
/// By how many greys of sixteen a dot may differ.
const GREYS_APART: u8 = 1;
/// How many dots of a page may differ by more.
const DOTS_APART: usize = 4;

/// A page in greys from 0, black, to 15, row by row.
struct Picture {
    width: usize,
    greys: Vec<u8>,
}

impl Picture {
    /// The first page of a file.
    fn draw(file: Vec<u8>) -> Self {
        let pdf = Pdf::new(file).unwrap();
        let interpreted = InterpreterSettings::default();
        // Hinting moves outlines to whole dots, by which small moves would be lost.
        let settings = RenderSettings { hinting: false, ..RenderSettings::default() };
        let dots = PixmapSettings { x_scale: SCALE, y_scale: SCALE, bg_color: WHITE };
        let drawn = render(&pdf.pages()[0], &RenderCache::new(), &interpreted, &settings, &dots);
        let grey = |red: u8, green: u8, blue: u8| {
            let light = u32::from(red) * 30 + u32::from(green) * 59 + u32::from(blue) * 11;
            u8::try_from((light * 15 + 12_750) / 25_500).unwrap()
        };
        let greys = drawn.data().iter().map(|dot| grey(dot.r, dot.g, dot.b)).collect();
        Self { width: usize::from(drawn.width()), greys }
    }

    fn read(path: &Path) -> Self {
        let mut reader = png::Decoder::new(BufReader::new(File::open(path).unwrap())).read_info().unwrap();
        let mut packed = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut packed).unwrap();
        let (width, row) =
            (usize::try_from(reader.info().width).unwrap(), reader.output_line_size(reader.info().width));
        let rows = packed.chunks(row.unwrap());
        let greys = rows.flat_map(|row| row.iter().flat_map(|pair| [pair >> 4, pair & 15]).take(width)).collect();
        Self { width, greys }
    }

    fn write(&self, path: &Path) {
        let size = |length: usize| u32::try_from(length).unwrap();
        let mut encoder =
            png::Encoder::new(File::create(path).unwrap(), size(self.width), size(self.greys.len() / self.width));
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Four);
        encoder.set_compression(png::Compression::High);
        encoder.set_filter(png::Filter::NoFilter);
        let rows = self.greys.chunks(self.width);
        let packed = rows.flat_map(|row| row.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)));
        encoder.write_header().unwrap().write_image_data(&packed.collect::<Vec<_>>()).unwrap();
    }

    /// How many dots are not as those of another page; all of them where it has another size.
    fn dots_apart(&self, other: &Self) -> usize {
        if (self.width, self.greys.len()) != (other.width, other.greys.len()) {
            return self.greys.len().max(other.greys.len());
        }
        self.greys.iter().zip(&other.greys).filter(|(one, other)| one.abs_diff(**other) > GREYS_APART).count()
    }
}

fn kept(tag: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/documents/pictures/{tag}.png"))
}

#[test]
fn a_notice_looks_in_each_language_as_it_did() {
    let fonts = Fonts::of_india();
    let mut changed = Vec::new();
    for sample in &SAMPLES {
        let (drawn, path) = (Picture::draw(notices::file(sample, &fonts)), kept(sample.language.tag()));
        if std::env::var_os("UPDATE_PICTURES").is_some() {
            let new = path.with_extension("new");
            drawn.write(&new);
            rename(new, &path).unwrap();
        }
        let dots = Picture::read(&path).dots_apart(&drawn);
        if dots > DOTS_APART {
            let now = Path::new(env!("CARGO_TARGET_TMPDIR")).join(path.file_name().unwrap());
            drawn.write(&now);
            changed.push(format!("{dots} dots of {} differ from {}", path.display(), now.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn a_logo_stands_above_its_sender() {
    let drawn = Picture::draw(notices::file_with_logo(&SAMPLES[0]));
    let path = kept("logo");
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        drawn.write(&path);
    }
    assert!(Picture::read(&path).dots_apart(&drawn) <= DOTS_APART, "{}", path.display());
}

/// What is let pass is less than the least change that a reader could see.
#[test]
fn a_sign_that_changes_is_seen() {
    let fonts = Fonts::of_india();
    for (sample, (was, is)) in SAMPLES.iter().zip(notices::SIGNS) {
        let other = notices::file_saying(sample, &sample.shapes.replacen(was, is, 1), &fonts);
        let dots = Picture::read(&kept(sample.language.tag())).dots_apart(&Picture::draw(other));
        assert!(dots > DOTS_APART, "{}: {dots} dots for {is} instead of {was}", sample.title);
    }
}
