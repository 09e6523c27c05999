//! A run: pages of what is due, and the accounts on them, some at once.

use futures_util::stream::{self, StreamExt};
use platform::clockwork::Clockwork;
use platform::companies::Companies;
use platform::keys::index::Timer;

use crate::account::{Failed, Looked, look};
use crate::due::DueAccount;
use crate::outcome::{Done, Unfinished};
use crate::{App, Bounds};

/// Accounts in work at the same time: while one waits for the table, another is computed.
const AT_ONCE: usize = 16;

/// Looks at what is due, as far as the bounds go. What fails does not keep the rest from being done.
pub async fn run(app: &App, bounds: Bounds) -> Result<Done, Unfinished> {
    let mut done = Done::default();
    let mut companies = Companies::default();
    let mut clockwork = Clockwork::at(Timer::Accounts, app.clock.now(), bounds.page);
    let mut room = bounds.accounts_max;
    while !clockwork.is_through() && room > 0 && app.clock.now() < bounds.until {
        let struck = clockwork.next(&app.table).await;
        struck.failed.iter().for_each(|(_, error)| done.failed(error));
        let mut due: Vec<DueAccount> = struck.items.iter().filter_map(DueAccount::of).collect();
        done.more |= due.len() > room;
        due.truncate(room);
        room = room.saturating_sub(due.len());
        companies.learn(&app.table, due.iter().map(|account| account.company_id.as_str())).await;
        let looks = due.into_iter().map(|account| take_on(app, &companies, account, bounds));
        let mut looks = stream::iter(looks).buffer_unordered(AT_ONCE);
        while let Some(outcome) = looks.next().await {
            match outcome {
                Some(Ok(looked)) => done.looked(looked),
                Some(Err(failed)) => done.failed_account(&failed),
                None => done.more = true,
            }
        }
    }
    done.more |= !clockwork.is_through();
    told(done)
}

/// Looks at an account; `None` where the run's time is up.
async fn take_on(app: &App, companies: &Companies, due: DueAccount, bounds: Bounds) -> Option<Result<Looked, Failed>> {
    if app.clock.now() >= bounds.until {
        return None;
    }
    let outcome = match companies.get(&due.company_id) {
        Ok(company) => look(app, company, &due).await,
        Err(error) => Err(error.into()),
    };
    if let Err(failed) = &outcome {
        let (company, account, retryable) = (&due.company_id, &due.account_id, failed.retryable());
        tracing::error!(retryable, company, account, reason = %failed, "an account was not looked at");
    }
    Some(outcome)
}

fn told(done: Done) -> Result<Done, Unfinished> {
    let Done { looked_at, events, not_due, lost_races, failed, broken, more } = done;
    tracing::info!(looked_at, events, not_due, lost_races, failed, broken, more, "looked at what was due");
    match (broken, failed) {
        (0, 0) => Ok(done),
        (0, _) => Err(Unfinished::Retryable(done)),
        _ => Err(Unfinished::Broken(done)),
    }
}
