//! Interest of late principal that raises installments. Each asks for 340.02: 330.02 and 10.00, 333.32 and 6.70, and the
//! last one for 336.66 and 3.37.

use rust_decimal::Decimal;

use super::{account, sum};
use crate::servicing::account::{Account, Standing};
use crate::servicing::allocation::order::{Component, Direction, FutureInstallments};
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::hand_built::{amount, date, disbursement, entered, recalculating, repayment};
use crate::servicing::installment::Installment;
use crate::servicing::payoff::payoff;
use crate::servicing::replay::replay;
use crate::servicing::terms::{DayCount, LatePaymentRecalculation, Terms};
use crate::servicing::transaction::{Event, ReAge, ReAgeInterest, ReAmortiseInterest, Transaction};

const ITSELF: LatePaymentRecalculation = LatePaymentRecalculation::OverdueInstallmentsIncrease;
const LAST: LatePaymentRecalculation = LatePaymentRecalculation::LastInstallmentIncrease;

fn raising(method: LatePaymentRecalculation) -> Terms {
    let mut terms = recalculating();
    terms.arrears.late_payment = Some(method);
    terms
}

fn asked(account: &Account) -> Vec<(String, String)> {
    let text = |row: &Installment| (row.expected.principal.to_string(), row.expected.interest.to_string());
    account.installments.iter().map(text).collect()
}

fn rows(expected: [(&str, &str); 3]) -> Vec<(String, String)> {
    expected.map(|(principal, interest)| (principal.to_owned(), interest.to_owned())).into()
}

#[test]
fn late_installments_are_raised_by_what_their_principal_bears() {
    // 330.02 bears 3.3002 in February, and 15 of 31 parts of that in March: 4.897; 333.32 bears 1.613 in March.
    let late = account(&raising(ITSELF), &[], "2024-03-16");
    assert_eq!(asked(&late), rows([("330.02", "14.90"), ("333.32", "8.31"), ("336.66", "3.37")]));
    let late = account(&raising(LAST), &[], "2024-03-16");
    assert_eq!(asked(&late), rows([("330.02", "10.00"), ("333.32", "6.70"), ("336.66", "9.88")]));
}

#[test]
fn nothing_is_raised_by_a_due_date_or_after_the_last_one() {
    let agreed = [("330.02", "10.00"), ("333.32", "6.70"), ("336.66", "3.37")];
    assert_eq!(asked(&account(&raising(ITSELF), &[], "2024-02-01")), rows(agreed));
    // 330.02 and 333.32 for the whole of March.
    let at_the_end = rows([("330.02", "16.60"), ("333.32", "10.03"), ("336.66", "3.37")]);
    assert_eq!(asked(&account(&raising(ITSELF), &[], "2024-04-01")), at_the_end);
    assert_eq!(asked(&account(&raising(ITSELF), &[], "2024-05-01")), at_the_end);
}

#[test]
fn what_is_paid_late_bears_until_it_is_paid() {
    // 14 of 29 parts of 3.3002 are 1.593. Interest is paid first, so that 1.59 of principal is left: it bears 0.008 until
    // the end of February.
    let paid = [repayment(2, "2024-02-15", "340.02")];
    let late = account(&raising(ITSELF), &paid, "2024-02-15");
    assert_eq!(
        (late.installments[0].paid.interest, late.installments[0].paid.principal),
        (amount("11.59"), amount("328.43"))
    );
    let later = account(&raising(ITSELF), &paid, "2024-03-01");
    assert_eq!(asked(&later), rows([("330.02", "11.60"), ("333.32", "6.70"), ("336.66", "3.37")]));
    let in_full = account(&raising(ITSELF), &[repayment(2, "2024-02-15", "341.61")], "2024-03-01");
    assert_eq!(in_full.installments[0].obligations_met_on, Some(date("2024-02-15")));
    assert_eq!(asked(&in_full), rows([("330.02", "11.59"), ("333.32", "6.70"), ("336.66", "3.37")]));
}

#[test]
fn it_does_not_matter_how_often_it_is_looked_at() {
    // A cent of interest each day: 0.1138 a day are 3.30 in 29 days, and would be 3.19 if each day were rounded.
    let cents: Vec<Transaction> = (2..=29).map(|day| repayment(day, &format!("2024-02-{day:02}"), "0.01")).collect();
    for happened in [&cents[..], &[]] {
        let late = account(&raising(ITSELF), happened, "2024-03-01");
        assert_eq!(asked(&late), rows([("330.02", "13.30"), ("333.32", "6.70"), ("336.66", "3.37")]));
    }
}

#[test]
fn a_last_installment_that_was_paid_is_open_again() {
    // The last installment is paid at once. Then the first asks for 340.02 with 1 percent of 663.34, 6.63, of which 333.39
    // is principal: it bears 3.33 in February.
    let mut terms = raising(LAST);
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    let paid = [repayment(2, "2024-01-01", "336.66")];
    let in_time = account(&terms, &paid, "2024-02-01");
    assert_eq!(in_time.installments[2].obligations_met_on, Some(date("2024-01-01")));
    let late = account(&terms, &paid, "2024-03-01");
    let last = &late.installments[2];
    assert_eq!((last.outstanding().interest, last.obligations_met_on), (amount("3.33"), None));
    assert_eq!(late.installments[0].expected.interest, amount("6.63"));
}

#[test]
fn what_the_last_installment_is_raised_by_leaves_the_others_adding_up() {
    // The first of five yearly installments falls due after nine days, so that four are enough and the last asks for
    // nothing. A pause to come lowers interest, and the fourth takes that although the last is raised: 311.31 at 17.42
    // percent for 1 of 366 days is 0.15.
    let mut terms = raising(LAST);
    terms.interest.rate = amount("17.42");
    terms.schedule.installments = 5;
    terms.schedule.period.unit = PeriodUnit::Years;
    terms.schedule.fixed_days_of_month = vec![10];
    let paused = Event::InterestPause { until: date("2024-01-25") };
    let pause = Transaction { value_date: date("2024-01-25"), ..entered(2, "2024-01-01", paused) };
    let late = account(&terms, &[pause, repayment(3, "2024-01-11", "315.59")], "2024-01-11");
    assert_eq!(late.installments[0].paid.principal, amount("311.31"));
    assert_eq!(late.installments[4].expected.interest, amount("0.15"));
    assert_eq!(sum(&late, |row| row.expected).principal, amount("1000"));
}

#[test]
fn what_was_raised_is_quoted_and_taken() {
    // 1000, both installments' interest, what they bore since, and 15 of 31 parts of 3.3666.
    for method in [ITSELF, LAST] {
        let terms = raising(method);
        let lent = disbursement(1, "2024-01-01", "1000");
        let quoted = payoff(&terms, &[lent], date("2024-03-16")).expect("a quote");
        assert_eq!((quoted.principal, quoted.interest), (amount("1000"), amount("24.84")));
        let paid = account(&terms, &[repayment(2, "2024-03-16", "1024.84")], "2024-03-16");
        assert_eq!((paid.standing, paid.overpaid), (Standing::Repaid, amount("0")));
    }
}

#[test]
fn days_of_a_pause_bear_nothing() {
    let paused = [entered(2, "2024-02-02", Event::InterestPause { until: date("2024-02-29") })];
    // Of the 29 days of the period only 1 March is left: 1 of 29 parts of 3.3002.
    let late = account(&raising(ITSELF), &paused, "2024-03-01");
    assert_eq!(late.installments[0].expected.interest, amount("10.11"));
}

#[test]
fn what_late_principal_bore_is_counted_once_when_it_is_spread() {
    // 1000 for 79 days at 12 percent over 365 are 25.97, and for 91 days 29.92; a cent is lost where parts are rounded.
    let plan = ReAge {
        first_due: date("2024-04-20"),
        installments: 4,
        period: RepaymentPeriod { every: 1, unit: PeriodUnit::Months },
        interest: ReAgeInterest::Default,
    };
    let spread = [
        Event::ReAge { plan },
        Event::ReAmortise { interest: ReAmortiseInterest::Default },
        Event::ReAmortise { interest: ReAmortiseInterest::EqualAmortizationInterestSplit },
    ];
    for method in [ITSELF, LAST] {
        let mut terms = raising(method);
        terms.interest.day_count = DayCount::Actual365;
        for event in &spread {
            let happened = [disbursement(1, "2024-01-01", "1000"), entered(2, "2024-03-20", event.clone())];
            for (day, expected) in [("2024-03-20", "25.97"), ("2024-04-01", "29.92")] {
                let owed = payoff(&terms, &happened, date(day)).expect("a quote");
                assert_eq!(owed.principal, amount("1000"));
                let beyond = owed.interest - amount(expected);
                assert!(beyond.abs() <= amount("0.01"), "{method:?} {event:?} on {day}: {}", owed.interest);
            }
        }
    }
}

/// 1,000 at 12 percent by days of the year, of which 700.00 have paid the last installments: the first one is late by
/// 303.29, and what that bears after it finds no other place.
fn paid_from_the_end() -> (Terms, Vec<Transaction>) {
    let mut terms = recalculating();
    terms.interest.day_count = DayCount::Actual365;
    terms.allocation.default.future = FutureInstallments::LastInstallment;
    (terms, vec![disbursement(1, "2024-01-01", "1000"), repayment(2, "2024-01-11", "700")])
}

#[test]
fn late_interest_is_asked_for_once_when_more_is_lent() {
    let (terms, mut happened) = paid_from_the_end();
    happened.push(disbursement(3, "2024-03-16", "500"));
    // 3.29 were paid; 303.29 bear for 81 days, and 500.00 for 16.
    let owed = payoff(&terms, &happened, date("2024-04-10")).unwrap();
    assert_eq!((owed.principal, owed.interest), (amount("803.29"), amount("10.70")));
}

#[test]
fn late_interest_that_was_paid_is_not_asked_for_again_when_more_is_lent() {
    let (terms, mut happened) = paid_from_the_end();
    happened.push(repayment(3, "2024-03-16", "309.77"));
    happened.push(disbursement(4, "2024-03-20", "500"));
    // 500.00 bear for 12 days.
    let owed = payoff(&terms, &happened, date("2024-04-01")).unwrap();
    assert_eq!((owed.principal, owed.interest), (amount("500"), amount("1.97")));
}

#[test]
fn what_late_principal_bore_is_counted_once_when_it_is_spread_again() {
    // 1000 for 64 days at 12 percent over 365.
    let re_aged = |id, on, first_due| {
        let period = RepaymentPeriod { every: 1, unit: PeriodUnit::Months };
        let plan = ReAge { first_due: date(first_due), installments: 4, period, interest: ReAgeInterest::Default };
        entered(id, on, Event::ReAge { plan })
    };
    for method in [ITSELF, LAST] {
        let mut terms = raising(method);
        terms.interest.day_count = DayCount::Actual365;
        let lent = disbursement(1, "2024-01-01", "1000");
        let happened = [lent, re_aged(2, "2024-02-07", "2024-02-29"), re_aged(3, "2024-02-26", "2024-03-18")];
        let owed = payoff(&terms, &happened, date("2024-03-05")).expect("a quote");
        assert!((owed.interest - amount("21.04")).abs() <= amount("0.01"), "{method:?}: {}", owed.interest);
    }
}

#[test]
fn what_is_late_of_an_early_payment_that_fell_short_is_settled_with_what_it_bore() {
    for method in [ITSELF, LAST] {
        let mut terms = raising(method);
        terms.interest.rate = amount("36");
        terms.interest.day_count = DayCount::Actual365;
        // Five days of 1000 are 4.93. The installment of 353.48 asks for 3.48 more.
        let short = repayment(2, "2024-01-06", "350");
        let late = account(&terms, std::slice::from_ref(&short), "2024-02-15");
        // 3.48 bears 0.05 in 14 days.
        let due = if method == ITSELF { "3.53" } else { "3.48" };
        assert_eq!(late.installments[0].outstanding().total(), amount(due));
        let settled = account(&terms, &[short.clone(), repayment(3, "2024-02-15", due)], "2024-02-16");
        assert_eq!(settled.installments[0].obligations_met_on, Some(date("2024-02-15")));
        let happened = [disbursement(1, "2024-01-01", "1000"), short];
        let owed = payoff(&terms, &happened, date("2024-02-15")).expect("a quote").total();
        let a_cent_less = repayment(3, "2024-02-15", &(owed - amount("0.01")).to_string());
        let almost = account(&terms, &[happened[1].clone(), a_cent_less], "2024-02-15");
        assert_eq!(sum(&almost, Installment::outstanding).total(), amount("0.01"));
    }
}

#[test]
fn late_interest_that_was_applied_by_hand_is_taken_out_of_what_raised_the_last_installment() {
    let mut terms = raising(LAST);
    terms.allocation.direction = Direction::Vertical;
    for step in &mut terms.allocation.default.steps {
        step.1 = match step.1 {
            Component::Interest => Component::Principal,
            Component::Principal => Component::Interest,
            charge => charge,
        };
    }
    let applied = entered(2, "2024-03-16", Event::InterestApplied { amount: None });
    let mut happened = vec![disbursement(1, "2024-01-01", "1000"), applied];
    let owed = payoff(&terms, &happened, date("2024-04-01")).expect("a quote");
    // What the installments ask for, and 330.02 for two months and 333.32 for one.
    assert_eq!((owed.principal, owed.interest), (amount("1000"), amount("30.00")));
    happened.push(repayment(3, "2024-04-01", &owed.total().to_string()));
    let account = replay(&terms, &happened, date("2024-04-01")).expect("an account");
    assert_eq!((account.standing, account.overpaid), (Standing::Repaid, Decimal::ZERO));
    assert_eq!(sum(&account, |row| row.paid).interest, owed.interest);
}
