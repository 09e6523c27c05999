//! Agencies.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::Faults;
use domain::json::{Json, Object};
use domain::recovery::agency::{Agency, AnyId};
use http::StatusCode;
use platform::agencies::{self, KnownAgency, create_writes, loans_of};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming};
use platform::http::problem::Problem;
use platform::id;

use super::{no_agency, require_own};
use crate::App;
use crate::parameters::{PageAsked, STARTING_AFTER};
use crate::presentation::{envelope, page};

/// `GET /companies/{companyId}/collection-agencies`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(company_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    let asked = PageAsked::read(&parameters)?;
    require_own(&caller, &company_id)?;
    let after = asked.after.map(|id| match AnyId::from_text(id) {
        Some(AnyId::Own(id)) => Ok(id),
        _ => Err(Faults::at(STARTING_AFTER, "Value must be the agencyId of the last agency of a page")),
    });
    let found = agencies::list(&app.table, &caller.company.id, after.transpose()?, asked.limit).await?;
    let last = found.agencies.last().filter(|_| found.more);
    let next = last.map(|last| asked.next(request.uri().path(), &last.agency_id));
    let shown = found.agencies.iter().map(|agency| Json::Object(agency.show())).collect();
    Ok(page(shown, next, None))
}

/// `POST /companies/{companyId}/collection-agencies`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(company_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    require_own(&caller, &company_id)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_create(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_create(app: &App, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let now = app.clock.now();
    let agency = Agency::create(&id::prefixed(id::AGENCY, now), &incoming.body, now)?;
    require_free(app, caller, agency.external_id()).await?;
    let writes = create_writes(&caller.company.id, &agency)?;
    Ok(Change { writes, answer: answer(StatusCode::CREATED, "Collection agency created", &agency) })
}

/// `GET /companies/{companyId}/collection-agencies/{agencyId}`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((company_id, agency_id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let known = find(&app, &caller, &company_id, &agency_id).await?;
    Ok(answer(StatusCode::OK, "OK", &known.agency))
}

/// `PUT /companies/{companyId}/collection-agencies/{agencyId}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((company_id, agency_id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = async || {
        let known = find(&app, &caller, &company_id, &agency_id).await?;
        let message = "Collection agency updated";
        let Some(changed) = known.agency.update(&incoming.body, app.clock.now())? else {
            return Ok(Change { writes: Vec::new(), answer: answer(StatusCode::OK, message, &known.agency) });
        };
        let external = changed.external_id().filter(|id| known.agency.external_id() != Some(*id));
        require_free(&app, &caller, external).await?;
        let writes = known.update_writes(&caller.company.id, &changed)?;
        Ok(Change { writes, answer: answer(StatusCode::OK, message, &changed) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

/// `DELETE /companies/{companyId}/collection-agencies/{agencyId}`
pub(super) async fn delete(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((company_id, agency_id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Admin)?;
    incoming::only_known(&incoming::parameters(request.uri().query())?, &[])?;
    let attempt = async || {
        let known = find(&app, &caller, &company_id, &agency_id).await?;
        let loans = loans_of(&app.table, &caller.company.id, &known.agency.agency_id).await?;
        if loans > 0 {
            let sentence = format!("{loans} loans are assigned to the collection agency: unassign them first.");
            return Err(Problem::conflict(sentence));
        }
        let writes = known.delete_writes(&caller.company.id, app.clock.now())?;
        let data = Json::Object(Object::from([("agencyId".to_owned(), Json::text(&known.agency.agency_id))]));
        Ok(Change { writes, answer: envelope(StatusCode::OK, "Collection agency deleted", data) })
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

/// The agency of a path; 404 where there is none.
async fn find(app: &App, caller: &Caller, company_id: &str, agency_id: &str) -> Result<KnownAgency, Problem> {
    require_own(caller, company_id)?;
    let agency_id = AnyId::from_text(agency_id).ok_or_else(no_agency)?;
    agencies::find(&app.table, &caller.company.id, agency_id).await?.ok_or_else(no_agency)
}

/// 409 where another agency has the lender's own id.
async fn require_free(app: &App, caller: &Caller, external_id: Option<&str>) -> Result<(), Problem> {
    let Some(external_id) = external_id else { return Ok(()) };
    match agencies::find(&app.table, &caller.company.id, AnyId::External(external_id)).await? {
        None => Ok(()),
        Some(_) => Err(Problem::already_exists("There is a collection agency of this externalId.")),
    }
}

fn answer(status: StatusCode, message: &str, agency: &Agency) -> Answer {
    envelope(status, message, Json::Object(agency.show()))
}
