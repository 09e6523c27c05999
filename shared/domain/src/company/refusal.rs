//! Why a change of a company is refused.

/// A refusal says which field is at fault and how; none of them goes away by trying again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompanyRefusal {
    /// A field's value is not one that it can have.
    #[error("{field}: {message}")]
    Invalid {
        /// The field's name.
        field: &'static str,
        /// What its value must be.
        message: String,
    },
    /// There is no credential of that client id.
    #[error("client_id: the company has no such credential")]
    NoSuchCredential,
    /// The credential has been revoked, for good.
    #[error("client_id: the credential is revoked")]
    CredentialRevoked,
    /// The company has as many credentials as it can have.
    #[error("the company has {} credentials, which is the most; revoke one first", super::CREDENTIALS_MAX)]
    TooManyCredentials,
}

impl CompanyRefusal {
    pub(super) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}
