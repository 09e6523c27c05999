//! A lender that uses the system: what kind it is, its settings, its credentials, and who may do what.

mod credential;
mod currency;
mod page_token_secret;
mod refusal;
mod settings;

pub use credential::{CREDENTIALS_MAX, Credential, CredentialChange};
pub use currency::minor_digits;
pub use page_token_secret::PageTokenSecret;
pub use refusal::CompanyRefusal;
pub use settings::{
    BIFURCATION_VARIABLES_MAX, CompanySettings, NAME_CHARS_MAX, NewCompany, SettingsChange, VARIABLE_CHARS_MAX,
};

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::moment::Moment;

/// What a company uploads: loans, or customers with credit-line transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CompanyKind {
    /// Loans, one resource each.
    Lending,
    /// Customers of credit lines, each with transactions.
    CreditLine,
}

/// What becomes of keys in a body that no document knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownKeys {
    /// The body is refused, naming them.
    #[default]
    Refuse,
    /// They are stored and answered as sent: companies have variables of their own.
    Keep,
}

/// What a token's holder may do. Each role includes what the one before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Also contacts, communicates and records payments.
    Agent,
    /// Also uploads and updates loans, restructures, writes off, assigns agencies.
    Manager,
    /// Also tokens, webhooks, templates, policies.
    Admin,
}

impl CompanyKind {
    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "lending" => Some(Self::Lending),
            "credit_line" => Some(Self::CreditLine),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lending => "lending",
            Self::CreditLine => "credit_line",
        }
    }
}

impl UnknownKeys {
    /// The policy of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "refuse" => Some(Self::Refuse),
            "keep" => Some(Self::Keep),
            _ => None,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refuse => "refuse",
            Self::Keep => "keep",
        }
    }
}

impl Role {
    /// The role of that name, compared without case.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "viewer" => Some(Self::Viewer),
            "agent" => Some(Self::Agent),
            "manager" => Some(Self::Manager),
            "admin" => Some(Self::Admin),
            _ => None,
        }
    }

    /// Its name, as in the `role` header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Manager => "manager",
            Self::Admin => "admin",
        }
    }
}

/// A company with its settings and credentials.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Company {
    /// `com_` and a ULID.
    pub id: String,
    /// Fixed when it is created.
    pub kind: CompanyKind,
    /// What an operator may change.
    pub settings: CompanySettings,
    /// By client id.
    #[serde(default)]
    pub credentials: BTreeMap<String, Credential>,
    /// Signs the page tokens of its lists.
    pub page_token_secret: PageTokenSecret,
    /// When it was created.
    pub created_at: Moment,
}

/// Who makes a request: a company's credential in one of its roles.
#[derive(Clone)]
pub struct Caller {
    /// The company, whose data alone the caller can reach.
    pub company: std::sync::Arc<Company>,
    /// The role the request is made in.
    pub role: Role,
    /// Name of the credential, the author of what is changed.
    pub author: String,
    /// Identifies the token in logs; not the token.
    pub token_id: String,
}

/// Leaves the author out, who is a person, and the company's settings.
impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("company", &self.company.id)
            .field("role", &self.role)
            .field("token_id", &self.token_id)
            .finish_non_exhaustive()
    }
}

impl Company {
    /// A new company. Refused where a setting is not one.
    pub fn create(
        id: String,
        kind: CompanyKind,
        new: NewCompany,
        page_token_secret: PageTokenSecret,
        at: Moment,
    ) -> Result<Self, CompanyRefusal> {
        let settings = CompanySettings::new(new)?;
        Ok(Self { id, kind, settings, credentials: BTreeMap::new(), page_token_secret, created_at: at })
    }

    /// Changes the settings that are given and no other. Refused, and unchanged, where one of them is no setting.
    pub fn change_settings(&mut self, change: SettingsChange) -> Result<(), CompanyRefusal> {
        self.settings = self.settings.clone().changed(change)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
