//! Two companies on one table: neither learns of the other's accounts nor touches them.

use serde_json::json;

use crate::support::{LINE, LoanRoom, create, read, start};

const OPERATIONS: [(&str, &str); 3] = [("GET", ""), ("PUT", r#"{"notes":"mine"}"#), ("DELETE", "")];

#[tokio::test]
async fn what_is_anothers_is_answered_as_what_is_nowhere() {
    let world = start().await;
    let (owner, other) = (world.lender().await, world.lender().await);
    create(&world, &owner, LINE).await;
    let before = world.testbed.snapshot().await;
    for (method, body) in OPERATIONS {
        let anothers = world.call(&other.token, method, "/v1/revolving/line-1", body).await.expect(404);
        let nowhere = world.call(&other.token, method, "/v1/revolving/nowhere", body).await.expect(404);
        assert_eq!(anothers.text, nowhere.text, "{method}");
    }
    let list = world.call(&other.token, "GET", "/v1/revolving?filter=client_id%3D7", "").await.expect(200).json();
    assert_eq!(list, json!({"total": 0, "remaining": 0, "accounts": [], "next_page_token": ""}));
    assert_eq!(world.testbed.snapshot().await, before);
}

#[tokio::test]
async fn the_same_ids_are_other_accounts_in_another_company() {
    let world = start().await;
    let (owner, other) = (world.lender().await, world.lender().await);
    let of_owner = create(&world, &owner, LINE).await;
    LoanRoom { world: &world, lender: &owner }.approve("line-1", "A", 10).await.expect("enough");
    create(&world, &other, &LINE.replace("1000", "5")).await;
    world.call(&other.token, "PUT", "/v1/revolving/line-1", r#"{"client_id":"8"}"#).await.expect(200);
    for (lender, total) in [(&owner, 1), (&other, 0)] {
        let list = world.call(&lender.viewer, "GET", "/v1/revolving?filter=client_id%3D7", "").await.expect(200).json();
        assert_eq!(list["total"], total);
    }
    world.call(&other.token, "DELETE", "/v1/revolving/line-1", "").await.expect(200);
    let mut expected = of_owner;
    expected["consumed_credit"] = "10".into();
    expected["available_credit"] = "990".into();
    assert_eq!(read(&world, &owner, "line-1").await, expected);
}

#[tokio::test]
async fn a_page_token_is_of_one_company() {
    let world = start().await;
    let (owner, other) = (world.lender().await, world.lender().await);
    for lender in [&owner, &other] {
        for id in ["a", "b"] {
            create(&world, lender, &json!({"account_id": id, "client_id": "7", "max_credit": 1}).to_string()).await;
        }
    }
    let page = world.call(&owner.viewer, "GET", "/v1/revolving?page_size=1", "").await.expect(200).json();
    let next = format!("/v1/revolving?page_token={}", page["next_page_token"].as_str().unwrap());
    world.call(&owner.viewer, "GET", &next, "").await.expect(200);
    let refused = world.call(&other.viewer, "GET", &next, "").await.expect(400).error();
    assert_eq!(refused, ("INVALID_ARGUMENT".into(), "page_token is not one that was given for this list".into()));
}
