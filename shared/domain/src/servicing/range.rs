//! How large the numbers of an account may be. Within these bounds nothing that is computed from them leaves the range of
//! a [`Decimal`], which has 28 digits; beyond them an account is refused instead of computed.

mod growth;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use growth::{Growth, yearly, years};

use super::due_dates::MAX_INSTALLMENTS;
use super::replay::ReplayError;
use super::terms::{ArrearsTerms, Bucket, InterestTerms, Terms};
use super::transaction::{ChargeAmount, Event, Transaction};

/// An amount in units of the currency: ten trillion.
pub const LARGEST_AMOUNT: i64 = 10_000_000_000_000;
/// Digits after the point of an amount or a rate.
pub const MOST_DECIMALS: u32 = 12;
/// Percent a year.
pub const LARGEST_RATE: i64 = 1_000_000;
/// Transactions of one account.
const MOST_TRANSACTIONS: usize = 20_000;

/// Whether everything is within bounds.
pub(super) fn check(terms: &Terms, transactions: &[Transaction], as_of: NaiveDate) -> Result<(), ReplayError> {
    let first = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN);
    let last = NaiveDate::from_ymd_opt(2999, 12, 31).unwrap_or(NaiveDate::MAX);
    let day = |day: NaiveDate| within(day >= first && day <= last);
    within(transactions.len() <= MOST_TRANSACTIONS)?;
    day(as_of)?;
    check_terms(terms, &day)?;
    let mut bounds = Growth::of(terms)?;
    for transaction in transactions {
        day(transaction.value_date)?;
        day(transaction.entered_on)?;
        check_event(&transaction.event, &terms.interest, &mut bounds, &day)?;
    }
    bounds.check()
}

fn within(is_within: bool) -> Result<(), ReplayError> {
    if is_within { Ok(()) } else { Err(ReplayError::OutOfRange) }
}

fn amount(amount: Decimal) -> Result<(), ReplayError> {
    let is_plain = amount.scale() <= MOST_DECIMALS || amount.normalize().scale() <= MOST_DECIMALS;
    within(is_plain && amount >= Decimal::ZERO && amount <= Decimal::from(LARGEST_AMOUNT))
}

fn percentage(rate: Decimal) -> Result<(), ReplayError> {
    amount(rate)?;
    within(rate <= Decimal::from(LARGEST_RATE))
}

fn check_terms(terms: &Terms, day: &impl Fn(NaiveDate) -> Result<(), ReplayError>) -> Result<(), ReplayError> {
    let (schedule, rounding) = (&terms.schedule, &terms.rounding);
    within(rounding.decimals <= MOST_DECIMALS)?;
    within(rounding.precision.is_none_or(|digits| digits > 0))?;
    amount(terms.principal)?;
    day(terms.expected_disbursement)?;
    for tranche in &schedule.expected_tranches {
        amount(tranche.amount)?;
        day(tranche.on)?;
    }
    for part in [rounding.installment_multiple, schedule.periodic_payment].into_iter().flatten() {
        amount(part)?;
    }
    for count in [schedule.principal_grace, schedule.interest_grace, schedule.interest_free_periods] {
        within(usize::try_from(count).is_ok_and(|count| count <= MAX_INSTALLMENTS))?;
    }
    for on in [schedule.first_due, schedule.counted_from].into_iter().flatten() {
        day(on)?;
    }
    if let Some(down_payment) = schedule.down_payment {
        amount(down_payment.percentage)?;
        within(down_payment.percentage <= Decimal::ONE_HUNDRED)?;
    }
    check_arrears(&terms.arrears)?;
    percentage(terms.penalty.rate)?;
    percentage(terms.tax_rate)
}

fn check_arrears(arrears: &ArrearsTerms) -> Result<(), ReplayError> {
    arrears.tolerance_percentage.map_or(Ok(()), percentage)?;
    arrears.tolerance_floor.map_or(Ok(()), amount)?;
    let ends = |bucket: &Bucket| bucket.to.is_none_or(|to| bucket.from <= to);
    within(arrears.buckets.iter().all(ends))
}

fn check_event(
    event: &Event,
    interest: &InterestTerms,
    growth: &mut Growth,
    day: &impl Fn(NaiveDate) -> Result<(), ReplayError>,
) -> Result<(), ReplayError> {
    match event {
        Event::Disbursement { amount: of }
        | Event::CapitalizedIncome { amount: of }
        | Event::Repayment { amount: of, .. }
        | Event::InterestRefund { amount: Some(of), .. }
        | Event::InterestApplied { amount: Some(of) }
        | Event::CreditBalanceRefund { amount: of }
        | Event::Chargeback { amount: of, .. }
        | Event::ChargePayment { amount: of, .. }
        | Event::Redraw { amount: of }
        | Event::ApprovedAmount { amount: of } => amount(*of),
        Event::Charge { charge } => match charge.amount {
            ChargeAmount::Flat(of) => amount(of),
            ChargeAmount::PercentOfAmount(of)
            | ChargeAmount::PercentOfAmountAndInterest(of)
            | ChargeAmount::PercentOfInterest(of)
            | ChargeAmount::PercentOfDisbursement(of) => percentage(of),
        },
        Event::RateChange { rate } => {
            percentage(*rate)?;
            growth.rate = growth.rate.max(yearly(*rate, interest.rate_period)?);
            Ok(())
        }
        Event::ExtraTerms { count } | Event::PaymentHoliday { installments: count } => growth.add(*count),
        Event::MidTermGrace { principal, interest } => {
            within(usize::try_from(*interest).is_ok_and(|count| count <= MAX_INSTALLMENTS))?;
            growth.add(*principal)
        }
        Event::ReAge { plan } => {
            day(plan.first_due)?;
            within(plan.installments > 0 && plan.period.every > 0)?;
            growth.years = growth.years.max(years(plan.period)?);
            growth.add(plan.installments)
        }
        Event::WriteOff { amounts: Some(of) } => {
            [of.principal, of.interest, of.fees, of.penalties].into_iter().try_for_each(amount)
        }
        Event::InterestPause { until } | Event::ArrearsPause { until } => day(*until),
        Event::DueDateChange { from, to } => day(*from).and_then(|()| day(*to)),
        // They hold no number and no day.
        Event::InterestRefund { amount: None, .. }
        | Event::InterestApplied { amount: None }
        | Event::WriteOff { amounts: None }
        | Event::ChargeWaiver { .. }
        | Event::ReAmortise { .. }
        | Event::ChargeOff
        | Event::Termination
        | Event::Reversal { .. }
        | Event::Lock { .. }
        | Event::Unlock { .. }
        | Event::ArrearsResume => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::hand_built::{amount, date, disbursement, entered, terms};
    use crate::servicing::replay::replay;
    use crate::servicing::terms::RatePeriod;

    fn is_refused(change: impl Fn(&mut Terms), transactions: &[Transaction]) -> bool {
        let mut terms = terms();
        change(&mut terms);
        replay(&terms, transactions, date("2024-01-01")) == Err(ReplayError::OutOfRange)
    }

    #[test]
    fn amounts_have_bounds() {
        let lent = |of: &str| is_refused(|_| {}, &[disbursement(1, "2024-01-01", of)]);
        assert!(!lent("10000000000000"));
        assert!(lent("10000000000000.01"));
        assert!(lent("-1"));
        assert!(lent("0.0000000000001"));
        assert!(!lent("1.00000000000000000000"));
        assert!(is_refused(|terms| terms.principal = Decimal::MAX, &[]));
    }

    #[test]
    fn tolerances_and_buckets_have_bounds() {
        let percentage = |of: Decimal| is_refused(|terms| terms.arrears.tolerance_percentage = Some(of), &[]);
        assert!(!percentage(amount("2.5")));
        assert!(percentage(Decimal::MAX));
        assert!(percentage(amount("-1")));
        let floor = |of: Decimal| is_refused(|terms| terms.arrears.tolerance_floor = Some(of), &[]);
        assert!(!floor(amount("5")));
        assert!(floor(Decimal::MAX));
        let bucket = |from, to| Bucket { name: "late".to_owned(), from, to };
        let buckets = |of: Bucket| is_refused(|terms| terms.arrears.buckets = vec![of.clone()], &[]);
        assert!(!buckets(bucket(1, Some(1))));
        assert!(!buckets(bucket(5, None)));
        assert!(buckets(bucket(10, Some(5))));
    }

    #[test]
    fn rates_are_bounded_by_what_they_come_to() {
        let rate = |rate: &'static str, period, installments| {
            is_refused(
                |terms| {
                    terms.interest.rate = amount(rate);
                    terms.interest.rate_period = period;
                    terms.schedule.installments = installments;
                },
                &[],
            )
        };
        assert!(!rate("36", RatePeriod::Year, 360));
        assert!(!rate("3", RatePeriod::Month, 120));
        assert!(!rate("1", RatePeriod::Day, 24));
        assert!(rate("1201.98", RatePeriod::Month, 120));
        assert!(rate("-1", RatePeriod::Year, 3));
        // 1402.61% in three months, as if there were more of them: a unit grows to 5.68 to the power of 22.
        assert!(!rate("1402.61", RatePeriod::Term, 3));
        let balloon = |terms: &mut Terms| {
            (terms.interest.rate, terms.interest.rate_period) = (amount("1402.61"), RatePeriod::Term);
            terms.schedule.amortization_installments = Some(22);
        };
        assert!(is_refused(balloon, &[]));
        let change = entered(2, "2024-01-01", Event::RateChange { rate: amount("900000") });
        assert!(is_refused(|terms| terms.schedule.installments = 12, &[disbursement(1, "2024-01-01", "1"), change]));
    }

    #[test]
    fn days_and_counts_have_bounds() {
        assert!(is_refused(|terms| terms.expected_disbursement = NaiveDate::MAX, &[]));
        let early = Transaction { value_date: NaiveDate::MIN, ..disbursement(1, "2024-01-01", "1") };
        assert!(is_refused(|_| {}, &[early]));
        assert!(is_refused(|terms| terms.schedule.installments = 1_201, &[]));
        let extra = entered(2, "2024-01-01", Event::ExtraTerms { count: 1_198 });
        assert!(is_refused(|_| {}, &[disbursement(1, "2024-01-01", "1"), extra]));
    }
}
