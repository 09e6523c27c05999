//! A place in a filter's text.

use super::ParseFault;

/// What is left of the text, and how much of it was read.
pub(super) struct Cursor<'text> {
    rest: &'text str,
    read: usize,
}

impl<'text> Cursor<'text> {
    pub(super) fn new(text: &'text str) -> Self {
        Self { rest: text, read: 0 }
    }

    /// The next character's number, from 1.
    pub(super) fn position(&self) -> usize {
        self.read.saturating_add(1)
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let mut characters = self.rest.chars();
        let next = characters.next()?;
        self.rest = characters.as_str();
        self.read = self.read.saturating_add(1);
        Some(next)
    }

    /// Takes a symbol if it is next.
    pub(super) fn take(&mut self, symbol: &str) -> bool {
        match self.rest.strip_prefix(symbol) {
            Some(_) => {
                self.take_while(symbol.chars().count(), |_| true);
                true
            }
            None => false,
        }
    }

    /// Whether a word is next as a whole.
    pub(super) fn starts_with_word(&self, word: &str) -> bool {
        self.rest.strip_prefix(word).is_some_and(|after| !after.starts_with(is_of_word))
    }

    /// Takes a word if it is next as a whole.
    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.starts_with_word(word) && self.take(word)
    }

    /// Takes spaces, and tells whether there were any.
    pub(super) fn take_space(&mut self) -> bool {
        !self.take_while(usize::MAX, char::is_whitespace).is_empty()
    }

    /// Takes characters while they are wanted, at most so many.
    pub(super) fn take_while(&mut self, most: usize, wanted: impl Fn(char) -> bool) -> &'text str {
        let before = self.rest;
        let mut taken = 0_usize;
        while taken < most && self.peek().is_some_and(&wanted) {
            self.next();
            taken = taken.saturating_add(1);
        }
        let length = before.len().saturating_sub(self.rest.len());
        before.get(..length).unwrap_or_default()
    }

    /// The fault that something else was expected here.
    pub(super) fn expected(&self, expected: &'static str) -> ParseFault {
        ParseFault::Unexpected { position: self.position(), expected }
    }
}

/// Whether a character is one of a field's name.
pub(super) fn is_of_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}
