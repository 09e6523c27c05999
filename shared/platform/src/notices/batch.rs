//! Batches of notices.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::notice::batch::{Batch, PART_LOANS, Part, Progress, Refused};
use domain::notice::template::NoticeTemplate;

use crate::event;
use crate::keys::notice as keys;
use crate::table::{Condition, Item, Order, Table, TableError, Write};

/// The writes of a new batch: its loans in parts, and the template as it is now.
pub fn batch_writes(
    company_id: &str,
    batch: &Batch,
    template: &NoticeTemplate,
    loan_ids: &[String],
) -> Result<Vec<Write>, TableError> {
    let id = &batch.batch_id;
    let put = |item: Item| Write::Put { item, condition: Condition::Absent };
    let mut writes = vec![
        put(Item::of(keys::batch(company_id, id), None, batch)?),
        put(Item::of(keys::batch_template(company_id, id), None, template)?),
    ];
    let mut first = 0_u32;
    for (number, loan_ids) in (0_u32..).zip(loan_ids.chunks(PART_LOANS)) {
        let part = Part { first, loan_ids: loan_ids.to_vec() };
        writes.push(put(Item::of(keys::batch_part(company_id, id, number), None, &part)?));
        writes.push(put(Item::of(keys::batch_progress(company_id, id, number), 1, &Progress::default())?));
        first = first.saturating_add(u32::try_from(loan_ids.len()).unwrap_or(u32::MAX));
    }
    let members = [
        ("batch_id", Json::text(id)),
        ("template_id", Json::text(&template.template_id)),
        ("asked", Json::integer(i64::from(batch.asked))),
    ];
    let data = Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Object>());
    writes.push(event::put(&keys::batch(company_id, id).pk, "notice_batch.requested", batch.created, data)?);
    Ok(writes)
}

/// A batch; `None` where there is none. One `GetItem`.
pub async fn batch(table: &Table, company_id: &str, batch_id: &str) -> Result<Option<Batch>, TableError> {
    table.get(&keys::batch(company_id, batch_id)).await?.as_ref().map(Item::read).transpose()
}

/// A batch with how far its parts are, by one `BatchGetItem` of as many parts as a batch can have.
pub async fn batch_with_progress(
    table: &Table,
    company_id: &str,
    batch_id: &str,
) -> Result<Option<(Batch, Vec<Progress>)>, TableError> {
    let own = keys::batch(company_id, batch_id);
    let parts = domain::notice::batch::LOANS_MAX.div_ceil(PART_LOANS);
    let parts = (0_u32..).take(parts).map(|number| keys::batch_progress(company_id, batch_id, number));
    let wanted: Vec<_> = std::iter::once(own.clone()).chain(parts).collect();
    let items = table.get_many(&wanted).await?;
    let Some(batch) = items.iter().find(|item| item.key == own) else { return Ok(None) };
    let parts = items.iter().filter(|item| item.key != own).map(Item::read).collect::<Result<_, _>>()?;
    Ok(Some((batch.read()?, parts)))
}

/// A page of the loans of a batch that have no notice, with their places, and whether there are more. One `Query`.
pub async fn refused(
    table: &Table,
    company_id: &str,
    batch_id: &str,
    after: Option<u32>,
    limit: i32,
) -> Result<(Vec<(u32, Refused)>, bool), TableError> {
    let (pk, (from, to)) = keys::batch_refused_bounds(company_id, batch_id, after);
    let page = table.query_at_most(&pk, &from, &to, Order::Ascending, Some(limit)).await?;
    let place = |item: &Item| item.key.sk.rsplit('#').next().and_then(|place| place.parse().ok()).unwrap_or_default();
    let entries = page.items.iter().map(|item| Ok((place(item), item.read()?))).collect::<Result<_, TableError>>()?;
    Ok((entries, page.more))
}

/// What the work on a part begins with.
#[derive(Debug)]
pub struct KnownPart {
    /// The batch.
    pub batch: Batch,
    /// Its template.
    pub template: NoticeTemplate,
    /// The part's loans.
    pub part: Part,
    /// How far it is.
    pub progress: Progress,
    /// The version of that.
    pub version: u64,
}

/// Reads a part, by one `BatchGetItem`; `None` where there is none.
pub async fn part(
    table: &Table,
    company_id: &str,
    batch_id: &str,
    number: u32,
) -> Result<Option<KnownPart>, TableError> {
    let wanted = [
        keys::batch(company_id, batch_id),
        keys::batch_template(company_id, batch_id),
        keys::batch_part(company_id, batch_id, number),
        keys::batch_progress(company_id, batch_id, number),
    ];
    let items = table.get_many(&wanted).await?;
    let [batch, template, part, progress] = wanted.map(|key| items.iter().find(|item| item.key == key));
    let (Some(batch), Some(template), Some(part), Some(progress)) = (batch, template, part, progress) else {
        return Ok(None);
    };
    let version = progress.version.ok_or_else(|| TableError::Corrupt { key: progress.key.clone() })?;
    Ok(Some(KnownPart {
        batch: batch.read()?,
        template: template.read()?,
        part: part.read()?,
        progress: progress.read()?,
        version,
    }))
}

/// The writes of a step of a part: how far it is now, and which of its loans have no notice, by their places.
pub fn step_writes(
    company_id: &str,
    batch_id: &str,
    (number, version): (u32, u64),
    progress: &Progress,
    refused: &[(u32, Refused)],
) -> Result<Vec<Write>, TableError> {
    let item = Item::of(keys::batch_progress(company_id, batch_id, number), version.saturating_add(1), progress)?;
    let mut writes = vec![Write::Put { item, condition: Condition::Version(version) }];
    for (place, refused) in refused {
        let item = Item::of(keys::batch_refused(company_id, batch_id, *place), None, refused)?;
        writes.push(Write::Put { item, condition: Condition::None });
    }
    Ok(writes)
}

/// The id of the notice of a loan of a batch by its place: the same whoever makes it, and however often. Where another notice of the company has it,
/// the next of them is taken.
pub fn notice_id(batch: &Batch, place: u32, probe: u32) -> Moment {
    let beyond = u64::from(probe).saturating_mul(10_000).saturating_add(u64::from(place)).saturating_add(1);
    batch.created.later(i64::try_from(beyond).unwrap_or(i64::MAX))
}
