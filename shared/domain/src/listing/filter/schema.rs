//! The fields that a list can be filtered by, and the check of a filter against them.

use super::{Argument, Checked, Comparison, FieldType, Filter, Operand, Operator, Test, Value};
use crate::listing::quoted;

/// One field that a list can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filterable {
    /// Its path in an object, names joined by dots.
    pub path: &'static str,
    /// The type of its values.
    pub field_type: FieldType,
    /// Whether it, or something on the path to it, is a list. Lists are asked by `:` only.
    pub is_list: bool,
}

impl Filterable {
    /// A field with one value.
    pub const fn one(path: &'static str, field_type: FieldType) -> Self {
        Self { path, field_type, is_list: false }
    }

    /// A field in a list, or a list of values.
    pub const fn list(path: &'static str, field_type: FieldType) -> Self {
        Self { path, field_type, is_list: true }
    }
}

/// All fields that a list can be filtered by.
#[derive(Debug, Clone, Copy)]
pub struct Schema {
    /// The fields, in the order in which messages name them.
    pub fields: &'static [Filterable],
}

/// Why a filter does not fit a list: a sentence for the caller.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckFault {
    /// The list cannot be filtered by this field.
    #[error("filter cannot use the field {path}: the fields that can be used are {}", .usable.join(", "))]
    UnknownField {
        /// The field.
        path: String,
        /// Those that can be used.
        usable: Vec<&'static str>,
    },
    /// The value is not of the field's type.
    #[error("filter compares {path} with a value of another type: expected {expected}")]
    WrongType {
        /// The field.
        path: &'static str,
        /// What its type is written like.
        expected: String,
    },
    /// A wildcard stands where none can.
    #[error("filter uses a wildcard with {path}: * stands for any characters only in texts compared by =, != or :")]
    Wildcard {
        /// The field.
        path: &'static str,
    },
    /// The values have no order.
    #[error("filter compares {path} by {operator}: it has no order, so only =, != and : can be used")]
    NoOrder {
        /// The field.
        path: &'static str,
        /// How it was compared.
        operator: &'static str,
    },
    /// A list was not asked by `:`.
    #[error("filter compares {path} by {operator}: it is a list, which is asked by : for one of its elements")]
    List {
        /// The field.
        path: &'static str,
        /// How it was compared.
        operator: &'static str,
    },
}

impl Schema {
    /// Checks a filter: each field can be used, in the way it is, with a value of its type.
    ///
    /// # Errors
    /// The first fault, from left to right.
    pub fn check(&self, filter: &Filter) -> Result<Checked, CheckFault> {
        let root = filter.root.as_ref().map(|root| root.try_map(&|comparison| self.test(comparison)));
        Ok(Checked { root: root.transpose()? })
    }

    /// The fields that the list can be ordered by: those of which an object has one value.
    pub fn orderable(&self) -> Vec<&'static str> {
        self.fields.iter().filter(|field| !field.is_list).map(|field| field.path).collect()
    }

    fn test(&self, comparison: &Comparison) -> Result<Test, CheckFault> {
        let known = self.fields.iter().find(|field| field.path == comparison.path);
        let field = known.ok_or_else(|| CheckFault::UnknownField {
            path: quoted(&comparison.path),
            usable: self.fields.iter().map(|field| field.path).collect(),
        })?;
        check_operator(field, comparison.operator)?;
        let operand = operand(field, comparison.operator, &comparison.argument)?;
        Ok(Test { field, operator: comparison.operator, operand })
    }
}

fn check_operator(field: &Filterable, operator: Operator) -> Result<(), CheckFault> {
    let path = field.path;
    if field.is_list && operator != Operator::Has {
        Err(CheckFault::List { path, operator: operator.symbol() })
    } else if operator.is_order() && !field.field_type.is_ordered() {
        Err(CheckFault::NoOrder { path, operator: operator.symbol() })
    } else {
        Ok(())
    }
}

fn operand(field: &Filterable, operator: Operator, argument: &Argument) -> Result<Operand, CheckFault> {
    let path = field.path;
    if operator == Operator::Has && argument.is_any() {
        return Ok(Operand::Anything);
    }
    match argument.as_plain() {
        Some(text) => value(field, text).map(Operand::Value),
        None if field.field_type == FieldType::Text && !operator.is_order() => Ok(Operand::Like(argument.clone())),
        None => Err(CheckFault::Wildcard { path }),
    }
}

fn value(field: &Filterable, text: &str) -> Result<Value, CheckFault> {
    let parsed = field.field_type.parse(text);
    parsed.ok_or_else(|| CheckFault::WrongType { path: field.path, expected: field.field_type.expected() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::filter::hand_built::SCHEMA;

    fn message(filter: &str) -> Option<String> {
        let filter: Filter = filter.parse().expect("a filter");
        SCHEMA.check(&filter).err().map(|fault| fault.to_string())
    }

    #[test]
    fn what_fits_is_taken() {
        let fitting = [
            "",
            "name = A* state:ACTIVE balances.total >= 1250.50 days_late > -1",
            "-locked:true due_date < 2026-01-31 NOT create_time <= 2026-01-31T09:30:00+05:30",
            "tags:vip OR tags:* OR name != \"x\" OR name > B",
            "state = (ACTIVE OR CLOSED) balances.total:* locked != false",
        ];
        for filter in fitting {
            assert_eq!(message(filter), None, "{filter}");
        }
    }

    #[test]
    fn an_unknown_field_is_told_those_that_can_be_used() {
        assert_eq!(
            message("name = A AND colour = red").as_deref(),
            Some(
                "filter cannot use the field colour: the fields that can be used are \
                 name, state, balances.total, days_late, locked, create_time, due_date, tags, tranches.amount"
            )
        );
        assert!(message("balances = 5").is_some_and(|text| text.contains("the field balances:")));
        let long = format!("{} = 5", "a".repeat(1_000));
        assert!(message(&long).is_some_and(|text| text.len() < 300));
    }

    #[test]
    fn a_wrong_value_is_told_what_was_expected() {
        let cases = [
            ("balances.total > much", "balances.total", "a decimal number such as 1250.50, of at most 28 digits"),
            ("days_late = 1.5", "days_late", "a whole number of at most 18 digits"),
            ("locked = yes", "locked", "true or false"),
            (
                "create_time > 2026-01-31",
                "create_time",
                "a timestamp as RFC 3339 writes it, such as 2026-01-31T09:30:00Z",
            ),
            ("due_date = 2026-02-30", "due_date", "a date such as 2026-01-31"),
            ("state = active", "state", "one of ACTIVE, CLOSED"),
        ];
        for (filter, path, expected) in cases {
            let sentence = format!("filter compares {path} with a value of another type: expected {expected}");
            assert_eq!(message(filter), Some(sentence));
        }
    }

    #[test]
    fn a_field_is_compared_only_in_ways_that_mean_something() {
        let cases = [
            ("state > ACTIVE", "filter compares state by >: it has no order, so only =, != and : can be used"),
            ("locked <= true", "filter compares locked by <=: it has no order, so only =, != and : can be used"),
            ("tags = vip", "filter compares tags by =: it is a list, which is asked by : for one of its elements"),
        ];
        for (filter, expected) in cases {
            assert_eq!(message(filter).as_deref(), Some(expected));
        }
        for filter in ["name > A*", "days_late = 1*", "state = *"] {
            assert!(message(filter).is_some_and(|text| text.contains("wildcard")), "{filter}");
        }
    }
}
