//! Why a credit line refuses.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::life_cycle::AccountState;

/// A refusal of a credit line. Amounts are in units of its currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineRefusal {
    /// A field's value is not one that it can have.
    #[error("{field}: {message}")]
    Invalid {
        /// The field, as the API writes it.
        field: &'static str,
        /// What its value must be.
        message: &'static str,
    },
    /// The line waits for the lender's decision.
    #[error("the credit line is not approved; approve it first")]
    NotApproved,
    /// Its first day is still to come.
    #[error("the credit line may be used from {on}")]
    NotStarted {
        /// The first day of use.
        on: NaiveDate,
    },
    /// Its time is over.
    #[error("the credit line expired on {on}; set a later expire_time first")]
    Expired {
        /// The first day without use.
        on: NaiveDate,
    },
    /// It was closed.
    #[error("the credit line was closed on {on}")]
    Closed {
        /// The day.
        on: NaiveDate,
    },
    /// The limit leaves less.
    #[error("{asked} is more than the {available} that the credit line leaves of {max}")]
    BeyondCredit {
        /// What was asked for.
        asked: Decimal,
        /// What is left.
        available: Decimal,
        /// The limit.
        max: Decimal,
    },
    /// The loan leaves less.
    #[error("{asked} is more than the {room} that the loan leaves of its approved amount")]
    BeyondLoan {
        /// What was asked for.
        asked: Decimal,
        /// What is approved and not outstanding.
        room: Decimal,
    },
    /// The loan is not of this line.
    #[error("loan {account_id} is not registered to the credit line")]
    NoSuchLoan {
        /// The loan account.
        account_id: String,
    },
    /// The loan cannot be drawn on.
    #[error("loan {account_id} is {state}, and nothing can be drawn on it")]
    LoanNotOpen {
        /// The loan account.
        account_id: String,
        /// Its state.
        state: AccountState,
    },
    /// The limit asked for is below what is consumed already.
    #[error("max_credit: must be at least the {consumed} that the loans consume, not {max}")]
    BelowConsumed {
        /// The limit asked for.
        max: Decimal,
        /// What the loans consume.
        consumed: Decimal,
    },
    /// Loans of the line are not closed.
    #[error("{open} loans of the credit line are not closed; close, reject or withdraw them first")]
    LoansOpen {
        /// How many.
        open: usize,
    },
    /// Loans name the line.
    #[error("{count} loans are registered to the credit line; close it instead")]
    LoansRegistered {
        /// How many.
        count: usize,
    },
    /// As many loans are registered as ever may be.
    #[error("at most {most} loans can be registered to a credit line; open another one")]
    TooManyLoans {
        /// How many.
        most: usize,
    },
    /// An amount is beyond what can be computed with.
    #[error("the amounts are too large to add up")]
    TooLarge,
}
