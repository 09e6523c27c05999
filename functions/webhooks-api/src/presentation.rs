//! What answers say.

use domain::json::{Json, Object};
use domain::moment::Moment;
use domain::webhook::attempt::{Attempt, Outcome};
use domain::webhook::body;
use domain::webhook::catalogue::EventKind;
use domain::webhook::delivery::{Delivery, FailedFor};
use http::StatusCode;
use platform::event::Event;
use platform::http::answer::Answer;

pub(crate) use platform::http::dialect::lending::success;

/// A page of a list, and after what the next one begins.
pub(crate) fn page(key: &str, entries: impl Iterator<Item = Json>, next: Option<String>) -> Answer {
    success(StatusCode::OK, Json::object([(key, entries.collect()), ("next", next.into())]))
}

/// A delivery as lists show it.
pub(crate) fn delivery(delivery: &Delivery) -> Json {
    Json::Object(summary(delivery))
}

/// A delivery with its body and its tries.
pub(crate) fn whole_delivery(delivery: &Delivery) -> Json {
    let mut shown = summary(delivery);
    shown.insert("body".to_owned(), Json::text(&delivery.body));
    shown.insert("attempts".to_owned(), delivery.attempts.iter().map(attempt).collect());
    Json::Object(shown)
}

fn summary(delivery: &Delivery) -> Object {
    let last = delivery.attempts.last().map(|attempt| attempt.outcome.name());
    let members: [(&str, Json); 10] = [
        ("delivery_id", Json::text(&delivery.delivery_id)),
        ("endpoint_id", Json::text(&delivery.endpoint_id)),
        ("event_id", Json::text(&delivery.event_id)),
        ("event", Json::text(&delivery.event)),
        ("status", delivery.status.name().into()),
        ("failed_for", delivery.failed_for.map(FailedFor::name).into()),
        ("created_at", delivery.created.to_rfc3339().into()),
        ("next_attempt_at", delivery.next_attempt.map(Moment::to_rfc3339).into()),
        ("attempts_made", Json::integer(i64::from(delivery.attempts_made))),
        ("last_outcome", last.into()),
    ];
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn attempt(attempt: &Attempt) -> Json {
    let answer = match &attempt.outcome {
        Outcome::Answered { answer, .. } => Some(answer.as_str()),
        _ => None,
    };
    Json::object([
        ("at", attempt.at.to_rfc3339().into()),
        ("duration_ms", Json::integer(i64::from(attempt.duration_ms))),
        ("outcome", attempt.outcome.name().into()),
        ("response_status", attempt.outcome.status().map(|status| Json::integer(i64::from(status))).into()),
        ("response_body", answer.into()),
    ])
}

/// An entry of the catalogue.
pub(crate) fn kind(kind: &EventKind) -> Json {
    Json::object([
        ("event", kind.name.into()),
        ("description", kind.about.into()),
        ("version", Json::integer(i64::from(kind.version))),
        ("selectable", kind.selectable.into()),
        ("schema", kind.schema()),
    ])
}

/// Something that happened, with the body that endpoints are sent.
pub(crate) fn event(event: &Event, kind: &EventKind) -> Json {
    Json::object([
        ("event_id", Json::text(&event.id)),
        ("event", kind.name.into()),
        ("created_at", event.at.to_rfc3339().into()),
        ("body", body::json(kind, &event.id, event.at, &event.data)),
    ])
}
