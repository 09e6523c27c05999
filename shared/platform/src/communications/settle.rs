//! A person says what became of a communication of which nobody knows.

use domain::communication::settling::Settlement;
use domain::company::CompanyKind;
use domain::lending::Context;
use domain::lending::customer::TransactionOwner;
use domain::lending::history::Remark;
use domain::moment::Moment;

use super::KnownCommunication;
use crate::keys::loan::{self, History};
use crate::table::{Condition, Item, Table, TableError, Write};

/// A communication that goes out, by the loan, or the transaction, and its id; `None` where there is none. One `GetItem`; of a transaction 1 more.
pub async fn communication_of(
    table: &Table,
    context: &Context<'_>,
    loan_id: &str,
    id: Moment,
) -> Result<Option<KnownCommunication>, TableError> {
    let company_id = &context.company.id;
    let pk = match context.company.kind {
        CompanyKind::Lending => loan::loan(company_id, loan_id),
        CompanyKind::CreditLine => {
            let owner = table.get(&loan::transaction_owner(company_id, loan_id)).await?;
            let Some(owner) = owner.as_ref().map(Item::read::<TransactionOwner>).transpose()? else { return Ok(None) };
            loan::customer(company_id, &owner.client_customer_id)
        }
    };
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
    after: &domain::communication::record::OutgoingCommunication,
    (settlement, context): (&Settlement, &Context<'_>),
) -> Result<Vec<Write>, TableError> {
    let mut writes = known.outcome_writes(table, after, context.now).await?;
    let remark = Remark { id: context.now, text: settlement.remark_of(after), author: context.author.to_owned() };
    let item = Item::of(loan::history(known.pk(), History::Remark, context.now), None, &remark)?;
    writes.push(Write::Put { item, condition: Condition::Absent });
    Ok(writes)
}
