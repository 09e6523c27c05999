//! Tokens as they are stored, and how one comes to be and ends.

use std::collections::BTreeSet;

use chrono::{DateTime, Months, Utc};
use domain::company::Role;
use domain::json::{Json, Object};
use domain::moment::Moment;
use serde::{Deserialize, Serialize};

use super::plain::{NoEntropy, PlainToken};
use crate::table::{Condition, Item, TableError, Write};
use crate::{event, id, keys};

/// How long a token is good, in calendar months; from the 31st of August to the last of February.
pub const TOKEN_MONTHS: u32 = 6;

/// What is stored of a token, at its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// `tok_` and a ULID; names the token where its text must not be.
    pub token_id: String,
    /// Whose it is.
    pub company_id: String,
    /// The credential for which it was given.
    pub client_id: String,
    /// What it was given for; the credential's own roles bound them at each request.
    pub roles: BTreeSet<Role>,
    /// When it was given.
    pub issued_at: Moment,
    /// From when on it is no good.
    pub expires_at: Moment,
    /// Since when it is no good, because somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
}

/// Where a token's record lies, found by its id under its company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenReference {
    /// The hash of the token's text.
    pub sha256: String,
}

/// A token that has just been made, and what must be written for it to be good.
#[derive(Debug)]
pub struct IssuedToken {
    /// What its holder gets, once.
    pub plain: PlainToken,
    /// What is stored.
    pub record: TokenRecord,
    /// The writes of its transaction, the event among them.
    pub writes: Vec<Write>,
}

/// Why no token could be made.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// A retry may help.
    #[error(transparent)]
    NoEntropy(#[from] NoEntropy),
    /// See there.
    #[error(transparent)]
    Table(#[from] TableError),
}

impl TokenRecord {
    /// A new token for a credential.
    pub fn issue(
        company_id: &str,
        client_id: &str,
        roles: BTreeSet<Role>,
        at: Moment,
    ) -> Result<IssuedToken, IssueError> {
        let plain = PlainToken::generate(company_id)?;
        let record = Self {
            token_id: id::prefixed("tok_", at),
            company_id: company_id.to_owned(),
            client_id: client_id.to_owned(),
            roles,
            issued_at: at,
            expires_at: months_later(at, TOKEN_MONTHS),
            revoked_at: None,
        };
        let sha256 = plain.sha256();
        let reference = TokenReference { sha256: sha256.clone() };
        let reference_key = keys::token_of_company(company_id, &record.token_id);
        let gone_at = record.expires_at.seconds();
        let writes = vec![
            new(Item::of(keys::token(&sha256), 1, &record)?.expiring(gone_at)),
            new(Item::of(reference_key, None, &reference)?.expiring(gone_at)),
            event::put(&keys::company(company_id).pk, "token.issued", at, record.told())?,
        ];
        Ok(IssuedToken { plain, record, writes })
    }

    /// The writes that revoke a token as it was read, or none if it is revoked already.
    pub fn revoke(mut self, stored: &Item, at: Moment) -> Result<Vec<Write>, TableError> {
        if self.revoked_at.is_some() {
            return Ok(Vec::new());
        }
        self.revoked_at = Some(at);
        let Some(version) = stored.version else { return Err(TableError::Corrupt { key: stored.key.clone() }) };
        let item = Item::of(stored.key.clone(), version.saturating_add(1), &self)?.expiring(self.expires_at.seconds());
        let told = event::put(&keys::company(&self.company_id).pk, "token.revoked", at, self.told())?;
        Ok(vec![Write::Put { item, condition: Condition::Version(version) }, told])
    }

    /// Whether it is within its time and has not been revoked.
    pub fn is_good(&self, now: Moment) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// What an event says of it.
    fn told(&self) -> Json {
        let roles = self.roles.iter().map(|role| Json::text(role.name())).collect();
        Json::Object(Object::from([
            ("token_id".to_owned(), Json::text(&self.token_id)),
            ("client_id".to_owned(), Json::text(&self.client_id)),
            ("roles".to_owned(), roles),
            ("expires_at".to_owned(), Json::text(self.expires_at.to_rfc3339())),
        ]))
    }
}

fn new(item: Item) -> Write {
    Write::Put { item, condition: Condition::Absent }
}

fn months_later(at: Moment, months: u32) -> Moment {
    let later =
        DateTime::<Utc>::from_timestamp_micros(at.micros()).and_then(|at| at.checked_add_months(Months::new(months)));
    later.and_then(|later| Moment::from_micros(later.timestamp_micros())).unwrap_or(Moment::LAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_months_are_of_the_calendar() {
        let after = |micros| months_later(Moment::from_micros(micros).expect("in range"), TOKEN_MONTHS).to_rfc3339();
        assert_eq!(after(1_725_062_400_000_000), "2025-02-28T00:00:00.000000Z", "from 2024-08-31");
        assert_eq!(after(1_735_776_000_000_001), "2025-07-02T00:00:00.000001Z", "from 2025-01-02");
    }
}
