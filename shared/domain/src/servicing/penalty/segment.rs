//! Stretches of days on which something was overdue.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::paid::{self, PaidOn};
use crate::servicing::account::Account;
use crate::servicing::arrears::{Pause, date_of_age, pauses};
use crate::servicing::installment::Installment;
use crate::servicing::terms::{PenaltyBase, PenaltyTerms};
use crate::servicing::transaction::Transaction;

/// A stretch of days on which a penalty is computed from one amount: the days after `from` up to and including `to`.
///
/// A payment counts from the day after its value date on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueSegment {
    /// The day after which it begins.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// What the penalty is computed from, in units of the currency.
    pub base: Decimal,
}

/// The stretches of days on which one installment was overdue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallmentOverdue {
    /// The number of the installment.
    pub number: u32,
    /// In the order of days, without those on which nothing bears a penalty.
    pub segments: Vec<OverdueSegment>,
}

/// A stretch of days without its amount.
type Stretch = (NaiveDate, NaiveDate);

/// The stretches of days, up to the account's day, on which installments were overdue beyond the tolerance.
///
/// Days of pauses are left out, and do not use up the tolerance either. What has been waived or written off of an
/// installment counts as never owed.
pub fn overdue_segments(
    account: &Account,
    terms: &PenaltyTerms,
    transactions: &[Transaction],
) -> Vec<InstallmentOverdue> {
    let pauses = pauses(transactions);
    let payments = paid::by_installment(account, transactions);
    let balances = paid::balances(account);
    let mut covered_until = NaiveDate::MIN;
    let mut overdue = Vec::new();
    for (installment, payments) in account.installments.iter().zip(&payments) {
        let Some((from, to)) = late_stretch(installment, account.as_of, terms.tolerance_days, &pauses) else {
            continue;
        };
        let segments = match terms.base {
            PenaltyBase::None => Vec::new(),
            PenaltyBase::OverdueBalance => {
                of_installment((from, to), owed_principal(installment), payments, |paid| paid.principal)
            }
            PenaltyBase::OverdueBalanceAndInterest => {
                let owed = owed_principal(installment) + owed_interest(installment);
                of_installment((from, to), owed, payments, |paid| paid.principal + paid.interest)
            }
            PenaltyBase::OutstandingPrincipal => of_balances((from.max(covered_until), to), &balances),
        };
        covered_until = covered_until.max(to);
        overdue.push(InstallmentOverdue { number: installment.number, segments: without_pauses(segments, &pauses) });
    }
    overdue.retain(|installment| !installment.segments.is_empty());
    overdue
}

/// From the end of an installment's tolerance to the day on which it was met, or to the day of the account.
fn late_stretch(installment: &Installment, as_of: NaiveDate, tolerance: u32, pauses: &[Pause]) -> Option<Stretch> {
    let from = date_of_age(installment.due, tolerance, pauses)?;
    let to = installment.obligations_met_on.map_or(as_of, |met_on| met_on.min(as_of));
    (from < to).then_some((from, to))
}

fn owed_principal(installment: &Installment) -> Decimal {
    installment.expected.principal - installment.waived.principal - installment.written_off.principal
}

fn owed_interest(installment: &Installment) -> Decimal {
    installment.expected.interest - installment.waived.interest - installment.written_off.interest
}

/// What was left of an amount that was owed, as payments lowered it.
fn of_installment(
    stretch: Stretch,
    owed: Decimal,
    payments: &[PaidOn],
    amount: impl Fn(&PaidOn) -> Decimal,
) -> Vec<OverdueSegment> {
    let mut left = owed;
    let mut levels = vec![(NaiveDate::MIN, owed)];
    for payment in payments {
        left -= amount(payment);
        levels.push((payment.on, left));
    }
    of_balances(stretch, &levels)
}

/// The levels of a balance within a stretch of days; each level counts from the day after its own.
fn of_balances((from, to): Stretch, levels: &[(NaiveDate, Decimal)]) -> Vec<OverdueSegment> {
    let ends = levels.iter().skip(1).map(|(day, _)| *day).chain([NaiveDate::MAX]);
    levels
        .iter()
        .zip(ends)
        .map(|((day, base), end)| OverdueSegment { from: from.max(*day), to: to.min(end), base: *base })
        .filter(|segment| segment.from < segment.to && segment.base > Decimal::ZERO)
        .collect()
}

/// Segments without the days after the first of a pause up to its last.
fn without_pauses(segments: Vec<OverdueSegment>, pauses: &[Pause]) -> Vec<OverdueSegment> {
    pauses.iter().fold(segments, |segments, pause| {
        segments
            .into_iter()
            .flat_map(|segment| {
                let before = OverdueSegment { to: segment.to.min(pause.from), ..segment };
                let after = OverdueSegment { from: segment.from.max(pause.until), ..segment };
                [before, after]
            })
            .filter(|segment| segment.from < segment.to)
            .collect()
    })
}
