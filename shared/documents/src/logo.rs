//! The logo of a sender.
//!
//! It is a picture as PNG. What is transparent in it is set on white, which paper is, and its colours are taken for sRGB: what a
//! file says of itself beside its pixels goes into no document.

use std::io::Cursor;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use png::{ColorType, Decoder, Limits, Transformations};

use crate::length::Length;
use crate::limits::{LOGO_BYTES_MAX, LOGO_PIXELS_HIGH_MAX, LOGO_PIXELS_WIDE_MAX};

/// What a decoder may allocate: the pixels of the largest picture in 16 bits, and as much beside.
const DECODER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// Why a file is no logo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// The file is too large.
    #[error("a logo has at most {LOGO_BYTES_MAX} bytes")]
    TooManyBytes,
    /// It is not PNG, or broken.
    #[error("the file is no PNG, or it is broken")]
    Unreadable,
    /// It moves.
    #[error("a logo does not move")]
    Animated,
    /// More pixels than a logo may have.
    #[error("a logo has at most {LOGO_PIXELS_WIDE_MAX} pixels across and {LOGO_PIXELS_HIGH_MAX} down")]
    TooManyPixels,
}

/// A logo that was read. Copies of it are cheap, and documents that have it compress it once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    image: Image,
}

impl Logo {
    /// Reads a file.
    pub fn read(file: &[u8]) -> Result<Self, LogoError> {
        if file.len() > LOGO_BYTES_MAX {
            return Err(LogoError::TooManyBytes);
        }
        let mut decoder = Decoder::new_with_limits(Cursor::new(file), Limits { bytes: DECODER_BYTES_MAX });
        decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
        let mut reader = decoder.read_info().map_err(|_| LogoError::Unreadable)?;
        let info = reader.info();
        let size @ (width, height) = (info.width, info.height);
        if width > LOGO_PIXELS_WIDE_MAX || height > LOGO_PIXELS_HIGH_MAX {
            return Err(LogoError::TooManyPixels);
        }
        if info.is_animated() {
            return Err(LogoError::Animated);
        }
        let mut samples = vec![0; reader.output_buffer_size().ok_or(LogoError::Unreadable)?];
        reader.next_frame(&mut samples).map_err(|_| LogoError::Unreadable)?;
        reader.finish().map_err(|_| LogoError::Unreadable)?;
        let pixels: Vec<u8> = match reader.output_color_type().0 {
            ColorType::Grayscale => samples.iter().flat_map(|grey| [*grey; 3]).collect(),
            ColorType::GrayscaleAlpha => on_white::<2>(&samples, |[grey, alpha]| ([grey; 3], alpha)),
            ColorType::Rgb => samples,
            ColorType::Rgba => on_white::<4>(&samples, |[red, green, blue, alpha]| ([red, green, blue], alpha)),
            ColorType::Indexed => return Err(LogoError::Unreadable),
        };
        let image = Image::from_custom(Pixels { pixels: pixels.into(), size }, false);
        Ok(Self { image: image.map_err(|_| LogoError::Unreadable)? })
    }

    /// The picture as a file embeds it.
    pub(crate) fn embedded(&self) -> Image {
        self.image.clone()
    }

    /// How wide and how high it is where it may be no wider and no higher than that.
    pub(crate) fn fitted(&self, width_max: Length, height_max: Length) -> (Length, Length) {
        let (wide, high) = self.image.size();
        let side = |of: u32, by: u32, length: Length| {
            let product = i64::from(of).saturating_mul(i64::from(length));
            Length::try_from(product.checked_div(i64::from(by)).unwrap_or_default()).unwrap_or(Length::MAX)
        };
        let width = side(wide, high, height_max);
        if width <= width_max { (width, height_max) } else { (width_max, side(high, wide, width_max)) }
    }
}

/// Colours with how much of them is seen, on white.
fn on_white<const N: usize>(samples: &[u8], pixel: impl Fn([u8; N]) -> ([u8; 3], u8)) -> Vec<u8> {
    let (pixels, _) = samples.as_chunks::<N>();
    let seen = |color: u8, alpha: u8| {
        let (color, alpha) = (u32::from(color), u32::from(alpha));
        let mixed = color.saturating_mul(alpha).saturating_add(255_u32.saturating_mul(255_u32.saturating_sub(alpha)));
        u8::try_from(mixed.saturating_add(127).div_euclid(255)).unwrap_or(u8::MAX)
    };
    let each = pixels.iter().flat_map(|bytes| {
        let (colors, alpha) = pixel(*bytes);
        colors.map(|color| seen(color, alpha))
    });
    each.collect()
}

/// Red, green and blue of each pixel, row by row.
#[derive(Clone, Hash)]
struct Pixels {
    pixels: std::sync::Arc<[u8]>,
    size: (u32, u32),
}

impl CustomImage for Pixels {
    fn color_channel(&self) -> &[u8] {
        &self.pixels
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of so many pixels, of one colour.
    fn png(width: u32, height: u32, kind: ColorType, pixel: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(kind);
        let count = usize::try_from(width * height).expect("a number");
        encoder.write_header().expect("a head").write_image_data(&pixel.repeat(count)).expect("pixels");
        file
    }

    #[test]
    fn what_is_transparent_is_white() {
        let rgba = |bytes| on_white::<4>(bytes, |[red, green, blue, alpha]| ([red, green, blue], alpha));
        assert_eq!(rgba(&[10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 128]), [10, 20, 30, 255, 255, 255, 127, 127, 127]);
        let read = |kind, pixel: &[u8]| Logo::read(&png(2, 2, kind, pixel)).expect("a logo");
        assert_eq!(read(ColorType::Rgba, &[9, 9, 9, 255]), read(ColorType::Grayscale, &[9]));
        assert_eq!(read(ColorType::GrayscaleAlpha, &[9, 0]), read(ColorType::Rgb, &[255; 3]));
        assert_ne!(read(ColorType::Rgb, &[1, 2, 3]), read(ColorType::Rgb, &[3, 2, 1]));
    }

    #[test]
    fn what_is_no_logo_is_refused_by_what_is_wrong_with_it() {
        let of = |width, height| Logo::read(&png(width, height, ColorType::Grayscale, &[0])).map(|_| ());
        assert_eq!(of(1_200, 600), Ok(()));
        assert_eq!(of(1_201, 1), Err(LogoError::TooManyPixels));
        assert_eq!(of(1, 601), Err(LogoError::TooManyPixels));
        assert_eq!(Logo::read(&vec![0; LOGO_BYTES_MAX + 1]), Err(LogoError::TooManyBytes));
        let whole = png(40, 40, ColorType::Rgb, &[1, 2, 3]);
        for broken in [&b"GIF89a"[..], &[], &whole[..whole.len() / 2], &whole[..whole.len() - 12]] {
            assert_eq!(Logo::read(broken), Err(LogoError::Unreadable), "{} bytes", broken.len());
        }
        let mut flipped = whole.clone();
        flipped[45] ^= 1;
        assert_eq!(Logo::read(&flipped), Err(LogoError::Unreadable));
    }

    #[test]
    fn a_logo_keeps_its_proportions() {
        let logo = Logo::read(&png(400, 100, ColorType::Grayscale, &[0])).expect("a logo");
        assert_eq!(logo.fitted(170_000, 48_000), (170_000, 42_500));
        let logo = Logo::read(&png(100, 100, ColorType::Grayscale, &[0])).expect("a logo");
        assert_eq!(logo.fitted(170_000, 48_000), (48_000, 48_000));
        let logo = Logo::read(&png(1_200, 1, ColorType::Grayscale, &[0])).expect("a logo");
        assert_eq!(logo.fitted(170_000, 48_000), (170_000, 141));
    }
}
