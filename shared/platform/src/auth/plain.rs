//! Tokens, secrets and client ids as their holders have them: made, checked for form, hashed, and never shown.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::company::PageTokenSecret;
use domain::moment::Moment;
use domain::webhook::secret::Secret;
use ulid::Ulid;

use crate::{digest, id};

/// Never change a prefix: scanners for leaked secrets know ours by it.
const TOKEN_PREFIX: &str = "rcp_";
const SECRET_PREFIX: &str = "rcs_";
const CLIENT_PREFIX: &str = "cli_";
const COMPANY_PREFIX: &str = "com_";

/// Entropy of a token or secret, in bytes.
const RANDOM_BYTES: usize = 32;
/// The same in base64url, without padding.
const RANDOM_CHARS: usize = 43;

/// The operating system gave no entropy; a retry may help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no entropy from the operating system")]
pub struct NoEntropy;

/// A new company's id.
pub fn company_id(at: Moment) -> String {
    id::prefixed(COMPANY_PREFIX, at)
}

/// What a new company's page tokens are signed with.
pub fn page_token_secret() -> Result<PageTokenSecret, NoEntropy> {
    random_bytes().map(PageTokenSecret::new)
}

/// What the deliveries to a new endpoint are signed with.
pub fn webhook_secret() -> Result<Secret, NoEntropy> {
    random_bytes().map(Secret::new)
}

/// What nobody can guess and an address can hold: made of 256 random bits, in hexadecimal.
pub fn unguessable() -> Result<String, NoEntropy> {
    random_bytes().map(|bytes| digest::sha256(&bytes))
}

/// A token's text, of the right form: `rcp_`, the company's ULID, `_`, 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct PlainToken(String);

impl PlainToken {
    /// A new token of a company.
    pub fn generate(company_id: &str) -> Result<Self, NoEntropy> {
        let company = company_id.strip_prefix(COMPANY_PREFIX).unwrap_or(company_id);
        Ok(Self(format!("{TOKEN_PREFIX}{company}_{}", random()?)))
    }

    /// The token, if the text can be one. What cannot is not worth a look at the table.
    pub fn parse(text: &str) -> Option<Self> {
        let (company, random) = text.strip_prefix(TOKEN_PREFIX)?.split_once('_')?;
        (is_ulid(company) && is_random(random)).then(|| Self(text.to_owned()))
    }

    /// The company that the token says it is of.
    pub fn company_id(&self) -> String {
        let rest = self.0.strip_prefix(TOKEN_PREFIX).and_then(|rest| rest.split_once('_'));
        format!("{COMPANY_PREFIX}{}", rest.map_or("", |(company, _)| company))
    }

    /// By what it is stored: SHA-256 in hexadecimal.
    pub fn sha256(&self) -> String {
        digest::sha256(self.0.as_bytes())
    }

    /// The text, for its holder's eyes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A credential's secret, of the right form: `rcs_` and 256 random bits.
#[derive(Clone, PartialEq, Eq)]
pub struct PlainSecret(String);

impl PlainSecret {
    /// A new secret.
    pub fn generate() -> Result<Self, NoEntropy> {
        Ok(Self(format!("{SECRET_PREFIX}{}", random()?)))
    }

    /// The secret, if the text can be one.
    pub fn parse(text: &str) -> Option<Self> {
        text.strip_prefix(SECRET_PREFIX).is_some_and(is_random).then(|| Self(text.to_owned()))
    }

    /// As what it is stored: SHA-256 in hexadecimal.
    pub fn sha256(&self) -> String {
        digest::sha256(self.0.as_bytes())
    }

    /// The text, for its holder's eyes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// A client id, of the right form: `cli_`, the company's ULID, `_`, its own ULID. No secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientId(String);

impl ClientId {
    /// A new client id of a company.
    pub fn generate(company_id: &str, at: Moment) -> Self {
        let company = company_id.strip_prefix(COMPANY_PREFIX).unwrap_or(company_id);
        Self(format!("{CLIENT_PREFIX}{company}_{}", id::ulid(at)))
    }

    /// The client id, if the text can be one.
    pub fn parse(text: &str) -> Option<Self> {
        let (company, own) = text.strip_prefix(CLIENT_PREFIX)?.split_once('_')?;
        (is_ulid(company) && is_ulid(own)).then(|| Self(text.to_owned()))
    }

    /// The company that it is of; so that one batch reads the company with the secrets.
    pub fn company_id(&self) -> String {
        let rest = self.0.strip_prefix(CLIENT_PREFIX).and_then(|rest| rest.split_once('_'));
        format!("{COMPANY_PREFIX}{}", rest.map_or("", |(company, _)| company))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for PlainToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rcp_***")
    }
}

impl fmt::Debug for PlainSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("rcs_***")
    }
}

fn random() -> Result<String, NoEntropy> {
    random_bytes().map(|bytes| URL_SAFE_NO_PAD.encode(bytes))
}

fn random_bytes() -> Result<[u8; RANDOM_BYTES], NoEntropy> {
    let mut bytes = [0_u8; RANDOM_BYTES];
    getrandom::fill(&mut bytes).map_err(|_| NoEntropy)?;
    Ok(bytes)
}

fn is_random(text: &str) -> bool {
    text.len() == RANDOM_CHARS && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// In the one spelling that we give out.
fn is_ulid(text: &str) -> bool {
    Ulid::from_string(text).is_ok_and(|ulid| ulid.to_string() == text)
}
