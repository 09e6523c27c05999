//! Schedules of what is only planned.

use super::*;
use crate::servicing::terms::ExpectedTranche;

#[test]
fn nothing_of_what_is_planned_is_late() {
    let mut terms = following_payments();
    let tranche = |on, of| ExpectedTranche { on: date(on), amount: amount(of) };
    terms.schedule.expected_tranches = vec![tranche("2024-01-01", "600"), tranche("2024-02-10", "400")];
    let rows = replay(&terms, &[], date("2024-01-01")).unwrap().installments;
    // 12% / 365 a day: of 600 for 31 days; of 402.12 for 9 days, when 197.88 of the first 204 is due, and of 802.12 for 20;
    // of the rest for 31.
    let interest: Vec<_> = rows.iter().map(|row| row.expected.interest).collect();
    assert_eq!(interest, ["6.12", "6.46", "4.10"].map(amount));
}
