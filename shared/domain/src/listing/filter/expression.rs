//! What a filter says, as a tree.

use std::fmt;

use super::Argument;

/// A condition made of conditions. `T` is the simplest: a comparison as it was written, or one that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expression<T> {
    /// All of them hold.
    All(Vec<Expression<T>>),
    /// At least one of them holds.
    Any(Vec<Expression<T>>),
    /// It does not hold.
    Not(Box<Expression<T>>),
    /// The simplest condition.
    Leaf(T),
}

impl<T> Expression<T> {
    /// Whether it holds, given which of the simplest conditions do.
    pub fn holds(&self, leaf: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(all) => all.iter().all(|each| each.holds(leaf)),
            Self::Any(any) => any.iter().any(|each| each.holds(leaf)),
            Self::Not(inner) => !inner.holds(leaf),
            Self::Leaf(condition) => leaf(condition),
        }
    }

    /// The same tree with other leaves.
    ///
    /// # Errors
    /// The first fault of a leaf, from left to right.
    pub fn try_map<U, E>(&self, leaf: &impl Fn(&T) -> Result<U, E>) -> Result<Expression<U>, E> {
        let each = |list: &[Self]| list.iter().map(|each| each.try_map(leaf)).collect::<Result<Vec<_>, E>>();
        match self {
            Self::All(all) => each(all).map(Expression::All),
            Self::Any(any) => each(any).map(Expression::Any),
            Self::Not(inner) => Ok(Expression::Not(Box::new(inner.try_map(leaf)?))),
            Self::Leaf(condition) => leaf(condition).map(Expression::Leaf),
        }
    }
}

/// How a field is compared with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `:`, for lists that one of the elements is equal.
    Has,
}

impl Operator {
    /// All of them, those first that others begin.
    pub(super) const BY_LENGTH: [Self; 7] =
        [Self::LessOrEqual, Self::GreaterOrEqual, Self::NotEqual, Self::Equal, Self::Less, Self::Greater, Self::Has];

    /// As a filter writes it.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Has => ":",
        }
    }

    /// Whether it asks for a place in an order, not for equality.
    pub fn is_order(self) -> bool {
        matches!(self, Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual)
    }
}

/// One comparison as it was written, of a field that may not exist with a value that may be of another type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The field's path, names joined by dots.
    pub path: String,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with.
    pub argument: Argument,
}

/// A filter as it was written. The empty one lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// The condition; `None` for the empty filter.
    pub root: Option<Expression<Comparison>>,
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let symbol = self.operator.symbol();
        match self.operator {
            Operator::Has => write!(f, "{}{symbol}{}", self.path, self.argument),
            _ => write!(f, "{} {symbol} {}", self.path, self.argument),
        }
    }
}

/// Without a parenthesis that is not needed, so that what was accepted is not nested more deeply when it is shown.
impl<T: fmt::Display> fmt::Display for Expression<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(all) => write_joined(f, all, " AND ", |each| matches!(each, Self::All(_))),
            Self::Any(any) => write_joined(f, any, " OR ", |each| matches!(each, Self::All(_) | Self::Any(_))),
            Self::Not(inner) if matches!(**inner, Self::Leaf(_)) => write!(f, "NOT {inner}"),
            Self::Not(inner) => write!(f, "NOT ({inner})"),
            Self::Leaf(condition) => write!(f, "{condition}"),
        }
    }
}

fn write_joined<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    list: &[Expression<T>],
    between: &str,
    in_parentheses: impl Fn(&Expression<T>) -> bool,
) -> fmt::Result {
    for (position, each) in list.iter().enumerate() {
        f.write_str(if position > 0 { between } else { "" })?;
        if in_parentheses(each) {
            write!(f, "({each})")?;
        } else {
            write!(f, "{each}")?;
        }
    }
    Ok(())
}

/// One spelling for all that say the same in the same order: spaces, quotes and needless parentheses make no difference.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.as_ref().map_or(Ok(()), |root| write!(f, "{root}"))
    }
}
