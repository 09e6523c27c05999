//! The current edition's own samples, in each of its languages.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it fails")]

use end_to_end::{
    Answer, Api, Edition, Language, Sample, assert_has_keys_of, assert_read_back, days_since, loan, new_id, only,
    payment_path, printed_json, read_loan, transaction, uploaded_loan, without,
};
use serde_json::{Value, json};

const MONTH: &str = "2021-7-01";

fn sample(operation: &str) -> Sample {
    Sample::of(Edition::Of2022, operation, "TOKEN").month(MONTH)
}

fn credit_line_sample(operation: &str) -> Sample {
    Sample::of(Edition::Of2022, operation, "TOKEN_CREDIT_LINE").month(MONTH)
}

fn tag_names(default: &Value) -> Vec<&str> {
    default["tags"].as_array().unwrap().iter().map(|tag| tag["tag_name"].as_str().unwrap()).collect()
}

fn assert_computed_of_2019_04_07(default: &Value) {
    let days = days_since("2019-04-07");
    let dpd: i64 = default["dpd"].as_str().unwrap().parse().unwrap();
    assert!(days.contains(&dpd), "{default}");
    assert!(days.contains(&default["allocation_dpd_value"].as_i64().unwrap()), "{default}");
    assert_eq!((&default["dpd_bracket"], &default["allocation_dpd_bracket"]), (&json!("180+"), &json!("180+")));
    assert_eq!(default["actual_date_of_default"], "2019-04-07");
    assert!(default["created"].as_str().unwrap().len() >= "2020-08-14 14:29:02".len(), "{default}");
}

#[test]
fn an_uploaded_loan_is_read_back_as_sent() {
    for language in Language::ALL {
        let id = new_id("S22-");
        let sent = sample("upload-loan").loan(&id).change(language, 201);

        let read = sample("get-loan").loan(&id).read(language);

        let details = read.at("/loan_details");
        assert_read_back(&sent, details);
        assert_eq!(tag_names(&details["defaults"][0]), ["tag1", "tag2"]);
        assert_eq!(details["archive"], false);
        assert_eq!(details["defaults"].as_array().unwrap().len(), 1);
        let default = &details["defaults"][0];
        assert_eq!((&default["final_status"], &default["amount_recovered"]), (&json!("Initiated"), &json!(0)));
        assert_computed_of_2019_04_07(default);
        assert_eq!(read.list("/remarks").len(), 1);
    }
}

#[test]
fn an_updated_loan_is_read_back_as_sent() {
    for language in Language::ALL {
        let id = uploaded_loan("S22-");
        let sent = sample("update-loan").loan(&id).change(language, 200);
        let read = sample("get-loan").loan(&id).read(language);
        assert_read_back(&sent, read.at("/loan_details"));
        assert_eq!(read.at("/loan_details/applicant_name"), "Shri Ram");
        assert_eq!(read.list("/remarks").len(), 2);
    }
}

#[test]
fn a_recorded_payment_is_read_back_as_sent() {
    for language in Language::ALL {
        let id = uploaded_loan("S22-");
        let sent = sample("update-payment").loan(&id).change(language, 200);

        let get = sample("get-loan").loan(&id);
        let read = get.read(language);

        let default = read.at("/loan_details/defaults/0");
        assert_eq!((&default["final_status"], &default["amount_recovered"]), (&json!("Closed"), &json!(1000)));
        assert_eq!(default["payment_method"], "Cheque");
        let [payment] = read.list("/payment_history") else { panic!("{read:?}") };
        let kept = ["final_status", "amount_recovered", "recovery_method", "payment_method", "payment_mode"];
        assert_read_back(&only(&sent, &kept), payment);
        assert_eq!(
            (&payment["payment_reference_number"], &payment["allocation_month"]),
            (&json!("RFN123456"), &json!(MONTH))
        );
        assert!(payment["payment_id"].is_u64() && payment["author"].is_string() && payment["created"].is_string());
        assert_documented_shape(&get.documented_answer(), &read);
    }
}

/// The documented keys of a loan after a payment, inside the sections too.
fn assert_documented_shape(documented: &Value, read: &Answer) {
    for pointer in ["/loan_details", "/loan_details/defaults/0", "/payment_history/0", "/remarks/0"] {
        assert_has_keys_of(documented.pointer(pointer).unwrap(), read.at(pointer));
    }
}

#[test]
fn an_uploaded_transaction_is_read_back_as_sent() {
    for language in Language::ALL {
        let (customer, id) = (new_id("C22-"), new_id("T22-"));
        let sent = credit_line_sample("upload-transaction").loan(&id).customer(&customer).change(language, 201);

        let read = credit_line_sample("get-customer").customer(&customer).read(language);

        assert_eq!(
            (read.at("/message"), read.at("/output/transactions_details/0/transaction_id")),
            (&json!("success"), &json!(id))
        );
        assert_customer(&sent, read.at("/output/applicant_details"));
        assert_transaction(&sent, read.at("/output/transactions_details/0/data"));
    }
}

/// Keys of an upload that describe its transaction, not the customer.
const OF_TRANSACTION: [&str; 8] = [
    "transaction_id",
    "total_loan_amount",
    "loan_tenure",
    "client_loan_sanction_date",
    "interest_on_loan",
    "tenure_finished",
    "emi_amount",
    "loan_end_date",
];

/// The current edition answers the tags and the months of a customer another way than they are sent.
fn assert_customer(sent: &Value, details: &Value) {
    let keys: Vec<&str> = OF_TRANSACTION.into_iter().chain(["tags", "defaults"]).collect();
    assert_read_back(&without(sent, &keys), details);
    assert_eq!(tag_names(&details["defaults"][0]), ["tag1", "tag2"]);
    let month = &details["defaults"][0];
    assert_eq!((&month["allocation_month"], &month["final_status"]), (&json!(MONTH), &json!("Initiated")));
    assert_eq!(month["settlement_amount"], 45000);
}

fn assert_transaction(sent: &Value, data: &Value) {
    assert_read_back(&only(sent, &OF_TRANSACTION), data);
    let settled_with_the_customer = without(&sent["defaults"][0], &["settlement_amount"]);
    assert_read_back(&settled_with_the_customer, &data["defaults"][0]);
    assert_eq!(data["tags"], sent["tags"]);
    assert_computed_of_2019_04_07(&data["defaults"][0]);
}

#[test]
fn a_transaction_is_updated_and_paid() {
    for language in Language::ALL {
        let (customer, id) = (new_id("C22-"), new_id("T22-"));
        let sample = |operation: &str| credit_line_sample(operation).loan(&id).customer(&customer);
        sample("upload-transaction").change(language, 201);
        sample("update-transaction").change(language, 200);
        let paid = sample("update-transaction-payment").change(language, 200);

        let read = sample("get-customer").read(language);

        let data = read.at("/output/transactions_details/0/data");
        assert_eq!(data["total_loan_amount"], 60000);
        let default = &data["defaults"][0];
        assert_eq!((&default["final_status"], &default["amount_recovered"]), (&json!("Closed"), &json!(1000)));
        let kept = ["client_customer_id", "final_status", "amount_recovered", "payment_reference_number"];
        assert_read_back(&only(&paid, &kept), read.at("/output/payment_history/0"));
        let month = read.at("/output/applicant_details/defaults/0");
        assert_eq!((&month["final_status"], &month["amount_recovered"]), (&json!("Closed"), &json!(1000)));
        assert_documented_customer(&sample("get-customer").documented_answer(), &read);
    }
}

fn assert_documented_customer(documented: &Value, read: &Answer) {
    let inside = ["/defaults/0", ""].map(|part| format!("/output/transactions_details/0/data{part}"));
    let others = ["/output", "/output/applicant_details", "/output/payment_history/0", "/output/remarks/0"];
    for pointer in inside.iter().map(String::as_str).chain(others) {
        assert_has_keys_of(documented.pointer(pointer).unwrap(), read.at(pointer));
    }
}

#[test]
fn a_failed_validation_is_answered_in_the_documented_words() {
    let id = new_id("S22-");
    let mut body = loan(&id);
    body["applicant_contact_number"] = json!("83849879");
    body["applicant_dob"] = json!("23/03/1992");
    body["applicant_language"] = json!("feger");
    body["co_applicant"][0]["co_applicant_email"] = json!("tempgmail.com");
    body["defaults"][0]["default_emi_number"] = json!("twelve");

    let answer = Api::lender().post(&format!("/recovery/loan/{id}"), &body).with_status(400);

    assert_eq!(answer.body, printed_json(Edition::Of2022, "upload-loan.refusal"));
    Api::lender().get(&format!("/recovery/loan/{id}")).with_status(404);
}

/// The demo lenders have enabled the recovery variables of the documented example.
#[test]
fn a_payment_may_be_split_into_recovery_variables() {
    let id = uploaded_loan("S22-");
    let payment = printed_json(Edition::Of2022, "update-payment.bifurcation");
    let mut unequal = payment.clone();
    unequal["recovered_penalty"] = json!(99);

    Api::lender().patch(&payment_path(&id), &unequal).with_status(400);
    Api::lender().patch(&payment_path(&id), &payment).with_status(200);

    let read = read_loan(&id);
    let parts = ["amount_recovered", "recovered_expected_emi", "recovered_late_fee", "recovered_penalty"];
    assert_read_back(&only(&payment, &parts), read.at("/payment_history/0"));
    assert_eq!(read.list("/payment_history").len(), 1);
}

#[test]
fn a_transactions_payment_may_be_split_too() {
    let (caller, customer, id) = (Api::credit_line(), new_id("C22-"), new_id("T22-"));
    caller.post(&format!("/recovery/loan/{id}"), &transaction(&customer, &id)).with_status(201);
    let mut payment = printed_json(Edition::Of2022, "update-transaction-payment.bifurcation");
    payment["client_customer_id"] = json!(customer);
    caller.patch(&payment_path(&id), &payment).with_status(200);
}
