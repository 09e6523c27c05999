//! What a change of an account writes under the revolving account that it is registered to.

use domain::accounts::account::{Change, Ledger, LineChange};
use domain::company::Company;
use domain::field::Faults;
use domain::moment::Moment;
use domain::revolving::{Context, LoanChange};

use crate::http::problem::Problem;
use crate::revolving::Known;
use crate::table::{Table, Write};

/// The writes of a change under its revolving account, by one `Query` more; none, and no call, where the account names none.
/// 400 where the revolving account leaves less than is asked for, or is not there.
pub async fn line_writes(
    table: &Table,
    company: &Company,
    before: Option<&Ledger>,
    change: &Change,
    now: Moment,
) -> Result<Vec<Write>, Problem> {
    let context = Context { zone: &company.settings.time_zone, now };
    let (left, entered) = (before.and_then(Ledger::revolving_account_id), change.ledger.revolving_account_id());
    let mut writes = Vec::new();
    if let Some(left) = left.filter(|left| entered != Some(left)) {
        let id = &change.ledger.account.account_id;
        writes.extend(known(table, company, left).await?.loan_deletion_writes(&company.id, id, &context)?);
    }
    let Some(line) = entered else { return Ok(writes) };
    let known = known(table, company, line).await?;
    let loan = change.registered();
    let to_line = change.to_line(before);
    if to_line == LineChange::Settled && known.loans.contains(&loan) {
        return Ok(writes);
    }
    let to_line = match &to_line {
        LineChange::Registered { holder_id } => LoanChange::Registered { holder_id },
        LineChange::Approved => LoanChange::Approved,
        LineChange::Drawn(amount) => LoanChange::Drawn(*amount),
        LineChange::Settled => LoanChange::Settled,
    };
    writes.extend(known.loan_writes(&company.id, &loan, to_line, &context)?);
    Ok(writes)
}

/// The writes under its revolving account of an account that is deleted.
pub async fn line_deletion_writes(
    table: &Table,
    company: &Company,
    ledger: &Ledger,
    now: Moment,
) -> Result<Vec<Write>, Problem> {
    let Some(line) = ledger.revolving_account_id() else { return Ok(Vec::new()) };
    let context = Context { zone: &company.settings.time_zone, now };
    let known = known(table, company, line).await?;
    known.loan_deletion_writes(&company.id, &ledger.account.account_id, &context)
}

async fn known(table: &Table, company: &Company, line: &str) -> Result<Known, Problem> {
    let known = Known::load(table, &company.id, line).await?;
    known.ok_or_else(|| Faults::at("revolving_account_id", "No revolving account has this id").into())
}
