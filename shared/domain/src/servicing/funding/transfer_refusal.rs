//! Why a loan is not transferred to another owner.

use chrono::NaiveDate;

/// A refusal of a transfer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransferRefusal {
    /// It would have taken place already.
    #[error("settlementDate: {settlement} lies before today, {today}")]
    SettlementInThePast {
        /// The day asked for.
        settlement: NaiveDate,
        /// Today.
        today: NaiveDate,
    },
    /// A price of nothing or less.
    #[error("purchasePriceRatio: must be above zero")]
    PriceNotPositive,
    /// A sale without a price.
    #[error("purchasePriceRatio: a sale needs one")]
    NoPrice,
    /// There is nothing to sell.
    #[error("only an account on which something is owed can be sold")]
    NothingOwed,
    /// It is being sold.
    #[error("a sale of this account is pending; call it off first")]
    SalePending,
    /// It is sold.
    #[error("this account belongs to an owner outside; buy it back first")]
    Sold,
    /// It was never sold.
    #[error("this account does not belong to an owner outside and cannot be bought back")]
    NotSold,
    /// It is being bought back.
    #[error("a buy-back of this account is pending; call it off first")]
    BuybackPending,
    /// It would be bought back before it is sold.
    #[error("settlementDate: the sale settles on {sold}, and a buy-back cannot settle earlier")]
    BeforeSale {
        /// When the sale settles.
        sold: NaiveDate,
    },
    /// There is no transfer to call off.
    #[error("no transfer of this account is pending that could be called off")]
    NothingPending,
}
