//! What a borrower would be sent.

use axum::extract::{Path, Request, State};
use domain::calendar::Month;
use domain::communication::compose::compose;
use domain::communication::link::ShortLink;
use domain::communication::message::Message;
use domain::communication::preview::{MessagePreview, OfLoan, Preview};
use domain::communication::template::Template;
use domain::company::Company;
use http::StatusCode;
use platform::accounts::uncomputable;
use platform::auth::Authenticated;
use platform::communications::{self, Asked, about};
use platform::http::answer::Answer;
use platform::http::dialect::lending::absent;
use platform::http::incoming;
use platform::http::problem::Problem;
use platform::keys::communication as keys;
use platform::table::Item;

use super::template::possible;
use crate::App;
use crate::presentation::{answer, previewed};
use crate::refusal::{no_template, unrendered};

/// What follows a template's id.
const VERB: &str = ":preview";
/// What a template's path takes beside.
const METHODS: &str = "DELETE, GET, HEAD, PUT";

/// `POST /communication/templates/{template_id}:preview`
pub(super) async fn preview(
    State(app): State<App>,
    Authenticated(caller): Authenticated,
    Path(template): Path<String>,
    request: Request,
) -> Result<Answer, Problem> {
    let Some(template_id) = template.strip_suffix(VERB) else {
        return Err(Problem { allow: Some(METHODS.to_owned()), ..Problem::method_not_allowed() });
    };
    let incoming = incoming::read_optional(request).await?;
    incoming::only_known(&incoming.parameters, &[])?;
    let MessagePreview { given, of_loan } = MessagePreview::read(&incoming.body)?;
    let (company, template_id) = (&caller.company, possible(template_id)?);
    let (message, contact_id) = match of_loan {
        None => (with_values(&app, company, template_id, &given).await?, None),
        Some(of_loan) => {
            let (message, contact_id) = with_loan(&app, company, template_id, (&given, &of_loan)).await?;
            (message, Some(contact_id))
        }
    };
    Ok(answer(StatusCode::OK, previewed(&message, contact_id.as_deref())))
}

/// The message with the values that are given.
async fn with_values(app: &App, company: &Company, template_id: &str, given: &Preview) -> Result<Message, Problem> {
    let found = communications::template(&app.table, &company.id, template_id).await?;
    let template = found.ok_or_else(no_template)?;
    let message = compose(&template, given.language.as_deref(), company, previewed_link(app), |name| {
        given.variables.get(name).cloned()
    });
    message.map_err(|fault| unrendered("variables", &fault))
}

/// As long as the real one, and leads nowhere.
fn previewed_link(app: &App) -> ShortLink<'_> {
    ShortLink { public_url: app.links.public_url(), token: ShortLink::PREVIEWED }
}

/// The message that would go out about a loan now, with the contact whom it is for.
async fn with_loan(
    app: &App,
    company: &Company,
    template_id: &str,
    (given, of_loan): (&Preview, &OfLoan),
) -> Result<(Message, String), Problem> {
    let now = app.clock.now();
    let month = of_loan.month.unwrap_or_else(|| Month::of(company.settings.time_zone.date_at(now)));
    let asked = Asked { company, loan_id: &of_loan.loan_id, month };
    let template = keys::template(&company.id, template_id);
    let found = about(&app.table, &asked, std::slice::from_ref(&template)).await?;
    let (subject, items) = found.map_err(|what| absent(what, company.kind))?;
    let template = items.iter().find(|item| item.key == template).map(Item::read::<Template>).transpose()?;
    let template = template.ok_or_else(no_template)?;
    let stands = subject.on(&asked, now);
    let (facts, _) = stands.map_err(|refusal| uncomputable(&company.id, &of_loan.loan_id, &refusal))?;
    let contact = of_loan.recipient(&subject.contacts.contacts, template.channel)?;
    let language = given.language.as_deref().or(contact.preferred_language.as_deref());
    let value = |name: &str| facts.value(name, &contact.contact_name);
    let message = compose(&template, language, company, previewed_link(app), value);
    Ok((message.map_err(|fault| unrendered("loan_id", &fault))?, contact.contact_id.clone()))
}
