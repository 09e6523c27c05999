//! The endpoints of a company: one item, read by one `GetItem`.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::webhook::endpoint::{DisabledReason, Endpoints};
use domain::webhook::health::Failing;

use crate::event::Event;
use crate::keys::{self, webhook};
use crate::table::{Condition, Item, Table, TableError, Write};

/// How often it is tried to disable an endpoint while others change the same item.
const TRIES: u32 = 4;

/// The endpoints of a company as a change finds them.
#[derive(Debug, Clone, Default)]
pub struct KnownEndpoints {
    /// The endpoints.
    pub endpoints: Endpoints,
    /// Their version; there is none where there never was an endpoint.
    version: Option<u64>,
}

/// The endpoints of a company.
pub async fn endpoints(table: &Table, company_id: &str) -> Result<KnownEndpoints, TableError> {
    let item = table.get(&webhook::endpoints(company_id)).await?;
    item.as_ref().map_or_else(|| Ok(KnownEndpoints::default()), KnownEndpoints::of)
}

impl KnownEndpoints {
    /// As an item has them.
    pub fn of(item: &Item) -> Result<Self, TableError> {
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { endpoints: item.read()?, version: Some(version) })
    }

    /// The writes of a change, which fail where another came before.
    pub fn writes(&self, company_id: &str, changed: &Endpoints, told: &Event) -> Result<Vec<Write>, TableError> {
        let version = self.version.unwrap_or(0).saturating_add(1);
        let item = Item::of(webhook::endpoints(company_id), version, changed)?;
        let condition = self.version.map_or(Condition::Absent, Condition::Version);
        Ok(vec![Write::Put { item, condition }, told.write(&keys::company(company_id).pk)?])
    }
}

/// Since when an endpoint fails, as its item has it.
pub fn failing(item: &Item) -> Result<Failing, TableError> {
    item.read()
}

/// Notes that an endpoint fails. Whoever notes it, it says the same.
pub async fn failing_noted(
    table: &Table,
    (company_id, endpoint_id): (&str, &str),
    failing: Failing,
) -> Result<(), TableError> {
    let item = Item::of(webhook::failing(company_id, endpoint_id), None, &failing)?;
    table.put(item, Condition::None).await
}

/// The write by which it is forgotten that an endpoint failed.
pub fn failing_cleared(company_id: &str, endpoint_id: &str) -> Write {
    Write::Delete { key: webhook::failing(company_id, endpoint_id), condition: Condition::None }
}

/// Disables an endpoint, and tells of it; whether it was not so already.
pub async fn disable(
    table: &Table,
    (company_id, endpoint_id): (&str, &str),
    (reason, failing): (DisabledReason, Option<Failing>),
    now: Moment,
) -> Result<bool, TableError> {
    for _ in 0..TRIES {
        let known = endpoints(table, company_id).await?;
        let Some(changed) = known.endpoints.disabling(endpoint_id, reason, now) else { return Ok(false) };
        let data = Object::from([
            ("endpoint_id".to_owned(), Json::text(endpoint_id)),
            ("reason".to_owned(), reason.name().into()),
            ("failing_since".to_owned(), failing.map(|failing| failing.since.to_rfc3339()).into()),
        ]);
        let told = Event::new("webhook.endpoint_disabled", now, Json::Object(data));
        match table.transact(known.writes(company_id, &changed, &told)?).await {
            Err(TableError::Lost { .. } | TableError::Conflict) => {}
            outcome => return outcome.map(|()| true),
        }
    }
    Err(TableError::Conflict)
}
