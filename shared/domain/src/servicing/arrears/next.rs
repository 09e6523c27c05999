//! What comes next: the payment that is asked for, and the day on which an account's arrears change by themselves.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::pause::{Pause, pauses};
use super::{age, bucket, history, late};
use crate::servicing::account::{Account, Standing};
use crate::servicing::terms::{ArrearsDate, ArrearsTerms};
use crate::servicing::transaction::Transaction;

/// The payment that is asked for next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextPayment {
    /// The number of its installment.
    pub number: u32,
    /// When it is due; a day that has passed where the payment is late.
    pub due: NaiveDate,
    /// What is left of its installment, in units of the currency.
    pub amount: Decimal,
}

/// The payment that is asked for next: what is left of the oldest installment that is not met.
pub fn next_payment(account: &Account) -> Option<NextPayment> {
    account
        .installments
        .iter()
        .map(|installment| NextPayment {
            number: installment.number,
            due: installment.due,
            amount: installment.outstanding().total(),
        })
        .find(|next| next.amount > Decimal::ZERO)
}

/// The first day after the account's own on which its arrears may change although nothing happens to it.
///
/// A due date passes, the tolerance ends, an age enters or leaves a bucket, a pause begins or is over. A clock that asks
/// again on that day, and after each change of the account, misses nothing; now and then it finds everything as it was.
pub fn next_change(account: &Account, terms: &ArrearsTerms, transactions: &[Transaction]) -> Option<NaiveDate> {
    if account.standing != Standing::Active {
        return None;
    }
    let pauses = pauses(transactions);
    let mut days = days_of_pauses(&pauses);
    days.extend(late::chargebacks(transactions).into_iter().filter_map(|(day, _)| next_day(day)));
    days.extend(days_of_due_dates(account));
    days.extend(days_of_loan(account, terms, transactions, &pauses));
    days.extend(days_of_installments(account, terms, transactions, &pauses));
    days.into_iter().filter(|day| *day > account.as_of).min()
}

fn next_day(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

fn days_of_pauses(pauses: &[Pause]) -> Vec<NaiveDate> {
    pauses.iter().flat_map(|pause| [Some(pause.from), next_day(pause.until)]).flatten().collect()
}

fn days_of_due_dates(account: &Account) -> impl Iterator<Item = NaiveDate> {
    account
        .installments
        .iter()
        .filter(|installment| installment.outstanding().total() > Decimal::ZERO)
        .filter_map(|installment| next_day(installment.due))
}

/// The days on which the loan as a whole comes to be in arrears or changes its bucket, if what is open now stays open.
fn days_of_loan(
    account: &Account,
    terms: &ArrearsTerms,
    transactions: &[Transaction],
    pauses: &[Pause],
) -> Vec<NaiveDate> {
    let late = late::installments(account, transactions);
    let oldest = late::oldest(&late).or_else(|| next_payment(account).map(|next| next.due));
    let Some(oldest) = oldest else { return Vec::new() };
    let since = match terms.counted_from {
        ArrearsDate::LastLateRepayment => oldest,
        ArrearsDate::FirstWentToArrears => history::late_since(account, oldest),
    };
    let ages = bucket_bounds(terms).into_iter().chain([1]);
    ages.filter_map(|days| age::date_of_age(since, days.saturating_add(terms.tolerance_days), pauses)).collect()
}

/// The days on which a late installment changes its bucket.
fn days_of_installments(
    account: &Account,
    terms: &ArrearsTerms,
    transactions: &[Transaction],
    pauses: &[Pause],
) -> Vec<NaiveDate> {
    let bounds = bucket_bounds(terms);
    late::installments(account, transactions)
        .iter()
        .flat_map(|installment| bounds.iter().map(|days| (installment.since, *days)))
        .filter_map(|(since, days)| age::date_of_age(since, days, pauses))
        .collect()
}

/// The first ages of all buckets, and the first ages after them.
fn bucket_bounds(terms: &ArrearsTerms) -> Vec<u32> {
    bucket::of_terms(terms)
        .into_iter()
        .flat_map(|bucket| [Some(bucket.from), bucket.to.map(|to| to.saturating_add(1))])
        .flatten()
        .collect()
}
