//! The account while its transactions are gone through.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::attempts::Attempts;
use super::charge_part::ChargePart;
use super::penalty::Penalties;
use super::portions::PortionsOfPayments;
use crate::servicing::account::{ChargeState, Posting};
use crate::servicing::allocation::order::Component;
use crate::servicing::amounts::{compare, plus};
use crate::servicing::installment::Installment;
use crate::servicing::interest::Plan;
use crate::servicing::life_cycle::LockedOperation;
use crate::servicing::terms::Terms;
use crate::servicing::transaction::{Charge, ChargeDue, Components, Event, Transaction, TransactionId};

/// A charge with what has been paid of it.
#[derive(Debug, Clone)]
pub(super) struct Charged {
    pub charge: Charge,
    pub entered_on: NaiveDate,
    /// The due date of the row that kept it when the row became due before the charge.
    pub kept_in: Option<NaiveDate>,
    /// It was due in one row and has been spread over several.
    pub is_spread: bool,
    pub state: ChargeState,
}

impl Charged {
    /// Whether it is due in parts, each in a row.
    pub fn is_in_parts(&self) -> bool {
        self.is_spread || self.charge.due == ChargeDue::EachInstallment
    }

    /// What of an installment it is asked for with.
    pub fn component(&self) -> Component {
        if self.charge.penalty { Component::Penalty } else { Component::Fee }
    }

    /// What is still to be paid of it.
    pub fn open(&self) -> Decimal {
        self.state.amount - self.state.paid - self.state.waived
    }
}

/// The account while its transactions are gone through.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that has happened beside the others")]
pub(super) struct Book<'a> {
    pub terms: &'a Terms,
    /// The transactions that stand, in order.
    pub transactions: &'a [&'a Transaction],
    pub start: NaiveDate,
    /// Nothing has been paid out: the disbursement is a planned one.
    pub is_quote: bool,
    pub plan: Plan,
    pub rows: Vec<Installment>,
    /// What is happening is a payment that goes to rows and does nothing else.
    pub only_payments: bool,
    /// Rows ask for what the plan does, but for periods that the plan says have changed.
    pub rows_follow: bool,
    /// Due dates of rows are known to rise.
    pub rows_in_order: bool,
    /// So many of the first rows are settled, at least: none, where anything else than payments happens.
    pub settled_rows: usize,
    pub disbursements: Vec<(NaiveDate, Decimal)>,
    /// Amounts that were added to the principal.
    pub capitalized: Vec<(NaiveDate, Decimal)>,
    pub overpaid: Decimal,
    /// The payments that were beyond what was owed, oldest first.
    pub overpaid_by: Vec<TransactionId>,
    /// Paid in advance and kept for later installments.
    pub kept: Decimal,
    pub kept_since: NaiveDate,
    /// Came in after the loan was given up.
    pub recovered: Decimal,
    /// What is not applied, from one day to another.
    pub locks: Vec<(LockedOperation, NaiveDate, NaiveDate)>,
    pub postings: Vec<Posting>,
    /// What of each payment went to which row, where that may be asked for.
    pub portions: PortionsOfPayments,
    pub charges: Vec<Charged>,
    /// The parts of charges, by the charge's place in the list and the due date.
    pub parts: BTreeMap<(usize, NaiveDate), ChargePart>,
    /// How far penalties have become owed.
    pub penalties: Penalties,
    pub charged_off_on: Option<NaiveDate>,
    pub written_off: bool,
    pub terminated: bool,
    /// Installments were re-amortised in the rows alone.
    pub re_amortised: bool,
    /// A payment that is being taken would settle the loan.
    pub pays_off: bool,
    /// Payments that would settle it, and whether they do.
    pub attempts: Attempts,
    /// Interest given back so far.
    pub interest_refunded: Decimal,
    /// Principal outstanding after the last posting, less what was paid from kept money since.
    pub balance: Decimal,
}

impl Book<'_> {
    /// Whether the loan bears interest.
    pub fn bears_interest(&self) -> bool {
        let rate_changes =
            || self.transactions.iter().any(|transaction| matches!(transaction.event, Event::RateChange { .. }));
        compare(self.terms.interest.rate, Decimal::ZERO) == Ordering::Greater || rate_changes()
    }

    /// Whether it was agreed that payments move the interest of what follows.
    pub fn is_to_recalculate(&self) -> bool {
        // A payment in advance that lowers installments does so without interest too.
        let effect = self.terms.interest.recalculation.map(|rule| rule.prepayment);
        effect.is_some_and(|effect| self.bears_interest() || effect.changes_installments())
    }

    /// Whether payments move the interest of what follows.
    pub fn recalculates(&self) -> bool {
        self.is_to_recalculate() && self.charged_off_on.is_none() && !self.written_off && !self.terminated
    }

    /// Takes late principal into account up to a day.
    pub fn recalculate_till(&mut self, day: NaiveDate) {
        // Of what is only planned nothing is late.
        if self.is_quote || !self.recalculates() || !self.terms.interest.late_principal_bears() {
            return;
        }
        // When all principal has been paid none is late, whatever single installments made of it.
        if self.disbursements.is_empty() || self.plan.outstanding_principal().is_zero() {
            return;
        }
        match self.terms.arrears.late_payment {
            Some(method) if self.plan.raise_overdue(day, method) => {
                self.distrust_rows();
                self.sync_all();
                // What had been settled is open again where more is asked for.
                for row in self.rows.iter_mut().filter(|row| row.outstanding().total() > Decimal::ZERO) {
                    row.obligations_met_on = None;
                }
            }
            None if self.plan.recalculate_overdue(day, self.pays_off) => self.sync_all(),
            _ => {}
        }
    }

    /// What is outstanding over all rows.
    pub fn outstanding(&self) -> Components {
        let mut sum = Components::default();
        for row in &self.rows {
            sum += row.outstanding();
        }
        sum
    }

    /// Fees and penalties that are outstanding over all rows.
    pub fn outstanding_charges(&self) -> (Decimal, Decimal) {
        let of = |component| self.rows.iter().map(|row| row.outstanding_of(component)).fold(Decimal::ZERO, plus);
        (of(Component::Fee), of(Component::Penalty))
    }

    /// What was paid out and added to the principal.
    pub fn lent(&self) -> Decimal {
        self.disbursements.iter().chain(&self.capitalized).map(|(_, amount)| *amount).sum()
    }

    /// Whether the plan has a period for a row.
    pub fn plan_has(&self, at: usize) -> bool {
        let maturity = self.plan.maturity();
        self.rows
            .get(at)
            .is_some_and(|row| row.kind.is_of_schedule() && maturity.is_some_and(|maturity| row.due <= maturity))
    }

    /// Whether a row is not settled.
    pub fn any_open(&self) -> bool {
        self.rows.iter().skip(self.settled_rows).any(|row| row.obligations_met_on.is_none())
    }

    /// Notes what a transaction did, and by how much it changed the principal outstanding.
    pub fn post(
        &mut self,
        of: &Transaction,
        amount: Decimal,
        components: Components,
        overpaid: Decimal,
        change: Decimal,
    ) {
        self.balance = (self.balance + change).max(Decimal::ZERO);
        self.postings.push(Posting {
            id: of.id,
            value_date: of.value_date,
            amount,
            components,
            overpaid,
            balance_after: self.balance,
        });
    }

    /// Notes a transaction that sums up what is outstanding and leaves it outstanding: statements show no balance.
    pub fn post_standing_still(&mut self, of: &Transaction, components: Components) {
        self.post(of, components.total(), components, Decimal::ZERO, Decimal::ZERO);
        if let Some(posting) = self.postings.last_mut() {
            posting.balance_after = Decimal::ZERO;
        }
    }
}
