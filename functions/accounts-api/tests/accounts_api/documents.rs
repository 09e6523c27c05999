//! Documents of a loan: real files, refused where there is nothing to say.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::company::Role;
use testbed::{Lender, World};

use crate::rules::paid_out;
use crate::setting::start;

async fn document(world: &World, lender: &Lender, template: &str) -> Vec<u8> {
    let path = format!("/v1/accounts/loans/LN-1/doc/{template}");
    let json = world.call(&lender.viewer, "GET", &path, "").await.expect(200).json();
    STANDARD.decode(json["content"].as_str().expect("a text")).expect("base64")
}

async fn refused(world: &World, lender: &Lender, template: &str, status: u16) -> String {
    let path = format!("/v1/accounts/loans/LN-1/doc/{template}");
    let json = world.call(&lender.viewer, "GET", &path, "").await.expect(status).json();
    json["error"]["message"].as_str().expect("a message").to_owned()
}

#[tokio::test]
async fn each_template_makes_a_pdf() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let repayment = r#"{"type":"repayment","amount":"340.02"}"#;
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", repayment).await.expect(200);
    let fee = r#"{"type":"fee","amount":"15.00"}"#;
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", fee).await.expect(200);
    for template in ["schedule", "statement", "statement?start_time=2024-01-01&end_time=2024-01-01", "payoff_letter"] {
        let pdf = document(&world, &lender, template).await;
        assert!(pdf.starts_with(b"%PDF-"), "{template}");
        if let Ok(place) = std::env::var("DOCUMENTS_DIR") {
            std::fs::write(format!("{place}/{}.pdf", template.split('?').next().expect("a name")), pdf)
                .expect("written");
        }
    }
    assert!(refused(&world, &lender, "no_dues_certificate", 400).await.contains("StateActive"));
    let off = world.call(&lender.viewer, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200).json();
    let left = off["balances"]["principal"].as_str().expect("an amount").to_owned();
    let quote = format!(r#"{{"type":"repayment","amount":"{left}"}}"#);
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", &quote).await.expect(200);
}

/// A statement of which the balances contradict its transactions is refused.
#[tokio::test]
async fn a_statement_of_any_period_agrees_with_itself() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let post = async |day: &str, rest: &str, body: &str| {
        world.on(day);
        let token = world.token(&lender.company, &[Role::Manager]).await;
        world.call(&token, "POST", &format!("/v1/accounts/loans/LN-1{rest}"), body).await.expect(200);
    };
    post("2024-02-01", "/transactions", r#"{"type":"repayment","amount":"340.02"}"#).await;
    post("2024-02-03", "/transactions", r#"{"type":"fee","amount":"15.00","due_date":"2024-03-01"}"#).await;
    post("2024-02-10", ":reschedule", r#"{"keep_same_account_id":true,"account":{}}"#).await;
    post("2024-03-10", "/transactions", r#"{"type":"repayment","amount":"100.00"}"#).await;
    post("2024-03-20", ":refinance", r#"{"keep_same_account_id":true,"top_up_amount":"100.00"}"#).await;
    let token = world.token(&lender.company, &[Role::Viewer]).await;
    let mut lengths = Vec::new();
    for period in [
        "",
        "?start_time=2024-01-01&end_time=2024-01-31",
        "?start_time=2024-01-15&end_time=2024-02-01",
        "?start_time=2024-02-02&end_time=2024-02-10",
        "?end_time=2024-03-10",
        "?start_time=2024-03-15",
    ] {
        let path = format!("/v1/accounts/loans/LN-1/doc/statement{period}");
        let said = world.call(&token, "GET", &path, "").await;
        assert_eq!(said.status.as_u16(), 200, "{period}: {}", said.text);
        lengths.push(said.text.len());
    }
    // Ids differ from run to run, and with them compressed lengths by some bytes: a single month is shorter by far.
    assert!(lengths[1] + 500 < lengths[0], "the whole period has more to tell than its first month: {lengths:?}");
}

#[tokio::test]
async fn no_dues_are_certified_once_nothing_is_owed() {
    let world = start().await;
    let lender = paid_out(&world).await;
    let account = world.call(&lender.viewer, "GET", "/v1/accounts/loans/LN-1", "").await.expect(200).json();
    let total = |key: &str| account["balances"][key].as_str().expect("an amount").parse::<f64>().expect("a number");
    let all = format!("{:.2}", total("principal") + total("interest"));
    let whole = format!(r#"{{"type":"repayment","amount":"{all}"}}"#);
    world.call(&lender.token, "POST", "/v1/accounts/loans/LN-1/transactions", &whole).await.expect(200);
    assert!(document(&world, &lender, "no_dues_certificate").await.starts_with(b"%PDF-"));
    assert!(refused(&world, &lender, "payoff_letter", 400).await.contains("StateClosed"));
}

#[tokio::test]
async fn what_cannot_be_made_says_why() {
    let world = start().await;
    let lender = paid_out(&world).await;
    assert_eq!(refused(&world, &lender, "poem", 404).await, "Document template not found.");
    assert!(refused(&world, &lender, "statement?end_time=2030-01-01", 400).await.starts_with("end_time"));
    assert!(refused(&world, &lender, "statement?start_time=soon", 400).await.starts_with("start_time"));
    assert!(refused(&world, &lender, "schedule?start_time=2024-01-01", 400).await.starts_with("start_time"));
}
