//! Funds of an account: agreed before it is paid out, paid with every payment, and sold.

use serde_json::{Value, json};
use testbed::{Lender, Reply, World};

use crate::journey::loan;
use crate::products::faults;
use crate::setting::start;

const ACCOUNT: &str = "/v1/accounts/loans/LN-1";
const FUNDS: &str = "/v1/accounts/loans/LN-1/fundings";
const TRANSACTIONS: &str = "/v1/accounts/loans/LN-1/transactions";

async fn with_account() -> (World, Lender) {
    let world = start().await;
    let lender = world.lender().await;
    world.call(&lender.token, "POST", "/v1/accounts/loans", &loan("LN-1").to_string()).await.expect(200);
    (world, lender)
}

async fn post(world: &World, lender: &Lender, path: &str, body: &Value) -> Reply {
    world.call(&lender.token, "POST", path, &body.to_string()).await
}

async fn put(world: &World, lender: &Lender, fund: &str, body: &Value) -> Reply {
    world.call(&lender.token, "PUT", &format!("{FUNDS}/{fund}"), &body.to_string()).await
}

async fn get(world: &World, lender: &Lender, path: &str) -> Value {
    world.call(&lender.viewer, "GET", path, "").await.expect(200).json()
}

fn a() -> Value {
    json!({ "fund_id": "a", "funding_account_id": "acc-a", "amount": "600.00", "interest_commission": 10 })
}

/// 1000.00 from two investors.
async fn funded() -> (World, Lender) {
    let (world, lender) = with_account().await;
    post(&world, &lender, FUNDS, &a()).await.expect(200);
    post(&world, &lender, FUNDS, &json!({ "fund_id": "b", "share_percentage": 40 })).await.expect(200);
    (world, lender)
}

async fn paid_out() -> (World, Lender) {
    let (world, lender) = funded().await;
    for verb in ["submit", "approve", "disburse"] {
        post(&world, &lender, &format!("{ACCOUNT}:{verb}"), &json!({})).await.expect(200);
    }
    (world, lender)
}

/// What each fund was put in, what of it came back, and its share.
async fn funds(world: &World, lender: &Lender) -> Vec<String> {
    let text = |fund: &Value, key: &str| fund[key].as_str().map_or_else(|| fund[key].to_string(), str::to_owned);
    let one = |fund: &Value| ["fund_id", "amount", "repaid", "share_percentage"].map(|key| text(fund, key)).join(" ");
    get(world, lender, FUNDS).await["funds"].as_array().expect("funds").iter().map(one).collect()
}

fn shares(transaction: &Value) -> Vec<String> {
    let text = |share: &Value, key: &str| share[key].as_str().expect("a text").to_owned();
    let one = |share: &Value| ["fund_id", "interest", "commission", "principal"].map(|key| text(share, key)).join(" ");
    transaction["funding"].as_array().into_iter().flatten().map(one).collect()
}

#[tokio::test]
async fn funds_are_agreed_by_amount_or_by_share() {
    let (world, lender) = with_account().await;
    let made = post(&world, &lender, FUNDS, &a()).await.expect(200).json();
    let expected = json!({
        "fund_id": "a", "funding_account_id": "acc-a", "amount": "600.00", "interest_commission": 10,
        "share_percentage": 60, "repaid": "0.00"
    });
    assert_eq!(made, expected);
    let third = json!({ "share_percentage": "33.333333", "interest_commission": 0 });
    let made = post(&world, &lender, FUNDS, &third).await.expect(200).json();
    assert_eq!((made["amount"].as_str(), &made["interest_commission"]), (Some("333.33"), &json!(0)));
    let id = made["fund_id"].as_str().expect("an id").to_owned();
    assert!(id.starts_with("fnd_"));
    assert_eq!(get(&world, &lender, &format!("{FUNDS}/{id}")).await, made);
    let same = put(&world, &lender, &id, &made).await.expect(200).json();
    assert_eq!(same, made, "what was read can be sent back");
    let less = put(&world, &lender, &id, &json!({ "amount": "100" })).await.expect(200).json();
    assert_eq!((less["amount"].as_str(), &less["share_percentage"]), (Some("100.00"), &json!(10)));
    let more = put(&world, &lender, &id, &json!({ "share_percentage": 40, "interest_commission": 5 })).await;
    assert_eq!(more.expect(200).json()["amount"], "400.00");
    let kept = put(&world, &lender, &id, &json!({ "interest_commission": null })).await.expect(200).json();
    assert_eq!((kept["amount"].as_str(), &kept["interest_commission"]), (Some("400.00"), &json!(0)));
    world.call(&lender.token, "DELETE", &format!("{FUNDS}/{id}"), "").await.expect(200);
    assert_eq!(funds(&world, &lender).await, ["a 600.00 0.00 60"]);
    world.call(&lender.token, "DELETE", &format!("{FUNDS}/a"), "").await.expect(200);
    assert_eq!(funds(&world, &lender).await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_wrong_with_a_fund_is_named() {
    let (world, lender) = with_account().await;
    post(&world, &lender, FUNDS, &a()).await.expect(200);
    let before = world.testbed.snapshot().await;
    let required = "amount: Value is required, or share_percentage in place of it";
    let disagree = "share_percentage: Value must be the share of the amount, or left out: 100 is not 11 percent";
    let cases = [
        (json!({}), required),
        (json!({ "amount": null }), required),
        (json!({ "amount": "400.01" }), "amount: Value must be at most 400.00, which the loan still needs"),
        (json!({ "amount": "0" }), "amount: Value must be above zero"),
        (json!({ "amount": "-1" }), "amount: Value must not be negative"),
        (json!({ "amount": "1.001" }), "amount: Value must have no more decimals than the currency"),
        (json!({ "amount": 100, "share_percentage": 11 }), disagree),
        (json!({ "share_percentage": 0.0001 }), "share_percentage: Value comes to no amount"),
        (json!({ "share_percentage": 101 }), "share_percentage: Value must be at most 100"),
        (json!({ "amount": 1, "interest_commission": 101 }), "interest_commission: Value must be at most 100"),
        (json!({ "amount": 1, "repaid": "1" }), "repaid: Value is computed and cannot be set"),
        (json!({ "amount": 1, "colour": "red" }), "colour: Unknown key"),
    ];
    for (body, fault) in cases {
        assert_eq!(faults(&post(&world, &lender, FUNDS, &body).await.expect(400)), [fault]);
    }
    let updates = [
        (json!({ "fund_id": "b" }), "fund_id: Value must be the id of the path"),
        (json!({ "amount": null }), "amount: Value must not be null"),
        (json!({ "amount": "1000.01" }), "amount: Value must be at most 1000.00, which the loan still needs"),
        (json!({ "repaid": "5" }), "repaid: Value is computed and cannot be set"),
    ];
    for (body, fault) in updates {
        assert_eq!(faults(&put(&world, &lender, "a", &body).await.expect(400)), [fault]);
    }
    let again = post(&world, &lender, FUNDS, &json!({ "fund_id": "a", "amount": 1 })).await.expect(409).json();
    assert_eq!(again["error"]["status"], "ALREADY_EXISTS");
    let missing = put(&world, &lender, "z", &json!({ "amount": 1 })).await.expect(404).json();
    assert_eq!(missing["error"]["message"], "Fund not found.");
    let less = world.call(&lender.token, "PUT", ACCOUNT, r#"{"amount":"599.99"}"#).await.expect(400);
    assert_eq!(faults(&less), ["amount: Value must be at least 600.00, which investors have put in"]);
    assert_eq!(world.testbed.snapshot().await, before);
    world.call(&lender.token, "PUT", ACCOUNT, r#"{"amount":"1200"}"#).await.expect(200);
    assert_eq!(funds(&world, &lender).await, ["a 600.00 0.00 50"]);
}

#[tokio::test]
async fn a_funded_loan_is_paid_out_when_it_is_funded_in_full() {
    let (world, lender) = with_account().await;
    post(&world, &lender, FUNDS, &a()).await.expect(200);
    for verb in ["submit", "approve"] {
        post(&world, &lender, &format!("{ACCOUNT}:{verb}"), &json!({})).await.expect(200);
    }
    let refused = post(&world, &lender, &format!("{ACCOUNT}:disburse"), &json!({})).await.expect(400).json();
    assert_eq!(refused["error"]["status"], "FAILED_PRECONDITION");
    assert_eq!(refused["error"]["message"], "The funds of the loan lack 400.00 of 1000.00; fund it in full first.");
    post(&world, &lender, FUNDS, &json!({ "fund_id": "b", "amount": "400" })).await.expect(200);
    post(&world, &lender, &format!("{ACCOUNT}:disburse"), &json!({})).await.expect(200);
    let late = post(&world, &lender, FUNDS, &json!({ "amount": "1" })).await.expect(400).json();
    assert_eq!(late["error"]["status"], "FAILED_PRECONDITION");
    put(&world, &lender, "b", &json!({ "interest_commission": 5 })).await.expect(400);
    world.call(&lender.token, "DELETE", &format!("{FUNDS}/b"), "").await.expect(400);
}

/// What was paid out is taken back, so funds may change again; a loan that nobody funds any more is the lender's own.
#[tokio::test]
async fn a_disbursement_that_is_undone_opens_the_funds_again() {
    let (world, lender) = paid_out().await;
    post(&world, &lender, &format!("{ACCOUNT}:undoDisburse"), &json!({})).await.expect(200);
    put(&world, &lender, "b", &json!({ "amount": "300" })).await.expect(200);
    post(&world, &lender, &format!("{ACCOUNT}:disburse"), &json!({})).await.expect(400);
    for fund in ["a", "b"] {
        world.call(&lender.token, "DELETE", &format!("{FUNDS}/{fund}"), "").await.expect(200);
    }
    post(&world, &lender, &format!("{ACCOUNT}:disburse"), &json!({})).await.expect(200);
}

#[tokio::test]
async fn every_payment_says_who_gets_what() {
    let (world, lender) = paid_out().await;
    world.on("2024-02-01");
    let repayment = json!({ "type": "repayment", "amount": "340.02" });
    let paid = post(&world, &lender, TRANSACTIONS, &repayment).await.expect(200).json();
    assert_eq!(shares(&paid), ["a 5.40 0.60 198.01", "b 4.00 0.00 132.01"]);
    assert_eq!(funds(&world, &lender).await, ["a 600.00 198.01 60", "b 400.00 132.01 40"]);
    let id = paid["transaction_id"].as_str().expect("an id").to_owned();
    assert_eq!(get(&world, &lender, &format!("{TRANSACTIONS}/{id}")).await, paid);
    let listed = get(&world, &lender, &format!("{TRANSACTIONS}?filter=funding.fund_id:b")).await;
    assert_eq!(listed["transactions"], json!([paid]));
    post(&world, &lender, &format!("{TRANSACTIONS}/{id}:reverse"), &json!({})).await.expect(200);
    assert_eq!(funds(&world, &lender).await, ["a 600.00 0.00 60", "b 400.00 0.00 40"]);
    let all = json!({ "type": "repayment", "amount": "1020.07" });
    post(&world, &lender, TRANSACTIONS, &all).await.expect(200);
    assert_eq!(funds(&world, &lender).await, ["a 600.00 600.00 60", "b 400.00 400.00 40"]);
}

#[tokio::test]
async fn a_fund_is_sold_and_its_buyers_get_what_comes() {
    let (world, lender) = paid_out().await;
    world.on("2024-02-01");
    let repayment = json!({ "type": "repayment", "amount": "340.02" });
    let first = post(&world, &lender, TRANSACTIONS, &repayment).await.expect(200).json();
    let purchases = json!({ "purchases": [
        { "account_id": "acc-x", "amount": "0.333333", "price": "135.00" },
        { "account_id": "acc-y", "amount": 0.5, "price": "201.50" }
    ] });
    let sold = post(&world, &lender, &format!("{FUNDS}/a:sell"), &purchases).await.expect(200).json();
    let bought = sold["funds"].as_array().expect("funds");
    let of = |fund: &Value| ["funding_account_id", "amount", "repaid"].map(|key| fund[key].as_str().map(str::to_owned));
    let three = |account: &str, amount: &str, repaid: &str| [account, amount, repaid].map(|text| Some(text.to_owned()));
    // 401.99 outstanding and 198.01 repaid, each divided by a third, a half and a sixth.
    assert_eq!(of(&bought[0]), three("acc-x", "200.00", "66.00"));
    assert_eq!(of(&bought[1]), three("acc-y", "300.00", "99.01"));
    assert_eq!(of(&sold["fund"]), three("acc-a", "100.00", "33.00"));
    assert_eq!((sold["proceeds"].as_str(), &bought[0]["interest_commission"]), (Some("336.50"), &json!(10)));
    let id = first["transaction_id"].as_str().expect("an id");
    assert_eq!(get(&world, &lender, &format!("{TRANSACTIONS}/{id}")).await, first, "the past stays the seller's");
    world.on("2024-03-01");
    let second = post(&world, &lender, TRANSACTIONS, &repayment).await.expect(200).json();
    let paid = shares(&second);
    assert_eq!((paid.len(), &paid[0][..2], &paid[1][..2]), (4, "a ", "b "));
    let sum = |key: &str| {
        let each =
            second["funding"].as_array().expect("shares").iter().map(|share| share[key].as_str().expect("a text"));
        each.map(|text| text.parse::<rust_decimal::Decimal>().expect("an amount")).sum::<rust_decimal::Decimal>()
    };
    assert_eq!(second["amounts"]["principal"].as_str(), Some(sum("principal").to_string().as_str()));
    let interest = sum("interest") + sum("commission");
    assert_eq!(second["amounts"]["interest"].as_str(), Some(interest.to_string().as_str()));
    let whole = json!({ "purchases": [{ "account_id": "acc-z", "amount": "1", "price": "0" }] });
    let sold = post(&world, &lender, &format!("{FUNDS}/b:sell"), &whole).await.expect(200).json();
    assert!(sold.get("fund").is_none());
    world.call(&lender.viewer, "GET", &format!("{FUNDS}/b"), "").await.expect(404);
}

#[tokio::test]
async fn what_is_wrong_with_a_sale_is_named() {
    let (world, lender) = paid_out().await;
    let before = world.testbed.snapshot().await;
    let one =
        |account: &str, amount: &str, price: &str| json!({ "account_id": account, "amount": amount, "price": price });
    let of = |purchases: &[Value]| json!({ "purchases": purchases });
    let cases = [
        (json!({}), "purchases: Value is required"),
        (of(&[]), "purchases: Value must have at least one purchase"),
        (of(&[one("x", "1", "1"), json!({ "amount": "1", "price": 1 })]), "purchases[1].account_id: Value is required"),
        (of(&[one("x", "half", "1")]), "purchases[0].amount: Value must be a fraction as \"0.25\""),
        (
            of(&[one("x", "0.5", "1"), one("y", "1.5", "1")]),
            "purchases[1].amount: Value must be above 0 and at most 1: a fraction of the fund that is sold",
        ),
        (
            of(&[one("x", "0.5", "1"), one("y", "0.5", "1.001")]),
            "purchases[1].price: Value must be zero or more, with no more decimals than the currency",
        ),
        (of(&[one("acc-a", "1", "1")]), "purchases[0].account_id: Value must not be the account that sells"),
        (
            of(&[one("x", "0.5", "1"), one("x", "0.2", "1")]),
            "purchases[1].account_id: Value is in the list already: put its purchases together",
        ),
        (
            of(&[one("x", "0.6", "1"), one("y", "0.6", "1")]),
            "purchases: The fractions of the purchases come to more than the whole of fund a.",
        ),
        (
            of(&[one("x", "0.0000001", "1")]),
            "purchases[0].amount: Value comes to none of the principal that is still to be repaid",
        ),
    ];
    for (body, fault) in cases {
        let reply = post(&world, &lender, &format!("{FUNDS}/a:sell"), &body).await.expect(400);
        assert_eq!(faults(&reply), [fault]);
    }
    post(&world, &lender, &format!("{FUNDS}/z:sell"), &of(&[one("x", "1", "1")])).await.expect(404);
    post(&world, &lender, &format!("{FUNDS}/a:give"), &of(&[one("x", "1", "1")])).await.expect(404);
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn a_fund_is_not_sold_before_the_loan_is_paid_out() {
    let (world, lender) = funded().await;
    let body = json!({ "purchases": [{ "account_id": "x", "amount": "1", "price": "1" }] });
    let refused = post(&world, &lender, &format!("{FUNDS}/a:sell"), &body).await.expect(400).json();
    assert_eq!(refused["error"]["status"], "FAILED_PRECONDITION");
}

#[tokio::test]
async fn funds_are_listed_by_pages_filters_and_orders() {
    let (world, lender) = funded().await;
    let list = async |query: &str| {
        let page = get(&world, &lender, &format!("{FUNDS}?{query}")).await;
        let ids: Vec<_> = page["funds"].as_array().expect("funds").iter().map(|fund| fund["fund_id"].clone()).collect();
        (json!(ids), page["total"].clone(), page["next_page_token"].as_str().expect("a token").to_owned())
    };
    let (ids, total, token) = list("page_size=1&order_by=amount").await;
    assert_eq!((ids, total), (json!(["b"]), json!(2)));
    assert_eq!(list(&format!("order_by=amount&page_token={token}")).await.0, json!(["a"]));
    assert_eq!(list("filter=interest_commission%20%3E%200").await.0, json!(["a"]));
    let wrong = world.call(&lender.viewer, "GET", &format!("{FUNDS}?order_by=colour"), "").await.expect(400);
    assert!(faults(&wrong)[0].starts_with("order_by: "));
}

#[tokio::test]
async fn funds_are_the_companys_its_managers_change_them_and_each_request_counts_once() {
    let (world, lender) = paid_out().await;
    let other = world.lender().await;
    let before = world.testbed.snapshot().await;
    let (fund, sell) = (format!("{FUNDS}/a"), format!("{FUNDS}/a:sell"));
    let sale = r#"{"purchases":[{"account_id":"x","amount":"0.5","price":"1"}]}"#;
    let changes = [
        ("POST", FUNDS, r#"{"amount":1}"#),
        ("PUT", &fund, r#"{"amount":1}"#),
        ("DELETE", &fund, ""),
        ("POST", &sell, sale),
    ];
    for (method, path, body) in changes {
        world.call(&lender.viewer, method, path, body).await.expect(403);
        world.call(&lender.agent, method, path, body).await.expect(403);
        world.call(&other.token, method, path, body).await.expect(404);
    }
    for path in [FUNDS, &fund] {
        world.call(&other.token, "GET", path, "").await.expect(404);
    }
    assert_eq!(world.testbed.snapshot().await, before);
    let headers = [
        ("authenticationtoken", lender.token.as_str()),
        ("content-type", "application/json"),
        ("idempotency-key", "k-1"),
    ];
    let first = world.call_with(&headers, "POST", &sell, sale).await.expect(200);
    let again = world.call_with(&headers, "POST", &sell, sale).await.expect(200);
    assert_eq!((first.json(), again.headers["idempotency-replayed"].to_str().ok()), (again.json(), Some("true")));
    assert_eq!(funds(&world, &lender).await.len(), 3);
}

#[tokio::test]
async fn a_change_of_funds_is_one_read_and_one_transaction() {
    let (world, lender) = with_account().await;
    post(&world, &lender, FUNDS, &a()).await.expect(200);
    let fund = format!("{FUNDS}/a");
    let calls = [
        ("POST", FUNDS, r#"{"amount":"400"}"#, 1),
        ("GET", FUNDS, "", 0),
        ("GET", &fund, "", 0),
        ("PUT", &fund, r#"{"interest_commission":1}"#, 1),
        ("DELETE", &fund, "", 1),
    ];
    for (method, path, body, writes) in calls {
        world.testbed.meter().reset();
        world.call(&lender.token, method, path, body).await.expect(200);
        let made = world.testbed.meter().calls();
        let calls_made = (made.of("Query"), made.of("TransactWriteItems"), made.total());
        assert_eq!(calls_made, (1, writes, 1 + writes), "{method} {path}");
    }
}

#[tokio::test]
async fn a_sale_is_one_read_and_one_transaction() {
    let (world, lender) = paid_out().await;
    let half = json!({ "purchases": [{ "account_id": "acc-x", "amount": "0.5", "price": "300.00" }] });
    world.testbed.meter().reset();
    post(&world, &lender, &format!("{FUNDS}/a:sell"), &half).await.expect(200);
    assert_eq!(world.testbed.meter().calls(), [("Query", 1), ("TransactWriteItems", 1)]);
}

/// Two funds that do not fit together race: one of them is refused, and the loan is not funded beyond its amount.
#[tokio::test]
async fn a_race_never_funds_more_than_the_loan() {
    let (world, lender) = with_account().await;
    let fund = |id: &str| json!({ "fund_id": id, "amount": "600" });
    let (one, other) = (fund("a"), fund("b"));
    let both = tokio::join!(post(&world, &lender, FUNDS, &one), post(&world, &lender, FUNDS, &other));
    let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 400]);
    assert_eq!(get(&world, &lender, FUNDS).await["total"], 1);
}
