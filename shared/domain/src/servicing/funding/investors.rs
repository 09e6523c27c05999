//! Who funds a loan and who has funded it, along its payments.
//!
//! What is kept is the funds as they were agreed and as they were after each sale; what of it was repaid since is computed
//! from the account's postings, as everything else is. A sale divides the life of the funding: what was entered before it
//! belongs to those who held the loan then, and what is entered after it, whatever its value date, to those who hold it now.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fund::{Fund, Funding};
use super::payment::InterestPart;
use super::refusal::FundingRefusal;
use super::sale::{Purchase, Sold};
use crate::moment::Moment;
use crate::servicing::life_cycle::Standing;
use crate::servicing::transaction::TransactionId;

/// Most funds of a loan, those of all its sales together.
pub const FUNDS_KEPT_MAX: usize = 1_000;

/// Who funds a loan, and who has funded it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Investors {
    /// The funds as they were agreed.
    agreed: Stage,
    /// The funds as they were after each sale, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sales: Vec<Stage>,
}

/// The funds from a moment on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Stage {
    /// The last transaction before it.
    after: u64,
    /// The principal that was received before it, in units of the loan's currency.
    received: Decimal,
    /// The funds as they were then.
    funding: Funding,
    /// The sale that made them so; none where they were agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sale: Option<FundSale>,
}

/// A sale as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FundSale {
    /// The fund that was sold, or a part of it.
    pub fund_id: String,
    /// When.
    pub at: Moment,
    /// Who entered it.
    pub author: String,
    /// What each buyer took.
    pub sold: Vec<Sold>,
    /// What the seller gets in all, in units of the loan's currency.
    pub proceeds: Decimal,
}

/// What came in on a loan. Amounts are in units of its currency; less than zero is what went back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipts {
    /// Transaction by transaction, in the order of value dates.
    pub each: Vec<Receipt>,
    /// The principal of all of it.
    pub principal: Decimal,
    /// The number of the last transaction.
    pub last: u64,
}

/// What one transaction brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The transaction.
    pub id: TransactionId,
    /// Interest.
    pub interest: Decimal,
    /// Principal.
    pub principal: Decimal,
}

/// What of a transaction belongs to one fund, in units of the loan's currency; less than zero is what its investor gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundShare {
    /// The fund.
    pub fund_id: String,
    /// Interest for the investor.
    pub interest: Decimal,
    /// Interest that the organisation keeps.
    pub commission: Decimal,
    /// Principal for the investor.
    pub principal: Decimal,
}

/// The funds as they stand, and what came of each transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funded {
    /// The funds.
    pub funding: Funding,
    /// What of each transaction belongs to each fund.
    pub shares: Vec<(TransactionId, Vec<FundShare>)>,
}

impl Investors {
    /// The funds as they were agreed, of a loan of which nothing was repaid.
    pub fn agreed(funding: Funding) -> Self {
        Self { agreed: Stage { after: 0, received: Decimal::ZERO, funding, sale: None }, sales: Vec::new() }
    }

    /// The sale that came last.
    pub fn last_sale(&self) -> Option<&FundSale> {
        self.present().sale.as_ref()
    }

    /// What is still to be put in, as [`Funding::complete`] has it.
    pub fn complete(&self) -> Result<&Funding, FundingRefusal> {
        self.present().funding.complete()
    }

    fn present(&self) -> &Stage {
        self.sales.last().unwrap_or(&self.agreed)
    }

    fn stages(&self) -> impl Iterator<Item = &Stage> {
        std::iter::once(&self.agreed).chain(&self.sales)
    }

    /// The funds with all that came in.
    ///
    /// What the ledger counts as received beyond what single transactions brought (as when money that was kept in advance is
    /// used up), and what a correction of earlier ones changes, goes to those who hold the loan now. Principal beyond what
    /// they have put in is the lender's own.
    pub fn follow(&self, receipts: &Receipts) -> Result<Funded, FundingRefusal> {
        let mut shares = Vec::new();
        let mut funding = self.agreed.funding.clone();
        let ends = self.sales.iter().map(|stage| stage.after).chain([u64::MAX]);
        for (stage, end) in self.stages().zip(ends) {
            funding = stage.funding.clone();
            let of_stage = |receipt: &&Receipt| stage.after < receipt.id.0 && receipt.id.0 <= end;
            for receipt in receipts.each.iter().filter(of_stage).filter(|_| stage.funding.complete().is_ok()) {
                let of_each;
                (funding, of_each) = funding.receive(receipt)?;
                shares.extend(Some((receipt.id, of_each)).filter(|(_, of_each)| !of_each.is_empty()));
            }
        }
        let present = self.present();
        let since = receipts.principal.checked_sub(present.received).ok_or(FundingRefusal::TooLarge)?;
        let repaid = present.funding.repaid().checked_add(since).ok_or(FundingRefusal::TooLarge)?;
        Ok(Funded { funding: funding.repaid_to(repaid)?, shares })
    }

    /// With a fund, or part of it, sold to other investors, as [`Funding::sell`] has it.
    pub fn with_sale(
        &self,
        fund_id: &str,
        purchases: &[Purchase],
        receipts: &Receipts,
        loan: &Standing,
        (at, author): (Moment, &str),
    ) -> Result<Self, FundingRefusal> {
        let sale = self.follow(receipts)?.funding.sell(fund_id, purchases, loan)?;
        let kept: usize = self.stages().map(|stage| stage.funding.funds().len()).sum();
        if kept.saturating_add(sale.funding.funds().len()) > FUNDS_KEPT_MAX {
            return Err(FundingRefusal::TooManySales { most: FUNDS_KEPT_MAX });
        }
        let remembered = FundSale {
            fund_id: fund_id.to_owned(),
            at,
            author: author.to_owned(),
            sold: sale.sold,
            proceeds: sale.proceeds,
        };
        let mut sold = self.clone();
        sold.sales.push(Stage {
            after: receipts.last,
            received: receipts.principal,
            funding: sale.funding,
            sale: Some(remembered),
        });
        Ok(sold)
    }
}

impl Funding {
    /// Principal that was repaid to all investors.
    fn repaid(&self) -> Decimal {
        self.funds().iter().map(|fund| fund.repaid).sum()
    }

    fn outstanding(&self) -> Decimal {
        self.funds().iter().map(Fund::outstanding).sum()
    }

    /// With as much principal repaid, as far as it was put in. Funds that do not make a loan yet were repaid nothing.
    fn repaid_to(&self, target: Decimal) -> Result<Self, FundingRefusal> {
        if self.complete().is_err() {
            return Ok(self.clone());
        }
        let change = self.rounded(target).checked_sub(self.repaid()).ok_or(FundingRefusal::TooLarge)?;
        Ok(self.moved(change)?.0)
    }

    /// Repays principal, or takes it back; no more of either than there is.
    fn moved(&self, change: Decimal) -> Result<(Self, Vec<Decimal>), FundingRefusal> {
        let sign = if change < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let (after, parts) = if change < Decimal::ZERO {
            self.take_back_principal((-change).min(self.repaid()))?
        } else {
            self.repay_principal(change.min(self.outstanding()))?
        };
        Ok((after, parts.into_iter().map(|part| part.amount * sign).collect()))
    }

    fn receive(&self, receipt: &Receipt) -> Result<(Self, Vec<FundShare>), FundingRefusal> {
        let (after, principal) = self.moved(self.rounded(receipt.principal))?;
        let interest = self.rounded(receipt.interest);
        let sign = if interest < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        let interest = self.split_interest(interest.abs())?;
        let share = |(InterestPart { fund_id, investor, organisation }, principal)| FundShare {
            fund_id,
            interest: investor * sign,
            commission: organisation * sign,
            principal,
        };
        let shares: Vec<_> = interest.into_iter().zip(principal).map(share).collect();
        let is_nothing =
            |share: &FundShare| share.interest.is_zero() && share.commission.is_zero() && share.principal.is_zero();
        let shares = if shares.iter().all(is_nothing) { Vec::new() } else { shares };
        Ok((after, shares))
    }

    fn rounded(&self, amount: Decimal) -> Decimal {
        self.rounding.money(amount)
    }
}
