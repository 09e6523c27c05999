//! Terms of interest that is borne because something is late.

use super::replay::ReplayError;
use super::terms::InterestTerms;

/// Late principal bears interest where interest follows payments, and no longer than to the last due date.
pub(super) fn check(interest: &InterestTerms) -> Result<(), ReplayError> {
    if interest.accrue_after_maturity {
        return Err(ReplayError::Unsupported("accrue_after_maturity"));
    }
    if interest.accrue_late_interest && interest.recalculation.is_none() {
        return Err(ReplayError::Unsupported("accrue_late_interest, where interest does not follow payments"));
    }
    Ok(())
}

impl InterestTerms {
    /// Whether late principal bears interest until it is paid.
    pub(super) fn late_principal_bears(&self) -> bool {
        let follows = self.recalculation.is_some_and(|recalculation| !recalculation.ignore_past_due);
        follows && self.accrue_late_interest
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use crate::servicing::hand_built::{amount, date, disbursement, recalculating};
    use crate::servicing::replay::{ReplayError, replay};
    use crate::servicing::terms::{ScheduleEngine, Terms};

    /// Interest of February's installment where January's is ten days late.
    fn interest(change: impl Fn(&mut Terms)) -> Result<Decimal, ReplayError> {
        let mut terms = recalculating();
        change(&mut terms);
        let account = replay(&terms, &[disbursement(1, "2024-01-01", "1000")], date("2024-02-11"))?;
        Ok(account.installments[1].expected.interest)
    }

    #[test]
    fn late_principal_bears_interest_where_both_terms_say_so() {
        // 1% of 669.98, and 10/29 of that of 330.02.
        assert_eq!(interest(|_| {}), Ok(amount("7.84")));
        assert_eq!(interest(|terms| terms.interest.accrue_late_interest = false), Ok(amount("6.70")));
        let ignored = |terms: &mut Terms| terms.interest.recalculation.as_mut().unwrap().ignore_past_due = true;
        assert_eq!(interest(ignored), Ok(amount("6.70")));
    }

    #[test]
    fn what_nothing_computes_is_refused_by_name() {
        let refused = |change: fn(&mut Terms)| {
            for engine in [ScheduleEngine::Progressive, ScheduleEngine::Cumulative] {
                let refusal = interest(|terms| {
                    terms.schedule.engine = engine;
                    change(terms);
                });
                assert!(matches!(refusal, Err(ReplayError::Unsupported(reason)) if reason.starts_with("accrue_")));
            }
        };
        refused(|terms| terms.interest.accrue_after_maturity = true);
        refused(|terms| terms.interest.recalculation = None);
    }
}
