//! The function in a world of its own, and bodies for it.

use domain::company::{Company, CompanyKind, UnknownKeys};
use domain::moment::Moment;
use loans_api::{App, router};
use testbed::{Lender, Reply, World};

/// 2020-08-14 14:29:02.660409 UTC, the moment of the documents' sample.
pub const SAMPLE_MOMENT: i64 = 1_597_415_342_660_409;

/// The function at the moment of the sample.
pub async fn start() -> World {
    let now = Moment::from_micros(SAMPLE_MOMENT).expect("in range");
    World::start(now, |table, clock, tokens| router(App { table, clock }, tokens)).await
}

/// A company of a kind.
pub async fn lender(world: &World, kind: CompanyKind) -> Lender {
    lender_with(world, kind, UnknownKeys::Refuse).await
}

/// A company of a kind, and what it wants done with keys that nobody knows.
pub async fn lender_with(world: &World, kind: CompanyKind, unknown_keys: UnknownKeys) -> Lender {
    let settle = |company: &mut Company| {
        company.kind = kind;
        company.settings.unknown_keys = unknown_keys;
        company.settings.bifurcation_variables = ["expected_emi", "late_fee", "penalty"].map(str::to_owned).into();
    };
    world.lender_with(settle).await
}

/// A request of the 2020 edition, which names its role.
pub async fn call_2020(world: &World, token: &str, method: &str, path: &str, body: &str) -> Reply {
    let headers = [("authenticationtoken", token), ("role", "admin"), ("content-type", "application/json")];
    world.call_with(&headers, method, path, body.to_owned()).await
}

/// The least body that uploads a loan, with more keys in front.
pub fn loan_body(id: &str, more: &str) -> String {
    format!(
        r#"{{{more}"loan_id":"{id}","loan_type":"Business Loan","applicant_name":"Keval","total_loan_amount":268500,
        "defaults":[{{"total_claim_amount":127718,"date_of_default":"2020-05-15"}}]}}"#
    )
}

/// The least body that uploads a credit-line transaction.
pub fn transaction_body(customer: &str, id: &str) -> String {
    format!(
        r#"{{"client_customer_id":"{customer}","transaction_id":"{id}","loan_type":"Personal Loan","applicant_name":"Shri Ram",
        "total_loan_amount":50000,"defaults":[{{"total_claim_amount":113000,"date_of_default":"2019-04-07"}}]}}"#
    )
}

/// A payment.
pub fn payment_body(amount: &str, more: &str) -> String {
    format!(r#"{{{more}"final_status":"Partially Recovered","amount_recovered":{amount},"payment_method":"Online"}}"#)
}
