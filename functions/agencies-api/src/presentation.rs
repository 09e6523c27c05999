//! What answers say.

use domain::json::{Json, Object};
use domain::recovery::assignment::request::UNASSIGNED;
use domain::recovery::assignment::{AssignmentEntry, Assignments, Placement};
use domain::recovery::case::RecoveryCase;
use http::StatusCode;
use platform::http::answer::Answer;
use rust_decimal::Decimal;

/// `{"status": 200, "message": "...", "data": ...}`
pub(crate) fn envelope(status: StatusCode, message: &str, data: Json) -> Answer {
    Answer::new(status, Json::Object(Object::from([head(status), said(message), ("data".to_owned(), data)])))
}

/// A page of a list: the envelope with `count` and `nextUrl`.
pub(crate) fn page(shown: Vec<Json>, next: Option<String>, more: impl IntoIterator<Item = (String, Json)>) -> Answer {
    let mut body = Object::from([
        head(StatusCode::OK),
        said("OK"),
        ("count".to_owned(), Json::integer(i64::try_from(shown.len()).unwrap_or(i64::MAX))),
        ("nextUrl".to_owned(), next.map(Json::text).into()),
        ("data".to_owned(), Json::List(shown)),
    ]);
    body.extend(more);
    Answer::ok(Json::Object(body))
}

fn head(status: StatusCode) -> (String, Json) {
    ("status".to_owned(), Json::integer(i64::from(status.as_u16())))
}

fn said(message: &str) -> (String, Json) {
    ("message".to_owned(), Json::text(message))
}

/// The agency of a loan. A loan of which nothing was ever said is with none, and serviced by its creditor.
pub(crate) fn assignment(case: Option<&RecoveryCase>) -> Json {
    let none = Assignments::default();
    let assignments = case.map_or(&none, |case| &case.assignments);
    let current = assignments.current.as_ref();
    object([
        ("agencyId", current.map(|it| Json::text(&it.agency_id)).into()),
        ("agencyExternalId", current.and_then(|it| it.agency_external_id.as_ref()).map(Json::text).into()),
        ("assignedOnDate", current.map(|it| Json::text(it.assigned_on.to_string())).into()),
        ("status", Json::text(current.map_or(UNASSIGNED, |it| it.status.name()))),
        ("servicedBy", Json::text(assignments.serviced_by.name())),
    ])
}

/// An entry of a loan's history.
pub(crate) fn entry(entry: &AssignmentEntry) -> Json {
    object([
        ("at", Json::text(entry.at.to_rfc3339())),
        ("action", Json::text(entry.act.name())),
        ("agencyId", entry.agency_id.as_ref().map(Json::text).into()),
        ("agencyExternalId", entry.agency_external_id.as_ref().map(Json::text).into()),
        ("assignedOnDate", entry.assigned_on.map(|day| Json::text(day.to_string())).into()),
        ("status", entry.status.map(|status| Json::text(status.name())).into()),
        ("servicedBy", Json::text(entry.serviced_by.name())),
        ("author", Json::text(&entry.by)),
    ])
}

/// A placement. Amounts are in the company's currency.
pub(crate) fn placement(placement: &Placement) -> Json {
    let returned = placement.returned.as_ref();
    let status = if returned.is_some() { UNASSIGNED } else { placement.status.name() };
    object([
        ("placementId", Json::text(&placement.placement_id)),
        ("loanId", Json::text(&placement.loan_id)),
        ("agencyId", Json::text(&placement.agency_id)),
        ("agencyExternalId", placement.agency_external_id.as_ref().map(Json::text).into()),
        ("assignedOnDate", Json::text(placement.assigned_on.to_string())),
        ("status", Json::text(status)),
        ("placedAt", Json::text(placement.placed_at.to_rfc3339())),
        ("overdueAmount", Json::Number(placement.overdue)),
        ("outstandingAmount", Json::Number(placement.outstanding)),
        ("recoveredAmount", Json::Number(placement.recovered)),
        ("returnedAt", returned.map(|it| Json::text(it.at.to_rfc3339())).into()),
        ("servicedBy", returned.map(|it| Json::text(it.serviced_by.name())).into()),
    ])
}

/// What the placements of a page come to together.
pub(crate) fn summary(placements: &[Placement]) -> (String, Json) {
    let sum = |amount: fn(&Placement) -> Decimal| {
        let sum = placements.iter().map(amount).fold(Decimal::ZERO, Decimal::saturating_add);
        Json::Number(sum)
    };
    let count = |is: fn(&&Placement) -> bool| {
        Json::integer(i64::try_from(placements.iter().filter(is).count()).unwrap_or(i64::MAX))
    };
    let summary = object([
        ("placed", count(|_| true)),
        ("returned", count(|placement| placement.returned.is_some())),
        ("overdueAmount", sum(|placement| placement.overdue)),
        ("outstandingAmount", sum(|placement| placement.outstanding)),
        ("recoveredAmount", sum(|placement| placement.recovered)),
    ]);
    ("pageSummary".to_owned(), summary)
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
