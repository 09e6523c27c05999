//! What carriers report of notices.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::lending::Context;
use domain::notice::of_action::Became;
use domain::notice::record::{Article, Stage};
use domain::notice::tracking::{ARTICLES_MAX, ArticleRecord, Report};
use http::StatusCode;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::notices::{article, follow_writes, report_writes};

use super::notice::find;
use crate::App;
use crate::presentation::{answer, article as shown};

/// `POST /recovery/notices/{notice_id}/tracking`
pub(super) async fn report(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(notice_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt(&app, &caller, &notice_id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(app: &App, caller: &Caller, notice_id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let report = Report::read(&incoming.body, now)?;
    let notice = find(app, caller, notice_id).await?;
    if notice.record.served.stage != Stage::Made {
        return Err(Problem::conflict("The notice is not made: nothing can have been posted of it."));
    }
    let zone = &company.settings.time_zone;
    let known = article(&app.table, &notice, report.tracking_id()).await?;
    let mut notice_after = notice.record.clone();
    let after = if let Some(known) = &known {
        let after = known.record.with(&report, zone).map_err(|untold| Problem::conflict(untold.to_string()))?;
        let Some(after) = after else {
            return Ok(Change { writes: Vec::new(), answer: answer(StatusCode::OK, shown(&known.record)) });
        };
        after
    } else {
        let articles = &mut notice_after.served.articles;
        if articles.len() >= ARTICLES_MAX {
            return Err(Problem::conflict(format!("A notice goes out by at most {ARTICLES_MAX} articles.")));
        }
        articles.push(Article { id: now, tracking_id: report.tracking_id().to_owned() });
        ArticleRecord::first(now, &notice.record, &report, zone)
    };
    let context = Context { company, author: &caller.author, now };
    let mut writes = report_writes(&notice, &notice_after, known.as_ref(), &after, &report.event, &context)?;
    let became = Became::Reported(report.status());
    writes.extend(follow_writes(&app.table, &company.id, &notice.record, became, now).await?);
    Ok(Change { writes, answer: answer(StatusCode::OK, shown(&after)) })
}
