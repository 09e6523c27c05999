use super::*;
use crate::calendar::date_from_text;
use crate::recovery::case::AccountDebt;
use crate::recovery::overdue::{Debt, Overdue};
use crate::recovery::worklist::WorkItem;

fn date(text: &str) -> NaiveDate {
    date_from_text(text).expect("a date")
}

fn overdue(amount: i64, recovered: i64) -> AccountDebt {
    let debt = Debt::Overdue(Overdue { since: date("2024-01-05"), amount: amount.into() });
    AccountDebt { debt, recovered: recovered.into() }
}

fn case() -> RecoveryCase {
    RecoveryCase { account: Some(overdue(300, 50)), ..RecoveryCase::new("LN-1") }
}

fn at(step: i64) -> Moment {
    Moment::EPOCH.later(step)
}

fn assign(case: &mut RecoveryCase, agency: &str, day: &str, status: AssignmentStatus, step: i64) -> Vec<AssignmentAct> {
    let new_placement_id = || format!("plc_{step}");
    let assigning = Assigning {
        agency_id: agency,
        agency_external_id: Some("own"),
        assigned_on: date(day),
        status,
        outstanding: 1_000.into(),
        today: date("2024-02-01"),
        now: at(step),
        by: "somebody",
        new_placement_id: &new_placement_id,
    };
    case.assign(&assigning).into_iter().map(|turn| turn.act).collect()
}

fn unassign(case: &mut RecoveryCase, serviced_by: Option<Servicer>, step: i64) -> Vec<AssignmentTurn> {
    case.unassign(&Unassigning { serviced_by, now: at(step), by: "somebody" })
}

use AssignmentStatus::{Assigned, PendingAssignment};

#[test]
fn a_placement_keeps_what_was_owed_and_counts_what_comes_back() {
    let mut case = case();
    assert_eq!(assign(&mut case, "agn_1", "2024-02-01", PendingAssignment, 1), [AssignmentAct::Assigned]);
    let placement = case.assignments.current.clone().expect("a placement");
    let amounts = (placement.overdue, placement.outstanding, placement.recovered_before, placement.recovered);
    assert_eq!(amounts, (300.into(), 1_000.into(), 50.into(), Decimal::ZERO));
    assert_eq!(case.assignments.serviced_by, Servicer::DebtCollectionAgency);

    case.account = Some(overdue(200, 150));
    assert_eq!(assign(&mut case, "agn_1", "2024-02-01", Assigned, 2), [AssignmentAct::Updated]);
    assert_eq!(assign(&mut case, "agn_1", "2024-02-01", Assigned, 3), []);
    let turns = unassign(&mut case, Some(Servicer::Creditor), 4);
    let ended = turns.into_iter().map(|turn| (turn.act, turn.placement.expect("the placement"))).collect::<Vec<_>>();
    let [(AssignmentAct::Recalled, ended)] = ended.as_slice() else { panic!("{ended:?}") };
    assert_eq!((ended.recovered, ended.overdue, ended.status), (100.into(), 300.into(), Assigned));
    assert_eq!(ended.returned, Some(Returned { at: at(4), serviced_by: Servicer::Creditor }));
    assert!(!case.is_with_agency());
}

#[test]
fn another_agency_ends_the_placement_with_the_first() {
    let mut case = case();
    assign(&mut case, "agn_1", "2024-02-01", Assigned, 1);
    let acts = assign(&mut case, "agn_2", "2024-02-02", Assigned, 2);
    assert_eq!(acts, [AssignmentAct::Unassigned, AssignmentAct::Assigned]);
    let current = case.assignments.current.as_ref().map(|it| (it.agency_id.as_str(), it.placement_id.as_str()));
    assert_eq!(current, Some(("agn_2", "plc_2")));
    let history: Vec<_> = case.assignments.history.iter().map(|it| (it.act, it.agency_id.as_deref())).collect();
    let expected = [
        (AssignmentAct::Assigned, Some("agn_1")),
        (AssignmentAct::Unassigned, Some("agn_1")),
        (AssignmentAct::Assigned, Some("agn_2")),
    ];
    assert_eq!(history, expected);
}

#[test]
fn who_services_a_loan_that_was_taken_back_is_said() {
    for (said, act, after) in [
        (Some(Servicer::Creditor), AssignmentAct::Recalled, Servicer::Creditor),
        (Some(Servicer::ThirdPartyServicer), AssignmentAct::Recalled, Servicer::ThirdPartyServicer),
        (Some(Servicer::DebtCollectionAgency), AssignmentAct::Unassigned, Servicer::DebtCollectionAgency),
        (None, AssignmentAct::Unassigned, Servicer::DebtCollectionAgency),
    ] {
        let mut case = case();
        assign(&mut case, "agn_1", "2024-02-01", Assigned, 1);
        let acts: Vec<_> = unassign(&mut case, said, 2).iter().map(|turn| turn.act).collect();
        assert_eq!((acts, case.assignments.serviced_by), (vec![act], after));
        assert_eq!(unassign(&mut case, said, 3), []);
    }
    let mut never = case();
    assert_eq!(unassign(&mut never, Some(Servicer::Creditor), 1), []);
    let turns = unassign(&mut never, Some(Servicer::ThirdPartyServicer), 2);
    assert_eq!(turns.iter().map(|turn| turn.act).collect::<Vec<_>>(), [AssignmentAct::ServicerChanged]);
}

#[test]
fn the_history_is_bounded() {
    let mut case = case();
    for step in 0..100 {
        assign(&mut case, "agn_1", "2024-02-01", Assigned, step);
        unassign(&mut case, Some(Servicer::Creditor), step);
    }
    assert_eq!(case.assignments.history.len(), HISTORY_MAX);
    assert_eq!(case.assignments.history.last().map(|entry| entry.act), Some(AssignmentAct::Recalled));
}

#[test]
fn only_external_payments_are_taken_while_a_loan_is_with_an_agency() {
    let mut case = case();
    let taken = |case: &RecoveryCase| (may_pay(Some(case), false), may_pay(Some(case), true));
    assert_eq!(taken(&case), (Ok(()), Ok(())));
    for status in [PendingAssignment, Assigned] {
        assign(&mut case, "agn_1", "2024-02-01", status, 1);
        assert_eq!(taken(&case), (Err(NotExternal::Payment), Ok(())));
    }
    unassign(&mut case, Some(Servicer::DebtCollectionAgency), 2);
    assert_eq!(taken(&case), (Ok(()), Ok(())));
    assert_eq!((may_pay(None, false), may_pay(None, true)), (Ok(()), Ok(())));
}

#[test]
fn a_case_without_assignments_is_stored_as_before_and_read_so() {
    let stored = serde_json::to_string(&case()).expect("JSON");
    assert!(!stored.contains("assignments"), "{stored}");
    let mut assigned = case();
    assign(&mut assigned, "agn_1", "2024-02-01", PendingAssignment, 1);
    let stored = serde_json::to_string(&assigned).expect("JSON");
    assert_eq!(serde_json::from_str::<RecoveryCase>(&stored).expect("a case"), assigned);
}

#[test]
fn the_plan_and_the_collectors_wait_while_a_loan_is_with_an_agency() {
    use crate::recovery::settings::RecoverySettings;
    let mut settings = RecoverySettings::default();
    settings.plan.automatic = true;
    let mut case = case();
    let mut looking = crate::recovery::case::Looking {
        settings: &settings,
        today: date("2024-02-01"),
        now: at(1),
        by: "somebody",
        new_default_id: None,
    };
    let new_id = || "def_1".to_owned();
    looking.new_default_id = Some(&new_id);
    case.look(&looking);
    assert!(!case.due_steps(&settings, looking.today).is_empty() && WorkItem::of(&case).is_some());
    assign(&mut case, "agn_1", "2024-02-01", PendingAssignment, 2);
    assert!(case.due_steps(&settings, looking.today).is_empty() && WorkItem::of(&case).is_none());
}
