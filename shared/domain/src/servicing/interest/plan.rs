//! The plan itself: its periods, and how balances and interest run through them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::factor::{Length, Span, factor};
use super::period::{Period, at_least_zero, days};
use super::settings::PlanSettings;
use crate::servicing::terms::InterestMethod;

/// A correction of the balance for principal that was not paid in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct OverdueCorrection {
    pub on: NaiveDate,
    pub amount: Decimal,
    pub due: NaiveDate,
}

/// Principal and interest of a loan over its periods, as events change them.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub(super) settings: PlanSettings,
    pub(super) periods: Vec<Period>,
    /// Rates in percent a year and the day after which each counts, latest first.
    pub(super) rates: Vec<(NaiveDate, Decimal)>,
    /// To which day late principal has been taken into account.
    pub(super) overdue_until: Option<NaiveDate>,
    pub(super) overdue_corrections: Vec<OverdueCorrection>,
    /// To which day late principal has borne interest that is owed beside the plan.
    pub(super) late_until: Option<NaiveDate>,
    /// Whether payments in advance may fix an installment.
    pub(super) fixes_installments: bool,
    pub(super) principal_grace_lifted: bool,
    /// A draft from which installments are taken: always computed anew.
    pub(super) is_draft: bool,
}

impl Plan {
    /// A plan without amounts over periods given by the days after which they begin and on which they are due.
    pub fn new(settings: PlanSettings, periods: &[(NaiveDate, NaiveDate)]) -> Self {
        let periods = periods.iter().map(|(from, due)| Period::new(*from, *due, Decimal::ZERO)).collect();
        Self {
            settings,
            periods,
            rates: Vec::new(),
            overdue_until: None,
            overdue_corrections: Vec::new(),
            late_until: None,
            fixes_installments: true,
            principal_grace_lifted: false,
            is_draft: false,
        }
    }

    /// The periods in the order of due dates.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The day after which the first period begins.
    pub fn start(&self) -> Option<NaiveDate> {
        self.periods.first().map(|period| period.from)
    }

    /// The last due date.
    pub fn maturity(&self) -> Option<NaiveDate> {
        self.periods.last().map(|period| period.due)
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
        self.periods.iter().enumerate().position(|(at, period)| {
            let begins = if at == 0 { day >= period.from } else { day > period.from };
            begins && day <= period.due
        })
    }

    /// The period with these dates, or the first that contains them.
    pub fn period_between(&self, from: NaiveDate, due: NaiveDate) -> Option<usize> {
        self.periods
            .iter()
            .position(|period| period.from == from && period.due == due)
            .or_else(|| self.periods.iter().position(|period| period.from <= from && period.due >= due))
    }

    /// The periods that are due on or after a day.
    pub(super) fn due_from(&self, day: NaiveDate) -> std::ops::Range<usize> {
        let first = self.periods.iter().position(|period| period.due >= day).unwrap_or(self.periods.len());
        first..self.periods.len()
    }

    /// Computes the factors of some periods anew.
    pub(super) fn compute_factors(&mut self, range: std::ops::Range<usize>) {
        let Some(start) = self.start() else { return };
        for at in range {
            let Some(period) = self.periods.get(at) else { return };
            let (period_from, period_due) = (period.from, period.due);
            let factors: Vec<(Decimal, Decimal)> = period
                .segments
                .iter()
                .map(|segment| {
                    let rate = self.rate_after(segment.from);
                    let span = Span { from: segment.from, to: segment.to, period_from, period_due };
                    let to_due = Span { to: period_due, ..span };
                    (
                        factor(&self.settings, rate, span, Length::Regular),
                        factor(&self.settings, rate, to_due, Length::Dated(start)),
                    )
                })
                .collect();
            let Some(period) = self.periods.get_mut(at) else { return };
            for (segment, (own, to_due)) in period.segments.iter_mut().zip(factors) {
                segment.factor = own;
                segment.factor_to_due = to_due;
            }
        }
    }

    /// Runs balances and interest through all periods.
    pub(super) fn refresh(&mut self) {
        let settings = &self.settings;
        let mut carried_balance = Some(Decimal::ZERO);
        let mut carried_interest = Decimal::ZERO;
        for (at, period) in self.periods.iter_mut().enumerate() {
            if let (Some(first), Some(balance), true) = (period.segments.first_mut(), carried_balance, at > 0) {
                first.balance = balance;
            }
            let mut balance = None;
            for segment in &mut period.segments {
                if let Some(balance) = balance {
                    segment.balance = at_least_zero(balance);
                }
                balance = Some(segment.balance_after());
            }
            settle_interest(settings, period, carried_interest);
            carried_interest = at_least_zero(period.unrecognized_interest());
            carried_balance = period.closing_balance();
        }
    }

    /// All that was lent: paid out, capitalized and put back.
    pub fn total_lent(&self) -> Decimal {
        at_least_zero(self.periods.iter().map(Period::lent).sum())
    }

    /// Interest due over all periods.
    pub fn total_interest(&self) -> Decimal {
        at_least_zero(self.periods.iter().map(Period::due_interest).sum())
    }

    /// Principal paid over all periods.
    pub fn total_paid_principal(&self) -> Decimal {
        at_least_zero(self.periods.iter().map(|period| period.paid_principal).sum())
    }

    /// Interest paid over all periods.
    pub fn total_paid_interest(&self) -> Decimal {
        at_least_zero(self.periods.iter().map(|period| period.paid_interest).sum())
    }

    pub(super) fn total_credited_principal(&self) -> Decimal {
        at_least_zero(self.periods.iter().map(Period::credited_principal).sum())
    }

    /// Interest of one segment of a period before it is rounded to money.
    pub fn interest_of_segment(&self, period: usize, segment: usize) -> Option<Decimal> {
        let period = self.periods.get(period)?;
        (segment < period.segments.len()).then(|| segment_interest(&self.settings, period, segment))
    }

    /// Principal lent that was not paid back.
    pub fn outstanding_principal(&self) -> Decimal {
        at_least_zero(self.total_lent() - self.total_paid_principal())
    }
}

/// Interest of a period from its segments, and what of it is due.
fn settle_interest(settings: &PlanSettings, period: &mut Period, carried: Decimal) {
    let mut interest = Decimal::ZERO;
    if !period.interest_moved_up && !period.interest_moved_down {
        let mut exact = Decimal::ZERO;
        for at in 0..period.segments.len() {
            exact += segment_interest(settings, period, at);
        }
        interest = settings.rounding.money(exact);
    }
    let beside = period.fixed_interest + period.deferred_interest + period.late.raised;
    let calculated = at_least_zero(interest + beside + carried);
    period.calculated_interest = calculated;
    period.interest = if period.interest_grace {
        period.paid_interest
    } else {
        let payable = period.payable();
        let principal_left = at_least_zero(payable - calculated);
        let due = if period.paid_principal > principal_left { period.paid_interest } else { calculated.min(payable) };
        due.max(period.paid_interest)
    };
}

/// Interest of one segment: its part of the interest to the due date, by days, and what was put back.
fn segment_interest(settings: &PlanSettings, period: &Period, at: usize) -> Decimal {
    let Some(segment) = period.segments.get(at) else { return Decimal::ZERO };
    if segment.paused {
        return segment.credited_interest;
    }
    let to_due = days(segment.from, period.due);
    if to_due.is_zero() {
        return at_least_zero(segment.credited_interest);
    }
    let base = match settings.method {
        InterestMethod::Flat => lent_before(period, at),
        InterestMethod::DecliningBalance | InterestMethod::DecliningBalanceEqualInstallments => segment.balance,
    };
    if base.is_zero() || segment.factor_to_due.is_zero() {
        return at_least_zero(segment.credited_interest);
    }
    let round = |value| settings.rounding.intermediate(value);
    let exact = round(round(round(base * segment.factor_to_due) / to_due) * days(segment.from, segment.to));
    at_least_zero(segment.credited_interest + exact)
}

/// What had been paid out before a segment began.
fn lent_before(period: &Period, at: usize) -> Decimal {
    let within: Decimal = period
        .segments
        .iter()
        .take(at)
        .filter(|segment| segment.to != period.from)
        .map(|segment| segment.disbursed + segment.capitalized)
        .sum();
    period.disbursed_before + within
}
