//! Money that comes in: spread over the rows in the order that the account has for its kind.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ahead::{Ahead, Reached};
use super::attempts::Attempt;
use super::book::Book;
use super::portions::{Portion, Portions};
use super::row;
use crate::servicing::allocation::order::{AllocationOrder, Component, Direction, DueState, FutureInstallments, Step};
use crate::servicing::allocation::spread::{Payee, Spreading};
use crate::servicing::amounts::{no_more, plus};
use crate::servicing::installment::Installment;
use crate::servicing::interest::Due;
use crate::servicing::terms::{PayoffInterest, RestFrequency};
use crate::servicing::transaction::{Components, RepaymentKind, Transaction};

impl Book<'_> {
    /// Whether a payment of a kind goes to rows and does nothing else.
    pub fn takes_plainly(&self, kind: RepaymentKind) -> bool {
        let is_kept = self.keeps(kind) || !self.kept.is_zero();
        let lowers = self.lowering(self.terms.allocation.order(kind)).is_some();
        let pays = !matches!(kind, RepaymentKind::InterestWaiver | RepaymentKind::Recovery);
        pays && !self.written_off && !is_kept && !lowers
    }

    /// Takes a payment.
    pub fn repay(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal) {
        self.repay_with(of, kind, amount, Decimal::ZERO);
    }

    /// Takes a payment together with money that is there.
    pub fn repay_with(&mut self, of: &Transaction, kind: RepaymentKind, amount: Decimal, spare: Decimal) {
        let terms = self.terms;
        let order = terms.allocation.order(kind);
        self.notice_payoff_till_period_end(of.value_date);
        let (taken, left, portions) = self.spread_in_portions(of.value_date, plus(amount, spare), order);
        self.portions.set(of.id, portions);
        self.overpaid = plus(self.overpaid, left);
        let beyond = no_more(left, amount);
        if beyond > Decimal::ZERO && !self.overpaid_by.contains(&of.id) {
            self.overpaid_by.push(of.id);
        }
        self.post(of, amount, taken, beyond, -taken.principal);
    }

    /// Whether a payment would settle the loan at the end of the period that it lies in.
    pub fn notice_payoff(&mut self, on: NaiveDate, amount: Decimal) {
        self.pays_off = false;
        if !self.pays_off_till_period_end() {
            return;
        }
        let Some(row) = self.row_of(on) else { return };
        let due = self.plan.outstanding_on(row.due);
        self.pays_off = amount + self.kept >= due.principal + due.interest;
    }

    /// The row whose days a day is one of.
    pub fn row_of(&self, day: NaiveDate) -> Option<&Installment> {
        let first = self.first_regular();
        self.rows.iter().find(|row| {
            let begins = if Some(row.number) == first { day >= row.from } else { day > row.from };
            begins && day <= row.due && row.kind.is_of_periods()
        })
    }

    /// A payoff counts as made at the end of its period, so that the interest to that day is due even where the
    /// period's installment has been paid.
    fn notice_payoff_till_period_end(&mut self, on: NaiveDate) {
        if self.pays_off && self.recalculates() {
            self.plan.defer_to_period_end(on);
            self.sync_after_payment(on);
        }
    }

    /// Spreads an amount, and says what went where and what is left.
    pub fn spread(&mut self, on: NaiveDate, amount: Decimal, order: &AllocationOrder) -> (Components, Decimal) {
        let (taken, left, _) = self.spread_in_portions(on, amount, order);
        (taken, left)
    }

    pub fn spread_in_portions(
        &mut self,
        on: NaiveDate,
        amount: Decimal,
        order: &AllocationOrder,
    ) -> (Components, Decimal, Portions) {
        let direction = self.terms.allocation.direction;
        let Some(owed) = self.owed_by_payoff(on, amount, order) else {
            return self.spread_from(direction, on, amount, order);
        };
        let attempt = self.attempts.begin();
        if attempt == Attempt::Fails {
            return self.pay_off(on, amount);
        }
        let before = if attempt == Attempt::TakenBack { Some(self.before_attempt()) } else { None };
        let spread = self.spread_from(direction, on, amount, order);
        let open = self.rows.iter().filter(|row| !row.owes_nothing());
        let closes = open.map(|row| row.outstanding().total()).sum::<Decimal>().is_zero();
        let is_all = amount >= owed.total();
        if closes == is_all && (spread.0 == owed || !is_all) {
            return spread;
        }
        // Interest moved as principal was paid: what is owed was said before.
        let Some(before) = before else {
            self.attempts.note_failure();
            return spread;
        };
        let noted = (std::mem::take(&mut self.portions), std::mem::take(&mut self.postings));
        *self = before;
        (self.portions, self.postings) = noted;
        self.pay_off(on, amount)
    }

    /// As it is, but for what was noted of earlier payments, which is not touched.
    fn before_attempt(&mut self) -> Self {
        let noted = (std::mem::take(&mut self.portions), std::mem::take(&mut self.postings));
        let before = self.clone();
        (self.portions, self.postings) = noted;
        before
    }

    fn pay_off(&mut self, on: NaiveDate, amount: Decimal) -> (Components, Decimal, Portions) {
        let mut payment = Payment::new(self, on);
        let left = payment.pay_off(amount);
        (payment.taken, left, payment.portions)
    }

    fn spread_from(
        &mut self,
        direction: Direction,
        on: NaiveDate,
        amount: Decimal,
        order: &AllocationOrder,
    ) -> (Components, Decimal, Portions) {
        let rounding = &self.terms.rounding;
        let lowering = self.lowering(order).filter(|_| !self.pays_off && self.owed_if_covered(on, amount).is_none());
        let mut payment = Payment::new(self, on);
        let spreading = Spreading { direction, order, rounding, on };
        let left = match lowering {
            Some(lowering) => payment.spread_and_lower(&spreading, amount, lowering),
            None => spreading.spread(&mut payment, amount),
        };
        payment.count_ahead();
        let left = payment.spread_rest(&spreading, left);
        (payment.taken, left, payment.portions)
    }

    pub fn row_mut(&mut self, number: u32) -> Option<&mut Installment> {
        let at = self.place_of_row(number)?;
        self.rows.get_mut(at)
    }

    /// The day from which a payment in advance counts.
    pub fn pay_date_in_advance(&self, on: NaiveDate, from: NaiveDate, due: NaiveDate) -> NaiveDate {
        let Some(recalculation) = self.terms.interest.recalculation else { return on };
        if recalculation.payoff_interest != PayoffInterest::TillPeriodEnd {
            return on;
        }
        // A payoff counts to the end of the current period, whichever row takes it first.
        let current = self.row_of(on).filter(|row| self.pays_off && on > row.from);
        let to_end = recalculation.rest == RestFrequency::SameAsRepaymentPeriod && on > from && on <= due;
        current.map_or(if to_end { due } else { on }, |row| row.due)
    }
}

/// A payment while it is spread over the rows of an account.
pub(super) struct Payment<'b, 'a> {
    pub book: &'b mut Book<'a>,
    pub on: NaiveDate,
    pub(super) taken: Components,
    /// Rows that a payment in advance found nothing in.
    skipped: Vec<u32>,
    /// What went to each row.
    portions: Portions,
    /// Rows ask for all that is open of them, and not for what is due of it on the day.
    as_they_stand: bool,
    /// Money that is left pays interest to the day to which a payoff asks for it.
    as_payoff: bool,
    /// What a row asks for on a day, as long as nothing changes.
    pub shown: Option<(u32, NaiveDate, Option<Due>)>,
    /// Rows that are due later are not paid in advance.
    pub until: Option<NaiveDate>,
    /// The row whose period was last looked at to be paid: it does not begin to wait again before the next payment.
    pub(super) reached: Option<Reached>,
    /// A row that shows what is due of it on the day, and is to show what its period asks for again.
    pub(super) unsynced: Option<u32>,
    /// Principal that was paid ahead of its time, and does not count yet: all of it does at once.
    pub(super) ahead: Option<Ahead>,
}

impl Payee for Payment<'_, '_> {
    fn installments(&self) -> &[Installment] {
        &self.book.rows
    }

    fn settled(&self) -> usize {
        self.book.settled_rows
    }

    fn in_order(&self) -> bool {
        self.book.rows_in_order
    }

    fn begin(&mut self) {
        self.skipped.clear();
        self.as_they_stand = false;
    }

    fn end_round(&mut self) {
        if let Some(number) = self.unsynced.take() {
            self.book.sync_after_payment_of(number, self.on);
        }
    }

    fn ask_for_all(&mut self, all: bool) {
        self.as_they_stand = all;
    }

    /// Interest that moved to the end may be due with a row that asked for nothing.
    fn may_still_ask(&self, row: &Installment) -> bool {
        self.book.recalculates() && row.expected.total().is_zero() && !self.skipped.contains(&row.number)
    }

    fn takes_in_advance(&self, row: &Installment) -> bool {
        self.until.is_none_or(|until| row.due <= until)
    }

    fn pay(&mut self, (state, component): Step, number: u32, amount: Decimal) -> Decimal {
        let Some(at) = self.book.place_of_row(number) else { return Decimal::ZERO };
        let Some(row) = self.book.rows.get(at) else { return Decimal::ZERO };
        let is_without = match component {
            Component::Penalty => row.expected.penalties.is_zero(),
            Component::Fee => row.expected.fees.is_zero(),
            Component::Interest | Component::Principal => false,
        };
        // Whatever is to be found out of a row is found out with its interest and principal.
        if is_without { Decimal::ZERO } else { self.pay_row((state, component), at, amount) }
    }
}

impl<'b, 'a> Payment<'b, 'a> {
    /// Pays one component of the row at a place, and lets the interest of what follows move.
    fn pay_row(&mut self, (state, component): Step, at: usize, amount: Decimal) -> Decimal {
        let Some(row) = self.book.rows.get(at) else { return Decimal::ZERO };
        let (number, from, due) = (row.number, row.from, row.due);
        // Principal that is paid brings the row to show what its period asks for by itself.
        if component != Component::Principal || self.unsynced != Some(number) {
            self.end_round();
        }
        if !self.book.recalculates() || !self.book.plan_has(at) {
            self.skipped.push(number);
            return self.pay_component(component, number, amount);
        }
        let is_charge = matches!(component, Component::Fee | Component::Penalty);
        if is_charge && (state != DueState::InAdvance || self.as_they_stand) {
            // The plan knows nothing of charges.
            return self.pay_component(component, number, amount);
        }
        let is_ahead = state == DueState::InAdvance && !self.as_they_stand;
        if component == Component::Interest && self.ahead.is_some_and(|ahead| ahead.last == number) {
            // It has the place in the row that its principal leaves, when that counts.
            self.count_ahead();
        }
        self.reach(is_ahead, number, from, due);
        let mut pay_date = self.on;
        if state == DueState::InAdvance {
            pay_date = self.book.pay_date_in_advance(self.on, from, due);
            if !self.as_they_stand {
                self.show_due_in_advance(component, number, pay_date);
            }
        }
        let most = match component {
            // No more than was lent is paid back, whatever single rows ask for on the day.
            Component::Principal => self.book.plan.outstanding_principal(),
            // What is borne after the day is not owed yet, although a row that is asked for all of it asks for that too.
            Component::Interest if self.as_they_stand && state == DueState::InAdvance => {
                let until = if self.as_payoff { self.book.payoff_counts_from(self.on) } else { pay_date };
                self.book.plan.outstanding_on(until).interest
            }
            Component::Interest | Component::Fee | Component::Penalty => amount,
        };
        let paid = self.pay_component(component, number, no_more(amount, most));
        if is_ahead && !is_charge && self.pay_ahead(component, (number, from, due), pay_date, paid) {
            return paid;
        }
        if !is_charge {
            self.reach(false, number, from, due);
        }
        match component {
            Component::Principal => {
                (self.shown, self.unsynced) = (None, None);
                self.book.plan.pay_principal(from, due, pay_date, paid);
                self.book.sync_after_payment_of(number, self.on);
            }
            Component::Interest => {
                let before = self.book.plan.version();
                self.book.plan.pay_interest(from, due, pay_date, paid);
                // What it asks for of principal stays, unless anything changed beside what was paid of it.
                let changes = self.book.plan.version().saturating_sub(before);
                let stays = changes <= u64::from(!paid.is_zero());
                self.shown = self.shown.filter(|_| stays);
                if stays && self.book.terms.allocation.direction == Direction::Horizontal {
                    self.unsynced = Some(number);
                } else {
                    self.book.sync_after_payment_of(number, self.on);
                }
            }
            Component::Fee | Component::Penalty => {}
        }
        paid
    }

    fn new(book: &'b mut Book<'a>, on: NaiveDate) -> Self {
        Self {
            book,
            on,
            taken: Components::default(),
            skipped: Vec::new(),
            portions: Portions::default(),
            as_they_stand: false,
            as_payoff: false,
            shown: None,
            until: None,
            reached: None,
            unsynced: None,
            ahead: None,
        }
    }

    /// Nothing is beyond what is owed as long as anything is: what the order of payment found no place for goes to the
    /// installments one after the other. Says what is left.
    fn spread_rest(&mut self, spreading: &Spreading<'_>, left: Decimal) -> Decimal {
        let is_done = left.is_zero() || !self.book.any_open() || !spreading.order.leaves_nothing_out();
        if is_done {
            return left;
        }
        let order = AllocationOrder { future: FutureInstallments::NextInstallment, ..spreading.order.clone() };
        let one_by_one = Spreading { direction: Direction::Horizontal, order: &order, ..*spreading };
        let left = one_by_one.spread(self, left);
        self.count_ahead();
        self.pay_as_they_stand(&order, left)
    }

    /// What is left pays what rows ask for as they stand, although less of it is due on the day. Says what is left
    /// then.
    fn pay_as_they_stand(&mut self, order: &AllocationOrder, mut left: Decimal) -> Decimal {
        let open = |row: &&Installment| !row.outstanding().is_nothing();
        if left.is_zero() || !self.book.rows.iter().any(|row| open(&row)) {
            return left;
        }
        (self.as_they_stand, self.as_payoff) = (true, true);
        let rows: Vec<u32> = self.book.rows.iter().filter(open).map(|row| row.number).collect();
        for number in rows {
            for step in order.steps.iter().filter(|(state, _)| *state == DueState::InAdvance) {
                if left > Decimal::ZERO {
                    left -= self.pay(*step, number, left);
                }
            }
        }
        self.end_round();
        left
    }

    pub(super) fn pay_component(&mut self, component: Component, number: u32, amount: Decimal) -> Decimal {
        let on = self.on;
        let Some(row) = self.book.row_mut(number) else { return Decimal::ZERO };
        let paid = row::pay(row, component, on, amount);
        if amount.is_zero() {
            row::decide(row, on);
        }
        let (from, due) = (row.from, row.due);
        if !paid.is_zero() {
            let taken = row::part(&mut self.taken, component);
            *taken = plus(*taken, paid);
            self.note_portion(component, from, due, paid);
        }
        self.book.look_for_settled_rows();
        if matches!(component, Component::Fee | Component::Penalty) {
            self.book.pay_charges(from, due, component == Component::Penalty, paid);
        }
        paid
    }

    /// Notes what went to a row, where that may be asked for.
    fn note_portion(&mut self, component: Component, from: NaiveDate, due: NaiveDate, amount: Decimal) {
        if self.book.portions.are_noted() {
            let mut paid = Components::default();
            *row::part(&mut paid, component) = amount;
            self.portions.add(Portion { from, due, paid });
        }
    }

    /// What a period asks for when it is paid on a day.
    fn due_on(&mut self, from: NaiveDate, due: NaiveDate, on: NaiveDate) -> Option<Due> {
        let at_a_glance = self.book.plan.due_at_a_glance(from, due, on);
        at_a_glance.or_else(|| {
            self.count_ahead();
            self.reached = self.reached.map(|reached| Reached { waits: false, ..reached });
            self.book.due_on(from, due, on)
        })
    }

    /// A row that is paid in advance asks for what is due of it on that day.
    fn show_due_in_advance(&mut self, component: Component, number: u32, on: NaiveDate) {
        let Some((from, due)) = self.book.row_mut(number).map(|row| (row.from, row.due)) else { return };
        let shown = self.shown.filter(|shown| (shown.0, shown.1) == (number, on));
        let (.., due) = shown.unwrap_or_else(|| (number, on, self.due_on(from, due, on)));
        self.shown = Some((number, on, due));
        let Some(due) = due else { return };
        if due.principal.is_zero() && due.interest.is_zero() {
            self.skipped.push(number);
        }
        let Some(row) = self.book.row_mut(number) else { return };
        match component {
            Component::Principal => row.expected.principal = due.principal,
            Component::Interest => row.expected.interest = due.interest,
            Component::Fee | Component::Penalty => {}
        }
    }
}
