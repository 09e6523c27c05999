//! Bodies and readings that several tests share.

use crate::{Answer, Api, Edition, printed_json};
use serde_json::{Value, json};

/// The documented upload of a loan under another id: month `2021-7-01`, in default since `2019-04-07`.
pub fn loan(id: &str) -> Value {
    let mut body = printed_json(Edition::Of2022, "upload-loan");
    body["loan_id"] = json!(id);
    body
}

/// The documented upload of a transaction of a customer.
pub fn transaction(customer: &str, id: &str) -> Value {
    let mut body = printed_json(Edition::Of2022, "upload-transaction");
    body["client_customer_id"] = json!(customer);
    body["transaction_id"] = json!(id);
    body
}

/// A part payment under a reference.
pub fn part_payment(amount: &Value, reference: &str) -> Value {
    json!({
        "final_status": "Partially Recovered",
        "amount_recovered": amount,
        "payment_method": "Online",
        "payment_reference_number": reference,
    })
}

/// Uploads a new loan of the demo lender; gives its id.
pub fn uploaded_loan(prefix: &str) -> String {
    let id = crate::new_id(prefix);
    Api::lender().post(&format!("/recovery/loan/{id}"), &loan(&id)).with_status(201);
    id
}

/// Reads a loan of the demo lender with all its sections.
pub fn read_loan(id: &str) -> Answer {
    Api::lender().get(&format!("/recovery/loan/{id}")).with_status(200)
}

/// The path of a payment for the month of the documented upload.
pub fn payment_path(id: &str) -> String {
    format!("/recovery/payments/{id}?allocation_month=2021-7-01")
}
