//! The level installment: equal parts of principal and interest together.
//!
//! `E = B * prod(1 + r_k) / F` with `F_1 = 1`, `F_k = 1 + F_{k-1} * (1 + r_k)`, where `r_k` is the interest of one unit
//! over period `k` and `B` the balance: the annuity formula for periods of different lengths.

use std::ops::Range;

use rust_decimal::Decimal;

use super::growth::Growth;
use super::period::Period;
use super::plan::Plan;
use crate::servicing::amounts::plus;
use crate::servicing::rounding::RoundingMode;
use crate::servicing::terms::InterestMethod;

impl Plan {
    /// Computes installments from some period on: all of them, or in a draft without payments that the plan then takes
    /// over, because a payment must not change the installments that a later disbursement leads to.
    pub(super) fn plan_installments(&mut self, from: usize, in_draft: bool) {
        self.plan_range(from..self.end_of_installments(from), in_draft);
    }

    /// The same over a range.
    pub(super) fn plan_range(&mut self, range: Range<usize>, in_draft: bool) {
        if range.is_empty() {
            return;
        }
        if self.settings.method == InterestMethod::Flat {
            self.interest_grace();
            self.compute_factors(range.clone());
            self.refresh();
            self.flat_installments(range.clone());
            self.principal_grace(range.clone());
            self.mid_term_grace(range.clone());
            if let Some(first_due) = self.periods.get(range.start).map(|period| period.due) {
                self.settle(first_due);
            }
            return;
        }
        let Some(first_due) = self.periods.get(range.start).map(|period| period.due) else { return };
        self.interest_grace();
        self.compute_factors(range.clone());
        let is_plain = self.settings.principal_grace == 0 && self.settings.interest_grace == 0;
        if range.start > 0 || !is_plain {
            // The balance that is left for them; before the first one there is none.
            self.refresh();
        }
        if in_draft {
            self.take_over_draft(range.clone());
        } else {
            self.level_installments(range.clone());
        }
        self.principal_grace(range.clone());
        self.mid_term_grace(range.clone());
        let is_smoothed = if in_draft { None } else { self.smooth_ahead(&range) };
        self.refresh();
        self.settle(first_due);
        if in_draft {
            return;
        }
        match is_smoothed {
            None => self.smooth(range),
            Some(true) => self.periods.agree_on_installments(),
            Some(false) => {}
        }
        self.agree_on_last();
    }

    /// Component by component, the last installment asks in advance for what was agreed of it, the rest of rounding
    /// included; installment by installment, for the level one.
    fn agree_on_last(&mut self) {
        if let Some(last) = self.periods.last_mut().filter(|_| self.settings.vertical) {
            last.level = last.installment;
        }
    }

    fn take_over_draft(&mut self, range: Range<usize>) {
        let mut draft = self.without_payments();
        draft.plan_installments(range.start, false);
        for (period, planned) in self.periods.iter_mut().zip(draft.periods.iter()).skip(range.start) {
            period.installment = planned.installment;
            period.level = planned.level;
            period.equal_part = planned.equal_part;
        }
        self.refresh();
    }

    /// The plan as if nothing had been paid, and nothing been late.
    pub(super) fn without_payments(&self) -> Self {
        let mut draft = self.clone();
        draft.overdue_corrections.clear();
        draft.latest_overdue = None;
        draft.overdue_until = None;
        for period in draft.periods.iter_mut() {
            if period.interest_moved_down {
                period.fixed_interest = period.paid_interest;
            }
            period.paid_principal = Decimal::ZERO;
            period.paid_interest = Decimal::ZERO;
            period.prepaid = Decimal::ZERO;
            period.deferred_interest = Decimal::ZERO;
            period.paid_before = Decimal::ZERO;
            for segment in &mut period.segments {
                segment.correction = Decimal::ZERO;
            }
        }
        draft
    }

    /// Sets level installments over a range, except where more was paid already.
    pub(super) fn level_installments(&mut self, range: Range<usize>) {
        let installment = match (self.settings.method, self.settings.periodic_payment) {
            (InterestMethod::Flat, _) => return self.flat_installments(range),
            (_, Some(agreed)) => agreed,
            (InterestMethod::DecliningBalance, None) => return self.equal_principal(range),
            _ => self.level_installment(range.clone()),
        };
        for period in self.periods.range_mut(range.clone()) {
            let with_prepaid = plus(installment, period.prepaid);
            if with_prepaid >= period.paid() {
                period.installment = with_prepaid;
                period.level = with_prepaid;
            }
        }
    }

    fn level_installment(&self, range: Range<usize>) -> Decimal {
        let rounding = &self.settings.rounding;
        let balance = self.balance_to_spread(&range);
        let beyond = self.periods_beyond();
        let level = self.level_by_growth(range.clone(), &beyond, balance);
        let level = level.unwrap_or_else(|| self.level_of(range.clone(), &beyond, balance));
        rounding.multiple(level + self.fixed_interest_share(range))
    }

    /// The level installment in binary numbers; `None` where every intermediate value has to be rounded as agreed.
    fn level_by_growth(&self, range: Range<usize>, beyond: &[Period], balance: Decimal) -> Option<Decimal> {
        let rounding = &self.settings.rounding;
        let to_nearest =
            matches!(rounding.mode, RoundingMode::HalfEven | RoundingMode::HalfUp | RoundingMode::HalfDown);
        if !to_nearest || matches!(rounding.precision, Some(..19)) || balance.scale() > rounding.decimals {
            return None;
        }
        let mut growth = Growth::new();
        for period in self.periods.as_slice().get(range)?.iter().chain(beyond) {
            growth.add(borne_by_one(period))?;
        }
        let mut balance = balance;
        balance.rescale(rounding.decimals);
        let minor_units = growth.installment(balance)?;
        Decimal::try_from_i128_with_scale(minor_units.into(), rounding.decimals).ok()
    }

    /// The level installment with every intermediate value rounded as agreed.
    fn level_of(&self, range: Range<usize>, beyond: &[Period], balance: Decimal) -> Decimal {
        let rounding = &self.settings.rounding;
        let round = |value| rounding.intermediate(value);
        let mut product = Decimal::ONE;
        let mut sum = Decimal::ZERO;
        for period in self.periods.iter().skip(range.start).take(range.len()).chain(beyond) {
            let growth = Decimal::ONE + borne_by_one(period);
            product = round(product * growth);
            // The first period's sum is 1: nothing precedes it.
            sum = if sum.is_zero() { Decimal::ONE } else { round(Decimal::ONE + round(sum * growth)) };
        }
        rounding.money(round(round(product * balance) / sum))
    }

    /// The equal part of each period in interest that was agreed as an amount.
    pub(super) fn fixed_interest_share(&self, range: Range<usize>) -> Decimal {
        let of_range = self.periods.iter().skip(range.start).take(range.len());
        let fixed = of_range.map(|period| period.fixed_interest).fold(Decimal::ZERO, plus);
        if fixed.is_zero() {
            return fixed;
        }
        self.settings.rounding.money(fixed / Decimal::from(range.len()))
    }

    /// What the installments of a range have to repay: the balance before it, and what is paid out in its first period.
    pub(super) fn balance_to_spread(&self, range: &Range<usize>) -> Decimal {
        let from = range.start;
        let before = from.checked_sub(1).and_then(|at| self.periods.get(at)?.closing_balance()).unwrap_or_default();
        before + self.periods.get(from).map(Period::disbursed).unwrap_or_default() - self.prepaid_in(range)
    }

    /// The first periods pay interest alone, and the others repay the loan.
    fn principal_grace(&mut self, range: Range<usize>) {
        for period in self.periods.iter_mut() {
            period.principal_grace = period.mid_term_grace;
        }
        let grace = usize::try_from(self.settings.principal_grace).unwrap_or(0).min(self.periods.len());
        if grace == 0 || self.principal_grace_lifted {
            return;
        }
        for at in 0..grace {
            let Some(period) = self.periods.get_mut(at) else { break };
            if at >= range.start {
                // All interest of the period, whatever place it had in the installment before.
                let due = if period.interest_grace { period.paid_interest } else { period.calculated_interest };
                period.installment = due.max(period.paid());
                period.level = period.installment;
                period.principal_grace = true;
                period.equal_part = period.equal_part.map(|_| Decimal::ZERO);
                self.refresh();
            } else if period.due_principal().is_zero() {
                period.principal_grace = true;
            }
        }
        let first = range.start.max(grace);
        if first >= range.end {
            return;
        }
        self.refresh();
        self.level_installments(first..range.end);
    }

    /// The interest of the first periods is due later: they count as if they bore none.
    pub(super) fn interest_grace(&mut self) {
        let grace = usize::try_from(self.settings.interest_grace).unwrap_or(0);
        // It is for the loan's own periods, and not for those that took their place.
        if grace == 0 || self.principal_grace_lifted {
            return;
        }
        for period in self.periods.iter_mut().take(grace) {
            period.interest_grace = true;
        }
    }
}

/// What one unit bears over a period, as the level installment counts it.
fn borne_by_one(period: &Period) -> Decimal {
    if period.interest_grace {
        return Decimal::ZERO;
    }
    match &*period.segments {
        [segment] => segment.factor,
        segments => segments.iter().map(|segment| segment.factor).sum(),
    }
}
