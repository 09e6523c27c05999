//! The operations.

mod agency;
mod assignment;
mod placement;

use axum::Router;
use axum::routing::get;
use domain::company::Caller;
use platform::http::problem::Problem;

use crate::App;

/// The routes.
pub(crate) fn routes(app: App) -> Router {
    Router::new()
        .route("/companies/{company_id}/collection-agencies", get(agency::list).post(agency::create))
        .route(
            "/companies/{company_id}/collection-agencies/{agency_id}",
            get(agency::read).put(agency::update).delete(agency::delete),
        )
        .route("/companies/{company_id}/collection-agencies/{agency_id}/placements", get(placement::list))
        .route(
            "/people/{person_id}/loans/{loan_id}/collection-agency",
            get(assignment::read).post(assignment::assign).delete(assignment::unassign),
        )
        .route("/people/{person_id}/loans/{loan_id}/collection-agency/history", get(assignment::history))
        .with_state(app)
}

/// 404 for any company but the caller's own.
fn require_own(caller: &Caller, company_id: &str) -> Result<(), Problem> {
    if company_id == caller.company.id { Ok(()) } else { Err(Problem::not_found("Company not found")) }
}

fn no_agency() -> Problem {
    Problem::not_found("Collection agency not found")
}
