//! Which of the lists that are kept serve a request.
//!
//! Kept are the list of all, and for some fields a list for each of their values; all are sorted by the time of creation, and of all it is
//! known how many entries they have.

use super::ListRequest;
use super::filter::{Equality, Index, Range, Value};

/// The field by which every kept list is sorted.
pub const CREATED: &str = "create_time";

/// How a request is served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// One list is exactly what is asked for, in its own order.
    Straight {
        /// Which; `None` for the list of all.
        list: Option<Equality>,
        /// Whether the newest come first.
        is_descending: bool,
    },
    /// The resources of a list must be looked at one by one.
    Walk {
        /// The lists that each hold all of what is asked for. Where there is none, the list of all does.
        lists: Vec<Equality>,
        /// The time of creation of all of what is asked for.
        created: Option<Range>,
    },
}

impl Lookup {
    /// How a request is served where lists are kept by the values of these fields.
    pub fn of(request: &ListRequest, indexed: &'static [&'static str]) -> Self {
        let of = |equal, has_whole| {
            let index = Index { equal, sorted_by: Some(CREATED), has_whole };
            index.plan(&request.checked).ok()
        };
        if let (Some(plan), Some(is_descending)) = (of(indexed, true), direction(request))
            && plan.rest.root.is_none()
            && plan.range.is_none()
            && plan.equality.as_ref().is_none_or(is_text)
        {
            return Self::Straight { list: plan.equality, is_descending };
        }
        let plans = indexed.iter().filter_map(|field| of(std::slice::from_ref(field), false));
        let lists = plans.filter_map(|plan| plan.equality).filter(is_text).collect();
        Self::Walk { lists, created: of(&[], true).and_then(|plan| plan.range) }
    }
}

/// Whether the newest come first, if the order asked for is one that lists are kept in.
fn direction(request: &ListRequest) -> Option<bool> {
    match request.order.keys() {
        [] => Some(false),
        [key] if key.path == CREATED => Some(key.is_descending),
        _ => None,
    }
}

/// Lists are kept for texts only.
fn is_text(equality: &Equality) -> bool {
    matches!(equality.value, Value::Text(_))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::listing::filter::{FieldType, Filterable, Schema};

    const SCHEMA: Schema = Schema {
        fields: &[
            Filterable::one("state", FieldType::Choice(&["ACTIVE", "CLOSED"])),
            Filterable::one("holder_id", FieldType::Text),
            Filterable::one("amount", FieldType::Amount),
            Filterable::one("create_time", FieldType::Timestamp),
        ],
    };

    fn lookup(filter: &str, order_by: &str) -> Lookup {
        let parameters = [("filter", filter), ("order_by", order_by)];
        let parameters: BTreeMap<_, _> = parameters.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        Lookup::of(&ListRequest::read(&parameters, &SCHEMA).expect("a request"), &["state", "holder_id"])
    }

    fn is(path: &'static str, value: &str) -> Equality {
        Equality { path, value: Value::Text(value.to_owned()) }
    }

    #[test]
    fn one_value_or_none_in_the_order_of_creation_is_a_list() {
        let straight = |list, is_descending| Lookup::Straight { list, is_descending };
        assert_eq!(lookup("", ""), straight(None, false));
        assert_eq!(lookup("", "create_time desc"), straight(None, true));
        assert_eq!(lookup("holder_id = 7", "create_time"), straight(Some(is("holder_id", "7")), false));
        assert_eq!(lookup("(state:ACTIVE)", "create_time desc"), straight(Some(is("state", "ACTIVE")), true));
    }

    #[test]
    fn whatever_else_is_looked_at_in_the_lists_that_hold_all_of_it() {
        let walk = |lists: &[Equality]| Lookup::Walk { lists: lists.to_vec(), created: None };
        assert_eq!(lookup("", "amount"), walk(&[]));
        assert_eq!(lookup("", "create_time, amount"), walk(&[]));
        assert_eq!(lookup("state = ACTIVE", "amount"), walk(&[is("state", "ACTIVE")]));
        assert_eq!(lookup("holder_id = 7 state = ACTIVE", ""), walk(&[is("state", "ACTIVE"), is("holder_id", "7")]));
        assert_eq!(lookup("state = ACTIVE OR holder_id = 7", ""), walk(&[]));
        assert_eq!(lookup("state = ACTIVE state = CLOSED", ""), walk(&[is("state", "ACTIVE")]));
        assert_eq!(lookup("holder_id = 7*", ""), walk(&[]));
        assert_eq!(lookup("NOT state = ACTIVE", ""), walk(&[]));
    }

    #[test]
    fn a_time_of_creation_bounds_what_is_looked_at() {
        let Lookup::Walk { lists, created: Some(range) } =
            lookup("create_time > 2026-01-31T09:30:00Z state = ACTIVE", "")
        else {
            panic!("a range is looked through");
        };
        assert_eq!((lists, range.path), (vec![is("state", "ACTIVE")], CREATED));
        assert!(matches!(
            lookup("create_time > 2026-01-31T09:30:00Z OR amount = 1", ""),
            Lookup::Walk { created: None, .. }
        ));
    }
}
