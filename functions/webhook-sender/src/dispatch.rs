//! What is due by the clock, into the queue.

use domain::moment::Moment;
use futures_util::stream::{self, StreamExt};
use platform::clockwork::Clockwork;
use platform::keys::index::Timer;
use platform::keys::webhook as keys;
use platform::table::{DueItem, TableError};
use platform::webhooks::DeliveryMessage;

use crate::App;
use crate::outcome::Failed;

/// Entries of a part of the clock that are read at once.
const PAGE: i32 = 100;
/// Entries that are moved on at the same time.
const AT_ONCE: usize = 16;
/// What was put into the queue is looked after again so much later, in microseconds: a quarter of an hour.
const LATER_MICROS: i64 = 900 * 1_000_000;

/// What was done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dispatched {
    /// Deliveries that were put into the queue.
    pub queued: usize,
    /// Whether there is more than there was time for. The next run goes on.
    pub more: bool,
}

/// Puts what is due into the queue, and only then moves it on in the clock: who dies between does it twice, and nothing is left out.
pub async fn dispatch(app: &App, until: Moment) -> Result<Dispatched, Failed> {
    let mut clockwork = Clockwork::at(Timer::Deliveries, app.clock.now(), PAGE);
    let (mut done, mut failed) = (Dispatched::default(), None);
    while !clockwork.is_through() {
        if app.clock.now() >= until {
            done.more = true;
            break;
        }
        let struck = clockwork.next(&app.table).await;
        failed = failed.or(struck.failed.into_iter().next().map(|(_, error)| error));
        let due: Vec<(DueItem, DeliveryMessage)> = struck.items.into_iter().filter_map(named).collect();
        let bodies = due.iter().map(|(_, message)| message.body()).collect::<Result<Vec<_>, _>>()?;
        app.queue.send(&bodies).await?;
        done.queued = done.queued.saturating_add(bodies.len());
        let later = app.clock.now().later(LATER_MICROS);
        let moved = due.into_iter().map(|(item, _)| {
            let to = keys::clock(&item.key, later);
            app.table.postpone(item, to)
        });
        let moved: Vec<Result<bool, TableError>> = stream::iter(moved).buffer_unordered(AT_ONCE).collect().await;
        failed = failed.or(moved.into_iter().find_map(Result::err));
    }
    tracing::info!(queued = done.queued, more = done.more, "put into the queue what was due");
    failed.map_or(Ok(done), |error| Err(error.into()))
}

/// An entry with the delivery that it is of.
fn named(item: DueItem) -> Option<(DueItem, DeliveryMessage)> {
    let named = keys::delivery_of(&item.key);
    if named.is_none() {
        tracing::error!(
            retryable = false,
            pk = item.key.pk,
            sk = item.key.sk,
            "an entry of the clock is of no delivery"
        );
    }
    let (company_id, delivery_id) = named?;
    Some((item, DeliveryMessage { company_id, delivery_id }))
}
