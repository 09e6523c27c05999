//! Failures a table is made to show.

use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// A failure that a table shows now and then, and the embedded engine never by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The table refuses the request for its rate. The SDK retries.
    Throttle,
    /// Another transaction holds one of the items. Only changes and transactional reads meet it: a `Query` or `GetItem`
    /// passes by and leaves the fault for the next change. A transaction is cancelled for it, which the SDK does not
    /// retry; a single write is refused, which it does.
    TransactionConflict,
    /// A transaction is cancelled because one of its items is throttled. Others than transactions pass by.
    TransactionThrottled,
    /// The table fails with status 500. The SDK retries.
    InternalServerError,
    /// The connection drops before the request is received: nothing is changed. The SDK retries.
    ConnectionDrop,
    /// The connection drops after the request was carried out: what was to be changed is changed, and nobody is told.
    /// The SDK retries.
    AnswerLost,
}

/// What becomes of one request.
pub(crate) enum Course {
    Undisturbed,
    Answered { status: u16, body: String },
    Unanswered,
    Dropped,
}

/// The failures that are still to come, in their order. Clones share one queue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    queue: Arc<Mutex<VecDeque<Fault>>>,
}

impl Faults {
    pub(crate) fn add(&self, count: usize, fault: Fault) {
        self.queue().extend(std::iter::repeat_n(fault, count));
    }

    pub(crate) fn left(&self) -> usize {
        self.queue().len()
    }

    pub(crate) fn clear(&self) {
        self.queue().clear();
    }

    /// Takes the fault that is next, if `operation` can meet it.
    pub(crate) fn course_of(&self, operation: &str, body: &[u8]) -> Course {
        let mut queue = self.queue();
        let Some(course) = queue.front().and_then(|fault| course(*fault, operation, body)) else {
            return Course::Undisturbed;
        };
        queue.pop_front();
        course
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Fault>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn course(fault: Fault, operation: &str, body: &[u8]) -> Option<Course> {
    match fault {
        Fault::Throttle => Some(refusal(400, "ProvisionedThroughputExceededException", "Rate exceeded")),
        Fault::InternalServerError => Some(refusal(500, "InternalServerError", "Internal server error")),
        Fault::ConnectionDrop => Some(Course::Dropped),
        Fault::AnswerLost => Some(Course::Unanswered),
        Fault::TransactionThrottled => cancelled(operation, body, "ThrottlingError"),
        Fault::TransactionConflict if is_single_write(operation) => {
            Some(refusal(400, "TransactionConflictException", "Transaction is ongoing for the item"))
        }
        Fault::TransactionConflict => cancelled(operation, body, "TransactionConflict"),
    }
}

fn is_single_write(operation: &str) -> bool {
    matches!(operation, "PutItem" | "UpdateItem" | "DeleteItem")
}

/// A transaction cancelled for its first item; none if `operation` is no transaction.
fn cancelled(operation: &str, body: &[u8], code: &str) -> Option<Course> {
    if !operation.starts_with("Transact") {
        return None;
    }
    let request: Value = serde_json::from_slice(body).unwrap_or_default();
    let items = request.get("TransactItems").and_then(Value::as_array).map_or(1, Vec::len);
    let codes: Vec<&str> = std::iter::once(code).chain(std::iter::repeat_n("None", items.saturating_sub(1))).collect();
    let reasons: Vec<Value> = codes.iter().map(|code| json!({"Code": code})).collect();
    let message =
        format!("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]", codes.join(", "));
    let name = "TransactionCanceledException";
    Some(answer(400, &json!({"__type": type_name(name), "Message": message, "CancellationReasons": reasons})))
}

fn refusal(status: u16, name: &str, message: &str) -> Course {
    answer(status, &json!({"__type": type_name(name), "message": message}))
}

fn type_name(name: &str) -> String {
    format!("com.amazonaws.dynamodb.v20120810#{name}")
}

fn answer(status: u16, body: &Value) -> Course {
    Course::Answered { status, body: body.to_string() }
}
