//! Which of some resources are asked for, in which order, and which of those make a page.

use std::cmp::Ordering;

use super::filter::{Schema, Value};
use super::{ListRequest, PageSize, Position};
use crate::json::Json;

/// A resource in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, which no other in the list has.
    pub id: String,
    /// As answers show it.
    pub object: Json,
}

/// What is asked for of a list that is known as a whole, in the order asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    entries: Vec<Entry>,
}

impl Selection {
    /// Selects. Entries that the order does not tell apart stay in the order in which they are given; what has no value comes before what
    /// has one.
    pub fn of(entries: Vec<Entry>, request: &ListRequest, schema: &Schema) -> Self {
        let matching = entries.into_iter().filter(|entry| request.checked.matches(&entry.object));
        let mut keyed: Vec<_> = matching.map(|entry| (values(&entry.object, request, schema), entry)).collect();
        keyed.sort_by(|(one, _), (other, _)| compare(one, other, request));
        Self { entries: keyed.into_iter().map(|(_, entry)| entry).collect() }
    }

    /// How many are asked for.
    pub fn total(&self) -> usize {
        self.entries.len()
    }

    /// The page that begins after a position, how many there are from there on, and the position after it if it is not the last.
    ///
    /// It begins after the last entry of the page before. Where that entry is gone, as many are passed over as were shown.
    pub fn page(self, after: Option<&Position>, size: PageSize) -> (Vec<Entry>, usize, Option<Position>) {
        let begin = after.map_or(0, |after| self.begin(after)).min(self.entries.len());
        let remaining = self.entries.len().saturating_sub(begin);
        let page: Vec<_> = self.entries.into_iter().skip(begin).take(usize::from(size.entries())).collect();
        let end = begin.saturating_add(page.len());
        let last = page.last().filter(|_| page.len() < remaining);
        let next =
            last.map(|entry| Position { passed: u64::try_from(end).unwrap_or(u64::MAX), last: entry.id.clone() });
        (page, remaining, next)
    }

    fn begin(&self, after: &Position) -> usize {
        let at = self.entries.iter().position(|entry| entry.id == after.last);
        at.map_or_else(|| usize::try_from(after.passed).unwrap_or(usize::MAX), |at| at.saturating_add(1))
    }
}

/// What an object is ordered by.
fn values(object: &Json, request: &ListRequest, schema: &Schema) -> Vec<Option<Value>> {
    let field = |path: &str| schema.fields.iter().find(|field| field.path == path);
    let first = |path: &str| field(path).and_then(|field| field.values(object).into_iter().next());
    request.order.keys().iter().map(|key| first(key.path)).collect()
}

fn compare(one: &[Option<Value>], other: &[Option<Value>], request: &ListRequest) -> Ordering {
    let each = one.iter().zip(other).zip(request.order.keys()).map(|((one, other), key)| {
        let order = match (one, other) {
            (Some(one), Some(other)) => one.compare(other).unwrap_or(Ordering::Equal),
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
        if key.is_descending { order.reverse() } else { order }
    });
    each.fold(Ordering::Equal, Ordering::then)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::listing::filter::{FieldType, Filterable};

    const SCHEMA: Schema = Schema {
        fields: &[
            Filterable::one("state", FieldType::Text),
            Filterable::one("amount", FieldType::Amount),
            Filterable::list("tags", FieldType::Text),
        ],
    };

    const THINGS: [&str; 5] = [
        r#"{"state":"A","amount":"10"}"#,
        r#"{"state":"B","amount":"9.5"}"#,
        r#"{"state":"A"}"#,
        r#"{"state":"A","amount":"9.50"}"#,
        r#"{"state":"C","amount":"100"}"#,
    ];

    fn request(filter: &str, order_by: &str) -> ListRequest {
        let parameters = [("filter", filter), ("order_by", order_by)];
        let parameters: BTreeMap<_, _> = parameters.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        ListRequest::read(&parameters, &SCHEMA).expect("a request")
    }

    fn selected(filter: &str, order_by: &str) -> Selection {
        let entry = |(at, text): (usize, &&str)| Entry {
            id: at.to_string(),
            object: serde_json::from_str(text).expect("json"),
        };
        Selection::of(THINGS.iter().enumerate().map(entry).collect(), &request(filter, order_by), &SCHEMA)
    }

    fn ids(entries: &[Entry]) -> String {
        entries.iter().map(|entry| entry.id.as_str()).collect()
    }

    #[test]
    fn what_is_asked_for_comes_in_the_order_asked_for() {
        let cases = [
            ("", "", "01234"),
            ("", "amount", "21304"),
            ("", "amount desc", "40132"),
            ("", "state desc, amount", "41230"),
            ("state = A", "amount", "230"),
            ("amount > 9.5", "state desc", "40"),
            ("state = D", "", ""),
        ];
        for (filter, order_by, expected) in cases {
            assert_eq!(ids(&selected(filter, order_by).entries), expected, "{filter}; {order_by}");
        }
    }

    #[test]
    fn pages_follow_one_another_until_there_is_nothing_left() {
        let page = |after: Option<&Position>| selected("", "amount").page(after, PageSize::new(2));
        let (first, remaining, next) = page(None);
        assert_eq!((ids(&first).as_str(), remaining), ("21", 5));
        assert_eq!(next, Some(Position { passed: 2, last: "1".to_owned() }));
        let (second, remaining, next) = page(next.as_ref());
        assert_eq!((ids(&second).as_str(), remaining), ("30", 3));
        let (third, remaining, next) = page(next.as_ref());
        assert_eq!((ids(&third).as_str(), remaining, next), ("4", 1, None));
    }

    #[test]
    fn a_page_goes_on_where_the_one_before_ended_also_when_its_last_entry_is_gone() {
        let (page, remaining, _) =
            selected("", "amount").page(Some(&Position { passed: 2, last: "gone".to_owned() }), PageSize::new(1));
        assert_eq!((ids(&page).as_str(), remaining), ("3", 3));
        let beyond = Position { passed: 9, last: "gone".to_owned() };
        assert_eq!(selected("", "").page(Some(&beyond), PageSize::new(1)), (Vec::new(), 0, None));
    }

    #[test]
    fn lists_cannot_be_ordered_by_and_faults_name_their_parameter() {
        let parameters = [("filter", "x = 1"), ("order_by", "tags"), ("page_size", "-1")];
        let parameters: BTreeMap<_, _> = parameters.map(|(name, text)| (name.to_owned(), text.to_owned())).into();
        let faults = ListRequest::read(&parameters, &SCHEMA).expect_err("all wrong");
        let names: Vec<_> = faults.flat().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["filter", "order_by", "page_size"]);
    }
}
