//! An account as it stands on a day: what `replay` computes.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::installment::Installment;
use super::transaction::{Components, TransactionId};

/// An account as it stands on a day. Amounts are in units of its currency.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    /// The day.
    pub as_of: NaiveDate,
    /// Money that was paid out, in the order of value dates; where nothing was, what is planned.
    pub disbursements: Vec<(NaiveDate, Decimal)>,
    /// Disbursements that are planned for a day after `as_of` and have not been made.
    pub planned: Vec<(NaiveDate, Decimal)>,
    /// Amounts that were added to the principal, in the order of value dates.
    pub capitalized: Vec<(NaiveDate, Decimal)>,
    /// In the order of due dates.
    pub installments: Vec<Installment>,
    /// What each transaction did, in the order of value dates; those that were taken back are left out.
    pub postings: Vec<Posting>,
    /// Charges and what has been paid of them.
    pub charges: Vec<ChargeState>,
    /// Money that the borrower paid beyond what is owed.
    pub overpaid: Decimal,
    /// Money that was paid in advance and is kept for the installments to come.
    pub redraw: Decimal,
    /// Money that came in after the loan was given up.
    pub recovered: Decimal,
    /// What the account comes to.
    pub standing: Standing,
    /// The day of the charge-off that stands.
    pub charged_off_on: Option<NaiveDate>,
    /// What late installments have borne up to `as_of` and is not owed yet: see [`penalty`](super::penalty).
    pub accrued_penalty: Decimal,
}

/// What the account comes to, seen from its money alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was paid out yet.
    Undisbursed,
    /// Something is owed.
    Active,
    /// Nothing is owed.
    Repaid,
    /// Nothing is owed, and there is money of the borrower's.
    Overpaid,
    /// It was given up.
    WrittenOff,
}

/// What one transaction did.
#[derive(Debug, Clone, PartialEq)]
pub struct Posting {
    /// The transaction.
    pub id: TransactionId,
    /// Its value date.
    pub value_date: NaiveDate,
    /// All of it, in units of the currency.
    pub amount: Decimal,
    /// What went to each component.
    pub components: Components,
    /// What was beyond all that is owed.
    pub overpaid: Decimal,
    /// The principal outstanding after it.
    pub balance_after: Decimal,
}

/// A charge and what has been paid of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ChargeState {
    /// The transaction that charged it.
    pub id: TransactionId,
    /// What is charged in all.
    pub amount: Decimal,
    /// What of it has been paid.
    pub paid: Decimal,
    /// What of it is waived.
    pub waived: Decimal,
    /// The day on which it is due, where it has one.
    pub due: Option<NaiveDate>,
    /// It is taken out of the first disbursement.
    pub at_disbursement: bool,
}
