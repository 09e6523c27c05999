use super::*;
use crate::recovery::hold::HoldKind;
use crate::recovery::severity::Severity;

fn date(text: &str) -> NaiveDate {
    crate::calendar::date_from_text(text).expect("a date")
}

fn overdue(since: &str, amount: i64) -> Debt {
    Debt::Overdue(Overdue { since: date(since), amount: amount.into() })
}

/// A serviced loan whose debt a test says.
fn case(debt: Debt) -> RecoveryCase {
    RecoveryCase { account: Some(AccountDebt { debt, recovered: Decimal::ZERO }), ..RecoveryCase::new("L1") }
}

fn settings() -> RecoverySettings {
    RecoverySettings::default()
}

fn look_by(case: &mut RecoveryCase, day: &str, settings: &RecoverySettings, detects: bool) -> Vec<Turn> {
    let id = || format!("def_{day}");
    let new_default_id: Option<&dyn Fn() -> String> = if detects { Some(&id) } else { None };
    let looking = Looking { settings, today: date(day), now: Moment::EPOCH, by: "test", new_default_id };
    let turns = case.look(&looking);
    let after = case.clone();
    assert_eq!(case.look(&looking), [], "a second look finds nothing");
    assert_eq!(*case, after);
    turns
}

fn look(case: &mut RecoveryCase, day: &str) -> Vec<Turn> {
    look_by(case, day, &settings(), true)
}

fn set(case: &mut RecoveryCase, debt: Debt, recovered: i64) {
    case.account = Some(AccountDebt { debt, recovered: recovered.into() });
}

fn status(case: &RecoveryCase) -> DefaultStatus {
    case.default.as_ref().expect("a default").status
}

#[test]
fn only_detection_opens_a_default_and_severity_moves_with_time() {
    let mut case = case(overdue("2026-01-01", 500));
    assert_eq!(case.next_look(&settings(), date("2026-01-02")), Some(date("2026-01-01")));
    assert_eq!(look_by(&mut case, "2026-01-02", &settings(), false), []);
    assert_eq!(look(&mut case, "2026-01-02"), [Turn::Detected]);
    assert_eq!(case.next_look(&settings(), date("2026-01-02")), Some(date("2026-01-09")));
    assert_eq!(look(&mut case, "2026-01-08"), []);
    assert_eq!(look_by(&mut case, "2026-01-09", &settings(), false), [Turn::SeverityChanged]);
    let default = case.live_default().expect("it is live");
    assert_eq!((default.severity, default.status), (Severity::Medium, DefaultStatus::Open));
    assert_eq!(look(&mut case, "2026-03-03"), [Turn::SeverityChanged]);
    assert_eq!(case.next_look(&settings(), date("2026-03-03")), Some(date("2026-04-02")), "its bucket is another");
    assert_eq!(case.next_look(&settings(), date("2026-07-01")), None, "nothing gets worse after 181 days");
}

#[test]
fn a_payment_ends_it_and_a_new_missed_day_is_another_default() {
    let mut case = case(overdue("2026-01-01", 500));
    look(&mut case, "2026-01-02");
    set(&mut case, Debt::Current, 500);
    assert_eq!(look_by(&mut case, "2026-01-10", &settings(), false), [Turn::Resolved]);
    let default = case.default.clone().expect("the last one");
    assert_eq!((default.recovered, default.over_on), (500.into(), Some(date("2026-01-10"))));
    assert_eq!(case.next_look(&settings(), date("2026-01-10")), None);
    set(&mut case, overdue("2026-02-01", 500), 500);
    assert_eq!(look(&mut case, "2026-02-02"), [Turn::Detected]);
    assert_ne!(case.default.expect("a default").default_id, default.default_id);
}

#[test]
fn what_is_owed_again_since_before_reopens_the_same_default() {
    for (over, ended) in [(Debt::Current, DefaultStatus::Resolved), (Debt::WrittenOff, DefaultStatus::WrittenOff)] {
        let mut case = case(overdue("2026-01-01", 500));
        look(&mut case, "2026-01-02");
        let id = case.default.clone().expect("a default").default_id;
        set(&mut case, over, 0);
        look(&mut case, "2026-01-10");
        assert_eq!(status(&case), ended);
        set(&mut case, overdue("2026-01-01", 500), 0);
        assert_eq!(look(&mut case, "2026-01-20"), [Turn::Reopened]);
        let default = case.live_default().expect("it is live");
        assert_eq!(
            (default.default_id.as_str(), default.severity, default.over_on),
            (id.as_str(), Severity::Medium, None)
        );
    }
}

#[test]
fn an_uploaded_loan_has_the_companys_tolerance() {
    let mut case = RecoveryCase::new("L1");
    case.claims =
        serde_json::from_str(r#"{"2026-01":{"since":"2026-01-01","claimed":100,"recovered":0}}"#).expect("claims");
    let settings = RecoverySettings { tolerance_days: 3, ..settings() };
    assert_eq!(case.next_look(&settings, date("2025-12-20")), Some(date("2026-01-05")));
    assert_eq!(look_by(&mut case, "2026-01-04", &settings, true), []);
    assert_eq!(look_by(&mut case, "2026-01-05", &settings, true), [Turn::Detected]);
    assert_eq!(case.default.expect("a default").overdue.days_past_due(date("2026-01-05")), 4);
}

fn promising(case: &mut RecoveryCase, amount: i64, due_on: &str) {
    let promise = Promise {
        amount: amount.into(),
        due_on: date(due_on),
        made_at: Moment::EPOCH,
        by: "desk".to_owned(),
        recovered_before: case.recovered(),
        status: PromiseStatus::Open,
    };
    case.default.as_mut().expect("a default").promise = Some(promise);
}

#[test]
fn a_promise_pauses_the_plan_until_it_is_kept_or_broken() {
    let mut settings = settings();
    settings.plan.automatic = true;
    let types = |case: &RecoveryCase, day: &str| {
        case.due_steps(&settings, date(day)).iter().map(|step| step.action_type.name()).collect::<Vec<_>>()
    };
    let mut case = case(overdue("2026-01-01", 500));
    look_by(&mut case, "2026-01-02", &settings, true);
    assert_eq!(types(&case, "2026-01-02"), ["sms"]);
    case.default.as_mut().expect("a default").plan_day = Some(1);
    assert_eq!(case.next_look(&settings, date("2026-01-02")), Some(date("2026-01-05")));
    promising(&mut case, 200, "2026-01-06");
    assert_eq!(types(&case, "2026-01-05"), [""; 0]);
    assert_eq!(case.next_look(&settings, date("2026-01-02")), Some(date("2026-01-07")));
    assert_eq!(look_by(&mut case, "2026-01-07", &settings, false), [Turn::PromiseBroken]);
    assert_eq!(types(&case, "2026-01-07"), ["voice"]);
    promising(&mut case, 200, "2026-01-12");
    set(&mut case, overdue("2026-01-01", 300), 200);
    assert_eq!(look_by(&mut case, "2026-01-09", &settings, false), [Turn::PromiseKept, Turn::SeverityChanged]);
}

#[test]
fn holds_pause_the_plan_for_as_long_as_they_hold() {
    let mut settings = settings();
    settings.plan.automatic = true;
    let mut case = case(overdue("2026-01-01", 500));
    look_by(&mut case, "2026-01-02", &settings, true);
    let until = Some(date("2026-01-04"));
    case.holds = vec![Hold { kind: HoldKind::Dispute, until, placed_at: Moment::EPOCH, by: "desk".to_owned() }];
    assert_eq!(case.pause(&settings, date("2026-01-04")), Some(Pause::Dispute));
    assert_eq!(case.next_look(&settings, date("2026-01-02")), Some(date("2026-01-05")));
    assert_eq!(case.due_steps(&settings, date("2026-01-05")).len(), 2);
    settings.plan.pauses = vec![Pause::Promise];
    assert_eq!(case.pause(&settings, date("2026-01-04")), None);
}
