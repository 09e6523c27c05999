//! While nothing happens, a late loan grows no less late.

use chrono::Days;
use domain::servicing::arrears::{arrears, pauses};
use domain::servicing::replay::replay;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use rust_decimal::Decimal;

use crate::run::on_stories;
use crate::story::Story;

#[test]
fn days_past_due_never_go_down_while_nothing_happens() {
    on_stories(80, grows);
}

pub fn grows(story: &Story) -> TestCaseResult {
    let moment = story.last();
    // Money that is kept pays what falls due.
    if moment.account.redraw > Decimal::ZERO {
        return Ok(());
    }
    let has_pause = !pauses(&story.transactions).is_empty();
    let (mut past_due, mut in_arrears) = (0, 0);
    for days in [0, 1, 2, 7, 30, 31, 32, 60, 100, 400] {
        let account = replay(&story.terms, &story.transactions, moment.today + Days::new(days)).expect("an account");
        let late = arrears(&account, &story.terms.arrears, &story.transactions);
        prop_assert!(late.days_past_due >= past_due, "{days} days later: {} days past due", late.days_past_due);
        prop_assert!(
            late.days_in_arrears >= in_arrears || has_pause,
            "{days} days later: {} days in arrears",
            late.days_in_arrears
        );
        (past_due, in_arrears) = (late.days_past_due, late.days_in_arrears);
    }
    Ok(())
}
