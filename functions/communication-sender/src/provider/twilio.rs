//! Twilio's REST API of messages and calls, edition 2010-04-01, and whoever else speaks it.
//!
//! A call speaks its text by `TwiML`. Every message asks for reports at an address that names the communication.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::json::Json;
use domain::recovery::channel::Channel;
use form_urlencoded::Serializer;
use futures_util::future::BoxFuture;
use http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use http::{HeaderValue, Request};
use platform::communications::{ProviderSecret, SecretError, TwilioAccount};
use platform::https::{Answered, Body, Https, Unanswered};
use serde::Deserialize;

use super::{Answer, Outbound, Provider, Sender, refusal};

/// Most characters of the `TwiML` of a call.
const TWIML_CHARS_MAX: usize = 4_000;

/// Sends SMS, calls and messages by `WhatsApp`.
#[derive(Debug, Clone)]
pub struct Twilio {
    https: Https,
    secret: ProviderSecret,
    public_url: String,
}

/// What is answered, of a success and of a refusal.
#[derive(Debug, Default, Deserialize)]
struct Said {
    sid: Option<String>,
    code: Option<serde_json::Number>,
}

impl Twilio {
    /// Sends with the account of a secret, and has reports sent to where the API is reached from outside.
    pub fn new(https: Https, secret: ProviderSecret, public_url: impl Into<String>) -> Self {
        Self { https, secret, public_url: public_url.into() }
    }

    async fn send(&self, outbound: Outbound<'_>) -> Answer {
        let account = match self.secret.get().await {
            Ok(providers) => providers.twilio.as_ref(),
            Err(error) => {
                tracing::error!(retryable = error == SecretError::Unavailable, reason = %error, "no account is known");
                return Answer::NotTaken { code: "secret".to_owned(), retry_after: None };
            }
        };
        let Some((account, from)) = account.and_then(|account| Some((account, sender(account, &outbound)?))) else {
            return Answer::NotSetUp;
        };
        let report_to =
            format!("{}/communication/callbacks/twilio?ref={}", self.public_url, outbound.message.reference());
        let Some(form) = form(&outbound, from, &report_to) else {
            return Answer::Refused { code: "too_long".to_owned() };
        };
        let resource = if outbound.communication.outgoing.channel == Channel::Voice { "Calls" } else { "Messages" };
        let Some(request) = request(account, resource, form) else { return Answer::NotSetUp };
        match self.https.send(request).await {
            Ok(answered) => read(&answered, from),
            Err(Unanswered::NotSent) => Answer::NotTaken { code: "not_connected".to_owned(), retry_after: None },
            Err(Unanswered::Lost) => Answer::NoAnswer,
        }
    }
}

impl Provider for Twilio {
    fn name(&self) -> &'static str {
        "twilio"
    }

    fn hand_over<'a>(&'a self, outbound: Outbound<'a>) -> BoxFuture<'a, Answer> {
        Box::pin(self.send(outbound))
    }
}

fn sender<'a>(account: &'a TwilioAccount, outbound: &Outbound<'_>) -> Option<&'a str> {
    let from = match outbound.communication.outgoing.channel {
        Channel::Sms => &account.sms_from,
        Channel::Whatsapp => &account.whatsapp_from,
        Channel::Voice => &account.voice_from,
        Channel::Email | Channel::Notice | Channel::FieldVisit => &None,
    };
    from.as_deref()
}

/// The parameters of a message or call; `None` where a call would say more than it can.
fn form(outbound: &Outbound<'_>, from: &str, report_to: &str) -> Option<String> {
    let Outbound { to, body, communication, .. } = *outbound;
    let mut form = Serializer::new(String::new());
    form.append_pair("StatusCallback", report_to);
    match communication.outgoing.channel {
        Channel::Voice => {
            let twiml = twiml(outbound);
            if twiml.chars().count() > TWIML_CHARS_MAX {
                return None;
            }
            form.append_pair("To", to).append_pair("From", from).append_pair("Twiml", &twiml);
        }
        Channel::Whatsapp => {
            let (to, from) = (format!("whatsapp:{to}"), format!("whatsapp:{from}"));
            form.append_pair("To", &to).append_pair("From", &from).append_pair("Body", body);
        }
        _ => {
            // A service chooses the number.
            let key = if from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
            form.append_pair("To", to).append_pair(key, from).append_pair("Body", body);
        }
    }
    Some(form.finish())
}

/// What is spoken. A man or a woman speaks English alone; any other language has the voice that the account has for it.
fn twiml(outbound: &Outbound<'_>) -> String {
    let communication = outbound.communication;
    let language = communication.said("language").unwrap_or("en");
    let gender = communication.comm_dict.get("voice_gender").and_then(Json::as_text);
    let voice = match (language, gender) {
        ("en", Some("male")) => r#" voice="man""#,
        ("en", _) => r#" voice="woman""#,
        _ => "",
    };
    let mut spoken = String::with_capacity(outbound.body.len());
    for character in outbound.body.chars() {
        match character {
            '&' => spoken.push_str("&amp;"),
            '<' => spoken.push_str("&lt;"),
            '>' => spoken.push_str("&gt;"),
            // XML has no other.
            character if character.is_control() => spoken.push(' '),
            character => spoken.push(character),
        }
    }
    let locale = locale(language);
    format!(r#"<Response><Say{voice} language="{locale}">{spoken}</Say></Response>"#)
}

/// The locale of a language, as it is spoken where most who are called are.
fn locale(language: &str) -> String {
    match language {
        "en" => "en-GB".to_owned(),
        "bn" | "gu" | "hi" | "kn" | "ml" | "mr" | "pa" | "ta" | "te" => format!("{language}-IN"),
        other => other.to_owned(),
    }
}

/// Without a request where the account cannot be one: its token leaves by TLS alone, but for one's own machine.
fn request(account: &TwilioAccount, resource: &str, form: String) -> Option<Request<Body>> {
    let TwilioAccount { base_url, account_sid, auth_token, .. } = account;
    let is_own = ["http://127.0.0.1:", "http://localhost:"].iter().any(|own| base_url.starts_with(own));
    if !base_url.starts_with("https://") && !is_own {
        return None;
    }
    let base_url = base_url.trim_end_matches('/');
    let basic = format!("Basic {}", STANDARD.encode(format!("{account_sid}:{auth_token}")));
    let mut authorization = HeaderValue::from_str(&basic).ok()?;
    authorization.set_sensitive(true);
    Request::post(format!("{base_url}/2010-04-01/Accounts/{account_sid}/{resource}.json"))
        .header(AUTHORIZATION, authorization)
        .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
        .header(USER_AGENT, HeaderValue::from_static("Recoup/1"))
        .body(Body::from(form))
        .ok()
}

fn read(answered: &Answered, from: &str) -> Answer {
    let said: Said = serde_json::from_slice(&answered.body).unwrap_or_default();
    match (answered.status, said.sid) {
        (200..=299, Some(provider_id)) => {
            Answer::Taken { provider_id, sender: Sender { from: from.to_owned(), reply_to: None } }
        }
        // It says that it has, and not what.
        (200..=299, None) => Answer::NoAnswer,
        (status, _) => refusal(status, said.code.map(|code| code.to_string()), answered.retry_after()),
    }
}
