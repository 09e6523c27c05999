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

/// Days that are tried for a payment whose day is not known: a quarter of a year.
const DAYS_TRIED: usize = 92;

/// Significant digits of an intermediate value.
const PRECISION: u32 = 19;

/// Loans whose state is exactly the one before the payment of a case.
pub fn leading_to(case: Fields<'_>) -> Result<Vec<Loan>, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let today = case.date("business_date")?;
    let paid_on = case.object("payment")?.maybe_date("date")?.unwrap_or(today);
    let candidates = candidates(case, &before)?;
    let (likely, others) = payments(&before, today, paid_on);
    let mut found = Vec::new();
    for (guesses, last_kinds) in [(likely, kinds(case)?), (others, vec![RepaymentKind::Repayment])] {
        for terms in &candidates {
            for payments in &guesses {
                for last_kind in &last_kinds {
                    let loan = tell(terms.clone(), &before, payments, *last_kind, today)?;
                    if is_state(&loan, case)? {
                        found.push(loan);
                    }
                }
            }
        }
        if !found.is_empty() {
            break;
        }
    }
    Ok(found)
}

/// Kinds that the last payment before may have been of: an ordinary one, or one like that of the case.
fn kinds(case: Fields<'_>) -> Result<Vec<RepaymentKind>, Stop> {
    let own = terms::repayment_kind(case.object("payment")?.maybe_text("type").unwrap_or("REPAYMENT"))?;
    let mut kinds = vec![RepaymentKind::Repayment, own];
    kinds.dedup();
    Ok(kinds)
}

fn is_state(loan: &Loan, case: Fields<'_>) -> Result<bool, Stop> {
    let account = engine::account(loan)?;
    let at_disbursement = charges::paid_out_with(loan, &account);
    Ok(schedule_rows::compare(case.object("before")?, &account, at_disbursement, false)?.is_empty())
}

/// What led to the state, as far as it can be told. It did happen, so whether it would be admitted is not asked.
fn tell(
    terms: Terms,
    before: &State,
    payments: &[(NaiveDate, Decimal)],
    last_kind: RepaymentKind,
    today: NaiveDate,
) -> Result<Loan, Stop> {
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
    for (at, (on, amount)) in payments.iter().enumerate() {
        let kind = if at + 1 == payments.len() { last_kind } else { RepaymentKind::Repayment };
        happened(*on, Event::Repayment { amount: *amount, kind });
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
    for multiple in multiples(before) {
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

/// Multiples that installments may have been rounded to: one of them at least, the last one aside, has kept it.
fn multiples(before: &State) -> Vec<Option<Decimal>> {
    let regular: Vec<Decimal> = before.regular().map(|row| row.expected).collect();
    let but_last = regular.split_last().map_or(&[][..], |(_, others)| others);
    let whole = [Decimal::ONE, Decimal::TEN]
        .into_iter()
        .filter(|multiple| but_last.iter().any(|it| !it.is_zero() && (it % multiple).is_zero()));
    std::iter::once(None).chain(whole.map(Some)).collect()
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

/// Payments that were made on days and by amounts.
type Payments = Vec<(NaiveDate, Decimal)>;

/// Payments that may have been made, each list a guess: likely ones, and others.
///
/// What was paid of a row on or after its due date has a day that can be told. What was paid in advance may have come
/// with another payment whose day is known, or on any day before the payment of the case.
fn payments(before: &State, today: NaiveDate, paid_on: NaiveDate) -> (Vec<Payments>, Vec<Payments>) {
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
    if unknown.is_zero() {
        return (vec![known.into_iter().collect()], Vec::new());
    }
    let with_unknown_on = |day: NaiveDate| -> Payments {
        let mut guess = known.clone();
        *guess.entry(day).or_default() += unknown;
        guess.into_iter().collect()
    };
    let mut likely: Vec<NaiveDate> = known.keys().copied().chain([paid_on, today]).collect();
    likely.sort_unstable();
    likely.dedup();
    let start = before.disbursed.first().map_or(today, |it| it.on);
    let others = start.iter_days().take_while(|day| *day <= today).take(DAYS_TRIED).filter(|day| !likely.contains(day));
    (likely.iter().copied().map(with_unknown_on).collect(), others.map(with_unknown_on).collect())
}
