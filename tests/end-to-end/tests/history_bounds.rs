//! Reading part of a loan: sections, and the time between two moments.

use end_to_end::{Api, part_payment, payment_path, read_loan, uploaded_loan};
use serde_json::json;

#[test]
fn sections_and_bounds_in_time_cut_the_history() {
    let (lender, id) = (Api::lender(), uploaded_loan("T-"));
    for amount in 1..=3 {
        lender.patch(&payment_path(&id), &part_payment(&json!(amount), &format!("UPI-{amount}"))).with_status(200);
    }
    let whole = read_loan(&id);
    let middle = whole.at("/payment_history/1/payment_id").as_i64().unwrap_or_default();
    assert!(middle > 0, "{whole:?}");
    let second = format!("{}.{:06}", middle / 1_000_000, middle % 1_000_000);

    let read = |query: String| lender.get(&format!("/recovery/loan/{id}?{query}")).with_status(200);
    let from = read(format!("fields=payment&start_time={second}"));
    let to = read(format!("fields=payment&end_time={second}"));
    let only = read(format!("fields=payment&start_time={second}&end_time={second}"));

    assert_eq!((from.list("/payment_history").len(), to.list("/payment_history").len()), (2, 2));
    assert_eq!(only.at("/payment_history/0/payment_id"), middle);
    assert_eq!((only.list("/payment_history").len(), only.at("/loan_details")), (1, &json!(null)));
}

#[test]
fn parameters_that_cannot_be_understood_are_named() {
    let (lender, id) = (Api::lender(), uploaded_loan("T-"));
    for (query, parameter) in [("fields=loans", "fields"), ("start_time=x", "start_time"), ("end_date=-1", "end_date")]
    {
        let refused = lender.get(&format!("/recovery/loan/{id}?{query}")).with_status(400);
        assert!(refused.at(&format!("/output/errors/{parameter}")).is_string(), "{refused:?}");
    }
}
