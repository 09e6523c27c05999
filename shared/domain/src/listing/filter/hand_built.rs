//! A list that tests filter.

use super::{FieldType, Filterable, Schema};

/// Fields of every type, two of them in lists.
pub(super) const SCHEMA: Schema = Schema {
    fields: &[
        Filterable::one("name", FieldType::Text),
        Filterable::one("state", FieldType::Choice(&["ACTIVE", "CLOSED"])),
        Filterable::one("balances.total", FieldType::Amount),
        Filterable::one("days_late", FieldType::Integer),
        Filterable::one("locked", FieldType::Boolean),
        Filterable::one("create_time", FieldType::Timestamp),
        Filterable::one("due_date", FieldType::Date),
        Filterable::list("tags", FieldType::Text),
        Filterable::list("tranches.amount", FieldType::Amount),
    ],
};
