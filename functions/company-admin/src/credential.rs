//! Commands on the credentials of a company.

use std::collections::BTreeSet;
use std::time::Duration;

use domain::company::{Credential, CredentialChange, Role};
use domain::json::Json;
use domain::moment::Moment;
use platform::auth::{ClientId, PlainSecret, Secrets};
use platform::table::{Condition, Item, TableError, Write};
use platform::{event, keys};

use crate::App;
use crate::command::object;
use crate::error::CommandError;
use crate::race::{self, Stored};

pub(crate) async fn issue(
    app: &App,
    company_id: &str,
    name: String,
    roles: BTreeSet<Role>,
) -> Result<Json, CommandError> {
    race::run(app, || async {
        let mut stored = Stored::load(app, company_id).await?;
        let now = app.clock.now();
        let client_id = ClientId::generate(company_id, now);
        let client_id = client_id.as_str();
        let secret = PlainSecret::generate()?;
        let issued = stored.company.issue_credential(client_id.to_owned(), name.clone(), roles.clone(), now)?;
        let view = view(client_id, issued);
        let secrets = Item::of(keys::credential(client_id), 1, &Secrets::first(company_id, &secret, now))?;
        let event = event::put(&keys::company(company_id).pk, "credential.issued", now, told(client_id))?;
        let writes = vec![stored.put()?, Write::Put { item: secrets, condition: Condition::Absent }, event];
        Ok((writes, with_secret(&view, &secret, None)))
    })
    .await
}

pub(crate) async fn update(
    app: &App,
    company_id: &str,
    client_id: &str,
    change: CredentialChange,
) -> Result<Json, CommandError> {
    race::run(app, || async {
        let mut stored = Stored::load(app, company_id).await?;
        let view = view(client_id, stored.company.change_credential(client_id, change.clone())?);
        let event = event::put(&keys::company(company_id).pk, "credential.updated", app.clock.now(), told(client_id))?;
        Ok((vec![stored.put()?, event], view))
    })
    .await
}

/// A new secret beside the old one, which stays good for the overlap, so that a lender can change over without a gap.
pub(crate) async fn rotate(
    app: &App,
    company_id: &str,
    client_id: &str,
    overlap: Duration,
) -> Result<Json, CommandError> {
    race::run(app, || async {
        let stored = Stored::load(app, company_id).await?;
        let view = view(client_id, stored.company.credential(client_id)?);
        let key = keys::credential(client_id);
        let item = app.table.get(&key).await?.ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
        let version = item.version.ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
        let now = app.clock.now();
        let secret = PlainSecret::generate()?;
        let secrets = item.read::<Secrets>()?.rotated(&secret, now, overlap);
        let until = secrets.replaced_valid_until(now);
        let item = Item::of(key, version.saturating_add(1), &secrets)?;
        let event = event::put(&keys::company(company_id).pk, "credential.rotated", now, told(client_id))?;
        let put = Write::Put { item, condition: Condition::Version(version) };
        Ok((vec![stored.check(), put, event], with_secret(&view, &secret, until)))
    })
    .await
}

/// Its tokens are no good from now on, but for what instances remember for a minute; its secrets are gone.
pub(crate) async fn revoke(app: &App, company_id: &str, client_id: &str) -> Result<Json, CommandError> {
    race::run(app, || async {
        let mut stored = Stored::load(app, company_id).await?;
        let now = app.clock.now();
        let view = view(client_id, stored.company.revoke_credential(client_id, now)?);
        let event = event::put(&keys::company(company_id).pk, "credential.revoked", now, told(client_id))?;
        let gone = Write::Delete { key: keys::credential(client_id), condition: Condition::None };
        Ok((vec![stored.put()?, gone, event], view))
    })
    .await
}

pub(crate) async fn list(app: &App, company_id: &str) -> Result<Json, CommandError> {
    let company = Stored::load(app, company_id).await?.company;
    let credentials = company.credentials.iter().map(|(client_id, credential)| view(client_id, credential)).collect();
    Ok(object([("credentials", credentials)]))
}

fn view(client_id: &str, credential: &Credential) -> Json {
    object([
        ("client_id", Json::text(client_id)),
        ("name", Json::text(&credential.name)),
        ("roles", credential.roles.iter().map(|role| Json::text(role.name())).collect()),
        ("issued_at", Json::text(credential.issued_at.to_rfc3339())),
        ("revoked_at", credential.revoked_at.map(Moment::to_rfc3339).into()),
    ])
}

/// What an event says of a credential: not its name, which is often a person's address.
fn told(client_id: &str) -> Json {
    object([("client_id", Json::text(client_id))])
}

/// The only place where a secret leaves the system.
fn with_secret(view: &Json, secret: &PlainSecret, replaced_valid_until: Option<Moment>) -> Json {
    let mut view = view.as_object().cloned().unwrap_or_default();
    view.insert("client_secret".to_owned(), Json::text(secret.expose()));
    if let Some(until) = replaced_valid_until {
        view.insert("replaced_secret_valid_until".to_owned(), Json::text(until.to_rfc3339()));
    }
    Json::Object(view)
}
