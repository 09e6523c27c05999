//! An event that happens to a loan.

use axum::extract::{Request, State};
use domain::communication::sending::{Sending, Unsent};
use domain::communication::trigger::Trigger;
use domain::company::{Caller, Role};
use domain::json::{Json, Object};
use domain::lending::Context;
use domain::recovery::channel::Channel;
use http::StatusCode;
use platform::accounts::uncomputable;
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::communications::{Asked, Found, send_writes, shoot_id, to_send};
use platform::http::answer::Answer;
use platform::http::dialect::lending::absent;
use platform::http::incoming;
use platform::http::problem::Problem;

use crate::App;
use crate::refusal::no_event;

/// `POST /communication/trigger/event`
pub(super) async fn trigger(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let asked = Trigger::read(&incoming.body, &caller.company)?;
    let attempt = || attempt(&app, &caller, &asked);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(app: &App, caller: &Caller, trigger: &Trigger) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let asked = Asked { company, loan_id: &trigger.loan_id, month: trigger.month };
    let (subject, templates) = match to_send(&app.table, &asked, &trigger.event_name).await? {
        Found::NoEvent => return Err(no_event()),
        Found::Absent(what) => return Err(absent(what, company.kind)),
        Found::Ready(subject, templates) => (subject, templates),
    };
    let stands = subject.on(&asked, now);
    let (facts, case) = stands.map_err(|refusal| uncomputable(&company.id, &trigger.loan_id, &refusal))?;
    let sending = Sending {
        asked: trigger,
        facts: &facts,
        templates: &templates,
        contacts: &subject.contacts.contacts,
        case: &case,
        context: Context { company, author: &caller.author, now },
        transaction_id: subject.owner.as_ref().map(|_| trigger.loan_id.as_str()),
        new_shoot_id: &|number| shoot_id(&asked, now, number),
        public_url: app.links.public_url(),
        new_link: &|shoot_id| app.links.token(shoot_id),
    };
    let sent = sending.carry_out().map_err(|unsent| refused(unsent, &trigger.event_name))?;
    let writes = send_writes(&asked, &subject, &sent, &caller.author, now)?;
    let output = format!("Successfully triggered communication for event {}", trigger.event_name);
    let body =
        Json::object([("message", "success".into()), ("output", Json::text(output)), ("data", said(sent.lines))]);
    Ok(Change { writes, answer: Answer::new(StatusCode::CREATED, body) })
}

/// 400 where a message cannot be made; 409 where nothing may go out to anybody, with the reason of each channel.
fn refused(unsent: Unsent, event_name: &str) -> Problem {
    match unsent {
        Unsent::Invalid(faults) => faults.into(),
        Unsent::Nothing(lines) => {
            let message = format!("No communication was created for event {event_name}");
            Problem { errors: Some(Box::new(said(lines))), ..Problem::conflict(message) }
        }
    }
}

fn said(lines: Vec<(Channel, String)>) -> Json {
    Json::Object(
        lines.into_iter().map(|(channel, line)| (channel.name().to_owned(), Json::text(line))).collect::<Object>(),
    )
}
