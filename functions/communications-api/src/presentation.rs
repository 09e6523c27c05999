//! What answers say.

use domain::communication::message::Message;
use domain::json::Json;

pub(crate) use platform::http::dialect::lending::{page, success as answer};

/// A message as it would go out, with whom it is for where it is that of a loan.
pub(crate) fn previewed(message: &Message, contact_id: Option<&str>) -> Json {
    let count = |count: usize| Json::integer(i64::try_from(count).unwrap_or(i64::MAX));
    let sms = message.sms.map(|sms| {
        Json::object([
            ("alphabet", Json::text(sms.alphabet.name())),
            ("characters", count(sms.characters)),
            ("units", count(sms.units)),
            ("segments", count(sms.segments)),
        ])
    });
    Json::object([
        ("language", Json::text(&message.language)),
        ("subject", message.subject.as_deref().into()),
        ("body", Json::text(&message.body)),
        ("sms", sms.into()),
        ("contact_id", contact_id.into()),
    ])
}
