//! A look at the case of a loan, by which defaults are found: the same for the schedule, for one company and for one loan.

use domain::accounts::account::Refusal;
use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::case::{Looking, Planning, RecoveryCase, Turn};
use domain::recovery::default::LoanDefault;

use super::action::{action_writes, new_action_id};
use super::read::load;
use super::write::{Outcome, is_unchanged, outcome_writes};
use crate::table::{Table, TableError};
use crate::{id, lists};

/// What a look came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// The case was brought up to the day, and this came about.
    Anew {
        /// What, in the order in which it came about.
        turns: Vec<Turn>,
        /// The default, where the loan is or was in one.
        default: Option<Box<LoanDefault>>,
        /// How many actions of the company's plan were created.
        actions: usize,
    },
    /// There is no case.
    Missing,
    /// Somebody else wrote it in the meantime.
    LostRace,
}

/// Why a case could not be looked at. Carries no person's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LookFailed {
    /// The table.
    #[error("{0}")]
    Table(#[from] TableError),
    /// What is stored of the account cannot be computed.
    #[error("{0}")]
    Uncomputable(#[from] Refusal),
}

impl LookFailed {
    /// Whether it can succeed as it is, later.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Table(error) => error.retryable(),
            Self::Uncomputable(_) => false,
        }
    }
}

/// Looks at the case of a loan as of now, and opens a default where the loan is in one. Its account, if there is one, is computed as
/// of today. The steps of the company's plan that are due become actions. One `Query` and one `TransactWriteItems`; whatever comes about is
/// written with its events or not at all, and nothing is where nothing has changed.
pub async fn look_at(
    table: &Table,
    company: &Company,
    loan_id: &str,
    by: &str,
    now: Moment,
) -> Result<Looked, LookFailed> {
    let known = load(table, &company.id, loan_id).await?;
    let today = company.settings.time_zone.date_at(now);
    if known.case.is_none() && known.account.is_none() {
        return Ok(Looked::Missing);
    }
    let (mut after, _) = known.on(loan_id, today)?;
    let new_id = || id::within_loan(id::DEFAULT, loan_id, now);
    let settings = &company.settings.recovery;
    let turns = after.look(&Looking { settings, today, now, by, new_default_id: Some(&new_id) });
    let actions = take_steps(&mut after, company, by, now);
    if known.case.is_none() && after.default.is_none() {
        // The case of an account comes with its first arrears.
        return Ok(Looked::Anew { turns, default: None, actions: 0 });
    }
    if actions.is_empty() && known.case.as_ref().is_some_and(|before| is_unchanged(company, before, &after, now)) {
        return Ok(Looked::Anew { turns, default: after.default.map(Box::new), actions: 0 });
    }
    let mut writes =
        outcome_writes(company, &Outcome { before: known.case.as_ref(), after: &after, turns: &turns }, now)?;
    for action in &actions {
        writes.extend(action_writes(&company.id, None, action, "recovery_action.created", now)?);
    }
    match table.transact(lists::summed(writes)).await {
        Ok(()) => Ok(Looked::Anew { turns, default: after.default.map(Box::new), actions: actions.len() }),
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Looked::LostRace),
        Err(error) => Err(error.into()),
    }
}

fn take_steps(case: &mut RecoveryCase, company: &Company, by: &str, now: Moment) -> Vec<RecoveryAction> {
    let Some(new_action_id) = case.live_default().map(|default| new_action_id(default, now)) else { return Vec::new() };
    let (settings, zone) = (&company.settings.recovery, &company.settings.time_zone);
    case.take_steps(&Planning { settings, zone, now, by, new_action_id: &new_action_id })
}
