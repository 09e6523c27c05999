//! The client's id and secret, in the `Authorization` header or in the form, never in both (RFC 6749 section 2.3.1).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use platform::http::problem::Problem;

use super::error::OauthError;
use super::form::{Form, decode};

/// What a client shows.
pub(super) struct Shown {
    pub(super) id: String,
    pub(super) secret: String,
}

impl Shown {
    /// 401 when nothing is shown.
    pub(super) fn of(headers: &HeaderMap, form: &Form) -> Result<Self, OauthError> {
        let mut authorizations = headers.get_all(AUTHORIZATION).iter();
        let Some(authorization) = authorizations.next() else { return Self::in_form(form) };
        if form.get("client_secret").is_some() || authorizations.next().is_some() {
            return Err(OauthError::invalid_request("the client authenticates in more than one way"));
        }
        let shown = authorization.to_str().ok().and_then(basic).ok_or_else(Problem::unauthorized)?;
        if form.get("client_id").is_some_and(|id| id != shown.id) {
            return Err(OauthError::invalid_request("client_id is not that of the Authorization header"));
        }
        Ok(shown)
    }

    fn in_form(form: &Form) -> Result<Self, OauthError> {
        let shown = form.get("client_id").zip(form.get("client_secret"));
        let (id, secret) = shown.ok_or_else(Problem::unauthorized)?;
        Ok(Self { id: id.to_owned(), secret: secret.to_owned() })
    }
}

/// Both parts are form-encoded before they are joined and encoded in base64.
fn basic(authorization: &str) -> Option<Shown> {
    let (scheme, encoded) = authorization.split_once(' ')?;
    let decoded = STANDARD.decode(encoded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let decoded = String::from_utf8(decoded).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some(Shown { id: decode(id)?, secret: decode(secret)? })
}
