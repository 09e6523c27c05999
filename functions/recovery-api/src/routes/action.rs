//! Reading, executing and taking back recovery actions.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::recovery::action::{ActionStatus, ActionType, RecoveryAction};
use domain::recovery::report::{Report, ReportRefusal};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Parameters};
use platform::http::problem::Problem;
use platform::id;
use platform::lists::numbered;
use platform::recovery::{self, Execution};

use crate::App;
use crate::parameters::{PageAsked, choice};
use crate::presentation::action::action as show;
use crate::presentation::page;

/// `GET /actions`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &["default_id", "action_type", "status", "page", "limit"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    let status = choice(&parameters, "status", &ActionStatus::ALL, ActionStatus::name, &mut faults);
    let kind = action_type(&parameters, &mut faults);
    faults.into_result()?;
    let company_id = &caller.company.id;
    if let Some(default_id) = parameters.get("default_id") {
        let matches = |action: &RecoveryAction| {
            status.is_none_or(|status| action.status == status) && kind.is_none_or(|kind| action.action_type == kind)
        };
        let found = of_default(&app, company_id, default_id).await?;
        let found: Vec<&RecoveryAction> = found.iter().filter(|action| matches(action)).collect();
        return Ok(Answer::ok(asked.part("actions", &found, |action| show(action))));
    }
    let list = recovery::ACTIONS_BY.list(status.map(ActionStatus::name), kind.map(ActionType::name));
    let found = numbered(&app.table, &asked.of(company_id, recovery::ACTIONS, &list), app.clock.now()).await?;
    let shown = found.items.iter().map(|item| Ok(show(&item.read()?))).collect::<Result<Vec<Json>, Problem>>()?;
    Ok(Answer::ok(page("actions", shown, found.total, asked)))
}

/// A type by any of its names.
fn action_type(parameters: &Parameters, faults: &mut Faults) -> Option<ActionType> {
    let text = parameters.get("action_type")?;
    let found = ActionType::from_name(text);
    if found.is_none() {
        faults.add("action_type", format!("Value must be one of {}", ActionType::NAMES.join(", ")));
    }
    found
}

/// The actions of a default; none of one that there is not.
async fn of_default(app: &App, company_id: &str, default_id: &str) -> Result<Vec<RecoveryAction>, Problem> {
    match id::of_loan(id::DEFAULT, default_id).filter(|(_, loan)| is_id(loan)) {
        Some((_, loan_id)) => Ok(recovery::actions_of(&app.table, company_id, &loan_id, default_id).await?),
        None => Ok(Vec::new()),
    }
}

/// `GET /actions/{action_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(action_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let (ulid, loan_id) = place(&action_id)?;
    let known = recovery::action_at(&app.table, &caller.company.id, &loan_id, ulid).await?.ok_or_else(missing)?;
    Ok(Answer::ok(show(&known.action)))
}

/// `POST /actions/{action_id}/execute`
pub(super) async fn execute(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(action_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let idempotent = without_body(request).await?;
    let attempt = || attempt_execution(&app, &caller, &action_id);
    change::run(&app.table, &app.clock, &caller.company.id, idempotent.as_ref(), attempt).await
}

async fn attempt_execution(app: &App, caller: &Caller, action_id: &str) -> Result<Change, Problem> {
    let (ulid, loan_id) = place(action_id)?;
    let (company, now) = (&caller.company, app.clock.now());
    match recovery::execution(&app.table, company, (&loan_id, ulid), (&caller.author, &app.links), now).await? {
        Execution::Missing => Err(missing()),
        Execution::Over(action) => Ok(Change { writes: Vec::new(), answer: Answer::ok(show(&action)) }),
        Execution::Ready { action, writes, .. } => Ok(Change { writes, answer: Answer::ok(show(&action)) }),
    }
}

/// `POST /actions/{action_id}/cancel`
pub(super) async fn cancel(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(action_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let idempotent = without_body(request).await?;
    let attempt = || attempt_cancel(&app, &caller, &action_id);
    change::run(&app.table, &app.clock, &caller.company.id, idempotent.as_ref(), attempt).await
}

async fn attempt_cancel(app: &App, caller: &Caller, action_id: &str) -> Result<Change, Problem> {
    let (ulid, loan_id) = place(action_id)?;
    let (company_id, now) = (&caller.company.id, app.clock.now());
    let known = recovery::action_at(&app.table, company_id, &loan_id, ulid).await?.ok_or_else(missing)?;
    let cancelled = known
        .action
        .cancelled(now)
        .map_err(|status| Problem::conflict(format!("The action is {} and cannot be cancelled", status.name())))?;
    let writes = recovery::cancel_writes(company_id, &known, &cancelled, now)?;
    Ok(Change { writes, answer: Answer::ok(show(&cancelled)) })
}

/// `POST /actions/{action_id}/outcome`
pub(super) async fn outcome(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(action_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let report = Report::read(&incoming.body)?;
    let attempt = || attempt_report(&app, &caller, &action_id, &report);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_report(app: &App, caller: &Caller, action_id: &str, report: &Report) -> Result<Change, Problem> {
    let (ulid, loan_id) = place(action_id)?;
    let (company, now) = (&caller.company, app.clock.now());
    let known = recovery::action_to_report(&app.table, &company.id, &loan_id, ulid).await?;
    let (known, case) = known.ok_or_else(missing)?;
    let after = report.of(&known.action).map_err(|refusal| match refusal {
        ReportRefusal::Status(status) => {
            Problem::conflict(format!("The action is {}: nothing can be reported of it", status.name()))
        }
        ReportRefusal::Invalid(faults) => faults.into(),
    })?;
    let by = (caller.author.as_str(), now);
    let writes = recovery::report_writes(company, (&known, case.as_ref()), &after, report, by)?;
    Ok(Change { writes, answer: Answer::ok(show(&after)) })
}

/// Reads a request that has nothing to say beside its path.
async fn without_body(request: Request) -> Result<Option<platform::idempotency::IdempotentRequest>, Problem> {
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    domain::resource::read(&[], &incoming.body, None)?;
    Ok(incoming.idempotent)
}

fn place(action_id: &str) -> Result<(&str, String), Problem> {
    id::of_loan(id::ACTION, action_id).filter(|(_, loan)| is_id(loan)).ok_or_else(missing)
}

fn missing() -> Problem {
    Problem::not_found("Action not found")
}
