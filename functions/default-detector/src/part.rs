//! The work on one part of the clock: pages of what is due, and the loans on them, some at once.

use std::time::Duration;

use domain::company::Company;
use domain::moment::Moment;
use futures_util::stream::{self, StreamExt};
use platform::clockwork::Clockwork;
use platform::companies::Companies;
use platform::id;
use platform::keys::loan::loan_of;
use platform::keys::recovery::CASE;
use platform::recovery::{LookFailed, Looked, look_at};
use platform::table::DueItem;

use crate::fan_out::body;
use crate::message::PartMessage;
use crate::outcome::{Done, Unfinished};
use crate::{App, Bounds};

/// Who is named as the author of what comes about by itself.
const AUTHOR: &str = "default-detector";
/// Loans in work at the same time.
const AT_ONCE: usize = 16;
/// How often a look is tried that loses its race. Loans that are found at once meet in the counts of their lists.
const TRIES: u64 = 6;
/// The longest first wait between tries, doubled for each that follows, in milliseconds.
const BACKOFF_MS: u64 = 10;

/// A loan that is due.
pub(crate) struct DueLoan {
    pub(crate) company_id: String,
    pub(crate) loan_id: String,
    /// Its entry in what is gone through.
    pub(crate) at: String,
}

/// Does what is due in a part, as far as the time goes; the rest is put into the queue. What fails does not keep the rest from being
/// done.
pub async fn work(app: &App, message: &PartMessage, bounds: Bounds) -> Result<Done, Unfinished> {
    let (mut done, mut companies) = (Done::default(), Companies::default());
    let started = app.clock.now();
    let mut clockwork = Clockwork::of_part(&message.shard, message.from.as_deref(), started, bounds.page);
    let mut left = None;
    while !clockwork.is_through() && left.is_none() {
        if app.clock.now() >= bounds.until {
            left = clockwork.rest().first().map(|part| part.from.clone());
            break;
        }
        let struck = clockwork.next(&app.table).await;
        struck.failed.iter().for_each(|(_, error)| done.failed(error));
        let due: Vec<DueLoan> = struck.items.iter().filter_map(loan).collect();
        companies.learn(&app.table, due.iter().map(|loan| loan.company_id.as_str())).await;
        left = page(app, &companies, due, bounds.until, &mut done).await;
    }
    if let Some(from) = left {
        app.queue.send(&[body(&PartMessage { shard: message.shard.clone(), from: Some(from) })?]).await?;
        done.handed_on = true;
    }
    told(&message.shard, done)
}

/// Looks at the loans of a page; where the time is up before all were, answers the entry of the first that was not.
pub(crate) async fn page(
    app: &App,
    companies: &Companies,
    due: Vec<DueLoan>,
    until: Moment,
    done: &mut Done,
) -> Option<String> {
    let looks = due.into_iter().map(async |loan| (take_on(app, companies, &loan, until).await, loan.at));
    let mut looks = stream::iter(looks).buffered(AT_ONCE);
    let mut left = None;
    while let Some((outcome, at)) = looks.next().await {
        match outcome {
            Some(Ok(looked)) => done.looked(&looked),
            Some(Err(failed)) => done.failed_look(&failed),
            None => left = left.or(Some(at)),
        }
    }
    left
}

/// Looks at a loan; `None` where the time is up.
async fn take_on(
    app: &App,
    companies: &Companies,
    loan: &DueLoan,
    until: Moment,
) -> Option<Result<Looked, LookFailed>> {
    let now = app.clock.now();
    if now >= until {
        return None;
    }
    let outcome = match companies.get(&loan.company_id) {
        Ok(company) => look(app, company, &loan.loan_id).await,
        Err(error) => Err(error.into()),
    };
    if let Err(failed) = &outcome {
        let (company, loan, retryable) = (&loan.company_id, &loan.loan_id, failed.retryable());
        tracing::error!(retryable, company, loan, reason = %failed, "a case was not looked at");
    }
    Some(outcome)
}

/// Looks at a loan, again on fresh state where somebody was faster; what loses every race is still due.
async fn look(app: &App, company: &Company, loan_id: &str) -> Result<Looked, LookFailed> {
    for retry in 1..TRIES {
        match look_at(&app.table, company, loan_id, AUTHOR, app.clock.now()).await? {
            Looked::LostRace => {
                let wait = id::below(BACKOFF_MS.saturating_mul(1 << retry)).saturating_add(1);
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            looked => return Ok(looked),
        }
    }
    look_at(&app.table, company, loan_id, AUTHOR, app.clock.now()).await
}

/// The loan whose case an entry is of.
fn loan(item: &DueItem) -> Option<DueLoan> {
    let (company_id, loan_id) = loan_of(&item.key.pk).filter(|_| item.key.sk == CASE)?;
    Some(DueLoan { company_id, loan_id, at: item.entry.at.clone() })
}

fn told(shard: &str, done: Done) -> Result<Done, Unfinished> {
    let Done { looked_at, turns, missing, lost_races, failed, broken, handed_on } = done;
    tracing::info!(shard, looked_at, turns, missing, lost_races, failed, broken, handed_on, "looked at what was due");
    match (broken, failed) {
        (0, 0) => Ok(done),
        (0, _) => Err(Unfinished::Retryable(done)),
        _ => Err(Unfinished::Broken(done)),
    }
}
