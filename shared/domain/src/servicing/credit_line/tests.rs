//! Limits, minimum payments and redraws.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::servicing::life_cycle::AccountState::{self, Active, ActiveInArrears, Approved, Closed, PendingApproval};
use crate::servicing::rounding::Rounding;

fn date(text: &str) -> NaiveDate {
    crate::calendar::date_from_text(text).expect("a date")
}

fn amount(text: &str) -> Decimal {
    text.parse().expect("an amount")
}

fn loan(account_id: &str, state: AccountState, approved: &str, outstanding: &str) -> RegisteredLoan {
    let (approved, outstanding_principal) = (amount(approved), amount(outstanding));
    RegisteredLoan { account_id: account_id.to_owned(), state, approved, outstanding_principal }
}

fn dates() -> LineDates {
    LineDates {
        approved_on: Some(date("2024-01-01")),
        starts_on: Some(date("2024-02-01")),
        expires_on: Some(date("2025-02-01")),
        closed_on: None,
    }
}

fn line(exposure: Exposure) -> CreditLine {
    CreditLine::new(amount("1000"), exposure, dates()).expect("a line")
}

fn loans() -> Vec<RegisteredLoan> {
    vec![
        loan("applied", PendingApproval, "900", "0"),
        loan("granted", Approved, "200", "0"),
        loan("running", Active, "300", "120.50"),
        loan("late", ActiveInArrears, "100", "80"),
        loan("repaid", Closed, "500", "0"),
    ]
}

const TODAY: &str = "2024-06-01";

#[test]
fn what_is_consumed_is_what_was_approved_or_what_is_outstanding() {
    let cases = [(Exposure::ApprovedAmount, "600", "400"), (Exposure::OutstandingAmount, "200.50", "799.50")];
    for (exposure, consumed, available) in cases {
        let credit = line(exposure).credit(&loans()).expect("credit");
        assert_eq!((credit.consumed, credit.available), (amount(consumed), amount(available)), "{exposure:?}");
        assert_eq!(credit.max, amount("1000"));
    }
}

#[test]
fn names_of_exposures_and_statuses_are_those_of_the_api() {
    assert_eq!(serde_json::to_value(Exposure::ApprovedAmount).expect("a name"), "ApprovedAmount");
    assert_eq!(serde_json::to_value(Exposure::OutstandingAmount).expect("a name"), "OutstandingAmount");
    assert_eq!(serde_json::to_value(LineStatus::PendingApproval).expect("a name"), "StatusPendingApproval");
}

#[test]
fn a_line_that_loans_have_outgrown_leaves_nothing() {
    let grown = [loan("grown", Active, "1000", "1010")];
    let credit = line(Exposure::OutstandingAmount).credit(&grown).expect("credit");
    assert_eq!((credit.consumed, credit.available), (amount("1010"), Decimal::ZERO));
}

#[test]
fn a_loan_fits_up_to_the_last_minor_unit() {
    let line = line(Exposure::ApprovedAmount);
    let after = line.approve_loan(&loans(), amount("400"), date(TODAY)).expect("it fits");
    assert_eq!(after.available, Decimal::ZERO);
    let refused = line.approve_loan(&loans(), amount("400.01"), date(TODAY)).expect_err("it does not");
    assert_eq!(refused.to_string(), "400.01 is more than the 400 that the credit line leaves of 1000");
}

#[test]
fn where_the_outstanding_counts_a_loan_counts_when_it_is_drawn() {
    let line = line(Exposure::OutstandingAmount);
    let after = line.approve_loan(&loans(), amount("1000"), date(TODAY)).expect("nothing is drawn yet");
    assert_eq!(after.available, amount("799.50"));
    assert!(matches!(
        line.approve_loan(&loans(), amount("1000.01"), date(TODAY)),
        Err(LineRefusal::BeyondCredit { .. })
    ));
    let after = line.draw(&loans(), "granted", amount("200"), date(TODAY)).expect("it fits");
    assert_eq!(after.consumed, amount("400.50"));
}

#[test]
fn a_drawing_fits_its_loan_and_the_line() {
    let line = line(Exposure::OutstandingAmount);
    let draw = |loans: &[RegisteredLoan], id: &str, asked: &str| line.draw(loans, id, amount(asked), date(TODAY));
    let room = amount("179.50");
    assert_eq!(draw(&loans(), "running", "179.51"), Err(LineRefusal::BeyondLoan { asked: amount("179.51"), room }));
    assert!(draw(&loans(), "running", "179.50").is_ok());
    let full = [loan("a", Active, "800", "800"), loan("b", Active, "800", "150")];
    assert!(matches!(draw(&full, "b", "50.01"), Err(LineRefusal::BeyondCredit { .. })));
    assert_eq!(draw(&full, "b", "50").expect("it fits").available, Decimal::ZERO);
    let state = PendingApproval;
    let account_id = "applied".to_owned();
    assert_eq!(draw(&loans(), "applied", "1"), Err(LineRefusal::LoanNotOpen { account_id, state }));
    assert!(matches!(draw(&loans(), "repaid", "1"), Err(LineRefusal::LoanNotOpen { .. })));
    assert!(matches!(draw(&loans(), "unknown", "1"), Err(LineRefusal::NoSuchLoan { .. })));
    assert!(matches!(draw(&loans(), "running", "0"), Err(LineRefusal::Invalid { field: "amount", .. })));
}

#[test]
fn a_drawing_on_an_approved_amount_consumes_nothing_more() {
    let line = line(Exposure::ApprovedAmount);
    let before = line.credit(&loans()).expect("credit");
    assert_eq!(line.draw(&loans(), "running", amount("100"), date(TODAY)), Ok(before));
}

#[test]
fn the_status_follows_from_the_dates() {
    let closed = LineDates { closed_on: Some(date("2024-12-31")), ..dates() };
    let at_once = LineDates { starts_on: None, ..dates() };
    let cases = [
        (LineDates::default(), TODAY, LineStatus::PendingApproval),
        (dates(), "2023-12-31", LineStatus::PendingApproval),
        (dates(), "2024-01-01", LineStatus::Approved),
        (at_once, "2024-01-01", LineStatus::Active),
        (dates(), "2024-01-31", LineStatus::Approved),
        (dates(), "2024-02-01", LineStatus::Active),
        (dates(), "2025-01-31", LineStatus::Active),
        (dates(), "2025-02-01", LineStatus::Expired),
        (closed, "2024-12-30", LineStatus::Active),
        (closed, "2024-12-31", LineStatus::Closed),
        (closed, "2025-02-01", LineStatus::Closed),
    ];
    for (dates, today, expected) in cases {
        let line = CreditLine::new(amount("1"), Exposure::ApprovedAmount, dates).expect("a line");
        assert_eq!(line.status(date(today)), expected, "{dates:?} on {today}");
        let usable = line.approve_loan(&[], amount("1"), date(today)).is_ok();
        assert_eq!(usable, expected == LineStatus::Active, "{dates:?} on {today}");
    }
}

#[test]
fn a_line_out_of_its_time_says_which_day() {
    let line = line(Exposure::ApprovedAmount);
    let refuse = |today: &str| line.approve_loan(&[], amount("1"), date(today)).expect_err("not in time").to_string();
    assert_eq!(refuse("2024-01-15"), "the credit line may be used from 2024-02-01");
    assert_eq!(refuse("2025-03-01"), "the credit line expired on 2025-02-01; set a later expire_time first");
}

#[test]
fn a_line_is_made_with_a_limit_and_days_in_order() {
    let refused = |max: &str, dates: LineDates| match CreditLine::new(amount(max), Exposure::ApprovedAmount, dates)
        .expect_err("not a line")
    {
        LineRefusal::Invalid { field, .. } => field,
        other => panic!("{other}"),
    };
    assert_eq!(refused("0", dates()), "max_credit");
    assert_eq!(refused("1", LineDates { starts_on: Some(date("2023-12-31")), ..dates() }), "start_time");
    assert_eq!(refused("1", LineDates { expires_on: Some(date("2024-02-01")), ..dates() }), "expire_time");
    let at_once = LineDates { starts_on: None, expires_on: Some(date("2024-01-01")), ..dates() };
    assert_eq!(refused("1", at_once), "expire_time");
    assert_eq!(refused("1", LineDates { closed_on: Some(date("2023-12-31")), ..dates() }), "close_time");
    let open_end = LineDates { expires_on: Some(date("2030-01-01")), ..LineDates::default() };
    assert!(CreditLine::new(amount("1"), Exposure::ApprovedAmount, open_end).is_ok(), "no other day to compare with");
}

#[test]
fn a_limit_is_not_set_below_what_is_consumed() {
    let line = line(Exposure::ApprovedAmount);
    assert_eq!(line.with_max_credit(amount("600"), &loans()).expect("just so").max_credit(), amount("600"));
    let refused = line.with_max_credit(amount("599.99"), &loans());
    assert_eq!(refused, Err(LineRefusal::BelowConsumed { max: amount("599.99"), consumed: amount("600") }));
}

#[test]
fn a_line_is_closed_when_its_loans_are_and_removed_when_it_never_had_one() {
    let line = line(Exposure::ApprovedAmount);
    assert_eq!(line.close(&loans(), date(TODAY)), Err(LineRefusal::LoansOpen { open: 4 }));
    let closed = line.close(&[loan("repaid", Closed, "500", "0")], date(TODAY)).expect("nothing is open");
    assert_eq!(closed.status(date(TODAY)), LineStatus::Closed);
    assert_eq!(closed.close(&[], date(TODAY)), Err(LineRefusal::Closed { on: date(TODAY) }));
    assert_eq!(CreditLine::may_delete(&loans()), Err(LineRefusal::LoansRegistered { count: 5 }));
    assert_eq!(CreditLine::may_delete(&[]), Ok(()));
}

#[test]
fn amounts_beyond_computing_are_refused() {
    let huge = Decimal::MAX.to_string();
    let loans = [loan("a", Active, &huge, "0"), loan("b", Active, &huge, "0")];
    assert_eq!(line(Exposure::ApprovedAmount).credit(&loans), Err(LineRefusal::TooLarge));
}

#[test]
fn a_minimum_payment_is_principal_by_its_setting_and_all_else_due() {
    let rounding = Rounding::default();
    let due = MinimumPayment {
        principal: Decimal::ZERO,
        interest: amount("12.30"),
        fees: amount("5"),
        penalty: amount("0.70"),
    };
    let cases = [
        (PrincipalPayment::Percentage(amount("5")), "1000", "50", "68"),
        (PrincipalPayment::Percentage(amount("2.5")), "333.33", "8.33", "26.33"),
        (PrincipalPayment::Percentage(amount("5")), "0.05", "0.01", "18.01"),
        (PrincipalPayment::Percentage(amount("5")), "0", "0", "18"),
        (PrincipalPayment::Percentage(amount("100")), "42", "42", "60"),
        (PrincipalPayment::Amount(amount("100")), "1000", "100", "118"),
        (PrincipalPayment::Amount(amount("100")), "99.99", "99.99", "117.99"),
        (PrincipalPayment::Amount(amount("100")), "0", "0", "18"),
    ];
    for (settings, outstanding, principal, total) in cases {
        let payment = minimum_payment(settings, amount(outstanding), due, &rounding).expect("a payment");
        assert_eq!(payment.principal, amount(principal), "{settings:?} of {outstanding}");
        assert_eq!(payment.total(), Ok(amount(total)), "{settings:?} of {outstanding}");
    }
}

#[test]
fn principal_is_asked_for_by_one_setting() {
    let new = |amount_text: Option<&str>, percentage: Option<&str>| {
        PrincipalPayment::new(amount_text.map(amount), percentage.map(amount))
    };
    assert_eq!(new(Some("50"), None), Ok(PrincipalPayment::Amount(amount("50"))));
    assert_eq!(new(None, Some("5")), Ok(PrincipalPayment::Percentage(amount("5"))));
    let refused = [
        (None, None),
        (Some("50"), Some("5")),
        (Some("0"), None),
        (Some("-1"), None),
        (None, Some("0")),
        (None, Some("100.01")),
    ];
    for (amount, percentage) in refused {
        assert!(new(amount, percentage).is_err(), "{amount:?}, {percentage:?}");
    }
    let stored = serde_json::to_value(PrincipalPayment::Percentage(amount("5"))).expect("json");
    assert_eq!(stored, serde_json::json!({"percentage": "5"}));
}

#[test]
fn money_paid_in_advance_may_be_taken_out_again() {
    let terms = |allowed, restrict_next_due_withdrawal| RedrawTerms { allowed, restrict_next_due_withdrawal };
    let cases = [
        (terms(true, false), "500", "200", "0", "500"),
        (terms(true, true), "500", "200", "200", "300"),
        (terms(true, true), "150", "200", "150", "0"),
        (terms(true, true), "0", "200", "0", "0"),
        (terms(false, true), "500", "200", "0", "0"),
    ];
    for (terms, paid, next_due, kept_back, available) in cases {
        let redraw = Redraw::new(terms, amount(paid), amount(next_due));
        let got = (redraw.kept_back, redraw.available);
        assert_eq!(got, (amount(kept_back), amount(available)), "{terms:?} {paid}");
    }
    let redraw = Redraw::new(terms(true, true), amount("500"), amount("200"));
    let after = redraw.take(amount("299.99")).expect("there is as much");
    assert_eq!((after.balance, after.available), (amount("200.01"), amount("0.01")));
    let refused = redraw.take(amount("300.01")).expect_err("kept back");
    assert_eq!(
        refused.to_string(),
        "300.01 is more than the 300 that may be redrawn (200 is kept for the next installment)"
    );
    assert_eq!(redraw.take(Decimal::ZERO), Err(RedrawRefusal::NotAnAmount));
    let never = Redraw::new(terms(false, false), amount("500"), Decimal::ZERO);
    assert_eq!(never.take(amount("1")), Err(RedrawRefusal::NotAllowed));
}

proptest! {
    /// Whatever is admitted, in whatever order, the line never lends more than its limit.
    #[test]
    fn drawings_never_exceed_the_limit(asked in prop::collection::vec((0_usize..4, 1_i64..60_000), 1..40)) {
        let line = line(Exposure::OutstandingAmount);
        let mut loans: Vec<_> = (0..4).map(|n| loan(&n.to_string(), Active, "450", "0")).collect();
        for (which, cents) in asked {
            let asked = Decimal::new(cents, 2);
            if let Ok(after) = line.draw(&loans, &which.to_string(), asked, date(TODAY)) {
                loans[which].outstanding_principal += asked;
                prop_assert_eq!(line.credit(&loans).expect("credit"), after);
            }
            let credit = line.credit(&loans).expect("credit");
            prop_assert!(credit.consumed <= credit.max);
            prop_assert_eq!(credit.consumed + credit.available, credit.max);
            prop_assert!(loans.iter().all(|loan| loan.outstanding_principal <= loan.approved));
        }
    }

    /// Paying the minimum again and again repays a loan, in any currency.
    #[test]
    fn minimum_payments_repay_a_loan(units in 1_i64..1_000_000, percent in 20_i64..=100, which in 0_usize..3) {
        let decimals = [0, 2, 3][which];
        let rounding = Rounding { decimals, ..Rounding::default() };
        let mut outstanding = Decimal::new(units, decimals);
        for _ in 0..200 {
            let due = PrincipalPayment::Percentage(Decimal::from(percent)).due(outstanding, &rounding).expect("due");
            prop_assert!(due <= outstanding && due >= Decimal::ZERO);
            prop_assert_eq!(due, rounding.money(due));
            outstanding -= due;
        }
        prop_assert_eq!(outstanding, Decimal::ZERO);
    }
}
