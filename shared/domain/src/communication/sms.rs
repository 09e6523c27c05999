//! How a text goes out as SMS: in which alphabet, and in how many segments (3GPP TS 23.038 and 23.040).
//!
//! A text of the GSM 7-bit alphabet has 160 units in one segment, or 153 in each of several; any other is UCS-2, with 70 and 67. A
//! character of the extension table takes two units, and one outside the basic multilingual plane two; neither is divided between
//! segments.

/// Most segments of a message.
pub const SEGMENTS_MAX: usize = 10;

/// The basic alphabet, but for the escape to the extension table.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// The extension table.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// The alphabet of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// The GSM 7-bit default alphabet with its extension table.
    Gsm7,
    /// 16 bits a unit.
    Ucs2,
}

impl Alphabet {
    /// As answers write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    /// The units of a message in one segment, and of each of several.
    fn room(self) -> (usize, usize) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    fn units(self, character: char) -> usize {
        match self {
            Self::Gsm7 => 1_usize.saturating_add(usize::from(EXTENSION.contains(character))),
            Self::Ucs2 => character.len_utf16(),
        }
    }
}

/// What a text is as SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sms {
    /// Its alphabet.
    pub alphabet: Alphabet,
    /// Its characters.
    pub characters: usize,
    /// Its units.
    pub units: usize,
    /// Its segments, each of which is paid for.
    pub segments: usize,
}

impl Sms {
    /// Measures a text.
    pub fn of(text: &str) -> Self {
        let is_gsm = text.chars().all(|character| BASIC.contains(character) || EXTENSION.contains(character));
        let alphabet = if is_gsm { Alphabet::Gsm7 } else { Alphabet::Ucs2 };
        let units = text.chars().fold(0_usize, |sum, character| sum.saturating_add(alphabet.units(character)));
        let (alone, of_several) = alphabet.room();
        let segments = if units <= alone { 1 } else { segments(text, alphabet, of_several) };
        Self { alphabet, characters: text.chars().count(), units, segments }
    }
}

/// Fills one segment after the other.
fn segments(text: &str, alphabet: Alphabet, room: usize) -> usize {
    let (mut segments, mut used) = (1_usize, 0_usize);
    for character in text.chars() {
        let units = alphabet.units(character);
        used = used.saturating_add(units);
        if used > room {
            (segments, used) = (segments.saturating_add(1), units);
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(text: &str) -> (Alphabet, usize, usize) {
        let sms = Sms::of(text);
        (sms.alphabet, sms.units, sms.segments)
    }

    #[test]
    fn the_alphabet_is_that_of_the_standard() {
        assert_eq!(BASIC.chars().count(), 127);
        assert_eq!(EXTENSION.chars().count(), 10);
        assert!(!BASIC.chars().any(|character| EXTENSION.contains(character)));
        assert_eq!(measured("Pay 5€ [now]"), (Alphabet::Gsm7, 15, 1));
        assert_eq!(measured("ç").0, Alphabet::Ucs2, "the alphabet has the capital alone");
        assert_eq!(measured("`").0, Alphabet::Ucs2);
        assert_eq!(measured("₹500").0, Alphabet::Ucs2);
        assert_eq!(measured(""), (Alphabet::Gsm7, 0, 1));
    }

    #[test]
    fn segments_are_of_160_or_153_units() {
        for (length, segments) in [(160, 1), (161, 2), (306, 2), (307, 3), (1_530, 10), (1_531, 11)] {
            assert_eq!(measured(&"a".repeat(length)), (Alphabet::Gsm7, length, segments));
        }
    }

    #[test]
    fn segments_of_other_scripts_are_of_70_or_67_units() {
        for (length, segments) in [(70, 1), (71, 2), (134, 2), (135, 3)] {
            assert_eq!(measured(&"ऋ".repeat(length)), (Alphabet::Ucs2, length, segments));
        }
    }

    #[test]
    fn no_character_is_divided() {
        let extended = format!("{}€{}", "a".repeat(152), "a".repeat(152));
        assert_eq!(measured(&extended), (Alphabet::Gsm7, 306, 3));
        let plain = format!("{}€{}", "a".repeat(151), "a".repeat(153));
        assert_eq!(measured(&plain), (Alphabet::Gsm7, 306, 2));
        let emoji = format!("{}😀{}", "a".repeat(66), "a".repeat(66));
        assert_eq!(measured(&emoji), (Alphabet::Ucs2, 134, 3));
    }
}
