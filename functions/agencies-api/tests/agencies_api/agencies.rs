//! Agencies: made, read, changed, listed, deleted.

use serde_json::{Value, json};

use crate::support::{agencies, agency, assign, data, events, start, unassign, upload};

#[tokio::test]
async fn an_agency_is_made_read_changed_and_deleted() {
    let world = start().await;
    let lender = world.lender().await;
    let body = json!({
        "legalName": "Collect Ltd", "contactPhone": "+919805265926", "contactEmail": "desk@collect.example.com",
        "mailingAddress": { "addressLine1": "1 Main Road", "city": "Pune", "country": "IN" }, "externalId": "c-1",
    });
    let made = world.call(&lender.token, "POST", &agencies(&lender), &body.to_string()).await.expect(201).json();
    assert_eq!((&made["status"], &made["message"]), (&json!(201), &json!("Collection agency created")));
    for (key, value) in body.as_object().unwrap() {
        assert_eq!(made["data"][key], *value);
    }
    let id = made["data"]["agencyId"].as_str().unwrap();
    assert!(id.starts_with("agn_"), "{id}");
    let (own, external) = (format!("{}/{id}", agencies(&lender)), format!("{}/ext-c-1", agencies(&lender)));
    let read = world.call(&lender.viewer, "GET", &own, "").await.expect(200).json();
    assert_eq!(read, json!({ "status": 200, "message": "OK", "data": made["data"] }));
    assert_eq!(data(&world, &lender, &external).await, made["data"]);

    let change = json!({ "contactEmail": null, "externalId": "c-2", "mailingAddress": "PO 7" }).to_string();
    let changed = world.call(&lender.token, "PUT", &external, &change).await.expect(200).json();
    assert_eq!(changed["data"]["contactEmail"], Value::Null);
    world.call(&lender.viewer, "GET", &external, "").await.expect(404);
    let external = format!("{}/ext-c-2", agencies(&lender));
    assert_eq!(data(&world, &lender, &external).await, changed["data"]);
    let again = world.call(&lender.token, "PUT", &own, r#"{"externalId":"c-2"}"#).await.expect(200).json();
    assert_eq!(again["data"], changed["data"], "nothing differs, so nothing is written");

    let gone = world.call(&lender.token, "DELETE", &external, "").await.expect(200).json();
    assert_eq!(gone, json!({ "status": 200, "message": "Collection agency deleted", "data": { "agencyId": id } }));
    for path in [&own, &external] {
        let missing = world.call(&lender.viewer, "GET", path, "").await.expect(404).json();
        assert_eq!(missing, json!({ "status": 404, "message": "Collection agency not found" }));
        world.call(&lender.token, "DELETE", path, "").await.expect(404);
    }
    let told = events(&world, &lender.company.id).await;
    let told: Vec<_> = told.iter().filter(|event| event.starts_with("collection_agency.")).collect();
    assert_eq!(told, ["collection_agency.created", "collection_agency.updated", "collection_agency.deleted"]);
    agency(&world, &lender, "c-2").await;
}

#[tokio::test]
async fn an_external_id_is_one_agencys() {
    let world = start().await;
    let (lender, other) = (world.lender().await, world.lender().await);
    agency(&world, &lender, "a").await;
    let second = agency(&world, &lender, "b").await;
    agency(&world, &other, "a").await;
    let taken = json!({ "status": 409, "message": "There is a collection agency of this externalId." });
    let body = r#"{"legalName":"Third","externalId":"a"}"#;
    assert_eq!(world.call(&lender.token, "POST", &agencies(&lender), body).await.expect(409).json(), taken);
    let path = format!("{}/{second}", agencies(&lender));
    assert_eq!(world.call(&lender.token, "PUT", &path, r#"{"externalId":"a"}"#).await.expect(409).json(), taken);
    let body = r#"{"legalName":"At once","externalId":"c"}"#;
    let path = agencies(&lender);
    let both = futures_util::future::join_all((0..6).map(|_| world.call(&lender.token, "POST", &path, body)));
    let mut statuses: Vec<u16> = both.await.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
}

#[tokio::test]
async fn pages_have_each_agency_once() {
    let world = start().await;
    let lender = world.lender().await;
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(agency(&world, &lender, &number.to_string()).await);
    }
    let (mut path, mut seen) = (format!("{}?limit=2", agencies(&lender)), Vec::new());
    loop {
        let page = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
        assert_eq!((&page["status"], &page["message"]), (&json!(200), &json!("OK")));
        let found = page["data"].as_array().unwrap();
        assert_eq!(page["count"], found.len());
        seen.extend(found.iter().map(|agency| agency["agencyId"].as_str().unwrap().to_owned()));
        match page["nextUrl"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(seen, made);
    let other = world.lender().await;
    let none = world.call(&other.viewer, "GET", &agencies(&other), "").await.expect(200).json();
    assert_eq!((&none["count"], &none["nextUrl"], &none["data"]), (&json!(0), &Value::Null, &json!([])));
}

#[tokio::test]
async fn an_agency_with_loans_cannot_be_deleted() {
    let world = start().await;
    let lender = world.lender().await;
    let id = agency(&world, &lender, "a").await;
    for loan in ["LN-1", "LN-2"] {
        upload(&world, &lender, loan).await;
        assign(&world, &lender, loan, json!({ "agencyId": id, "status": "pendingAssignment" })).await.expect(200);
    }
    let path = format!("{}/{id}", agencies(&lender));
    let refused = world.call(&lender.token, "DELETE", &path, "").await.expect(409).json();
    let sentence = "2 loans are assigned to the collection agency: unassign them first.";
    assert_eq!(refused, json!({ "status": 409, "message": sentence }));
    for loan in ["LN-1", "LN-2"] {
        unassign(&world, &lender, loan, "creditor").await.expect(200);
    }
    world.call(&lender.token, "DELETE", &path, "").await.expect(200);
    let body = json!({ "agencyId": id });
    let gone = assign(&world, &lender, "LN-1", body).await.expect(400).json();
    assert_eq!(gone["message"], "agencyId: No collection agency has this id");
}
