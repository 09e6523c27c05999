//! What a company's recovery comes to.

use axum::extract::{Request, State};
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::recovery::overview;

use crate::App;
use crate::presentation::summary::summary;

/// `GET /summary`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let now = app.clock.now();
    let overview = overview(&app.table, &caller.company, now).await?;
    Ok(Answer::ok(summary(&overview, &caller.company, now)))
}
