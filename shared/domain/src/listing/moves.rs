//! The lists that a resource enters and leaves when it changes.

use std::collections::BTreeMap;

use crate::moment::Moment;

/// What says in which lists a resource is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its id, which never changes.
    pub id: String,
    /// When it was created, which never changes; every list is sorted by it.
    pub created: Moment,
    /// The fields by whose values lists are kept, those left out of which it has no value.
    pub values: BTreeMap<&'static str, String>,
}

/// A list that is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListOf {
    /// All resources.
    All,
    /// Those with a value of a field.
    Value {
        /// The field.
        field: &'static str,
        /// Its value.
        value: String,
    },
}

/// What changes in the lists with a resource.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// The fields whose value is another now, with that value; `None` where there is none any more.
    pub values: Vec<(&'static str, Option<String>)>,
    /// The lists that have one more or one less.
    pub counts: Vec<(ListOf, i64)>,
}

impl Listed {
    /// The lists that it is in.
    pub fn lists(&self) -> impl Iterator<Item = ListOf> {
        let of = |(field, value): (&&'static str, &String)| ListOf::Value { field, value: value.clone() };
        std::iter::once(ListOf::All).chain(self.values.iter().map(of))
    }
}

impl Moves {
    /// What changes when a resource becomes another; `None` is one that is not there.
    pub fn between(old: Option<&Listed>, new: Option<&Listed>) -> Self {
        let lists = |listed: Option<&Listed>| listed.map(|listed| listed.lists().collect()).unwrap_or_default();
        let (left, entered): (Vec<ListOf>, Vec<ListOf>) = (lists(old), lists(new));
        let gone = left.iter().filter(|list| !entered.contains(list));
        let come = entered.iter().filter(|list| !left.contains(list));
        let counts = gone.map(|list| (list.clone(), -1)).chain(come.map(|list| (list.clone(), 1)));
        Self { values: changed_values(old, new), counts: counts.collect() }
    }
}

fn changed_values(old: Option<&Listed>, new: Option<&Listed>) -> Vec<(&'static str, Option<String>)> {
    let value = |listed: Option<&Listed>, field: &str| listed.and_then(|listed| listed.values.get(field)).cloned();
    let mut fields: Vec<_> =
        [old, new].into_iter().flatten().flat_map(|listed| listed.values.keys().copied()).collect();
    fields.sort_unstable();
    fields.dedup();
    let changed = fields.into_iter().map(|field| (field, value(old, field), value(new, field)));
    changed.filter(|(_, old, new)| old != new).map(|(field, _, new)| (field, new)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(values: &[(&'static str, &str)]) -> Listed {
        let values = values.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
        Listed { id: "1".to_owned(), created: Moment::EPOCH, values }
    }

    fn of(field: &'static str, value: &str) -> ListOf {
        ListOf::Value { field, value: value.to_owned() }
    }

    #[test]
    fn a_new_resource_enters_all_its_lists_and_a_deleted_one_leaves_them() {
        let known = listed(&[("state", "A"), ("holder_id", "7")]);
        let moves = Moves::between(None, Some(&known));
        assert_eq!(moves.values, [("holder_id", Some("7".to_owned())), ("state", Some("A".to_owned()))]);
        assert_eq!(moves.counts, [(ListOf::All, 1), (of("holder_id", "7"), 1), (of("state", "A"), 1)]);
        let moves = Moves::between(Some(&known), None);
        assert_eq!(moves.values, [("holder_id", None), ("state", None)]);
        assert_eq!(moves.counts, [(ListOf::All, -1), (of("holder_id", "7"), -1), (of("state", "A"), -1)]);
    }

    #[test]
    fn a_change_moves_it_between_the_lists_of_what_changed() {
        let old = listed(&[("state", "A"), ("holder_id", "7"), ("branch", "x")]);
        let new = listed(&[("state", "B"), ("holder_id", "7"), ("product_id", "p")]);
        let moves = Moves::between(Some(&old), Some(&new));
        let (p, b) = (Some("p".to_owned()), Some("B".to_owned()));
        assert_eq!(moves.values, [("branch", None), ("product_id", p), ("state", b)]);
        assert_eq!(
            moves.counts,
            [(of("branch", "x"), -1), (of("state", "A"), -1), (of("product_id", "p"), 1), (of("state", "B"), 1)]
        );
        assert_eq!(Moves::between(Some(&new), Some(&new)), Moves::default());
    }
}
