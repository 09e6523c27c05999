//! All or nothing: one `TransactWriteItems`.

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::CancellationReason;
use aws_smithy_runtime_api::http::Response;

use super::Table;
use super::error::{FailedWrite, TableError};
use super::item::{ITEM_BYTES_MAX, Item};
use super::write::Write;

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
        let call = self.client.transact_write_items().set_transact_items(Some(parts));
        call.send().await.map(|_| ()).map_err(|failure| cancelled(&failure))
    }
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

fn cancelled(failure: &SdkError<TransactWriteItemsError, Response>) -> TableError {
    let general = TableError::of(failure);
    let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = failure.as_service_error() else {
        return general;
    };
    let reasons = cancelled.cancellation_reasons();
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
