//! Cases of one disbursement and the schedule that follows from it.

use serde_json::Value;

use crate::fields::Fields;
use crate::loan::Loan;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::{charges, engine, schedule_rows};

/// Runs one.
pub fn run(case: &Value, options: &Options) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.check("schedule", compare(Fields(case), options));
    outcome
}

fn compare(case: Fields<'_>, options: &Options) -> Result<Vec<String>, Stop> {
    let business_date = case.date("business_date")?;
    let mut loan = Loan::new(case.object("inputs")?, business_date)?;
    let disbursement = case.object("disbursement")?;
    if let Some(approved) = case.get("approved").map(Fields) {
        loan.terms.principal = approved.decimal("amount")?;
    }
    loan.terms.expected_disbursement = disbursement.date("date")?;
    if case.flag("proposed_before_disbursement") {
        loan.terms.principal = disbursement.decimal("amount")?;
    } else {
        loan.disburse(disbursement.date("date")?, disbursement.decimal("amount")?)?;
    }
    let account = engine::account(&loan)?;
    let at_disbursement = charges::paid_out_with(&loan, &account);
    let mut differences = schedule_rows::compare(case.object("schedule")?, &account, at_disbursement, options.verbose)?;
    if let Some(totals) = case.get("totals").map(Fields) {
        differences.extend(schedule_rows::compare_totals(totals, &account, at_disbursement));
    }
    Ok(differences)
}
