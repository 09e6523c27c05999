//! How both editions show loans, customers and their history.

mod allocation;
mod asked;
pub(crate) mod customer;
mod history;
pub(crate) mod loan;
mod serviced;

pub(crate) use asked::Asked;

use domain::field::Section;
use domain::json::{Json, Object};

/// A document's keys in the table's order, those named in `shown` with their default where none was sent; keys of the company's own last.
fn document(section: &Section, mut fields: Object, shown: &[&str]) -> Object {
    let mut presented = Object::with_capacity(fields.len().saturating_add(shown.len()));
    for field in section.fields() {
        match fields.swap_remove(field.key) {
            Some(value) => presented.insert(field.key.to_owned(), value),
            None if shown.contains(&field.key) => presented.insert(field.key.to_owned(), field.default_value()),
            None => None,
        };
    }
    presented.extend(fields);
    presented
}

fn insert(object: &mut Object, key: &str, value: impl Into<Json>) {
    object.insert(key.to_owned(), value.into());
}
