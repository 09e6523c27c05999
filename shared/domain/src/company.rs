//! A lender that uses the system: what kind it is, its settings, its credentials, and who may do what.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
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

/// The right to be given tokens. Its secret is stored elsewhere, and only as a hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Who holds it; signs remarks and payments as their author.
    pub name: String,
    /// The roles that its tokens carry.
    pub roles: BTreeSet<Role>,
    /// When it was issued.
    pub issued_at: Moment,
    /// When it was revoked; from then on none of its tokens is good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Moment>,
}

/// The settings that an operator may change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanySettings {
    /// The name it is known by.
    pub name: String,
    /// Its "today" and "this month" are of this zone (IANA name).
    pub time_zone: Tz,
    /// ISO 4217 code of all its amounts.
    pub currency: String,
    /// What becomes of unknown keys.
    #[serde(default)]
    pub unknown_keys: UnknownKeys,
    /// Variables into which a payment may be split: `late_fee` allows the payment key `recovered_late_fee`.
    #[serde(default)]
    pub bifurcation_variables: BTreeSet<String>,
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
    /// When it was created.
    pub created_at: Moment,
}

/// Who makes a request: a company's credential in one of its roles.
#[derive(Debug, Clone)]
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
