//! Terms and payments that may have led to a state.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::limits::Limits;
use domain::servicing::rounding::Rounding;
use domain::servicing::terms::{
    ArrearsTerms, ChargeOffInterest, DayCount, DownPayment, InterestCalculation, InterestMethod, InterestTerms,
    LeapDay, PayoffInterest, PenaltyTerms, PrepaymentEffect, PrepaymentTerms, RatePeriod, Recalculation, RestFrequency,
    ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, RepaymentKind};
use rust_decimal::Decimal;

use super::state::{self, State};
use crate::fields::Fields;
use crate::loan::Loan;
use crate::outcome::Stop;
use crate::{charges, engine, schedule_rows, terms};

/// Ways to count days that are tried, most usual first.
const COUNTS: [(DayCount, InterestCalculation); 6] = [
    (DayCount::Thirty360, InterestCalculation::Daily),
    (DayCount::ActualActual, InterestCalculation::Daily),
    (DayCount::Actual360, InterestCalculation::Daily),
    (DayCount::Actual365, InterestCalculation::Daily),
    (DayCount::Thirty360, InterestCalculation::SameAsRepaymentPeriod),
    (DayCount::ThirtyActual, InterestCalculation::Daily),
];

/// Significant digits of an intermediate value.
const PRECISION: u32 = 19;

/// Loans whose state is exactly the one before the payment of a case.
pub fn leading_to(case: Fields<'_>) -> Result<Vec<Loan>, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let today = case.date("business_date")?;
    let paid_on = case.object("payment")?.maybe_date("date")?.unwrap_or(today);
    let mut found = Vec::new();
    let mut stopped = None;
    for terms in candidates(case, &before)? {
        for payments in payments(&before, today, paid_on) {
            match tell(terms.clone(), &before, &payments, today) {
                Ok(loan) => {
                    if is_state(&loan, case)? {
                        found.push(loan);
                    }
                }
                Err(stop) => stopped = Some(stop),
            }
        }
    }
    match stopped {
        Some(stop) if found.is_empty() => Err(stop),
        _ => Ok(found),
    }
}

fn is_state(loan: &Loan, case: Fields<'_>) -> Result<bool, Stop> {
    let account = engine::account(loan)?;
    let at_disbursement = charges::paid_out_with(loan, &account);
    Ok(schedule_rows::compare(case.object("before")?, &account, at_disbursement, false)?.is_empty())
}

/// What led to the state, as far as it can be told. It did happen, so whether it would be admitted is not asked.
fn tell(terms: Terms, before: &State, payments: &[(NaiveDate, Decimal)], today: NaiveDate) -> Result<Loan, Stop> {
    let mut loan = Loan::with_terms(terms, today);
    let start = before.start()?;
    let mut happened = |on: NaiveDate, event: Event| {
        let transaction = loan.transaction(on, event);
        loan.transactions.push(transaction);
    };
    if let Some(amount) = before.disbursed.first().map(|it| it.charged).filter(|amount| !amount.is_zero()) {
        happened(start, charge(amount, false, ChargeDue::AtDisbursement));
    }
    for disbursed in &before.disbursed {
        happened(disbursed.on, Event::Disbursement { amount: disbursed.amount });
    }
    for row in &before.rows {
        for (amount, penalty) in [(row.fees, false), (row.penalties, true)] {
            if !amount.is_zero() {
                happened(start, charge(amount, penalty, ChargeDue::On(row.due)));
            }
        }
    }
    for (on, amount) in payments {
        happened(*on, Event::Repayment { amount: *amount, kind: RepaymentKind::Repayment });
    }
    Ok(loan)
}

fn charge(amount: Decimal, penalty: bool, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Charge".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due } }
}

/// Terms that a state may have been drawn up with.
fn candidates(case: Fields<'_>, before: &State) -> Result<Vec<Terms>, Stop> {
    let start = before.start()?;
    let period = period(before, start)?;
    let rate = case.decimal("rate_pct")?;
    let counts = if rate.is_zero() { COUNTS.get(..1) } else { COUNTS.get(..) }.unwrap_or_default();
    let mut candidates = Vec::new();
    for multiple in [None, Some(Decimal::ONE), Some(Decimal::TEN)] {
        for &(day_count, calculation) in counts {
            let interest = interest(case, rate, day_count, calculation)?;
            candidates.push(Terms {
                principal: before.disbursed.iter().map(|it| it.amount).sum(),
                expected_disbursement: start,
                rounding: Rounding {
                    precision: Some(PRECISION),
                    installment_multiple: multiple,
                    ..Rounding::default()
                },
                interest,
                schedule: schedule(case, before, period)?,
                allocation: terms::allocation(case)?,
                arrears: ArrearsTerms::default(),
                penalty: PenaltyTerms::default(),
                prepayment: PrepaymentTerms::default(),
                charge_off: ChargeOffInterest::Regular,
                limits: Limits::default(),
                redraw: domain::servicing::credit_line::RedrawTerms::default(),
                tax_rate: rust_decimal::Decimal::ZERO,
            });
        }
    }
    Ok(candidates)
}

fn interest(
    case: Fields<'_>,
    rate: Decimal,
    day_count: DayCount,
    calculation: InterestCalculation,
) -> Result<InterestTerms, Stop> {
    let recalculates = case.flag("recalculation");
    Ok(InterestTerms {
        rate,
        rate_period: RatePeriod::Year,
        method: match case.text("interest_type")? {
            "FLAT" => InterestMethod::Flat,
            "DECLINING_BALANCE" => InterestMethod::DecliningBalanceEqualInstallments,
            other => return Err(Stop::Unsupported(format!("interest type {other}"))),
        },
        day_count,
        leap_day: LeapDay::WholeYear,
        calculation,
        partial_periods: calculation == InterestCalculation::Daily,
        first_day_counts: false,
        recalculation: recalculates.then_some(Recalculation {
            rest: RestFrequency::Daily,
            payoff_interest: PayoffInterest::TillDate,
            prepayment: PrepaymentEffect::AdjustLastInstallment,
            ignore_past_due: false,
        }),
        accrue_late_interest: recalculates,
        accrue_after_maturity: false,
    })
}

fn schedule(case: Fields<'_>, before: &State, period: RepaymentPeriod) -> Result<ScheduleTerms, Stop> {
    Ok(ScheduleTerms {
        engine: match case.text("engine")? {
            "PROGRESSIVE" => ScheduleEngine::Progressive,
            "CUMULATIVE" => ScheduleEngine::Cumulative,
            other => return Err(Stop::Unsupported(format!("engine {other}"))),
        },
        installments: u32::try_from(before.regular().count()).unwrap_or(u32::MAX),
        period,
        fixed_days_of_month: Vec::new(),
        first_due: None,
        principal_grace: 0,
        interest_grace: 0,
        interest_free_periods: 0,
        counted_from: None,
        fixed_length: None,
        down_payment: before.down_payment().map(|percentage| DownPayment { percentage, automatic: false }),
        periodic_payment: None,
        amortization_installments: None,
        working_days: None,
        expected_tranches: Vec::new(),
        full_term_tranches: false,
    })
}

/// The period that gives all due dates of a state.
fn period(before: &State, start: NaiveDate) -> Result<RepaymentPeriod, Stop> {
    let units = [(PeriodUnit::Months, 12), (PeriodUnit::Days, 92)];
    units
        .into_iter()
        .flat_map(|(unit, most)| (1..=most).map(move |every| RepaymentPeriod { every, unit }))
        .find(|period| (1..).zip(before.regular()).all(|(count, row)| period.after(start, count) == Some(row.due)))
        .ok_or_else(|| Stop::Unsupported("a state whose due dates no single period gives".to_owned()))
}

/// Payments that may have been made: each list of days and amounts is one guess.
///
/// What was paid of a row on or after its due date has a day that can be told. What was paid in advance may have come
/// with another payment whose day is known, or on any day before the payment of the case.
fn payments(before: &State, today: NaiveDate, paid_on: NaiveDate) -> Vec<Vec<(NaiveDate, Decimal)>> {
    let mut known: BTreeMap<NaiveDate, Decimal> = BTreeMap::new();
    let mut unknown = Decimal::ZERO;
    for row in before.rows.iter().filter(|row| !row.paid.is_zero()) {
        let on_time = row.paid - row.in_advance - row.late;
        *known.entry(row.due).or_default() += on_time;
        match row.met_on {
            Some(met_on) if met_on < row.due => *known.entry(met_on).or_default() += row.in_advance,
            _ => unknown += row.in_advance,
        }
        match row.met_on {
            Some(met_on) => *known.entry(met_on).or_default() += row.late,
            None => unknown += row.late,
        }
    }
    known.retain(|_, amount| !amount.is_zero());
    let list = |known: &BTreeMap<NaiveDate, Decimal>| known.iter().map(|(on, amount)| (*on, *amount)).collect();
    if unknown.is_zero() {
        return vec![list(&known)];
    }
    let Some(start) = before.disbursed.first().map(|it| it.on) else { return Vec::new() };
    let mut days: Vec<NaiveDate> = known.keys().rev().copied().collect();
    days.push(paid_on);
    days.extend(start.iter_days().take_while(|day| *day <= today));
    let mut guesses = Vec::new();
    for (at, day) in days.iter().enumerate() {
        if !days.iter().take(at).any(|earlier| earlier == day) {
            let mut guess = known.clone();
            *guess.entry(*day).or_default() += unknown;
            guesses.push(list(&guess));
        }
    }
    guesses
}
