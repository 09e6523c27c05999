//! Terms of a system whose installment is the annuity of equal parts of a year, up to the next whole unit of the currency,
//! while interest is counted by days of a year of 365.

use chrono::NaiveDate;
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::replay::replay;
use domain::servicing::rounding::{Rounding, RoundingMode};
use domain::servicing::terms::{
    ArrearsTerms, ChargeOffInterest, DayCount, InterestCalculation, InterestMethod, InterestTerms, LeapDay,
    PenaltyTerms, PrepaymentTerms, RatePeriod, ScheduleEngine, ScheduleTerms, Terms,
};
use domain::servicing::transaction::{Event, Transaction, TransactionId};
use rust_decimal::Decimal;
use serde_json::json;

use crate::fields::Fields;
use crate::outcome::Stop;
use crate::terms;

/// Installments of a loan whose number follows from their amount: more than any case has.
const AS_MANY_AS_IT_TAKES: u32 = 120;

/// The terms of the inputs of a case.
pub fn terms(inputs: Fields<'_>) -> Result<Terms, Stop> {
    let mut terms = by_days(inputs, period(inputs)?)?;
    terms.schedule.periodic_payment = match inputs.maybe_decimal("fixed_installment")? {
        Some(amount) => Some(amount),
        None => Some(whole_installment(&terms)?),
    };
    Ok(terms)
}

/// The time between two due dates.
fn period(inputs: Fields<'_>) -> Result<RepaymentPeriod, Stop> {
    let (every, unit) = match inputs.maybe_text("frequency").unwrap_or("Monthly") {
        "Monthly" => (1, PeriodUnit::Months),
        "Quarterly" => (3, PeriodUnit::Months),
        "Weekly" => (1, PeriodUnit::Weeks),
        "Daily" => (1, PeriodUnit::Days),
        other => return Err(Stop::Unsupported(format!("installments {other}"))),
    };
    Ok(RepaymentPeriod { every, unit })
}

/// The installment that equal periods of the year give: 12 months, 4 quarters, 52 weeks or 365 days.
fn whole_installment(of: &Terms) -> Result<Decimal, Stop> {
    let mut terms = of.clone();
    if terms.schedule.period.unit == PeriodUnit::Weeks {
        terms.interest.day_count = DayCount::Actual364;
    }
    terms.schedule.first_due = None;
    terms.interest.calculation = InterestCalculation::SameAsRepaymentPeriod;
    terms.rounding.mode = RoundingMode::Ceiling;
    terms.rounding.installment_multiple = Some(Decimal::ONE);
    let account = replay(&terms, &[], terms.expected_disbursement)?;
    let first = account.installments.first();
    first.map(|it| it.expected.total()).ok_or_else(|| Stop::Failed("there is no installment".to_owned()))
}

fn by_days(inputs: Fields<'_>, period: RepaymentPeriod) -> Result<Terms, Stop> {
    Ok(Terms {
        principal: inputs.decimal("principal")?,
        expected_disbursement: inputs.date("disbursed_on")?,
        rounding: Rounding { mode: RoundingMode::HalfUp, ..Rounding::default() },
        interest: InterestTerms {
            rate: inputs.decimal("rate_pct")?,
            rate_period: RatePeriod::Year,
            method: InterestMethod::DecliningBalanceEqualInstallments,
            day_count: DayCount::Actual365,
            leap_day: LeapDay::WholeYear,
            calculation: InterestCalculation::Daily,
            partial_periods: true,
            first_day_counts: false,
            recalculation: None,
            accrue_late_interest: false,
            accrue_after_maturity: false,
        },
        schedule: ScheduleTerms {
            engine: ScheduleEngine::Progressive,
            installments: inputs.maybe_count("installments")?.unwrap_or(AS_MANY_AS_IT_TAKES),
            period,
            fixed_days_of_month: Vec::new(),
            first_due: Some(inputs.date("first_due")?),
            principal_grace: 0,
            interest_grace: 0,
            interest_free_periods: 0,
            counted_from: None,
            fixed_length: None,
            down_payment: None,
            periodic_payment: None,
            amortization_installments: None,
            working_days: None,
            expected_tranches: Vec::new(),
            full_term_tranches: false,
        },
        allocation: terms::allocation(Fields(&json!({})))?,
        arrears: ArrearsTerms::default(),
        penalty: PenaltyTerms::default(),
        prepayment: PrepaymentTerms::default(),
        charge_off: ChargeOffInterest::Regular,
        limits: domain::servicing::limits::Limits::default(),
        redraw: domain::servicing::credit_line::RedrawTerms::default(),
        tax_rate: rust_decimal::Decimal::ZERO,
    })
}

/// The whole of a loan paid out on a day.
pub fn paid_out(terms: &Terms, on: NaiveDate) -> Transaction {
    let event = Event::Disbursement { amount: terms.principal };
    Transaction { id: TransactionId(1), value_date: on, entered_on: on, event }
}
