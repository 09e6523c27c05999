//! What breaks a law today: cases with it are left out, until it is repaired. The smallest are in `found`, and ignored.

use domain::servicing::allocation::order::Direction;
use domain::servicing::due_dates::PeriodUnit;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Event, Transaction};

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms, transactions: &[Transaction]) -> bool {
    let has = |is: fn(&Event) -> bool| transactions.iter().any(|transaction| is(&transaction.event));
    let by_component = terms.allocation.direction == Direction::Vertical;
    let gives_up_a_part = has(|event| matches!(event, Event::WriteOff { amounts: Some(_) }));
    // Late interest is rounded with what is paid, and again with what is quoted or spread anew.
    let raises_late = terms.arrears.late_payment.is_some() && has(|event| matches!(event, Event::ReAge { .. }));
    let re_ages_what_is_owed_again = has(|event| matches!(event, Event::ReAge { .. }))
        && has(|event| matches!(event, Event::Chargeback { .. } | Event::CreditBalanceRefund { .. }));
    let has_periods_of_no_days =
        terms.schedule.working_days.is_some() && terms.schedule.period.unit == PeriodUnit::Days;
    let recalculates = terms.interest.recalculation.is_some();
    has_periods_of_no_days
        || (recalculates && (by_component || gives_up_a_part || raises_late || re_ages_what_is_owed_again))
}
