//! Those who can be contacted about a loan.

use axum::extract::{Path, Request, State};
use domain::company::{Caller, Role};
use domain::field::is_id;
use domain::json::{Json, Object};
use domain::listing::ListOf;
use domain::moment::Moment;
use domain::recovery::contact::{BorrowerContact, ContactChange, Context};
use platform::auth::{Authenticated, require};
use platform::change::{self, Change};
use platform::http::answer::Answer;
use platform::http::incoming::{self, Incoming, Parameters};
use platform::http::problem::Problem;
use platform::keys::loan;
use platform::lists::flattened;
use platform::recovery::{CONTACTS, KnownContacts, contact_writes, contacts_at};
use platform::{event, id};

use crate::App;
use crate::parameters::PageAsked;
use crate::presentation::page;

/// `GET /contacts`
pub(super) async fn list(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    let parameters = incoming::parameters(request.uri().query())?;
    incoming::only_known(&parameters, &["loan_id", "default_id", "page", "limit"])?;
    let mut faults = domain::field::Faults::default();
    let asked = PageAsked::read(&parameters, &mut faults);
    faults.into_result()?;
    let company_id = &caller.company.id;
    let show = |contact: &BorrowerContact| Json::Object(contact.to_json());
    if ["loan_id", "default_id"].iter().any(|key| parameters.contains_key(*key)) {
        let contacts = match loan_of(&parameters) {
            Some(loan_id) => contacts_at(&app.table, company_id, &loan_id).await?.known.contacts,
            None => Vec::new(),
        };
        return Ok(Answer::ok(asked.part("contacts", &contacts, show)));
    }
    let of = asked.of(company_id, CONTACTS, &ListOf::All);
    let found = flattened::<BorrowerContact>(&app.table, &of, app.clock.now()).await?;
    let shown = found.resources.iter().map(show).collect();
    Ok(Answer::ok(page("contacts", shown, found.total, asked)))
}

/// The loan whose contacts are asked for, itself or by a default of it; `None` where there can be no such loan.
fn loan_of(parameters: &Parameters) -> Option<String> {
    let of_default = |default_id: &String| id::of_loan(id::DEFAULT, default_id).map(|(_, loan_id)| loan_id);
    let named = match (parameters.get("loan_id"), parameters.get("default_id")) {
        (Some(loan_id), None) => Some(loan_id.clone()),
        (None, default_id) => default_id.and_then(of_default),
        (Some(loan_id), Some(default_id)) => of_default(default_id).filter(|other| other == loan_id),
    };
    named.filter(|loan_id| is_id(loan_id))
}

/// `POST /contacts`
pub(super) async fn create(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_creation(&app, &caller, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_creation(app: &App, caller: &Caller, incoming: &Incoming) -> Result<Change, Problem> {
    let (body, now) = (&incoming.body, app.clock.now());
    let named = BorrowerContact::loan_of(body);
    let Ok(loan_id) = named else {
        // All that is wrong is said, not this alone.
        let none = Context { now, contacts: &[] };
        return Err(
            BorrowerContact::create(String::new(), body, &none).map_or_else(Into::into, |_| Problem::internal())
        );
    };
    let found = contacts_at(&app.table, &caller.company.id, loan_id).await?;
    let context = Context { now, contacts: &found.known.contacts };
    let change = BorrowerContact::create(id::within_loan(id::CONTACT, loan_id, now), body, &context)?;
    if !found.has_loan {
        return Err(Problem::not_found("Loan not found"));
    }
    let answer = Answer::created(Json::Object(change.contact.to_json()));
    Ok(Change { writes: writes(caller, &found.known, change, "contact.created", now)?, answer })
}

/// `PUT /contacts/{contact_id}`
pub(super) async fn update(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(contact_id): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    require(&caller, Role::Agent)?;
    let incoming = incoming::read(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let attempt = || attempt_update(&app, &caller, &contact_id, &incoming);
    change::run(&app.table, &app.clock, &caller.company.id, incoming.idempotent.as_ref(), attempt).await
}

async fn attempt_update(app: &App, caller: &Caller, contact_id: &str, incoming: &Incoming) -> Result<Change, Problem> {
    let missing = || Problem::not_found("Contact not found");
    let place = id::of_loan(id::CONTACT, contact_id).filter(|(_, loan)| is_id(loan));
    let (_, loan_id) = place.ok_or_else(missing)?;
    let now = app.clock.now();
    let found = contacts_at(&app.table, &caller.company.id, &loan_id).await?.known;
    let contact = found.find(contact_id).ok_or_else(missing)?;
    let Some(change) = contact.update(&incoming.body, &Context { now, contacts: &found.contacts })? else {
        return Ok(Change { writes: Vec::new(), answer: Answer::ok(Json::Object(contact.to_json())) });
    };
    let answer = Answer::ok(Json::Object(change.contact.to_json()));
    Ok(Change { writes: writes(caller, &found, change, "contact.updated", now)?, answer })
}

/// The contact, those that change with it, and an event that says which it is and not who.
fn writes(
    caller: &Caller,
    known: &KnownContacts,
    change: ContactChange,
    event_type: &str,
    now: Moment,
) -> Result<Vec<platform::table::Write>, Problem> {
    let ContactChange { contact, others } = change;
    let company_id = &caller.company.id;
    let pk = loan::loan(company_id, &contact.loan_id);
    let ids = [("contact_id", &contact.contact_id), ("loan_id", &contact.loan_id)];
    let told = Object::from(ids.map(|(key, id)| (key.to_owned(), Json::text(id))));
    let told = event::put(&pk, event_type, now, Json::Object(told))?;
    let mut writes = contact_writes(company_id, &pk, known, std::iter::once(contact).chain(others).collect())?;
    writes.push(told);
    Ok(writes)
}
