use super::*;
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::entered;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{DayCount, DownPayment, ExpectedTranche};
use crate::servicing::transaction::Event;

const LEVEL: InterestMethod = InterestMethod::DecliningBalanceEqualInstallments;

#[test]
fn a_level_installment_repays_the_loan() {
    assert_rows(
        &account(&terms(LEVEL), &[], "2024-01-01"),
        &[("2024-02-01", "330.02", "10.00"), ("2024-03-01", "333.32", "6.70"), ("2024-04-01", "336.66", "3.37")],
    );
}

#[test]
fn equal_parts_of_principal_bear_interest_on_what_is_left() {
    let mut terms = terms(InterestMethod::DecliningBalance);
    terms.schedule.installments = 18;
    let account = replay(&terms, &[disbursement(1, "2022-11-01", "5000")], date("2022-11-01")).expect("an account");
    assert_eq!(account.installments[0].expected.principal, amount("277.78"));
    assert_eq!(account.installments[17].expected.principal, amount("277.74"));
    assert_eq!(total(&account, |row| row.interest), amount("475.00"));
    assert_eq!(total(&account, |row| row.principal), amount("5000"));
}

#[test]
fn a_month_of_thirty_days_is_a_twelfth_of_a_year_to_the_last_digit() {
    let mut terms = terms(LEVEL);
    terms.interest.rate = amount("24");
    terms.interest.calculation = InterestCalculation::Daily;
    terms.interest.day_count = DayCount::Thirty360;
    terms.rounding.precision = Some(19);
    // 673.25 x 2% = 13.465, half of a cent, goes to the even one. A day's share is 0.0666... percent.
    assert_rows(
        &account(&terms, &[], "2024-01-01"),
        &[("2024-02-01", "326.75", "20.00"), ("2024-03-01", "333.29", "13.46"), ("2024-04-01", "339.96", "6.80")],
    );
}

#[test]
fn a_balloon_is_due_with_the_last_installment() {
    let over_ten = |method| {
        let mut terms = terms(method);
        terms.schedule.amortization_installments = Some(10);
        account(&terms, &[], "2024-01-01")
    };
    // 1000 x 1% / (1 - 1.01^-10) = 105.58
    assert_rows(
        &over_ten(LEVEL),
        &[("2024-02-01", "95.58", "10.00"), ("2024-03-01", "96.54", "9.04"), ("2024-04-01", "807.88", "8.08")],
    );
    assert_rows(
        &over_ten(InterestMethod::DecliningBalance),
        &[("2024-02-01", "100.00", "10.00"), ("2024-03-01", "100.00", "9.00"), ("2024-04-01", "800.00", "8.00")],
    );
    assert_rows(
        &over_ten(InterestMethod::Flat),
        &[("2024-02-01", "100.00", "10.00"), ("2024-03-01", "100.00", "10.00"), ("2024-04-01", "800.00", "10.00")],
    );
}

#[test]
fn a_balloon_after_a_grace_of_principal_is_computed_over_what_follows_it() {
    let mut terms = terms(LEVEL);
    terms.schedule.amortization_installments = Some(10);
    terms.schedule.principal_grace = 1;
    // 1000 x 1% / (1 - 1.01^-9) = 116.74
    assert_rows(
        &account(&terms, &[], "2024-01-01"),
        &[("2024-02-01", "0.00", "10.00"), ("2024-03-01", "106.74", "10.00"), ("2024-04-01", "893.26", "8.93")],
    );
}

#[test]
fn an_agreed_installment_leaves_the_rest_to_the_last_one() {
    let agreed = |of: &str| {
        let mut terms = terms(LEVEL);
        terms.schedule.periodic_payment = Some(amount(of));
        terms
    };
    assert_rows(
        &account(&agreed("200"), &[], "2024-01-01"),
        &[("2024-02-01", "190.00", "10.00"), ("2024-03-01", "191.90", "8.10"), ("2024-04-01", "618.10", "6.18")],
    );
    // Where it is more than the loan takes, there are fewer.
    assert_rows(
        &account(&agreed("600"), &[], "2024-01-01"),
        &[("2024-02-01", "590.00", "10.00"), ("2024-03-01", "410.00", "4.10")],
    );
    // It stays at another rate: 1000 - 190 = 810 at half a percent.
    let rate = entered(2, "2024-03-01", Event::RateChange { rate: amount("6") });
    assert_rows(
        &account(&agreed("200"), &[rate], "2024-03-01"),
        &[("2024-02-01", "190.00", "10.00"), ("2024-03-01", "195.95", "4.05"), ("2024-04-01", "614.05", "3.07")],
    );
}

#[test]
fn flat_interest_is_on_the_whole_amount() {
    assert_rows(
        &account(&terms(InterestMethod::Flat), &[], "2024-01-01"),
        &[("2024-02-01", "333.33", "10.00"), ("2024-03-01", "333.33", "10.00"), ("2024-04-01", "333.34", "10.00")],
    );
}

#[test]
fn a_grace_of_principal_leaves_interest_alone() {
    let mut terms = terms(LEVEL);
    terms.schedule.principal_grace = 1;
    assert_rows(
        &account(&terms, &[], "2024-01-01"),
        &[("2024-02-01", "0.00", "10.00"), ("2024-03-01", "497.51", "10.00"), ("2024-04-01", "502.49", "5.02")],
    );
}

#[test]
fn a_grace_of_interest_puts_it_off() {
    let mut terms = terms(LEVEL);
    terms.schedule.interest_grace = 1;
    assert_rows(
        &account(&terms, &[], "2024-01-01"),
        &[("2024-02-01", "330.02", "0.00"), ("2024-03-01", "333.32", "16.70"), ("2024-04-01", "336.66", "3.37")],
    );
}

#[test]
fn interest_that_is_put_off_to_the_end_is_due_with_the_last_installment() {
    let mut terms = terms(LEVEL);
    terms.schedule.interest_grace = 3;
    let account = account(&terms, &[], "2024-01-01");
    assert_eq!(account.installments[2].expected.interest, amount("20.07"));
}

#[test]
fn a_free_period_bears_nothing() {
    let mut terms = terms(LEVEL);
    terms.schedule.interest_free_periods = 1;
    let account = account(&terms, &[], "2024-01-01");
    assert_eq!(account.installments[0].expected.interest, Decimal::ZERO);
    assert_eq!(account.installments[1].expected.interest, amount("6.60"));
}

#[test]
fn graces_of_flat_loans_spread_the_rest() {
    let mut graced = terms(InterestMethod::Flat);
    graced.schedule.interest_grace = 1;
    assert_rows(
        &account(&graced, &[], "2024-01-01"),
        &[("2024-02-01", "333.33", "0.00"), ("2024-03-01", "333.33", "15.00"), ("2024-04-01", "333.34", "15.00")],
    );
    let mut free = terms(InterestMethod::Flat);
    free.schedule.interest_free_periods = 1;
    assert_rows(
        &account(&free, &[], "2024-01-01"),
        &[("2024-02-01", "333.33", "0.00"), ("2024-03-01", "333.33", "10.00"), ("2024-04-01", "333.34", "10.00")],
    );
}

#[test]
fn weeks_and_days_have_rates_of_their_own() {
    let mut weekly = terms(LEVEL);
    weekly.schedule.period = RepaymentPeriod { every: 2, unit: PeriodUnit::Weeks };
    assert_eq!(account(&weekly, &[], "2024-01-01").installments[0].expected.interest, amount("4.62"));
    let mut daily = terms(LEVEL);
    daily.schedule.period = RepaymentPeriod { every: 15, unit: PeriodUnit::Days };
    assert_eq!(account(&daily, &[], "2024-01-01").installments[0].expected.interest, amount("4.93"));
}

#[test]
fn due_dates_keep_their_day_of_the_month() {
    let account = replay(&terms(LEVEL), &[disbursement(1, "2024-01-31", "1000")], date("2024-01-31"));
    let account = account.expect("an account");
    let due: Vec<_> = account.installments.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(due, ["2024-02-29", "2024-03-31", "2024-04-30"]);
    let interest: Vec<_> = account.installments.iter().map(|row| row.expected.interest).collect();
    assert_eq!(interest, [amount("10.00"), amount("6.70"), amount("3.37")]);
}

#[test]
fn a_down_payment_is_due_at_once() {
    let mut terms = without_interest();
    terms.schedule.down_payment = Some(DownPayment { percentage: amount("25"), automatic: false });
    let account = account(&terms, &[disbursement(2, "2024-02-01", "500")], "2024-02-01");
    let kinds: Vec<_> = account.installments.iter().map(|row| (row.due.to_string(), row.kind)).collect();
    assert_eq!(kinds[0], ("2024-01-01".to_owned(), InstallmentKind::DownPayment));
    assert_eq!(kinds[1], ("2024-02-01".to_owned(), InstallmentKind::DownPayment));
    assert_eq!(kinds[2], ("2024-02-01".to_owned(), InstallmentKind::Regular));
    let principal: Vec<_> = account.installments.iter().map(|row| row.expected.principal).collect();
    assert_eq!(principal, [250, 125, 375, 375, 375].map(Decimal::from));
}

#[test]
fn before_the_first_disbursement_the_schedule_is_a_plan() {
    let mut terms = without_interest();
    let planned = replay(&terms, &[], date("2024-01-01")).expect("an account");
    assert_eq!(planned.standing, crate::servicing::account::Standing::Undisbursed);
    assert_eq!(total(&planned, |row| row.principal), amount("1000"));
    terms.schedule.expected_tranches = vec![
        ExpectedTranche { on: date("2024-01-01"), amount: amount("300") },
        ExpectedTranche { on: date("2024-02-15"), amount: amount("600") },
    ];
    let planned = replay(&terms, &[], date("2024-01-01")).expect("an account");
    assert_eq!(total(&planned, |row| row.principal), amount("900"));
    let started = replay(&terms, &[disbursement(1, "2024-01-01", "300")], date("2024-01-01")).expect("an account");
    assert_eq!(total(&started, |row| row.principal), amount("300"));
    assert_eq!(started.planned, [(date("2024-02-15"), amount("600"))]);
}

#[test]
fn a_rate_counts_from_the_installment_that_it_names() {
    let rate = entered(2, "2024-03-01", Event::RateChange { rate: amount("6") });
    assert_rows(
        &account(&terms(LEVEL), &[rate], "2024-04-01"),
        &[("2024-02-01", "330.02", "10.00"), ("2024-03-01", "334.15", "3.35"), ("2024-04-01", "335.83", "1.68")],
    );
}

#[test]
fn extra_terms_make_what_is_left_longer() {
    let longer = entered(2, "2024-03-01", Event::ExtraTerms { count: 1 });
    let level = account(&terms(LEVEL), std::slice::from_ref(&longer), "2024-03-01");
    assert_eq!(level.installments.len(), 4);
    assert_eq!(level.installments[1].expected.total(), amount("227.81"));
    let flat = account(&terms(InterestMethod::Flat), &[longer], "2024-03-01");
    assert_rows(
        &flat,
        &[
            ("2024-02-01", "333.33", "10.00"),
            ("2024-03-01", "222.22", "6.67"),
            ("2024-04-01", "222.22", "6.67"),
            ("2024-05-01", "222.23", "6.66"),
        ],
    );
}

#[test]
fn a_grace_in_between_puts_principal_off_and_makes_the_loan_longer() {
    let grace = entered(2, "2024-03-01", Event::MidTermGrace { principal: 1, interest: 0 });
    let account = account(&terms(LEVEL), &[grace], "2024-03-01");
    let principal: Vec<_> = account.installments.iter().map(|row| row.expected.principal).collect();
    assert_eq!(principal.len(), 4);
    assert_eq!(principal[1], Decimal::ZERO);
    assert_eq!(account.installments[2].expected.interest, amount("6.70"));
    assert_eq!(total(&account, |row| row.principal), amount("1000"));
}

#[test]
fn a_holiday_puts_the_next_installments_off() {
    let holiday = entered(2, "2024-02-01", Event::PaymentHoliday { installments: 1 });
    // February's interest is asked for with April's installment, on top of 669.98 x 1% / (1 - 1.01^-2) = 340.02.
    assert_rows(
        &account(&terms(LEVEL), &[holiday], "2024-02-01"),
        &[
            ("2024-02-01", "330.02", "10.00"),
            ("2024-03-01", "0.00", "0.00"),
            ("2024-04-01", "333.32", "13.40"),
            ("2024-05-01", "336.66", "3.37"),
        ],
    );
}

#[test]
fn a_due_date_that_is_moved_moves_those_after_it() {
    let moved = Event::DueDateChange { from: date("2024-02-01"), to: date("2024-02-20") };
    let again = Event::DueDateChange { from: date("2024-02-20"), to: date("2024-02-25") };
    let changes = [entered(2, "2024-01-10", moved), entered(3, "2024-01-11", again)];
    let account = account(&without_interest(), &changes, "2024-01-11");
    let due: Vec<_> = account.installments.iter().map(|row| row.due.to_string()).collect();
    assert_eq!(due, ["2024-02-25", "2024-03-25", "2024-04-25"]);
}

#[test]
fn what_older_systems_do_not_do_is_refused() {
    let refuse = |terms: &Terms, event: Option<Event>| {
        let mut transactions = vec![disbursement(1, "2024-01-01", "1000")];
        transactions.extend(event.map(|event| entered(2, "2024-01-02", event)));
        replay(terms, &transactions, date("2024-01-02")).expect_err("a refusal")
    };
    let mut fixed_length = without_interest();
    fixed_length.schedule.fixed_length = Some(10);
    assert!(matches!(refuse(&fixed_length, None), ReplayError::Unsupported(_)));
    let mut agreed = terms(InterestMethod::Flat);
    agreed.schedule.periodic_payment = Some(amount("400"));
    assert!(matches!(refuse(&agreed, None), ReplayError::Unsupported(_)));
    let mut balloon = without_interest();
    balloon.schedule.amortization_installments = Some(2);
    assert!(matches!(refuse(&balloon, None), ReplayError::Terms(_)));
    let pause = Event::InterestPause { until: date("2024-02-01") };
    assert!(matches!(refuse(&without_interest(), Some(pause)), ReplayError::Unsupported(_)));
    let mut dear = terms(LEVEL);
    dear.interest.rate = amount("1000000");
    dear.schedule.installments = 1_000;
    assert_eq!(refuse(&dear, None), ReplayError::OutOfRange);
    let mut whole_periods = terms(LEVEL);
    whole_periods.interest.partial_periods = false;
    let tranche = Event::Disbursement { amount: amount("500") };
    assert!(matches!(refuse(&whole_periods, Some(tranche)), ReplayError::Unsupported(_)));
}
