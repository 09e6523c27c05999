//! An event that happens to a loan: what it is decided on, and what is written.

use std::collections::BTreeMap;

use domain::communication::event::CommunicationEvent;
use domain::communication::record::OutgoingCommunication;
use domain::communication::sending::Sent;
use domain::communication::template::Template;
use domain::communication::told::thin;
use domain::company::Company;
use domain::lending::history::Remark;
use domain::moment::Moment;
use domain::recovery::channel::Channel;

use super::subject::{Absent, Asked, Subject, owner_key, read};
use crate::digest;
use crate::event;
use crate::keys::communication as keys;
use crate::keys::index::{self, Timer};
use crate::keys::loan::{self, History};
use crate::keys::recovery;
use crate::lists;
use crate::recovery::{Outcome, outcome_writes};
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// What a request finds.
#[derive(Debug)]
pub enum Found {
    /// There is no such event.
    NoEvent,
    /// There is no such loan, or month of it.
    Absent(Absent),
    /// All that it is decided on.
    Ready(Box<Subject>, BTreeMap<Channel, Template>),
}

/// Reads what a request is decided on: the event with whose the transaction is, then its templates with the loan. Two reads, and a
/// `Query` more of a serviced loan.
pub async fn to_send(table: &Table, asked: &Asked<'_>, event_name: &str) -> Result<Found, TableError> {
    let event = keys::event(&asked.company.id, event_name);
    let whose = owner_key(asked);
    let wanted: Vec<Key> = std::iter::once(event.clone()).chain(whose.clone()).collect();
    let items = table.get_many(&wanted).await?;
    let Some(event) = items.iter().find(|item| item.key == event) else { return Ok(Found::NoEvent) };
    let event: CommunicationEvent = event.read()?;
    let owner = whose.as_ref().and_then(|key| items.iter().find(|item| item.key == *key));
    if whose.is_some() && owner.is_none() {
        return Ok(Found::Absent(Absent::Loan));
    }
    let of_templates: Vec<Key> = event.templates.values().map(|id| keys::template(&asked.company.id, id)).collect();
    let (subject, beside) = read(table, asked, owner, &of_templates).await?;
    let subject = match subject {
        Ok(subject) => subject,
        Err(absent) => return Ok(Found::Absent(absent)),
    };
    let templates: Vec<Template> = beside.iter().map(Item::read).collect::<Result<_, _>>()?;
    if templates.len() < event.templates.len() {
        // A template went while it was read: the event has another one by now.
        return Err(TableError::Conflict);
    }
    let templates = templates.into_iter().map(|template| (template.channel, template)).collect();
    Ok(Found::Ready(Box::new(subject), templates))
}

/// The name of a communication for providers and webhooks: 32 hexadecimal digits, made from what makes it the one that it is.
pub fn shoot_id(asked: &Asked<'_>, now: Moment, number: usize) -> String {
    shoot_id_of(&asked.company.id, asked.loan_id, now, number)
}

/// The same of a loan of a company.
pub(crate) fn shoot_id_of(company_id: &str, loan_id: &str, now: Moment, number: usize) -> String {
    let text = format!("{company_id}\n{loan_id}\n{}\n{number}", now.micros());
    digest::sha256(text.as_bytes()).chars().take(32).collect()
}

/// The writes of communications: each with its event, a remark, and the case with the attempts that they are, under the versions of what
/// was decided on.
pub fn send_writes(
    asked: &Asked<'_>,
    subject: &Subject,
    sent: &Sent,
    author: &str,
    now: Moment,
) -> Result<Vec<Write>, TableError> {
    let pk = subject.told_in(asked);
    let customer = subject.owner.as_ref().map(|owner| owner.client_customer_id.as_str());
    let mut writes = Vec::new();
    for communication in &sent.communications {
        writes.extend(created_writes(&pk, customer, communication)?);
    }
    let remark = Remark { id: now, text: sent.remark.clone(), author: author.to_owned() };
    let item = Item::of(loan::history(&pk, History::Remark, now), None, &remark)?;
    writes.push(Write::Put { item, condition: Condition::Absent });
    writes.extend(case_writes(asked.company, subject, sent, now)?);
    let contacts = recovery::contacts(&loan::loan(&asked.company.id, asked.loan_id));
    // An opt-out, or a flag, that comes in between is not passed over.
    let check = |version| Write::Check { key: contacts, condition: Condition::Version(version) };
    writes.extend(subject.contacts.version.map(check));
    Ok(lists::summed(writes))
}

/// The writes of a new communication in a partition, with its event.
pub(crate) fn created_writes(
    pk: &str,
    client_customer_id: Option<&str>,
    communication: &OutgoingCommunication,
) -> Result<Vec<Write>, TableError> {
    let told = event::put(pk, "communication.created", communication.id, thin(communication, client_customer_id))?;
    Ok(vec![communication_write(pk, communication)?, told])
}

/// It has a version, for whoever hands it over, and an entry of the clock while it waits.
fn communication_write(pk: &str, communication: &OutgoingCommunication) -> Result<Write, TableError> {
    let key = loan::history(pk, History::Communication, communication.id);
    let due = communication.outgoing.send_at.map(|at| index::clock(Timer::Communications, &key, at));
    let item = Item::of(key, 1, communication)?.due(due);
    Ok(Write::Put { item, condition: Condition::Absent })
}

/// What is only waiting is no attempt yet, but it was decided on the case as it was read.
fn case_writes(company: &Company, subject: &Subject, sent: &Sent, now: Moment) -> Result<Vec<Write>, TableError> {
    let before = subject.case.as_ref();
    let is_attempted = before.is_none_or(|before| before.case.attempts != sent.case.attempts);
    match before {
        Some(before) if !is_attempted => {
            let key = recovery::case(&loan::loan(&company.id, &sent.case.loan_id));
            Ok(vec![Write::Check { key, condition: Condition::Version(before.version) }])
        }
        _ => outcome_writes(company, &Outcome { before, after: &sent.case, turns: &[] }, now),
    }
}
