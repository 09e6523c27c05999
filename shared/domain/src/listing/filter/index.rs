//! The split of a filter into what an index finds and what is looked at item by item.

use std::cmp::Ordering;
use std::ops::Bound;

use super::{Checked, Expression, Operand, Operator, Test, Value};

/// What a list's index can be asked for in one query.
#[derive(Debug, Clone, Copy)]
pub struct Index {
    /// The fields by whose equality it finds, the one that finds fewest first.
    pub equal: &'static [&'static str],
    /// The field in whose order it keeps what it finds, of which it can read a range.
    pub sorted_by: Option<&'static str>,
    /// Whether it can also be read as a whole, in the same order.
    pub has_whole: bool,
}

/// What is asked of the index, and what is left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The field by whose equality is found; `None` when the list is read as a whole.
    pub equality: Option<Equality>,
    /// The range that is read; `None` for all.
    pub range: Option<Range>,
    /// What must be looked at item by item.
    pub rest: Checked,
}

/// A field and the one value that it must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equality {
    /// The field.
    pub path: &'static str,
    /// The value.
    pub value: Value,
}

/// A field and the range that its value must lie in. The bounds are exact: an index with coarser keys must read more, and look itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The field.
    pub path: &'static str,
    /// The least value.
    pub lower: Bound<Value>,
    /// The greatest value.
    pub upper: Bound<Value>,
}

/// The index finds nothing of what the filter asks for: a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("filter must ask for one value of one of the fields {}, joined by AND to whatever else it asks for", .usable.join(", "))]
pub struct NotIndexed {
    /// The fields that the index finds by.
    pub usable: Vec<&'static str>,
}

impl Index {
    /// Splits a filter. What lies below `OR` and `NOT` is never asked of an index.
    ///
    /// # Errors
    /// [`NotIndexed`] when the filter asks for something, and the index finds by nothing of it.
    pub fn plan(&self, filter: &Checked) -> Result<Plan, NotIndexed> {
        let mut rest = Vec::new();
        if let Some(root) = &filter.root {
            flatten(root, &mut rest);
        }
        let is_empty = rest.is_empty();
        let equality = self.take_equality(&mut rest);
        let range = self.take_range(&mut rest);
        let is_found = equality.is_some() || self.has_whole && (range.is_some() || is_empty);
        if !is_found {
            return Err(self.not_indexed());
        }
        Ok(Plan { equality, range, rest: Checked { root: joined(rest) } })
    }

    fn take_equality(&self, rest: &mut Vec<&Expression<Test>>) -> Option<Equality> {
        self.equal.iter().find_map(|path| {
            let at = rest.iter().position(|each| equal_value(each, path).is_some())?;
            let value = equal_value(rest.remove(at), path)?.clone();
            Some(Equality { path, value })
        })
    }

    fn take_range(&self, rest: &mut Vec<&Expression<Test>>) -> Option<Range> {
        let path = self.sorted_by?;
        let mut range = Range { path, lower: Bound::Unbounded, upper: Bound::Unbounded };
        rest.retain(|each| !range.narrow(each));
        (range.lower != Bound::Unbounded || range.upper != Bound::Unbounded).then_some(range)
    }

    fn not_indexed(&self) -> NotIndexed {
        let sorted_by = self.sorted_by.filter(|path| self.has_whole && !self.equal.contains(path));
        NotIndexed { usable: self.equal.iter().copied().chain(sorted_by).collect() }
    }
}

impl Range {
    /// Whether no value can lie in it. A store must not be asked for such a range.
    pub fn is_empty(&self) -> bool {
        let (Some(lower), Some(upper)) = (bound_value(&self.lower), bound_value(&self.upper)) else { return false };
        let are_taken = matches!((&self.lower, &self.upper), (Bound::Included(_), Bound::Included(_)));
        match lower.compare(upper) {
            Some(Ordering::Less) => false,
            Some(Ordering::Equal) => !are_taken,
            Some(Ordering::Greater) | None => true,
        }
    }

    /// Narrows the range by a condition, if it is one on its field.
    fn narrow(&mut self, condition: &Expression<Test>) -> bool {
        let Some((operator, value)) = plain(condition, self.path) else { return false };
        let value = value.clone();
        match operator {
            Operator::Less => self.lower_the_upper(Bound::Excluded(value)),
            Operator::LessOrEqual => self.lower_the_upper(Bound::Included(value)),
            Operator::Greater => self.raise_the_lower(Bound::Excluded(value)),
            Operator::GreaterOrEqual => self.raise_the_lower(Bound::Included(value)),
            Operator::Equal | Operator::Has => {
                self.raise_the_lower(Bound::Included(value.clone()));
                self.lower_the_upper(Bound::Included(value));
            }
            Operator::NotEqual => return false,
        }
        true
    }

    fn raise_the_lower(&mut self, bound: Bound<Value>) {
        if is_narrower(&bound, &self.lower, Ordering::Greater) {
            self.lower = bound;
        }
    }

    fn lower_the_upper(&mut self, bound: Bound<Value>) {
        if is_narrower(&bound, &self.upper, Ordering::Less) {
            self.upper = bound;
        }
    }
}

/// Whether a bound leaves less than the present one does. Of two at the same value, the one that leaves the value out does.
fn is_narrower(bound: &Bound<Value>, present: &Bound<Value>, inwards: Ordering) -> bool {
    match (bound_value(bound), bound_value(present)) {
        (Some(value), Some(present)) => match value.compare(present) {
            Some(Ordering::Equal) => matches!(bound, Bound::Excluded(_)),
            order => order == Some(inwards),
        },
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn bound_value(bound: &Bound<Value>) -> Option<&Value> {
    match bound {
        Bound::Included(value) | Bound::Excluded(value) => Some(value),
        Bound::Unbounded => None,
    }
}

/// The conditions that must all hold.
fn flatten<'filter>(expression: &'filter Expression<Test>, all: &mut Vec<&'filter Expression<Test>>) {
    match expression {
        Expression::All(each) => each.iter().for_each(|each| flatten(each, all)),
        other => all.push(other),
    }
}

/// The operator and value of a comparison of one field, which has one value, with one value.
fn plain<'filter>(condition: &'filter Expression<Test>, path: &str) -> Option<(Operator, &'filter Value)> {
    match condition {
        Expression::Leaf(Test { field, operator, operand: Operand::Value(value) })
            if field.path == path && !field.is_list =>
        {
            Some((*operator, value))
        }
        _ => None,
    }
}

fn equal_value<'filter>(condition: &'filter Expression<Test>, path: &str) -> Option<&'filter Value> {
    let (operator, value) = plain(condition, path)?;
    matches!(operator, Operator::Equal | Operator::Has).then_some(value)
}

fn joined(mut conditions: Vec<&Expression<Test>>) -> Option<Expression<Test>> {
    match conditions.len() {
        0 | 1 => conditions.pop().cloned(),
        _ => Some(Expression::All(conditions.into_iter().cloned().collect())),
    }
}

#[cfg(test)]
mod tests;
