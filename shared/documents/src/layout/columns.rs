//! How wide the columns of a table are.

use crate::length::{Length, points};

/// The least width that text is broken into.
const TEXT_WIDTH_MIN: Length = points(58);

/// What is known of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wanted {
    /// How wide it is where nothing is broken.
    pub(super) natural: Length,
    /// How wide its widest word is.
    pub(super) widest_word: Length,
    /// Its cells may be broken into lines.
    pub(super) breaks: bool,
    /// It may be wider than it has to be.
    pub(super) grows: bool,
}

impl Wanted {
    fn least(&self) -> Length {
        if self.breaks { self.natural.min(self.widest_word.max(TEXT_WIDTH_MIN).min(points(120))) } else { self.natural }
    }
}

/// How wide each column is, in a width for all of them; `None` where they do not fit.
pub(super) fn widths(columns: &[Wanted], width: Length) -> Option<Vec<Length>> {
    let sum = |of: fn(&Wanted) -> Length| columns.iter().fold(0, |sum: Length, column| sum.saturating_add(of(column)));
    let natural = sum(|column| column.natural);
    if natural <= width {
        return Some(spread(columns, width.saturating_sub(natural)));
    }
    let missing = natural.saturating_sub(width);
    let slack = sum(|column| column.natural.saturating_sub(column.least()));
    if missing > slack {
        return None;
    }
    let narrowed = columns.iter().map(|column| {
        let own = column.natural.saturating_sub(column.least());
        column.natural.saturating_sub(share(missing, own, slack, Rounded::Up))
    });
    Some(narrowed.collect())
}

/// What is left over goes to the columns that may grow, evenly.
fn spread(columns: &[Wanted], left: Length) -> Vec<Length> {
    let portion = |column: &Wanted| Length::from(column.grows);
    let portions = columns.iter().fold(0, |sum: Length, column| sum.saturating_add(portion(column)));
    let share = |column: &Wanted| share(left, portion(column), portions, Rounded::Down);
    columns.iter().map(|column| column.natural.saturating_add(share(column))).collect()
}

#[derive(Clone, Copy)]
enum Rounded {
    Down,
    Up,
}

/// The share of an amount that `own` of `whole` has.
fn share(amount: Length, own: Length, whole: Length, rounded: Rounded) -> Length {
    let whole = i64::from(whole.max(1));
    let product = i64::from(amount).saturating_mul(i64::from(own));
    let up = match rounded {
        Rounded::Down => 0,
        Rounded::Up => whole.saturating_sub(1),
    };
    Length::try_from(product.saturating_add(up).div_euclid(whole)).unwrap_or(Length::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(natural: Length) -> Wanted {
        Wanted { natural, widest_word: natural, breaks: false, grows: true }
    }

    fn text(natural: Length) -> Wanted {
        Wanted { natural, widest_word: points(20), breaks: true, grows: true }
    }

    #[test]
    fn what_is_left_over_goes_to_the_columns_that_may_grow() {
        assert_eq!(widths(&[fixed(10), text(10), fixed(10)], 60), Some(vec![20, 20, 20]));
        assert_eq!(widths(&[fixed(10), fixed(20)], 50), Some(vec![20, 30]));
        let narrow = Wanted { grows: false, ..fixed(10) };
        assert_eq!(widths(&[narrow, fixed(20)], 50), Some(vec![10, 40]));
    }

    #[test]
    fn text_gives_way_and_amounts_do_not() {
        let columns = [fixed(points(100)), text(points(200)), fixed(points(100))];
        assert_eq!(widths(&columns, points(300)), Some(vec![points(100), points(100), points(100)]));
        assert_eq!(widths(&columns, points(257)), None, "text has 58 points at least");
        assert_eq!(widths(&[fixed(points(100)), fixed(points(100))], points(199)), None);
    }

    #[test]
    fn columns_are_never_wider_than_their_width() {
        for width in points(258)..points(258) + 50 {
            let columns = [text(points(133)), fixed(points(77)), text(points(201))];
            let sum: Length = widths(&columns, width).unwrap().iter().sum();
            assert!(sum <= width && sum >= width - 3, "{sum} of {width}");
        }
    }
}
