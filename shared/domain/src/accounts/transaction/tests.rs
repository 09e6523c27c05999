//! Bodies of transactions, and what they come to.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use crate::accounts::hand_built::{body, faults_of};
use crate::company::Role;
use crate::field::Faults;
use crate::json::{Json, Object};
use crate::servicing::life_cycle::{LockedOperation, Operation};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Components, RepaymentKind, TransactionId};
use crate::time_zone::TimeZone;

/// A body of each type that is entered, as answers show it.
const EXAMPLES: &[&str] = &[
    r#"{"type": "repayment", "amount": "100.50", "is_external": true}"#,
    r#"{"type": "down_payment", "amount": "250"}"#,
    r#"{"type": "merchant_issued_refund", "amount": "10"}"#,
    r#"{"type": "payout_refund", "amount": "10"}"#,
    r#"{"type": "goodwill_credit", "amount": "10"}"#,
    r#"{"type": "interest_payment_waiver", "amount": "10"}"#,
    r#"{"type": "interest_refund", "amount": "10", "original_transaction_id": "txn_3"}"#,
    r#"{"type": "charge_refund", "amount": "10"}"#,
    r#"{"type": "charge_adjustment", "amount": "10"}"#,
    r#"{"type": "capitalized_income_adjustment", "amount": "10"}"#,
    r#"{"type": "recovery_after_write_off", "amount": "10"}"#,
    r#"{"type": "chargeback", "original_transaction_id": "txn_2", "amount": "10"}"#,
    r#"{"type": "credit_balance_refund", "amount": "10"}"#,
    r#"{"type": "redraw", "amount": "10"}"#,
    r#"{"type": "capitalized_income", "amount": "10"}"#,
    r#"{"type": "approved_amount_change", "amount": "5000"}"#,
    r#"{"type": "fee", "name": "Snooze fee", "amount": "12.00", "due": "ON_DATE", "due_date": "2024-03-01"}"#,
    r#"{"type": "penalty", "name": "Penalty", "percentage": 2.5, "percentage_of": "PRINCIPAL_AND_INTEREST", "due": "EACH_INSTALLMENT"}"#,
    r#"{"type": "charge_payment", "original_transaction_id": "txn_4", "amount": "10"}"#,
    r#"{"type": "charge_waiver", "original_transaction_id": "txn_4"}"#,
    r#"{"type": "interest_waiver", "amount": "10"}"#,
    r#"{"type": "interest_rate_change", "rate": 9.5}"#,
    r#"{"type": "interest_pause", "until": "2024-04-30"}"#,
    r#"{"type": "due_date_change", "due_date": "2024-05-01", "new_due_date": "2024-05-10"}"#,
    r#"{"type": "extra_terms", "installments": 2}"#,
    r#"{"type": "mid_term_grace", "principal_installments": 0, "interest_installments": 1}"#,
    r#"{"type": "payment_holiday", "installments": 1}"#,
    r#"{"type": "re_age", "first_due_date": "2024-05-01", "installments": 6, "repayment_period": "P1M", "interest_handling": "WAIVE_INTEREST"}"#,
    r#"{"type": "re_amortise", "interest_handling": "EQUAL_AMORTIZATION_INTEREST_SPLIT"}"#,
    r#"{"type": "arrears_pause", "until": "2024-04-30"}"#,
    r#"{"type": "arrears_resume"}"#,
    r#"{"type": "charge_off"}"#,
];

const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 4, 10).expect("a day");

fn read(of: &Object) -> Result<NewTransaction, Faults> {
    let zone = TimeZone::from_name("Asia/Kolkata").expect("a zone");
    let find = |id: &str| id.strip_prefix("txn_")?.parse().ok().map(TransactionId);
    NewTransaction::from_body(of, &Circumstances { today: TODAY, zone: &zone, find: &find })
}

fn shown(event: &Event) -> Object {
    present(event, &|id| format!("txn_{}", id.0))
}

fn new(text: &str) -> NewTransaction {
    read(&body(text)).expect("a transaction")
}

fn refused(text: &str) -> Vec<String> {
    faults_of(read(&body(text)))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn charged(text: &str) -> Charge {
    match new(text).event {
        Event::Charge { charge } => charge,
        other => panic!("no charge: {other:?}"),
    }
}

#[test]
fn every_type_that_is_entered_is_shown_as_it_was_entered() {
    let entered = TYPES.iter().filter(|kind| matches!(kind.origin, Origin::Entered(_)));
    let names: Vec<&str> = entered.map(|kind| kind.name).collect();
    let of_example = |text: &&str| new(text).kind.name;
    assert_eq!(names, EXAMPLES.iter().map(of_example).collect::<Vec<_>>());
    for text in EXAMPLES {
        assert_eq!(Json::Object(shown(&new(text).event)), Json::Object(body(text)));
    }
}

#[test]
fn every_field_of_every_type_is_in_its_table_and_decides_the_event() {
    for text in EXAMPLES {
        let (sent, whole) = (body(text), new(text));
        for field in whole.kind.fields {
            let mut without = sent.clone();
            without.shift_remove(field.key);
            if !sent.contains_key(field.key) {
                continue;
            }
            match read(&without) {
                Ok(other) => {
                    let unsaid = matches!(sent.get(field.key).and_then(Json::as_text), Some("ON_DATE" | "Penalty"));
                    let zero = sent.get(field.key).and_then(Json::as_number) == Some(Decimal::ZERO);
                    assert!(unsaid || zero || other.event != whole.event, "{text} without {}", field.key);
                }
                Err(faults) => assert!(!faults.is_empty(), "{text} without {}", field.key),
            }
            without.insert(field.key.to_owned(), Json::List(Vec::new()));
            let paths: Vec<String> = faults_of(read(&without));
            assert!(paths.iter().any(|path| path.starts_with(field.key)), "{paths:?}");
        }
    }
}

#[test]
fn what_operations_make_is_shown_and_not_entered() {
    let all = vec![LockedOperation::ApplyFees];
    let amounts = Components { principal: Decimal::TEN, ..Components::default() };
    let (amount, of) = (Decimal::TEN, TransactionId(7));
    let made = [
        Event::Disbursement { amount },
        Event::Repayment { amount, kind: RepaymentKind::Refinance },
        Event::InterestApplied { amount: None },
        Event::WriteOff { amounts: Some(amounts) },
        Event::Termination,
        Event::Lock { operations: all.clone() },
        Event::Unlock { operations: all },
        Event::Reversal { of },
    ];
    let names: Vec<&str> = made.iter().map(name_of).collect();
    let in_table = TYPES.iter().filter(|kind| matches!(kind.origin, Origin::Operation(_)));
    assert_eq!(names, in_table.map(|kind| kind.name).collect::<Vec<_>>());
    for event in made {
        let answer = shown(&event);
        let kind = TYPES.iter().find(|kind| kind.name == name_of(&event)).expect("a type");
        let keys: Vec<&str> = answer.keys().skip(1).map(String::as_str).collect();
        assert!(keys.iter().all(|key| kind.fields.iter().any(|field| field.key == *key)), "{keys:?}");
        let faults = faults_of(read(&answer));
        assert!(faults[0].starts_with("type: Value is not entered as a transaction: use POST "), "{faults:?}");
    }
    let write_off = Json::Object(shown(&Event::WriteOff { amounts: Some(amounts) }));
    let expected = r#"{"type": "write_off", "write_off_amounts": {"principal": "10", "interest": "0", "fee": "0", "penalty": "0"}}"#;
    assert_eq!(write_off, Json::Object(body(expected)));
    assert_eq!(
        refused(r#"{"type": "write_off"}"#),
        ["type: Value is not entered as a transaction: use POST :writeOff"]
    );
}

#[test]
fn a_type_says_which_operation_it_is() {
    let operation = |name: &str| TYPES.iter().find(|kind| kind.name == name).expect("a type").operation;
    assert_eq!(operation("recovery_after_write_off"), Operation::Recover);
    assert_eq!(operation("penalty"), Operation::ApplyPenalty);
    assert_eq!(operation("arrears_resume"), Operation::PauseArrears);
    let names: std::collections::BTreeSet<&str> = TYPES.iter().map(|kind| kind.name).collect();
    assert_eq!(names.len(), TYPES.len());
}

#[test]
fn it_counts_from_the_day_that_is_said_where_the_company_is() {
    let on = |said: &str| new(&format!(r#"{{"type": "repayment", "amount": "1", {said}}}"#)).value_date;
    assert_eq!(on(r#""notes": "cash""#), TODAY);
    assert_eq!(on(r#""value_date": "2024-04-01""#), day("2024-04-01"));
    // Half past eight in the evening in Greenwich is the next day in India.
    assert_eq!(on(r#""value_time": "2024-03-31T20:30:00Z""#), day("2024-04-01"));
    assert_eq!(on(r#""value_time": "2024-03-31T20:30:00Z", "value_date": "2024-04-01""#), day("2024-04-01"));
    assert_eq!(on(r#""entry_time": "2024-03-30""#), day("2024-03-30"));
    assert_eq!(on(r#""entry_time": "2024-03-30", "value_date": "2024-04-01""#), day("2024-04-01"));
}

#[test]
fn where_no_day_is_said_the_fields_name_one() {
    let on = |text: &str| new(text).value_date;
    assert_eq!(on(r#"{"type": "fee", "amount": "1", "due_date": "2024-04-01"}"#), day("2024-04-01"));
    assert_eq!(on(r#"{"type": "fee", "amount": "1", "due_date": "2024-06-01"}"#), TODAY);
    assert_eq!(charged(r#"{"type": "fee", "amount": "1"}"#).due, ChargeDue::On(TODAY));
    let dated = r#"{"type": "fee", "amount": "1", "value_date": "2024-04-05"}"#;
    assert_eq!(charged(dated).due, ChargeDue::On(day("2024-04-05")));
    let moved = r#"{"type": "due_date_change", "due_date": "2024-05-01", "new_due_date": "2024-05-10"}"#;
    assert_eq!(on(moved), day("2024-05-01"));
    let re_aged = |first: &str| {
        format!(r#"{{"type": "re_age", "first_due_date": "{first}", "installments": 3, "repayment_period": "P1M"}}"#)
    };
    assert_eq!((on(&re_aged("2024-04-01")), on(&re_aged("2024-05-01"))), (day("2024-04-01"), TODAY));
}

#[test]
fn a_charge_is_an_amount_or_a_part_of_one() {
    let amount = |said: &str| charged(&format!(r#"{{"type": "fee", {said}}}"#)).amount;
    let two = Decimal::TWO;
    assert_eq!(amount(r#""amount": "2""#), ChargeAmount::Flat(two));
    assert_eq!(amount(r#""percentage": 2, "percentage_of": "PRINCIPAL""#), ChargeAmount::PercentOfAmount(two));
    assert_eq!(amount(r#""percentage": 2, "percentage_of": "INTEREST""#), ChargeAmount::PercentOfInterest(two));
    let disbursed = r#""percentage": 2, "percentage_of": "DISBURSEMENT", "due": "AT_DISBURSEMENT""#;
    assert_eq!(amount(disbursed), ChargeAmount::PercentOfDisbursement(two));
    for (said, fault) in [
        (r#""name": "x""#, "amount: Value is required, or a percentage"),
        (r#""amount": "1", "percentage": 2"#, "percentage: Value must not be there beside an amount"),
        (r#""amount": "1", "percentage_of": "INTEREST""#, "percentage_of: Value must not be there beside an amount"),
        (r#""percentage": 2"#, "percentage_of: Value is required with a percentage"),
        (r#""percentage": 0, "percentage_of": "INTEREST""#, "percentage: Value must be greater than 0"),
        (
            r#""amount": "1", "due": "AT_DISBURSEMENT", "due_date": "2024-06-01""#,
            "due_date: Value takes a due of ON_DATE",
        ),
    ] {
        assert_eq!(refused(&format!(r#"{{"type": "fee", {said}}}"#)), [fault]);
    }
}

#[test]
fn all_that_is_wrong_is_named() {
    let text = r#"{"type": "repayment", "amount": "0", "due_date": "2024-01-01", "colour": "red", "value_time": "noon",
        "notes": 5, "transaction": {"channel_id": "", "branch": "x"}, "entry_time": "2024-02-30", "payment_id": ""}"#;
    let faults = refused(text);
    let mut keys: Vec<&str> = faults.iter().filter_map(|fault| fault.split(':').next()).collect();
    keys.sort_unstable();
    let expected =
        "amount colour due_date entry_time notes payment_id transaction.branch transaction.channel_id value_time";
    assert_eq!(keys.join(" "), expected);
    assert!(faults.contains(&"due_date: Value is not one of a transaction of type repayment".to_owned()), "{faults:?}");
    assert!(faults.contains(&"colour: Unknown key".to_owned()));
    assert_eq!(refused(r#"{"type": "repayment"}"#), ["amount: Value is required"]);
    assert_eq!(refused(r#"{"type": "repayment", "amount": null}"#), ["amount: Value is required"]);
    assert_eq!(refused("{}"), ["type: Value is required"]);
    assert!(refused(r#"{"type": "Repayment"}"#)[0].starts_with("type: Value must be one of repayment, "));
    let days = r#"{"type": "charge_off", "value_time": "2024-04-01", "value_date": "2024-04-02"}"#;
    assert_eq!(refused(days), ["value_date: Value differs from value_time, which says the same"]);
    let id = r#"{"type": "charge_waiver", "original_transaction_id": "-1"}"#;
    assert_eq!(refused(id), ["original_transaction_id: The account has no transaction of this id"]);
    let grace = r#"{"type": "mid_term_grace"}"#;
    assert_eq!(refused(grace), ["principal_installments: Value must be above 0, or interest_installments"]);
    assert_eq!(refused(r#"{"type": "interest_refund"}"#), ["amount: Value is required"]);
}

#[test]
fn a_refund_of_interest_belongs_to_a_refund_or_is_an_amount() {
    let refund = new(r#"{"type": "interest_refund", "original_transaction_id": "txn_3"}"#).event;
    assert_eq!(refund, Event::InterestRefund { of: TransactionId(3), amount: None });
    let alone = new(r#"{"type": "interest_refund", "amount": "10"}"#).event;
    assert_eq!(alone, Event::Repayment { amount: Decimal::TEN, kind: RepaymentKind::InterestRefund });
}

#[test]
fn details_are_kept_and_shown_as_they_were_said() {
    let text = r#"{"payment_id": "UPI-1", "notes": "paid at\nthe branch", "transaction": {"channel_id": "upi"},
        "entry_time": "2024-04-09T10:00:00+05:30"}"#;
    let details = Details::from_body(&body(text)).expect("details");
    assert_eq!(details.entry_time.as_deref(), Some("2024-04-09T10:00:00+05:30"));
    let shown = details.to_json();
    let kept = serde_json::to_string(&details).expect("JSON");
    assert_eq!(serde_json::from_str::<Details>(&kept).expect("details"), details);
    assert_eq!(Details::from_body(&shown).expect("details"), details);
    assert_eq!(Details::default().to_json(), Object::new());
    let null = r#"{"transaction": {"channel_id": null}, "notes": null}"#;
    assert_eq!(Details::from_body(&body(null)).expect("details"), Details::default());
}

#[test]
fn an_agent_records_what_a_borrower_paid() {
    let may = |role| TYPES.iter().filter(move |kind| role_to_enter(Some(kind.name)) <= role).map(|kind| kind.name);
    assert_eq!(may(Role::Agent).collect::<Vec<_>>(), ["repayment", "down_payment", "recovery_after_write_off"]);
    assert_eq!(may(Role::Manager).count(), TYPES.len());
    assert_eq!((role_to_enter(None), role_to_enter(Some("colour"))), (Role::Manager, Role::Manager));
}
