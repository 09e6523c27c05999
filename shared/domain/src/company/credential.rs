//! The credentials of a company: who is given tokens, and for what.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::refusal::CompanyRefusal;
use super::{Company, Role, settings};
use crate::moment::Moment;

/// Most credentials of a company that are not revoked, and most that are remembered with them.
pub const CREDENTIALS_MAX: usize = 50;

/// The right to be given tokens. Its secret is stored elsewhere, and only as a hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// What of a credential is to be changed; what is `None` stays.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CredentialChange {
    /// Who holds it.
    pub name: Option<String>,
    /// The roles that its tokens carry. Tokens given for more lose the rest at once.
    pub roles: Option<BTreeSet<Role>>,
}

impl Company {
    /// Adds a credential. At the limit the longest revoked ones are forgotten, which their tokens survive no better.
    pub fn issue_credential(
        &mut self,
        client_id: String,
        name: String,
        roles: BTreeSet<Role>,
        at: Moment,
    ) -> Result<&Credential, CompanyRefusal> {
        let credential =
            Credential { name: settings::name(name)?, roles: some(roles)?, issued_at: at, revoked_at: None };
        if self.credentials.values().filter(|credential| credential.is_live()).count() >= CREDENTIALS_MAX {
            return Err(CompanyRefusal::TooManyCredentials);
        }
        while self.credentials.len() >= CREDENTIALS_MAX {
            self.forget_longest_revoked();
        }
        Ok(self.credentials.entry(client_id).or_insert(credential))
    }

    /// Changes a credential's name or roles.
    pub fn change_credential(
        &mut self,
        client_id: &str,
        change: CredentialChange,
    ) -> Result<&Credential, CompanyRefusal> {
        let name = change.name.map(settings::name).transpose()?;
        let roles = change.roles.map(some).transpose()?;
        let credential = self.live_credential(client_id)?;
        if let Some(name) = name {
            credential.name = name;
        }
        if let Some(roles) = roles {
            credential.roles = roles;
        }
        Ok(credential)
    }

    /// Revokes a credential for good, and with it every token that was given for it.
    pub fn revoke_credential(&mut self, client_id: &str, at: Moment) -> Result<&Credential, CompanyRefusal> {
        let credential = self.live_credential(client_id)?;
        credential.revoked_at = Some(at);
        Ok(credential)
    }

    /// The credential, if it is good.
    pub fn credential(&self, client_id: &str) -> Result<&Credential, CompanyRefusal> {
        let credential = self.credentials.get(client_id).ok_or(CompanyRefusal::NoSuchCredential)?;
        if credential.is_live() { Ok(credential) } else { Err(CompanyRefusal::CredentialRevoked) }
    }

    fn live_credential(&mut self, client_id: &str) -> Result<&mut Credential, CompanyRefusal> {
        let credential = self.credentials.get_mut(client_id).ok_or(CompanyRefusal::NoSuchCredential)?;
        if credential.is_live() { Ok(credential) } else { Err(CompanyRefusal::CredentialRevoked) }
    }

    fn forget_longest_revoked(&mut self) {
        let revoked = self.credentials.iter().filter_map(|(id, credential)| Some((credential.revoked_at?, id.clone())));
        if let Some((_, client_id)) = revoked.min() {
            self.credentials.remove(&client_id);
        }
    }
}

impl Credential {
    /// Whether it has not been revoked.
    pub fn is_live(&self) -> bool {
        self.revoked_at.is_none()
    }
}

/// Leaves the name out: it is a person's.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("roles", &self.roles)
            .field("issued_at", &self.issued_at)
            .field("revoked_at", &self.revoked_at)
            .finish_non_exhaustive()
    }
}

/// Leaves the name out: it is a person's.
impl fmt::Debug for CredentialChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialChange").field("roles", &self.roles).finish_non_exhaustive()
    }
}

fn some(roles: BTreeSet<Role>) -> Result<BTreeSet<Role>, CompanyRefusal> {
    if roles.is_empty() {
        return Err(CompanyRefusal::invalid("roles", "must name at least one role"));
    }
    Ok(roles)
}
