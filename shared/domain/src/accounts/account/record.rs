//! What is kept of an account beside its entries.

use serde::{Deserialize, Serialize};

use super::at_rest::AtRest;
use crate::accounts::product::Product;
use crate::accounts::settings::Settings;
use crate::json::Object;
use crate::moment::Moment;
use crate::servicing::life_cycle::Place;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::TransactionId;

/// An account: what was agreed and decided. What its money comes to is computed from its entries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Its id, unique in the company.
    pub account_id: String,
    /// The caller's fields beside the settings, as [`super::fields::ACCOUNT`] lists them.
    pub details: Object,
    /// The product as it was when the account was made: what it allows stays agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// ISO 4217: the currency of all its amounts.
    pub currency_code: String,
    /// What is agreed now.
    pub agreed: Generation,
    /// What was agreed before it was refinanced or rescheduled under its id, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Earlier>,
    /// The number of generations that it has had, those that were undone included.
    #[serde(default)]
    pub generations: u32,
    /// Where it was decided to be; where nobody decided, its money says where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<Place>,
    /// Somebody closed it without debt.
    #[serde(default)]
    pub closed_by_hand: bool,
    /// When what happened to it.
    pub stamps: Stamps,
    /// The account that this one replaced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_account_id: Option<String>,
    /// The account that replaced this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rescheduled_account_id: Option<String>,
    /// How it ended, where another account replaced it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Ending>,
    /// How many entries it has had: the number of the last one.
    #[serde(default)]
    pub entries: u64,
    /// What it came to when it was last looked at.
    pub at_rest: AtRest,
}

/// What was agreed at a time, from its settings to the terms that they make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// Counted from 0; entries say to which generation they belong.
    pub number: u32,
    /// What the caller says of settings.
    pub said: Settings,
    /// What counts: the product's defaults and, in place of them, what the caller says.
    pub settings: Settings,
    /// The terms that they make.
    pub terms: Terms,
    /// How it came to be, where it is not the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Restructured>,
    /// The last of the entries that opened it with the debt of what it replaced, where it replaced anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<TransactionId>,
}

/// What was agreed before, with all that it takes to agree on it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Earlier {
    /// What was agreed.
    pub agreed: Generation,
    /// The fields of the account that changed with it, as they were; `null` for those that were not there.
    pub details: Object,
    /// The product, where it is another now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// How it ended.
    pub ending: Ending,
}

/// How what was agreed ended when something else took its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ending {
    /// The entries that gave up and paid off what was owed, in their order.
    pub entries: Vec<TransactionId>,
    /// When what had happened to the account last before.
    pub stamps: Stamps,
}

/// How one agreement came to replace another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restructured {
    /// A new loan paid the old one off, perhaps with more money.
    Refinanced,
    /// The debt goes on, on other terms.
    Rescheduled,
}

/// When what happened to an account last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamps {
    /// It was created.
    pub create: Moment,
    /// It was changed.
    pub update: Moment,
    /// It was approved, and that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approve: Option<Moment>,
    /// It was closed, and that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close: Option<Moment>,
    /// It fell into arrears, and is in arrears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrears_set: Option<Moment>,
    /// Its tax rate was changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_rate_review: Option<Moment>,
    /// It was looked at.
    pub appraise: Moment,
}

impl Stamps {
    /// Of an account that is made.
    pub(super) fn new(now: Moment) -> Self {
        Self {
            create: now,
            update: now,
            approve: None,
            close: None,
            arrears_set: None,
            tax_rate_review: None,
            appraise: now,
        }
    }
}
