//! The fields of a resource that its lists can be filtered by: every scalar, by its path.

use super::field::{Field, Kind};
use crate::listing::filter::{FieldType, Filterable};

/// Every scalar of a table of fields. Their paths live as long as the process: call it once for each table.
pub fn filterable(fields: &[Field]) -> Vec<Filterable> {
    let mut found = Vec::new();
    collect(fields, "", false, &mut found);
    found
}

fn collect(fields: &[Field], prefix: &str, is_list: bool, found: &mut Vec<Filterable>) {
    for field in fields {
        let path = format!("{prefix}{}", field.key);
        match field.kind {
            Kind::Object(inside) => collect(inside, &format!("{path}."), is_list, found),
            Kind::List(inside, _) => collect(inside, &format!("{path}."), true, found),
            kind => found.push(scalar(path, kind, is_list)),
        }
    }
}

fn scalar(path: String, kind: Kind, is_list: bool) -> Filterable {
    let (field_type, is_list) = match kind {
        Kind::Amount | Kind::Percentage => (FieldType::Amount, is_list),
        Kind::Count(..) => (FieldType::Integer, is_list),
        Kind::Time => (FieldType::Timestamp, is_list),
        Kind::Bool => (FieldType::Boolean, is_list),
        Kind::Choice(choices) => (FieldType::Choice(choices), is_list),
        Kind::Choices(choices) => (FieldType::Choice(choices), true),
        Kind::Id | Kind::Name | Kind::Text | Kind::Object(_) | Kind::List(..) => (FieldType::Text, is_list),
    };
    Filterable { path: path.leak(), field_type, is_list }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_path() {
        const PART: &[Field] = &[Field::new("amount", Kind::Amount, "Amount")];
        const FIELDS: &[Field] = &[
            Field::new("name", Kind::Name, "Name"),
            Field::new("at", Kind::Time, "When"),
            Field::new("part", Kind::Object(PART), "Part"),
            Field::new("parts", Kind::List(PART, 2), "Parts"),
            Field::new("locked", Kind::Choices(&["A"]), "Locks"),
        ];
        assert_eq!(
            filterable(FIELDS),
            [
                Filterable::one("name", FieldType::Text),
                Filterable::one("at", FieldType::Timestamp),
                Filterable::one("part.amount", FieldType::Amount),
                Filterable::list("parts.amount", FieldType::Amount),
                Filterable::list("locked", FieldType::Choice(&["A"])),
            ]
        );
    }
}
