//! The agency of a loan: assigned, shown, taken back.

use serde_json::{Value, json};

use crate::support::{agency, assign, data, disbursed, events, path, start, unassign, upload};

#[tokio::test]
async fn a_loan_is_assigned_shown_and_unassigned() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let id = agency(&world, &lender, "a").await;
    let none = json!({ "agencyId": null, "agencyExternalId": null, "assignedOnDate": null, "status": "unassigned", "servicedBy": "creditor" });
    assert_eq!(data(&world, &lender, &path("LN-1")).await, none);

    let answer = assign(&world, &lender, "LN-1", json!({ "agencyId": id })).await.expect(200).json();
    let assigned = json!({ "agencyId": id, "agencyExternalId": "a", "assignedOnDate": "2024-01-10", "status": "assigned", "servicedBy": "debtCollectionAgency" });
    assert_eq!(answer, json!({ "status": 200, "message": "Collection agency assigned", "data": assigned }));
    for person in ["cus-1", "ext-cus-1"] {
        for loan in ["LN-1", "ext-LN-1"] {
            let path = format!("/people/{person}/loans/{loan}/collection-agency");
            assert_eq!(data(&world, &lender, &path).await, assigned);
        }
    }
    let answer = unassign(&world, &lender, "LN-1", "debtCollectionAgency").await.expect(200).json();
    let mut cleared = none.clone();
    cleared["servicedBy"] = json!("debtCollectionAgency");
    assert_eq!(answer, json!({ "status": 200, "message": "Collection agency unassigned", "data": cleared }));
    assert_eq!(unassign(&world, &lender, "LN-1", "debtCollectionAgency").await.expect(200).json()["data"], cleared);
    cleared["servicedBy"] = json!("thirdPartyServicer");
    assert_eq!(unassign(&world, &lender, "LN-1", "thirdPartyServicer").await.expect(200).json()["data"], cleared);
    let pk = platform::keys::loan::loan(&lender.company.id, "LN-1");
    let told = events(&world, &pk).await;
    assert_eq!(told, ["loan.uploaded", "agency.assigned", "agency.unassigned", "loan.servicer_changed"]);
}

#[tokio::test]
async fn every_change_is_in_the_history_of_the_loan() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let (first, second) = (agency(&world, &lender, "a").await, agency(&world, &lender, "b").await);
    let pending = json!({ "agencyId": "ext-a", "status": "pendingAssignment", "assignedOnDate": "2024-01-20" });
    assign(&world, &lender, "LN-1", pending).await.expect(200);
    assign(&world, &lender, "LN-1", json!({ "status": "assigned", "assignedOnDate": null })).await.expect(200);
    assign(&world, &lender, "LN-1", json!({ "agencyId": second })).await.expect(200);
    unassign(&world, &lender, "LN-1", "creditor").await.expect(200);
    let history = data(&world, &lender, &format!("{}/history", path("LN-1"))).await;
    let entry = |entry: &Value| {
        ["action", "agencyId", "assignedOnDate", "status", "servicedBy"]
            .map(|key| entry[key].as_str().unwrap().to_owned())
    };
    let history: Vec<_> = history.as_array().unwrap().iter().map(entry).collect();
    let agency = "debtCollectionAgency";
    let expected = [
        ["recalled", &second, "2024-01-10", "assigned", "creditor"],
        ["assigned", &second, "2024-01-10", "assigned", agency],
        ["unassigned", &first, "2024-01-10", "assigned", agency],
        ["updated", &first, "2024-01-10", "assigned", agency],
        ["assigned", &first, "2024-01-20", "pendingAssignment", agency],
    ];
    assert_eq!(history, expected.map(|entry| entry.map(str::to_owned)));
    let pk = platform::keys::loan::loan(&lender.company.id, "LN-1");
    let told = ["agency.assigned", "agency.updated", "agency.unassigned", "agency.assigned", "agency.recalled"];
    assert_eq!(events(&world, &pk).await[1..], told);
    let shown = world.call(&lender.viewer, "GET", "/recovery/loan/LN-1", "").await.expect(200).text;
    for remark in [
        format!("Collection agency {first}: pendingAssignment, 2024-01-20"),
        format!("Collection agency {first}: now assigned, 2024-01-10"),
        format!("Unassigned from collection agency {first}, serviced by debtCollectionAgency"),
        format!("Collection agency {second}: assigned, 2024-01-10"),
        format!("Recalled from collection agency {second}, serviced by creditor"),
    ] {
        assert!(shown.contains(&remark), "{remark}: {shown}");
    }
}

#[tokio::test]
async fn a_post_that_says_unassigned_takes_the_loan_from_its_agency() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let (id, _) = (agency(&world, &lender, "a").await, agency(&world, &lender, "b").await);
    assign(&world, &lender, "LN-1", json!({ "agencyId": id })).await.expect(200);
    let wrong = assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-b", "status": "unassigned" })).await;
    assert_eq!(wrong.expect(400).json()["message"], "agencyId: The loan is not assigned to this collection agency");
    let answer = assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a", "status": "unassigned" })).await;
    let answer = answer.expect(200).json();
    assert_eq!(
        (&answer["data"]["status"], &answer["data"]["servicedBy"]),
        (&json!("unassigned"), &json!("debtCollectionAgency"))
    );
    assign(&world, &lender, "LN-1", json!({ "status": "unassigned" })).await.expect(200);
}

#[tokio::test]
async fn an_account_is_assigned_as_an_uploaded_loan_is() {
    let world = start().await;
    let lender = world.lender().await;
    disbursed(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    let answer = assign(&world, &lender, "LN-1", json!({ "agencyId": "ext-a" })).await.expect(200).json();
    assert_eq!(answer["data"]["status"], "assigned");
    assert_eq!(data(&world, &lender, &path("LN-1")).await, answer["data"]);
}

#[tokio::test]
async fn a_loan_is_found_only_under_its_person_and_in_its_company() {
    let world = start().await;
    let (lender, other) = (world.lender().await, world.lender().await);
    upload(&world, &lender, "LN-1").await;
    disbursed(&world, &lender, "LN-2").await;
    agency(&world, &other, "a").await;
    let missing = json!({ "status": 404, "message": "Loan not found" });
    for loan in ["LN-1", "LN-2", "LN-3"] {
        for (token, person) in [(&lender.token, "cus-2"), (&lender.token, "ext-cus-2"), (&other.token, "cus-1")] {
            let path = format!("/people/{person}/loans/{loan}/collection-agency");
            assert_eq!(world.call(token, "GET", &path, "").await.expect(404).json(), missing);
            let history = format!("{path}/history");
            assert_eq!(world.call(token, "GET", &history, "").await.expect(404).json(), missing);
            let recalled = format!("{path}?servicedBy=creditor");
            assert_eq!(world.call(token, "DELETE", &recalled, "").await.expect(404).json(), missing);
            let assigned = world.call(token, "POST", &path, r#"{"agencyId":"ext-a"}"#).await;
            assert_eq!(assigned.expect(404).json(), missing);
        }
    }
    let path = format!("/companies/{}/collection-agencies", lender.company.id);
    let missing = json!({ "status": 404, "message": "Company not found" });
    assert_eq!(world.call(&other.token, "GET", &path, "").await.expect(404).json(), missing);
    assert_eq!(world.call(&other.token, "POST", &path, r#"{"legalName":"A"}"#).await.expect(404).json(), missing);
}

#[tokio::test]
async fn a_token_is_taken_from_all_three_headers() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let bearer = format!("Bearer {}", lender.viewer);
    let headers =
        [("authenticationtoken", lender.viewer.as_str()), ("authorization", &bearer), ("x-api-key", &lender.viewer)];
    for header in headers {
        world.call_with(&[header], "GET", &path("LN-1"), "").await.expect(200);
    }
    let refused = world.call_with(&[], "GET", &path("LN-1"), "").await.expect(401).json();
    assert_eq!(refused, json!({ "status": 401, "message": "Authentication failed. API credentials are incorrect." }));
}

#[tokio::test]
async fn a_viewer_reads_a_manager_assigns_an_admin_manages_agencies() {
    use domain::company::Role;
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    let id = agency(&world, &lender, "a").await;
    let manager = world.token(&lender.company, &[Role::Manager]).await;
    let body = json!({ "agencyId": id }).to_string();
    let recall = format!("{}?servicedBy=creditor", path("LN-1"));
    for token in [&lender.viewer, &lender.agent] {
        world.call(token, "POST", &path("LN-1"), &body).await.expect(403);
        world.call(token, "DELETE", &recall, "").await.expect(403);
    }
    world.call(&manager, "POST", &path("LN-1"), &body).await.expect(200);
    world.call(&manager, "DELETE", &recall, "").await.expect(200);
    let all = crate::support::agencies(&lender);
    let one = format!("{all}/{id}");
    for token in [&lender.viewer, &lender.agent, &manager] {
        world.call(token, "GET", &all, "").await.expect(200);
        world.call(token, "POST", &all, r#"{"legalName":"A"}"#).await.expect(403);
        world.call(token, "PUT", &one, r#"{"legalName":"A"}"#).await.expect(403);
        world.call(token, "DELETE", &one, "").await.expect(403);
    }
}

#[tokio::test]
async fn a_repeated_assignment_with_a_key_is_one() {
    let world = start().await;
    let lender = world.lender().await;
    upload(&world, &lender, "LN-1").await;
    agency(&world, &lender, "a").await;
    let headers = [("authenticationtoken", lender.token.as_str()), ("idempotency-key", "k-1")];
    let body = r#"{"agencyId":"ext-a"}"#;
    let first = world.call_with(&headers, "POST", &path("LN-1"), body).await.expect(200);
    unassign(&world, &lender, "LN-1", "creditor").await.expect(200);
    let second = world.call_with(&headers, "POST", &path("LN-1"), body).await.expect(200);
    assert_eq!((first.text, "true"), (second.text.clone(), second.headers["idempotency-replayed"].to_str().unwrap()));
    assert_eq!(data(&world, &lender, &path("LN-1")).await["status"], "unassigned");
    world.call_with(&headers, "POST", &path("LN-1"), r#"{"status":"unassigned"}"#).await.expect(422);
}

/// A transaction of a credit line is assigned as a loan is: it is its customer's alone, takes external payments only, and the customer's
/// history tells of it.
#[tokio::test]
async fn a_transaction_of_a_credit_line_is_assigned_as_a_loan_is() {
    let world = start().await;
    let lender = world.lender_with(|company| company.kind = domain::company::CompanyKind::CreditLine).await;
    agency(&world, &lender, "a").await;
    assign(&world, &lender, "T-1", json!({ "agencyId": "ext-a" })).await.expect(404);
    upload(&world, &lender, "T-1").await;
    let of_another = path("T-1").replace("cus-1", "cus-2");
    world.call(&lender.token, "POST", &of_another, r#"{"agencyId":"ext-a"}"#).await.expect(404);
    assign(&world, &lender, "T-1", json!({ "agencyId": "ext-a" })).await.expect(200);
    assert_eq!(data(&world, &lender, &path("T-1")).await["status"], "assigned");
    let pay = async |is_external: bool| {
        let body = json!({
            "client_customer_id": "cus-1", "final_status": "Partially Recovered", "amount_recovered": 100,
            "payment_method": "Online", "is_external": is_external,
        });
        let path = "/recovery/payments/T-1?allocation_month=2024-1-01";
        world.call(&lender.token, "PATCH", path, &body.to_string()).await
    };
    pay(false).await.expect(409);
    pay(true).await.expect(200);
    let customer = world.call(&lender.token, "GET", "/recovery/loan/cus-1?fields=remark", "").await.expect(200).text;
    assert!(customer.contains("ollection agency"), "{customer}");
    unassign(&world, &lender, "T-1", "creditor").await.expect(200);
    pay(false).await.expect(200);
}
