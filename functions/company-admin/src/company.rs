//! Commands on a company itself.

use domain::company::{Company, CompanyKind, NewCompany, SettingsChange};
use domain::json::Json;
use platform::table::{Condition, Item, Write};
use platform::{auth, event, keys};

use crate::App;
use crate::command::object;
use crate::error::CommandError;
use crate::race::{self, Stored};

pub(crate) async fn create(app: &App, kind: CompanyKind, new: NewCompany) -> Result<Json, CommandError> {
    let now = app.clock.now();
    let company = Company::create(auth::company_id(now), kind, new, auth::page_token_secret()?, now)?;
    let key = keys::company(&company.id);
    let told = event::put(&key.pk, "company.created", now, view(&company))?;
    let item = Item::of(key, 1, &company)?;
    app.table.transact(vec![Write::Put { item, condition: Condition::Absent }, told]).await?;
    Ok(view(&company))
}

pub(crate) async fn get(app: &App, company_id: &str) -> Result<Json, CommandError> {
    Ok(view(&Stored::load(app, company_id).await?.company))
}

pub(crate) async fn update(app: &App, company_id: &str, change: SettingsChange) -> Result<Json, CommandError> {
    race::run(app, || async {
        let mut stored = Stored::load(app, company_id).await?;
        stored.company.change_settings(change.clone())?;
        let view = view(&stored.company);
        let told = event::put(&keys::company(company_id).pk, "company.updated", app.clock.now(), view.clone())?;
        Ok((vec![stored.put()?, told], view))
    })
    .await
}

fn view(company: &Company) -> Json {
    let settings = &company.settings;
    object([
        ("company_id", Json::text(&company.id)),
        ("name", Json::text(&settings.name)),
        ("kind", Json::text(company.kind.name())),
        ("time_zone", Json::text(settings.time_zone.name())),
        ("currency", Json::text(&settings.currency)),
        ("unknown_keys", Json::text(settings.unknown_keys.name())),
        ("bifurcation_variables", settings.bifurcation_variables.iter().map(Json::text).collect()),
        ("created_at", Json::text(company.created_at.to_rfc3339())),
    ])
}
