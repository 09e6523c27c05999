//! A loan's way to a collection agency and back.

use end_to_end::{Answer, Api, new_id, setting};
use serde_json::{Value, json};

fn delete(lender: &Api, path: &str) -> Answer {
    lender.send("DELETE", path, &[], ())
}

#[test]
fn a_loan_is_placed_with_an_agency_and_recalled() {
    let (lender, loan_id) = (Api::lender(), new_id("LN-"));
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
        "client_customer_id": "C-7",
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);

    let company_id = setting("COMPANY_ID");
    let agencies = format!("/companies/{company_id}/collection-agencies");
    let external = new_id("A-");
    let agency = json!({ "legalName": "Collect Ltd", "externalId": external, "contactPhone": "+919805265926" });
    let made = lender.post(&agencies, &agency).with_status(201);
    let agency_id = made.at("/data/agencyId").as_str().unwrap_or_default().to_owned();

    let path = format!("/people/ext-C-7/loans/ext-{loan_id}/collection-agency");
    let assigned = lender.post(&path, &json!({ "agencyId": format!("ext-{external}") })).with_status(200);
    assert_eq!((assigned.at("/data/agencyId"), assigned.at("/data/status")), (&json!(agency_id), &json!("assigned")));
    assert_eq!(lender.get(&path).with_status(200).at("/data"), assigned.at("/data"));

    let payments = format!("/recovery/payments/{loan_id}?allocation_month=2026-1-01");
    let mut payment =
        json!({ "final_status": "Partially Recovered", "amount_recovered": 100, "payment_method": "Online" });
    lender.patch(&payments, &payment).with_status(409);
    payment["is_external"] = Value::Bool(true);
    lender.patch(&payments, &payment).with_status(200);
    delete(&lender, &format!("{agencies}/{agency_id}")).with_status(409);

    delete(&lender, &path).with_status(400);
    let recalled = delete(&lender, &format!("{path}?servicedBy=creditor")).with_status(200);
    assert_eq!(recalled.at("/data/status"), "unassigned");
    let history = lender.get(&format!("{path}/history")).with_status(200);
    assert_eq!((history.at("/data/0/action"), history.at("/data/1/action")), (&json!("recalled"), &json!("assigned")));

    let other = Api::other_lender();
    assert_eq!(other.get(&path).with_status(404).body, json!({ "status": 404, "message": "Loan not found" }));
    assert_eq!(other.get(&agencies).with_status(404).body, json!({ "status": 404, "message": "Company not found" }));
}
