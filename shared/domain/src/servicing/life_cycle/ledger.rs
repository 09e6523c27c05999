//! What the money of an account says of its state.

use rust_decimal::Decimal;

use super::standing::{Fact, Facts, place_from};
use super::state::{AccountState, AccountSubState, LockedOperation, Place};
use crate::servicing::account::{self, Account};
use crate::servicing::admission::room;
use crate::servicing::arrears::arrears;
use crate::servicing::standing_transactions::standing;
use crate::servicing::terms::{FuturePayments, Terms};
use crate::servicing::transaction::{Event, RepaymentKind, Transaction};

/// The facts that an account as it was replayed gives. What is decided by hand is not among them: whether it was closed
/// without debt, capped, or replaced under its own id.
pub fn facts(account: &Account, terms: &Terms, transactions: &[Transaction]) -> Facts {
    let standing = standing(transactions);
    let until_now: Vec<&Transaction> = standing.into_iter().filter(|it| it.value_date <= account.as_of).collect();
    let is_terminated = until_now.iter().any(|it| matches!(it.event, Event::Termination));
    let owed: Decimal = account.installments.iter().map(|installment| installment.outstanding().total()).sum();
    let disbursed = account.standing != account::Standing::Undisbursed;
    Facts::default()
        .with(Fact::Disbursed, disbursed)
        .with(Fact::MoreToDisburse, more_to_disburse(terms, transactions, &until_now))
        .with(Fact::RoomToDisburse, has_room_to_disburse(terms, transactions, &until_now))
        .with(Fact::Owes, disbursed && owed > Decimal::ZERO)
        .with(Fact::InArrears, arrears(account, &terms.arrears, transactions).is_in_arrears())
        .with(Fact::Terminated, is_terminated)
        .with(Fact::ChargedOff, account.charged_off_on.is_some())
        .with(Fact::Overpaid, account.overpaid > Decimal::ZERO)
        .with(Fact::TakesOverpayments, terms.prepayment.acceptance == FuturePayments::AcceptOverpayments)
        .with(Fact::BearsInterest, rate(terms, &until_now) > Decimal::ZERO)
        .with_locks(&locked(&until_now))
}

/// Where the money of a granted account puts it: also closed because it was written off, or paid off by another loan.
pub fn place(account: &Account, terms: &Terms, transactions: &[Transaction]) -> Place {
    if account.standing == account::Standing::WrittenOff {
        return Place::with(AccountState::Closed, AccountSubState::WrittenOff);
    }
    let place = place_from(&facts(account, terms, transactions));
    let is_repaid = place == Place::with(AccountState::Closed, AccountSubState::Repaid);
    if is_repaid && is_refinanced(account, transactions) {
        return Place::with(AccountState::Closed, AccountSubState::Refinanced);
    }
    place
}

fn is_refinanced(account: &Account, transactions: &[Transaction]) -> bool {
    standing(transactions).iter().any(|it| {
        let pays_off = matches!(it.event, Event::Repayment { kind: RepaymentKind::Refinance, .. });
        pays_off && it.value_date <= account.as_of
    })
}

/// Planned tranches are still to come, or the terms allow another one and something of the grant is left.
fn more_to_disburse(terms: &Terms, transactions: &[Transaction], until_now: &[&Transaction]) -> bool {
    let room = room(terms, transactions);
    if !room.planned.is_empty() {
        return true;
    }
    may_make_another(terms, until_now) && room.approved_left() > Decimal::ZERO
}

/// Something may be paid out, though it may be more than was granted or planned.
fn has_room_to_disburse(terms: &Terms, transactions: &[Transaction], until_now: &[&Transaction]) -> bool {
    let room = room(terms, transactions);
    !room.planned.is_empty() || (may_make_another(terms, until_now) && room.left() > Decimal::ZERO)
}

/// The terms allow a disbursement that is not planned.
fn may_make_another(terms: &Terms, until_now: &[&Transaction]) -> bool {
    let made = until_now.iter().filter(|it| matches!(it.event, Event::Disbursement { .. })).count();
    let allowed = terms.limits.max_tranches.and_then(|most| usize::try_from(most).ok());
    allowed.is_some_and(|allowed| made < allowed) && !terms.limits.planned_tranches_only
}

fn rate(terms: &Terms, until_now: &[&Transaction]) -> Decimal {
    let change = |transaction: &&Transaction| match transaction.event {
        Event::RateChange { rate } => Some(rate),
        _ => None,
    };
    until_now.iter().filter_map(change).next_back().unwrap_or(terms.interest.rate)
}

fn locked(until_now: &[&Transaction]) -> Vec<LockedOperation> {
    let mut locked = Vec::new();
    for transaction in until_now {
        match &transaction.event {
            Event::Lock { operations } => locked.extend(operations.iter().copied()),
            Event::Unlock { operations } => locked.retain(|operation| !operations.contains(operation)),
            _ => {}
        }
    }
    locked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{date, disbursement, entered, repayment, terms};
    use crate::servicing::limits::Limits;
    use crate::servicing::replay::replay;
    use crate::servicing::terms::ExpectedTranche;

    fn at(terms: &Terms, transactions: &[Transaction], as_of: &str) -> Place {
        place(&replay(terms, transactions, date(as_of)).unwrap(), terms, transactions)
    }

    fn active(sub_state: AccountSubState) -> Place {
        Place::with(AccountState::Active, sub_state)
    }

    #[test]
    fn a_loan_goes_from_granted_to_repaid() {
        let terms = terms();
        let mut happened = vec![disbursement(1, "2024-01-01", "1000")];
        assert_eq!(at(&terms, &[], "2024-01-01"), Place::of(AccountState::Approved));
        assert_eq!(at(&terms, &happened, "2024-02-01"), Place::of(AccountState::Active));
        assert_eq!(at(&terms, &happened, "2024-02-02"), Place::of(AccountState::ActiveInArrears));
        happened.push(repayment(2, "2024-02-02", "1100"));
        assert_eq!(at(&terms, &happened, "2024-02-02"), Place::with(AccountState::Closed, AccountSubState::Repaid));
        let overpaid = replay(&terms, &happened, date("2024-02-02")).unwrap();
        assert!(facts(&overpaid, &terms, &happened).has(Fact::Overpaid));
        happened.push(entered(3, "2024-02-03", Event::Reversal { of: happened[1].id }));
        assert_eq!(at(&terms, &happened, "2024-02-03"), Place::of(AccountState::ActiveInArrears));
    }

    #[test]
    fn what_ends_a_loan_is_its_sub_state() {
        let terms = terms();
        let out = disbursement(1, "2024-01-01", "1000");
        let off = entered(2, "2024-01-01", Event::WriteOff { amounts: None });
        let written_off = at(&terms, &[out.clone(), off], "2024-01-01");
        assert_eq!(written_off, Place::with(AccountState::Closed, AccountSubState::WrittenOff));
        let amount = Decimal::from(1100);
        let other = entered(2, "2024-01-01", Event::Repayment { amount, kind: RepaymentKind::Refinance });
        let refinanced = at(&terms, &[out, other], "2024-01-01");
        assert_eq!(refinanced, Place::with(AccountState::Closed, AccountSubState::Refinanced));
    }

    #[test]
    fn locks_hold_until_each_is_lifted() {
        let terms = terms();
        let lock =
            |id, on, operations: &[LockedOperation]| entered(id, on, Event::Lock { operations: operations.to_vec() });
        let [interest, fees, _] = LockedOperation::ALL;
        let mut happened = vec![disbursement(1, "2024-01-01", "1000"), lock(2, "2024-01-02", &[interest, fees])];
        assert_eq!(at(&terms, &happened, "2024-01-01"), Place::of(AccountState::Active));
        assert_eq!(at(&terms, &happened, "2024-01-02"), active(AccountSubState::Locked));
        happened.push(entered(3, "2024-01-05", Event::Unlock { operations: vec![interest] }));
        assert_eq!(at(&terms, &happened, "2024-01-05"), active(AccountSubState::Locked));
        happened.push(entered(4, "2024-01-06", Event::Unlock { operations: vec![fees] }));
        assert_eq!(at(&terms, &happened, "2024-01-06"), Place::of(AccountState::Active));
    }

    #[test]
    fn a_loan_is_partially_disbursed_until_its_last_tranche() {
        let mut terms = terms();
        let tranche = |on: &str| ExpectedTranche { on: date(on), amount: Decimal::from(500) };
        terms.schedule.expected_tranches = vec![tranche("2024-01-01"), tranche("2024-01-15")];
        terms.limits = Limits { max_tranches: Some(2), ..Limits::default() };
        let mut happened = vec![disbursement(1, "2024-01-01", "500")];
        assert_eq!(at(&terms, &happened, "2024-01-01"), active(AccountSubState::PartiallyDisbursed));
        happened.push(disbursement(2, "2024-01-15", "500"));
        assert_eq!(at(&terms, &happened, "2024-01-15"), Place::of(AccountState::Active));
    }

    #[test]
    fn what_is_due_at_once_is_terminated() {
        let happened = [disbursement(1, "2024-01-01", "1000"), entered(2, "2024-01-20", Event::Termination)];
        assert_eq!(at(&terms(), &happened, "2024-01-20"), active(AccountSubState::Terminated));
    }
}
