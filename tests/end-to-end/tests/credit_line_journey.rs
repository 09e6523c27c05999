//! A credit line's way: one customer, several transactions.
#![expect(clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{Answer, Api, new_id, part_payment, transaction};
use serde_json::{Value, json};

fn pay(caller: &Api, customer: &str, id: &str, amount: &Value, reference: &str) -> Answer {
    let mut payment = part_payment(amount, reference);
    payment["client_customer_id"] = json!(customer);
    caller.patch(&format!("/recovery/payments/{id}?allocation_month=2021-7-01"), &payment)
}

fn data<'a>(read: &'a Answer, id: &str) -> &'a Value {
    let mut transactions = read.list("/output/transactions_details").iter();
    transactions.find(|entry| entry["transaction_id"] == id).map_or(&Value::Null, |entry| &entry["data"])
}

#[test]
fn a_customers_transactions_are_read_together() {
    let (caller, customer) = (Api::credit_line(), new_id("C-"));
    let (first, second) = (new_id("T-"), new_id("T-"));
    for id in [&first, &second] {
        caller.post(&format!("/recovery/loan/{id}"), &transaction(&customer, id)).with_status(201);
    }
    pay(&caller, &customer, &first, &json!(1500.25), "UPI-1").with_status(200);
    pay(&caller, &customer, &second, &json!(2000), "UPI-2").with_status(200);
    let path = format!("/recovery/transaction/{customer}/{second}");
    caller.patch(&path, &json!({"total_loan_amount": 75000})).with_status(200);

    let read = caller.get(&format!("/recovery/loan/{customer}")).with_status(200);

    assert_eq!(read.list("/output/transactions_details").len(), 2);
    assert_eq!(
        (&data(&read, &first)["total_loan_amount"], &data(&read, &second)["total_loan_amount"]),
        (&json!(50000), &json!(75000))
    );
    assert_eq!(data(&read, &first)["defaults"][0]["amount_recovered"], 1500.25);
    let month = read.at("/output/applicant_details/defaults/0");
    assert_eq!((&month["amount_recovered"], &month["final_status"]), (&json!(3500.25), &json!("Partially Recovered")));
    assert_eq!(month["settlement_amount"], 90000);
    assert_eq!(read.list("/output/payment_history").len(), 2);
}

#[test]
fn a_transaction_belongs_to_one_customer() {
    let (caller, customer, other, id) = (Api::credit_line(), new_id("C-"), new_id("C-"), new_id("T-"));
    let path = format!("/recovery/loan/{id}");
    caller.post(&path, &transaction(&customer, &id)).with_status(201);
    caller.post(&path, &transaction(&other, &id)).with_status(409);
    pay(&caller, &other, &id, &json!(100), "UPI-1").with_status(404);
    caller.patch(&format!("/recovery/transaction/{other}/{id}"), &json!({"emi_amount": 1})).with_status(404);
}

#[test]
fn a_payment_on_a_transaction_names_its_customer() {
    let (caller, customer, id) = (Api::credit_line(), new_id("C-"), new_id("T-"));
    caller.post(&format!("/recovery/loan/{id}"), &transaction(&customer, &id)).with_status(201);
    let payment = part_payment(&json!(100), "UPI-1");
    let path = format!("/recovery/payments/{id}?allocation_month=2021-7-01");
    let refused = caller.patch(&path, &payment).with_status(400);
    assert!(refused.at("/output/errors/client_customer_id").is_string(), "{refused:?}");
}
