//! One setting: where it lies in a body, the type of its value, and what it means.

use super::body::SETTINGS;
use super::value::Kind;
use crate::field::Faults;

/// The groups of an account's settings, in the order in which they are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Beside `settings`, on the account itself.
    Account,
    /// When the loan counts as late.
    Arrears,
    /// How much is paid out, and in how many parts.
    Disbursement,
    /// What the loan bears.
    Interest,
    /// What a late loan costs.
    Penalty,
    /// What a payment before its time does.
    Prepayment,
    /// What a revolving loan asks for.
    PrincipalPayment,
    /// Whether money that was paid in advance may be taken out again.
    Redraw,
    /// When the loan is due, and in what parts.
    Schedule,
    /// How a payment is spread.
    Allocation,
}

impl Group {
    /// Its key in `settings`; `None` for what lies beside `settings`.
    pub const fn key(self) -> Option<&'static str> {
        match self {
            Self::Account => None,
            Self::Arrears => Some("arrears"),
            Self::Disbursement => Some("disbursement"),
            Self::Interest => Some("interest"),
            Self::Penalty => Some("penalty"),
            Self::Prepayment => Some("prepayment"),
            Self::PrincipalPayment => Some("principal_payment"),
            Self::Redraw => Some("redraw"),
            Self::Schedule => Some("schedule"),
            Self::Allocation => Some("allocation"),
        }
    }
}

/// What tells a setting from all others: its group and its key.
pub type Place = (Group, &'static str);

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Where it lies.
    pub group: Group,
    /// Its key in the group.
    pub key: &'static str,
    /// The type of its value.
    pub kind: Kind,
    /// What it means, for the published schema.
    pub about: &'static str,
}

impl Setting {
    /// A setting.
    pub const fn new(group: Group, key: &'static str, kind: Kind, about: &'static str) -> Self {
        Self { group, key, kind, about }
    }

    /// What tells it from all others.
    pub const fn place(&self) -> Place {
        (self.group, self.key)
    }

    /// Where it lies in an account's body: `settings.interest.rate`.
    pub fn path(&self) -> String {
        match self.group.key() {
            Some(group) => format!("{SETTINGS}.{group}.{}", self.key),
            None => self.key.to_owned(),
        }
    }

    /// A fault of its value, where it lies in an account's body.
    pub fn fault(&self, sentence: impl Into<String>) -> Faults {
        let at_key = Faults::at(self.key, sentence);
        match self.group.key() {
            Some(group) => inside(SETTINGS, inside(group, at_key)),
            None => at_key,
        }
    }
}

/// Faults inside the value at a key.
pub(super) fn inside(key: &str, faults: Faults) -> Faults {
    let mut outer = Faults::default();
    outer.add_inside(key, faults);
    outer
}
