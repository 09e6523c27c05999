//! Pages of accounts.

use serde_json::{Value, json};
use testbed::{Lender, World};

use crate::support::{LoanRoom, create, read, start};

async fn page(world: &World, lender: &Lender, query: &str) -> Value {
    world.call(&lender.viewer, "GET", &format!("/v1/revolving{query}"), "").await.expect(200).json()
}

fn ids(page: &Value) -> String {
    let accounts = page["accounts"].as_array().unwrap();
    accounts.iter().map(|account| account["account_id"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}

/// Accounts a to e with limits of 500 to 100; a, c and e are client 7's, and e waits for its approval.
async fn five(world: &World, lender: &Lender) {
    for (number, id) in ["a", "b", "c", "d", "e"].into_iter().enumerate() {
        let client = if number % 2 == 0 { "7" } else { "8" };
        let approved = (id != "e").then_some("2024-02-01T00:00:00Z");
        let body =
            json!({"account_id": id, "client_id": client, "max_credit": 500 - number * 100, "approve_time": approved});
        create(world, lender, &body.to_string()).await;
    }
}

#[tokio::test]
async fn a_list_is_paged_from_its_beginning_to_its_end() {
    let world = start().await;
    let lender = world.lender().await;
    assert_eq!(
        page(&world, &lender, "").await,
        json!({"total": 0, "remaining": 0, "accounts": [], "next_page_token": ""})
    );
    five(&world, &lender).await;
    let first = page(&world, &lender, "?page_size=3").await;
    assert_eq!((ids(&first).as_str(), &first["total"], &first["remaining"]), ("a b c", &json!(5), &json!(5)));
    let token = first["next_page_token"].as_str().unwrap();
    let second = page(&world, &lender, &format!("?page_token={token}")).await;
    assert_eq!((ids(&second).as_str(), &second["total"], &second["remaining"]), ("d e", &json!(5), &json!(2)));
    assert_eq!(second["next_page_token"], "");
    // As it is read one by one.
    assert_eq!(second["accounts"][0], read(&world, &lender, "d").await);
}

#[tokio::test]
async fn a_list_is_filtered_and_ordered_by_any_field() {
    let world = start().await;
    let lender = world.lender().await;
    five(&world, &lender).await;
    let cases = [
        ("?filter=client_id%20%3D%207", "a c e", 3),
        ("?filter=client_id%3D7&order_by=create_time%20desc&page_size=2", "e c", 3),
        ("?filter=client_id%3D7%20AND%20status%3DStatusActive", "a c", 2),
        ("?filter=status%3AStatusPendingApproval", "e", 1),
        ("?filter=max_credit%20%3E%20250&order_by=max_credit", "c b a", 3),
        ("?order_by=client_id%20desc,max_credit", "d b e c a", 5),
        ("?filter=available_credit%3D100.00", "e", 1),
        ("?filter=NOT%20approve_time%3A*", "e", 1),
        ("?filter=client_id%3D9", "", 0),
    ];
    for (query, expected, total) in cases {
        let page = page(&world, &lender, query).await;
        assert_eq!((ids(&page).as_str(), &page["total"]), (expected, &json!(total)), "{query}");
    }
}

#[tokio::test]
async fn an_account_moves_with_its_client_and_shows_what_its_loans_consume() {
    let world = start().await;
    let lender = world.lender().await;
    five(&world, &lender).await;
    world.call(&lender.token, "PUT", "/v1/revolving/a", r#"{"client_id":"8"}"#).await.expect(200);
    assert_eq!(ids(&page(&world, &lender, "?filter=client_id%3D7").await), "c e");
    assert_eq!(ids(&page(&world, &lender, "?filter=client_id%3D8").await), "a b d");
    LoanRoom { world: &world, lender: &lender }.approve("b", "L1", 150).await.expect("enough");
    let listed = page(&world, &lender, "?filter=consumed_credit%3D150").await;
    assert_eq!(ids(&listed), "b");
    assert_eq!(listed["accounts"][0], read(&world, &lender, "b").await);
    assert_eq!(listed["accounts"][0]["available_credit"], "250");
    world.call(&lender.token, "DELETE", "/v1/revolving/d", "").await.expect(200);
    let left = page(&world, &lender, "?filter=client_id%3D8").await;
    assert_eq!((ids(&left).as_str(), &left["total"]), ("a b", &json!(2)));
    assert_eq!(page(&world, &lender, "").await["total"], 4);
}
