//! What was refinanced or rescheduled is as it was before.

use super::*;
use crate::accounts::account::{LifeStep, delete, update};

const HERE: &str = r#"{"keep_same_account_id": true, "account": {"name": "Again", "notes": "n", "guarantors": [],
    "schedule_settings": {"repayment_installments": 5}}, "write_off_amounts": {"interest": "1.00"}}"#;

#[test]
fn under_the_same_id_everything_is_as_it_was() {
    let desk = Desk::open();
    let before = desk.paying();
    let after = only(desk.refinance(&before, HERE).expect("refinanced")).ledger;
    desk.on("2024-02-20");
    let change = only(desk.undo(&after, Restructured::Refinanced, None).expect("undone"));
    assert_eq!(change.happened[0].event_type, "account.refinancing_undone");
    let undone = change.ledger;
    assert_eq!(desk.shown(&undone), desk.shown(&before));
    assert_eq!(undone.account.agreed, before.account.agreed);
    assert!(undone.account.earlier.is_empty());
    // It stays on record, and counts nowhere.
    assert_eq!(
        desk.told(&undone),
        [
            "disbursement 1000.00 0.00 0.00",
            "repayment 340.02 330.02 10.00",
            "write_off - - - reversed",
            "refinance_payoff 671.06 - - reversed",
            "disbursement 671.06 - - reversed",
            "reversal - - -",
            "reversal - - -",
            "reversal - - -",
        ]
    );
    // The number of what was undone is not used again.
    let again = only(desk.refinance(&undone, HERE).expect("refinanced")).ledger;
    assert_eq!((after.account.agreed.number, again.account.agreed.number), (1, 2));
}

#[test]
fn arrears_go_on_from_when_they_began() {
    let desk = Desk::open();
    let lent = desk.lent(LOAN, None);
    desk.on("2024-02-05");
    let late = desk.entered(&lent, r#"{"type": "fee", "amount": "1.00"}"#);
    let (account, _) = desk.shown(&late);
    assert_eq!(field(&account, "state"), "StateActiveInArrears");
    desk.on("2024-02-10");
    for body in [r#"{"keep_same_account_id": true}"#, r#"{"account": {"account_id": "LN-2"}}"#] {
        let handover = desk.reschedule(&late, body).expect("rescheduled");
        assert_eq!(field(&desk.shown(&handover.account.ledger).0, "arrears_set_time"), "null");
        let other = handover.successor.as_ref().map(|change| &change.ledger);
        let undone = desk.undo(&handover.account.ledger, Restructured::Rescheduled, other).expect("undone");
        assert_eq!(desk.shown(&undone.account.ledger), desk.shown(&late));
    }
}

#[test]
fn another_account_is_withdrawn() {
    let desk = Desk::open();
    let before = desk.paying();
    let (old, new) = both(desk.refinance(&before, r#"{"top_up_amount": "100"}"#).expect("refinanced"));
    desk.on("2024-02-20");
    let handover = desk.undo(&old, Restructured::Refinanced, Some(&new)).expect("undone");
    let told = handover.successor.as_ref().map(|change| change.happened[0].event_type);
    assert_eq!(
        (handover.account.happened[0].event_type, told),
        ("account.refinancing_undone", Some("account.withdrawn"))
    );
    let (undone, withdrawn) = both(handover);
    assert_eq!(desk.shown(&undone), desk.shown(&before));
    let (account, _) = desk.shown(&withdrawn);
    assert_eq!(
        (field(&account, "state"), field(&account, "sub_state")),
        ("StateClosed".into(), "StateWithdrawn".into())
    );
    assert_eq!(field(&account, "original_account_id"), "LN-1");
    assert_eq!(field(&account, "balances.principal"), "0.00");
    assert!(withdrawn.standing().is_empty());
    let reopened = desk.does(|context| step(&withdrawn, LifeStep::Reopen, context)).expect_err("withdrawn for good");
    assert!(reopened.to_string().starts_with("The account took the place of another one"));
    assert!(desk.does(|context| delete(&withdrawn, context)).is_ok());
}

#[test]
fn what_followed_is_in_the_way() {
    let desk = Desk::open();
    let before = desk.paying();
    let payment = r#"{"type": "repayment", "amount": "1.00"}"#;
    let later = "later transactions depend on it; reverse those first, the latest one first";
    let after = only(desk.refinance(&before, HERE).expect("refinanced")).ledger;
    let paid = desk.entered(&after, payment);
    let named = refused(desk.undo(&paid, Restructured::Refinanced, None));
    assert!(named[0].contains(later), "{named:?}");
    let id = paid.entries.last().expect("a payment").transaction_id.clone();
    let note = Note::default();
    let back = desk.does(|context| crate::accounts::account::reverse(&paid, &id, &note, context)).expect("reversed");
    assert!(desk.undo(&back.ledger, Restructured::Refinanced, None).is_ok());

    let (old, new) = both(desk.refinance(&before, "{}").expect("refinanced"));
    let paid = desk.entered(&new, payment);
    let named = refused(desk.undo(&old, Restructured::Refinanced, Some(&paid)));
    assert!(named[0].contains(later), "{named:?}");
    let renewed = only(desk.reschedule(&new, r#"{"keep_same_account_id": true}"#).expect("rescheduled")).ledger;
    let named = refused(desk.undo(&old, Restructured::Refinanced, Some(&renewed)));
    assert!(named[0].contains(later), "{named:?}");
    let (moved, _) = both(desk.refinance(&new, "{}").expect("refinanced"));
    let named = refused(desk.undo(&old, Restructured::Refinanced, Some(&moved)));
    assert!(named[0].contains(later), "{named:?}");
}

#[test]
fn it_is_undone_as_what_it_was_and_where_it_was() {
    let desk = Desk::open();
    let before = desk.paying();
    let (old, new) = both(desk.refinance(&before, "{}").expect("refinanced"));
    let named = refused(desk.undo(&old, Restructured::Rescheduled, Some(&new)));
    assert!(named[0].contains("StateRefinanced"), "{named:?}");
    let named = refused(desk.undo(&new, Restructured::Refinanced, None));
    assert!(named[0].contains("undo it at the account that was refinanced"), "{named:?}");
    assert_eq!(
        refused(desk.undo(&old, Restructured::Refinanced, None)),
        ["The account that goes on with the debt not found."]
    );
    let after = only(desk.reschedule(&before, r#"{"keep_same_account_id": true}"#).expect("rescheduled")).ledger;
    let named = refused(desk.undo(&after, Restructured::Refinanced, None));
    assert!(named[0].contains("no refinancing of this account stands"), "{named:?}");
}

#[test]
fn one_after_the_other_is_undone_one_after_the_other() {
    let desk = Desk::open();
    let before = desk.paying();
    let first = only(desk.refinance(&before, HERE).expect("refinanced")).ledger;
    desk.on("2024-02-11");
    let second = only(desk.reschedule(&first, r#"{"keep_same_account_id": true}"#).expect("rescheduled")).ledger;
    desk.on("2024-02-12");
    let (closed, other) = both(desk.refinance(&second, r#"{"top_up_amount": "5"}"#).expect("refinanced"));
    desk.on("2024-02-13");
    let (third, _) = both(desk.undo(&closed, Restructured::Refinanced, Some(&other)).expect("undone"));
    assert_eq!(desk.shown(&third), desk.shown(&second));
    let named = refused(desk.undo(&third, Restructured::Refinanced, None));
    assert!(named[0].contains("no refinancing of this account stands"), "{named:?}");
    let fourth = only(desk.undo(&third, Restructured::Rescheduled, None).expect("undone")).ledger;
    assert_eq!(desk.shown(&fourth), desk.shown(&first));
    let last = only(desk.undo(&fourth, Restructured::Refinanced, None).expect("undone")).ledger;
    assert_eq!(desk.shown(&last), desk.shown(&before));
}

#[test]
fn what_was_said_since_of_other_fields_stays() {
    let desk = Desk::open();
    let before = desk.paying();
    let after = only(desk.refinance(&before, HERE).expect("refinanced")).ledger;
    let said = body(r#"{"assigned_branch_id": "b-2"}"#);
    let moved = desk.does(|context| update(&after, &said, None, context)).expect("updated").ledger;
    let undone = only(desk.undo(&moved, Restructured::Refinanced, None).expect("undone")).ledger;
    let (account, _) = desk.shown(&undone);
    assert_eq!((field(&account, "assigned_branch_id"), field(&account, "name")), ("b-2".into(), "First".into()));
    assert_eq!(field(&account, "notes"), "null");
}

#[test]
fn what_is_kept_reads_back_as_it_was_written() {
    let desk = Desk::open();
    let after = only(desk.refinance(&desk.paying(), HERE).expect("refinanced")).ledger;
    let (old, new) = both(desk.refinance(&after, "{}").expect("refinanced"));
    for ledger in [after, old, new] {
        let text = serde_json::to_string(&ledger.account).expect("JSON");
        let account: crate::accounts::account::Account = serde_json::from_str(&text).expect("an account");
        assert_eq!(account, ledger.account);
    }
}
