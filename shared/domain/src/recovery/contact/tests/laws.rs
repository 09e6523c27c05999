//! What holds whatever is done to the contacts of a loan.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone)]
enum Step {
    Create { relationship: &'static str, name: u8, number: u8, primary: bool },
    Update { which: usize, body: String },
    OptOut { which: usize, channel: Channel },
    Flag { which: usize, flag: Flag },
    Clear { which: usize },
    Import { numbers: Vec<u8>, co_applicants: Vec<(u8, u8)> },
}

fn number(last: u8) -> String {
    format!("+91980526592{}", last % 5)
}

fn steps() -> impl Strategy<Value = Step> {
    let relationship = prop::sample::select(Relationship::NAMES.to_vec());
    let create = (relationship, 0..3_u8, 0..5_u8, any::<bool>());
    let bodies = prop_oneof![
        (0..5_u8).prop_map(|last| format!(r#"{{"phone_number": "{}"}}"#, number(last))),
        (0..3_u8).prop_map(|name| format!(r#"{{"contact_name": "P{name}"}}"#)),
        any::<bool>().prop_map(|primary| format!(r#"{{"is_primary": {primary}}}"#)),
        any::<bool>().prop_map(|active| format!(r#"{{"is_active": {active}}}"#)),
    ];
    let co_applicants = prop::collection::vec((0..3_u8, 0..5_u8), 0..3);
    prop_oneof![
        create.prop_map(|(relationship, name, number, primary)| Step::Create { relationship, name, number, primary }),
        (any::<usize>(), bodies).prop_map(|(which, body)| Step::Update { which, body }),
        (any::<usize>(), prop::sample::select(Channel::ALL.to_vec()))
            .prop_map(|(which, channel)| Step::OptOut { which, channel }),
        (any::<usize>(), prop::sample::select(Flag::ALL.to_vec())).prop_map(|(which, flag)| Step::Flag { which, flag }),
        any::<usize>().prop_map(|which| Step::Clear { which }),
        (prop::collection::vec(0..5_u8, 0..3), co_applicants)
            .prop_map(|(numbers, co_applicants)| Step::Import { numbers, co_applicants }),
    ]
}

fn has(contact: &BorrowerContact, number: &str) -> bool {
    contact.phone_number.as_ref().is_some_and(|known| known.as_str() == number)
}

/// Opt-outs of numbers and flags of the applicant that were said, and that nothing has taken back. A number that no contact has
/// any more is forgotten.
#[derive(Debug, Default)]
struct Said {
    opt_outs: BTreeSet<(String, Channel)>,
    flags: BTreeSet<Flag>,
}

fn take(contacts: &mut Contacts, said: &mut Said, step: Step) {
    let id = |contacts: &Contacts, which: usize| {
        (!contacts.all.is_empty()).then(|| contacts.all[which % contacts.all.len()].contact_id.clone())
    };
    match step {
        Step::Create { relationship, name, number: last, primary } => {
            let body = format!(
                r#"{{"loan_id": "L-1", "contact_name": "P{name}", "relationship": "{relationship}", "phone_number": "{}", "is_primary": {primary}}}"#,
                number(last)
            );
            drop(contacts.create(&body));
        }
        Step::Update { which, body } => {
            if let Some(id) = id(contacts, which) {
                drop(contacts.update(&id, &body));
            }
        }
        Step::OptOut { which, channel } => {
            let Some(id) = id(contacts, which) else { return };
            contacts.opt_out(&id, channel);
            if let Some(number) = &contacts.get(&id).phone_number
                && matches!(channel, Channel::Sms | Channel::Voice | Channel::Whatsapp)
            {
                said.opt_outs.insert((number.as_str().to_owned(), channel));
            }
        }
        Step::Flag { which, flag } => {
            let Some(id) = id(contacts, which) else { return };
            contacts.update(&id, &format!(r#"{{"{}": true}}"#, flag.name())).expect("taken");
            if contacts.get(&id).relationship == Relationship::Applicant {
                said.flags.insert(flag);
            }
        }
        Step::Clear { which } => {
            let Some(id) = id(contacts, which) else { return };
            let body = r#"{"opted_out": [], "cease_communication": false, "represented_by_attorney": false, "deceased": false, "bankruptcy": false}"#;
            contacts.update(&id, body).expect("taken");
            let cleared = contacts.get(&id);
            said.opt_outs
                .retain(|(number, _)| cleared.phone_number.as_ref().is_none_or(|known| known.as_str() != number));
            if cleared.relationship == Relationship::Applicant {
                said.flags.clear();
            }
        }
        Step::Import { numbers, co_applicants } => {
            let numbers: Vec<String> = numbers.into_iter().map(number).collect();
            let others: Vec<String> = co_applicants
                .into_iter()
                .map(|(name, last)| {
                    format!(r#"{{"co_applicant_name": "P{name}", "co_applicant_contact_number": "{}"}}"#, number(last))
                })
                .collect();
            let profile = format!(
                r#"{{"applicant_name": "P0", "applicant_contact_number": "{}", "co_applicant": [{}]}}"#,
                numbers.join(","),
                others.join(",")
            );
            contacts.import(&profile);
            assert!(contacts.import(&profile).is_empty());
        }
    }
}

proptest! {
    #[test]
    fn nothing_that_was_said_is_lost(steps in prop::collection::vec(steps(), 1..25)) {
        let mut contacts = Contacts::default();
        let mut said = Said::default();
        for step in steps {
            take(&mut contacts, &mut said, step);
            said.opt_outs.retain(|(number, _)| contacts.all.iter().any(|contact| has(contact, number)));
            let primaries: Vec<_> = contacts.all.iter().filter(|contact| contact.is_primary).collect();
            prop_assert!(primaries.len() <= 1 && primaries.iter().all(|contact| contact.is_active));
            let ids: BTreeSet<&str> = contacts.all.iter().map(|contact| contact.contact_id.as_str()).collect();
            prop_assert_eq!(ids.len(), contacts.all.len());
            for (one, other) in contacts.all.iter().flat_map(|one| contacts.all.iter().map(move |other| (one, other))) {
                let is_applicant = one.relationship == Relationship::Applicant;
                if one.relationship == other.relationship && (is_applicant || one.contact_name == other.contact_name) {
                    prop_assert_eq!(&one.flags, &other.flags);
                }
                if one.phone_number.is_some() && one.phone_number == other.phone_number {
                    for channel in [Channel::Sms, Channel::Voice, Channel::Whatsapp] {
                        prop_assert_eq!(one.opted_out.contains_key(&channel), other.opted_out.contains_key(&channel));
                    }
                }
            }
            for contact in &contacts.all {
                if let Some(number) = &contact.phone_number {
                    let of_number = said.opt_outs.iter().filter(|(known, _)| known == number.as_str());
                    for (_, channel) in of_number {
                        prop_assert!(contact.opted_out.contains_key(channel), "{contact:?} {channel:?}");
                    }
                }
                if contact.relationship == Relationship::Applicant {
                    prop_assert!(said.flags.is_subset(&contact.flags), "{contact:?} {said:?}");
                }
            }
        }
    }
}
