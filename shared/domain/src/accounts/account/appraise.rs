//! An account is looked at anew because its day has come.

use super::change::{Change, rest};
use super::context::Context;
use super::ledger::Ledger;
use super::refusal::Refusal;
use super::remark;

/// Looks at an account anew where the day has come on which it changes by itself; `None` where it has not, as when
/// somebody has looked at it since.
///
/// Nothing is entered, and nobody has changed it: the summary is renewed, with the next such day, which lies after today.
/// What there is to tell is what came about; most days bring nothing to tell.
pub fn appraise(ledger: &Ledger, context: &Context<'_>) -> Result<Option<Change>, Refusal> {
    if ledger.account.at_rest.next_change.is_none_or(|day| day > context.today()) {
        return Ok(None);
    }
    let mut looked_at = ledger.clone();
    let snapshot = ledger.on(context.today())?;
    let happened = rest(&snapshot, &mut looked_at, context);
    let remark = remark::of(&happened, &[], context);
    Ok(Some(Change { entries_before: looked_at.entries.len(), ledger: looked_at, snapshot, happened, remark }))
}
