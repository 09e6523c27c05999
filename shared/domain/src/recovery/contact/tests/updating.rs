//! Contacts that callers change.

use super::*;

fn one() -> Contacts {
    let mut contacts = Contacts::default();
    let body = r#"{"loan_id": "L-1", "contact_name": "Asha Rao", "phone_number": "+919805265926", "email": "asha@example.com",
        "time_zone": "Asia/Kolkata", "preferred_language": "hi", "preferred_channel": "sms", "attorney_name": "A. Advocate",
        "opted_out": [{"channel": "voice", "how": "telephone"}]}"#;
    contacts.create(body).expect("taken");
    contacts
}

fn refused(body: &str) -> String {
    lines(&one().update("cnt_1", body).expect_err("refused")).join("; ")
}

#[test]
fn what_is_not_said_stays() {
    let mut contacts = one();
    let before = contacts.get("cnt_1").clone();
    let after = contacts.update("cnt_1", r#"{"phone_number": "+919805265927"}"#).expect("taken").expect("a change");
    let number = PhoneNumber::from_text("+919805265927");
    assert_eq!(after, BorrowerContact { phone_number: number, updated_at: moment(2), ..before });
    assert_eq!(contacts.get("cnt_1"), &after);
}

#[test]
fn null_takes_away_what_may_be_gone() {
    let mut contacts = one();
    let body = r#"{"email": null, "time_zone": null, "preferred_language": null, "preferred_channel": null, "attorney_name": null, "opted_out": null}"#;
    let after = contacts.update("cnt_1", body).expect("taken").expect("a change");
    assert_eq!((after.email, after.time_zone, after.preferred_language), (None, None, None));
    assert_eq!((after.preferred_channel, after.attorney_name, after.opted_out.len()), (None, None, 0));
    assert_eq!(refused(r#"{"contact_name": null}"#), "contact_name: Value must not be null");
    assert_eq!(refused(r#"{"loan_id": null}"#), "loan_id: Value must not be null");
    assert_eq!(refused(r#"{"relationship": null}"#), "relationship: Value must not be null");
    assert_eq!(
        refused(r#"{"email": null, "phone_number": null}"#),
        "phone_number: A contact must have a phone_number or an email"
    );
}

#[test]
fn what_was_read_can_be_sent_back_and_changes_nothing() {
    let mut contacts = one();
    let shown = text(contacts.get("cnt_1"));
    assert_eq!(contacts.update("cnt_1", &shown), Ok(None));
    assert_eq!(contacts.update("cnt_1", "{}"), Ok(None));
    assert_eq!(text(contacts.get("cnt_1")), shown);
}

#[test]
fn what_never_changes_is_refused() {
    assert_eq!(refused(r#"{"loan_id": "L-2"}"#), "loan_id: Value cannot be changed");
    assert_eq!(refused(r#"{"contact_id": "cnt_2"}"#), "contact_id: Value is computed and cannot be set");
    assert_eq!(refused(r#"{"source": "uploaded"}"#), "source: Value is computed and cannot be set");
    assert_eq!(
        refused(r#"{"is_primary": true, "is_active": false}"#),
        "is_primary: A contact that is not in use cannot be the primary one"
    );
}

#[test]
fn when_and_how_somebody_opted_out_is_kept() {
    let mut contacts = one();
    let body = r#"{"opted_out": [{"channel": "voice"}, {"channel": "sms", "how": "link"}]}"#;
    let after = contacts.update("cnt_1", body).expect("taken").expect("a change");
    assert_eq!(
        after.opted_out.get(&Channel::Voice),
        Some(&OptOut { at: moment(1), how: OptOutMethod::Telephone, answered_from: None })
    );
    assert_eq!(
        after.opted_out.get(&Channel::Sms),
        Some(&OptOut { at: moment(2), how: OptOutMethod::Link, answered_from: None })
    );
    let after = contacts.update("cnt_1", r#"{"opted_out": []}"#).expect("taken").expect("a change");
    assert!(after.opted_out.is_empty());
}

#[test]
fn somebody_opts_out_once() {
    let mut contacts = one();
    assert!(contacts.opt_out("cnt_1", Channel::Sms));
    assert_eq!(
        contacts.get("cnt_1").opted_out.get(&Channel::Sms),
        Some(&OptOut {
            at: moment(2),
            how: OptOutMethod::Reply,
            answered_from: contacts.get("cnt_1").phone_number.clone()
        })
    );
    assert!(!contacts.opt_out("cnt_1", Channel::Sms) && !contacts.opt_out("cnt_1", Channel::Voice));
    assert!(!contacts.opt_out("cnt_1", Channel::Notice));
}

#[test]
fn a_primary_contact_that_is_put_out_of_use_is_primary_no_more() {
    let mut contacts = one();
    assert!(contacts.get("cnt_1").is_primary);
    let after = contacts.update("cnt_1", r#"{"is_active": false}"#).expect("taken").expect("a change");
    assert_eq!((after.is_active, after.is_primary), (false, false));
    // The next in use is the loan's primary contact.
    let next = contacts.create(r#"{"loan_id": "L-1", "contact_name": "B", "email": "b@example.com"}"#).expect("taken");
    assert!(next.is_primary);
}

#[test]
fn of_a_loan_one_contact_is_primary() {
    let mut contacts = one();
    let body = r#"{"loan_id": "L-1", "contact_name": "B", "email": "b@example.com", "relationship": "co_applicant"}"#;
    assert!(!contacts.create(body).expect("taken").is_primary);
    assert!(contacts.create(&body.replace('}', r#", "is_primary": true}"#)).expect("taken").is_primary);
    let primaries = |contacts: &Contacts| {
        let primaries = contacts.all.iter().filter(|contact| contact.is_primary);
        primaries.map(|contact| contact.contact_id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(primaries(&contacts), ["cnt_3"]);
    assert_eq!(contacts.get("cnt_1").updated_at, moment(3));
    contacts.update("cnt_2", r#"{"is_primary": true}"#).expect("taken").expect("a change");
    assert_eq!(primaries(&contacts), ["cnt_2"]);
    contacts.update("cnt_2", r#"{"is_primary": false}"#).expect("taken").expect("a change");
    assert!(primaries(&contacts).is_empty());
}
