//! What a request asks for about a loan's agency.

use chrono::{Days, NaiveDate};

use super::{AssignmentStatus, Servicer};
use crate::calendar::date_from_text;
use crate::field::{DATE_MESSAGE, Faults};
use crate::json::{Json, Object};
use crate::resource::{Field, Kind, read};

/// How a loan without an agency is said to be.
pub const UNASSIGNED: &str = "unassigned";

/// What the status of an assignment can be.
pub const STATUSES: &[&str] =
    &[UNASSIGNED, AssignmentStatus::PendingAssignment.name(), AssignmentStatus::Assigned.name()];

/// Those who can service a loan.
pub const SERVICERS: &[&str] =
    &[Servicer::Creditor.name(), Servicer::ThirdPartyServicer.name(), Servicer::DebtCollectionAgency.name()];

/// How many days ahead an assignment that is pending may be.
pub const DAYS_AHEAD_MAX: u64 = 366;

/// The fields of the body.
pub const FIELDS: &[Field] = &[
    Field::new(
        "agencyId",
        Kind::Id,
        "The agency: its id, or `ext-` and the lender's own; the present one where none is said",
    ),
    Field::new("assignedOnDate", Kind::Name, "The day of the assignment, `YYYY-MM-DD`; today where none is said"),
    Field::new("status", Kind::Choice(STATUSES), "How far the assignment is; assigned where nothing is said"),
];

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssignmentRequest {
    /// That the loan be with an agency.
    Assign {
        /// The id of it as it was said; the present agency where none was.
        agency: Option<String>,
        /// From which day.
        on: NaiveDate,
        /// How far that is.
        status: AssignmentStatus,
    },
    /// That it be with none.
    Unassign {
        /// The agency that it is to be taken from, where one is named.
        agency: Option<String>,
    },
}

impl AssignmentRequest {
    /// Reads a body, on a day in the company's time zone. An assignment lies in the past or is today; a pending one may lie up to
    /// [`DAYS_AHEAD_MAX`] days ahead.
    ///
    /// # Errors
    /// All faults, each at its key.
    pub fn from_body(body: &Object, today: NaiveDate) -> Result<Self, Faults> {
        let body = read(FIELDS, body, None)?;
        let text = |key: &str| body.get(key).and_then(Json::as_text);
        let agency = text("agencyId").map(str::to_owned);
        let said = text("assignedOnDate");
        let status = match text("status") {
            Some(UNASSIGNED) if said.is_some() => {
                return Err(Faults::at("assignedOnDate", "Value says nothing of a loan that is unassigned"));
            }
            Some(UNASSIGNED) => return Ok(Self::Unassign { agency }),
            Some(text) if text == AssignmentStatus::PendingAssignment.name() => AssignmentStatus::PendingAssignment,
            _ => AssignmentStatus::Assigned,
        };
        let on = said
            .map_or(Ok(today), |text| date_from_text(text).ok_or_else(|| Faults::at("assignedOnDate", DATE_MESSAGE)))?;
        let ahead = match status {
            AssignmentStatus::Assigned => 0,
            AssignmentStatus::PendingAssignment => DAYS_AHEAD_MAX,
        };
        if today.checked_add_days(Days::new(ahead)).is_some_and(|last| on > last) {
            let sentence = match status {
                AssignmentStatus::Assigned => "Value must not be in the future".to_owned(),
                AssignmentStatus::PendingAssignment => format!("Value must be at most {DAYS_AHEAD_MAX} days ahead"),
            };
            return Err(Faults::at("assignedOnDate", sentence));
        }
        Ok(Self::Assign { agency, on, status })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<AssignmentRequest, Vec<(String, String)>> {
        let Json::Object(body) = serde_json::from_str(body).expect("JSON") else { panic!("no object") };
        let today = date_from_text("2024-02-01").expect("a date");
        let flat =
            |faults: Faults| faults.flat().into_iter().map(|(key, sentence)| (key, sentence.to_owned())).collect();
        AssignmentRequest::from_body(&body, today).map_err(flat)
    }

    #[test]
    fn what_is_not_said_is_today_and_assigned() {
        let today = date_from_text("2024-02-01").expect("a date");
        let agency = Some("agn_1".to_owned());
        let assign = |on, status| Ok(AssignmentRequest::Assign { agency: agency.clone(), on, status });
        for body in [
            r#"{"agencyId": "agn_1"}"#,
            r#"{"agencyId": "agn_1", "assignedOnDate": null, "status": null}"#,
            r#"{"agencyId": "agn_1", "assignedOnDate": "2024-02-01", "status": "assigned"}"#,
        ] {
            assert_eq!(read(body), assign(today, AssignmentStatus::Assigned));
        }
        let pending = r#"{"agencyId": "agn_1", "assignedOnDate": "2025-02-01", "status": "pendingAssignment"}"#;
        let day = date_from_text("2025-02-01").expect("a date");
        assert_eq!(read(pending), assign(day, AssignmentStatus::PendingAssignment));
        assert_eq!(read(r#"{"status": "unassigned"}"#), Ok(AssignmentRequest::Unassign { agency: None }));
    }

    #[test]
    fn days_that_cannot_be_are_refused() {
        for (body, sentence) in [
            (r#"{"assignedOnDate": "2024-02-02"}"#, "Value must not be in the future"),
            (
                r#"{"assignedOnDate": "2025-02-02", "status": "pendingAssignment"}"#,
                "Value must be at most 366 days ahead",
            ),
            (r#"{"assignedOnDate": "2024-02-30"}"#, DATE_MESSAGE),
            (r#"{"assignedOnDate": "01.02.2024"}"#, DATE_MESSAGE),
            (
                r#"{"assignedOnDate": "2024-01-01", "status": "unassigned"}"#,
                "Value says nothing of a loan that is unassigned",
            ),
        ] {
            assert_eq!(read(body), Err(vec![("assignedOnDate".to_owned(), sentence.to_owned())]), "{body}");
        }
    }
}
