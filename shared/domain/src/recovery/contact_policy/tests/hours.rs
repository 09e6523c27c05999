//! Hours to the minute, days, several zones, and days on which the clocks change.

use super::*;
use Decision::Allowed;

const INDIA: &str = r#"{"preset": "india_rbi"}"#;
const USA: &str = r#"{"preset": "us_regulation_f"}"#;

fn decided(body: &str, zones: &[&str], now: &str) -> Decision {
    let mut case = Case::at(now, "UTC");
    case.zones = zones.iter().map(|name| zone(name)).collect();
    case.decide(&policy(body))
}

#[test]
fn the_bounds_are_kept_to_the_minute() {
    let kolkata = |body: &str, time: &str| decided(body, &["Asia/Kolkata"], &format!("2026-03-02T{time}+05:30"));
    let today = postponed("2026-03-02T08:00:00+05:30");
    let tomorrow = postponed("2026-03-03T08:00:00+05:30");
    for body in [INDIA, USA] {
        assert_eq!(kolkata(body, "00:00:00"), today);
        assert_eq!(kolkata(body, "07:59:00"), today);
        assert_eq!(kolkata(body, "07:59:59.999999"), today);
        assert_eq!(kolkata(body, "08:00:00"), Allowed);
        assert_eq!(kolkata(body, "18:59:59.999999"), Allowed);
    }
    assert_eq!(kolkata(INDIA, "19:00:00"), tomorrow);
    assert_eq!(kolkata(INDIA, "23:59:59"), tomorrow);
    assert_eq!(kolkata(USA, "19:00:00"), Allowed);
    assert_eq!(kolkata(USA, "20:59:59"), Allowed);
    assert_eq!(kolkata(USA, "21:00:00"), tomorrow);
    assert_eq!(kolkata(r#"{"preset": "none"}"#, "03:00:00"), Allowed);
}

#[test]
fn a_person_whose_zone_is_not_known_is_where_the_company_is() {
    let mut case = Case::at("2026-03-02T03:00:00Z", "UTC");
    case.zones = Vec::new();
    case.company_zone = zone("Asia/Kolkata");
    assert_eq!(case.decide(&policy(INDIA)), Allowed);
    case.zones = vec![zone("America/New_York")];
    assert_eq!(case.decide(&policy(INDIA)), postponed("2026-03-02T08:00:00-05:00"));
}

#[test]
fn of_several_zones_all_must_permit() {
    let coasts = &["America/New_York", "America/Los_Angeles"];
    // Eight in the west is eleven in the east; nine in the evening in the east is six in the west.
    assert_eq!(decided(USA, coasts, "2026-03-02T13:00:00Z"), postponed("2026-03-02T16:00:00Z"));
    assert_eq!(decided(USA, coasts, "2026-03-02T15:59:59Z"), postponed("2026-03-02T16:00:00Z"));
    assert_eq!(decided(USA, coasts, "2026-03-02T16:00:00Z"), Allowed);
    assert_eq!(decided(USA, coasts, "2026-03-03T01:59:59Z"), Allowed);
    assert_eq!(decided(USA, coasts, "2026-03-03T02:00:00Z"), postponed("2026-03-03T16:00:00Z"));
    // Half an hour in common: 18:30 in India is 8:00 in New York.
    let far = &["Asia/Kolkata", "America/New_York"];
    assert_eq!(decided(INDIA, far, "2026-03-02T08:00:00Z"), postponed("2026-03-02T13:00:00Z"));
    assert_eq!(decided(INDIA, far, "2026-03-02T13:29:59Z"), Allowed);
    assert_eq!(decided(INDIA, far, "2026-03-02T13:30:00Z"), postponed("2026-03-03T13:00:00Z"));
    // Twelve hours apart: eleven hours have nothing in common.
    let never = &["Asia/Shanghai", "America/Manaus"];
    assert_eq!(decided(INDIA, never, "2026-03-02T13:30:00Z"), suppressed(Rule::OutsideHours));
    assert_eq!(decided(USA, never, "2026-03-02T13:30:00Z"), postponed("2026-03-03T00:00:00Z"));
}

#[test]
fn days_and_holidays_are_left_out() {
    let week = r#"{"preset": "india_rbi", "days": ["monday", "tuesday", "wednesday", "thursday", "friday"],
                   "holidays": ["2026-03-09", "2026-03-04"]}"#;
    let kolkata = |time: &str| decided(week, &["Asia/Kolkata"], &format!("{time}+05:30"));
    assert_eq!(kolkata("2026-03-03T18:59:59"), Allowed);
    assert_eq!(kolkata("2026-03-03T19:00:00"), postponed("2026-03-05T08:00:00+05:30"));
    assert_eq!(kolkata("2026-03-04T12:00:00"), postponed("2026-03-05T08:00:00+05:30"));
    // Saturday, Sunday, and a Monday that is a holiday.
    assert_eq!(kolkata("2026-03-06T19:00:00"), postponed("2026-03-10T08:00:00+05:30"));
    assert_eq!(kolkata("2026-03-07T12:00:00"), postponed("2026-03-10T08:00:00+05:30"));
    // A weekday here is not yet one there.
    let sundays = r#"{"preset": "none", "days": ["sunday"]}"#;
    assert_eq!(decided(sundays, &["Asia/Kolkata"], "2026-03-07T18:30:00Z"), Allowed);
    assert_eq!(decided(sundays, &["Asia/Kolkata"], "2026-03-08T18:30:00Z"), postponed("2026-03-14T18:30:00Z"));
    // A month of holidays, and a day more.
    let dates: Vec<String> = (1..=31).map(|day| format!("\"2026-03-{day:02}\"")).collect();
    let march = format!(r#"{{"preset": "india_rbi", "holidays": [{}]}}"#, dates.join(","));
    assert_eq!(decided(&march, &["UTC"], "2026-03-01T08:00:00Z"), suppressed(Rule::OutsideHours));
    assert_eq!(decided(&march, &["UTC"], "2026-03-02T08:00:00Z"), postponed("2026-04-01T08:00:00Z"));
}

#[test]
fn the_next_morning_is_right_when_the_clocks_change_in_the_night() {
    let new_york = |now: &str| decided(USA, &["America/New_York"], now);
    // Forward at two on 8 March, backward at two on 1 November 2026.
    assert_eq!(new_york("2026-03-07T21:00:00-05:00"), postponed("2026-03-08T08:00:00-04:00"));
    assert_eq!(new_york("2026-03-08T01:59:59-05:00"), postponed("2026-03-08T12:00:00Z"));
    assert_eq!(new_york("2026-03-08T11:59:59Z"), postponed("2026-03-08T12:00:00Z"));
    assert_eq!(new_york("2026-03-08T12:00:00Z"), Allowed);
    assert_eq!(new_york("2026-10-31T21:00:00-04:00"), postponed("2026-11-01T08:00:00-05:00"));
    assert_eq!(new_york("2026-11-01T12:00:00Z"), postponed("2026-11-01T13:00:00Z"));
    assert_eq!(new_york("2026-11-01T13:00:00Z"), Allowed);
    assert_eq!(new_york("2026-11-02T01:59:59Z"), Allowed);
    assert_eq!(new_york("2026-11-02T02:00:00Z"), postponed("2026-11-02T13:00:00Z"));
}

#[test]
fn hours_that_begin_where_the_clocks_change() {
    let two = r#"{"preset": "none", "hours": {"from": "02:30", "to": "04:00"}}"#;
    let new_york = |body: &str, now: &str| decided(body, &["America/New_York"], now);
    // There is no half past two: the clock goes from two to three, and three is permitted.
    assert_eq!(new_york(two, "2026-03-08T00:00:00-05:00"), postponed("2026-03-08T07:00:00Z"));
    // It goes from two to three, and the hours end at three: not on this day.
    let short = r#"{"preset": "none", "hours": {"from": "02:30", "to": "03:00"}}"#;
    assert_eq!(new_york(short, "2026-03-08T00:00:00-05:00"), postponed("2026-03-09T02:30:00-04:00"));
    // Half past one comes twice; from two back to one it is not permitted for half an hour.
    let one = r#"{"preset": "none", "hours": {"from": "01:30", "to": "04:00"}}"#;
    assert_eq!(new_york(one, "2026-11-01T00:00:00-04:00"), postponed("2026-11-01T05:30:00Z"));
    assert_eq!(new_york(one, "2026-11-01T05:59:59Z"), Allowed);
    assert_eq!(new_york(one, "2026-11-01T06:00:00Z"), postponed("2026-11-01T06:30:00Z"));
    assert_eq!(new_york(one, "2026-11-01T06:30:00Z"), Allowed);
    // Samoa left out Friday 30 December 2011.
    let fridays = r#"{"preset": "none", "days": ["friday"]}"#;
    assert_eq!(
        decided(fridays, &["Pacific/Apia"], "2011-12-29T12:00:00-10:00"),
        postponed("2012-01-06T00:00:00+14:00")
    );
    let all = r#"{"preset": "india_rbi"}"#;
    assert_eq!(decided(all, &["Pacific/Apia"], "2011-12-29T19:00:00-10:00"), postponed("2011-12-31T08:00:00+14:00"));
    // Lord Howe Island moves its clocks by half an hour.
    assert_eq!(
        decided(all, &["Australia/Lord_Howe"], "2026-10-03T19:00:00+10:30"),
        postponed("2026-10-04T08:00:00+11:00")
    );
}

#[test]
fn a_notice_is_bound_by_no_hours() {
    for channel in Channel::ALL {
        let mut case = Case::at("2026-03-02T03:00:00Z", "UTC");
        case.channel = channel;
        let expected = if channel == Channel::Notice { Allowed } else { postponed("2026-03-02T08:00:00Z") };
        assert_eq!(case.decide(&policy(INDIA)), expected, "{channel:?}");
    }
}
