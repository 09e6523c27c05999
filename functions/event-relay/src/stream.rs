//! What the table's stream calls with, and what it is answered.

use platform::event::Event;
use platform::keys::{company_of, is_event};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::App;
use crate::outcome::Relayed;
use crate::relay::{Happened, relay};

/// Records of the stream.
#[derive(Debug, Deserialize)]
pub struct Batch<'a> {
    /// Each as it came: one that cannot be read does not keep the others from being so.
    #[serde(borrow, rename = "Records")]
    records: Vec<&'a RawValue>,
}

/// The records that are to come again: those from the first one that failed.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// At most one, from which the stream goes on.
    #[serde(rename = "batchItemFailures")]
    pub failures: Vec<Failure>,
}

/// A record that failed.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Its sequence number.
    #[serde(rename = "itemIdentifier")]
    pub sequence_number: String,
}

#[derive(Deserialize)]
struct Record {
    #[serde(rename = "eventName")]
    name: String,
    dynamodb: Change,
}

#[derive(Deserialize)]
struct Change {
    #[serde(rename = "SequenceNumber")]
    sequence_number: String,
    #[serde(rename = "NewImage")]
    image: Option<Image>,
}

#[derive(Deserialize)]
struct Image {
    pk: Text,
    sk: Text,
    data: Option<Text>,
}

#[derive(Deserialize)]
struct Text {
    #[serde(rename = "S")]
    text: String,
}

/// A record by its number, and the event that it brings, if it brings one.
struct Read {
    sequence_number: String,
    happened: Result<Option<Happened>, Unreadable>,
}

/// A record of an event that is none.
#[derive(Debug)]
struct Unreadable;

/// Carries the events of a batch on. Where that fails, the batch comes again: as a whole, or from the record that cannot be read.
pub async fn answer(app: &App, batch: &Batch<'_>) -> Answer {
    let mut records = Vec::with_capacity(batch.records.len());
    for raw in &batch.records {
        let Ok(record) = serde_json::from_str(raw.get()) else {
            tracing::error!(retryable = false, "a record of the stream cannot be read, and has no number");
            continue;
        };
        records.push(read(record));
    }
    let unreadable = records.iter().position(|record| record.happened.is_err());
    let readable = records.get(..unreadable.unwrap_or(records.len())).unwrap_or_default();
    let happened: Vec<Happened> = readable.iter().filter_map(|it| it.happened.as_ref().ok()?.clone()).collect();
    let failed_at = match relay(app, &happened).await {
        Ok(done) => {
            let Relayed { events, made, made_before, queued, reviews, to_send, notices } = done;
            tracing::info!(events, made, made_before, queued, reviews, to_send, notices, "events were carried on");
            unreadable
        }
        Err(failed) => {
            let retryable = failed.retryable();
            tracing::error!(retryable, reason = %failed, "events were not carried on");
            Some(0)
        }
    };
    let failure = failed_at.and_then(|at| records.into_iter().nth(at));
    Answer { failures: failure.map(|it| Failure { sequence_number: it.sequence_number }).into_iter().collect() }
}

fn read(Record { name, dynamodb: Change { sequence_number, image } }: Record) -> Read {
    let image = image.filter(|image| name == "INSERT" && is_event(&image.sk.text));
    let happened = image.map(|image| {
        let event = image.data.and_then(|data| serde_json::from_str::<Event>(&data.text).ok());
        let company_id = company_of(&image.pk.text);
        company_id.zip(event).map(|(company_id, event)| Happened { company_id, event }).ok_or_else(|| {
            tracing::error!(retryable = false, pk = image.pk.text, sk = image.sk.text, "an event cannot be read");
            Unreadable
        })
    });
    Read { sequence_number, happened: happened.transpose() }
}
