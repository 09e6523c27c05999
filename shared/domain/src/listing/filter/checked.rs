//! A filter that fits its list, and what it lets through.

use std::cmp::Ordering;

use super::{Argument, Expression, Filterable, Operator, Value};
use crate::json::Json;

/// A filter that fits its list. The empty one lets everything through.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Checked {
    /// The condition; `None` for the empty filter.
    pub root: Option<Expression<Test>>,
}

/// One comparison of a field with a value of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Test {
    /// The field.
    pub field: &'static Filterable,
    /// How it is compared.
    pub operator: Operator,
    /// What it is compared with.
    pub operand: Operand,
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// With nothing: it is to be set.
    Anything,
    /// With a text in which there are wildcards.
    Like(Argument),
    /// With a value of its type.
    Value(Value),
}

impl Checked {
    /// Whether the filter lets an object through.
    pub fn matches(&self, object: &Json) -> bool {
        self.root.as_ref().is_none_or(|root| root.holds(&|test: &Test| test.holds(object)))
    }
}

impl Test {
    /// Whether the comparison holds for an object.
    pub fn holds(&self, object: &Json) -> bool {
        let mut values = self.field.values(object).into_iter();
        match self.operator {
            // True unless it is equal, so also where there is nothing.
            Operator::NotEqual => !values.any(|value| self.is_equal(&value)),
            Operator::Equal | Operator::Has => values.any(|value| self.is_equal(&value)),
            Operator::Less => values.any(|value| self.order(&value).is_some_and(Ordering::is_lt)),
            Operator::LessOrEqual => values.any(|value| self.order(&value).is_some_and(Ordering::is_le)),
            Operator::Greater => values.any(|value| self.order(&value).is_some_and(Ordering::is_gt)),
            Operator::GreaterOrEqual => values.any(|value| self.order(&value).is_some_and(Ordering::is_ge)),
        }
    }

    fn is_equal(&self, value: &Value) -> bool {
        match (&self.operand, value) {
            (Operand::Anything, value) => !value.is_default(),
            (Operand::Like(argument), Value::Text(text)) => argument.matches(text),
            (Operand::Like(_), _) => false,
            (Operand::Value(wanted), value) => wanted == value,
        }
    }

    /// The order of an object's value to the wanted one.
    fn order(&self, value: &Value) -> Option<Ordering> {
        match &self.operand {
            Operand::Value(wanted) => value.compare(wanted),
            Operand::Anything | Operand::Like(_) => None,
        }
    }
}

impl Filterable {
    /// Its values in an object: one at most, unless it is in a list.
    pub fn values(&self, object: &Json) -> Vec<Value> {
        let mut found = Vec::new();
        collect(object, Some(self.path), self.is_list, &mut found);
        found.into_iter().filter_map(|json| self.field_type.read(json)).collect()
    }
}

/// Collects what lies at a path; through lists only where the field is known to be in one, as AIP-160 demands.
fn collect<'json>(json: &'json Json, path: Option<&str>, through_lists: bool, found: &mut Vec<&'json Json>) {
    match (json, path) {
        (Json::List(elements), _) if through_lists => {
            for element in elements {
                collect(element, path, through_lists, found);
            }
        }
        (Json::Object(members), Some(path)) => {
            let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
            if let Some(member) = members.get(name) {
                collect(member, rest, through_lists, found);
            }
        }
        (_, Some(_)) => {}
        (_, None) => found.push(json),
    }
}

#[cfg(test)]
mod tests {
    use crate::listing::filter::Filter;
    use crate::listing::filter::hand_built::SCHEMA;

    const LOAN: &str = r#"{
        "name": "Asha *", "state": "ACTIVE", "balances": {"total": "1250.50"}, "days_late": 0, "locked": false,
        "create_time": "2026-01-31T09:30:00.000001Z", "due_date": "2026-02-28", "tags": ["vip", "new"],
        "tranches": [{"amount": "100.00"}, {"amount": 250}, {}]
    }"#;

    fn holds(filter: &str, object: &str) -> bool {
        let filter: Filter = filter.parse().expect("a filter");
        let checked = SCHEMA.check(&filter).expect("fits");
        checked.matches(&serde_json::from_str(object).expect("valid JSON"))
    }

    #[test]
    fn values_are_compared_by_their_type() {
        let cases = [
            ("", true),
            ("balances.total = 1250.5", true),
            ("balances.total > 999", true),
            ("balances.total < 1250.50", false),
            ("create_time > 2026-01-31T15:00:00+05:30", true),
            ("create_time <= 2026-01-31T09:30:00Z", false),
            ("due_date >= 2026-02-28", true),
            ("days_late = 0", true),
            ("state = ACTIVE", true),
            ("state != (CLOSED OR ACTIVE)", false),
            ("locked = false", true),
            ("name > Asha", true),
            ("name < B", true),
        ];
        for (filter, expected) in cases {
            assert_eq!(holds(filter, LOAN), expected, "{filter}");
        }
    }

    #[test]
    fn a_wildcard_stands_for_characters_and_an_escaped_one_for_itself() {
        let cases = [("A*", true), ("*h*", true), ("B*", false), ("\"Asha \\*\"", true), ("\"Asha ?\"", false)];
        for (pattern, expected) in cases {
            assert_eq!(holds(&format!("name = {pattern}"), LOAN), expected, "{pattern}");
            assert_eq!(holds(&format!("name:{pattern}"), LOAN), expected, "{pattern}");
            assert_eq!(holds(&format!("name != {pattern}"), LOAN), !expected, "{pattern}");
        }
        assert!(!holds("name = \"Asha \\*\"", r#"{"name": "Asha B"}"#));
    }

    #[test]
    fn or_binds_tighter_than_and() {
        // Read the other way round, it would hold: the last comparison does.
        assert!(!holds("state = CLOSED AND days_late = 0 OR state = ACTIVE", LOAN));
        assert!(holds("(state = CLOSED AND days_late = 0) OR state = ACTIVE", LOAN));
        assert!(!holds("state = CLOSED days_late = 0", LOAN));
        assert!(holds("-state = CLOSED AND NOT days_late > 0", LOAN));
    }

    #[test]
    fn what_is_missing_equals_nothing_and_has_no_place_in_an_order() {
        for object in ["{}", r#"{"balances": null}"#, r#"{"balances": {"total": null}}"#, r#"{"balances": 5}"#] {
            for operator in ["=", "<", "<=", ">", ">=", ":"] {
                assert!(!holds(&format!("balances.total {operator} 0"), object), "{operator} on {object}");
            }
            assert!(holds("balances.total != 0", object) && holds("NOT balances.total > 0", object));
            assert!(!holds("balances.total:*", object));
        }
        assert!(!holds("name = *", "{}") && holds("name = *", r#"{"name": ""}"#));
    }

    #[test]
    fn a_field_is_set_when_its_value_says_something() {
        for (filter, expected) in [
            ("name:*", true),
            ("balances.total:*", true),
            ("days_late:*", false),
            ("locked:*", false),
            ("due_date:*", true),
            ("tags:*", true),
        ] {
            assert_eq!(holds(filter, LOAN), expected, "{filter}");
        }
        let empty = r#"{"name": "", "balances": {"total": "0.00"}, "tags": [], "tranches": [{}]}"#;
        for filter in ["name:*", "balances.total:*", "tags:*", "tranches.amount:*"] {
            assert!(!holds(filter, empty), "{filter}");
        }
    }

    #[test]
    fn a_list_has_what_one_of_its_elements_is() {
        for (filter, expected) in [
            ("tags:vip", true),
            ("tags:v*", true),
            ("tags:(new old)", false),
            ("tags:(new OR old)", true),
            ("tranches.amount:250.00", true),
            ("tranches.amount:350", false),
            ("-tags:old", true),
        ] {
            assert_eq!(holds(filter, LOAN), expected, "{filter}");
        }
        // Where no list is expected, none is searched.
        assert!(!holds("name:Asha", r#"{"name": ["Asha"]}"#));
    }
}
