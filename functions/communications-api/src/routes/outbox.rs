//! What would have been sent, where nothing leaves the system.

use axum::extract::State;
use domain::field::Faults;
use domain::json::Json;
use http::StatusCode;
use http::Uri;
use platform::auth::Authenticated;
use platform::communications::{self, OutboxMessage, OutboxPlace};
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::page::PageAsked;
use platform::http::problem::Problem;

use crate::App;
use crate::presentation::answer;

/// `GET /communication/outbox`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    uri: Uri,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(uri.query())?;
    incoming::only_known(&parameters, &["limit", "starting_after"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    let behind = asked.after().map(OutboxPlace::of);
    if behind == Some(None) {
        faults.add("starting_after", "Value must be what a page answers as next");
    }
    faults.into_result()?;
    let limit = asked.limit();
    let page = communications::outbox(&app.table, &caller.company.id, limit, behind.flatten().as_ref()).await?;
    let messages = page.messages.iter().map(shown).collect();
    let next = page.next.map(|place| place.to_string());
    Ok(answer(StatusCode::OK, Json::object([("messages", messages), ("next", next.into())])))
}

fn shown(message: &OutboxMessage) -> Json {
    Json::object([
        ("communication_id", Json::integer(message.communication_id.micros())),
        ("shoot_id", Json::text(&message.shoot_id)),
        ("loan_id", Json::text(&message.loan_id)),
        ("channel", Json::text(&message.channel)),
        ("to", Json::text(&message.to)),
        ("from", Json::text(&message.from)),
        ("subject", message.subject.as_deref().into()),
        ("body", Json::text(&message.body)),
        ("language", Json::text(&message.language)),
        ("sent_at", message.sent.to_rfc3339().into()),
    ])
}
