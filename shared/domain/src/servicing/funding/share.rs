//! Shares said in percent of the loan, and loans of another amount.

use rust_decimal::Decimal;

use super::fund::{Funding, SHARE_DECIMALS, checked_amount};
use super::refusal::FundingRefusal;
use crate::servicing::rounding::Rounding;

impl Funding {
    /// The amount of a share in percent of the loan, rounded as the loan rounds.
    pub fn amount_of(&self, share_percentage: Decimal) -> Result<Decimal, FundingRefusal> {
        let product = self.loan_amount.checked_mul(share_percentage).ok_or(FundingRefusal::TooLarge)?;
        Ok(self.rounding.money(product / Decimal::ONE_HUNDRED))
    }

    /// Whether an amount and a share in percent say the same: one comes to the other, in minor units or in the decimals with
    /// which shares are shown.
    pub fn is_share(&self, amount: Decimal, share_percentage: Decimal) -> Result<bool, FundingRefusal> {
        if self.amount_of(share_percentage)? == amount {
            return Ok(true);
        }
        let percent = amount.checked_mul(Decimal::ONE_HUNDRED).ok_or(FundingRefusal::TooLarge)? / self.loan_amount;
        Ok((percent - share_percentage).abs() <= Decimal::new(1, SHARE_DECIMALS))
    }

    /// The same funds of a loan of another amount, before it is disbursed. Refused where they come to more.
    pub fn of_loan(&self, loan_amount: Decimal, rounding: Rounding) -> Result<Self, FundingRefusal> {
        checked_amount(loan_amount, &rounding)?;
        for fund in &self.funds {
            checked_amount(fund.amount, &rounding)?;
        }
        let put_in: Decimal = self.amounts().sum();
        if put_in > loan_amount {
            return Err(FundingRefusal::BeyondLoan { asked: put_in, missing: loan_amount });
        }
        Ok(Self { loan_amount, rounding, funds: self.funds.clone() })
    }
}
