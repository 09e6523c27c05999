//! What can be done with an account.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Lists the operations once, with what each is called in a sentence.
macro_rules! operations {
    ($($(#[doc = $doc:literal])+ $name:ident = $words:literal,)+) => {
        /// Something that can be done with an account.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub enum Operation {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Operation {
            /// All of them, in the order of a life.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it is called in a sentence: `undo write-off`.
            pub fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)+
                }
            }
        }
    };
}

operations! {
    /// The application is complete and waits for a decision.
    Submit = "submit",
    /// The terms of an application change.
    UpdateTerms = "update terms",
    /// What decides no amount changes: names, notes, who looks after the account, guarantors.
    UpdateDetails = "update details",
    /// An account that never lent anything is removed.
    Delete = "delete",
    /// The loan is granted.
    Approve = "approve",
    /// The grant is taken back, for another look at the application.
    UndoApprove = "undo approve",
    /// The lender does not grant the loan.
    Reject = "reject",
    /// The borrower no longer wants the loan.
    Withdraw = "withdraw",
    /// A rejected or withdrawn application is taken up again, or an account closed by hand.
    Reopen = "reopen",
    /// Another amount is granted.
    ChangeApprovedAmount = "change approved amount",
    /// Investors are found, changed or removed.
    ChangeFunding = "change funding",
    /// An investor sells to others.
    SellFunding = "sell funding",
    /// Another tranche is planned.
    PlanDisbursement = "plan a disbursement",
    /// Money is paid out: all of it, or a tranche.
    Disburse = "disburse",
    /// The latest payment out is taken back.
    UndoDisburse = "undo disburse",
    /// A fee or other income is added to the principal.
    CapitalizeIncome = "capitalize income",
    /// Money comes in.
    Repay = "repayment",
    /// Money comes in for what is not due yet.
    Prepay = "prepayment",
    /// Money comes in for everything that is owed.
    PayOff = "payoff",
    /// Money beyond what is owed goes back to the borrower.
    RefundOverpayment = "refund of an overpayment",
    /// Money that was paid in advance is taken out again.
    Redraw = "redraw",
    /// The payer's bank takes a repayment back.
    Chargeback = "chargeback",
    /// Interest that has accrued is put to the account.
    ApplyInterest = "apply interest",
    /// A fee is charged.
    ApplyFee = "fee",
    /// A penalty is charged.
    ApplyPenalty = "penalty",
    /// Something charged is not asked for.
    Waive = "waiver",
    /// Installments without payment.
    PaymentHoliday = "payment holiday",
    /// Days without interest.
    PauseInterest = "interest pause",
    /// Another rate from a date on.
    ChangeRate = "rate change",
    /// An installment is due on another day.
    ChangeDueDate = "due date change",
    /// More installments at the end.
    AddInstallments = "extra terms",
    /// What is outstanding is spread over new installments.
    ReAge = "re-age",
    /// What is overdue is spread over the installments that remain.
    ReAmortise = "re-amortise",
    /// Another account goes on with the debt on other terms; this one closes.
    Reschedule = "reschedule",
    /// The account goes on under its id, on other terms.
    RescheduleInPlace = "reschedule under the same id",
    /// A rescheduling is taken back, at the account that was rescheduled.
    UndoReschedule = "undo reschedule",
    /// Another account pays this one off; it closes.
    Refinance = "refinance",
    /// The account is paid off and lends anew under its id.
    RefinanceInPlace = "refinance under the same id",
    /// A refinancing is taken back, at the account that was refinanced.
    UndoRefinance = "undo refinance",
    /// Days that do not make the loan later, or their end.
    PauseArrears = "pause of arrears",
    /// The loan is taken out of the performing book; it stays owed.
    ChargeOff = "charge-off",
    /// It is put back.
    UndoChargeOff = "undo charge-off",
    /// Everything is made due at once.
    Terminate = "terminate",
    /// It is due as before.
    UndoTerminate = "undo termination",
    /// Interest, fees or penalties are stopped, or others than before.
    Lock = "lock",
    /// They are applied again.
    Unlock = "unlock",
    /// A transaction is taken back, as if it had never been.
    ReverseTransaction = "reverse a transaction",
    /// The lender gives the debt up.
    WriteOff = "write off",
    /// The write-off is taken back.
    UndoWriteOff = "undo write-off",
    /// Money comes in for a debt given up.
    Recover = "recovery after write-off",
    /// An account without debt ends.
    Close = "close",
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}
