//! What was handed to an agency.

use axum::extract::{Path, Request, State};
use domain::field::Faults;
use domain::recovery::agency::AnyId;
use platform::agencies;
use platform::auth::Authenticated;
use platform::http::answer::Answer;
use platform::http::incoming;
use platform::http::problem::Problem;

use super::{no_agency, require_own};
use crate::App;
use crate::parameters::{PageAsked, STARTING_AFTER};
use crate::presentation::{page, placement, summary};

/// `GET /companies/{companyId}/collection-agencies/{agencyId}/placements`. An agency that was deleted is found by its id as long as
/// anything was placed with it.
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path((company_id, agency_id)): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    let asked = PageAsked::read(&parameters)?;
    require_own(&caller, &company_id)?;
    let company_id = &caller.company.id;
    let id = match AnyId::from_text(&agency_id).ok_or_else(no_agency)? {
        AnyId::Own(id) => id.to_owned(),
        external @ AnyId::External(_) => {
            let known = agencies::find(&app.table, company_id, external).await?.ok_or_else(no_agency)?;
            known.agency.agency_id
        }
    };
    let found = agencies::placements(&app.table, company_id, &id, asked.after, asked.limit).await?;
    let found = found
        .ok_or_else(|| Faults::at(STARTING_AFTER, "Value must be the placementId of the last placement of a page"))?;
    if found.placements.is_empty() && agencies::find(&app.table, company_id, AnyId::Own(&id)).await?.is_none() {
        return Err(no_agency());
    }
    let last = found.placements.last().filter(|_| found.more);
    let next = last.map(|last| asked.next(request.uri().path(), &last.placement_id));
    let shown = found.placements.iter().map(placement).collect();
    Ok(page(shown, next, [summary(&found.placements)]))
}
