//! What a revolving loan asks for each period.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::refusal::LineRefusal;
use crate::servicing::rounding::Rounding;

/// How much principal a revolving loan asks for each period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrincipalPayment {
    /// An amount, in units of the currency.
    Amount(Decimal),
    /// Percent of the principal outstanding.
    Percentage(Decimal),
}

/// What a revolving loan asks for on a due date, in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MinimumPayment {
    /// Of the amount lent.
    pub principal: Decimal,
    /// Interest due.
    pub interest: Decimal,
    /// Fees due.
    pub fees: Decimal,
    /// Penalties due.
    pub penalty: Decimal,
}

impl PrincipalPayment {
    /// From settings, of which one is given: an amount above zero, or a percentage above 0 and up to 100.
    pub fn new(amount: Option<Decimal>, percentage: Option<Decimal>) -> Result<Self, LineRefusal> {
        let invalid = |field, message| Err(LineRefusal::Invalid { field, message });
        match (amount, percentage) {
            (Some(amount), None) if amount > Decimal::ZERO => Ok(Self::Amount(amount)),
            (Some(_), None) => invalid("principal_payment.amount", "must be above zero"),
            (None, Some(percent)) if percent > Decimal::ZERO && percent <= Decimal::ONE_HUNDRED => {
                Ok(Self::Percentage(percent))
            }
            (None, Some(_)) => invalid("principal_payment.percentage", "must be above 0 and at most 100"),
            _ => invalid("principal_payment", "must have either an amount or a percentage"),
        }
    }

    /// The principal to be paid, never more than is outstanding.
    ///
    /// A percentage asks for at least one minor unit: a rest of which a percent rounds to nothing would be owed forever.
    pub fn due(self, outstanding: Decimal, rounding: &Rounding) -> Result<Decimal, LineRefusal> {
        let asked = match self {
            Self::Amount(amount) => rounding.money(amount),
            Self::Percentage(percent) => {
                // Divided last: what a division drops would be multiplied.
                let part = outstanding.checked_mul(percent).ok_or(LineRefusal::TooLarge)? / Decimal::ONE_HUNDRED;
                let minor_unit = Decimal::try_new(1, rounding.decimals).map_err(|_| LineRefusal::TooLarge)?;
                rounding.money(part).max(minor_unit)
            }
        };
        Ok(asked.min(outstanding).max(Decimal::ZERO))
    }
}

impl MinimumPayment {
    /// All of it, in units of the currency. Refused only where it cannot be added up.
    pub fn total(&self) -> Result<Decimal, LineRefusal> {
        let parts = [self.interest, self.fees, self.penalty];
        let add = |sum: Decimal, part: Decimal| sum.checked_add(part);
        parts.into_iter().try_fold(self.principal, add).ok_or(LineRefusal::TooLarge)
    }
}

/// What a revolving loan asks for on a due date: principal as its settings say, and all interest, fees and penalties due.
///
/// `due` gives those; its principal is not looked at. Amounts are in units of the currency, already rounded.
pub fn minimum_payment(
    settings: PrincipalPayment,
    outstanding_principal: Decimal,
    due: MinimumPayment,
    rounding: &Rounding,
) -> Result<MinimumPayment, LineRefusal> {
    let payment = MinimumPayment { principal: settings.due(outstanding_principal, rounding)?, ..due };
    payment.total().map(|_| payment)
}
