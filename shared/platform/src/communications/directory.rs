//! The directory of a company's templates and events, and what is written with it.

use domain::communication::directory::Directory;
use domain::communication::event::CommunicationEvent;
use domain::communication::template::Template;
use domain::json::{Json, Object};
use domain::moment::Moment;

use crate::event;
use crate::keys::communication as keys;
use crate::table::{Condition, Item, Key, Table, TableError, Write};

/// A directory as a change finds it.
#[derive(Debug, Clone, Default)]
pub struct KnownDirectory {
    /// The directory.
    pub directory: Directory,
    /// The version that a change is conditioned on; `None` where there is none yet.
    pub version: Option<u64>,
}

impl KnownDirectory {
    /// Reads it, by one `GetItem`.
    pub async fn load(table: &Table, company_id: &str) -> Result<Self, TableError> {
        Self::of(table.get(&keys::directory(company_id)).await?.as_ref())
    }

    pub(super) fn of(item: Option<&Item>) -> Result<Self, TableError> {
        let Some(item) = item else { return Ok(Self::default()) };
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { directory: item.read()?, version: Some(version) })
    }

    /// The writes of a template that is new or changed, with the directory after it.
    pub fn template_writes(
        &self,
        company_id: &str,
        after: &Directory,
        template: &Template,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let is_known = self.directory.templates.contains_key(&template.template_id);
        let item = Item::of(keys::template(company_id, &template.template_id), None, template)?;
        let event_type = if is_known { "communication_template.updated" } else { "communication_template.created" };
        let template = ("template_id", template.template_id.as_str());
        // Nothing guards a template but the directory, which is written with it.
        self.writes(company_id, after, Write::Put { item, condition: Condition::None }, (event_type, template, now))
    }

    /// The writes that delete a template.
    pub fn template_deletion(
        &self,
        company_id: &str,
        after: &Directory,
        template_id: &str,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let deleted = deletion(keys::template(company_id, template_id));
        let told = ("communication_template.deleted", ("template_id", template_id), now);
        self.writes(company_id, after, deleted, told)
    }

    /// The writes of an event that is new or changed.
    pub fn event_writes(
        &self,
        company_id: &str,
        after: &Directory,
        event: &CommunicationEvent,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let item = Item::of(keys::event(company_id, &event.name), None, event)?;
        let told = ("communication_event.set", ("event_name", event.name.as_str()), now);
        self.writes(company_id, after, Write::Put { item, condition: Condition::None }, told)
    }

    /// The writes that delete an event.
    pub fn event_deletion(
        &self,
        company_id: &str,
        after: &Directory,
        name: &str,
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let told = ("communication_event.deleted", ("event_name", name), now);
        self.writes(company_id, after, deletion(keys::event(company_id, name)), told)
    }

    fn writes(
        &self,
        company_id: &str,
        after: &Directory,
        changed: Write,
        (event_type, (key, id), now): (&str, (&str, &str), Moment),
    ) -> Result<Vec<Write>, TableError> {
        let directory = keys::directory(company_id);
        let condition = self.version.map_or(Condition::Absent, Condition::Version);
        let data = Json::Object(Object::from([(key.to_owned(), Json::text(id))]));
        let told = event::put(&directory.pk, event_type, now, data)?;
        let item = Item::of(directory, self.version.unwrap_or(0).saturating_add(1), after)?;
        Ok(vec![Write::Put { item, condition }, changed, told])
    }
}

fn deletion(key: Key) -> Write {
    Write::Delete { key, condition: Condition::None }
}
