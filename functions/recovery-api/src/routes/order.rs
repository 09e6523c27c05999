//! Ordering recovery actions.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::recovery::action::RecoveryAction;
use domain::recovery::order::{ActionOrder, Ordering};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::recovery::{default_to_change, new_action_id, order_writes};

use super::default::{missing, place};
use crate::App;
use crate::presentation::action::action as show;
use crate::refusal::refused;

/// `POST /defaults/{default_id}/actions`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(default_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt(&app, &caller, &default_id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt(app: &App, caller: &Caller, default_id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let (company, now) = (&caller.company, app.clock.now());
    let order = ActionOrder::read(&incoming.body, now)?;
    let (ulid, loan_id) = place(default_id)?;
    let names_contact = order.contact_id().is_some();
    let known = default_to_change(&app.table, &company.id, &loan_id, ulid, names_contact).await?;
    let known = known.ok_or_else(missing)?;
    if order.contact_id().is_some_and(|contact_id| known.contacts.find(contact_id).is_none()) {
        return Err(Faults::at("contact_id", "Value must be a contact of the loan").into());
    }
    let mut after = known.case.case.of_default(&known.default).map_err(refused)?;
    let default = after.to_order().map_err(refused)?;
    let days = default.overdue.days_past_due(company.settings.time_zone.date_at(now));
    let new_id = new_action_id(default, now);
    let ordering = Ordering { default, now, by: &caller.author, new_id: &new_id };
    let actions = order.actions(&company.settings.recovery.plan, days, &ordering);
    after.ordered(actions.len()).map_err(refused)?;
    let answer = answer(&order, &actions);
    if actions.is_empty() {
        return Ok(Change { writes: Vec::new(), answer });
    }
    Ok(Change { writes: order_writes(company, (&known.case, &after), &actions, now)?, answer })
}

/// One action where one type was asked for, else a list.
fn answer(order: &ActionOrder, actions: &[RecoveryAction]) -> Answer {
    match actions {
        [action] if order.is_single => Answer::created(show(action)),
        _ => {
            let total = Json::integer(i64::try_from(actions.len()).unwrap_or(i64::MAX));
            let shown = ("actions".to_owned(), actions.iter().map(show).collect());
            Answer::created(Json::Object(Object::from([shown, ("total".to_owned(), total)])))
        }
    }
}
