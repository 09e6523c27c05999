//! Who gets what of a payment.

use rust_decimal::Decimal;

use super::fund::{Fund, Funding};
use super::refusal::FundingRefusal;
use super::split::{SplitError, largest_remainder};

/// What of an interest payment belongs to one fund, in units of the loan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterestPart {
    /// The fund.
    pub fund_id: String,
    /// For the investor.
    pub investor: Decimal,
    /// For the organisation, as its commission on this fund.
    pub organisation: Decimal,
}

/// What of repaid principal belongs to one fund, or of principal given back, in units of the loan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalPart {
    /// The fund.
    pub fund_id: String,
    /// What its investor gets, or gives back.
    pub amount: Decimal,
}

impl Funding {
    /// Divides a payment of interest, in units of the currency, among the funds by their amounts, and each part between the
    /// investor and the organisation by the fund's commission, rounded as the loan rounds. All parts add up to the payment.
    pub fn split_interest(&self, interest: Decimal) -> Result<Vec<InterestPart>, FundingRefusal> {
        let weights: Vec<_> = self.complete()?.amounts().collect();
        let parts = largest_remainder(interest, &weights, self.rounding.decimals)?;
        let with_fund = self.funds.iter().zip(parts);
        let shared = with_fund.map(|(fund, part)| {
            // Divided last: what a division drops would be multiplied.
            let product = part.checked_mul(fund.interest_commission).ok_or(SplitError::TooLarge)?;
            let organisation = self.rounding.money(product / Decimal::ONE_HUNDRED).min(part);
            Ok(InterestPart { fund_id: fund.fund_id.clone(), investor: part - organisation, organisation })
        });
        shared.collect()
    }

    /// Divides repaid principal, in units of the currency, among the funds, and keeps what each has got back.
    ///
    /// It is divided by what each is still to get back. That is by share, but for the minor units that earlier payments
    /// could not divide: so none gets back more than was put in, and the last payment settles all of them exactly.
    pub fn repay_principal(&self, principal: Decimal) -> Result<(Self, Vec<PrincipalPart>), FundingRefusal> {
        let outstanding: Vec<_> = self.complete()?.funds.iter().map(Fund::outstanding).collect();
        let left = outstanding.iter().sum();
        if principal > left {
            return Err(FundingRefusal::BeyondOutstanding { asked: principal, outstanding: left });
        }
        self.divided(principal, &outstanding, |repaid, part| repaid + part)
    }

    /// Divides principal that the investors give back, in units of the currency, because a repayment was reversed or charged
    /// back. It is divided by what each has got.
    pub fn take_back_principal(&self, principal: Decimal) -> Result<(Self, Vec<PrincipalPart>), FundingRefusal> {
        let repaid: Vec<_> = self.complete()?.funds.iter().map(|fund| fund.repaid).collect();
        let got = repaid.iter().sum();
        if principal > got {
            return Err(FundingRefusal::BeyondRepaid { asked: principal, repaid: got });
        }
        self.divided(principal, &repaid, |repaid, part| repaid - part)
    }

    /// No part is more than its weight, which is at most the amount of its fund, so that there is no overflow.
    fn divided(
        &self,
        principal: Decimal,
        weights: &[Decimal],
        repaid_after: impl Fn(Decimal, Decimal) -> Decimal,
    ) -> Result<(Self, Vec<PrincipalPart>), FundingRefusal> {
        let parts = largest_remainder(principal, weights, self.rounding.decimals)?;
        let mut funding = self.clone();
        for (fund, part) in funding.funds.iter_mut().zip(&parts) {
            fund.repaid = repaid_after(fund.repaid, *part);
        }
        let with_fund = self.funds.iter().zip(parts);
        let parts = with_fund.map(|(fund, amount)| PrincipalPart { fund_id: fund.fund_id.clone(), amount });
        Ok((funding, parts.collect()))
    }
}
