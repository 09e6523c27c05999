//! One installment: what is expected, what came in, what is left.

use std::cmp::Ordering;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::allocation::order::Component;
use super::amounts::{compare, minus, same};
use super::transaction::Components;

/// What kind of installment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InstallmentKind {
    /// One of the schedule.
    Regular,
    /// The part of a disbursement that is due at once.
    DownPayment,
    /// Beyond the schedule: for what came to be owed after the last due date.
    Additional,
    /// One of a re-aged schedule.
    ReAged,
    /// Interest that was made due by hand.
    AppliedInterest,
}

impl InstallmentKind {
    /// Whether it is one that the loan's periods lead to, and nothing beside them.
    pub fn is_of_periods(self) -> bool {
        !matches!(self, Self::DownPayment | Self::AppliedInterest)
    }

    /// Whether it is one of the schedule, as it was agreed or as it was spread anew.
    #[must_use]
    pub fn is_of_schedule(self) -> bool {
        matches!(self, Self::Regular | Self::ReAged)
    }
}

/// What is left of an amount that was paid, waived and written off in part, of which most is usually nothing.
#[inline]
fn left(expected: &Decimal, paid: &Decimal, waived: &Decimal, written_off: &Decimal) -> Decimal {
    let unpaid = minus(*expected, *paid);
    if waived.is_zero() && written_off.is_zero() { unpaid } else { minus(minus(unpaid, *waived), *written_off) }
}

/// Bits that are all unset where an amount is nothing, so that many can be looked at at once.
#[inline]
fn digits(amount: &Decimal) -> u32 {
    let parts = amount.unpack();
    parts.hi | parts.mid | parts.lo
}

/// One installment. Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Installment {
    /// Counted from 1 in the order of due dates.
    pub number: u32,
    /// What kind it is.
    pub kind: InstallmentKind,
    /// The day after which its interest is borne.
    pub from: NaiveDate,
    /// The day on which it is due.
    pub due: NaiveDate,
    /// What is expected in all.
    pub expected: Components,
    /// What of it has been paid.
    pub paid: Components,
    /// What of it is not asked for any more: waived.
    pub waived: Components,
    /// What of it has been written off.
    pub written_off: Components,
    /// What of it was put back by chargebacks and refunds of a credit balance.
    pub credited: Components,
    /// What was paid before the due date.
    pub paid_in_advance: Decimal,
    /// What was paid after the due date.
    pub paid_late: Decimal,
    /// The value date of the last payment that paid any of it, as long as something of it is paid.
    pub last_paid_on: Option<NaiveDate>,
    /// The value date of the payment that left nothing open.
    pub obligations_met_on: Option<NaiveDate>,
}

impl Installment {
    /// What is still to be paid of each component.
    pub fn outstanding(&self) -> Components {
        Components {
            principal: self.outstanding_of(Component::Principal),
            interest: self.outstanding_of(Component::Interest),
            fees: self.outstanding_of(Component::Fee),
            penalties: self.outstanding_of(Component::Penalty),
        }
    }

    /// What is still to be paid of one component.
    #[inline]
    pub(super) fn outstanding_of(&self, component: Component) -> Decimal {
        let (e, p, w, o) = (&self.expected, &self.paid, &self.waived, &self.written_off);
        match component {
            Component::Penalty => left(&e.penalties, &p.penalties, &w.penalties, &o.penalties),
            Component::Fee => left(&e.fees, &p.fees, &w.fees, &o.fees),
            Component::Interest => left(&e.interest, &p.interest, &w.interest, &o.interest),
            Component::Principal => left(&e.principal, &p.principal, &w.principal, &o.principal),
        }
    }

    /// Whether nothing is left to pay, all components together.
    pub fn owes_nothing(&self) -> bool {
        let (e, p, w, o) = (&self.expected, &self.paid, &self.waived, &self.written_off);
        let charged = digits(&e.fees) | digits(&p.fees) | digits(&e.penalties) | digits(&p.penalties);
        let waived = digits(&w.principal) | digits(&w.interest) | digits(&w.fees) | digits(&w.penalties);
        let written_off = digits(&o.principal) | digits(&o.interest) | digits(&o.fees) | digits(&o.penalties);
        if charged | waived | written_off == 0 {
            // As long as neither was paid beyond what is expected, both have to be met.
            match compare(e.principal, p.principal) {
                Ordering::Equal => return same(e.interest, p.interest),
                Ordering::Greater if compare(e.interest, p.interest) != Ordering::Less => return false,
                _ => {}
            }
        }
        self.outstanding().is_nothing()
    }

    /// What is not asked for any more: waived or written off.
    pub fn reduced(&self) -> Components {
        let (w, o) = (&self.waived, &self.written_off);
        Components {
            principal: w.principal + o.principal,
            interest: w.interest + o.interest,
            fees: w.fees + o.fees,
            penalties: w.penalties + o.penalties,
        }
    }

    /// Whether nothing is left to pay.
    pub fn is_settled(&self) -> bool {
        self.obligations_met_on.is_some()
    }
}
