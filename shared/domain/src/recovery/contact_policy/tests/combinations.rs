//! Every hour, zone, preset, circumstance and channel, against tables written from the rules.

use super::*;

/// A zone, and the full hours of 2 March 2026, UTC, that are permitted there: by the circular (8:00 to 19:00 local) and by
/// Regulation F (8:00 to 21:00 local). Hour 0 first, `x` is permitted.
const HOURS: [(&str, &str, &str); 6] = [
    // The clock of the zone shows the hour itself.
    ("UTC", "........xxxxxxxxxxx.....", "........xxxxxxxxxxxxx..."),
    // Five and a half hours ahead: 8:00 is 2:30, 19:00 is 13:30, 21:00 is 15:30.
    ("Asia/Kolkata", "...xxxxxxxxxxx..........", "...xxxxxxxxxxxxx........"),
    // Five and three quarters ahead: 2:15, 13:15, 15:15.
    ("Asia/Kathmandu", "...xxxxxxxxxxx..........", "...xxxxxxxxxxxxx........"),
    // Five behind, a week before its summer: 13:00, midnight, 2:00 of the next day.
    ("America/New_York", ".............xxxxxxxxxxx", "xx...........xxxxxxxxxxx"),
    // Eight behind: 16:00, 3:00 and 5:00 of the next day.
    ("America/Los_Angeles", "xxx.............xxxxxxxx", "xxxxx...........xxxxxxxx"),
    // Thirteen ahead, in its summer: 19:00 of the day before, 6:00, 8:00.
    ("Pacific/Auckland", "xxxxxx.............xxxxx", "xxxxxxxx...........xxxxx"),
];

/// What speaks against a contact.
#[derive(Debug, Clone, Copy)]
enum Circumstance {
    Nothing,
    Flagged(Flag),
    /// Cease, where what goes out announces a remedy.
    CeaseWithRemedy,
    OptedOutOfThis,
    OptedOutOfOthers,
    Inactive,
    Is(Relationship),
    Hindered(Obstacle),
}

use Circumstance::{CeaseWithRemedy, Flagged, Hindered, Inactive, Is, Nothing, OptedOutOfOthers, OptedOutOfThis};

/// Where a circumstance forbids.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Scope {
    Nowhere,
    Everywhere,
    /// All but legal notices.
    NotNotices,
    /// Where published rules are kept.
    PublishedRules,
}

const CIRCUMSTANCES: [(Circumstance, Scope, Rule); 18] = [
    (Nothing, Scope::Nowhere, Rule::LoanClosed),
    (Flagged(Flag::CeaseCommunication), Scope::Everywhere, Rule::CeaseCommunication),
    (CeaseWithRemedy, Scope::NotNotices, Rule::CeaseCommunication),
    (Flagged(Flag::RepresentedByAttorney), Scope::Everywhere, Rule::RepresentedByAttorney),
    (Flagged(Flag::Deceased), Scope::Everywhere, Rule::Deceased),
    (Flagged(Flag::Bankruptcy), Scope::Everywhere, Rule::Bankruptcy),
    (OptedOutOfThis, Scope::Everywhere, Rule::OptedOut),
    (OptedOutOfOthers, Scope::Nowhere, Rule::OptedOut),
    (Inactive, Scope::Everywhere, Rule::InactiveContact),
    (Is(Relationship::Applicant), Scope::Nowhere, Rule::ThirdParty),
    (Is(Relationship::CoApplicant), Scope::Nowhere, Rule::ThirdParty),
    (Is(Relationship::Guarantor), Scope::Nowhere, Rule::ThirdParty),
    (Is(Relationship::Reference), Scope::PublishedRules, Rule::ThirdParty),
    (Is(Relationship::Other), Scope::PublishedRules, Rule::ThirdParty),
    (Hindered(Obstacle::Closed), Scope::Everywhere, Rule::LoanClosed),
    (Hindered(Obstacle::WithAgency), Scope::Everywhere, Rule::AssignedToAgency),
    (Hindered(Obstacle::Disputed), Scope::Everywhere, Rule::Disputed),
    (Hindered(Obstacle::Hardship), Scope::Everywhere, Rule::Hardship),
];

fn circumstances(case: &mut Case, circumstance: Circumstance) {
    match circumstance {
        Nothing => {}
        Flagged(flag) => case.flags.extend([flag]),
        CeaseWithRemedy => {
            case.flags.insert(Flag::CeaseCommunication);
            case.announces_remedy = true;
        }
        OptedOutOfThis => case.opt_out(case.channel),
        OptedOutOfOthers => {
            let others = Channel::ALL.into_iter().filter(|other| *other != case.channel);
            others.collect::<Vec<_>>().into_iter().for_each(|other| case.opt_out(other));
        }
        Inactive => case.is_active = false,
        Is(relationship) => case.relationship = relationship,
        Hindered(obstacle) => case.obstacles.push(obstacle),
    }
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Allowed,
    Postponed,
    Suppressed(Rule),
}

impl From<Decision> for Outcome {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Allowed => Self::Allowed,
            Decision::Postponed { rule, .. } => {
                assert_eq!(rule, Rule::OutsideHours);
                Self::Postponed
            }
            Decision::Suppressed { rule } => Self::Suppressed(rule),
        }
    }
}

#[test]
fn every_combination_is_as_the_rules_say() {
    let mut decided = 0;
    for (zone, circular, regulation_f) in HOURS {
        for (preset, permitted) in [
            (Preset::IndiaRbi, circular),
            (Preset::UsRegulationF, regulation_f),
            (Preset::None, "xxxxxxxxxxxxxxxxxxxxxxxx"),
        ] {
            for (hour, is_permitted) in permitted.bytes().map(|mark| mark == b'x').enumerate() {
                for channel in Channel::ALL {
                    for (circumstance, scope, rule) in CIRCUMSTANCES {
                        let mut case = Case::at(&format!("2026-03-02T{hour:02}:00:00Z"), zone);
                        case.channel = channel;
                        circumstances(&mut case, circumstance);
                        let is_notice = channel == Channel::Notice;
                        let forbidden = match scope {
                            Scope::Nowhere => false,
                            Scope::Everywhere => true,
                            Scope::NotNotices => !is_notice,
                            Scope::PublishedRules => preset != Preset::None,
                        };
                        let expected = match (forbidden, is_permitted || is_notice) {
                            (true, _) => Outcome::Suppressed(rule),
                            (false, true) => Outcome::Allowed,
                            (false, false) => Outcome::Postponed,
                        };
                        let outcome = Outcome::from(case.decide(&preset.into()));
                        assert_eq!(outcome, expected, "{zone} {preset:?} {hour} {channel:?} {circumstance:?}");
                        decided += 1;
                    }
                }
            }
        }
    }
    assert_eq!(decided, 6 * 3 * 24 * 6 * 18);
}

/// What is added to a case, and the rule that it brings.
type Step = (fn(&mut Case), Rule);

#[test]
fn the_first_rule_that_forbids_is_named() {
    let mut case = Case::at("2026-03-02T00:00:00Z", "Asia/Kolkata");
    case.before = vec![PastAttempt { at: case.now, channel: Channel::Voice, conversation: true }; 9];
    let strict = policy(r#"{"preset": "us_regulation_f"}"#);
    assert_eq!(case.decide(&strict), postponed("2026-03-02T02:30:00Z"));
    case.now = moment("2026-03-02T06:00:00Z");
    assert_eq!(case.decide(&strict), suppressed(Rule::TooManyAttempts));
    case.before.truncate(1);
    assert_eq!(case.decide(&strict), suppressed(Rule::TooSoonAfterConversation));
    // Each that is added is asked before the one that was added last.
    let steps: [Step; 11] = [
        (|case| case.obstacles.push(Obstacle::Hardship), Rule::Hardship),
        (|case| case.obstacles.push(Obstacle::Disputed), Rule::Disputed),
        (|case| case.relationship = Relationship::Reference, Rule::ThirdParty),
        (|case| case.is_active = false, Rule::InactiveContact),
        (|case| case.opt_out(Channel::Voice), Rule::OptedOut),
        (|case| case.flags.extend([Flag::CeaseCommunication]), Rule::CeaseCommunication),
        (|case| case.flags.extend([Flag::RepresentedByAttorney]), Rule::RepresentedByAttorney),
        (|case| case.flags.extend([Flag::Bankruptcy]), Rule::Bankruptcy),
        (|case| case.flags.extend([Flag::Deceased]), Rule::Deceased),
        (|case| case.obstacles.push(Obstacle::WithAgency), Rule::AssignedToAgency),
        (|case| case.obstacles.push(Obstacle::Closed), Rule::LoanClosed),
    ];
    for (step, rule) in steps {
        step(&mut case);
        assert_eq!(case.decide(&strict), suppressed(rule));
    }
}

#[test]
fn names_never_change() {
    let names = "loan_closed assigned_to_agency deceased bankruptcy represented_by_attorney cease_communication opted_out \
                 inactive_contact third_party disputed hardship outside_hours too_many_attempts too_soon_after_conversation";
    assert_eq!(Rule::ALL.map(Rule::name).join(" "), names);
    for rule in Rule::ALL {
        assert_eq!(serde_json::to_string(&rule).expect("JSON"), format!("\"{}\"", rule.name()));
    }
    let sentences: BTreeSet<&str> = Rule::ALL.map(Rule::sentence).into();
    assert_eq!(sentences.len(), Rule::ALL.len());
    for flag in Flag::ALL {
        assert_eq!(serde_json::to_string(&flag).expect("JSON"), format!("\"{}\"", flag.name()));
    }
}

#[test]
fn how_to_opt_out_is_said_in_electronic_messages_by_regulation_f() {
    let needed = |preset: Preset| {
        let policy = ContactPolicy::from(preset);
        Channel::ALL.into_iter().filter(|channel| policy.needs_opt_out_notice(*channel)).collect::<Vec<_>>()
    };
    assert_eq!(needed(Preset::UsRegulationF), [Channel::Sms, Channel::Email, Channel::Whatsapp]);
    assert!(needed(Preset::IndiaRbi).is_empty() && needed(Preset::None).is_empty());
}
