//! A loan's way into default and out of it.

use end_to_end::{Answer, Api, new_id};
use serde_json::json;

const DEFAULTS: &str = "/api/recovery/defaults";

/// Detection of one loan.
fn detect(lender: &Api, loan_id: &str) -> Answer {
    lender.post(&format!("{DEFAULTS}/detect"), &json!({ "loan_id": loan_id }))
}

#[test]
fn a_loan_falls_into_default_and_is_paid() {
    let (lender, loan_id) = (Api::lender(), new_id("LN-"));
    let loan = json!({
        "loan_id": loan_id, "loan_type": "Business Loan", "applicant_name": "Keval", "total_loan_amount": 268_500,
        "defaults": [{ "allocation_month": "2026-1-01", "total_claim_amount": 1_000, "date_of_default": "2026-01-05" }],
    });
    lender.post(&format!("/recovery/loan/{loan_id}"), &loan).with_status(201);

    let found = detect(&lender, &loan_id).with_status(200);
    // The schedule may have been faster.
    let path = format!("{DEFAULTS}?loan_id={loan_id}");
    let of_loan = lender.get(&path).with_status(200);
    assert_eq!(of_loan.at("/total"), &json!(1), "{:?}", found.body);
    assert_eq!(of_loan.at("/defaults/0/severity"), "critical");
    assert_eq!(detect(&lender, &loan_id).with_status(200).at("/total"), &json!(0));

    let payment = json!({ "final_status": "Closed", "amount_recovered": 1_000, "payment_method": "Online" });
    lender.patch(&format!("/recovery/payments/{loan_id}?allocation_month=2026-1-01"), &payment).with_status(200);
    let default_id = of_loan.at("/defaults/0/default_id").as_str().unwrap_or_default().to_owned();
    let over = lender.get(&format!("{DEFAULTS}/{default_id}")).with_status(200);
    assert_eq!((over.at("/status"), over.at("/amount_recovered")), (&json!("resolved"), &json!(1000)));

    let refused = Api::other_lender().get(&format!("{DEFAULTS}/{default_id}")).with_status(404);
    assert_eq!(refused.body, json!({ "detail": "Default not found" }));
    let refused = lender.get(&format!("{DEFAULTS}?status=gone")).with_status(400);
    assert_eq!(refused.at("/detail"), "status: Value must be one of open, in_recovery, resolved, written_off");
}
