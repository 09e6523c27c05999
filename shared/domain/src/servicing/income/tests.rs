//! Income of loans of 1000 that bear 36.5 percent a year, 1.00 a day as long as all of it is owed, worked out by hand.

use chrono::NaiveDate;

use super::{ChargesEarned, EntryKind, Income, IncomeLedger};
use crate::servicing::hand_built::{amount, date, disbursement, entered, repayment, terms as any_terms};
use crate::servicing::replay::replay;
use crate::servicing::terms::{PayoffInterest, PrepaymentEffect, Recalculation, RestFrequency, Terms};
use crate::servicing::transaction::{Charge, ChargeAmount, ChargeDue, Event, Transaction, TransactionId};

mod changes;
mod charges;
mod days;
mod deferred;
mod older_systems;

/// 1000 for three months from 1 January 2024; payments move interest at once.
fn terms() -> Terms {
    let mut terms = any_terms();
    terms.interest.rate = amount("36.5");
    terms.interest.recalculation = Some(Recalculation {
        rest: RestFrequency::Daily,
        payoff_interest: PayoffInterest::TillDate,
        prepayment: PrepaymentEffect::ReduceNumberOfInstallments,
        ignore_past_due: true,
    });
    terms
}

/// A loan with what its books say.
struct Books {
    terms: Terms,
    transactions: Vec<Transaction>,
    charges: ChargesEarned,
    ledger: IncomeLedger,
}

impl Books {
    /// Of a loan that was paid out on 1 January 2024.
    fn of(terms: Terms) -> Self {
        let transactions = vec![disbursement(1, "2024-01-01", "1000")];
        Self { terms, transactions, charges: ChargesEarned::WhenDue, ledger: IncomeLedger::default() }
    }

    /// Does something to the books, as the loan is on a day.
    fn with(&mut self, today: &str, act: impl Fn(&mut IncomeLedger, &Income<'_>, NaiveDate)) {
        let today = date(today);
        let account = replay(&self.terms, &self.transactions, today).expect("an account");
        let income = Income {
            terms: &self.terms,
            transactions: &self.transactions,
            account: &account,
            charges: self.charges,
            known: None,
        };
        act(&mut self.ledger, &income, today);
    }

    fn close(&mut self, day: &str) {
        self.with(day, |ledger, income, day| ledger.close_day(income, day).expect("a day"));
    }

    fn enter(&mut self, today: &str, transaction: Transaction) {
        self.transactions.push(Transaction { entered_on: date(today), ..transaction });
        self.with(today, |ledger, income, day| ledger.after_event(income, day).expect("an event"));
    }

    /// Day and amount of each entry, below zero where it is taken back, as interest, fees and penalties.
    fn assert(&self, expected: &[(&str, &str, &str, &str)]) {
        let lines: Vec<_> = self
            .ledger
            .entries()
            .iter()
            .map(|entry| {
                let sign = if entry.kind == EntryKind::TakenBack { amount("-1") } else { amount("1") };
                let of = entry.components();
                (entry.on, of.interest * sign, of.fees * sign, of.penalties * sign)
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(on, interest, fees, penalties)| (date(on), amount(interest), amount(fees), amount(penalties)))
            .collect();
        assert_eq!(lines, expected);
    }
}

fn fee(id: u64, due: &str, of: &str) -> Transaction {
    let charge = Charge {
        name: "Late visit".to_owned(),
        penalty: false,
        amount: ChargeAmount::Flat(amount(of)),
        due: ChargeDue::On(date(due)),
    };
    entered(id, due, Event::Charge { charge })
}

fn reversal(id: u64, on: &str, of: u64) -> Transaction {
    entered(id, on, Event::Reversal { of: TransactionId(of) })
}
