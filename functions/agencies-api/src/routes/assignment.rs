//! The agency of a loan.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::Faults;
use domain::json::Json;
use domain::recovery::agency::{Agency, AnyId};
use domain::recovery::assignment::request::{AssignmentRequest, SERVICERS};
use domain::recovery::assignment::{Assigning, AssignmentStatus, AssignmentTurn, Servicer, Unassigning};
use domain::recovery::case::RecoveryCase;
use http::{StatusCode, Uri};
use platform::accounts::uncomputable;
use platform::agencies::{self, AssignedLoan, turn_writes};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming, Parameters};
use platform::http::problem::Problem;
use platform::id;
use platform::recovery::case_on;
use platform::table::TableError;
use rust_decimal::Decimal;

use crate::App;
use crate::presentation::{assignment, entry, envelope};

/// The loan of a path, and whose it is said to be.
struct Subject {
    person_id: String,
    loan_id: String,
}

impl Subject {
    /// 404 for ids that no loan and no person can have.
    fn of((person_id, loan_id): (String, String)) -> Result<Self, Problem> {
        let own = |id: &str| AnyId::from_text(id).map(|id| id.text().to_owned());
        let (person_id, loan_id) = own(&person_id).zip(own(&loan_id)).ok_or_else(no_loan)?;
        Ok(Self { person_id, loan_id })
    }

    /// The loan that was found, if it is that person's.
    fn own(&self, found: Option<AssignedLoan>) -> Result<AssignedLoan, Problem> {
        found.filter(|loan| loan.is_of(&self.person_id)).ok_or_else(no_loan)
    }
}

fn no_loan() -> Problem {
    Problem::not_found("Loan not found")
}

/// `GET /people/{personId}/loans/{loanId}/collection-agency`
pub(super) async fn read(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let case = case(&app, &caller, ids, uri.query()).await?;
    Ok(envelope(StatusCode::OK, "OK", assignment(case.as_ref())))
}

/// `GET /people/{personId}/loans/{loanId}/collection-agency/history`
pub(super) async fn history(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> Result<Answer, Problem> {
    let case = case(&app, &caller, ids, uri.query()).await?;
    let entries = case.iter().flat_map(|case| case.assignments.history.iter().rev().map(entry));
    Ok(envelope(StatusCode::OK, "OK", entries.collect::<Json>()))
}

async fn case(
    app: &App,
    caller: &Caller,
    ids: (String, String),
    query: Option<&str>,
) -> Result<Option<RecoveryCase>, Problem> {
    incoming::only_known(&incoming::parameters(query)?, &[])?;
    let subject = Subject::of(ids)?;
    let found = agencies::assigned(&app.table, &caller.company, &subject.loan_id).await?;
    Ok(subject.own(found)?.case.map(|known| known.case))
}

/// `POST /people/{personId}/loans/{loanId}/collection-agency`
pub(super) async fn assign(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(ids): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let subject = Subject::of(ids)?;
    let attempt = || attempt_assign(&app, &caller, &subject, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_assign(app: &App, caller: &Caller, subject: &Subject, incoming: &Incoming) -> Result<Change, Problem> {
    let attempt = Attempt::new(app, caller);
    let asked = AssignmentRequest::from_body(&incoming.body, attempt.today())?;
    let (named, assigned) = match &asked {
        AssignmentRequest::Assign { agency, on, status } => (agency, Some((*on, *status))),
        AssignmentRequest::Unassign { agency } => (agency, None),
    };
    let loan = agencies::loan(&app.table, &caller.company, &subject.loan_id);
    let (loan, named_agency) = tokio::try_join!(loan, attempt.agency(named.as_deref()))?;
    let loan = subject.own(loan)?;
    if named.is_some() && named_agency.is_none() {
        return Err(at_agency("No collection agency has this id"));
    }
    if let Some(assigned) = assigned {
        return attempt.assign(subject, &loan, named_agency.as_ref(), assigned);
    }
    let current = loan.case.as_ref().and_then(|known| known.case.assignments.current.as_ref());
    let is_with = |agency: &Agency| current.is_some_and(|current| current.agency_id == agency.agency_id);
    if named_agency.is_some_and(|agency| !is_with(&agency)) {
        return Err(at_agency("The loan is not assigned to this collection agency"));
    }
    attempt.unassign(subject, &loan, None)
}

/// `DELETE /people/{personId}/loans/{loanId}/collection-agency?servicedBy=`
pub(super) async fn unassign(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(ids): Path<(String, String)>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Manager)?;
    let servicer = servicer(&incoming::parameters(request.uri().query())?)?;
    let subject = Subject::of(ids)?;
    let attempt = async || {
        let loan = subject.own(agencies::loan(&app.table, &caller.company, &subject.loan_id).await?)?;
        Attempt::new(&app, &caller).unassign(&subject, &loan, Some(servicer))
    };
    change::run(&app.table, &app.clock, &caller.company.id, None, attempt).await
}

fn servicer(parameters: &Parameters) -> Result<Servicer, Faults> {
    incoming::only_known(parameters, &["servicedBy"])?;
    let said = parameters.get("servicedBy").ok_or_else(|| Faults::at("servicedBy", "Parameter is required"))?;
    let sentence = || Faults::at("servicedBy", format!("Value must be one of {}", SERVICERS.join(", ")));
    Servicer::from_name(said).ok_or_else(sentence)
}

fn at_agency(sentence: &str) -> Problem {
    Faults::at("agencyId", sentence).into()
}

/// One attempt at a change, at its own moment.
struct Attempt<'a> {
    app: &'a App,
    caller: &'a Caller,
    now: domain::moment::Moment,
}

impl<'a> Attempt<'a> {
    fn new(app: &'a App, caller: &'a Caller) -> Self {
        Self { app, caller, now: app.clock.now() }
    }

    fn today(&self) -> chrono::NaiveDate {
        self.caller.company.settings.time_zone.date_at(self.now)
    }

    /// The agency that a body names.
    async fn agency(&self, named: Option<&str>) -> Result<Option<Agency>, TableError> {
        let Some(id) = named.and_then(AnyId::from_text) else { return Ok(None) };
        let known = agencies::find(&self.app.table, &self.caller.company.id, id).await?;
        Ok(known.map(|known| known.agency))
    }

    fn assign(
        &self,
        subject: &Subject,
        loan: &AssignedLoan,
        agency: Option<&Agency>,
        (assigned_on, status): (chrono::NaiveDate, AssignmentStatus),
    ) -> Result<Change, Problem> {
        let (mut after, outstanding) = self.stands(subject, loan)?;
        let present = after.assignments.current.clone();
        let (agency_id, agency_external_id) = match (agency, &present) {
            (Some(agency), _) => (agency.agency_id.as_str(), agency.external_id()),
            (None, Some(present)) => (present.agency_id.as_str(), present.agency_external_id.as_deref()),
            (None, None) => return Err(at_agency("Value is required")),
        };
        let new_placement_id = || id::within_loan(id::PLACEMENT, &subject.loan_id, self.now);
        let turns = after.assign(&Assigning {
            agency_id,
            agency_external_id,
            assigned_on,
            status,
            outstanding,
            today: self.today(),
            now: self.now,
            by: &self.caller.author,
            new_placement_id: &new_placement_id,
        });
        self.change(loan, &after, &turns, "Collection agency assigned")
    }

    fn unassign(
        &self,
        subject: &Subject,
        loan: &AssignedLoan,
        serviced_by: Option<Servicer>,
    ) -> Result<Change, Problem> {
        let (mut after, _) = self.stands(subject, loan)?;
        let turns = after.unassign(&Unassigning { serviced_by, now: self.now, by: &self.caller.author });
        self.change(loan, &after, &turns, "Collection agency unassigned")
    }

    /// The case of a loan as it stands today, and all that is owed of it.
    fn stands(&self, subject: &Subject, loan: &AssignedLoan) -> Result<(RecoveryCase, Decimal), Problem> {
        let stands = case_on(&subject.loan_id, loan.case.as_ref(), loan.account.as_ref(), self.today());
        let (company_id, loan_id) = (&self.caller.company.id, &subject.loan_id);
        let (case, snapshot) = stands.map_err(|refusal| uncomputable(company_id, loan_id, &refusal))?;
        let owed = case.owed(snapshot.as_ref());
        Ok((case, owed))
    }

    fn change(
        &self,
        loan: &AssignedLoan,
        after: &RecoveryCase,
        turns: &[AssignmentTurn],
        message: &str,
    ) -> Result<Change, Problem> {
        let answer = envelope(StatusCode::OK, message, assignment(Some(after)));
        if turns.is_empty() {
            return Ok(Change { writes: Vec::new(), answer });
        }
        let by = (self.caller.author.as_str(), self.now);
        let writes = turn_writes(&self.caller.company, loan, after, turns, by)?;
        Ok(Change { writes, answer })
    }
}
