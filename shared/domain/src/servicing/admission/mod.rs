//! Whether a transaction may be entered on an account, and if not, why not and what to do instead.
//!
//! What is refused here would make an account that nobody agreed to, or that could not be computed. Whether the state of
//! an account permits an operation at all is decided by [`life_cycle`](super::life_cycle); who may ask for it, elsewhere.
//! Dates in the past are no reason to refuse: an account is computed from its list of transactions, whenever they were
//! entered. What later transactions depend on is one.
//!
//! Each subject has two questions: what the terms and the list of transactions answer by themselves, and what takes a
//! replay. All that needs none is asked first, and last of all whether the account can be computed with the transaction.

mod amount;
mod charge;
mod code;
mod date;
mod disbursement;
mod history;
mod inadmissible;
mod lock;
mod pause;
mod payment;
mod planned_tranche;
mod redrawn;
mod refund;
mod request;
mod restructuring;
mod reversal;
mod room;
mod schedule_change;
mod settled;
#[cfg(test)]
mod tests;
mod write_off;

use std::borrow::Cow;

use chrono::NaiveDate;

pub use inadmissible::Inadmissible;
pub use planned_tranche::admit_tranche;
pub use room::{Room, room};

use super::account::Account;
use super::life_cycle::LockedOperation;
use super::position::{Position, position};
use super::range;
use super::replay::replay;
use super::terms::Terms;
use super::transaction::{Event, Transaction};
use request::Request;

/// Whether a transaction may be entered today on an account with these terms and transactions.
///
/// `today` is the company's calendar date. The new transaction is not in the list yet; its id is above all of the list.
pub fn admit(
    terms: &Terms,
    transactions: &[Transaction],
    new: &Transaction,
    today: NaiveDate,
) -> Result<(), Inadmissible> {
    check(terms, transactions, None, new, today)?;
    // An account that could not be computed any more would be lost to everything but taking the transaction back.
    let after = replay(terms, &with(transactions, new), today)?;
    redrawn::stays(terms, transactions, new, &after, today)
}

/// The same where it is going to be entered: what is told of the account today with it, so that nothing has to be
/// computed twice. `before` is the account as it stands today without it, where that is known already.
pub fn admitted(
    terms: &Terms,
    transactions: &[Transaction],
    before: Option<&Account>,
    new: &Transaction,
    today: NaiveDate,
) -> Result<Position, Inadmissible> {
    check(terms, transactions, before, new, today)?;
    let after = position(terms, &with(transactions, new), today)?;
    redrawn::stays(terms, transactions, new, &after.account, today)?;
    Ok(after)
}

/// Everything but whether the account can be computed with the transaction, and what that says of money that has gone
/// out.
fn check(
    terms: &Terms,
    transactions: &[Transaction],
    before: Option<&Account>,
    new: &Transaction,
    today: NaiveDate,
) -> Result<(), Inadmissible> {
    range::check(terms, transactions, today)?;
    let request = Request::new(terms, transactions, new, today);
    by_list(&request)?;
    range::check(terms, std::slice::from_ref(new), today)?;
    if !needs_account(&request) {
        return Ok(());
    }
    let account =
        before.map_or_else(|| replay(terms, transactions, today).map(Cow::Owned), |it| Ok(Cow::Borrowed(it)))?;
    if settled::may_be_too_late(&request) {
        settled::check(&account)?;
    }
    by_account(&request, &account)
}

fn with(transactions: &[Transaction], new: &Transaction) -> Vec<Transaction> {
    [transactions, std::slice::from_ref(new)].concat()
}

/// What the terms and the list of transactions answer.
fn by_list(request: &Request<'_>) -> Result<(), Inadmissible> {
    date::check(request)?;
    amount::check(request)?;
    match &request.new.event {
        Event::Disbursement { amount } => disbursement::by_list(request, *amount),
        Event::CapitalizedIncome { amount } => disbursement::income_by_list(request, *amount),
        Event::ApprovedAmount { amount } => disbursement::approval_by_list(request, *amount),
        Event::Repayment { amount, kind } => payment::by_list(request, *amount, *kind),
        Event::InterestRefund { of, .. } => refund::of_interest(request, *of),
        Event::Chargeback { of, amount } => refund::chargeback(request, *of, *amount),
        Event::Charge { charge } => charge::by_list(request, charge),
        Event::ChargePayment { of, .. } | Event::ChargeWaiver { of } => charge::is_one(request, *of),
        Event::InterestPause { until } => pause::of_interest_by_list(request, *until),
        Event::ArrearsPause { until } => pause::of_arrears_by_list(request, *until),
        Event::ArrearsResume => pause::resumption(request),
        Event::RateChange { rate } => schedule_change::rate(request, *rate),
        Event::ExtraTerms { count } => schedule_change::extra_terms_by_list(request, *count),
        Event::MidTermGrace { principal, interest } => schedule_change::grace_by_list(request, *principal, *interest),
        Event::ReAge { plan } => restructuring::re_age_by_list(request, plan),
        Event::ReAmortise { .. } => restructuring::re_amortise_by_list(request),
        Event::ChargeOff => write_off::charge_off_by_list(request),
        Event::WriteOff { .. } => write_off::write_off_by_list(request),
        Event::Termination => write_off::termination_by_list(request),
        Event::Reversal { of } => reversal::by_list(request, *of),
        Event::InterestApplied { .. } => lock::may_be_applied(request, LockedOperation::ApplyInterest),
        Event::PaymentHoliday { installments } => schedule_change::grace_by_list(request, *installments, 0),
        Event::Lock { operations } => lock::lock(request, operations),
        Event::Unlock { operations } => lock::unlock(request, operations),
        Event::DueDateChange { from, to } => schedule_change::put_off(*from, *to),
        Event::Redraw { .. } | Event::CreditBalanceRefund { .. } => Ok(()),
    }
}

/// Whether anything is left to ask that takes a replay.
fn needs_account(request: &Request<'_>) -> bool {
    !matches!(
        request.new.event,
        Event::Disbursement { .. }
            | Event::ApprovedAmount { .. }
            | Event::Lock { .. }
            | Event::Unlock { .. }
            | Event::InterestRefund { .. }
            | Event::Chargeback { .. }
            | Event::Reversal { .. }
    ) || settled::may_be_too_late(request)
}

/// What the account as it stands today answers.
fn by_account(request: &Request<'_>, account: &Account) -> Result<(), Inadmissible> {
    match &request.new.event {
        Event::Redraw { amount } => disbursement::redraw(request, account, *amount),
        Event::Repayment { amount, kind } => payment::by_account(request, account, *amount, *kind),
        Event::CreditBalanceRefund { amount } => refund::of_credit_balance(request, account, *amount),
        Event::ChargePayment { of, amount } => charge::payment(account, *of, *amount),
        Event::ChargeWaiver { of } => charge::waiver(account, *of),
        Event::Charge { .. } => charge::by_account(account),
        Event::InterestRefund { .. } | Event::Chargeback { .. } | Event::Reversal { .. } => Ok(()),
        Event::WriteOff { amounts } => write_off::by_account(account, amounts.as_ref()),
        // Another rate for days that have passed gives money back, also where nothing is owed any more.
        Event::RateChange { .. } => schedule_change::in_term(request, account),
        event => {
            request::must_be_active(account)?;
            match event {
                Event::InterestPause { until } => pause::of_interest_by_account(account, *until),
                Event::ExtraTerms { .. } => schedule_change::in_term(request, account),
                Event::DueDateChange { from, .. } => schedule_change::due_date(account, *from),
                Event::MidTermGrace { principal, interest } => {
                    schedule_change::grace(request, account, *principal, *interest)
                }
                Event::PaymentHoliday { installments } => schedule_change::holiday(request, account, *installments),
                Event::ReAge { .. } => restructuring::re_age(request, account),
                Event::ReAmortise { .. } => restructuring::re_amortise(request, account),
                _ => Ok(()),
            }
        }
    }
}
