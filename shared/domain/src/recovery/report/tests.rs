use super::*;
use crate::recovery::action::ActionType;
use crate::recovery::contact_policy::PastAttempt;

fn read_report(body: &str) -> Result<Report, Faults> {
    Report::read(&serde_json::from_str(body).expect("an object"))
}

fn sent(action_type: ActionType) -> RecoveryAction {
    RecoveryAction {
        action_id: "act_1".to_owned(),
        default_id: "def_1".to_owned(),
        loan_id: "LN-1".to_owned(),
        action_type,
        message: None,
        template: None,
        language: None,
        status: ActionStatus::Sent,
        scheduled_at: None,
        executed_at: Some(Moment::EPOCH),
        contact_id: None,
        reason: None,
        communication_id: None,
        notice_id: None,
        conversation: false,
        announces_remedy: false,
        is_planned: false,
        created_at: Moment::EPOCH,
        created_by: "desk".to_owned(),
    }
}

#[test]
fn a_report_is_made_once() {
    let delivered = read_report(r#"{"status": "delivered"}"#).expect("a report");
    let failed = read_report(r#"{"status": "failed", "reason": "no_answer"}"#).expect("a report");
    let call = sent(ActionType::Voice);
    let after = delivered.of(&call).expect("reported");
    assert_eq!(after.status, ActionStatus::Delivered);
    assert_eq!(delivered.of(&after), Ok(after.clone()), "the same again changes nothing");
    assert_eq!(failed.of(&after), Err(ReportRefusal::Status(ActionStatus::Delivered)));
    let after = failed.of(&call).expect("reported");
    assert_eq!((after.status, after.reason.as_deref()), (ActionStatus::Failed, Some("no_answer")));
}

#[test]
fn of_what_did_not_go_out_nothing_is_reported() {
    let delivered = read_report(r#"{"status": "delivered"}"#).expect("a report");
    for status in ActionStatus::ALL {
        let action = RecoveryAction { status, ..sent(ActionType::Sms) };
        let can = matches!(status, ActionStatus::Sent | ActionStatus::Delivered);
        assert_eq!(delivered.of(&action).is_ok(), can, "{}", status.name());
    }
}

#[test]
fn people_are_spoken_to_by_calls_and_visits_that_reach_them() {
    let spoken = read_report(r#"{"status": "delivered", "conversation": true}"#).expect("a report");
    for kind in ActionType::ALL {
        let can = matches!(kind, ActionType::Voice | ActionType::FieldVisit);
        assert_eq!(spoken.of(&sent(kind)).is_ok(), can, "{}", kind.name());
    }
    assert!(read_report(r#"{"status": "failed", "conversation": true}"#).is_err());
    assert!(read_report(r#"{"status": "delivered", "reason": "busy"}"#).is_err());
    assert!(read_report("{}").is_err());
}

#[test]
fn a_conversation_is_one_of_its_attempt() {
    let attempt = |micros, channel| PastAttempt { at: Moment::EPOCH.later(micros), channel, conversation: false };
    let mut case = RecoveryCase::new("LN-1");
    case.attempts = vec![attempt(0, Channel::Sms), attempt(0, Channel::Voice), attempt(1, Channel::Voice)];
    let silent = case.clone();
    case.reported(&sent(ActionType::Voice), "desk", Moment::EPOCH);
    assert_eq!(case, silent, "nobody was spoken to");
    let spoken = RecoveryAction { conversation: true, ..sent(ActionType::Voice) };
    case.reported(&spoken, "desk", Moment::EPOCH);
    assert_eq!(case.attempts.iter().map(|attempt| attempt.conversation).collect::<Vec<_>>(), [false, true, false]);
}
