//! Reading defaults.

use axum::extract::{Path, Request, State};
use domain::field::{Faults, is_id};
use domain::json::Json;
use domain::recovery::default::{DefaultStatus, LoanDefault};
use domain::recovery::severity::Severity;
use platform::accounts::uncomputable;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::id;
use platform::lists::numbered;
use platform::recovery;

use crate::App;
use crate::parameters::{PageAsked, choice};
use crate::presentation::{self, page};

/// Most actions that a default is shown with, the newest; `GET /actions?default_id=` has all.
const ACTIONS_SHOWN_MAX: usize = 100;

/// `GET /defaults`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &["status", "severity", "loan_id", "page", "limit"])?;
    let mut faults = Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    let status = choice(&parameters, "status", &DefaultStatus::ALL, DefaultStatus::name, &mut faults);
    let severity = choice(&parameters, "severity", &Severity::ALL, Severity::name, &mut faults);
    faults.into_result()?;
    let (company, now) = (&caller.company, app.clock.now());
    let today = company.settings.time_zone.date_at(now);
    let show = |default: &LoanDefault| Json::Object(presentation::default::default(default, company, today));
    if let Some(loan_id) = parameters.get("loan_id") {
        let found =
            if is_id(loan_id) { recovery::defaults_of(&app.table, &company.id, loan_id).await? } else { Vec::new() };
        let matches = |default: &&LoanDefault| {
            status.is_none_or(|status| default.status == status)
                && severity.is_none_or(|severity| default.severity == severity)
        };
        let found: Vec<&LoanDefault> = found.iter().filter(matches).collect();
        return Ok(Answer::ok(asked.part("defaults", &found, |default| show(default))));
    }
    let list = recovery::DEFAULTS_BY.list(status.map(DefaultStatus::name), severity.map(Severity::name));
    let found = numbered(&app.table, &asked.of(&company.id, recovery::DEFAULTS, &list), now).await?;
    let shown = found.items.iter().map(|item| Ok(show(&item.read()?))).collect::<Result<Vec<_>, Problem>>()?;
    Ok(Answer::ok(page("defaults", shown, found.total, asked)))
}

/// `GET /defaults/{default_id}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(default_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let (company, now) = (&caller.company, app.clock.now());
    let today = company.settings.time_zone.date_at(now);
    let (ulid, loan_id) = place(&default_id)?;
    let (known, stored, actions) = tokio::try_join!(
        recovery::load(&app.table, &company.id, &loan_id),
        recovery::default_at(&app.table, &company.id, &loan_id, ulid),
        recovery::actions_of(&app.table, &company.id, &loan_id, &default_id),
    )?;
    let mut default = stored.ok_or_else(missing)?;
    if default.status.is_live() {
        let (case, _) = known.on(&loan_id, today).map_err(|refusal| uncomputable(&company.id, &loan_id, &refusal))?;
        default.overdue = case.debt(today).overdue().unwrap_or(default.overdue);
    }
    let mut shown = presentation::default::default(&default, company, today);
    shown.insert("history".to_owned(), presentation::default::history(&default));
    let holds = known.case.map_or(Json::List(Vec::new()), |known| presentation::default::holds(&known.case));
    shown.insert("holds".to_owned(), holds);
    let latest = actions.iter().take(ACTIONS_SHOWN_MAX).map(presentation::action::action).collect();
    shown.insert("recovery_actions".to_owned(), latest);
    let total = Json::integer(i64::try_from(actions.len()).unwrap_or(i64::MAX));
    shown.insert("recovery_actions_total".to_owned(), total);
    Ok(Answer::ok(Json::Object(shown)))
}

/// The ULID and the loan of a default's id.
pub(super) fn place(default_id: &str) -> Result<(&str, String), Problem> {
    id::of_loan(id::DEFAULT, default_id).filter(|(_, loan)| is_id(loan)).ok_or_else(missing)
}

pub(super) fn missing() -> Problem {
    Problem::not_found("Default not found")
}
