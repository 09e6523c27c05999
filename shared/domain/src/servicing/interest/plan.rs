//! The plan itself: its periods, and how balances and interest run through them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::course;
use super::due_date_change::LatePayment;
use super::factor::{Factors, Length, Span, counts_days};
use super::period::{FactorsOf, Period, Segment, at_least_zero};
use super::periods::Periods;
use super::prepayment::Lowering;
use super::settings::PlanSettings;
use super::terms_change::split_by_terms;

/// A correction of the balance for principal that was not paid in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OverdueCorrection {
    pub on: NaiveDate,
    pub amount: Decimal,
    pub due: NaiveDate,
}

/// Principal and interest of a loan over its periods, as events change them.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that holds beside the others")]
pub struct Plan {
    pub(super) settings: PlanSettings,
    pub(super) periods: Periods,
    pub(super) factors: Factors,
    /// Rates in percent a year and the day after which each counts, latest first.
    pub(super) rates: Vec<(NaiveDate, Decimal)>,
    /// Days without interest: those after one date up to another. Periods that come later have them, too.
    pub(super) pauses: Vec<(NaiveDate, NaiveDate)>,
    /// To which day late principal has been taken into account.
    pub(super) overdue_until: Option<NaiveDate>,
    pub(super) overdue_corrections: Vec<OverdueCorrection>,
    /// The latest due date of their periods.
    pub(super) latest_overdue: Option<NaiveDate>,
    /// To which day late principal has borne interest that is owed beside the plan.
    pub(super) late_until: Option<NaiveDate>,
    /// Principal that was paid after its due date.
    pub(super) late_payments: Vec<LatePayment>,
    /// Whether payments in advance may fix an installment.
    pub(super) fixes_installments: bool,
    pub(super) principal_grace_lifted: bool,
    /// Some period's interest is due in an earlier one.
    pub(super) moves_interest_up: bool,
    /// A credit balance is being refunded.
    pub(super) refunds: bool,
    /// What principal that was paid on top of an installment did to those that follow; `None` where none was.
    pub(super) lowering: Option<Lowering>,
}

impl Plan {
    /// A plan without amounts over periods given by the days after which they begin and on which they are due.
    pub fn new(settings: PlanSettings, periods: &[(NaiveDate, NaiveDate)]) -> Self {
        let periods = periods.iter().map(|(from, due)| Period::new(*from, *due, Decimal::ZERO)).collect();
        Self {
            settings,
            periods,
            factors: Factors::default(),
            rates: Vec::new(),
            pauses: Vec::new(),
            overdue_until: None,
            overdue_corrections: Vec::new(),
            latest_overdue: None,
            late_until: None,
            late_payments: Vec::new(),
            fixes_installments: true,
            principal_grace_lifted: false,
            moves_interest_up: false,
            refunds: false,
            lowering: None,
        }
    }

    /// The periods in the order of due dates.
    pub fn periods(&self) -> &[Period] {
        self.periods.as_slice()
    }

    /// The places of periods that may have changed since [`Self::forget_changed`]; `None` where any may have.
    pub fn changed(&self) -> Option<&[usize]> {
        self.periods.changed()
    }

    /// A number that rises with each change of a period; what follows from it for others does not count.
    pub fn version(&self) -> u64 {
        self.periods.version()
    }

    /// Periods count as unchanged from now on.
    pub fn forget_changed(&mut self) {
        self.periods.forget_changed();
    }

    /// The day after which the first period begins.
    pub fn start(&self) -> Option<NaiveDate> {
        self.periods.first().map(|period| period.from)
    }

    /// The last due date.
    pub fn maturity(&self) -> Option<NaiveDate> {
        self.periods.last().map(|period| period.due)
    }

    /// Whether interest of some period is due in an earlier one.
    pub fn defers_interest(&self) -> bool {
        self.moves_interest_up
    }

    /// Whether nothing has been planned yet.
    pub fn is_empty(&self) -> bool {
        self.periods.iter().all(|period| period.installment.is_zero())
    }

    /// The rate in percent a year that counts for the days after a date.
    pub(super) fn rate_after(&self, date: NaiveDate) -> Decimal {
        self.rates.iter().find(|(from, _)| *from <= date).map_or(self.settings.annual_rate, |(_, rate)| *rate)
    }

    pub(super) fn add_rate(&mut self, after: NaiveDate, rate: Decimal) {
        let at = self.rates.iter().position(|(from, _)| *from <= after);
        match at {
            Some(at) if self.rates.get(at).is_some_and(|(from, _)| *from == after) => {
                if let Some(entry) = self.rates.get_mut(at) {
                    entry.1 = rate;
                }
            }
            Some(at) => self.rates.insert(at, (after, rate)),
            None => self.rates.push((after, rate)),
        }
    }

    /// The period that a day lies in; the first period's also on the day it begins.
    pub fn period_of(&self, day: NaiveDate) -> Option<usize> {
        let at = self.first_due_from(day);
        let begins = |(at, period): &(usize, &Period)| if *at == 0 { day >= period.from } else { day > period.from };
        self.periods.as_slice().iter().enumerate().skip(at).find(begins).map(|(at, _)| at)
    }

    /// The period with these dates, or the first that contains them.
    pub fn period_between(&self, from: NaiveDate, due: NaiveDate) -> Option<usize> {
        let at = self.first_due_from(due);
        if self.periods.as_slice().get(at).is_some_and(|period| (period.from, period.due) == (from, due)) {
            return Some(at);
        }
        let candidates = || self.periods.as_slice().iter().enumerate().skip(at);
        candidates()
            .take_while(|(_, period)| period.due == due)
            .find(|(_, period)| period.from == from)
            .or_else(|| candidates().find(|(_, period)| period.from <= from))
            .map(|(at, _)| at)
    }

    /// The period with just these dates.
    pub fn period_with(&self, from: NaiveDate, due: NaiveDate) -> Option<&Period> {
        let candidates = self.periods.as_slice().iter().skip(self.first_due_from(due));
        candidates.take_while(|period| period.due == due).find(|period| period.from == from)
    }

    /// The place of the first period that is due on or after a day.
    pub(super) fn first_due_from(&self, day: NaiveDate) -> usize {
        self.periods.first_due_from(day)
    }

    /// The periods that are due on or after a day.
    pub(super) fn due_from(&self, day: NaiveDate) -> std::ops::Range<usize> {
        self.first_due_from(day)..self.periods.len()
    }

    /// Another period after the last one, at the rates and without interest on the days that are known already.
    pub(super) fn append(&mut self, mut period: Period) {
        split_by_terms(&mut period, &self.rates, &self.pauses);
        self.periods.push(period);
    }

    /// Computes the factors of some periods anew where what they are computed from has changed.
    pub(super) fn compute_factors(&mut self, range: std::ops::Range<usize>) {
        let Some(start) = self.start() else { return };
        let mut factors = std::mem::take(&mut self.factors);
        for at in range {
            let Some(period) = self.periods.get(at) else { break };
            for index in 0..period.segments.len() {
                self.compute_factors_of(&mut factors, at, index, start);
            }
        }
        self.factors = factors;
    }

    fn basis(&self, period: &Period, segment: &Segment, start: NaiveDate) -> FactorsOf {
        FactorsOf {
            rate: self.rate_after(segment.from),
            start,
            period: (period.from, period.due),
            measured_to: period.measured_to(),
            segment: (segment.from, segment.to),
        }
    }

    fn compute_factors_of(&mut self, factors: &mut Factors, at: usize, index: usize, start: NaiveDate) {
        let Some(period) = self.periods.get(at) else { return };
        let Some(segment) = period.segments.get(index) else { return };
        let basis = self.basis(period, segment, start);
        if segment.factors_of == Some(basis) {
            return;
        }
        let period_due = period.measured_to();
        let span = Span { from: segment.from, to: segment.to, period_from: period.from, period_due };
        let to_due = Span { to: period.due, ..span };
        let is_whole = segment.to == period.due;
        let to_due = factors.factor(&self.settings, basis.rate, to_due, Length::Dated(start));
        let own = if is_whole && counts_days(&self.settings) {
            to_due.exact()
        } else {
            factors.factor(&self.settings, basis.rate, span, Length::Regular).exact()
        };
        self.periods.forget_growth_up_to(at);
        let Some(segment) = self.periods.get_mut(at).and_then(|period| period.segments.get_mut(index)) else { return };
        segment.factor = own;
        segment.factor_to_due = to_due;
        segment.factors_of = Some(basis);
    }

    /// Runs balances and interest through the periods that something changed.
    pub(super) fn refresh(&mut self) {
        self.periods.refresh(&self.settings);
    }

    /// All that was lent: paid out, capitalized and put back.
    pub fn total_lent(&self) -> Decimal {
        self.periods.totals().lent()
    }

    /// Interest due over all periods.
    pub fn total_interest(&self) -> Decimal {
        self.periods.must_not_wait();
        at_least_zero(self.periods.totals().interest)
    }

    /// Principal paid over all periods.
    pub fn total_paid_principal(&self) -> Decimal {
        at_least_zero(self.periods.totals().paid_principal)
    }

    /// Interest paid over all periods.
    pub fn total_paid_interest(&self) -> Decimal {
        at_least_zero(self.periods.totals().paid_interest)
    }

    /// Interest of one segment of a period before it is rounded to money.
    pub fn interest_of_segment(&self, period: usize, segment: usize) -> Option<Decimal> {
        let period = self.periods.get(period)?;
        (segment < period.segments.len()).then(|| course::of_segment(&self.settings, period, segment))
    }

    /// Principal lent that was not paid back.
    pub fn outstanding_principal(&self) -> Decimal {
        at_least_zero(self.periods.outstanding_in_all())
    }
}
