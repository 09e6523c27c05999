//! Reads a value as a filter writes it, bare or in quotes.

use super::cursor::Cursor;
use super::parse::KEYWORDS;
use super::{Argument, ParseFault};

/// Reads the value that is next.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Result<Argument, ParseFault> {
    match cursor.peek() {
        Some(quote @ ('"' | '\'')) => quoted(cursor, quote),
        _ => bare(cursor),
    }
}

fn bare(cursor: &mut Cursor<'_>) -> Result<Argument, ParseFault> {
    let fault = cursor.expected("a value");
    let text = cursor.take_while(usize::MAX, is_bare);
    if text.is_empty() || KEYWORDS.contains(&text) {
        return Err(fault);
    }
    let mut argument = Argument::plain("");
    for character in text.chars() {
        push_unescaped(&mut argument, character);
    }
    Ok(argument)
}

fn quoted(cursor: &mut Cursor<'_>, quote: char) -> Result<Argument, ParseFault> {
    cursor.next();
    let mut argument = Argument::plain("");
    loop {
        match cursor.next() {
            Some(character) if character == quote => return Ok(argument),
            Some('\\') => argument.push(escaped(cursor)?),
            Some(character) => push_unescaped(&mut argument, character),
            None => return Err(cursor.expected("the quote that ends the value")),
        }
    }
}

fn escaped(cursor: &mut Cursor<'_>) -> Result<char, ParseFault> {
    let fault = cursor.expected("one of \" ' \\ * n t after a backslash");
    match cursor.next() {
        Some(itself @ ('"' | '\'' | '\\' | '*')) => Ok(itself),
        Some('n') => Ok('\n'),
        Some('t') => Ok('\t'),
        _ => Err(fault),
    }
}

fn push_unescaped(argument: &mut Argument, character: char) {
    if character == '*' {
        argument.push_wildcard();
    } else {
        argument.push(character);
    }
}

fn is_bare(character: char) -> bool {
    !character.is_whitespace() && !"()\"',=<>!\\".contains(character)
}
