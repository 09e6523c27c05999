//! In which lists an account is, and what lists of accounts, installments and transactions can be filtered by.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::fields::ACCOUNT;
use super::record::Account;
use super::show::{INSTALLMENT, TRANSACTION};
use crate::accounts::setting::Setting;
use crate::accounts::settings;
use crate::accounts::value::Kind as Value;
use crate::json::Json;
use crate::listing::Listed;
use crate::listing::filter::{FieldType, Filterable, Schema};
use crate::resource::{Kind, filterable};

/// The fields by whose values lists of accounts are kept.
pub const INDEXED: &[&str] = &["state", "holder_id", "product_id", "revolving_account_id", "assigned_branch_id"];

static OF_ACCOUNT: LazyLock<Vec<Filterable>> = LazyLock::new(|| {
    let own: Vec<_> = ACCOUNT.iter().filter(|field| !matches!(field.kind, Kind::Object([]))).copied().collect();
    filterable(&own).into_iter().chain(of_settings()).collect()
});
static OF_INSTALLMENT: LazyLock<Vec<Filterable>> = LazyLock::new(|| filterable(INSTALLMENT));
static OF_TRANSACTION: LazyLock<Vec<Filterable>> = LazyLock::new(|| {
    let mut fields = filterable(TRANSACTION);
    fields.retain(|field| OF_TYPES.iter().all(|(path, _)| field.path != *path));
    fields.extend(OF_TYPES.iter().map(|(path, field_type)| Filterable::one(path, *field_type)));
    fields
});

/// What most types of transactions have, beside what all of them have.
const OF_TYPES: [(&str, FieldType); 7] = [
    ("type", FieldType::Text),
    ("amount", FieldType::Amount),
    ("name", FieldType::Text),
    ("original_transaction_id", FieldType::Text),
    ("payment_id", FieldType::Text),
    ("notes", FieldType::Text),
    ("transaction.channel_id", FieldType::Text),
];

/// What accounts can be filtered by: every scalar field, those of settings included.
pub fn of_accounts() -> Schema {
    Schema { fields: &OF_ACCOUNT }
}

/// What installments can be filtered by.
pub fn of_installments() -> Schema {
    Schema { fields: &OF_INSTALLMENT }
}

/// What transactions can be filtered by.
pub fn of_transactions() -> Schema {
    Schema { fields: &OF_TRANSACTION }
}

/// Settings with one value, by their paths; those on the account itself are its own fields.
fn of_settings() -> Vec<Filterable> {
    let grouped = settings::all().filter(|setting| setting.group.key().is_some());
    let one = |setting: &'static Setting| {
        let field_type = match setting.kind {
            Value::Amount | Value::Rate | Value::Spread | Value::Percentage => FieldType::Amount,
            Value::Count(..) => FieldType::Integer,
            Value::Bool => FieldType::Boolean,
            Value::Choice(choices) => FieldType::Choice(choices),
            Value::Period => FieldType::Text,
            _ => return None,
        };
        Some(Filterable::one(setting.path().leak(), field_type))
    };
    grouped.filter_map(one).collect()
}

/// In which lists an account is.
pub fn listed(account: &Account) -> Listed {
    let detail = |key: &&'static str| {
        let value = account.details.get(*key).and_then(Json::as_text).map(str::to_owned);
        value.map(|value| (*key, value))
    };
    let mut values: BTreeMap<&'static str, String> = INDEXED.iter().filter_map(detail).collect();
    values.insert("state", account.at_rest.place.state.name().to_owned());
    Listed { id: account.account_id.clone(), created: account.stamps.create, values }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_of_an_account_can_be_asked_for() {
        let fields = of_accounts().fields;
        let has = |path: &str| fields.iter().any(|field| field.path == path);
        for path in ["account_id", "state", "balances.principal_due", "settings.interest.rate", "amount", "create_time"]
        {
            assert!(has(path), "{path}");
        }
        assert!(INDEXED.iter().all(|path| has(path)));
        assert!(!has("settings"));
        let mut paths: Vec<_> = fields.iter().map(|field| field.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), fields.len());
    }
}
