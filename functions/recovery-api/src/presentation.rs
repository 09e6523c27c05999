//! What answers say.

pub(crate) mod action;
pub(crate) mod default;
pub(crate) mod summary;

use domain::json::{Json, Object};

use crate::parameters::PageAsked;

/// A page of a list: `{"defaults": [...], "total": 1, "page": 1, "limit": 50}`.
pub(crate) fn page(key: &str, shown: Vec<Json>, total: u64, asked: PageAsked) -> Json {
    Json::Object(Object::from([
        (key.to_owned(), Json::List(shown)),
        ("total".to_owned(), Json::integer(i64::try_from(total).unwrap_or(i64::MAX))),
        ("page".to_owned(), Json::integer(i64::from(asked.page))),
        ("limit".to_owned(), Json::integer(i64::from(asked.limit))),
    ]))
}
