//! Accounts as they are made, changed and shown, worked out by hand. Now is 2024-06-01 12:00 in Kolkata.

use super::*;
use crate::json::{Json, Object};
use crate::moment::Moment;
use crate::servicing::credit_line::{LineRefusal, RegisteredLoan};
use crate::servicing::life_cycle::AccountState::{self, Active, Approved, Closed, PendingApproval};
use crate::time_zone::TimeZone;

/// 2024-06-01 06:30:00 UTC.
const NOW: i64 = 1_717_223_400_000_000;

fn at(micros: i64, tried: impl FnOnce(&Context<'_>)) {
    let zone = TimeZone::from_name("Asia/Kolkata").expect("a zone");
    tried(&Context { zone: &zone, now: Moment::from_micros(micros).expect("in range") });
}

fn object(text: &str) -> Object {
    serde_json::from_str::<Json>(text).expect("json").as_object().expect("an object").clone()
}

fn created(body: &str, context: &Context<'_>) -> Account {
    Account::create("rev_1", &object(body), context).expect("an account")
}

/// A limit of 1000 for client 7, in use since February.
fn active(more: &str, context: &Context<'_>) -> Account {
    created(
        &format!(r#"{{{more}"client_id":"7","max_credit":"1000","approve_time":"2024-02-01T10:00:00+05:30"}}"#),
        context,
    )
}

fn loan(account_id: &str, state: AccountState, approved: i64, outstanding: i64) -> RegisteredLoan {
    let account_id = account_id.to_owned();
    RegisteredLoan { account_id, state, approved: approved.into(), outstanding_principal: outstanding.into() }
}

fn shown(account: &Account, context: &Context<'_>) -> String {
    serde_json::to_string(&Json::Object(account.show(context))).expect("json")
}

fn get(account: &Account, key: &str, context: &Context<'_>) -> Option<String> {
    account.show(context).get(key).and_then(Json::as_text).map(str::to_owned)
}

/// A refusal as its kind and its sentences.
fn said(refusal: &Refusal) -> String {
    let flat = |faults: &crate::field::Faults| {
        let sentences = faults.flat().into_iter().map(|(path, sentence)| format!("{path}: {sentence}"));
        sentences.collect::<Vec<_>>().join("; ")
    };
    match refusal {
        Refusal::Invalid(faults) => format!("invalid {}", flat(faults)),
        Refusal::Forbidden(faults) => format!("forbidden {}", flat(faults)),
        Refusal::State(refusal) => format!("state {refusal}"),
    }
}

#[test]
fn an_account_is_shown_in_the_order_of_its_fields() {
    at(NOW, |context| {
        let body = r#"{"expire_time":"2025-02-01T00:00:00Z","notes":"n","max_credit":1000.50,"client_id":"7","holder_type":"CLIENT"}"#;
        assert_eq!(
            shown(&created(body, context), context),
            concat!(
                r#"{"account_id":"rev_1","client_id":"7","holder_type":"CLIENT","notes":"n","status":"StatusPendingApproval","#,
                r#""max_credit":"1000.50","available_credit":"1000.50","consumed_credit":"0","exposure_limit_type":"ApprovedAmount","#,
                r#""expire_time":"2025-02-01T00:00:00Z","create_time":"2024-06-01T06:30:00.000000Z","#,
                r#""update_time":"2024-06-01T06:30:00.000000Z"}"#
            )
        );
    });
}

#[test]
fn the_status_follows_from_the_days_of_the_companys_time_zone() {
    at(NOW, |context| {
        let cases = [
            (r#"{"client_id":"7","max_credit":1}"#, "StatusPendingApproval", None),
            (r#"{"client_id":"7","max_credit":1,"approve_time":"2024-06-01T06:30:00Z"}"#, "StatusActive", None),
            // In Kolkata it is the first of June since 18:30 UTC of the day before, and the second from 18:30 UTC on.
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-01T00:00:00Z","start_time":"2024-06-01T18:29:59Z"}"#,
                "StatusActive",
                None,
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-01T00:00:00Z","start_time":"2024-06-01T18:30:00Z"}"#,
                "StatusApproved",
                None,
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-01T00:00:00Z","expire_time":"2024-05-31T18:30:00Z"}"#,
                "StatusExpired",
                None,
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-01T00:00:00Z","close_time":"2024-06-01T06:30:00Z"}"#,
                "StatusClosed",
                None,
            ),
            (
                r#"{"client_id":"7","max_credit":1,"close_time":"2024-06-01T06:30:00Z"}"#,
                "StatusClosed",
                Some("StatusWithdrawn"),
            ),
        ];
        for (body, status, sub_status) in cases {
            let account = created(body, context);
            assert_eq!(get(&account, "status", context).as_deref(), Some(status), "{body}");
            assert_eq!(get(&account, "sub_status", context).as_deref(), sub_status, "{body}");
        }
    });
}

#[test]
fn a_body_that_makes_no_account_is_refused_with_its_fields() {
    at(NOW, |context| {
        let cases = [
            ("{}", "invalid client_id: Value is required; max_credit: Value is required"),
            (r#"{"client_id":"7","max_credit":0}"#, "invalid max_credit: Value must be above zero"),
            (
                r#"{"client_id":"7","max_credit":1,"account_id":"other"}"#,
                "invalid account_id: Value must be the account_id of the path",
            ),
            (
                r#"{"client_id":"7","max_credit":1,"consumed_credit":"0"}"#,
                "invalid consumed_credit: Value is computed and cannot be set",
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-06-01T06:30:01Z"}"#,
                "invalid approve_time: Value must not be in the future",
            ),
            (
                r#"{"client_id":"7","max_credit":1,"close_time":"2024-06-01T06:30:01Z"}"#,
                "invalid close_time: Value must not be in the future",
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-02T00:00:00Z","start_time":"2024-05-01T00:00:00Z"}"#,
                "invalid start_time: Value must not be before approve_time",
            ),
            (
                r#"{"client_id":"7","max_credit":1,"approve_time":"2024-05-02T00:00:00Z","expire_time":"2024-05-02T00:00:00Z"}"#,
                "invalid expire_time: Value must be after the first day of use",
            ),
        ];
        for (body, expected) in cases {
            let refusal = Account::create("rev_1", &object(body), context).err().expect("refused");
            assert_eq!(said(&refusal), expected, "{body}");
        }
    });
}

#[test]
fn an_update_changes_what_it_says_and_nothing_else() {
    at(NOW, |context| {
        let account = active(r#""notes":"old","#, context);
        at(NOW + 1, |later| {
            let changed = account
                .update(&object(r#"{"notes":null,"max_credit":"2000"}"#), &[], later)
                .expect("changed")
                .expect("differs");
            assert_eq!(get(&changed, "notes", later), None);
            assert_eq!(get(&changed, "max_credit", later).as_deref(), Some("2000"));
            assert_eq!(get(&changed, "approve_time", later).as_deref(), Some("2024-02-01T10:00:00+05:30"));
            assert_eq!(get(&changed, "update_time", later).as_deref(), Some("2024-06-01T06:30:00.000001Z"));
            // What was read can be sent back, and is no change.
            assert!(account.update(&account.show(later), &[], later).expect("the same").is_none());
        });
    });
}

#[test]
fn an_update_that_the_loans_forbid_is_refused_at_its_field() {
    at(NOW, |context| {
        let loans = [
            loan("a", Active, 300, 100),
            loan("b", Approved, 200, 0),
            loan("c", Closed, 900, 0),
            loan("d", PendingApproval, 50, 0),
        ];
        let account = active("", context);
        let cases = [
            (
                r#"{"max_credit":"499.99"}"#,
                "forbidden max_credit: Value must be at least the 500 that the loans consume",
            ),
            (r#"{"max_credit":"-1"}"#, "invalid max_credit: Value must not be negative"),
            (
                r#"{"client_id":"8"}"#,
                "forbidden client_id: Value cannot change while loans are registered to the account",
            ),
            (r#"{"account_id":null}"#, "invalid account_id: Value must not be null"),
            (
                r#"{"approve_time":null}"#,
                "forbidden approve_time: Value cannot be taken away while loans of the account are approved",
            ),
            (
                r#"{"close_time":"2024-06-01T00:00:00Z"}"#,
                "forbidden close_time: 3 loans of the credit line are not closed; close, reject or withdraw them first",
            ),
            (r#"{"available_credit":"1"}"#, "invalid available_credit: Value is computed and cannot be set"),
        ];
        for (body, expected) in cases {
            let refusal = account.update(&object(body), &loans, context).err().expect("refused");
            assert_eq!(said(&refusal), expected, "{body}");
        }
        let lowest =
            account.update(&object(r#"{"max_credit":"500"}"#), &loans, context).expect("just so").expect("differs");
        assert_eq!(get(&lowest, "available_credit", context).as_deref(), Some("0"));
        let by_outstanding = lowest.update(
            &object(r#"{"exposure_limit_type":"OutstandingAmount","max_credit":"100"}"#),
            &loans,
            context,
        );
        let by_outstanding = by_outstanding.expect("just so").expect("differs");
        assert_eq!(get(&by_outstanding, "consumed_credit", context).as_deref(), Some("100"));
        let refusal =
            by_outstanding.update(&object(r#"{"exposure_limit_type":null}"#), &loans, context).err().expect("refused");
        assert_eq!(
            said(&refusal),
            "forbidden exposure_limit_type: Value would let the loans consume 500, which is more than max_credit"
        );
        assert!(
            by_outstanding.update(&object(r#"{"notes":"n"}"#), &[loan("a", Active, 300, 150)], context).is_ok(),
            "loans have grown beyond it"
        );
        assert_eq!(
            said(&Account::may_delete(&loans).expect_err("registered")),
            "state 4 loans are registered to the credit line; close it instead"
        );
        assert_eq!(Account::may_delete(&[]), Ok(()));
    });
}

#[test]
fn of_a_closed_account_only_the_notes_change() {
    at(NOW, |context| {
        let closed = active(r#""close_time":"2024-06-01T00:00:00Z","#, context);
        for body in [r#"{"max_credit":"2000"}"#, r#"{"close_time":null}"#, r#"{"notes":"n","holder_type":"X"}"#] {
            let refusal = closed.update(&object(body), &[], context).err().expect("refused");
            assert_eq!(said(&refusal), "state the credit line was closed on 2024-06-01", "{body}");
        }
        assert!(closed.update(&object(r#"{"notes":"n"}"#), &[], context).expect("notes").is_some());
    });
}

#[test]
fn loans_consume_credit_from_their_approval_until_they_are_closed() {
    at(NOW, |context| {
        let account = active("", context);
        let steps: [(RegisteredLoan, LoanChange<'_>, Result<&str, &str>); 9] = [
            (loan("a", PendingApproval, 0, 0), LoanChange::Registered { holder_id: "7" }, Ok("0")),
            (
                loan("b", PendingApproval, 0, 0),
                LoanChange::Registered { holder_id: "8" },
                Err("holder_id: must be the client of the revolving account"),
            ),
            (loan("a", Approved, 700, 0), LoanChange::Approved, Ok("700")),
            (
                loan("b", Approved, 301, 0),
                LoanChange::Approved,
                Err("301 is more than the 300 that the credit line leaves of 1000"),
            ),
            (loan("b", Approved, 300, 0), LoanChange::Approved, Ok("1000")),
            (
                loan("a", Active, 700, 701),
                LoanChange::Drawn(701.into()),
                Err("701 is more than the 700 that the loan leaves of its approved amount"),
            ),
            (loan("a", Active, 700, 500), LoanChange::Drawn(500.into()), Ok("1000")),
            (loan("b", Closed, 300, 0), LoanChange::Settled, Ok("700")),
            (loan("a", Closed, 700, 0), LoanChange::Settled, Ok("0")),
        ];
        let (mut account, mut loans) = (account, Vec::new());
        for (loan, change, expected) in steps {
            match account.with_loan(&loans, &loan, change, context) {
                Ok((after, known)) => {
                    (account, loans) = (after, known);
                    assert_eq!(get(&account, "consumed_credit", context).as_deref(), expected.ok(), "{loan:?}");
                }
                Err(refusal) => assert_eq!(Some(refusal.to_string().as_str()), expected.err(), "{loan:?}"),
            }
        }
        assert_eq!(loans.len(), 2);
        let without = account.without_loan(&loans, "a", context).expect("fewer");
        assert_eq!(get(&without, "consumed_credit", context).as_deref(), Some("0"));
    });
}

#[test]
fn an_account_that_is_not_in_use_takes_no_loans_and_lends_nothing_more() {
    at(NOW, |context| {
        let expired = active(r#""expire_time":"2024-06-01T00:00:00Z","#, context);
        let loans = [loan("a", Approved, 100, 0)];
        let refused = |change| {
            let loan = loan("a", Active, 100, 10);
            expired.with_loan(&loans, &loan, change, context).err()
        };
        let on = context.today();
        for change in [LoanChange::Registered { holder_id: "7" }, LoanChange::Approved, LoanChange::Drawn(10.into())] {
            assert_eq!(refused(change), Some(LineRefusal::Expired { on }), "{change:?}");
        }
        assert_eq!(refused(LoanChange::Settled), None);
        let pending = created(r#"{"client_id":"7","max_credit":1000}"#, context);
        let application = loan("a", PendingApproval, 0, 0);
        assert!(pending.with_loan(&[], &application, LoanChange::Registered { holder_id: "7" }, context).is_ok());
        let approved = loan("a", Approved, 100, 0);
        assert_eq!(
            pending.with_loan(&[application], &approved, LoanChange::Approved, context).err(),
            Some(LineRefusal::NotApproved)
        );
    });
}

#[test]
fn an_account_takes_no_more_loans_than_can_be_read_at_once() {
    at(NOW, |context| {
        let loans: Vec<_> = (0..LOANS_MAX).map(|number| loan(&number.to_string(), Closed, 1, 0)).collect();
        let change = LoanChange::Registered { holder_id: "7" };
        let refusal = active("", context).with_loan(&loans, &loan("new", PendingApproval, 0, 0), change, context).err();
        assert_eq!(refusal, Some(LineRefusal::TooManyLoans { most: LOANS_MAX }));
    });
}
