//! Fees of installments, one by one.

use serde_json::{Value, json};

use crate::rules::paid_out;
use crate::setting::start;

/// What each fee of an installment is called, with what is expected, left, paid and waived of it.
fn fees(row: &Value) -> Vec<String> {
    let text = |amount: &Value| amount.as_str().expect("an amount").to_owned();
    let one = |fee: &Value| {
        let of = ["expected", "due", "paid", "reduced"].map(|key| text(&fee["amount"][key])).join(" ");
        format!("{} {of}", fee["name"].as_str().expect("a name"))
    };
    row["fees"].as_array().expect("fees").iter().map(one).collect()
}

#[tokio::test]
async fn an_installment_shows_each_of_its_fees() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let enter = async |body: Value| {
        let path = "/v1/accounts/loans/LN-1/transactions";
        world.call(&lender.token, "POST", path, &body.to_string()).await.expect(200).json()
    };
    let shown = async || {
        let schedule = world.call(&lender.token, "GET", "/v1/accounts/loans/LN-1/schedule", "").await.expect(200);
        let rows = schedule.json()["transactions"].clone();
        rows.as_array().expect("rows").iter().map(fees).collect::<Vec<_>>()
    };
    assert_eq!(shown().await, [Vec::<String>::new(), Vec::new(), Vec::new()]);
    let letter = json!({ "type": "fee", "name": "Letter", "amount": "12.00", "due_date": "2024-02-20" });
    let letter = enter(letter).await;
    enter(json!({ "type": "fee", "name": "Account", "amount": "5.00", "due": "EACH_INSTALLMENT" })).await;
    let account = "Account 5.00 5.00 0.00 0.00";
    assert_eq!(shown().await, [vec![account], vec!["Letter 12.00 12.00 0.00 0.00", account], vec![account]]);

    // What is paid early goes to the first installment, whose fee comes first.
    enter(json!({ "type": "repayment", "amount": "5.00" })).await;
    assert_eq!(shown().await[0], ["Account 5.00 0.00 5.00 0.00"]);
    let waived = json!({ "type": "charge_waiver", "original_transaction_id": letter["transaction_id"] });
    enter(waived).await;
    assert_eq!(shown().await[1], ["Letter 12.00 0.00 0.00 12.00", account]);
    let installment = world.call(&lender.token, "GET", "/v1/accounts/loans/LN-1/installments/LN-1-2", "").await;
    assert_eq!(installment.expect(200).json()["fees"][0]["fee_id"], letter["transaction_id"]);

    // Two fees of each installment cannot be told apart in one of them.
    enter(json!({ "type": "fee", "name": "Post", "amount": "1.00", "due": "EACH_INSTALLMENT" })).await;
    assert_eq!(shown().await[2], ["Fees 6.00 6.00 0.00 0.00"]);
    assert_eq!(shown().await[1], ["Fees 18.00 6.00 0.00 12.00"]);
}
