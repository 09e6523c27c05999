//! What others are told of a communication: the webhooks that the lending documents print, and the system's own events.

use super::handover::{NO_PROVIDER, REFUSED};
use super::record::{OutgoingCommunication, Stage};
use crate::json::{Json, Object};
use crate::recovery::channel::Channel;

/// The status code that the documents print of what was sent.
const OK: i64 = 200;
/// That of what no provider is set up for.
const UNAVAILABLE: i64 = 503;
/// That of what a provider refused.
const BAD_REQUEST: i64 = 400;
/// That of what did not arrive, or that no provider took in time.
const BAD_GATEWAY: i64 = 502;

/// The type of the system's own event of a stage that a communication comes to; `None` of one that is told otherwise or not at all.
pub fn event_type(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Created => Some("communication.created"),
        Stage::Waiting => Some("communication.postponed"),
        Stage::Sending => None,
        Stage::Sent => Some("communication.sent"),
        Stage::Delivered => Some("communication.delivered"),
        Stage::Read => Some("communication.read"),
        Stage::Failed => Some("communication.failed"),
        Stage::Suppressed => Some("communication.suppressed"),
        Stage::Unknown => Some("communication.unknown"),
    }
}

/// The data of a system's own event: no text, and no person.
pub fn thin(communication: &OutgoingCommunication, client_customer_id: Option<&str>) -> Json {
    let outgoing = &communication.outgoing;
    Json::object([
        ("communication_id", Json::integer(communication.id.micros())),
        ("loan_id", Json::text(&outgoing.loan_id)),
        ("client_customer_id", client_customer_id.map(Json::text).into()),
        ("channel", Json::text(outgoing.channel.name())),
        ("event_name", Json::text(&outgoing.event_name)),
        ("allocation_month", Json::text(&outgoing.allocation_month)),
        ("status", Json::text(outgoing.stage.name())),
        ("send_at", outgoing.send_at.map(|at| Json::text(at.to_rfc3339())).into()),
        ("reason", outgoing.way.reason.as_deref().into()),
        ("code", outgoing.way.code.as_deref().into()),
        ("action_id", outgoing.action_id.as_deref().into()),
    ])
}

/// Whether the documented webhook is raised when a communication comes from one stage to another: when it is known to be sent, and when it has failed.
pub fn raises_webhook(before: &OutgoingCommunication, after: &OutgoingCommunication) -> bool {
    let is_sent =
        |it: &OutgoingCommunication| matches!(it.outgoing.stage, Stage::Sent | Stage::Delivered | Stage::Read);
    let is_failed = after.outgoing.stage == Stage::Failed && before.outgoing.stage != Stage::Failed;
    is_failed || (is_sent(after) && !is_sent(before))
}

/// The data of the webhook of its channel, with the documents' keys in the documents' order: `""` or `null` for what was not said.
pub fn documented(communication: &OutgoingCommunication) -> Json {
    let outgoing = &communication.outgoing;
    Json::object([
        ("loan_id", Json::text(&outgoing.loan_id)),
        ("response", [entry(communication)].into_iter().collect()),
        ("allocation_month", Json::text(&outgoing.allocation_month)),
        ("author", Json::text(&outgoing.author)),
    ])
}

fn entry(communication: &OutgoingCommunication) -> Json {
    let shown = &communication.comm_dict;
    let channel = communication.outgoing.channel;
    let is_failed = communication.outgoing.stage == Stage::Failed;
    let as_kept = |key: &str| shown.get(key).cloned().unwrap_or_default();
    let or_empty = |key: &str| shown.get(key).cloned().unwrap_or_else(|| "".into());
    let mut entry = Object::new();
    for key in keys(channel) {
        let value = match *key {
            "to" => communication.address().map(Json::text).into(),
            "error" if is_failed => error(communication),
            "error" => Json::Null,
            "success" => Json::Bool(!is_failed),
            "status_code" => Json::integer(if is_failed { status_code(communication) } else { OK }),
            key @ ("cc" | "from" | "email_reply_to" | "client_template_id") => or_empty(key),
            key => as_kept(key),
        };
        entry.insert((*key).to_owned(), value);
    }
    Json::Object(entry)
}

/// The keys of an entry, in the order of the documents' samples.
fn keys(channel: Channel) -> &'static [&'static str] {
    const EMAIL: &[&str] = &[
        "error",
        "shoot_id",
        "to",
        "applicant_type",
        "transaction_id",
        "success",
        "status_code",
        "cc",
        "from",
        "email_reply_to",
        "email_body",
        "email_subject",
        "template_name",
        "triggered_time",
    ];
    const SMS: &[&str] = &[
        "applicant_type",
        "transaction_id",
        "to",
        "error",
        "success",
        "status_code",
        "shoot_id",
        "sms_body",
        "sms_language",
        "template_name",
        "client_template_id",
        "triggered_time",
    ];
    const VOICE: &[&str] = &[
        "applicant_type",
        "transaction_id",
        "to",
        "error",
        "success",
        "status_code",
        "shoot_id",
        "voice_body",
        "voice_language",
        "voice_gender",
        "template_name",
        "triggered_time",
    ];
    const WHATSAPP: &[&str] = &[
        "applicant_type",
        "transaction_id",
        "to",
        "error",
        "success",
        "status_code",
        "shoot_id",
        "whatsapp_body",
        "client_template_id",
        "template_name",
        "triggered_time",
    ];
    match channel {
        Channel::Email => EMAIL,
        Channel::Voice => VOICE,
        Channel::Whatsapp => WHATSAPP,
        Channel::Sms | Channel::Notice | Channel::FieldVisit => SMS,
    }
}

/// The documents print an object without showing one: the code under `error_code`, the reason under `error`.
fn error(communication: &OutgoingCommunication) -> Json {
    let way = &communication.outgoing.way;
    Json::object([("error_code", way.code.as_deref().into()), ("error", way.reason.as_deref().into())])
}

fn status_code(communication: &OutgoingCommunication) -> i64 {
    match communication.outgoing.way.reason.as_deref() {
        Some(NO_PROVIDER) => UNAVAILABLE,
        Some(REFUSED) => BAD_REQUEST,
        _ => BAD_GATEWAY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::communication::handover::tests::sms;
    use crate::moment::Moment;

    #[test]
    fn an_sms_reads_as_the_document_prints_it() {
        let sent = sms().taken("twilio", "SM1", Moment::EPOCH);
        assert!(raises_webhook(&sms(), &sent) && !raises_webhook(&sent, &sent));
        let expected = r#"{"loan_id":"LN-1","response":[{"applicant_type":"applicant","transaction_id":null,"to":"+919805265921","error":null,"#
            .to_owned()
            + r#""success":true,"status_code":200,"shoot_id":"5f","sms_body":"Please pay","sms_language":"en","template_name":"Due","#
            + r#""client_template_id":"1107","triggered_time":"2024-01-10 06:30:00.000000"}],"allocation_month":"2024-1-01","author":"agent@example.com"}"#;
        assert_eq!(serde_json::to_string(&documented(&sent)).expect("JSON"), expected);
    }

    #[test]
    fn what_failed_says_why() {
        let failed = sms().failed(REFUSED, Some("21610"));
        assert!(raises_webhook(&sms(), &failed));
        let text = serde_json::to_string(&documented(&failed)).expect("JSON");
        let expected = r#""error":{"error_code":"21610","error":"refused"},"success":false,"status_code":400"#;
        assert!(text.contains(expected), "{text}");
    }

    #[test]
    fn the_systems_own_name_no_person() {
        let text = serde_json::to_string(&thin(&sms(), None)).expect("JSON");
        assert!(!text.contains("9805265921") && !text.contains("Please pay"), "{text}");
    }
}
