//! Notice templates, and the directory that they are written with.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::notice::directory::Directory;
use domain::notice::logo::Logo;
use domain::notice::template::NoticeTemplate;

use super::logo;
use crate::event;
use crate::keys::notice as keys;
use crate::table::{Condition, Item, Table, TableError, Write};

/// A directory as a change finds it.
#[derive(Debug, Clone, Default)]
pub struct KnownDirectory {
    /// The directory.
    pub directory: Directory,
    /// The version that a change is conditioned on; `None` where there is none yet.
    pub version: Option<u64>,
}

/// A template as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownTemplate {
    /// The template.
    pub template: NoticeTemplate,
    /// The directory that it is written with.
    pub known: KnownDirectory,
}

/// A template by its id; `None` where there is none. One `GetItem`.
pub async fn template(
    table: &Table,
    company_id: &str,
    template_id: &str,
) -> Result<Option<NoticeTemplate>, TableError> {
    table.get(&keys::template(company_id, template_id)).await?.as_ref().map(Item::read).transpose()
}

/// A template to change, by one `BatchGetItem`; `None` where there is none.
pub async fn template_to_change(
    table: &Table,
    company_id: &str,
    template_id: &str,
) -> Result<Option<KnownTemplate>, TableError> {
    let (own, directory) = (keys::template(company_id, template_id), keys::directory(company_id));
    let items = table.get_many(&[own.clone(), directory.clone()]).await?;
    let of = |key| items.iter().find(|item| item.key == key);
    let Some(template) = of(own) else { return Ok(None) };
    Ok(Some(KnownTemplate { template: template.read()?, known: KnownDirectory::of(of(directory))? }))
}

impl KnownDirectory {
    /// Reads it, by one `GetItem`.
    pub async fn load(table: &Table, company_id: &str) -> Result<Self, TableError> {
        Self::of(table.get(&keys::directory(company_id)).await?.as_ref())
    }

    fn of(item: Option<&Item>) -> Result<Self, TableError> {
        let Some(item) = item else { return Ok(Self::default()) };
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: item.key.clone() })?;
        Ok(Self { directory: item.read()?, version: Some(version) })
    }

    /// The writes of a template that is new or changed, with the directory after it, and the logo where one was sent.
    pub fn writes(
        &self,
        company_id: &str,
        after: &Directory,
        (template, logo): (&NoticeTemplate, Option<&Logo>),
        now: Moment,
    ) -> Result<Vec<Write>, TableError> {
        let id = &template.template_id;
        let verb = if self.directory.templates.contains_key(id) { "updated" } else { "created" };
        let item = Item::of(keys::template(company_id, id), None, template)?;
        // Nothing guards a template but the directory, which is written with it.
        let changed = Write::Put { item, condition: Condition::None };
        let mut writes = self.with(company_id, after, changed, (verb, id, now))?;
        if let Some(logo) = logo {
            writes.push(logo::write(company_id, logo)?);
        }
        Ok(writes)
    }

    /// The writes that delete a template.
    pub fn deletion(&self, company_id: &str, template_id: &str, now: Moment) -> Result<Vec<Write>, TableError> {
        let mut after = self.directory.clone();
        after.templates.remove(template_id);
        let key = keys::template(company_id, template_id);
        self.with(company_id, &after, Write::Delete { key, condition: Condition::None }, ("deleted", template_id, now))
    }

    fn with(
        &self,
        company_id: &str,
        after: &Directory,
        changed: Write,
        (verb, template_id, now): (&str, &str, Moment),
    ) -> Result<Vec<Write>, TableError> {
        let directory = keys::directory(company_id);
        let condition = self.version.map_or(Condition::Absent, Condition::Version);
        let data = Json::Object(Object::from([("template_id".to_owned(), Json::text(template_id))]));
        let told = event::put(&directory.pk, &format!("notice_template.{verb}"), now, data)?;
        let item = Item::of(directory, self.version.unwrap_or(0).saturating_add(1), after)?;
        Ok(vec![Write::Put { item, condition }, changed, told])
    }
}
