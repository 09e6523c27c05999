//! The gap that rounding opens between the last two installments, and how it is closed: the others are a little higher or
//! lower, as long as that makes it smaller.

use std::ops::Range;

use rust_decimal::Decimal;

use super::foreseen::Foreseen;
use super::period::Period;
use super::plan::Plan;
use crate::servicing::rounding::Rounding;
use crate::servicing::terms::InterestMethod;

/// Steps that are taken at most.
const STEPS: usize = 3;

/// How far the last two installments that are unpaid lie apart.
struct Gap {
    level: Decimal,
    difference: Decimal,
    adjusted: Decimal,
    worth_closing: bool,
}

impl Gap {
    /// Between a level installment and the last one, where half of the installments and those that share it are so many.
    fn between(rounding: &Rounding, level: Decimal, last: Decimal, half: usize, share: usize) -> Self {
        let difference = last - level;
        let worth_closing =
            half > 0 && !difference.is_zero() && difference.abs() * Decimal::ONE_HUNDRED > Decimal::from(half);
        Self { level, difference, adjusted: level + rounding.money(difference / Decimal::from(share)), worth_closing }
    }

    fn is_smaller_than(&self, other: &Self) -> bool {
        self.difference.abs() < other.difference.abs()
    }
}

impl Plan {
    /// Closes the gap that rounding opened between the last two installments, in at most three steps, as long as each
    /// makes it smaller.
    pub(super) fn smooth(&mut self, range: Range<usize>) {
        if !self.may_be_smoothed() {
            return;
        }
        let mut draft: Option<Self> = None;
        for _ in 0..STEPS {
            let Some(gap) = self.gap(range.clone()).filter(|gap| gap.worth_closing) else { return };
            let installment = self.settings.rounding.multiple(gap.adjusted);
            if installment == gap.level {
                return;
            }
            let Some(first_due) = self.periods.get(range.start).map(|period| period.due) else { return };
            let draft = draft.get_or_insert_with(|| self.clone());
            for period in draft.periods.range_mut(range.clone()) {
                let installment = installment + period.prepaid;
                if installment >= period.paid() && !period.holds_early_payments && !period.principal_grace {
                    period.installment = installment;
                    period.level = installment;
                }
            }
            draft.refresh();
            draft.settle(first_due);
            let smaller = draft.gap(0..draft.periods.len()).is_none_or(|after| after.is_smaller_than(&gap));
            if !smaller {
                return;
            }
            if range == (0..self.periods.len()) && draft.is_as_agreed() {
                std::mem::swap(self, draft);
                self.periods.agree_on_installments();
                continue;
            }
            for (period, planned) in self.periods.range_mut(range.clone()).zip(draft.periods.iter().skip(range.start)) {
                if !period.principal_grace && !planned.holds_early_payments {
                    period.installment = planned.installment;
                    period.level = planned.installment;
                }
            }
            self.refresh();
            // Installments before them may have changed with them in the draft, and stay here.
            self.let_principal_add_up();
        }
    }

    /// Level installments as [`Self::smooth`] would leave them, set before the plan is run through for the first time. False
    /// where they stay as they are; `None` where that is not known, and has to be tried.
    pub(super) fn smooth_ahead(&mut self, range: &Range<usize>) -> Option<bool> {
        let rounding = self.settings.rounding;
        if !self.may_be_smoothed() || *range != (0..self.periods.len()) {
            return None;
        }
        let foreseen = Foreseen::of(self)?;
        let count = range.len();
        let gap = |level| Some(Gap::between(&rounding, level, foreseen.last_installment(level)?, count / 2, count));
        let agreed = self.periods.first()?.installment;
        let mut now = gap(agreed)?;
        for _ in 0..STEPS {
            let installment = rounding.multiple(now.adjusted);
            if !now.worth_closing || installment == now.level {
                break;
            }
            let next = gap(installment)?;
            if !next.is_smaller_than(&now) {
                break;
            }
            now = next;
        }
        let differs = now.level != agreed;
        if differs {
            for period in self.periods.range_mut(range.clone()) {
                period.installment = now.level;
            }
        }
        Some(differs)
    }

    fn may_be_smoothed(&self) -> bool {
        let is_given = self.settings.periodic_payment.is_some() || self.count_beyond() > 0;
        !is_given && self.settings.method != InterestMethod::DecliningBalance
    }

    /// Whether nothing but the agreed installments makes it what it is.
    fn is_as_agreed(&self) -> bool {
        let is_special = |period: &Period| period.principal_grace || period.holds_early_payments;
        self.periods.is_unpaid() && self.is_settled() && !self.periods.iter().any(is_special)
    }

    /// The gap between the last two neighbours that are both unpaid; one of zero where there are none.
    fn gap(&self, range: Range<usize>) -> Option<Gap> {
        let periods = self.periods.as_slice().get(range)?;
        let count = periods.len();
        let pair = periods.windows(2).rev().find_map(|pair| match pair {
            [before, last] => {
                let open = !before.is_fully_paid() && !last.is_fully_paid();
                (open && !before.principal_grace && !last.principal_grace).then_some((before, last))
            }
            _ => None,
        })?;
        let level = pair.0.installment;
        let grace = periods.iter().filter(|period| period.principal_grace).count();
        let fixed = periods.iter().filter(|period| period.principal_grace || level < period.paid()).count();
        let half = count.saturating_sub(grace) / 2;
        let share = count.saturating_sub(fixed).max(1);
        Some(Gap::between(&self.settings.rounding, level, pair.1.installment, half, share))
    }
}
