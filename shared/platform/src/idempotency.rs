//! The same request twice changes things once.
//!
//! A client that does not know whether its request arrived sends it again under the same `Idempotency-Key`. The record of
//! a request is written in the transaction of its change: either both are there or neither, so there is never a request
//! that is half known. For a day the record answers the repetition with what the first was answered.

use std::fmt;

use axum::body::Bytes;
use domain::json::Json;
use domain::moment::Moment;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri};
use serde::{Deserialize, Serialize};

use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::table::{Condition, Item, Table, TableError, Write};
use crate::{digest, keys};

/// The request header with the client's key.
pub const KEY_HEADER: HeaderName = HeaderName::from_static("idempotency-key");
/// The answer header that says it is a repetition's.
pub const REPLAYED_HEADER: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key, in characters.
pub const KEY_CHARS_MAX: usize = 255;
/// How long a request is remembered, in seconds: 24 hours.
pub const REMEMBERED_SECONDS: i64 = 24 * 60 * 60;

/// A request that carries a key.
#[derive(Clone, PartialEq, Eq)]
pub struct IdempotentRequest {
    /// The client's key; one of its requests, within its company.
    pub key: String,
    /// Method and concrete path with its query: `PATCH /recovery/loan/1?x=y`.
    pub operation: String,
    /// Of the body's bytes, in hexadecimal.
    pub body_sha256: String,
}

impl IdempotentRequest {
    /// From a POST or PATCH; `None` without the header and for other methods. 400 for a key that is none.
    pub fn from_request(
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Option<Self>, Problem> {
        if !matches!(*method, Method::POST | Method::PATCH) {
            return Ok(None);
        }
        let Some(key) = key(headers)? else { return Ok(None) };
        let path = uri.path_and_query().map_or_else(|| uri.path(), |path| path.as_str());
        let body_sha256 = digest::sha256(body);
        Ok(Some(Self { key, operation: format!("{method} {path}"), body_sha256 }))
    }

    /// The write that remembers what this request was answered. It fails where the key is taken.
    pub(crate) fn record(&self, company_id: &str, answer: &Answer, now: Moment) -> Result<Write, TableError> {
        let headers = answer
            .headers
            .iter()
            .filter_map(|(name, value)| value.to_str().ok().map(|value| (name.as_str().to_owned(), value.to_owned())));
        let record = Record {
            operation: self.operation.clone(),
            body_sha256: self.body_sha256.clone(),
            status: answer.status.as_u16(),
            headers: headers.collect(),
            body: answer.body.clone(),
        };
        let item = Item::of(keys::idempotency(company_id, &self.key), None, &record)?;
        let item = item.expiring(now.seconds().saturating_add(REMEMBERED_SECONDS));
        Ok(Write::Put { item, condition: Condition::AbsentOrExpired { now: now.seconds() } })
    }

    /// What the request was answered, if it has been. 422 when its key was used for another.
    pub(crate) async fn look_up(
        &self,
        table: &Table,
        company_id: &str,
        now: Moment,
    ) -> Result<Option<Answer>, Problem> {
        let found = table.get(&keys::idempotency(company_id, &self.key)).await?;
        let live = found.filter(|item| !item.is_expired(now.seconds()));
        live.map(|item| self.replay(&item)).transpose()
    }

    /// The stored answer, marked as such; 422 when the record is of another request.
    pub(crate) fn replay(&self, item: &Item) -> Result<Answer, Problem> {
        let record: Record = item.read()?;
        if record.operation != self.operation {
            return Err(Problem::unprocessable("This Idempotency-Key was used for another operation."));
        }
        if record.body_sha256 != self.body_sha256 {
            return Err(Problem::unprocessable("This Idempotency-Key was used with another body."));
        }
        record.answer().ok_or_else(|| TableError::Corrupt { key: item.key.clone() }.into())
    }
}

/// What is stored of a request and its answer.
#[derive(Serialize, Deserialize)]
struct Record {
    operation: String,
    body_sha256: String,
    status: u16,
    headers: Vec<(String, String)>,
    body: Json,
}

impl Record {
    fn answer(self) -> Option<Answer> {
        let mut answer = Answer::new(StatusCode::from_u16(self.status).ok()?, self.body);
        for (name, value) in self.headers {
            answer.headers.append(HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?);
        }
        Some(answer.with_header(REPLAYED_HEADER, HeaderValue::from_static("true")))
    }
}

fn key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut keys = headers.get_all(KEY_HEADER).iter();
    let Some(key) = keys.next() else { return Ok(None) };
    let text = key.to_str().ok().map(str::trim).filter(|text| is_key(text));
    match (text, keys.next()) {
        (Some(text), None) => Ok(Some(text.to_owned())),
        _ => Err(Problem::bad_request(format!(
            "Idempotency-Key must be one value of 1 to {KEY_CHARS_MAX} visible ASCII characters."
        ))),
    }
}

fn is_key(text: &str) -> bool {
    (1..=KEY_CHARS_MAX).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The path can hold anybody's ids, and the key is the client's own.
impl fmt::Debug for IdempotentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdempotentRequest").finish_non_exhaustive()
    }
}
