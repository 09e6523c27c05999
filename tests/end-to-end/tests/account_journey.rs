//! A loan account's way from application to its last payment.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, new_id};
use serde_json::{Value, json};

/// 1000.00 for three months at 12 percent a year, 30/360: installments of 340.02, 340.02 and 340.03.
fn application(id: &str) -> Value {
    json!({
        "account_id": id,
        "holder_id": "customer-1",
        "amount": "1000.00",
        "disbursement_details": {"expected_disburse_time": "2024-01-01T10:00:00+05:30"},
        "settings": {
            "interest": {"rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS"},
            "schedule": {"repayment_installments": 3, "repayment_period": "P1M"},
        },
    })
}

fn path(id: &str) -> String {
    format!("/v1/accounts/loans/{id}")
}

fn applied(lender: &Api, prefix: &str) -> String {
    let id = new_id(prefix);
    lender.post("/v1/accounts/loans", &application(&id)).with_status(200);
    id
}

fn paid_out(lender: &Api, id: &str) -> Answer {
    lender.post(&format!("{}:submit", path(id)), &json!({})).with_status(200);
    lender.post(&format!("{}:approve", path(id)), &json!({})).with_status(200);
    let on = json!({"value_time": "2024-01-01T10:00:00+05:30", "payment_id": "wire-1"});
    lender.post(&format!("{}:disburse", path(id)), &on).with_status(200)
}

fn repay(lender: &Api, id: &str, amount: &str, on: &str) -> Answer {
    let repayment = json!({"type": "repayment", "amount": amount, "value_date": on});
    lender.post(&format!("{}/transactions", path(id)), &repayment).with_status(200)
}

#[test]
fn a_loan_account_is_applied_for_paid_out_and_repaid() {
    let (lender, id) = (Api::lender(), new_id("A-"));
    lender.get(&path(&id)).with_status(404);
    let previewed = lender.post("/v1/accounts/loans:preview", &application(&id)).with_status(200);
    let applied = lender.post("/v1/accounts/loans", &application(&id)).with_status(200);
    assert_eq!(applied.at("/state"), "StatePartialApplication");
    let active = paid_out(&lender, &id);
    assert_eq!(active.at("/balances/principal"), "1000.00");

    let schedule = lender.get(&format!("{}/schedule", path(&id))).with_status(200);
    assert_eq!(expected(&schedule), ["330.02 + 10.00", "333.32 + 6.70", "336.66 + 3.37"]);
    assert_eq!(expected(&previewed), expected(&schedule));

    let late = lender.get(&path(&id)).with_status(200);
    assert_eq!(late.at("/state"), "StateActiveInArrears");
    let first = repay(&lender, &id, "340.02", "2024-02-01");
    assert_eq!((first.at("/amounts/principal"), first.at("/amounts/interest")), (&json!("330.02"), &json!("10.00")));
    repay(&lender, &id, "340.02", "2024-03-01");
    repay(&lender, &id, "340.03", "2024-04-01");

    let repaid = lender.get(&path(&id)).with_status(200);
    assert_eq!((repaid.at("/state"), repaid.at("/sub_state")), (&json!("StateClosed"), &json!("StateRepaid")));
    assert_eq!(
        (repaid.at("/balances/principal"), repaid.at("/balances/interest_paid")),
        (&json!("0.00"), &json!("20.07"))
    );
}

/// What each installment expects: principal and interest.
fn expected(schedule: &Answer) -> Vec<String> {
    let part = |row: &Value, part: &str| row[part]["amount"]["expected"].as_str().unwrap().to_owned();
    let rows = schedule.list("/transactions").iter();
    rows.map(|row| format!("{} + {}", part(row, "principal"), part(row, "interest"))).collect()
}

#[test]
fn a_reversal_makes_a_payment_undone() {
    let lender = Api::lender();
    let id = applied(&lender, "B-");
    paid_out(&lender, &id);
    let paid = repay(&lender, &id, "340.02", "2024-02-01");
    let transaction = format!("{}/transactions/{}", path(&id), paid.at("/transaction_id").as_str().unwrap());
    let reversal = lender.post(&format!("{transaction}:reverse"), &json!({})).with_status(200);
    assert_eq!(reversal.at("/type"), "reversal");
    assert_eq!(lender.get(&transaction).with_status(200).at("/reversed_by"), reversal.at("/transaction_id"));
    assert_eq!(lender.get(&path(&id)).with_status(200).at("/balances/principal"), "1000.00");
}

#[test]
fn what_is_wrong_is_said_as_these_apis_say_it() {
    let lender = Api::lender();
    let id = applied(&lender, "C-");
    let early = lender.post(&format!("{}:disburse", path(&id)), &json!({})).with_status(400);
    assert_eq!(early.at("/error/status"), "FAILED_PRECONDITION");
    let unknown = lender.post("/v1/accounts/loans", &json!({"amount": "1", "colour": "red"})).with_status(400);
    let field = unknown.at("/error/details/0/field_violations/0/field");
    assert_eq!((unknown.at("/error/status"), field), (&json!("INVALID_ARGUMENT"), &json!("colour")));
    let again = lender.post("/v1/accounts/loans", &application(&id)).with_status(409);
    assert_eq!(again.at("/error/status"), "ALREADY_EXISTS");
    let other = Api::other_lender().get(&path(&id)).with_status(404);
    assert_eq!(other.at("/error/status"), "NOT_FOUND");
    Api::anonymous().get(&path(&id)).with_status(401);
}

#[test]
fn methods_are_reached_at_both_of_their_addresses() {
    let lender = Api::lender();
    let id = applied(&lender, "D-");
    paid_out(&lender, &id);
    let locked = lender.post(&format!("/v1/loans/{id}:lock"), &json!({})).with_status(200);
    assert_eq!(locked.list("/locked_operations").len(), 3);
    let unlocked = lender.post(&format!("{}:unlock", path(&id)), &json!({})).with_status(200);
    assert!(unlocked.list("/locked_operations").is_empty());
}
