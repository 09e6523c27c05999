//! What each kind of event does, one line each; what stands behind the line has a file of its own.

use rust_decimal::Decimal;

use super::book::Book;
use super::operation;
use crate::servicing::replay::ReplayError;
use crate::servicing::transaction::{Event, RepaymentKind, Transaction};

/// Lets one transaction happen.
pub(super) fn apply(book: &mut Book<'_>, of: &Transaction) -> Result<(), ReplayError> {
    if let Event::Repayment { amount, kind } = &of.event
        && book.takes_plainly(*kind)
        && !book.may_bear_penalties(of.value_date)
    {
        book.only_payments = true;
        book.let_periods_wait(*kind, of.value_date);
        book.notice_payoff(of.value_date, *amount);
        book.recalculate_till(of.value_date);
        book.repay(of, *kind, *amount);
        return Ok(());
    }
    book.only_payments = false;
    book.let_no_periods_wait();
    book.distrust_rows();
    apply_any(book, of)
}

/// Lets any transaction happen, whatever rows it changes. Changes of terms and charges count without regard to what is late;
/// everything else finds the account as it stands on its day.
fn apply_any(book: &mut Book<'_>, of: &Transaction) -> Result<(), ReplayError> {
    let on = of.value_date;
    match &of.event {
        Event::InterestPause { until } => book.pause_interest(on, *until),
        Event::RateChange { rate } => book.change_rate(on, *rate),
        Event::ExtraTerms { count } => book.add_installments(on, *count)?,
        Event::MidTermGrace { principal, interest } => book.grace(on, *principal, *interest)?,
        Event::PaymentHoliday { installments } => book.take_holiday(on, *installments)?,
        Event::DueDateChange { from, to } => {
            // What is put off is not late any more, and bore penalties as long as it was.
            book.penalize_till(on);
            book.change_due_date(on, *from, *to);
        }
        Event::Charge { charge } => book.charge_unless_locked(of, charge),
        Event::Lock { operations } => book.lock(of, operations),
        Event::Disbursement { amount } => book.as_it_stands(of).disburse(of, *amount),
        Event::CapitalizedIncome { amount } => book.as_it_stands(of).capitalize(of, *amount),
        Event::Repayment { amount, kind } => book.as_it_stands(of).take_in(of, *kind, *amount),
        Event::ChargePayment { of: charge, amount } => book.as_it_stands(of).pay_charge(of, *charge, *amount),
        Event::ChargeWaiver { of: charge } => book.as_it_stands(of).waive_charge(of, *charge),
        Event::InterestApplied { amount } => book.as_it_stands(of).apply_interest(of, *amount),
        Event::Redraw { amount } => book.as_it_stands(of).redraw(of, *amount),
        Event::Chargeback { of: payment, amount } => book.as_it_stands(of).charge_back(of, *payment, *amount),
        Event::CreditBalanceRefund { amount } => book.as_it_stands(of).refund_credit_balance(of, *amount),
        Event::InterestRefund { of: refund, amount } => book.as_it_stands(of).refund_interest(of, *refund, *amount)?,
        Event::WriteOff { amounts } => book.as_it_stands(of).write_off(of, *amounts),
        Event::ChargeOff => book.as_it_stands(of).charge_off(of),
        Event::Termination => book.as_it_stands(of).terminate(of),
        Event::ReAge { plan } => {
            book.as_it_stands(of).without_kept(plan.first_due.min(on), |book| book.re_age(of, plan))?;
        }
        Event::ReAmortise { interest } => {
            book.as_it_stands(of).without_kept(on, |book| book.re_amortise(of, *interest));
        }
        // They are read where arrears are counted, by admission, with the lock that they end, or before all others.
        Event::ArrearsPause { .. }
        | Event::ArrearsResume
        | Event::ApprovedAmount { .. }
        | Event::Unlock { .. }
        | Event::Reversal { .. } => {}
    }
    Ok(())
}

/// Whether an event is about what is owed, so that it means nothing to a loan that is not paid out, as after a reversal.
pub(super) fn needs_debt(event: &Event) -> bool {
    matches!(
        event,
        Event::ReAge { .. }
            | Event::ReAmortise { .. }
            | Event::InterestApplied { .. }
            | Event::ChargeOff
            | Event::Termination
            | Event::WriteOff { .. }
    )
}

impl Book<'_> {
    /// The account on the day of a transaction, with what late principal has come to bear and what fell due paid from what
    /// is kept.
    fn as_it_stands(&mut self, of: &Transaction) -> &mut Self {
        let on = operation::effective(of);
        if let Event::Repayment { amount, .. } = &of.event {
            self.notice_payoff(on, *amount);
        }
        self.pay_from_kept(on);
        self.recalculate_till(on);
        self.penalize_till(on);
        self
    }

    /// Money comes in, or is not asked for, on one ground or another.
    fn take_in(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        match kind {
            RepaymentKind::InterestWaiver => self.waive_interest(of, amount),
            RepaymentKind::Recovery => self.recover(of, amount),
            _ if self.written_off => self.recover(of, amount),
            kind if self.keeps(kind) => self.repay_and_keep(of, kind, amount),
            kind if self.is_all_beside_kept(of.value_date, amount) => self.pay_off_with_kept(of, kind, amount),
            kind => self.repay(of, kind, amount),
        }
    }
}
