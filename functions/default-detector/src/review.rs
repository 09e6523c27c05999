//! A look at all cases of a company, because it has changed its rules: a plan that was turned on, other bounds of severity, another tolerance.

use platform::companies::Companies;
use platform::recovery::{ReviewMessage, ReviewPage, review_page};

use crate::outcome::{Done, Unfinished};
use crate::part::{DueLoan, page};
use crate::{App, Bounds};

/// Goes through the cases from where a message says, as far as the time goes; the rest is put into the queue. Where something fails for
/// now, the message comes again. What cannot be looked at at all does not keep the rest from it: it fails on its own day too, and an alarm
/// tells of it then.
pub async fn review(app: &App, message: &ReviewMessage, bounds: Bounds) -> Result<Done, Unfinished> {
    let (mut done, mut companies) = (Done::default(), Companies::default());
    companies.learn(&app.table, std::iter::once(message.company_id.as_str())).await;
    let mut rest = Some(message.clone());
    while let Some(at) = rest {
        let ReviewPage { loan_ids, next } =
            review_page(&app.table, &at, bounds.page).await.map_err(|error| failed(done, &error))?;
        let due = loan_ids.into_iter().map(|loan_id| case(message, loan_id)).collect();
        let left = page(app, &companies, due, bounds.until, &mut done).await;
        if done.failed > 0 {
            return Err(Unfinished::Retryable(done));
        }
        rest = if left.is_some() { Some(at) } else { next };
        if left.is_some() || app.clock.now() >= bounds.until {
            break;
        }
    }
    if let Some(rest) = rest {
        app.queue.send(&[rest.body()?]).await?;
        done.handed_on = true;
    }
    let Done { looked_at, turns, missing, lost_races, broken, handed_on, .. } = done;
    let company = &message.company_id;
    tracing::info!(company, looked_at, turns, missing, lost_races, broken, handed_on, "looked at a company's cases");
    Ok(done)
}

fn case(message: &ReviewMessage, loan_id: String) -> DueLoan {
    DueLoan { company_id: message.company_id.clone(), at: loan_id.clone(), loan_id }
}

fn failed(mut done: Done, error: &platform::table::TableError) -> Unfinished {
    done.failed(error);
    if error.retryable() { Unfinished::Retryable(done) } else { Unfinished::Broken(done) }
}
