use super::setting::{Lender, loan, object, reason};
use crate::accounts::account::{create, show, update};
use crate::json::Json;

#[test]
fn what_a_body_does_not_name_stays() {
    let lender = Lender::new();
    let made = lender.created(&loan(r#""name": "n", "notes": "first","#));
    let changed = lender.on("2024-01-02", |context| {
        update(&made, &object(r#"{"notes": null, "settings": {"interest": {"rate": 10}}}"#), None, context)
            .unwrap()
            .ledger
    });
    assert_eq!(changed.account.details.get("name"), Some(&Json::text("n")));
    assert_eq!(changed.account.details.get("notes"), None);
    assert_eq!(changed.terms().interest.rate.to_string(), "10");
    assert_eq!(changed.terms().schedule.installments, 3);
}

#[test]
fn an_account_can_be_sent_back_as_it_was_read() {
    let lender = Lender::new();
    for ledger in [lender.created(&loan("")), lender.approved(&loan(""))] {
        let again = lender.on("2024-01-02", |context| {
            let snapshot = ledger.on(context.today()).unwrap();
            update(&ledger, &show::account(&ledger, &snapshot, context.zone()), None, context)
        });
        let again = again.unwrap().ledger;
        assert_eq!(again.account.agreed, ledger.account.agreed);
        assert_eq!(again.account.details, ledger.account.details);
    }
}

#[test]
fn computed_fields_and_agreed_terms_are_not_the_callers() {
    let lender = Lender::new();
    let refused = |ledger: &_, body: &str| {
        reason(lender.on("2024-01-02", |context| update(ledger, &object(body), None, context)))
    };
    let made = lender.created(&loan(""));
    assert_eq!(refused(&made, r#"{"state": "StateActive", "days_late": 3}"#), "state days_late");
    assert_eq!(refused(&made, r#"{"account_id": "LN-2"}"#), "account_id");
    assert_eq!(refused(&made, r#"{"settings": {"interest": {"rate": -1}}}"#), "settings.interest.rate");
    let approved = lender.approved(&loan(""));
    assert_eq!(refused(&approved, r#"{"amount": "2000.00"}"#), "amount");
    assert_eq!(refused(&approved, r#"{"amount": "1000.00", "name": "m"}"#), "done");
    let dates = r#"{"disbursement_details": {"expected_disburse_time": "2024-03-01T00:00:00Z"}}"#;
    assert_eq!(refused(&approved, dates), "disbursement_details");
}

#[test]
fn all_faults_of_a_body_are_named_at_once() {
    let lender = Lender::new();
    let body = object(
        r#"{"name": 5, "colour": "red", "state": "StateActive", "tranches": [{"amount": "1"}],
        "settings": {"interest": {"rate": "x"}}, "disbursement_details": {"fees": [{"fee_id": "f"}]}}"#,
    );
    let outcome = reason(lender.on("2024-01-01", |context| create(&body, None, context)));
    let expected = ["colour", "name", "state", "disbursement_details.fees.0.amount", "settings.interest.rate"];
    assert_eq!(outcome, expected.join(" "));
}
