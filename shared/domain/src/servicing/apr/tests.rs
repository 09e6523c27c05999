//! The examples of 12 CFR part 1026, appendix J, (c), on dates and on unit-periods; others whose rates are published.

use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::actuarial::Flow;
use super::consumer_credit::Intervals;
use super::*;
use crate::calendar::date_from_text;
use crate::servicing::due_dates::{DueDates, RepaymentPeriod};

fn date(text: &str) -> NaiveDate {
    date_from_text(text).expect("a date")
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn on(day: &str, amount: &str) -> DatedAmount {
    DatedAmount { date: date(day), amount: decimal(amount) }
}

/// `count` equal payments, each `period` from the first on.
fn series(first: &str, period: &str, count: usize, amount: &str) -> Vec<DatedAmount> {
    let period: RepaymentPeriod = period.parse().expect("a period");
    let dates = (0..).map_while(|k| period.after(date(first), k)).take(count);
    dates.map(|date| DatedAmount { date, amount: decimal(amount) }).collect()
}

fn percent(apr: Result<Apr, AprError>) -> String {
    apr.expect("a rate").percent.round_dp(2).to_string()
}

/// The rate of a single advance on the first day, and its unit-period.
fn single(advance: &str, start: &str, payments: &[DatedAmount]) -> (String, UnitPeriod) {
    several(&[on(start, advance)], payments)
}

fn several(advances: &[DatedAmount], payments: &[DatedAmount]) -> (String, UnitPeriod) {
    let start = advances[0].date;
    let unit = regulation_z::unit_period(start, advances, payments).expect("a unit-period");
    (percent(regulation_z::rate(start, advances, payments)), unit)
}

fn rate(text: &str, unit: UnitPeriod) -> (String, UnitPeriod) {
    (text.to_owned(), unit)
}

#[test]
fn c_1_equal_payments() {
    let month = UnitPeriod::Months(1);
    assert_eq!(single("5000", "1978-01-10", &series("1978-02-10", "P1M", 24, "230")), rate("9.69", month));
    assert_eq!(single("6000", "1978-02-10", &series("1978-04-01", "P1M", 36, "200")), rate("11.82", month));
    let quarters = series("1978-10-01", "P3M", 40, "385");
    assert_eq!(single("10000", "1978-05-23", &quarters), rate("8.97", UnitPeriod::Months(3)));
    let weeks = series("1978-04-21", "P1W", 30, "17.60");
    assert_eq!(single("500", "1978-03-20", &weeks), rate("14.96", UnitPeriod::Weeks(1)));
}

#[test]
fn c_1_iii_semimonthly_payments() {
    let period = "P1M".parse().expect("a period");
    let plan = DueDates::new(date("1978-02-23"), period).and_then(|plan| plan.with_fixed_days_of_month(&[1, 16]));
    let dates = plan.and_then(|plan| plan.first(24)).expect("due dates");
    let payments: Vec<_> = dates.into_iter().map(|date| DatedAmount { date, amount: decimal("219.17") }).collect();
    assert_eq!(single("5000", "1978-02-23", &payments), rate("10.34", UnitPeriod::Semimonth));
}

#[test]
fn c_2_odd_first_payment() {
    let mut monthly = vec![on("1978-02-10", "250")];
    monthly.extend(series("1978-03-10", "P1M", 23, "230"));
    assert_eq!(single("5000", "1978-01-10", &monthly), rate("10.08", UnitPeriod::Months(1)));
    let mut weeks = vec![on("1978-04-20", "39.50")];
    weeks.extend(series("1978-05-18", "P4W", 11, "38.31"));
    assert_eq!(single("400", "1978-03-18", &weeks), rate("28.50", UnitPeriod::Weeks(4)));
}

#[test]
fn c_3_odd_final_payment() {
    let mut monthly = series("1978-02-10", "P1M", 23, "230");
    monthly.push(on("1980-01-10", "280"));
    assert_eq!(single("5000", "1978-01-10", &monthly), rate("10.50", UnitPeriod::Months(1)));
    let mut weeks = series("1978-04-11", "P2W", 19, "9.50");
    weeks.push(on("1979-01-02", "30"));
    assert_eq!(single("200", "1978-04-03", &weeks), rate("12.22", UnitPeriod::Weeks(2)));
}

#[test]
fn c_4_odd_first_and_final_payment() {
    let mut monthly = vec![on("1978-02-10", "250")];
    monthly.extend(series("1978-03-10", "P1M", 22, "230"));
    monthly.push(on("1980-01-10", "280"));
    assert_eq!(single("5000", "1978-01-10", &monthly), rate("10.90", UnitPeriod::Months(1)));
    let mut months = vec![on("1978-03-01", "449.36")];
    months.extend(series("1978-05-01", "P2M", 18, "465"));
    months.push(on("1981-05-01", "200"));
    assert_eq!(single("8000", "1978-01-10", &months), rate("7.30", UnitPeriod::Months(2)));
}

#[test]
fn c_5_single_payment() {
    let days = single("1000", "1978-01-03", &[on("1978-09-15", "1080")]);
    assert_eq!(days, rate("11.45", UnitPeriod::TermDays(255)));
    let months = single("1000", "1978-07-15", &[on("1979-01-15", "1044")]);
    assert_eq!(months, rate("8.80", UnitPeriod::TermMonths(6)));
    let part = single("1000", "1978-01-17", &[on("1979-07-17", "1135.19")]);
    assert_eq!(part, rate("8.76", UnitPeriod::Year));
    let years = single("1000", "1978-01-03", &[on("1980-01-03", "1240")]);
    assert_eq!(years, rate("11.36", UnitPeriod::Year));
}

#[test]
fn c_6_skipped_payments() {
    let mut payments = vec![on("1978-02-20", "100")];
    while payments.len() < 24 {
        let last = payments[payments.len() - 1].date;
        let next = last + Days::new(28);
        let date = if next.month() == last.month() { next + Days::new(14) } else { next };
        payments.push(DatedAmount { date, amount: decimal("100") });
    }
    assert_eq!(single("2135", "1978-01-25", &payments), rate("12.00", UnitPeriod::Weeks(4)));
}

#[test]
fn c_7_construction_loan() {
    let advances = [on("1979-04-10", "20000"), on("1979-06-12", "20000"), on("1979-09-18", "20000")];
    let payments = series("1979-12-10", "P1M", 240, "612.36");
    assert_eq!(several(&advances, &payments), rate("10.25", UnitPeriod::Months(1)));
}

/// Payments stated in unit-periods: `(count, amount, first t)`, all with one odd fraction.
fn stated(advance: &str, runs: &[(u32, &str, u32)], fraction: (u32, u32), per_year: u32) -> Result<Apr, AprError> {
    let advance = Flow { unit_periods: 0, fraction: Decimal::ZERO, amount: decimal(advance) };
    let fraction = Decimal::from(fraction.0) / Decimal::from(fraction.1);
    let run = |&(count, amount, first): &(u32, &str, u32)| {
        let amount = decimal(amount);
        (first..first + count).map(move |unit_periods| Flow { unit_periods, fraction, amount })
    };
    let payments: Vec<_> = runs.iter().flat_map(run).collect();
    actuarial::rate(&[advance], &payments, Decimal::from(per_year))
}

#[test]
fn stated_unit_periods_give_the_same_rates() {
    assert_eq!(percent(stated("5000", &[(24, "219.17", 0)], (6, 15), 24)), "10.34");
    assert_eq!(percent(stated("5000", &[(1, "250", 1), (23, "230", 2)], (0, 1), 12)), "10.08");
    assert_eq!(percent(stated("200", &[(19, "9.50", 0), (1, "30", 19)], (8, 14), 26)), "12.22");
    let odd_ends = [(1, "449.36", 0), (18, "465", 1), (1, "200", 19)];
    assert_eq!(percent(stated("8000", &odd_ends, (52, 60), 6)), "7.30");
    assert_eq!(percent(stated("10000", &[(40, "385", 1)], (8, 90), 4)), "9.15");
    assert_eq!(percent(stated("1000", &[(5, "250", 0)], (6, 7), 52)), "434.30");
}

#[test]
fn short_and_long_first_periods() {
    let quarters = series("1978-10-01", "P3M", 40, "385");
    assert_eq!(single("10000", "1978-06-23", &quarters), rate("9.15", UnitPeriod::Months(3)));
    assert_eq!(single("10000", "1978-07-23", &quarters), rate("9.32", UnitPeriod::Months(3)));
    let weeks = series("2023-11-30", "P1W", 5, "250");
    let week = UnitPeriod::Weeks(1);
    assert_eq!(single("1000", "2023-10-28", &weeks), rate("176.52", week));
    assert_eq!(single("1000", "2023-11-23", &weeks), rate("412.40", week));
    assert_eq!(single("1000", "2023-11-24", &weeks), rate("434.30", week));
    let days = series("2023-11-30", "P1D", 5, "220");
    assert_eq!(single("1000", "2023-10-26", &days), rate("94.15", UnitPeriod::Day));
    let years = series("2023-11-30", "P1Y", 5, "500");
    assert_eq!(single("1000", "2023-10-26", &years), rate("78.34", UnitPeriod::Year));
}

#[test]
fn months_are_counted_to_the_day_that_a_series_stands_for() {
    let month: RepaymentPeriod = "P1M".parse().expect("a period");
    let regular = stated("1000", &[(12, "90", 1)], (0, 1), 12).expect("a rate");
    for start in ["2023-01-31", "2024-01-31", "2023-01-30", "2023-08-29", "2023-02-28"] {
        let dates = (1..=12).filter_map(|k| month.after(date(start), k));
        let payments: Vec<_> = dates.map(|date| DatedAmount { date, amount: decimal("90") }).collect();
        assert_eq!(regulation_z::rate(date(start), &[on(start, "1000")], &payments), Ok(regular), "{start}");
    }
}

#[test]
fn the_unit_period_is_the_most_frequent_period() {
    let unit = |days: &[&str]| {
        let payments: Vec<_> = days.iter().map(|day| on(day, "10")).collect();
        regulation_z::unit_period(date("2023-01-01"), &[on("2023-01-01", "100")], &payments)
    };
    assert_eq!(unit(&["2023-02-01", "2023-03-01", "2023-03-08"]), Ok(UnitPeriod::Months(1)));
    assert_eq!(unit(&["2023-01-08", "2023-01-15", "2023-02-15", "2023-03-15"]), Ok(UnitPeriod::Weeks(1)));
    assert_eq!(unit(&["2023-01-16", "2023-02-01", "2023-02-16"]), Ok(UnitPeriod::Semimonth));
    assert_eq!(unit(&["2023-01-31", "2023-03-02"]), Ok(UnitPeriod::Months(1)), "30 days twice");
    assert_eq!(unit(&["2025-01-01", "2027-01-01"]), Ok(UnitPeriod::Year), "at most a year");
    assert_eq!(unit(&["2023-02-01", "2023-05-01"]), Ok(UnitPeriod::Months(2)), "the average");
    assert_eq!(unit(&["2023-02-01", "2023-04-01"]), Ok(UnitPeriod::Months(1)), "the lower of two as near");
    assert_eq!(unit(&["2023-01-05", "2023-01-13"]), Ok(UnitPeriod::Weeks(1)), "6 days on average");
    assert_eq!(unit(&["2023-01-01"]), Ok(UnitPeriod::Day), "nothing to count");
}

#[test]
fn less_paid_than_advanced_is_a_rate_below_zero() {
    assert_eq!(percent(stated("1000", &[(1, "900", 1)], (0, 1), 12)), "-120.00");
    assert_eq!(percent(stated("1000", &[(1, "810", 2)], (0, 1), 1)), "-10.00");
    let run = stated("1000", &[(12, "80", 1)], (6, 30), 12).expect("a rate");
    assert!(run.percent < Decimal::ZERO && run.percent > decimal("-12"), "{run:?}");
    assert_eq!(percent(stated("1000", &[(10, "100", 1)], (3, 30), 12)), "0");
}

#[test]
fn what_gives_no_rate_is_an_error() {
    let day = date("2024-01-10");
    let advance = [on("2024-01-10", "100")];
    let rate = |advances: &[DatedAmount], payments: &[DatedAmount]| regulation_z::rate(day, advances, payments).err();
    assert_eq!(rate(&advance, &[]), Some(AprError::NoPayment));
    assert_eq!(rate(&advance, &[on("2024-02-10", "0")]), Some(AprError::NoPayment));
    assert_eq!(rate(&[], &[on("2024-02-10", "100")]), Some(AprError::NoAdvance));
    assert_eq!(rate(&advance, &[on("2024-02-10", "-1")]), Some(AprError::NegativeAmount));
    assert_eq!(rate(&advance, &[on("2024-01-09", "100")]), Some(AprError::BeforeStart));
    assert_eq!(rate(&advance, &[on("2024-01-10", "110")]), Some(AprError::NoRate));
    assert_eq!(rate(&advance, &[on("2024-01-10", "90")]), Some(AprError::NoRate));
    assert_eq!(rate(&advance, &vec![on("2024-02-10", "1"); MAX_FLOWS]), Some(AprError::TooManyFlows));
    let huge = [on("2024-02-10", "79228162514264337593543950335"); 2];
    assert_eq!(rate(&advance, &huge), Some(AprError::OutOfRange));
    assert_eq!(stated("100", &[(1, "110", 1)], (3, 2), 12), Err(AprError::NotAFraction));
    assert_eq!(stated("0", &[(1, "110", 1)], (0, 1), 12), Err(AprError::NoAdvance));
    let late = [on("2025-01-10", "90")];
    assert_eq!(rate(&late, &advance), Some(AprError::NoRate), "paid before it is advanced");
}

#[test]
fn the_european_rate_compounds() {
    let eu = |start: &str, advance: &str, payments: &[DatedAmount], intervals| {
        let apr = consumer_credit::rate(&[on(start, advance)], payments, intervals).expect("a rate");
        apr.percent.round_dp(3).to_string()
    };
    assert_eq!(eu("2012-10-10", "500", &[on("2012-10-10", "500")], Intervals::Days), "0");
    assert_eq!(eu("2012-10-10", "500", &[on("2012-10-15", "510")], Intervals::Days), "324.436");
    let two = [on("2012-11-10", "270"), on("2012-12-10", "270")];
    assert_eq!(eu("2012-10-10", "500", &two, Intervals::Days), "84.631");
    // Directive 98/7/EC, annex II, where a year and a half is 546 days or 18 months; then two years, and a year in
    // parts.
    let once = [on("1995-07-01", "1200")];
    assert_eq!(eu("1994-01-01", "1000", &once, Intervals::Days), "12.962");
    assert_eq!(eu("1994-01-01", "1000", &once, Intervals::Months), "12.924");
    assert_eq!(eu("1994-01-01", "950", &once, Intervals::Months), "16.853");
    let twice = [on("1995-01-01", "600"), on("1996-01-01", "600")];
    assert_eq!(eu("1994-01-01", "1000", &twice, Intervals::Months), "13.066");
    let parts = [on("1994-04-01", "272"), on("1994-07-01", "272"), on("1995-01-01", "544")];
    assert_eq!(eu("1994-01-01", "1000", &parts, Intervals::Months), "13.185");
}

#[test]
fn odd_days_of_the_european_rate_are_of_the_year_that_ends_with_them() {
    let grown = |start: &str, payment: &str, intervals| {
        let apr = consumer_credit::rate(&[on(start, "1000")], &[on(payment, "1100")], intervals).expect("a rate");
        (Decimal::ONE + apr.percent / Decimal::ONE_HUNDRED).round_dp(9)
    };
    // One month and 10 days up to 25 January 2024, when a year of 365 days ends: 1.1^(1 / (1/12 + 10/365)).
    assert_eq!(grown("2024-01-15", "2024-02-25", Intervals::Months), decimal("2.364908556"));
    // Five weeks and 6 days: 1.1^(1 / (5/52 + 6/365)).
    assert_eq!(grown("2024-01-15", "2024-02-25", Intervals::Weeks), decimal("2.331490635"));
    // Three months and 14 days up to 5 March 2024, when a year of 366 days ends: 1.1^(1 / (3/12 + 14/366)).
    assert_eq!(grown("2024-02-20", "2024-06-05", Intervals::Months), decimal("1.391871903"));
}

#[test]
fn the_total_cost_is_what_is_paid_beyond_what_is_advanced() {
    let payments = series("2024-02-10", "P1M", 12, "90").into_iter().map(|flow| flow.amount);
    assert_eq!(total_cost_of_credit([decimal("1000")], payments), Some(decimal("80")));
    assert_eq!(total_cost_of_credit([decimal("1000")], []), Some(decimal("-1000")));
    assert_eq!(total_cost_of_credit([], [Decimal::MAX, Decimal::MAX]), None);
}

proptest! {
    #[test]
    fn the_rate_that_payments_were_made_from_is_found(
        millionths in -20_000_i64..200_000,
        count in 1_u32..420,
        odd_days in 0_u32..30,
    ) {
        let rate = Decimal::new(millionths, 6);
        let fraction = Decimal::from(odd_days) / Decimal::from(30);
        let worth = (1..=count).fold((Decimal::ZERO, Decimal::ONE), |(sum, power), _| {
            let power = power / (Decimal::ONE + rate);
            (sum + power, power)
        });
        let advance = Flow { unit_periods: 0, fraction: Decimal::ZERO, amount: decimal("1000") };
        let amount = advance.amount * (Decimal::ONE + fraction * rate) / worth.0;
        let payments: Vec<_> = (1..=count).map(|unit_periods| Flow { unit_periods, fraction, amount }).collect();
        let found = actuarial::rate(&[advance], &payments, Decimal::ONE).expect("a rate");
        prop_assert!((found.unit_rate - rate).abs() < Decimal::new(1, 12), "{found:?} for {rate}");
    }

    #[test]
    fn any_flows_end_in_a_rate_or_an_error(
        flows in proptest::collection::vec((0_u32..2_000, 0_u32..30, 0_i64..10_000_000, any::<bool>()), 1..40),
        intervals in proptest::sample::select(vec![Intervals::Days, Intervals::Weeks, Intervals::Months]),
    ) {
        let flow = |&(days, odd_days, cents, _): &(u32, u32, i64, bool)| {
            let amount = Decimal::new(cents, 2);
            let dated = DatedAmount { date: date("2024-01-31") + Days::new(u64::from(days)), amount };
            (dated, Flow { unit_periods: days, fraction: Decimal::from(odd_days) / Decimal::from(30), amount })
        };
        let (advances, payments): (Vec<_>, Vec<_>) = flows.iter().partition(|flow| flow.3);
        let (dated_advances, advances): (Vec<_>, Vec<_>) = advances.into_iter().map(flow).unzip();
        let (dated_payments, payments): (Vec<_>, Vec<_>) = payments.into_iter().map(flow).unzip();
        if let Ok(apr) = actuarial::rate(&advances, &payments, Decimal::ONE) {
            prop_assert!(apr.unit_rate > Decimal::NEGATIVE_ONE);
        }
        let _ = regulation_z::rate(date("2024-01-31"), &dated_advances, &dated_payments);
        let _ = consumer_credit::rate(&dated_advances, &dated_payments, intervals);
    }
}
