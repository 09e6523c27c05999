//! What breaks a law today: cases with it are left out, until it is repaired. Each has its smallest case in `found`.

use domain::servicing::allocation::order::Direction;
use domain::servicing::terms::{InterestMethod, PayoffInterest, Terms};
use domain::servicing::transaction::{Event, ReAmortiseInterest, Transaction};

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms, transactions: &[Transaction]) -> bool {
    of_terms(terms) || of_transactions(terms, transactions)
}

fn of_terms(terms: &Terms) -> bool {
    let schedule = &terms.schedule;
    let recalculates = terms.interest.recalculation.is_some();
    schedule.principal_grace > 0
        || schedule.interest_grace > 0
        || (terms.interest.method == InterestMethod::Flat && recalculates)
        || (terms.allocation.direction == Direction::Vertical && recalculates)
}

fn of_transactions(terms: &Terms, transactions: &[Transaction]) -> bool {
    let has = |is: fn(&Event) -> bool| transactions.iter().any(|transaction| is(&transaction.event));
    let spreads_interest = |event: &Event| {
        matches!(event, Event::ReAmortise { interest: ReAmortiseInterest::EqualAmortizationInterestSplit })
    };
    let charges = |event: &Event| matches!(event, Event::Charge { .. });
    (terms.schedule.periodic_payment.is_some() && has(spreads_interest))
        || (has(|event| matches!(event, Event::ReAge { .. })) && has(charges))
}

/// Whether a payoff of a case is quoted wrong today.
pub fn is_quoted_wrong(terms: &Terms) -> bool {
    let equal_principal = terms.interest.method == InterestMethod::DecliningBalance;
    (equal_principal && terms.interest.recalculation.is_some())
        || terms.interest.recalculation.is_some_and(|rule| rule.payoff_interest == PayoffInterest::TillPeriodEnd)
}
