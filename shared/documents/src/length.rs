//! Lengths are whole thousandths of a point, so that what fits is decided exactly and the same everywhere. They become
//! floats only where the file is written, because PDF's numbers are.

/// A length in thousandths of a point (1/72 inch), rightwards or downwards from the upper left corner.
pub(crate) type Length = i32;

/// A length in whole points.
pub(crate) const fn points(points: i32) -> Length {
    points.saturating_mul(1000)
}

/// What is so many thousandths of a font's size comes to, in letters of that size.
pub(crate) fn scaled(thousandths: i32, size: Length) -> Length {
    let product = i64::from(thousandths).saturating_mul(i64::from(size));
    let rounded = product.saturating_add(500).div_euclid(1000);
    Length::try_from(rounded).unwrap_or(Length::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_s_thousandths_are_scaled_to_the_nearest_thousandth_of_a_point() {
        assert_eq!(scaled(572, points(10)), 5_720);
        assert_eq!(scaled(1, 8_500), 9);
        assert_eq!(scaled(-293, points(9)), -2_637);
        assert_eq!(scaled(i32::MAX, i32::MAX), i32::MAX);
    }
}
