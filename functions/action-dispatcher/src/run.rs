//! A run: pages of what is due, and the loans on them, some at once.

use std::collections::BTreeMap;

use futures_util::stream::{self, StreamExt};
use platform::clockwork::Clockwork;
use platform::companies::Companies;
use platform::keys::index::Timer;
use platform::recovery::{Executed, action_of, execute_due};
use platform::table::{DueItem, TableError};

use crate::outcome::{Done, Unfinished};
use crate::{App, Bounds};

/// Loans in work at the same time. The actions of one loan are executed one after the other, for each changes its case.
const AT_ONCE: usize = 16;
/// How often an action is tried again whose loan somebody else was writing; then it is left to the next run.
const TRIES: usize = 3;
/// Who is named as the author of what comes about by itself.
const AUTHOR: &str = "action-dispatcher";

/// The loans of which actions are due, with the ULIDs of these in the order of their times.
type Loans = BTreeMap<(String, String), Vec<String>>;

/// Executes what is due, as far as the bounds go. What fails does not keep the rest from being done.
pub async fn run(app: &App, bounds: Bounds) -> Result<Done, Unfinished> {
    let mut done = Done::default();
    let mut companies = Companies::default();
    let mut clockwork = Clockwork::at(Timer::Actions, app.clock.now(), bounds.page);
    let mut room = bounds.actions_max;
    while !clockwork.is_through() && room > 0 && app.clock.now() < bounds.until {
        let mut struck = clockwork.next(&app.table).await;
        struck.failed.iter().for_each(|(_, error)| done.failed(error));
        done.more |= struck.items.len() > room;
        struck.items.truncate(room);
        room = room.saturating_sub(struck.items.len());
        let loans = by_loan(&struck.items);
        companies.learn(&app.table, loans.keys().map(|(company_id, _)| company_id.as_str())).await;
        let works = loans.into_iter().map(|(loan, actions)| take_on(app, &companies, loan, actions, bounds));
        let mut works = stream::iter(works).buffer_unordered(AT_ONCE);
        while let Some(outcomes) = works.next().await {
            for outcome in outcomes {
                match outcome {
                    Some(Ok(executed)) => done.executed(&executed),
                    Some(Err(error)) => done.failed(&error),
                    None => done.more = true,
                }
            }
        }
    }
    done.more |= !clockwork.is_through();
    told(done)
}

fn by_loan(items: &[DueItem]) -> Loans {
    let mut loans = Loans::new();
    for (company_id, loan_id, ulid) in items.iter().filter_map(|item| action_of(&item.key)) {
        loans.entry((company_id, loan_id)).or_default().push(ulid);
    }
    loans
}

/// Executes the actions of a loan that are due; `None` for one that the run's time was up for.
async fn take_on(
    app: &App,
    companies: &Companies,
    (company_id, loan_id): (String, String),
    actions: Vec<String>,
    bounds: Bounds,
) -> Vec<Option<Result<Executed, TableError>>> {
    let mut outcomes = Vec::with_capacity(actions.len());
    for ulid in actions {
        if app.clock.now() >= bounds.until {
            outcomes.push(None);
            continue;
        }
        let outcome = execute(app, companies, &company_id, (&loan_id, &ulid)).await;
        if let Err(error) = &outcome {
            let retryable = error.retryable();
            tracing::error!(retryable, company = company_id, loan_id, action = ulid, reason = %error, "an action was not executed");
        }
        outcomes.push(Some(outcome));
    }
    outcomes
}

async fn execute(
    app: &App,
    companies: &Companies,
    company_id: &str,
    place: (&str, &str),
) -> Result<Executed, TableError> {
    let company = companies.get(company_id)?;
    for _ in 0..TRIES {
        match execute_due(&app.table, company, place, (AUTHOR, &app.links), app.clock.now()).await? {
            Executed::LostRace => {}
            executed => return Ok(executed),
        }
    }
    Ok(Executed::LostRace)
}

fn told(done: Done) -> Result<Done, Unfinished> {
    let Done { sent, suppressed, postponed, without_contact, cancelled, not_due, lost_races, failed, broken, more } =
        done;
    tracing::info!(
        sent,
        suppressed,
        postponed,
        without_contact,
        cancelled,
        not_due,
        lost_races,
        failed,
        broken,
        more,
        "executed what was due"
    );
    match (broken, failed) {
        (0, 0) => Ok(done),
        (0, _) => Err(Unfinished::Retryable(done)),
        _ => Err(Unfinished::Broken(done)),
    }
}
