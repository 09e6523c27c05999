//! Cases of one disbursement and the schedule that follows from it.

use domain::servicing::replay::replay;
use domain::servicing::transaction::{Event, Transaction, TransactionId};
use serde_json::Value;

use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::schedule_rows::{self, AtDisbursement};
use crate::terms;

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.check("schedule", compare(Fields(case), options));
    outcome
}

fn compare(case: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
    let mut terms = terms::of(case.object("inputs")?)?;
    if let Some(approved) = case.get("approved").map(Fields) {
        terms.principal = approved.decimal("amount")?;
    }
    let disbursement = case.object("disbursement")?;
    let paid_out_on = disbursement.date("date")?;
    terms.expected_disbursement = paid_out_on;
    let business_date = case.date("business_date")?;
    let mut transactions = Vec::new();
    if case.flag("proposed_before_disbursement") {
        terms.principal = disbursement.decimal("amount")?;
    } else {
        let event = Event::Disbursement { amount: disbursement.decimal("amount")? };
        transactions.push(Transaction {
            id: TransactionId(1),
            value_date: paid_out_on,
            entered_on: business_date,
            event,
        });
    }
    let account = replay(&terms, &transactions, business_date)?;
    let schedule = case.object("schedule")?;
    let mut differences = schedule_rows::compare(schedule, &account, AtDisbursement::default(), options.verbose)?;
    if let Some(totals) = case.get("totals").map(Fields) {
        differences.extend(schedule_rows::compare_totals(totals, &account, AtDisbursement::default()));
    }
    Ok(differences)
}
