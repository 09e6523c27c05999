//! Which installments are late, since when, and with what.
//!
//! An installment is late on the days after its due date until nothing of it is outstanding. What a chargeback puts back
//! is late from the day of the chargeback, as far as it is more than what has been paid of the installment that the day
//! lies in: the borrower had paid and has not any more.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::account::Account;
use crate::servicing::installment::Installment;
use crate::servicing::standing_transactions::standing;
use crate::servicing::transaction::{Components, Event, Transaction};

/// What of an installment is late.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LateInstallment {
    pub(super) number: u32,
    pub(super) due: NaiveDate,
    pub(super) since: NaiveDate,
    pub(super) amount: Components,
}

/// Day and amount of a chargeback.
pub(super) type Chargeback = (NaiveDate, Decimal);

/// The installments of which something is late on the account's day.
pub(super) fn installments(account: &Account, transactions: &[Transaction]) -> Vec<LateInstallment> {
    let chargebacks = chargebacks(transactions);
    let last = account.installments.last().map(|installment| installment.number);
    account
        .installments
        .iter()
        .filter(|installment| installment.outstanding().total() > Decimal::ZERO)
        .filter_map(|installment| {
            let reopened = Reopened::find(installment, &chargebacks, last, account.as_of);
            if installment.due < account.as_of {
                let since = reopened.map_or(installment.due, |reopened| reopened.on);
                return Some(LateInstallment::new(installment, since, installment.outstanding()));
            }
            reopened.filter(|reopened| reopened.on < account.as_of).map(|reopened| {
                LateInstallment::new(installment, reopened.on, part(installment.outstanding(), reopened.amount))
            })
        })
        .collect()
}

impl LateInstallment {
    fn new(installment: &Installment, since: NaiveDate, amount: Components) -> Self {
        Self { number: installment.number, due: installment.due, since, amount }
    }
}

/// The day since which the account is late: the first due date that has passed, or the day of a chargeback in an installment
/// that is not due yet.
pub(super) fn oldest(late: &[LateInstallment]) -> Option<NaiveDate> {
    late.iter().map(|installment| installment.since).min()
}

/// All that is late, by component.
pub(super) fn sum(late: &[LateInstallment]) -> Components {
    late.iter().fold(Components::default(), |sum, installment| Components {
        principal: sum.principal + installment.amount.principal,
        interest: sum.interest + installment.amount.interest,
        fees: sum.fees + installment.amount.fees,
        penalties: sum.penalties + installment.amount.penalties,
    })
}

/// Days and amounts of the chargebacks that stand.
pub(super) fn chargebacks(transactions: &[Transaction]) -> Vec<Chargeback> {
    standing(transactions)
        .into_iter()
        .filter_map(|transaction| match transaction.event {
            Event::Chargeback { amount, .. } => Some((transaction.value_date, amount)),
            _ => None,
        })
        .collect()
}

/// Chargebacks took more out of an installment than has been paid of it.
struct Reopened {
    /// The day of the one that did.
    on: NaiveDate,
    /// What is missing after all of them.
    amount: Decimal,
}

impl Reopened {
    fn find(
        installment: &Installment,
        chargebacks: &[Chargeback],
        last: Option<u32>,
        as_of: NaiveDate,
    ) -> Option<Self> {
        let includes_due_date = last == Some(installment.number) && installment.due < as_of;
        let in_period = |day: NaiveDate| {
            installment.from <= day && (day < installment.due || (includes_due_date && day == installment.due))
        };
        let mut left = installment.paid.total();
        let mut on = None;
        for (day, amount) in chargebacks.iter().filter(|(day, _)| in_period(*day)) {
            left -= *amount;
            if left < Decimal::ZERO {
                on = on.or(Some(*day));
            }
        }
        on.map(|on| Self { on, amount: -left })
    }
}

/// An amount of what is outstanding, principal first: chargebacks put principal back before anything else.
fn part(outstanding: Components, amount: Decimal) -> Components {
    let mut left = amount;
    let mut take = |available: Decimal| {
        let taken = left.min(available);
        left -= taken;
        taken
    };
    Components {
        principal: take(outstanding.principal),
        interest: take(outstanding.interest),
        fees: take(outstanding.fees),
        penalties: take(outstanding.penalties),
    }
}
