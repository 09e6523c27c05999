//! What can go wrong between here and the table, sorted by what the caller can do about it.

use aws_sdk_dynamodb::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::http::Response;

use super::item::{Item, Key};

/// A write of a transaction whose condition did not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedWrite {
    /// Its place among the transaction's writes.
    pub index: usize,
    /// What lies at its key instead, if anything does.
    pub existing: Option<Item>,
}

/// Why the table did not do what was asked. Carries no person's data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// Conditions did not hold: the state has moved on. Nothing was written. A retry helps only on fresh state.
    #[error("a condition did not hold")]
    Lost {
        /// The writes whose conditions failed.
        failed: Vec<FailedWrite>,
    },
    /// Another transaction holds one of the items. Nothing was written. A retry helps.
    #[error("another transaction is in the way")]
    Conflict,
    /// More than the table serves at the moment, after the SDK's own retries.
    #[error("the table throttles")]
    Throttled,
    /// No answer in time, no connection, or a fault on the other side. It may have been written.
    #[error("the table is not available")]
    Unavailable,
    /// An item or a transaction larger than DynamoDB takes. Nothing was written; a retry does not help.
    #[error("too large for the table")]
    TooLarge,
    /// What is stored cannot be read as what it should be.
    #[error("an item cannot be read")]
    Corrupt {
        /// Where it lies.
        key: Key,
    },
    /// A fault of the program or of its permissions.
    #[error("the table refused the call: {code}")]
    Refused {
        /// DynamoDB's error code, or our own.
        code: String,
    },
}

impl TableError {
    /// Whether the same request can succeed when it is made again, unchanged.
    pub fn retryable(&self) -> bool {
        match self {
            Self::Lost { .. } | Self::Conflict | Self::Throttled | Self::Unavailable => true,
            Self::TooLarge | Self::Corrupt { .. } | Self::Refused { .. } => false,
        }
    }

    /// A call that is refused for a reason of that name.
    pub fn refused(code: &str) -> Self {
        Self::Refused { code: code.to_owned() }
    }

    /// Sorts a failure of any call.
    pub(super) fn of<E: ProvideErrorMetadata>(failure: &SdkError<E, Response>) -> Self {
        match failure {
            SdkError::ServiceError(error) => {
                let server_fault = error.raw().status().as_u16() >= 500;
                Self::of_code(error.err().code(), error.err().message(), server_fault)
            }
            SdkError::ConstructionFailure(_) => Self::refused("ConstructionFailure"),
            // Time ran out, no connection, no credentials, or an answer that is none.
            _ => Self::Unavailable,
        }
    }

    fn of_code(code: Option<&str>, message: Option<&str>, server_fault: bool) -> Self {
        match code.unwrap_or_default() {
            "ProvisionedThroughputExceededException"
            | "ThrottlingException"
            | "ThrottlingError"
            | "ProvisionedThroughputExceeded"
            | "RequestLimitExceeded"
            | "LimitExceededException" => Self::Throttled,
            "TransactionConflictException" | "TransactionInProgressException" | "TransactionConflict" => Self::Conflict,
            "ItemCollectionSizeLimitExceededException" | "ItemCollectionSizeLimitExceeded" => Self::TooLarge,
            "ValidationException" | "ValidationError" if message.is_some_and(|text| text.contains("size")) => {
                Self::TooLarge
            }
            _ if server_fault => Self::Unavailable,
            code => Self::refused(if code.is_empty() { "Unknown" } else { code }),
        }
    }

    /// Sorts one reason for which a transaction was cancelled.
    pub(super) fn of_reason(code: &str, message: Option<&str>) -> Self {
        Self::of_code(Some(code), message, false)
    }
}
