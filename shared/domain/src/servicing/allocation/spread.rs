//! Spreading a payment over installments step by step, in one of the orders of [`super::order`].

use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};

use super::order::{AllocationOrder, Direction, DueState, FutureInstallments, Step};
use crate::servicing::amounts::minus;
use crate::servicing::installment::Installment;
use crate::servicing::rounding::Rounding;

/// Rounds for each installment before the spreading of one payment is given up: it always ends much earlier.
const ROUNDS_PER_INSTALLMENT: usize = 100;

/// Installments that a payment is spread over, and what paying one of them brings with it.
pub(in crate::servicing) trait Payee {
    /// The installments, each with a number of its own.
    fn installments(&self) -> &[Installment];

    /// So many of the first installments are settled, at least.
    fn settled(&self) -> usize {
        0
    }

    /// Whether due dates are known to rise from each installment to the next.
    fn in_order(&self) -> bool {
        false
    }

    /// Pays up to an amount of one component of an installment; what it took, in units of the currency.
    fn pay(&mut self, step: Step, number: u32, amount: Decimal) -> Decimal;

    /// The steps of another due state begin.
    fn begin(&mut self) {}

    /// All steps of a round have been paid.
    fn end_round(&mut self) {}

    /// Installments ask for all that is open of them from now on, even where a payment of the day would find less.
    fn ask_for_all(&mut self, _: bool) {}

    /// Whether an installment that is not due yet may be paid, where the next one is paid in advance.
    fn takes_in_advance(&self, _: &Installment) -> bool {
        true
    }

    /// Whether an installment that asks for nothing may come to ask for something when it is the last one.
    fn may_still_ask(&self, _: &Installment) -> bool {
        false
    }
}

/// The installments that a round of payments goes to, by their numbers: nearly always one.
enum Targets {
    None,
    One([u32; 1]),
    Many(Vec<u32>),
}

impl Targets {
    fn numbers(&self) -> &[u32] {
        match self {
            Self::None => &[],
            Self::One(number) => number,
            Self::Many(numbers) => numbers,
        }
    }
}

/// How a payment of a day is spread.
#[derive(Debug, Clone, Copy)]
pub(in crate::servicing) struct Spreading<'a> {
    pub direction: Direction,
    pub order: &'a AllocationOrder,
    pub rounding: &'a Rounding,
    /// The value date of the payment.
    pub on: NaiveDate,
}

impl Spreading<'_> {
    /// Spreads an amount in units of the currency; what is left of it.
    pub fn spread(&self, payee: &mut impl Payee, amount: Decimal) -> Decimal {
        match self.direction {
            Direction::Horizontal => self.horizontally(payee, amount),
            Direction::Vertical => self.vertically(payee, amount),
        }
    }

    fn horizontally(&self, payee: &mut impl Payee, amount: Decimal) -> Decimal {
        let mut left = amount;
        for state in self.states() {
            if left.is_zero() {
                break;
            }
            payee.begin();
            // Open installments that took nothing on the day are passed over, and asked for all before money is beyond what
            // is owed.
            let (mut passed, mut asks_for_all) = (Vec::new(), false);
            for _ in 0..rounds(payee) {
                let targets = self.targets(payee, state, &passed);
                if targets.numbers().is_empty() {
                    if asks_for_all || passed.is_empty() {
                        break;
                    }
                    passed.clear();
                    asks_for_all = true;
                    continue;
                }
                let before = left;
                payee.ask_for_all(asks_for_all);
                for step in self.order.steps.iter().filter(|(of, _)| *of == state) {
                    self.pay_targets(payee, &mut left, *step, targets.numbers());
                }
                payee.end_round();
                if !payee.installments().iter().skip(payee.settled()).any(is_unsettled) || !is_above_zero(left) {
                    break;
                }
                if left == before {
                    passed.extend(targets.numbers());
                }
            }
        }
        left
    }

    /// The due states of the order, in which they come first.
    fn states(&self) -> impl Iterator<Item = DueState> {
        let mut known = [None; 3];
        let mut last = None;
        for state in self.order.steps.iter().map(|(state, _)| Some(*state)) {
            // Steps of one state mostly follow one another.
            if state != std::mem::replace(&mut last, state)
                && !known.contains(&state)
                && let Some(free) = known.iter_mut().find(|known| known.is_none())
            {
                *free = state;
            }
        }
        known.into_iter().flatten()
    }

    /// The installments that a round of payments goes to, by their numbers, without those passed over.
    fn targets(&self, payee: &impl Payee, state: DueState, passed: &[u32]) -> Targets {
        let on = self.on;
        let rows = || payee.installments().iter().skip(payee.settled());
        let open = |row: &&Installment| is_unsettled(row);
        let in_order = payee.in_order();
        let later = || rows().filter(|row| !passed.contains(&row.number));
        let mut ahead = later().filter(|row| on < row.due);
        let last = || {
            let mut all = payee.installments().iter().rev().filter(|row| !passed.contains(&row.number));
            all.find(|row| on < row.due && (is_unsettled(row) || payee.may_still_ask(row)))
        };
        match (state, self.order.future) {
            (DueState::PastDue, _) => {
                first(later().take_while(|row| !in_order || on > row.due).filter(open).find(|row| on > row.due))
            }
            (DueState::Due, _) => {
                first(later().take_while(|row| !in_order || on >= row.due).filter(open).find(|row| on == row.due))
            }
            (DueState::InAdvance, FutureInstallments::NextInstallment) => {
                first(ahead.find(|row| open(row) && payee.takes_in_advance(row)))
            }
            (DueState::InAdvance, FutureInstallments::LastInstallment) => first(last()),
            (DueState::InAdvance, FutureInstallments::NextLastInstallment) => {
                first(ahead.filter(open).find(|row| on >= row.from).or_else(last))
            }
            (DueState::InAdvance, FutureInstallments::Reamortization) => {
                Targets::Many(ahead.filter(open).map(|row| row.number).collect())
            }
        }
    }

    fn vertically(&self, payee: &mut impl Payee, amount: Decimal) -> Decimal {
        let mut left = amount;
        // Installments that take nothing on the day end a step. They are passed over before money is beyond what is owed.
        for passes_over in [false, true] {
            for step in &self.order.steps {
                self.take_vertical_step(payee, &mut left, *step, passes_over);
            }
        }
        left
    }

    fn take_vertical_step(&self, payee: &mut impl Payee, left: &mut Decimal, step: Step, passes_over: bool) {
        let mut passed: Vec<u32> = Vec::new();
        for _ in 0..rounds(payee) {
            let targets = self.vertical_targets(payee, step, &passed);
            let before = *left;
            if targets.numbers().is_empty() || before <= Decimal::ZERO {
                return;
            }
            self.pay_targets(payee, left, step, targets.numbers());
            if *left == before && !passes_over {
                return;
            }
            if *left == before {
                passed.extend(targets.numbers());
            }
        }
    }

    /// The installments with something outstanding of one component, by their numbers, without those passed over.
    fn vertical_targets(&self, payee: &impl Payee, (state, component): Step, passed: &[u32]) -> Targets {
        let on = self.on;
        let rows = payee.installments();
        let owes = |row: &&Installment| is_above_zero(row.outstanding_of(component)) && !passed.contains(&row.number);
        let mut ahead = rows.iter().filter(|row| on < row.due).filter(owes);
        match (state, self.order.future) {
            (DueState::PastDue, _) => first(rows.iter().filter(owes).find(|row| on > row.due)),
            (DueState::Due, _) => first(rows.iter().filter(owes).find(|row| on == row.due)),
            (_, FutureInstallments::NextInstallment) => first(ahead.find(|row| payee.takes_in_advance(row))),
            (_, FutureInstallments::LastInstallment) => first(ahead.next_back()),
            (_, FutureInstallments::NextLastInstallment) => {
                let current: Vec<u32> = ahead.clone().filter(|row| on >= row.from).map(|row| row.number).collect();
                if current.is_empty() { first(ahead.next_back()) } else { Targets::Many(current) }
            }
            (_, FutureInstallments::Reamortization) => Targets::Many(ahead.map(|row| row.number).collect()),
        }
    }

    /// Pays one component of the installments of a round, in equal parts.
    fn pay_targets(&self, payee: &mut impl Payee, left: &mut Decimal, step: Step, targets: &[u32]) {
        if let [only] = targets {
            *left = minus(*left, payee.pay(step, *only, *left));
            return;
        }
        let count = Decimal::from(targets.len());
        let mut part = self.rounding.money(*left / count);
        let mut rest = *left - part * count;
        if part + rest < Decimal::ZERO {
            part = (*left / count).round_dp_with_strategy(self.rounding.decimals, RoundingStrategy::ToZero);
            rest = *left - part * count;
        }
        for number in targets {
            if Some(number) == targets.last() {
                part += rest;
            }
            *left -= payee.pay(step, *number, part);
        }
        // What is too little to be divided goes to the last one, where the others do not take it.
        if part.is_zero()
            && *left > Decimal::ZERO
            && let Some(last) = targets.last()
        {
            *left -= payee.pay(step, *last, *left);
        }
    }
}

fn is_above_zero(amount: Decimal) -> bool {
    !amount.is_zero() && !amount.is_sign_negative()
}

fn rounds(payee: &impl Payee) -> usize {
    payee.installments().len().saturating_mul(ROUNDS_PER_INSTALLMENT)
}

fn is_unsettled(row: &Installment) -> bool {
    row.obligations_met_on.is_none()
}

fn first(found: Option<&Installment>) -> Targets {
    found.map_or(Targets::None, |row| Targets::One([row.number]))
}
