//! The account goes on under its id.

use super::*;
use crate::accounts::account::{lock, reverse, undo_disburse};

#[test]
fn the_debt_goes_over_to_new_terms() {
    let desk = Desk::open();
    let before = desk.paying();
    let change = r#"{"keep_same_account_id": true, "account": {"name": "Again", "interest_settings": {"rate": 0},
        "schedule_settings": {"repayment_installments": 5}}}"#;
    let change = only(desk.reschedule(&before, change).expect("rescheduled"));
    assert_eq!(change.happened[0].event_type, "account.rescheduled");
    let (account, schedule) = desk.shown(&change.ledger);
    let expected = [
        ("account_id", "LN-1"),
        ("name", "Again"),
        ("state", "StateActive"),
        ("amount", "672.06"),
        ("balances.principal", "672.06"),
        ("balances.interest", "0.00"),
        ("balances.principal_paid", "0.00"),
        ("settings.interest.rate", "0"),
        ("settings.interest.day_count", "THIRTY_360"),
        ("disbursement_details.disburse_time", "2024-02-10T00:00:00+05:30"),
        ("original_account_id", "null"),
        ("rescheduled_account_id", "null"),
    ];
    for (path, value) in expected {
        assert_eq!(field(&account, path), value, "{path}");
    }
    let expected =
        ["2024-03-10 134.41", "2024-04-10 134.41", "2024-05-10 134.41", "2024-06-10 134.41", "2024-07-10 134.42"];
    assert_eq!(rows(&schedule), expected.map(|row| format!("{row} 0.00")));
    // What went before shows what it did under the terms of its time.
    assert_eq!(
        desk.told(&change.ledger),
        [
            "disbursement 1000.00 0.00 0.00",
            "repayment 340.02 330.02 10.00",
            "write_off 7.99 0.00 7.99",
            "refinance_payoff 672.06 669.98 2.08",
            "disbursement 672.06 0.00 0.00",
        ]
    );
}

#[test]
fn what_is_given_up_does_not_go_over_and_what_is_added_does() {
    let desk = Desk::open();
    let before = desk.paying();
    let change = r#"{"keep_same_account_id": true, "top_up_amount": "330.02", "write_off_amounts": {"interest": "2.08"},
        "account": {"disbursement_details": {"fees": [{"fee_id": "f-1", "amount": "30.02"}],
            "first_repay_time": "2024-02-15T00:00:00+05:30"}, "schedule_settings": {"repayment_installments": 2}}}"#;
    let change = only(desk.refinance(&before, change).expect("refinanced"));
    assert_eq!(change.happened[0].event_type, "account.refinanced");
    let (account, schedule) = desk.shown(&change.ledger);
    assert_eq!(
        (field(&account, "amount"), field(&account, "balances.principal")),
        ("1000.00".into(), "1000.00".into())
    );
    assert_eq!(rows(&schedule).first().map(|row| row[..10].to_owned()), Some("2024-02-15".into()));
    let told = desk.told(&change.ledger);
    // 2.08 that is given up, and 7.99 that has not been earned.
    assert_eq!(told[2], "write_off 10.07 0.00 10.07");
    assert_eq!(told[3], "refinance_payoff 669.98 669.98 0.00");
    assert_eq!(told[5], "disbursement 1000.00 0.00 0.00");
}

#[test]
fn it_may_be_dated_back_to_a_day_after_which_nothing_happened() {
    let desk = Desk::open();
    let before = desk.paying();
    let on = |day: &str| {
        format!(
            r#"{{"keep_same_account_id": true, "account": {{"disbursement_details": {{"expected_disburse_time": "{day}T23:00:00+05:30"}}}}}}"#
        )
    };
    let back = only(desk.refinance(&before, &on("2024-02-01")).expect("refinanced"));
    assert_eq!(rows(&desk.shown(&back.ledger).1).first().map(|row| row[..10].to_owned()), Some("2024-03-01".into()));
    let path = "account.disbursement_details.expected_disburse_time";
    assert_eq!(
        refused(desk.refinance(&before, &on("2024-01-31"))),
        [format!("{path}: Value must not be before 2024-02-01, the day of the account's last transaction")]
    );
    assert_eq!(
        refused(desk.refinance(&before, &on("2024-02-11"))),
        [format!("{path}: Value must not be in the future: the debt goes over when it is refinanced")]
    );
}

#[test]
fn locks_go_on() {
    let desk = Desk::open();
    let paying = desk.paying();
    let locked = desk.does(|context| lock(&paying, &[], Note::default(), context)).expect("locked").ledger;
    let locks = field(&desk.shown(&locked).0, "locked_operations");
    let change = only(desk.reschedule(&locked, r#"{"keep_same_account_id": true}"#).expect("rescheduled"));
    let (account, _) = desk.shown(&change.ledger);
    assert_eq!((field(&account, "locked_operations"), field(&account, "sub_state")), (locks, "StateLocked".into()));
}

#[test]
fn what_closed_and_opened_is_taken_back_only_as_a_whole() {
    let desk = Desk::open();
    let before = desk.paying();
    let after = only(desk.reschedule(&before, r#"{"keep_same_account_id": true}"#).expect("rescheduled")).ledger;
    let id = |place: usize| after.entries[place].transaction_id.clone();
    let reversed =
        |place| desk.does(|context| reverse(&after, &id(place), &Note::default(), context)).expect_err("kept");
    assert_eq!(reversed(1).to_string(), "The account has been refinanced or rescheduled since: undo that first.");
    let kept = "This disbursement paid off what the account was refinanced or rescheduled from: undo that instead.";
    assert_eq!(reversed(4).to_string(), kept);
    let undone = desk.does(|context| undo_disburse(&after, &Note::default(), context)).expect_err("kept");
    assert_eq!(undone.to_string(), kept);
}

#[test]
fn tranches_and_down_payments_are_of_money_that_is_lent() {
    let desk = Desk::open();
    let loan = r#"{"account_id": "LN-2", "amount": "900.00",
        "tranches": [
            {"amount": "400.00", "disbursement_details": {"expected_disburse_time": "2024-01-01T00:00:00+05:30"}},
            {"amount": "500.00", "disbursement_details": {"expected_disburse_time": "2024-03-01T00:00:00+05:30"}}],
        "settings": {"interest": {"rate": 0}, "schedule": {"repayment_installments": 4, "repayment_period": "P1M",
            "down_payment_percentage": 10, "down_payment_automatic": true}}}"#;
    let lent = desk.lent(loan, None);
    assert_eq!(field(&desk.shown(&lent).0, "balances.principal"), "360.00");
    let change = only(desk.reschedule(&lent, r#"{"keep_same_account_id": true}"#).expect("rescheduled"));
    let (account, schedule) = desk.shown(&change.ledger);
    assert_eq!((field(&account, "state"), field(&account, "sub_state")), ("StateActive".into(), "null".into()));
    assert_eq!((field(&account, "balances.principal"), field(&account, "tranches")), ("360.00".into(), "null".into()));
    assert_eq!(rows(&schedule).len(), 4);
    let undone = only(desk.undo(&change.ledger, Restructured::Rescheduled, None).expect("undone"));
    assert_eq!(desk.shown(&undone.ledger), desk.shown(&lent));
}

#[test]
fn a_rate_that_was_changed_goes_on_unless_another_is_said() {
    let desk = Desk::open();
    let changed = |ledger: &Ledger, rate: u32, day: &str| {
        let change = r#"{"type": "interest_rate_change", "rate": RATE, "value_time": "DAYT00:00:00+05:30"}"#;
        desk.entered(ledger, &change.replace("RATE", &rate.to_string()).replace("DAY", day))
    };
    let free = changed(&changed(&desk.paying(), 0, "2024-02-10"), 24, "2024-03-11");
    let rescheduled = |rest: &str| {
        let body = format!(r#"{{"keep_same_account_id": true {rest}}}"#);
        only(desk.reschedule(&free, &body).expect("rescheduled")).ledger
    };
    let same = rescheduled("");
    // Interest was borne up to the day before the change, 8 of the 29 days of 6.70: 1.85 beside 669.98.
    assert_eq!(field(&desk.shown(&same).0, "amount"), "671.83");
    // As a loan of that amount with the same changes.
    let lent = LOAN.replace("1000.00", "671.83").replace("2024-01-01", "2024-02-10");
    let lent = changed(&changed(&desk.lent(&lent, None), 0, "2024-02-10"), 24, "2024-03-11");
    let schedule = rows(&desk.shown(&same).1);
    assert_eq!(schedule, rows(&desk.shown(&lent).1));
    assert!(schedule[0].ends_with(" 0.00") && !schedule[1].ends_with(" 0.00"), "{schedule:?}");
    assert!(only(desk.undo(&same, Restructured::Rescheduled, None).expect("undone")).ledger.account.earlier.is_empty());
    let said = rescheduled(r#", "account": {"interest_settings": {"rate": 12}}"#);
    assert!(rows(&desk.shown(&said).1).iter().all(|row| !row.ends_with(" 0.00")));
}

#[test]
fn each_agreement_is_told_as_it_stood_on_a_day() {
    let desk = Desk::open();
    let before = desk.paying();
    let change =
        only(desk.reschedule(&before, r#"{"keep_same_account_id": true, "account": {}}"#).expect("rescheduled"));
    let balances = |day: &str| -> Vec<String> {
        let agreements = change.ledger.agreements_on(day.parse().expect("a day")).expect("computed");
        let one = |it: &crate::servicing::account::Posting| it.balance_after.normalize().to_string();
        agreements.iter().map(|it| it.money.postings.iter().map(one).collect::<Vec<_>>().join(" ")).collect()
    };
    assert_eq!(balances("2023-12-31"), [""]);
    assert_eq!(balances("2024-01-31"), ["1000"]);
    assert_eq!(balances("2024-02-09"), ["1000 669.98"]);
    // Interest that was not earned is given up, then the rest is paid off, and owed anew.
    assert_eq!(balances("2024-02-10"), ["1000 669.98 669.98 0", "672.06"]);
}
