//! The bodies of requests: the documents' own samples under ids of ours.

macro_rules! sample {
    ($path:literal) => {
        include_str!(concat!("../../samples/", $path))
    };
}

/// The loan, or the credit-line transaction, that the samples are about.
const SAMPLE_ID: &str = "283921";
/// The customer of that transaction.
const SAMPLE_CUSTOMER: &str = "189004";
/// The month that they claim.
pub(crate) const MONTH: &str = "2021-7-01";

/// An upload of a loan with one month.
pub(crate) fn loan(id: &str, month: &str) -> String {
    sample!("2022/upload-loan.json").replace(SAMPLE_ID, id).replace(MONTH, month)
}

/// An upload of a transaction of a customer, with one month.
pub(crate) fn transaction(customer: &str, id: &str) -> String {
    sample!("2022/upload-transaction.json").replace(SAMPLE_ID, id).replace(SAMPLE_CUSTOMER, customer)
}

/// An update that changes one amount.
pub(crate) fn update(amount: u64) -> String {
    format!(r#"{{"total_loan_amount":{amount}}}"#)
}

/// A payment under a reference of its own.
pub(crate) fn payment(reference: u64) -> String {
    sample!("2022/update-payment.json").replace("RFN123456", &format!("RFN{reference}"))
}

/// A payment on a transaction, under a reference of its own.
pub(crate) fn transaction_payment(customer: &str, reference: u64) -> String {
    let body = sample!("2022/update-transaction-payment.json").replace(SAMPLE_CUSTOMER, customer);
    body.replace("RFN123456", &format!("RFN{reference}"))
}

/// The months of a year as uploads name them.
pub(crate) fn month(year: u64, month: u64) -> String {
    format!("{year}-{month}-01")
}
