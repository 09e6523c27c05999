//! Loan accounts that go on under other terms, and what is kept of all accounts.
#![expect(clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, command, new_id, setting};
use serde_json::{Value, json};

const LOANS: &str = "/v1/accounts/loans";

/// 1000.00 for three months of 2024 at 1 percent a month, of which the first installment was paid on its day. The rest has
/// been late ever since: 669.98 of principal, with the 6.70 and 3.37 of interest that the other two were agreed to ask for.
fn late(lender: &Api, prefix: &str) -> String {
    let id = new_id(prefix);
    let application = json!({
        "account_id": id,
        "holder_id": "customer-1",
        "amount": "1000.00",
        "disbursement_details": {"expected_disburse_time": "2024-01-01T10:00:00+05:30"},
        "settings": {
            "interest": {"rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS"},
            "schedule": {"repayment_installments": 3, "repayment_period": "P1M"},
        },
    });
    lender.post(LOANS, &application).with_status(200);
    for verb in ["submit", "approve"] {
        lender.post(&format!("{LOANS}/{id}:{verb}"), &json!({})).with_status(200);
    }
    let on = json!({"value_time": "2024-01-01T10:00:00+05:30"});
    lender.post(&format!("{LOANS}/{id}:disburse"), &on).with_status(200);
    let paid = json!({"type": "repayment", "amount": "340.02", "value_date": "2024-02-01"});
    lender.post(&format!("{LOANS}/{id}/transactions"), &paid).with_status(200);
    id
}

/// All that is shown of an account but for when it was touched.
fn shown(lender: &Api, id: &str) -> (Value, Value) {
    let mut account = lender.get(&format!("{LOANS}/{id}")).with_status(200).body;
    let touched = ["update_time", "appraise_time"];
    account.as_object_mut().into_iter().for_each(|account| account.retain(|key, _| !touched.contains(&key.as_str())));
    (account, lender.get(&format!("{LOANS}/{id}/schedule")).with_status(200).body)
}

/// What installments ask for of the principal, together.
fn principal_asked(schedule: &Answer) -> (usize, i64) {
    let cents = |row: &Value| -> i64 {
        let text = row["principal"]["amount"]["expected"].as_str().unwrap_or_default().replace('.', "");
        text.parse().unwrap_or_default()
    };
    let rows = schedule.list("/transactions");
    (rows.len(), rows.iter().map(cents).sum())
}

#[test]
fn a_late_account_is_rescheduled_and_that_is_undone() {
    let lender = Api::lender();
    let id = late(&lender, "R-");
    let before = shown(&lender, &id);
    let asked = json!({
        "keep_same_account_id": true,
        "account": {"interest_settings": {"rate": 0}, "schedule_settings": {"repayment_installments": 5}},
    });
    let rescheduled = lender.post(&format!("{LOANS}/{id}:reschedule"), &asked).with_status(200);
    // The rest of the principal with the interest that it earned: 669.98 + 6.70 + 3.37.
    assert_eq!((rescheduled.at("/amount"), rescheduled.at("/state")), (&json!("680.05"), &json!("StateActive")));
    let schedule = lender.get(&format!("{LOANS}/{id}/schedule")).with_status(200);
    assert_eq!(principal_asked(&schedule), (5, 68_005));

    let undone = lender.post(&format!("{LOANS}/{id}:undoReschedule"), &json!({})).with_status(200);
    assert_eq!(undone.at("/amount"), "1000.00");
    assert_eq!(shown(&lender, &id), before);
    let again = lender.post(&format!("{LOANS}/{id}:undoReschedule"), &json!({})).with_status(400);
    assert_eq!(again.at("/error/status"), "FAILED_PRECONDITION");
}

#[test]
fn a_late_account_is_refinanced_with_more_money_and_that_is_undone() {
    let lender = Api::lender();
    let (id, other) = (late(&lender, "F-"), new_id("F-"));
    let before = shown(&lender, &id);
    let asked = json!({"top_up_amount": "319.95", "account": {"account_id": other}});
    let refinanced = lender.post(&format!("{LOANS}/{id}:refinance"), &asked).with_status(200);
    assert_eq!((refinanced.at("/account_id"), refinanced.at("/original_account_id")), (&json!(other), &json!(id)));
    assert_eq!((refinanced.at("/amount"), refinanced.at("/state")), (&json!("1000.00"), &json!("StateActive")));
    let closed = lender.get(&format!("{LOANS}/{id}")).with_status(200);
    assert_eq!(
        (closed.at("/sub_state"), closed.at("/balances/principal")),
        (&json!("StateRefinanced"), &json!("0.00"))
    );

    lender.post(&format!("{LOANS}/{id}:undoRefinance"), &json!({})).with_status(200);
    assert_eq!(shown(&lender, &id), before);
    let withdrawn = lender.get(&format!("{LOANS}/{other}")).with_status(200);
    assert_eq!(withdrawn.at("/sub_state"), "StateWithdrawn");
}

#[test]
fn what_is_kept_of_accounts_is_what_their_entries_say() {
    let lender = Api::lender();
    let id = late(&lender, "K-");
    let asked = json!({"keep_same_account_id": true, "account": {"schedule_settings": {"repayment_installments": 2}}});
    lender.post(&format!("{LOANS}/{id}:reschedule"), &asked).with_status(200);
    let (mut after, mut checked) = (Value::Null, 0);
    loop {
        let mut asked = json!({"command": "check_accounts", "company_id": setting("COMPANY_ID"), "limit": 20});
        if !after.is_null() {
            asked["after"] = after;
        }
        let found = command(&asked).with_status(200);
        assert_eq!(found.at("/differences"), &json!([]), "{found:?}");
        checked += found.at("/checked").as_u64().unwrap_or_default();
        after = found.at("/next").clone();
        if after.is_null() {
            break;
        }
    }
    assert!(checked > 0);
}
