//! A drawdown that is repaid at once at its end, and the day on which that is.

use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::replay::replay;
use domain::servicing::terms::{InterestCalculation, PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency};
use domain::servicing::transaction::{Event, RepaymentKind, Transaction, TransactionId};
use serde_json::json;

use super::whole_units;
use crate::engine;
use crate::fields::{Fields, date};
use crate::outcome::Stop;

/// Whether a payment before the due date closes a drawdown as a case says.
pub fn compare(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let as_loan = json!({
        "principal": inputs.text("drawdown")?,
        "rate_pct": inputs.text("rate_pct")?,
        "disbursed_on": inputs.text("drawn_on")?,
        "first_due": inputs.text("due")?,
        "installments": 1,
    });
    let mut terms = whole_units::terms(Fields(&as_loan))?;
    terms.schedule.periodic_payment = None;
    terms.interest.calculation = InterestCalculation::Daily;
    terms.interest.accrue_late_interest = true;
    terms.interest.recalculation = Some(Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment: PrepaymentEffect::AdjustLastInstallment,
        ignore_past_due: false,
    });
    let paid = inputs.object("prepaid")?;
    let on = paid.date("date")?;
    let event = Event::Repayment { amount: paid.decimal("amount")?, kind: RepaymentKind::Repayment };
    let drawn = whole_units::paid_out(&terms, terms.expected_disbursement);
    let repaid = Transaction { id: TransactionId(2), value_date: on, entered_on: on, event };
    let account = replay(&terms, &[drawn, repaid], on)?;
    let outstanding = engine::outstanding(&account);
    let is_closed = outstanding.is_zero();
    let wanted = case.object("expected")?.text("drawdown_status")? == "Closed";
    Ok(if wanted == is_closed { Vec::new() } else { vec![format!("{outstanding} outstanding")] })
}

/// The day so many months after another.
pub fn compare_maturity(case: Fields<'_>) -> Result<Vec<String>, Stop> {
    let inputs = case.object("inputs")?;
    let start = inputs.text("start")?;
    let start = date(start.split('T').next().unwrap_or(start))?;
    let term = RepaymentPeriod { every: inputs.count("months")?, unit: PeriodUnit::Months };
    let wanted = case.object("expected")?.date("maturity")?;
    let got = term.after(start, 1);
    Ok(if got == Some(wanted) { Vec::new() } else { vec![format!("{wanted} not {got:?}")] })
}
