//! How late an account is: since when, by how much, and in which bucket.
//!
//! Two counts of days are kept apart. *Days past due* run from the oldest due date that has not been met; the due date
//! itself is not a day past due. *Days in arrears* are what is left of them after the tolerance and after the days of
//! pauses, and decide the bucket of the loan. Each late installment has an age of its own, without the tolerance.
//! The first day of a pause still counts, but while the pause is in force buckets stay what they were on the day before.
//!
//! Everything here is a function of an [`Account`] as it stands on its day, of its [`ArrearsTerms`] and of its
//! transactions, of which pauses, resumptions and chargebacks are looked at. All dates are calendar dates, all amounts
//! are in units of the account's currency.

mod age;
mod bucket;
mod history;
mod late;
mod next;
mod pause;
#[cfg(test)]
mod tests;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

pub(in crate::servicing) use age::date_of_age;
pub use bucket::default_buckets;
pub use next::{NextPayment, next_change, next_payment};
pub(in crate::servicing) use pause::pauses_of;
pub use pause::{Pause, pauses};

use super::account::{Account, Standing};
use super::terms::{ArrearsDate, ArrearsTerms, Bucket};
use super::transaction::{Components, Transaction};
use late::LateInstallment;

/// How late an account is on its day.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arrears {
    /// Calendar days since [`past_due_since`](Self::past_due_since); 0 where nothing is late.
    pub days_past_due: u32,
    /// Days past due without the tolerance and without paused days; 0 while the loan is not in arrears.
    pub days_in_arrears: u32,
    /// The oldest due date that has not been met.
    pub past_due_since: Option<NaiveDate>,
    /// The day on which the tolerance ends: the loan is in arrears on the days after it. It may lie ahead.
    pub in_arrears_since: Option<NaiveDate>,
    /// What is late, within the tolerance or not.
    pub overdue: Components,
    /// The bucket that the days in arrears belong to; during a pause, that of the day before it.
    pub bucket: Option<Bucket>,
    /// What is late by bucket, each installment by its own age, youngest bucket first; empty while the loan is not in arrears.
    pub amounts: Vec<BucketAmount>,
    /// The installments that are late, oldest first.
    pub installments: Vec<InstallmentArrears>,
    /// The pauses that were agreed, in the order of their first days.
    pub pauses: Vec<Pause>,
    /// The pause that the day lies in.
    pub pause: Option<Pause>,
}

impl Arrears {
    /// Whether the loan is late beyond every tolerance.
    pub fn is_in_arrears(&self) -> bool {
        self.days_in_arrears > 0
    }
}

/// What is late and belongs to one bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketAmount {
    /// The bucket.
    pub bucket: Bucket,
    /// In units of the currency.
    pub amount: Decimal,
}

/// One installment that is late.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallmentArrears {
    /// Its number on the account.
    pub number: u32,
    /// The day since which it is late: its due date, or the day of a chargeback that left less than was paid of it.
    pub since: NaiveDate,
    /// Days since then without paused days.
    pub days: u32,
    /// The bucket that these days belong to; none while the loan is not in arrears.
    pub bucket: Option<Bucket>,
    /// What of it is late, in units of the currency.
    pub amount: Decimal,
}

/// How late an account is on its day.
///
/// An account on which nothing is owed, because nothing was paid out or everything was repaid or written off, is not late.
pub fn arrears(account: &Account, terms: &ArrearsTerms, transactions: &[Transaction]) -> Arrears {
    let pauses = pauses(transactions);
    let pause = pauses.iter().find(|pause| pause.is_in_force(account.as_of)).copied();
    let nothing = Arrears { pauses: pauses.clone(), pause, ..Arrears::default() };
    if account.standing != Standing::Active {
        return nothing;
    }
    let late = late::installments(account, transactions);
    let Some(oldest) = late::oldest(&late) else { return nothing };
    let overdue = late::sum(&late);
    let tolerated = overdue.total() <= tolerated_amount(account, terms);
    let counted_from = match terms.counted_from {
        ArrearsDate::LastLateRepayment => oldest,
        ArrearsDate::FirstWentToArrears => history::late_since(account, oldest),
    };
    let days_in_arrears = |on: NaiveDate| match age::counted_days(counted_from, on, &pauses) {
        days if !tolerated => days.saturating_sub(terms.tolerance_days),
        _ => 0,
    };
    let sorted_on = pause.map_or(Some(account.as_of), |pause| pause.from.pred_opt()).unwrap_or(account.as_of);
    let buckets = bucket::of_terms(terms);
    let sorting = (days_in_arrears(sorted_on) > 0).then_some((sorted_on, buckets.as_slice()));
    let installments = aged(&late, account.as_of, &pauses, sorting);
    Arrears {
        days_past_due: age::days(oldest, account.as_of),
        days_in_arrears: days_in_arrears(account.as_of),
        past_due_since: Some(oldest),
        in_arrears_since: if tolerated { None } else { end_of_tolerance(counted_from, terms) },
        overdue,
        bucket: bucket::of_age(&buckets, days_in_arrears(sorted_on)),
        amounts: bucket::amounts(&buckets, &installments),
        installments,
        ..nothing
    }
}

/// What may be late without the loan being in arrears: a share of the outstanding principal, no less than the floor.
fn tolerated_amount(account: &Account, terms: &ArrearsTerms) -> Decimal {
    let principal: Decimal = account.installments.iter().map(|installment| installment.outstanding().principal).sum();
    let share = terms.tolerance_percentage.unwrap_or_default() / Decimal::ONE_HUNDRED * principal;
    share.max(terms.tolerance_floor.unwrap_or_default())
}

fn end_of_tolerance(since: NaiveDate, terms: &ArrearsTerms) -> Option<NaiveDate> {
    since.checked_add_days(Days::new(u64::from(terms.tolerance_days)))
}

/// The late installments with their ages; `sorting` is the day whose ages decide their buckets, and the buckets.
fn aged(
    late: &[LateInstallment],
    as_of: NaiveDate,
    pauses: &[Pause],
    sorting: Option<(NaiveDate, &[Bucket])>,
) -> Vec<InstallmentArrears> {
    let days = |installment: &LateInstallment, on| age::counted_days(installment.since, on, pauses);
    late.iter()
        .map(|installment| InstallmentArrears {
            number: installment.number,
            since: installment.since,
            days: days(installment, as_of),
            bucket: sorting.and_then(|(on, buckets)| bucket::of_age(buckets, days(installment, on))),
            amount: installment.amount.total(),
        })
        .collect()
}
