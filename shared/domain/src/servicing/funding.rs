//! Funding of a loan by investors: who has put in how much, who gets what of a payment, and how shares are sold.
//!
//! Shares are amounts, never percentages: those are derived for showing. Whatever is divided is divided in whole minor
//! units by largest remainder, so that the parts always add up to what was divided.

mod fund;
mod investors;
#[cfg(test)]
mod investors_tests;
mod ownership;
#[cfg(test)]
mod ownership_tests;
mod payment;
mod refusal;
mod sale;
mod share;
mod split;
#[cfg(test)]
mod tests;
mod transfer_refusal;

pub use fund::{FUNDS_MAX, Fund, Funding, NewFund, SHARE_DECIMALS};
pub use investors::{FUNDS_KEPT_MAX, FundSale, FundShare, Funded, Investors, Receipt, Receipts};
pub use ownership::{Ownership, TransferKind, TransferPeriod, TransferRequest, TransferStatus};
pub use payment::{InterestPart, PrincipalPart};
pub use refusal::FundingRefusal;
pub use sale::{FRACTION_DECIMALS_MAX, Purchase, Sale, Sold};
pub use split::{SplitError, largest_remainder};
pub use transfer_refusal::TransferRefusal;
