//! Events to their deliveries.

use std::collections::{BTreeMap, BTreeSet};

use domain::webhook::endpoint::Endpoints;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use platform::communications::CommunicationMessage;
use platform::event::Event;
use platform::keys::webhook as keys;
use platform::notices::NoticeMessage;
use platform::queue::{Message, QueueError};
use platform::recovery::{REVIEW_DELAY_SECONDS, ReviewMessage};
use platform::table::{BATCH_KEYS_MAX, Condition, Item, Key, TableError};
use platform::webhooks::{DeliveryMessage, KnownEndpoints, made};

use crate::App;
use crate::outcome::{Failed, Relayed};
use crate::routing::{self, Route};

/// Deliveries that are made at the same time.
const AT_ONCE: usize = 16;

/// An event of a company.
#[derive(Debug, Clone)]
pub struct Happened {
    /// The company.
    pub company_id: String,
    /// The event.
    pub event: Event,
}

/// A delivery that is to be made, and tried.
struct Way {
    message: DeliveryMessage,
    /// What is made, unless it is there already.
    item: Option<Item>,
}

/// Makes the deliveries of events, and puts them into their queue; and communications that are to be handed over into theirs. All of it can be done again.
pub async fn relay(app: &App, events: &[Happened]) -> Result<Relayed, Failed> {
    let endpoints = endpoints_of(app, events).await?;
    let mut relayed = Relayed { events: events.len(), ..Relayed::default() };
    let mut ways = Vec::new();
    for happened in events {
        ways.extend(ways_of(app, happened, &endpoints)?);
    }
    // Who is told once of something in one run is not told twice by it.
    let messages: BTreeSet<DeliveryMessage> = ways.iter().map(|way| way.message.clone()).collect();
    let puts = ways.into_iter().filter_map(|way| way.item).map(|item| put(app, item));
    let puts: Vec<bool> = stream::iter(puts).buffer_unordered(AT_ONCE).try_collect().await?;
    relayed.made = puts.iter().filter(|made| **made).count();
    relayed.made_before = puts.len().saturating_sub(relayed.made);
    let bodies = messages.iter().map(DeliveryMessage::body).collect::<Result<Vec<_>, _>>()?;
    app.queue.send(&bodies).await?;
    relayed.queued = bodies.len();
    relayed.reviews = review(app, events).await?;
    let to_send = events.iter().filter_map(|happened| routing::to_send(&happened.company_id, &happened.event));
    let to_send: BTreeSet<CommunicationMessage> = to_send.collect();
    let bodies = to_send.iter().map(CommunicationMessage::body).collect::<Result<Vec<_>, _>>()?;
    app.communications.send(&bodies).await?;
    relayed.to_send = bodies.len();
    relayed.notices = to_render(app, events).await?;
    Ok(relayed)
}

/// Has the notices made that were asked for; answers how many messages that took.
async fn to_render(app: &App, events: &[Happened]) -> Result<usize, Failed> {
    let messages = events.iter().filter_map(|happened| routing::to_render(&happened.company_id, &happened.event));
    let messages: BTreeSet<NoticeMessage> = messages.collect();
    let bodies = messages.iter().map(NoticeMessage::body).collect::<Result<Vec<_>, QueueError>>()?;
    app.notices.send(&bodies).await?;
    Ok(bodies.len())
}

/// Has the cases looked at of companies whose rules have changed; answers how many these are.
async fn review(app: &App, events: &[Happened]) -> Result<usize, Failed> {
    let changed = events.iter().filter(|happened| routing::asks_for_review(&happened.event));
    let companies: BTreeSet<&str> = changed.map(|happened| happened.company_id.as_str()).collect();
    let delay_seconds = REVIEW_DELAY_SECONDS;
    let message = |company: &&str| Ok(Message::after(delay_seconds, ReviewMessage::of(company).body()?));
    let messages = companies.iter().map(message).collect::<Result<Vec<_>, QueueError>>()?;
    app.detection.send_later(messages).await?;
    Ok(companies.len())
}

/// The endpoints of the companies to which something happened.
async fn endpoints_of(app: &App, events: &[Happened]) -> Result<BTreeMap<String, Endpoints>, TableError> {
    let companies: BTreeSet<&str> = events.iter().map(|happened| happened.company_id.as_str()).collect();
    let asked: BTreeMap<Key, &str> = companies.into_iter().map(|company| (keys::endpoints(company), company)).collect();
    let asked_keys: Vec<Key> = asked.keys().cloned().collect();
    let mut endpoints = BTreeMap::new();
    for some in asked_keys.chunks(BATCH_KEYS_MAX) {
        for item in app.table.get_many(some).await? {
            if let Some(company) = asked.get(&item.key) {
                endpoints.insert((*company).to_owned(), KnownEndpoints::of(&item)?.endpoints);
            }
        }
    }
    Ok(endpoints)
}

fn ways_of(app: &App, happened: &Happened, endpoints: &BTreeMap<String, Endpoints>) -> Result<Vec<Way>, TableError> {
    let Happened { company_id, event } = happened;
    let Some(kind) = routing::kind(event) else {
        tracing::error!(
            retryable = false,
            company = company_id,
            event_type = event.event_type,
            "an event is not in the catalogue"
        );
        return Ok(Vec::new());
    };
    let none = Endpoints::default();
    let endpoints = endpoints.get(company_id).unwrap_or(&none);
    let message = |delivery_id| DeliveryMessage { company_id: company_id.clone(), delivery_id };
    let way = |route| match route {
        Route::Deliver(endpoint_id) => {
            let item = Some(made(company_id, &endpoint_id, (event, kind), app.clock.now())?);
            Ok(Way { message: message(keys::delivery_id(event.ulid(), &endpoint_id)), item })
        }
        Route::Resend(delivery_id) => Ok(Way { message: message(delivery_id), item: None }),
    };
    routing::routes(event, kind, endpoints).into_iter().map(way).collect()
}

/// Whether it was new.
async fn put(app: &App, item: Item) -> Result<bool, TableError> {
    match app.table.put(item, Condition::Absent).await {
        Ok(()) => Ok(true),
        Err(TableError::Lost { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
