//! What happened to an account, sorted by what it does to the schedule.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::refusal;
use crate::servicing::penalty::FreeDays;
use crate::servicing::replay::ReplayError;
use crate::servicing::standing_transactions::standing;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Charge, Event, Transaction, TransactionId};

/// The largest amount and the largest rate that are computed with: products of these stay within the range of numbers.
const LARGEST_AMOUNT: i64 = 10_000_000_000_000;
const LARGEST_RATE: i64 = 1_000_000;

/// A change of the terms that counts from the first installment due on a day or after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Variation {
    /// The day.
    pub on: NaiveDate,
    /// What changes.
    pub change: Change,
}

/// What changes from an installment on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Change {
    /// The rate, in percent a year.
    Rate(Decimal),
    /// More installments.
    Extend(u32),
    /// Installments without principal.
    PrincipalGrace(u32),
    /// Installments whose interest is due later.
    InterestGrace(u32),
}

/// What happened to an account, up to a day.
pub(super) struct Facts<'a> {
    /// Money that was paid out, in the order of value dates.
    pub paid_out: Vec<(NaiveDate, Decimal)>,
    /// What a schedule before the first disbursement is drawn up for, in units of the currency.
    pub granted: Decimal,
    /// Due dates that were moved, from which day to which.
    pub moved: Vec<(NaiveDate, NaiveDate)>,
    /// Other changes of the schedule, in the order of the days from which they count.
    pub variations: Vec<Variation>,
    /// What was charged.
    pub charges: Vec<(TransactionId, &'a Charge)>,
    /// What moved money, in the order in which it counts.
    pub money: Vec<&'a Transaction>,
    /// Days that bear no penalty.
    pub free: FreeDays,
}

impl<'a> Facts<'a> {
    /// Sorts the transactions that stand. Money counts from its value date on; what changes the schedule counts from the
    /// day on which it was entered, so that a change of a later installment shows at once.
    pub fn gather(terms: &Terms, transactions: &'a [Transaction], as_of: NaiveDate) -> Result<Self, ReplayError> {
        in_range(terms.principal)?;
        in_rate_range(terms.interest.rate)?;
        refusal::of_terms(terms)?;
        let mut facts = Self {
            paid_out: Vec::new(),
            granted: terms.principal,
            moved: Vec::new(),
            variations: Vec::new(),
            charges: Vec::new(),
            money: Vec::new(),
            free: FreeDays::default(),
        };
        let mut known: Vec<_> = standing(transactions);
        facts.free = FreeDays::of(&known);
        known.sort_by_key(|transaction| (transaction.value_date, transaction.entered_on, transaction.id));
        for transaction in known {
            check_references(transaction, transactions)?;
            facts.take(transaction, as_of)?;
        }
        facts.variations.sort_by_key(|variation| variation.on);
        Ok(facts)
    }

    fn take(&mut self, transaction: &'a Transaction, as_of: NaiveDate) -> Result<(), ReplayError> {
        let on = transaction.value_date;
        let in_time = on <= as_of;
        let known = in_time || transaction.entered_on <= as_of;
        match &transaction.event {
            Event::Disbursement { amount } if in_time => {
                in_range(*amount)?;
                self.paid_out.push((on, *amount));
                self.money.push(transaction);
            }
            Event::Repayment { amount, .. }
            | Event::CreditBalanceRefund { amount }
            | Event::Chargeback { amount, .. }
            | Event::ChargePayment { amount, .. }
                if in_time =>
            {
                in_range(*amount)?;
                self.money.push(transaction);
            }
            Event::ChargeWaiver { .. } | Event::ChargeOff | Event::WriteOff { .. } if in_time => {
                self.money.push(transaction);
            }
            Event::Charge { charge } if known => self.charges.push((transaction.id, charge)),
            Event::RateChange { rate } if known => self.vary(on, Change::Rate(in_rate_range(*rate)?)),
            Event::DueDateChange { from, to } if known => self.moved.push((*from, *to)),
            Event::ExtraTerms { count } if known => self.vary(on, Change::Extend(*count)),
            Event::MidTermGrace { principal, interest } if known => self.grace(on, *principal, *interest),
            Event::PaymentHoliday { installments } if known => {
                // It is for the installments after its day.
                let from = on.succ_opt().ok_or(ReplayError::OutOfRange)?;
                self.grace(from, *installments, *installments);
            }
            Event::ApprovedAmount { amount } if known => self.granted = in_range(*amount)?,
            event => refusal::of_event(event)?,
        }
        Ok(())
    }

    fn vary(&mut self, on: NaiveDate, change: Change) {
        self.variations.push(Variation { on, change });
    }

    /// Installments without principal make the loan as much longer; those without interest do not.
    fn grace(&mut self, on: NaiveDate, principal: u32, interest: u32) {
        if principal > 0 {
            self.vary(on, Change::PrincipalGrace(principal));
            self.vary(on, Change::Extend(principal));
        }
        if interest > 0 {
            self.vary(on, Change::InterestGrace(interest));
        }
    }
}

fn check_references(transaction: &Transaction, all: &[Transaction]) -> Result<(), ReplayError> {
    let (Event::Chargeback { of, .. } | Event::ChargePayment { of, .. } | Event::ChargeWaiver { of }) =
        transaction.event
    else {
        return Ok(());
    };
    let is_known = all.iter().any(|other| other.id == of);
    if is_known { Ok(()) } else { Err(ReplayError::UnknownTransaction(of)) }
}

fn in_range(amount: Decimal) -> Result<Decimal, ReplayError> {
    if amount.abs() <= Decimal::from(LARGEST_AMOUNT) { Ok(amount) } else { Err(ReplayError::OutOfRange) }
}

fn in_rate_range(rate: Decimal) -> Result<Decimal, ReplayError> {
    if rate.abs() <= Decimal::from(LARGEST_RATE) { Ok(rate) } else { Err(ReplayError::OutOfRange) }
}
