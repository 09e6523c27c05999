//! The loan of a timeline: its terms, what happened to it, and what its product does by itself.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::servicing::account::{Posting, Standing};
use domain::servicing::admission::{Inadmissible, admit};
use domain::servicing::arrears::Arrears;
use domain::servicing::funding::Ownership;
use domain::servicing::penalty::{LateFee, late_fees};
use domain::servicing::terms::{ScheduleEngine, Terms};
use domain::servicing::transaction::{ChargeDue, Event, RepaymentKind, Transaction, TransactionId};
use rust_decimal::Decimal;

use crate::accruals::Accruals;
use crate::deferred_income::Deferred;
use crate::engine;
use crate::fields::Fields;
use crate::outcome::Stop;
use crate::{product, terms};

/// A loan and its day.
#[derive(Clone)]
pub struct Loan {
    /// What was agreed.
    pub terms: Terms,
    /// What happened, in the order of entry.
    pub transactions: Vec<Transaction>,
    /// Today.
    pub business_date: NaiveDate,
    /// The day on which the loan was last brought up to date.
    pub computed_on: NaiveDate,
    /// The day up to which late principal has been taken into account.
    pub recalculated_on: NaiveDate,
    /// Who owns it.
    pub ownership: Ownership,
    /// Income that was recognised.
    pub accruals: Accruals,
    /// Income that is earned over the loan.
    pub deferred: Deferred,
    /// How late it was when it was last sorted into buckets.
    pub classified: Arrears,
    /// What each transaction did when it was last seen; what was taken back stays as it was before.
    pub postings: BTreeMap<TransactionId, Posting>,
    /// Transactions that once did something else than they do now.
    pub replayed: BTreeSet<TransactionId>,
    /// Repayments that were taken back with the last disbursement, which are not shown at all.
    pub unlisted: BTreeSet<TransactionId>,
    /// What the product charges for a late installment.
    pub late_fee: Option<LateFee>,
    /// Kinds of refunds after which the product gives interest back.
    interest_refunds: Vec<RepaymentKind>,
}

impl Loan {
    /// The loan that inputs describe, before anything happens to it.
    pub fn new(inputs: Fields<'_>, business_date: NaiveDate) -> Result<Self, Stop> {
        if let Some(reason) = product::unsupported(inputs) {
            return Err(Stop::Unsupported(reason.to_owned()));
        }
        let interest_refunds = inputs
            .list("interest_refund_types")
            .iter()
            .map(|kind| terms::repayment_kind(kind.as_str().unwrap_or_default()))
            .collect::<Result<_, _>>()?;
        let mut loan = Self::with_terms(terms::of(inputs)?, business_date);
        loan.interest_refunds = interest_refunds;
        loan.late_fee = product::late_fee(inputs);
        loan.accruals.lists_installments = inputs.flag("accrual_activity");
        loan.deferred = Deferred::new(inputs);
        for charge in product::charges(inputs) {
            loan.enter(inputs.date("submitted_on")?, charge)?;
        }
        Ok(loan)
    }

    /// A loan with terms, before anything happens to it.
    pub fn with_terms(terms: Terms, business_date: NaiveDate) -> Self {
        Self {
            terms,
            transactions: Vec::new(),
            business_date,
            computed_on: business_date,
            recalculated_on: business_date,
            ownership: Ownership::default(),
            accruals: Accruals::default(),
            deferred: Deferred::default(),
            classified: Arrears::default(),
            postings: BTreeMap::new(),
            replayed: BTreeSet::new(),
            unlisted: BTreeSet::new(),
            late_fee: None,
            interest_refunds: Vec::new(),
        }
    }

    /// The product gives interest back with refunds of a kind.
    pub fn gives_interest_back(&mut self, kind: RepaymentKind) {
        self.interest_refunds.push(kind);
    }

    /// The transaction that an event would be if it were entered now.
    pub fn transaction(&self, value_date: NaiveDate, event: Event) -> Transaction {
        let id = TransactionId(self.transactions.last().map_or(1, |last| last.id.0 + 1));
        Transaction { id, value_date, entered_on: self.business_date, event }
    }

    /// Whether an event may be entered now: nothing, or why not.
    pub fn refusal(&self, value_date: NaiveDate, event: Event) -> Result<Option<String>, Stop> {
        let new = self.transaction(value_date, event);
        match admit(&self.terms, &self.transactions, &new, self.business_date) {
            Ok(()) => Ok(None),
            // What cannot be computed is no answer to whether it may be entered.
            Err(Inadmissible::Unreplayable(error)) => Err(error.into()),
            Err(refused) => Ok(Some(refused.to_string())),
        }
    }

    /// Enters an event, and brings the loan up to date.
    pub fn enter(&mut self, value_date: NaiveDate, event: Event) -> Result<TransactionId, Stop> {
        if let Some(refused) = self.refusal(value_date, event.clone())? {
            return Err(Stop::Failed(format!("refused: {refused}")));
        }
        let new = self.transaction(value_date, event);
        let id = new.id;
        let goes_through_all = !self.is_charge_to_come(&new);
        self.transactions.push(new);
        self.computed_on = self.business_date;
        if goes_through_all {
            self.recalculated_on = self.business_date;
        }
        self.note_postings()?;
        Ok(id)
    }

    /// Whether a transaction is a charge that is due after all that happened, on a loan that goes on: it is put into
    /// the schedule as that was last computed, and nothing is computed anew.
    fn is_charge_to_come(&self, new: &Transaction) -> bool {
        let moves_money = |it: &&Transaction| {
            !matches!(
                it.event,
                Event::Charge { .. }
                    | Event::Reversal { .. }
                    | Event::InterestPause { .. }
                    | Event::RateChange { .. }
                    | Event::ExtraTerms { .. }
                    | Event::MidTermGrace { .. }
                    | Event::DueDateChange { .. }
                    | Event::ArrearsPause { .. }
                    | Event::ArrearsResume
                    | Event::ApprovedAmount { .. }
            )
        };
        let Event::Charge { charge } = &new.event else { return false };
        let ChargeDue::On(due) = charge.due else { return false };
        let undone = |it: &&Transaction| {
            self.transactions.iter().any(|other| matches!(other.event, Event::Reversal { of } if of == it.id))
        };
        let last = self.transactions.iter().filter(moves_money).filter(|it| !undone(it)).map(|it| it.value_date).max();
        let goes_on = engine::account(self).is_ok_and(|account| account.standing == Standing::Active);
        goes_on && self.terms.schedule.engine == ScheduleEngine::Progressive && last.is_some_and(|last| due > last)
    }

    /// Brings the loan up to date, and notes what its transactions do now.
    pub fn touch(&mut self) -> Result<(), Stop> {
        self.computed_on = self.business_date;
        self.recalculated_on = self.business_date;
        self.note_postings()
    }

    /// Notes what the transactions do now.
    fn note_postings(&mut self) -> Result<(), Stop> {
        let account = engine::account(self)?;
        for posting in account.postings {
            let earlier = self.postings.insert(posting.id, posting.clone());
            if earlier
                .is_some_and(|earlier| earlier.components != posting.components || earlier.overpaid != posting.overpaid)
            {
                self.replayed.insert(posting.id);
            }
        }
        Ok(())
    }

    /// Charges what the product charges for installments that have become late.
    pub fn charge_late_fees(&mut self) -> Result<(), Stop> {
        let Some(fee) = &self.late_fee else { return Ok(()) };
        for charge in late_fees(&engine::account(self)?, fee, &self.transactions, &self.terms.rounding) {
            self.enter(self.business_date, Event::Charge { charge })?;
        }
        Ok(())
    }

    /// Pays money out, with the down payment that the product takes at once: what of it an overpayment does not cover.
    pub fn disburse(&mut self, on: NaiveDate, amount: Decimal) -> Result<(), Stop> {
        let overpaid = engine::account(self)?.overpaid;
        self.enter(on, Event::Disbursement { amount })?;
        let Some(down_payment) = self.terms.schedule.down_payment.filter(|it| it.automatic) else { return Ok(()) };
        let rounding = self.terms.rounding;
        let share = rounding.multiple(rounding.money(amount * down_payment.percentage / Decimal::ONE_HUNDRED));
        let amount = share - overpaid;
        if amount > Decimal::ZERO {
            self.enter(on, Event::Repayment { amount, kind: RepaymentKind::DownPayment })?;
        }
        Ok(())
    }

    /// Takes money in, with the refund of interest that the product adds to it, where there is any to give back.
    pub fn repay(
        &mut self,
        on: NaiveDate,
        amount: Decimal,
        kind: RepaymentKind,
        with_interest: bool,
    ) -> Result<(), Stop> {
        let of = self.enter(on, Event::Repayment { amount, kind })?;
        if !with_interest || !self.interest_refunds.contains(&kind) {
            return Ok(());
        }
        let refund = self.enter(on, Event::InterestRefund { of, amount: None })?;
        if self.postings.get(&refund).is_some_and(|posting| posting.amount.is_zero()) {
            self.transactions.pop();
            self.postings.remove(&refund);
            self.touch()?;
        }
        Ok(())
    }

    /// Takes a transaction back, and what was entered because of it.
    pub fn reverse(&mut self, of: TransactionId) -> Result<(), Stop> {
        let with = self
            .transactions
            .iter()
            .find(|it| matches!(it.event, Event::InterestRefund { of: refund, .. } if refund == of))
            .map(|it| it.id);
        for id in with.into_iter().chain([of]) {
            if !self.is_reversed(id) {
                self.enter(self.business_date, Event::Reversal { of: id })?;
            }
        }
        Ok(())
    }

    /// Takes the last transaction of a sort back that stands.
    pub fn reverse_last(&mut self, what: &str, is: fn(&Event) -> bool) -> Result<(), Stop> {
        let id = self.last(is).ok_or_else(|| Stop::Failed(format!("there is no {what} to take back")))?;
        self.reverse(id)
    }

    /// The last transaction of a sort that stands.
    pub fn last(&self, is: fn(&Event) -> bool) -> Option<TransactionId> {
        self.transactions.iter().rev().find(|it| is(&it.event) && !self.is_reversed(it.id)).map(|it| it.id)
    }

    /// Whether a transaction was taken back.
    pub fn is_reversed(&self, id: TransactionId) -> bool {
        self.transactions.iter().any(|it| matches!(it.event, Event::Reversal { of } if of == id))
    }

    /// A transaction of the loan.
    pub fn find(&self, id: TransactionId) -> Option<&Transaction> {
        self.transactions.iter().find(|it| it.id == id)
    }
}
