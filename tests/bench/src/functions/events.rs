//! What the functions are asked: the samples in `events/` with what they leave open filled in.

use crate::lenders::Lender;

/// The loan of the sample.
pub(crate) const LOAN_ID: &str = "DEMO-0001";

/// An authenticated read of a loan through API Gateway.
pub(crate) fn read_loan(token: &str) -> String {
    filled(include_str!("../../../../events/loans-api-get-loan.json"), &[("put-a-token-here", token)])
}

/// A credential's request for a token through API Gateway.
pub(crate) fn access_token(lender: &Lender) -> String {
    let open = [("put-a-client-id-here", &*lender.client_id), ("put-its-secret-here", &lender.client_secret)];
    filled(include_str!("../../../../events/identity-api-access-token.json"), &open)
}

/// An operator's look at a company.
pub(crate) fn get_company(lender: &Lender) -> String {
    format!(r#"{{"command":"get_company","company_id":"{}"}}"#, lender.company_id)
}

fn filled(sample: &str, open: &[(&str, &str)]) -> String {
    open.iter().fold(sample.to_owned(), |event, (placeholder, value)| {
        assert!(event.contains(placeholder), "the sample event has no {placeholder}");
        event.replace(placeholder, value)
    })
}
