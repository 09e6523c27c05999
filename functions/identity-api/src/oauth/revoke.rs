//! `POST /oauth/revoke`: RFC 7009.

use axum::extract::{Request, State};
use domain::company::Role;
use domain::json::{Json, Object};
use platform::auth::{ClientId, PlainToken, TokenRecord};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::problem::Problem;
use platform::keys;
use platform::table::{Item, Key, Write};

use super::error::OauthError;
use super::form::Form;
use super::secret::Shown;
use crate::App;
use crate::client::Client;

/// Revokes a token of the client, or any of its company for a client that is an admin; 403 for another client's. What is no
/// token, or not the company's, is answered 200 like a token that was revoked: the client has nothing left to do about it.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Result<Answer, OauthError> {
    let headers = request.headers().clone();
    let form = Form::read(request).await?;
    let shown = Shown::of(&headers, &form)?;
    let key = PlainToken::parse(form.require("token")?).map(|token| keys::token(&token.sha256()));
    let company_id = ClientId::parse(&shown.id).ok_or_else(Problem::unauthorized)?.company_id();
    let attempt = || revoke(&app, &shown, key.as_ref());
    Ok(change::run(&app.table, &app.clock, &company_id, None, attempt).await?)
}

async fn revoke(app: &App, shown: &Shown, key: Option<&Key>) -> Result<Change, Problem> {
    let client = Client::authenticate(app, &shown.id, &shown.secret, key.map_or(&[], std::slice::from_ref)).await?;
    let writes = match client.also.first() {
        Some(stored) => revocation(app, &client, stored)?,
        None => Vec::new(),
    };
    Ok(Change { writes, answer: Answer::ok(Json::Object(Object::new())) })
}

fn revocation(app: &App, client: &Client, stored: &Item) -> Result<Vec<Write>, Problem> {
    let token: TokenRecord = stored.read()?;
    if token.company_id != client.company_id() {
        return Ok(Vec::new());
    }
    if token.client_id != client.id() && !client.roles().contains(&Role::Admin) {
        return Err(Problem::forbidden());
    }
    Ok(token.revoke(stored, app.clock.now())?)
}
