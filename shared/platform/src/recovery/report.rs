//! What is reported of an action that went out.

use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::report::Report;

use super::action::action_writes;
use super::write::{Outcome, outcome_writes};
use super::{KnownAction, KnownCase};
use crate::keys::{loan, recovery as keys};
use crate::lists;
use crate::table::{Table, TableError, Write};

/// Reads an action by the ULID of its id, with the case of its loan, by one `BatchGetItem`; `None` where there is none.
pub async fn action_to_report(
    table: &Table,
    company_id: &str,
    loan_id: &str,
    ulid: &str,
) -> Result<Option<(KnownAction, Option<KnownCase>)>, TableError> {
    let pk = loan::loan(company_id, loan_id);
    let key = keys::action(&pk, ulid);
    let items = table.get_many(&[key.clone(), keys::case(&pk)]).await?;
    let Some(item) = items.iter().find(|item| item.key == key) else { return Ok(None) };
    Ok(Some((KnownAction::of(item)?, KnownCase::among(&items)?)))
}

/// The writes of a report: the action, and the case where somebody was spoken to. None, where the same was reported before.
pub fn report_writes(
    company: &Company,
    (known, case): (&KnownAction, Option<&KnownCase>),
    after: &RecoveryAction,
    report: &Report,
    (by, now): (&str, Moment),
) -> Result<Vec<Write>, TableError> {
    if known.action == *after {
        return Ok(Vec::new());
    }
    let mut writes = action_writes(&company.id, Some(known), after, report.event_type(), now)?;
    if let Some(before) = case {
        let mut case = before.case.clone();
        case.reported(after, by, now);
        if case != before.case {
            writes.extend(outcome_writes(company, &Outcome { before: Some(before), after: &case, turns: &[] }, now)?);
        }
    }
    Ok(lists::summed(writes))
}
