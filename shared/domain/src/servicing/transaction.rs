//! What happened to an account. The list of these is the truth; everything else is computed from it.

mod charge;
mod components;
mod restructuring;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use charge::{Charge, ChargeAmount, ChargeDue};
pub use components::Components;
pub use restructuring::{ReAge, ReAgeInterest, ReAmortiseInterest};

use super::life_cycle::LockedOperation;

/// The id of a transaction: rising with time, so that it also says in which order transactions were entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TransactionId(pub u64);

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// Unique on the account, and rising with the order of entry.
    pub id: TransactionId,
    /// The day from which it counts, which may lie before the day on which it was entered.
    pub value_date: NaiveDate,
    /// The day on which it was entered.
    pub entered_on: NaiveDate,
    /// What happened.
    pub event: Event,
}

/// What happened. Amounts are in units of the account's currency and above zero.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Event {
    /// Money was paid out.
    Disbursement {
        /// What the borrower owes from then on.
        amount: Decimal,
    },
    /// A fee or other income was added to the principal.
    CapitalizedIncome {
        /// What the principal grows by.
        amount: Decimal,
    },
    /// Money came in.
    Repayment {
        /// How much.
        amount: Decimal,
        /// On which ground.
        kind: RepaymentKind,
    },
    /// Interest that was paid for an amount that a merchant took back is given back.
    InterestRefund {
        /// The refund that it belongs to.
        of: TransactionId,
        /// How much; computed from the refund where it is not given.
        amount: Option<Decimal>,
    },
    /// An overpayment was paid out to the borrower.
    CreditBalanceRefund {
        /// How much.
        amount: Decimal,
    },
    /// A repayment was taken back by the payer's bank.
    Chargeback {
        /// The repayment.
        of: TransactionId,
        /// How much of it.
        amount: Decimal,
    },
    /// A fee or a penalty was charged.
    Charge {
        /// What is charged, and when it is due.
        charge: Charge,
    },
    /// A charge was paid by itself, whatever else is due.
    ChargePayment {
        /// The charge.
        of: TransactionId,
        /// How much of it.
        amount: Decimal,
    },
    /// What is unpaid of a charge is not asked for.
    ChargeWaiver {
        /// The charge.
        of: TransactionId,
    },
    /// No interest is borne from the value date to the last day, both included.
    InterestPause {
        /// The last day.
        until: NaiveDate,
    },
    /// Another rate, from the value date on.
    RateChange {
        /// Percent a year.
        rate: Decimal,
    },
    /// An installment is due on another day, and those after it are counted from there.
    DueDateChange {
        /// The day on which it was due.
        from: NaiveDate,
        /// The day on which it is due.
        to: NaiveDate,
    },
    /// More installments at the end.
    ExtraTerms {
        /// How many.
        count: u32,
    },
    /// Installments from the value date on without principal, without interest, or without either.
    MidTermGrace {
        /// Installments without principal.
        principal: u32,
        /// Installments without interest.
        interest: u32,
    },
    /// What is outstanding is spread over new installments.
    ReAge {
        /// The new installments.
        plan: ReAge,
    },
    /// What is overdue is spread over the installments that remain.
    ReAmortise {
        /// What becomes of overdue interest.
        interest: ReAmortiseInterest,
    },
    /// The loan is taken out of the performing book; it stays owed.
    ChargeOff,
    /// The loan is given up.
    WriteOff {
        /// What of it; everything where nothing is said.
        amounts: Option<Components>,
    },
    /// Everything is due at once.
    Termination,
    /// A transaction is taken back, as if it had never been.
    Reversal {
        /// Which one.
        of: TransactionId,
    },
    /// Interest that has accrued and is not due yet becomes due on the value date.
    InterestApplied {
        /// How much of it; all of it where nothing is said.
        amount: Option<Decimal>,
    },
    /// The next installments after the value date ask for nothing.
    PaymentHoliday {
        /// How many.
        installments: u32,
    },
    /// Money that was paid in advance is taken out again.
    Redraw {
        /// How much.
        amount: Decimal,
    },
    /// Interest, fees or penalties are not applied from the value date on.
    Lock {
        /// What is not.
        operations: Vec<LockedOperation>,
    },
    /// They are applied again from the value date on.
    Unlock {
        /// What is.
        operations: Vec<LockedOperation>,
    },
    /// Days from the value date to the last day, both included, do not make the loan later.
    ArrearsPause {
        /// The last day.
        until: NaiveDate,
    },
    /// A pause of arrears ends on the value date.
    ArrearsResume,
    /// Another amount was granted.
    ApprovedAmount {
        /// The new amount.
        amount: Decimal,
    },
}

/// On which ground money came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RepaymentKind {
    /// The borrower paid.
    Repayment,
    /// The borrower paid somebody else, who passed it on or keeps it for the lender.
    ExternalRepayment,
    /// Another loan of the borrower's paid this one off.
    Refinance,
    /// The borrower paid the part of a disbursement that is due at once.
    DownPayment,
    /// The merchant gave money back for goods.
    MerchantIssuedRefund,
    /// A payout was given back.
    PayoutRefund,
    /// The lender's goodwill.
    GoodwillCredit,
    /// The lender does not ask for interest.
    InterestPaymentWaiver,
    /// A charge that had been paid is given back.
    ChargeRefund,
    /// A charge is lowered.
    ChargeAdjustment,
    /// A capitalized amount is lowered.
    CapitalizedIncomeAdjustment,
    /// Interest for a refund is given back.
    InterestRefund,
    /// Interest is waived.
    InterestWaiver,
    /// Money after a write-off.
    Recovery,
}
