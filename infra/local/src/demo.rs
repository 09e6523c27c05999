//! Companies, tokens, loans and a loan account to try the system with: made by its own operations, kept between starts.

use crate::{
    aws::Aws,
    failure::{Explain, Failure, Outcome},
    http,
    settings::Settings,
};
use serde_json::{Value, json};
use std::time::Duration;

/// The loan that the examples ask for, and the month it was handed over in.
pub(crate) const LOAN: &str = "DEMO-0001";
pub(crate) const MONTH: &str = "2026-10-01";
/// The loan account that the examples ask for.
pub(crate) const ACCOUNT: &str = "DEMO-ACCOUNT-1";

const PORTFOLIO: &str = include_str!("../demo/portfolio.json");
const LOAN_ACCOUNT: &str = include_str!("../demo/account.json");
/// The first request of a watched function waits until it is compiled.
const PATIENCE: Duration = Duration::from_mins(10);

/// The names under which everything here is found in the settings.
const NAMES: [&str; 10] = [
    "COMPANY_ID",
    "COMPANY_ID_OTHER",
    "COMPANY_ID_CREDIT_LINE",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "TOKEN",
    "TOKEN_AGENT",
    "TOKEN_VIEWER",
    "TOKEN_OTHER",
    "TOKEN_CREDIT_LINE",
];

/// Where the demo is set up.
pub(crate) struct Place<'a> {
    /// Where company-admin is invoked: the local AWS, or `cargo lambda watch`.
    pub(crate) invoker: &'a Aws,
    /// The name it is invoked by there.
    pub(crate) company_admin: &'a str,
    pub(crate) api_url: &'a str,
}

struct Credential {
    id: String,
    secret: String,
}

/// Adds the demo to the settings: what an earlier start left, if it still works, else everything anew.
pub(crate) fn prepare(place: &Place<'_>, settings: &mut Settings, earlier: &Settings) -> Outcome<()> {
    if works(place, earlier)? {
        NAMES
            .iter()
            .filter_map(|name| Some((*name, earlier.get(name)?)))
            .for_each(|(name, value)| settings.set(name, value));
        return Ok(());
    }
    create(place, settings)
}

fn works(place: &Place<'_>, earlier: &Settings) -> Outcome<bool> {
    if NAMES.iter().any(|name| earlier.get(name).is_none()) {
        return Ok(false);
    }
    let token = earlier.get("TOKEN").unwrap_or_default();
    for path in [format!("/recovery/loan/{LOAN}"), format!("/v1/accounts/loans/{ACCOUNT}")] {
        let url = format!("{}{path}", place.api_url);
        if http::send("GET", &url, &[("authenticationtoken", token)], &[], PATIENCE)?.status != 200 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn create(place: &Place<'_>, settings: &mut Settings) -> Outcome<()> {
    let demo = place.company("Demo Lender", "lending")?;
    let admin = place.credential(&demo, "demo.admin@example.com", &["viewer", "agent", "manager", "admin"])?;
    let token = place.token(&admin)?;
    let agent = place.credential(&demo, "demo.agent@example.com", &["agent"])?;
    let viewer = place.credential(&demo, "demo.viewer@example.com", &["viewer"])?;
    let other = place.company("Other Lender", "lending")?;
    let credit_line = place.company("Demo Credit Line", "credit_line")?;
    let all = ["viewer", "agent", "manager", "admin"];
    let token_other = place.token(&place.credential(&other, "other.admin@example.com", &all)?)?;
    let token_credit_line = place.token(&place.credential(&credit_line, "credit.admin@example.com", &all)?)?;
    let portfolio: Value = serde_json::from_str(PORTFOLIO).explain(|| "demo/portfolio.json".to_owned())?;
    place.upload(&portfolio, "loans", "loan_id", &token)?;
    place.upload(&portfolio, "transactions", "transaction_id", &token_credit_line)?;
    place.pay_out_account(&token)?;
    settings.set("TOKEN_AGENT", place.token(&agent)?);
    settings.set("TOKEN_VIEWER", place.token(&viewer)?);
    settings.set("TOKEN", token);
    settings.set("TOKEN_OTHER", token_other);
    settings.set("TOKEN_CREDIT_LINE", token_credit_line);
    settings.set("COMPANY_ID", demo);
    settings.set("COMPANY_ID_OTHER", other);
    settings.set("COMPANY_ID_CREDIT_LINE", credit_line);
    settings.set("CLIENT_ID", admin.id);
    settings.set("CLIENT_SECRET", admin.secret);
    Ok(())
}

impl Place<'_> {
    fn company(&self, name: &str, kind: &str) -> Outcome<String> {
        let answer = self.invoker.invoke(
            self.company_admin,
            &json!({
                "command": "create_company", "name": name, "kind": kind, "time_zone": "Asia/Kolkata", "currency": "INR",
                "unknown_keys": "refuse", "bifurcation_variables": ["expected_emi", "late_fee", "penalty"],
            }),
        )?;
        text(&answer, "/company_id")
    }

    fn credential(&self, company: &str, name: &str, roles: &[&str]) -> Outcome<Credential> {
        let command = json!({"command": "issue_credential", "company_id": company, "name": name, "roles": roles});
        let answer = self.invoker.invoke(self.company_admin, &command)?;
        Ok(Credential { id: text(&answer, "/client_id")?, secret: text(&answer, "/client_secret")? })
    }

    fn token(&self, credential: &Credential) -> Outcome<String> {
        let body = json!({"client_id": credential.id, "client_secret": credential.secret});
        let answer = self.post("/user/public/access-token", &[], &body)?;
        text(&answer, "/output/access_token")
    }

    fn upload(&self, portfolio: &Value, list: &str, id: &str, token: &str) -> Outcome<()> {
        for entry in portfolio.get(list).and_then(Value::as_array).into_iter().flatten() {
            let id = text(entry, &format!("/{id}"))?;
            self.post(&format!("/recovery/loan/{id}"), &[("authenticationtoken", token)], entry)?;
        }
        Ok(())
    }

    /// A loan account on the day it is to be paid out, as a lender's system takes it there.
    fn pay_out_account(&self, token: &str) -> Outcome<()> {
        let account: Value = serde_json::from_str(LOAN_ACCOUNT).explain(|| "demo/account.json".to_owned())?;
        let headers = [("authenticationtoken", token)];
        let paid_out = json!({"value_time": account.pointer("/disbursement_details/expected_disburse_time")});
        let path = format!("/v1/accounts/loans/{ACCOUNT}");
        self.post("/v1/accounts/loans", &headers, &account)?;
        self.post(&format!("{path}:submit"), &headers, &json!({}))?;
        self.post(&format!("{path}:approve"), &headers, &json!({}))?;
        self.post(&format!("{path}:disburse"), &headers, &paid_out)?;
        Ok(())
    }

    fn post(&self, path: &str, headers: &[(&str, &str)], body: &Value) -> Outcome<Value> {
        let url = format!("{}{path}", self.api_url);
        let headers: Vec<_> = headers.iter().copied().chain([("content-type", "application/json")]).collect();
        let answer = http::send("POST", &url, &headers, body.to_string().as_bytes(), PATIENCE)?;
        let answer = answer.successful(&format!("POST {path}"))?;
        serde_json::from_slice(&answer.body).explain(|| format!("POST {path} did not answer JSON"))
    }
}

fn text(answer: &Value, pointer: &str) -> Outcome<String> {
    let found = answer.pointer(pointer).and_then(Value::as_str);
    found.map(str::to_owned).ok_or_else(|| Failure::new(format!("no {pointer} in {answer}"), ""))
}

#[cfg(test)]
mod tests {
    use super::{ACCOUNT, LOAN, LOAN_ACCOUNT, MONTH, PORTFOLIO};
    use serde_json::Value;

    #[test]
    fn the_examples_loan_is_in_the_portfolio() {
        let portfolio: Value = serde_json::from_str(PORTFOLIO).unwrap();
        let loans = portfolio["loans"].as_array().unwrap();
        let loan = loans.iter().find(|loan| loan["loan_id"] == LOAN).unwrap();
        assert_eq!(loan["defaults"][0]["allocation_month"], MONTH);
    }

    #[test]
    fn the_examples_account_is_the_one_that_is_made() {
        let account: Value = serde_json::from_str(LOAN_ACCOUNT).unwrap();
        assert_eq!(account["account_id"], ACCOUNT);
        assert!(account["disbursement_details"]["expected_disburse_time"].is_string());
    }

    #[test]
    fn every_entry_has_what_an_upload_requires() {
        let portfolio: Value = serde_json::from_str(PORTFOLIO).unwrap();
        let required = |list: &str, keys: &[&str]| {
            for entry in portfolio[list].as_array().unwrap() {
                assert!(keys.iter().all(|key| entry.get(key).is_some()), "{entry}");
            }
        };
        required("loans", &["loan_id", "loan_type", "applicant_name", "total_loan_amount"]);
        required(
            "transactions",
            &["client_customer_id", "transaction_id", "loan_type", "applicant_name", "total_loan_amount"],
        );
    }
}
