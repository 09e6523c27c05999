//! A communication as a change finds it, and what is written with each change of it.

use domain::communication::record::{OutgoingCommunication, Stage};
use domain::communication::told::{documented, event_type, raises_webhook, thin};
use domain::moment::Moment;

use super::CommunicationMessage;
use super::of_action::follow_writes;
use crate::event;
use crate::keys::index::{self, Timer};
use crate::keys::{company_of, loan};
use crate::lists;
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// A communication as a change finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCommunication {
    /// The communication.
    pub communication: OutgoingCommunication,
    key: Key,
    version: u64,
}

impl KnownCommunication {
    /// The communication that an item is.
    pub fn of(item: &Item) -> Result<Self, TableError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { communication: item.read()?, key: item.key.clone(), version })
    }

    /// The partition that tells of it: that of the loan, or of the customer.
    pub(super) fn pk(&self) -> &str {
        &self.key.pk
    }

    /// Which one it is.
    pub fn message(&self) -> Option<CommunicationMessage> {
        let customer = loan::customer_of(&self.key.pk).map(|(_, customer)| customer);
        Some(CommunicationMessage {
            company_id: company_of(&self.key.pk)?,
            loan_id: self.communication.outgoing.loan_id.clone(),
            client_customer_id: customer,
            communication_id: self.communication.id.micros(),
        })
    }

    /// What is known once the writes of a change have gone through.
    #[must_use]
    pub fn after(&self, communication: OutgoingCommunication) -> Self {
        Self { communication, key: self.key.clone(), version: self.version.saturating_add(1) }
    }

    /// The writes of a change that may be the end of its way, under the version that was read: as [`Self::writes`], with the recovery action that it carries
    /// out. 1 `GetItem` where it carries one out.
    pub async fn outcome_writes(
        &self,
        table: &Table,
        after: &OutgoingCommunication,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let mut writes = self.writes(after, now)?;
        if let Some(company_id) = company_of(&self.key.pk) {
            writes.extend(follow_writes(table, &company_id, after, now).await?);
        }
        Ok(lists::summed(writes))
    }

    /// The writes of a change, under the version that was read, with what others are told of it.
    pub fn writes(&self, after: &OutgoingCommunication, now: Moment) -> Result<Vec<Write>, TableError> {
        let (outgoing, pk) = (&after.outgoing, &self.key.pk);
        let at = outgoing.send_at.filter(|_| outgoing.stage == Stage::Waiting);
        let due = at.map(|at| index::clock(Timer::Communications, &self.key, at));
        let item = Item::of(self.key.clone(), self.version.saturating_add(1), after)?.due(due);
        let mut writes = vec![Write::Put { item, condition: Condition::Version(self.version) }];
        let is_moved = self.communication.outgoing.stage != outgoing.stage;
        let is_put_back = self.communication.outgoing.stage == Stage::Sending && outgoing.stage == Stage::Created;
        if let Some(event_type) = event_type(outgoing.stage).filter(|_| is_moved && !is_put_back) {
            let customer = loan::customer_of(pk).map(|(_, customer)| customer);
            writes.push(event::put(pk, event_type, now, thin(after, customer.as_deref()))?);
        }
        if raises_webhook(&self.communication, after) {
            writes.push(event::put(pk, outgoing.channel.name(), now, documented(after))?);
        }
        Ok(writes)
    }
}
