//! Notices of loans: found by their ids, by their loan and by their links, and written.

use domain::communication::facts::Facts;
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::lending::history::Remark;
use domain::moment::Moment;
use domain::notice::letter::Letter;
use domain::notice::making::Asked;
use domain::notice::record::{NoticeRecord, Stage};
use serde::{Deserialize, Serialize};

use crate::communications::Subject;
use crate::event;
use crate::keys::loan::{self, History};
use crate::keys::{notice as keys, recovery};
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// Where a notice lies, by its id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The partition of the loan, or of the customer.
    pub pk: String,
    /// The loan, or the transaction.
    pub loan_id: String,
    /// The batch that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch_id: Option<String>,
}

/// To which notice a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Target {
    pk: String,
    notice_id: Moment,
}

/// A notice as it is found.
#[derive(Debug, Clone)]
pub struct KnownNotice {
    /// The partition that it lies in.
    pub pk: String,
    /// The notice.
    pub record: NoticeRecord,
    /// The version that a change is conditioned on.
    pub version: u64,
}

/// Where a notice lies; `None` where there is none. One `GetItem`.
pub async fn owner(table: &Table, company_id: &str, notice_id: Moment) -> Result<Option<Owner>, TableError> {
    table.get(&keys::owner(company_id, notice_id)).await?.as_ref().map(Item::read).transpose()
}

/// A notice with what it says while it is not made, by one `BatchGetItem`.
pub async fn notice_to_make(
    table: &Table,
    pk: &str,
    notice_id: Moment,
) -> Result<Option<(KnownNotice, Option<Letter>)>, TableError> {
    let (own, letter) = (loan::history(pk, History::Notice, notice_id), keys::letter(pk, notice_id));
    let items = table.get_many(&[own.clone(), letter.clone()]).await?;
    let of = |key: &Key| items.iter().find(|item| item.key == *key);
    let Some(own) = of(&own) else { return Ok(None) };
    Ok(Some((KnownNotice::of(own)?, of(&letter).map(Item::read).transpose()?)))
}

/// The notice of a link that leads somewhere at a moment, by two `GetItem`.
pub async fn followed(table: &Table, link: &str, now: Moment) -> Result<Option<KnownNotice>, TableError> {
    let Some(item) = table.get(&keys::link(link)).await? else { return Ok(None) };
    if item.is_expired(now.seconds()) {
        return Ok(None);
    }
    let Target { pk, notice_id } = item.read()?;
    let found = table.get(&loan::history(&pk, History::Notice, notice_id)).await?;
    let known = found.as_ref().map(KnownNotice::of).transpose()?;
    Ok(known.filter(|known| known.record.is_reached(now) && known.record.served.link == link))
}

impl KnownNotice {
    /// Reads the item of a notice.
    pub fn of(item: &Item) -> Result<Self, TableError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { pk: item.key.pk.clone(), record: item.read()?, version })
    }

    /// The write of the notice after a change.
    pub fn write(&self, after: &NoticeRecord) -> Result<Write, TableError> {
        let key = loan::history(&self.pk, History::Notice, after.id);
        let item = Item::of(key, self.version.saturating_add(1), after)?;
        Ok(Write::Put { item, condition: Condition::Version(self.version) })
    }

    /// The writes of a notice that was made, or cannot be: what it says is in its file, and not kept a second time.
    pub fn made_writes(&self, after: &NoticeRecord, now: Moment) -> Result<Vec<Write>, TableError> {
        let letter = Write::Delete { key: keys::letter(&self.pk, after.id), condition: Condition::None };
        let event_type = if after.served.stage == Stage::Made { "notice.made" } else { "notice.failed" };
        Ok(vec![self.write(after)?, letter, event::put(&self.pk, event_type, now, told(after))?])
    }

    /// The writes of a click. Others are told of the first one alone: whoever has the link can click as often as they like.
    pub fn clicked_writes(&self, after: &NoticeRecord, now: Moment) -> Result<Vec<Write>, TableError> {
        let mut writes = vec![self.write(after)?];
        if self.record.served.clicks == 0 {
            writes.push(event::put(&self.pk, "notice.link_clicked", now, told(after))?);
        }
        Ok(writes)
    }
}

/// The writes of a notice that was asked for, under the versions of what was decided on.
pub fn asked_writes(
    subject: (&Subject, &Facts<'_>),
    pk: &str,
    asked: &Asked,
    context: &Context<'_>,
) -> Result<Vec<Write>, TableError> {
    let (subject, facts) = subject;
    let mut writes = notice_writes(pk, asked, context)?;
    let of_loan = loan::loan(&context.company.id, facts.loan_id);
    // What forbids it must not have come in between.
    let case = subject.case.as_ref().map_or(Condition::Absent, |known| Condition::Version(known.version));
    writes.push(Write::Check { key: recovery::case(&of_loan), condition: case });
    let contacts = subject.contacts.version.map_or(Condition::Absent, Condition::Version);
    writes.push(Write::Check { key: recovery::contacts(&of_loan), condition: contacts });
    Ok(writes)
}

/// The writes of a notice that was asked for: it is written where there is none of its id. Whoever has decided on it holds them to what it was decided on.
pub(crate) fn notice_writes(pk: &str, asked: &Asked, context: &Context<'_>) -> Result<Vec<Write>, TableError> {
    let (company_id, record) = (&context.company.id, &asked.record);
    let put = |item: Item, condition| Write::Put { item, condition };
    let served = &record.served;
    let owner = Owner { pk: pk.to_owned(), loan_id: served.loan_id.clone(), batch_id: served.batch_id.clone() };
    let target = Target { pk: pk.to_owned(), notice_id: record.id };
    let link = Item::of(keys::link(&record.served.link), None, &target)?;
    let remark = Remark { id: context.now, text: asked.remark.clone(), author: context.author.to_owned() };
    Ok(vec![
        put(Item::of(keys::owner(company_id, record.id), None, &owner)?, Condition::Absent),
        put(Item::of(loan::history(pk, History::Notice, record.id), 1, record)?, Condition::Absent),
        put(Item::of(keys::letter(pk, record.id), None, &asked.letter)?, Condition::None),
        put(link.expiring(record.served.link_expires_at.seconds()), Condition::Absent),
        put(Item::of(loan::history(pk, History::Remark, context.now), None, &remark)?, Condition::Absent),
        event::put(pk, "notice.requested", context.now, told(record))?,
    ])
}

/// What an event says of a notice: no text, no person, and no link.
fn told(record: &NoticeRecord) -> Json {
    let served = &record.served;
    let members = [
        ("notice_id", Json::integer(record.id.micros())),
        ("loan_id", Json::text(&served.loan_id)),
        ("case_type", Json::text(&record.case_type)),
        ("status", Json::text(served.stage.name())),
        ("template_id", Json::text(&served.template_id)),
        ("allocation_month", Json::text(&served.allocation_month)),
        ("batch_id", served.batch_id.as_deref().into()),
        ("reason", served.reason.as_deref().into()),
    ];
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Object>())
}
