//! What breaks a law today: cases with it are left out, until it is repaired. Each has its smallest case in `found`.

use domain::servicing::allocation::order::{Direction, FutureInstallments};
use domain::servicing::terms::{InterestMethod, PayoffInterest, ScheduleEngine, Terms};
use domain::servicing::transaction::{Event, Transaction};

/// Whether a case has something that breaks a law today.
pub fn is_known(terms: &Terms, transactions: &[Transaction]) -> bool {
    of_terms(terms) || of_transactions(terms, transactions)
}

fn of_terms(terms: &Terms) -> bool {
    let schedule = &terms.schedule;
    let recalculates = terms.interest.recalculation.is_some();
    schedule.counted_from.is_some()
        || schedule.principal_grace > 0
        || schedule.interest_grace > 0
        || schedule.full_term_tranches
        || (terms.interest.method == InterestMethod::Flat && recalculates)
        || (terms.allocation.direction == Direction::Vertical && recalculates)
        || (schedule.engine == ScheduleEngine::Cumulative && recalculates)
}

fn of_transactions(terms: &Terms, transactions: &[Transaction]) -> bool {
    let has = |is: fn(&Event) -> bool| transactions.iter().any(|transaction| is(&transaction.event));
    let changes_schedule = has(|event| {
        matches!(
            event,
            Event::InterestPause { .. }
                | Event::RateChange { .. }
                | Event::ExtraTerms { .. }
                | Event::Lock { .. }
                | Event::DueDateChange { .. }
        )
    });
    let restructures = has(|event| matches!(event, Event::ReAge { .. } | Event::ReAmortise { .. }));
    let recalculates = terms.interest.recalculation.is_some();
    (changes_schedule && !recalculates)
        || restructures
        || (has(|event| matches!(event, Event::WriteOff { .. }))
            && has(|event| matches!(event, Event::ChargeOff | Event::Termination)))
        || has(|event| {
            matches!(event, Event::ChargePayment { .. } | Event::CapitalizedIncome { .. } | Event::ExtraTerms { .. })
        })
}

/// Whether a payoff of a case is quoted wrong today.
pub fn is_quoted_wrong(terms: &Terms, transactions: &[Transaction]) -> bool {
    let to_period_end =
        terms.interest.recalculation.is_some_and(|rule| rule.payoff_interest == PayoffInterest::TillPeriodEnd);
    terms.allocation.default.future != FutureInstallments::NextInstallment
        || terms.redraw.allowed
        || to_period_end
        || transactions.iter().any(|transaction| matches!(transaction.event, Event::InterestApplied { .. }))
}
