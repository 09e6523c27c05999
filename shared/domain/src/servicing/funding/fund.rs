//! The funds of a loan.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::refusal::FundingRefusal;
use super::split::largest_remainder;
use crate::servicing::rounding::Rounding;

/// Most funds of a loan at a time.
pub const FUNDS_MAX: usize = 100;

/// Decimals of a share in percent, as it is shown.
pub const SHARE_DECIMALS: u32 = 6;

/// What one investor has put into a loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fund {
    /// Its id, unique on the loan.
    pub fund_id: String,
    /// The investor's funding account, where it is known: what is paid to the investor goes there.
    pub account_id: Option<String>,
    /// What was put in, in units of the loan's currency. Repayments do not lessen it: it is the share.
    pub amount: Decimal,
    /// Principal that was repaid to the investor, in units of the loan's currency.
    pub repaid: Decimal,
    /// Percent of the fund's interest that the organisation keeps, 0 to 100.
    pub interest_commission: Decimal,
}

/// A fund to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFund {
    /// Its id, unique on the loan.
    pub fund_id: String,
    /// The investor's funding account, where it is known.
    pub account_id: Option<String>,
    /// What is put in, in units of the loan's currency.
    pub amount: Decimal,
    /// Percent of the fund's interest that the organisation keeps, 0 to 100.
    pub interest_commission: Decimal,
}

/// All funds of a loan. Together they never come to more than the loan, and to exactly the loan once it is disbursed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funding {
    pub(super) loan_amount: Decimal,
    pub(super) rounding: Rounding,
    pub(super) funds: Vec<Fund>,
}

impl Fund {
    /// Principal that the investor is still to get back, in units of the loan's currency.
    pub fn outstanding(&self) -> Decimal {
        // Checked wherever principal is repaid: never more than was put in, so that there is no overflow.
        self.amount - self.repaid
    }

    /// Whether its investor has that funding account.
    pub(super) fn is_of(&self, account_id: &str) -> bool {
        self.account_id.as_deref() == Some(account_id)
    }
}

impl Funding {
    /// No funds yet for a loan of an amount above zero, in units of its currency.
    pub fn new(loan_amount: Decimal, rounding: Rounding) -> Result<Self, FundingRefusal> {
        checked_amount(loan_amount, &rounding)?;
        Ok(Self { loan_amount, rounding, funds: Vec::new() })
    }

    /// What is funded, in units of the currency.
    pub fn loan_amount(&self) -> Decimal {
        self.loan_amount
    }

    /// How its amounts are rounded.
    pub fn rounding(&self) -> &Rounding {
        &self.rounding
    }

    /// The funds, in the order in which they came.
    pub fn funds(&self) -> &[Fund] {
        &self.funds
    }

    /// One of them.
    pub fn fund(&self, fund_id: &str) -> Result<&Fund, FundingRefusal> {
        let found = self.funds.iter().find(|fund| fund.fund_id == fund_id);
        found.ok_or_else(|| FundingRefusal::NoSuchFund { fund_id: fund_id.to_owned() })
    }

    /// What is still to be put in, in units of the currency.
    pub fn missing(&self) -> Decimal {
        // Checked wherever a fund is added: their sum is never more than the loan, so that there is no overflow.
        self.loan_amount - self.funds.iter().map(|fund| fund.amount).sum::<Decimal>()
    }

    /// With one more fund. Refused when its id is taken or the loan needs less.
    pub fn with(&self, new: NewFund) -> Result<Self, FundingRefusal> {
        if self.funds.iter().any(|fund| fund.fund_id == new.fund_id) {
            return Err(FundingRefusal::FundExists { fund_id: new.fund_id });
        }
        if self.funds.len() >= FUNDS_MAX {
            return Err(FundingRefusal::TooManyFunds { most: FUNDS_MAX });
        }
        let mut funding = self.clone();
        funding.funds.push(self.checked(new, self.missing())?);
        Ok(funding)
    }

    /// With another amount, account or commission of one fund, before the loan is disbursed.
    pub fn with_changed(&self, changed: NewFund) -> Result<Self, FundingRefusal> {
        let before = self.fund(&changed.fund_id)?;
        let changed = self.checked(changed, self.missing() + before.amount)?;
        let mut funding = self.clone();
        if let Some(place) = funding.funds.iter_mut().find(|fund| fund.fund_id == changed.fund_id) {
            *place = changed;
        }
        Ok(funding)
    }

    /// Without one of them, before the loan is disbursed.
    pub fn without(&self, fund_id: &str) -> Result<Self, FundingRefusal> {
        self.fund(fund_id)?;
        let mut funding = self.clone();
        funding.funds.retain(|fund| fund.fund_id != fund_id);
        Ok(funding)
    }

    /// Refused as long as the funds do not add up to the loan: what a disbursement out of investors' money asks first.
    pub fn complete(&self) -> Result<&Self, FundingRefusal> {
        match self.missing() {
            missing if missing.is_zero() => Ok(self),
            missing => Err(FundingRefusal::Incomplete { missing, loan_amount: self.loan_amount }),
        }
    }

    /// The share of each fund in percent of the loan, with [`SHARE_DECIMALS`] decimals, in the order of the funds. Of a loan
    /// that is funded in full they add up to 100 exactly.
    pub fn share_percentages(&self) -> Result<Vec<Decimal>, FundingRefusal> {
        // What is missing takes its share too, and is not shown.
        let weights: Vec<_> = self.amounts().chain([self.missing()]).collect();
        let mut shares = largest_remainder(Decimal::ONE_HUNDRED, &weights, SHARE_DECIMALS)?;
        shares.truncate(self.funds.len());
        Ok(shares)
    }

    pub(super) fn amounts(&self) -> impl Iterator<Item = Decimal> {
        self.funds.iter().map(|fund| fund.amount)
    }

    fn checked(&self, new: NewFund, room: Decimal) -> Result<Fund, FundingRefusal> {
        let NewFund { fund_id, account_id, amount, interest_commission } = new;
        checked_amount(amount, &self.rounding)?;
        if interest_commission < Decimal::ZERO || interest_commission > Decimal::ONE_HUNDRED {
            return Err(FundingRefusal::Invalid { field: "interest_commission", message: "must be from 0 to 100" });
        }
        if amount > room {
            return Err(FundingRefusal::BeyondLoan { asked: amount, missing: room });
        }
        Ok(Fund { fund_id, account_id, amount, repaid: Decimal::ZERO, interest_commission })
    }
}

pub(super) fn checked_amount(amount: Decimal, rounding: &Rounding) -> Result<(), FundingRefusal> {
    let invalid = |message| Err(FundingRefusal::Invalid { field: "amount", message });
    if amount <= Decimal::ZERO {
        invalid("must be above zero")
    } else if amount.normalize().scale() > rounding.decimals {
        invalid("must have no more decimals than the currency")
    } else {
        Ok(())
    }
}
