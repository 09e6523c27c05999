//! A company's settings, and what they can be.

use std::collections::BTreeSet;

use crate::recovery::settings::RecoverySettings;
use crate::time_zone::TimeZone;
use serde::{Deserialize, Serialize};

use super::refusal::CompanyRefusal;
use super::{UnknownKeys, currency};

/// Longest name of a company or credential, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// Most bifurcation variables.
pub const BIFURCATION_VARIABLES_MAX: usize = 50;
/// Longest name of a bifurcation variable, in characters.
pub const VARIABLE_CHARS_MAX: usize = 50;

/// No variable can be called so: the payment key would be `recovered_by`, which has a meaning of its own.
const RESERVED_VARIABLE: &str = "by";

/// The settings of a company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanySettings {
    /// The name it is known by.
    pub name: String,
    /// Its "today" and "this month" are of this zone (IANA name).
    pub time_zone: TimeZone,
    /// ISO 4217 code of all its amounts. Fixed when the company is created: what is stored is in it.
    pub currency: String,
    /// What becomes of unknown keys.
    #[serde(default)]
    pub unknown_keys: UnknownKeys,
    /// Variables into which a payment may be split: `late_fee` allows the payment key `recovered_late_fee`.
    #[serde(default)]
    pub bifurcation_variables: BTreeSet<String>,
    /// How it recovers its loans. The company itself sets these, by the API.
    #[serde(default)]
    pub recovery: RecoverySettings,
}

/// The settings of a company to be, as somebody has written them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCompany {
    /// The name it is known by.
    pub name: String,
    /// IANA name of its time zone.
    pub time_zone: String,
    /// ISO 4217 code.
    pub currency: String,
    /// What becomes of unknown keys.
    pub unknown_keys: UnknownKeys,
    /// Variables into which a payment may be split.
    pub bifurcation_variables: Vec<String>,
}

/// Settings to be changed; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsChange {
    /// The name it is known by.
    pub name: Option<String>,
    /// IANA name of its time zone.
    pub time_zone: Option<String>,
    /// What becomes of unknown keys.
    pub unknown_keys: Option<UnknownKeys>,
    /// Variables into which a payment may be split, all of them.
    pub bifurcation_variables: Option<Vec<String>>,
}

impl CompanySettings {
    pub(super) fn new(new: NewCompany) -> Result<Self, CompanyRefusal> {
        if currency::minor_digits(&new.currency).is_none() {
            return Err(CompanyRefusal::invalid("currency", "must be an ISO 4217 code in use, as INR"));
        }
        Ok(Self {
            name: name(new.name)?,
            time_zone: time_zone(&new.time_zone)?,
            currency: new.currency,
            unknown_keys: new.unknown_keys,
            bifurcation_variables: variables(new.bifurcation_variables)?,
            recovery: RecoverySettings::default(),
        })
    }

    pub(super) fn changed(mut self, change: SettingsChange) -> Result<Self, CompanyRefusal> {
        if let Some(changed) = change.name {
            self.name = name(changed)?;
        }
        if let Some(changed) = change.time_zone {
            self.time_zone = time_zone(&changed)?;
        }
        if let Some(changed) = change.unknown_keys {
            self.unknown_keys = changed;
        }
        if let Some(changed) = change.bifurcation_variables {
            self.bifurcation_variables = variables(changed)?;
        }
        Ok(self)
    }
}

/// A name is shown to people and signs what they did, so it is one line of visible text.
pub(super) fn name(name: String) -> Result<String, CompanyRefusal> {
    let one_line = !name.chars().any(char::is_control) && name.trim() == name;
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || !one_line {
        let message = format!("must be 1 to {NAME_CHARS_MAX} characters, on one line, without spaces around");
        return Err(CompanyRefusal::invalid("name", message));
    }
    Ok(name)
}

fn time_zone(name: &str) -> Result<TimeZone, CompanyRefusal> {
    TimeZone::from_name(name)
        .ok_or_else(|| CompanyRefusal::invalid("time_zone", "must be an IANA time zone, as Asia/Kolkata"))
}

fn variables(names: Vec<String>) -> Result<BTreeSet<String>, CompanyRefusal> {
    let refuse = |message: String| Err(CompanyRefusal::invalid("bifurcation_variables", message));
    if names.len() > BIFURCATION_VARIABLES_MAX {
        return refuse(format!("must be at most {BIFURCATION_VARIABLES_MAX}"));
    }
    let mut variables = BTreeSet::new();
    for (position, name) in names.into_iter().enumerate() {
        if !is_variable(&name) {
            return refuse(format!(
                "the one at position {position} must be lower_snake_case of at most {VARIABLE_CHARS_MAX} characters, as late_fee"
            ));
        }
        if name == RESERVED_VARIABLE {
            return refuse("must not contain \"by\", because recovered_by is a key of payments".to_owned());
        }
        if !variables.insert(name) {
            return refuse(format!("the one at position {position} is there already"));
        }
    }
    Ok(variables)
}

fn is_variable(name: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    let begins_with_letter = name.bytes().next().is_some_and(|first| first.is_ascii_lowercase());
    begins_with_letter && name.len() <= VARIABLE_CHARS_MAX && name.split('_').all(word)
}
