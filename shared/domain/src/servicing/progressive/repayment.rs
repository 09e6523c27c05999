//! Money that comes in: spread over the rows in the order that the account has for its kind.

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::book::Book;
use super::row;
use crate::servicing::allocation::order::{AllocationOrder, Component, Direction, DueState, FutureInstallments, Step};
use crate::servicing::installment::{Installment, InstallmentKind};
use crate::servicing::terms::{PayoffInterest, RestFrequency};
use crate::servicing::transaction::{Components, RepaymentKind, Transaction};

/// Rounds for each row before the spreading of one payment is given up: it always ends much earlier.
const ROUNDS_PER_ROW: usize = 100;

/// A payment while it is spread.
struct Spread {
    on: NaiveDate,
    left: Decimal,
    taken: Components,
    /// Rows that a payment in advance found nothing in.
    skipped: Vec<u32>,
    /// What went to each row.
    portions: Vec<Portion>,
}

/// What of a payment went to one row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Portion {
    pub from: NaiveDate,
    pub due: NaiveDate,
    pub paid: Components,
}

impl Book<'_> {
    /// Takes a payment.
    pub fn repay(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        let order = self.terms.allocation.order(kind).clone();
        self.notice_payoff_till_period_end(of.value_date);
        let (taken, left, portions) = self.spread_in_portions(of.value_date, amount, &order);
        self.portions.insert(of.id, portions);
        self.overpaid += left;
        self.post(of, amount, taken, left, -taken.principal);
    }

    /// Spreads an overpayment that is still there over what has come to be owed.
    pub fn use_overpayment(&mut self, on: NaiveDate) -> Components {
        if self.overpaid <= Decimal::ZERO {
            return Components::default();
        }
        let order = self.terms.allocation.default.clone();
        let (taken, left) = self.spread(on, self.overpaid, &order);
        self.overpaid = left;
        taken
    }

    /// Whether a payment would settle the loan at the end of the period that it lies in.
    pub fn notice_payoff(&mut self, on: NaiveDate, amount: Decimal) {
        self.pays_off = false;
        let to_end = self
            .terms
            .interest
            .recalculation
            .is_some_and(|recalculation| recalculation.payoff_interest == PayoffInterest::TillPeriodEnd);
        if !to_end {
            return;
        }
        let Some(row) = self.row_of(on) else { return };
        let due = self.plan.outstanding_on(row.due);
        self.pays_off = amount >= due.principal + due.interest;
    }

    /// The row whose days a day is one of.
    pub fn row_of(&self, day: NaiveDate) -> Option<&Installment> {
        let first = self.rows.iter().filter(|row| row.kind != InstallmentKind::DownPayment).map(|row| row.number).min();
        self.rows.iter().find(|row| {
            let begins = if Some(row.number) == first { day >= row.from } else { day > row.from };
            begins
                && day <= row.due
                && !matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::AppliedInterest)
        })
    }

    /// A payoff counts as made at the end of its period, so that the interest to that day is due even where the
    /// period's installment has been paid.
    fn notice_payoff_till_period_end(&mut self, on: NaiveDate) {
        if self.pays_off {
            self.plan.defer_to_period_end(on);
        }
    }

    /// Spreads an amount, and says what went where and what is left.
    pub fn spread(&mut self, on: NaiveDate, amount: Decimal, order: &AllocationOrder) -> (Components, Decimal) {
        let (taken, left, _) = self.spread_in_portions(on, amount, order);
        (taken, left)
    }

    fn spread_in_portions(
        &mut self,
        on: NaiveDate,
        amount: Decimal,
        order: &AllocationOrder,
    ) -> (Components, Decimal, Vec<Portion>) {
        let mut spread =
            Spread { on, left: amount, taken: Components::default(), skipped: Vec::new(), portions: Vec::new() };
        match self.terms.allocation.direction {
            Direction::Horizontal => self.spread_horizontally(&mut spread, order),
            Direction::Vertical => self.spread_vertically(&mut spread, order),
        }
        (spread.taken, spread.left, spread.portions)
    }

    fn spread_horizontally(&mut self, spread: &mut Spread, order: &AllocationOrder) {
        let mut states: Vec<DueState> = Vec::new();
        for (state, _) in &order.steps {
            if !states.contains(state) {
                states.push(*state);
            }
        }
        for state in states {
            if spread.left.is_zero() {
                return;
            }
            spread.skipped.clear();
            let steps: Vec<Step> = order.steps.iter().copied().filter(|(of, _)| *of == state).collect();
            for _ in 0..self.rows.len().saturating_mul(ROUNDS_PER_ROW) {
                let targets = self.targets(spread, state, order.future);
                if targets.is_empty() {
                    break;
                }
                for step in &steps {
                    self.pay_targets(spread, *step, &targets);
                }
                if !self.any_open() || spread.left <= Decimal::ZERO {
                    break;
                }
            }
        }
    }

    /// The rows that a round of payments goes to, by their numbers.
    fn targets(&self, spread: &Spread, state: DueState, future: FutureInstallments) -> Vec<u32> {
        let open = |row: &&Installment| row.obligations_met_on.is_none();
        let on = spread.on;
        let first = |found: Option<&Installment>| found.map(|row| row.number).into_iter().collect();
        match state {
            DueState::PastDue => first(self.rows.iter().filter(open).find(|row| on > row.due)),
            DueState::Due => first(self.rows.iter().filter(open).find(|row| on == row.due)),
            DueState::InAdvance => {
                let mut ahead = self.rows.iter().filter(|row| on < row.due);
                let last = || {
                    let recalculates = self.recalculates();
                    self.rows.iter().rev().find(|row| {
                        let empty =
                            recalculates && row.expected.total().is_zero() && !spread.skipped.contains(&row.number);
                        on < row.due && (row.obligations_met_on.is_none() || empty)
                    })
                };
                match future {
                    FutureInstallments::NextInstallment => first(ahead.find(open)),
                    FutureInstallments::LastInstallment => first(last()),
                    FutureInstallments::NextLastInstallment => {
                        first(ahead.filter(open).find(|row| on >= row.from).or_else(last))
                    }
                    FutureInstallments::Reamortization => ahead.filter(open).map(|row| row.number).collect(),
                }
            }
        }
    }

    /// Pays one component of the rows of a round, in equal parts.
    fn pay_targets(&mut self, spread: &mut Spread, step: Step, targets: &[u32]) {
        let count = Decimal::from(targets.len());
        let rounding = &self.terms.rounding;
        let mut part = rounding.money(spread.left / count);
        let mut rest = spread.left - part * count;
        if part + rest < Decimal::ZERO {
            part = (spread.left / count).round_dp_with_strategy(rounding.decimals, RoundingStrategy::ToZero);
            rest = spread.left - part * count;
        }
        for number in targets {
            if Some(number) == targets.last() {
                part += rest;
            }
            let paid = self.pay_row(spread, step, *number, part);
            spread.left -= paid;
        }
    }

    fn row_mut(&mut self, number: u32) -> Option<&mut Installment> {
        self.rows.iter_mut().find(|row| row.number == number)
    }

    /// Pays one component of one row, and lets the interest of what follows move.
    fn pay_row(&mut self, spread: &mut Spread, (state, component): Step, number: u32, amount: Decimal) -> Decimal {
        let moves_interest = self.recalculates();
        let maturity = self.plan.maturity();
        let Some(row) = self.row_mut(number) else { return Decimal::ZERO };
        let (from, due) = (row.from, row.due);
        let in_plan = !matches!(row.kind, InstallmentKind::DownPayment | InstallmentKind::AppliedInterest)
            && maturity.is_some_and(|maturity| due <= maturity);
        if !moves_interest || !in_plan {
            spread.skipped.push(number);
            return self.pay_component(spread, component, number, amount);
        }
        let mut pay_date = spread.on;
        if state == DueState::InAdvance {
            pay_date = self.pay_date_in_advance(spread.on, from, due);
            self.show_due_in_advance(spread, component, number, pay_date);
        }
        let paid = self.pay_component(spread, component, number, amount);
        match component {
            Component::Principal => {
                self.plan.pay_principal(from, due, pay_date, paid);
                self.sync_after_payment(spread.on);
            }
            Component::Interest => {
                self.plan.pay_interest(from, due, pay_date, paid);
                self.sync_after_payment(spread.on);
            }
            Component::Fee | Component::Penalty => {}
        }
        paid
    }

    fn pay_component(&mut self, spread: &mut Spread, component: Component, number: u32, amount: Decimal) -> Decimal {
        let on = spread.on;
        let Some(row) = self.row_mut(number) else { return Decimal::ZERO };
        let paid = row::pay(row, component, on, amount);
        row::decide(row, on);
        let (from, due) = (row.from, row.due);
        *row::part(&mut spread.taken, component) += paid;
        match spread.portions.iter_mut().find(|portion| (portion.from, portion.due) == (from, due)) {
            Some(portion) => *row::part(&mut portion.paid, component) += paid,
            None if paid.is_zero() => {}
            None => {
                let mut portion = Portion { from, due, paid: Components::default() };
                *row::part(&mut portion.paid, component) = paid;
                spread.portions.push(portion);
            }
        }
        if matches!(component, Component::Fee | Component::Penalty) {
            self.pay_charges(from, due, component == Component::Penalty, paid);
        }
        paid
    }

    /// The day from which a payment in advance counts.
    fn pay_date_in_advance(&self, on: NaiveDate, from: NaiveDate, due: NaiveDate) -> NaiveDate {
        let Some(recalculation) = self.terms.interest.recalculation else { return on };
        let to_end = recalculation.payoff_interest == PayoffInterest::TillPeriodEnd
            && (recalculation.rest == RestFrequency::SameAsRepaymentPeriod || self.pays_off);
        if to_end && on > from && on <= due { due } else { on }
    }

    /// A row that is paid in advance asks for what is due of it on that day.
    fn show_due_in_advance(&mut self, spread: &mut Spread, component: Component, number: u32, on: NaiveDate) {
        let Some((from, due)) = self.row_mut(number).map(|row| (row.from, row.due)) else { return };
        let Some(due) = self.plan.due_on(from, due, on) else { return };
        if due.principal.is_zero() && due.interest.is_zero() {
            spread.skipped.push(number);
        }
        let Some(row) = self.row_mut(number) else { return };
        match component {
            Component::Principal => row.expected.principal = due.principal,
            Component::Interest => row.expected.interest = due.interest,
            Component::Fee | Component::Penalty => {}
        }
    }

    fn spread_vertically(&mut self, spread: &mut Spread, order: &AllocationOrder) {
        for step in &order.steps {
            for _ in 0..self.rows.len().saturating_mul(ROUNDS_PER_ROW) {
                let targets = self.vertical_targets(spread.on, *step, order.future);
                let before = spread.left;
                if targets.is_empty() || before <= Decimal::ZERO {
                    break;
                }
                self.pay_targets(spread, *step, &targets);
                if spread.left == before {
                    break;
                }
            }
        }
    }

    /// The rows with something outstanding of one component.
    fn vertical_targets(&self, on: NaiveDate, (state, component): Step, future: FutureInstallments) -> Vec<u32> {
        let owes = |row: &&Installment| row::outstanding(row, component) > Decimal::ZERO;
        let first = |found: Option<&Installment>| found.map(|row| row.number).into_iter().collect();
        let mut ahead = self.rows.iter().filter(|row| on < row.due).filter(owes);
        match (state, future) {
            (DueState::PastDue, _) => first(self.rows.iter().filter(owes).find(|row| on > row.due)),
            (DueState::Due, _) => first(self.rows.iter().filter(owes).find(|row| on == row.due)),
            (_, FutureInstallments::NextInstallment) => first(ahead.next()),
            (_, FutureInstallments::LastInstallment) => first(ahead.next_back()),
            (_, FutureInstallments::NextLastInstallment) => {
                let current: Vec<u32> = ahead.clone().filter(|row| on >= row.from).map(|row| row.number).collect();
                if current.is_empty() { first(ahead.next_back()) } else { current }
            }
            (_, FutureInstallments::Reamortization) => ahead.map(|row| row.number).collect(),
        }
    }
}
