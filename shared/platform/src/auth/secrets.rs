//! The secrets of a credential as they are stored: one, or two while the first is being replaced.

use std::time::Duration;

use domain::moment::Moment;
use serde::{Deserialize, Serialize};
use subtle::{Choice, ConstantTimeEq};

use super::plain::PlainSecret;

/// What is stored of a credential's secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// Whose credential it is.
    pub company_id: String,
    /// The newest last.
    secrets: Vec<StoredSecret>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct StoredSecret {
    sha256: String,
    issued_at: Moment,
    /// Set when a newer secret replaces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    valid_until: Option<Moment>,
}

impl Secrets {
    /// The first secret of a credential.
    pub fn first(company_id: &str, secret: &PlainSecret, at: Moment) -> Self {
        Self { company_id: company_id.to_owned(), secrets: vec![StoredSecret::new(secret, at)] }
    }

    /// With a new secret; the newest before it stays good for the overlap, any older one no longer.
    #[must_use]
    pub fn rotated(&self, secret: &PlainSecret, at: Moment, overlap: Duration) -> Self {
        let until = at.later(i64::try_from(overlap.as_micros()).unwrap_or(i64::MAX));
        let replaced = self.secrets.last().cloned().map(|newest| StoredSecret { valid_until: Some(until), ..newest });
        let secrets = replaced.into_iter().filter(|old| old.is_valid(at)).chain([StoredSecret::new(secret, at)]);
        Self { company_id: self.company_id.clone(), secrets: secrets.collect() }
    }

    /// Whether that is one of the secrets that are good now. Takes as long whichever it is, and if it is none.
    pub fn accept(&self, secret: &PlainSecret, now: Moment) -> bool {
        let offered = secret.sha256();
        let compare = |stored: &StoredSecret| {
            stored.sha256.as_bytes().ct_eq(offered.as_bytes()) & Choice::from(u8::from(stored.is_valid(now)))
        };
        self.secrets.iter().map(compare).fold(Choice::from(0), |any, one| any | one).into()
    }

    /// Until when the replaced secret is good, if there is one that still is.
    pub fn replaced_valid_until(&self, now: Moment) -> Option<Moment> {
        self.secrets.iter().filter(|secret| secret.is_valid(now)).find_map(|secret| secret.valid_until)
    }
}

impl StoredSecret {
    fn new(secret: &PlainSecret, at: Moment) -> Self {
        Self { sha256: secret.sha256(), issued_at: at, valid_until: None }
    }

    fn is_valid(&self, now: Moment) -> bool {
        self.valid_until.is_none_or(|until| now < until)
    }
}
