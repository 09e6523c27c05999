//! Loans of many kinds, on days before, on and after due dates: whatever can be replaced is closed without a rest, goes on
//! with what is owed, and is as it was when that is undone.

use rust_decimal::Decimal;

use super::*;
use crate::accounts::account::Snapshot;
use crate::servicing::restructuring::{Replacement, restructure as owed_of};

/// Settings, each as members of `interest`, of `schedule`, and of the account itself.
const KINDS: &[(&str, &str, &str)] = &[
    ("", "", ""),
    (r#", "method": "FLAT""#, "", ""),
    (r#", "method": "DECLINING_BALANCE""#, "", r#", "payment_method": "MethodVertical""#),
    (r#", "calculation": "SAME_AS_REPAYMENT_PERIOD""#, "", ""),
    ("", r#", "style": "CUMULATIVE""#, ""),
    (r#", "method": "FLAT""#, r#", "style": "CUMULATIVE""#, ""),
    ("", "", r#", "prepayment": {"recalculation": "REDUCE_AMOUNT_PER_INSTALLMENT"}"#),
    ("", "", r#", "prepayment": {"recalculation": "NEXT_INSTALLMENT", "payoff_interest": "TILL_PERIOD_END"}"#),
    (r#", "accrue_late_interest": true"#, "", r#", "prepayment": {"recalculation": "LAST_INSTALLMENT"}"#),
    ("", "", r#", "penalty": {"penalty_rate": 24, "calculation": "OVERDUE_BALANCE"}"#),
    ("", r#", "grace_period": 1, "grace_period_type": "INTEREST_DEFERRED""#, ""),
    ("", r#", "style": "CUMULATIVE", "down_payment_percentage": 10"#, ""),
];

/// What happens before, on which day, and the day of the replacement.
const STORIES: &[(&str, &str, &str)] = &[
    ("2024-01-01", "", "2024-01-01"),
    ("2024-01-20", "", "2024-01-20"),
    ("2024-02-01", r#"{"type": "repayment", "amount": "340.00"}"#, "2024-02-01"),
    ("2024-02-01", r#"{"type": "repayment", "amount": "340.00"}"#, "2024-02-17"),
    ("2024-02-05", r#"{"type": "fee", "amount": "12.34"}"#, "2024-03-03"),
    ("2024-03-15", r#"{"type": "repayment", "amount": "100.00"}"#, "2024-05-20"),
];

fn loan((interest, schedule, rest): (&str, &str, &str)) -> String {
    let (on_account, group) = if rest.contains('{') { ("", rest) } else { (rest, "") };
    format!(
        r#"{{"account_id": "LN-1", "amount": "1000.00" {on_account}, "settings": {{
            "interest": {{"rate": 12, "day_count": "THIRTY_360" {interest}}},
            "schedule": {{"repayment_installments": 3, "repayment_period": "P1M" {schedule}}} {group}}}}}"#
    )
}

fn today(desk: &Desk, ledger: &Ledger) -> Snapshot {
    ledger.on(desk.today()).expect("an account")
}

/// What is left to pay in all.
fn left(desk: &Desk, ledger: &Ledger) -> Decimal {
    today(desk, ledger).summary.balances.outstanding.total()
}

#[test]
fn what_is_owed_goes_over_and_comes_back() {
    let mut replaced = 0;
    for kind in KINDS {
        for (on, what, day) in STORIES {
            let desk = Desk::open();
            let mut ledger = desk.lent(&loan(*kind), None);
            desk.on(on);
            if !what.is_empty() {
                ledger = desk.entered(&ledger, what);
            }
            desk.on(day);
            // As the clock would: what time did to the account is kept.
            ledger = desk.does(|context| {
                let mut looked_at = ledger.clone();
                let snapshot = looked_at.on(context.today()).expect("an account");
                crate::accounts::account::change::rest(&snapshot, &mut looked_at, context);
                looked_at
            });
            replaced += each_way(&desk, &ledger, &format!("{kind:?} {day}"));
        }
    }
    assert_eq!(replaced, KINDS.len() * STORIES.len() * 4);
}

fn each_way(desk: &Desk, ledger: &Ledger, case: &str) -> usize {
    let day = today(desk, ledger).money.as_of;
    let owed = owed_of(ledger.terms(), &ledger.transactions(), day, &Replacement::default()).expect("owed");
    let before = desk.shown(ledger);
    let off = owed.owed.interest;
    let mut replaced = 0;
    for (keeps_id, off) in [(true, Decimal::ZERO), (false, Decimal::ZERO), (true, off), (false, off)] {
        let body = format!(r#"{{"keep_same_account_id": {keeps_id}, "write_off_amounts": {{"interest": "{off}"}}}}"#);
        let case = format!("{case} {body}");
        let handover = desk.reschedule(ledger, &body).unwrap_or_else(|refusal| panic!("{case}: {refusal:?}"));
        let goes_on = handover.successor.as_ref().unwrap_or(&handover.account);
        assert_eq!(today(desk, &goes_on.ledger).disbursed(), owed.opening - off, "{case}");
        if !keeps_id {
            assert_eq!(left(desk, &handover.account.ledger), Decimal::ZERO, "{case}");
        }
        let other = handover.successor.as_ref().map(|change| &change.ledger);
        let undone = desk.undo(&handover.account.ledger, Restructured::Rescheduled, other);
        let undone = undone.unwrap_or_else(|refusal| panic!("{case}: {refusal:?}"));
        assert_eq!(desk.shown(&undone.account.ledger), before, "{case}");
        replaced += 1;
    }
    replaced
}
