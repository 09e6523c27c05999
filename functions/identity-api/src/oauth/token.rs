//! `POST /oauth/token`: RFC 6749 section 4.4.

use std::collections::BTreeSet;

use axum::extract::{Request, State};
use domain::company::Role;
use domain::json::{Json, Object};
use http::HeaderValue;
use http::header::PRAGMA;
use platform::http::answer::Answer;

use super::error::OauthError;
use super::form::Form;
use super::secret::Shown;
use crate::App;
use crate::client::Client;

/// A token with the roles that the scope names, or with all of the credential's.
pub(crate) async fn post(State(app): State<App>, request: Request) -> Result<Answer, OauthError> {
    let headers = request.headers().clone();
    let form = Form::read(request).await?;
    let shown = Shown::of(&headers, &form)?;
    if form.require("grant_type")? != "client_credentials" {
        let description = "the only grant type is client_credentials".to_owned();
        return Err(OauthError::Code("unsupported_grant_type", description));
    }
    let client = Client::authenticate(&app, &shown.id, &shown.secret, &[]).await?;
    let roles = granted(form.get("scope"), client.roles())?;
    let token = client.issue(&app, roles).await?;
    let scope: Vec<_> = token.record.roles.iter().map(|role| role.name()).collect();
    let body = Object::from([
        ("access_token".to_owned(), Json::text(token.text)),
        ("token_type".to_owned(), Json::text("Bearer")),
        ("expires_in".to_owned(), Json::integer(token.expires_in)),
        ("scope".to_owned(), Json::text(scope.join(" "))),
    ]);
    Ok(Answer::ok(body).with_header(PRAGMA, HeaderValue::from_static("no-cache")))
}

/// Scopes are names of roles. One that the credential does not have is refused rather than left out in silence.
fn granted(scope: Option<&str>, roles: &BTreeSet<Role>) -> Result<BTreeSet<Role>, OauthError> {
    let Some(scope) = scope else { return Ok(roles.clone()) };
    let asked: Option<BTreeSet<_>> = scope.split(' ').filter(|name| !name.is_empty()).map(Role::from_name).collect();
    let granted = asked.filter(|asked| !asked.is_empty() && asked.is_subset(roles));
    granted.ok_or_else(|| {
        OauthError::Code("invalid_scope", "scope must name roles of the client, separated by spaces".to_owned())
    })
}
