//! The one way by which an action is executed: at the request of a person, and by the clock.

use domain::calendar::Month;
use domain::communication::link::ShortLink;
use domain::company::{Company, CompanyKind};
use domain::lending::Context;
use domain::lending::customer::TransactionOwner;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;
use domain::recovery::case::RecoveryCase;
use domain::recovery::execution::{Executing, NoticeWording, Outcome as Became, Wording, execute};

use super::action::action_writes;
use super::write::{Outcome, outcome_writes};
use super::{KnownAction, KnownCase, KnownContacts, figures};
use crate::auth::unguessable;
use crate::communications::{Asked, ShortLinks, created_writes, shoot_id_of, template_of};
use crate::keys::{loan, recovery as keys};
use crate::lists;
use crate::notices;
use crate::table::{Condition, Item, Table, TableError, Write};

/// What an execution comes to, if its writes go through.
#[derive(Debug, Clone)]
pub enum Execution {
    /// There is no such action.
    Missing,
    /// It was executed or cancelled before.
    Over(Box<RecoveryAction>),
    /// This became of it.
    Ready {
        /// What.
        became: Became,
        /// When it was to be executed.
        was_due: Option<Moment>,
        /// The action then.
        action: Box<RecoveryAction>,
        /// All that is to be written, under the versions of what was decided on.
        writes: Vec<Write>,
    },
}

/// What an execution came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Executed {
    /// There is no such action.
    Missing,
    /// It was executed or cancelled before.
    Over,
    /// Its time has not come: it has been put off since its entry of the clock was read.
    NotDue,
    /// This became of it.
    Became(Became),
    /// Somebody else wrote what it was decided on.
    LostRace,
}

/// Decides what becomes of an action now, by the ULID of its id; by whom, and with which links in its message. One `BatchGetItem`; of one with a template, of a message or a notice, 1 `GetItem` and 1 `BatchGetItem` more, and 1 `Query` of a
/// serviced loan.
pub async fn execution(
    table: &Table,
    company: &Company,
    (loan_id, ulid): (&str, &str),
    (by, links): (&str, &ShortLinks),
    now: Moment,
) -> Result<Execution, TableError> {
    let pk = loan::loan(&company.id, loan_id);
    let key = keys::action(&pk, ulid);
    let is_transaction = company.kind == CompanyKind::CreditLine;
    let owner = loan::transaction_owner(&company.id, loan_id);
    let beside = is_transaction.then(|| owner.clone());
    let wanted = [key.clone(), keys::case(&pk), keys::contacts(&pk)].into_iter().chain(beside);
    let items = table.get_many(&wanted.collect::<Vec<_>>()).await?;
    let Some(item) = items.iter().find(|item| item.key == key) else { return Ok(Execution::Missing) };
    let known = KnownAction::of(item)?;
    let (case, contacts) = (KnownCase::among(&items)?, KnownContacts::among(&items)?);
    let none = RecoveryCase::new(loan_id);
    let stands = case.as_ref().map_or(&none, |known| &known.case);
    let owner = items.iter().find(|item| item.key == owner);
    let month = month_of(stands, company, now);
    let template = if known.action.status.is_waiting() {
        template_of(table, company, (&known.action, owner), month).await?
    } else {
        None
    };
    let asked = Asked { company, loan_id, month };
    // What cannot be computed has no values.
    let known_of_loan = template.as_ref().and_then(|(_, subject)| subject.on(&asked, now).ok());
    let shoot_id = shoot_id_of(&company.id, loan_id, now, 0);
    let token = links.token(&shoot_id);
    let notice = if known.action.status.is_waiting() {
        notices::template_of(table, company, (&known.action, owner), month).await?
    } else {
        None
    };
    let known_of_notice = notice.as_ref().and_then(|(_, subject)| subject.on(&asked, now).ok());
    let (link, object_key) = if notice.is_some() { names_of_notice()? } else { Default::default() };
    let wording = Wording {
        notice: notice.as_ref().zip(known_of_notice.as_ref()).map(|((template, _), (facts, _))| NoticeWording {
            template,
            facts,
            link: &link,
            object_key: &object_key,
        }),
        template: template.as_ref().zip(known_of_loan.as_ref()).map(|((template, _), (facts, _))| (template, facts)),
        shoot_id: &shoot_id,
        transaction_id: is_transaction.then_some(loan_id),
        link: ShortLink { public_url: links.public_url(), token: &token },
    };
    let executing = Executing { company, case: stands, contacts: &contacts.contacts, now, by, wording };
    let Some(execution) = execute(&known.action, &executing) else {
        return Ok(Execution::Over(Box::new(known.action)));
    };
    let (became, action, was_due) = (execution.outcome, execution.action, known.action.scheduled_at);
    let mut writes = action_writes(&company.id, Some(&known), &action, became.event_type(), now)?;
    writes.extend(figures::executed(company, became, &action, now));
    let owner: Option<TransactionOwner> = owner.map(Item::read).transpose()?;
    let customer = owner.as_ref().map(|owner| owner.client_customer_id.as_str());
    let told_in = customer.map_or_else(|| pk.clone(), |customer| loan::customer(&company.id, customer));
    if let Some(communication) = &execution.communication {
        writes.extend(created_writes(&told_in, customer, communication)?);
    }
    if let Some(asked) = &execution.notice {
        writes.extend(notices::notice_writes(&told_in, asked, &Context { company, author: by, now })?);
    }
    if let Some(after) = &execution.case {
        writes.extend(outcome_writes(company, &Outcome { before: case.as_ref(), after, turns: &[] }, now)?);
        // An opt-out, or a flag, that comes in between is not passed over.
        let version = contacts.version.filter(|_| action.action_type.channel().is_some());
        let check = |version| Write::Check { key: keys::contacts(&pk), condition: Condition::Version(version) };
        writes.extend(version.map(check));
    }
    Ok(Execution::Ready { became, was_due, action: Box::new(action), writes: lists::summed(writes) })
}

/// What a notice's link and file are called. Nobody can guess them.
fn names_of_notice() -> Result<(String, String), TableError> {
    // As with the table itself, another try may succeed.
    let unguessable = || unguessable().map_err(|_| TableError::Unavailable);
    Ok((unguessable()?, format!("{}.pdf", unguessable()?)))
}

/// The month that a message about the default is about.
fn month_of(case: &RecoveryCase, company: &Company, now: Moment) -> Month {
    let today = company.settings.time_zone.date_at(now);
    let since = case.default.as_ref().map_or(today, |default| default.overdue.since);
    case.claims.month_since(since).unwrap_or_else(|| Month::of(since))
}

/// Executes an action whose time has come. One `BatchGetItem` and one `TransactWriteItems`.
pub async fn execute_due(
    table: &Table,
    company: &Company,
    place: (&str, &str),
    by: (&str, &ShortLinks),
    now: Moment,
) -> Result<Executed, TableError> {
    let (became, was_due, writes) = match execution(table, company, place, by, now).await? {
        Execution::Missing => return Ok(Executed::Missing),
        Execution::Over(_) => return Ok(Executed::Over),
        Execution::Ready { became, was_due, writes, .. } => (became, was_due, writes),
    };
    if was_due.is_none_or(|due| due > now) {
        return Ok(Executed::NotDue);
    }
    match table.transact(writes).await {
        Ok(()) => Ok(Executed::Became(became)),
        Err(TableError::Lost { .. } | TableError::Conflict) => Ok(Executed::LostRace),
        Err(error) => Err(error),
    }
}

/// The writes of an action that somebody took back.
pub fn cancel_writes(
    company_id: &str,
    known: &KnownAction,
    cancelled: &RecoveryAction,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    if known.action == *cancelled {
        return Ok(Vec::new());
    }
    action_writes(company_id, Some(known), cancelled, Became::Cancelled.event_type(), now)
}
