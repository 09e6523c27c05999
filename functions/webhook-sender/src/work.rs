//! The tries of a batch of deliveries, all at once.

use std::collections::HashMap;

use domain::moment::Moment;
use domain::webhook::attempt::Attempt;
use domain::webhook::delivery::{Claim, DeliveryStatus, FailedFor};
use domain::webhook::endpoint::{DisabledReason, Endpoint, Endpoints};
use domain::webhook::health::Failing;
use domain::webhook::schedule::JITTER_PERMILLE;
use domain::webhook::signature::sign;
use futures_util::future::join_all;
use platform::id;
use platform::keys::webhook as keys;
use platform::queue::{DELAY_SECONDS_MAX, Message};
use platform::table::{BATCH_KEYS_MAX, Item, Key, TableError};
use platform::webhooks::{
    DeliveryMessage, KnownDelivery, KnownEndpoints, disable, failing, failing_cleared, failing_noted,
};

use crate::App;
use crate::outcome::{Done, Failed};
use crate::post::Request;

/// What is known of a delivery.
struct Known {
    delivery: KnownDelivery,
    endpoints: Endpoints,
    failing: Option<Failing>,
}

/// Tries deliveries, all at once, and says of each what came of it. A message that cannot be read fails.
pub async fn work(app: &App, messages: &[Option<DeliveryMessage>]) -> Vec<Result<Done, Failed>> {
    let places: Vec<Option<Place>> = messages.iter().map(|message| message.as_ref().and_then(Place::of)).collect();
    let read = read(app, places.iter().flatten()).await;
    let tries = places.iter().map(async |place| {
        let place = place.as_ref().ok_or(Failed::Unreadable)?;
        let items = read.as_ref().map_err(TableError::clone)?;
        match place.known(items)? {
            Some(known) => take_on(app, place, known).await,
            None => Ok(Done::Missing),
        }
    });
    join_all(tries).await
}

/// Where a delivery, its endpoint, and what is known of that lie.
struct Place {
    company_id: String,
    endpoint_id: String,
    message: DeliveryMessage,
    delivery: Key,
}

impl Place {
    fn of(message: &DeliveryMessage) -> Option<Self> {
        let (_, endpoint_id) = keys::of_delivery(&message.delivery_id)?;
        let delivery = keys::delivery(&message.company_id, &message.delivery_id)?;
        Some(Self { company_id: message.company_id.clone(), endpoint_id, message: message.clone(), delivery })
    }

    fn keys(&self) -> [Key; 3] {
        let (company, endpoint) = (&self.company_id, &self.endpoint_id);
        [self.delivery.clone(), keys::endpoints(company), keys::failing(company, endpoint)]
    }

    fn known(&self, items: &HashMap<Key, Item>) -> Result<Option<Known>, TableError> {
        let [delivery, endpoints, fails] = self.keys().map(|key| items.get(&key));
        let Some(delivery) = delivery else { return Ok(None) };
        let endpoints = endpoints.map(KnownEndpoints::of).transpose()?.unwrap_or_default().endpoints;
        Ok(Some(Known { delivery: KnownDelivery::of(delivery)?, endpoints, failing: fails.map(failing).transpose()? }))
    }
}

async fn read(app: &App, places: impl Iterator<Item = &Place>) -> Result<HashMap<Key, Item>, TableError> {
    let mut asked: Vec<Key> = places.flat_map(Place::keys).collect();
    asked.sort();
    asked.dedup();
    let mut items = HashMap::with_capacity(asked.len());
    for some in asked.chunks(BATCH_KEYS_MAX) {
        items.extend(app.table.get_many(some).await?.into_iter().map(|item| (item.key.clone(), item)));
    }
    Ok(items)
}

/// Claims a try, and makes it.
async fn take_on(app: &App, place: &Place, known: Known) -> Result<Done, Failed> {
    let Known { mut delivery, endpoints, failing } = known;
    let endpoint = endpoints.find(&place.endpoint_id);
    let now = app.clock.now();
    let Some(endpoint) = endpoint.filter(|endpoint| endpoint.is_enabled()) else {
        let why = if endpoint.is_some() { FailedFor::EndpointDisabled } else { FailedFor::EndpointDeleted };
        return give_up(app, delivery, why, now).await;
    };
    if delivery.delivery.claim(now) != Claim::Claimed || !stored(app, &mut delivery, now).await? {
        return Ok(Done::NothingToDo);
    }
    let attempt = send(app, &delivery, endpoint).await;
    let is_success = attempt.outcome.is_success();
    let is_gone = attempt.outcome.is_gone();
    told(place, &delivery, &attempt);
    let now = app.clock.now();
    let jitter = u32::try_from(id::below(u64::from(JITTER_PERMILLE) * 2 + 1)).unwrap_or(JITTER_PERMILLE);
    delivery.delivery.tried(attempt, jitter, now);
    if !stored(app, &mut delivery, now).await? {
        // Somebody took it over because this took too long, or replayed it: what they note counts.
        return Ok(Done::NothingToDo);
    }
    if is_success {
        recovered(app, place, failing).await?;
        return Ok(Done::Delivered);
    }
    failed(app, place, failing, is_gone, now).await?;
    try_again(app, place, &delivery, now).await
}

/// One request, and what came of it.
async fn send(app: &App, known: &KnownDelivery, endpoint: &Endpoint) -> Attempt {
    let (delivery, at) = (&known.delivery, app.clock.now());
    let begun = std::time::Instant::now();
    let signature = sign(endpoint.secrets.valid(at), &delivery.delivery_id, at, &delivery.body);
    let request =
        Request { url: &endpoint.url, id: &delivery.delivery_id, at, signature: &signature, body: &delivery.body };
    let outcome = app.poster.post(request).await;
    Attempt { at, duration_ms: u32::try_from(begun.elapsed().as_millis()).unwrap_or(u32::MAX), outcome }
}

async fn give_up(app: &App, mut known: KnownDelivery, why: FailedFor, now: Moment) -> Result<Done, Failed> {
    if !known.delivery.is_under_way() {
        return Ok(Done::NothingToDo);
    }
    known.delivery.give_up(why);
    let is_stored = stored(app, &mut known, now).await?;
    Ok(if is_stored { Done::GivenUp } else { Done::NothingToDo })
}

/// Whether it was as it was read.
async fn stored(app: &App, known: &mut KnownDelivery, now: Moment) -> Result<bool, TableError> {
    match known.store(&app.table, now).await {
        Ok(()) => Ok(true),
        Err(TableError::Lost { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// A success forgets that the endpoint failed.
async fn recovered(app: &App, place: &Place, failing: Option<Failing>) -> Result<(), TableError> {
    if failing.is_none() {
        return Ok(());
    }
    app.table.transact(vec![failing_cleared(&place.company_id, &place.endpoint_id)]).await
}

/// Notes that the endpoint fails; one that is gone, or has failed for too long, is disabled.
async fn failed(
    app: &App,
    place: &Place,
    known: Option<Failing>,
    is_gone: bool,
    now: Moment,
) -> Result<(), TableError> {
    let ids = (place.company_id.as_str(), place.endpoint_id.as_str());
    let noted = Failing::after_failure(known, now);
    if let Some(noted) = noted {
        failing_noted(&app.table, ids, noted).await?;
    }
    let failing = noted.or(known);
    let reason = if is_gone {
        DisabledReason::Gone
    } else if failing.is_some_and(|failing| failing.is_too_long(now)) {
        DisabledReason::Failing
    } else {
        return Ok(());
    };
    if disable(&app.table, ids, (reason, failing), now).await? {
        tracing::warn!(company = ids.0, endpoint = ids.1, reason = reason.name(), "an endpoint was disabled");
    }
    Ok(())
}

/// The next try by the queue, where that is soon; later ones are found by the clock.
async fn try_again(app: &App, place: &Place, known: &KnownDelivery, now: Moment) -> Result<Done, Failed> {
    let Some(next) = known.delivery.next_attempt.filter(|_| known.delivery.status == DeliveryStatus::Pending) else {
        return Ok(Done::GivenUp);
    };
    let seconds = next.micros().saturating_sub(now.micros()).max(0).saturating_add(999_999) / 1_000_000;
    let soon = u32::try_from(seconds).ok().filter(|seconds| *seconds <= DELAY_SECONDS_MAX);
    if let Some(delay_seconds) = soon {
        let message = Message::after(delay_seconds, place.message.body()?);
        if let Err(error) = app.queue.send_later(vec![message]).await {
            // The clock finds it some minutes later.
            tracing::warn!(retryable = error.retryable(), reason = %error, "the next try is left to the clock");
        }
    }
    Ok(Done::ToBeTriedAgain)
}

/// What came of a try, by ids: neither the address nor what was sent.
fn told(place: &Place, known: &KnownDelivery, attempt: &Attempt) {
    let (delivery, outcome) = (&known.delivery, &attempt.outcome);
    tracing::info!(
        company = place.company_id,
        endpoint = place.endpoint_id,
        delivery = delivery.delivery_id,
        event = delivery.event,
        attempt = delivery.attempts_made.saturating_add(1),
        outcome = outcome.name(),
        status = outcome.status(),
        duration_ms = attempt.duration_ms,
        "a delivery was tried"
    );
}
