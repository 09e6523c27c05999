//! What becomes of random terms and operations: the operations that are taken, and the account after each.

mod event;
mod show;
mod told;

use std::fmt;

use chrono::{Days, NaiveDate};
use domain::servicing::account::{Account, Standing};
use domain::servicing::admission::{Inadmissible, admit};
use domain::servicing::replay::{ReplayError, replay};
use domain::servicing::terms::Terms;
use domain::servicing::transaction::{Event, Transaction, TransactionId};

pub use show::{account_text, case_text, operations_text, terms_text};

use crate::random::{Step, What};

/// Terms, and operations asked for one after the other.
#[derive(Clone)]
pub struct Case {
    pub terms: Terms,
    /// Thousandths of the granted amount that are paid out at the beginning.
    pub opening: u16,
    pub steps: Vec<Step>,
}

/// The account after an operation.
#[derive(Clone)]
pub struct Moment {
    /// The day of the operation.
    pub today: NaiveDate,
    /// How many transactions there are.
    pub count: usize,
    /// The account as it stands on that day.
    pub account: Account,
}

/// An operation that was not taken, and why.
pub struct Refused {
    pub count: usize,
    pub today: NaiveDate,
    pub new: Transaction,
    pub reason: Inadmissible,
}

/// What became of a case. The first moment is that before anything was paid out.
pub struct Story {
    pub terms: Terms,
    pub transactions: Vec<Transaction>,
    pub moments: Vec<Moment>,
    pub refused: Vec<Refused>,
    /// A transaction that was taken and that the account cannot be computed with.
    pub broken: Option<(Transaction, ReplayError)>,
}

impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&case_text(self))
    }
}

impl Case {
    /// What becomes of it; nothing where the terms make no schedule.
    pub fn play(&self) -> Option<Story> {
        let today = self.terms.expected_disbursement;
        let account = replay(&self.terms, &[], today).ok()?;
        let mut story = Story {
            terms: self.terms.clone(),
            transactions: Vec::new(),
            moments: vec![Moment { today, count: 0, account }],
            refused: Vec::new(),
            broken: None,
        };
        let opening = Step { after: 0, back: 0, what: What::Disburse { part: self.opening } };
        for step in std::iter::once(&opening).chain(&self.steps) {
            story.take(step)?;
            if story.broken.is_some() {
                break;
            }
        }
        Some(story)
    }
}

impl Story {
    /// The moments at which money had been paid out.
    pub fn disbursed(&self) -> impl Iterator<Item = &Moment> {
        self.moments.iter().filter(|moment| moment.account.standing != Standing::Undisbursed)
    }

    /// Whether a transaction has been taken back in the end.
    pub fn is_taken_back(&self, id: TransactionId) -> bool {
        let takes_back = |event: &Event| matches!(event, Event::Reversal { of } if *of == id);
        self.transactions.iter().any(|transaction| takes_back(&transaction.event))
    }

    /// Whether all of the loan was given up at any time.
    pub fn is_written_off(&self) -> bool {
        self.transactions.iter().any(|transaction| matches!(transaction.event, Event::WriteOff { amounts: None }))
    }

    pub fn last(&self) -> &Moment {
        self.moments.last().expect("a first moment")
    }

    /// Lets one operation happen, if it is possible now.
    fn take(&mut self, step: &Step) -> Option<()> {
        let before = self.last().clone();
        let today = before.today.checked_add_days(Days::new(step.after))?;
        let on = today.checked_sub_days(Days::new(step.back))?;
        let Some((event, value_date)) = event::event_of(self, &step.what, today, on) else { return Some(()) };
        let new = self.next(event, value_date, today);
        if let Err(reason) = admit(&self.terms, &self.transactions, &new, today) {
            self.refused.push(Refused { count: before.count, today, new, reason });
            return Some(());
        }
        let mut transactions = self.transactions.clone();
        transactions.push(new.clone());
        match replay(&self.terms, &transactions, today) {
            Ok(account) => {
                self.moments.push(Moment { today, count: transactions.len(), account });
                self.transactions = transactions;
            }
            // What is not supported is known to be so, and nobody enters it.
            Err(ReplayError::Unsupported(_)) => {}
            Err(error) => self.broken = Some((new, error)),
        }
        Some(())
    }

    /// A transaction entered after all others.
    pub fn next(&self, event: Event, value_date: NaiveDate, today: NaiveDate) -> Transaction {
        let id = self.transactions.iter().map(|transaction| transaction.id.0).max().unwrap_or_default() + 1;
        Transaction { id: TransactionId(id), value_date, entered_on: today, event }
    }
}
