//! Policies as companies write, read and store them.

use super::*;
use crate::json::Json;
use crate::recovery::contact_policy::{DayTime, Hours};

fn faults(body: &str) -> Vec<String> {
    let faults = ContactPolicy::read(&object(body)).expect_err("refused");
    faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}")).collect()
}

fn shown(policy: &ContactPolicy) -> String {
    serde_json::to_string(&Json::Object(policy.to_json())).expect("JSON")
}

const EVERY_DAY: &str = r#"["monday","tuesday","wednesday","thursday","friday","saturday","sunday"]"#;

#[test]
fn presets_are_shown_with_their_values() {
    let expected = format!(
        r#"{{"preset":"us_regulation_f","hours":{{"from":"08:00","to":"21:00"}},"days":{EVERY_DAY},"holidays":[],"attempts_max":{{"voice":7}},"attempts_max_over_all":null,"quiet_days_after_conversation":7}}"#
    );
    assert_eq!(shown(&Preset::UsRegulationF.into()), expected);
    let expected = format!(
        r#"{{"preset":"india_rbi","hours":{{"from":"08:00","to":"19:00"}},"days":{EVERY_DAY},"holidays":[],"attempts_max":{{}},"attempts_max_over_all":null,"quiet_days_after_conversation":0}}"#
    );
    assert_eq!(shown(&Preset::IndiaRbi.into()), expected);
    let expected = format!(
        r#"{{"preset":"none","hours":null,"days":{EVERY_DAY},"holidays":[],"attempts_max":{{}},"attempts_max_over_all":null,"quiet_days_after_conversation":0}}"#
    );
    assert_eq!(shown(&Preset::None.into()), expected);
}

#[test]
fn who_sets_nothing_has_the_stricter_of_the_published_rules() {
    let policy = ContactPolicy::default();
    assert_eq!(policy.hours(), DayTime::from_text("19:00").map(|to| Hours { from: DayTime::hour(8), to }));
    assert_eq!((policy.attempts_max(Channel::Voice), policy.quiet_days_after_conversation()), (Some(7), 7));
}

#[test]
fn what_is_shown_can_be_sent_back() {
    let full = r#"{"preset":"us_regulation_f","hours":{"from":"09:30","to":"20:15"},"days":["monday","friday"],
        "holidays":["2026-12-25","2026-01-26"],"attempts_max":{"voice":3,"sms":5,"field_visit":0},"attempts_max_over_all":9,
        "quiet_days_after_conversation":30}"#;
    let defaults =
        [ContactPolicy::default(), Preset::IndiaRbi.into(), Preset::UsRegulationF.into(), Preset::None.into()];
    for policy in defaults.into_iter().chain([policy(full)]) {
        let again = ContactPolicy::read(&policy.to_json()).expect("taken");
        assert_eq!(shown(&again), shown(&policy));
        let stored = serde_json::to_string(&policy).expect("JSON");
        assert_eq!(serde_json::from_str::<ContactPolicy>(&stored).ok(), Some(policy));
    }
}

#[test]
fn it_is_stored_without_what_nobody_said() {
    let stored = |policy: &ContactPolicy| serde_json::to_string(policy).expect("JSON");
    assert_eq!(stored(&Preset::IndiaRbi.into()), r#"{"preset":"india_rbi"}"#);
    let own = r#"{"preset":"none","hours":{"from":"09:00","to":"24:00"},"days":["sunday"],"holidays":["2026-12-25"],"attempts_max":{"sms":2},"attempts_max_over_all":3,"quiet_days_after_conversation":4}"#;
    assert_eq!(stored(&policy(own)), own);
}

#[test]
fn a_preset_cannot_be_loosened() {
    let body = r#"{"preset": "us_regulation_f", "hours": {"from": "07:59", "to": "21:01"}, "attempts_max": {"voice": 8, "sms": 100},
                   "quiet_days_after_conversation": 6}"#;
    assert_eq!(
        faults(body),
        [
            "hours.from: Value must not be before 08:00 under us_regulation_f",
            "hours.to: Value must not be after 21:00 under us_regulation_f",
            "attempts_max.voice: Value must be at most 7 under us_regulation_f",
            "quiet_days_after_conversation: Value must be at least 7 under us_regulation_f",
        ]
    );
    let body =
        r#"{"preset": "india_rbi", "hours": {"from": "08:00", "to": "19:01"}, "quiet_days_after_conversation": 0}"#;
    assert_eq!(faults(body), ["hours.to: Value must not be after 19:00 under india_rbi"]);
    assert!(ContactPolicy::read(&object(r#"{"preset": "none", "hours": {"from": "00:00", "to": "24:00"}}"#)).is_ok());
}

#[test]
fn what_was_stored_looser_than_its_preset_is_not_looser() {
    let stored = r#"{"preset":"us_regulation_f","hours":{"from":"06:00","to":"20:00"},"attempts_max":{"voice":20},"quiet_days_after_conversation":1}"#;
    let policy: ContactPolicy = serde_json::from_str(stored).expect("a policy");
    assert_eq!(policy.hours(), Some(Hours { from: DayTime::hour(8), to: DayTime::hour(20) }));
    assert_eq!((policy.attempts_max(Channel::Voice), policy.quiet_days_after_conversation()), (Some(7), 7));
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(faults("{}"), ["preset: Value is required"]);
    assert_eq!(faults(r#"{"preset": "rbi"}"#), ["preset: Value must be one of india_rbi, us_regulation_f, none"]);
    let body = r#"{"preset": "none", "hourz": 1, "hours": {"from": "08:00"}, "days": ["mon"], "holidays": ["2026-02-30", "2026-02-03", "2026-02-03"],
                   "attempts_max": {"notice": 1, "sms": -1, "voice": 1001}, "attempts_max_over_all": "7", "quiet_days_after_conversation": 31}"#;
    assert_eq!(
        faults(body),
        [
            "hourz: Unknown key",
            "hours.to: Value is required",
            "days.0: Value must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
            "attempts_max.notice: Unknown key",
            "attempts_max.sms: Value must be a whole number from 0 to 1000",
            "attempts_max.voice: Value must be a whole number from 0 to 1000",
            "attempts_max_over_all: Value must be a whole number from 0 to 1000",
            "quiet_days_after_conversation: Value must be a whole number from 0 to 30",
            "holidays.0: Value must be of type date with format YYYY-MM-DD",
            "holidays.2: Value is in the list already",
        ]
    );
    let one = |body: &str| faults(&format!(r#"{{"preset": "none", {body}}}"#)).join("; ");
    assert_eq!(
        one(r#""hours": {"from": "8:00", "to": "19:00"}"#),
        "hours.from: Value must be a time of day with format HH:MM, from 00:00 to 24:00"
    );
    assert_eq!(one(r#""hours": {"from": "19:00", "to": "19:00"}"#), "hours.to: Value must be later than from");
    assert_eq!(one(r#""hours": {"from": "22:00", "to": "06:00"}"#), "hours.to: Value must be later than from");
    assert_eq!(one(r#""hours": "08:00-19:00""#), "hours: Value must be an object");
    assert_eq!(one(r#""days": []"#), "days: Value must name at least one day");
    assert_eq!(one(r#""holidays": "2026-01-01""#), "holidays: Value must be a list");
    let many = vec!["\"2026-01-01\""; 201].join(",");
    assert_eq!(one(&format!("\"holidays\": [{many}]")), "holidays: Value must have at most 200 entries");
}

#[test]
fn null_is_what_the_preset_says() {
    let nulls = r#"{"preset": "us_regulation_f", "hours": null, "days": null, "holidays": null, "attempts_max": null,
                    "attempts_max_over_all": null, "quiet_days_after_conversation": null}"#;
    assert_eq!(policy(nulls), Preset::UsRegulationF.into());
}
