//! Reads a filter's text by recursive descent.

use std::str::FromStr;

use super::cursor::{Cursor, is_of_word};
use super::{Comparison, Expression, Filter, Operator, ParseFault, literal};

/// Longest filter taken, in bytes.
pub const FILTER_BYTES_MAX: usize = 2_000;
/// Most parentheses that may be open at one place.
pub const DEPTH_MAX: usize = 20;
/// Most comparisons in one filter.
pub const TERMS_MAX: usize = 50;
/// The words that are no values unless they are quoted.
pub(super) const KEYWORDS: [&str; 3] = ["AND", "OR", "NOT"];

const OPERATOR: &str = "=, !=, <, <=, >, >= or : after a field's name (AND, OR and NOT are in capitals)";

/// What stands alone in an expression: comparisons, or in `a = (x OR y)` the values of a field.
#[derive(Clone, Copy)]
enum Scope<'path> {
    Comparisons,
    Values(&'path str, Operator),
}

struct Parser<'text> {
    cursor: Cursor<'text>,
    terms: usize,
}

impl FromStr for Filter {
    type Err = ParseFault;

    fn from_str(text: &str) -> Result<Self, ParseFault> {
        if text.len() > FILTER_BYTES_MAX {
            return Err(ParseFault::TooLong);
        }
        let mut parser = Parser { cursor: Cursor::new(text), terms: 0 };
        parser.cursor.take_space();
        if parser.cursor.peek().is_none() {
            return Ok(Self::default());
        }
        let root = parser.expression(Scope::Comparisons, 0)?;
        match parser.cursor.peek() {
            None => Ok(Self { root: Some(root) }),
            Some(_) => {
                Err(parser.cursor.expected("AND, OR, a comparison or the end, not a parenthesis that none opened"))
            }
        }
    }
}

impl<'text> Parser<'text> {
    /// `AND` between alternatives may be left out.
    fn expression(&mut self, scope: Scope<'_>, depth: usize) -> Result<Expression<Comparison>, ParseFault> {
        let first = self.alternatives(scope, depth)?;
        let mut more = Vec::new();
        while self.cursor.peek().is_some_and(|next| next != ')') {
            self.cursor.take_word("AND");
            more.push(self.alternatives(scope, depth)?);
        }
        Ok(joined(first, more, Expression::All))
    }

    fn alternatives(&mut self, scope: Scope<'_>, depth: usize) -> Result<Expression<Comparison>, ParseFault> {
        let first = self.term(scope, depth)?;
        let mut more = Vec::new();
        while self.cursor.take_word("OR") {
            more.push(self.term(scope, depth)?);
        }
        Ok(joined(first, more, Expression::Any))
    }

    fn term(&mut self, scope: Scope<'_>, depth: usize) -> Result<Expression<Comparison>, ParseFault> {
        self.cursor.take_space();
        // Among values a minus is a number's sign.
        let is_negated = self.cursor.take_word("NOT") || matches!(scope, Scope::Comparisons) && self.take_minus();
        if is_negated {
            self.cursor.take_space();
        }
        let term = self.simple(scope, depth)?;
        self.end_of_term()?;
        Ok(if is_negated { Expression::Not(Box::new(term)) } else { term })
    }

    /// `-a`, but not `- a`.
    fn take_minus(&mut self) -> bool {
        self.cursor.take("-") && !self.cursor.peek().is_some_and(char::is_whitespace)
    }

    fn end_of_term(&mut self) -> Result<(), ParseFault> {
        let is_apart = self.cursor.take_space() || self.cursor.peek().is_none_or(|next| next == ')');
        if is_apart {
            Ok(())
        } else {
            Err(self.cursor.expected("a space or the end (a value with other characters is quoted)"))
        }
    }

    fn simple(&mut self, scope: Scope<'_>, depth: usize) -> Result<Expression<Comparison>, ParseFault> {
        if self.cursor.peek() == Some('(') {
            return self.group(scope, depth);
        }
        if let Scope::Values(path, operator) = scope {
            return self.comparison(path, operator);
        }
        let path = self.path()?;
        self.cursor.take_space();
        let operator = self.operator()?;
        self.cursor.take_space();
        match (self.cursor.peek(), operator) {
            // "Neither x nor y": distributed, it would hold for everything.
            (Some('('), Operator::NotEqual) => {
                let group = self.group(Scope::Values(&path, Operator::Equal), depth)?;
                Ok(Expression::Not(Box::new(group)))
            }
            (Some('('), _) => self.group(Scope::Values(&path, operator), depth),
            _ => self.comparison(&path, operator),
        }
    }

    fn group(&mut self, scope: Scope<'_>, depth: usize) -> Result<Expression<Comparison>, ParseFault> {
        if depth >= DEPTH_MAX {
            return Err(ParseFault::TooDeep { position: self.cursor.position() });
        }
        self.cursor.take("(");
        let inner = self.expression(scope, depth.saturating_add(1))?;
        if self.cursor.take(")") { Ok(inner) } else { Err(self.cursor.expected("AND, OR or )")) }
    }

    fn path(&mut self) -> Result<String, ParseFault> {
        if KEYWORDS.iter().any(|word| self.cursor.starts_with_word(word)) {
            return Err(self.cursor.expected("a field's name or ("));
        }
        let mut path = self.name("a field's name or (")?.to_owned();
        while self.cursor.take(".") {
            path.push('.');
            path.push_str(self.name("a field's name after the dot")?);
        }
        Ok(path)
    }

    fn name(&mut self, expected: &'static str) -> Result<&'text str, ParseFault> {
        match self.cursor.peek() {
            Some(first) if is_of_word(first) && !first.is_ascii_digit() => {
                Ok(self.cursor.take_while(usize::MAX, is_of_word))
            }
            _ => Err(self.cursor.expected(expected)),
        }
    }

    fn operator(&mut self) -> Result<Operator, ParseFault> {
        let found = Operator::BY_LENGTH.into_iter().find(|operator| self.cursor.take(operator.symbol()));
        found.ok_or_else(|| self.cursor.expected(OPERATOR))
    }

    fn comparison(&mut self, path: &str, operator: Operator) -> Result<Expression<Comparison>, ParseFault> {
        if self.terms >= TERMS_MAX {
            return Err(ParseFault::TooManyTerms { position: self.cursor.position() });
        }
        self.terms = self.terms.saturating_add(1);
        let argument = literal::read(&mut self.cursor)?;
        Ok(Expression::Leaf(Comparison { path: path.to_owned(), operator, argument }))
    }
}

fn joined<T>(
    first: Expression<T>,
    more: Vec<Expression<T>>,
    join: impl Fn(Vec<Expression<T>>) -> Expression<T>,
) -> Expression<T> {
    if more.is_empty() { first } else { join(std::iter::once(first).chain(more).collect()) }
}

#[cfg(test)]
mod tests;
