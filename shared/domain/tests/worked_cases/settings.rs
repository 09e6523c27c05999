//! Whether the terms of a case can be said with the settings of an account: the body that says them comes to the terms that
//! the case is computed with.

use domain::accounts::settings::Settings;
use domain::accounts::terms::{Facts, terms as terms_of};
use domain::json::Json;
use domain::servicing::terms::{ExpectedTranche, Terms};
use domain::servicing::transaction::RepaymentKind;
use serde_json::Value;

use crate::case_file::CaseFile;
use crate::fields::Fields;
use crate::options::Options;
use crate::outcome::{Outcome, Stop};
use crate::{account_body, case_file, terms};

/// The terms that the settings of the body come to, which a case's inputs describe.
pub fn terms(inputs: Fields<'_>) -> Result<Terms, Stop> {
    let body = account_body::of(inputs)?;
    let json: Json = serde_json::from_str(&body.to_string()).map_err(|error| Stop::Failed(error.to_string()))?;
    let said = json.as_object().ok_or_else(|| Stop::Failed("a body is an object".to_owned()))?;
    let refused = |faults: domain::field::Faults| Stop::Unsupported(format!("{:?}", faults.flat()));
    let settings = Settings::from_body(said).map_err(refused)?;
    let applied_on = inputs.date("submitted_on")?;
    let tranches = inputs.list("expected_tranches").iter().map(tranche).collect::<Result<Vec<_>, Stop>>()?;
    let facts = Facts {
        currency_code: Fields(&body).text("currency_code")?,
        applied_on,
        disbursement: applied_on,
        first_repayment: None,
        tranches: &tranches,
    };
    terms_of(&settings, &facts).map_err(refused)
}

fn tranche(tranche: &Value) -> Result<ExpectedTranche, Stop> {
    Ok(ExpectedTranche { on: Fields(tranche).date("expected_on")?, amount: Fields(tranche).decimal("amount")? })
}

/// What differs between the terms of inputs and those that settings come to; nothing where they are the same loan.
pub fn differences(inputs: Fields<'_>) -> Result<Vec<String>, Stop> {
    let wanted = same_words(terms::of(inputs)?);
    let got = same_words(terms(inputs)?);
    let (wanted, got) = (fields(&wanted)?, fields(&got)?);
    let both = wanted.iter().filter(|(key, value)| got.get(*key) != Some(value));
    Ok(both.map(|(key, value)| format!("{key}: {value} is said as {}", got.get(key).unwrap_or(&Value::Null))).collect())
}

fn fields(terms: &Terms) -> Result<serde_json::Map<String, Value>, Stop> {
    match serde_json::to_value(terms) {
        Ok(Value::Object(fields)) => Ok(fields),
        other => Err(Stop::Failed(format!("terms are an object: {other:?}"))),
    }
}

/// Terms in one of the ways in which the same can be said.
fn same_words(mut terms: Terms) -> Terms {
    // That late principal bears nothing is said by either of two.
    if let Some(rule) = terms.interest.recalculation.as_mut().filter(|rule| rule.ignore_past_due) {
        rule.ignore_past_due = false;
        terms.interest.accrue_late_interest = false;
    }
    // What was applied for is the amount of the account, and its day the day on which that was made.
    terms.limits.applied = None;
    terms.limits.applied_on = None;
    // What the borrower paid to somebody else is spread as what he paid to the lender; no case says otherwise.
    terms.allocation.of_kind.retain(|(kind, _)| *kind != RepaymentKind::ExternalRepayment);
    terms.allocation.of_kind.sort_by_key(|(kind, _)| *kind);
    terms
}

/// The cases of a file that have inputs; each id with whether they can be said.
pub fn file(file: &CaseFile, options: &Options) -> Vec<(String, Outcome)> {
    let cases = file.cases.iter().map(Fields).filter(|case| options.is_asked_for(&case_file::id(*case)));
    let with_inputs = cases.filter_map(|case| Some((case, inputs(case)?)));
    let outcome = |(case, inputs): (Fields<'_>, Fields<'_>)| {
        let mut outcome = Outcome::default();
        outcome.check("", differences(inputs));
        (case_file::id(case), outcome)
    };
    with_inputs.map(outcome).collect()
}

/// The inputs of a case, or those that the loan of its timeline is made from.
fn inputs(case: Fields<'_>) -> Option<Fields<'_>> {
    let of_timeline = || case.list("timeline").iter().find_map(|entry| Fields(entry).get("inputs"));
    // Some kinds know terms of other systems, which are no account's.
    case.get("inputs").filter(|inputs| Fields(inputs).get("strategy").is_some()).or_else(of_timeline).map(Fields)
}
