//! Evaluation: a filter lets through what the condition that it writes holds for, also when an index finds a part of it.

use std::cmp::Ordering;
use std::ops::Bound;

use domain::json::Json;
use domain::listing::filter::{Checked, Filter, Index, Plan, Range, Value};
use proptest::prelude::*;

use super::condition::{Condition, bound, condition};
use super::loan::{SCHEMA, loan};

const INDEX: Index = Index { equal: &["name", "state"], sorted_by: Some("create_time"), has_whole: true };

fn checked(text: &str) -> Checked {
    let filter: Filter = text.parse().expect("a filter");
    SCHEMA.check(&filter).expect("fits")
}

/// What an index and a look at each item that it finds let through.
fn finds(plan: &Plan, object: &Json) -> bool {
    let value = |path: &str| {
        let field = SCHEMA.fields.iter().find(|field| field.path == path)?;
        field.field_type.read(object.as_object()?.get(path)?)
    };
    plan.equality.as_ref().is_none_or(|equality| value(equality.path).as_ref() == Some(&equality.value))
        && plan.range.as_ref().is_none_or(|range| value(range.path).is_some_and(|value| lies_in(&value, range)))
        && plan.rest.matches(object)
}

fn lies_in(value: &Value, range: &Range) -> bool {
    let order = |bound: &Value| value.compare(bound).expect("of one type");
    let is_above = match &range.lower {
        Bound::Included(lower) => order(lower) != Ordering::Less,
        Bound::Excluded(lower) => order(lower) == Ordering::Greater,
        Bound::Unbounded => true,
    };
    let is_below = match &range.upper {
        Bound::Included(upper) => order(upper) != Ordering::Greater,
        Bound::Excluded(upper) => order(upper) == Ordering::Less,
        Bound::Unbounded => true,
    };
    is_above && is_below && !range.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn a_filter_lets_through_what_its_condition_holds_for(condition in condition(), loan in loan()) {
        let text = condition.text();
        prop_assert_eq!(checked(&text).matches(&loan.json()), condition.holds(&loan), "{}", text);
    }

    #[test]
    fn an_index_and_the_rest_let_through_the_same(
        conditions in prop::collection::vec(prop_oneof![condition(), bound(), bound()], 1..6),
        is_indexed in any::<bool>(),
        loan in loan(),
    ) {
        let mut text = conditions.iter().map(Condition::text).collect::<Vec<_>>().join(" AND ");
        if is_indexed {
            text.push_str(" state = ACTIVE");
        }
        let filter = checked(&text);
        let object = loan.json();
        match INDEX.plan(&filter) {
            Ok(plan) => prop_assert_eq!(finds(&plan, &object), filter.matches(&object), "{}", text),
            Err(_) => prop_assert!(!is_indexed, "{}", text),
        }
    }
}
