//! What has waited for permitted hours.

use std::collections::BTreeSet;

use domain::moment::Moment;
use futures_util::stream::{self, StreamExt};
use platform::clockwork::Clockwork;
use platform::communications::{Released, release};
use platform::companies::Companies;
use platform::keys::company_of;
use platform::keys::index::Timer;
use platform::table::{Key, TableError};

use crate::App;
use crate::outcome::Failed;

/// Entries of a part of the clock that are read at once.
const PAGE: i32 = 50;
/// Partitions in work at the same time. The communications of one are looked at one after the other, for each can change the case of the same loan.
const AT_ONCE: usize = 16;
/// How often one is tried again that somebody else was writing; then it is left to the next run.
const TRIES: usize = 3;

/// What was done, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dispatched {
    /// Communications that go out now.
    pub created: usize,
    /// Communications that wait on.
    pub postponed: usize,
    /// Communications that a rule refused, or that there was nobody for.
    pub refused: usize,
    /// Whether something that is due is left to the next run.
    pub more: bool,
}

/// Asks the contact policy about all that has waited until now. What fails does not keep the rest from being done.
pub async fn dispatch(app: &App, until: Moment) -> Result<Dispatched, Failed> {
    let mut clockwork = Clockwork::at(Timer::Communications, app.clock.now(), PAGE);
    let (mut companies, mut done, mut failed) = (Companies::default(), Dispatched::default(), None);
    while !clockwork.is_through() {
        if app.clock.now() >= until {
            done.more = true;
            break;
        }
        let struck = clockwork.next(&app.table).await;
        failed = failed.or(struck.failed.into_iter().next().map(|(_, error)| error));
        let mut keys: Vec<Key> = struck.items.into_iter().map(|item| item.key).collect();
        keys.sort();
        let ids: BTreeSet<String> = keys.iter().filter_map(|key| company_of(&key.pk)).collect();
        companies.learn(&app.table, ids.iter().map(String::as_str)).await;
        let partitions: Vec<&[Key]> = keys.chunk_by(|one, other| one.pk == other.pk).collect();
        let works = partitions.into_iter().map(|keys| released(app, &companies, keys, until));
        let mut works = stream::iter(works).buffer_unordered(AT_ONCE);
        while let Some(outcomes) = works.next().await {
            for outcome in outcomes {
                match outcome {
                    Ok(Some(Released::Created)) => done.created += 1,
                    Ok(Some(Released::Postponed)) => done.postponed += 1,
                    Ok(Some(Released::Suppressed | Released::Failed)) => done.refused += 1,
                    Ok(Some(Released::NotDue)) => {}
                    Ok(None | Some(Released::LostRace)) => done.more = true,
                    Err(error) => failed = failed.or(Some(error)),
                }
            }
        }
    }
    let Dispatched { created, postponed, refused, more } = done;
    tracing::info!(created, postponed, refused, more, "looked at what has waited");
    failed.map_or(Ok(done), |error| Err(error.into()))
}

/// Looks at what is due of a partition; `None` for what the run's time was up for.
async fn released(
    app: &App,
    companies: &Companies,
    keys: &[Key],
    until: Moment,
) -> Vec<Result<Option<Released>, TableError>> {
    let mut outcomes = Vec::with_capacity(keys.len());
    for key in keys {
        let outcome = one(app, companies, key, until).await;
        if let Err(error) = &outcome {
            let retryable = error.retryable();
            tracing::error!(retryable, pk = key.pk, sk = key.sk, reason = %error, "a communication was not looked at");
        }
        outcomes.push(outcome);
    }
    outcomes
}

async fn one(app: &App, companies: &Companies, key: &Key, until: Moment) -> Result<Option<Released>, TableError> {
    let company_id = company_of(&key.pk).ok_or_else(|| TableError::Corrupt { key: key.clone() })?;
    let company = companies.get(&company_id)?;
    for _ in 0..TRIES {
        if app.clock.now() >= until {
            return Ok(None);
        }
        match release(&app.table, company, key, app.clock.now()).await? {
            Released::LostRace => {}
            released => return Ok(Some(released)),
        }
    }
    Ok(Some(Released::LostRace))
}
