//! A change: read, decide, write under conditions; and again on fresh state when another was faster.

use std::time::Duration;

use crate::clock::Clock;
use crate::http::answer::Answer;
use crate::http::problem::Problem;
use crate::id;
use crate::idempotency::IdempotentRequest;
use crate::table::{FailedWrite, Table, TableError, Write};

/// How often a change is tried, the first time included.
pub const ATTEMPTS_MAX: u32 = 8;
/// The longest first wait between attempts, doubled for each that follows, in milliseconds.
const BACKOFF_MS: u64 = 5;
/// The longest wait of all, in milliseconds; with the number of attempts it bounds all waits together to about 1 s.
const BACKOFF_MS_MAX: u64 = 400;

/// What one attempt decided on the state it read.
#[derive(Debug)]
pub struct Change {
    /// All that is to be written, with the conditions under which the decision holds, and its events.
    pub writes: Vec<Write>,
    /// What the client is told once it is written.
    pub answer: Answer,
}

/// Runs a change: `attempt` reads fresh state and decides, then one transaction writes everything, the idempotency record
/// included. A lost race is run again, at most [`ATTEMPTS_MAX`] times, then answered 409 with `Retry-After`.
///
/// A repetition is recognized where it costs nothing: by the record being in the way of the write, or, when `attempt`
/// refuses because the first request has moved the state on, by one read of the record.
pub async fn run<F: Future<Output = Result<Change, Problem>>>(
    table: &Table,
    clock: &Clock,
    company_id: &str,
    idempotent: Option<&IdempotentRequest>,
    attempt: impl Fn() -> F,
) -> Result<Answer, Problem> {
    for retry in 0..ATTEMPTS_MAX {
        if retry > 0 {
            tokio::time::sleep(backoff(retry)).await;
        }
        let change = match attempt().await {
            Ok(change) => change,
            Err(problem) => return refused(table, clock, company_id, idempotent, problem).await,
        };
        match write(table, clock, company_id, idempotent, change).await? {
            Outcome::Done(answer) => return Ok(answer),
            Outcome::LostRace => {}
        }
    }
    tracing::warn!(retryable = true, attempts = ATTEMPTS_MAX, "a change lost every race");
    Err(Problem::lost_race())
}

enum Outcome {
    Done(Answer),
    LostRace,
}

async fn write(
    table: &Table,
    clock: &Clock,
    company_id: &str,
    idempotent: Option<&IdempotentRequest>,
    change: Change,
) -> Result<Outcome, Problem> {
    let Change { mut writes, answer } = change;
    let record_index = writes.len();
    if let Some(request) = idempotent {
        writes.push(request.record(company_id, &answer, clock.now())?);
    }
    match table.transact(writes).await {
        Ok(()) => Ok(Outcome::Done(answer)),
        Err(TableError::Lost { failed }) => match idempotent.zip(record(&failed, record_index)) {
            Some((request, record)) => replay(table, clock, company_id, request, record).await,
            None => Ok(Outcome::LostRace),
        },
        Err(TableError::Conflict) => Ok(Outcome::LostRace),
        Err(error) => Err(error.into()),
    }
}

/// The failed write of the idempotency record, if it is among them.
fn record(failed: &[FailedWrite], record_index: usize) -> Option<&FailedWrite> {
    failed.iter().find(|write| write.index == record_index)
}

/// The record is in the way: the request has been here before, or its key has been used for another.
async fn replay(
    table: &Table,
    clock: &Clock,
    company_id: &str,
    request: &IdempotentRequest,
    record: &FailedWrite,
) -> Result<Outcome, Problem> {
    let answer = match &record.existing {
        Some(item) => Some(request.replay(item)?),
        None => request.look_up(table, company_id, clock.now()).await?,
    };
    // Without one it has just run out, and the next attempt takes its place.
    Ok(answer.map_or(Outcome::LostRace, Outcome::Done))
}

/// The refusal may be due to the very request that this one repeats.
async fn refused(
    table: &Table,
    clock: &Clock,
    company_id: &str,
    idempotent: Option<&IdempotentRequest>,
    problem: Problem,
) -> Result<Answer, Problem> {
    let Some(request) = idempotent.filter(|_| problem.status.is_client_error()) else { return Err(problem) };
    request.look_up(table, company_id, clock.now()).await?.ok_or(problem)
}

/// Anything up to a wait that doubles with each retry: the wider they spread, the fewer meet again.
fn backoff(retry: u32) -> Duration {
    let doubled = BACKOFF_MS.saturating_mul(1 << retry.min(ATTEMPTS_MAX)).min(BACKOFF_MS_MAX);
    Duration::from_millis(id::below(doubled).saturating_add(1))
}
