//! Cases of the interest plan itself: periods, what moves balances, and every segment of what follows.

use chrono::{Days, NaiveDate};
use domain::servicing::due_dates::RepaymentPeriod;
use domain::servicing::interest::{Plan, PlanSettings};
use domain::servicing::rounding::Rounding;
use domain::servicing::terms::{InterestCalculation, InterestMethod, PayoffInterest, RestFrequency};
use rust_decimal::Decimal;
use serde_json::Value;

use crate::fields::{Fields, date};
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::table::{self, Cell, Row, amount};
use crate::terms;

/// The columns of an installment that are compared where a case has them.
const COLUMNS: [&str; 9] =
    ["installment", "sub", "total", "rate_factor", "interest_sub", "interest", "principal", "balance", "paid"];

/// Decimals that a case gives of a factor.
const FACTOR_DECIMALS: u32 = 12;

/// A plan, and where its periods come from.
struct Calculator {
    plan: Plan,
    every: RepaymentPeriod,
    seed: NaiveDate,
}

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let case = Fields(case);
    let mut outcome = Outcome::default();
    let mut calculator = match Calculator::new(case) {
        Ok(calculator) => calculator,
        Err(stop) => return Outcome::stopped(stop),
    };
    for (at, entry) in case.list("timeline").iter().map(Fields).enumerate() {
        if let Some(name) = entry.maybe_text("ev") {
            if let Err(stop) = calculator.act(name, entry) {
                outcome.stop(&format!("#{at} {name}"), stop);
                break;
            }
        } else {
            let name = entry.maybe_text("expect").unwrap_or_default();
            outcome.check(&format!("#{at} {name}"), calculator.compare(name, entry, options));
        }
    }
    outcome
}

impl Calculator {
    fn new(case: Fields<'_>) -> Result<Self, Stop> {
        let inputs = case.object("inputs")?;
        let every = terms::period(inputs.count("repay_every")?, inputs.text("repay_unit")?)?;
        let periods = periods(inputs, every)?;
        let seed = periods.first().ok_or_else(|| Stop::Failed("there are no periods".to_owned()))?.0;
        let multiple = inputs.maybe_decimal("installment_multiples_of")?;
        let rounding = Rounding { installment_multiple: multiple, ..terms::rounding(case)? };
        let settings = PlanSettings {
            annual_rate: inputs.decimal("rate_pct")?,
            method: match inputs.text("interest_type")? {
                "FLAT" => InterestMethod::Flat,
                "DECLINING_BALANCE" => InterestMethod::DecliningBalanceEqualInstallments,
                other => return Err(Stop::Unsupported(format!("interest type {other}"))),
            },
            day_count: terms::day_count(inputs.text("days_in_year")?, inputs.text("days_in_month")?)?,
            leap_day: terms::leap_day(inputs)?,
            calculation: match inputs.text("interest_calculation_period")? {
                "DAILY" => InterestCalculation::Daily,
                "SAME_AS_REPAYMENT_PERIOD" => InterestCalculation::SameAsRepaymentPeriod,
                other => return Err(Stop::Unsupported(format!("interest calculation period {other}"))),
            },
            partial_periods: inputs.flag("partial_period_interest"),
            first_day_counts: inputs.flag("interest_recognition_on_disbursement_date"),
            period: every,
            on_fixed_day: false,
            rounding,
            rest: RestFrequency::Daily,
            payoff_interest: PayoffInterest::TillDate,
            periodic_payment: inputs.maybe_decimal("fixed_installment_amount")?,
            amortization_installments: None,
            principal_grace: inputs.maybe_count("grace_on_principal")?.unwrap_or(0),
            interest_grace: inputs.maybe_count("grace_on_interest")?.unwrap_or(0),
            full_term_tranches: inputs.flag("full_term_per_tranche"),
            installments: u32::try_from(periods.len()).unwrap_or(u32::MAX),
            vertical: false,
        };
        Ok(Self { plan: Plan::new(settings, &periods), every, seed })
    }

    fn act(&mut self, name: &str, action: Fields<'_>) -> Result<(), Stop> {
        let plan = &mut self.plan;
        let period = || Ok::<_, Stop>((action.date("installment_from")?, action.date("installment_due")?));
        match name {
            "disburse" => plan.disburse(action.date("date")?, action.decimal("amount")?),
            "capitalized_income" => plan.capitalize(action.date("date")?, action.decimal("amount")?),
            "rate_change" => plan.change_rate(action.date("effective")?, action.decimal("rate_pct")?),
            "interest_pause" => plan.pause_interest(action.date("from")?, action.date("to")?),
            "pay_principal" => {
                let (from, due) = period()?;
                plan.pay_principal(from, due, action.date("date")?, action.decimal("amount")?);
            }
            "pay_interest" => {
                let (from, due) = period()?;
                plan.pay_interest(from, due, action.date("date")?, action.decimal("amount")?);
            }
            "credit_principal" => plan.credit(action.date("date")?, action.decimal("amount")?, Decimal::ZERO),
            "credit_interest" => plan.credit(action.date("date")?, Decimal::ZERO, action.decimal("amount")?),
            "add_periods" => {
                let (from, more) = added(action)?;
                let counted = u32::try_from(plan.periods().len()).unwrap_or(u32::MAX);
                plan.add_periods(from, more, self.seed, counted, self.every);
            }
            other => return Err(Stop::Unsupported(format!("action {other} on a plan"))),
        }
        Ok(())
    }

    fn compare(&self, name: &str, wanted: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
        let one = |got: Cell| table::value(&wanted.get("value").and_then(table::expected), &got);
        Ok(match name {
            "installments" => self.compare_installments(wanted, options),
            "payoff" => self.compare_due(wanted)?,
            "daily_interest" => self.compare_days(wanted)?,
            "total_interest" => one(amount(self.plan.total_interest())),
            "installment_total" => {
                let at = usize::try_from(wanted.count("installment")?.saturating_sub(1)).unwrap_or(usize::MAX);
                one(self.plan.periods().get(at).and_then(|period| amount(period.installment)))
            }
            other => return Err(Stop::Unsupported(format!("check {other} of a plan"))),
        })
    }

    fn compare_installments(&self, wanted: Fields<'_>, options: &Options) -> Vec<String> {
        let rows = wanted.list("rows");
        let by_segment = rows.iter().any(|row| Fields(row).get("sub").is_some());
        let wanted: Vec<Row> = rows
            .iter()
            .map(|row| COLUMNS.iter().map(|column| Fields(row).get(column).and_then(table::expected)).collect())
            .collect();
        let says = |row: &Row, column: usize| row.get(column).is_some_and(Option::is_some);
        // A case need not list every segment.
        let all = self.rows(by_segment);
        let (wanted, got): (Vec<Row>, Vec<Row>) = wanted
            .into_iter()
            .map(|row| {
                let same = all.iter().find(|got| (0..2).all(|key| got.get(key) == row.get(key))).cloned();
                (row, same.unwrap_or_default())
            })
            .unzip();
        table::differences(&COLUMNS, &wanted, &got, says, options.verbose)
    }

    fn rows(&self, by_segment: bool) -> Vec<Row> {
        let mut rows = Vec::new();
        for (at, period) in self.plan.periods().iter().enumerate() {
            let segments = if by_segment { period.segments.len() } else { 1 };
            for (sub, segment) in period.segments.iter().enumerate().take(segments) {
                rows.push(vec![
                    Some((at + 1).to_string()),
                    by_segment.then(|| sub.to_string()),
                    amount(period.installment),
                    amount(segment.factor.round_dp(FACTOR_DECIMALS)),
                    self.plan.interest_of_segment(at, sub).and_then(amount),
                    amount(period.due_interest()),
                    amount(period.due_principal()),
                    period.closing_balance().and_then(amount),
                    Some(period.is_fully_paid().to_string()),
                ]);
            }
        }
        rows
    }

    fn compare_due(&self, wanted: Fields<'_>) -> Result<Vec<String>, Stop> {
        let on = wanted.object("on")?;
        let (from, due) = (on.date("installment_from")?, on.date("installment_due")?);
        let got = self.plan.due_on(from, due, on.date("as_of")?);
        let got = got.ok_or_else(|| Stop::Failed("there is no such period".to_owned()))?;
        let mut differences = Vec::new();
        for (name, got) in [("principal", got.principal), ("interest", got.interest)] {
            if let Some(wanted) = wanted.get(name) {
                differences.extend(table::value(&table::expected(wanted), &amount(got)));
            }
        }
        Ok(differences)
    }

    fn compare_days(&self, wanted: Fields<'_>) -> Result<Vec<String>, Stop> {
        let mut differences = Vec::new();
        for row in wanted.list("rows").iter().map(Fields) {
            let (from, due) = (row.date("from")?, row.date("installment_due")?);
            let till = |day: u32| {
                let day = from.checked_add_days(Days::new(u64::from(day))).unwrap_or(due);
                self.plan.interest_till(from, due, day, true)
            };
            let day = row.count("day")?;
            let (to_date, before) = (till(day), till(day.saturating_sub(1)));
            for (name, got) in [("interest_to_date", to_date), ("interest_of_day", to_date - before)] {
                if let Some(wanted) = row.get(name).and_then(table::expected)
                    && Some(&wanted) != amount(got).as_ref()
                {
                    differences.push(format!("day {day}: {name} {wanted} not {got}"));
                }
            }
        }
        Ok(differences)
    }
}

/// The periods that a case lists, or those that follow from a day.
fn periods(inputs: Fields<'_>, every: RepaymentPeriod) -> Result<Vec<(NaiveDate, NaiveDate)>, Stop> {
    let Some(seed) = inputs.maybe_date("generate_from")? else {
        return inputs.list("periods").iter().map(period).collect();
    };
    (0..inputs.count("installments")?)
        .map(|count| {
            let at = |count| every.after(seed, count).ok_or_else(|| Stop::Failed("a date is out of range".to_owned()));
            Ok((at(count)?, at(count + 1)?))
        })
        .collect()
}

fn period(of: &Value) -> Result<(NaiveDate, NaiveDate), Stop> {
    match of.as_array().map(Vec::as_slice) {
        Some([Value::String(from), Value::String(due)]) => Ok((date(from)?, date(due)?)),
        _ => Err(Stop::Failed(format!("{of} is no period"))),
    }
}

/// From which day there are how many more periods.
fn added(action: Fields<'_>) -> Result<(NaiveDate, u32), Stop> {
    match action.list("args") {
        [Value::String(from), Value::Number(more), Value::Null] => {
            let more = more.as_u64().and_then(|more| u32::try_from(more).ok());
            Ok((date(from)?, more.ok_or_else(|| Stop::Failed("no count of periods".to_owned()))?))
        }
        other => Err(Stop::Unsupported(format!("more periods with {other:?}"))),
    }
}
