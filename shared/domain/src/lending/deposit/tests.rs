use super::*;

/// The sample of the documents, at a branch.
fn sample(branch_type: &str, branch: &str, more: &str) -> Object {
    let body = format!(
        r#"{{"agent_email": "fostest@example.com", "agent_name": "FOS Test", "total_amount": 6000, "deposit_method": "Cash",
        "recovery_method": "Cash", "branch_type": "{branch_type}", "branch_details": {branch}, "deposit_receipt_no": "208828256907",
        "deposit_proof_url": "https://example.com/proof.jpeg",
        "loan_data": [{{"loan_id": "L1", "amount": 4000}}, {{"loan_id": "L2", "amount": 2000}}]{more}}}"#
    );
    serde_json::from_str(&body).expect("an object")
}

const BANK: &str = r#"{"bank_name": "ABC BANK LTD", "ifsc_code": "ABC0003712", "branch_name": "XYZ Branch",
    "account_name": "Dummy Finance LTD", "account_type": "Current", "account_number": "123456789"}"#;
const COMPANY: &str =
    r#"{"branch_name": "Palam", "branch_address": "Manglapuri", "branch_contact_number": "9999999999"}"#;

fn parse(body: &Object) -> Result<Deposit, Faults> {
    Deposit::parse(body, |receipt| format!("dep_{receipt}"))
}

fn faults(body: &Object) -> Vec<(String, String)> {
    let faults = parse(body).expect_err("refused");
    faults.flat().into_iter().map(|(key, sentence)| (key, sentence.to_owned())).collect()
}

#[test]
fn both_kinds_of_branches_are_taken() {
    let bank = parse(&sample("bank", BANK, "")).expect("a deposit");
    assert_eq!((bank.deposit_id.as_str(), bank.loan_ids().collect::<Vec<_>>()), ("dep_208828256907", vec!["L1", "L2"]));
    let company = parse(&sample("company", COMPANY, r#", "deposit_id": "hCZ67s5P9a9Y""#)).expect("a deposit");
    assert_eq!(company.deposit_id, "hCZ67s5P9a9Y");
    let branch = company.fields.get(BRANCH_DETAILS).and_then(Json::as_object).expect("a branch");
    assert_eq!(branch.get("branch_name").and_then(Json::as_text), Some("Palam"));
}

#[test]
fn a_branch_has_the_keys_of_its_kind() {
    let of_company = faults(&sample("bank", COMPANY, ""));
    let keys: Vec<&str> = of_company.iter().map(|(key, _)| key.as_str()).collect();
    assert!(keys.contains(&"branch_details.bank_name") && keys.contains(&"branch_details.branch_address"), "{keys:?}");
    assert_eq!(faults(&sample("bank", "7", "")), [("branch_details".into(), "Value must be an object".into())]);
    let mut none = sample("bank", BANK, "");
    none.shift_remove("branch_details");
    assert_eq!(faults(&none), [("branch_details".into(), "Value is required".into())]);
}

#[test]
fn amounts_add_up_and_loans_are_there_once() {
    let with = |total: &str, loans: &str| {
        let mut body = sample("bank", BANK, "");
        body.insert("total_amount".to_owned(), serde_json::from_str(total).expect("JSON"));
        body.insert("loan_data".to_owned(), serde_json::from_str(loans).expect("JSON"));
        faults(&body)
    };
    let sum = ("total_amount".to_owned(), "Value must be the sum of the amounts of loan_data".to_owned());
    assert_eq!(with("6000.01", r#"[{"loan_id": "L1", "amount": 6000}]"#), [sum]);
    let twice = ("loan_data".to_owned(), "Value names a loan more than once".to_owned());
    assert_eq!(with("2", r#"[{"loan_id": "L1", "amount": 1}, {"loan_id": "L1", "amount": 1}]"#), [twice]);
    assert_eq!(with("0", r#"[{"loan_id": "L1", "amount": 0}]"#)[0].1, "Value must be greater than 0");
    assert!(!with("0", "[]").is_empty());
}
