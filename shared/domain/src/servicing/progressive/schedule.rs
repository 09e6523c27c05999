//! The rows of a schedule before anything happened: dates without amounts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::servicing::agreement;
use crate::servicing::due_dates::{DueDates, RepaymentPeriod};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::Components;

/// The days after which periods begin and on which they are due, for a loan that is paid out on a day.
pub(super) fn periods(terms: &Terms, start: NaiveDate) -> Result<Vec<(NaiveDate, NaiveDate)>, ReplayError> {
    let schedule = &terms.schedule;
    agreement::check(terms)?;
    let seed = schedule.counted_from.unwrap_or(start);
    let mut plan = DueDates::new(seed, schedule.period).map_err(of_terms)?;
    if let Some(first) = schedule.first_due {
        plan = plan.with_first_due(first).map_err(of_terms)?;
    }
    if !schedule.fixed_days_of_month.is_empty() {
        plan = plan.with_fixed_days_of_month(&schedule.fixed_days_of_month).map_err(of_terms)?;
    }
    let count = usize::try_from(schedule.installments).map_err(|_| ReplayError::OutOfRange)?;
    let mut dues = plan.first(count).map_err(of_terms)?;
    if let (Some(length), Some(last)) = (schedule.fixed_length, dues.last_mut()) {
        *last = RepaymentPeriod { every: 1, ..schedule.period }.after(seed, length).ok_or(ReplayError::OutOfRange)?;
    }
    if let Some(days) = &schedule.working_days {
        for due in &mut dues {
            *due = days.shift(*due).map_err(of_terms)?;
        }
    }
    let mut from = start;
    let mut periods = Vec::with_capacity(dues.len());
    for due in dues {
        if due < from {
            return Err(ReplayError::Terms(format!("an installment would be due on {due}, before its period begins")));
        }
        // Installments are told apart by their dates.
        if due == from && periods.last() == Some(&(from, due)) {
            return Err(ReplayError::Terms(format!("working days would put more than two installments on {due}")));
        }
        periods.push((from, due));
        from = due;
    }
    Ok(periods)
}

fn of_terms(error: impl std::fmt::Display) -> ReplayError {
    ReplayError::Terms(error.to_string())
}

/// A row without amounts.
pub(super) fn row(kind: InstallmentKind, from: NaiveDate, due: NaiveDate) -> Installment {
    let none = Components::default();
    Installment {
        number: 0,
        kind,
        from,
        due,
        expected: none,
        paid: none,
        waived: none,
        written_off: none,
        credited: none,
        paid_in_advance: Decimal::ZERO,
        paid_late: Decimal::ZERO,
        last_paid_on: None,
        obligations_met_on: None,
    }
}

/// Numbers rows in the order of due dates. A down payment comes after what is due on the same day.
pub(super) fn number(rows: &mut [Installment]) {
    let order = |row: &Installment| (row.due, row.kind == InstallmentKind::Additional, row.from);
    // They nearly always are, and to find that out takes no memory.
    if !rows.is_sorted_by_key(order) {
        rows.sort_by_key(order);
    }
    for (at, row) in rows.iter_mut().enumerate() {
        row.number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servicing::due_dates::PeriodUnit;
    use crate::servicing::hand_built::{date, terms};
    use crate::servicing::working_days::{DayOfWeek, ShiftRule, WorkingDays};

    fn daily(non_working: &[DayOfWeek]) -> Terms {
        let mut terms = terms();
        terms.schedule.installments = 7;
        terms.schedule.period = RepaymentPeriod { every: 1, unit: PeriodUnit::Days };
        terms.schedule.working_days = Some(WorkingDays {
            non_working_weekdays: non_working.iter().copied().collect(),
            shift: ShiftRule::PreviousWorkingDay,
            ..WorkingDays::default()
        });
        terms
    }

    #[test]
    fn two_installments_may_be_due_on_a_day_and_three_may_not() {
        // From Monday, 1 January; the 6th and the 7th are a weekend.
        let start = date("2024-01-01");
        let dues = periods(&daily(&[DayOfWeek::Sunday]), start).unwrap();
        assert_eq!(
            dues[4..7],
            [
                (date("2024-01-05"), date("2024-01-06")),
                (date("2024-01-06"), date("2024-01-06")),
                (date("2024-01-06"), date("2024-01-08")),
            ]
        );
        let refused = periods(&daily(&[DayOfWeek::Saturday, DayOfWeek::Sunday]), start).unwrap_err();
        assert!(refused.to_string().contains("more than two installments on 2024-01-05"), "{refused}");
    }
}
