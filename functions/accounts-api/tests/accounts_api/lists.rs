//! Lists of accounts, installments and transactions.

use domain::company::Role;
use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::journey::loan;
use crate::setting::start;

/// Five loans, a minute apart: two of them paid out, one of those repaid in part.
async fn portfolio(world: &World) -> Lender {
    let lender = world.lender().await;
    for (number, holder) in (1..).zip(["cus-1", "cus-2", "cus-1", "cus-3", "cus-2"]) {
        let mut body = loan(&format!("LN-{number}"));
        body["holder_id"] = json!(holder);
        body["amount"] = json!(format!("{}.00", number * 1000));
        world.call(&lender.token, "POST", "/v1/accounts/loans", &body.to_string()).await.expect(200);
    }
    for id in ["LN-2", "LN-3"] {
        for verb in ["submit", "approve", "disburse"] {
            world.call(&lender.token, "POST", &format!("/v1/accounts/loans/{id}:{verb}"), "{}").await.expect(200);
        }
    }
    let repayment = r#"{"type":"repayment","amount":"500.00"}"#;
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-3/transactions", repayment).await.expect(200);
    lender
}

async fn list(world: &World, lender: &Lender, query: &str) -> Value {
    world.call(&lender.viewer, "GET", &format!("/v1/accounts/loans?{query}"), "").await.expect(200).json()
}

fn ids(page: &Value, key: &str) -> Vec<String> {
    let resources = page[key].as_array().expect("a list");
    let id = |resource: &Value| resource["account_id"].as_str().expect("an id").to_owned();
    resources.iter().map(id).collect()
}

#[tokio::test]
async fn accounts_are_listed_as_they_stand_today() {
    let world = start().await;
    let lender = portfolio(&world).await;
    let all = list(&world, &lender, "").await;
    assert_eq!(ids(&all, "accounts"), ["LN-1", "LN-2", "LN-3", "LN-4", "LN-5"]);
    assert_eq!((all["total"].as_u64(), all["remaining"].as_u64()), (Some(5), Some(5)));
    let one = world.call(&lender.viewer, "GET", "/v1/accounts/loans/LN-3", "").await.expect(200).json();
    assert_eq!(all["accounts"][2], one);
    // The clock has not looked at them since; they are late all the same.
    world.on("2024-03-05");
    let token = world.token(&lender.company, &[Role::Viewer]).await;
    let late = world.call(&token, "GET", "/v1/accounts/loans?filter=days_late+%3E+0", "").await.expect(200).json();
    assert_eq!(ids(&late, "accounts"), ["LN-2", "LN-3"]);
    assert_eq!(late["accounts"][0]["days_late"], 33);
}

#[tokio::test]
async fn pages_go_through_a_list_once() {
    let world = start().await;
    let lender = portfolio(&world).await;
    let mut seen = Vec::new();
    let mut query = "page_size=2&order_by=create_time+desc".to_owned();
    for remaining in [5, 3, 1] {
        let page = list(&world, &lender, &query).await;
        assert_eq!((page["total"].as_u64(), page["remaining"].as_u64()), (Some(5), Some(remaining)));
        seen.extend(ids(&page, "accounts"));
        let token = page["next_page_token"].as_str().expect("a token");
        query = format!("page_size=2&order_by=create_time+desc&page_token={token}");
    }
    assert_eq!(seen, ["LN-5", "LN-4", "LN-3", "LN-2", "LN-1"]);
    let forged = "/v1/accounts/loans?page_token=AAAA";
    world.call(&lender.viewer, "GET", forged, "").await.expect(400);
}

#[tokio::test]
async fn filters_find_and_count_exactly() {
    let world = start().await;
    let lender = portfolio(&world).await;
    let cases = [
        ("state+%3D+StateActive", vec!["LN-2", "LN-3"]),
        ("holder_id+%3D+%22cus-1%22", vec!["LN-1", "LN-3"]),
        ("holder_id+%3D+cus-1+AND+state+%3D+StateActive", vec!["LN-3"]),
        ("balances.principal_paid+%3E+0", vec!["LN-3"]),
        ("amount+%3E%3D+3000+AND+NOT+holder_id+%3D+cus-3", vec!["LN-3", "LN-5"]),
        ("settings.interest.rate+%3D+12+AND+(amount+%3D+1000+OR+amount+%3D+4000)", vec!["LN-1", "LN-4"]),
        ("state+%3D+StateClosed", vec![]),
    ];
    for (filter, expected) in cases {
        let page = list(&world, &lender, &format!("filter={filter}")).await;
        assert_eq!(ids(&page, "accounts"), expected, "{filter}");
        assert_eq!(page["total"].as_u64(), u64::try_from(expected.len()).ok(), "{filter}");
    }
    let by_amount = list(&world, &lender, "order_by=amount+desc&page_size=2").await;
    assert_eq!(ids(&by_amount, "accounts"), ["LN-5", "LN-4"]);
    let unknown = world.call(&lender.viewer, "GET", "/v1/accounts/loans?filter=colour+%3D+red", "").await.expect(400);
    assert_eq!(unknown.json()["error"]["details"][0]["field_violations"][0]["field"], "filter");
}

#[tokio::test]
async fn a_page_is_one_query_and_what_it_points_to() {
    let world = start().await;
    let lender = portfolio(&world).await;
    list(&world, &lender, "").await;
    // Counters, the page, and the entries of the accounts on it.
    for (query, calls) in [("page_size=3", (1, 2)), ("filter=state+%3D+StateActive", (1, 3))] {
        world.testbed.meter().reset();
        list(&world, &lender, query).await;
        let made = world.testbed.meter().calls();
        assert_eq!((made.of("Query"), made.of("BatchGetItem") + made.of("GetItem")), calls, "{query}");
    }
}

#[tokio::test]
async fn installments_and_transactions_of_a_loan_are_paged_and_filtered() {
    let world = start().await;
    let lender = portfolio(&world).await;
    let get = async |path: &str| world.call(&lender.viewer, "GET", path, "").await.expect(200).json();
    let pending = get("/v1/accounts/loans/LN-3/installments?filter=state+%3D+InstallmentPending&page_size=1").await;
    assert_eq!((pending["total"].as_u64(), pending["remaining"].as_u64()), (Some(2), Some(2)));
    assert_eq!(pending["installments"][0]["installment_id"], "LN-3-2");
    let one = get("/v1/accounts/loans/LN-3/installments/LN-3-2").await;
    assert_eq!(one, pending["installments"][0]);
    let paid = get("/v1/accounts/loans/LN-3/transactions?order_by=creation_time+desc").await;
    let kinds: Vec<_> = paid["transactions"].as_array().expect("a list").iter().map(|it| it["type"].clone()).collect();
    assert_eq!(kinds, ["repayment", "disbursement"]);
    world.call(&lender.viewer, "GET", "/v1/accounts/loans/LN-9/installments", "").await.expect(404);
}

#[tokio::test]
async fn installments_of_all_accounts_are_one_list() {
    let world = start().await;
    let lender = portfolio(&world).await;
    let get = async |query: &str| {
        let path = format!("/v1/accounts/loans/-/installments?{query}");
        world.call(&lender.viewer, "GET", &path, "").await.expect(200).json()
    };
    let of = |page: &Value| {
        let rows = page["installments"].as_array().expect("a list");
        rows.iter().map(|row| row["installment_id"].as_str().expect("an id").to_owned()).collect::<Vec<_>>()
    };
    // Five loans of three installments each, those that are not paid out yet included.
    let page = get("page_size=4").await;
    assert_eq!((page["total"].as_u64(), page["remaining"].as_u64()), (Some(15), Some(15)));
    assert_eq!(of(&page), ["LN-1-1", "LN-1-2", "LN-1-3", "LN-2-1"]);
    let token = page["next_page_token"].as_str().expect("a token");
    let next = get(&format!("page_size=4&page_token={token}")).await;
    assert_eq!(of(&next), ["LN-2-2", "LN-2-3", "LN-3-1", "LN-3-2"]);
    assert_eq!(next["remaining"], 11);
    let partly = get("filter=state+%3D+InstallmentPartiallyPaid").await;
    assert_eq!(of(&partly), ["LN-3-1"]);
    let named = get("filter=parent_account_id+%3D+%22LN-3%22+AND+due_time+%3E+%222024-02-15T00:00:00Z%22").await;
    assert_eq!(of(&named), ["LN-3-2", "LN-3-3"]);
}
