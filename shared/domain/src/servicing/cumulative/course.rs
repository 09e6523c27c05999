//! The course of a loan: installment after installment, as older systems draw it up.

mod disbursement;
mod variation;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::amortization::Amortization;
use super::calendar::Calendar;
use super::facts::Facts;
use super::following::Following;
use super::rates::Rates;
use crate::servicing::due_dates::MAX_INSTALLMENTS;
use crate::servicing::installment::InstallmentKind;
use crate::servicing::replay::ReplayError;
use crate::servicing::terms::{InterestMethod, Terms};

/// One installment as it is drawn up. Amounts are in units of the currency.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub kind: InstallmentKind,
    /// The day after which its interest is borne.
    pub from: NaiveDate,
    /// The day on which it is due.
    pub due: NaiveDate,
    pub principal: Decimal,
    pub interest: Decimal,
}

/// What a period comes to. Amounts are in units of the currency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Amounts {
    pub principal: Decimal,
    pub interest: Decimal,
    /// Interest that is due with a later installment.
    pub carried: Decimal,
}

/// The state of drawing up installments, between two of them. Amounts are in units of the currency.
pub(super) struct Course<'a> {
    pub terms: &'a Terms,
    pub calendar: Calendar<'a>,
    pub rates: Rates,
    pub amortization: Amortization,
    variations: Vec<super::facts::Variation>,
    /// Principal of all disbursements, without what is due at once.
    pub total: Decimal,
    /// Principal of all disbursements.
    gross: Decimal,
    /// Principal of the disbursements so far, without what is due at once.
    pub scheduled: Decimal,
    /// Disbursements that are still to come, without what is due at once.
    pub coming: BTreeMap<NaiveDate, Decimal>,
    down_payments: Vec<(NaiveDate, Decimal)>,
    /// What no installment repays yet.
    pub outstanding: Decimal,
    /// The balance that bears interest.
    pub bearing: Decimal,
    /// Principal of the installments so far.
    pub repaid: Decimal,
    /// Interest of the installments so far.
    pub charged: Decimal,
    /// Interest that is due with a later installment.
    pub carried: Decimal,
    /// The number of the next installment.
    pub number: u32,
    /// The day after which the next period begins.
    pub start: NaiveDate,
    /// The last due date, as it is before non-working days move it.
    pub mark: NaiveDate,
    /// The first and the last day of the term, for flat interest.
    term: (NaiveDate, NaiveDate),
    pub rows: Vec<Row>,
}

impl<'a> Course<'a> {
    /// A loan before its first installment.
    pub fn new(
        terms: &'a Terms,
        facts: &Facts<'_>,
        disbursements: &[(NaiveDate, Decimal)],
    ) -> Result<Self, ReplayError> {
        let first = disbursements.first().map_or(terms.expected_disbursement, |(on, _)| *on);
        let seed = terms.schedule.counted_from.unwrap_or(first);
        let calendar = Calendar::new(&terms.schedule, seed, &facts.moved)?;
        let term = (first, calendar.last(terms.schedule.installments)?);
        let mut course = Self {
            terms,
            calendar,
            term,
            rates: Rates::new(terms, seed),
            amortization: Amortization::new(terms),
            variations: facts.variations.clone(),
            total: Decimal::ZERO,
            gross: Decimal::ZERO,
            scheduled: Decimal::ZERO,
            coming: BTreeMap::new(),
            down_payments: Vec::new(),
            outstanding: Decimal::ZERO,
            bearing: Decimal::ZERO,
            repaid: Decimal::ZERO,
            charged: Decimal::ZERO,
            carried: Decimal::ZERO,
            number: 1,
            start: seed,
            mark: seed,
            rows: Vec::new(),
        };
        course.take_disbursements(first, disbursements);
        course.spread_all()?;
        Ok(course)
    }

    /// The first spread is over the principal of all disbursements, also of those still to come.
    fn spread_all(&mut self) -> Result<(), ReplayError> {
        self.amortization.spread(self.total, 1, self.rates.regular())?;
        self.amortization.flat.whole = self.flat_interest(self.gross)?;
        self.amortization.flat.total = self.amortization.flat_total();
        Ok(())
    }

    /// Flat interest of a principal over the whole term.
    fn flat_interest(&self, principal: Decimal) -> Result<Decimal, ReplayError> {
        if self.amortization.method != InterestMethod::Flat {
            return Ok(Decimal::ZERO);
        }
        let (from, end) = self.term;
        Ok(self.money(principal * self.rates.over_term(from, end, self.terms.schedule.installments)?))
    }

    /// Draws up all installments.
    pub fn run(mut self, following: &mut Following<'_>) -> Result<Vec<Row>, ReplayError> {
        while !self.outstanding.is_zero() || !self.coming.is_empty() {
            if self.rows.len() >= MAX_INSTALLMENTS {
                return Err(ReplayError::OutOfRange);
            }
            if !self.step(following)? {
                break;
            }
        }
        if !self.carried.is_zero()
            && let Some(last) = self.rows.last_mut()
        {
            last.interest += self.carried;
        }
        following.raise_rows(&mut self.rows);
        Ok(self.rows)
    }

    /// Draws up the next installment; whether there was one to draw up.
    fn step(&mut self, following: &mut Following<'_>) -> Result<bool, ReplayError> {
        let is_first = self.number == 1 && self.mark == self.calendar.seed;
        let (mark, planned) = self.calendar.next_due(self.mark, is_first)?;
        self.mark = mark;
        self.vary(planned)?;
        let due = following.until(planned);
        if due < self.start {
            return Err(ReplayError::Terms("a due date lies before the one before it".to_owned()));
        }
        self.disburse(due);
        if !following.before_due(self, due)? {
            return Ok(false);
        }
        let (repaid, until) = (self.repaid - following.reduction(), following.bears_until(due));
        let amounts = self.amounts(repaid, self.carried, &following.changes(self), until)?;
        self.carried = amounts.carried;
        following.settle(self, amounts, due)?;
        self.number += 1;
        Ok(true)
    }

    /// Spreads what is not repaid yet over the installments from one on.
    pub fn spread_rest(&mut self, repaid: Decimal, from: u32) -> Result<(), ReplayError> {
        let rest = self.total - repaid;
        if rest > Decimal::ZERO { self.amortization.spread(rest, from, self.rates.regular()) } else { Ok(()) }
    }

    pub fn money(&self, amount: Decimal) -> Decimal {
        self.terms.rounding.money(amount)
    }
}
