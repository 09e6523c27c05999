//! What a company's page tokens are signed with.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::listing::TokenKey;

/// 32 random bytes, made with the company. They are stored with it, and neither shown nor logged.
#[derive(Clone, PartialEq, Eq)]
pub struct PageTokenSecret([u8; 32]);

impl PageTokenSecret {
    /// From the operating system's entropy.
    pub fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// The key that signs.
    pub fn key(&self) -> TokenKey {
        TokenKey::new(self.0)
    }
}

/// Shows nothing of it.
impl fmt::Debug for PageTokenSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// As base64, for the store.
impl Serialize for PageTokenSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(self.0))
    }
}

/// A text that is none is not repeated in the error.
impl<'de> Deserialize<'de> for PageTokenSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = STANDARD_NO_PAD.decode(text).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        bytes.map(Self).ok_or_else(|| D::Error::custom("expected 32 bytes in base64"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_stored_and_read_back_but_not_shown() {
        let secret = PageTokenSecret::new([7; 32]);
        let stored = serde_json::to_string(&secret).expect("serializes");
        assert_eq!(serde_json::from_str::<PageTokenSecret>(&stored).expect("read back"), secret);
        assert_eq!(format!("{secret:?}"), "***");
        let error = serde_json::from_str::<PageTokenSecret>("\"c2hvcnQ\"").expect_err("too short").to_string();
        assert!(!error.contains("c2hvcnQ"), "{error}");
    }
}
