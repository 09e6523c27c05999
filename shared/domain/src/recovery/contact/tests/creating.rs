//! Contacts that callers create, and how contacts are shown.

use super::*;

/// The body of the published document, but for the number, which is only an example there.
const JOHN: &str = r#"{"loan_id": "LOAN_001", "contact_name": "John Doe", "phone_number": "+1234567890", "email": "borrower@example.com"}"#;

fn refused(body: &str) -> Vec<String> {
    lines(&Contacts::default().create(body).expect_err("refused"))
}

/// What is wrong with one key more.
fn refused_with(member: &str) -> String {
    refused(&JOHN.replace('}', &format!(", {member}}}"))).join("; ")
}

#[test]
fn a_contact_is_shown_with_all_its_keys() {
    let contact = Contacts::default().create(JOHN).expect("taken");
    let expected = r#"{"contact_id":"cnt_1","loan_id":"LOAN_001","contact_name":"John Doe","phone_number":"+1234567890","email":"borrower@example.com","relationship":"applicant","is_primary":true,"is_active":true,"preferred_channel":null,"preferred_language":null,"time_zone":null,"opted_out":[],"cease_communication":false,"represented_by_attorney":false,"deceased":false,"bankruptcy":false,"attorney_name":null,"source":"api","created_at":"2025-10-09T08:53:21.000000Z","updated_at":"2025-10-09T08:53:21.000000Z"}"#;
    assert_eq!(text(&contact), expected);
    let keys: Vec<&str> = FIELDS.iter().map(|field| field.key).collect();
    assert_eq!(contact.to_json().keys().map(String::as_str).collect::<Vec<_>>(), keys);
}

#[test]
fn every_key_is_read() {
    let body = r#"{"loan_id": "L-1", "contact_name": " Asha Rao ", "phone_number": "+919805265926", "relationship": "guarantor",
        "is_primary": false, "is_active": false, "preferred_channel": "whatsapp", "preferred_language": "Odia",
        "time_zone": "asia/kolkata", "opted_out": [{"channel": "sms", "at": "2025-10-01T10:00:00+05:30", "how": "link"}, {"channel": "field_visit"}],
        "cease_communication": true, "represented_by_attorney": true, "deceased": false, "bankruptcy": true, "attorney_name": "A. Advocate"}"#;
    let contact = Contacts::default().create(body).expect("taken");
    let expected = r#"{"contact_id":"cnt_1","loan_id":"L-1","contact_name":"Asha Rao","phone_number":"+919805265926","email":null,"relationship":"guarantor","is_primary":false,"is_active":false,"preferred_channel":"whatsapp","preferred_language":"or","time_zone":"Asia/Kolkata","opted_out":[{"channel":"sms","at":"2025-10-01T04:30:00.000000Z","how":"link"},{"channel":"field_visit","at":"2025-10-09T08:53:21.000000Z","how":"other"}],"cease_communication":true,"represented_by_attorney":true,"deceased":false,"bankruptcy":true,"attorney_name":"A. Advocate","source":"api","created_at":"2025-10-09T08:53:21.000000Z","updated_at":"2025-10-09T08:53:21.000000Z"}"#;
    assert_eq!(text(&contact), expected);
    let recipient = contact.recipient();
    assert_eq!((recipient.relationship, recipient.is_active), (Relationship::Guarantor, false));
    assert_eq!(recipient.zones.iter().map(crate::time_zone::TimeZone::name).collect::<Vec<_>>(), ["Asia/Kolkata"]);
    assert_eq!((recipient.flags.len(), recipient.opted_out.len()), (3, 2));
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(refused("{}"), ["loan_id: Value is required", "contact_name: Value is required"]);
    let one = |member: &str| refused(&format!(r#"{{"loan_id": "L-1", "contact_name": "A", {member}}}"#)).join("; ");
    assert_eq!(one(r#""is_active": true"#), "phone_number: A contact must have a phone_number or an email");
    let e164 = "phone_number: Value must be a telephone number with + and country code (E.164), 8 to 15 digits, as +919805265926";
    for number in ["9805265926", "+0805265926", "+1234567", "", "+91 98052 65926"] {
        assert_eq!(one(&format!(r#""phone_number": "{number}""#)), e164);
    }
    assert_eq!(one(r#""phone_number": 919805265926"#), "phone_number: Value must be a string");
    assert_eq!(one(r#""email": "borrower""#), "email: Value must be an e-mail address, as name@example.com");
    assert_eq!(
        refused_with(r#""relationship": "friend""#),
        "relationship: Value must be one of applicant, co_applicant, guarantor, reference, other"
    );
    assert_eq!(
        refused_with(r#""preferred_channel": "fax""#),
        "preferred_channel: Value must be one of sms, voice, email, whatsapp, notice, field_visit"
    );
    assert_eq!(
        refused_with(r#""preferred_language": "feger""#),
        "preferred_language: Value must be a language, by ISO 639-1 code or English name"
    );
    assert_eq!(
        refused_with(r#""time_zone": "Mars/Olympus""#),
        "time_zone: Value must be an IANA time zone, as Asia/Kolkata"
    );
    assert_eq!(refused_with(r#""attorney_name": " ""#), "attorney_name: Value must not be empty");
    assert_eq!(refused_with(r#""is_primary": "yes""#), "is_primary: Value must be true or false");
    assert_eq!(
        refused_with(r#""deceased": null, "is_active": null"#),
        "is_active: Value must not be null; deceased: Value must not be null"
    );
    assert_eq!(
        refused_with(r#""is_primary": true, "is_active": false"#),
        "is_primary: A contact that is not in use cannot be the primary one"
    );
    for computed in ["contact_id", "source", "created_at", "updated_at"] {
        let refusal = refused_with(&format!(r#""{computed}": "x""#));
        assert_eq!(refusal, format!("{computed}: Value is computed and cannot be set"));
    }
    assert_eq!(refused_with(r#""phone": "+1234567890""#), "phone: Unknown key");
    let long = "a".repeat(101);
    assert!(refused(&JOHN.replace("John Doe", &long))[0].starts_with("contact_name: "));
    assert!(refused(&JOHN.replace("John Doe", "  "))[0].starts_with("contact_name: "));
    assert!(refused(&JOHN.replace("LOAN_001", ""))[0].starts_with("loan_id: "));
}

#[test]
fn what_is_wrong_with_an_opt_out_is_named() {
    let one = |list: &str| refused_with(&format!("\"opted_out\": {list}"));
    assert_eq!(one(r#"["sms"]"#), "opted_out.0: Value must be an object");
    assert_eq!(one(r#"[{"how": "link"}]"#), "opted_out.0.channel: Value is required");
    let channels = "opted_out.0.channel: Value must be one of sms, voice, email, whatsapp, field_visit";
    assert_eq!(one(r#"[{"channel": "notice"}]"#), channels);
    assert_eq!(one(r#"[{"channel": "sms"}, {"channel": "sms"}]"#), "opted_out.1.channel: Value is in the list already");
    assert_eq!(
        one(r#"[{"channel": "sms", "at": "2099-01-01T00:00:00Z"}]"#),
        "opted_out.0.at: Value must not be later than now"
    );
    assert!(
        one(r#"[{"channel": "sms", "at": "1969-01-01T00:00:00Z"}]"#)
            .starts_with("opted_out.0.at: Value must be a time")
    );
    assert!(one(r#"[{"channel": "sms", "how": "fax"}]"#).starts_with("opted_out.0.how: Value must be one of link"));
}

#[test]
fn a_body_names_its_loan() {
    assert_eq!(BorrowerContact::loan_of(&object(JOHN)), Ok("LOAN_001"));
    for body in ["{}", r#"{"loan_id": 5}"#, r#"{"loan_id": null}"#, r#"{"loan_id": " "}"#] {
        let faults = BorrowerContact::loan_of(&object(body)).expect_err("refused");
        assert!(lines(&faults)[0].starts_with("loan_id: "), "{body}");
    }
}

#[test]
fn a_loan_has_so_many_contacts_and_no_more() {
    let mut contacts = Contacts::default();
    for _ in 0..CONTACTS_MAX_OF_A_LOAN {
        contacts.create(JOHN).expect("taken");
    }
    let faults = contacts.create(JOHN).expect_err("refused");
    assert_eq!(lines(&faults), ["loan_id: The loan has as many contacts as it can have, 50"]);
    assert_eq!(contacts.all.len(), 50);
}

const CONTACTS_MAX_OF_A_LOAN: usize = 50;

#[test]
fn debug_says_nothing_of_a_person() {
    let body = r#"{"loan_id": "L-1", "contact_name": "John Doe", "phone_number": "+1234567890", "email": "borrower@example.com",
                   "represented_by_attorney": true, "attorney_name": "Perry Mason", "time_zone": "Asia/Kolkata"}"#;
    let contact = Contacts::default().create(body).expect("taken");
    let change = ContactChange { contact: contact.clone(), others: vec![contact] };
    let shown = format!("{change:?} {change:#?} {:?}", object(body));
    for secret in ["John", "Doe", "1234567890", "34567", "borrower", "example.com", "Perry", "Mason"] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains("cnt_1") && shown.contains("RepresentedByAttorney"));
}

#[test]
fn the_first_to_be_contacted_is_in_use_and_has_what_it_takes() {
    let mut contacts = Contacts::default();
    let mut create =
        |members: &str| contacts.create(&format!(r#"{{"loan_id": "L-1", "contact_name": "A", {members}}}"#)).map(drop);
    create(r#""email": "a@example.com""#).expect("taken");
    create(r#""phone_number": "+919805265921", "relationship": "reference""#).expect("taken");
    create(r#""phone_number": "+919805265922", "relationship": "guarantor""#).expect("taken");
    create(r#""phone_number": "+919805265923", "relationship": "co_applicant", "is_active": false"#).expect("taken");
    create(r#""phone_number": "+919805265924", "relationship": "guarantor""#).expect("taken");
    let first = |contacts: &Contacts, channel: Channel| {
        first_for(&contacts.all, channel).map(|contact| contact.contact_id.clone())
    };
    assert_eq!(first(&contacts, Channel::Email).as_deref(), Some("cnt_1"));
    assert_eq!(first(&contacts, Channel::Sms).as_deref(), Some("cnt_3"));
    assert_eq!(first(&contacts, Channel::Notice).as_deref(), Some("cnt_1"));
    contacts.update("cnt_5", r#"{"is_primary": true}"#).expect("taken");
    assert_eq!(first(&contacts, Channel::Voice).as_deref(), Some("cnt_5"));
    assert_eq!(first(&contacts, Channel::Email).as_deref(), Some("cnt_1"));
    assert_eq!(first(&Contacts::default(), Channel::Sms), None);
}
