//! A form body: `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use axum::extract::Request;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use percent_encoding::percent_decode_str;
use platform::http::body;

use super::error::OauthError;

/// Largest form, in bytes; the parameters that there are need a few hundred.
const FORM_BYTES_MAX: usize = 8 * 1024;

/// The parameters of a form.
pub(super) struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads a request's form.
    pub(super) async fn read(request: Request) -> Result<Self, OauthError> {
        if !is_form(request.headers()) {
            return Err(OauthError::invalid_request("the body must be application/x-www-form-urlencoded"));
        }
        let bytes = body::read_any(request).await?;
        if bytes.len() > FORM_BYTES_MAX {
            return Err(OauthError::invalid_request(format!("the body is larger than {FORM_BYTES_MAX} bytes")));
        }
        let text = std::str::from_utf8(&bytes).map_err(|_| OauthError::invalid_request("the body is not UTF-8"))?;
        Self::parse(text)
    }

    fn parse(text: &str) -> Result<Self, OauthError> {
        let mut parameters = BTreeMap::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = decode(name).zip(decode(value));
            let (name, value) = decoded.ok_or_else(|| OauthError::invalid_request("the body is not UTF-8"))?;
            if parameters.insert(name, value).is_some() {
                return Err(OauthError::invalid_request("a parameter is there more than once"));
            }
        }
        Ok(Self(parameters))
    }

    /// A parameter; one without a value counts as absent, as RFC 6749 section 3.2 says.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A parameter that must be there.
    pub(super) fn require(&self, name: &str) -> Result<&str, OauthError> {
        self.get(name).ok_or_else(|| OauthError::invalid_request(format!("the parameter {name} is missing")))
    }
}

/// One name or value of a form; `None` when it is no UTF-8.
pub(super) fn decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

fn is_form(headers: &HeaderMap) -> bool {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded() {
        let form = Form::parse("a=b+c%26d&e=&f&%67=%C3%A9").map_err(|_| ()).expect("a form");
        assert_eq!(form.get("a"), Some("b c&d"));
        assert_eq!(form.get("e"), None);
        assert_eq!(form.get("f"), None);
        assert_eq!(form.get("g"), Some("\u{e9}"));
    }

    #[test]
    fn a_parameter_is_there_once() {
        assert!(Form::parse("a=1&a=1").is_err());
        assert!(Form::parse("a=1&%61=2").is_err());
        assert!(Form::parse("a=%FF").is_err());
    }
}
