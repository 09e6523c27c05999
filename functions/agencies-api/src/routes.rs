//! The operations.

mod agency;
mod assignment;
mod placement;

use axum::Router;
use axum::routing::{MethodRouter, get};
use domain::company::Caller;
use platform::http::problem::Problem;

use crate::App;

/// The paths, each with what it serves.
fn table() -> Vec<(&'static str, MethodRouter<App>)> {
    vec![
        ("/companies/{company_id}/collection-agencies", get(agency::list).post(agency::create)),
        (
            "/companies/{company_id}/collection-agencies/{agency_id}",
            get(agency::read).put(agency::update).delete(agency::delete),
        ),
        ("/companies/{company_id}/collection-agencies/{agency_id}/placements", get(placement::list)),
        (
            "/people/{person_id}/loans/{loan_id}/collection-agency",
            get(assignment::read).post(assignment::assign).delete(assignment::unassign),
        ),
        ("/people/{person_id}/loans/{loan_id}/collection-agency/history", get(assignment::history)),
    ]
}

/// The routes.
pub(crate) fn routes(app: App) -> Router {
    let route = |router: Router<App>, (path, methods)| router.route(path, methods);
    table().into_iter().fold(Router::new(), route).with_state(app)
}

/// The paths that are served.
pub fn paths() -> Vec<&'static str> {
    table().into_iter().map(|(path, _)| path).collect()
}

/// 404 for any company but the caller's own.
fn require_own(caller: &Caller, company_id: &str) -> Result<(), Problem> {
    if company_id == caller.company.id { Ok(()) } else { Err(Problem::not_found("Company not found")) }
}

fn no_agency() -> Problem {
    Problem::not_found("Collection agency not found")
}
