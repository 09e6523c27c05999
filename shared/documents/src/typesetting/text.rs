//! A text, shaped, without a size yet.

use super::line::Line;
use super::word::Word;
use crate::error::DocumentError;
use crate::fonts::Fonts;
use crate::length::Length;
use crate::style::Style;

/// A text, shaped, without a size yet. Where it has line ends, lines end.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    paragraphs: Vec<Vec<Word>>,
    space: Word,
    bold: bool,
}

/// What stands between words. A no-break space is not among them: that is its purpose.
fn is_space(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

impl Text {
    /// Shapes a text.
    pub(crate) fn shape(fonts: &Fonts, text: &str, bold: bool) -> Result<Self, DocumentError> {
        let words = |line: &str| {
            let words = line.split(is_space).filter(|word| !word.is_empty());
            words.map(|word| Word::shape(fonts, word, bold)).collect::<Result<Vec<_>, _>>()
        };
        let paragraphs = text.lines().map(words).collect::<Result<_, _>>()?;
        Ok(Self { paragraphs, space: Word::shape(fonts, " ", bold)?, bold })
    }

    /// The width of the longest line, unbroken.
    pub(crate) fn width(&self, size: Length) -> Length {
        let space = self.space.width(size);
        let width = |words: &Vec<Word>| {
            let spaces = space.saturating_mul(Length::try_from(words.len().saturating_sub(1)).unwrap_or(Length::MAX));
            words.iter().fold(spaces, |sum, word| sum.saturating_add(word.width(size)))
        };
        self.paragraphs.iter().map(width).max().unwrap_or(0)
    }

    /// The width of the widest word.
    pub(crate) fn widest_word(&self, size: Length) -> Length {
        self.paragraphs.iter().flatten().map(|word| word.width(size)).max().unwrap_or(0)
    }

    /// The text in lines that are at most so wide; one, empty, where it says nothing.
    pub(crate) fn lines(&self, fonts: &Fonts, style: Style, width: Length) -> Result<Vec<Line>, DocumentError> {
        debug_assert_eq!(self.bold, style.bold, "a text is shaped in the weight that it is set in");
        let mut lines = Vec::new();
        for words in &self.paragraphs {
            for line in self.broken(words, style.size, width) {
                lines.push(Line::of(fonts, &line, &self.space, style)?);
            }
        }
        if lines.is_empty() {
            lines.push(Line::of(fonts, &[], &self.space, style)?);
        }
        Ok(lines)
    }

    /// As many words into each line as fit.
    fn broken(&self, words: &[Word], size: Length, width: Length) -> Vec<Vec<Word>> {
        let space = self.space.width(size);
        let mut lines = Vec::new();
        let (mut line, mut reaches) = (Vec::new(), 0_i32);
        let pieces = words
            .iter()
            .flat_map(|word| if word.width(size) > width { word.broken(width, size) } else { vec![word.clone()] });
        for word in pieces {
            let wide = word.width(size);
            let next = if line.is_empty() { wide } else { reaches.saturating_add(space).saturating_add(wide) };
            if next > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                reaches = wide;
            } else {
                reaches = next;
            }
            line.push(word);
        }
        lines.push(line);
        lines
    }
}
