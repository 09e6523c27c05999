//! Communications that carry recovery actions out: of what they are made, and what their way makes of the action.

use domain::communication::CHANNELS;
use domain::communication::of_action::follow;
use domain::communication::record::OutgoingCommunication;
use domain::communication::template::Template;
use domain::company::Company;
use domain::moment::Moment;
use domain::recovery::action::RecoveryAction;

use super::directory::KnownDirectory;
use super::subject::{Asked, Subject, read};
use crate::id;
use crate::keys::communication as keys;
use crate::recovery::{action_at, action_writes};
use crate::table::{Item, Table, TableError, Write};

/// The template that an action names, by its id or its name among those of its channel, with what is known of the loan in a month; `None` where there is no such
/// template. 1 `GetItem`, 1 `BatchGetItem`, and 1 `Query` of a serviced loan.
pub(crate) async fn template_of(
    table: &Table,
    company: &Company,
    (action, owner): (&RecoveryAction, Option<&Item>),
    month: domain::calendar::Month,
) -> Result<Option<(Template, Subject)>, TableError> {
    let channel = action.action_type.channel().filter(|channel| CHANNELS.contains(channel));
    let (Some(named), Some(channel)) = (&action.template, channel) else { return Ok(None) };
    let directory = KnownDirectory::load(table, &company.id).await?.directory;
    let mut templates = directory.templates.iter();
    let found = templates.find(|(id, entry)| entry.channel == channel && (*id == named || entry.name == *named));
    let Some((template_id, _)) = found else { return Ok(None) };
    let asked = Asked { company, loan_id: &action.loan_id, month };
    let (subject, beside) = read(table, &asked, owner, &[keys::template(&company.id, template_id)]).await?;
    let template = beside.first().map(Item::read::<Template>).transpose()?;
    Ok(template.zip(subject.ok()))
}

/// The writes by which an action follows the communication that carries it out. None, where it carries out none, or that changes nothing. 1 `GetItem` where it
/// carries one out.
pub(crate) async fn follow_writes(
    table: &Table,
    company_id: &str,
    after: &OutgoingCommunication,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let named = after.outgoing.action_id.as_deref().and_then(|named| id::of_loan(id::ACTION, named));
    let Some((ulid, loan_id)) = named else { return Ok(Vec::new()) };
    let Some(known) = action_at(table, company_id, &loan_id, ulid).await? else { return Ok(Vec::new()) };
    match follow(&known.action, after) {
        Some((action, event_type)) => action_writes(company_id, Some(&known), &action, event_type, now),
        None => Ok(Vec::new()),
    }
}
