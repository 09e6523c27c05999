//! The body that an event becomes: as the lending documents print theirs, and thin for the system's own.

use super::catalogue::{EventForm, EventKind};
use super::fields::{object, told};
use crate::json::{Json, Object};
use crate::moment::Moment;

/// The body of an event, as the text that is signed and sent. `id` is the event's.
pub fn body(kind: &EventKind, id: &str, at: Moment, data: &Json) -> String {
    // A value made of texts and numbers has a JSON form.
    serde_json::to_string(&json(kind, id, at, data)).unwrap_or_default()
}

/// The same as a value.
pub fn json(kind: &EventKind, id: &str, at: Moment, data: &Json) -> Json {
    let known = Object::new();
    let data = data.as_object().unwrap_or(&known);
    match kind.form {
        EventForm::Message => message(kind, id, data),
        EventForm::Dated => dated(kind, at, data),
        EventForm::Own => object([
            ("type", kind.name.into()),
            ("timestamp", at.to_rfc3339().into()),
            ("data", Json::Object(told(kind.data, data))),
        ]),
    }
}

fn message(kind: &EventKind, id: &str, data: &Object) -> Json {
    let loan_id = data.get("loan_id").cloned().unwrap_or_default();
    let told = Json::Object(told(kind.data, data));
    object([("loan_id", loan_id), ("event", kind.name.into()), ("data", told), ("event_id", id.into())])
}

fn dated(kind: &EventKind, at: Moment, data: &Object) -> Json {
    let data = if kind.name == "payment" { payment(kind, data) } else { told(kind.data, data) };
    object([("event", kind.name.into()), ("data", Json::Object(data)), ("created", at.to_lending_text().into())])
}

/// The documents have every key, and `""` for what was not said.
fn payment(kind: &EventKind, data: &Object) -> Object {
    let mut renamed = data.clone();
    if let Some(reference) = renamed.swap_remove("payment_reference_number") {
        renamed.insert("reference_number".to_owned(), reference);
    }
    for field in kind.data.iter().filter(|field| field.required) {
        let said = renamed.entry(field.key.to_owned()).or_default();
        if said.is_null() {
            *said = "".into();
        }
    }
    told(kind.data, &renamed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webhook::catalogue::of_source;

    fn parsed(text: &str) -> Json {
        serde_json::from_str(text).expect("JSON")
    }

    fn of(source: &str, data: &str) -> String {
        let at = Moment::from_micros(1_621_104_255_000_000).expect("in range");
        body(of_source(source).expect("known"), "evt_1", at, &parsed(data))
    }

    #[test]
    fn a_payment_reads_as_documented() {
        let data = r#"{"loan_id":"2954","payment_id":7,"allocation_month":"2021-6-01","amount_recovered":2000,
            "final_status":"Partially Recovered","recovery_method":"Field collection","payment_method":"Online","payment_mode":"Paytm",
            "payment_reference_number":"RIO2390","recovery_date":"2021-09-12 00:59:51","author":"demo.admin@example.com"}"#;
        assert_eq!(
            of("payment.recorded", data),
            r#"{"event":"payment","data":{"loan_id":"2954","amount_recovered":2000,"final_status":"Partially Recovered","#.to_owned()
                + r#""recovery_method":"Field collection","payment_method":"Online","payment_mode":"Paytm","reference_number":"RIO2390","#
                + r#""closure_with":"","recovery_date":"2021-09-12 00:59:51","allocation_month":"2021-6-01","#
                + r#""author":"demo.admin@example.com"},"created":"2021-05-15 18:44:15.000000"}"#
        );
    }

    #[test]
    fn a_message_reads_as_documented() {
        let data = r#"{"loan_id":"1137","response":[{"to":"9999999999","sms_body":"Test"}],"allocation_month":"2022-12-01","author":"a"}"#;
        assert_eq!(
            of("sms", data),
            r#"{"loan_id":"1137","event":"sms","data":{"response":[{"to":"9999999999","sms_body":"Test"}],"#.to_owned()
                + r#""allocation_month":"2022-12-01","author":"a"},"event_id":"evt_1"}"#
        );
    }

    #[test]
    fn the_systems_own_tell_only_what_is_described() {
        assert_eq!(
            of("contact.created", r#"{"contact_id":"cnt_1","loan_id":"L","name":"Somebody"}"#),
            r#"{"type":"contact.created","timestamp":"2021-05-15T18:44:15.000000Z","data":{"contact_id":"cnt_1","loan_id":"L"}}"#
        );
        assert_eq!(
            of("company.recovery_settings_changed", "null"),
            r#"{"type":"company.recovery_settings_changed","timestamp":"2021-05-15T18:44:15.000000Z","data":{}}"#
        );
    }
}
