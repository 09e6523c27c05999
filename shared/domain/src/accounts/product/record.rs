//! A product as a company keeps it.

use serde::{Deserialize, Serialize};

use super::{Product, STATES, merge};
use crate::accounts::account::Context;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::listing::Listed;
use crate::listing::filter::{FieldType, Filterable, Schema};
use crate::moment::Moment;

const ID: &str = "product_id";
/// The beginning of an id that nobody has given.
const ID_PREFIX: &str = "prd_";
/// What is computed: when it was created, and when it was changed.
const TIMES: [&str; 2] = ["create_time", "update_time"];

/// A product with its times. Accounts keep a copy of the product that they were opened of, so that nothing becomes of them
/// when it changes or goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRecord {
    /// The product.
    pub product: Product,
    /// When it was created.
    pub created: Moment,
    /// When it was changed.
    pub updated: Moment,
}

impl ProductRecord {
    /// The fields by whose values lists are kept.
    pub const INDEXED: &[&str] = &["state", "currency_code"];
    /// What lists can be filtered and ordered by.
    pub const SCHEMA: Schema = Schema {
        fields: &[
            Filterable::one(ID, FieldType::Text),
            Filterable::one("name", FieldType::Text),
            Filterable::one("currency_code", FieldType::Text),
            Filterable::one("state", FieldType::Choice(&STATES)),
            Filterable::one("create_time", FieldType::Timestamp),
            Filterable::one("update_time", FieldType::Timestamp),
        ],
    };

    /// Makes a product of what a caller says. An id that the caller does not give is made.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn create(body: &Object, context: &Context<'_>) -> Result<Self, Faults> {
        let (mut body, faults) = without_times(body, &Object::new());
        if body.get(ID).is_none_or(Json::is_null) {
            body.insert(ID.to_owned(), Json::text((context.new_id)(ID_PREFIX)));
        }
        let product = with(faults, Product::from_body(&body))?;
        Ok(Self { product, created: context.now, updated: context.now })
    }

    /// Changes what a body says, and nothing else: what it does not name stays as it is, what is `null` is gone.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn update(&self, body: &Object, context: &Context<'_>) -> Result<Self, Faults> {
        let shown = self.shown();
        let (said, mut faults) = without_times(body, &shown);
        if said.get(ID).is_some_and(|id| id.as_text() != Some(&self.product.product_id)) {
            faults.add(ID, "Value must be the id of the path");
        }
        let (known, _) = without_times(&shown, &shown);
        let product = with(faults, Product::from_body(&merge::merged(&known, &said)))?;
        Ok(Self { product, created: self.created, updated: context.now })
    }

    /// As answers show it.
    pub fn shown(&self) -> Object {
        let mut shown = self.product.to_json().as_object().cloned().unwrap_or_default();
        let moments = TIMES.into_iter().zip([self.created, self.updated]);
        shown.extend(moments.map(|(key, moment)| (key.to_owned(), Json::text(moment.to_rfc3339()))));
        shown
    }

    /// In which lists it is.
    pub fn listed(&self) -> Listed {
        let Product { product_id, currency_code, is_active, .. } = &self.product;
        let state = super::read::state(*is_active).to_owned();
        let values = [("state", state), ("currency_code", currency_code.clone())].into();
        Listed { id: product_id.clone(), created: self.created, values }
    }
}

/// A body without its times, which may say what is shown and nothing else.
fn without_times(body: &Object, shown: &Object) -> (Object, Faults) {
    let (mut body, mut faults) = (body.clone(), Faults::default());
    for key in TIMES {
        let said = body.shift_remove(key).filter(|said| !said.is_null());
        if said.is_some_and(|said| shown.get(key) != Some(&said)) {
            faults.add(key, "Value is computed and cannot be set");
        }
    }
    (body, faults)
}

fn with(mut faults: Faults, product: Result<Product, Faults>) -> Result<Product, Faults> {
    match product {
        Ok(product) => faults.into_result().map(|()| product),
        Err(of_product) => {
            faults.merge(of_product);
            Err(faults)
        }
    }
}
