//! Templates and events by themselves.

use domain::communication::event::CommunicationEvent;
use domain::communication::template::Template;

use super::KnownDirectory;
use crate::keys::communication as keys;
use crate::table::{Item, Table, TableError};

/// A template as a change finds it.
#[derive(Debug, Clone)]
pub struct KnownTemplate {
    /// The template.
    pub template: Template,
    /// The directory that it is written with.
    pub known: KnownDirectory,
}

/// A template by its id; `None` where there is none. One `GetItem`.
pub async fn template(table: &Table, company_id: &str, template_id: &str) -> Result<Option<Template>, TableError> {
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

/// An event by its name; `None` where there is none. One `GetItem`.
pub async fn event(table: &Table, company_id: &str, name: &str) -> Result<Option<CommunicationEvent>, TableError> {
    table.get(&keys::event(company_id, name)).await?.as_ref().map(Item::read).transpose()
}
