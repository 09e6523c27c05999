//! The older edition's own samples, in each of its languages.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

use end_to_end::{
    Answer, Edition, Language, Sample, assert_has_keys_of, assert_read_back, days_since, new_id, without,
};
use serde_json::{Value, json};

fn sample(operation: &str) -> Sample {
    Sample::of(Edition::Of2020, operation, "TOKEN")
}

fn credit_line_sample(operation: &str) -> Sample {
    Sample::of(Edition::Of2020, operation, "TOKEN_CREDIT_LINE")
}

/// The month that an upload without one was taken for: the current one.
fn month_of(default: &Value) -> String {
    default["allocation_month"].as_str().unwrap().to_owned()
}

#[test]
fn an_added_loan_is_read_back_as_sent() {
    for language in Language::ALL {
        let id = new_id("S20-");
        let sent = sample("upload-loan").loan(&id).change(language, 201);

        let read = sample("get-loan").loan(&id).read(language);

        assert_read_back(&sent, read.at("/loan_details"));
        let default = read.at("/loan_details/defaults/0");
        assert_eq!((&default["final_status"], &default["amount_recovered"]), (&json!("Initiated"), &json!(0)));
        assert_eq!(
            (&default["actual_date_of_default"], &default["allocation_dpd_bracket"]),
            (&json!("2019-04-07"), &json!("180+"))
        );
        assert!(days_since("2019-04-07").contains(&default["allocation_dpd_value"].as_i64().unwrap()));
        assert_eq!(read.at("/payment_history"), &Value::Null);
        assert_eq!(read.at("/notice_tracking_details"), &Value::Null);
    }
}

#[test]
fn an_updated_and_paid_loan_is_read_back_as_sent() {
    for language in Language::ALL {
        let id = new_id("S20-");
        let get = sample("get-loan").loan(&id);
        sample("upload-loan").loan(&id).change(language, 201);
        sample("update-loan").loan(&id).change(language, 200);
        let month = month_of(get.read(language).at("/loan_details/defaults/0"));
        sample("update-payment").loan(&id).month(&month).change(language, 200);

        let read = get.read(language);

        assert_eq!(read.at("/loan_details/total_loan_amount"), 60000);
        let default = read.at("/loan_details/defaults/0");
        assert_eq!(
            (&default["final_status"], &default["amount_recovered"]),
            (&json!("Partially Recovered"), &json!(3450))
        );
        assert_eq!(
            (&default["date_of_default"], &default["actual_date_of_default"]),
            (&json!("2020-01-23"), &json!("2019-04-07"))
        );
        for pointer in ["/loan_details", "/loan_details/defaults/0", "/remarks/0"] {
            assert_has_keys_of(get.documented_answer().pointer(pointer).unwrap(), read.at(pointer));
        }
        assert_eq!(read.at("/remarks/0/remark_id"), &Value::Null);
    }
}

#[test]
fn an_added_updated_and_paid_transaction_is_read_back_as_sent() {
    for language in Language::ALL {
        let (customer, id) = (new_id("C20-"), new_id("T20-"));
        let sample = |operation: &str| credit_line_sample(operation).loan(&id).customer(&customer);
        let get = credit_line_sample("get-customer").loan(&customer);
        let sent = sample("upload-transaction").change(language, 201);
        sample("update-transaction").change(language, 200);
        let month = month_of(get.read(language).at("/output/applicant_details/defaults/0"));
        sample("update-transaction-payment").month(&month).change(language, 200);

        let read = get.read(language);

        let data = read.at("/output/transactions_details/0/data");
        assert_eq!((&data["transaction_id"], &data["total_loan_amount"]), (&json!(id), &json!(60000)));
        let default = &data["defaults"][0];
        assert_eq!((&default["amount_recovered"], &default["date_of_default"]), (&json!(3450), &json!("2020-01-23")));
        let keys_of_the_transaction = [
            "loan_id",
            "total_loan_amount",
            "loan_tenure",
            "client_loan_sanction_date",
            "interest_on_loan",
            "tenure_finished",
            "emi_amount",
            "loan_end_date",
            "defaults",
        ];
        assert_read_back(&without(&sent, &keys_of_the_transaction), read.at("/output/applicant_details"));
        assert_documented_customer(&get.documented_answer(), &read);
    }
}

fn assert_documented_customer(documented: &Value, read: &Answer) {
    let inside = ["", "/defaults/0"].map(|part| format!("/output/transactions_details/0/data{part}"));
    let others = ["/output", "/output/applicant_details", "/output/remarks/0"];
    for pointer in inside.iter().map(String::as_str).chain(others) {
        assert_has_keys_of(documented.pointer(pointer).unwrap(), read.at(pointer));
    }
}

#[test]
fn a_transactions_id_answers_its_customer() {
    let (customer, id) = (new_id("C20-"), new_id("T20-"));
    credit_line_sample("upload-transaction").loan(&id).customer(&customer).change(Language::Shell, 201);
    let by_transaction = credit_line_sample("get-customer").loan(&id).read(Language::Shell);
    assert_eq!(by_transaction.at("/output/applicant_details/client_customer_id"), &json!(customer));
}
