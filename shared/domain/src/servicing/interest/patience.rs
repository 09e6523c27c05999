//! When the last periods of a plan may wait to be computed anew: see `periods::waiting`, which says what that takes of the
//! periods themselves.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::{Period, at_least_zero};
use super::plan::Plan;
use crate::servicing::amounts::{minus, plus};
use crate::servicing::terms::{InterestMethod, PayoffInterest};

impl Plan {
    /// Periods after the one that a day lies in may wait from now on. True where periods that had waited were computed.
    pub fn let_wait_after(&mut self, day: NaiveDate) -> bool {
        let is_level = self.settings.method == InterestMethod::DecliningBalanceEqualInstallments;
        // A payment that counts to the end of its period changes what comes after its day.
        let counts_at_once = self.settings.payoff_interest == PayoffInterest::TillDate;
        let current = self.first_due_from(day);
        // Nothing is late in a period to come.
        let due = self.periods.waiting_period(current).map(|period| period.due);
        let is_late_later = self.latest_overdue.is_some_and(|latest| due.is_none_or(|due| latest > due));
        if !is_level || !counts_at_once || self.settings.vertical || is_late_later {
            return self.let_none_wait();
        }
        self.periods.let_wait(current.checked_add(1));
        self.periods.reach(&self.settings, current)
    }

    /// No period may wait from now on. True where periods that had waited were computed.
    pub fn let_none_wait(&mut self) -> bool {
        self.periods.let_wait(None);
        self.catch_up()
    }

    /// A period is about to be paid, so that neither it nor one before it may wait. True where periods that had waited were
    /// computed.
    pub fn reach(&mut self, from: NaiveDate, due: NaiveDate) -> bool {
        let Some(at) = self.period_between(from, due) else { return self.let_none_wait() };
        self.periods.wait_not_before(at.saturating_add(1));
        self.periods.reach(&self.settings, at)
    }

    /// Whether a period waits, and goes on waiting when it is paid before its days come.
    pub fn may_be_paid_ahead(&self, from: NaiveDate, due: NaiveDate) -> bool {
        self.prepayable(from, due).is_some_and(|at| self.periods.may_be_paid_waiting(at))
    }

    /// Principal, which is no more than is outstanding, and interest of a period that waits are paid before its days
    /// come, while it goes on waiting. The principal does not count before [`Self::count_ahead`] says so. False, and
    /// nothing is paid, where the period has to be computed for that.
    pub fn pay_ahead(&mut self, from: NaiveDate, due: NaiveDate, principal: Decimal, interest: Decimal) -> bool {
        let at = self.prepayable(from, due);
        at.is_some_and(|at| self.periods.pay_waiting(&self.settings, at, principal, interest))
    }

    /// Principal that was paid ahead counts from a day.
    pub fn count_ahead(&mut self, on: NaiveDate, principal: Decimal) {
        self.correct_balance(on, -principal);
    }

    /// A period that keeps its installment when it is paid before its days come.
    fn prepayable(&self, from: NaiveDate, due: NaiveDate) -> Option<usize> {
        self.period_between(from, due).filter(|_| self.fixes_installments)
    }

    /// No period waits any longer. True where periods that had waited were computed.
    pub fn catch_up(&mut self) -> bool {
        self.periods.catch_up(&self.settings)
    }

    /// The last period that asks for anything, where periods have begun to wait since this was last asked.
    pub fn take_new_waiting(&mut self) -> Option<&Period> {
        self.periods.take_new_waiting().and_then(|at| self.periods.waiting_period(at))
    }

    /// Whether periods go on waiting although installments are to add up. If not, they are computed.
    pub(super) fn go_on_waiting(&mut self, till: NaiveDate) -> bool {
        self.periods.run_through_waiting(&self.settings);
        if !self.periods.any_waits() {
            return false;
        }
        let goes_on = self.only_last_changes(till)
            && self.periods.goes_on_finding_place(&self.settings.rounding)
            && self.periods.find_last_waiting(&self.settings);
        if goes_on {
            self.periods.settle_waiting();
        } else {
            self.periods.catch_up_to_now(&self.settings);
        }
        goes_on
    }

    /// Whether all that letting installments add up would change is what the last ones ask for.
    fn only_last_changes(&self, till: NaiveDate) -> bool {
        let Some((from, balance, asked)) = self.periods.balance_of_waiting() else { return false };
        let Some(first) = self.periods.waiting_period(from) else { return false };
        // Interest up to the day has found its place before the first one, so that none is due earlier than it is borne.
        let has_place = till <= first.from;
        has_place
            && !self.moves_interest_up
            && self.periods.is_plain()
            && self.periods.asks_at_most(self.periods.outstanding_in_all())
            && balance == self.not_asked_before(asked)
    }

    /// What was lent and is not asked for before periods that wait, which ask for something as they are.
    fn not_asked_before(&self, waiting: Decimal) -> Decimal {
        let totals = self.periods.totals();
        let asked = minus(totals.payable, totals.interest);
        plus(minus(plus(totals.disbursed, at_least_zero(totals.credited)), asked), waiting)
    }
}
