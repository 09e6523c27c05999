//! All or nothing: one `TransactWriteItems`.

use std::time::Duration;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{CancellationReason, TransactWriteItem};
use aws_smithy_runtime_api::http::Response;
use tokio::time::sleep;

use super::Table;
use super::error::{FailedWrite, TableError};
use super::item::{ITEM_BYTES_MAX, Item};
use super::write::Write;
use crate::id;

/// DynamoDB's limit on the parts of a transaction.
pub const TRANSACTION_WRITES_MAX: usize = 100;

/// DynamoDB's limit on a transaction's items together, in bytes.
pub const TRANSACTION_BYTES_MAX: usize = 4 * 1024 * 1024;

impl Table {
    /// Does all writes or none. Limits are checked before anything is sent, so that a refusal says which one it is.
    ///
    /// The SDK gives each call a token of its own, so that its retries after a lost answer do not write twice.
    pub async fn transact(&self, writes: Vec<Write>) -> Result<(), TableError> {
        check_limits(&writes)?;
        if writes.is_empty() {
            return Ok(());
        }
        let parts = writes.into_iter().map(|write| write.into_sdk(&self.name)).collect::<Result<Vec<_>, _>>()?;
        for retry in 0..CANCELLED_RETRIES_MAX {
            match self.write_all(parts.clone()).await {
                Err(Failure { error: TableError::Throttled, cancelled: true }) => sleep(backoff(retry)).await,
                outcome => return outcome.map_err(|failure| failure.error),
            }
        }
        self.write_all(parts).await.map_err(|failure| failure.error)
    }

    /// One `TransactWriteItems`, with the SDK's retries.
    async fn write_all(&self, parts: Vec<TransactWriteItem>) -> Result<(), Failure> {
        let call = self.client.transact_write_items().set_transact_items(Some(parts));
        Box::pin(call.send()).await.map(|_| ()).map_err(|failure| Failure::of(&failure))
    }
}

/// A transaction that was cancelled because one of its items is throttled has written nothing, and the SDK does not try
/// it again; so often do we.
const CANCELLED_RETRIES_MAX: u32 = 3;

/// The wait before the first of these, doubled for each that follows, in milliseconds.
const CANCELLED_BACKOFF_MS: u64 = 25;

fn backoff(retry: u32) -> Duration {
    let doubled = CANCELLED_BACKOFF_MS.saturating_mul(1 << retry.min(CANCELLED_RETRIES_MAX));
    Duration::from_millis(doubled.saturating_add(id::below(doubled)))
}

fn check_limits(writes: &[Write]) -> Result<(), TableError> {
    let sizes = || writes.iter().map(Write::size_bytes);
    let total = sizes().fold(0_usize, usize::saturating_add);
    if writes.len() > TRANSACTION_WRITES_MAX
        || total > TRANSACTION_BYTES_MAX
        || sizes().any(|size| size > ITEM_BYTES_MAX)
    {
        return Err(TableError::TooLarge);
    }
    Ok(())
}

struct Failure {
    error: TableError,
    /// Whether DynamoDB says that it was the transaction which it cancelled.
    cancelled: bool,
}

impl Failure {
    fn of(failure: &SdkError<TransactWriteItemsError, Response>) -> Self {
        match failure.as_service_error() {
            Some(TransactWriteItemsError::TransactionCanceledException(exception)) => {
                Self { error: reason(exception.cancellation_reasons()), cancelled: true }
            }
            _ => Self { error: TableError::of(failure), cancelled: false },
        }
    }
}

/// Conditions that failed come first: what they say stays true when the rest has passed.
fn reason(reasons: &[CancellationReason]) -> TableError {
    let failed: Result<Vec<_>, _> = reasons.iter().enumerate().filter_map(failed_write).collect();
    match failed {
        Err(corrupt) => corrupt,
        Ok(failed) if !failed.is_empty() => TableError::Lost { failed },
        Ok(_) => other_reason(reasons),
    }
}

fn failed_write((index, reason): (usize, &CancellationReason)) -> Option<Result<FailedWrite, TableError>> {
    if reason.code() != Some("ConditionalCheckFailed") {
        return None;
    }
    let existing = reason.item().filter(|attributes| !attributes.is_empty()).cloned();
    let existing = existing.map(Item::from_attributes).transpose();
    Some(existing.map(|existing| FailedWrite { index, existing }))
}

/// The first reason that is one; DynamoDB lists `None` for the parts that were not at fault.
fn other_reason(reasons: &[CancellationReason]) -> TableError {
    let fault = reasons.iter().find_map(|reason| match reason.code() {
        None | Some("None") => None,
        Some(code) => Some(TableError::of_reason(code, reason.message())),
    });
    fault.unwrap_or(TableError::Conflict)
}
