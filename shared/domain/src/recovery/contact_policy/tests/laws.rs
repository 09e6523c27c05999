//! What holds whatever is asked.

use chrono::{Datelike, Timelike, Weekday};
use proptest::prelude::*;

use super::*;
use crate::recovery::contact_policy::{Day, DayTime, Hours};

const ZONES: [&str; 9] = [
    "UTC",
    "Asia/Kolkata",
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Berlin",
    "Pacific/Apia",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Santiago",
];

/// From 2011 to 2030, with the nights in which clocks change as often as others.
fn moments() -> impl Strategy<Value = Moment> {
    let anywhere = 1_293_840_000_000_000_i64..1_900_000_000_000_000;
    let changes = prop::sample::select(vec![
        "2026-03-08T07:00:00Z",
        "2026-11-01T06:00:00Z",
        "2026-03-29T01:00:00Z",
        "2026-10-25T01:00:00Z",
        "2011-12-30T10:00:00Z",
        "2026-10-03T15:30:00Z",
        "2026-09-06T04:00:00Z",
    ]);
    let near = (changes, -172_800_000_000_i64..172_800_000_000).prop_map(|(at, by)| moment(at).later(by));
    prop_oneof![anywhere.prop_map(|at| Moment::from_micros(at).expect("in range")), near]
}

fn policies() -> impl Strategy<Value = ContactPolicy> {
    let hours = prop::option::of((0_u32..1440, 1_u32..=1440).prop_map(|(from, long)| (from, (from + long).min(1440))));
    let days = prop::sample::subsequence(Day::ALL.to_vec(), 1..=7);
    let numbers = prop::option::of((0_u32..4, 0_u32..6, 0_u32..10));
    (prop::sample::select(Preset::ALL.to_vec()), hours, days, numbers).prop_map(|(preset, hours, days, numbers)| {
        let mut policy = ContactPolicy::from(preset);
        let text =
            |minutes: u32| DayTime::from_text(&format!("{:02}:{:02}", minutes / 60, minutes % 60)).expect("a time");
        policy.own.hours = hours.map(|(from, to)| Hours { from: text(from), to: text(to) });
        policy.own.days = days.into_iter().collect();
        if let Some((sms, all, quiet)) = numbers {
            policy.own.attempts_max.insert(Channel::Sms, sms);
            policy.own.attempts_max_over_all = Some(all);
            policy.own.quiet_days_after_conversation = Some(quiet);
        }
        policy
    })
}

fn past(now: Moment) -> impl Strategy<Value = PastAttempt> {
    let back = prop_oneof![0_i64..900_000_000_000, Just(604_800_000_000), Just(604_799_999_999), -5_000_000_i64..0];
    (back, prop::sample::select(Channel::ALL.to_vec()), any::<bool>())
        .prop_map(move |(back, channel, conversation)| PastAttempt { at: now.later(-back), channel, conversation })
}

fn cases() -> impl Strategy<Value = Case> {
    let zones = prop::collection::vec(prop::sample::select(ZONES.to_vec()), 0..3);
    let rare = |likely: f64| prop::bool::weighted(likely);
    let facts = (rare(0.1), rare(0.1), rare(0.1), rare(0.1));
    let chosen = (
        prop::sample::select(Channel::ALL.to_vec()),
        prop::sample::select(Flag::ALL.to_vec()),
        prop::sample::select(Obstacle::ALL.to_vec()),
        prop::sample::select(Relationship::ALL.to_vec()),
    );
    let timed = moments().prop_flat_map(|now| (Just(now), prop::collection::vec(past(now), 0..12)));
    (timed, zones, facts, chosen, any::<bool>()).prop_map(|((now, before), zones, facts, chosen, announces_remedy)| {
        let (flagged, hindered, opted_out, is_other) = facts;
        let (channel, flag, obstacle, relationship) = chosen;
        let mut case = Case::at("2026-03-02T00:00:00Z", "UTC");
        case.now = now;
        case.before = before;
        case.channel = channel;
        case.announces_remedy = announces_remedy;
        case.zones = zones.into_iter().map(zone).collect();
        case.company_zone = zone("Asia/Kolkata");
        case.flags.extend(flagged.then_some(flag));
        case.obstacles.extend(hindered.then_some(obstacle));
        case.relationship = if is_other { relationship } else { Relationship::Applicant };
        if opted_out {
            case.opt_out(channel);
        }
        case
    })
}

/// Permitted by the clock of each zone, written again from the words of a policy.
fn is_permitted(policy: &ContactPolicy, case: &Case, at: Moment) -> bool {
    let company = vec![case.company_zone.clone()];
    let zones = if case.zones.is_empty() { &company } else { &case.zones };
    zones.iter().all(|zone| {
        let local = zone.local_at(at);
        let clock = format!("{:02}:{:02}", local.hour(), local.minute());
        let hours = policy.hours().is_none_or(|hours| hours.from.to_string() <= clock && clock < hours.to.to_string());
        let day = match local.weekday() {
            Weekday::Mon => Day::Monday,
            Weekday::Tue => Day::Tuesday,
            Weekday::Wed => Day::Wednesday,
            Weekday::Thu => Day::Thursday,
            Weekday::Fri => Day::Friday,
            Weekday::Sat => Day::Saturday,
            Weekday::Sun => Day::Sunday,
        };
        hours && policy.own.days.contains(&day)
    })
}

proptest! {
    #[test]
    fn who_is_postponed_is_not_postponed_again(policy in policies(), case in cases()) {
        if let Decision::Postponed { until, .. } = case.decide(&policy) {
            prop_assert!(until > case.now);
            let then = Case { now: until, ..case.clone() }.decide(&policy);
            let is_postponed = matches!(then, Decision::Postponed { .. });
            prop_assert!(!is_postponed);
            prop_assert_ne!(then, suppressed(Rule::OutsideHours));
            let just_before = Case { now: until.later(-1), ..case }.decide(&policy);
            prop_assert_eq!(just_before, Decision::Postponed { until, rule: Rule::OutsideHours });
        }
    }

    #[test]
    fn a_further_attempt_never_allows_what_was_refused(
        (policy, case, further) in (policies(), cases()).prop_flat_map(|(policy, case)| {
            let now = case.now;
            (Just(policy), Just(case), past(now))
        })
    ) {
        let before = case.decide(&policy);
        let mut later = case;
        later.before.push(further);
        let after = later.decide(&policy);
        prop_assert!(before == Decision::Allowed || after != Decision::Allowed);
    }

    #[test]
    fn who_is_flagged_gets_nothing_by_any_policy(policy in policies(), case in cases(), flag in prop::sample::select(Flag::ALL.to_vec())) {
        let mut flagged = case;
        flagged.flags.insert(flag);
        let is_remedy = flagged.channel == Channel::Notice && flagged.announces_remedy;
        if !(is_remedy && flagged.flags.iter().all(|flag| *flag == Flag::CeaseCommunication)) {
            let is_suppressed = matches!(flagged.decide(&policy), Decision::Suppressed { .. });
            prop_assert!(is_suppressed);
        }
    }

    #[test]
    fn a_company_makes_published_rules_only_stricter(policy in policies(), case in cases()) {
        if case.decide(&policy) == Decision::Allowed {
            prop_assert_eq!(case.decide(&policy.preset().into()), Decision::Allowed);
        }
    }

    #[test]
    fn what_is_allowed_by_the_hour_is_what_the_clocks_say(policy in policies(), case in cases()) {
        let permitted = is_permitted(&policy, &case, case.now) || case.channel == Channel::Notice;
        match case.decide(&policy) {
            Decision::Allowed => prop_assert!(permitted),
            Decision::Postponed { .. } | Decision::Suppressed { rule: Rule::OutsideHours } => prop_assert!(!permitted),
            Decision::Suppressed { rule: Rule::TooManyAttempts | Rule::TooSoonAfterConversation } => prop_assert!(permitted),
            Decision::Suppressed { .. } => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The next permitted moment is the one that is found by looking at every minute: hours begin and clocks change on whole minutes.
    #[test]
    fn no_minute_is_passed_over(policy in policies(), case in cases()) {
        let mut case = case;
        case.flags.clear();
        case.obstacles.clear();
        case.opted_out.clear();
        case.relationship = Relationship::Applicant;
        case.channel = Channel::Sms;
        let minute = 60_000_000;
        case.now = Moment::from_micros(case.now.micros() / minute * minute).expect("in range");
        let mut minutes = (0..31 * 1440).map(|count| case.now.later(count * minute));
        let found = minutes.find(|at| is_permitted(&policy, &case, *at));
        match (case.decide(&policy), found) {
            (Decision::Postponed { until, .. }, Some(found)) => prop_assert_eq!(until, found),
            (Decision::Suppressed { rule: Rule::OutsideHours }, found) => prop_assert_eq!(found, None),
            (_, found) => prop_assert_eq!(found, Some(case.now)),
        }
    }
}
