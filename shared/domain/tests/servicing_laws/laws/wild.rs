//! Whatever terms and transactions say, there is an answer: an account or a reason, soon, and without a panic.

use std::fmt;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use chrono::NaiveDate;
use domain::servicing::admission::admit;
use domain::servicing::payoff::payoff;
use domain::servicing::replay::replay;
use domain::servicing::terms::Terms;
use domain::servicing::transaction::Transaction;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use crate::random::{day, terms, wild_terms, wild_transactions};
use crate::run::on;
use crate::story::{operations_text, terms_text};

/// No answer takes nearly as long, and what never ends does.
const PATIENCE: Duration = Duration::from_secs(20);

/// Terms, transactions in no order, and the day that is asked about.
#[derive(Clone)]
struct Wild {
    terms: Terms,
    transactions: Vec<Transaction>,
    as_of: NaiveDate,
}

impl fmt::Debug for Wild {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}asked on {}", terms_text(&self.terms), operations_text(&self.transactions), self.as_of)
    }
}

fn with(terms: BoxedStrategy<Terms>) -> BoxedStrategy<Wild> {
    (terms, wild_transactions(), day())
        .prop_map(|(terms, transactions, as_of)| Wild { terms, transactions, as_of })
        .boxed()
}

#[test]
fn wild_terms_have_an_answer() {
    on(1_000, with(wild_terms()), is_answered);
}

#[test]
fn wild_transactions_have_an_answer() {
    on(1_000, with(terms()), is_answered);
}

fn is_answered(wild: Wild) -> TestCaseResult {
    let (send, answers) = mpsc::channel();
    let asked = thread::Builder::new().name("asked".to_owned()).spawn(move || send.send(answer(&wild)));
    let asked = asked.expect("a thread");
    match answers.recv_timeout(PATIENCE) {
        Ok(reasons) => {
            for reason in reasons {
                prop_assert!(!reason.is_empty(), "there is no reason");
            }
            Ok(())
        }
        Err(mpsc::RecvTimeoutError::Timeout) => Err(TestCaseError::fail("there is no answer in time")),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let panic = asked.join().expect_err("a panic");
            let text = panic.downcast_ref::<String>().cloned();
            let text = text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
            Err(TestCaseError::fail(format!("it panics: {}", text.unwrap_or_default())))
        }
    }
}

/// The reasons for which there is no account.
fn answer(wild: &Wild) -> Vec<String> {
    let Wild { terms, transactions, as_of } = wild;
    let account = replay(terms, transactions, *as_of).err().map(|error| error.to_string());
    let quote = payoff(terms, transactions, *as_of).err().map(|error| error.to_string());
    let last = transactions.split_last();
    let refused = last.and_then(|(new, known)| admit(terms, known, new, *as_of).err());
    [account, quote, refused.map(|reason| reason.to_string())].into_iter().flatten().collect()
}
