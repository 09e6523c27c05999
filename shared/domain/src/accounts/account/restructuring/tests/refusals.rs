//! What is refused, and where the fault lies.

use super::*;
use crate::accounts::account::{terminate, write_off};

#[test]
fn each_fault_lies_where_the_caller_wrote_it() {
    let desk = Desk::open();
    let paying = desk.paying();
    let bad = r#"{"x": 1, "keep_same_account_id": "yes", "top_up_amount": "-1", "write_off_amounts": {"principal": "1"},
        "account": {"state": "StateActive", "interest_settings": {"rate": -1, "method": "FLAT"},
            "disbursement_details": {"fees": [{"fee_id": "f"}]}}}"#;
    assert_eq!(
        refused(desk.refinance(&paying, bad)),
        [
            "x: Unknown key",
            "keep_same_account_id: Value must be true or false",
            "account.state: Unknown key",
            "account.disbursement_details.fees.0.amount: Value is required",
            "account.interest_settings.rate: Value must not be negative",
            "account.interest_settings.method: Unknown key",
            "top_up_amount: Value must not be negative",
            "write_off_amounts.principal: Unknown key",
        ]
    );
    let bad = r#"{"top_up_amount": "1", "account": {"disbursement_details": {"expected_disburse_time": "2024-02-10T00:00:00Z"}}}"#;
    assert_eq!(
        refused(desk.reschedule(&paying, bad)),
        ["top_up_amount: Unknown key", "account.disbursement_details.expected_disburse_time: Unknown key"]
    );
}

#[test]
fn amounts_are_within_what_there_is() {
    let desk = Desk::open();
    let paying = desk.paying();
    let off = |amounts: &str| refused(desk.reschedule(&paying, &format!(r#"{{"write_off_amounts": {{{amounts}}}}}"#)));
    assert_eq!(off(r#""interest": "2.09""#), ["write_off_amounts.interest: Value must be at most 2.08, which is owed"]);
    assert_eq!(off(r#""fee": "1""#), ["write_off_amounts.fee: Value must be at most 0.00, which is owed"]);
    assert_eq!(off(r#""penalty": "0.001""#), ["write_off_amounts.penalty: Value must have at most 2 decimals"]);
    assert_eq!(
        off(r#""principal": "669.98", "interest": "2.08""#),
        ["write_off_amounts: Value must leave something of the debt: write the account off instead"]
    );
    let fees = r#"{"top_up_amount": "10", "account": {"disbursement_details": {"fees": [{"fee_id": "f", "amount": "10.01"}]}}}"#;
    assert_eq!(
        refused(desk.refinance(&paying, fees)),
        [
            "account.disbursement_details.fees: Fees are taken out of the top_up_amount of 10: Value must not come to more than that"
        ]
    );
}

#[test]
fn terms_that_make_no_schedule_are_refused_by_name() {
    let desk = Desk::open();
    let paying = desk.paying();
    let to = |account: &str| refused(desk.reschedule(&paying, &format!(r#"{{"account": {account}}}"#)));
    assert_eq!(
        to(r#"{"disbursement_details": {"first_repay_time": "2024-02-09T00:00:00+05:30"}}"#),
        ["account.disbursement_details.first_repay_time: Value must be after expected_disburse_time"]
    );
    let refused = to(r#"{"schedule_settings": {"grace_period": 3}}"#);
    assert!(refused[0].starts_with("account.schedule_settings.grace_period: "), "{refused:?}");
}

#[test]
fn ids_say_what_is_meant() {
    let desk = Desk::open();
    let paying = desk.paying();
    assert_eq!(
        refused(desk.refinance(&paying, r#"{"account": {"account_id": "LN-1"}}"#)),
        ["account.account_id: Value must be another id without keep_same_account_id"]
    );
    assert_eq!(
        refused(desk.refinance(&paying, r#"{"keep_same_account_id": true, "account": {"account_id": "LN-2"}}"#)),
        ["account.account_id: Value must be the account's own id with keep_same_account_id"]
    );
}

#[test]
fn the_state_says_what_may_be_done() {
    let desk = Desk::open();
    let made = desk.does(|context| create(&body(LOAN), None, context)).expect("an account").ledger;
    let named = refused(desk.refinance(&made, "{}"));
    assert!(named[0].contains("StatePartialApplication"), "{named:?}");
    let paying = desk.paying();
    let gone = desk.does(|context| write_off(&paying, Note::default(), context)).expect("written off").ledger;
    let named = refused(desk.reschedule(&gone, "{}"));
    assert!(named[0].contains("StateWrittenOff"), "{named:?}");
    let due = desk.does(|context| terminate(&paying, Note::default(), context)).expect("terminated").ledger;
    assert!(desk.refinance(&due, "{}").is_ok());
    let named = refused(desk.refinance(&due, r#"{"keep_same_account_id": true}"#));
    assert!(named[0].contains("StateTerminated"), "{named:?}");
    let named = refused(desk.undo(&paying, Restructured::Refinanced, None));
    assert!(named[0].contains("no refinancing of this account stands"), "{named:?}");
}

#[test]
fn an_account_is_renewed_under_its_id_only_so_often() {
    let desk = Desk::open();
    let mut ledger = desk.paying();
    for _ in 0..super::super::EARLIER_MAX {
        ledger = only(desk.reschedule(&ledger, r#"{"keep_same_account_id": true}"#).expect("rescheduled")).ledger;
    }
    let often = "The account has been refinanced and rescheduled as often as an account can be under its id.";
    assert_eq!(refused(desk.reschedule(&ledger, r#"{"keep_same_account_id": true}"#)), [often]);
    assert!(desk.reschedule(&ledger, "{}").is_ok());
}

#[test]
fn a_loan_of_a_revolving_account_keeps_its_debt() {
    let desk = Desk::open();
    let lent = desk.lent(&LOAN.replace(r#""name""#, r#""revolving_account_id": "rev-1", "name""#), None);
    let registered = "The account is registered to a revolving account: keep its id, and pay out more on another loan.";
    assert_eq!(refused(desk.refinance(&lent, "{}")), [registered]);
    assert_eq!(refused(desk.refinance(&lent, r#"{"keep_same_account_id": true, "top_up_amount": "1"}"#)), [registered]);
    let change = only(desk.refinance(&lent, r#"{"keep_same_account_id": true}"#).expect("refinanced"));
    assert_eq!(change.to_line(Some(&lent)), crate::accounts::account::LineChange::Settled);
}
