//! When the loan is due, and in what parts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::draft::Draft;
use super::facts::Facts;
use crate::accounts::settings::schedule::{
    AMORTIZATION_PERIOD, COUNTED_FROM, DOWN_PAYMENT_AUTOMATIC, DOWN_PAYMENT_PERCENTAGE, FIXED_DAYS_OF_MONTH,
    FIXED_LENGTH, FULL_TERM_TRANCHES, GRACE_PERIOD, GRACE_PERIOD_TYPE, INTEREST_FREE, INTEREST_GRACE, NON_WORKING_DAYS,
    NON_WORKING_DAYS_SHIFT, PAYMENT_HOLIDAYS, PERIODIC_PAYMENT, PRINCIPAL_GRACE, REPAYMENT_INSTALLMENTS,
    REPAYMENT_PERIOD, STYLE,
};
use crate::accounts::value::Value;
use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
use crate::servicing::terms::{DownPayment, ScheduleEngine, ScheduleTerms};
use crate::servicing::working_days::{ShiftRule, WorkingDays};

/// When the loan is due, and in what parts.
pub(super) fn terms(draft: &mut Draft<'_>, facts: &Facts<'_>) -> ScheduleTerms {
    if !draft.settings.numbers(&PAYMENT_HOLIDAYS).is_empty() {
        draft.refuse(&PAYMENT_HOLIDAYS, "Value must be empty: payment holidays are agreed on while the loan runs");
    }
    let installments = draft.settings.count(&REPAYMENT_INSTALLMENTS).unwrap_or_else(|| {
        draft.require(&REPAYMENT_INSTALLMENTS);
        1
    });
    let period = draft.settings.period(&REPAYMENT_PERIOD).unwrap_or_else(|| {
        draft.require(&REPAYMENT_PERIOD);
        RepaymentPeriod { every: 1, unit: PeriodUnit::Months }
    });
    let grace = grace(draft, installments);
    let days = draft.settings.numbers(&FIXED_DAYS_OF_MONTH);
    ScheduleTerms {
        engine: draft.spelled(&STYLE, ScheduleEngine::Progressive),
        installments,
        period,
        fixed_days_of_month: days.iter().filter_map(|day| u8::try_from(*day).ok()).collect(),
        first_due: facts.first_repayment,
        principal_grace: grace.of_principal,
        interest_grace: grace.of_interest,
        interest_free_periods: grace.without_interest,
        counted_from: counted_from(draft, facts),
        fixed_length: fixed_length(draft, period),
        down_payment: down_payment(draft),
        periodic_payment: draft.positive(&PERIODIC_PAYMENT),
        amortization_installments: amortization(draft, period),
        working_days: working_days(draft),
        expected_tranches: facts.tranches.to_vec(),
        full_term_tranches: draft.settings.is_set(&FULL_TERM_TRANCHES),
    }
}

/// Installments at the beginning that ask for less.
#[derive(Default)]
struct Grace {
    of_principal: u32,
    of_interest: u32,
    without_interest: u32,
}

/// Installments of grace pay no principal in any case; types differ in what becomes of interest.
fn grace(draft: &mut Draft<'_>, installments: u32) -> Grace {
    if let Some(grace) = grace_by_component(draft, installments) {
        return grace;
    }
    let count = draft.settings.count(&GRACE_PERIOD).unwrap_or(0);
    if count > 0 && count >= installments {
        draft.refuse(&GRACE_PERIOD, "Value must be less than repayment_installments");
    }
    let pays_no_principal = Grace { of_principal: count, ..Grace::default() };
    match draft.settings.choice(&GRACE_PERIOD_TYPE) {
        Some("PAY_INTEREST_ONLY") => pays_no_principal,
        Some("INTEREST_FORGIVENESS") => Grace { without_interest: count, ..pays_no_principal },
        Some("INTEREST_DEFERRED") => Grace { of_interest: count, ..pays_no_principal },
        Some("NONE") => {
            if count > 0 {
                draft.refuse(&GRACE_PERIOD, "Value must be 0 with grace_period_type NONE");
            }
            Grace::default()
        }
        Some(_) => {
            draft.refuse(&GRACE_PERIOD_TYPE, "Value is not served");
            Grace::default()
        }
        None => {
            if count > 0 {
                draft.refuse(&GRACE_PERIOD_TYPE, "Value is required with a grace_period");
            }
            Grace::default()
        }
    }
}

/// Grace of each component by itself, where anything is said of that; in place of a grace period.
fn grace_by_component(draft: &mut Draft<'_>, installments: u32) -> Option<Grace> {
    let counts = [&PRINCIPAL_GRACE, &INTEREST_GRACE, &INTEREST_FREE].map(|setting| {
        let count = draft.settings.count(setting);
        if count.is_some_and(|count| count > 0 && count >= installments) {
            draft.refuse(setting, "Value must be less than repayment_installments");
        }
        if count.is_some() && draft.settings.get(&GRACE_PERIOD).is_some() {
            draft.refuse(setting, "Value must not be there beside a grace_period");
        }
        count
    });
    let [of_principal, of_interest, without_interest] = counts.map(Option::unwrap_or_default);
    let is_said = counts.iter().any(Option::is_some) && draft.settings.get(&GRACE_PERIOD).is_none();
    is_said.then_some(Grace { of_principal, of_interest, without_interest })
}

fn counted_from(draft: &mut Draft<'_>, facts: &Facts<'_>) -> Option<NaiveDate> {
    let is_application = draft.settings.choice(&COUNTED_FROM) == Some("APPLICATION");
    is_application.then_some(facts.applied_on)
}

/// The units of the repayment period in the whole length.
fn fixed_length(draft: &mut Draft<'_>, period: RepaymentPeriod) -> Option<u32> {
    let length = draft.settings.period(&FIXED_LENGTH)?;
    if length.unit != period.unit {
        draft.refuse(&FIXED_LENGTH, format!("Value must be in the unit of the repayment_period, {period}"));
    }
    Some(length.every)
}

/// It is due, and booked as paid where that is agreed.
fn down_payment(draft: &mut Draft<'_>) -> Option<DownPayment> {
    let automatic = draft.settings.is_set(&DOWN_PAYMENT_AUTOMATIC);
    let percentage = draft.number(&DOWN_PAYMENT_PERCENTAGE).filter(|percentage| *percentage > Decimal::ZERO);
    if automatic && percentage.is_none() {
        draft.refuse(&DOWN_PAYMENT_AUTOMATIC, "Value takes a down_payment_percentage above 0");
    }
    percentage.map(|percentage| DownPayment { percentage, automatic })
}

/// The repayment periods that installments are computed over.
fn amortization(draft: &mut Draft<'_>, period: RepaymentPeriod) -> Option<u32> {
    let over = draft.settings.period(&AMORTIZATION_PERIOD)?;
    let count = match (over.months(), period.months()) {
        (Some(over), Some(period)) => whole_times(over, period),
        (None, None) => days(over).zip(days(period)).and_then(|(over, period)| whole_times(over, period)),
        _ => None,
    };
    if count.is_none() {
        draft.refuse(&AMORTIZATION_PERIOD, format!("Value must be a whole number of repayment periods of {period}"));
    }
    count
}

/// The days of a period that is not counted in months.
fn days(period: RepaymentPeriod) -> Option<u32> {
    match period.unit {
        PeriodUnit::Days => Some(period.every),
        PeriodUnit::Weeks => period.every.checked_mul(7),
        PeriodUnit::Months | PeriodUnit::Years => None,
    }
}

fn whole_times(whole: u32, part: u32) -> Option<u32> {
    whole.checked_rem(part).filter(|rest| *rest == 0).and_then(|_| whole.checked_div(part))
}

fn working_days(draft: &mut Draft<'_>) -> Option<WorkingDays> {
    let (weekdays, dates) = match draft.settings.get(&NON_WORKING_DAYS) {
        Some(Value::NonWorkingDays(weekdays, dates)) => (weekdays.clone(), dates.clone()),
        _ => Default::default(),
    };
    let has_days = !weekdays.is_empty() || !dates.is_empty();
    if draft.settings.get(&NON_WORKING_DAYS_SHIFT).is_none() {
        if has_days {
            draft.refuse(&NON_WORKING_DAYS_SHIFT, "Value is required with non_working_days");
        }
        return None;
    }
    let shift = draft.spelled(&NON_WORKING_DAYS_SHIFT, ShiftRule::None);
    Some(WorkingDays { non_working_weekdays: weekdays, holidays: dates, shift })
}
