//! Contacts of uploaded loans.

use super::*;

const PROFILE: &str = r#"{"loan_id": "L-1", "applicant_name": "Asha Rao", "applicant_contact_number": "9805265921, +4915112345678,12345678901,9805265921",
    "applicant_email": "asha@example.com,second@example.com,third@example.com", "applicant_language": "xx,Hindi,English",
    "co_applicant": [{"co_applicant_name": "Ravi Rao", "co_applicant_contact_number": "9805265922", "co_applicant_email": "", "co_applicant_language": "ta"},
                     {"co_applicant_name": "Without Number"}, {}],
    "references": [{"name": "Sita Devi", "contact_number": "09805265923", "relation_with_applicant": "Friend"}, {"name": "Nobody"}]}"#;

fn imported_contacts() -> Contacts {
    let mut contacts = Contacts::default();
    contacts.import(PROFILE);
    contacts
}

/// Name, number, address, relationship and language of each.
fn described(contacts: &Contacts) -> Vec<String> {
    let describe = |contact: &BorrowerContact| {
        let shown = contact.to_json();
        let text = |key: &str| shown.get(key).and_then(Json::as_text).unwrap_or("-").to_owned();
        ["contact_name", "phone_number", "email", "relationship", "preferred_language"].map(text).join(" | ")
    };
    contacts.all.iter().map(describe).collect()
}

#[test]
fn everybody_whom_the_profile_names_is_a_contact() {
    let contacts = imported_contacts();
    assert_eq!(
        described(&contacts),
        [
            "Asha Rao | +919805265921 | asha@example.com | applicant | hi",
            "Asha Rao | +4915112345678 | second@example.com | applicant | hi",
            "Asha Rao | - | third@example.com | applicant | hi",
            "Ravi Rao | +919805265922 | - | co_applicant | ta",
            "Without Number | - | - | co_applicant | -",
            "Sita Devi | +919805265923 | - | reference | -",
        ]
    );
    assert!(contacts.all.iter().all(|contact| contact.is_active && contact.source == Source::Uploaded));
    let primaries: Vec<bool> = contacts.all.iter().map(|contact| contact.is_primary).collect();
    assert_eq!(primaries, [true, false, false, false, false, false]);
}

#[test]
fn an_id_says_what_somebody_is_and_not_who() {
    let contacts = imported_contacts();
    for contact in &contacts.all {
        let seed = contact.contact_id.strip_prefix("cnt_").expect("an id");
        let (relationship, hash) = seed.split_once('-').expect("a hash");
        assert_eq!(relationship, contact.relationship.name());
        assert!(hash.len() == 6 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
    }
    // It is the same for ever: stored contacts are found by it.
    assert_eq!(contacts.by_number("+919805265921").contact_id, "cnt_applicant-737a0f");
}

#[test]
fn importing_twice_is_importing_once() {
    let mut contacts = imported_contacts();
    let before = contacts.all.clone();
    assert!(contacts.import(PROFILE).is_empty());
    assert_eq!(contacts.all, before);
}

#[test]
fn another_order_changes_who_comes_with_whom_and_no_id() {
    let mut contacts = imported_contacts();
    let ids = |contacts: &Contacts| contacts.all.iter().map(|contact| contact.contact_id.clone()).collect::<Vec<_>>();
    let before = ids(&contacts);
    let swapped = PROFILE.replace("9805265921, +4915112345678", "+4915112345678, 9805265921");
    assert_eq!(contacts.import(&swapped).len(), 2);
    assert_eq!(ids(&contacts), before);
    assert_eq!(contacts.by_number("+4915112345678").email, EmailAddress::from_text("asha@example.com"));
}

#[test]
fn who_is_not_named_any_more_is_put_out_of_use() {
    let mut contacts = imported_contacts();
    let shorter = PROFILE.replace("9805265921, ", "");
    let shorter = shorter.replace(",9805265921", "");
    let gone = contacts.by_number("+919805265921").contact_id.clone();
    contacts.import(&shorter);
    let gone = contacts.get(&gone);
    assert_eq!((gone.is_active, gone.is_primary, gone.updated_at), (false, false, moment(2)));
    assert!(contacts.by_number("+4915112345678").is_primary);
    assert!(contacts.import(&shorter).is_empty());
    // And comes back.
    contacts.import(PROFILE);
    assert!(contacts.by_number("+919805265921").is_active);
    assert_eq!(contacts.all.iter().filter(|contact| contact.is_primary).count(), 1);
}

#[test]
fn what_the_person_said_survives_uploads() {
    let mut contacts = imported_contacts();
    let id = contacts.by_number("+919805265921").contact_id.clone();
    contacts.opt_out(&id, Channel::Sms);
    contacts
        .update(&id, r#"{"cease_communication": true, "time_zone": "America/New_York", "preferred_language": "en"}"#)
        .expect("taken");
    assert_eq!(contacts.get(&id).source, Source::Uploaded);
    let corrected = PROFILE.replace("9805265921", "9805265929").replace("Asha Rao", "Asha R. Rao");
    contacts.import(&corrected);
    let new = contacts.by_number("+919805265929");
    assert!(new.flags.contains(&Flag::CeaseCommunication) && new.opted_out.is_empty());
    contacts.import(PROFILE);
    let back = contacts.get(&id);
    assert!(
        back.is_active && back.opted_out.contains_key(&Channel::Sms) && back.flags.contains(&Flag::CeaseCommunication)
    );
    assert_eq!(back.preferred_language.as_deref(), Some("en"));
    assert!(back.time_zone.is_some());
}

/// Whether a name was corrected or a number went to somebody else, nobody can tell from an upload: a flag stays on the number, and
/// goes with the name.
#[test]
fn a_flag_is_kept_under_the_number_and_under_the_name() {
    let mut contacts = imported_contacts();
    let id = contacts.by_number("+919805265922").contact_id.clone();
    contacts.update(&id, r#"{"deceased": true}"#).expect("taken");
    let moved = r#""co_applicant_name": "Meena Rao", "co_applicant_contact_number": "9805265922"}, {"co_applicant_name": "Ravi Rao", "co_applicant_contact_number": "9805265928""#;
    let before = r#""co_applicant_name": "Ravi Rao", "co_applicant_contact_number": "9805265922""#;
    contacts.import(&PROFILE.replace(before, moved));
    assert_eq!((contacts.get(&id).contact_name.as_str(), contacts.get(&id).flags.len()), ("Meena Rao", 1));
    assert_eq!(contacts.by_number("+919805265928").flags, [Flag::Deceased].into());
}

#[test]
fn what_was_changed_by_hand_stays() {
    let mut contacts = imported_contacts();
    let id = contacts.by_number("+919805265921").contact_id.clone();
    contacts.update(&id, r#"{"phone_number": "+919805265920", "is_primary": true}"#).expect("taken");
    assert_eq!(contacts.get(&id).source, Source::Api);
    let other = contacts.by_number("+919805265922").contact_id.clone();
    contacts.update(&other, r#"{"is_active": false}"#).expect("taken");
    assert!(contacts.import(PROFILE).is_empty());
    contacts.import(r#"{"loan_id": "L-1", "applicant_name": "X"}"#);
    assert_eq!(contacts.get(&id).phone_number, PhoneNumber::from_text("+919805265920"));
    assert!(contacts.get(&id).is_active && contacts.get(&id).is_primary && !contacts.get(&other).is_active);
}

#[test]
fn numbers_without_country_code_are_indian_of_rupee_lenders_only() {
    let context = Context { now: moment(1), contacts: &[] };
    let numbers = |currency: &str| {
        let upload = Upload { loan_id: "L-1", profile: &object(PROFILE), currency };
        let contacts = imported(&upload, str::to_owned, &context);
        contacts
            .iter()
            .filter_map(|contact| contact.phone_number.clone())
            .map(|number| number.as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(numbers("INR"), ["+919805265921", "+4915112345678", "+919805265922", "+919805265923"]);
    assert_eq!(numbers("USD"), ["+4915112345678"]);
}

#[test]
fn two_who_share_a_number_are_two() {
    let mut contacts = Contacts::default();
    let profile = r#"{"applicant_name": "A", "applicant_contact_number": "9805265921", "co_applicant": [
        {"co_applicant_name": "B", "co_applicant_contact_number": "9805265921"}, {"co_applicant_name": "C", "co_applicant_contact_number": "9805265921"}]}"#;
    contacts.import(profile);
    let ids: Vec<&str> = contacts.all.iter().map(|contact| contact.contact_id.as_str()).collect();
    assert_eq!(ids.len(), 3);
    assert_eq!(ids[2], format!("{}-2", ids[1]));
    assert!(contacts.import(profile).is_empty());
}

#[test]
fn a_person_has_five_contacts_and_a_loan_fifty() {
    let many = |from: u32, count: u32| {
        (from..from + count).map(|last| format!("98052{last:05}")).collect::<Vec<_>>().join(",")
    };
    let co_applicant = |at: u32| {
        format!(r#"{{"co_applicant_name": "P{at}", "co_applicant_contact_number": "{}"}}"#, many(at * 100, 40))
    };
    let co_applicants: Vec<String> = (1..=50).map(co_applicant).collect();
    let profile = format!(
        r#"{{"applicant_name": "A", "applicant_contact_number": "{}", "co_applicant": [{}]}}"#,
        many(0, 50),
        co_applicants.join(",")
    );
    let mut contacts = Contacts::default();
    assert_eq!(contacts.import(&profile).len(), 50);
    assert_eq!(contacts.all.iter().filter(|contact| contact.relationship == Relationship::Applicant).count(), 5);
    assert!(contacts.import(&profile).is_empty());
    // All other numbers: there is no room for further contacts.
    assert_eq!(contacts.import(&profile.replace("98052", "98053")).len(), 50);
    assert_eq!(contacts.all.len(), 50);
    assert!(contacts.all.iter().all(|contact| !contact.is_active));
}

#[test]
fn what_is_no_profile_makes_no_contact() {
    let nonsense = [
        "{}",
        r#"{"applicant_name": "", "applicant_contact_number": "", "co_applicant": [], "references": []}"#,
        r#"{"applicant_name": 5, "applicant_contact_number": 9805265921, "co_applicant": {"a": 1}, "references": [1, null]}"#,
    ];
    for profile in nonsense {
        assert!(Contacts::default().import(profile).is_empty(), "{profile}");
    }
    let mut contacts = Contacts::default();
    contacts.import(&format!(r#"{{"applicant_name": "{}\n"}}"#, "ख".repeat(300)));
    assert_eq!(contacts.all[0].contact_name.chars().count(), 100);
}
