//! Why investors' funding refuses.

use rust_decimal::Decimal;

use super::split::SplitError;
use crate::servicing::life_cycle;

/// A refusal of a loan's funding. Amounts are in units of the loan's currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FundingRefusal {
    /// A field's value is not one that it can have.
    #[error("{field}: {message}")]
    Invalid {
        /// The field, as the API writes it.
        field: &'static str,
        /// What its value must be.
        message: &'static str,
    },
    /// The account's state forbids it.
    #[error(transparent)]
    State(#[from] life_cycle::Refusal),
    /// The loan has no fund of that id.
    #[error("the loan has no fund {fund_id}")]
    NoSuchFund {
        /// The id.
        fund_id: String,
    },
    /// The id is taken.
    #[error("the loan has a fund {fund_id} already")]
    FundExists {
        /// The id.
        fund_id: String,
    },
    /// The loan needs less.
    #[error("amount: {asked} is more than the {missing} that the loan still needs")]
    BeyondLoan {
        /// What was to be put in.
        asked: Decimal,
        /// What is still to be put in.
        missing: Decimal,
    },
    /// The funds do not add up to the loan.
    #[error("the funds of the loan lack {missing} of {loan_amount}; fund it in full first")]
    Incomplete {
        /// What is still to be put in.
        missing: Decimal,
        /// What is funded.
        loan_amount: Decimal,
    },
    /// More principal is repaid than investors are to get back.
    #[error("{asked} is more than the {outstanding} of principal that investors are still to get back")]
    BeyondOutstanding {
        /// What was repaid.
        asked: Decimal,
        /// What they are still to get back.
        outstanding: Decimal,
    },
    /// More principal is taken back than investors have got.
    #[error("{asked} is more than the {repaid} of principal that investors have got back")]
    BeyondRepaid {
        /// What was taken back.
        asked: Decimal,
        /// What they have got.
        repaid: Decimal,
    },
    /// More than all of a fund is sold.
    #[error("the fractions of the purchases come to more than the whole of fund {fund_id}")]
    BeyondFund {
        /// The fund that is sold.
        fund_id: String,
    },
    /// One buyer buys twice.
    #[error("account {account_id} buys more than once; put its purchases together")]
    DuplicateBuyer {
        /// The buyer's funding account.
        account_id: String,
    },
    /// The seller buys.
    #[error("account {account_id} sells the fund and cannot buy of it")]
    BuyerIsSeller {
        /// The seller's funding account.
        account_id: String,
    },
    /// The fraction comes to less than a minor unit.
    #[error("the fraction that account {account_id} buys comes to none of the principal still to be repaid")]
    TooSmall {
        /// The buyer's funding account.
        account_id: String,
    },
    /// The loan has as many funds as it can have.
    #[error("the loan has at most {most} funds at a time")]
    TooManyFunds {
        /// How many that is.
        most: usize,
    },
    /// The loan was sold as often as it can be.
    #[error("the loan keeps at most {most} funds, those that were sold included")]
    TooManySales {
        /// How many that is.
        most: usize,
    },
    /// An amount is beyond what can be computed with.
    #[error("the amounts are too large to add up")]
    TooLarge,
    /// An amount cannot be divided.
    #[error(transparent)]
    Split(#[from] SplitError),
}
