//! What holds for several contacts of a loan.

use super::*;

/// Two numbers of the applicant, one of a co-applicant who shares the first, and one of another.
fn family() -> Contacts {
    let mut contacts = Contacts::default();
    for (name, relationship, number) in [
        ("Asha Rao", "applicant", 1),
        ("A. Rao", "applicant", 2),
        ("Ravi Rao", "co_applicant", 1),
        ("Sita Devi", "co_applicant", 4),
        ("ravi  rao", "co_applicant", 5),
    ] {
        let body = format!(
            r#"{{"loan_id": "L-1", "contact_name": "{name}", "relationship": "{relationship}", "phone_number": "+91980526592{number}"}}"#
        );
        contacts.create(&body).expect("taken");
    }
    contacts
}

fn with_flag(contacts: &Contacts, flag: Flag) -> Vec<&str> {
    let flagged = contacts.all.iter().filter(|contact| contact.flags.contains(&flag));
    flagged.map(|contact| contact.contact_id.as_str()).collect()
}

fn opted_out(contacts: &Contacts, channel: Channel) -> Vec<&str> {
    let opted_out = contacts.all.iter().filter(|contact| contact.opted_out.contains_key(&channel));
    opted_out.map(|contact| contact.contact_id.as_str()).collect()
}

#[test]
fn a_flag_is_the_persons() {
    let mut contacts = family();
    contacts.update("cnt_2", r#"{"deceased": true}"#).expect("taken");
    assert_eq!(with_flag(&contacts, Flag::Deceased), ["cnt_1", "cnt_2"]);
    contacts.update("cnt_3", r#"{"represented_by_attorney": true, "attorney_name": "P. Mason"}"#).expect("taken");
    assert_eq!(with_flag(&contacts, Flag::RepresentedByAttorney), ["cnt_3", "cnt_5"]);
    assert_eq!(contacts.get("cnt_5").attorney_name.as_deref(), Some("P. Mason"));
    assert_eq!(contacts.get("cnt_5").updated_at, contacts.now());
    contacts.update("cnt_1", r#"{"deceased": false}"#).expect("taken");
    assert!(with_flag(&contacts, Flag::Deceased).is_empty());
    assert_eq!(with_flag(&contacts, Flag::RepresentedByAttorney).len(), 2);
}

#[test]
fn a_new_contact_begins_with_what_is_known_of_the_person() {
    let mut contacts = family();
    contacts.update("cnt_1", r#"{"bankruptcy": true}"#).expect("taken");
    contacts.opt_out("cnt_1", Channel::Whatsapp);
    contacts.update("cnt_4", r#"{"email": "home@example.com", "opted_out": [{"channel": "email"}]}"#).expect("taken");
    let body = r#"{"loan_id": "L-1", "contact_name": "New", "phone_number": "+919805265921", "email": "HOME@example.com", "bankruptcy": false}"#;
    let new = contacts.create(body).expect("taken");
    assert_eq!(new.flags, [Flag::Bankruptcy].into());
    assert_eq!(new.opted_out.keys().copied().collect::<Vec<_>>(), [Channel::Email, Channel::Whatsapp]);
}

#[test]
fn an_opt_out_is_the_numbers_or_the_addresss() {
    let mut contacts = family();
    contacts.opt_out("cnt_1", Channel::Sms);
    assert_eq!(opted_out(&contacts, Channel::Sms), ["cnt_1", "cnt_3"]);
    contacts.opt_out("cnt_1", Channel::FieldVisit);
    assert_eq!(opted_out(&contacts, Channel::FieldVisit), ["cnt_1", "cnt_2"]);
    contacts.update("cnt_3", r#"{"opted_out": []}"#).expect("taken");
    assert!(opted_out(&contacts, Channel::Sms).is_empty());
    assert_eq!(opted_out(&contacts, Channel::FieldVisit).len(), 2);
}

#[test]
fn who_moves_keeps_what_was_known_and_takes_what_is_known_there() {
    let mut contacts = family();
    contacts.opt_out("cnt_1", Channel::Sms);
    contacts.opt_out("cnt_4", Channel::Voice);
    contacts.update("cnt_4", r#"{"deceased": true}"#).expect("taken");
    // To a number of which an opt-out is known; the opt-out of the number before stays with the person.
    contacts.update("cnt_1", r#"{"phone_number": "+919805265924"}"#).expect("taken");
    assert_eq!(contacts.get("cnt_1").opted_out.keys().copied().collect::<Vec<_>>(), [Channel::Sms, Channel::Voice]);
    assert_eq!(opted_out(&contacts, Channel::Sms), ["cnt_1", "cnt_3", "cnt_4"]);
    assert!(with_flag(&contacts, Flag::Deceased) == ["cnt_4"]);
    // To be somebody who has died.
    contacts.update("cnt_5", r#"{"contact_name": "Sita Devi"}"#).expect("taken");
    assert_eq!(with_flag(&contacts, Flag::Deceased), ["cnt_4", "cnt_5"]);
}

#[test]
fn what_only_another_knows_stays_there() {
    let mut contacts = family();
    contacts.opt_out("cnt_3", Channel::Email);
    contacts.update("cnt_3", r#"{"email": "home@example.com"}"#).expect("taken");
    contacts.update("cnt_4", r#"{"email": "home@example.com"}"#).expect("taken");
    assert_eq!(opted_out(&contacts, Channel::Email), ["cnt_3", "cnt_4"]);
    contacts.update("cnt_4", r#"{"email": "elsewhere@example.com", "opted_out": []}"#).expect("taken");
    assert_eq!(opted_out(&contacts, Channel::Email), ["cnt_3"]);
}

#[test]
fn who_opts_in_ends_what_their_own_answer_began() {
    let mut contacts = family();
    contacts.opt_out("cnt_1", Channel::Sms);
    let number = "+919805265921";
    let first = contacts.get("cnt_1").clone();
    let again = first.opt_in(Channel::Sms, number, moment(99)).expect("a change");
    assert!(again.opted_out.is_empty());
    assert_eq!((again.updated_at, again.opt_in(Channel::Sms, number, moment(99))), (moment(99), None));
    assert_eq!(first.opt_in(Channel::Whatsapp, number, moment(99)), None, "of that channel alone");
    assert_eq!(first.opt_in(Channel::Sms, "+919805265924", moment(99)), None, "from that number alone");
    // What is sent back as it was read is the person's own answer; what somebody enters is not.
    contacts.update("cnt_1", r#"{"opted_out": [{"channel": "sms"}]}"#).expect("taken");
    assert!(contacts.get("cnt_1").opt_in(Channel::Sms, number, moment(99)).is_some());
    contacts.update("cnt_1", r#"{"opted_out": [{"channel": "sms", "how": "telephone"}]}"#).expect("taken");
    assert_eq!(contacts.get("cnt_1").opt_in(Channel::Sms, number, moment(99)), None);
    assert_eq!(contacts.get("cnt_3").opt_in(Channel::Sms, number, moment(99)), None, "it is the number's");
    assert!(!contacts.opt_out("cnt_1", Channel::Sms), "what was entered stays as it was entered");
    contacts.update("cnt_1", r#"{"opted_out": []}"#).expect("taken");
    contacts.update("cnt_1", r#"{"opted_out": [{"channel": "sms", "how": "reply"}]}"#).expect("taken");
    assert_eq!(contacts.get("cnt_1").opt_in(Channel::Sms, number, moment(99)), None, "nobody brought that answer");
}
