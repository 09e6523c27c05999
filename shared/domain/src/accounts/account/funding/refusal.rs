//! Refusals of funding as refusals of accounts.

use crate::accounts::account::refusal::{Refusal, capitalized};
use crate::field::Faults;
use crate::servicing::funding::FundingRefusal;

impl From<FundingRefusal> for Refusal {
    fn from(refusal: FundingRefusal) -> Self {
        let precondition =
            |code: &str, refusal: &FundingRefusal| Self::precondition(code, capitalized(&refusal.to_string()));
        match refusal {
            FundingRefusal::Invalid { field, message } => Faults::at(field, format!("Value {message}")).into(),
            FundingRefusal::State(refusal) => refusal.into(),
            FundingRefusal::NoSuchFund { .. } => Self::NotFound("Fund"),
            FundingRefusal::FundExists { fund_id } => {
                Self::AlreadyExists(format!("There is a fund with the id {fund_id} on the account already."))
            }
            FundingRefusal::BeyondLoan { missing, .. } => {
                let sentence = format!("Value must be at most {missing}, which the loan still needs");
                Faults::at("amount", sentence).into()
            }
            FundingRefusal::BeyondFund { .. }
            | FundingRefusal::DuplicateBuyer { .. }
            | FundingRefusal::BuyerIsSeller { .. }
            | FundingRefusal::TooSmall { .. } => Faults::at("purchases", capitalized(&refusal.to_string())).into(),
            FundingRefusal::Incomplete { .. } => precondition("funding_incomplete", &refusal),
            FundingRefusal::TooManyFunds { .. } => precondition("too_many_funds", &refusal),
            FundingRefusal::TooManySales { .. } => precondition("too_many_sales", &refusal),
            FundingRefusal::BeyondOutstanding { .. }
            | FundingRefusal::BeyondRepaid { .. }
            | FundingRefusal::TooLarge
            | FundingRefusal::Split(_) => precondition("cannot_be_computed", &refusal),
        }
    }
}
