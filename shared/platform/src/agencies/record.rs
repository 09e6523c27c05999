//! Agencies themselves.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::recovery::agency::{Agency, AnyId};

use crate::event;
use crate::keys::{self, agency as agency_keys};
use crate::table::{Condition, Item, Order, Table, TableError, Write};

/// An agency as a change finds it.
#[derive(Clone)]
pub struct KnownAgency {
    /// The agency.
    pub agency: Agency,
    /// Its version.
    version: u64,
}

/// A page of a company's agencies, in the order in which they were created.
pub struct AgenciesPage {
    /// The agencies.
    pub agencies: Vec<Agency>,
    /// Whether there are more.
    pub more: bool,
}

/// An agency by its id, or by the lender's own.
pub async fn find(table: &Table, company_id: &str, id: AnyId<'_>) -> Result<Option<KnownAgency>, TableError> {
    let key = match id {
        AnyId::Own(id) => agency_keys::agency(company_id, id),
        AnyId::External(id) => agency_keys::external(company_id, id),
    };
    let Some(item) = table.get(&key).await? else { return Ok(None) };
    let version = item.version.ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
    Ok(Some(KnownAgency { agency: item.read()?, version }))
}

/// A page of at most `limit` agencies, after the one of an id.
pub async fn list(
    table: &Table,
    company_id: &str,
    after: Option<&str>,
    limit: i32,
) -> Result<AgenciesPage, TableError> {
    let (from, to) = agency_keys::agencies(after);
    let pk = keys::company(company_id).pk;
    let page = table.query_at_most(&pk, &from, &to, Order::Ascending, Some(limit)).await?;
    let agencies = page.items.iter().map(Item::read).collect::<Result<_, _>>()?;
    Ok(AgenciesPage { agencies, more: page.more })
}

/// How many loans are with an agency now.
pub async fn loans_of(table: &Table, company_id: &str, agency_id: &str) -> Result<i64, TableError> {
    let counted = table.counted(&agency_keys::counters(company_id, agency_id)).await?;
    Ok(counted.values().fold(0, |sum, count| sum.saturating_add(*count)))
}

/// The writes of a new agency, which fail where another one has its id or the lender's own id of it.
pub fn create_writes(company_id: &str, agency: &Agency) -> Result<Vec<Write>, TableError> {
    let mut writes = puts(company_id, agency, Condition::Absent, Condition::Absent, 1)?;
    let counters = agency_keys::counters(company_id, &agency.agency_id).into_iter();
    writes.extend(counters.map(|key| Write::Add { key, by: 0 }));
    writes.push(told(company_id, "collection_agency.created", agency, agency.created)?);
    Ok(writes)
}

impl KnownAgency {
    /// The writes of a change, which fail where another agency has the lender's own id that this one is to have.
    pub fn update_writes(&self, company_id: &str, changed: &Agency) -> Result<Vec<Write>, TableError> {
        let (old, new) = (self.agency.external_id(), changed.external_id());
        let of_copy = if old == new { Condition::None } else { Condition::Absent };
        let version = self.version.saturating_add(1);
        let mut writes = puts(company_id, changed, Condition::Version(self.version), of_copy, version)?;
        writes.extend(old.filter(|_| old != new).map(|old| copy_deleted(company_id, old)));
        writes.push(told(company_id, "collection_agency.updated", changed, changed.updated)?);
        Ok(writes)
    }

    /// The writes that delete it, which fail where a loan is with it.
    pub fn delete_writes(&self, company_id: &str, now: Moment) -> Result<Vec<Write>, TableError> {
        let Agency { agency_id, .. } = &self.agency;
        let key = agency_keys::agency(company_id, agency_id);
        let mut writes = vec![Write::Delete { key, condition: Condition::Version(self.version) }];
        writes.extend(self.agency.external_id().map(|id| copy_deleted(company_id, id)));
        let counters = agency_keys::counters(company_id, agency_id).into_iter();
        writes.extend(counters.map(|key| Write::Delete { key, condition: Condition::Zero }));
        writes.push(told(company_id, "collection_agency.deleted", &self.agency, now)?);
        Ok(writes)
    }
}

fn puts(
    company_id: &str,
    agency: &Agency,
    condition: Condition,
    of_copy: Condition,
    version: u64,
) -> Result<Vec<Write>, TableError> {
    let put = |key, condition| Ok(Write::Put { item: Item::of(key, version, agency)?, condition });
    let own = put(agency_keys::agency(company_id, &agency.agency_id), condition)?;
    let copy = agency.external_id().map(|id| put(agency_keys::external(company_id, id), of_copy)).transpose()?;
    Ok(std::iter::once(own).chain(copy).collect())
}

/// Nothing guards a copy but its agency, which is written with it.
fn copy_deleted(company_id: &str, external_id: &str) -> Write {
    Write::Delete { key: agency_keys::external(company_id, external_id), condition: Condition::None }
}

fn told(company_id: &str, event_type: &str, agency: &Agency, at: Moment) -> Result<Write, TableError> {
    let data = Object::from([
        ("agency_id".to_owned(), Json::text(&agency.agency_id)),
        ("agency_external_id".to_owned(), agency.external_id().map(Json::text).into()),
    ]);
    event::put(&keys::company(company_id).pk, event_type, at, Json::Object(data))
}
