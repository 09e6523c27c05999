//! How often, and how soon after a conversation.

use super::*;
use Decision::Allowed;

const SECOND: i64 = 1_000_000;
const WEEK: i64 = 7 * 24 * 3_600 * SECOND;

/// Noon in New York.
const NOON: &str = "2026-06-17T12:00:00-04:00";

/// An attempt that many microseconds ago.
fn ago(channel: Channel, micros: i64) -> PastAttempt {
    PastAttempt { at: moment(NOON).later(-micros), channel, conversation: false }
}

fn decided(body: &str, channel: Channel, before: Vec<PastAttempt>) -> Decision {
    let mut case = Case::at(NOON, "America/New_York");
    case.channel = channel;
    case.before = before;
    case.decide(&policy(body))
}

#[test]
fn seven_calls_in_seven_days_and_not_eight() {
    let regulation_f = r#"{"preset": "us_regulation_f"}"#;
    let calls = |count: usize| vec![ago(Channel::Voice, 3_600 * SECOND); count];
    assert_eq!(decided(regulation_f, Channel::Voice, calls(6)), Allowed);
    assert_eq!(decided(regulation_f, Channel::Voice, calls(7)), suppressed(Rule::TooManyAttempts));
    assert_eq!(decided(regulation_f, Channel::Voice, calls(50)), suppressed(Rule::TooManyAttempts));
    // Other channels are not counted, and have no number.
    assert_eq!(decided(regulation_f, Channel::Sms, calls(7)), Allowed);
    let messages = vec![ago(Channel::Sms, SECOND); 20];
    assert_eq!(decided(regulation_f, Channel::Voice, messages.clone()), Allowed);
    assert_eq!(decided(regulation_f, Channel::Sms, messages), Allowed);
    for body in [r#"{"preset": "india_rbi"}"#, r#"{"preset": "none"}"#] {
        assert_eq!(decided(body, Channel::Voice, calls(50)), Allowed);
    }
}

#[test]
fn seven_days_end_to_the_second() {
    let regulation_f = r#"{"preset": "us_regulation_f"}"#;
    let seven = |micros: i64| {
        let mut before = vec![ago(Channel::Voice, SECOND); 6];
        before.push(ago(Channel::Voice, micros));
        decided(regulation_f, Channel::Voice, before)
    };
    assert_eq!(seven(WEEK - SECOND), suppressed(Rule::TooManyAttempts));
    assert_eq!(seven(WEEK - 1), suppressed(Rule::TooManyAttempts));
    assert_eq!(seven(WEEK), Allowed);
    assert_eq!(seven(WEEK + SECOND), Allowed);
    // By a clock that runs ahead.
    assert_eq!(seven(-SECOND), suppressed(Rule::TooManyAttempts));
}

#[test]
fn a_conversation_is_followed_by_seven_days_without_a_call() {
    let spoken = |channel: Channel, micros: i64| vec![PastAttempt { conversation: true, ..ago(channel, micros) }];
    let regulation_f = r#"{"preset": "us_regulation_f"}"#;
    let refused = suppressed(Rule::TooSoonAfterConversation);
    assert_eq!(decided(regulation_f, Channel::Voice, spoken(Channel::Voice, 0)), refused);
    assert_eq!(decided(regulation_f, Channel::Voice, spoken(Channel::Voice, WEEK - SECOND)), refused);
    assert_eq!(decided(regulation_f, Channel::Voice, spoken(Channel::Voice, WEEK)), Allowed);
    for channel in Channel::ALL.into_iter().filter(|channel| *channel != Channel::Voice) {
        assert_eq!(decided(regulation_f, channel, spoken(Channel::Voice, SECOND)), Allowed, "{channel:?}");
        assert_eq!(decided(regulation_f, Channel::Voice, spoken(channel, SECOND)), Allowed, "{channel:?}");
    }
    assert_eq!(decided(r#"{"preset": "india_rbi"}"#, Channel::Voice, spoken(Channel::Voice, SECOND)), Allowed);
    let ten = r#"{"preset": "us_regulation_f", "quiet_days_after_conversation": 10}"#;
    assert_eq!(decided(ten, Channel::Voice, spoken(Channel::Voice, WEEK * 10 / 7 - 1)), refused);
    assert_eq!(decided(ten, Channel::Voice, spoken(Channel::Voice, WEEK * 10 / 7)), Allowed);
}

#[test]
fn a_company_has_numbers_of_its_own() {
    let own = r#"{"preset": "none", "attempts_max": {"sms": 2, "email": 0}, "attempts_max_over_all": 4}"#;
    let refused = suppressed(Rule::TooManyAttempts);
    assert_eq!(decided(own, Channel::Sms, vec![ago(Channel::Sms, SECOND)]), Allowed);
    assert_eq!(decided(own, Channel::Sms, vec![ago(Channel::Sms, SECOND); 2]), refused);
    assert_eq!(decided(own, Channel::Email, Vec::new()), refused);
    assert_eq!(decided(own, Channel::Voice, vec![ago(Channel::Sms, SECOND); 3]), Allowed);
    assert_eq!(decided(own, Channel::Voice, vec![ago(Channel::FieldVisit, SECOND); 4]), refused);
    // Legal notices are neither bound nor counted.
    assert_eq!(decided(own, Channel::Voice, vec![ago(Channel::Notice, SECOND); 9]), Allowed);
    assert_eq!(decided(own, Channel::Notice, vec![ago(Channel::Sms, SECOND); 9]), Allowed);
}

#[test]
fn what_must_be_known_reaches_back_as_far_as_the_rules() {
    let since = |body: &str, now: &str| policy(body).counts_since(moment(now)).to_rfc3339();
    assert_eq!(since(r#"{"preset": "none"}"#, "2026-06-17T12:00:00Z"), "2026-06-10T12:00:00.000000Z");
    let ten = r#"{"preset": "us_regulation_f", "quiet_days_after_conversation": 10}"#;
    assert_eq!(since(ten, "2026-06-17T12:00:00Z"), "2026-06-07T12:00:00.000000Z");
    assert_eq!(since(ten, "1970-01-02T00:00:00Z"), "1970-01-01T00:00:00.000000Z");
}

#[test]
fn near_the_first_moment_everything_counts() {
    let mut case = Case::at("1970-01-01T12:00:00Z", "UTC");
    case.before = vec![PastAttempt { at: Moment::EPOCH, channel: Channel::Voice, conversation: true }];
    assert_eq!(case.decide(&Preset::UsRegulationF.into()), suppressed(Rule::TooSoonAfterConversation));
}
