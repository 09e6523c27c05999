//! Who funds an account.
//!
//! Funds are agreed before anything is paid out, and once there are some, nothing is paid out until they come to the whole
//! loan. From then on they are only sold. What each got of the payments is computed from the account's entries.

mod change;
mod fields;
mod read;
mod receipts;
mod refusal;
mod sell;
mod show;
#[cfg(test)]
mod tests;

pub use change::{create as create_fund, delete as delete_fund, update as update_fund};
pub use fields::{FUND, FUNDS, PURCHASE, SALE, SHARE};
pub use sell::sell as sell_fund;
pub use show::{fund, funds, sale, shares};

use rust_decimal::Decimal;

use super::ledger::Ledger;
use super::refusal::Refusal;
use super::snapshot::Snapshot;
use crate::field::Faults;
use crate::servicing::funding::{Funded, Funding, FundingRefusal, Investors};
use crate::servicing::terms::Terms;

/// The funds of an account with all that came in, and what of each transaction is whose; without any, those of a loan that
/// nobody has put anything into.
pub(super) fn funded(ledger: &Ledger, snapshot: &Snapshot) -> Result<Funded, Refusal> {
    Ok(match &ledger.funding {
        Some(investors) => investors.follow(&receipts::of(ledger, snapshot))?,
        None => Funded { funding: none(ledger)?, shares: Vec::new() },
    })
}

fn none(ledger: &Ledger) -> Result<Funding, Refusal> {
    Ok(Funding::new(ledger.terms().principal, ledger.terms().rounding)?)
}

/// The same funds under terms in place of those that were agreed.
pub(super) fn under(ledger: &Ledger, snapshot: &Snapshot, terms: &Terms) -> Result<Option<Investors>, Refusal> {
    if ledger.funding.is_none() {
        return Ok(None);
    }
    let funding = funded(ledger, snapshot)?.funding;
    match funding.of_loan(terms.principal, terms.rounding) {
        Err(FundingRefusal::BeyondLoan { asked, .. }) => {
            let sentence = format!("Value must be at least {asked}, which investors have put in");
            Err(Faults::at("amount", sentence).into())
        }
        other => Ok(Some(Investors::agreed(other?))),
    }
}

/// Refuses to pay out what investors have not put in.
pub(super) fn may_disburse(ledger: &Ledger, snapshot: &Snapshot, amount: Decimal) -> Result<(), Refusal> {
    let Some(investors) = &ledger.funding else { return Ok(()) };
    let funding = investors.complete()?;
    let left = funding.loan_amount() - snapshot.disbursed();
    if amount > left {
        let sentence = format!("Investors have put in {}, of which {left} is left to pay out.", funding.loan_amount());
        return Err(Refusal::precondition("beyond_funding", sentence));
    }
    Ok(())
}
