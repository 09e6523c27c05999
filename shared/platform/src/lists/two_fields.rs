//! Lists of a collection by the values of two of its fields.

use std::collections::BTreeMap;

use domain::listing::ListOf;

/// Two fields of a collection by which lists are kept: by the one, by the other, and by both together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoFields {
    /// The name of the one.
    pub first: &'static str,
    /// The name of the other.
    pub second: &'static str,
    /// Under which the lists by both are kept. Their values are joined by a comma.
    pub both: &'static str,
}

impl TwoFields {
    /// The values by which a resource is listed.
    pub fn values(self, first: &str, second: &str) -> BTreeMap<&'static str, String> {
        let both = joined(first, second);
        BTreeMap::from([(self.first, first.to_owned()), (self.second, second.to_owned()), (self.both, both)])
    }

    /// The list of the resources that have the values asked for.
    pub fn list(self, first: Option<&str>, second: Option<&str>) -> ListOf {
        let of = |field, value: String| ListOf::Value { field, value };
        match (first, second) {
            (None, None) => ListOf::All,
            (Some(first), None) => of(self.first, first.to_owned()),
            (None, Some(second)) => of(self.second, second.to_owned()),
            (Some(first), Some(second)) => of(self.both, joined(first, second)),
        }
    }
}

fn joined(first: &str, second: &str) -> String {
    format!("{first},{second}")
}
