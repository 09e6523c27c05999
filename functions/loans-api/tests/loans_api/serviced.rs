//! Loans that are serviced as accounts: shown and paid as others are.

use domain::accounts::account::{
    Change, Context, Disbursal, Ledger, LifeStep, Note, create, disburse, step, write_off,
};
use domain::company::CompanyKind;
use domain::json::Object;
use platform::accounts::{KnownAccount, change_writes, line_writes, load};
use platform::id;
use serde_json::{Value, json};
use testbed::{Lender, World, consumed, revolving_account};

use crate::support::{call_2020, lender, loan_body, payment_body, start};

/// 1000.00 for three months at 12 percent a year, due on the first of February, March and April 2024: 330.02 + 10.00,
/// 333.32 + 6.70, 336.66 + 3.37.
const LOAN: &str = r#"{
    "account_id": "LN-1",
    "holder_id": "cus-1",
    "amount": "1000.00",
    "disbursement_details": { "expected_disburse_time": "2024-01-01T10:00:00+05:30" },
    "settings": {
        "interest": { "rate": 12, "day_count": "THIRTY_360", "method": "DECLINING_BALANCE_EQUAL_INSTALLMENTS" },
        "schedule": { "repayment_installments": 3, "repayment_period": "P1M" }
    }
}"#;
const FEBRUARY: &str = "/recovery/payments/LN-1?allocation_month=2024-2-01";

fn object(text: &str) -> Object {
    platform::http::body::parse(text.as_bytes()).expect("JSON").as_object().expect("an object").clone()
}

async fn known(world: &World, lender: &Lender) -> Option<KnownAccount> {
    load(&world.table, &lender.company.id, "LN-1").await.expect("read")
}

async fn change(world: &World, lender: &Lender, command: impl Fn(Option<&Ledger>, &Context<'_>) -> Change) {
    let now = world.clock.now();
    let new_id = |prefix: &str| id::prefixed(prefix, now);
    let context = Context { company: &lender.company, author: "somebody", now, new_id: &new_id };
    let known = known(world, lender).await;
    let change = command(known.as_ref().map(|known| &known.ledger), &context);
    let mut writes = change_writes(&lender.company, &change, known.as_ref(), now).expect("writes");
    let before = known.as_ref().map(|known| &known.ledger);
    writes.extend(line_writes(&world.table, &lender.company, before, &change, now).await.expect("writes"));
    world.table.transact(writes).await.expect("stored");
}

async fn stepped(world: &World, lender: &Lender, life_step: LifeStep, notes: Option<&str>) {
    let command = |ledger: Option<&Ledger>, context: &Context<'_>| {
        step(ledger.expect("an account"), life_step, context).expect("a step").noted(notes)
    };
    change(world, lender, command).await;
}

/// A lender with an account that was paid out on New Year's Day 2024.
async fn paid_out(world: &World) -> Lender {
    world.on("2024-01-01");
    let lender = lender(world, CompanyKind::Lending).await;
    pay_out(world, &lender, LOAN).await;
    lender
}

async fn pay_out(world: &World, lender: &Lender, loan: &str) {
    change(world, lender, |_, context| create(&object(loan), None, context).expect("made")).await;
    stepped(world, lender, LifeStep::Submit, None).await;
    stepped(world, lender, LifeStep::Approve, Some("salary seen")).await;
    let paid_out = |ledger: Option<&Ledger>, context: &Context<'_>| {
        disburse(ledger.expect("an account"), Disbursal::default(), context).expect("paid out")
    };
    change(world, lender, paid_out).await;
}

async fn shown(world: &World, lender: &Lender) -> Value {
    world.call(&lender.token, "GET", "/recovery/loan/LN-1", "").await.expect(200).json()
}

async fn principal_left(world: &World, lender: &Lender) -> String {
    let ledger = known(world, lender).await.expect("an account").ledger;
    ledger.account.at_rest.figures["balances"].as_object().expect("balances")["principal"]
        .as_text()
        .expect("text")
        .into()
}

/// These keys of an object.
fn these(object: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| ((*key).to_owned(), object[*key].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[tokio::test]
async fn an_account_is_shown_as_a_loan_by_one_query() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    shown(&world, &lender).await;
    for path in ["/recovery/loan/LN-1", "/recovery/loan/LN-1?fields=loan", "/legacy/recovery/loan/LN-1"] {
        world.testbed.meter().reset();
        let loan = call_2020(&world, &lender.token, "GET", path, "").await.expect(200).json();
        assert_eq!(world.testbed.meter().calls(), [("Query", 1)], "{path}");
        let keys = [
            "loan_id",
            "client_customer_id",
            "total_loan_amount",
            "emi_amount",
            "loan_tenure",
            "interest_on_loan",
            "client_loan_sanction_date",
            "loan_end_date",
            "tenure_finished",
            "applicant_name",
        ];
        let details = &loan["loan_details"];
        assert_eq!(
            these(details, &keys),
            json!({ "loan_id": "LN-1", "client_customer_id": "cus-1", "total_loan_amount": 1000.00, "emi_amount": 340.02,
                "loan_tenure": 3, "interest_on_loan": 12, "client_loan_sanction_date": "2024-01-01",
                "loan_end_date": "2024-04-01", "tenure_finished": false, "applicant_name": "" }),
            "{path}"
        );
        assert_eq!(details["defaults"].as_array().expect("months").len(), 1);
        let keys = [
            "allocation_month",
            "total_claim_amount",
            "expected_emi",
            "expected_emi_interest_amount",
            "principal_outstanding_amount",
            "default_emi_number",
            "date_of_default",
            "actual_date_of_default",
            "final_status",
            "amount_recovered",
        ];
        assert_eq!(
            these(&details["defaults"][0], &keys),
            json!({ "allocation_month": "2024-2-01", "total_claim_amount": 340.02, "expected_emi": 340.02,
                "expected_emi_interest_amount": 10, "principal_outstanding_amount": 1000, "default_emi_number": 1,
                "date_of_default": "2024-02-01", "actual_date_of_default": "2024-02-01",
                "final_status": "Initiated", "amount_recovered": 0 })
        );
    }
    let month = &shown(&world, &lender).await["loan_details"]["defaults"][0];
    assert_eq!((&month["dpd"], &month["tags"]), (&json!("9"), &json!([])));
}

#[tokio::test]
async fn what_was_done_with_an_account_is_in_its_remarks() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let loan = shown(&world, &lender).await;
    let remarks: Vec<_> = loan["remarks"].as_array().expect("remarks").iter().map(|it| &it["remarks"]).collect();
    let expected = [
        "Account disbursed: disbursement 1000.00",
        "Account approved: salary seen",
        "Account submitted",
        "Account created",
    ];
    assert_eq!(remarks, expected);
}

#[tokio::test]
async fn an_uploaded_loan_and_its_account_are_one() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    let upload = loan_body("LN-1", r#""tags":"hard","#)
        .replace(r#"{"total_claim"#, r#"{"allocation_month":"2024-2-01","settlement_amount":200,"total_claim"#);
    world.call(&lender.token, "POST", "/recovery/loan/LN-1", &upload).await.expect(201);
    let details = shown(&world, &lender).await["loan_details"].clone();
    assert_eq!((&details["applicant_name"], &details["total_loan_amount"]), (&json!("Keval"), &json!(1000.00)));
    let month = &details["defaults"][0];
    assert_eq!(
        these(month, &["total_claim_amount", "settlement_amount", "date_of_default", "final_status"]),
        json!({ "total_claim_amount": 340.02, "settlement_amount": 200, "date_of_default": "2024-02-01", "final_status": "Initiated" })
    );
    assert_eq!(month["tags"][0]["tag_name"], "hard");
    // What has no installment is as it was uploaded, and paid as well.
    let january =
        r#"{"defaults":[{"allocation_month":"2024-1-01","total_claim_amount":7,"date_of_default":"2024-01-05"}]}"#;
    world.call(&lender.token, "PATCH", "/recovery/loan/LN-1", january).await.expect(200);
    let path = "/recovery/payments/LN-1?allocation_month=2024-1-01";
    world.call(&lender.token, "PATCH", path, &payment_body("7", "")).await.expect(200);
    let details = shown(&world, &lender).await["loan_details"].clone();
    assert_eq!(
        these(&details["defaults"][0], &["allocation_month", "amount_recovered"]),
        json!({ "allocation_month": "2024-1-01", "amount_recovered": 7 })
    );
    assert_eq!(details["defaults"][1]["amount_recovered"], 7);
}

#[tokio::test]
async fn a_payment_on_the_loan_is_one_of_the_account() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    shown(&world, &lender).await;
    let body = payment_body(
        "100.02",
        r#""payment_reference_number":"R-1","payment_received_date":"2024-02-05","is_external":true,"#,
    );
    world.testbed.meter().reset();
    world.call(&lender.token, "PATCH", FEBRUARY, &body).await.expect(200);
    assert_eq!(world.testbed.meter().calls(), [("BatchGetItem", 1), ("Query", 1), ("TransactWriteItems", 1)]);
    assert_eq!(principal_left(&world, &lender).await, "909.98");
    let entry = known(&world, &lender).await.expect("an account").ledger.entries.pop().expect("an entry");
    assert_eq!(
        (entry.transaction.value_date.to_string().as_str(), entry.details.payment_id.as_deref()),
        ("2024-02-05", Some("R-1"))
    );
    let after = world.testbed.snapshot().await;
    world.call(&lender.token, "PATCH", FEBRUARY, &body).await.expect(200);
    assert_eq!(world.testbed.snapshot().await, after, "the same payment is recorded once");
    world.call(&lender.token, "PATCH", FEBRUARY, &body.replace("100.02", "100")).await.expect(409);
    assert_eq!(world.testbed.snapshot().await, after);

    let loan = shown(&world, &lender).await;
    let month = &loan["loan_details"]["defaults"][0];
    assert_eq!(
        these(month, &["final_status", "amount_recovered"]),
        json!({ "final_status": "Partially Recovered", "amount_recovered": 100.02 })
    );
    assert_eq!(loan["payment_history"][0]["payment_reference_number"], "R-1");
    assert_eq!(loan["payment_history"].as_array().map(Vec::len), Some(1));
    assert_eq!(loan["remarks"][0]["remarks"], "Partially Recovered: 100.02 recovered, Online, 2024-2-01");
    let events: Vec<String> = after.with_sort_key("~EVENT#").map(ToString::to_string).collect();
    for event_type in ["account.transaction_posted", "payment.recorded"] {
        assert_eq!(events.iter().filter(|event| event.contains(event_type)).count(), 1, "{event_type}");
    }
}

#[tokio::test]
async fn a_month_is_closed_by_money_alone() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    let closing = |amount: &str, with: &str| {
        format!(
            r#"{{"final_status":"Closed","amount_recovered":{amount},"payment_method":"Cash","closure_with":"{with}"}}"#
        )
    };
    let before = world.testbed.snapshot().await;
    for with in ["NOC", "Settlement", ""] {
        let refused = world.call(&lender.token, "PATCH", FEBRUARY, &closing("300", with)).await.expect(409);
        assert!(refused.message().contains("40.02 of 2024-2-01 would still be owed"), "{}", refused.message());
    }
    for amount in ["0", "340.021"] {
        let refused = world.call(&lender.token, "PATCH", FEBRUARY, &closing(amount, "NOC")).await.expect(400);
        assert!(refused.text.contains("amount_recovered"), "{}", refused.text);
    }
    let tomorrow = payment_body("1", r#""payment_received_date":"2024-02-11","#);
    let refused = world.call(&lender.token, "PATCH", FEBRUARY, &tomorrow).await.expect(400);
    assert!(refused.text.contains("payment_received_date"), "{}", refused.text);
    world.call(&lender.token, "PATCH", &FEBRUARY.replace("2024-2", "2024-9"), &closing("1", "NOC")).await.expect(404);
    assert_eq!(world.testbed.snapshot().await, before);

    let legacy = FEBRUARY.replace("/recovery/payments", "/legacy/recovery/recovery/update");
    call_2020(&world, &lender.token, "PATCH", &legacy, &closing("340.02", "NOC")).await.expect(200);
    let month = &shown(&world, &lender).await["loan_details"]["defaults"][0];
    assert_eq!(
        these(month, &["final_status", "date_of_default", "actual_date_of_default", "dpd", "recovery_date"]),
        json!({ "final_status": "Closed", "date_of_default": "2024-02-01", "actual_date_of_default": "2024-02-01", "dpd": "0",
            "recovery_date": "2024-02-10" })
    );
}

#[tokio::test]
async fn what_comes_in_after_a_write_off_is_a_recovery() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    change(&world, &lender, |ledger, context| {
        write_off(ledger.expect("an account"), Note::default(), context).expect("written off")
    })
    .await;
    world.call(&lender.token, "PATCH", FEBRUARY, &payment_body("50", "")).await.expect(200);
    let snapshot = known(&world, &lender).await.expect("an account").ledger;
    let snapshot = snapshot.on(snapshot.account.at_rest.on).expect("computed");
    assert_eq!(snapshot.money.recovered.to_string(), "50");
}

#[tokio::test]
async fn payments_at_the_same_time_are_all_counted() {
    let world = start().await;
    let lender = paid_out(&world).await;
    world.on("2024-02-10");
    let body = payment_body("10", "");
    let pay = || world.call(&lender.token, "PATCH", FEBRUARY, &body);
    let (one, two, three) = tokio::join!(pay(), pay(), pay());
    for reply in [one, two, three] {
        reply.expect(200);
    }
    let loan = shown(&world, &lender).await;
    assert_eq!(loan["loan_details"]["defaults"][0]["amount_recovered"], 30);
    assert_eq!(loan["payment_history"].as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn sections_of_a_loan_that_was_not_uploaded_are_there() {
    let world = start().await;
    let owner = paid_out(&world).await;
    let payments = world.call(&owner.token, "GET", "/recovery/loan/LN-1?fields=payment", "").await.expect(200).json();
    assert_eq!(payments, json!({ "payment_history": [] }));
    world.call(&owner.token, "GET", "/recovery/loan/LN-2?fields=payment", "").await.expect(404);
    let other = lender(&world, CompanyKind::Lending).await;
    world.call(&other.token, "GET", "/recovery/loan/LN-1", "").await.expect(404);
    world.call(&other.token, "PATCH", FEBRUARY, &payment_body("1", "")).await.expect(404);
}

#[tokio::test]
async fn a_payment_gives_back_what_the_loan_consumed_of_its_revolving_account() {
    let world = start().await;
    world.on("2024-01-01");
    let lender = lender(&world, CompanyKind::Lending).await;
    revolving_account(&world.table, &lender.company, "OutstandingAmount", world.clock.now()).await;
    pay_out(&world, &lender, &LOAN.replace("\"amount\"", "\"revolving_account_id\": \"rev-1\", \"amount\"")).await;
    let of_line = || consumed(&world.table, &lender.company, world.clock.now());
    assert_eq!(of_line().await, ("1000.00".to_owned(), vec!["LN-1 StateActive 1000.00".to_owned()]));
    world.on("2024-02-01");
    let paid = payment_body("340.02", "");
    world.call(&lender.token, "PATCH", FEBRUARY, &paid).await.expect(200);
    assert_eq!(of_line().await, ("669.98".to_owned(), vec!["LN-1 StateActive 669.98".to_owned()]));
    // The token is known: what is read is the loan with its account, and the revolving account.
    world.testbed.meter().reset();
    world.call(&lender.token, "PATCH", FEBRUARY, &payment_body("10", "")).await.expect(200);
    assert_eq!(world.testbed.meter().calls(), [("BatchGetItem", 1), ("Query", 2), ("TransactWriteItems", 1)]);
}
