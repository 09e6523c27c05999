//! A person says what became of a communication of which nobody knows.

use domain::communication::record::OutgoingCommunication;
use domain::communication::settling::Settlement;
use domain::lending::Context;
use domain::lending::history::Remark;
use domain::moment::Moment;

use super::KnownCommunication;
use crate::keys::loan::{self, History};
use crate::lending::partition_of;
use crate::table::{Condition, Item, Table, TableError, Write};

/// A communication that goes out, by the loan, or the transaction, and its id; `None` where there is none. One `GetItem`; of a transaction 1 more.
pub async fn communication_of(
    table: &Table,
    context: &Context<'_>,
    loan_id: &str,
    id: Moment,
) -> Result<Option<KnownCommunication>, TableError> {
    let Some(pk) = partition_of(table, context.company, loan_id).await? else { return Ok(None) };
    // What the lender has uploaded of its own has no version.
    let found = table.get(&loan::history(&pk, History::Communication, id)).await?.filter(|item| item.version.is_some());
    let known = found.as_ref().map(KnownCommunication::of).transpose()?;
    Ok(known.filter(|known| known.communication.outgoing.loan_id == loan_id))
}

/// The writes of a settlement that changes the communication: it with its event, the recovery action that it carries out, and a remark. 1 `GetItem` where it
/// carries one out.
pub async fn settle_writes(
    table: &Table,
    known: &KnownCommunication,
    after: &OutgoingCommunication,
    (settlement, context): (&Settlement, &Context<'_>),
) -> Result<Vec<Write>, TableError> {
    let mut writes = known.outcome_writes(table, after, context.now).await?;
    let remark = Remark { id: context.now, text: settlement.remark_of(after), author: context.author.to_owned() };
    let item = Item::of(loan::history(known.pk(), History::Remark, context.now), None, &remark)?;
    writes.push(Write::Put { item, condition: Condition::Absent });
    Ok(writes)
}
