//! What providers report, and the answers that they bring.
//!
//! Twilio signs: HMAC-SHA1 with the account's token over the address that it calls and all parameters in the order of their names. SES reports by
//! `EventBridge` and a queue, which need no address on the internet.

use std::collections::BTreeMap;

use axum::extract::{Path, Request, State};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::communication::reply::Wish;
use domain::communication::report::Report;
use domain::recovery::channel::Channel;
use domain::recovery::contact::OptOutMethod;
use http::StatusCode;
use platform::communications::{
    CommunicationMessage, Refusal, Reported, SecretError, TwilioAccount, opt_in, opt_out, report,
};
use platform::http::body;
use platform::http::incoming;
use platform::http::problem::Problem;
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, Key, verify};

use crate::{App, Callbacks};

/// The header with the signature.
const SIGNATURE: &str = "x-twilio-signature";
/// The name under which communications keep who took them.
const TWILIO: &str = "twilio";
/// Most parameters of a callback.
const PARAMETERS_MAX: usize = 200;

/// The parameters of a callback, each once.
type Form = BTreeMap<String, String>;

/// `POST /communication/callbacks/{provider}`
pub(super) async fn callback(
    State((app, callbacks)): State<(App, Callbacks)>,
    Path(provider): Path<String>,
    request: Request,
) -> Result<StatusCode, Problem> {
    let missing = || Problem::not_found("No such provider calls back");
    if provider != TWILIO {
        return Err(missing());
    }
    let query = request.uri().query().map(str::to_owned);
    let signature = request.headers().get(SIGNATURE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let bytes = body::read_any(request).await?;
    let known = callbacks.secret.get().await.map_err(|error| unknown(&error))?;
    let account = known.twilio.as_ref().ok_or_else(missing)?;
    let form = form(&bytes)?;
    let address = address(&callbacks.public_url, query.as_deref());
    let is_signed = signature.is_some_and(|signature| is_signed(account, &address, &form, &signature));
    // Another account of the same owner signs with a token of its own.
    if !is_signed || form.get("AccountSid").is_some_and(|sid| *sid != account.account_sid) {
        return Err(Problem::forbidden());
    }
    let parameters = incoming::parameters(query.as_deref())?;
    match parameters.get("ref") {
        Some(reference) => reported(&app, reference, &form).await?,
        None => answered(&app, &form).await?,
    }
    Ok(StatusCode::NO_CONTENT)
}

fn unknown(error: &SecretError) -> Problem {
    let retryable = *error == SecretError::Unavailable;
    tracing::error!(retryable, reason = %error, "no account is known");
    if retryable { Problem::unavailable() } else { Problem::internal() }
}

fn form(bytes: &[u8]) -> Result<Form, Problem> {
    let mut form = Form::new();
    for (key, value) in form_urlencoded::parse(bytes).into_owned() {
        if form.len() >= PARAMETERS_MAX || form.insert(key, value).is_some() {
            return Err(Problem::bad_request("The body must have each parameter once, and no more than 200."));
        }
    }
    Ok(form)
}

/// The address as the provider was given it.
fn address(public_url: &str, query: Option<&str>) -> String {
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{public_url}/communication/callbacks/{TWILIO}{query}")
}

/// Compares in constant time.
fn is_signed(account: &TwilioAccount, address: &str, form: &Form, signature: &str) -> bool {
    let Ok(signature) = STANDARD.decode(signature) else { return false };
    let signed = form.iter().fold(address.to_owned(), |signed, (key, value)| signed + key + value);
    let key = Key::new(HMAC_SHA1_FOR_LEGACY_USE_ONLY, account.auth_token.as_bytes());
    verify(&key, signed.as_bytes(), &signature).is_ok()
}

/// What became of a message or a call. One that is of nothing here, or says nothing new, changes nothing.
async fn reported(app: &App, reference: &str, form: &Form) -> Result<(), Problem> {
    let said = |key: &str| form.get(key).map(String::as_str);
    let id = said("MessageSid").or_else(|| said("CallSid"));
    let status = said("MessageStatus").or_else(|| said("CallStatus"));
    let code = said("ErrorCode").filter(|code| !code.is_empty() && code.len() <= 20);
    let known = id.zip(status.and_then(|status| meant(status, code)));
    let Some(((provider_id, told), message)) = known.zip(CommunicationMessage::of_reference(reference)) else {
        return Ok(());
    };
    let told = Reported { report: &told, provider: TWILIO, provider_id };
    let changed = report(&app.table, &message, told, app.clock.now()).await?;
    tracing::info!(
        company = message.company_id,
        loan_id = message.loan_id,
        communication = message.communication_id,
        status,
        changed,
        "a provider reported"
    );
    Ok(())
}

/// What a status of a message or a call means; `None` of one that says nothing yet.
fn meant(status: &str, code: Option<&str>) -> Option<Report> {
    let failed = |code: &str| Some(Report::Failed { code: Some(code.to_owned()) });
    match status {
        "accepted" | "scheduled" | "queued" | "sending" | "sent" | "initiated" | "ringing" => Some(Report::Sent),
        "delivered" | "in-progress" | "completed" => Some(Report::Delivered),
        "read" => Some(Report::Read),
        "undelivered" | "failed" | "canceled" | "busy" | "no-answer" => failed(code.unwrap_or(status)),
        _ => None,
    }
}

/// A message of a borrower. Whoever wants no more is sent no more by that channel, until they want it again.
async fn answered(app: &App, form: &Form) -> Result<(), Problem> {
    let said = |key: &str| form.get(key).map(String::as_str).unwrap_or_default();
    let (address, channel) = match said("From").strip_prefix("whatsapp:") {
        Some(number) => (number, Channel::Whatsapp),
        None => (said("From"), Channel::Sms),
    };
    let now = app.clock.now();
    match Wish::of_both(said("OptOutType"), said("Body")) {
        Some(Wish::Stop) => {
            let refusal = Refusal { address, channel, how: OptOutMethod::Reply };
            let contacts = opt_out(&app.table, refusal, now).await?;
            tracing::info!(contacts, channel = channel.name(), "somebody wants no more messages");
        }
        Some(Wish::Start) => {
            let contacts = opt_in(&app.table, address, channel, now).await?;
            tracing::info!(contacts, channel = channel.name(), "somebody wants messages again");
        }
        // The provider answers itself who asks for help.
        Some(Wish::Help) | None => {}
    }
    Ok(())
}
