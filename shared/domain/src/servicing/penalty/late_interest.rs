//! Where interest for paying late is owed.

use rust_decimal::Decimal;

use crate::servicing::installment::Installment;
use crate::servicing::terms::LatePaymentRecalculation;

/// Interest that an installment bears because it was not paid in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateInterest {
    /// The number of the installment.
    pub number: u32,
    /// In units of the currency.
    pub amount: Decimal,
}

/// Installments with the interest for paying late added: to the installments that bear it, or to the last one.
///
/// Interest of an installment that is not there is owed with the last one, too. An installment that had been met is open
/// again when something is added to it.
pub fn with_late_interest(
    installments: &[Installment],
    late: &[LateInterest],
    method: LatePaymentRecalculation,
) -> Vec<Installment> {
    let mut increased = installments.to_vec();
    for interest in late.iter().filter(|interest| !interest.amount.is_zero()) {
        let own = match method {
            LatePaymentRecalculation::OverdueInstallmentsIncrease => {
                increased.iter().position(|installment| installment.number == interest.number)
            }
            LatePaymentRecalculation::LastInstallmentIncrease => None,
        };
        let place = own.or_else(|| increased.len().checked_sub(1));
        if let Some(installment) = place.and_then(|place| increased.get_mut(place)) {
            installment.expected.interest += interest.amount;
            installment.obligations_met_on = None;
        }
    }
    increased
}
