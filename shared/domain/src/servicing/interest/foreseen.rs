//! What the last installment of a loan comes to, found out before its plan is run through.
//!
//! As long as nothing was paid, and nothing was lent after the first period, balances run through periods by interest and
//! installments alone.

use rust_decimal::Decimal;

use super::course::{self, Left, Shape};
use super::minor_units::{all_minor_units, amount_of, minor_units};
use super::period::Period;
use super::plan::Plan;
use super::settings::PlanSettings;
use crate::servicing::terms::InterestMethod;

/// A plan in which nothing happened but that it was paid out. Amounts are in minor units.
pub(super) struct Foreseen<'p> {
    settings: &'p PlanSettings,
    /// Interest of the first period.
    first_interest: i64,
    /// The balance at the end of the first period.
    balance: i64,
    /// The periods between the first and the last.
    between: &'p [Period],
    last: &'p Period,
}

impl<'p> Foreseen<'p> {
    /// `None` where the plan has to be run through.
    pub fn of(plan: &'p Plan) -> Option<Self> {
        let settings = &plan.settings;
        let is_level = settings.method == InterestMethod::DecliningBalanceEqualInstallments;
        let [first, between @ .., last] = plan.periods() else { return None };
        if !is_level || plan.moves_interest_up || !begins_plainly(settings, first) {
            return None;
        }
        let mut later = between.iter().chain([last]);
        if !later.all(|period| is_plain(period) && course::shape(settings, period, false) == Shape::Plain) {
            return None;
        }
        let mut first = first.clone();
        course::run(settings, &mut first, Left::at_start(), true);
        let units = |amount| all_minor_units(amount, settings.rounding.decimals);
        let first_interest = units(first.calculated_interest)?;
        let balance = units(first.segments.last()?.balance_after())?;
        Some(Self { settings, first_interest, balance, between, last })
    }

    /// The last installment where each of the others is level; `None` where that has to be computed: where an installment has
    /// no place for its interest, or the last one would not be what is left.
    pub fn last_installment(&self, level: Decimal) -> Option<Decimal> {
        let rounding = &self.settings.rounding;
        let installment = minor_units(level, rounding.decimals).filter(|units| *units > 0)?;
        let mut balance = self.balance.checked_sub(principal(installment, self.first_interest)?)?;
        for period in self.between {
            let interest = period.segments.first()?.factor_to_due.of_minor_units(rounding, balance)?;
            balance = balance.checked_sub(principal(installment, interest)?)?;
        }
        let interest = self.last.segments.first()?.factor_to_due.of_minor_units(rounding, balance)?;
        let last = balance.checked_add(interest).filter(|_| balance > 0)?;
        // No installment is capped by what is outstanding in all.
        let is_within = installment <= self.balance && last <= self.balance;
        if is_within { amount_of(last, rounding.decimals) } else { None }
    }
}

/// What an installment repays beside its interest.
fn principal(installment: i64, interest: i64) -> Option<i64> {
    installment.checked_sub(interest).filter(|principal| *principal >= 0)
}

/// Whether the first period asks for its installment, of which nothing was paid, and for interest of its balance.
fn begins_plainly(settings: &PlanSettings, first: &Period) -> bool {
    let moves = first.interest_moved_up || first.interest_moved_down || first.interest_grace;
    let is_unpaid = first.paid_principal.is_zero() && first.paid_interest.is_zero();
    !moves
        && is_unpaid
        && is_plain(first)
        && first.fixed_interest.is_zero()
        && course::shape(settings, first, true) == Shape::Alone
}

/// Whether the installment of a period is level like others.
fn is_plain(period: &Period) -> bool {
    !period.principal_grace && !period.holds_early_payments && period.prepaid.is_zero()
}

#[cfg(test)]
mod tests {
    use chrono::{Months, NaiveDate};

    use super::*;
    use crate::servicing::due_dates::{PeriodUnit, RepaymentPeriod};
    use crate::servicing::rounding::Rounding;
    use crate::servicing::terms::{DayCount, InterestCalculation, LeapDay, PayoffInterest, RestFrequency};

    fn amount(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn settings() -> PlanSettings {
        PlanSettings {
            annual_rate: amount("12"),
            method: InterestMethod::DecliningBalanceEqualInstallments,
            day_count: DayCount::Thirty360,
            leap_day: LeapDay::WholeYear,
            calculation: InterestCalculation::Daily,
            partial_periods: false,
            first_day_counts: false,
            period: RepaymentPeriod { every: 1, unit: PeriodUnit::Months },
            on_fixed_day: false,
            rounding: Rounding { precision: Some(19), ..Rounding::default() },
            rest: RestFrequency::Daily,
            payoff_interest: PayoffInterest::TillDate,
            periodic_payment: None,
            amortization_installments: None,
            principal_grace: 0,
            interest_grace: 0,
            full_term_tranches: false,
            installments: 3,
            vertical: false,
        }
    }

    /// 1000 at one percent a month from 1 January 2024.
    fn plan(months: u32) -> Plan {
        let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
        let period = |month| (start + Months::new(month), start + Months::new(month + 1));
        let mut plan = Plan::new(settings(), &(0..months).map(period).collect::<Vec<_>>());
        plan.disburse(start, amount("1000"));
        plan
    }

    #[test]
    fn the_last_installment_is_what_the_others_leave() {
        let plan = plan(3);
        let foreseen = Foreseen::of(&plan).unwrap();
        // 1000 - 330.02 - 333.32 = 336.66, and one percent of it.
        assert_eq!(foreseen.last_installment(amount("340.02")), Some(amount("340.03")));
        assert_eq!(plan.periods()[2].installment, amount("340.03"));
        // 1000 - 330.00 - 333.30 = 336.70
        assert_eq!(foreseen.last_installment(amount("340.00")), Some(amount("340.07")));
    }

    #[test]
    fn what_interest_has_no_place_or_nothing_is_left_has_to_be_computed() {
        let plan = plan(3);
        let foreseen = Foreseen::of(&plan).unwrap();
        for level in ["9.99", "510", "1100", "340.025", "0"] {
            assert_eq!(foreseen.last_installment(amount(level)), None, "{level}");
        }
    }

    #[test]
    fn nothing_is_foreseen_once_something_was_paid_or_lent() {
        let mut paid = plan(3);
        let (from, due) = (paid.periods()[0].from, paid.periods()[0].due);
        paid.pay_principal(from, due, due, amount("330.02"));
        assert!(Foreseen::of(&paid).is_none());
        let mut lent = plan(3);
        lent.disburse(lent.periods()[1].due, amount("100"));
        assert!(Foreseen::of(&lent).is_none());
    }

    #[test]
    fn installments_are_as_when_the_plan_is_run_through() {
        for months in [2, 3, 5, 12, 36, 60] {
            let (ahead, mut tried) = (plan(months), plan(months));
            let range = 0..tried.periods.len();
            tried.level_installments(range.clone());
            tried.refresh();
            tried.settle(tried.periods()[0].due);
            tried.smooth(range);
            let installments =
                |plan: &Plan| plan.periods().iter().map(|it| (it.installment, it.level)).collect::<Vec<_>>();
            assert_eq!(installments(&ahead), installments(&tried), "{months}");
        }
    }
}
