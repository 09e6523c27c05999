//! A text with variables: `Dear {applicant_name}, please pay.`
//!
//! A brace belongs to a variable and to nothing else, so that what somebody took for a variable never goes out as it stands.

use std::collections::BTreeSet;

/// Longest name of a variable, in characters.
pub const NAME_CHARS_MAX: usize = 64;

/// Why a text has no meaning as a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WordingFault {
    /// A brace that belongs to no variable.
    #[error("The brace at character {0} belongs to no variable: write {{name}}, of lower-case letters, digits and _")]
    StrayBrace(usize),
}

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// As it stands.
    Text(&'a str),
    /// What stands for a value, by its name.
    Variable(&'a str),
}

/// Takes a text apart.
///
/// # Errors
/// The first brace that belongs to no variable, counted in characters from 1.
pub fn parts(text: &str) -> Result<Vec<Part<'_>>, WordingFault> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut at = 1_usize;
    while let Some((before, behind)) = rest.find(['{', '}']).and_then(|brace| rest.split_at_checked(brace)) {
        at = at.saturating_add(before.chars().count());
        let inside = behind.strip_prefix('{').and_then(|behind| behind.split_once('}'));
        let Some((name, after)) = inside.filter(|(name, _)| is_name(name)) else {
            return Err(WordingFault::StrayBrace(at));
        };
        parts.extend((!before.is_empty()).then_some(Part::Text(before)));
        parts.push(Part::Variable(name));
        at = at.saturating_add(name.len()).saturating_add(2);
        rest = after;
    }
    parts.extend((!rest.is_empty()).then_some(Part::Text(rest)));
    Ok(parts)
}

/// The names of the variables of a text, each once.
///
/// # Errors
/// As of [`parts`].
pub fn variables(text: &str) -> Result<BTreeSet<&str>, WordingFault> {
    let names = parts(text)?.into_iter().filter_map(|part| match part {
        Part::Variable(name) => Some(name),
        Part::Text(_) => None,
    });
    Ok(names.collect())
}

/// Whether a text can be the name of a variable: lower-case letters, digits and `_`, a letter first.
pub fn is_name(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= NAME_CHARS_MAX
        && name.bytes().next().is_some_and(|first| first.is_ascii_lowercase())
        && name.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_is_text_and_variables() {
        let read = parts("Dear {applicant_name}, {amount_2}{x}!").expect("a template");
        let expected = [
            Part::Text("Dear "),
            Part::Variable("applicant_name"),
            Part::Text(", "),
            Part::Variable("amount_2"),
            Part::Variable("x"),
            Part::Text("!"),
        ];
        assert_eq!(read, expected);
        assert_eq!(parts(""), Ok(Vec::new()));
        assert_eq!(variables("{b}{a}{b}").map(|names| names.into_iter().collect()), Ok(vec!["a", "b"]));
    }

    #[test]
    fn a_brace_that_is_no_variables_is_named_by_its_place() {
        for (text, at) in [
            ("{", 1),
            ("ab}", 3),
            ("é{}", 2),
            ("{a}{B}", 4),
            ("{{a}}", 1),
            ("{#var#}", 1),
            ("{a b}", 1),
            ("{a}}", 4),
            ("{2a}", 1),
            ("{a", 1),
        ] {
            assert_eq!(parts(text), Err(WordingFault::StrayBrace(at)), "{text}");
        }
        let long = format!("{{{}}}", "a".repeat(NAME_CHARS_MAX + 1));
        assert_eq!(parts(&long), Err(WordingFault::StrayBrace(1)));
    }

    proptest! {
        #[test]
        fn parts_put_together_are_the_text(text in "([a-c{} é]|\\{[a-c_]{1,4}\\}){0,20}") {
            if let Ok(parts) = parts(&text) {
                let again: String = parts.into_iter().map(|part| match part {
                    Part::Text(text) => text.to_owned(),
                    Part::Variable(name) => format!("{{{name}}}"),
                }).collect();
                prop_assert_eq!(again, text);
            }
        }
    }
}
