//! Terms and payments that may have led to a state.

use chrono::NaiveDate;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::limits::Limits;
use domain::servicing::rounding::Rounding;
use domain::servicing::terms::{
    ArrearsTerms, ChargeOffInterest, DayCount, DownPayment, ExpectedTranche, InterestCalculation, InterestMethod,
    InterestTerms, LeapDay, PayoffInterest, PenaltyTerms, PrepaymentEffect, PrepaymentTerms, RatePeriod, Recalculation,
    RestFrequency, ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, TransactionId};
use rust_decimal::Decimal;

use super::pasts::{self, Past};
use super::state::{self, Disbursed, State};
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

/// Loans whose state is exactly the one before the payment of a case, in stages: likely ones first.
pub fn leading_to(case: Fields<'_>) -> Result<impl Iterator<Item = Vec<Loan>>, Stop> {
    let before = state::read(case.object("before")?.list("rows"))?;
    let today = case.date("business_date")?;
    let paid_on = case.object("payment")?.maybe_date("date")?.unwrap_or(today);
    let candidates = likely_terms(candidates(case, &before, today)?, &before, today)?;
    let stages = pasts::stages(case, &before, today, paid_on)?;
    Ok(stages.into_iter().map(move |pasts| {
        let told = candidates.iter().flat_map(|terms| pasts.iter().map(move |past| (terms, past)));
        told.filter_map(|(terms, past)| tell(terms.clone(), &before, past, today).ok())
            .filter(|loan| was_state(loan, case, today))
            .collect()
    }))
}

/// Whether a loan was in the state before, today or when it was last brought up to date. What the engine refuses did
/// not happen.
fn was_state(loan: &Loan, case: Fields<'_>, today: NaiveDate) -> bool {
    let last = loan.transactions.iter().map(|it| it.value_date).max();
    let days = std::iter::once(today).chain(last.filter(|last| *last < today));
    days.into_iter().any(|day| {
        let mut loan = loan.clone();
        loan.computed_on = day;
        is_state(&loan, case).unwrap_or(false)
    })
}

/// Terms with a level installment that the state shows; all where it shows none of theirs.
fn likely_terms(candidates: Vec<Terms>, before: &State, today: NaiveDate) -> Result<Vec<Terms>, Stop> {
    let mut likely = Vec::new();
    for terms in &candidates {
        let loan = tell(terms.clone(), before, &Past::default(), today)?;
        let installments = engine::account(&loan)?.installments;
        let level = installments.iter().rev().nth(1).map(|row| row.expected.principal + row.expected.interest);
        if before.rows.iter().any(|row| level == Some(row.principal + row.interest)) {
            likely.push(terms.clone());
        }
    }
    Ok(if likely.is_empty() { candidates } else { likely })
}

fn is_state(loan: &Loan, case: Fields<'_>) -> Result<bool, Stop> {
    let account = engine::account(loan)?;
    let at_disbursement = charges::paid_out_with(loan, &account);
    Ok(schedule_rows::compare(case.object("before")?, &account, at_disbursement, false)?.is_empty())
}

/// What led to the state, as far as it can be told. It did happen, so whether it would be admitted is not asked.
fn tell(terms: Terms, before: &State, past: &Past, today: NaiveDate) -> Result<Loan, Stop> {
    let mut loan = Loan::with_terms(terms, today);
    loan.terms.allocation.chargeback.clone_from(&past.chargeback_order);
    let start = before.start()?;
    if let Some(amount) = before.disbursed.first().map(|it| it.charged).filter(|amount| !amount.is_zero()) {
        happened(&mut loan, start, charge(amount, false, ChargeDue::AtDisbursement));
    }
    for disbursed in before.paid_out_by(today).0 {
        happened(&mut loan, disbursed.on, Event::Disbursement { amount: disbursed.amount });
    }
    for row in &before.rows {
        for (amount, penalty) in [(row.fees, false), (row.penalties, true)] {
            if !amount.is_zero() {
                happened(&mut loan, start, charge(amount, penalty, ChargeDue::On(row.due)));
            }
        }
    }
    for paid in &past.payments {
        happened(&mut loan, paid.on, Event::Repayment { amount: paid.amount, kind: paid.kind });
        let of = loan.transactions.last().map_or(TransactionId(0), |last| last.id);
        let follows = paid.follows.as_ref().map(|follows| follows.of(of));
        if let Some((on, event)) = follows {
            happened(&mut loan, on.unwrap_or(paid.on), event);
        }
    }
    Ok(loan)
}

fn happened(loan: &mut Loan, on: NaiveDate, event: Event) {
    let transaction = loan.transaction(on, event);
    loan.transactions.push(transaction);
}

fn charge(amount: Decimal, penalty: bool, due: ChargeDue) -> Event {
    Event::Charge { charge: Charge { name: "Charge".to_owned(), penalty, amount: ChargeAmount::Flat(amount), due } }
}

/// Terms that a state may have been drawn up with.
fn candidates(case: Fields<'_>, before: &State, today: NaiveDate) -> Result<Vec<Terms>, Stop> {
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
                schedule: schedule(case, before, period, today)?,
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

fn schedule(
    case: Fields<'_>,
    before: &State,
    period: RepaymentPeriod,
    today: NaiveDate,
) -> Result<ScheduleTerms, Stop> {
    let (_, planned) = before.paid_out_by(today);
    let tranche = |it: &Disbursed| ExpectedTranche { on: it.on, amount: it.amount };
    let all = || before.disbursed.iter().map(tranche).collect();
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
        expected_tranches: if planned.is_empty() { Vec::new() } else { all() },
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
