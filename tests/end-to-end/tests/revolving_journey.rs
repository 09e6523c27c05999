//! A revolving account's way from its creation to its end, and the pages of its client's list.
#![expect(clippy::panic, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, new_id};
use serde_json::{Value, json};

const PATH: &str = "/v1/revolving";

fn create(lender: &Api, client: &str, limit: &str) -> Answer {
    let account = json!({"client_id": client, "max_credit": limit, "approve_time": "2026-01-15T10:00:00+05:30"});
    lender.post(PATH, &account).with_status(200)
}

fn put(lender: &Api, path: &str, body: &Value) -> Answer {
    lender.send("PUT", path, &[("content-type", "application/json")], body.to_string())
}

fn id_of(account: &Answer) -> String {
    account.at("/account_id").as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_limit_is_granted_raised_and_taken_back() {
    let (lender, client) = (Api::lender(), new_id("C-"));
    let created = create(&lender, &client, "1000.00");
    let path = format!("{PATH}/{}", id_of(&created));
    assert_eq!((created.at("/status"), created.at("/available_credit")), (&json!("StatusActive"), &json!("1000.00")));
    assert_eq!(lender.get(&path).with_status(200).body, created.body);

    let raised = put(&lender, &path, &json!({"max_credit": "2500.50", "notes": "raised"})).with_status(200);
    assert_eq!((raised.at("/max_credit"), raised.at("/consumed_credit")), (&json!("2500.50"), &json!("0")));
    let refused = put(&lender, &path, &json!({"available_credit": "9"})).with_status(400);
    assert_eq!(refused.at("/error/status"), "INVALID_ARGUMENT");
    assert_eq!(refused.at("/error/details/0/field_violations/0/field"), "available_credit");

    Api::other_lender().get(&path).with_status(404);
    lender.send("DELETE", &path, &[], ()).with_status(200);
    lender.get(&path).with_status(404);
}

/// The index is a moment behind the table, so a page is asked for until it has what was written.
fn listed(lender: &Api, client: &str, query: &str, expected: usize) -> Answer {
    for _ in 0..20 {
        let page = lender.get(&format!("{PATH}?filter=client_id%3D{client}{query}")).with_status(200);
        if page.at("/accounts").as_array().is_some_and(|accounts| accounts.len() == expected) {
            return page;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{client} has not {expected} accounts in its list")
}

#[test]
fn a_clients_accounts_are_listed_a_page_at_a_time() {
    let (lender, client) = (Api::lender(), new_id("C-"));
    let ids: Vec<_> = ["300", "100", "200"].iter().map(|limit| id_of(&create(&lender, &client, limit))).collect();
    let whole = listed(&lender, &client, "", 3);
    assert_eq!(
        (whole.at("/total"), whole.at("/remaining"), whole.at("/next_page_token")),
        (&json!(3), &json!(3), &json!(""))
    );
    let first = listed(&lender, &client, "&page_size=2", 2);
    assert_eq!(
        (first.at("/accounts/0/account_id"), first.at("/accounts/1/account_id")),
        (&json!(ids[0]), &json!(ids[1]))
    );
    let token = first.at("/next_page_token").as_str().unwrap_or_default();
    let second = listed(&lender, &client, &format!("&page_token={token}"), 1);
    assert_eq!((second.at("/accounts/0/account_id"), second.at("/remaining")), (&json!(ids[2]), &json!(1)));
    let by_limit = listed(&lender, &client, "%20AND%20max_credit%3C300&order_by=max_credit%20desc", 2);
    assert_eq!(by_limit.at("/accounts/0/max_credit"), "200");
    let anothers = lender.get(&format!("{PATH}?filter=client_id%3D{client}x&page_token={token}")).with_status(400);
    assert_eq!(anothers.at("/error/details/0/field_violations/0/field"), "page_token");
}
