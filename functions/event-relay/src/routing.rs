//! To whom an event goes.

use domain::json::Json;
use domain::moment::Moment;
use domain::webhook::catalogue::{self, EventKind};
use domain::webhook::endpoint::Endpoints;
use platform::communications::CommunicationMessage;
use platform::event::Event;
use platform::notices::NoticeMessage;

/// An endpoint that has asked for a test.
const TEST: &str = "webhook.test";
/// Deliveries that are to be sent once more.
const REPLAYED: &str = "webhook.deliveries_replayed";
/// A communication that is to be handed to a provider, beside whom else it is told.
const CREATED: &str = "communication.created";
/// What its status is then; another waits for permitted hours.
const READY: &str = "created";

/// A notice is to be made.
const NOTICE_REQUESTED: &str = "notice.requested";
/// Notices of many loans are to be made.
const BATCH_REQUESTED: &str = "notice_batch.requested";

/// A company has other rules for recovery.
const RULES_CHANGED: &str = "company.recovery_settings_changed";

/// A way out of the system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// A delivery is made for an endpoint of this id.
    Deliver(String),
    /// A delivery of this id is there, and is tried now.
    Resend(String),
}

/// The ways of an event.
pub fn routes(event: &Event, kind: &EventKind, endpoints: &Endpoints) -> Vec<Route> {
    match kind.name {
        TEST => text(&event.data, "endpoint_id")
            .filter(|id| endpoints.find(id).is_some())
            .map(|id| Route::Deliver(id.to_owned()))
            .into_iter()
            .collect(),
        REPLAYED => texts(&event.data, "delivery_ids").map(|id| Route::Resend(id.to_owned())).collect(),
        _ => {
            let wanted = endpoints.endpoints.iter().filter(|endpoint| endpoint.is_enabled() && endpoint.selects(kind));
            wanted.map(|endpoint| Route::Deliver(endpoint.endpoint_id.clone())).collect()
        }
    }
}

/// What the renderer of notices is asked because of an event. A notice of a batch is made with its batch.
pub fn to_render(company_id: &str, event: &Event) -> Option<NoticeMessage> {
    let company_id = company_id.to_owned();
    let data = event.data.as_object()?;
    match event.event_type.as_str() {
        NOTICE_REQUESTED if text(&event.data, "batch_id").is_none() => {
            let id = data.get("notice_id").and_then(Json::as_number).and_then(|id| i64::try_from(id).ok());
            let notice_id = id.and_then(Moment::from_micros)?;
            Some(NoticeMessage::Notice { company_id, notice_id })
        }
        BATCH_REQUESTED => {
            Some(NoticeMessage::Batch { company_id, batch_id: text(&event.data, "batch_id")?.to_owned() })
        }
        _ => None,
    }
}

/// Whether the cases of the company are to be looked at because of an event.
pub fn asks_for_review(event: &Event) -> bool {
    event.event_type == RULES_CHANGED
}

/// The communication that is to be handed to a provider because of an event.
pub fn to_send(company_id: &str, event: &Event) -> Option<CommunicationMessage> {
    let is_ready = event.event_type == CREATED && text(&event.data, "status") == Some(READY);
    let id = event.data.as_object()?.get("communication_id").and_then(Json::as_number)?;
    is_ready.then_some(())?;
    Some(CommunicationMessage {
        company_id: company_id.to_owned(),
        loan_id: text(&event.data, "loan_id")?.to_owned(),
        client_customer_id: text(&event.data, "client_customer_id").map(str::to_owned),
        communication_id: i64::try_from(id).ok()?,
    })
}

/// What is known of an event; `None` of one that nobody is told of, because the catalogue does not have it.
pub fn kind(event: &Event) -> Option<&'static EventKind> {
    catalogue::of_source(&event.event_type)
}

fn text<'a>(data: &'a Json, key: &str) -> Option<&'a str> {
    data.as_object()?.get(key)?.as_text()
}

fn texts<'a>(data: &'a Json, key: &str) -> impl Iterator<Item = &'a str> {
    let list = data.as_object().and_then(|data| data.get(key)).and_then(Json::as_list);
    list.unwrap_or_default().iter().filter_map(Json::as_text)
}
