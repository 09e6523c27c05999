//! A loan that is paid off by a new one: refinancing, with more money, and rescheduling, on other terms.
//!
//! Both close the account with a payment that no money moves for, and open one whose first disbursement is what that
//! payment came to. Both are undone by taking these transactions back.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use thiserror::Error;

use super::installment::Installment;
use super::position::{Position, position};
use super::replay::ReplayError;
use super::terms::Terms;
use super::transaction::{Components, Event, RepaymentKind, Transaction};

/// What to give up and to add when a loan is replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Replacement {
    /// What of the old loan is given up; the rest becomes principal of the new one.
    pub write_off: Components,
    /// What is paid out beside it.
    pub top_up: Decimal,
}

/// What happens on both accounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Restructuring {
    /// On the old account, in this order.
    pub closing: Vec<Event>,
    /// What the old account owes on the day, without interest that has not been earned.
    pub owed: Components,
    /// The first disbursement of the new account, in units of the currency.
    pub opening: Decimal,
}

/// Why a loan is not replaced.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotReplaced {
    /// More is given up than is owed.
    #[error("more is to be written off than is owed: {owed} of {component}")]
    WriteOffBeyondOwed {
        /// Of what.
        component: &'static str,
        /// What is owed of it.
        owed: Decimal,
    },
    /// An amount is below zero.
    #[error("amounts to write off and to top up must not be below zero")]
    BelowZero,
    /// Nothing is left for the new loan.
    #[error("nothing would be owed on the new account")]
    NothingToReplace,
    /// The old account cannot be computed.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

/// What it takes to replace a loan on a day.
pub fn restructure(
    terms: &Terms,
    transactions: &[Transaction],
    on: NaiveDate,
    with: &Replacement,
) -> Result<Restructuring, NotReplaced> {
    let position = position(terms, transactions, on)?;
    let unearned = unearned(&position, terms);
    let owed = Components { interest: position.payoff.interest - unearned, ..position.payoff };
    check(&owed, with)?;
    let carried = owed.total() - with.write_off.total();
    let opening = carried + with.top_up;
    if opening <= Decimal::ZERO {
        return Err(NotReplaced::NothingToReplace);
    }
    let mut closing = Vec::new();
    let ended = Components { interest: with.write_off.interest + unearned, ..with.write_off };
    if !ended.total().is_zero() {
        closing.push(Event::WriteOff { amounts: Some(ended) });
    }
    if !carried.is_zero() {
        closing.push(Event::Repayment { amount: carried, kind: RepaymentKind::Refinance });
    }
    Ok(Restructuring { closing, owed, opening })
}

/// What a payoff asks for that has not been earned on its day: where interest does not follow payments, all that is left
/// of the schedule's. It ends with the loan, as what takes the loan's place bears interest for the days to come.
fn unearned(position: &Position, terms: &Terms) -> Decimal {
    if terms.interest.recalculation.is_some() {
        return Decimal::ZERO;
    }
    // Interest that a chargeback has put back was earned before.
    let met = |it: &Installment| it.paid.interest + it.reduced().interest - it.credited.interest;
    let met: Decimal = position.account.installments.iter().map(met).sum();
    let of_payoff = position.payoff.interest;
    of_payoff - terms.rounding.money(position.interest_earned - met).clamp(Decimal::ZERO, of_payoff)
}

fn check(owed: &Components, with: &Replacement) -> Result<(), NotReplaced> {
    let off = &with.write_off;
    let parts = [
        ("principal", owed.principal, off.principal),
        ("interest", owed.interest, off.interest),
        ("fees", owed.fees, off.fees),
        ("penalties", owed.penalties, off.penalties),
    ];
    if with.top_up < Decimal::ZERO || parts.iter().any(|(_, _, off)| *off < Decimal::ZERO) {
        return Err(NotReplaced::BelowZero);
    }
    match parts.into_iter().find(|(_, owed, off)| off > owed) {
        Some((component, owed, _)) => Err(NotReplaced::WriteOffBeyondOwed { component, owed }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::account::Standing;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
    use crate::servicing::replay::replay;

    /// On 16 March 669.98 of principal and 9.94 of interest are owed.
    fn late() -> Vec<Transaction> {
        vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-02-01", "340.02")]
    }

    fn replaced(with: &Replacement) -> Result<Restructuring, NotReplaced> {
        restructure(&recalculating(), &late(), date("2024-03-16"), with)
    }

    /// What the old account comes to.
    fn closed(by: &Restructuring) -> (Standing, Decimal) {
        let mut happened = late();
        for (id, event) in (3..).zip(by.closing.iter().cloned()) {
            happened.push(entered(id, "2024-03-16", event));
        }
        let account = replay(&recalculating(), &happened, date("2024-03-16")).unwrap();
        let left = account.installments.iter().map(|it| it.outstanding().total()).sum();
        (account.standing, left)
    }

    #[test]
    fn all_that_is_owed_goes_over_with_what_is_added() {
        let replaced = replaced(&Replacement { top_up: amount("500"), ..Replacement::default() }).unwrap();
        assert_eq!((replaced.owed.total(), replaced.opening), (amount("679.92"), amount("1179.92")));
        assert_eq!(replaced.closing, [Event::Repayment { amount: amount("679.92"), kind: RepaymentKind::Refinance }]);
        assert_eq!(closed(&replaced), (Standing::Repaid, Decimal::ZERO));
    }

    #[test]
    fn interest_of_days_to_come_does_not_go_over() {
        // 340.02 is paid of 20.07 in all; on 16 March, 10.00 and 6.70 are earned of the first two months, and half of 3.37.
        let mut terms = recalculating();
        (terms.interest.recalculation, terms.interest.accrue_late_interest) = (None, false);
        let replaced = restructure(&terms, &late(), date("2024-03-16"), &Replacement::default()).unwrap();
        let unearned = Components { interest: amount("1.74"), ..Components::default() };
        assert_eq!(replaced.closing[0], Event::WriteOff { amounts: Some(unearned) });
        assert_eq!((replaced.owed.principal, replaced.owed.interest), (amount("669.98"), amount("8.33")));
        let mut happened = late();
        for (id, event) in (3..).zip(replaced.closing.iter().cloned()) {
            happened.push(entered(id, "2024-03-16", event));
        }
        let closed = replay(&terms, &happened, date("2024-03-16")).unwrap();
        assert_eq!(closed.standing, Standing::Repaid);
    }

    #[test]
    fn what_is_given_up_does_not_go_over() {
        let write_off = Components { interest: amount("9.94"), ..Components::default() };
        let replaced = replaced(&Replacement { write_off, top_up: Decimal::ZERO }).unwrap();
        assert_eq!(replaced.opening, amount("669.98"));
        assert_eq!(replaced.closing.len(), 2);
        assert_eq!(closed(&replaced), (Standing::Repaid, Decimal::ZERO));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let interest = |of| Components { interest: amount(of), ..Components::default() };
        let beyond = Replacement { write_off: interest("9.95"), top_up: Decimal::ZERO };
        let owed = amount("9.94");
        assert_eq!(replaced(&beyond), Err(NotReplaced::WriteOffBeyondOwed { component: "interest", owed }));
        let below = Replacement { write_off: Components::default(), top_up: amount("-1") };
        assert_eq!(replaced(&below), Err(NotReplaced::BelowZero));
        let below = Replacement { write_off: interest("-1"), top_up: Decimal::ZERO };
        assert_eq!(replaced(&below), Err(NotReplaced::BelowZero));
        let all = Components { principal: amount("669.98"), ..interest("9.94") };
        let nothing = Replacement { write_off: all, top_up: Decimal::ZERO };
        assert_eq!(replaced(&nothing), Err(NotReplaced::NothingToReplace));
    }
}
