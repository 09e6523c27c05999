//! What an endpoint's deliveries are signed with.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// What a secret's text begins with, by the Standard Webhooks specification.
pub const SECRET_PREFIX: &str = "whsec_";
/// Bytes of a new secret; the specification has 24 to 64.
pub const SECRET_BYTES: usize = 32;
/// How long a secret that has been replaced signs as well where nothing is said, in seconds: a day.
pub const OVERLAP_SECONDS: u32 = 24 * 60 * 60;
/// The longest time for which it may, in seconds: a week.
pub const OVERLAP_SECONDS_MAX: u32 = 7 * OVERLAP_SECONDS;

const SECONDS: i64 = 1_000_000;

/// A secret, as base64. It is shown when it is made, and neither logged nor shown again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// From the operating system's entropy.
    pub fn new(random: [u8; SECRET_BYTES]) -> Self {
        Self(STANDARD.encode(random))
    }

    /// As its receiver is given it: `whsec_...`.
    pub fn expose(&self) -> String {
        format!("{SECRET_PREFIX}{}", self.0)
    }

    /// The bytes that sign; none where what is stored is no secret.
    pub fn bytes(&self) -> Option<Vec<u8>> {
        STANDARD.decode(&self.0).ok()
    }
}

/// Shows nothing of it.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// The secrets of an endpoint: one, and during a rotation the one before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Secrets {
    /// The newest.
    pub current: Secret,
    /// The one before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<Replaced>,
}

/// A secret that has been replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The secret.
    pub secret: Secret,
    /// Until when it signs as well.
    pub valid_until: Moment,
}

impl Secrets {
    /// The first secret.
    pub fn first(secret: Secret) -> Self {
        Self { current: secret, replaced: None }
    }

    /// With a new secret; the one it replaces signs for some seconds more, and one before that not any longer.
    #[must_use]
    pub fn rotated(self, secret: Secret, overlap_seconds: u32, now: Moment) -> Self {
        let overlap = i64::from(overlap_seconds.min(OVERLAP_SECONDS_MAX)).saturating_mul(SECONDS);
        let replaced = Replaced { secret: self.current, valid_until: now.later(overlap) };
        Self { current: secret, replaced: (overlap > 0).then_some(replaced) }
    }

    /// Those that sign at a moment, the newest first.
    pub fn valid(&self, now: Moment) -> impl Iterator<Item = &Secret> {
        let replaced = self.replaced.iter().filter(move |replaced| now < replaced.valid_until);
        std::iter::once(&self.current).chain(replaced.map(|replaced| &replaced.secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_secrets_are_valid_while_one_replaces_the_other() {
        let [first, second, third] = [1, 2, 3].map(|byte| Secret::new([byte; SECRET_BYTES]));
        let now = Moment::EPOCH;
        let secrets = Secrets::first(first.clone()).rotated(second.clone(), 10, now);
        assert_eq!(secrets.valid(now.later(9_999_999)).collect::<Vec<_>>(), [&second, &first]);
        assert_eq!(secrets.valid(now.later(10_000_000)).collect::<Vec<_>>(), [&second]);
        let secrets = secrets.rotated(third.clone(), 10, now);
        assert_eq!(secrets.valid(now).collect::<Vec<_>>(), [&third, &second]);
        assert_eq!(secrets.rotated(first.clone(), 0, now).valid(now).collect::<Vec<_>>(), [&first]);
    }

    #[test]
    fn it_is_stored_and_read_back_but_not_shown() {
        let secret = Secret::new([7; SECRET_BYTES]);
        assert_eq!(secret.expose(), "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=");
        let stored = serde_json::to_string(&Secrets::first(secret.clone())).expect("serializes");
        assert_eq!(serde_json::from_str::<Secrets>(&stored).expect("read back").current, secret);
        assert_eq!(secret.bytes(), Some(vec![7; SECRET_BYTES]));
        assert!(!format!("{:?}", Secrets::first(secret)).contains("Bwc"));
    }
}
