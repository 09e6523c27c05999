//! Notices that carry recovery actions out: of what they are made, and what their way makes of the action.

use domain::company::Company;
use domain::moment::Moment;
use domain::notice::of_action::{Became, follow};
use domain::notice::record::NoticeRecord;
use domain::notice::template::NoticeTemplate;
use domain::recovery::action::{ActionType, RecoveryAction};

use super::directory::KnownDirectory;
use crate::communications::{Asked, Subject, read};
use crate::id;
use crate::keys::notice as keys;
use crate::recovery::{action_at, action_writes};
use crate::table::{Item, Table, TableError, Write};

/// The notice template that an action names, by its id or its name, with what is known of the loan in a month; `None` where there is no such template. 1 `GetItem`, 1
/// `BatchGetItem`, and 1 `Query` of a serviced loan.
pub(crate) async fn template_of(
    table: &Table,
    company: &Company,
    (action, owner): (&RecoveryAction, Option<&Item>),
    month: domain::calendar::Month,
) -> Result<Option<(NoticeTemplate, Subject)>, TableError> {
    let Some(named) = action.template.as_ref().filter(|_| action.action_type == ActionType::Notice) else {
        return Ok(None);
    };
    let directory = KnownDirectory::load(table, &company.id).await?.directory;
    let found = directory.templates.iter().find(|(id, entry)| *id == named || entry.name == *named);
    let Some((template_id, _)) = found else { return Ok(None) };
    let asked = Asked { company, loan_id: &action.loan_id, month };
    let (subject, beside) = read(table, &asked, owner, &[keys::template(&company.id, template_id)]).await?;
    let template = beside.first().map(Item::read::<NoticeTemplate>).transpose()?;
    Ok(template.zip(subject.ok()))
}

/// The writes by which an action follows the notice that carries it out. None, where it carries out none, or that changes nothing. 1 `GetItem` where it carries one
/// out.
pub async fn follow_writes(
    table: &Table,
    company_id: &str,
    notice: &NoticeRecord,
    became: Became,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let named = notice.served.action_id.as_deref().and_then(|named| id::of_loan(id::ACTION, named));
    let Some((ulid, loan_id)) = named else { return Ok(Vec::new()) };
    let Some(known) = action_at(table, company_id, &loan_id, ulid).await? else { return Ok(Vec::new()) };
    match follow(&known.action, notice, became) {
        Some((action, event_type)) => action_writes(company_id, Some(&known), &action, event_type, now),
        None => Ok(Vec::new()),
    }
}
