//! The right-hand side of a comparison.

use std::fmt;

use super::parse::KEYWORDS;

/// A text in which wildcards may stand: the pieces between them, so that one piece is a text without wildcards.
#[derive(Clone, PartialEq, Eq)]
pub struct Argument {
    first: String,
    after_wildcards: Vec<String>,
}

impl Argument {
    /// A text without wildcards.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { first: text.into(), after_wildcards: Vec::new() }
    }

    /// The lone wildcard, `*`.
    pub fn any() -> Self {
        let mut any = Self::plain("");
        any.push_wildcard();
        any
    }

    /// Adds a character that stands for itself.
    pub fn push(&mut self, character: char) {
        self.after_wildcards.last_mut().unwrap_or(&mut self.first).push(character);
    }

    /// Adds a wildcard. Two in a row are one.
    pub fn push_wildcard(&mut self) {
        if self.after_wildcards.last().is_none_or(|piece| !piece.is_empty()) {
            self.after_wildcards.push(String::new());
        }
    }

    /// The text, if there is no wildcard in it.
    pub fn as_plain(&self) -> Option<&str> {
        self.after_wildcards.is_empty().then_some(self.first.as_str())
    }

    /// Whether it is the lone wildcard.
    pub fn is_any(&self) -> bool {
        self.first.is_empty() && matches!(self.after_wildcards.as_slice(), [last] if last.is_empty())
    }

    /// Whether a text is this one, each wildcard standing for any characters or none.
    pub fn matches(&self, text: &str) -> bool {
        let Some((last, middle)) = self.after_wildcards.split_last() else { return text == self.first };
        let inner = text.strip_prefix(self.first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str()));
        let Some(mut rest) = inner else { return false };
        // The earliest place for a piece leaves the most room for those after it.
        for piece in middle {
            match rest.split_once(piece.as_str()) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        true
    }

    fn pieces(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str()).chain(self.after_wildcards.iter().map(String::as_str))
    }

    fn can_stand_bare(&self) -> bool {
        let is_bare = |character: char| character.is_ascii_alphanumeric() || "_.:+-".contains(character);
        self.as_plain().is_none_or(|text| !text.is_empty() && !KEYWORDS.contains(&text))
            && self.pieces().all(|piece| piece.chars().all(is_bare))
    }
}

/// As a filter writes it: quoted where it must be.
impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quote = if self.can_stand_bare() { "" } else { "\"" };
        f.write_str(quote)?;
        for (position, piece) in self.pieces().enumerate() {
            f.write_str(if position > 0 { "*" } else { "" })?;
            for character in piece.chars() {
                write_escaped(character, f)?;
            }
        }
        f.write_str(quote)
    }
}

fn write_escaped(character: char, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match character {
        '\n' => f.write_str("\\n"),
        '\t' => f.write_str("\\t"),
        '"' | '\\' | '*' => write!(f, "\\{character}"),
        _ => write!(f, "{character}"),
    }
}

/// Shows the length only: people are looked for by what is theirs, which must not reach a log.
impl fmt::Debug for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a value of {} bytes", self.pieces().map(str::len).sum::<usize>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn argument(written: &str) -> Argument {
        let mut argument = Argument::plain("");
        for character in written.chars() {
            if character == '*' { argument.push_wildcard() } else { argument.push(character) }
        }
        argument
    }

    #[test]
    fn a_wildcard_stands_for_any_characters_or_none() {
        let cases = [
            ("*.foo", "a.foo", true),
            ("*.foo", ".foo", true),
            ("*.foo", "a.foo.b", false),
            ("A*", "Asha", true),
            ("A*", "Basha", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("ab*ba", "aba", false),
            ("*aa*aa*", "aaa", false),
            ("**", "", true),
            ("", "", true),
            ("", "x", false),
        ];
        for (written, text, expected) in cases {
            assert_eq!(argument(written).matches(text), expected, "{written} on {text}");
        }
    }

    #[test]
    fn what_could_be_misread_is_quoted() {
        let cases = [
            ("ACTIVE", "ACTIVE"),
            ("-12.50", "-12.50"),
            ("2026-01-31T09:30:00+05:30", "2026-01-31T09:30:00+05:30"),
            ("", "\"\""),
            ("OR", "\"OR\""),
            ("a b", "\"a b\""),
            ("5\" nail\\", "\"5\\\" nail\\\\\""),
        ];
        for (text, written) in cases {
            assert_eq!(Argument::plain(text).to_string(), written);
        }
        assert_eq!(Argument::plain("5*").to_string(), "\"5\\*\"");
        assert_eq!(argument("A*").to_string(), "A*");
        assert_eq!(argument("é*").to_string(), "\"é*\"");
    }

    #[test]
    fn a_log_sees_no_value() {
        assert_eq!(format!("{:?}", Argument::plain("Asha")), "a value of 4 bytes");
    }
}
