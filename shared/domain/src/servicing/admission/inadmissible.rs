//! Why a transaction is not taken.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use thiserror::Error;

use crate::servicing::credit_line::RedrawRefusal;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::TransactionId;

/// Why a transaction is not taken, and what to do instead. Trying it again as it is does not help.
///
/// Amounts are in units of the account's currency.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[allow(missing_docs, reason = "the sentence of each variant says what its fields are")]
pub enum Inadmissible {
    #[error("transaction {} is on the account already: give this one a new id", .0.0)]
    DuplicateId(TransactionId),
    #[error("the value date {value_date} lies in the future: today is {today}, enter it when the day has come")]
    FutureDate { value_date: NaiveDate, today: NaiveDate },
    #[error("today is {today}: date it today")]
    NotToday { today: NaiveDate },
    #[error("nothing has been paid out: disburse the loan first")]
    NotDisbursed,
    #[error("the loan has been disbursed: charge the fee on a day instead of at the disbursement")]
    AlreadyDisbursed,
    #[error("the value date lies before the first disbursement: date it {disbursed_on} or later")]
    BeforeDisbursement { disbursed_on: NaiveDate },
    #[error("the loan was approved on {approved_on}: pay it out that day or later")]
    BeforeApproval { approved_on: NaiveDate },
    #[error("the loan was applied for on {applied_on}: approve it that day or later")]
    BeforeApplication { applied_on: NaiveDate },
    #[error("{due} lies before the disbursement: make it due on {disbursed_on} or later")]
    DueBeforeDisbursement { due: NaiveDate, disbursed_on: NaiveDate },
    #[error(
        "the loan was written off on {written_off_on}: undo the write-off before changing anything of earlier days"
    )]
    BeforeWriteOff { written_off_on: NaiveDate },
    #[error("the loan was charged off on {charged_off_on}: date it that day or later, or undo the charge-off first")]
    BeforeChargeOff { charged_off_on: NaiveDate },
    #[error(
        "transaction {} took money out on {redrawn_on} that would have been used up: date it that day or later, or take that transaction back first",
        .redraw.0
    )]
    BeforeRedraw { redraw: TransactionId, redrawn_on: NaiveDate },
    #[error("the payment was made on {paid_on}: date it that day or later")]
    BeforePayment { paid_on: NaiveDate },
    #[error("money moved on {last}: date it that day or later, or take back what came after it")]
    LaterTransactions { last: NaiveDate },
    #[error("the loan's last installment is due on {maturity}: choose an earlier day, or add installments first")]
    AfterMaturity { maturity: NaiveDate },

    #[error("the amount must be above zero")]
    NotAboveZero,
    #[error("the currency has {decimals} decimals: round the amount to them")]
    TooManyDecimals { decimals: u32 },
    #[error("{asked} is more than the {left} that may still be paid out: pay out less, or approve more first")]
    BeyondApproved { asked: Decimal, left: Decimal },
    #[error("no more than {limit} may be approved: approve less")]
    ApprovedAboveLimit { limit: Decimal },
    #[error("{used} is paid out, capitalized or planned already: approve no less")]
    ApprovedBelowUsed { used: Decimal },
    #[error("the loan has all of its {most} disbursements: undo one of them first")]
    TooManyTranches { most: u32 },
    #[error("no disbursement is planned that this one could be: plan it first")]
    NoTranchePlanned,
    #[error(transparent)]
    Redraw(#[from] RedrawRefusal),

    #[error("nothing is owed on the loan: this is possible only while something is")]
    NothingOwed,
    #[error("the loan is settled for good: pay out an overpayment, or open another loan")]
    Settled,
    #[error("{asked} is more than the {due} that is due: the loan takes no payments in advance, pay no more than that")]
    BeyondDue { asked: Decimal, due: Decimal },
    #[error("{asked} is more than the {outstanding} that is outstanding: enter no more than that")]
    BeyondOutstanding { asked: Decimal, outstanding: Decimal },
    #[error("{asked} is more than the {left} of interest that is outstanding: waive no more than that")]
    BeyondInterest { asked: Decimal, left: Decimal },
    #[error("{asked} is more than the {left} of capitalized income that is left: lower it by no more than that")]
    BeyondCapitalized { asked: Decimal, left: Decimal },
    #[error("the loan has been written off: enter a payment as a recovery, or undo the write-off first")]
    WrittenOff,
    #[error("the loan has not been written off: enter the payment as a repayment")]
    NotWrittenOff,
    #[error("{asked} is more than the {left} that was written off and not recovered: recover no more than that")]
    BeyondWrittenOff { asked: Decimal, left: Decimal },
    #[error("the loan is not overpaid: there is nothing to pay back")]
    NotOverpaid,
    #[error("{asked} is more than the {overpaid} that is overpaid: pay back no more than that")]
    BeyondOverpaid { asked: Decimal, overpaid: Decimal },

    #[error("transaction {} is not on the account: name one that is", .0.0)]
    UnknownTransaction(TransactionId),
    #[error("transaction {} is no payment: name the payment that was taken back", .0.0)]
    NotAPayment(TransactionId),
    #[error("{asked} is more than the {left} that is left of the payment: take back no more than that")]
    BeyondPayment { asked: Decimal, left: Decimal },
    #[error("transaction {} is no refund of a merchant or of a payout: name one that is", .0.0)]
    NotARefund(TransactionId),
    #[error("interest has been given back for transaction {}: take that back first", .0.0)]
    AlreadyRefunded(TransactionId),
    #[error("transaction {} is no charge: name the transaction that charged it", .0.0)]
    NotACharge(TransactionId),
    #[error("{asked} is more than the {left} that is left of the charge: pay no more than that")]
    BeyondCharge { asked: Decimal, left: Decimal },
    #[error("nothing is left of charge {}: there is nothing to waive", .0.0)]
    ChargeSettled(TransactionId),

    #[error("{until} lies before {from}: the last day is no earlier than the first")]
    EndBeforeStart { from: NaiveDate, until: NaiveDate },
    #[error("the pause has no day: let it end at least a day after it begins")]
    EmptyPause,
    #[error("there is a pause from {from} to {until}: choose other days, or take that pause back first")]
    PauseOverlaps { from: NaiveDate, until: NaiveDate },
    #[error("no pause is in force on that day: there is nothing to end")]
    NoPause,
    #[error("the loan bears no interest: there is nothing to pause")]
    NoInterest,
    #[error("the schedule of this loan is fixed by its terms: reschedule the loan instead")]
    FixedSchedule,

    #[error("nothing is named: name interest, fees or penalties")]
    NothingNamed,
    #[error("that is locked already: name only what is not")]
    AlreadyLocked,
    #[error("that is not locked: name only what is")]
    NotLocked,
    #[error("the account is locked: unlock it before applying this")]
    Locked,

    #[error("the rate lies below zero: give zero or more")]
    NegativeRate,
    #[error("the number of installments is zero: give at least one")]
    NoInstallments,
    #[error("a loan has at most {most} installments: give fewer")]
    TooManyInstallments { most: usize },
    #[error("{remaining} installments remain, and the last one has to be paid: give fewer without payment")]
    GraceTooLong { remaining: usize },
    #[error("no installment that may move is due on {on}: name the due date of one")]
    NoInstallmentDue { on: NaiveDate },
    #[error("{to} is no later than {from}: choose a later day, a due date is only put off")]
    DueDateNotPutOff { from: NaiveDate, to: NaiveDate },
    #[error("interest of this loan cannot be spread that way: name another way, or waive interest by itself")]
    InterestNotSpread,
    #[error("there is one of its kind on that day: take that one back first")]
    OncePerDay,
    #[error("no principal is outstanding: there is nothing to spread over installments")]
    NoPrincipal,
    #[error("all installments after {on} are paid: there is none to spread over, re-age the loan instead")]
    NoneLeftToSpreadOver { on: NaiveDate },
    #[error("the loan is charged off: undo the charge-off first")]
    ChargedOff,
    #[error("the loan's contract is terminated: undo the termination first")]
    Terminated,

    #[error("transaction {} has been taken back already: there is nothing to undo", .0.0)]
    AlreadyReversed(TransactionId),
    #[error("transaction {} cannot be taken back: enter what is true now", .0.0)]
    NotReversible(TransactionId),
    #[error("transaction {} depends on transaction {}: take the former back first", .by.0, .of.0)]
    DependedOn { of: TransactionId, by: TransactionId },

    #[error("the account cannot be computed: {0}")]
    Unreplayable(#[from] ReplayError),
}
