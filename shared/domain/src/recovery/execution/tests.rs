use super::*;
use crate::calendar::date_from_text;
use crate::communication::link::ShortLink;
use crate::company::{CompanyKind, NewCompany, PageTokenSecret, UnknownKeys};
use crate::recovery::assignment::{Assigning, AssignmentStatus};
use crate::recovery::case::{AccountDebt, Looking, PromiseAsked};
use crate::recovery::contact::Context;
use crate::recovery::order::{ActionOrder, Ordering};
use crate::recovery::overdue::{Debt, Overdue};

/// Noon of the tenth of January 2024 in Kolkata.
const NOON: i64 = 1_704_868_200_000_000;

fn now() -> Moment {
    Moment::from_micros(NOON).expect("in range")
}

fn date(text: &str) -> chrono::NaiveDate {
    date_from_text(text).expect("a date")
}

fn company() -> Company {
    let new = NewCompany {
        name: "Lender".to_owned(),
        time_zone: "Asia/Kolkata".to_owned(),
        currency: "INR".to_owned(),
        unknown_keys: UnknownKeys::Refuse,
        bifurcation_variables: Vec::new(),
    };
    let secret = PageTokenSecret::new([0; 32]);
    Company::create("com_1".to_owned(), CompanyKind::Lending, new, secret, now()).expect("valid")
}

fn case(company: &Company) -> RecoveryCase {
    let debt = Debt::Overdue(Overdue { since: date("2024-01-05"), amount: 600.into() });
    let mut case = RecoveryCase::new("LN-1");
    case.account = Some(AccountDebt { debt, recovered: 0.into() });
    let id = || "def_1".to_owned();
    let (settings, today) = (&company.settings.recovery, date("2024-01-10"));
    case.look(&Looking { settings, today, now: now(), by: "t", new_default_id: Some(&id) });
    case
}

fn contact() -> BorrowerContact {
    let body = r#"{"loan_id": "LN-1", "contact_name": "Keval", "phone_number": "+919876543210"}"#;
    let body = serde_json::from_str(body).expect("an object");
    let context = Context { now: now(), contacts: &[] };
    BorrowerContact::create("cnt_1".to_owned(), &body, &context).expect("a contact").contact
}

fn action(case: &RecoveryCase, body: &str) -> RecoveryAction {
    let order = ActionOrder::read(&serde_json::from_str(body).expect("an object"), now()).expect("an order");
    let id = || "act_1".to_owned();
    let default = case.live_default().expect("a default");
    let ordering = Ordering { default, now: now(), by: "desk", new_id: &id };
    order.actions(&crate::recovery::plan::Plan::default(), 5, &ordering).remove(0)
}

/// What becomes of an action, and why.
fn became(company: &Company, case: &RecoveryCase, action: &RecoveryAction) -> (Outcome, Option<String>) {
    let contacts = [contact()];
    let executing = Executing { company, case, contacts: &contacts, now: now(), by: "desk", wording: WORDING };
    let execution = execute(action, &executing).expect("it waits");
    assert_eq!(execution.case.is_some(), execution.outcome == Outcome::Sent, "only what goes out changes the case");
    assert_eq!(execution.action.status.is_waiting(), execution.outcome == Outcome::Postponed);
    if execution.outcome != Outcome::Postponed {
        assert!(execute(&execution.action, &executing).is_none(), "it is executed once");
    }
    (execution.outcome, execution.action.reason)
}

const WORDING: Wording<'static> = Wording {
    template: None,
    shoot_id: "5f",
    transaction_id: None,
    link: ShortLink { public_url: "", token: "" },
    notice: None,
};

const SMS: &str = r#"{"action_type": "sms"}"#;

fn because(outcome: Outcome, reason: &str) -> (Outcome, Option<String>) {
    (outcome, Some(reason.to_owned()))
}

#[test]
fn what_goes_out_is_counted_and_says_what_is_owed() {
    let company = company();
    let case = case(&company);
    let contacts = [contact()];
    let executing =
        Executing { company: &company, case: &case, contacts: &contacts, now: now(), by: "desk", wording: WORDING };
    let execution = execute(&action(&case, SMS), &executing).expect("it waits");
    let after = execution.case.expect("it changed");
    let default = after.live_default().expect("it is live");
    assert_eq!((execution.outcome, after.attempts.len()), (Outcome::Sent, 1));
    assert_eq!((default.status, default.last_contact), (DefaultStatus::InRecovery, Some(now())));
    let said =
        "Lender: INR 600 of your loan LN-1 has been overdue since 2024-01-05. Please pay it, or tell us if you have.";
    assert_eq!(execution.action.message.as_deref(), Some(said));
    let own = execute(&action(&case, r#"{"action_type": "sms", "message": "Pay"}"#), &executing).expect("it waits");
    assert_eq!(own.action.message.as_deref(), Some("Pay"));
    let mut us = company.clone();
    us.settings.recovery.contact_policy = crate::recovery::contact_policy::Preset::UsRegulationF.into();
    let executing = Executing { company: &us, ..executing };
    let said = execute(&action(&case, SMS), &executing).and_then(|execution| execution.action.message);
    assert!(said.is_some_and(|said| said.ends_with("Reply STOP to receive no more messages here.")));
}

#[test]
fn who_cannot_be_reached_is_not() {
    let company = company();
    let case = case(&company);
    let of = |body: &str| became(&company, &case, &action(&case, body));
    assert_eq!(of(r#"{"action_type": "email"}"#), because(Outcome::Failed, NO_CONTACT));
    assert_eq!(of(r#"{"action_type": "sms", "contact_id": "cnt_2"}"#), because(Outcome::Failed, NO_CONTACT));
    assert_eq!(of(r#"{"action_type": "sms", "contact_id": "cnt_1"}"#), (Outcome::Sent, None));
    assert_eq!(of(r#"{"action_type": "escalation"}"#), (Outcome::Sent, None));
}

#[test]
fn what_stands_in_the_way_is_named() {
    let company = company();
    let fresh = case(&company);
    let sms = action(&fresh, SMS);

    let mut over = fresh.clone();
    over.default = None;
    assert_eq!(became(&company, &over, &sms), because(Outcome::Cancelled, DEFAULT_OVER));

    let mut with_agency = fresh.clone();
    let new_placement_id = || "plc_1".to_owned();
    with_agency.assign(&Assigning {
        agency_id: "agn_1",
        agency_external_id: None,
        assigned_on: date("2024-01-10"),
        status: AssignmentStatus::PendingAssignment,
        outstanding: 600.into(),
        today: date("2024-01-10"),
        now: now(),
        by: "desk",
        new_placement_id: &new_placement_id,
    });
    assert_eq!(became(&company, &with_agency, &sms), because(Outcome::Suppressed, "assigned_to_agency"));

    let mut tired = fresh.clone();
    for step in 0..i64::try_from(crate::recovery::case::ATTEMPTS_MAX).expect("small") {
        tired.attempted(Channel::Email, &company.settings.recovery.contact_policy, now().later(-step));
    }
    assert_eq!(became(&company, &tired, &sms), because(Outcome::Suppressed, "too_many_attempts"));
}

#[test]
fn a_promise_stops_the_plan_and_not_people() {
    let company = company();
    let mut case = case(&company);
    let sms = action(&case, SMS);
    let promise = serde_json::from_str(r#"{"amount": 1, "due_on": "2024-01-12"}"#).expect("an object");
    let asked = PromiseAsked::read(&promise, date("2024-01-10")).expect("a promise");
    case.promised(asked, "desk", now()).expect("recorded");
    assert_eq!(became(&company, &case, &sms), (Outcome::Sent, None));
    let planned = RecoveryAction { is_planned: true, ..sms };
    assert_eq!(became(&company, &case, &planned), because(Outcome::Suppressed, PROMISED));
}

#[test]
fn a_message_goes_out_as_a_communication_of_its_action() {
    let company = company();
    let case = case(&company);
    let contacts = [contact()];
    let executing =
        Executing { company: &company, case: &case, contacts: &contacts, now: now(), by: "desk", wording: WORDING };
    let sent = |body: &str| execute(&action(&case, body), &executing).expect("it waits");
    let execution = sent(r#"{"action_type": "sms", "message": "Please <pay>"}"#);
    let made = execution.communication.expect("a communication");
    assert_eq!(execution.action.communication_id, Some(made.id));
    assert_eq!((made.said("body"), made.address()), (Some("Please <pay>"), Some("+919876543210")));
    assert_eq!((made.outgoing.action_id.as_deref(), made.outgoing.stage.name()), (Some("act_1"), "created"));
    assert_eq!(made.outgoing.allocation_month, "2024-1-01");
    let said = sent(SMS).communication.expect("a communication");
    assert!(said.said("body").is_some_and(|body| body.starts_with("Lender: INR 600 of your loan LN-1")));
    assert!(sent(r#"{"action_type": "escalation"}"#).communication.is_none());
    let failed = sent(r#"{"action_type": "sms", "template": "none"}"#);
    assert_eq!((failed.outcome, failed.action.reason.as_deref()), (Outcome::Failed, Some("no_template")));
    assert_eq!((failed.case, failed.communication), (None, None), "nothing went out, and nothing counts");
    let long = format!(r#"{{"action_type": "sms", "message": "{}"}}"#, "x".repeat(1_600));
    assert_eq!(sent(&long).action.reason.as_deref(), Some("too_long"));
}

#[test]
fn an_action_follows_its_communication_until_somebody_reports_of_it() {
    use crate::communication::of_action::follow;
    let company = company();
    let case = case(&company);
    let contacts = [contact()];
    let executing =
        Executing { company: &company, case: &case, contacts: &contacts, now: now(), by: "desk", wording: WORDING };
    let execution = execute(&action(&case, SMS), &executing).expect("it waits");
    let (sent, made) = (execution.action, execution.communication.expect("a communication"));
    let became = |communication: &crate::communication::record::OutgoingCommunication| {
        follow(&sent, communication).map(|(action, told)| (action.status.name(), action.reason, told))
    };
    assert_eq!(became(&made), None);
    let failed = made.failed("refused", Some("21610"));
    let reason = |text: &str| Some(text.to_owned());
    assert_eq!(became(&failed), Some(("failed", reason("refused"), "recovery_action.failed")));
    let suppressed = made.suppressed("opted_out");
    assert_eq!(became(&suppressed), Some(("suppressed", reason("opted_out"), "recovery_action.suppressed")));
    let mut other = failed.clone();
    other.id = other.id.later(1);
    assert_eq!(became(&other), None, "of another");
    let reported = RecoveryAction { status: ActionStatus::Delivered, ..sent.clone() };
    assert_eq!(follow(&reported, &failed), None);
}
