//! Those who can be contacted about a loan.

use serde_json::{Value, json};

use crate::support::{defaulted, get, id_of, post, start, told, upload};

fn names(page: &Value) -> Vec<&str> {
    page["contacts"].as_array().unwrap().iter().map(|contact| contact["contact_name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_uploaded_loan_brings_its_contacts_once() {
    let world = start().await;
    let lender = world.lender().await;
    let body = json!({
        "loan_id": "LN-1", "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 100_000,
        "applicant_contact_number": "9876543210, 9876543211", "applicant_email": "keval@example.com",
        "references": [{ "name": "Ravi", "contact_number": "9876543219" }],
        "defaults": [{ "allocation_month": "2024-1-01", "total_claim_amount": 1_000, "date_of_default": "2024-01-05" }],
    });
    world.call(&lender.token, "POST", "/recovery/loan/LN-1", &body.to_string()).await.expect(201);
    let found = get(&world, &lender, "/contacts?loan_id=LN-1").await;
    assert_eq!((names(&found), &found["total"]), (vec!["Keval", "Keval", "Ravi"], &json!(3)));
    let first = &found["contacts"][0];
    assert_eq!(
        (&first["phone_number"], &first["email"], &first["is_primary"], &first["source"]),
        (&json!("+919876543210"), &json!("keval@example.com"), &json!(true), &json!("uploaded"))
    );
    upload(&world, &lender, "LN-1", "2024-2-01", "2024-02-05", 500).await;
    assert_eq!(get(&world, &lender, "/contacts?loan_id=LN-1").await, found);
    let update = json!({ "applicant_contact_number": "9876543210" });
    world.call(&lender.token, "PATCH", "/recovery/loan/LN-1", &update.to_string()).await.expect(200);
    let after = get(&world, &lender, "/contacts?loan_id=LN-1").await;
    let used: Vec<_> = after["contacts"].as_array().unwrap().iter().map(|each| each["is_active"].clone()).collect();
    assert_eq!(used, [true, false, true], "who is not named any more is not in use");
    assert_eq!(get(&world, &lender, "/contacts").await["total"], 3);
}

#[tokio::test]
async fn contacts_are_added_and_changed_and_one_is_the_first() {
    let world = start().await;
    let lender = world.lender().await;
    let default = defaulted(&world, &lender, "LN-1").await;
    let body = json!({
        "loan_id": "LN-1", "contact_name": "John Doe", "phone_number": "+12025550123", "email": "b@example.com",
        "relationship": "guarantor", "is_primary": true,
    });
    let made = post(&world, &lender, "/contacts", &body).await;
    assert_eq!((&made["loan_id"], &made["source"]), (&json!("LN-1"), &json!("api")));
    let of_default = get(&world, &lender, &format!("/contacts?default_id={}", id_of(&default, "default_id"))).await;
    let primary: Vec<_> =
        of_default["contacts"].as_array().unwrap().iter().map(|each| each["is_primary"].clone()).collect();
    assert_eq!((names(&of_default), primary), (vec!["Keval", "John Doe"], vec![json!(false), json!(true)]));
    let path = format!("/api/recovery/contacts/{}", id_of(&made, "contact_id"));
    let change = json!({ "phone_number": "+12025550124", "email": "new@example.com" }).to_string();
    let changed = world.call(&lender.agent, "PUT", &path, &change).await.expect(200).json();
    assert_eq!(
        (&changed["phone_number"], &changed["contact_name"], &changed["is_primary"]),
        (&json!("+12025550124"), &json!("John Doe"), &json!(true))
    );
    world.testbed.meter().reset();
    world.call(&lender.agent, "PUT", &path, &change).await.expect(200);
    assert_eq!(world.testbed.meter().calls().of("TransactWriteItems"), 0, "nothing differs");
    world.call(&lender.viewer, "PUT", &path, &change).await.expect(403);
    let other = world.lender().await;
    world.call(&other.agent, "PUT", &path, &change).await.expect(404);
    assert_eq!(told(&world, &lender, "LN-1", "contact.").await, ["contact.created", "contact.updated"]);
}

#[tokio::test]
async fn what_is_wrong_with_a_contact_is_named_and_nothing_is_written() {
    let world = start().await;
    let lender = world.lender().await;
    defaulted(&world, &lender, "LN-1").await;
    let table = [
        (json!({}), 400, "loan_id: Value is required"),
        (json!({ "loan_id": "LN-2", "contact_name": "J", "phone_number": "+12025550123" }), 404, "Loan not found"),
        (
            json!({ "loan_id": "LN-1", "contact_name": "J" }),
            400,
            "phone_number: A contact must have a phone_number or an email",
        ),
        (json!({ "loan_id": "LN-1", "contact_name": "J", "email": "j@x.com", "fax": 1 }), 400, "fax: Unknown key"),
    ];
    let before = world.testbed.snapshot().await;
    for (body, status, detail) in table {
        let reply = world.call(&lender.agent, "POST", "/api/recovery/contacts", &body.to_string()).await;
        assert_eq!((reply.status.as_u16(), reply.json()["detail"].as_str()), (status, Some(detail)), "{body}");
    }
    let body = json!({ "loan_id": "LN-1", "contact_name": "J", "phone_number": "12" }).to_string();
    world.call(&lender.agent, "POST", "/api/recovery/contacts", &body).await.expect(400);
    assert_eq!(world.testbed.snapshot().await, before);
    assert_eq!(get(&world, &lender, "/contacts?loan_id=none").await["contacts"], json!([]));
    assert_eq!(get(&world, &lender, "/contacts?default_id=none").await["contacts"], json!([]));
}

#[tokio::test]
async fn pages_of_all_contacts_have_each_once_and_exact_totals() {
    let world = start().await;
    let lender = world.lender().await;
    for loan in 0..5 {
        let loan_id = format!("LN-{loan}");
        defaulted(&world, &lender, &loan_id).await;
        for more in 0..loan {
            let number = format!("+1202555{loan:02}{more:02}");
            let body = json!({ "loan_id": loan_id, "contact_name": number, "phone_number": number });
            post(&world, &lender, "/contacts", &body).await;
        }
    }
    for limit in [1, 2, 4, 7, 15, 50] {
        for in_order in [true, false] {
            let (mut seen, mut page) = (Vec::new(), 1);
            loop {
                if !in_order {
                    world.wait(3_601);
                }
                let found = get(&world, &lender, &format!("/contacts?limit={limit}&page={page}")).await;
                assert_eq!(found["total"], 15);
                let ids = found["contacts"].as_array().unwrap().iter().map(|each| id_of(each, "contact_id").to_owned());
                let ids: Vec<String> = ids.collect();
                if ids.is_empty() {
                    break;
                }
                seen.extend(ids);
                page += 1;
            }
            assert_eq!(seen.len(), 15, "{limit}");
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 15, "{limit}");
        }
    }
}
