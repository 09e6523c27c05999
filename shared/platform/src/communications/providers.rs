//! The accounts at providers: a secret that is fetched when the first message needs it, once per process.

use std::sync::Arc;

use serde::Deserialize;
use tokio::sync::OnceCell;

use crate::https::Https;
use crate::signed::{AwsCaller, CallError};

/// All accounts, as the secret's JSON has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Providers {
    /// An account at Twilio, or at who speaks its API.
    #[serde(default)]
    pub twilio: Option<TwilioAccount>,
}

/// An account at Twilio, or at who speaks its API.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct TwilioAccount {
    /// Where the API is, without a path.
    #[serde(default = "published_url")]
    pub base_url: String,
    /// The account's id, `AC...`.
    pub account_sid: String,
    /// The account's token, by which requests are authenticated both ways.
    pub auth_token: String,
    /// The number that an SMS comes from, E.164, or the id of a messaging service, `MG...`.
    #[serde(default)]
    pub sms_from: Option<String>,
    /// The number that a message by `WhatsApp` comes from, E.164.
    #[serde(default)]
    pub whatsapp_from: Option<String>,
    /// The number that a call comes from, E.164.
    #[serde(default)]
    pub voice_from: Option<String>,
}

fn published_url() -> String {
    "https://api.twilio.com".to_owned()
}

/// Leaves the token out.
impl std::fmt::Debug for TwilioAccount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TwilioAccount").field("account_sid", &self.account_sid).finish_non_exhaustive()
    }
}

/// Why the accounts are not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SecretError {
    /// Secrets Manager did not answer, or may answer later.
    #[error("the secret of the providers is not available")]
    Unavailable,
    /// Secrets Manager refused, or what it keeps is no JSON of accounts.
    #[error("the secret of the providers cannot be read: {0}")]
    Unreadable(String),
}

/// The secret with the accounts; cheap to clone, and clones fetch it once.
#[derive(Debug, Clone)]
pub struct ProviderSecret {
    kept: Arc<OnceCell<Providers>>,
    source: Option<Arc<Source>>,
}

#[derive(Debug)]
struct Source {
    id: String,
    https: Https,
    aws: AwsCaller,
}

#[derive(Deserialize)]
struct Value {
    #[serde(rename = "SecretString")]
    text: String,
}

impl ProviderSecret {
    /// The secret of that id or ARN in Secrets Manager. Nothing is fetched yet.
    pub fn new(id: impl Into<String>, https: Https, aws: AwsCaller) -> Self {
        Self { kept: Arc::default(), source: Some(Arc::new(Source { id: id.into(), https, aws })) }
    }

    /// Accounts that are known.
    pub fn known(providers: Providers) -> Self {
        Self { kept: Arc::new(OnceCell::new_with(Some(providers))), source: None }
    }

    /// The accounts. A failure is not remembered.
    pub async fn get(&self) -> Result<&Providers, SecretError> {
        self.kept.get_or_try_init(async || self.fetch().await).await
    }

    async fn fetch(&self) -> Result<Providers, SecretError> {
        let Some(source) = &self.source else { return Ok(Providers::default()) };
        let body = serde_json::json!({ "SecretId": source.id }).to_string();
        let target =
            [("content-type", "application/x-amz-json-1.1"), ("x-amz-target", "secretsmanager.GetSecretValue")];
        let answered = source.aws.post(&source.https, "/", &target, body).await;
        let answer = answered.map_err(|error| match error {
            CallError::Unsignable => SecretError::Unreadable("unsignable".to_owned()),
            CallError::Unanswered(_) => SecretError::Unavailable,
        })?;
        match answer.status {
            200 => {
                let unreadable = |what: &str| SecretError::Unreadable(what.to_owned());
                let value: Value = serde_json::from_slice(&answer.body).map_err(|_| unreadable("no answer of AWS"))?;
                // What the parser says could repeat what is in the secret.
                serde_json::from_str(&value.text).map_err(|_| unreadable("no JSON of accounts"))
            }
            status if status >= 500 || status == 429 => Err(SecretError::Unavailable),
            status => Err(SecretError::Unreadable(format!("status {status}"))),
        }
    }
}
