//! Amazon SES, edition 2: `SendEmail`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::json::Json;
use futures_util::future::BoxFuture;
use platform::https::{Answered, Https, Unanswered};
use platform::signed::{AwsCaller, CallError};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Outbound, Provider, Sender, refusal};

/// The path of the operation.
const PATH: &str = "/v2/email/outbound-emails";
/// Most characters of the value of a tag.
const TAG_CHARS_MAX: usize = 256;

/// What e-mails are sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SesSettings {
    /// The address that they come from, which SES has verified.
    pub from: String,
    /// The address that replies go to, where it is another.
    pub reply_to: Option<String>,
    /// The configuration set by which it is reported what becomes of them.
    pub configuration_set: Option<String>,
}

/// Sends e-mails.
#[derive(Debug, Clone)]
pub struct Ses {
    https: Https,
    aws: AwsCaller,
    settings: Option<SesSettings>,
}

/// What is answered, of a success and of a refusal.
#[derive(Debug, Default, Deserialize)]
struct Said {
    #[serde(rename = "MessageId")]
    message_id: Option<String>,
    #[serde(rename = "__type")]
    kind: Option<String>,
}

impl Ses {
    /// Sends as the caller, with settings; without any, nothing goes out.
    pub fn new(https: Https, aws: AwsCaller, settings: Option<SesSettings>) -> Self {
        Self { https, aws, settings }
    }

    async fn send(&self, outbound: Outbound<'_>) -> Answer {
        let Some(settings) = &self.settings else { return Answer::NotSetUp };
        let from = mailbox(&outbound.company.settings.name, &settings.from);
        let sender = Sender { from, reply_to: settings.reply_to.clone() };
        let body = request(&outbound, settings, &sender).to_string();
        match self.aws.post(&self.https, PATH, &[("content-type", "application/json")], body).await {
            Ok(answered) => read(&answered, sender),
            Err(CallError::Unsignable) => Answer::NotSetUp,
            Err(CallError::Unanswered(Unanswered::NotSent)) => {
                Answer::NotTaken { code: "not_connected".to_owned(), retry_after: None }
            }
            Err(CallError::Unanswered(Unanswered::Lost)) => Answer::NoAnswer,
        }
    }
}

impl Provider for Ses {
    fn name(&self) -> &'static str {
        "ses"
    }

    fn hand_over<'a>(&'a self, outbound: Outbound<'a>) -> BoxFuture<'a, Answer> {
        Box::pin(self.send(outbound))
    }
}

fn request(outbound: &Outbound<'_>, settings: &SesSettings, sender: &Sender) -> Value {
    let subject = outbound.communication.comm_dict.get("email_subject").and_then(Json::as_text).unwrap_or_default();
    let text = |data: &str| json!({ "Data": data, "Charset": "UTF-8" });
    let mut request = json!({
        "FromEmailAddress": sender.from,
        "Destination": { "ToAddresses": [outbound.to] },
        "Content": { "Simple": { "Subject": text(subject), "Body": { "Html": text(outbound.body) } } },
        "EmailTags": tags(&outbound.message.reference()),
    });
    if let Some(members) = request.as_object_mut() {
        members.extend(settings.reply_to.as_ref().map(|to| ("ReplyToAddresses".to_owned(), json!([to]))));
        let set = settings.configuration_set.as_ref();
        members.extend(set.map(|set| ("ConfigurationSetName".to_owned(), json!(set))));
    }
    request
}

/// The name of the communication, which reports repeat; in parts, for a tag is shorter than one can be.
fn tags(reference: &str) -> Vec<Value> {
    let characters: Vec<char> = reference.chars().collect();
    let parts = characters.chunks(TAG_CHARS_MAX).enumerate();
    parts.map(|(at, part)| json!({ "Name": format!("ref{at}"), "Value": part.iter().collect::<String>() })).collect()
}

/// An address with a name before it (RFC 5322; RFC 2047 where the name is not plain).
fn mailbox(name: &str, address: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || " .,&'()+-/".contains(letter);
    if name.chars().all(is_plain) {
        return format!("\"{name}\" <{address}>");
    }
    // An encoded word has 75 characters at most: 45 bytes.
    let mut short = String::new();
    for letter in name.chars().filter(|letter| !letter.is_control()) {
        if short.len().saturating_add(letter.len_utf8()) > 45 {
            break;
        }
        short.push(letter);
    }
    format!("=?UTF-8?B?{}?= <{address}>", STANDARD.encode(short))
}

fn read(answered: &Answered, sender: Sender) -> Answer {
    let said: Said = serde_json::from_slice(&answered.body).unwrap_or_default();
    match (answered.status, said.message_id) {
        (200..=299, Some(provider_id)) => Answer::Taken { provider_id, sender },
        (200..=299, None) => Answer::NoAnswer,
        (status, _) => {
            let header = answered.headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok());
            let kind = said.kind.as_deref().or(header);
            // `namespace#Name`, or `Name:address`.
            let name = kind.map(|kind| kind.rsplit('#').next().unwrap_or(kind).split(':').next().unwrap_or(kind));
            refusal(status, name.map(str::to_owned), answered.retry_after())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_write_an_address() {
        assert_eq!(mailbox("Lender & Co.", "a@b.in"), "\"Lender & Co.\" <a@b.in>");
        assert_eq!(mailbox("A\" <x@y.z>", "a@b.in"), "=?UTF-8?B?QSIgPHhAeS56Pg==?= <a@b.in>");
        let long = mailbox(&"ऋण".repeat(40), "a@b.in");
        assert!(
            long.split_once(' ').is_some_and(|(word, _)| word.len() <= 75 && word.starts_with("=?UTF-8?B?")),
            "{long}"
        );
    }

    #[test]
    fn a_long_name_is_told_in_parts() {
        let tags = tags(&"a".repeat(600));
        let lengths: Vec<usize> = tags.iter().map(|tag| tag["Value"].as_str().expect("a text").len()).collect();
        assert_eq!((lengths, &tags[2]["Name"]), (vec![256, 256, 88], &json!("ref2")));
    }
}
