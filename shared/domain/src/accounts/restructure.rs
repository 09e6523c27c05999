//! What a refinancing or a rescheduling says of the settings of the account that it makes.

use super::body;
use super::product::Product;
use super::setting::{Setting, inside};
use super::settings::{Settings, arrears, interest, penalty, principal_payment, schedule};
use super::value::{Kind, Value};
use crate::field::{Fault, Faults};
use crate::json::{Json, Object};

/// The keys of a restructured account that hold settings, each with those that it may name: fewer than an account's own.
pub const RESTRUCTURE: &[(&str, &[Setting])] = &[
    ("account_arrears_settings", &[arrears::TOLERANCE_PERCENTAGE, arrears::TOLERANCE_PERIOD]),
    ("interest_settings", &[interest::RATE, interest::SPREAD]),
    ("penalty_settings", &[penalty::PENALTY_RATE]),
    ("principal_payment_settings", principal_payment::PRINCIPAL_PAYMENT),
    (
        SCHEDULE_SETTINGS,
        &[
            schedule::FIXED_DAYS_OF_MONTH,
            schedule::GRACE_PERIOD,
            schedule::PERIODIC_PAYMENT,
            schedule::REPAYMENT_INSTALLMENTS,
            schedule::REPAYMENT_PERIOD,
        ],
    ),
];

const SCHEDULE_SETTINGS: &str = "schedule_settings";

/// How many installments a preview of the schedule shows: a key of `schedule_settings` that is no setting of an account.
pub const PREVIEWED: (&str, Kind) = ("number_of_previewed_installments", Kind::Count(1, schedule::INSTALLMENTS_MAX));

/// What a restructuring says of settings. What it says nothing of stays as it is on the account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restructure {
    /// The settings that change.
    pub settings: Settings,
    /// How many installments a preview shows; all of them where nothing is said.
    pub previewed_installments: Option<u32>,
}

impl Restructure {
    /// Reads what the body of a restructured account says of settings. Its other keys are not looked at.
    pub fn from_body(body: &Object) -> Result<Self, Faults> {
        let mut restructure = Self::default();
        let mut faults = Faults::default();
        for (key, settings) in RESTRUCTURE {
            if let Some(group) = body.get(*key).filter(|group| !group.is_null()) {
                body::note(&mut faults, key, restructure.take_group(key, settings, group));
            }
        }
        faults.into_result().map(|()| restructure)
    }

    fn take_group(&mut self, group: &str, settings: &[Setting], json: &Json) -> Result<(), Fault> {
        let (previewed, kind) = PREVIEWED;
        body::members(json, |key, value| {
            if group == SCHEDULE_SETTINGS && key == previewed {
                return Some(kind.read(value).map(|value| self.preview(&value)));
            }
            let setting = settings.iter().find(|setting| setting.key == key)?;
            Some(setting.kind.read(value).and_then(|value| self.settings.take(setting, value)))
        })
    }

    fn preview(&mut self, value: &Value) {
        if let Value::Count(count) = value {
            self.previewed_installments = Some(*count);
        }
    }

    /// The settings of the account that it makes, from those of the account that it replaces: each that changes is checked
    /// against what the product allows.
    pub fn effective(&self, product: &Product, of_account: &Settings) -> Result<Settings, Faults> {
        let mut faults = Faults::default();
        for (setting, reason) in product.refusals(&self.settings) {
            faults.merge(fault(setting, reason));
        }
        faults.into_result().map(|()| of_account.overridden_by(&self.settings))
    }

    /// Faults of terms, with those of settings that it changes where they lie in a restructured account's body.
    #[must_use]
    pub fn place(&self, faults: &Faults) -> Faults {
        let mut placed = Faults::default();
        for (path, sentence) in faults.flat() {
            let changed = self.settings.iter().find(|(setting, _)| setting.path() == path);
            placed.merge(match changed {
                Some((setting, _)) => fault(setting, sentence),
                None => at_path(&path, sentence),
            });
        }
        placed
    }
}

fn at_path(path: &str, sentence: &str) -> Faults {
    match path.split_once('.') {
        Some((key, rest)) => inside(key, at_path(rest, sentence)),
        None => Faults::at(path, sentence),
    }
}

/// A fault of a setting, where it lies in a restructured account's body.
pub fn fault(setting: &Setting, sentence: impl Into<String>) -> Faults {
    let holds = |settings: &[Setting]| settings.iter().any(|known| known.place() == setting.place());
    match RESTRUCTURE.iter().find(|(_, settings)| holds(settings)) {
        Some((key, _)) => inside(key, Faults::at(setting.key, sentence)),
        None => setting.fault(sentence),
    }
}
