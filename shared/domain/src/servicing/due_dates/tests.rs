use super::*;
use crate::calendar::date_from_text;

fn date(text: &str) -> NaiveDate {
    date_from_text(text).expect("a date")
}

fn plan(seed: &str, period: &str) -> DueDates {
    DueDates::new(date(seed), period.parse().expect("a period")).expect("a plan")
}

fn first(plan: &DueDates, n: usize) -> Vec<String> {
    let dates = plan.first(n).expect("due dates");
    assert!(dates.iter().enumerate().all(|(k, date)| plan.nth(k) == Some(*date)), "nth and first agree");
    dates.iter().map(ToString::to_string).collect()
}

fn stub(plan: &DueDates) -> (i64, StubKind) {
    let stub = plan.first_period().expect("a first period");
    (stub.days, stub.kind)
}

#[test]
fn a_short_month_moves_only_its_own_due_date() {
    let plan = plan("2024-01-31", "P1M");
    assert_eq!(first(&plan, 4), ["2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]);
    assert_eq!(stub(&plan), (29, StubKind::Regular));
}

#[test]
fn weeks_and_days_are_counted_from_the_seed() {
    assert_eq!(first(&plan("2024-02-20", "P2W"), 3), ["2024-03-05", "2024-03-19", "2024-04-02"]);
    assert_eq!(first(&plan("2023-12-12", "P30D"), 2), ["2024-01-11", "2024-02-10"]);
    assert_eq!(first(&plan("2024-02-29", "P1Y"), 4), ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
}

#[test]
fn later_dates_are_counted_from_a_given_first_due_date() {
    let plan = plan("2024-01-31", "P1M").with_first_due(date("2024-03-15")).expect("a plan");
    assert_eq!(first(&plan, 3), ["2024-03-15", "2024-04-15", "2024-05-15"]);
    assert_eq!(stub(&plan), (44, StubKind::Long));
}

#[test]
fn a_first_due_date_at_the_end_of_a_month_keeps_the_seeds_day() {
    let kept = plan("2024-01-31", "P1M").with_first_due(date("2024-02-29")).expect("a plan");
    assert_eq!(first(&kept, 3), ["2024-02-29", "2024-03-31", "2024-04-30"]);
    assert_eq!(stub(&kept), (29, StubKind::Regular));
    let thirtieth = plan("2024-01-30", "P1M").with_first_due(date("2024-02-29")).expect("a plan");
    assert_eq!(first(&thirtieth, 3), ["2024-02-29", "2024-03-30", "2024-04-30"]);
    let own = plan("2024-01-10", "P1M").with_first_due(date("2024-01-31")).expect("a plan");
    assert_eq!(first(&own, 3), ["2024-01-31", "2024-02-29", "2024-03-31"]);
    assert_eq!(stub(&own), (21, StubKind::Short));
}

#[test]
fn a_first_due_date_counts_in_weeks_too() {
    let plan = plan("2024-01-31", "P2W").with_first_due(date("2024-02-29")).expect("a plan");
    assert_eq!(first(&plan, 2), ["2024-02-29", "2024-03-14"]);
    assert_eq!(stub(&plan), (29, StubKind::Long));
}

#[test]
fn fixed_days_are_those_after_the_seed() {
    let plan = plan("2024-01-10", "P1M").with_fixed_days_of_month(&[15, 1, 15]).expect("a plan");
    assert_eq!(first(&plan, 4), ["2024-01-15", "2024-02-01", "2024-02-15", "2024-03-01"]);
    assert_eq!(stub(&plan), (5, StubKind::Short));
}

#[test]
fn a_seed_on_a_fixed_day_starts_a_regular_period() {
    let plan = plan("2024-01-01", "P1M").with_fixed_days_of_month(&[1, 15]).expect("a plan");
    assert_eq!(first(&plan, 2), ["2024-01-15", "2024-02-01"]);
    assert_eq!(stub(&plan), (14, StubKind::Regular));
}

#[test]
fn fixed_days_beyond_a_months_end_are_its_last_day_once() {
    let ends = plan("2023-01-31", "P1M").with_fixed_days_of_month(&[31]).expect("a plan");
    assert_eq!(first(&ends, 3), ["2023-02-28", "2023-03-31", "2023-04-30"]);
    assert_eq!(stub(&ends), (28, StubKind::Regular));
    let merged = plan("2023-01-30", "P1M").with_fixed_days_of_month(&[28, 30, 31]).expect("a plan");
    assert_eq!(first(&merged, 5), ["2023-01-31", "2023-02-28", "2023-03-28", "2023-03-30", "2023-03-31"]);
}

#[test]
fn several_months_leave_months_out() {
    let quarters = plan("2024-01-20", "P3M").with_fixed_days_of_month(&[5, 25]).expect("a plan");
    assert_eq!(first(&quarters, 4), ["2024-01-25", "2024-04-05", "2024-04-25", "2024-07-05"]);
    let years = plan("2024-02-29", "P1Y").with_fixed_days_of_month(&[31]).expect("a plan");
    assert_eq!(first(&years, 2), ["2025-02-28", "2026-02-28"]);
    assert_eq!(stub(&years), (365, StubKind::Regular));
}

#[test]
fn a_first_due_date_comes_before_the_fixed_days() {
    let base = plan("2024-01-10", "P3M").with_first_due(date("2024-04-15")).expect("a plan");
    let listed = base.clone().with_fixed_days_of_month(&[15]).expect("a plan");
    assert_eq!(first(&listed, 3), ["2024-04-15", "2024-07-15", "2024-10-15"]);
    assert_eq!(stub(&listed), (96, StubKind::Long));
    let other = base.with_fixed_days_of_month(&[1, 20]).expect("a plan");
    assert_eq!(first(&other, 3), ["2024-04-15", "2024-04-20", "2024-07-01"]);
}

#[test]
fn settings_without_dates_are_refused() {
    let none = RepaymentPeriod { every: 0, unit: PeriodUnit::Months };
    assert_eq!(DueDates::new(date("2024-01-10"), none), Err(DueDatesError::NoPeriod));
    let monthly = plan("2024-01-10", "P1M");
    for first_due in ["2024-01-09", "2024-01-10"] {
        let refused = monthly.clone().with_first_due(date(first_due));
        assert_eq!(refused, Err(DueDatesError::FirstDueNotAfterSeed), "{first_due}");
    }
    let fixed = |days: &[u8]| monthly.clone().with_fixed_days_of_month(days).err();
    assert_eq!(fixed(&[]), Some(DueDatesError::NoFixedDays));
    assert_eq!(fixed(&[0]), Some(DueDatesError::NoSuchDay));
    assert_eq!(fixed(&[1, 32]), Some(DueDatesError::NoSuchDay));
    assert_eq!(fixed(&[1; 32]), Some(DueDatesError::TooManyFixedDays));
    for period in ["P2W", "P30D"] {
        let refused = plan("2024-01-10", period).with_fixed_days_of_month(&[1]);
        assert_eq!(refused, Err(DueDatesError::FixedDaysWithoutMonths), "{period}");
    }
}

#[test]
fn dates_end_with_the_calendar_and_with_the_most_installments() {
    let monthly = plan("2024-01-31", "P1M");
    assert_eq!(monthly.first(MAX_INSTALLMENTS).map(|dates| dates.len()), Ok(MAX_INSTALLMENTS));
    assert_eq!(monthly.nth(MAX_INSTALLMENTS - 1), Some(date("2124-01-31")));
    assert_eq!(monthly.nth(MAX_INSTALLMENTS), None);
    assert_eq!(monthly.first(MAX_INSTALLMENTS + 1), Err(DueDatesError::TooManyInstallments));
    let late = plan("2199-11-30", "P1M");
    assert_eq!(late.first(1), Ok(vec![date("2199-12-30")]));
    assert_eq!(late.first(2), Err(DueDatesError::BeyondCalendar));
    let fixed = late.with_fixed_days_of_month(&[1]).expect("a plan");
    assert_eq!(fixed.first(2), Err(DueDatesError::BeyondCalendar));
    assert_eq!(fixed.nth(1), None);
    let far = DueDates::new(date("2024-01-31"), RepaymentPeriod { every: u32::MAX, unit: PeriodUnit::Months });
    let far = far.expect("a plan").with_fixed_days_of_month(&[1]).expect("a plan");
    assert_eq!(far.nth(0), None);
    assert_eq!(plan("2024-01-31", "P1M").first(0), Ok(vec![]));
}

#[test]
fn the_next_due_date_is_the_first_that_is_later() {
    let fixed = |seed: &str, period: &str, days: &[u8]| plan(seed, period).with_fixed_days_of_month(days).unwrap();
    let given = |plan: DueDates, first: &str| plan.with_first_due(date(first)).unwrap();
    let plans = [
        plan("2024-01-31", "P1M"),
        given(plan("2024-01-31", "P2W"), "2024-03-05"),
        fixed("2024-01-10", "P1M", &[1, 15]),
        fixed("2024-01-31", "P1M", &[29, 30, 31]),
        fixed("2024-01-31", "P3M", &[31]),
        given(fixed("2024-01-10", "P2M", &[5, 20]), "2024-03-12"),
        given(fixed("2024-01-10", "P1Y", &[5]), "2024-12-05"),
    ];
    for plan in plans {
        let dates = plan.first(40).unwrap();
        for day in date("2023-11-01").iter_days().take(500) {
            assert_eq!(plan.after(day), dates.iter().find(|due| **due > day).copied(), "{plan:?} after {day}");
        }
    }
    assert_eq!(fixed("2024-01-10", "P1M", &[1]).after(date("2199-12-01")), None);
}
