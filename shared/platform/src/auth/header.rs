//! The token and the role in a request's headers.

use domain::company::Role;
use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName};

use super::plain::PlainToken;
use crate::http::problem::Problem;

const AUTHENTICATION_TOKEN: HeaderName = HeaderName::from_static("authenticationtoken");
const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const ROLE: HeaderName = HeaderName::from_static("role");

/// The one token of a request, wherever its edition of the API puts it. Two that differ leave open who asks: 401.
pub(super) fn token(headers: &HeaderMap) -> Result<PlainToken, Problem> {
    let plain = [AUTHENTICATION_TOKEN, API_KEY]
        .into_iter()
        .flat_map(|name| headers.get_all(name))
        .map(|value| value.to_str().ok());
    let bearer = headers.get_all(AUTHORIZATION).iter().map(|value| value.to_str().ok().and_then(after_bearer));
    let mut tokens = plain.chain(bearer).map(|text| text.map(str::trim).and_then(PlainToken::parse));
    let first = tokens.next().flatten().ok_or_else(Problem::unauthorized)?;
    if tokens.all(|other| other.as_ref() == Some(&first)) { Ok(first) } else { Err(Problem::unauthorized()) }
}

fn after_bearer(value: &str) -> Option<&str> {
    let (scheme, token) = value.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// The role asked for; `None` where none is. 403 for a name that is no role, or for two.
pub(super) fn role(headers: &HeaderMap) -> Result<Option<Role>, Problem> {
    let mut roles = headers.get_all(ROLE).iter();
    let Some(role) = roles.next() else { return Ok(None) };
    let role = role.to_str().ok().map(str::trim).and_then(Role::from_name);
    match (role, roles.next()) {
        (Some(role), None) => Ok(Some(role)),
        _ => Err(Problem::forbidden()),
    }
}
