//! Why a command is not done, with a name that a script can rely on.

use domain::company::CompanyRefusal;
use domain::field::Faults;
use domain::json::Json;
use lambda_runtime::Diagnostic;
use platform::auth::{IssueError, NoEntropy};
use platform::http::problem::Problem;
use platform::table::TableError;

/// A refusal or a failure. Says what is wrong and repeats nothing of what was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// The command is not one, or a value in it cannot be.
    #[error("{0}")]
    InvalidCommand(String),
    /// There is nothing of that id.
    #[error("{0}")]
    NotFound(&'static str),
    /// The state of things does not allow it.
    #[error("{0}")]
    Conflict(String),
    /// Nothing is wrong with the command; the same one can succeed a moment later.
    #[error("{0}; try again")]
    Retryable(String),
    /// A fault of the program, its permissions, or what is stored.
    #[error("{0}")]
    Internal(String),
}

impl CommandError {
    /// What an alarm or a script compares; never change one.
    pub fn error_type(&self) -> &'static str {
        match self {
            Self::InvalidCommand(_) => "InvalidCommand",
            Self::NotFound(_) => "NotFound",
            Self::Conflict(_) => "Conflict",
            Self::Retryable(_) => "Retryable",
            Self::Internal(_) => "Internal",
        }
    }

    /// An invocation that is no JSON, or JSON that two readers could understand differently.
    pub(crate) fn unreadable(problem: &Problem) -> Self {
        match problem.errors.as_deref() {
            Some(errors) => Self::InvalidCommand(sentences(errors)),
            None => Self::InvalidCommand(problem.message.clone()),
        }
    }

    pub(crate) fn log(&self, command: &str, company: &str) {
        let error_type = self.error_type();
        match self {
            Self::InvalidCommand(_) | Self::NotFound(_) | Self::Conflict(_) => {
                tracing::warn!(command, company, error_type, retryable = false, "refused");
            }
            Self::Retryable(_) => tracing::warn!(command, company, error_type, retryable = true, "failed"),
            Self::Internal(reason) => {
                tracing::error!(command, company, error_type, retryable = false, reason, "failed");
            }
        }
    }
}

impl From<Faults> for CommandError {
    fn from(faults: Faults) -> Self {
        Self::InvalidCommand(sentences(&faults.to_json()))
    }
}

/// `name: Value is required; colour: Unknown key`.
fn sentences(errors: &Json) -> String {
    match errors {
        Json::Object(members) => {
            let each = members.iter().map(|(key, inner)| format!("{key}: {}", sentences(inner)));
            each.collect::<Vec<_>>().join("; ")
        }
        other => other.as_text().unwrap_or_default().to_owned(),
    }
}

impl From<CompanyRefusal> for CommandError {
    fn from(refusal: CompanyRefusal) -> Self {
        match refusal {
            CompanyRefusal::Invalid { .. } => Self::InvalidCommand(refusal.to_string()),
            CompanyRefusal::NoSuchCredential => Self::NotFound("client_id: the company has no such credential"),
            CompanyRefusal::CredentialRevoked | CompanyRefusal::TooManyCredentials => {
                Self::Conflict(refusal.to_string())
            }
        }
    }
}

impl From<TableError> for CommandError {
    fn from(error: TableError) -> Self {
        match error {
            TableError::TooLarge => Self::Conflict("the company would become larger than can be stored".to_owned()),
            TableError::Corrupt { key } => {
                Self::Internal(format!("what is stored at {} {} cannot be read", key.pk, key.sk))
            }
            error if error.retryable() => Self::Retryable(error.to_string()),
            error => Self::Internal(error.to_string()),
        }
    }
}

impl From<NoEntropy> for CommandError {
    fn from(error: NoEntropy) -> Self {
        Self::Retryable(error.to_string())
    }
}

impl From<IssueError> for CommandError {
    fn from(error: IssueError) -> Self {
        match error {
            IssueError::NoEntropy(error) => error.into(),
            IssueError::Table(error) => error.into(),
        }
    }
}

impl From<CommandError> for Diagnostic {
    fn from(error: CommandError) -> Self {
        Self { error_type: error.error_type().to_owned(), error_message: error.to_string() }
    }
}
