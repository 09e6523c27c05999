//! Another account goes on with the debt.

use super::*;
use crate::accounts::hand_built::product;

#[test]
fn the_old_account_closes_and_the_new_one_begins_with_its_debt() {
    let desk = Desk::open();
    let before = desk.paying();
    let outcome =
        desk.refinance(&before, r#"{"top_up_amount": 327.94, "account": {"account_id": "LN-2", "notes": "more"}}"#);
    let handover = outcome.expect("refinanced");
    let told = handover.successor.as_ref().map(|change| change.happened[0].event_type);
    assert_eq!((handover.account.happened[0].event_type, told), ("account.refinanced", Some("account.created")));
    let (old, new) = both(handover);
    let (closed, _) = desk.shown(&old);
    let expected = [
        ("state", "StateClosed"),
        ("sub_state", "StateRefinanced"),
        ("rescheduled_account_id", "LN-2"),
        ("balances.principal", "0.00"),
        ("balances.interest_paid", "12.08"),
        ("amount", "1000.00"),
    ];
    for (path, value) in expected {
        assert_eq!(field(&closed, path), value, "{path}");
    }
    assert!(closed.contains_key("close_time") && old.account.at_rest.next_change.is_none());
    let (account, schedule) = desk.shown(&new);
    let expected = [
        ("account_id", "LN-2"),
        ("name", "First"),
        ("holder_id", "cus-1"),
        ("assigned_branch_id", "b-1"),
        ("notes", "more"),
        ("state", "StateActive"),
        ("original_account_id", "LN-1"),
        ("amount", "1000.00"),
        ("balances.principal", "1000.00"),
        ("guarantors", r#"[{"guarantor_id":"g-1"}]"#),
    ];
    for (path, value) in expected {
        assert_eq!(field(&account, path), value, "{path}");
    }
    // The same terms as those of the old one, from the day on which the debt went over.
    assert_eq!(rows(&schedule), ["2024-03-10 330.02 10.00", "2024-04-10 333.32 6.70", "2024-05-10 336.66 3.37"]);
}

#[test]
fn a_rescheduled_account_says_so_and_ids_are_made() {
    let desk = Desk::open();
    let before = desk.paying();
    let outcome = desk.reschedule(
        &before,
        r#"{"write_off_amounts": {"principal": "69.98", "interest": "2.08"},
            "account": {"guarantors": [], "interest_commission": "1.50", "schedule_settings": {"repayment_installments": 1}}}"#,
    );
    let (old, new) = both(outcome.expect("rescheduled"));
    let (closed, _) = desk.shown(&old);
    assert_eq!(field(&closed, "sub_state"), "StateRescheduled");
    let (account, schedule) = desk.shown(&new);
    assert!(new.account.account_id.starts_with("acc_"));
    assert_eq!(field(&closed, "rescheduled_account_id"), new.account.account_id);
    assert_eq!((field(&account, "guarantors"), field(&account, "interest_commission")), ("[]".into(), "1.50".into()));
    assert_eq!(rows(&schedule), ["2024-03-10 600.00 6.00"]);
}

#[test]
fn another_product_brings_its_defaults_and_its_bounds() {
    let desk = Desk::open();
    let own =
        product(r#""settings": {"interest": {"rate": 12}}, "allowed": {"settings": {"interest": {"rate": "ANY"}}}"#)
            .expect("a product");
    let loan = r#"{"account_id": "LN-1", "product_id": "gold", "amount": "1000.00",
        "settings": {"interest": {"day_count": "THIRTY_360"}, "schedule": {"repayment_installments": 3, "repayment_period": "P1M"}}}"#;
    let lent = desk.lent(loan, Some(&own));
    let silver = |members: &str| {
        let text = format!(r#"{{"product_id": "silver", "name": "Silver loan", "currency_code": "INR", {members}}}"#);
        Product::from_body(&body(&text)).expect("a product")
    };
    let to = |found: Option<&Product>, rest: &str| {
        let text = format!(r#"{{"keep_same_account_id": true, "account": {{"product_id": "silver"}} {rest}}}"#);
        desk.does(|context| restructure(&lent, Restructured::Refinanced, &body(&text), found, context))
    };
    let cheap = silver(r#""settings": {"interest": {"rate": 6}}"#);
    let (account, _) = desk.shown(&only(to(Some(&cheap), "").expect("refinanced")).ledger);
    assert_eq!(
        (field(&account, "settings.interest.rate"), field(&account, "product_id")),
        ("6".into(), "silver".into())
    );
    assert_eq!(field(&account, "settings.interest.day_count"), "THIRTY_360");
    assert_eq!(refused(to(None, "")), ["account.product_id: No product has the id silver"]);
    let mut dollars = cheap.clone();
    dollars.currency_code = "USD".to_owned();
    assert_eq!(refused(to(Some(&dollars), "")), ["account.product_id: Value must name a product in INR"]);
    let mut gone = cheap;
    gone.is_active = false;
    let sentence = "account.product_id: No accounts are opened of this product any more";
    assert_eq!(refused(to(Some(&gone), "")), [sentence]);
    let bounded = silver(
        r#""settings": {"interest": {"rate": 6, "day_count": "ACTUAL_365"}},
            "allowed": {"amount": {"max": "1500"}, "settings": {"schedule": {"repayment_installments": {"max": 2}}}}"#,
    );
    assert_eq!(
        refused(to(Some(&bounded), "")),
        [
            "account.product_id: The account's settings.interest.day_count does not go with it: Value must be ACTUAL_365, which the product fixes",
            "account.schedule_settings.repayment_installments: Value must be at most 2, which the product allows",
        ]
    );
    assert_eq!(
        refused(to(Some(&bounded), r#", "top_up_amount": "501""#)),
        ["top_up_amount: The loan would be 1501.00: Value must be at most 1500, which the product allows"]
    );
}
