//! Selling a fund, or part of it, to other investors.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::fund::{FUNDS_MAX, Fund, Funding};
use super::refusal::FundingRefusal;
use super::split::largest_remainder;
use crate::servicing::life_cycle::{Operation, Standing, permit};

/// Most decimals of a fraction: a minor unit of any loan is a greater part of it.
pub const FRACTION_DECIMALS_MAX: u32 = 18;

/// What one buyer takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// The buyer's funding account.
    pub account_id: String,
    /// The id of the buyer's new fund, unique on the loan.
    pub fund_id: String,
    /// How much, as a fraction of the fund that is sold: above 0, up to 1.
    pub fraction: Decimal,
    /// What the buyer pays to the seller for it, in units of the loan's currency.
    pub price: Decimal,
}

/// What came of a sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// The funds after it: without the one sold if all of it was, and the buyers' last. They add up as before.
    pub funding: Funding,
    /// What each buyer took, in the order of the purchases.
    pub sold: Vec<Sold>,
    /// What the seller gets in all, in units of the loan's currency.
    pub proceeds: Decimal,
}

/// What one buyer took, in units of the loan's currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sold {
    /// The buyer's new fund.
    pub fund_id: String,
    /// The buyer's funding account.
    pub account_id: String,
    /// The share in the loan.
    pub amount: Decimal,
    /// Principal of it that is still to come back.
    pub outstanding: Decimal,
    /// What the buyer pays.
    pub price: Decimal,
}

impl Purchase {
    /// Reads a fraction as the API writes it: a decimal number in a text, `"0.25"`.
    pub fn fraction_from_text(text: &str) -> Result<Decimal, FundingRefusal> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, decimals) = text.split_once('.').unwrap_or((text, "0"));
        // Checked here, because the parser also takes signs, underscores and spare points.
        let is_number = digits(whole) && digits(decimals);
        let parsed = if is_number { Decimal::from_str_exact(text).ok() } else { None };
        parsed.ok_or(FundingRefusal::Invalid { field: "amount", message: "must be a fraction as \"0.25\"" })
    }
}

impl Funding {
    /// Sells a fund, or part of it, to one or several buyers, who take over its commission.
    ///
    /// Share and repaid principal are divided by the fractions in whole minor units; what no buyer takes stays the seller's.
    /// Refused when the account's state forbids it, and for fractions and buyers that a sale cannot have.
    pub fn sell(&self, fund_id: &str, purchases: &[Purchase], loan: &Standing) -> Result<Sale, FundingRefusal> {
        permit(Operation::SellFunding, loan)?;
        let seller = self.complete()?.fund(fund_id)?;
        let kept = self.checked_purchases(seller, purchases)?;
        let fractions: Vec<_> = purchases.iter().map(|purchase| purchase.fraction).chain([kept]).collect();
        let divide = |amount| largest_remainder(amount, &fractions, self.rounding.decimals);
        // What is outstanding and what is repaid are divided each by itself: no part can have got back more than it is.
        let (outstanding, repaid) = (divide(seller.outstanding())?, divide(seller.repaid)?);
        let parts = outstanding.into_iter().zip(repaid).map(|(outstanding, repaid)| Part { outstanding, repaid });
        self.hand_over(seller, purchases, parts.collect())
    }

    /// The purchases are such as a sale can have; what the seller keeps, as a fraction.
    fn checked_purchases(&self, seller: &Fund, purchases: &[Purchase]) -> Result<Decimal, FundingRefusal> {
        if purchases.is_empty() {
            return Err(FundingRefusal::Invalid { field: "purchases", message: "must have at least one purchase" });
        }
        let mut kept = Decimal::ONE;
        let (mut accounts, mut fund_ids) = (BTreeSet::new(), BTreeSet::new());
        for purchase in purchases {
            self.checked_purchase(seller, purchase)?;
            if !accounts.insert(&purchase.account_id) {
                return Err(FundingRefusal::DuplicateBuyer { account_id: purchase.account_id.clone() });
            }
            if !fund_ids.insert(&purchase.fund_id) {
                return Err(FundingRefusal::FundExists { fund_id: purchase.fund_id.clone() });
            }
            // Both are from 0 to 1, so that there is no overflow.
            kept -= purchase.fraction;
            if kept < Decimal::ZERO {
                return Err(FundingRefusal::BeyondFund { fund_id: seller.fund_id.clone() });
            }
        }
        Ok(kept)
    }

    fn checked_purchase(&self, seller: &Fund, purchase: &Purchase) -> Result<(), FundingRefusal> {
        let invalid = |field, message| Err(FundingRefusal::Invalid { field, message });
        if purchase.fraction <= Decimal::ZERO || purchase.fraction > Decimal::ONE {
            return invalid("amount", "must be above 0 and at most 1: a fraction of the fund that is sold");
        }
        if purchase.fraction.normalize().scale() > FRACTION_DECIMALS_MAX {
            return invalid("amount", "must have at most 18 decimals");
        }
        if purchase.price < Decimal::ZERO || purchase.price.normalize().scale() > self.rounding.decimals {
            return invalid("price", "must be zero or more, with no more decimals than the currency");
        }
        if purchase.account_id.is_empty() {
            return invalid("account_id", "must name the buyer's funding account");
        }
        if seller.is_of(&purchase.account_id) {
            return Err(FundingRefusal::BuyerIsSeller { account_id: purchase.account_id.clone() });
        }
        if self.funds.iter().any(|fund| fund.fund_id == purchase.fund_id) {
            return Err(FundingRefusal::FundExists { fund_id: purchase.fund_id.clone() });
        }
        Ok(())
    }

    /// `parts` are the buyers', then what the seller keeps.
    fn hand_over(&self, seller: &Fund, purchases: &[Purchase], parts: Vec<Part>) -> Result<Sale, FundingRefusal> {
        let mut funding = self.clone();
        let (mut sold, mut proceeds) = (Vec::with_capacity(purchases.len()), Decimal::ZERO);
        let mut parts = parts.into_iter();
        for (purchase, part) in purchases.iter().zip(parts.by_ref()) {
            if part.outstanding.is_zero() {
                return Err(FundingRefusal::TooSmall { account_id: purchase.account_id.clone() });
            }
            proceeds = proceeds.checked_add(purchase.price).ok_or(FundingRefusal::TooLarge)?;
            sold.push(part.sold(purchase));
            funding.funds.push(part.fund(seller, purchase));
        }
        let kept = parts.next().unwrap_or_default();
        for fund in funding.funds.iter_mut().filter(|fund| fund.fund_id == seller.fund_id) {
            (fund.amount, fund.repaid) = (kept.amount(), kept.repaid);
        }
        funding.funds.retain(|fund| !fund.amount.is_zero());
        if funding.funds.len() > FUNDS_MAX {
            return Err(FundingRefusal::TooManyFunds { most: FUNDS_MAX });
        }
        Ok(Sale { funding, sold, proceeds })
    }
}

/// A part of the fund that is sold, in units of the loan's currency.
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    outstanding: Decimal,
    repaid: Decimal,
}

impl Part {
    /// Two parts of one amount, so that there is no overflow.
    fn amount(self) -> Decimal {
        self.outstanding + self.repaid
    }

    fn sold(self, purchase: &Purchase) -> Sold {
        Sold {
            fund_id: purchase.fund_id.clone(),
            account_id: purchase.account_id.clone(),
            amount: self.amount(),
            outstanding: self.outstanding,
            price: purchase.price,
        }
    }

    fn fund(self, seller: &Fund, purchase: &Purchase) -> Fund {
        Fund {
            fund_id: purchase.fund_id.clone(),
            account_id: Some(purchase.account_id.clone()),
            amount: self.amount(),
            repaid: self.repaid,
            interest_commission: seller.interest_commission,
        }
    }
}
