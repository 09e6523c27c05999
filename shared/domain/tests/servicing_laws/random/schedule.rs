//! Random schedules.

use chrono::{Days, NaiveDate};
use domain::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use domain::servicing::terms::{DownPayment, ScheduleEngine, ScheduleTerms};
use domain::servicing::working_days::{DayOfWeek, ShiftRule, WorkingDays};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{date, plain_terms};

/// When a loan is due; the days to its first due date stand by themselves, where they are agreed.
pub fn schedule() -> BoxedStrategy<(ScheduleTerms, Option<u64>)> {
    let dates = (period(), prop::option::weighted(0.15, 1_u64..70), fixed_days(), working_days());
    (engine(), installments(), dates, graces(), down_payment())
        .prop_map(|(engine, installments, dates, graces, down_payment)| {
            let (period, first_due, fixed_days, working_days) = dates;
            let months = matches!(period.unit, PeriodUnit::Months | PeriodUnit::Years);
            let most = installments.saturating_sub(1);
            let terms = ScheduleTerms {
                engine,
                installments,
                period,
                fixed_days_of_month: if months { fixed_days } else { Vec::new() },
                principal_grace: graces.0.min(most),
                interest_grace: graces.1.min(most),
                interest_free_periods: graces.2.min(most),
                down_payment,
                working_days,
                ..plain_terms().schedule
            };
            (terms, first_due)
        })
        .boxed()
}

/// The first day of a loan: the beginning of a year, the end of a month, or any other.
pub fn start() -> impl Strategy<Value = NaiveDate> {
    let month_ends = ["2024-01-31", "2023-12-31", "2024-02-29", "2023-01-30", "2024-08-31"].map(date).to_vec();
    prop_oneof![
        2 => Just(date("2024-01-01")),
        1 => prop::sample::select(month_ends),
        3 => (0_u64..1_000).prop_map(|days| date("2023-01-01") + Days::new(days)),
    ]
}

pub fn period() -> impl Strategy<Value = RepaymentPeriod> {
    let of = |every, unit| Just(RepaymentPeriod { every, unit });
    prop_oneof![
        6 => of(1, PeriodUnit::Months),
        1 => of(2, PeriodUnit::Weeks),
        1 => of(30, PeriodUnit::Days),
        1 => of(1, PeriodUnit::Weeks),
        1 => of(15, PeriodUnit::Days),
        1 => of(2, PeriodUnit::Months),
        1 => of(3, PeriodUnit::Months),
        1 => of(1, PeriodUnit::Years),
        1 => of(1, PeriodUnit::Days),
    ]
}

pub fn installments() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 1_u32..7, 1 => 7_u32..25]
}

fn engine() -> impl Strategy<Value = ScheduleEngine> {
    prop_oneof![4 => Just(ScheduleEngine::Progressive), 1 => Just(ScheduleEngine::Cumulative)]
}

fn fixed_days() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![12 => Just(vec![]), 1 => Just(vec![1, 15]), 1 => Just(vec![31]), 1 => Just(vec![10])]
}

fn graces() -> impl Strategy<Value = (u32, u32, u32)> {
    let grace = || prop_oneof![6 => Just(0_u32), 1 => 1_u32..3];
    (grace(), grace(), grace())
}

fn down_payment() -> impl Strategy<Value = Option<DownPayment>> {
    let percent = (1_i64..5_000).prop_map(|hundredths| Decimal::new(hundredths, 2));
    let down_payment =
        (percent, any::<bool>()).prop_map(|(percentage, automatic)| DownPayment { percentage, automatic });
    prop::option::weighted(0.15, down_payment)
}

fn working_days() -> impl Strategy<Value = Option<WorkingDays>> {
    let shift = prop::sample::select(vec![
        ShiftRule::NextWorkingDay,
        ShiftRule::PreviousWorkingDay,
        ShiftRule::NextWorkingDayInMonth,
        ShiftRule::PreviousWorkingDayInMonth,
    ]);
    let weekends = shift.prop_map(|shift| WorkingDays {
        non_working_weekdays: [DayOfWeek::Saturday, DayOfWeek::Sunday].into(),
        shift,
        ..WorkingDays::default()
    });
    prop::option::weighted(0.15, weekends)
}
