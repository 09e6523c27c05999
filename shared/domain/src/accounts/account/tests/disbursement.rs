use super::setting::{Lender, figure, loan, reason};
use crate::accounts::account::{Disbursal, Ledger, Note, disburse, undo_disburse};

const TRANCHES: &str = r#""disbursement_details": {"fees": [{"fee_id": "processing", "amount": "10.00"}]},
    "tranches": [
        {"amount": "600.00", "disbursement_details": {"expected_disburse_time": "2024-01-01T12:00:00+05:30"}},
        {"amount": "400.00", "disbursement_details": {"expected_disburse_time": "2024-01-15T12:00:00+05:30"}}
    ],"#;

fn pay_out(lender: &Lender, ledger: &Ledger, day: &str, disbursal: Disbursal) -> Result<Ledger, String> {
    let outcome = lender.on(day, |context| disburse(ledger, disbursal, context));
    match outcome {
        Ok(change) => Ok(change.ledger),
        refused => Err(reason(refused)),
    }
}

#[test]
fn all_of_the_grant_is_paid_out_where_nothing_is_said() {
    let lender = Lender::new();
    let approved = lender.approved(&loan(""));
    let paid_out = pay_out(&lender, &approved, "2024-01-03", Disbursal::default()).unwrap();
    assert_eq!(
        (figure(&paid_out, "state"), figure(&paid_out, "balances.principal")),
        ("StateActive".into(), "1000.00".into())
    );
    assert!(pay_out(&lender, &paid_out, "2024-01-03", Disbursal::default()).is_err());
    let future = Disbursal { on: "2024-01-09".parse().ok(), ..Disbursal::default() };
    assert_eq!(pay_out(&lender, &approved, "2024-01-03", future), Err("value_time".to_owned()));
    let back = lender.on("2024-01-04", |context| undo_disburse(&paid_out, &Note::default(), context)).unwrap().ledger;
    assert_eq!(figure(&back, "state"), "StateApproved");
}

#[test]
fn tranches_are_paid_out_one_by_one() {
    let lender = Lender::new();
    let approved = lender.approved(&loan(TRANCHES));
    let first = pay_out(&lender, &approved, "2024-01-01", Disbursal::default()).unwrap();
    assert_eq!(
        (figure(&first, "sub_state"), figure(&first, "balances.principal")),
        ("StatePartiallyDisbursed".into(), "600.00".into())
    );
    let again = Disbursal { tranche: Some(1), ..Disbursal::default() };
    assert_eq!(pay_out(&lender, &first, "2024-01-15", again), Err("tranche_disbursed".to_owned()));
    let third = Disbursal { tranche: Some(3), ..Disbursal::default() };
    assert_eq!(pay_out(&lender, &first, "2024-01-15", third), Err("tranche_number".to_owned()));
    let second = pay_out(&lender, &first, "2024-01-15", Disbursal::default()).unwrap();
    assert_eq!(
        (figure(&second, "sub_state"), figure(&second, "balances.principal")),
        (String::new(), "1000.00".into())
    );
    let back = lender.on("2024-01-16", |context| undo_disburse(&second, &Note::default(), context)).unwrap().ledger;
    assert_eq!(figure(&back, "balances.principal"), "600.00");
}

#[test]
fn fees_of_the_first_payment_out_go_with_it() {
    let lender = Lender::new();
    let approved = lender.approved(&loan(TRANCHES));
    let first = pay_out(&lender, &approved, "2024-01-01", Disbursal::default()).unwrap();
    assert_eq!(first.entries.len(), 2);
    let back = lender.on("2024-01-02", |context| undo_disburse(&first, &Note::default(), context)).unwrap().ledger;
    assert_eq!(figure(&back, "state"), "StateApproved");
    let again = pay_out(&lender, &back, "2024-01-03", Disbursal::default()).unwrap();
    assert_eq!(figure(&again, "balances.fees"), figure(&first, "balances.fees"));
}
