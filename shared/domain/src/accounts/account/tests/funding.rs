use super::setting::{Lender, loan, object, reason};
use crate::accounts::account::funding::{create_fund, funds, sell_fund};
use crate::accounts::account::{Change, Disbursal, Ledger, Refusal, disburse, enter};
use crate::json::Json;
use crate::servicing::life_cycle::{Operation, Reason, permit};

const TRANCHES: &str = r#""tranches": [
    {"amount": "600.00", "disbursement_details": {"expected_disburse_time": "2024-01-01T12:00:00+05:30"}},
    {"amount": "400.00", "disbursement_details": {"expected_disburse_time": "2024-01-01T12:00:00+05:30"}}],"#;

/// 1000.00 in two parts that may be paid out up to 1100.00, of two investors.
fn funded(lender: &Lender) -> Ledger {
    let mut body = loan(TRANCHES);
    let Some(Json::Object(settings)) = body.get_mut("settings") else { panic!("settings") };
    settings.insert("disbursement".to_owned(), Json::Object(object(r#"{"over_applied_amount": "100.00"}"#)));
    let fund = |ledger: &Ledger, body: &str| {
        lender.on("2024-01-01", |context| create_fund(ledger, &object(body), context)).unwrap().0.ledger
    };
    let first = fund(&lender.approved(&body), r#"{"fund_id": "a", "amount": "600.00"}"#);
    fund(&first, r#"{"fund_id": "b", "amount": "400.00"}"#)
}

fn pay_out(lender: &Lender, ledger: &Ledger, amount: &str) -> Result<Change, Refusal> {
    let disbursal = Disbursal { amount: amount.parse().ok(), ..Disbursal::default() };
    lender.on("2024-01-01", |context| disburse(ledger, disbursal, context))
}

fn repaid(lender: &Lender, ledger: &Ledger, day: &str) -> Vec<String> {
    let snapshot = lender.on(day, |context| ledger.on(context.today())).unwrap();
    let text = |fund: &crate::json::Object| fund["repaid"].as_text().unwrap().to_owned();
    funds(ledger, &snapshot).unwrap().iter().map(text).collect()
}

#[test]
fn no_more_is_paid_out_than_investors_have_put_in() {
    let lender = Lender::new();
    let ledger = funded(&lender);
    assert_eq!(reason(pay_out(&lender, &ledger, "1000.01")), "beyond_funding");
    let part = pay_out(&lender, &ledger, "600").unwrap().ledger;
    assert_eq!(reason(pay_out(&lender, &part, "400.01")), "beyond_funding");
    let whole = pay_out(&lender, &part, "400").unwrap();
    let refused = permit(Operation::RescheduleInPlace, &whole.snapshot.standing).unwrap_err();
    assert_eq!(refused.reason, Reason::Funded);
}

/// A write-off gives nothing to investors, and what is owed to them stays theirs.
#[test]
fn what_is_given_up_is_not_paid() {
    let lender = Lender::new();
    let part = pay_out(&lender, &funded(&lender), "600").unwrap().ledger;
    let paid_out = pay_out(&lender, &part, "400").unwrap().ledger;
    let repayment = object(r#"{"type": "repayment", "amount": "110.00"}"#);
    let paid = lender.on("2024-02-01", |context| enter(&paid_out, &repayment, context)).unwrap().ledger;
    assert_eq!(repaid(&lender, &paid, "2024-02-01"), ["60.00", "40.00"]);
    let given_up = lender.on("2024-02-02", |context| {
        crate::accounts::account::write_off(&paid, crate::accounts::account::Note::default(), context)
    });
    assert_eq!(repaid(&lender, &given_up.unwrap().ledger, "2024-02-02"), ["60.00", "40.00"]);
}

#[test]
fn a_sale_of_a_loan_without_funds_finds_none() {
    let lender = Lender::new();
    let paid_out =
        lender.on("2024-01-01", |context| disburse(&lender.approved(&loan("")), Disbursal::default(), context));
    let body = object(r#"{"purchases": [{"account_id": "x", "amount": "1", "price": "1"}]}"#);
    let sold = lender.on("2024-01-01", |context| sell_fund(&paid_out.unwrap().ledger, "a", &body, context));
    assert_eq!(sold.err(), Some(Refusal::NotFound("Fund")));
}
