//! Commands on the tokens of a company.

use domain::json::Json;
use domain::moment::Moment;
use platform::auth::{PlainToken, TokenRecord, TokenReference};
use platform::keys;
use platform::table::{Item, Key, Order};

use crate::App;
use crate::command::object;
use crate::error::CommandError;
use crate::race;

/// How many of a company's tokens are listed, the newest first. One batch reads as many.
const LISTED_MAX: i32 = 100;

const NO_SUCH_TOKEN: CommandError = CommandError::NotFound("token_id: the company has no such token");

/// How the operator names a token.
pub(crate) enum Named {
    ById(String),
    ByText(String),
}

pub(crate) async fn list(app: &App, company_id: &str) -> Result<Json, CommandError> {
    let (pk, (from, to)) = keys::tokens_of_company(company_id);
    let page = app.table.query_at_most(&pk, &from, &to, Order::Descending, Some(LISTED_MAX)).await?;
    let references = page.items.iter().map(Item::read::<TokenReference>).collect::<Result<Vec<_>, _>>()?;
    let asked: Vec<_> = references.iter().map(|reference| keys::token(&reference.sha256)).collect();
    let items = app.table.get_many(&asked).await?;
    let mut tokens = items.iter().map(Item::read::<TokenRecord>).collect::<Result<Vec<_>, _>>()?;
    tokens.sort_by(|one, other| other.token_id.cmp(&one.token_id));
    Ok(object([("tokens", tokens.iter().map(view).collect()), ("more", Json::Bool(page.more))]))
}

pub(crate) async fn revoke(app: &App, company_id: &str, named: Named) -> Result<Json, CommandError> {
    let key = &key(app, company_id, named).await?;
    race::run(app, || async {
        let item = app.table.get(key).await?.ok_or(NO_SUCH_TOKEN)?;
        let mut token = item.read::<TokenRecord>()?;
        if token.company_id != company_id {
            return Err(NO_SUCH_TOKEN);
        }
        let now = app.clock.now();
        let writes = token.clone().revoke(&item, now)?;
        token.revoked_at.get_or_insert(now);
        Ok((writes, view(&token)))
    })
    .await
}

async fn key(app: &App, company_id: &str, named: Named) -> Result<Key, CommandError> {
    match named {
        Named::ByText(text) => {
            let token = PlainToken::parse(&text);
            let malformed = || CommandError::InvalidCommand("token: Value must be a token".to_owned());
            Ok(keys::token(&token.ok_or_else(malformed)?.sha256()))
        }
        Named::ById(id) => {
            let reference = app.table.get(&keys::token_of_company(company_id, &id)).await?.ok_or(NO_SUCH_TOKEN)?;
            Ok(keys::token(&reference.read::<TokenReference>()?.sha256))
        }
    }
}

fn view(token: &TokenRecord) -> Json {
    object([
        ("token_id", Json::text(&token.token_id)),
        ("client_id", Json::text(&token.client_id)),
        ("roles", token.roles.iter().map(|role| Json::text(role.name())).collect()),
        ("issued_at", Json::text(token.issued_at.to_rfc3339())),
        ("expires_at", Json::text(token.expires_at.to_rfc3339())),
        ("revoked_at", token.revoked_at.map(Moment::to_rfc3339).into()),
    ])
}
