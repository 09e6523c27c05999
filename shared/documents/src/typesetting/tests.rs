//! Lines, worked out by hand where Noto's widths are known: a digit is 572 thousandths of its size wide, a space 260.

use super::Text;
use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::{Length, points};
use crate::style::{BLACK, Style};

const STYLE: Style = Style { size: points(10), bold: false, ink: BLACK };

fn lines(text: &str, width: Length) -> Vec<(String, Length)> {
    let fonts = Fonts::of_india();
    let lines = Text::shape(&fonts, text, false).unwrap().lines(&fonts, STYLE, width).unwrap();
    lines.into_iter().map(|line| (line.text, line.width)).collect()
}

fn texts(text: &str, width: Length) -> Vec<String> {
    lines(text, width).into_iter().map(|(text, _)| text).collect()
}

#[test]
fn a_line_is_as_wide_as_its_glyphs() {
    assert_eq!(lines("1234", points(100)), [("1234".to_owned(), 22_880)]);
    assert_eq!(lines("12 34", points(100)), [("12 34".to_owned(), 25_480)]);
}

#[test]
fn words_go_into_the_next_line_where_they_do_not_fit() {
    assert_eq!(texts("12 34 56", 25_480), ["12 34", "56"]);
    assert_eq!(texts("12 34 56", 25_479), ["12", "34", "56"]);
    assert_eq!(texts("12 \t 34\n\n56 ", points(100)), ["12 34", "", "56"]);
    assert_eq!(texts("", points(100)), [""]);
}

#[test]
fn a_no_break_space_does_not_break() {
    assert_eq!(texts("12\u{a0}34 56", 25_480), ["12\u{a0}34", "56"]);
}

#[test]
fn a_word_too_wide_for_a_line_is_broken_between_letters_and_nothing_is_lost() {
    assert_eq!(texts("12345", 11_440), ["12", "34", "5"]);
    assert_eq!(texts("12345", 1), ["1", "2", "3", "4", "5"]);
    // Syllables of Indian scripts stay whole: a consonant with its signs, and consonants that are written as one.
    assert_eq!(texts("किताब", 1), ["कि", "ता", "ब"]);
    assert_eq!(texts("ಖಾತೆ", 1), ["ಖಾ", "ತೆ"]);
}

#[test]
fn letters_of_another_script_are_set_in_its_font_and_signs_between_stay_with_them() {
    let fonts = Fonts::of_india();
    let text = Text::shape(&fonts, "A/c:ঋণ। B", false).unwrap();
    let line = text.lines(&fonts, STYLE, points(200)).unwrap().remove(0);
    let said = |run: &super::Run| {
        let (first, last) = (run.glyphs.first().unwrap(), run.glyphs.last().unwrap());
        line.text[first.start..last.end].to_owned()
    };
    assert_eq!(line.runs.iter().map(said).collect::<Vec<_>>(), ["A/c:", "ঋণ।", " B"]);
}

#[test]
fn lines_are_high_enough_for_all_of_their_fonts() {
    let height = |text: &str| {
        let fonts = Fonts::of_india();
        Text::shape(&fonts, text, false).unwrap().lines(&fonts, STYLE, points(200)).unwrap()[0].height
    };
    assert_eq!(height("A"), 13_620);
    assert_eq!(height("ಖ"), 10_690 + 5_400);
}

#[test]
fn a_joiner_before_any_letter_is_refused() {
    let refused = Text::shape(&Fonts::of_india(), "\u{200d}क", false).err();
    assert_eq!(refused, Some(DocumentError::MissingGlyph { character: '\u{200d}' }));
}
